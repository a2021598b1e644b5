// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_AS_OF_POPOVER (tide_as_of_popover_get_type ())
G_DECLARE_FINAL_TYPE (TideAsOfPopover, tide_as_of_popover, TIDE, AS_OF_POPOVER, GtkPopover)

/* Sets T and what was known by then. */
GtkWidget *tide_as_of_popover_new (TideViewContext *context);

G_END_DECLS
