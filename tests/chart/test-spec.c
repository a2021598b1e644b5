// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-summary.h"
#include "tide-test-common.h"

static TideChartSpec *
new_spec (const TideChartData *data)
{
  g_autoptr (GError) error = NULL;
  TideChartSpec     *spec = tide_chart_spec_new (data, &error);

  g_assert_no_error (error);
  return spec;
}

static void
init_pair (TideChartData  *data,
           TideChartLayer *layers,
           TideSeries     *first,
           TideSeries     *second)
{
  tide_chart_data_init (data);
  layers[0] = (TideChartLayer){ .series = first, .color = TIDE_CHART_COLOR_AUTO };
  layers[1] = (TideChartLayer){ .series = second, .color = TIDE_CHART_COLOR_AUTO };
  data->layers = layers;
  data->n_layers = 2;
}

static void
test_units_get_axes (void)
{
  static const double       values[] = { 1, 2 };
  static const char *const  units[] = { "HKD", "index", "HKD", "USD" };
  TideChartLayer            layers[4] = { 0 };
  TideSeries               *series[4];
  TideChartData             data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = NULL;
  g_autoptr (TideChartSpec) rebased = NULL;

  tide_chart_data_init (&data);
  for (size_t i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("S%zu", i);

      series[i] = chart_series_daily (name, units[i], "2025-01-06", values, 2);
      layers[i].series = series[i];
    }
  data.layers = layers;
  data.n_layers = 3;
  spec = new_spec (&data);
  g_assert_cmpint (tide_chart_spec_get_layer (spec, 0)->axis, ==, TIDE_CHART_AXIS_PRIMARY);
  g_assert_cmpint (tide_chart_spec_get_layer (spec, 1)->axis, ==, TIDE_CHART_AXIS_SECONDARY);
  g_assert_cmpint (tide_chart_spec_get_layer (spec, 2)->axis, ==, TIDE_CHART_AXIS_PRIMARY);

  data.n_layers = 4;
  g_assert_null (tide_chart_spec_new (&data, &error));
  g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_UNITS);
  g_assert_nonnull (strstr (error->message, "S3 (USD)"));

  data.rebase = chart_day ("2025-01-06");
  rebased = new_spec (&data);
  for (size_t i = 0; i < 4; i++)
    g_assert_cmpint (tide_chart_spec_get_layer (rebased, i)->axis, ==, TIDE_CHART_AXIS_PRIMARY);
  for (size_t i = 0; i < 4; i++)
    tide_series_unref (series[i]);
}

static void
test_bad_specs_are_refused (void)
{
  static const double    values[] = { 1, 2, 3 };
  g_autoptr (TideSeries) long_one = chart_series_daily ("X", "HKD", "2025-01-06", values, 3);
  g_autoptr (TideSeries) short_one = chart_series_daily ("X", "HKD", "2025-01-06", values, 2);
  const TideChartLayer   layers[] = {
      { .type = TIDE_CHART_LINE },
      { .type = TIDE_CHART_CANDLE, .series = long_one },
      {
        .type = TIDE_CHART_BAR,
        .series = long_one,
        .open = long_one,
        .high = short_one,
        .low = long_one,
    },
  };
  static const double sizes[][2] = { { -1, 10 }, { NAN, 10 }, { 10, INFINITY }, { 20001, 10 } };
  TideChartData       data;

  tide_chart_data_init (&data);
  data.n_layers = 1;
  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autoptr (GError) error = NULL;

      data.layers = &layers[i];
      g_assert_null (tide_chart_spec_new (&data, &error));
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER);
    }

  data.n_layers = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      data.width = sizes[i][0];
      data.height = sizes[i][1];
      g_assert_null (tide_chart_spec_new (&data, &error));
      g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_SIZE);
    }
}

static void
test_spacing (void)
{
  static const double    values[] = { 1, 2, 3, 4 };
  TideDay                hong_kong[] = { 10, 11, 14, 15 };
  TideDay                new_york[] = { 10, 12, 14, 15 };
  TideDay                suspended[] = { 10, 14, 15, 16 };
  g_autoptr (TideSeries) first = chart_series_new ("A", "HKD", hong_kong, values, 4);
  g_autoptr (TideSeries) second = chart_series_new ("B", "HKD", new_york, values, 4);
  g_autoptr (TideSeries) third = chart_series_new ("C", "HKD", suspended, values, 4);
  TideSeries            *others[] = { first, second, third };
  static const bool      calendar[] = { false, true, false };

  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    {
      TideChartLayer            layers[2];
      TideChartData             data;
      g_autoptr (TideChartSpec) spec = NULL;

      init_pair (&data, layers, first, others[i]);
      spec = new_spec (&data);
      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_chart_spec_get_spacing (spec), ==,
                       calendar[i] ? TIDE_CHART_SPACING_CALENDAR : TIDE_CHART_SPACING_SESSIONS);
    }
}

