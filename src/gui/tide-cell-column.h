// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-sheet.h"
#include "gui/tide-cell-measure.h"

G_BEGIN_DECLS

/**
 * TideCellKind:
 * @TIDE_CELL_SYMBOL: the instrument's symbol
 * @TIDE_CELL_NAME: its name; takes what width is left
 * @TIDE_CELL_SESSION: the last day with a close
 * @TIDE_CELL_VALUE: one result of a formula
 * @TIDE_CELL_SPARKLINE: a series of a formula, drawn
 */
typedef enum
{
  TIDE_CELL_SYMBOL,
  TIDE_CELL_NAME,
  TIDE_CELL_SESSION,
  TIDE_CELL_VALUE,
  TIDE_CELL_SPARKLINE,
} TideCellKind;

/**
 * TideCellTone: which colour a cell's text takes.
 */
typedef enum
{
  TIDE_TONE_PLAIN,
  TIDE_TONE_UP,
  TIDE_TONE_DOWN,
  TIDE_TONE_STALE,
  TIDE_TONE_MISSING,
  TIDE_TONE_PROBLEM,
} TideCellTone;

typedef struct _TideCellColumn TideCellColumn;

/**
 * TideCellColumn:
 * @kind: what the cells show
 * @title: heading
 * @formula: (nullable): formula of the row's instrument; none in a sheet
 * @result: which result of the row, of values and sparklines
 * @deviation: (nullable) (unowned): the column that gives this one's change in
 *   standard deviations
 * @deviations: the values are numbers of standard deviations
 * @about: (nullable) (owned): column of a sheet, whose cells each print in their
 *   own unit
 * @unit: unit of the values, once there is one
 * @has_unit: there is one
 * @mixed: the rows are in more than one unit
 * @whole: every value is a whole number
 * @highest: largest value; NaN before there is one
 * @lowest: smallest value
 * @decimals: digits after the point, the same in every row
 * @newest: latest day shown
 * @text_width: widest cell; px
 * @heading_width: room that the heading needs, with an arrow; px
 * @natural: width at which nothing is cut; px
 * @least: width below which something would be cut; px
 * @x: left edge; px
 * @width: px, with its padding
 *
 * One column of a table: what its cells say, in which colour, in which order.
 */
struct _TideCellColumn
{
  TideCellKind          kind;
  char                 *title;
  char                 *formula;
  size_t                result;
  const TideCellColumn *deviation;
  bool                  deviations;
  TideListColumn       *about;

  TideUnit unit;
  bool     has_unit;
  bool     mixed;
  bool     whole;
  double   highest;
  double   lowest;
  int      decimals;
  TideDay  newest;

  int text_width;
  int heading_width;
  int natural;
  int least;
  int x;
  int width;
};

const char *tide_cell_fact_translate (const char *text);
const char *tide_cell_heading_translate (const char *title);

GPtrArray *tide_cell_columns_new (GPtrArray *list_columns);
GPtrArray *tide_cell_columns_new_for_sheet (TideSheetPlan *plan);

bool tide_cell_column_is_numeric (const TideCellColumn *self);
bool tide_cell_column_is_price (const TideCellColumn *self);
bool tide_cell_column_is_change (const TideCellColumn *self);
void tide_cell_column_begin_scan (TideCellColumn *self);
void tide_cell_column_scan_row (TideCellColumn  *self,
                                TideListRow     *row,
                                TideCellMeasure *measure);
void tide_cell_column_end_scan (TideCellColumn  *self,
                                TideCellMeasure *measure);

bool         tide_cell_column_get_number (const TideCellColumn *self,
                                          TideListRow          *row,
                                          double               *out_number);
bool         tide_cell_column_get_exact (const TideCellColumn *self,
                                         TideListRow          *row,
                                         double               *out_number);
bool         tide_cell_column_is_percent (const TideCellColumn *self);
char        *tide_cell_column_format (const TideCellColumn *self,
                                      double                number,
                                      TideNumberStyle       style);
char        *tide_cell_column_dup_text (const TideCellColumn *self,
                                        TideListRow          *row,
                                        TideNumberStyle       style);
char        *tide_cell_column_dup_tooltip (const TideCellColumn *self,
                                           TideListRow          *row);
TideCellTone tide_cell_column_get_tone (const TideCellColumn *self,
                                        TideListRow          *row);
int          tide_cell_column_compare (const TideCellColumn *self,
                                       TideListRow          *a,
                                       TideListRow          *b,
                                       bool                  descending);

G_END_DECLS
