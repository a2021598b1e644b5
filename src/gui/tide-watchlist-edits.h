// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "desk/tide-desk.h"

G_BEGIN_DECLS

/* Changes that a table makes to its list; `widget` is where it was asked for,
 * and its window says what came of it. */
void tide_watchlist_remove (GtkWidget  *widget,
                            TideDesk   *desk,
                            const char *list,
                            const char *symbol);
void tide_watchlist_move (GtkWidget  *widget,
                          TideDesk   *desk,
                          const char *list,
                          const char *symbol,
                          int         delta);
void tide_watchlist_set_columns (GtkWidget  *widget,
                                 TideDesk   *desk,
                                 const char *list,
                                 GPtrArray  *columns);

G_END_DECLS
