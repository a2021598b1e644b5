// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "gui/tide-cite-form.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CITE_DIALOG (tide_cite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TideCiteDialog, tide_cite_dialog, TIDE, CITE_DIALOG, AdwWindow)

/* Enters a figure that was read somewhere. @subject: what the entries begin with,
 * `SYMBOL` or `SYMBOL FIELD`; empty for the chosen instrument. */
GtkWidget *tide_cite_dialog_new (GtkWindow       *parent,
                                 TideViewContext *context,
                                 const char      *subject);
GtkWidget *tide_cite_dialog_get_entry (TideCiteDialog *self,
                                       TideCiteEntry   entry);
GtkWidget *tide_cite_dialog_get_summary (TideCiteDialog *self);

G_END_DECLS
