// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "model/tide-venue.h"

#include <string.h>

#include "tide-test-common.h"

static const char *const expected_suffixes[] = {
  ".HK",
  ".SS",
  ".SZ",
  ".BJ",
  ".L",
  ".T",
  ".TW",
  ".TWO",
  ".KS",
  ".KQ",
  ".SI",
  ".AX",
  ".NS",
  ".BO",
  ".TO",
  ".V",
  ".PA",
  ".DE",
  ".F",
  ".AS",
  ".BR",
  ".LS",
  ".MI",
  ".MC",
  ".SW",
  ".ST",
  ".OL",
  ".CO",
  ".HE",
  ".IR",
  ".VI",
  ".WA",
  ".PR",
  ".AT",
  ".IS",
  ".TA",
  ".JO",
  ".SA",
  ".MX",
  ".NZ",
  ".JK",
  ".KL",
  ".BK",
};

/* A symbol the pattern matches and that nothing else is meant for. */
static char *
make_symbol (const char *pattern)
{
  GString *symbol = g_string_new (pattern);

  g_string_replace (symbol, "*", "QQQ", 0);
  g_string_replace (symbol, "?", "7", 0);
  return g_string_free (symbol, FALSE);
}

/* Every row of the file is in the program as written, none is hidden by one
 * above it, and what it names exists. */
static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "venues.csv", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv)   lines = NULL;
  size_t           n_rows = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv)        cells = g_strsplit (lines[i], ",", -1);
      g_autofree char      *symbol = NULL;
      g_autofree char      *close = NULL;
      g_autoptr (GTimeZone) zone = NULL;
      const TideVenue      *venue;

      if (*lines[i] == '#' || *lines[i] == '\0' || g_str_has_prefix (lines[i], "pattern,"))
        continue;

      g_test_message ("%s", lines[i]);
      symbol = make_symbol (cells[0]);
      venue = tide_venue_find_for_symbol (symbol);
      close = g_strdup_printf ("%02d:%02d", venue->close / 60, venue->close % 60);
      g_assert_cmpstr (venue->pattern, ==, cells[0]);
      g_assert_cmpstr (tide_instrument_kind_to_string (venue->kind), ==, cells[1]);
      g_assert_cmpstr (venue->code, ==, cells[2]);
      g_assert_cmpstr (venue->currency, ==, cells[3]);
      g_assert_cmpstr (venue->quote_unit, ==, cells[4]);
      g_assert_cmpstr (venue->timezone, ==, cells[5]);
      g_assert_cmpstr (close, ==, cells[6]);
      g_assert_cmpint (venue->close, <=, 1440);

      zone = g_time_zone_new_identifier (venue->timezone);
      g_assert_nonnull (zone);
      n_rows++;
    }

  g_assert_cmpuint (n_rows, >, 90);
}

static void
test_currencies (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (expected_suffixes); i++)
    {
      g_autofree char *symbol = g_strconcat ("1234", expected_suffixes[i], NULL);
      const TideVenue *venue = tide_venue_find_for_symbol (symbol);
      const char      *major = NULL;

      g_test_message ("%s", symbol);
      g_assert_true (g_str_has_suffix (venue->pattern, expected_suffixes[i]));
      g_assert_true (tide_currency_is_known (venue->currency));
      g_assert_cmpfloat (tide_currency_get_scale (venue->quote_unit, &major), >, 0);
      g_assert_cmpstr (major, ==, venue->currency);
    }
}

static void
test_matching (void)
{
  static const struct
  {
    const char *symbol;
    const char *pattern;
  } cases[] = {
    { "AAPL", "*" },
    { "", "*" },
    { "7203.T", "*.T" },
    { ".T", "*.T" },
    { "A.T.T", "*.T" },
    { "7203.TX", "*" },
    { "000001.SS", "000???.SS" },
    { "00001.SS", "*.SS" },
    { "0000011.SS", "*.SS" },
    { "^HSI", "^HSI" },
    { "^HSIX", "^*" },
    { "GS-PRIME/SECTOR/TECH", "GS-PRIME*" },
    { "CL=F", "*=F" },
    { "STOCK-CONNECT/NORTH/SZ", "STOCK-CONNECT/NORTH*" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu: %s", i, cases[i].symbol);
      g_assert_cmpstr (
        tide_venue_find_for_symbol (cases[i].symbol)->pattern, ==, cases[i].pattern);
    }
}

static void
test_session_end (void)
{
  static const struct
  {
    const char *symbol;
    const char *day;
    const char *end;
  } cases[] = {
    { "9988.HK", "2025-02-14", "2025-02-14T08:10:00Z" },
    { "AAPL", "2025-01-15", "2025-01-15T21:00:00Z" },
    { "AAPL", "2025-07-15", "2025-07-15T20:00:00Z" },
    { "AAPL", "2025-03-10", "2025-03-10T20:00:00Z" }, /* the day after the clocks went on */
    { "VOD.L", "2025-07-01", "2025-07-01T15:35:00Z" },
    { "BHP.AX", "2025-01-15", "2025-01-15T05:12:00Z" },
    { "AIR.NZ", "2025-01-15", "2025-01-15T03:45:00Z" },
    { "HKD=X", "2025-01-15", "2025-01-16T00:00:00Z" },
    { "HKD=X", "2025-07-15", "2025-07-15T23:00:00Z" },
    { "HKD=X", "2025-03-30", "2025-03-30T23:00:00Z" }, /* a day of 23 hours */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideVenue *venue = tide_venue_find_for_symbol (cases[i].symbol);
      TideDay          day = tide_day_parse (cases[i].day, strlen (cases[i].day));
      TideInstant      end = tide_instant_parse (cases[i].end, strlen (cases[i].end));

      g_test_message ("case %zu: %s %s", i, cases[i].symbol, cases[i].day);
      g_assert_cmpint (tide_venue_get_session_end (venue, day), ==, end);
      g_assert_cmpint (tide_venue_get_last_ended_day (venue, end), ==, day);
      g_assert_cmpint (tide_venue_get_last_ended_day (venue, end - 1), ==, day - 1);
    }
}

static void
test_last_ended_day (void)
{
  static const char *const symbols[] = { "9988.HK", "AAPL", "AIR.NZ", "HKD=X", "^BVSP" };
  unsigned int             seed = (unsigned int) g_test_rand_int ();
  g_autoptr (GRand)        rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t round = 0; round < 2000; round++)
    {
      const TideVenue *venue =
        tide_venue_find_for_symbol (symbols[round % G_N_ELEMENTS (symbols)]);
      TideInstant instant = (TideInstant) g_rand_double_range (rand, 0, 2e9);
      TideDay     day = tide_venue_get_last_ended_day (venue, instant);

      g_assert_cmpint (tide_venue_get_session_end (venue, day), <=, instant);
      g_assert_cmpint (tide_venue_get_session_end (venue, day + 1), >, instant);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/venue/table", test_table);
  g_test_add_func ("/model/venue/currencies", test_currencies);
  g_test_add_func ("/model/venue/matching", test_matching);
  g_test_add_func ("/model/venue/session-end", test_session_end);
  g_test_add_func ("/model/venue/last-ended-day", test_last_ended_day);
  return g_test_run ();
}
