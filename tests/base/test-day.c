// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-day.h"

#include <string.h>

/* Day one of GDate is 0001-01-01, as TIDE_DAY_MIN. */
static TideDay
convert_date (const GDate *date)
{
  return TIDE_DAY_MIN + (TideDay) g_date_get_julian (date) - 1;
}

static void
test_every_day (void)
{
  GDate date;
  char  expected[32], buffer[TIDE_DAY_TEXT_SIZE];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, 1);

  for (TideDay day = TIDE_DAY_MIN; day <= TIDE_DAY_MAX; day++, g_date_add_days (&date, 1))
    {
      int year, month, day_of_month;

      tide_day_to_ymd (day, &year, &month, &day_of_month);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, (int) g_date_get_month (&date));
      g_assert_cmpint (day_of_month, ==, g_date_get_day (&date));
      g_assert_cmpint (tide_day_from_ymd (year, month, day_of_month), ==, day);
      g_assert_cmpint (tide_day_get_weekday (day), ==, (int) g_date_get_weekday (&date));

      g_snprintf (expected, sizeof expected, "%04d-%02d-%02d", year, month, day_of_month);
      g_assert_cmpstr (tide_day_format (day, buffer), ==, expected);
      g_assert_cmpint (tide_day_parse (expected, strlen (expected)), ==, day);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025-01-32",
    "2025-04-31", "0000-01-01", "10000-01-01", "2025-1-01", "2025-01-1", " 2025-01-01",
    "2025-01-01 ", "2025/01/01", "2025-01-01T", "+025-01-01", "-025-01-01", "2025-0a-01",
    "20250101", "2025-01-0\xb2", "202\xd9\xa5-01-1", "2025--1-01"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_day_parse (texts[i], strlen (texts[i])), ==, TIDE_DAY_NONE);
    }

  g_assert_cmpint (tide_day_parse (NULL, 0), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_day_from_ymd (G_MAXINT, 1, 1), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_day_from_ymd (2000, G_MININT, 1), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_day_from_ymd (2000, 1, G_MAXINT), ==, TIDE_DAY_NONE);
}

static void
test_knows_anchors (void)
{
  char buffer[TIDE_DAY_TEXT_SIZE];

  g_assert_cmpint (tide_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (tide_day_from_ymd (2000, 2, 29), ==, 11016);
  g_assert_cmpint (tide_day_parse ("0001-01-01", 10), ==, TIDE_DAY_MIN);
  g_assert_cmpint (tide_day_parse ("9999-12-31", 10), ==, TIDE_DAY_MAX);
  g_assert_cmpint (tide_day_parse ("2025-01-13,116.7", 10), ==, 20101);
  g_assert_cmpstr (tide_day_format (TIDE_DAY_NONE, buffer), ==, "");
}

static void
test_adds_months (void)
{
  static const struct
  {
    const char *day;
    int         months;
    const char *expected;
  } cases[] = {
    { "2025-03-31", -1, "2025-02-28" },
    { "2024-03-31", -1, "2024-02-29" },
    { "2024-02-29", 12, "2025-02-28" },
    { "2024-02-29", -48, "2020-02-29" },
    { "2025-01-31", 1, "2025-02-28" },
    { "2025-01-31", 3, "2025-04-30" },
    { "2025-12-15", 1, "2026-01-15" },
    { "2025-01-15", -1, "2024-12-15" },
    { "2025-05-05", 0, "2025-05-05" },
    { "0001-01-31", -1, "" },
    { "9999-12-01", 1, "" },
    { "9999-12-01", G_MAXINT, "" },
    { "0001-01-01", G_MININT, "" },
    { "0001-01-01", 119987, "9999-12-01" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideDay day = tide_day_parse (cases[i].day, strlen (cases[i].day));
      char    buffer[TIDE_DAY_TEXT_SIZE];

      g_test_message ("case %zu", i);
      tide_day_format (tide_day_add_months (day, cases[i].months), buffer);
      g_assert_cmpstr (buffer, ==, cases[i].expected);
    }

  g_assert_cmpint (tide_day_add_months (TIDE_DAY_NONE, 1), ==, TIDE_DAY_NONE);
}

/* GDate clamps to the end of the month as well. */
static void
test_adds_months_as_gdate (void)
{
  for (int i = 0; i < 200000; i++)
    {
      TideDay      day = tide_day_from_ymd (1900, 1, 1) + g_test_rand_int_range (0, 73000);
      unsigned int months = (unsigned int) g_test_rand_int_range (0, 1200);
      GDate        date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) (day - TIDE_DAY_MIN + 1));
      g_date_add_months (&date, months);
      g_assert_cmpint (tide_day_add_months (day, (int) months), ==, convert_date (&date));

      g_date_set_julian (&date, (guint32) (day - TIDE_DAY_MIN + 1));
      g_date_subtract_months (&date, months);
      g_assert_cmpint (tide_day_add_months (day, -(int) months), ==, convert_date (&date));
    }
}

