// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

#include "desk/tide-desk.h"

G_BEGIN_DECLS

#define TIDE_TYPE_WATCHLIST_COLUMNS (tide_watchlist_columns_get_type ())
G_DECLARE_FINAL_TYPE (TideWatchlistColumns, tide_watchlist_columns, TIDE, WATCHLIST_COLUMNS, AdwWindow)

/* Chooses, orders and writes the columns of a list. */
GtkWidget *tide_watchlist_columns_new (GtkWindow  *parent,
                                       TideDesk   *desk,
                                       const char *list);
GtkWidget *tide_watchlist_columns_get_rows (TideWatchlistColumns *self);

G_END_DECLS
