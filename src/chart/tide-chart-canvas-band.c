// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-canvas"

#include "config.h"

#include "tide-chart-canvas-private.h"

#include <math.h>

#include "chart/tide-chart-m4.h"

#define BAND_OPACITY 0.1
/* From the middle of a diamond to its corners, in widths of the line. */
#define DIAMOND_RADIUS 2.2

/* The rows of a band. */
typedef struct
{
  const TideDay *days;
  const double  *upper;
  const double  *lower;
} Edges;

static double
map_value (const TideChartPlot *plot,
           double               value)
{
  return tide_chart_scale_map (&plot->scale, value * plot->factor);
}

static void
stroke_edge (TideChartCanvas     *canvas,
             const TideChartPlot *plot)
{
  double width = tide_chart_canvas_snap_width (canvas, plot->width / 2);

  tide_chart_canvas_set_color (canvas, plot->color, 1);
  cairo_set_line_width (canvas->cr, width);
  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_BUTT);
  tide_chart_canvas_set_dash (canvas, plot->dash, plot->width / 2);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

/* Between two levels the band runs the whole width. */
static void
paint_level_band (TideChartCanvas      *canvas,
                  const TideChartPlot  *plot,
                  const TideChartLayer *layer)
{
  const double values[] = { layer->level, layer->upper };
  double       width = tide_chart_canvas_snap_width (canvas, plot->width / 2);
  double       y0 = map_value (plot, fmax (layer->level, layer->upper));
  double       y1 = map_value (plot, fmin (layer->level, layer->upper));

  tide_chart_canvas_set_color (canvas, plot->color, BAND_OPACITY);
  cairo_rectangle (canvas->cr, plot->clip.x, fmin (y0, y1), plot->clip.width, fabs (y1 - y0));
  cairo_fill (canvas->cr);
  for (size_t i = 0; plot->edges && i < G_N_ELEMENTS (values); i++)
    {
      double y = tide_chart_canvas_snap_y (canvas, map_value (plot, values[i]), width);

      cairo_move_to (canvas->cr, plot->clip.x, y);
      cairo_line_to (canvas->cr, plot->clip.x + plot->clip.width, y);
      stroke_edge (canvas, plot);
    }
}

static bool
is_known (const Edges *edges,
          size_t       row)
{
  return isfinite (edges->upper[row]) && isfinite (edges->lower[row]);
}

static void
trace_edge (TideChartCanvas     *canvas,
            const TideChartPlot *plot,
            const Edges         *edges,
            const double        *values,
            size_t               row)
{
  cairo_line_to (canvas->cr, tide_chart_time_map_day (&canvas->layout->time, edges->days[row]),
                 map_value (plot, values[row]));
}

/* A stretch without gaps: out along the upper edge, back along the lower one. */
static void
paint_stretch (TideChartCanvas     *canvas,
               const TideChartPlot *plot,
               const Edges         *edges,
               size_t               begin,
               size_t               end)
{
  cairo_new_path (canvas->cr);
  for (size_t row = begin; row < end; row++)
    trace_edge (canvas, plot, edges, edges->upper, row);
  for (size_t row = end; row-- > begin;)
    trace_edge (canvas, plot, edges, edges->lower, row);
  cairo_close_path (canvas->cr);
  tide_chart_canvas_set_color (canvas, plot->color, BAND_OPACITY);
  cairo_fill (canvas->cr);
  for (int side = 0; plot->edges && side < 2; side++)
    {
      for (size_t row = begin; row < end; row++)
        trace_edge (canvas, plot, edges, side == 0 ? edges->upper : edges->lower, row);
      stroke_edge (canvas, plot);
    }
}

/* With several rows to a pixel each column of pixels is tinted once, from the
 * lowest lower to the highest upper edge. */
static void
paint_dense_band (TideChartCanvas     *canvas,
                  const TideChartPlot *plot,
                  const Edges         *edges)
{
  double scale = canvas->scale > 0 ? canvas->scale : 4;
  double column = -1, top = -INFINITY, bottom = INFINITY;

  tide_chart_canvas_set_color (canvas, plot->color, BAND_OPACITY);
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_NONE);
  for (size_t row = plot->begin; row <= plot->end; row++)
    {
      double at = INFINITY;

      if (row < plot->end && !is_known (edges, row))
        continue;
      if (row < plot->end)
        at = floor (tide_chart_time_map_day (&canvas->layout->time, edges->days[row]) * scale +
                    canvas->x);
      if (at != column && top >= bottom)
        cairo_rectangle (canvas->cr, (column - canvas->x) / scale, map_value (plot, top),
                         1 / scale, map_value (plot, bottom) - map_value (plot, top));
      if (row == plot->end)
        break;
      top = fmax (at == column ? top : -INFINITY, edges->upper[row]);
      bottom = fmin (at == column ? bottom : INFINITY, edges->lower[row]);
      column = at;
    }
  cairo_fill (canvas->cr);
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_DEFAULT);
}

/* A tint between two edges, never across a gap in either. */
void
tide_chart_canvas_paint_band (TideChartCanvas     *canvas,
                              const TideChartPlot *plot)
{
  const TideChartLayer *layer = tide_chart_spec_get_layer (canvas->layout->spec, plot->layer);
  Edges                 edges;
  size_t                begin = plot->begin;

  if (layer->series == NULL)
    {
      paint_level_band (canvas, plot, layer);
      return;
    }

  edges.days = tide_series_get_days (layer->series);
  edges.upper = tide_series_get_values (layer->series);
  edges.lower = tide_series_get_values (layer->low);
  if (tide_chart_m4_is_dense (canvas->layout, plot, canvas->scale))
    {
      paint_dense_band (canvas, plot, &edges);
      return;
    }

  for (size_t row = plot->begin; row <= plot->end; row++)
    {
      if (row < plot->end && is_known (&edges, row))
        continue;
      if (begin < row)
        paint_stretch (canvas, plot, &edges, begin, row);
      begin = row + 1;
    }
}

/* A diamond for each value, hollow on the background, so that a line below does
 * not show through. */
void
tide_chart_canvas_paint_points (TideChartCanvas     *canvas,
                                const TideChartPlot *plot)
{
  TideSeries    *series = tide_chart_plot_get_series (canvas->layout, plot);
  const TideDay *days = tide_series_get_days (series);
  const double  *values = tide_series_get_values (series);
  double         radius = DIAMOND_RADIUS * plot->width;

  cairo_set_line_width (canvas->cr, 0.75 * plot->width);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_MITER);
  for (size_t row = plot->begin; row < plot->end; row++)
    {
      double x = tide_chart_time_map_day (&canvas->layout->time, days[row]);
      double y = map_value (plot, values[row]);

      if (!isfinite (y))
        continue;
      cairo_move_to (canvas->cr, x - radius, y);
      cairo_line_to (canvas->cr, x, y - radius);
      cairo_line_to (canvas->cr, x + radius, y);
      cairo_line_to (canvas->cr, x, y + radius);
      cairo_close_path (canvas->cr);
      tide_chart_canvas_set_color (canvas, canvas->layout->theme.background, 1);
      cairo_fill_preserve (canvas->cr);
      tide_chart_canvas_set_color (canvas, plot->color, 1);
      cairo_stroke (canvas->cr);
    }
}
