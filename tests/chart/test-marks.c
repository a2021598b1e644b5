// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-painter.h"
#include "chart/tide-chart-summary.h"
#include "tide-test-common.h"

/* What stands beside the series of a chart: levels, bands, points. */

static const double multiples[] = { 22, 26, 25, 24, 20, 18, 19, 17.4 };

static TideSeries *
new_multiples (void)
{
  return chart_series_daily ("HSTECH", "multiple", "2025-01-06", multiples,
                             G_N_ELEMENTS (multiples));
}

static TideChartLayout *
lay_out (const TideChartData *data)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = tide_chart_spec_new (data, &error);

  g_assert_no_error (error);
  return tide_chart_layout_new (spec, chart_measure ());
}

static void
init_data (TideChartData  *data,
           TideChartLayer *layers,
           size_t          n_layers)
{
  tide_chart_data_init (data);
  for (size_t i = 0; i < n_layers; i++)
    {
      layers[i].color = TIDE_CHART_COLOR_AUTO;
      layers[i].unit = tide_unit_of_kind (TIDE_UNIT_MULTIPLE);
    }
  data->layers = layers;
  data->n_layers = n_layers;
  data->width = 300;
  data->height = 160;
}

static const TideChartPlot *
get_plot (const TideChartLayout *layout,
          size_t                 plot)
{
  g_assert_cmpuint (plot, <, layout->plots->len);
  return &g_array_index (layout->plots, TideChartPlot, plot);
}

static const char levels_layout[] =
  "paper light 300.0 160.0\n"
  "plot-area 16.7 30.5 226.0 105.7\n"
  "sessions 2025-01-06 2025-01-15 8 16.7 28.2\n"
  "grid 16.7 136.2 242.7 136.2\n"
  "grid 16.7 109.8 242.7 109.8\n"
  "grid 16.7 83.4 242.7 83.4\n"
  "grid 16.7 56.9 242.7 56.9\n"
  "grid 16.7 30.5 242.7 30.5\n"
  "axis 16.7 136.2 242.7 136.2\n"
  "tick 30.8 136.2 30.8 139.0\n"
  "tick 172.1 136.2 172.1 139.0\n"
  "band \"1 s.d.\" rows 0-0 15 35 #5e5c64\n"
  "band \"Band\" rows 0-0 15 35 #5e5c64 dash 2 edges\n"
  "level \"mean\" rows 0-0 15 35 #5e5c64\n"
  "level \"−1 s.d.\" rows 0-0 15 35 #5e5c64 dash 1\n"
  "line \"HSTECH\" rows 0-8 15 35 #1a3ab8\n"
  "level-name 2 246.9 80.6 40.6 10.8 24.5 2025-01-15 #5e5c64\n"
  "level-name 3 246.9 104.4 51.1 10.8 20 2025-01-15 #5e5c64\n"
  "tag-box 4 246.9 118.1 47.6 10.8 17.4 2025-01-15 #1a3ab8\n"
  "title 2.0 2.0 223.2 11.4 \"HSTECH −20.9% from 6 January to 15 January 2025\"\n"
  "subtitle 2.0 14.3 216.0 9.6 \"Close, times, daily, adjusted for splits and dividends\"\n"
  "value 2.0 132.0 10.5 8.4 \"15x\"\n"
  "value 2.0 105.6 10.5 8.4 \"20x\"\n"
  "value 2.0 79.2 10.5 8.4 \"25x\"\n"
  "value 2.0 52.7 10.5 8.4 \"30x\"\n"
  "value 2.0 26.3 10.5 8.4 \"35x\"\n"
  "time 13.3 140.1 35.0 8.4 \"6 Jan 2025\"\n"
  "time 161.6 140.1 21.0 8.4 \"13 Jan\"\n"
  "tag 249.7 81.8 14.0 8.4 \"mean\"\n"
  "tag 267.2 81.8 17.5 8.4 \"24.5x\"\n"
  "tag 249.7 105.6 24.5 8.4 \"−1 s.d.\"\n"
  "tag 277.7 105.6 17.5 8.4 \"20.0x\"\n"
  "tag 249.7 119.4 21.0 8.4 \"HSTECH\"\n"
  "tag 274.2 119.4 17.5 8.4 \"17.4x\"\n"
  "source 2.0 150.2 136.5 7.8 \"Source: imported CSV. Data to 15 Jan 2025.\"\n";

static void
test_levels_and_bands (void)
{
  g_autoptr (TideSeries) series = new_multiples ();
  TideChartLayer         layers[] = {
            { .type = TIDE_CHART_BAND, .level = 20, .upper = 29, .label = "1 s.d." },
            {
              .type = TIDE_CHART_BAND,
              .level = 15.5,
              .upper = 33.5,
              .stroke = TIDE_CHART_STROKE_DOTTED,
    },
            {
              .type = TIDE_CHART_LEVEL,
              .level = 24.5,
              .label = "mean",
              .stroke = TIDE_CHART_STROKE_SOLID,
    },
            { .type = TIDE_CHART_LEVEL, .level = 20, .label = "−1 s.d." },
            { .series = series },
  };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  g_autofree char            *text = NULL;

  init_data (&data, layers, G_N_ELEMENTS (layers));
  layout = lay_out (&data);
  text = tide_chart_layout_to_text (layout);
  g_test_message ("%s", text);
  g_assert_cmpstr (text, ==, levels_layout);
}

/* Levels and bands take no colour, no name in the title and no column of the
 * table, but they are told to those who cannot see them. */
