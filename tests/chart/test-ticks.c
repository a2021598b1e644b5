// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-ticks.h"
#include "tide-test-common.h"

static void
test_linear (void)
{
  static const struct
  {
    double low, high;
    size_t most;
    double first, last;
    size_t n;
    int    decimals;
  } cases[] = {
    { 0, 100, 6, 0, 100, 6, 0 },
    { 0, 1, 6, 0, 1, 6, 1 },
    { 0.1, 0.3, 6, 0.1, 0.3, 5, 2 },
    { 97.2, 177.3, 6, 100, 180, 5, 0 },
    { 77.1, 140.4, 6, 80, 140, 4, 0 },
    { -6.4, 18.2, 6, -10, 20, 4, 0 },
    { 1e9, 5e9, 6, 1e9, 5e9, 5, 0 },
    { 100, 100, 6, 96, 104, 5, 0 },
    { 0, 0, 6, -1, 1, 5, 1 },
    { -3, -3, 6, -3.2, -2.9, 4, 1 },
    { 0, 10, 2, 0, 10, 2, 0 },
    { 0, 11, 3, 0, 20, 3, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideChartTicks ticks = tide_chart_ticks_linear (cases[i].low, cases[i].high, cases[i].most);

      g_test_message ("case %zu: %zu ticks from %.17g to %.17g, %d decimals", i, ticks.n,
                      ticks.values[0], ticks.values[ticks.n - 1], ticks.decimals);
      g_assert_cmpfloat (ticks.low, <=, cases[i].low);
      g_assert_cmpfloat (ticks.high, >=, cases[i].high);
      g_assert_cmpfloat (ticks.values[0], ==, cases[i].first);
      g_assert_cmpfloat (ticks.values[ticks.n - 1], ==, cases[i].last);
      g_assert_cmpuint (ticks.n, ==, cases[i].n);
      g_assert_cmpint (ticks.decimals, ==, cases[i].decimals);
    }
}

/* Any range, at any size: from four to six ticks, evenly spaced at 1, 2 or 5
 * times a power of ten, zero exactly zero, every value inside the axis. */
static void
test_linear_properties (void)
{
  uint32_t          seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      double         size = pow (10, g_rand_double_range (random, -9, 12));
      double         a = size * g_rand_double_range (random, -1, 1);
      double         b = size * g_rand_double_range (random, -1, 1);
      TideChartTicks ticks = tide_chart_ticks_linear (fmin (a, b), fmax (a, b), 6);
      double         step = ticks.values[1] - ticks.values[0];
      double         mantissa = step / pow (10, floor (log10 (step) + 1e-9));

      g_assert_cmpuint (ticks.n, >=, 4);
      g_assert_cmpuint (ticks.n, <=, 6);
      g_assert_cmpfloat (ticks.low, <=, fmin (a, b) + 1e-9 * size);
      g_assert_cmpfloat (ticks.high, >=, fmax (a, b) - 1e-9 * size);
      g_assert_true (fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6 ||
                     fabs (mantissa - 5) < 1e-6);
      for (size_t j = 0; j < ticks.n; j++)
        {
          double multiple = ticks.values[j] / step;

          g_assert_cmpfloat (fabs (multiple - round (multiple)), <, 1e-6 + 1e-8 * fabs (multiple));
          g_assert_true (fabs (ticks.values[j]) > 0.5 * step || ticks.values[j] == 0);
        }
    }
}

