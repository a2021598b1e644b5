// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

#include "desk/tide-list-load.h"
#include "gui/tide-view-context.h"

G_BEGIN_DECLS

#define TIDE_TYPE_COLUMN_ROW (tide_column_row_get_type ())
G_DECLARE_FINAL_TYPE (TideColumnRow, tide_column_row, TIDE, COLUMN_ROW, GtkListBoxRow)

/*
 * One column in the column editor; its formula is checked while it is typed.
 * Signals: `changed`; `kept (bool)` when it is to be kept for any list or to be
 * forgotten; `moved (int)` by −1 or 1; `removed`.
 */
GtkWidget      *tide_column_row_new (TideViewContext      *context,
                                     const char           *symbol,
                                     const TideListColumn *column);
TideListColumn *tide_column_row_dup_column (TideColumnRow *self);
bool            tide_column_row_is_valid (TideColumnRow *self);
const char     *tide_column_row_get_problem (TideColumnRow *self);
void            tide_column_row_set_kept (TideColumnRow *self,
                                          bool           kept);
void            tide_column_row_start (TideColumnRow *self);

G_END_DECLS