static void
test_counts_weekdays (void)
{
  for (int i = 0; i < 2000; i++)
    {
      TideDay after = g_test_rand_int_range (TIDE_DAY_MIN, TIDE_DAY_MAX - 500);
      TideDay upto = after + g_test_rand_int_range (0, 500);
      int     expected = 0;

      for (TideDay day = after + 1; day <= upto; day++)
        expected += tide_day_get_weekday (day) <= 5 ? 1 : 0;

      g_assert_cmpint (tide_day_count_weekdays (after, upto), ==, expected);
    }

  g_assert_cmpint (tide_day_count_weekdays (20101, 20100), ==, 0);
  g_assert_cmpint (tide_day_count_weekdays (TIDE_DAY_MIN, TIDE_DAY_MAX), ==, 2608614);
}

static void
test_finds_starts (void)
{
  for (int i = 0; i < 100000; i++)
    {
      TideDay day = g_test_rand_int_range (TIDE_DAY_MIN, TIDE_DAY_MAX);
      int     year, month;

      tide_day_to_ymd (day, &year, &month, NULL);
      g_assert_cmpint (tide_day_start_of_month (day), ==, tide_day_from_ymd (year, month, 1));
      g_assert_cmpint (tide_day_start_of_year (day), ==, tide_day_from_ymd (year, 1, 1));
      g_assert_cmpint (tide_day_start_of_quarter (day), ==,
                       tide_day_from_ymd (year, month <= 3 ? 1 : month <= 6 ? 4
                                                               : month <= 9 ? 7
                                                                            : 10,
                                          1));
    }

  g_assert_cmpint (tide_day_start_of_month (TIDE_DAY_NONE), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_day_start_of_quarter (TIDE_DAY_NONE), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_day_start_of_year (TIDE_DAY_NONE), ==, TIDE_DAY_NONE);
}

static void
test_every_month (void)
{
  TideDay expected_first = TIDE_DAY_MIN;
  char    buffer[TIDE_MONTH_TEXT_SIZE];

  for (TideMonth month = 12; month < 120000; month++)
    {
      TideDay first = tide_month_first_day (month);
      TideDay last = tide_month_last_day (month);

      /* The months follow each other without a gap. */
      g_assert_cmpint (first, ==, expected_first);
      g_assert_cmpint (tide_month_from_day (first), ==, month);
      g_assert_cmpint (tide_month_from_day (last), ==, month);
      expected_first = last + 1;

      tide_month_format (month, buffer);
      g_assert_cmpuint (strlen (buffer), ==, 7);
      g_assert_cmpint (tide_month_parse (buffer, 7), ==, month);
    }

  g_assert_cmpint (expected_first, ==, TIDE_DAY_MAX + 1);
}

static void
test_month_refuses (void)
{
  static const char *const texts[] = {
    "", "2025-13", "2025-00", "0000-01", "2025-1", "2025-011", "2025/01", "25-01-1", "2025-0x"
  };
  char buffer[TIDE_MONTH_TEXT_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (tide_month_parse (texts[i], strlen (texts[i])), ==, TIDE_MONTH_NONE);

  g_assert_cmpint (tide_month_from_day (TIDE_DAY_NONE), ==, TIDE_MONTH_NONE);
  g_assert_cmpint (tide_month_first_day (TIDE_MONTH_NONE), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_month_last_day (TIDE_MONTH_NONE), ==, TIDE_DAY_NONE);
  g_assert_cmpstr (tide_month_format (TIDE_MONTH_NONE, buffer), ==, "");
  g_assert_cmpint (tide_month_parse ("2025-02", 7), ==, 12 * 2025 + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/day/agrees-with-gdate-on-every-day", test_every_day);
  g_test_add_func ("/base/day/refuses-what-is-no-day", test_refuses);
  g_test_add_func ("/base/day/knows-its-anchors", test_knows_anchors);
  g_test_add_func ("/base/day/adds-months", test_adds_months);
  g_test_add_func ("/base/day/adds-months-as-gdate", test_adds_months_as_gdate);
  g_test_add_func ("/base/day/counts-weekdays", test_counts_weekdays);
  g_test_add_func ("/base/day/finds-starts", test_finds_starts);
  g_test_add_func ("/base/month/follows-without-gap", test_every_month);
  g_test_add_func ("/base/month/refuses-what-is-no-month", test_month_refuses);

  return g_test_run ();
}
