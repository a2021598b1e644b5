// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-layout.h"
#include "tide-test-common.h"

static const double climb[] = { 100, 102, 101, 104, 108, 107, 111, 115, 113, 118 };
static const double dips[] = { 50, 49, 48, 50, 51, 50.5, 49, 47, 46, 48 };

static TideSeries *
new_climb (const char *unit)
{
  return chart_series_daily ("AAA", unit, "2025-01-06", climb, G_N_ELEMENTS (climb));
}

static TideChartLayout *
lay_out (const TideChartData *data)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideChartSpec) spec = tide_chart_spec_new (data, &error);

  g_assert_no_error (error);
  return tide_chart_layout_new (spec, chart_measure ());
}

static TideChartLayout *
lay_out_series (TideSeries   *series,
                TideChartType type,
                bool          is_log)
{
  TideChartLayer layer = { .type = type, .series = series, .color = TIDE_CHART_COLOR_AUTO };
  TideChartData  data;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.log = is_log;
  data.width = 300;
  data.height = 160;
  return lay_out (&data);
}

static void
check_text (const TideChartLayout *layout,
            const char            *expected)
{
  g_autofree char *text = tide_chart_layout_to_text (layout);

  g_test_message ("%s", text);
  g_assert_cmpstr (text, ==, expected);
}

static const char paper_layout[] =
  "paper light 300.0 160.0\n"
  "plot-area 16.7 30.5 236.5 105.7\n"
  "sessions 2025-01-06 2025-01-17 10 16.7 23.6\n"
  "grid 16.7 136.2 253.2 136.2\n"
  "grid 16.7 109.8 253.2 109.8\n"
  "grid 16.7 83.4 253.2 83.4\n"
  "grid 16.7 56.9 253.2 56.9\n"
  "grid 16.7 30.5 253.2 30.5\n"
  "axis 16.7 136.2 253.2 136.2\n"
  "tick 28.5 136.2 28.5 139.0\n"
  "tick 146.8 136.2 146.8 139.0\n"
  "line \"AAA\" rows 0-10 100 120 #1a3ab8\n"
  "tag-box 0 257.4 35.6 40.6 10.8 118 2025-01-17 #1a3ab8\n"
  "title 2.0 2.0 209.0 11.4 \"AAA +18.0% from 6 January to 17 January 2025\"\n"
  "subtitle 2.0 14.3 208.0 9.6 \"Close, HKD, daily, adjusted for splits and dividends\"\n"
  "value 2.0 132.0 10.5 8.4 \"100\"\n"
  "value 2.0 105.6 10.5 8.4 \"105\"\n"
  "value 2.0 79.2 10.5 8.4 \"110\"\n"
  "value 2.0 52.7 10.5 8.4 \"115\"\n"
  "value 2.0 26.3 10.5 8.4 \"120\"\n"
  "time 11.0 140.1 35.0 8.4 \"6 Jan 2025\"\n"
  "time 136.3 140.1 21.0 8.4 \"13 Jan\"\n"
  "tag 260.2 36.9 10.5 8.4 \"AAA\"\n"
  "tag 274.2 36.9 21.0 8.4 \"118.00\"\n"
  "source 2.0 150.2 136.5 7.8 \"Source: imported CSV. Data to 17 Jan 2025.\"\n";

static void
test_golden_paper (void)
{
  g_autoptr (TideSeries)      series = new_climb ("HKD");
  g_autoptr (TideChartLayout) layout = lay_out_series (series, TIDE_CHART_LINE, false);

  check_text (layout, paper_layout);
}

