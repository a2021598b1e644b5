// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-sheet.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CELL_ROW (tide_cell_row_get_type ())
G_DECLARE_FINAL_TYPE (TideCellRow, tide_cell_row, TIDE, CELL_ROW, GtkWidget)

/* One row of a table, drawn as a whole: a long list stays light. */
GtkWidget   *tide_cell_row_new (TideCellSheet *sheet);
void         tide_cell_row_bind (TideCellRow *self,
                                 TideListRow *row,
                                 int          position);
int          tide_cell_row_get_position (TideCellRow *self);
TideListRow *tide_cell_row_get_row (TideCellRow *self);
void         tide_cell_row_update_name (TideCellRow *self);

G_END_DECLS
