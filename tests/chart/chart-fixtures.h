// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/* Series for the tests of charts: from real prices, from literals, and random
 * walks that are the same on every machine. */

typedef struct
{
  TideSeries *open;
  TideSeries *high;
  TideSeries *low;
  TideSeries *close;
  TideSeries *volume;
} ChartBars;

/* NULL where the prices are not at hand. */
ChartBars  *chart_bars_load (const char *symbol,
                             const char *unit);
void        chart_bars_free (ChartBars *bars);
TideSeries *chart_series_new (const char    *symbol,
                              const char    *unit,
                              const TideDay *days,
                              const double  *values,
                              size_t         n);
TideSeries *chart_series_walk (uint32_t seed,
                               size_t   n,
                               double   gap_share);
TideSeries *chart_series_daily (const char   *symbol,
                                const char   *unit,
                                const char   *first_day,
                                const double *values,
                                size_t        n);
TideDay     chart_day (const char *text);

/* Half an em for every character, lines 1.2 em high: the same on every machine. */
TideChartMeasure chart_measure (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChartBars, chart_bars_free)

G_END_DECLS
