// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <pango/pangocairo.h>

#include "chart/tide-chart-layout.h"

G_BEGIN_DECLS

/* Where a layout is painted: `scale` device pixels to a unit, with the origin at
 * `x`, `y` device pixels; no pixels at all when `scale` is 0. */
typedef struct
{
  const TideChartLayout *layout; /* (nullable): of a chart */
  TideColor              background;
  cairo_t               *cr;
  double                 scale;
  double                 x;
  double                 y;
} TideChartCanvas;

void   tide_chart_canvas_begin (TideChartCanvas *canvas,
                                PangoContext    *context,
                                cairo_t         *cr,
                                double           device_scale,
                                double           width,
                                double           height);
void   tide_chart_canvas_paint_text (TideChartCanvas     *canvas,
                                     PangoContext        *context,
                                     const TideChartText *text);
void   tide_chart_canvas_paint_rule (TideChartCanvas     *canvas,
                                     const TideChartRule *rule);
void   tide_chart_canvas_set_color (TideChartCanvas *canvas,
                                    TideColor        color,
                                    double           opacity);
double tide_chart_canvas_snap_x (const TideChartCanvas *canvas,
                                 double                 x,
                                 double                 width);
double tide_chart_canvas_snap_y (const TideChartCanvas *canvas,
                                 double                 y,
                                 double                 width);
double tide_chart_canvas_snap_width (const TideChartCanvas *canvas,
                                     double                 width);
void   tide_chart_canvas_set_dash (TideChartCanvas *canvas,
                                   int              dash,
                                   double           width);
void   tide_chart_canvas_paint_band (TideChartCanvas     *canvas,
                                     const TideChartPlot *plot);
void   tide_chart_canvas_paint_points (TideChartCanvas     *canvas,
                                       const TideChartPlot *plot);
void   tide_chart_canvas_paint_plot (TideChartCanvas     *canvas,
                                     const TideChartPlot *plot);

G_END_DECLS