static void
test_levels_are_not_series (void)
{
  g_autoptr (TideSeries) series = new_multiples ();
  TideChartLayer         layers[] = {
            { .type = TIDE_CHART_BAND, .level = 20, .upper = 29, .label = "1 s.d." },
            { .type = TIDE_CHART_LEVEL, .level = 24.5, .label = "mean" },
            { .series = series },
  };
  TideChartData              data;
  g_autoptr (TideChartSpec)  spec = NULL;
  g_autoptr (TideChartTable) table = NULL;
  g_autofree char           *title = NULL;
  g_autofree char           *summary = NULL;

  init_data (&data, layers, G_N_ELEMENTS (layers));
  spec = tide_chart_spec_new (&data, NULL);
  table = tide_chart_table_new (spec);
  title = tide_chart_summary_new_title (spec);
  summary = tide_chart_summary_new (spec);
  g_assert_cmpuint (tide_chart_table_get_n_columns (table), ==, 2);
  g_assert_cmpstr (title, ==, "HSTECH −20.9% from 6 January to 15 January 2025");
  g_assert_nonnull (strstr (summary, "1 s.d. from 20.0x to 29.0x. mean at 24.5x. HSTECH fell"));
}

static void
test_strokes (void)
{
  static const struct
  {
    TideChartStroke stroke;
    int             dash;
    bool            points;
  } cases[] = {
    { TIDE_CHART_STROKE_AUTO, 0, false },
    { TIDE_CHART_STROKE_SOLID, 0, false },
    { TIDE_CHART_STROKE_DASHED, 1, false },
    { TIDE_CHART_STROKE_DOTTED, 2, false },
    { TIDE_CHART_STROKE_POINTS, 0, true },
  };
  g_autoptr (TideSeries) series = new_multiples ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideChartLayer              layer = { .series = series, .stroke = cases[i].stroke };
      TideChartData               data;
      g_autoptr (TideChartLayout) layout = NULL;

      g_test_message ("case %zu", i);
      init_data (&data, &layer, 1);
      layout = lay_out (&data);
      g_assert_cmpint (get_plot (layout, 0)->dash, ==, cases[i].dash);
      g_assert_true (get_plot (layout, 0)->points == cases[i].points);
    }
}

/* A cited figure is a point in a colour of its own, whoever asks for a line. */
static void
test_cited_is_never_joined (void)
{
  g_autoptr (TideSeries)      computed = new_multiples ();
  g_autoptr (TideSeries)      cited = NULL;
  TideSeriesInfo              info = *tide_series_get_info (computed);
  TideChartLayer              layers[2] = { { 0 } };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  info.source = "cited";
  cited = tide_series_new_described (computed, &info);
  layers[0].series = cited;
  layers[1].series = computed;
  init_data (&data, layers, 2);
  layout = lay_out (&data);
  g_assert_true (get_plot (layout, 0)->points);
  g_assert_cmphex (get_plot (layout, 0)->color, ==, layout->theme.cited);
  g_assert_false (get_plot (layout, 1)->points);
  g_assert_cmphex (get_plot (layout, 1)->color, ==, layout->theme.series[0]);
}

static void
test_band_needs_both_edges (void)
{
  g_autoptr (TideSeries) upper = new_multiples ();
  g_autoptr (TideSeries) shifted = chart_series_daily ("HSTECH", "multiple", "2025-01-07",
                                                       multiples, G_N_ELEMENTS (multiples));
  TideChartLayer         layers[] = {
            { .type = TIDE_CHART_BAND, .series = upper },
            { .type = TIDE_CHART_BAND, .low = upper },
            { .type = TIDE_CHART_BAND, .series = upper, .low = shifted },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autoptr (GError)        error = NULL;
      g_autoptr (TideChartSpec) spec = NULL;
      TideChartData             data;

      init_data (&data, &layers[i], 1);
      spec = tide_chart_spec_new (&data, &error);
      g_assert_null (spec);
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER);
    }
}

static cairo_surface_t *
paint (const TideChartLayout *layout)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 160);
  cairo_t         *cr = cairo_create (surface);
  PangoContext    *context = tide_chart_painter_create_context ();

  tide_chart_painter_paint (layout, context, cr, 1);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
get_brightness (cairo_surface_t *surface,
                double           x,
                double           y)
{
  const uint8_t *data = cairo_image_surface_get_data (surface);
  size_t         stride = (size_t) cairo_image_surface_get_stride (surface);

  return data[(size_t) y * stride + 4 * (size_t) x + 1];
}

/* Between the edges there is a tint, outside and across a gap there is none. */
static void
test_band_ink (void)
{
  static const double         uppers[] = { 30, 30, 30, NAN, 30, 30 };
  static const double         lowers[] = { 21, 21, 21, 21, 21, 21 };
  g_autoptr (TideSeries)      upper = chart_series_daily ("A", "multiple", "2025-01-06", uppers, 6);
  g_autoptr (TideSeries)      lower = chart_series_daily ("A", "multiple", "2025-01-06", lowers, 6);
  TideChartLayer              layer = { .type = TIDE_CHART_BAND, .series = upper, .low = lower };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  const TideChartPlot        *plot;
  cairo_surface_t            *surface;
  double                      inside, outside;

  init_data (&data, &layer, 1);
  data.medium = TIDE_CHART_SCREEN;
  data.bare = true;
  layout = lay_out (&data);
  plot = get_plot (layout, 0);
  surface = paint (layout);
  inside = tide_chart_scale_map (&plot->scale, 23.3);
  outside = tide_chart_scale_map (&plot->scale, 20.6);
  for (int slot = 0; slot < 6; slot++)
    {
      double x = tide_chart_time_map_slot (&layout->time, slot == 0 || slot == 4 ? slot + 0.5
                                                          : slot == 3            ? slot
                                                                                 : slot - 0.5);

      g_test_message ("slot %d", slot);
      g_assert_cmpint (get_brightness (surface, x, outside), ==, 255);
      if (slot == 3)
        g_assert_cmpint (get_brightness (surface, x, inside), ==, 255);
      else
        {
          g_assert_cmpint (get_brightness (surface, x, inside), <, 250);
          g_assert_cmpint (get_brightness (surface, x, inside), >, 215);
        }
    }
  cairo_surface_destroy (surface);
}

