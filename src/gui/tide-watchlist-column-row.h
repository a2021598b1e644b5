// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "desk/tide-list-load.h"

G_BEGIN_DECLS

#define TIDE_TYPE_WATCHLIST_COLUMN_ROW (tide_watchlist_column_row_get_type ())
G_DECLARE_FINAL_TYPE (TideWatchlistColumnRow, tide_watchlist_column_row, TIDE, WATCHLIST_COLUMN_ROW, GtkListBoxRow)

/*
 * One column in the column editor; its formula is checked while it is typed.
 * Signals: `changed`; `moved (int)` by −1 or 1; `removed`.
 */
GtkWidget      *tide_watchlist_column_row_new (const TideListColumn *column);
TideListColumn *tide_watchlist_column_row_dup_column (TideWatchlistColumnRow *self);
bool            tide_watchlist_column_row_is_valid (TideWatchlistColumnRow *self);
const char     *tide_watchlist_column_row_get_problem (TideWatchlistColumnRow *self);
void            tide_watchlist_column_row_start (TideWatchlistColumnRow *self);

G_END_DECLS
