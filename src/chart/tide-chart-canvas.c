// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-canvas"

#include "config.h"

#include "tide-chart-canvas-private.h"

#include <math.h>

#include "chart/tide-chart-m4.h"

/* A column or a candle takes this part of its slot. */
#define BODY_PART 0.7
/* Narrower slots show the span of all bars in a pixel. */
#define NARROW_SLOT 3.0
#define AREA_OPACITY 0.15
/* Pixels are stroked in pieces: the time a stroke takes grows with the crossings
 * of all its segments, and a jagged line of 3,000 would take tens of
 * milliseconds. */
#define STROKE_ROWS 16

/* The rows of a plot, with the column of pixels or the slot each falls on. */
typedef struct
{
  const TideChartPlot *plot;
  const TideDay       *days;
  const double        *close;
  const double        *open;
  const double        *high;
  const double        *low;
} Bars;

static double
map_value (const TideChartPlot *plot,
           double               value)
{
  return tide_chart_scale_map (&plot->scale, value * plot->factor);
}

static double
clamp_to (const TideChartRect *area,
          double               y)
{
  return CLAMP (y, area->y, area->y + area->height);
}

/* Where columns and areas stand: on zero, or at the edge that hides it. */
static double
get_baseline (const TideChartPlot *plot)
{
  return clamp_to (&plot->clip, tide_chart_scale_map (&plot->scale, 0));
}

static void
stroke_path (TideChartCanvas     *canvas,
             const TideChartPlot *plot)
{
  tide_chart_canvas_set_color (canvas, plot->color, 1);
  cairo_set_line_width (canvas->cr, plot->width);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (canvas->cr, plot->dash == 0 ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  tide_chart_canvas_set_dash (canvas, plot->dash, plot->width);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

/* A run of points becomes a path; a single one a stroke of no length, which
 * round caps make a dot. */
static void
trace_point (TideChartCanvas     *canvas,
             const TideChartPlot *plot,
             double               x,
             double               y,
             bool                 joined)
{
  double before_x, before_y;

  if (!joined)
    {
      cairo_move_to (canvas->cr, x, y);
    }
  else if (plot->type == TIDE_CHART_STEP)
    {
      cairo_get_current_point (canvas->cr, &before_x, &before_y);
      cairo_line_to (canvas->cr, x, before_y);
    }
  cairo_line_to (canvas->cr, x, y);
}

static void
fill_below (TideChartCanvas     *canvas,
            const TideChartPlot *plot,
            double               first_x)
{
  double           x, y;
  double           baseline = get_baseline (plot);
  cairo_path_t    *path = cairo_copy_path (canvas->cr);
  TideChartCanvas *at = canvas;

  cairo_get_current_point (at->cr, &x, &y);
  cairo_line_to (at->cr, x, baseline);
  cairo_line_to (at->cr, first_x, baseline);
  cairo_close_path (at->cr);
  tide_chart_canvas_set_color (at, plot->color, AREA_OPACITY);
  cairo_fill (at->cr);
  cairo_append_path (at->cr, path);
  cairo_path_destroy (path);
}

static void
end_run (TideChartCanvas     *canvas,
         const TideChartPlot *plot,
         double               first_x)
{
  if (!cairo_has_current_point (canvas->cr))
    return;
  if (plot->type == TIDE_CHART_AREA)
    fill_below (canvas, plot, first_x);
  stroke_path (canvas, plot);
}

/* Solid opaque pieces with round ends look like one stroke. Pictures without
 * pixels keep one path. */
static bool
is_piecewise (const TideChartCanvas *canvas,
              const TideChartPlot   *plot)
{
  return canvas->scale > 0 && plot->dash == 0 && plot->type != TIDE_CHART_AREA;
}

static void
paint_sparse_line (TideChartCanvas     *canvas,
                   const TideChartPlot *plot)
{
  TideSeries    *series = tide_chart_plot_get_series (canvas->layout, plot);
  const TideDay *days = tide_series_get_days (series);
  const double  *values = tide_series_get_values (series);
  bool           piecewise = is_piecewise (canvas, plot);
  bool           open = false;
  double         first_x = 0;

  cairo_new_path (canvas->cr);
  for (size_t row = plot->begin; row < plot->end; row++)
    {
      double x = tide_chart_time_map_day (&canvas->layout->time, days[row]);
      double y = map_value (plot, values[row]);

      if (!isfinite (y))
        {
          end_run (canvas, plot, first_x);
          open = false;
          continue;
        }
      if (!open)
        first_x = x;
      trace_point (canvas, plot, x, y, open);
      open = true;
      if (piecewise && row % STROKE_ROWS == 0)
        {
          stroke_path (canvas, plot);
          cairo_move_to (canvas->cr, x, y);
        }
    }
  end_run (canvas, plot, first_x);
}

static void
paint_spans (TideChartCanvas     *canvas,
             const TideChartPlot *plot)
{
  g_autoptr (GArray) runs = tide_chart_m4_runs_of_plot (canvas->layout, plot, canvas->scale,
                                                        canvas->x);
  g_autoptr (GArray) spans = tide_chart_m4_to_spans (runs, &plot->scale, plot->factor);
  double             half = plot->width / 2;

  tide_chart_canvas_set_color (canvas, plot->color, 1);
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_NONE);
  for (size_t i = 0; i < spans->len; i++)
    {
      const TideChartSpan *span = &g_array_index (spans, TideChartSpan, i);

      cairo_rectangle (canvas->cr, (span->column - canvas->x) / canvas->scale, span->top - half,
                       1 / canvas->scale, span->bottom - span->top + plot->width);
      /* One at a time: to join two thousand takes longer than to fill them. */
      cairo_fill (canvas->cr);
    }
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_DEFAULT);
}

