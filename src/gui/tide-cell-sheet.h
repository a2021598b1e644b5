// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-cell-column.h"
#include "gui/tide-style.h"

G_BEGIN_DECLS

/** TIDE_CELL_PADDING: room left and right of a cell's text; px. */
#define TIDE_CELL_PADDING 6

#define TIDE_TYPE_CELL_SHEET (tide_cell_sheet_get_type ())
G_DECLARE_FINAL_TYPE (TideCellSheet, tide_cell_sheet, TIDE, CELL_SHEET, GObject)

/**
 * TideCellRange:
 *
 * The marked rectangle, both ends included.
 */
typedef struct
{
  int first_row;
  int last_row;
  int first_column;
  int last_column;
} TideCellRange;

/*
 * What heading, rows and summary of one table share: the columns with their
 * places, the marked cells, the colours. Signals:
 *   layout-changed   columns are others or elsewhere
 *   marks-changed    the cursor moved, or other cells are marked
 *   looks-changed    colours are others
 */
GdkRGBA          tide_color_to_rgba (TideColor color,
                                     double    opacity);
TideCellSheet   *tide_cell_sheet_new (TideStyle *style);
const TideTheme *tide_cell_sheet_get_theme (TideCellSheet *self);

void            tide_cell_sheet_take_columns (TideCellSheet *self,
                                              GPtrArray     *columns_take);
unsigned int    tide_cell_sheet_get_n_columns (TideCellSheet *self);
TideCellColumn *tide_cell_sheet_get_column (TideCellSheet *self,
                                            unsigned int   index);
int             tide_cell_sheet_find_column (TideCellSheet *self,
                                             const char    *title);
int             tide_cell_sheet_find_column_at (TideCellSheet *self,
                                                double         x);
void            tide_cell_sheet_scan (TideCellSheet   *self,
                                      GListModel      *rows,
                                      TideCellMeasure *measure,
                                      TideCellMeasure *heading);
void            tide_cell_sheet_fit (TideCellSheet *self,
                                     int            width);
void            tide_cell_sheet_set_offset (TideCellSheet *self,
                                            int            offset);
int             tide_cell_sheet_get_offset (TideCellSheet *self);
int             tide_cell_sheet_get_frozen_width (TideCellSheet *self);
bool            tide_cell_sheet_is_in_sight (TideCellSheet *self,
                                             unsigned int   index);
int             tide_cell_sheet_get_width (TideCellSheet *self);
int             tide_cell_sheet_get_least_width (TideCellSheet *self);
int             tide_cell_sheet_get_line_height (TideCellSheet *self);

void tide_cell_sheet_set_adjusted (TideCellSheet *self,
                                   GHashTable    *symbols);
bool tide_cell_sheet_is_adjusted (TideCellSheet        *self,
                                  const TideCellColumn *column,
                                  TideListRow          *row);
bool tide_cell_sheet_shows_adjusted (TideCellSheet *self);

void          tide_cell_sheet_set_cursor (TideCellSheet *self,
                                          int            row,
                                          int            column,
                                          bool           extend);
void          tide_cell_sheet_get_cursor (TideCellSheet *self,
                                          int           *out_row,
                                          int           *out_column);
TideCellRange tide_cell_sheet_get_range (TideCellSheet *self);
void          tide_cell_sheet_set_active (TideCellSheet *self,
                                          bool           active);
bool          tide_cell_sheet_is_active (TideCellSheet *self);

void tide_cell_sheet_set_sort (TideCellSheet *self,
                               int            column,
                               bool           descending);
int  tide_cell_sheet_get_sort (TideCellSheet *self,
                               bool          *out_descending);

G_END_DECLS