static const char screen_layout[] =
  "screen dark 600.0 320.0\n"
  "plot-area 31.7 57.6 440.7 212.4\n"
  "sessions 2025-01-06 2025-01-17 10 31.7 44.1\n"
  "grid 31.7 270.0 472.4 270.0\n"
  "grid 31.7 216.9 472.4 216.9\n"
  "grid 31.7 163.8 472.4 163.8\n"
  "grid 31.7 110.7 472.4 110.7\n"
  "grid 31.7 57.6 472.4 57.6\n"
  "axis 31.7 270.0 472.4 270.0\n"
  "tick 53.7 270.0 53.7 274.9\n"
  "tick 274.1 270.0 274.1 274.9\n"
  "line \"AAA\" rows 0-10 100 120 #79a0ff\n"
  "line \"BBB\" rows 0-10 46 54 #ec6f02\n"
  "tag-box 0 479.8 69.3 108.2 19.1 118 2025-01-17 #79a0ff\n"
  "tag-box 1 479.8 207.4 102.1 19.1 48 2025-01-17 #ec6f02\n"
  "title 12.0 12.0 412.5 18.0 \"AAA +18.0%, BBB −4.0% from 6 January to 17 January 2025\"\n"
  "subtitle 12.0 31.5 479.7 14.8 \"Close, HKD (RHS), index points (LHS), daily, "
  "adjusted for splits and dividends\"\n"
  "value 479.8 262.6 18.4 14.8 \"100\"\n"
  "value 479.8 156.4 18.4 14.8 \"110\"\n"
  "value 479.8 103.3 18.4 14.8 \"115\"\n"
  "value 479.8 50.2 18.4 14.8 \"120\"\n"
  "value 12.0 262.6 12.3 14.8 \"46\"\n"
  "value 12.0 209.5 12.3 14.8 \"48\"\n"
  "value 12.0 156.4 12.3 14.8 \"50\"\n"
  "value 12.0 103.3 12.3 14.8 \"52\"\n"
  "value 12.0 50.2 12.3 14.8 \"54\"\n"
  "time 23.0 276.8 61.5 14.8 \"6 Jan 2025\"\n"
  "time 255.6 276.8 36.9 14.8 \"13 Jan\"\n"
  "tag 484.7 71.5 55.3 14.8 \"AAA (RHS)\"\n"
  "tag 546.2 71.5 36.9 14.8 \"118.00\"\n"
  "tag 484.7 209.5 55.3 14.8 \"BBB (LHS)\"\n"
  "tag 546.2 209.5 30.7 14.8 \"48.00\"\n"
  "source 12.0 294.5 376.9 13.5 \"Source: imported CSV. Sample, not market data. "
  "Data to 17 Jan 2025.\"\n";

static void
test_golden_screen (void)
{
  g_autoptr (TideSeries)      first = new_climb ("HKD");
  g_autoptr (TideSeries)      second = chart_series_daily ("BBB", "index", "2025-01-06", dips,
                                                           G_N_ELEMENTS (dips));
  TideChartLayer              layers[] = { { .series = first }, { .series = second } };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  tide_chart_data_init (&data);
  layers[0].color = layers[1].color = TIDE_CHART_COLOR_AUTO;
  data.layers = layers;
  data.n_layers = 2;
  data.medium = TIDE_CHART_SCREEN;
  data.theme = TIDE_THEME_DARK;
  data.width = 600;
  data.height = 320;
  data.em = 15;
  data.sample = true;
  layout = lay_out (&data);
  check_text (layout, screen_layout);
}

static bool
has_text (const TideChartLayout *layout,
          TideChartTextRole      role,
          const char            *part)
{
  for (size_t i = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);

      if (text->role == role && strstr (text->text, part) != NULL)
        return true;
    }

  return false;
}

static size_t
count_rules (const TideChartLayout *layout,
             TideChartRuleRole      role)
{
  size_t n = 0;

  for (size_t i = 0; i < layout->rules->len; i++)
    n += g_array_index (layout->rules, TideChartRule, i).role == role;
  return n;
}

static void
check_inside (const TideChartLayout *layout,
              const TideChartRect   *box,
              const char            *what)
{
  g_test_message ("%s at %.1f %.1f, %.1f by %.1f", what, box->x, box->y, box->width, box->height);
  g_assert_true (isfinite (box->x + box->y + box->width + box->height));
  g_assert_cmpfloat (box->x, >=, -0.01);
  g_assert_cmpfloat (box->y, >=, -0.01);
  g_assert_cmpfloat (box->x + box->width, <=, layout->width + 0.01);
  g_assert_cmpfloat (box->y + box->height, <=, layout->height + 0.01);
}

