// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_ABOUT_PANE (tide_about_pane_get_type ())
G_DECLARE_FINAL_TYPE (TideAboutPane, tide_about_pane, TIDE, ABOUT_PANE, GtkWidget)

/* The particulars of the chosen instrument and of the series held of it: who,
 * where, in which currency, from which source, from when to when. */
GtkWidget *tide_about_pane_new (TideViewContext *context);

G_END_DECLS