/* Points stand at their values; between two there is nothing. */
static void
test_points_ink (void)
{
  static const double         values[] = { 10.3, 12.2, NAN, 11.4 };
  g_autoptr (TideSeries)      series = chart_series_daily ("A", "multiple", "2025-01-06", values,
                                                           4);
  TideChartLayer              layer = { .series = series, .stroke = TIDE_CHART_STROKE_POINTS };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  const TideChartPlot        *plot;
  cairo_surface_t            *surface;
  int                         dark = 0;

  init_data (&data, &layer, 1);
  data.medium = TIDE_CHART_SCREEN;
  data.bare = true;
  layout = lay_out (&data);
  plot = get_plot (layout, 0);
  surface = paint (layout);
  for (int slot = 0; slot < 4; slot++)
    {
      double x = tide_chart_time_map_slot (&layout->time, slot);
      double y = tide_chart_scale_map (&plot->scale, values[slot]);

      if (isnan (values[slot]))
        continue;
      /* Hollow, with ink around. */
      g_assert_cmpint (get_brightness (surface, x, y), >, 220);
      for (int dx = -6; dx <= 6; dx++)
        dark += get_brightness (surface, x + dx, y) < 160;
      g_assert_cmpint (dark, >=, 2);
      dark = 0;
    }
  for (int i = 0; i < layout->plot_area.height; i++)
    dark += get_brightness (surface, tide_chart_time_map_slot (&layout->time, 0.5),
                            layout->plot_area.y + i) < 160;
  g_assert_cmpint (dark, ==, 0);
  cairo_surface_destroy (surface);
}

/* Average turnover of 14 months, the last of which is not over. */
static TideSeries *
new_months (void)
{
  static const double    amounts[] = { 33.2e9, 36.1e9, 38.7e9, 41.9e9, 42.2e9, 37.5e9, 40.4e9,
                                       36.8e9, 51.3e9, 90.6e9, 72.9e9, 61.4e9, 60.1e9, 100.2e9 };
  TideDay                days[G_N_ELEMENTS (amounts)];
  TideMonth              month = tide_month_from_day (chart_day ("2024-01-31"));
  TideSeriesInfo         info;
  g_autoptr (TideSeries) daily = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (amounts); i++)
    days[i] = tide_month_last_day (month + (int) i);
  days[13] = chart_day ("2025-02-14");
  daily = chart_series_new ("STOCK-CONNECT/SOUTH", "HKD", days, amounts, G_N_ELEMENTS (amounts));
  info = *tide_series_get_info (daily);
  info.frequency = TIDE_FREQUENCY_MONTHLY;
  info.basis = TIDE_BASIS_QUOTED;
  info.field = "turnover";
  return tide_series_new_described (daily, &info);
}

static const char months_layout[] =
  "paper light 300.0 160.0\n"
  "plot-area 16.7 30.5 226.0 105.7\n"
  "sessions 2024-01-31 2025-02-14 14 16.7 16.1 monthly\n"
  "zero 16.7 136.2 242.7 136.2\n"
  "grid 16.7 116.0 242.7 116.0\n"
  "grid 16.7 95.7 242.7 95.7\n"
  "grid 16.7 75.4 242.7 75.4\n"
  "grid 16.7 55.1 242.7 55.1\n"
  "grid 16.7 34.8 242.7 34.8\n"
  "axis 16.7 136.2 242.7 136.2\n"
  "tick 24.8 136.2 24.8 139.0\n"
  "tick 57.1 136.2 57.1 139.0\n"
  "tick 89.3 136.2 89.3 139.0\n"
  "tick 121.6 136.2 121.6 139.0\n"
  "tick 153.9 136.2 153.9 139.0\n"
  "tick 186.2 136.2 186.2 139.0\n"
  "tick 218.5 136.2 218.5 139.0\n"
  "column \"ADT\" rows 0-14 0 1.04208e+11 #1a3ab8 hollow-last\n"
  "tag-box 0 246.9 29.1 51.1 10.8 1.002e+11 2025-02-14 #1a3ab8\n"
  "title 2.0 2.0 114.0 11.4 \"STOCK-CONNECT/SOUTH: ADT\"\n"
  "subtitle 2.0 14.3 184.0 9.6 \"STOCK-CONNECT/SOUTH, turnover, HKD bn, monthly\"\n"
  "value 9.0 132.0 3.5 8.4 \"0\"\n"
  "value 5.5 111.8 7.0 8.4 \"20\"\n"
  "value 5.5 91.5 7.0 8.4 \"40\"\n"
  "value 5.5 71.2 7.0 8.4 \"60\"\n"
  "value 5.5 50.9 7.0 8.4 \"80\"\n"
  "value 2.0 30.6 10.5 8.4 \"100\"\n"
  "time 10.8 140.1 28.0 8.4 \"Jan 2024\"\n"
  "time 51.8 140.1 10.5 8.4 \"Mar\"\n"
  "time 84.1 140.1 10.5 8.4 \"May\"\n"
  "time 116.4 140.1 10.5 8.4 \"Jul\"\n"
  "time 148.7 140.1 10.5 8.4 \"Sep\"\n"
  "time 180.9 140.1 10.5 8.4 \"Nov\"\n"
  "time 204.5 140.1 28.0 8.4 \"Jan 2025\"\n"
  "tag 249.7 30.4 10.5 8.4 \"ADT\"\n"
  "tag 263.7 30.4 31.5 8.4 \"100.2 MTD\"\n"
  "source 2.0 150.2 136.5 7.8 \"Source: imported CSV. Data to 14 Feb 2025.\"\n";

static void
test_months (void)
{
  g_autoptr (TideSeries) series = new_months ();
  TideChartLayer         layer = {
            .type = TIDE_CHART_COLUMN,
            .series = series,
            .label = "ADT",
            .part = "MTD",
  };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  g_autofree char            *text = NULL;

  init_data (&data, &layer, 1);
  layout = lay_out (&data);
  text = tide_chart_layout_to_text (layout);
  g_test_message ("%s", text);
  g_assert_cmpstr (text, ==, months_layout);
}

