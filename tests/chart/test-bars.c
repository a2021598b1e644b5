// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-bars-layout.h"
#include "chart/tide-chart-painter.h"
#include "chart/tide-chart-writer.h"
#include "tide-test-common.h"

/* Net buying by sector in a week, and the week before. */
static const TideBarsRow sectors[] = {
  { .label = "Energy", .value = -2.3e9, .before = -0.9e9 },
  { .label = "Total", .kind = TIDE_BARS_ROW_SUM, .value = 17.6e9, .before = 9e9 },
  { .label = "Discretionary", .value = 8.2e9, .before = 3.1e9 },
  { .label = "Unclassified", .kind = TIDE_BARS_ROW_REMAINDER, .value = 0.3e9, .before = NAN },
  { .label = "Technology", .value = 6.4e9, .before = NAN, .cited = true },
  { .label = "Industrials", .value = NAN, .before = NAN, .reason = "not published" },
};

static void
init_data (TideBarsData      *data,
           const TideBarsRow *rows,
           size_t             n_rows)
{
  tide_bars_data_init (data);
  data->rows = rows;
  data->n_rows = n_rows;
  data->unit = tide_unit_of_currency ("HKD");
  data->sorted = true;
  data->directed = true;
  data->width = 240;
  data->height = 160;
}

static TideBarsSpec *
new_spec (const TideBarsData *data)
{
  g_autoptr (GError) error = NULL;
  TideBarsSpec      *spec = tide_bars_spec_new (data, &error);

  g_assert_no_error (error);
  return spec;
}

static TideBarsLayout *
lay_out (const TideBarsData *data)
{
  g_autoptr (TideBarsSpec) spec = new_spec (data);

  return tide_bars_layout_new (spec, chart_measure ());
}

static void
check_text (const TideBarsLayout *layout,
            const char           *expected)
{
  g_autofree char *text = tide_bars_layout_to_text (layout);

  g_test_message ("%s", text);
  g_assert_cmpstr (text, ==, expected);
}

static const char diverging_layout[] =
  "bars light 240.0 160.0\n"
  "plot-area 54.5 27.7 183.5 100.8\n"
  "scale -2.3e+09 8.2e+09 75.5 213.5\n"
  "zero 105.7 27.7 105.7 111.7\n"
  "before 146.5 29.0 146.5 43.2\n"
  "before 93.9 62.6 93.9 76.8\n"
  "axis 2.0 111.7 238.0 111.7\n"
  "bar 0 105.7 31.1 107.8 10.1 #0f9472\n"
  "bar 1 105.7 47.9 84.1 10.1 #0f9472 hollow\n"
  "bar 2 75.5 64.7 30.2 10.1 #b3202b\n"
  "nothing 3\n"
  "bar 4 105.7 98.3 3.9 10.1 #0f9472\n"
  "nothing 5\n"
  "title 2.0 2.0 156.8 11.4 \"Discretionary bought, energy sold\"\n"
  "subtitle 2.0 14.3 60.0 9.6 \"HKD bn, 3–7 Feb\"\n"
  "row 2.0 31.9 45.5 8.4 \"Discretionary\"\n"
  "row 217.0 31.9 14.0 8.4 \"+8.2\"\n"
  "row 2.0 48.7 35.0 8.4 \"Technology\"\n"
  "row 193.3 48.7 14.0 8.4 \"+6.4\"\n"
  "row 2.0 65.5 21.0 8.4 \"Energy\"\n"
  "row 58.0 65.5 14.0 8.4 \"−2.3\"\n"
  "row 2.0 82.3 38.5 8.4 \"Industrials\"\n"
  "row 109.2 82.3 52.5 8.4 \"– not published\"\n"
  "row 2.0 99.1 42.0 8.4 \"Unclassified\"\n"
  "row 113.2 99.1 14.0 8.4 \"+0.3\"\n"
  "row 2.0 115.9 17.5 8.4 \"Total\"\n"
  "row 109.2 115.9 17.5 8.4 \"+17.6\"\n"
  "note 2.0 141.7 126.8 7.8 \"Note: Tick: week before. Hollow: cited.\"\n"
  "source 2.0 150.2 71.5 7.8 \"Source: HKEX holdings.\"\n";