/* On paper the four values of each quarter of a point are one path: small files
 * whatever the number of rows, and still lines. */
static void
paint_dense_path (TideChartCanvas     *canvas,
                  const TideChartPlot *plot)
{
  g_autoptr (GArray) runs = tide_chart_m4_runs_of_plot (canvas->layout, plot, 0, 0);

  cairo_new_path (canvas->cr);
  for (size_t i = 0; i < runs->len; i++)
    {
      const TideChartRun *run = &g_array_index (runs, TideChartRun, i);
      double              x = (run->column + 0.5) / 4;

      if (!run->joined && i > 0)
        stroke_path (canvas, plot);
      trace_point (canvas, plot, x, map_value (plot, run->first), run->joined && i > 0);
      cairo_line_to (canvas->cr, x, map_value (plot, run->min));
      cairo_line_to (canvas->cr, x, map_value (plot, run->max));
      cairo_line_to (canvas->cr, x, map_value (plot, run->last));
    }
  if (cairo_has_current_point (canvas->cr))
    stroke_path (canvas, plot);
}

static void
paint_line (TideChartCanvas     *canvas,
            const TideChartPlot *plot)
{
  if (plot->points)
    tide_chart_canvas_paint_points (canvas, plot);
  else if (!tide_chart_m4_is_dense (canvas->layout, plot, canvas->scale))
    paint_sparse_line (canvas, plot);
  else if (canvas->scale > 0)
    paint_spans (canvas, plot);
  else
    paint_dense_path (canvas, plot);
}

static void
paint_level (TideChartCanvas     *canvas,
             const TideChartPlot *plot)
{
  double level = tide_chart_spec_get_layer (canvas->layout->spec, plot->layer)->level;
  double y = tide_chart_canvas_snap_y (canvas, tide_chart_scale_map (&plot->scale, level), 1);

  cairo_move_to (canvas->cr, plot->clip.x, y);
  cairo_line_to (canvas->cr, plot->clip.x + plot->clip.width, y);
  tide_chart_canvas_set_color (canvas, plot->color, 1);
  cairo_set_line_width (canvas->cr, plot->width / 2);
  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_BUTT);
  tide_chart_canvas_set_dash (canvas, plot->dash, plot->width / 2);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
}

