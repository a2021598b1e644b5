// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cairo.h>

#include "chart/tide-chart-scale.h"
#include "chart/tide-theme.h"

G_BEGIN_DECLS

/**
 * TideSparkline:
 * @width: of the cell
 * @height: of the cell
 * @scale: values to y
 * @step: distance from row to row
 * @left: x of the first row
 * @has_last: there is a last value to mark
 * @last_x: where it stands
 * @last_y: where it stands
 *
 * A line without axes, as wide as a table cell. Rows are evenly spaced; a gap
 * is not bridged. A plain value; the numbers stay with the caller.
 */
typedef struct
{
  double         width;
  double         height;
  TideChartScale scale;
  double         left;
  double         step;
  bool           has_last;
  double         last_x;
  double         last_y;
} TideSparkline;

TideSparkline tide_sparkline_layout (const double *values,
                                     size_t        n,
                                     double        width,
                                     double        height);
void          tide_sparkline_paint (const TideSparkline *self,
                                    const double        *values,
                                    size_t               n,
                                    TideColor            line,
                                    cairo_t             *cr);

G_END_DECLS