static void
test_diverging (void)
{
  TideBarsData               data;
  g_autoptr (TideBarsLayout) layout = NULL;

  init_data (&data, sectors, G_N_ELEMENTS (sectors));
  data.title = "Discretionary bought, energy sold";
  data.before_title = "week before";
  data.value_title = "3–7 Feb";
  data.source = "HKEX holdings";
  layout = lay_out (&data);
  check_text (layout, diverging_layout);
}

static const char signs_layout[] =
  "bars light 240.0 160.0\n"
  "plot-area 40.5 15.3 197.5 67.2\n"
  "scale -1 1 53.5 225.1\n"
  "zero 139.2 15.3 139.2 82.5\n"
  "up 0 142.8 21.2 6.0 5.1 #0f9472 hollow\n"
  "down 1 129.8 38.0 6.0 5.1 #b3202b\n"
  "nothing 2\n"
  "nothing 3\n"
  "subtitle 2.0 2.0 12.0 9.6 \"HKD\"\n"
  "row 2.0 19.6 17.5 8.4 \"Banks\"\n"
  "row 2.0 36.4 21.0 8.4 \"Energy\"\n"
  "row 2.0 53.2 21.0 8.4 \"Health\"\n"
  "row 142.8 53.2 3.5 8.4 \"=\"\n"
  "row 2.0 70.0 31.5 8.4 \"Utilities\"\n"
  "row 142.8 70.0 3.5 8.4 \"–\"\n"
  "note 2.0 150.2 149.5 7.8 \"Note: Hollow: cited. ▲▼: known as a sign only.\"\n";

/* What is known as a sign only has no length, whatever number came with it. */
static void
test_signs (void)
{
  static const TideBarsRow rows[] = {
    { .label = "Banks", .value = 5e9, .before = 1, .sign_only = true, .cited = true },
    { .label = "Energy", .value = -1, .before = NAN, .sign_only = true },
    { .label = "Health", .value = 0, .before = NAN, .sign_only = true },
    { .label = "Utilities", .value = NAN, .before = NAN, .sign_only = true },
  };
  TideBarsData               data;
  g_autoptr (TideBarsLayout) layout = NULL;

  init_data (&data, rows, G_N_ELEMENTS (rows));
  data.sorted = false;
  layout = lay_out (&data);
  check_text (layout, signs_layout);
}

static const char percentile_layout[] =
  "bars light 240.0 160.0\n"
  "plot-area 61.5 15.3 176.5 67.2\n"
  "scale 0 1 65.0 217.0\n"
  "grid 65.0 15.3 65.0 82.5\n"
  "grid 103.0 15.3 103.0 82.5\n"
  "grid 141.0 15.3 141.0 82.5\n"
  "grid 179.0 15.3 179.0 82.5\n"
  "grid 217.0 15.3 217.0 82.5\n"
  "grid 65.0 23.8 217.0 23.8\n"
  "grid 65.0 40.5 217.0 40.5\n"
  "before 125.8 33.5 125.8 47.6\n"
  "grid 65.0 57.4 217.0 57.4\n"
  "dot 0 97.5 21.3 4.9 4.9 #7a3fa0 hollow\n"
  "dot 1 87.0 38.1 4.9 4.9 #241f31\n"
  "dot 2 211.5 54.9 4.9 4.9 #241f31\n"
  "nothing 3\n"
  "subtitle 2.0 2.0 40.0 9.6 \"Percentile\"\n"
  "row 2.0 19.6 52.5 8.4 \"Weight in China\"\n"
  "row 220.5 19.6 14.0 8.4 \"23rd\"\n"
  "row 2.0 36.4 38.5 8.4 \"Forward P/E\"\n"
  "row 220.5 36.4 14.0 8.4 \"16th\"\n"
  "row 2.0 53.2 28.0 8.4 \"Turnover\"\n"
  "row 220.5 53.2 14.0 8.4 \"98th\"\n"
  "row 2.0 70.0 17.5 8.4 \"Gross\"\n"
  "row 68.5 70.0 63.0 8.4 \"– outside 0 to 100\"\n"
  "value 63.2 84.0 3.5 8.4 \"0\"\n"
  "value 99.5 84.0 7.0 8.4 \"25\"\n"
  "value 137.5 84.0 7.0 8.4 \"50\"\n"
  "value 175.5 84.0 7.0 8.4 \"75\"\n"
  "value 211.8 84.0 10.5 8.4 \"100\"\n"
  "note 2.0 150.2 133.2 7.8 \"Note: Tick: period before. Hollow: cited.\"\n";