/* The word belongs to the last value, and goes when the window ends before it. */
static void
test_part_of_a_period (void)
{
  g_autoptr (TideSeries) series = new_months ();
  TideChartLayer         layer = { .type = TIDE_CHART_COLUMN, .series = series, .part = "MTD" };
  TideChartData          data;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TideChartLayout) layout = NULL;
      g_autofree char            *summary = NULL;

      init_data (&data, &layer, 1);
      data.to = i == 0 ? TIDE_DAY_NONE : chart_day ("2025-01-31");
      layout = lay_out (&data);
      summary = tide_chart_summary_new (layout->spec);
      g_assert_true (get_plot (layout, 0)->hollow_last == (i == 0));
      g_assert_cmpstr (tide_chart_layout_get_part (layout, 0, 13), ==, i == 0 ? "MTD" : NULL);
      g_assert_null (tide_chart_layout_get_part (layout, 0, 12));
      g_assert_true ((strstr (summary, "last 100.2 MTD.") != NULL) == (i == 0));
    }
}

static void
test_hollow_column_ink (void)
{
  g_autoptr (TideSeries)      series = new_months ();
  TideChartLayer              layer = { .type = TIDE_CHART_COLUMN, .series = series, .part = "" };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  cairo_surface_t            *surface;
  double                      x, y;

  for (int i = 0; i < 2; i++)
    {
      init_data (&data, &layer, 1);
      data.medium = TIDE_CHART_SCREEN;
      data.bare = true;
      layer.part = i == 0 ? "" : "MTD";
      layout = lay_out (&data);
      surface = paint (layout);
      x = tide_chart_time_map_slot (&layout->time, 13);
      y = tide_chart_scale_map (&get_plot (layout, 0)->scale, 90e9);
      g_assert_true ((get_brightness (surface, x, y) < 100) == (i == 0));
      /* Its outline and every other column are inked. */
      g_assert_cmpint (get_brightness (surface, x - 0.35 * layout->time.step + 0.5, y), <, 160);
      x = tide_chart_time_map_slot (&layout->time, 12);
      y = tide_chart_scale_map (&get_plot (layout, 0)->scale, 30e9);
      g_assert_cmpint (get_brightness (surface, x, y), <, 100);
      cairo_surface_destroy (surface);
      g_clear_pointer (&layout, tide_chart_layout_free);
    }
}

/* Net buying that ended, beside turnover that goes on. */
static TideSeries *
new_with_facts (const char      *symbol,
                size_t           n,
                const TideFacts *facts)
{
  g_autoptr (TideSeries) plain = chart_series_daily (symbol, "HKD", "2025-01-06", multiples, n);
  TideSeriesInfo         info = *tide_series_get_info (plain);

  info.facts = *facts;
  info.basis = TIDE_BASIS_QUOTED;
  return tide_series_new_described (plain, &info);
}

static const char ended_layout[] =
  "paper light 300.0 160.0\n"
  "plot-area 13.2 18.1 236.5 109.6\n"
  "sessions 2025-01-06 2025-01-15 8 13.2 29.6\n"
  "shade 13.2 18.1 59.1 109.6 #241f31\n"
  "grid 13.2 116.2 249.7 116.2\n"
  "grid 13.2 91.7 249.7 91.7\n"
  "grid 13.2 67.2 249.7 67.2\n"
  "grid 13.2 42.7 249.7 42.7\n"
  "grid 13.2 18.2 249.7 18.2\n"
  "axis 13.2 127.8 249.7 127.8\n"
  "tick 28.0 127.8 28.0 130.6\n"
  "tick 175.8 127.8 175.8 130.6\n"
  "tint-edge 72.3 18.1 72.3 127.8 dash 2\n"
  "end 116.7 37.8 116.7 47.6\n"
  "line \"NORTH\" rows 0-4 17.056 26 #1a3ab8\n"
  "line \"SOUTH\" rows 0-8 17.056 26 #c36d08\n"
  "tag-box 1 253.9 118.2 44.1 10.8 17.4 2025-01-15 #c36d08\n"
  "subtitle 2.0 2.0 68.0 9.6 \"Close, HKD, daily\"\n"
  "value 2.0 112.0 7.0 8.4 \"18\"\n"
  "value 2.0 87.5 7.0 8.4 \"20\"\n"
  "value 2.0 63.0 7.0 8.4 \"22\"\n"
  "value 2.0 38.5 7.0 8.4 \"24\"\n"
  "value 2.0 14.0 7.0 8.4 \"26\"\n"
  "time 10.5 131.6 35.0 8.4 \"6 Jan 2025\"\n"
  "time 165.3 131.6 21.0 8.4 \"13 Jan\"\n"
  "end-words 119.5 34.3 126.0 16.8 \"NORTH ended 9 Jan 2025: not published since\"\n"
  "tag 256.7 119.4 17.5 8.4 \"SOUTH\"\n"
  "tag 277.7 119.4 17.5 8.4 \"17.40\"\n"
  "note 2.0 141.7 165.8 7.8 \"Note: Tinted: SOUTH: back-filled before 8 Jan 2025.\"\n"
  "source 2.0 150.2 201.5 7.8 \"Source: imported CSV. Data to 15 Jan 2025 (NORTH: 9 Jan "
  "2025).\"\n"
  "notice \"Tinted: SOUTH: back-filled before 8 Jan 2025.\"\n";

