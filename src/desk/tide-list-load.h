// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "desk/tide-load.h"

G_BEGIN_DECLS

/**
 * TideColumnStyle:
 * @TIDE_COLUMN_VALUE: one value; a series gives its last observation
 * @TIDE_COLUMN_SPARKLINE: a series, cut to the column's window
 * @TIDE_COLUMN_DEVIATIONS: a number of standard deviations: its sign, one
 *   decimal and no unit
 * @TIDE_COLUMN_BILLIONS: money or shares in billions, without unit: the heading
 *   has it
 * @TIDE_COLUMN_SIGNED_BILLIONS: the same with its sign
 * @TIDE_COLUMN_CHANGE: a quotient less one, with its sign: 1.67x is +67%
 * @TIDE_COLUMN_DIRECTION: only the sign: ▲, ▼, or = for none
 */
typedef enum
{
  TIDE_COLUMN_VALUE,
  TIDE_COLUMN_SPARKLINE,
  TIDE_COLUMN_DEVIATIONS,
  TIDE_COLUMN_BILLIONS,
  TIDE_COLUMN_SIGNED_BILLIONS,
  TIDE_COLUMN_CHANGE,
  TIDE_COLUMN_DIRECTION,
} TideColumnStyle;

/**
 * TideListColumn:
 * @title: heading as the analyst wrote it
 * @formula: (nullable): a formula of the row's instrument; none in a sheet, whose
 *   cells have their own
 * @style: how it is shown
 * @window: (nullable): period of a sparkline, `3M`
 * @decimals: digits after the point; -1 for the unit's own
 *
 * One column of a list, kept in the workspace, or of a sheet.
 */
typedef struct
{
  char           *title;
  char           *formula;
  TideColumnStyle style;
  char           *window;
  int             decimals;
} TideListColumn;

TideListColumn *tide_list_column_new (const char     *title,
                                      const char     *formula,
                                      TideColumnStyle style,
                                      const char     *window);
TideListColumn *tide_list_column_copy (const TideListColumn *self);
void            tide_list_column_free (TideListColumn *self);
GPtrArray      *tide_list_columns_new_default (void);
double          tide_list_column_scale (const TideListColumn *self,
                                        double                number);
char           *tide_list_column_print_number (const TideListColumn *self,
                                               TideUnit              unit,
                                               double                number,
                                               TideNumberStyle       style);
char           *tide_list_column_print (const TideListColumn *self,
                                        const TideResult     *result,
                                        TideNumberStyle       style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideListColumn, tide_list_column_free)

#define TIDE_TYPE_LIST_ROW (tide_list_row_get_type ())
G_DECLARE_FINAL_TYPE (TideListRow, tide_list_row, TIDE, LIST_ROW, GObject)

/*
 * One instrument of a list. Emits `changed` on the main thread when any of its
 * values has changed; the object stays the same for as long as the instrument
 * is a member, so a selection survives a refresh.
 */
const char *tide_list_row_get_symbol (TideListRow *self);
const char *tide_list_row_get_name (TideListRow *self);
bool        tide_list_row_is_fixed (TideListRow *self);
TideDay     tide_list_row_get_session (TideListRow *self);
size_t      tide_list_row_get_n_results (TideListRow *self);
TideResult *tide_list_row_get_result (TideListRow *self,
                                      size_t       column);
const char *tide_list_row_get_error (TideListRow *self,
                                     size_t       column);

#define TIDE_TYPE_LIST_LOAD (tide_list_load_get_type ())
G_DECLARE_FINAL_TYPE (TideListLoad, tide_list_load, TIDE, LIST_LOAD, GObject)

/*
 * A GListModel of TideListRow, in the list's order. Properties, notified on the
 * main thread: `state` (TideLoadState), `error` (GError, nullable), `as-of`
 * (int64, as in TideLoad), `origin` (string, nullable). Signal
 * `columns-changed` when the list's columns were edited; the rows then hold
 * results for the new columns.
 */
const char   *tide_list_load_get_name (TideListLoad *self);
GPtrArray    *tide_list_load_get_columns (TideListLoad *self);
TideLoadState tide_list_load_get_state (TideListLoad *self);
const GError *tide_list_load_get_error (TideListLoad *self);
TideInstant   tide_list_load_get_as_of (TideListLoad *self);
const char   *tide_list_load_get_origin (TideListLoad *self);

G_END_DECLS