static void
test_percentiles (void)
{
  static const TideBarsRow rows[] = {
    { .label = "Weight in China", .value = 0.23, .before = NAN, .cited = true },
    { .label = "Forward P/E", .value = 0.161, .before = 0.4 },
    { .label = "Turnover", .value = 0.98, .before = NAN },
    { .label = "Gross", .value = 12, .before = -1 },
  };
  TideBarsData               data;
  g_autoptr (TideBarsLayout) layout = NULL;

  init_data (&data, rows, G_N_ELEMENTS (rows));
  data.kind = TIDE_BARS_PERCENTILE;
  data.sorted = false;
  layout = lay_out (&data);
  check_text (layout, percentile_layout);
}

/* Largest first, what is missing last, then the remainder and the sum; each
 * heading keeps its rows. */
static void
test_order (void)
{
  static const TideBarsRow rows[] = {
    { .label = "a", .value = -1 },
    { .label = "sum", .kind = TIDE_BARS_ROW_SUM, .value = 9 },
    { .label = "b", .value = NAN },
    { .label = "c", .value = 4 },
    { .label = "rest", .kind = TIDE_BARS_ROW_REMAINDER, .value = 100 },
    { .label = "d", .value = 4 },
    { .label = "H", .kind = TIDE_BARS_ROW_HEADING, .value = 3 },
    { .label = "e", .value = 1 },
    { .label = "f", .value = 2 },
  };
  static const struct
  {
    bool        sorted;
    const char *expected;
  } cases[] = {
    { true, "c3 d5 a0 b2 rest4 sum1 H6 f8 e7 " },
    { false, "a0 b2 c3 d5 rest4 sum1 H6 e7 f8 " },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideBarsData             data;
      g_autoptr (TideBarsSpec) spec = NULL;
      g_autoptr (GString)      order = g_string_new (NULL);

      init_data (&data, rows, G_N_ELEMENTS (rows));
      data.sorted = cases[i].sorted;
      spec = new_spec (&data);
      for (size_t j = 0; j < G_N_ELEMENTS (rows); j++)
        g_string_append_printf (order, "%s%zu ", tide_bars_spec_get_row (spec, j)->label,
                                tide_bars_spec_get_given (spec, j));
      g_assert_cmpstr (order->str, ==, cases[i].expected);
    }
}

static void
test_words (void)
{
  TideBarsData             data;
  g_autoptr (TideBarsSpec) spec = NULL;
  g_autofree char         *summary = NULL;
  g_autofree char         *tsv = NULL;
  g_autoptr (GBytes)       csv = NULL;
  static const char        expected[] = "Name,\"3–7 Feb, HKD\",week before,Remark\r\n"
                                        "Discretionary,8200000000,3100000000,\r\n"
                                        "Technology,6400000000,,cited\r\n"
                                        "Energy,-2300000000,-900000000,\r\n"
                                        "Industrials,,,not published\r\n"
                                        "Unclassified,300000000,,\r\n"
                                        "Total,17600000000,9000000000,\r\n";

  init_data (&data, sectors, G_N_ELEMENTS (sectors));
  data.title = "Discretionary bought";
  data.before_title = "week before";
  data.value_title = "3–7 Feb";
  data.sample = true;
  spec = new_spec (&data);
  summary = tide_bars_spec_dup_summary (spec);
  g_assert_cmpstr (summary, ==,
                   "Discretionary bought. Bars: HKD bn, 3–7 Feb. "
                   "Discretionary, +8.2, week before +3.1. Technology, +6.4, cited. "
                   "Energy, −2.3, week before −0.9. Industrials, missing: not published. "
                   "Unclassified, +0.3. Total, +17.6, week before +9.0. "
                   "Sample, not market data.");
  csv = tide_bars_spec_to_csv (spec);
  g_assert_cmpmem (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), expected,
                   strlen (expected));
  tsv = tide_bars_spec_to_tsv (spec);
  g_assert_nonnull (strstr (tsv, "Technology\t6400000000\t\tcited\n"));
}

