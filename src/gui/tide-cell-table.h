// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-sheet.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CELL_TABLE (tide_cell_table_get_type ())
G_DECLARE_FINAL_TYPE (TideCellTable, tide_cell_table, TIDE, CELL_TABLE, GtkWidget)

/*
 * Headings, rows and medians of a list, with a cursor that stands in a cell.
 * Rows are drawn whole and every number's width is known beforehand, so that
 * long lists scroll and columns never change while they do. Signals:
 *   updated         what the rows show is complete again, after a change
 *   cursor-moved    to another cell, or to another row
 *   activated       the row of the cursor was opened
 *   deleted         the row of the cursor is to leave the list
 *   moved (int)     the row of the cursor is to go up (−1) or down (1)
 *   menu (double, double)   a menu is wanted there
 *   sort-changed    by the user
 */
/* @load is of a list or of a sheet; the list's load is NULL of a sheet. */
GtkWidget     *tide_cell_table_new (TideStyle *style);
void           tide_cell_table_set_load (TideCellTable *self,
                                         GListModel    *load);
TideListLoad  *tide_cell_table_get_load (TideCellTable *self);
TideCellSheet *tide_cell_table_get_sheet (TideCellTable *self);
GListModel    *tide_cell_table_get_rows (TideCellTable *self);
GtkWidget     *tide_cell_table_get_header (TideCellTable *self);
GtkWidget     *tide_cell_table_get_foot (TideCellTable *self);
char         **tide_cell_table_dup_symbols (TideCellTable *self);
TideListRow   *tide_cell_table_dup_cursor_row (TideCellTable *self);
void           tide_cell_table_move_cursor (TideCellTable *self,
                                            int            row,
                                            int            column,
                                            bool           extend);
bool           tide_cell_table_focus (TideCellTable *self);
bool           tide_cell_table_find_cursor (TideCellTable   *self,
                                            graphene_rect_t *out_bounds);
bool           tide_cell_table_select_symbol (TideCellTable *self,
                                              const char    *symbol);
void           tide_cell_table_set_filter (TideCellTable *self,
                                           const char    *text);
bool           tide_cell_table_is_filtered (TideCellTable *self);
void           tide_cell_table_set_sort (TideCellTable *self,
                                         int            column,
                                         bool           descending);
void           tide_cell_table_set_adjusted (TideCellTable *self,
                                             GHashTable    *symbols);

void tide_cell_table_set_shows_all (TideCellTable *self,
                                    bool           shows_all);

G_END_DECLS