/* Nothing is cut off: every text and tag lies inside the picture. */
static void
check_whole (const TideChartLayout *layout)
{
  for (size_t i = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);

      check_inside (layout, &text->box, "text");
    }
  for (size_t i = 0; i < layout->tags->len; i++)
    check_inside (layout, &g_array_index (layout->tags, TideChartTag, i).box, "tag");
}

static void
test_sizes (void)
{
  static const double    sizes[] = { 1, 2, 7, 20, 50, 90, 200, 600, 3000, 20000 };
  g_autoptr (TideSeries) series = new_climb ("HKD");
  TideChartLayer         layer = { .series = series, .color = TIDE_CHART_COLOR_AUTO };
  TideChartData          data;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.volume = series;
  for (size_t i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (sizes) * 2; i++)
    {
      g_autoptr (TideChartLayout) layout = NULL;

      data.medium = i % 2 == 0 ? TIDE_CHART_PAPER : TIDE_CHART_SCREEN;
      data.width = sizes[i / 2 % G_N_ELEMENTS (sizes)];
      data.height = sizes[i / 2 / G_N_ELEMENTS (sizes)];
      layout = lay_out (&data);
      g_assert_cmpfloat (layout->plot_area.width, >=, 0);
      g_assert_cmpfloat (layout->plot_area.height, >=, 0);
      if (data.width >= 90 && data.height >= 90)
        check_whole (layout);
    }
}

static void
test_four_to_six_grid_lines (void)
{
  uint32_t          seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 200; i++)
    {
      double                      values[20];
      g_autoptr (TideSeries)      series = NULL;
      g_autoptr (TideChartLayout) layout = NULL;
      size_t                      lines;

      for (size_t j = 0; j < G_N_ELEMENTS (values); j++)
        values[j] = pow (10, g_rand_double_range (random, -2, 5));
      series = chart_series_daily ("AAA", "HKD", "2025-01-06", values, G_N_ELEMENTS (values));
      layout = lay_out_series (series, TIDE_CHART_LINE, false);
      lines = count_rules (layout, TIDE_CHART_RULE_GRID);
      lines += count_rules (layout, TIDE_CHART_RULE_ZERO);
      g_assert_cmpuint (lines, >=, 4);
      g_assert_cmpuint (lines, <=, 6);
    }
}

static void
test_tags_move_apart (void)
{
  static const double nearly[][2] = {
    { 100, 110 },
    { 100, 110.1 },
    { 100, 110.2 },
    { 100, 90 },
  };
  static const char *const    names[] = { "A", "B", "C", "D" };
  TideChartLayer              layers[4] = { 0 };
  TideSeries                 *series[4];
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  tide_chart_data_init (&data);
  for (size_t i = 0; i < 4; i++)
    {
      series[i] = chart_series_daily (names[i], "HKD", "2025-01-06", nearly[i], 2);
      layers[i].series = series[i];
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  data.layers = layers;
  data.n_layers = 4;
  layout = lay_out (&data);
  g_assert_cmpuint (layout->tags->len, ==, 4);
  g_assert_cmpuint (count_rules (layout, TIDE_CHART_RULE_KEY), ==, 0);
  for (size_t i = 1; i < 4; i++)
    {
      const TideChartTag *tag = &g_array_index (layout->tags, TideChartTag, i);
      const TideChartTag *above = tag - 1;

      g_assert_cmpfloat (tag->box.y, >=, above->box.y + above->box.height);
      g_assert_cmpfloat (tag->value, <, above->value);
    }
  for (size_t i = 0; i < 4; i++)
    tide_series_unref (series[i]);
}

static void
test_legend_and_dashes_above_four (void)
{
  g_autoptr (TideSeries)      series = new_climb ("HKD");
  TideChartLayer              layers[9] = { 0 };
  static const int            dashes[] = { 0, 0, 0, 0, 1, 2, 3, 1, 2 };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;

  tide_chart_data_init (&data);
  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      layers[i].series = series;
      layers[i].label = "One of many";
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  data.layers = layers;
  data.n_layers = G_N_ELEMENTS (layers);
  layout = lay_out (&data);
  g_assert_cmpuint (count_rules (layout, TIDE_CHART_RULE_KEY), ==, G_N_ELEMENTS (layers));
  g_assert_false (has_text (layout, TIDE_CHART_TEXT_TAG, "One of many"));
  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    g_assert_cmpint (g_array_index (layout->plots, TideChartPlot, i).dash, ==, dashes[i]);
}

/* Names that have no room are counted; a tall chart has room for more. */
static void
test_legend_of_many (void)
{
  static const struct
  {
    double height;
    bool   complete;
  } cases[] = {
    { 240, false },
    { 900, true },
  };
  g_autoptr (TideSeries) series = new_climb ("HKD");
  TideChartLayer         layers[60] = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      layers[i].series = series;
      layers[i].label = "One of many";
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideChartLayout) layout = NULL;
      g_autofree char            *rest = NULL;
      TideChartData               data;
      size_t                      n_names;

      tide_chart_data_init (&data);
      data.layers = layers;
      data.n_layers = G_N_ELEMENTS (layers);
      data.height = cases[i].height;
      layout = lay_out (&data);
      g_test_message ("case %zu", i);
      n_names = count_rules (layout, TIDE_CHART_RULE_KEY);
      rest = g_strdup_printf ("and %zu more", G_N_ELEMENTS (layers) - n_names);
      g_assert_cmpuint (n_names, >, 8);
      g_assert_true ((n_names == G_N_ELEMENTS (layers)) == cases[i].complete);
      g_assert_true (has_text (layout, TIDE_CHART_TEXT_LEGEND, rest) == !cases[i].complete);
    }
}

