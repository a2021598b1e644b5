// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_COLUMNS_DIALOG (tide_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TideColumnsDialog, tide_columns_dialog, TIDE, COLUMNS_DIALOG, AdwWindow)

/* Chooses, orders and writes the columns of a list. */
GtkWidget *tide_columns_dialog_new (GtkWindow       *parent,
                                    TideViewContext *context,
                                    const char      *list);
GtkWidget *tide_columns_dialog_get_rows (TideColumnsDialog *self);

G_END_DECLS
