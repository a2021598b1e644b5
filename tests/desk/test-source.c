// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static TideResult *
evaluate (DeskFixture      *fixture,
          const char       *formula,
          const char       *symbol,
          const TideMoment *moment)
{
  g_autoptr (GError) error = NULL;
  TideResult        *result;

  result = tide_desk_evaluate (fixture->desk, formula, symbol, moment, TIDE_EVALUATE_PLAIN,
                               &error);
  g_assert_no_error (error);

  return result;
}

static void
import (DeskFixture *fixture,
        const char  *name,
        const char  *content)
{
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, NULL);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  g_assert_cmpint (report->n_rejected, ==, 0);
}

/* Rows dated after T are not there, whatever is asked. */
static void
test_as_of (DeskFixture  *fixture,
            gconstpointer data)
{
  TideMoment             moment = desk_moment_at ("2025-01-14");
  g_autoptr (TideResult) result = NULL;
  g_autoptr (TideResult) nothing = NULL;
  TideMoment             early = desk_moment_at ("2024-12-31");

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,11,0\n"
                              "2025-01-15,12,0\n");
  result = evaluate (fixture, "close", "AAA", &moment);
  g_assert_cmpuint (tide_series_get_length (tide_result_get_data (result)->series), ==, 2);
  g_assert_cmpfloat (desk_fixture_number (fixture, "max(close, MAX)", "AAA", &moment), ==, 11);

  nothing = evaluate (fixture, "close", "AAA", &early);
  g_assert_cmpint (tide_result_get_data (nothing)->missing, !=, TIDE_MISSING_NONE);
}

/* At 07:30 in Hong Kong on 28 January the session of the 28th has not been
 * held, and that of New York has ended on the 27th. */
static void
test_as_of_instant (DeskFixture  *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *instant;
    double      hong_kong;
    double      new_york;
  } cases[] = {
    { "2025-01-28T07:30+08:00", 27, 127 },
    { "2025-01-28T04:30+08:00", 27, 124 },
    { "2025-01-27T12:00+08:00", 24, 124 },
    { "2025-01-28T18:00+08:00", 28, 127 },
    { "2025-01-29T06:00+08:00", 28, 128 },
  };

  import (fixture, "9988.HK.csv", "Date,Close,Dividends\n2025-01-24,24,0\n2025-01-27,27,0\n"
                                  "2025-01-28,28,0\n");
  import (fixture, "NVDA.csv", "Date,Close,Dividends\n2025-01-24,124,0\n2025-01-27,127,0\n"
                               "2025-01-28,128,0\n");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideMoment moment = latest;

      g_test_message ("case %zu: %s", i, cases[i].instant);
      moment.as_of_instant = tide_instant_parse (cases[i].instant, strlen (cases[i].instant));
      g_assert_cmpint (moment.as_of_instant, !=, TIDE_INSTANT_NONE);
      g_assert_cmpfloat (desk_fixture_number (fixture, "close", "9988.HK", &moment), ==,
                         cases[i].hong_kong);
      g_assert_cmpfloat (desk_fixture_number (fixture, "close", "NVDA", &moment), ==,
                         cases[i].new_york);
    }
}

static void
test_volume_not_reported (DeskFixture  *fixture,
                          gconstpointer data)
{
  g_autoptr (TideResult) result = NULL;
  TideSeries            *series;

  import (fixture, "9988.HK.csv", "Date,Open,High,Low,Close,Volume,Dividends\n"
                                  "2025-01-27,86,88,85,87,100,0\n"
                                  "2025-01-28,88,88,88,88,0,0\n"
                                  "2025-02-03,92,94,90,93,300,0\n");
  result = evaluate (fixture, "volume", "9988.HK", &latest);
  series = tide_result_get_data (result)->series;
  g_assert_cmpuint (tide_series_get_length (series), ==, 3);
  g_assert_true (isnan (tide_series_get_values (series)[1]));
  g_assert_cmpstr (tide_series_get_info (series)->gap_reason, ==, "not reported");
  g_assert_cmpfloat (desk_fixture_number (fixture, "mean(volume, MAX)", "9988.HK", &latest), ==,
                     200);
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "9988.HK", &latest), ==, 93);
}

/* A loss has no multiple: such a value is out of the mean, and the one before
 * it does not stand for today. */
