// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_NOTES_PANE (tide_notes_pane_get_type ())
G_DECLARE_FINAL_TYPE (TideNotesPane, tide_notes_pane, TIDE, NOTES_PANE, GtkWidget)

/* The notes on the chosen instrument, newest first, and a place to write one.
 * What was typed but not saved stays with its instrument while the window
 * lives. */
GtkWidget *tide_notes_pane_new (TideViewContext *context);
void       tide_notes_pane_start_note (TideNotesPane *self);

G_END_DECLS