static void
test_percentile_words (void)
{
  static const struct
  {
    double      value;
    const char *expected;
  } cases[] = {
    { 0, "0th" },
    { 0.01, "1st" },
    { 0.02, "2nd" },
    { 0.03, "3rd" },
    { 0.04, "4th" },
    { 0.11, "11th" },
    { 0.12, "12th" },
    { 0.13, "13th" },
    { 0.23, "23rd" },
    { 0.981, "98th" },
    { 1, "100th" },
    { NAN, "–" },
    { 1.01, "–" },
    { -0.1, "–" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideBarsRow              row = { .label = "x", .value = cases[i].value, .before = NAN };
      TideBarsData             data;
      g_autoptr (TideBarsSpec) spec = NULL;
      g_autofree char         *text = NULL;

      init_data (&data, &row, 1);
      data.kind = TIDE_BARS_PERCENTILE;
      spec = new_spec (&data);
      text = tide_bars_spec_dup_value_text (spec, 0);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
check_inside (const TideBarsLayout *layout)
{
  for (size_t i = 0; i < layout->texts->len; i++)
    {
      const TideChartRect *box = &g_array_index (layout->texts, TideChartText, i).box;

      g_assert_cmpfloat (box->x, >=, -0.01);
      g_assert_cmpfloat (box->y, >=, -0.01);
      g_assert_cmpfloat (box->x + box->width, <=, layout->width + 0.01);
      g_assert_cmpfloat (box->y + box->height, <=, layout->height + 0.01);
    }
  for (size_t i = 0; i < layout->items->len; i++)
    {
      const TideBarsItem *item = &g_array_index (layout->items, TideBarsItem, i);

      if (item->kind == TIDE_BARS_MARK_NONE)
        continue;
      g_assert_true (isfinite (item->mark.x + item->mark.width));
      g_assert_cmpfloat (item->mark.x, >=, layout->plot_area.x - 0.01);
      g_assert_cmpfloat (item->mark.x + item->mark.width, <=, layout->width + 0.01);
    }
}

/* No value stands on another, on a bar or on a tick. */
static void
check_apart (const TideBarsLayout *layout)
{
  for (size_t i = 0; i < layout->texts->len; i++)
    {
      const TideChartText *text = &g_array_index (layout->texts, TideChartText, i);

      if (text->role != TIDE_CHART_TEXT_ROW)
        continue;
      for (size_t j = 0; j < layout->items->len; j++)
        {
          const TideChartRect *mark = &g_array_index (layout->items, TideBarsItem, j).mark;

          g_assert_false (mark->width > 0 && text->box.x < mark->x + mark->width &&
                          text->box.x + text->box.width > mark->x &&
                          text->box.y < mark->y + mark->height &&
                          text->box.y + text->box.height > mark->y);
        }
      for (size_t j = 0; j < i; j++)
        {
          const TideChartText *other = &g_array_index (layout->texts, TideChartText, j);

          g_assert_false (other->role == TIDE_CHART_TEXT_ROW &&
                          text->box.x < other->box.x + other->box.width &&
                          text->box.x + text->box.width > other->box.x &&
                          text->box.y < other->box.y + other->box.height &&
                          text->box.y + text->box.height > other->box.y);
        }
    }
}

/* Any numbers, any words, any size: everything inside, nothing on anything. */
static void
test_anything (void)
{
  static const double values[] = { 0, 1, -1, 1e-300, -1e300, 1e300, NAN, INFINITY, 42.5 };
  g_autofree char    *longest = g_strnfill (10000, 'W');
  const char         *names[] = { longest, "שלום עולם", "<b>&amp;</b>", "", "a\nb", "\xff", NULL };
  uint32_t            seed = g_test_rand_int ();
  g_autoptr (GRand)   random = g_rand_new_with_seed (seed);
  static const double sizes[] = { 1, 5, 60, 240, 900, 20000 };
  PangoContext       *context = tide_chart_painter_create_context ();

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 300; i++)
    {
      TideBarsRow                rows[40] = { { 0 } };
      TideBarsData               data;
      g_autoptr (TideBarsLayout) layout = NULL;
      cairo_surface_t           *surface;
      cairo_t                   *cr;

      init_data (&data, rows, (size_t) g_rand_int_range (random, 0, G_N_ELEMENTS (rows)));
      for (size_t j = 0; j < data.n_rows; j++)
        rows[j] = (TideBarsRow){
          .label = names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))],
          .kind = (TideBarsRowKind) g_rand_int_range (random, 0, 4),
          .value = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))],
          .before = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))],
          .reason = names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))],
          .sign_only = g_rand_int_range (random, 0, 5) == 0,
          .cited = g_rand_boolean (random),
        };
      data.kind = (TideBarsKind) g_rand_int_range (random, 0, 2);
      data.title = names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))];
      data.medium = (TideChartMedium) g_rand_int_range (random, 0, 2);
      data.bare = g_rand_boolean (random);
      data.width = sizes[g_rand_int_range (random, 0, G_N_ELEMENTS (sizes))];
      data.height = sizes[g_rand_int_range (random, 0, G_N_ELEMENTS (sizes))];
      layout = lay_out (&data);
      if (data.width >= 60 && data.height >= 60)
        check_inside (layout);
      check_apart (layout);
      g_assert_cmpuint (layout->items->len + layout->n_hidden, ==, data.n_rows);
      surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cr = cairo_create (surface);
      tide_bars_layout_paint (layout, context, cr, i % 3);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  g_object_unref (context);
}

