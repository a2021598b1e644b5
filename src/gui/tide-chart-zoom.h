// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/**
 * TideChartRows:
 *
 * Rows of the series with the longest history, from @begin up to @end: a window
 * of time counted in sessions.
 */
typedef struct
{
  size_t begin;
  size_t end;
} TideChartRows;

bool          tide_chart_zoom_get_rows (const TideChartLayout *layout,
                                        TideChartRows         *out_rows);
TideChartRows tide_chart_zoom_scale (const TideChartLayout *layout,
                                     TideChartRows          rows,
                                     double                 factor,
                                     double                 pivot);
TideChartRows tide_chart_zoom_shift (const TideChartLayout *layout,
                                     TideChartRows          rows,
                                     long                   by);
TideChartRows tide_chart_zoom_reveal (const TideChartLayout *layout,
                                      TideChartRows          rows,
                                      TideDay                day);
bool          tide_chart_zoom_get_days (TideChartSpec *spec,
                                        TideChartRows  rows,
                                        TideDay       *out_from,
                                        TideDay       *out_to);

G_END_DECLS
