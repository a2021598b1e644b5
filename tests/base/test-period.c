// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-period.h"

#include <string.h>

static void
test_parses (void)
{
  static const struct
  {
    const char *text;
    TidePeriod  expected;
    const char *printed;
  } cases[] = {
    { "5D", { TIDE_PERIOD_OBSERVATIONS, 5 }, "5D" },
    { "1w", { TIDE_PERIOD_WEEKS, 1 }, "1W" },
    { "3M", { TIDE_PERIOD_MONTHS, 3 }, "3M" },
    { "2q", { TIDE_PERIOD_QUARTERS, 2 }, "2Q" },
    { "99999Y", { TIDE_PERIOD_YEARS, 99999 }, "99999Y" },
    { "ytd", { TIDE_PERIOD_YTD, 1 }, "YTD" },
    { "QTD", { TIDE_PERIOD_QTD, 1 }, "QTD" },
    { "Mtd", { TIDE_PERIOD_MTD, 1 }, "MTD" },
    { "max", { TIDE_PERIOD_MAX, 1 }, "MAX" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidePeriod period;
      char       buffer[TIDE_PERIOD_TEXT_SIZE];

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_true (tide_period_parse (cases[i].text, strlen (cases[i].text), &period));
      g_assert_cmpint (period.kind, ==, cases[i].expected.kind);
      g_assert_cmpint (period.count, ==, cases[i].expected.count);
      g_assert_cmpstr (tide_period_format (period, buffer), ==, cases[i].printed);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", "D", "5", "0D", "00W", "100000D", "-1M", "+1M", "1 M", " 1M", "1M ", "1.5Y", "1X", "YTDX",
    "YT", "MAXX", "5DD", "1\xc3\x84", "xM"
  };
  TidePeriod period = { TIDE_PERIOD_MAX, 77 };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_false (tide_period_parse (texts[i], strlen (texts[i]), &period));
      g_assert_cmpint (period.count, ==, 77);
    }
}

/* Days taken from a calendar, not computed. */
static void
test_finds_base_days (void)
{
  static const struct
  {
    const char *period;
    const char *last;
    const char *expected;
  } cases[] = {
    { "1W", "2025-01-13", "2025-01-06" },
    { "52W", "2025-01-13", "2024-01-15" },
    { "1M", "2025-03-31", "2025-02-28" },
    { "1M", "2024-03-31", "2024-02-29" },
    { "1M", "2025-02-28", "2025-01-28" },
    { "3M", "2025-05-31", "2025-02-28" },
    { "2Q", "2025-08-31", "2025-02-28" },
    { "1Q", "2025-01-13", "2024-10-13" },
    { "1Y", "2024-02-29", "2023-02-28" },
    { "5Y", "2025-01-13", "2020-01-13" },
    { "YTD", "2025-01-13", "2024-12-31" },
    { "YTD", "2025-12-31", "2024-12-31" },
    { "QTD", "2025-01-13", "2024-12-31" },
    { "QTD", "2025-06-30", "2025-03-31" },
    { "QTD", "2025-07-01", "2025-06-30" },
    { "MTD", "2025-03-01", "2025-02-28" },
    { "MTD", "2024-03-31", "2024-02-29" },
    { "99999Y", "2025-01-13", "0001-01-01" },
    { "99999W", "2025-01-13", "0108-07-09" },
    { "YTD", "0001-05-05", "0001-01-01" },
    { "5D", "2025-01-13", "" },
    { "MAX", "2025-01-13", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidePeriod period;
      TideDay    last = tide_day_parse (cases[i].last, 10);
      char       buffer[TIDE_DAY_TEXT_SIZE];

      g_test_message ("case %zu: %s before %s", i, cases[i].period, cases[i].last);
      g_assert_true (tide_period_parse (cases[i].period, strlen (cases[i].period), &period));
      tide_day_format (tide_period_get_base_day (period, last), buffer);
      g_assert_cmpstr (buffer, ==, cases[i].expected);
      g_assert_cmpint (tide_period_get_base_day (period, TIDE_DAY_NONE), ==, TIDE_DAY_NONE);
    }
}

static void
test_longer_reaches_further (void)
{
  for (int i = 0; i < 100000; i++)
    {
      TidePeriodKind kind = (TidePeriodKind) g_test_rand_int_range (TIDE_PERIOD_WEEKS,
                                                                    TIDE_PERIOD_YTD);
      TideDay        last = g_test_rand_int_range (0, 30000);
      int            count = g_test_rand_int_range (1, 500);
      TideDay        near = tide_period_get_base_day ((TidePeriod){ kind, count }, last);
      TideDay        far = tide_period_get_base_day ((TidePeriod){ kind, count + 1 }, last);

      g_assert_cmpint (far, <, near);
      g_assert_cmpint (near, <, last);
    }
}

static void
test_frequencies (void)
{
  static const char *const bad[] = { "", "X", "dail", "daily ", "DW" };
  TideFrequency            frequency;

  for (int i = TIDE_FREQUENCY_DAILY; i <= TIDE_FREQUENCY_YEARLY; i++)
    {
      g_autofree char *upper = g_ascii_strup (tide_frequency_to_string ((TideFrequency) i), -1);

      g_assert_true (tide_frequency_parse (upper, &frequency));
      g_assert_cmpint ((int) frequency, ==, i);
      g_assert_true (tide_frequency_parse (tide_frequency_to_letter ((TideFrequency) i),
                                           &frequency));
      g_assert_cmpint ((int) frequency, ==, i);
    }

  g_assert_cmpstr (tide_frequency_to_string (TIDE_FREQUENCY_QUARTERLY), ==, "quarterly");
  g_assert_cmpstr (tide_frequency_to_letter (TIDE_FREQUENCY_QUARTERLY), ==, "Q");
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tide_frequency_parse (bad[i], &frequency));
}

