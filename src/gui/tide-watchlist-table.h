// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-table.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_WATCHLIST_TABLE (tide_watchlist_table_get_type ())
G_DECLARE_FINAL_TYPE (TideWatchlistTable, tide_watchlist_table, TIDE, WATCHLIST_TABLE, GtkWidget)

/*
 * A list with title, unit, source and date around its table; implements
 * TideExhibit. Signal `state-changed` when there may be another state to show.
 */
GtkWidget     *tide_watchlist_table_new (TideViewContext *context);
void           tide_watchlist_table_show (TideWatchlistTable *self,
                                          const char         *list);
const char    *tide_watchlist_table_get_list (TideWatchlistTable *self);
TideCellTable *tide_watchlist_table_get_cells (TideWatchlistTable *self);
void           tide_watchlist_table_set_filter (TideWatchlistTable *self,
                                                const char         *text);

G_END_DECLS
