// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Renders every kind of chart in every theme to a folder, to be looked at. Not a
 * test: run it by hand after a change of looks. */

#include "config.h"

#include <math.h>

#include "chart-fixtures.h"
#include "chart/tide-bars.h"
#include "chart/tide-chart-writer.h"

static const char *folder;

static void
save (const TideChartData *data,
      const char          *name)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = tide_chart_spec_new (data, &error);
  g_autoptr (TidePicture)   picture = tide_picture_new_chart (spec);
  g_autofree char          *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile)         file = g_file_new_for_path (path);
  TideChartFormat           format;

  g_assert_no_error (error);
  tide_chart_format_from_name (name, &format, &error);
  tide_chart_writer_write (picture, file, format, data->medium == TIDE_CHART_PAPER ? 2 : 1, NULL,
                           &error);
  g_assert_no_error (error);
}

static void
save_themes (TideChartData *data,
             const char    *name)
{
  data->medium = TIDE_CHART_SCREEN;
  data->width = 900;
  data->height = 480;
  for (int mode = 0; mode < TIDE_THEME_N_MODES; mode++)
    {
      g_autofree char *file = g_strdup_printf ("%s-%s.png", name,
                                               tide_theme_mode_to_string ((TideThemeMode) mode));

      data->theme = (TideThemeMode) mode;
      save (data, file);
    }
  data->medium = TIDE_CHART_PAPER;
}

static void
draw_rebased (ChartBars *shares,
              ChartBars *index)
{
  TideChartLayer layers[] = { { .series = shares->close }, { .series = index->close } };
  TideChartData  data;

  tide_chart_data_init (&data);
  layers[0].color = layers[1].color = TIDE_CHART_COLOR_AUTO;
  data.layers = layers;
  data.n_layers = 2;
  data.rebase = chart_day ("2025-01-13");
  data.from = chart_day ("2025-01-02");
  data.to = chart_day ("2025-02-28");
  data.width = 1200 * TIDE_CHART_POINTS_PER_PX;
  data.height = 600 * TIDE_CHART_POINTS_PER_PX;
  save (&data, "rebased-1200x600.png");
  data.width = data.height = 0;
  save (&data, "rebased.svg");
  save (&data, "rebased.pdf");
  save (&data, "rebased.png");
  save (&data, "rebased.csv");
  data.width = 86 * TIDE_CHART_POINTS_PER_MM;
  data.height = 58 * TIDE_CHART_POINTS_PER_MM;
  save (&data, "rebased-column.pdf");
  save (&data, "rebased-column.png");
  save_themes (&data, "rebased");
  data.rebase = TIDE_DAY_NONE;
  data.width = data.height = 0;
  save (&data, "two-axes.png");
}

static void
draw_candles (ChartBars *bars)
{
  TideChartLayer layer = {
    .type = TIDE_CHART_CANDLE,
    .series = bars->close,
    .open = bars->open,
    .high = bars->high,
    .low = bars->low,
    .color = TIDE_CHART_COLOR_AUTO,
  };
  TideChartData data;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.volume = bars->volume;
  data.from = chart_day ("2025-01-02");
  data.to = chart_day ("2025-02-28");
  data.sample = true;
  save (&data, "candles.png");
  save_themes (&data, "candles");
  layer.type = TIDE_CHART_BAR;
  save (&data, "bars.png");
  layer.type = TIDE_CHART_CANDLE;
  data.from = data.to = TIDE_DAY_NONE;
  save (&data, "candles-all.png");
  data.up = TIDE_UP_RED;
  save_themes (&data, "candles-all-red");
}

