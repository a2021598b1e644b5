// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-multiple.h"
#include "desk/tide-sheet.h"
#include "model/tide-target.h"

G_BEGIN_DECLS

/** TIDE_VALUATION_LAUNCH: the window that begins with live values. */
#define TIDE_VALUATION_LAUNCH "launch"

/**
 * TideValuation:
 * @multiple: the ratio
 * @label: what it is a ratio of: a name, for titles
 * @symbol: (nullable): the instrument; NULL for a group
 * @x: (nullable): formula of the ratio; NULL for that of @symbol
 * @window: a period, `5Y`; a first day, `2022-03-01`; or %TIDE_VALUATION_LAUNCH
 *
 * What is valued, by what, over which time. Borrowed by the functions below.
 */
typedef struct
{
  const TideMultiple *multiple;
  const char         *label;
  const char         *symbol;
  const char         *x;
  const char         *window;
} TideValuation;

/**
 * TideValuationRow:
 * @symbol: instrument
 * @label: (nullable): its name
 * @source: (nullable): a source other than the one that formulas read
 *
 * One row of a table of instruments.
 */
typedef struct
{
  const char *symbol;
  const char *label;
  const char *source;
} TideValuationRow;

/**
 * TideValuationLevel:
 *
 * The lines of a chart of one ratio.
 */
typedef enum
{
  TIDE_VALUATION_LEVEL_MEAN,
  TIDE_VALUATION_LEVEL_MEDIAN,
  TIDE_VALUATION_LEVEL_MINUS_1,
  TIDE_VALUATION_LEVEL_PLUS_1,
  TIDE_VALUATION_LEVEL_MINUS_2,
  TIDE_VALUATION_LEVEL_PLUS_2,
  TIDE_VALUATION_LEVEL_LOW_QUARTER,
  TIDE_VALUATION_LEVEL_HIGH_QUARTER,
} TideValuationLevel;

#define TIDE_VALUATION_N_LEVELS (TIDE_VALUATION_LEVEL_HIGH_QUARTER + 1)

bool  tide_valuation_window_is_valid (const char *window);
char *tide_valuation_dup_window_name (const char *window);

/* Formulas: each is the caller's to free. */
char *tide_valuation_format_x (const TideValuation *self);
char *tide_valuation_format_level (const TideValuation *self,
                                   TideValuationLevel   level);
char *tide_valuation_format_gap (const TideValuation *a,
                                 const TideValuation *b);

/* Which ratios are held of any of the instruments, of what
 * tide_desk_list_series() answered; in the order of a table. */
GPtrArray *tide_valuation_find_multiples (GPtrArray         *statuses,
                                          const char *const *symbols);
/* The series that have any ratio at all. */
GPtrArray *tide_valuation_find_holders (GPtrArray *statuses);
/* Each source of a ratio of an instrument, as rows of the definitions. */
GArray *tide_valuation_find_sources (GPtrArray          *statuses,
                                     const TideMultiple *multiple,
                                     const char *const  *symbols);

/* Tables. */
TideSheetPlan *tide_valuation_plan_comps (const TideValuation    *self,
                                          const TideValuationRow *rows,
                                          size_t                  n_rows,
                                          GPtrArray              *multiples);
TideSheetPlan *tide_valuation_plan_windows (const TideValuation *self);
TideSheetPlan *tide_valuation_plan_gap (const TideValuation *a,
                                        const TideValuation *b);
TideSheetPlan *tide_valuation_plan_scenario (const TideValuation *self,
                                             double               earnings);
TideSheetPlan *tide_valuation_plan_grid (const TideValuation *self);
TideSheetPlan *tide_valuation_plan_targets (const char *label,
                                            const char *symbol,
                                            TideUnit    unit,
                                            GPtrArray  *targets);
TideSheetPlan *tide_valuation_plan_definitions (const TideMultiple     *multiple,
                                                const TideValuationRow *rows,
                                                size_t                  n_rows);

G_END_DECLS
