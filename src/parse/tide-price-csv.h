// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"
#include "parse/tide-date-text.h"
#include "parse/tide-encoding.h"

G_BEGIN_DECLS

/** TIDE_PRICE_CSV_KEPT_PROBLEMS: problems of each sort that are kept in full. */
#define TIDE_PRICE_CSV_KEPT_PROBLEMS 1000
/** TIDE_PRICE_CSV_PARSER_VERSION: raised when the same bytes read otherwise. */
#define TIDE_PRICE_CSV_PARSER_VERSION 1

/**
 * TidePriceCsvOptions:
 * @symbol: (nullable): whose prices these are; wins over what the file says,
 *   which must then be about one instrument
 * @stem: (nullable): file name without folder and extension, the symbol of last
 *   resort
 * @source: (nullable): name of the source (`csv`, `csv:NAME`); else the one an
 *   export of Tidemark names, else the provider of @fetch
 * @field: (nullable): field of the value column of `date,value`; of a wider
 *   file, the only column that is read
 * @currency: (nullable): quote unit of the prices (`HKD`, `GBp`); else the one
 *   in the file, else the one the symbol's suffix suggests
 * @unit: (nullable): unit of the value column, as tide_unit_parse() reads it
 * @frequency: (nullable): how often it is observed; else the median spacing
 * @lag: (nullable): days from the day described to publication; else 0
 * @basis: (nullable): what prices have been adjusted for; else by shape
 * @basis_day: day up to which splits had been applied, or %TIDE_DAY_NONE for
 *   the last day of the file
 * @facts: (nullable): what is known of the columns that are read; wins over what
 *   an export of Tidemark says. A measure or a horizon is of one column
 * @date_order: order of day and month where the year comes last
 * @today: last day that is not in the future, or %TIDE_DAY_NONE for
 *   tide_clock_today()
 * @fetch: (nullable): provenance copied into every batch; else `csv`, received
 *   now
 *
 * What the caller knows about a file. Strings are copied. Zero-initialise, then
 * set @basis_day and @today, or use %TIDE_PRICE_CSV_OPTIONS_INIT.
 */
typedef struct
{
  const char          *symbol;
  const char          *stem;
  const char          *source;
  const char          *field;
  const char          *currency;
  const char          *unit;
  const TideFrequency *frequency;
  const int           *lag;
  const TideBasis     *basis;
  TideDay              basis_day;
  const TideFacts     *facts;
  TideDateOrder        date_order;
  TideDay              today;
  const TideFetch     *fetch;
} TidePriceCsvOptions;

/** TIDE_PRICE_CSV_OPTIONS_INIT: nothing is known but the file. */
#define TIDE_PRICE_CSV_OPTIONS_INIT \
  {                                 \
    .basis_day = TIDE_DAY_NONE,     \
    .today = TIDE_DAY_NONE,         \
  }

/**
 * TidePriceProblemKind:
 * @TIDE_PRICE_PROBLEM_DAY: rejected: not a day
 * @TIDE_PRICE_PROBLEM_FUTURE_DAY: rejected: a day after today
 * @TIDE_PRICE_PROBLEM_NUMBER: rejected: not a number
 * @TIDE_PRICE_PROBLEM_NOT_FINITE: rejected: infinite
 * @TIDE_PRICE_PROBLEM_NOT_POSITIVE: rejected: zero or negative price
 * @TIDE_PRICE_PROBLEM_FIELDS: rejected: more or fewer fields than the header
 * @TIDE_PRICE_PROBLEM_SYMBOL: rejected: not a symbol
 * @TIDE_PRICE_PROBLEM_LOW_ABOVE_HIGH: flagged: low is above high
 * @TIDE_PRICE_PROBLEM_OUTSIDE_RANGE: flagged: open or close is outside low to high
 * @TIDE_PRICE_PROBLEM_JUMP: flagged: a large move from the row before
 * @TIDE_PRICE_PROBLEM_NEGATIVE: flagged: a negative volume
 * @TIDE_PRICE_PROBLEM_EPOCH: flagged: 1970-01-01, far from every other row
 * @TIDE_PRICE_PROBLEM_CONFLICT: flagged: a day that had other values before
 */
