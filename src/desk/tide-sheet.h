// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-desk.h"

G_BEGIN_DECLS

/**
 * TideSheetRowKind:
 * @TIDE_SHEET_ROW_PLAIN: a row among others
 * @TIDE_SHEET_ROW_HEADING: names the rows below it
 * @TIDE_SHEET_ROW_SUMMARY: a sum, a remainder or a median of the rows above it
 */
typedef enum
{
  TIDE_SHEET_ROW_PLAIN,
  TIDE_SHEET_ROW_HEADING,
  TIDE_SHEET_ROW_SUMMARY,
} TideSheetRowKind;

#define TIDE_TYPE_SHEET_PLAN (tide_sheet_plan_get_type ())

/**
 * TideSheetPlan:
 *
 * A table every cell of which is a formula: what is to be shown, made without
 * reading anything. Reference counted; built on one thread, and immutable and
 * safe across threads once it has been given to a desk.
 */
typedef struct _TideSheetPlan TideSheetPlan;

GType          tide_sheet_plan_get_type (void) G_GNUC_CONST;
TideSheetPlan *tide_sheet_plan_new (const char *id,
                                    const char *title);
TideSheetPlan *tide_sheet_plan_ref (TideSheetPlan *self);
void           tide_sheet_plan_unref (TideSheetPlan *self);

/* Building. */
void         tide_sheet_plan_set_subtitle (TideSheetPlan *self,
                                           const char    *subtitle);
void         tide_sheet_plan_set_heading (TideSheetPlan *self,
                                          const char    *heading);
void         tide_sheet_plan_set_note (TideSheetPlan *self,
                                       const char    *note);
unsigned int tide_sheet_plan_add_column (TideSheetPlan  *self,
                                         const char     *title,
                                         TideColumnStyle style,
                                         int             decimals);
unsigned int tide_sheet_plan_add_row (TideSheetPlan   *self,
                                      const char      *label,
                                      const char      *symbol,
                                      TideSheetRowKind kind);
void         tide_sheet_plan_set_cell (TideSheetPlan *self,
                                       unsigned int   row,
                                       unsigned int   column,
                                       const char    *formula);

/* Reading. */
const char      *tide_sheet_plan_get_id (const TideSheetPlan *self);
const char      *tide_sheet_plan_get_title (const TideSheetPlan *self);
const char      *tide_sheet_plan_get_subtitle (const TideSheetPlan *self);
const char      *tide_sheet_plan_get_heading (const TideSheetPlan *self);
const char      *tide_sheet_plan_get_note (const TideSheetPlan *self);
GPtrArray       *tide_sheet_plan_get_columns (const TideSheetPlan *self);
unsigned int     tide_sheet_plan_get_n_rows (const TideSheetPlan *self);
const char      *tide_sheet_plan_get_label (const TideSheetPlan *self,
                                            unsigned int         row);
const char      *tide_sheet_plan_get_symbol (const TideSheetPlan *self,
                                             unsigned int         row);
TideSheetRowKind tide_sheet_plan_get_kind (const TideSheetPlan *self,
                                           unsigned int         row);
const char      *tide_sheet_plan_get_cell (const TideSheetPlan *self,
                                           unsigned int         row,
                                           unsigned int         column);

#define TIDE_TYPE_SHEET (tide_sheet_get_type ())

/**
 * TideSheet:
 *
 * A plan with one result for each of its formulas. Immutable, reference
 * counted, safe across threads.
 */
typedef struct _TideSheet TideSheet;

GType          tide_sheet_get_type (void) G_GNUC_CONST;
TideSheet     *tide_sheet_ref (TideSheet *self);
void           tide_sheet_unref (TideSheet *self);
TideSheetPlan *tide_sheet_get_plan (const TideSheet *self);
TideResult    *tide_sheet_get_result (const TideSheet *self,
                                      unsigned int     row,
                                      unsigned int     column);
const char    *tide_sheet_get_error (const TideSheet *self,
                                     unsigned int     row,
                                     unsigned int     column);
bool           tide_sheet_get_number (const TideSheet *self,
                                      unsigned int     row,
                                      unsigned int     column,
                                      double          *out_number);
char          *tide_sheet_print (const TideSheet *self,
                                 unsigned int     row,
                                 unsigned int     column,
                                 TideNumberStyle  style);
const char    *tide_sheet_get_origin (const TideSheet *self);
TideInstant    tide_sheet_get_learned (const TideSheet *self);
TideDay        tide_sheet_get_last_day (const TideSheet *self);

#define TIDE_TYPE_SHEET_LOAD (tide_sheet_load_get_type ())
G_DECLARE_FINAL_TYPE (TideSheetLoad, tide_sheet_load, TIDE, SHEET_LOAD, GObject)

/*
 * A GListModel of TideListRow, one for each row of the plan: the row's name is
 * its label, and its symbol is empty where it has no instrument; rows that are
 * not plain ones keep their place in any order. Properties,
 * notified on the main thread: `sheet` (TideSheet, boxed, nullable), `error`
 * (GError, nullable), `state` (TideLoadState). A failure after a sheet keeps the
 * sheet.
 */
TideSheetPlan    *tide_sheet_load_get_plan (TideSheetLoad *self);
const TideMoment *tide_sheet_load_get_moment (TideSheetLoad *self);
TideSheet        *tide_sheet_load_get_sheet (TideSheetLoad *self);
const GError     *tide_sheet_load_get_error (TideSheetLoad *self);
TideLoadState     tide_sheet_load_get_state (TideSheetLoad *self);

TideSheet     *tide_desk_evaluate_sheet (TideDesk         *self,
                                         TideSheetPlan    *plan,
                                         const TideMoment *moment,
                                         GError          **error);
TideSheetLoad *tide_desk_watch_sheet (TideDesk         *self,
                                      TideSheetPlan    *plan,
                                      const TideMoment *moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSheetPlan, tide_sheet_plan_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSheet, tide_sheet_unref)

G_END_DECLS