static void
test_extreme_ranges (void)
{
  static const double ranges[][2] = {
    { -1.7e308, 1.7e308 },
    { 0, 5e-324 },
    { 1, 1 + 1e-16 },
    { 1e15, 1e15 + 1 },
    { -1e-300, 1e-300 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      TideChartTicks ticks = tide_chart_ticks_linear (ranges[i][0], ranges[i][1], 6);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (ticks.n, >=, 2);
      g_assert_true (isfinite (ticks.low) && isfinite (ticks.high));
      g_assert_cmpfloat (ticks.low, <, ticks.high);
    }
}

static void
check_values (const TideChartTicks *ticks,
              const double         *expected,
              size_t                n)
{
  g_assert_cmpuint (ticks->n, ==, n);
  for (size_t i = 0; i < n; i++)
    g_assert_cmpfloat (ticks->values[i], ==, expected[i]);
}

static void
test_log (void)
{
  static const double one[] = { 70, 100, 150, 200, 300 };
  static const double two[] = { 1, 10, 100, 1000 };
  static const double three[] = { 0.1, 0.2, 0.5, 1, 2, 5 };
  static const double four[] = { 100, 110, 120, 130, 140, 150 };
  TideChartTicks      ticks = tide_chart_ticks_log (61, 307, 6);

  check_values (&ticks, one, G_N_ELEMENTS (one));
  ticks = tide_chart_ticks_log (1, 1000, 4);
  check_values (&ticks, two, G_N_ELEMENTS (two));
  ticks = tide_chart_ticks_log (0.09, 6, 6);
  check_values (&ticks, three, G_N_ELEMENTS (three));
  g_assert_cmpint (ticks.decimals, ==, 1);
  ticks = tide_chart_ticks_log (100, 150, 6);
  check_values (&ticks, four, G_N_ELEMENTS (four));
}

static void
test_matching_axes_share_the_grid (void)
{
  uint32_t          seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 2000; i++)
    {
      double         base = g_rand_double_range (random, -1e4, 1e4);
      double         size = pow (10, g_rand_double_range (random, -2, 6));
      TideChartTicks first = tide_chart_ticks_linear (base, base + 1, 6);
      TideChartTicks second = tide_chart_ticks_matching (base, base + size, &first);

      g_assert_cmpuint (second.n, ==, first.n);
      g_assert_cmpfloat (second.low, <=, base + 1e-6 * size);
      g_assert_cmpfloat (second.high, >=, base + size * (1 - 1e-6));
      for (size_t j = 0; j < first.n; j++)
        tide_test_assert_close ((second.values[j] - second.low) / (second.high - second.low) + 1,
                                (first.values[j] - first.low) / (first.high - first.low) + 1, 1e-6);
    }
}

static void
test_around_zero (void)
{
  static const double expected[] = { -10, 0, 10, 20 };
  TideChartTicks      ticks = tide_chart_ticks_around_zero (-6.4, 18.2, 1, 2);

  check_values (&ticks, expected, G_N_ELEMENTS (expected));
}

static char *
join_labels (const GArray *ticks)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < ticks->len; i++)
    {
      const TideChartDayTick *tick = &g_array_index (ticks, TideChartDayTick, i);

      g_string_append_printf (text, "%s%zu=%s", i > 0 ? " | " : "", tick->slot, tick->label);
    }

  return g_string_free (text, FALSE);
}

