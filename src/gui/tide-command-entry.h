// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_COMMAND_ENTRY (tide_command_entry_get_type ())
G_DECLARE_FINAL_TYPE (TideCommandEntry, tide_command_entry, TIDE, COMMAND_ENTRY, GtkWidget)

/* Takes a symbol, view, formula or command; results in a popover below it. */
GtkWidget *tide_command_entry_new (TideViewContext *context);

G_END_DECLS