static void
draw_many (void)
{
  static const char *const symbols[] = {
    "0700.HK",
    "9988.HK",
    "1810.HK",
    "3690.HK",
    "9618.HK",
    "9888.HK",
    "0981.HK",
    "1024.HK",
  };
  TideChartLayer layers[G_N_ELEMENTS (symbols)] = { 0 };
  ChartBars     *bars[G_N_ELEMENTS (symbols)];
  TideChartData  data;

  tide_chart_data_init (&data);
  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      bars[i] = chart_bars_load (symbols[i], "HKD");
      layers[i].series = bars[i]->close;
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  data.layers = layers;
  data.n_layers = G_N_ELEMENTS (symbols);
  data.rebase = chart_day ("2025-01-13");
  data.from = chart_day ("2024-10-01");
  data.to = chart_day ("2025-02-28");
  data.title = "China technology: Alibaba, Xiaomi and SMIC lead, Baidu lags; a title that is long "
               "enough to need the second of its two lines on any page";
  data.note = "Equal axis for all; a note <b>with markup</b> that must be seen as text";
  save (&data, "many.png");
  save_themes (&data, "many");
  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    chart_bars_free (bars[i]);
}

static void
draw_levels (ChartBars *bars)
{
  TideChartLayer layers[] = {
    { .type = TIDE_CHART_AREA, .series = bars->close, .color = TIDE_CHART_COLOR_AUTO },
    {
      .type = TIDE_CHART_LEVEL,
      .level = 117.6,
      .unit = tide_unit_of_currency ("HKD"),
      .label = "阿里巴巴 high",
      .color = TIDE_CHART_COLOR_AUTO,
    },
    { .type = TIDE_CHART_STEP, .series = bars->low, .color = TIDE_CHART_COLOR_AUTO },
  };
  TideChartData data;

  tide_chart_data_init (&data);
  data.layers = layers;
  data.n_layers = 3;
  data.from = chart_day ("2024-06-01");
  data.to = chart_day ("2025-02-28");
  save (&data, "levels.png");
  layers[0].type = TIDE_CHART_LINE;
  data.n_layers = 1;
  data.log = true;
  data.from = data.to = TIDE_DAY_NONE;
  save (&data, "log.png");
  save (&data, "dense.svg");
  data.width = 140;
  data.height = 60;
  save (&data, "tiny.png");
}

static void
draw_columns (void)
{
  static const double    flows[] = { 3.2e9, -1.1e9, 4.4e9, 8.8e9, -2.5e9, 6.1e9, 9.9e9, 2.2e9,
                                     NAN, 1.4e9, 7.3e9, 12.8e9, -6.4e9, 10.1e9, 5.0e9, 18.2e9 };
  double                 sums[G_N_ELEMENTS (flows)];
  double                 sum = 0;
  g_autoptr (TideSeries) flow = NULL;
  g_autoptr (TideSeries) total = NULL;
  TideChartData          data;

  for (size_t i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      sum += isnan (flows[i]) ? 0 : flows[i];
      sums[i] = sum;
    }
  flow = chart_series_daily ("STOCK-CONNECT/SOUTH", "HKD", "2025-01-13", flows,
                             G_N_ELEMENTS (flows));
  total = chart_series_daily ("STOCK-CONNECT/SOUTH", "HKD", "2025-01-13", sums,
                              G_N_ELEMENTS (sums));
  {
    TideChartLayer layers[] = {
      {
        .type = TIDE_CHART_COLUMN,
        .series = flow,
        .label = "Net buying",
        .color = TIDE_CHART_COLOR_AUTO,
        .directed = true,
      },
      {
        .series = total,
        .label = "Cumulative",
        .axis = TIDE_CHART_AXIS_SECONDARY,
        .color = TIDE_CHART_COLOR_AUTO,
      },
    };

    tide_chart_data_init (&data);
    data.layers = layers;
    data.n_layers = 2;
    data.title = "Southbound: four weeks of net buying";
    save (&data, "columns.png");
    save_themes (&data, "columns");
  }
}

