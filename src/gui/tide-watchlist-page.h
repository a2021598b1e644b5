// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_WATCHLIST_PAGE (tide_watchlist_page_get_type ())
G_DECLARE_FINAL_TYPE (TideWatchlistPage, tide_watchlist_page, TIDE, WATCHLIST_PAGE, GtkWidget)

/* A list as a table of instruments and formula columns; implements TidePage. */
GtkWidget *tide_watchlist_page_new (TideViewContext *context);

G_END_DECLS