static void
test_axis_labels_yield_to_tags (void)
{
  g_autoptr (TideSeries)      series = new_climb ("HKD");
  TideChartLayer              layer = { .series = series, .color = TIDE_CHART_COLOR_AUTO };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  const TideChartTag         *tag;

  tide_chart_data_init (&data);
  data.layers = &layer;
  data.n_layers = 1;
  data.medium = TIDE_CHART_SCREEN;
  layout = lay_out (&data);
  tag = &g_array_index (layout->tags, TideChartTag, 0);
  g_assert_cmpfloat (tag->box.x, >, layout->plot_area.x + layout->plot_area.width);
  for (size_t i = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);
      double               middle = text->box.y + text->box.height / 2;

      if (text->role == TIDE_CHART_TEXT_VALUE_TICK)
        g_assert_cmpfloat (fabs (middle - tag->box.y - tag->box.height / 2), >=, 12);
    }
}

static void
test_log_turns_linear_with_a_notice (void)
{
  static const double         values[] = { 3, -1, 4 };
  g_autoptr (TideSeries)      crossing = chart_series_daily ("X", "HKD", "2025-01-06", values, 3);
  g_autoptr (TideSeries)      above = new_climb ("HKD");
  g_autoptr (TideChartLayout) linear = lay_out_series (crossing, TIDE_CHART_LINE, true);
  g_autoptr (TideChartLayout) truly = lay_out_series (above, TIDE_CHART_LINE, true);

  g_assert_cmpint (g_array_index (linear->plots, TideChartPlot, 0).scale.kind, ==,
                   TIDE_CHART_SCALE_LINEAR);
  g_assert_cmpuint (linear->notices->len, ==, 1);
  g_assert_true (has_text (linear, TIDE_CHART_TEXT_NOTE, "linear, not logarithmic"));
  g_assert_false (has_text (linear, TIDE_CHART_TEXT_SUBTITLE, "logarithmic"));
  g_assert_cmpint (g_array_index (truly->plots, TideChartPlot, 0).scale.kind, ==,
                   TIDE_CHART_SCALE_LOG);
  g_assert_cmpuint (truly->notices->len, ==, 0);
  g_assert_true (has_text (truly, TIDE_CHART_TEXT_SUBTITLE, "logarithmic"));
}

