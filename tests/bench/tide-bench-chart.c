// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-bench.h"

#include "chart/tide-chart-painter.h"

#define N_RUNS 31
#define WIDTH 1600
#define HEIGHT 800

/* A random walk with a value for every day, the same on every machine. */
static TideSeries *
make_walk (size_t n)
{
  const TideSeriesInfo info = {
    .symbol = "WALK",
    .field = "close",
    .source = "csv",
    .unit = tide_unit_of_kind (TIDE_UNIT_INDEX),
    .facts = TIDE_FACTS_NONE,
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  TideDay          *days = g_new (TideDay, n);
  double           *values = g_new (double, n);
  double            value = 1000;
  TideSeries       *series;

  for (size_t i = 0; i < n; i++)
    {
      value += g_rand_double (random) - 0.5;
      days[i] = (TideDay) i;
      values[i] = value;
    }
  series = tide_series_new (&info, days, values, n);
  g_free (days);
  g_free (values);
  return series;
}

/* Everything between a new window of days and the pixels of the picture. */
static double
draw_once (TideSeries       *series,
           TideChartPyramid *pyramid,
           PangoContext     *context,
           cairo_surface_t  *surface)
{
  TideChartLayer              layer = { .series = series, .pyramid = pyramid };
  TideChartData               data;
  double                      start = tide_bench_now ();
  cairo_t                    *cr = cairo_create (surface);
  g_autoptr (TideChartSpec)   spec = NULL;
  g_autoptr (TideChartLayout) layout = NULL;

  layer.color = TIDE_CHART_COLOR_AUTO;
  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.medium = TIDE_CHART_SCREEN;
  data.width = WIDTH;
  data.height = HEIGHT;
  spec = tide_chart_spec_new (&data, NULL);
  layout = tide_chart_layout_new (spec, tide_chart_painter_measure (context));
  tide_chart_painter_paint (layout, context, cr, 1);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return tide_bench_now () - start;
}

static void
measure (size_t n,
         double limit)
{
  g_autoptr (TideSeries)       series = make_walk (n);
  g_autoptr (TideChartPyramid) pyramid = tide_chart_pyramid_new (series);
  g_autoptr (GArray)           times = g_array_new (FALSE, FALSE, sizeof (double));
  PangoContext                *context = tide_chart_painter_create_context ();
  cairo_surface_t             *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH,
                                                                     HEIGHT);
  double                       figure;

  for (int run = 0; run <= N_RUNS; run++)
    {
      double took = draw_once (series, pyramid, context, surface);

      /* The first one warms the fonts. */
      if (run > 0)
        g_array_append_val (times, took);
    }
  figure = tide_bench_median (times);
  g_print ("{\"benchmark\": \"chart\", \"points\": %zu, \"runs\": %d, \"median_ms\": %.2f, "
           "\"limit_ms\": %.2f, \"ratio\": %.3f}\n",
           n, N_RUNS, figure, limit, figure / limit);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

/* A chart of 1600 by 800 pixels, drawn without a window: line, axes, grid and
 * labels. */
bool
tide_bench_chart (const char *folder)
{
  measure (10000, 1.2);
  measure (1000000, 2);
  measure (10000000, 3);
  return true;
}