static void
test_multiple_below_zero (DeskFixture  *fixture,
                          gconstpointer data)
{
  static const char *const present[] = {
    "pe_fwd",
    "last(pe_fwd)",
    "pe_fwd / mean(pe_fwd, MAX) - 1",
    "percentile(pe_fwd, MAX)",
    "zscore(pe_fwd, MAX)",
    "change(pe_fwd, 1W)",
  };
  TideMoment before = desk_moment_at ("2025-02-03");

  import (fixture, "AAA.csv", "date,pe_fwd\n2025-01-06,-4\n2025-01-13,20\n2025-01-20,0\n"
                              "2025-01-27,30\n2025-02-03,25\n2025-02-10,-3\n");
  g_assert_cmpfloat (desk_fixture_number (fixture, "mean(pe_fwd, MAX)", "AAA", &latest), ==, 25);
  g_assert_cmpfloat (desk_fixture_number (fixture, "count(pe_fwd, MAX)", "AAA", &latest), ==, 3);
  g_assert_cmpfloat (desk_fixture_number (fixture, "pe_fwd", "AAA", &before), ==, 25);

  for (size_t i = 0; i < G_N_ELEMENTS (present); i++)
    {
      g_autoptr (TideResult) result = evaluate (fixture, present[i], "AAA", &latest);
      const TideResultData  *result_data = tide_result_get_data (result);

      g_test_message ("%s", present[i]);
      g_assert_cmpint (result_data->missing, ==, TIDE_MISSING_DOMAIN);
      g_assert_cmpstr (result_data->reason, ==,
                       "AAA pe_fwd of 2025-02-10 is zero or below, which is no multiple");
      if (i == 0)
        g_assert_cmpuint (tide_series_get_length (result_data->series), ==, 6);
    }
}

/* Prices in pence are stored as quoted and answered in pounds. */
static void
test_pence (DeskFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (TideResult) result = NULL;
  g_autofree char       *text = NULL;

  import (fixture, "VOD.L.csv", "Date,Close,Volume,Dividends\n2025-01-13,67.55,10,0\n");
  result = evaluate (fixture, "close", "VOD.L", &latest);
  text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
  g_assert_cmpstr (tide_result_get_data (result)->unit.currency, ==, "GBP");
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, 67.55 / 100);
  g_assert_cmpfloat (desk_fixture_number (fixture, "volume", "VOD.L", &latest), ==, 10);
}

static void
test_unknown_symbol (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  import (fixture, "9988.HK.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  g_assert_null (tide_desk_evaluate (fixture->desk, "close", "9998.HK", &latest,
                                     TIDE_EVALUATE_PLAIN, &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL);
  g_assert_nonnull (strstr (error->message, "9998.HK"));
  g_assert_nonnull (strstr (error->message, "9988.HK"));

  /* As people type it. */
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "9988.hk", &latest), ==, 10);
}

static void
test_field_not_held (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (TideResult) result = NULL;

  import (fixture, "9988.HK.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  result = evaluate (fixture, "pe_fwd", "9988.HK", &latest);
  g_assert_cmpint (tide_result_get_data (result)->missing, ==, TIDE_MISSING_NO_FIELD);
  g_clear_pointer (&result, tide_result_unref);

  /* Dividends cannot be taken out of adjusted prices. */
  result = evaluate (fixture, "close_raw", "9988.HK", &latest);
  g_assert_cmpint (tide_result_get_data (result)->missing, !=, TIDE_MISSING_NONE);
}

/* A new commit is seen by the next question, though the series was in memory. */
static void
test_memory_forgets (DeskFixture  *fixture,
                     gconstpointer data)
{
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &latest), ==, 10);
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,11,0\n");
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &latest), ==, 11);
}

static void
test_list_with_a_bad_row (DeskFixture  *fixture,
                          gconstpointer data)
{
  const char           *symbols[] = { "AAA", "ZZZ", "BBB", NULL };
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError)    error = NULL;

  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n");
  import (fixture, "BBB.csv", "Date,Close,Dividends\n2025-01-13,20,0\n");
  results = tide_desk_evaluate_list (fixture->desk, "close * 2", symbols, &latest,
                                     TIDE_EVALUATE_NUMBER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 3);
  g_assert_cmpfloat (tide_result_get_data (results->pdata[0])->number, ==, 20);
  g_assert_cmpint (tide_result_get_data (results->pdata[1])->missing, ==, TIDE_MISSING_ERROR);
  g_assert_cmpfloat (tide_result_get_data (results->pdata[2])->number, ==, 40);
}

/* The sample stores split-adjusted prices: close runs on across a split and the
 * quoted price jumps; before the split, as of then, close is the quoted price. */
static void
test_splits_on_the_sample (DeskFixture  *fixture,
                           gconstpointer data)
{
  TideMoment end = tide_desk_get_default_moment (fixture->desk);
  TideMoment before = desk_moment_at ("2024-06-07");
  double     close = desk_fixture_number (fixture, "at(close, 2024-06-07)", "NVDA", &end);
  double     next = desk_fixture_number (fixture, "at(close, 2024-06-10)", "NVDA", &end);
  double     raw = desk_fixture_number (fixture, "at(close_raw, 2024-06-07)", "NVDA", &end);
  double     raw_next = desk_fixture_number (fixture, "at(close_raw, 2024-06-10)", "NVDA", &end);
  double     then = desk_fixture_number (fixture, "close", "NVDA", &before);

  g_assert_cmpfloat (fabs (next / close - 1), <, 0.2);
  g_assert_cmpfloat (raw_next, ==, next);
  tide_test_assert_close (raw, close * 10, 1e-12);
  tide_test_assert_close (then, raw, 1e-12);

  /* Volumes the other way round. */
  raw = desk_fixture_number (fixture, "at(volume, 2024-06-07)", "NVDA", &end);
  then = desk_fixture_number (fixture, "volume", "NVDA", &before);
  tide_test_assert_close (then, raw / 10, 1e-12);
}