static Bars
get_bars (TideChartCanvas     *canvas,
          const TideChartPlot *plot)
{
  TideSeries *series = tide_chart_plot_get_series (canvas->layout, plot);
  Bars        bars = { plot, tide_series_get_days (series), tide_series_get_values (series) };

  if (plot->type != TIDE_CHART_COLUMN)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (canvas->layout->spec, plot->layer);

      bars.open = tide_series_get_values (layer->open);
      bars.high = tide_series_get_values (layer->high);
      bars.low = tide_series_get_values (layer->low);
    }

  return bars;
}

/* Weekly columns on a calendar of days are as wide as a week. */
static double
get_slot_width (TideChartCanvas *canvas,
                const Bars      *bars)
{
  const TideChartTime *time = &canvas->layout->time;
  double               least = INFINITY;

  for (size_t row = bars->plot->begin + 1; row < bars->plot->end; row++)
    least = fmin (least, bars->days[row] - bars->days[row - 1]);

  return time->days == NULL && isfinite (least) ? least * time->step : time->step;
}

static TideColor
get_column_color (TideChartCanvas     *canvas,
                  const TideChartPlot *plot,
                  double               value)
{
  if (plot->volume || !tide_chart_spec_get_layer (canvas->layout->spec, plot->layer)->directed)
    return plot->color;

  return value < 0 ? plot->down : plot->up;
}

static void
fill_box (TideChartCanvas *canvas,
          double           x,
          double           width,
          double           y0,
          double           y1)
{
  double least = canvas->scale > 0 ? 1 / canvas->scale : 0.25;

  cairo_rectangle (canvas->cr, x, fmin (y0, y1), width, fmax (fabs (y1 - y0), least));
  cairo_fill (canvas->cr);
}

static const double *
get_base (TideChartCanvas     *canvas,
          const TideChartPlot *plot)
{
  return plot->volume ? NULL : tide_chart_spec_get_layer (canvas->layout->spec, plot->layer)->base;
}

/* As large as a filled one, its outline included. */
static void
stroke_box (TideChartCanvas *canvas,
            double           x,
            double           width,
            double           y0,
            double           y1)
{
  double line = tide_chart_canvas_snap_width (canvas, fmin (1.5, width / 3));
  double top = fmin (y0, y1);
  double height = fabs (y1 - y0);

  if (width < 3 * line || height < 2 * line)
    {
      fill_box (canvas, x, width, y0, y1);
      return;
    }

  cairo_set_line_width (canvas->cr, line);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle (canvas->cr, x + line / 2, top + line / 2, width - line, height - line);
  cairo_stroke (canvas->cr);
}

static void
paint_column (TideChartCanvas *canvas,
              const Bars      *bars,
              size_t           row,
              double           width)
{
  const TideChartPlot *plot = bars->plot;
  const double        *base = get_base (canvas, plot);
  double               x = tide_chart_time_map_day (&canvas->layout->time, bars->days[row]);
  double               y0 = base != NULL ? map_value (plot, base[row]) : get_baseline (plot);
  double               y = map_value (plot, bars->close[row] + (base != NULL ? base[row] : 0));

  if (!isfinite (y))
    return;
  if (plot->n_slices > 1)
    {
      x += (((double) plot->slice + 0.5) / plot->n_slices - 0.5) * width;
      width /= plot->n_slices;
    }
  tide_chart_canvas_set_color (canvas, get_column_color (canvas, plot, bars->close[row]), 1);
  if (plot->hollow_last && row + 1 == plot->end)
    stroke_box (canvas, x - width / 2, width, y0, y);
  else
    fill_box (canvas, x - width / 2, width, y0, y);
}

