// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/**
 * TideChartRun:
 * @column: device-pixel column
 * @first: first value in the column
 * @min: smallest
 * @max: largest
 * @last: last
 * @joined: a line leads here from the run before; false after a gap
 *
 * An unbroken stretch of values within one device-pixel column: all that a line
 * through them can show there.
 */
typedef struct
{
  int    column;
  double first;
  double min;
  double max;
  double last;
  bool   joined;
} TideChartRun;

/**
 * TideChartSpan:
 * @column: device-pixel column
 * @top: smaller y
 * @bottom: larger y
 */
typedef struct
{
  int    column;
  double top;
  double bottom;
} TideChartSpan;

GArray *tide_chart_m4_select (TideSeries             *series,
                              const TideChartPyramid *pyramid,
                              const size_t           *edges,
                              int                     first_column,
                              size_t                  n_columns);
GArray *tide_chart_m4_to_spans (const GArray         *runs,
                                const TideChartScale *scale,
                                double                factor);
bool    tide_chart_m4_is_dense (const TideChartLayout *layout,
                                const TideChartPlot   *plot,
                                double                 device_scale);
GArray *tide_chart_m4_runs_of_plot (const TideChartLayout *layout,
                                    const TideChartPlot   *plot,
                                    double                 device_scale,
                                    double                 device_x);

G_END_DECLS