/* A gross dividend of 1.62 on 12 June 2024. */
static void
test_total_return_on_the_sample (DeskFixture  *fixture,
                                 gconstpointer data)
{
  TideMoment end = tide_desk_get_default_moment (fixture->desk);
  double     before = desk_fixture_number (fixture, "at(close, 2024-06-11)", "9988.HK", &end);
  double     after = desk_fixture_number (fixture, "at(close, 2024-06-12)", "9988.HK", &end);
  double     grown = desk_fixture_number (
        fixture, "change(total_return, from=2024-06-11, to=2024-06-12)", "9988.HK", &end);

  tide_test_assert_close (1 + grown, (after + 1.62) / before, 1e-12);
}

/* Figures of the articles through the whole of the program. */
static void
test_sample_figures (DeskFixture  *fixture,
                     gconstpointer data)
{
  static const struct
  {
    const char *formula;
    const char *symbol;
    const char *text;
  } cases[] = {
    { "change(close, from=2025-01-13, to=2025-02-12)", "9988.HK", "+45.7%" },
    { "rise(close, since=2025-01-01)", "HSTECH.HK", "+31.2%" },
    { "change(close(\"HSTECH.HK\"), from=2025-01-13, to=2025-02-12)", NULL, "+25.4%" },
    { "pe_fwd(\"HSTECH.HK\")", NULL, "17.4x" },
    { "mean(pe_fwd(\"HSTECH.HK\"), 5Y)", NULL, "24.5x" },
    { "pe_fwd(\"HSTECH.HK\") / mean(pe_fwd(\"HSTECH.HK\"), 5Y) - 1", NULL, "-29.0%" },
    { "count(pe_fwd(\"HSTECH.HK\"), 5Y)", NULL, "261" },
    { "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
      "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01)",
      NULL, "1.67x" },
    { "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
      "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2024-02)",
      NULL, "3.00x" },
    { "change(close, from=2025-01-24, to=2025-01-27)", "NVDA", "-17.0%" },
    { "highest_since(close(\"HSTECH.HK\"))", NULL, "2022-02-17" },
  };
  TideMoment end = tide_desk_get_default_moment (fixture->desk);

  g_assert_true (tide_desk_is_sample (fixture->desk));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideResult) result = evaluate (fixture, cases[i].formula, cases[i].symbol, &end);
      g_autofree char       *text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);

      g_test_message ("case %zu: %s", i, cases[i].formula);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_backfill_is_marked (DeskFixture  *fixture,
                         gconstpointer data)
{
  TideMoment             end = tide_desk_get_default_moment (fixture->desk);
  TideMoment             early = desk_moment_at ("2020-07-24");
  TideMoment             launch = desk_moment_at ("2020-07-31");
  g_autoptr (TideResult) now = evaluate (fixture, "pe_fwd", "HSTECH.HK", &end);
  g_autoptr (TideResult) before = evaluate (fixture, "pe_fwd", "HSTECH.HK", &early);
  g_autoptr (TideResult) after = evaluate (fixture, "pe_fwd", "HSTECH.HK", &launch);

  g_assert_nonnull (strstr (tide_result_get_data (now)->note, "back-filled before launch"));
  g_assert_nonnull (strstr (tide_result_get_data (now)->note, "2020-07-27"));
  /* Nobody could have known them then. */
  g_assert_cmpint (tide_result_get_data (before)->missing, !=, TIDE_MISSING_NONE);
  g_assert_cmpuint (tide_series_get_length (tide_result_get_data (after)->series), ==, 31);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, flags, func)                                                       \
  g_test_add (path, DeskFixture, GINT_TO_POINTER (flags), desk_fixture_set_up, func, \
              desk_fixture_tear_down)
  ADD ("/desk/source/as-of", TIDE_DESK_NORMAL, test_as_of);
  ADD ("/desk/source/as-of-instant", TIDE_DESK_NORMAL, test_as_of_instant);
  ADD ("/desk/source/volume-not-reported", TIDE_DESK_NORMAL, test_volume_not_reported);
  ADD ("/desk/source/multiple-below-zero", TIDE_DESK_NORMAL, test_multiple_below_zero);
  ADD ("/desk/source/pence", TIDE_DESK_NORMAL, test_pence);
  ADD ("/desk/source/unknown-symbol", TIDE_DESK_NORMAL, test_unknown_symbol);
  ADD ("/desk/source/field-not-held", TIDE_DESK_NORMAL, test_field_not_held);
  ADD ("/desk/source/memory", TIDE_DESK_NORMAL, test_memory_forgets);
  ADD ("/desk/source/bad-row", TIDE_DESK_NORMAL, test_list_with_a_bad_row);
  ADD ("/desk/source/splits", TIDE_DESK_SAMPLE, test_splits_on_the_sample);
  ADD ("/desk/source/total-return", TIDE_DESK_SAMPLE, test_total_return_on_the_sample);
  ADD ("/desk/source/sample-figures", TIDE_DESK_SAMPLE, test_sample_figures);
  ADD ("/desk/source/back-fill", TIDE_DESK_SAMPLE, test_backfill_is_marked);
#undef ADD

  return g_test_run ();
}