/* In pixels narrower than a slot the tallest column of each is what shows. */
static void
paint_dense_columns (TideChartCanvas     *canvas,
                     const TideChartPlot *plot)
{
  double             scale = canvas->scale > 0 ? canvas->scale : 4;
  double             x = canvas->scale > 0 ? canvas->x : 0;
  g_autoptr (GArray) runs = tide_chart_m4_runs_of_plot (canvas->layout, plot, canvas->scale, x);

  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_NONE);
  for (size_t i = 0; i < runs->len; i++)
    {
      const TideChartRun *run = &g_array_index (runs, TideChartRun, i);
      double              left = (run->column - x) / scale;

      for (int side = 0; side < 2; side++)
        {
          double value = side == 0 ? run->min : run->max;

          if (side == 0 ? value >= 0 : value <= 0)
            continue;
          tide_chart_canvas_set_color (canvas, get_column_color (canvas, plot, value), 1);
          fill_box (canvas, left, 1 / scale, get_baseline (plot), map_value (plot, value));
        }
    }
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
paint_columns (TideChartCanvas     *canvas,
               const TideChartPlot *plot)
{
  Bars   bars = get_bars (canvas, plot);
  double slot = get_slot_width (canvas, &bars);
  double scale = canvas->scale > 0 ? canvas->scale : 4;

  if (slot * scale < 1.5 && get_base (canvas, plot) == NULL)
    {
      paint_dense_columns (canvas, plot);
      return;
    }

  for (size_t row = plot->begin; row < plot->end; row++)
    paint_column (canvas, &bars, row, fmax (BODY_PART * slot, 1 / scale));
}

static void
stroke_vertical (TideChartCanvas *canvas,
                 double           x,
                 double           y0,
                 double           y1)
{
  cairo_move_to (canvas->cr, x, y0);
  cairo_line_to (canvas->cr, x, y1);
  cairo_stroke (canvas->cr);
}

/* On paper a rise is hollow, so that the direction survives a grey printer. */
static void
paint_body (TideChartCanvas     *canvas,
            const TideChartPlot *plot,
            TideChartRect        body,
            bool                 up)
{
  bool paper = tide_chart_spec_get_data (canvas->layout->spec)->medium == TIDE_CHART_PAPER;

  cairo_rectangle (canvas->cr, body.x, body.y, body.width, body.height);
  if (!up || !paper)
    {
      cairo_fill (canvas->cr);
      return;
    }
  tide_chart_canvas_set_color (canvas, canvas->layout->theme.background, 1);
  cairo_fill_preserve (canvas->cr);
  tide_chart_canvas_set_color (canvas, plot->up, 1);
  cairo_stroke (canvas->cr);
}

/* A close without the other prices of its day is a stroke in ink, which says
 * nothing of a direction. */
static void
paint_lone_close (TideChartCanvas     *canvas,
                  const TideChartPlot *plot,
                  TideChartRect        stroke)
{
  if (!isfinite (stroke.y))
    return;
  tide_chart_canvas_set_color (canvas, plot->color, 1);
  cairo_rectangle (canvas->cr, stroke.x, stroke.y - stroke.height / 2, stroke.width,
                   stroke.height);
  cairo_fill (canvas->cr);
}

static void
paint_candle (TideChartCanvas *canvas,
              const Bars      *bars,
              size_t           row,
              double           width)
{
  const TideChartPlot *plot = bars->plot;
  double               line = tide_chart_canvas_snap_width (canvas, plot->width / 2);
  double               x = tide_chart_time_map_day (&canvas->layout->time, bars->days[row]);
  double               open = map_value (plot, bars->open[row]);
  double               close = map_value (plot, bars->close[row]);
  double               high = map_value (plot, bars->high[row]);
  double               low = map_value (plot, bars->low[row]);
  bool                 up = bars->close[row] >= bars->open[row];

  if (!isfinite (open + high + low + close))
    {
      paint_lone_close (canvas, plot, (TideChartRect){ x - width / 2, close, width, line });
      return;
    }

  x = tide_chart_canvas_snap_x (canvas, x, line);
  tide_chart_canvas_set_color (canvas, up ? plot->up : plot->down, 1);
  cairo_set_line_width (canvas->cr, line);
  stroke_vertical (canvas, x, high, low);
  if (plot->type == TIDE_CHART_BAR)
    {
      cairo_move_to (canvas->cr, x - width / 2, open);
      cairo_line_to (canvas->cr, x, open);
      cairo_move_to (canvas->cr, x, close);
      cairo_line_to (canvas->cr, x + width / 2, close);
      cairo_stroke (canvas->cr);
      return;
    }

  paint_body (canvas, plot,
              (TideChartRect){
                x - width / 2,
                fmin (open, close),
                width,
                fmax (fabs (close - open), line),
              },
              up);
}

