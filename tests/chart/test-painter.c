// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-painter.h"
#include "chart/tide-sparkline.h"
#include "tide-test-common.h"

#define WIDTH 400
#define HEIGHT 240

static TideChartLayout *
lay_out (const TideChartData *data)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = tide_chart_spec_new (data, &error);

  g_assert_no_error (error);
  return tide_chart_layout_new (spec, chart_measure ());
}

static TideChartLayout *
lay_out_one (TideSeries   *series,
             TideChartType type)
{
  TideChartLayer layer = {
    .type = type,
    .series = series,
    .open = series,
    .high = series,
    .low = series,
    .color = TIDE_CHART_COLOR_AUTO,
  };
  TideChartData data;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.medium = TIDE_CHART_SCREEN;
  data.width = WIDTH;
  data.height = HEIGHT;
  data.bare = true;
  return lay_out (&data);
}

static cairo_surface_t *
paint (const TideChartLayout *layout,
       double                 scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (WIDTH * scale),
                                                         (int) (HEIGHT * scale));
  cairo_t         *cr = cairo_create (surface);
  PangoContext    *context = tide_chart_painter_create_context ();

  cairo_scale (cr, scale, scale);
  tide_chart_painter_paint (layout, context, cr, scale);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static uint32_t
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const uint8_t *data = cairo_image_surface_get_data (surface);
  uint32_t       pixel;
  size_t         stride = (size_t) cairo_image_surface_get_stride (surface);

  memcpy (&pixel, data + (size_t) y * stride + 4 * (size_t) x, sizeof pixel);
  return pixel & 0xffffff;
}

/* Ink is what is in the colour of the line, or mixed with it: nothing else in a
 * light chart is blue. */
static bool
is_ink (uint32_t pixel)
{
  int red = (int) (pixel >> 16 & 0xff);
  int blue = (int) (pixel & 0xff);

  return blue - red > 40;
}

static int
count_ink (cairo_surface_t     *surface,
           const TideChartRect *area,
           double               x0,
           double               x1,
           double               scale)
{
  int n = 0;

  for (int x = (int) ceil (x0 * scale); x < (int) floor (x1 * scale); x++)
    {
      for (int y = (int) (area->y * scale); y < (int) ((area->y + area->height) * scale); y++)
        n += is_ink (get_pixel (surface, x, y));
    }

  return n;
}

static const TideChartType line_types[] = {
  TIDE_CHART_LINE,
  TIDE_CHART_STEP,
  TIDE_CHART_AREA,
  TIDE_CHART_COLUMN,
};

/* Between the rows beside a gap there is no ink; where every row has a value
 * there is no column of pixels without. */
static void
test_gap_columns_are_empty (void)
{
  static const double    gap[] = { 10, 12, 11, NAN, NAN, 13, 12, 14 };
  static const double    whole[] = { 10, 12, 11, 12, 12, 13, 12, 14 };
  static const double    scales[] = { 1, 1.5, 2 };
  g_autoptr (TideSeries) with_gap = chart_series_daily ("X", "HKD", "2025-01-06", gap, 8);
  g_autoptr (TideSeries) without = chart_series_daily ("X", "HKD", "2025-01-06", whole, 8);

  for (size_t i = 0; i < G_N_ELEMENTS (line_types) * G_N_ELEMENTS (scales); i++)
    {
      TideChartType               type = line_types[i % G_N_ELEMENTS (line_types)];
      double                      scale = scales[i / G_N_ELEMENTS (line_types)];
      g_autoptr (TideChartLayout) broken = lay_out_one (with_gap, type);
      g_autoptr (TideChartLayout) joined = lay_out_one (without, type);
      cairo_surface_t            *first = paint (broken, scale);
      cairo_surface_t            *second = paint (joined, scale);
      double                      x0 = tide_chart_time_map_slot (&broken->time, 2.5) + 2;
      double                      x1 = tide_chart_time_map_slot (&broken->time, 4.5) - 2;

      g_test_message ("case %zu", i);
      g_assert_cmpint (count_ink (first, &broken->plot_area, x0, x1, scale), ==, 0);
      g_assert_cmpint (count_ink (second, &joined->plot_area, x0, x1, scale), >, 20);
      cairo_surface_destroy (first);
      cairo_surface_destroy (second);
    }
}