typedef enum
{
  TIDE_PRICE_PROBLEM_DAY,
  TIDE_PRICE_PROBLEM_FUTURE_DAY,
  TIDE_PRICE_PROBLEM_NUMBER,
  TIDE_PRICE_PROBLEM_NOT_FINITE,
  TIDE_PRICE_PROBLEM_NOT_POSITIVE,
  TIDE_PRICE_PROBLEM_FIELDS,
  TIDE_PRICE_PROBLEM_SYMBOL,
  TIDE_PRICE_PROBLEM_LOW_ABOVE_HIGH,
  TIDE_PRICE_PROBLEM_OUTSIDE_RANGE,
  TIDE_PRICE_PROBLEM_JUMP,
  TIDE_PRICE_PROBLEM_NEGATIVE,
  TIDE_PRICE_PROBLEM_EPOCH,
  TIDE_PRICE_PROBLEM_CONFLICT,
} TidePriceProblemKind;

/**
 * TidePriceProblem:
 * @kind: what is wrong
 * @line: physical line of the file, 1 for the first
 * @column: number of the column, 1 for the first; 0 for the whole row
 * @column_name: (nullable): its name as the header writes it
 * @symbol: (nullable): whose row, in a file of many instruments
 * @day: day of the row, or %TIDE_DAY_NONE
 * @found: what stands there, quoted and shortened
 * @expected: what should
 *
 * What is wrong with one row.
 */
typedef struct
{
  TidePriceProblemKind kind;
  uint64_t             line;
  size_t               column;
  char                *column_name;
  char                *symbol;
  TideDay              day;
  char                *found;
  char                *expected;
} TidePriceProblem;

/**
 * TidePriceCsvReport:
 * @shape: what the file was taken for, a sentence
 * @notes: (element-type utf8): sentences on what was assumed or left out
 * @rejected: (element-type TidePriceProblem): the first rejected rows
 * @flagged: (element-type TidePriceProblem): the first flags of rows that were
 *   kept; one row can have several
 * @n_rows: rows below the header that are not blank
 * @n_kept: rows that went into batches, duplicates included
 * @n_rejected: all rejected rows
 * @n_flagged: all rows with a flag
 * @n_duplicates: rows replaced by a later row of the same day
 * @n_batches: batches handed out
 * @n_instruments: distinct symbols
 * @encoding: encoding of the file
 * @delimiter: its delimiter
 *
 * What reading a file brought to light.
 */
typedef struct
{
  char        *shape;
  GPtrArray   *notes;
  GPtrArray   *rejected;
  GPtrArray   *flagged;
  uint64_t     n_rows;
  uint64_t     n_kept;
  uint64_t     n_rejected;
  uint64_t     n_flagged;
  uint64_t     n_duplicates;
  uint64_t     n_batches;
  uint64_t     n_instruments;
  TideEncoding encoding;
  char         delimiter;
} TidePriceCsvReport;

/**
 * TideBatchFunc:
 * @batch: (transfer none): a sealed batch; take a reference to keep it
 * @user_data: as given
 * @error: return location
 *
 * Takes the next batch. A file may still be refused after batches were handed
 * out, so a caller appends them in one transaction and rolls back on error.
 *
 * Returns: %FALSE with @error set to stop
 */
typedef bool (*TideBatchFunc) (TideBatch *batch,
                               gpointer   user_data,
                               GError   **error);

/**
 * TidePriceCsv:
 *
 * Reads a CSV file of market data, of any size, into batches.
 */
typedef struct _TidePriceCsv TidePriceCsv;

TidePriceCsv             *tide_price_csv_new (const TidePriceCsvOptions *options,
                                              TideBatchFunc              func,
                                              gpointer                   user_data);
void                      tide_price_csv_free (TidePriceCsv *self);
bool                      tide_price_csv_feed (TidePriceCsv *self,
                                               const char   *bytes,
                                               size_t        length,
                                               GError      **error);
bool                      tide_price_csv_finish (TidePriceCsv *self,
                                                 GError      **error);
const TidePriceCsvReport *tide_price_csv_get_report (const TidePriceCsv *self);

char *tide_price_problem_to_string (const TidePriceProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePriceCsv, tide_price_csv_free)

G_END_DECLS