static void
test_frequency_days (void)
{
  static const struct
  {
    const char *frequency;
    const char *day;
    const char *first;
    const char *last;
  } cases[] = {
    { "D", "2025-02-12", "2025-02-12", "2025-02-12" },
    { "W", "2025-02-12", "2025-02-10", "2025-02-16" },
    { "W", "2025-02-10", "2025-02-10", "2025-02-16" },
    { "W", "2025-02-16", "2025-02-10", "2025-02-16" },
    { "W", "2025-01-01", "2024-12-30", "2025-01-05" },
    { "W", "1969-12-31", "1969-12-29", "1970-01-04" },
    { "M", "2024-02-29", "2024-02-01", "2024-02-29" },
    { "M", "2025-12-31", "2025-12-01", "2025-12-31" },
    { "Q", "2025-02-28", "2025-01-01", "2025-03-31" },
    { "Q", "2025-12-01", "2025-10-01", "2025-12-31" },
    { "Y", "2024-07-01", "2024-01-01", "2024-12-31" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideFrequency frequency;
      TideDay       day = tide_day_parse (cases[i].day, strlen (cases[i].day));
      char          text[TIDE_DAY_TEXT_SIZE];

      g_test_message ("case %zu", i);
      g_assert_true (tide_frequency_parse (cases[i].frequency, &frequency));
      g_assert_cmpstr (tide_day_format (tide_frequency_get_first_day (frequency, day), text), ==,
                       cases[i].first);
      g_assert_cmpstr (tide_day_format (tide_frequency_get_last_day (frequency, day), text), ==,
                       cases[i].last);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/period/parses-and-prints", test_parses);
  g_test_add_func ("/base/period/refuses-what-is-no-period", test_refuses);
  g_test_add_func ("/base/period/finds-base-days", test_finds_base_days);
  g_test_add_func ("/base/period/longer-reaches-further", test_longer_reaches_further);
  g_test_add_func ("/base/frequency/reads-words-and-letters", test_frequencies);
  g_test_add_func ("/base/frequency/begins-and-ends-periods", test_frequency_days);

  return g_test_run ();
}
