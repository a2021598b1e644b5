// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_AS_OF_BUTTON (tide_as_of_button_get_type ())
G_DECLARE_FINAL_TYPE (TideAsOfButton, tide_as_of_button, TIDE, AS_OF_BUTTON, GtkWidget)

/* Reads “Latest” or the moment; its popover sets T and what was known by then. */
GtkWidget *tide_as_of_button_new (TideViewContext *context);
void       tide_as_of_button_open (TideAsOfButton *self);

G_END_DECLS