/* Bars are as long as their values, from one zero, and on one scale wherever the
 * extent is the same. */
static void
test_lengths (void)
{
  static const double extents[] = { 0, 20e9 };

  for (size_t i = 0; i < G_N_ELEMENTS (extents); i++)
    {
      TideBarsData               data;
      g_autoptr (TideBarsLayout) layout = NULL;
      double                     zero, per_unit;

      init_data (&data, sectors, G_N_ELEMENTS (sectors));
      data.extent = extents[i];
      layout = lay_out (&data);
      zero = tide_chart_scale_map (&layout->scale, 0);
      per_unit = tide_chart_scale_map (&layout->scale, 1e9) - zero;
      for (size_t j = 0; j < layout->items->len; j++)
        {
          const TideBarsItem *item = &g_array_index (layout->items, TideBarsItem, j);
          double              value = tide_bars_spec_get_row (layout->spec, item->row)->value;

          if (item->kind != TIDE_BARS_MARK_BAR)
            continue;
          tide_test_assert_close (item->mark.width, fabs (value) / 1e9 * per_unit, 1e-9);
          tide_test_assert_close (value < 0 ? item->mark.x + item->mark.width : item->mark.x, zero,
                                  1e-9);
        }
    }
}

/* Rows without room are counted in the picture. */
static void
test_too_low (void)
{
  TideBarsRow                rows[30];
  TideBarsData               data;
  g_autoptr (TideBarsLayout) layout = NULL;
  g_autoptr (TideBarsLayout) tall = NULL;
  g_autoptr (TideBarsSpec)   spec = NULL;
  g_autofree char           *text = NULL;
  g_autofree char           *rest = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (TideBarsRow){ .label = "row", .value = (double) i, .before = NAN };
  init_data (&data, rows, G_N_ELEMENTS (rows));
  layout = lay_out (&data);
  text = tide_bars_layout_to_text (layout);
  rest = g_strdup_printf ("\"and %zu more\"", layout->n_hidden);
  g_assert_cmpuint (layout->n_hidden, >, 5);
  g_assert_nonnull (strstr (text, rest));
  spec = new_spec (&data);
  data.height = tide_bars_layout_measure_height (spec, chart_measure ());
  tall = lay_out (&data);
  g_assert_cmpuint (tall->n_hidden, ==, 0);
}

