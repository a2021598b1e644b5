// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>

#include "base/tide-instant.h"
#include "base/tide-period.h"
#include "base/tide-unit.h"
#include "model/tide-statistics.h"
#include "model/tide-facts.h"

G_BEGIN_DECLS

typedef struct _TideCitation TideCitation;

/**
 * TideBasis:
 * @TIDE_BASIS_QUOTED: as quoted on the day
 * @TIDE_BASIS_SPLIT: adjusted for the splits known on the basis day
 * @TIDE_BASIS_ADJUSTED: adjusted for splits and dividends, as written
 *
 * What a stored price has been adjusted for.
 */
typedef enum
{
  TIDE_BASIS_QUOTED,
  TIDE_BASIS_SPLIT,
  TIDE_BASIS_ADJUSTED,
} TideBasis;

/**
 * TideOrigin:
 * @first_row: first row of the run; the run ends before the next one's
 * @fetch: id of the fetch that gives the rows their present value
 * @learned: when that fetch arrived; UTC seconds
 * @basis_day: day up to which splits had been applied to these rows;
 *   %TIDE_DAY_NONE where each row is on its own day's basis
 *
 * A run of rows with one provenance.
 */
typedef struct
{
  size_t      first_row;
  int64_t     fetch;
  TideInstant learned;
  TideDay     basis_day;
} TideOrigin;

/**
 * TideSeriesInfo:
 * @symbol: canonical symbol; never NULL
 * @field: field name, or the printed formula of a computed series; never NULL
 * @source: (nullable): source name, `csv`, `yahoo`, `sample`; NULL if computed
 * @unit: unit of every value
 * @frequency: how often it is observed
 * @basis: what prices have been adjusted for
 * @lag: days from the day described to publication, assumed where no
 *   publication day is known
 * @facts: measure, investor, horizon, aggregation and life; %TIDE_FACTS_NONE
 *   where nothing is known
 * @gap_reason: (nullable): why a NaN row has no value ("not reported")
 * @refused_day: newest day whose value is held but counts for nothing (a
 *   multiple of zero or below): no earlier one stands for it. A day before the
 *   first row, such as 0, when there is none
 * @history_limit: (nullable): sentence to give when a window reaches back
 *   before the first row ("known since first fetch, …"), else NULL for the
 *   usual "history starts …"
 * @note: (nullable): what a reader must know about all values ("reconstructed")
 *
 * What the values of a series are. Strings given to a constructor are copied.
 */
typedef struct
{
  const char   *symbol;
  const char   *field;
  const char   *source;
  TideUnit      unit;
  TideFrequency frequency;
  TideBasis     basis;
  int           lag;
  TideFacts     facts;
  const char   *gap_reason;
  TideDay       refused_day;
  const char   *history_limit;
  const char   *note;
} TideSeriesInfo;

#define TIDE_TYPE_SERIES (tide_series_get_type ())

/**
 * TideSeries:
 *
 * The observations of one field of one instrument: strictly ascending days and
 * a column of doubles in which NaN is a gap, never zero. Immutable, reference
 * counted, safe across threads. Columns of one table, slices and results on the
 * same days share their storage.
 */
typedef struct _TideSeries TideSeries;

GType       tide_series_get_type (void) G_GNUC_CONST;
TideSeries *tide_series_new (const TideSeriesInfo *info,
                             const TideDay        *days,
                             const double         *values,
                             size_t                n_rows);
TideSeries *tide_series_new_full (const TideSeriesInfo *info,
                                  const TideDay        *days,
                                  const double         *values,
                                  size_t                n_rows,
                                  const TideDay        *published,
                                  const TideOrigin     *origins,
                                  size_t                n_origins);
TideSeries *tide_series_new_like (TideSeries           *base,
                                  const TideSeriesInfo *info,
                                  double               *values_take);
TideSeries *tide_series_new_described (TideSeries           *base,
                                       const TideSeriesInfo *info);
TideSeries *tide_series_slice (TideSeries *self,
                               size_t      first,
                               size_t      n_rows);
TideSeries *tide_series_ref (TideSeries *self);
void        tide_series_unref (TideSeries *self);

const TideSeriesInfo *tide_series_get_info (const TideSeries *self);
size_t                tide_series_get_length (const TideSeries *self);
const TideDay        *tide_series_get_days (const TideSeries *self);
const double         *tide_series_get_values (const TideSeries *self);
const TideDay        *tide_series_get_published (const TideSeries *self);
const TideOrigin     *tide_series_get_origins (const TideSeries *self,
                                               size_t           *out_count);
const TideOrigin     *tide_series_get_origin (const TideSeries *self,
                                              size_t            row);
const TideCitation   *tide_series_get_citation (const TideSeries *self,
                                                size_t            row);
bool                  tide_series_share_days (const TideSeries *a,
                                              const TideSeries *b);

size_t tide_series_get_dense_row (const TideSeries *self);

const TideExtremes *tide_series_get_extremes (const TideSeries *self);

size_t tide_series_count_until (const TideSeries *self,
                                TideDay           day);
bool   tide_series_find_last (const TideSeries *self,
                              size_t            end,
                              size_t           *out_row);
bool   tide_series_find_first (const TideSeries *self,
                               size_t            begin,
                               size_t           *out_row);

const char *tide_basis_to_string (TideBasis basis);
bool        tide_basis_parse (const char *text,
                              TideBasis  *out_basis);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSeries, tide_series_unref)

G_END_DECLS