static void
test_calendar_days (void)
{
  static const struct
  {
    const char   *first;
    const char   *last;
    TideChartStep step;
    const char   *expected;
  } cases[] = {
    {
      "2025-01-02",
      "2025-01-21",
      TIDE_CHART_STEP_WEEK,
      "4=6 Jan 2025 | 11=13 Jan | 18=20 Jan",
    },
    {
      "2024-12-30",
      "2025-01-02",
      TIDE_CHART_STEP_DAY,
      "0=30 Dec 2024 | 1=31 Dec | 2=1 Jan 2025 | 3=2 Jan",
    },
    { "2024-11-20", "2025-02-10", TIDE_CHART_STEP_MONTH, "11=Dec 2024 | 42=Jan 2025 | 73=Feb" },
    { "2025-01-02", "2025-03-01", TIDE_CHART_STEP_MONTH, "0=Jan 2025 | 30=Feb | 58=Mar" },
    { "2023-05-05", "2025-03-01", TIDE_CHART_STEP_YEAR, "241=2024 | 607=2025" },
    { "2019-01-01", "2031-01-01", TIDE_CHART_STEP_5_YEARS, "365=2020 | 2192=2025 | 4018=2030" },
    {
      "2024-02-28",
      "2024-03-02",
      TIDE_CHART_STEP_DAY,
      "0=28 Feb 2024 | 1=29 Feb | 2=1 Mar | 3=2 Mar",
    },
    { "1969-12-28", "1970-01-06", TIDE_CHART_STEP_WEEK, "1=29 Dec 1969 | 8=5 Jan 1970" },
    { "2025-01-08", "2025-01-09", TIDE_CHART_STEP_QUARTER, "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideDay            first = chart_day (cases[i].first);
      TideDay            last = chart_day (cases[i].last);
      TideChartTime      time = { NULL, first, last, (size_t) (last - first + 1), 0, 1 };
      g_autoptr (GArray) ticks = tide_chart_ticks_time (&time, cases[i].step);
      g_autofree char   *text = join_labels (ticks);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* A week that begins after a holiday is marked at its first session. */
static void
test_session_ticks (void)
{
  static const char *const names[] = {
    "2025-01-24",
    "2025-01-27",
    "2025-01-28",
    "2025-02-03",
    "2025-02-04",
    "2025-02-11",
  };
  TideDay            days[G_N_ELEMENTS (names)];
  TideChartTime      time = { .days = days, .n_slots = G_N_ELEMENTS (names), .step = 1 };
  g_autoptr (GArray) ticks = NULL;
  g_autofree char   *text = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    days[i] = chart_day (names[i]);
  time.first = days[0];
  time.last = days[G_N_ELEMENTS (names) - 1];
  ticks = tide_chart_ticks_time (&time, TIDE_CHART_STEP_WEEK);
  text = join_labels (ticks);
  g_assert_cmpstr (text, ==, "1=27 Jan 2025 | 3=3 Feb | 5=11 Feb");
}

/* A month is a slot, whichever day of it the value bears. */
static void
test_period_ticks (void)
{
  static const struct
  {
    TideFrequency frequency;
    const char   *first; /* last day of a month */
    int           months;
    size_t        n;
    TideChartStep step;
    const char   *expected;
  } cases[] = {
    {
      TIDE_FREQUENCY_MONTHLY,
      "2024-11-30",
      1,
      4,
      TIDE_CHART_STEP_MONTH,
      "0=Nov 2024 | 1=Dec | 2=Jan 2025 | 3=Feb",
    },
    {
      TIDE_FREQUENCY_MONTHLY,
      "2024-11-30",
      1,
      5,
      TIDE_CHART_STEP_2_MONTHS,
      "0=Nov 2024 | 2=Jan 2025 | 4=Mar",
    },
    { TIDE_FREQUENCY_MONTHLY, "2024-11-30", 1, 6, TIDE_CHART_STEP_QUARTER, "2=Jan 2025 | 5=Apr" },
    { TIDE_FREQUENCY_MONTHLY, "2024-01-31", 1, 14, TIDE_CHART_STEP_YEAR, "0=2024 | 12=2025" },
    {
      TIDE_FREQUENCY_QUARTERLY,
      "2024-09-30",
      3,
      4,
      TIDE_CHART_STEP_QUARTER,
      "0=Q3 2024 | 1=Q4 | 2=Q1 2025 | 3=Q2",
    },
    { TIDE_FREQUENCY_YEARLY, "2023-12-31", 12, 2, TIDE_CHART_STEP_YEAR, "0=2023 | 1=2024" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideDay            days[20];
      TideChartTime      time = { .days = days, .step = 1, .frequency = cases[i].frequency };
      TideMonth          month = tide_month_from_day (chart_day (cases[i].first));
      g_autoptr (GArray) ticks = NULL;
      g_autofree char   *text = NULL;

      for (size_t j = 0; j < cases[i].n; j++)
        days[j] = tide_month_last_day (month + cases[i].months * (int) j);
      time.n_slots = cases[i].n;
      time.first = days[0];
      time.last = days[cases[i].n - 1];
      ticks = tide_chart_ticks_time (&time, cases[i].step);
      text = join_labels (ticks);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_period_format (void)
{
  static const struct
  {
    TideFrequency frequency;
    const char   *expected;
  } cases[] = {
    { TIDE_FREQUENCY_DAILY, "30 Jun 2025" },
    { TIDE_FREQUENCY_WEEKLY, "30 Jun 2025" },
    { TIDE_FREQUENCY_MONTHLY, "Jun 2025" },
    { TIDE_FREQUENCY_QUARTERLY, "Q2 2025" },
    { TIDE_FREQUENCY_YEARLY, "2025" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[TIDE_CHART_DAY_LABEL_SIZE];

      tide_chart_period_format (chart_day ("2025-06-30"), cases[i].frequency, text);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_scales (void)
{
  static const TideChartScale scales[] = {
    { TIDE_CHART_SCALE_LINEAR, 80, 180, 400, 20 },
    { TIDE_CHART_SCALE_LOG, 0.5, 2000, 400, 20 },
    { TIDE_CHART_SCALE_LINEAR, -3, 7, 0, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const TideChartScale *scale = &scales[i];

      tide_test_assert_close (tide_chart_scale_map (scale, scale->low), scale->at_low, 1e-12);
      tide_test_assert_close (tide_chart_scale_map (scale, scale->high), scale->at_high, 1e-12);
      for (int j = 0; j < 50; j++)
        {
          double at = scale->at_high + 7.3 * j;

          tide_test_assert_close (tide_chart_scale_map (scale, tide_chart_scale_invert (scale, at)),
                                  at, 1e-10);
        }
    }
  g_assert_true (isnan (tide_chart_scale_map (&scales[0], NAN)));
  g_assert_true (isnan (tide_chart_scale_map (&scales[1], 0)));
  g_assert_true (isnan (tide_chart_scale_map (&scales[1], -1)));
  tide_test_assert_close (tide_chart_scale_map (&scales[1], sqrt (0.5 * 2000)), 210, 1e-12);
}

static void
test_time_axis (void)
{
  TideDay       days[] = { 10, 11, 12, 20, 21 };
  TideChartTime sessions = { days, 10, 21, 5, 100, 10 };
  TideChartTime calendar = { NULL, 10, 21, 12, 100, 10 };

  g_assert_cmpfloat (tide_chart_time_map_day (&sessions, 10), ==, 105);
  g_assert_cmpfloat (tide_chart_time_map_day (&sessions, 20), ==, 135);
  g_assert_cmpfloat (tide_chart_time_map_day (&sessions, 15), ==, 135);
  g_assert_cmpfloat (tide_chart_time_map_day (&calendar, 20), ==, 205);
  g_assert_cmpuint (tide_chart_time_find_slot (&sessions, 9), ==, 0);
  g_assert_cmpuint (tide_chart_time_find_slot (&sessions, 13), ==, 3);
  g_assert_cmpuint (tide_chart_time_find_slot (&sessions, 22), ==, 5);
  g_assert_cmpuint (tide_chart_time_find_slot (&calendar, 22), ==, 12);
  g_assert_cmpuint (tide_chart_time_invert (&sessions, -1e9), ==, 0);
  g_assert_cmpuint (tide_chart_time_invert (&sessions, 1e9), ==, 4);
  g_assert_cmpuint (tide_chart_time_invert (&sessions, NAN), ==, 0);
  for (size_t i = 0; i < 5; i++)
    {
      g_assert_cmpuint (tide_chart_time_invert (&sessions, 100 + 10.0 * (double) i + 9.9), ==, i);
      g_assert_cmpint (tide_chart_time_get_day (&sessions, i), ==, days[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/ticks/linear", test_linear);
  g_test_add_func ("/chart/ticks/linear-properties", test_linear_properties);
  g_test_add_func ("/chart/ticks/extreme-ranges", test_extreme_ranges);
  g_test_add_func ("/chart/ticks/log", test_log);
  g_test_add_func ("/chart/ticks/matching-axes-share-the-grid", test_matching_axes_share_the_grid);
  g_test_add_func ("/chart/ticks/around-zero", test_around_zero);
  g_test_add_func ("/chart/ticks/calendar-days", test_calendar_days);
  g_test_add_func ("/chart/ticks/session-ticks", test_session_ticks);
  g_test_add_func ("/chart/ticks/period-ticks", test_period_ticks);
  g_test_add_func ("/chart/ticks/period-format", test_period_format);
  g_test_add_func ("/chart/ticks/scales", test_scales);
  g_test_add_func ("/chart/ticks/time-axis", test_time_axis);

  return g_test_run ();
}