static void
test_odd_series (void)
{
  static const double gaps[] = { NAN, NAN, INFINITY };
  static const double same[] = { 5, 5, 5 };
  static const double huge[] = { -1.7e308, 1.7e308, 1e-300 };
  static const struct
  {
    const double *values;
    size_t        n;
    bool          empty;
  } cases[] = {
    { gaps, 0, true },
    { gaps, 3, true },
    { same, 1, false },
    { same, 3, false },
    { huge, 3, false },
  };
  static const TideChartType types[] = {
    TIDE_CHART_LINE,
    TIDE_CHART_STEP,
    TIDE_CHART_AREA,
    TIDE_CHART_COLUMN,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases) * 8; i++)
    {
      size_t                      at = i / 8;
      g_autoptr (TideSeries)      series = NULL;
      g_autoptr (TideChartLayout) layout = NULL;
      g_autofree char            *text = NULL;

      series = chart_series_daily ("X", "HKD", "2025-01-06", cases[at].values, cases[at].n);
      layout = lay_out_series (series, types[i % 4], i % 8 >= 4);
      text = tide_chart_layout_to_text (layout);
      g_test_message ("case %zu:\n%s", i, text);
      g_assert_true (has_text (layout, TIDE_CHART_TEXT_EMPTY, "No values") == cases[at].empty);
      g_assert_cmpuint (layout->plots->len, ==, cases[at].empty ? 0 : 1);
      g_assert_null (strstr (text, "nan"));
      g_assert_null (strstr (text, "inf"));
    }
}

/* The Lunar New Year of 2025: 28 January, then 3 February. */
static void
test_closures (void)
{
  static const char *const names[] = {
    "2025-01-24",
    "2025-01-27",
    "2025-01-28",
    "2025-02-03",
    "2025-02-04",
  };
  static const double         values[] = { 1, 2, 3, 4, 5 };
  TideDay                     days[5];
  g_autoptr (TideSeries)      series = NULL;
  g_autoptr (TideChartLayout) layout = NULL;

  for (size_t i = 0; i < 5; i++)
    days[i] = chart_day (names[i]);
  series = chart_series_new ("9988.HK", "HKD", days, values, 5);
  layout = lay_out_series (series, TIDE_CHART_LINE, false);
  for (size_t i = 0, n = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);

      if (text->role != TIDE_CHART_TEXT_CLOSURE)
        continue;
      g_assert_cmpuint (n++, ==, 0);
      g_assert_cmpstr (text->text, ==, "//");
      tide_test_assert_close (text->box.x + text->box.width / 2,
                              layout->time.left + 3 * layout->time.step, 1e-9);
    }
  g_assert_true (has_text (layout, TIDE_CHART_TEXT_CLOSURE, "//"));
}

static void
test_hover (void)
{
  static const double values[] = { 10, NAN, 30 };
  TideDay             days[] = {
                chart_day ("2025-01-06"),
                chart_day ("2025-01-07"),
                chart_day ("2025-01-13"),
  };
  g_autoptr (TideSeries)      series = chart_series_new ("X", "HKD", days, values, 3);
  g_autoptr (TideChartLayout) layout = lay_out_series (series, TIDE_CHART_LINE, false);
  const TideChartPlot        *plot;
  TideChartPoint              point;
  g_autofree char            *value = NULL;

  g_assert_cmpint (tide_chart_layout_get_day_at (layout, -100), ==, days[0]);
  g_assert_cmpint (tide_chart_layout_get_day_at (layout, 1e6), ==, days[2]);
  for (size_t i = 0; i < 3; i++)
    {
      g_assert_true (tide_chart_layout_get_point (layout, 0, days[i], &point));
      g_assert_cmpuint (point.row, ==, i);
      g_assert_cmpint (tide_chart_layout_get_day_at (layout, point.x), ==, days[i]);
      g_assert_true (isnan (point.y) == (i == 1));
    }
  plot = &g_array_index (layout->plots, TideChartPlot, 0);
  tide_test_assert_close (tide_chart_scale_invert (&plot->scale, point.y), 30, 1e-12);
  /* A closed day keeps the row before it. */
  g_assert_true (tide_chart_layout_get_point (layout, 0, days[2] - 1, &point));
  g_assert_cmpuint (point.row, ==, 1);
  g_assert_false (tide_chart_layout_get_point (layout, 0, days[0] - 1, &point));
  value = tide_chart_layout_format_value (layout, 0, 1234.5);
  g_assert_cmpstr (value, ==, "1,234.50");
}