static void
test_ended (void)
{
  TideFacts life = TIDE_FACTS_NONE;
  TideFacts none = TIDE_FACTS_NONE;

  life.ended_day = chart_day ("2025-01-09");
  life.ended_reason = "not published since";
  none.live_since = chart_day ("2025-01-08");
  {
    g_autoptr (TideSeries)      ended = new_with_facts ("NORTH", 4, &life);
    g_autoptr (TideSeries)      whole = new_with_facts ("SOUTH", 8, &none);
    TideChartLayer              layers[] = { { .series = ended }, { .series = whole } };
    TideChartData               data;
    g_autoptr (TideChartLayout) layout = NULL;
    g_autofree char            *text = NULL;
    g_autofree char            *summary = NULL;

    init_data (&data, layers, 2);
    data.title = "";
    layout = lay_out (&data);
    text = tide_chart_layout_to_text (layout);
    summary = tide_chart_summary_new (layout->spec);
    g_test_message ("%s", text);
    g_assert_cmpstr (text, ==, ended_layout);
    g_assert_nonnull (strstr (summary, "It ended on 9 January 2025: not published since."));
    g_assert_nonnull (strstr (summary, "Values before 8 January 2025 are back-filled."));
  }
}

static size_t
count_texts (const TideChartLayout *layout,
             TideChartTextRole      role)
{
  size_t n = 0;

  for (size_t i = 0; i < layout->texts->len; i++)
    n += g_array_index (layout->texts, TideChartText, i).role == role;
  return n;
}

/* The mark is there only while the end is; a tint has its words in the plot or in
 * the note, never nowhere. */
static void
test_marks_in_windows (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    size_t      n_shades;
    size_t      n_words;
    size_t      n_notices;
    size_t      n_ends;
  } cases[] = {
    { "2025-01-06", "2025-01-15", 1, 1, 0, 1 },
    { "2025-01-09", "2025-01-15", 1, 0, 1, 1 },
    { "2025-01-13", "2025-01-15", 0, 0, 0, 1 },
    { "2025-01-06", "2025-01-14", 1, 1, 0, 0 },
    { "2026-01-06", "2026-01-14", 0, 0, 0, 0 },
  };
  TideFacts              life = TIDE_FACTS_NONE;
  g_autoptr (TideSeries) series = NULL;
  TideChartTint          tint = { TIDE_DAY_NONE, chart_day ("2025-01-09"), TIDE_CHART_PHASE_NONE,
                                  "half a day" };
  TideChartLayer         layer = { 0 };

  life.ended_day = chart_day ("2025-01-15");
  series = new_with_facts ("NORTH", 8, &life);
  layer.series = series;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideChartData               data;
      g_autoptr (TideChartLayout) layout = NULL;

      g_test_message ("case %zu", i);
      init_data (&data, &layer, 1);
      data.tints = &tint;
      data.n_tints = 1;
      data.from = chart_day (cases[i].from);
      data.to = chart_day (cases[i].to);
      layout = lay_out (&data);
      g_assert_cmpuint (layout->shades->len, ==, cases[i].n_shades);
      g_assert_cmpuint (count_texts (layout, TIDE_CHART_TEXT_TINT), ==, cases[i].n_words);
      g_assert_cmpuint (layout->notices->len, ==, cases[i].n_notices);
      g_assert_cmpuint (count_texts (layout, TIDE_CHART_TEXT_END), ==, cases[i].n_ends);
    }
}

static void
test_measures_never_share_an_axis (void)
{
  TideFacts                 bought = TIDE_FACTS_NONE;
  TideFacts                 traded = TIDE_FACTS_NONE;
  g_autoptr (TideSeries)    first = NULL;
  g_autoptr (TideSeries)    second = NULL;
  g_autoptr (TideChartSpec) spec = NULL;
  g_autoptr (TideChartSpec) refused = NULL;
  g_autoptr (GError)        error = NULL;
  g_autofree char          *subtitle = NULL;
  TideChartLayer            layers[2] = { { 0 } };
  TideChartData             data;

  bought.measure = "net buying";
  traded.measure = "turnover";
  bought.investor = traded.investor = "Mainland investors, southbound";
  first = new_with_facts ("SOUTH", 8, &bought);
  second = new_with_facts ("SOUTH", 8, &traded);
  layers[0].series = first;
  layers[1].series = second;
  init_data (&data, layers, 2);
  spec = tide_chart_spec_new (&data, NULL);
  subtitle = tide_chart_summary_new_subtitle (spec);
  g_assert_cmpint (tide_chart_spec_get_layer (spec, 1)->axis, ==, TIDE_CHART_AXIS_SECONDARY);
  g_assert_nonnull (strstr (subtitle, "Mainland investors, southbound, HKD"));
  layers[1].axis = TIDE_CHART_AXIS_PRIMARY;
  refused = tide_chart_spec_new (&data, &error);
  g_assert_null (refused);
  g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_UNITS);
}

static const char window_layout[] =
  "screen light 480.0 240.0\n"
  "plot-area 12.0 57.6 365.0 132.4\n"
  "sessions 2025-01-06 2025-01-15 8 12.0 45.6\n"
  "grid 12.0 190.0 377.0 190.0\n"
  "grid 12.0 145.9 377.0 145.9\n"
  "grid 12.0 101.7 377.0 101.7\n"
  "grid 12.0 57.6 377.0 57.6\n"
  "axis 12.0 190.0 377.0 190.0\n"
  "tick 34.8 190.0 34.8 194.9\n"
  "tick 262.9 190.0 262.9 194.9\n"
  "window 103.2 178.9 377.0 178.9\n"
  "window 103.2 57.6 103.2 190.0\n"
  "line \"HSTECH\" rows 0-8 15 30 #1a3ab8\n"
  "edge-from 2025-01-08 100.2 171.6 6.1 14.8\n"
  "tag-box 0 384.4 159.3 83.6 19.1 17.4 2025-01-15 #1a3ab8\n"
  "title 12.0 12.0 352.5 18.0 \"HSTECH −20.9% from 6 January to 15 January 2025\"\n"
  "subtitle 12.0 31.5 332.1 14.8 \"Close, times, daily, adjusted for splits and dividends\"\n"
  "value 384.4 182.6 18.4 14.8 \"15x\"\n"
  "value 384.4 138.5 18.4 14.8 \"20x\"\n"
  "value 384.4 94.4 18.4 14.8 \"25x\"\n"
  "value 384.4 50.2 18.4 14.8 \"30x\"\n"
  "time 12.0 196.8 61.5 14.8 \"6 Jan 2025\"\n"
  "time 244.5 196.8 36.9 14.8 \"13 Jan\"\n"
  "window-words 110.6 160.5 135.3 14.8 \"window from 8 Jan 2025\"\n"
  "tag 389.3 161.4 36.9 14.8 \"HSTECH\"\n"
  "tag 432.3 161.4 30.7 14.8 \"17.4x\"\n"
  "source 12.0 214.5 236.2 13.5 \"Source: imported CSV. Data to 15 Jan 2025.\"\n";

