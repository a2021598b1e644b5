// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-instant.h"

#include <string.h>

static void
test_parses (void)
{
  static const struct
  {
    const char *text;
    TideInstant expected;
    const char *printed;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z" },
    { "2026-11-20T10:00:00Z", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20T10:00Z", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20t10:00z", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20T18:00:00+08:00", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20T18:00+08:00", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20T04:30-05:30", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20T10:00:00-00:00", 1795168800, "2026-11-20T10:00:00Z" },
    { "2026-11-20", 1795219199, "2026-11-20T23:59:59Z" },
    { "1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z" },
    { "0001-01-01T00:00:00Z", INT64_C (-62135596800), "0001-01-01T00:00:00Z" },
    { "9999-12-31T23:59:59Z", INT64_C (253402300799), "9999-12-31T23:59:59Z" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideInstant instant = tide_instant_parse (cases[i].text, strlen (cases[i].text));
      char        buffer[TIDE_INSTANT_TEXT_SIZE];

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_cmpint (instant, ==, cases[i].expected);
      g_assert_cmpstr (tide_instant_format (instant, buffer), ==, cases[i].printed);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", "2026-11-2", "2026-11-20T", "2026-11-20T10", "2026-11-20T10:00", "2026-11-20 10:00Z",
    "2026-11-20T10:00:00", "2026-11-20T10:00:00.5Z", "2026-11-20T10:00:60Z", "2026-11-20T24:00Z",
    "2026-11-20T10:60Z", "2026-11-20T10:00:00Zx", "2026-11-20T10:00:00+0800",
    "2026-11-20T10:00:00+08", "2026-11-20T10:00+24:00", "2026-11-20T10:00+08:60",
    "2026-02-29T10:00Z", "0001-01-01T00:00+00:01", "9999-12-31T23:59:59-00:01",
    "2026-11-20T1:00Z", "2026-11-20T10:0Z", "2026-11-20T10:00:0Z", "2026-11-20T-1:00Z"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_instant_parse (texts[i], strlen (texts[i])), ==, TIDE_INSTANT_NONE);
    }

  g_assert_cmpint (tide_instant_parse (NULL, 0), ==, TIDE_INSTANT_NONE);
}

static void
test_prints_limits (void)
{
  char buffer[TIDE_INSTANT_TEXT_SIZE];

  g_assert_cmpstr (tide_instant_format (TIDE_INSTANT_NONE, buffer), ==, "");
  g_assert_cmpstr (tide_instant_format (TIDE_INSTANT_MAX, buffer), ==, "");
  g_assert_cmpint (tide_instant_end_of_day (TIDE_DAY_NONE), ==, TIDE_INSTANT_NONE);
  g_assert_cmpint (tide_instant_end_of_day (0), ==, 86399);
  g_assert_cmpint (tide_instant_to_day (TIDE_INSTANT_NONE, NULL), ==, TIDE_DAY_NONE);
  g_assert_cmpint (tide_instant_to_day (TIDE_INSTANT_MAX, NULL), ==, TIDE_DAY_MAX);
  g_assert_cmpint (tide_instant_to_day (-1, NULL), ==, -1);
  g_assert_cmpint (tide_instant_to_day (0, NULL), ==, 0);
}

static void
check_day (TideInstant instant,
           GTimeZone  *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  TideDay               expected = tide_day_from_ymd (g_date_time_get_year (local),
                                                      g_date_time_get_month (local),
                                                      g_date_time_get_day_of_month (local));

  g_assert_cmpint (tide_instant_to_day (instant, zone), ==, expected);
}

static void
test_days_of_zones (void)
{
  static const char *const names[] = {
    "UTC", "Asia/Hong_Kong", "America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Apia",
    "+14:00", "-12:00"
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[i]);

      if (zone == NULL)
        {
          g_test_message ("%s is not installed", names[i]);
          continue;
        }

      for (int j = 0; j < 20000; j++)
        check_day ((TideInstant) g_test_rand_double_range (-2e9, 4e9), zone);
    }
}

static void
test_round_trips (void)
{
  char buffer[TIDE_INSTANT_TEXT_SIZE];

  for (int i = 0; i < 200000; i++)
    {
      TideInstant           instant = (TideInstant) g_test_rand_double_range (-62135596800.0,
                                                                              253402300799.0);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant);
      g_autofree char      *expected = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      tide_instant_format (instant, buffer);
      /* GLib leaves years below 1000 unpadded. */
      if (g_date_time_get_year (time) >= 1000)
        g_assert_cmpstr (buffer, ==, expected);
      g_assert_cmpint (tide_instant_parse (buffer, strlen (buffer)), ==, instant);
    }
}

static void
test_clock_runs (void)
{
  TideInstant before = g_get_real_time () / G_USEC_PER_SEC;
  TideInstant now = tide_clock_now ();
  TideInstant after = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (before, <=, now);
  g_assert_cmpint (now, <=, after);
}

static gpointer
read_clock_in_thread (gpointer user_data)
{
  TideInstant *out_now = user_data;

  *out_now = tide_clock_now ();
  return NULL;
}

static void
test_clock_is_held (void)
{
  TideInstant seen = 0;

  tide_clock_freeze (1795168800);
  g_assert_cmpint (tide_clock_now (), ==, 1795168800);
  g_assert_cmpint (tide_clock_today (), ==, tide_day_from_ymd (2026, 11, 20));

  g_thread_join (g_thread_new ("clock", read_clock_in_thread, &seen));
  g_assert_cmpint (seen, ==, 1795168800);

  tide_clock_freeze (TIDE_INSTANT_NONE);
  test_clock_runs ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/instant/parses-and-prints", test_parses);
  g_test_add_func ("/base/instant/refuses-what-is-no-instant", test_refuses);
  g_test_add_func ("/base/instant/keeps-its-limits", test_prints_limits);
  g_test_add_func ("/base/instant/finds-the-day-of-a-zone", test_days_of_zones);
  g_test_add_func ("/base/instant/round-trips", test_round_trips);
  g_test_add_func ("/base/clock/runs", test_clock_runs);
  g_test_add_func ("/base/clock/is-held-for-tests", test_clock_is_held);

  return g_test_run ();
}