/* Words of any length and script: one line, bounded, inside the picture. */
static void
test_words (void)
{
  g_autofree char *longest = g_strnfill (10000, 'W');
  const char      *words[] = {
         longest,
         "שלום עולם",
         "🐉🐉🐉 阿里巴巴",
         "a\nb\tc",
         "<b>&amp;</b>",
         "\xff\xfe broken",
         "",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (TideSeries) series = new_climb ("HKD");
      TideChartLayer         layer = {
                .series = series,
                .color = TIDE_CHART_COLOR_AUTO,
                .label = words[i],
      };
      TideChartData               data;
      g_autoptr (TideChartLayout) layout = NULL;

      tide_chart_data_init (&data);
      data.layers = &layer;
      data.n_layers = 1;
      data.title = data.subtitle = data.note = data.source = words[i];
      layout = lay_out (&data);
      check_whole (layout);
      for (size_t j = 0; j < layout->texts->len; j++)
        {
          const char *text = g_array_index (layout->texts, TideChartText, j).text;

          g_assert_true (g_utf8_validate (text, -1, NULL));
          g_assert_null (strpbrk (text, "\n\t"));
          g_assert_cmpint (g_utf8_strlen (text, -1), <=, 640);
        }
      if (i == 4)
        g_assert_true (has_text (layout, TIDE_CHART_TEXT_TITLE, "<b>&amp;</b>"));
    }
}

static void
test_zeros_are_aligned (void)
{
  static const double    flows[] = { 3e9, -2e9, 9e9 };
  static const double    sums[] = { 3e9, 1e9, 10e9 };
  g_autoptr (TideSeries) flow = chart_series_daily ("S", "HKD", "2025-01-06", flows, 3);
  g_autoptr (TideSeries) sum = chart_series_daily ("S", "HKD", "2025-01-06", sums, 3);
  TideChartLayer         layers[] = {
            {
              .type = TIDE_CHART_COLUMN,
              .series = flow,
              .color = TIDE_CHART_COLOR_AUTO,
              .directed = true,
    },
            { .series = sum, .color = TIDE_CHART_COLOR_AUTO, .axis = TIDE_CHART_AXIS_SECONDARY },
  };
  TideChartData               data;
  g_autoptr (TideChartLayout) layout = NULL;
  const TideChartPlot        *plots;

  tide_chart_data_init (&data);
  data.layers = layers;
  data.n_layers = 2;
  layout = lay_out (&data);
  plots = &g_array_index (layout->plots, TideChartPlot, 0);
  tide_test_assert_close (tide_chart_scale_map (&plots[0].scale, 0),
                          tide_chart_scale_map (&plots[1].scale, 0), 1e-9);
  g_assert_cmpint (count_rules (layout, TIDE_CHART_RULE_ZERO), ==, 1);
  g_assert_true (has_text (layout, TIDE_CHART_TEXT_SUBTITLE, "HKD bn"));
  g_assert_true (has_text (layout, TIDE_CHART_TEXT_TAG, "(RHS)"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/layout/golden-paper", test_golden_paper);
  g_test_add_func ("/chart/layout/golden-screen", test_golden_screen);
  g_test_add_func ("/chart/layout/sizes", test_sizes);
  g_test_add_func ("/chart/layout/four-to-six-grid-lines", test_four_to_six_grid_lines);
  g_test_add_func ("/chart/layout/tags-move-apart", test_tags_move_apart);
  g_test_add_func ("/chart/layout/legend-and-dashes-above-four", test_legend_and_dashes_above_four);
  g_test_add_func ("/chart/layout/legend-of-many", test_legend_of_many);
  g_test_add_func ("/chart/layout/axis-labels-yield-to-tags", test_axis_labels_yield_to_tags);
  g_test_add_func ("/chart/layout/log-turns-linear-with-a-notice",
                   test_log_turns_linear_with_a_notice);
  g_test_add_func ("/chart/layout/odd-series", test_odd_series);
  g_test_add_func ("/chart/layout/closures", test_closures);
  g_test_add_func ("/chart/layout/hover", test_hover);
  g_test_add_func ("/chart/layout/words", test_words);
  g_test_add_func ("/chart/layout/zeros-are-aligned", test_zeros_are_aligned);

  return g_test_run ();
}