static void
draw_months (int n)
{
  g_autoptr (GRand)      random = g_rand_new_with_seed (5);
  g_autofree TideDay    *days = g_new (TideDay, (size_t) n);
  g_autofree double     *values = g_new (double, (size_t) n);
  TideMonth              last = tide_month_from_day (chart_day ("2025-02-14"));
  g_autoptr (TideSeries) daily = NULL;
  g_autoptr (TideSeries) series = NULL;
  g_autofree char       *name = g_strdup_printf ("months-%d", n);
  g_autofree char       *file = g_strdup_printf ("months-%d.png", n);
  TideSeriesInfo         info;
  TideChartLayer         layer = { .type = TIDE_CHART_COLUMN, .label = "ADT", .part = "MTD" };
  TideChartData          data;

  for (int i = 0; i < n; i++)
    {
      days[i] = tide_month_last_day (last - n + 1 + i);
      values[i] = (20 + 60.0 * i / n + g_rand_double_range (random, -8, 8)) * 1e9;
    }
  values[n - 1] = 100.2e9;
  days[n - 1] = chart_day ("2025-02-14");
  daily = chart_series_new ("STOCK-CONNECT/SOUTH", "HKD", days, values, (size_t) n);
  info = *tide_series_get_info (daily);
  info.frequency = TIDE_FREQUENCY_MONTHLY;
  series = tide_series_new_described (daily, &info);
  layer.series = series;
  layer.color = TIDE_CHART_COLOR_AUTO;
  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.title = "Southbound ADT: February runs 1.67x January";
  data.subtitle = "Turnover (buy + sell), mainland investors, HKD bn, monthly average per session";
  save (&data, file);
  save_themes (&data, name);
}

#define LEVEL(value, name, line)                                                  \
  {                                                                               \
    .type = TIDE_CHART_LEVEL, .level = (value), .label = (name), .stroke = (line) \
  }