static void
test_window (void)
{
  g_autoptr (TideSeries)      series = new_multiples ();
  TideChartLayer              layer = { .series = series };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  g_autofree char            *text = NULL;
  TideChartEdge               edge = TIDE_CHART_EDGE_TO;
  const TideChartHandle      *handle;

  init_data (&data, &layer, 1);
  data.medium = TIDE_CHART_SCREEN;
  data.width = 480;
  data.height = 240;
  data.em = 15;
  data.window_from = chart_day ("2025-01-08");
  layout = lay_out (&data);
  text = tide_chart_layout_to_text (layout);
  g_test_message ("%s", text);
  handle = &g_array_index (layout->handles, TideChartHandle, 0);
  g_assert_true (tide_chart_layout_find_edge (layout, handle->grip.x + 1, handle->grip.y - 60,
                                              &edge));
  g_assert_cmpint (edge, ==, TIDE_CHART_EDGE_FROM);
  g_assert_false (tide_chart_layout_find_edge (layout, handle->grip.x + 30, handle->grip.y, &edge));
  g_assert_false (tide_chart_layout_find_edge (layout, handle->grip.x, 1, &edge));
  g_assert_cmpstr (text, ==, window_layout);
}

/* Edges are there while their day is shown; on paper nothing can be taken hold
 * of. */
static void
test_window_edges (void)
{
  static const struct
  {
    TideChartMedium medium;
    const char     *from;
    const char     *to;
    size_t          n_handles;
    size_t          n_rules;
  } cases[] = {
    { TIDE_CHART_SCREEN, "2025-01-08", NULL, 1, 2 },
    { TIDE_CHART_SCREEN, "2025-01-08", "2025-01-10", 2, 3 },
    { TIDE_CHART_SCREEN, "2024-01-08", NULL, 0, 1 },
    { TIDE_CHART_SCREEN, "2024-01-08", "2025-01-10", 1, 2 },
    { TIDE_CHART_SCREEN, "2026-01-08", NULL, 0, 0 },
    { TIDE_CHART_SCREEN, "2025-01-10", "2025-01-08", 0, 0 },
    { TIDE_CHART_PAPER, "2025-01-08", NULL, 1, 2 },
  };
  g_autoptr (TideSeries) series = new_multiples ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideChartLayer              layer = { .series = series };
      TideChartData               data;
      g_autoptr (TideChartLayout) layout = NULL;
      TideChartEdge               edge;
      size_t                      n = 0;
      bool                        found = false;

      g_test_message ("case %zu", i);
      init_data (&data, &layer, 1);
      data.medium = cases[i].medium;
      data.window_from = chart_day (cases[i].from);
      if (cases[i].to != NULL)
        data.window_to = chart_day (cases[i].to);
      layout = lay_out (&data);
      for (size_t j = 0; j < layout->rules->len; j++)
        n += g_array_index (layout->rules, TideChartRule, j).role == TIDE_CHART_RULE_WINDOW;
      g_assert_cmpuint (layout->handles->len, ==, cases[i].n_handles);
      g_assert_cmpuint (n, ==, cases[i].n_rules);
      for (int x = 0; x < layout->width; x++)
        found |= tide_chart_layout_find_edge (layout, x, layout->plot_area.y + 1, &edge);
      g_assert_true (found == (cases[i].n_handles > 0 && cases[i].medium == TIDE_CHART_SCREEN));
    }
}

static TideSeries *
new_part (const char   *name,
          const double *values,
          size_t        n)
{
  return chart_series_daily (name, "HKD", "2025-01-06", values, n);
}

/* Parts above zero stand on each other, and so do those below; a day that lacks
 * one of them has no stack. */
static void
test_stack (void)
{
  static const double a[] = { 1, 2, -3, 4, 1 };
  static const double b[] = { 10, -20, -30, NAN, 1 };
  static const double c[] = { 100, 200, 300, 400 };
  static const double bases[3][5] = {
    { 0, 0, 0, NAN, NAN },
    { 1, 0, -3, NAN, NAN },
    { 11, 2, 0, NAN },
  };
  TideSeries                 *parts[3];
  TideChartLayer              layers[3] = { { 0 } };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  parts[0] = new_part ("A", a, 5);
  parts[1] = new_part ("B", b, 5);
  parts[2] = new_part ("C", c, 4);
  for (size_t i = 0; i < 3; i++)
    {
      layers[i].type = TIDE_CHART_COLUMN;
      layers[i].series = parts[i];
      layers[i].stacked = true;
    }
  init_data (&data, layers, 3);
  layout = lay_out (&data);
  for (size_t i = 0; i < 3; i++)
    {
      const TideChartPlot *plot = get_plot (layout, i);

      g_assert_cmpuint (plot->n_slices, ==, 1);
      for (size_t row = 0; row < (i < 2 ? 5 : 4); row++)
        {
          double base = tide_chart_spec_get_layer (layout->spec, i)->base[row];

          g_test_message ("layer %zu row %zu: %g", i, row, base);
          g_assert_true (base == bases[i][row] || (isnan (base) && isnan (bases[i][row])));
        }
    }
  /* The axis holds the highest and the lowest stack. */
  g_assert_cmpfloat (get_plot (layout, 0)->scale.high, >=, 300);
  g_assert_cmpfloat (get_plot (layout, 0)->scale.low, <=, -33);
  for (size_t i = 0; i < 3; i++)
    tide_series_unref (parts[i]);
}