static void
test_bases (void)
{
  double                 values[30];
  g_autoptr (TideSeries) series = NULL;
  static const struct
  {
    const char *day;
    double      factor;
  } cases[] = {
    { "2025-01-06", 100.0 / 50 },
    { "2025-01-05", NAN },
    { "2025-01-12", 100.0 / 54 },
    { "2025-01-13", 100.0 / 54 },
    { "2025-02-28", 100.0 / 79 },
    { "2025-03-03", NAN },
  };

  for (int i = 0; i < 30; i++)
    values[i] = i == 5 ? (double) NAN : 50.0 + i;
  series = chart_series_daily ("X", "HKD", "2025-01-06", values, 30);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideChartLayer            layers[2];
      TideChartData             data;
      g_autoptr (TideChartSpec) spec = NULL;

      init_pair (&data, layers, series, series);
      data.rebase = chart_day (cases[i].day);
      spec = new_spec (&data);
      g_test_message ("case %zu", i);
      tide_test_assert_close (tide_chart_spec_get_factor (spec, 0), cases[i].factor, 1e-15);
    }
}

/* Real closes: the rise the articles were about, and the words around it. */
static void
test_words_of_real_prices (void)
{
  g_autoptr (ChartBars)     shares = chart_bars_load ("9988.HK", "HKD");
  g_autoptr (ChartBars)     index = chart_bars_load ("^IXIC", "index");
  TideChartLayer            layers[2];
  TideChartData             data;
  g_autoptr (TideChartSpec) spec = NULL;
  g_autofree char          *title = NULL;
  g_autofree char          *subtitle = NULL;
  g_autofree char          *source = NULL;
  g_autofree char          *summary = NULL;

  if (shares == NULL || index == NULL)
    {
      g_test_skip ("the prices are not at hand");
      return;
    }

  init_pair (&data, layers, shares->close, index->close);
  data.from = chart_day ("2025-01-02");
  data.to = chart_day ("2025-02-12");
  data.rebase = chart_day ("2025-01-13");
  spec = new_spec (&data);
  title = tide_chart_summary_new_title (spec);
  subtitle = tide_chart_summary_new_subtitle (spec);
  source = tide_chart_summary_new_source (spec);
  summary = tide_chart_summary_new (spec);
  g_assert_cmpstr (title, ==, "9988.HK +45.7%, ^IXIC +2.9% since 13 January 2025");
  g_assert_cmpstr (subtitle, ==,
                   "Close, rebased, 13 Jan 2025 = 100, local currency, daily, "
                   "adjusted for splits and dividends");
  g_assert_cmpstr (source, ==,
                   "Source: imported CSV; Tidemark calculations. Data to 12 Feb 2025.");
  g_assert_nonnull (strstr (summary, "9988.HK rose 45.7% from 13 January to 12 February 2025, "
                                     "high 145.7 on 12 February 2025, low 100.0 on "
                                     "13 January 2025, last 145.7."));
  g_assert_cmpint (tide_chart_spec_get_spacing (spec), ==, TIDE_CHART_SPACING_CALENDAR);
}