/* A multiple with its mean and deviations, as the valuation page shows it. */
static void
draw_valuation (void)
{
  static const size_t    n = 261;
  g_autoptr (GRand)      random = g_rand_new_with_seed (3);
  g_autofree TideDay    *days = g_new (TideDay, n);
  g_autofree double     *values = g_new (double, n);
  g_autoptr (TideSeries) series = NULL;
  g_autoptr (TideSeries) cited = NULL;
  TideSeriesInfo         info = { 0 };
  static const double    cited_values[] = { 20.5 };
  const TideDay          cited_days[] = { chart_day ("2025-02-07") };
  TideUnit               unit = tide_unit_of_kind (TIDE_UNIT_MULTIPLE);
  TideChartData          data;

  for (size_t i = 0; i < n; i++)
    {
      days[i] = chart_day ("2020-02-21") + 7 * (TideDay) i;
      values[i] = 17.4 + 20 * exp (-pow (((double) i - 50) / 40, 2)) +
                  (i + 1 < n ? g_rand_double_range (random, -1, 1) : 0);
    }
  series = chart_series_new ("HSTECH.HK", "multiple", days, values, n);
  info = *tide_series_get_info (series);
  info.frequency = TIDE_FREQUENCY_WEEKLY;
  info.field = "pe_fwd";
  info.basis = TIDE_BASIS_QUOTED;
  info.source = "cited";
  cited = tide_series_new (&info, cited_days, cited_values, 1);
  info.source = "csv";
  info.facts.live_since = chart_day ("2020-07-27");
  {
    g_autoptr (TideSeries) weekly = tide_series_new_described (series, &info);
    TideChartLayer         layers[] = {
              { .type = TIDE_CHART_BAND, .level = 18.1, .upper = 30.9, .label = "1 s.d." },
              LEVEL (37.3, "+2 s.d.", TIDE_CHART_STROKE_DOTTED),
              LEVEL (30.9, "+1 s.d.", TIDE_CHART_STROKE_DASHED),
              LEVEL (24.5, "mean", TIDE_CHART_STROKE_SOLID),
              LEVEL (18.1, "−1 s.d.", TIDE_CHART_STROKE_DASHED),
              LEVEL (11.7, "−2 s.d.", TIDE_CHART_STROKE_DOTTED),
              { .series = weekly },
              { .series = cited, .label = "SCMP" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
      {
        layers[i].unit = unit;
        layers[i].color = TIDE_CHART_COLOR_AUTO;
      }
    tide_chart_data_init (&data);
    data.layers = layers;
    data.n_layers = G_N_ELEMENTS (layers);
    data.title = "HSTECH trades 29% below its five-year mean multiple";
    data.subtitle = "Forward 12M P/E, cap-weighted harmonic, weekly, 5Y, n = 261";
    data.window_from = chart_day ("2022-02-11");
    save (&data, "valuation.png");
    save_themes (&data, "valuation");
  }
}

/* Northbound net buying was published until August 2024, turnover still is. */
static void
draw_ended (void)
{
  const size_t           n = 400;
  g_autoptr (GRand)      random = g_rand_new_with_seed (9);
  g_autofree double     *values = g_new (double, n);
  g_autoptr (TideSeries) plain = NULL;
  g_autoptr (TideSeries) north = NULL;
  g_autoptr (TideSeries) south = NULL;
  TideSeriesInfo         info;
  TideChartLayer         layers[2] = { { 0 } };
  TideChartData          data;

  for (size_t i = 0; i < n; i++)
    values[i] = g_rand_double_range (random, -8e9, 9e9);
  plain = chart_series_daily ("STOCK-CONNECT/NORTH", "HKD", "2023-08-01", values, 274);
  info = *tide_series_get_info (plain);
  info.field = "net_buy";
  info.basis = TIDE_BASIS_QUOTED;
  info.facts.measure = "net buying";
  info.facts.ended_day = chart_day ("2024-08-16");
  info.facts.ended_reason = "not published since";
  north = tide_series_new_described (plain, &info);
  south = chart_series_daily ("STOCK-CONNECT/SOUTH", "HKD", "2023-08-01", values, n);
  layers[0].type = TIDE_CHART_COLUMN;
  layers[0].series = north;
  layers[0].directed = true;
  layers[0].label = "Northbound";
  layers[0].color = layers[1].color = TIDE_CHART_COLOR_AUTO;
  layers[1].series = south;
  layers[1].label = "Southbound";
  tide_chart_data_init (&data);
  data.layers = layers;
  data.n_layers = 2;
  data.title = "Net buying: northbound is no longer published";
  save (&data, "ended.png");
  save_themes (&data, "ended");
  data.n_layers = 1;
  data.from = chart_day ("2024-06-01");
  save_themes (&data, "ended-alone");
}

static void
save_bars (TideBarsData *data,
           const char   *name)
{
  static const struct
  {
    TideChartMedium medium;
    TideThemeMode   theme;
    const char     *suffix;
  } cases[] = {
    { TIDE_CHART_SCREEN, TIDE_THEME_LIGHT, "light.png" },
    { TIDE_CHART_SCREEN, TIDE_THEME_DARK, "dark.png" },
    { TIDE_CHART_SCREEN, TIDE_THEME_CONTRAST_LIGHT, "contrast-light.png" },
    { TIDE_CHART_SCREEN, TIDE_THEME_CONTRAST_DARK, "contrast-dark.png" },
    { TIDE_CHART_PAPER, TIDE_THEME_LIGHT, "paper.png" },
    { TIDE_CHART_PAPER, TIDE_THEME_LIGHT, "paper.pdf" },
    { TIDE_CHART_PAPER, TIDE_THEME_LIGHT, "paper.svg" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char         *file_name = g_strdup_printf ("%s-%s", name, cases[i].suffix);
      g_autofree char         *path = g_build_filename (folder, file_name, NULL);
      g_autoptr (GFile)        file = g_file_new_for_path (path);
      g_autoptr (GError)       error = NULL;
      g_autoptr (TideBarsSpec) spec = NULL;
      g_autoptr (TidePicture)  picture = NULL;
      TideChartFormat          format;

      data->medium = cases[i].medium;
      data->theme = cases[i].theme;
      spec = tide_bars_spec_new (data, &error);
      g_assert_no_error (error);
      picture = tide_picture_new_bars (spec);
      tide_chart_format_from_name (file_name, &format, &error);
      tide_chart_writer_write (picture, file, format, cases[i].medium == TIDE_CHART_PAPER ? 3 : 1,
                               NULL, &error);
      g_assert_no_error (error);
    }
}

static void
draw_bars (void)
{
  static const TideBarsRow sectors[] = {
    { .label = "Cons. discretionary", .value = 8.2e9, .before = 3.1e9 },
    { .label = "Information technology", .value = 6.4e9, .before = 2e9 },
    { .label = "Communication services", .value = 4.9e9, .before = 4.2e9 },
    { .label = "Industrials", .value = 1.2e9, .before = -0.4e9 },
    { .label = "Utilities", .value = -0.6e9, .before = 0.2e9 },
    { .label = "Real estate", .value = -1.1e9, .before = -0.3e9 },
    { .label = "Energy", .value = -2.3e9, .before = -0.8e9 },
    { .label = "Health care", .value = NAN, .before = 0.5e9, .reason = "not published" },
    { .label = "阿里巴巴 & <b>co</b>", .value = 0.6e9, .before = NAN, .cited = true },
    { .label = "Unclassified", .kind = TIDE_BARS_ROW_REMAINDER, .value = 0.3e9, .before = NAN },
    { .label = "Total", .kind = TIDE_BARS_ROW_SUM, .value = 17.6e9, .before = NAN },
  };
  static const TideBarsRow signs[] = {
    { .label = "Technology", .value = 1, .before = NAN, .sign_only = true, .cited = true },
    { .label = "Cons. discretionary", .value = 1, .before = NAN, .sign_only = true, .cited = true },
    { .label = "Energy", .value = -1, .before = NAN, .sign_only = true, .cited = true },
    { .label = "Real estate", .value = -1, .before = NAN, .sign_only = true },
    { .label = "Utilities", .value = 0, .before = NAN, .sign_only = true },
  };
  static const TideBarsRow ranks[] = {
    { .label = "Positioning", .kind = TIDE_BARS_ROW_HEADING, .value = NAN, .before = NAN },
    { .label = "Weight in China", .value = 0.23, .before = NAN, .cited = true },
    { .label = "Gross", .value = 0.1, .before = NAN, .cited = true },
    { .label = "Valuation", .kind = TIDE_BARS_ROW_HEADING, .value = NAN, .before = NAN },
    { .label = "Forward P/E, 5Y", .value = 0.16, .before = 0.4 },
    { .label = "Southbound turnover, 5Y", .value = 0.98, .before = 0.7 },
  };
  TideBarsData data;

  tide_bars_data_init (&data);
  data.rows = sectors;
  data.n_rows = G_N_ELEMENTS (sectors);
  data.unit = tide_unit_of_currency ("HKD");
  data.title = "Discretionary and IT bought, energy and property sold";
  data.subtitle = "Southbound, Δ holdings × average price, HKD bn, 3–7 Feb";
  data.before_title = "week before";
  data.note = "Sectors +17.6 = total +17.6; 4.1% unclassified";
  data.source = "HKEX holdings; own sector map";
  data.as_of = "Data to 7 Feb";
  data.sorted = data.directed = true;
  save_bars (&data, "bars-sectors");
  data.width = 300;
  data.height = 170;
  save_bars (&data, "bars-small");
  data.width = data.height = 0;
  data.rows = signs;
  data.n_rows = G_N_ELEMENTS (signs);
  data.title = "Hedge funds bought technology";
  data.subtitle = "Prime book, week to 7 Feb, signs only";
  data.note = NULL;
  save_bars (&data, "bars-signs");
  data.rows = ranks;
  data.n_rows = G_N_ELEMENTS (ranks);
  data.kind = TIDE_BARS_PERCENTILE;
  data.title = "Light positioning, dear turnover";
  data.subtitle = NULL;
  data.sorted = false;
  data.before_title = "a year before";
  save_bars (&data, "bars-percentiles");
}

static void
draw_events (ChartBars *bars)
{
  TideChartLayer      layer = { .series = bars->close, .color = TIDE_CHART_COLOR_AUTO };
  const TideChartTint tints[] = {
    { TIDE_DAY_NONE, chart_day ("2024-09-10"), TIDE_CHART_PHASE_BEAR, "bear market" },
    { chart_day ("2024-09-11"), chart_day ("2024-10-07"), TIDE_CHART_PHASE_BULL, NULL },
    { chart_day ("2024-10-08"), chart_day ("2025-01-13"), TIDE_CHART_PHASE_BEAR, "bear market" },
    { chart_day ("2025-01-14"), TIDE_DAY_NONE, TIDE_CHART_PHASE_BULL, "bull market" },
  };
  const TideChartEvent events[] = {
    { chart_day ("2024-09-24"), "Stimulus", 0 },
    { chart_day ("2024-11-15"), "Results", 1 },
    { chart_day ("2025-01-27"), "DeepSeek shock", 2 },
    { chart_day ("2025-01-28"), "Half day", 1 },
    { chart_day ("2025-02-20"), "Results", 1 },
  };
  TideChartData data;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.from = chart_day ("2024-05-01");
  data.to = chart_day ("2025-02-28");
  data.tints = tints;
  data.n_tints = G_N_ELEMENTS (tints);
  data.events = events;
  data.n_events = G_N_ELEMENTS (events);
  data.selected_event = 3;
  save_themes (&data, "events");
  save (&data, "events.png");
}

static void
draw_stack (void)
{
  const size_t       n = 16;
  g_autoptr (GRand)  random = g_rand_new_with_seed (11);
  double             values[3][16];
  TideSeries        *parts[3];
  TideChartLayer     layers[3] = { { 0 } };
  static const char *names[] = { "Shanghai", "Shenzhen", "Other" };
  TideChartData      data;

  for (size_t i = 0; i < 3; i++)
    {
      for (size_t j = 0; j < n; j++)
        values[i][j] = g_rand_double_range (random, -3e9, 9e9);
      values[i][5] = i == 1 ? NAN : values[i][5];
      parts[i] = chart_series_daily (names[i], "HKD", "2025-01-13", values[i], n);
      layers[i].type = TIDE_CHART_COLUMN;
      layers[i].series = parts[i];
      layers[i].stacked = true;
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  tide_chart_data_init (&data);
  data.layers = layers;
  data.n_layers = 3;
  data.title = "Southbound by leg";
  save_themes (&data, "stack");
  for (size_t i = 0; i < 3; i++)
    layers[i].stacked = false;
  save_themes (&data, "side-by-side");
  layers[0].type = TIDE_CHART_LINE;
  data.n_layers = 1;
  data.inverted = true;
  save_themes (&data, "inverted");
  for (size_t i = 0; i < 3; i++)
    tide_series_unref (parts[i]);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (ChartBars) shares = NULL;
  g_autoptr (ChartBars) index = NULL;

  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  shares = chart_bars_load ("9988.HK", "HKD");
  index = chart_bars_load ("^IXIC", "index");
  if (shares == NULL || index == NULL)
    {
      g_printerr ("The prices are not at hand; set TIDE_TEST_DATA.\n");
      return 1;
    }

  draw_rebased (shares, index);
  draw_candles (shares);
  draw_many ();
  draw_levels (shares);
  draw_columns ();
  draw_valuation ();
  draw_ended ();
  draw_bars ();
  draw_stack ();
  draw_events (shares);
  draw_months (13);
  draw_months (36);
  draw_months (60);
  return 0;
}