/* All bars of a pixel: from the lowest low to the highest high, in the colour of
 * the move from the first open to the last close. */
typedef struct
{
  double column;
  double high;
  double low;
  double open;
  double close;
} Pixel;

static void
paint_pixel (TideChartCanvas     *canvas,
             const TideChartPlot *plot,
             const Pixel         *pixel,
             double               scale)
{
  if (!(pixel->low <= pixel->high))
    return;
  tide_chart_canvas_set_color (canvas, pixel->close >= pixel->open ? plot->up : plot->down, 1);
  fill_box (canvas, (pixel->column - canvas->x) / scale, 1 / scale, map_value (plot, pixel->high),
            map_value (plot, pixel->low));
}

static void
paint_dense_bars (TideChartCanvas *canvas,
                  const Bars      *bars)
{
  double scale = canvas->scale > 0 ? canvas->scale : 4;
  Pixel  pixel = { -1, -INFINITY, INFINITY, NAN, NAN };

  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_NONE);
  for (size_t row = bars->plot->begin; row < bars->plot->end; row++)
    {
      double x = tide_chart_time_map_day (&canvas->layout->time, bars->days[row]);
      double column = floor (x * scale + canvas->x);

      if (!isfinite (bars->open[row] + bars->high[row] + bars->low[row] + bars->close[row]))
        continue;
      if (column != pixel.column)
        {
          paint_pixel (canvas, bars->plot, &pixel, scale);
          pixel = (Pixel){ column, -INFINITY, INFINITY, bars->open[row], 0 };
        }
      pixel.high = fmax (pixel.high, bars->high[row]);
      pixel.low = fmin (pixel.low, bars->low[row]);
      pixel.close = bars->close[row];
    }
  paint_pixel (canvas, bars->plot, &pixel, scale);
  cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
paint_bars (TideChartCanvas     *canvas,
            const TideChartPlot *plot)
{
  Bars   bars = get_bars (canvas, plot);
  double slot = get_slot_width (canvas, &bars);
  double scale = canvas->scale > 0 ? canvas->scale : 2;
  double width = BODY_PART * slot;

  if (slot * scale < NARROW_SLOT)
    {
      paint_dense_bars (canvas, &bars);
      return;
    }

  /* An odd number of pixels stands evenly around the wick. */
  if (canvas->scale > 0)
    width = fmax (2 * floor ((width * scale - 1) / 2) + 1, 1) / scale;
  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_BUTT);
  for (size_t row = plot->begin; row < plot->end; row++)
    paint_candle (canvas, &bars, row, width);
}

/* Draws a series, and nothing outside its area but the width of its line. */
void
tide_chart_canvas_paint_plot (TideChartCanvas     *canvas,
                              const TideChartPlot *plot)
{
  double margin = plot->volume ? 0 : plot->width;

  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, plot->clip.x - margin, plot->clip.y - margin,
                   plot->clip.width + 2 * margin, plot->clip.height + 2 * margin);
  cairo_clip (canvas->cr);
  switch (plot->type)
    {
    case TIDE_CHART_LINE:
    case TIDE_CHART_STEP:
    case TIDE_CHART_AREA:
      paint_line (canvas, plot);
      break;
    case TIDE_CHART_CANDLE:
    case TIDE_CHART_BAR:
      paint_bars (canvas, plot);
      break;
    case TIDE_CHART_COLUMN:
      paint_columns (canvas, plot);
      break;
    case TIDE_CHART_LEVEL:
      paint_level (canvas, plot);
      break;
    case TIDE_CHART_BAND:
      tide_chart_canvas_paint_band (canvas, plot);
      break;
    }
  cairo_restore (canvas->cr);
}
