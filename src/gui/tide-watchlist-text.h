// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-table.h"

G_BEGIN_DECLS

/* The words around a list's table: what it is, of whom, in which unit, from
 * where and up to when. */
char *tide_watchlist_dup_title (TideCellTable *table);
char *tide_watchlist_dup_subtitle (TideCellTable *table);
char *tide_watchlist_dup_source (TideCellTable *table,
                                 bool           sample);
char *tide_watchlist_dup_status (TideCellTable *table);

G_END_DECLS