static void
test_source_line (void)
{
  static const double    values[] = { 1, 2, 3 };
  g_autoptr (TideSeries) first = chart_series_daily ("A", "HKD", "2025-01-06", values, 3);
  g_autoptr (TideSeries) second = chart_series_daily ("B", "HKD", "2025-01-06", values, 2);
  TideChartLayer         layers[2];
  TideChartData          data;
  static const struct
  {
    const char *source;
    const char *as_of;
    bool        sample;
    const char *expected;
  } cases[] = {
    { NULL, NULL, false, "Source: imported CSV. Data to 8 Jan 2025 (B: 7 Jan 2025)." },
    {
      "HKEX.",
      "As of 14 Feb 2025, 18:00 HKT",
      false,
      "Source: HKEX. As of 14 Feb 2025, 18:00 HKT.",
    },
    {
      NULL,
      NULL,
      true,
      "Source: imported CSV. Sample, not market data. Data to 8 Jan 2025 (B: 7 Jan 2025).",
    },
    { "", "", false, "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideChartSpec) spec = NULL;
      g_autofree char          *text = NULL;

      init_pair (&data, layers, first, second);
      data.source = cases[i].source;
      data.as_of = cases[i].as_of;
      data.sample = cases[i].sample;
      spec = new_spec (&data);
      text = tide_chart_summary_new_source (spec);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_table (void)
{
  static const double        values[] = { 50, NAN, 55, 60 };
  TideDay                    days_a[] = { 10, 11, 12, 13 };
  TideDay                    days_b[] = { 9, 11, 13, 14 };
  g_autoptr (TideSeries)     first = chart_series_new ("A", "HKD", days_a, values, 4);
  g_autoptr (TideSeries)     second = chart_series_new ("B", "index", days_b, values, 4);
  TideChartLayer             layers[2];
  TideChartData              data;
  g_autoptr (TideChartSpec)  spec = NULL;
  g_autoptr (TideChartTable) table = NULL;
  static const char *const   headers[] = {
      "Date",
      "A, HKD",
      "A, 11 Jan 1970 = 100",
      "B, index",
      "B, 11 Jan 1970 = 100",
  };
  static const struct
  {
    TideDay day;
    double  cells[4];
  } rows[] = {
    { 10, { 50, 100, NAN, NAN } },
    { 11, { NAN, NAN, NAN, NAN } },
    { 12, { 55, 110, NAN, NAN } },
    { 13, { 60, 120, 55, 110 } },
  };

  init_pair (&data, layers, first, second);
  data.from = 10;
  data.to = 13;
  data.rebase = 10;
  spec = new_spec (&data);
  table = tide_chart_table_new (spec);
  g_assert_cmpuint (tide_chart_table_get_n_columns (table), ==, G_N_ELEMENTS (headers));
  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_cmpstr (tide_chart_table_get_header (table, i), ==, headers[i]);
  g_assert_cmpuint (tide_chart_table_get_n_rows (table), ==, G_N_ELEMENTS (rows));
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (tide_chart_table_get_day (table, i), ==, rows[i].day);
      for (size_t j = 0; j < 4; j++)
        tide_test_assert_close (tide_chart_table_get_value (table, i, j + 1), rows[i].cells[j],
                                1e-12);
    }
}

static void
test_resized (void)
{
  static const double       values[] = { 1, 2 };
  g_autoptr (TideSeries)    series = chart_series_daily ("A", "HKD", "2025-01-06", values, 2);
  TideChartLayer            layers[2];
  TideChartData             data;
  g_autoptr (TideChartSpec) screen = NULL;
  g_autoptr (TideChartSpec) paper = NULL;

  init_pair (&data, layers, series, series);
  data.medium = TIDE_CHART_SCREEN;
  data.theme = TIDE_THEME_DARK;
  data.bare = true;
  data.title = "Kept";
  screen = new_spec (&data);
  paper = tide_chart_spec_new_sized (screen, TIDE_CHART_PAPER, 0, 0);
  g_assert_cmpint (tide_chart_spec_get_theme (screen).mode, ==, TIDE_THEME_DARK);
  g_assert_cmpint (tide_chart_spec_get_theme (paper).mode, ==, TIDE_THEME_LIGHT);
  g_assert_false (tide_chart_spec_get_data (paper)->bare);
  g_assert_cmpstr (tide_chart_spec_get_data (paper)->title, ==, "Kept");
  tide_test_assert_close (tide_chart_spec_get_data (paper)->width, 178 / 25.4 * 72, 1e-12);
}

/* A field is called by its name in words; a formula by itself. */
static void
test_words_of_fields (void)
{
  static const struct
  {
    const char *field;
    const char *label;
    const char *subtitle;
  } cases[] = {
    { "pe_fwd", NULL, "Forward P/E, times, weekly" },
    { "pe_fwd", "Hang Seng Tech", "HSTECH.HK, forward P/E, times, weekly" },
    { "ev_ebitda", "Hang Seng Tech", "HSTECH.HK, EV/EBITDA, times, weekly" },
    { "my_field", NULL, "My_field, times, weekly" },
    { "pe_fwd * 2", NULL, "pe_fwd * 2, times, weekly" },
  };
  const TideDay days[] = { chart_day ("2025-02-07"), chart_day ("2025-02-14") };
  const double  values[] = { 17.0, 17.4 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideSeriesInfo            info = { .symbol = "HSTECH.HK",
                                         .field = cases[i].field,
                                         .unit = tide_unit_of_kind (TIDE_UNIT_MULTIPLE),
                                         .frequency = TIDE_FREQUENCY_WEEKLY,
                                         .facts = TIDE_FACTS_NONE };
      g_autoptr (TideSeries)    series = tide_series_new (&info, days, values, 2);
      TideChartLayer            layer = { .series = series,
                                          .label = cases[i].label,
                                          .color = TIDE_CHART_COLOR_AUTO };
      TideChartData             data;
      g_autoptr (TideChartSpec) spec = NULL;
      g_autofree char          *subtitle = NULL;

      tide_chart_data_init (&data);
      data.layers = &layer;
      data.n_layers = 1;
      spec = new_spec (&data);
      subtitle = tide_chart_summary_new_subtitle (spec);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (subtitle, ==, cases[i].subtitle);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/spec/units-get-axes", test_units_get_axes);
  g_test_add_func ("/chart/spec/bad-specs-are-refused", test_bad_specs_are_refused);
  g_test_add_func ("/chart/spec/spacing", test_spacing);
  g_test_add_func ("/chart/spec/bases", test_bases);
  g_test_add_func ("/chart/spec/words-of-real-prices", test_words_of_real_prices);
  g_test_add_func ("/chart/spec/words-of-fields", test_words_of_fields);
  g_test_add_func ("/chart/spec/source-line", test_source_line);
  g_test_add_func ("/chart/spec/table", test_table);
  g_test_add_func ("/chart/spec/resized", test_resized);

  return g_test_run ();
}