/* Ten thousand rows are dense: a gap of a thousand of them is still one. */
static void
test_dense_gap_is_empty (void)
{
  const size_t                n = 10000;
  g_autofree double          *values = g_new (double, n);
  g_autofree TideDay         *days = g_new (TideDay, n);
  g_autoptr (TideSeries)      series = NULL;
  g_autoptr (TideChartLayout) layout = NULL;
  cairo_surface_t            *surface;

  for (size_t i = 0; i < n; i++)
    {
      days[i] = (TideDay) i;
      values[i] = i >= 4000 && i < 5000 ? NAN : 100 + 10 * sin ((double) i);
    }
  series = chart_series_new ("X", "HKD", days, values, n);
  layout = lay_out_one (series, TIDE_CHART_LINE);
  surface = paint (layout, 1);
  g_assert_cmpint (count_ink (surface, &layout->plot_area,
                              tide_chart_time_map_slot (&layout->time, 4000) + 1,
                              tide_chart_time_map_slot (&layout->time, 4999) - 1, 1),
                   ==, 0);
  for (int x = (int) layout->plot_area.x + 2;
       x < (int) tide_chart_time_map_slot (&layout->time, 3990); x++)
    g_assert_cmpint (count_ink (surface, &layout->plot_area, x, x + 1, 1), >, 40);
  cairo_surface_destroy (surface);
}

/* Values turned upside down about the middle of the axis give a picture turned
 * upside down, up to the rounding of edges. */
static void
test_mirrored_data_mirror_the_ink (void)
{
  double                      up[60], down[60];
  g_autoptr (TideSeries)      first = NULL;
  g_autoptr (TideSeries)      second = NULL;
  g_autoptr (TideChartLayout) first_layout = NULL;
  g_autoptr (TideChartLayout) second_layout = NULL;
  cairo_surface_t            *surfaces[2];
  const TideChartRect        *area;

  for (size_t i = 0; i < G_N_ELEMENTS (up); i++)
    {
      up[i] = 100 * sin ((double) i / 9);
      down[i] = -up[i];
    }
  up[10] = down[40] = 100;
  up[40] = down[10] = -100;
  first = chart_series_daily ("X", "index", "2025-01-06", up, G_N_ELEMENTS (up));
  second = chart_series_daily ("X", "index", "2025-01-06", down, G_N_ELEMENTS (down));
  first_layout = lay_out_one (first, TIDE_CHART_LINE);
  second_layout = lay_out_one (second, TIDE_CHART_LINE);
  surfaces[0] = paint (first_layout, 1);
  surfaces[1] = paint (second_layout, 1);
  area = &first_layout->plot_area;
  for (int x = (int) area->x + 1; x < (int) (area->x + area->width - 1); x++)
    {
      double sums[2] = { 0, 0 };
      int    counts[2] = { 0, 0 };

      for (int y = (int) area->y - 2; y < (int) (area->y + area->height + 2); y++)
        {
          for (int i = 0; i < 2; i++)
            {
              bool ink = is_ink (get_pixel (surfaces[i], x, y));

              counts[i] += ink;
              sums[i] += ink ? y + 0.5 - (area->y + area->height / 2) : 0;
            }
        }
      g_assert_cmpint (counts[0], >, 0);
      g_assert_cmpint (abs (counts[0] - counts[1]), <=, 2);
      g_assert_cmpfloat (fabs (sums[0] / counts[0] + sums[1] / counts[1]), <=, 1.2);
    }
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
}

/* A lone value between two gaps is seen. */
static void
test_lone_value_is_a_dot (void)
{
  static const double         values[] = { 1, NAN, 2, NAN, 1 };
  g_autoptr (TideSeries)      series = chart_series_daily ("X", "HKD", "2025-01-06", values, 5);
  g_autoptr (TideChartLayout) layout = lay_out_one (series, TIDE_CHART_LINE);
  cairo_surface_t            *surface = paint (layout, 2);
  double                      x = tide_chart_time_map_slot (&layout->time, 2);
  int                         ink = count_ink (surface, &layout->plot_area, x - 4, x + 4, 2);

  g_assert_cmpint (ink, >, 4);
  g_assert_cmpint (ink, <, 40);
  cairo_surface_destroy (surface);
}