/* Two layers of columns stand side by side in a slot. */
static void
test_side_by_side (void)
{
  static const double    values[] = { 5, 5, 5 };
  g_autoptr (TideSeries) series = new_part ("A", values, 3);
  TideChartLayer         layers[] = {
            { .type = TIDE_CHART_COLUMN, .series = series },
            { .type = TIDE_CHART_LINE, .series = series },
            { .type = TIDE_CHART_COLUMN, .series = series, .stacked = true },
            { .type = TIDE_CHART_COLUMN, .series = series, .stacked = true },
            { .type = TIDE_CHART_COLUMN, .series = series },
  };
  static const unsigned int   slices[] = { 0, 0, 1, 1, 2 };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  init_data (&data, layers, G_N_ELEMENTS (layers));
  layout = lay_out (&data);
  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_assert_cmpuint (get_plot (layout, i)->slice, ==, slices[i]);
      g_assert_cmpuint (get_plot (layout, i)->n_slices, ==, i == 1 ? 0 : 3);
    }
}

static void
test_inverted (void)
{
  g_autoptr (TideSeries)      series = new_multiples ();
  TideChartLayer              layer = { .series = series };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  g_autofree char            *subtitle = NULL;
  cairo_surface_t            *surface;
  const TideChartScale       *scale;
  int                         dark = 0;

  init_data (&data, &layer, 1);
  data.inverted = true;
  data.medium = TIDE_CHART_SCREEN;
  layout = lay_out (&data);
  scale = &get_plot (layout, 0)->scale;
  subtitle = tide_chart_summary_new_subtitle (layout->spec);
  g_assert_cmpfloat (tide_chart_scale_map (scale, 18), <, tide_chart_scale_map (scale, 26));
  g_assert_nonnull (strstr (subtitle, "inverted scale"));
  surface = paint (layout);
  for (int dy = -2; dy <= 2; dy++)
    dark += get_brightness (surface, tide_chart_time_map_slot (&layout->time, 1),
                            tide_chart_scale_map (scale, 26) + dy) < 160;
  g_assert_cmpint (dark, >, 0);
  cairo_surface_destroy (surface);
}

/* Net buying has signs and direction colours whoever draws it. */
static void
test_flows_are_directed (void)
{
  TideFacts              bought = TIDE_FACTS_NONE;
  TideFacts              traded = TIDE_FACTS_NONE;
  g_autoptr (TideSeries) first = NULL;
  g_autoptr (TideSeries) second = NULL;

  bought.measure = "net buying";
  traded.measure = "turnover";
  first = new_with_facts ("SOUTH", 8, &bought);
  second = new_with_facts ("SOUTH", 8, &traded);
  for (int i = 0; i < 4; i++)
    {
      TideChartLayer            layer = { .type = i < 2 ? TIDE_CHART_COLUMN : TIDE_CHART_LINE,
                                          .series = i % 2 == 0 ? first : second };
      g_autoptr (TideChartSpec) spec = NULL;
      TideChartData             data;

      init_data (&data, &layer, 1);
      spec = tide_chart_spec_new (&data, NULL);
      g_assert_true (tide_chart_spec_get_layer (spec, 0)->directed == (i == 0));
    }
}

static const char events_layout[] =
  "paper light 300.0 220.0\n"
  "plot-area 16.7 7.6 229.5 172.4\n"
  "sessions 2025-01-06 2025-01-15 8 16.7 28.7\n"
  "shade 16.7 180.5 86.1 3.1 #0f9472\n"
  "shade 102.8 7.6 143.4 172.4 #241f31\n"
  "shade 102.8 180.5 143.4 3.1 #b3202b hatched\n"
  "grid 16.7 161.8 246.2 161.8\n"
  "grid 16.7 123.3 246.2 123.3\n"
  "grid 16.7 84.7 246.2 84.7\n"
  "grid 16.7 46.2 246.2 46.2\n"
  "grid 16.7 7.6 246.2 7.6\n"
  "axis 16.7 180.0 246.2 180.0\n"
  "tick 31.0 180.0 31.0 182.8\n"
  "tick 174.5 180.0 174.5 182.8\n"
  "event 174.5 17.1 174.5 180.0 dash 2\n"
  "line \"HSTECH\" rows 0-8 17.056 26 #1a3ab8\n"
  "flag-box 0 shape 0 83.7 7.6 9.5 9.5 #1a3ab8\n"
  "flag-box 1 shape 2 83.7 18.0 9.5 9.5 #16a08f\n"
  "flag-box 2 shape 1 169.8 7.6 9.5 9.5 #c36d08\n"
  "tag-box 0 250.4 167.9 47.6 10.8 17.4 2025-01-15 #1a3ab8\n"
  "value 2.0 157.6 10.5 8.4 \"18x\"\n"
  "value 2.0 119.1 10.5 8.4 \"20x\"\n"
  "value 2.0 80.5 10.5 8.4 \"22x\"\n"
  "value 2.0 42.0 10.5 8.4 \"24x\"\n"
  "value 2.0 3.4 10.5 8.4 \"26x\"\n"
  "time 13.5 183.8 35.0 8.4 \"6 Jan 2025\"\n"
  "time 164.0 183.8 21.0 8.4 \"13 Jan\"\n"
  "tint-words 105.6 32.8 38.5 8.4 \"bear market\"\n"
  "flag 86.9 8.8 3.0 7.1 \"1\"\n"
  "flag 86.9 19.2 3.0 7.1 \"2\"\n"
  "flag 173.0 8.8 3.0 7.1 \"3\"\n"
  "tag 253.2 169.2 21.0 8.4 \"HSTECH\"\n"
  "tag 277.7 169.2 17.5 8.4 \"17.4x\"\n"
  "note 2.0 193.9 296.0 15.6 \"Note: Strip: bull solid, bear hatched. Events: 1 Shock <b> "
  "(8 Jan 2025); 2 Second of the day (8 Jan 2025); 3 Results (13 Jan 2025).\"\n"
  "source 2.0 210.2 136.5 7.8 \"Source: imported CSV. Data to 15 Jan 2025.\"\n"
  "notice \"Strip: bull solid, bear hatched.\"\n"
  "notice \"Events: 1 Shock <b> (8 Jan 2025); 2 Second of the day (8 Jan 2025); 3 Results "
  "(13 Jan 2025).\"\n";

