// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-series.h"

G_BEGIN_DECLS

/** TIDE_CHART_PYRAMID_FANOUT: rows, or entries of the level below, to an entry. */
#define TIDE_CHART_PYRAMID_FANOUT 64

/**
 * TideChartRange:
 * @min: smallest value, +infinity when there is none
 * @max: largest value, -infinity when there is none
 */
typedef struct
{
  double min;
  double max;
} TideChartRange;

#define TIDE_TYPE_CHART_PYRAMID (tide_chart_pyramid_get_type ())

/**
 * TideChartPyramid:
 *
 * Minima and maxima of a column of numbers in blocks of 64, of 4,096, and so on,
 * kept beside a series so that any window of ten million rows is read in
 * microseconds. Immutable, reference counted, safe across threads; it keeps its
 * series alive.
 */
typedef struct _TideChartPyramid TideChartPyramid;

GType             tide_chart_pyramid_get_type (void) G_GNUC_CONST;
TideChartPyramid *tide_chart_pyramid_new (TideSeries *series);
TideChartPyramid *tide_chart_pyramid_ref (TideChartPyramid *self);
void              tide_chart_pyramid_unref (TideChartPyramid *self);
TideSeries       *tide_chart_pyramid_get_series (const TideChartPyramid *self);
TideChartRange    tide_chart_pyramid_get_range (const TideChartPyramid *self,
                                                size_t                  begin,
                                                size_t                  end);
bool              tide_chart_pyramid_get_whole_range (const TideChartPyramid *self,
                                                      size_t                  begin,
                                                      size_t                  end,
                                                      TideChartRange         *out_range);
size_t            tide_chart_pyramid_get_bytes (const TideChartPyramid *self);

TideChartRange tide_chart_range_of_values (const double *values,
                                           size_t        n);
TideChartRange tide_chart_range_unite (TideChartRange a,
                                       TideChartRange b);
bool           tide_chart_range_is_empty (TideChartRange range);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideChartPyramid, tide_chart_pyramid_unref)

G_END_DECLS