static void
test_every_type_at_every_size (void)
{
  static const double    sizes[] = { 1, 3, 40, 120, 700 };
  g_autoptr (TideSeries) series = chart_series_walk (1, 600, 0.05);
  PangoContext          *context = tide_chart_painter_create_context ();

  for (int i = 0; i <= TIDE_CHART_BAND; i++)
    {
      for (size_t j = 0; j < G_N_ELEMENTS (sizes); j++)
        {
          TideChartLayer layer = {
            .type = (TideChartType) i,
            .series = series,
            .open = series,
            .high = series,
            .low = series,
            .level = 100,
          };
          TideChartData               data;
          g_autoptr (TideChartLayout) layout = NULL;
          cairo_surface_t            *surface;
          cairo_t                    *cr;

          layer.unit = tide_unit_of_kind (TIDE_UNIT_INDEX);
          tide_chart_data_init (&data);
          data.layers = &layer;
          data.n_layers = 1;
          data.volume = series;
          data.width = data.height = sizes[j];
          layout = lay_out (&data);
          surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
          cr = cairo_create (surface);
          for (int scale = 0; scale < 3; scale++)
            tide_chart_painter_paint (layout, context, cr, scale);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
  g_object_unref (context);
}

/* What is measured is what is painted: no text leaves its box. */
static void
test_measures_agree (void)
{
  PangoContext      *context = tide_chart_painter_create_context ();
  TideChartMeasure   measure = tide_chart_painter_measure (context);
  TideChartTextStyle style = { 10, false, 0, 1 };
  double             one, two, eight, height;

  measure.func ("1", &style, &one, &height, measure.user_data);
  measure.func ("8", &style, &eight, &height, measure.user_data);
  measure.func ("11", &style, &two, &height, measure.user_data);
  tide_test_assert_close (one, eight, 1e-9);
  tide_test_assert_close (two, 2 * one, 0.01);
  style.width = 3 * one;
  style.lines = 2;
  measure.func ("1 1 1 1 1 1 1 1 1 1 1 1", &style, &two, &eight, measure.user_data);
  g_assert_cmpfloat (two, <=, style.width + 0.01);
  tide_test_assert_close (eight, 2 * height, 0.05);
  g_object_unref (context);
}

static void
test_sparkline (void)
{
  static const double values[] = { 1, 2, NAN, 4, 3, NAN };
  static const double same[] = { 7, 7 };
  TideSparkline       line = tide_sparkline_layout (values, 6, 60, 20);
  TideSparkline       flat = tide_sparkline_layout (same, 2, 60, 20);
  TideSparkline       none = tide_sparkline_layout (NULL, 0, 60, 20);
  cairo_surface_t    *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 60, 20);
  cairo_t            *cr = cairo_create (surface);
  TideChartRect       area = { 0, 0, 60, 20 };

  g_assert_true (line.has_last);
  tide_test_assert_close (line.last_x, line.left + 4 * line.step, 1e-12);
  tide_test_assert_close (line.last_y, tide_chart_scale_map (&line.scale, 3), 1e-12);
  tide_test_assert_close (flat.last_y, 10, 1e-12);
  g_assert_false (none.has_last);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  tide_sparkline_paint (&line, values, 6, 0x1a3ab8, cr);
  tide_sparkline_paint (&none, NULL, 0, 0x1a3ab8, cr);
  cairo_surface_flush (surface);
  g_assert_cmpint (count_ink (surface, &area, line.left + 1.2 * line.step,
                              line.left + 2.8 * line.step, 1),
                   ==, 0);
  g_assert_cmpint (count_ink (surface, &area, line.left, line.left + line.step, 1), >, 5);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/painter/gap-columns-are-empty", test_gap_columns_are_empty);
  g_test_add_func ("/chart/painter/dense-gap-is-empty", test_dense_gap_is_empty);
  g_test_add_func ("/chart/painter/mirrored-data-mirror-the-ink",
                   test_mirrored_data_mirror_the_ink);
  g_test_add_func ("/chart/painter/lone-value-is-a-dot", test_lone_value_is_a_dot);
  g_test_add_func ("/chart/painter/every-type-at-every-size", test_every_type_at_every_size);
  g_test_add_func ("/chart/painter/measures-agree", test_measures_agree);
  g_test_add_func ("/chart/painter/sparkline", test_sparkline);

  return g_test_run ();
}