/* On screen the foot follows the rows, on a page it stands at its end. */
static void
test_foot (void)
{
  for (int i = 0; i < 2; i++)
    {
      TideBarsData               data;
      g_autoptr (TideBarsLayout) layout = NULL;
      double                     gap = 0;

      init_data (&data, sectors, G_N_ELEMENTS (sectors));
      data.medium = i == 0 ? TIDE_CHART_SCREEN : TIDE_CHART_PAPER;
      data.source = "HKEX";
      data.height = 900;
      layout = lay_out (&data);
      g_assert_cmpfloat (layout->height, ==, 900);
      for (size_t j = 0; j < layout->texts->len; j++)
        {
          const TideChartText *text = &g_array_index (layout->texts, TideChartText, j);

          if (text->role == TIDE_CHART_TEXT_NOTE)
            gap = text->box.y - layout->plot_area.y - layout->plot_area.height;
        }
      g_assert_true ((gap < 30) == (i == 0));
      g_assert_cmpfloat (gap, >=, 0);
    }
}

static void
test_find_row (void)
{
  TideBarsData               data;
  g_autoptr (TideBarsLayout) layout = NULL;
  size_t                     row = 99;

  init_data (&data, sectors, G_N_ELEMENTS (sectors));
  layout = lay_out (&data);
  for (size_t i = 0; i < layout->items->len; i++)
    {
      const TideChartRect *box = &g_array_index (layout->items, TideBarsItem, i).box;

      g_assert_true (tide_bars_layout_find_row (layout, box->x + 1, box->y + 1, &row));
      g_assert_cmpuint (row, ==, i);
    }
  g_assert_false (tide_bars_layout_find_row (layout, 100, layout->plot_area.y - 1, &row));
  g_assert_false (tide_bars_layout_find_row (layout, -1, layout->plot_area.y + 1, &row));
}

static void
test_too_many (void)
{
  g_autofree TideBarsRow  *rows = g_new0 (TideBarsRow, TIDE_BARS_ROWS_MAX + 1);
  g_autoptr (TideBarsSpec) spec = NULL;
  g_autoptr (GError)       error = NULL;
  TideBarsData             data;

  init_data (&data, rows, TIDE_BARS_ROWS_MAX + 1);
  spec = tide_bars_spec_new (&data, &error);
  g_assert_null (spec);
  g_assert_error (error, TIDE_CHART_ERROR, TIDE_CHART_ERROR_LAYER);
}

static void
test_formats (void)
{
  static const struct
  {
    TideChartFormat format;
    const char     *magic;
  } cases[] = {
    { TIDE_CHART_SVG, "<?xml" },
    { TIDE_CHART_PDF, "%PDF-" },
    { TIDE_CHART_PNG, "\211PNG" },
    { TIDE_CHART_CSV, "Name," },
  };
  TideBarsData             data;
  g_autoptr (TideBarsSpec) spec = NULL;
  g_autoptr (TidePicture)  picture = NULL;

  init_data (&data, sectors, G_N_ELEMENTS (sectors));
  data.title = "Bars & <b>words</b>";
  spec = new_spec (&data);
  picture = tide_picture_new_bars (spec);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = tide_chart_writer_render (picture, cases[i].format, 1, &error);
      size_t             length;
      const char        *text;

      g_assert_no_error (error);
      text = g_bytes_get_data (bytes, &length);
      g_assert_cmpmem (text, strlen (cases[i].magic), cases[i].magic, strlen (cases[i].magic));
      if (cases[i].format == TIDE_CHART_SVG)
        {
          g_assert_nonnull (g_strstr_len (text, (gssize) length,
                                          "<title>Bars &amp; &lt;b&gt;words&lt;/b&gt;</title>"));
          g_assert_nonnull (g_strstr_len (text, (gssize) length, "Technology, +6.4, cited."));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/bars/diverging", test_diverging);
  g_test_add_func ("/chart/bars/signs", test_signs);
  g_test_add_func ("/chart/bars/percentiles", test_percentiles);
  g_test_add_func ("/chart/bars/order", test_order);
  g_test_add_func ("/chart/bars/words", test_words);
  g_test_add_func ("/chart/bars/percentile-words", test_percentile_words);
  g_test_add_func ("/chart/bars/anything", test_anything);
  g_test_add_func ("/chart/bars/lengths", test_lengths);
  g_test_add_func ("/chart/bars/too-low", test_too_low);
  g_test_add_func ("/chart/bars/foot", test_foot);
  g_test_add_func ("/chart/bars/find-row", test_find_row);
  g_test_add_func ("/chart/bars/too-many", test_too_many);
  g_test_add_func ("/chart/bars/formats", test_formats);

  return g_test_run ();
}