static void
test_events_and_phases (void)
{
  g_autoptr (TideSeries) series = new_multiples ();
  TideChartLayer         layer = { .series = series };
  const TideChartTint    tints[] = {
       { chart_day ("2025-01-06"), chart_day ("2025-01-08"), TIDE_CHART_PHASE_BULL, NULL },
       { chart_day ("2025-01-09"), TIDE_DAY_NONE, TIDE_CHART_PHASE_BEAR, "bear market" },
  };
  const TideChartEvent events[] = {
    { chart_day ("2025-01-13"), "Results", 1 },
    { chart_day ("2025-01-08"), "Shock <b>", 0 },
    { chart_day ("2025-01-08"), "Second of the day", 2 },
    { chart_day ("2026-01-08"), "Not shown", 0 },
  };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  g_autofree char            *text = NULL;
  g_autofree char            *summary = NULL;
  size_t                      event = 99;
  const TideChartFlag        *flag;

  init_data (&data, &layer, 1);
  data.height = 220;
  data.title = data.subtitle = "";
  data.tints = tints;
  data.n_tints = G_N_ELEMENTS (tints);
  data.events = events;
  data.n_events = G_N_ELEMENTS (events);
  data.selected_event = 3;
  layout = lay_out (&data);
  text = tide_chart_layout_to_text (layout);
  summary = tide_chart_summary_new (layout->spec);
  g_test_message ("%s", text);
  g_assert_cmpuint (layout->flags->len, ==, 3);
  for (size_t i = 0; i < layout->flags->len; i++)
    {
      flag = &g_array_index (layout->flags, TideChartFlag, i);
      g_assert_true (tide_chart_layout_find_event (layout, flag->box.x + 1, flag->box.y + 1,
                                                   &event));
      g_assert_cmpuint (event, ==, i);
    }
  g_assert_false (tide_chart_layout_find_event (layout, 1, 1, &event));
  g_assert_nonnull (strstr (summary, "Shock <b> on 8 January 2025."));
  g_assert_cmpstr (text, ==, events_layout);
}

/* A bull market is solid, a bear market hatched: told apart without colour. */
static void
test_phase_ink (void)
{
  g_autoptr (TideSeries) series = new_multiples ();
  TideChartLayer         layer = { .series = series };

  for (int i = 0; i < 2; i++)
    {
      TideChartTint               tint = { TIDE_DAY_NONE, TIDE_DAY_NONE,
                             i == 0 ? TIDE_CHART_PHASE_BULL : TIDE_CHART_PHASE_BEAR, NULL };
      TideChartData               data;
      g_autoptr (TideChartLayout) layout = NULL;
      const TideChartShade       *strip;
      cairo_surface_t            *surface;
      int                         light = 0;

      init_data (&data, &layer, 1);
      data.medium = TIDE_CHART_SCREEN;
      data.tints = &tint;
      data.n_tints = 1;
      layout = lay_out (&data);
      g_assert_cmpuint (layout->shades->len, ==, i == 0 ? 1 : 2);
      strip = &g_array_index (layout->shades, TideChartShade, i);
      surface = paint (layout);
      for (int x = 2; x < strip->box.width - 2; x++)
        light += get_brightness (surface, strip->box.x + x,
                                 strip->box.y + strip->box.height / 2) > 200;
      g_assert_true ((light > strip->box.width / 4) == (i == 1));
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/marks/levels-and-bands", test_levels_and_bands);
  g_test_add_func ("/chart/marks/levels-are-not-series", test_levels_are_not_series);
  g_test_add_func ("/chart/marks/strokes", test_strokes);
  g_test_add_func ("/chart/marks/cited-is-never-joined", test_cited_is_never_joined);
  g_test_add_func ("/chart/marks/band-needs-both-edges", test_band_needs_both_edges);
  g_test_add_func ("/chart/marks/band-ink", test_band_ink);
  g_test_add_func ("/chart/marks/points-ink", test_points_ink);

  g_test_add_func ("/chart/marks/ended", test_ended);
  g_test_add_func ("/chart/marks/marks-in-windows", test_marks_in_windows);
  g_test_add_func ("/chart/marks/measures-never-share-an-axis", test_measures_never_share_an_axis);
  g_test_add_func ("/chart/marks/window", test_window);
  g_test_add_func ("/chart/marks/window-edges", test_window_edges);
  g_test_add_func ("/chart/marks/stack", test_stack);
  g_test_add_func ("/chart/marks/side-by-side", test_side_by_side);
  g_test_add_func ("/chart/marks/inverted", test_inverted);
  g_test_add_func ("/chart/marks/flows-are-directed", test_flows_are_directed);
  g_test_add_func ("/chart/marks/events-and-phases", test_events_and_phases);
  g_test_add_func ("/chart/marks/phase-ink", test_phase_ink);
  g_test_add_func ("/chart/marks/months", test_months);
  g_test_add_func ("/chart/marks/part-of-a-period", test_part_of_a_period);
  g_test_add_func ("/chart/marks/hollow-column-ink", test_hollow_column_ink);

  return g_test_run ();
}
