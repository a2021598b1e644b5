// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

/**
 * TideMissing:
 *
 * Why there is no value. The name printed in machine output is given by
 * tide_missing_to_code() and never changes.
 */
typedef enum
{
  TIDE_MISSING_NONE,
  TIDE_MISSING_NO_DATA,
  TIDE_MISSING_NO_FIELD,
  TIDE_MISSING_HISTORY,
  TIDE_MISSING_NOT_YET_KNOWN,
  TIDE_MISSING_NOT_REPORTED,
  TIDE_MISSING_AFTER_AS_OF,
  TIDE_MISSING_TOO_OLD,
  TIDE_MISSING_TOO_FEW,
  TIDE_MISSING_DIVISION_BY_ZERO,
  TIDE_MISSING_DOMAIN,
  TIDE_MISSING_NOT_FINITE,
  TIDE_MISSING_RECORD,
  TIDE_MISSING_ENDED,
  TIDE_MISSING_DEFINITIONS,
  TIDE_MISSING_ERROR,
} TideMissing;

/**
 * TideValueKind:
 *
 * What a formula gave.
 */
typedef enum
{
  TIDE_VALUE_MISSING,
  TIDE_VALUE_NUMBER,
  TIDE_VALUE_DAY,
  TIDE_VALUE_MONTH,
  TIDE_VALUE_PERIOD,
  TIDE_VALUE_TEXT,
  TIDE_VALUE_TRUTH,
  TIDE_VALUE_SERIES,
} TideValueKind;

/**
 * TideInput:
 * @series: the observations as the formula saw them
 * @first_row: first row used
 * @last_row: last row used
 * @count: how many observations were used
 * @single: only @first_row and @last_row were used, not the rows between
 *
 * A series that went into a result.
 */
typedef struct
{
  TideSeries  *series;
  size_t       first_row;
  size_t       last_row;
  size_t       count;
  unsigned int single : 1;
} TideInput;

/**
 * TideTrace:
 *
 * A node of the calculation: the printed sub-formula, its value in words, and
 * what it was calculated from. Immutable once the result is built.
 */
typedef struct _TideTrace TideTrace;

struct _TideTrace
{
  char      *formula;
  char      *text;
  char      *note;     /* (nullable): "base day 2025-01-13" */
  GPtrArray *children; /* (element-type TideTrace) (nullable) */
  TideInput *input;    /* (nullable): a leaf's rows */
};

#define TIDE_TYPE_RESULT (tide_result_get_type ())

/**
 * TideResult:
 *
 * A number as an object: value, unit, text, the days used, the inputs and, when
 * asked for, the trace. Immutable, reference counted, safe across threads.
 */
typedef struct _TideResult TideResult;

/**
 * TideResultData:
 * @kind: which of the values below counts
 * @number: of a number; also the last observation of a series result
 * @day: of a day; else the last day the value rests on, or %TIDE_DAY_NONE
 * @text: (nullable): of a text, or printed month or period
 * @truth: of a truth
 * @series: (nullable): of a series; also the history of a missing value whose
 *   earlier ones do not stand for it
 * @unit: unit of @number or of @series
 * @missing: code when there is no value
 * @reason: (nullable): sentence when there is no value
 * @stale_days: age of the last observation in days when it is older than
 *   usual, else 0
 * @note: (nullable): what a reader must know ("part month", "assumed lag of 45 days")
 *
 * What a result is made from. Strings and the series are copied or referenced.
 */
typedef struct
{
  TideValueKind kind;
  double        number;
  TideDay       day;
  const char   *text;
  bool          truth;
  TideSeries   *series;
  TideUnit      unit;
  TideMissing   missing;
  const char   *reason;
  int           stale_days;
  const char   *note;
} TideResultData;

GType                 tide_result_get_type (void) G_GNUC_CONST;
TideResult           *tide_result_new (const TideResultData *data,
                                       const char           *formula,
                                       const char           *symbol,
                                       const TideInput      *inputs,
                                       size_t                n_inputs,
                                       TideTrace            *trace_take);
TideResult           *tide_result_ref (TideResult *self);
void                  tide_result_unref (TideResult *self);
const TideResultData *tide_result_get_data (const TideResult *self);
const char           *tide_result_get_formula (const TideResult *self);
const char           *tide_result_get_symbol (const TideResult *self);
const TideInput      *tide_result_get_inputs (const TideResult *self,
                                              size_t           *out_count);
const TideTrace      *tide_result_get_trace (const TideResult *self);
char                 *tide_result_to_text (const TideResult *self,
                                           TideNumberStyle   style);
const char           *tide_missing_to_code (TideMissing missing);
const char           *tide_missing_to_sentence (TideMissing missing);
void                  tide_trace_free (TideTrace *trace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideResult, tide_result_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTrace, tide_trace_free)

G_END_DECLS
