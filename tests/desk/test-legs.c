// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static void
import_as (DeskFixture *fixture,
           const char  *symbol,
           const char  *source,
           const char  *content)
{
  const TideImportOptions      options = { .symbol = symbol, .source = source };
  g_autoptr (TideImportReport) report =
    desk_fixture_import (fixture, "flow.csv", content, &options);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  g_assert_cmpint (report->n_rejected, ==, 0);
}

static TideResult *
evaluate (DeskFixture      *fixture,
          const char       *formula,
          const TideMoment *moment)
{
  g_autoptr (GError) error = NULL;
  TideResult        *result;

  result = tide_desk_evaluate (fixture->desk, formula, NULL, moment, TIDE_EVALUATE_NUMBER, &error);
  g_assert_no_error (error);
  return result;
}

static void
assert_missing (DeskFixture *fixture,
                const char  *formula,
                TideMissing  missing,
                const char  *reason)
{
  g_autoptr (TideResult) result = evaluate (fixture, formula, &latest);

  g_test_message ("%s", formula);
  g_assert_cmpint (tide_result_get_data (result)->missing, ==, missing);
  g_assert_cmpstr (tide_result_get_data (result)->reason, ==, reason);
}

static void
assert_note (DeskFixture *fixture,
             const char  *formula,
             double       number,
             const char  *note)
{
  g_autoptr (TideResult) result = evaluate (fixture, formula, &latest);

  g_test_message ("%s", formula);
  g_assert_cmpint (tide_result_get_data (result)->missing, ==, TIDE_MISSING_NONE);
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, number);
  g_assert_cmpstr (tide_result_get_data (result)->note, ==, note);
}

/* Stale values add words of their own, so the clock stands still. */
static void
set_up (DeskFixture  *fixture,
        gconstpointer data)
{
  desk_fixture_set_up (fixture, data);
  tide_clock_freeze (tide_instant_parse ("2025-01-17T12:00:00Z", strlen ("2025-01-17T12:00:00Z")));
}

static void
tear_down (DeskFixture  *fixture,
           gconstpointer data)
{
  tide_clock_freeze (TIDE_INSTANT_NONE);
  desk_fixture_tear_down (fixture, data);
}

#define SOUTH_SUM "sum of STOCK-CONNECT/SOUTH/SH + STOCK-CONNECT/SOUTH/SZ"
#define SOUTH_GAPS                                                                          \
  SOUTH_SUM "; STOCK-CONNECT/SOUTH turnover lacks one of the legs STOCK-CONNECT/SOUTH/SH, " \
            "STOCK-CONNECT/SOUTH/SZ on 2 days up to 2025-01-16, the one before is of 2025-01-14"

/* A total that nobody published is the sum where all legs are there, and names
 * the leg that is not. */
static void
test_sum (DeskFixture  *fixture,
          gconstpointer data)
{
  g_autoptr (TideResult) result = NULL;
  g_autoptr (TideResult) early = NULL;
  TideMoment             moment = desk_moment_at ("2025-01-13");
  const TideInput       *inputs;
  const TideSeriesInfo  *info;
  size_t                 n_inputs;

  import_as (fixture, "STOCK-CONNECT/SOUTH/SH", NULL,
             "date,turnover,net_buy,quota_balance\n2025-01-13,100,10,7\n2025-01-14,110,-5,7\n"
             "2025-01-15,120,3,7\n");
  assert_missing (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", TIDE_MISSING_NOT_REPORTED,
                  "lacks the leg STOCK-CONNECT/SOUTH/SZ");

  import_as (fixture, "STOCK-CONNECT/SOUTH/SZ", NULL,
             "date,turnover,net_buy,quota_balance\n2025-01-13,50,20,9\n2025-01-14,60,,9\n"
             "2025-01-16,70,4,9\n");
  assert_note (fixture, "sum(turnover(\"STOCK-CONNECT/SOUTH\"), MAX)", 320, SOUTH_GAPS);
  assert_note (fixture, "at(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01-14)", 170, SOUTH_SUM);
  assert_note (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", 170, SOUTH_GAPS);
  assert_note (fixture, "at(net_buy(\"STOCK-CONNECT/SOUTH\"), 2025-01-13)", 30, SOUTH_SUM);
  assert_note (fixture, "at(net_buy(\"STOCK-CONNECT/SOUTH\"), 2025-01-14)", 30,
               SOUTH_SUM "; STOCK-CONNECT/SOUTH net_buy lacks one of the legs "
                         "STOCK-CONNECT/SOUTH/SH, STOCK-CONNECT/SOUTH/SZ on 2025-01-14, the one "
                         "before is of 2025-01-13");
  assert_missing (fixture, "field(\"quota_balance\", \"STOCK-CONNECT/SOUTH\")",
                  TIDE_MISSING_NO_FIELD, "no quota_balance is held for STOCK-CONNECT/SOUTH");

  result = evaluate (fixture, "at(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01-14)", &latest);
  inputs = tide_result_get_inputs (result, &n_inputs);
  g_assert_cmpuint (n_inputs, ==, 1);
  info = tide_series_get_info (inputs[0].series);
  g_assert_cmpstr (info->symbol, ==, "STOCK-CONNECT/SOUTH");
  g_assert_cmpstr (info->source, ==, "csv");
  g_assert_cmpstr (info->unit.currency, ==, "HKD");
  g_assert_cmpstr (info->facts.measure, ==, "turnover");
  g_assert_cmpstr (info->facts.investor, ==, "Mainland investors, southbound");
  g_assert_cmpint (tide_series_get_origin (inputs[0].series, 0)->learned, ==, tide_clock_now ());

  early = evaluate (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", &moment);
  g_assert_cmpfloat (tide_result_get_data (early)->number, ==, 150);
}

/* What is published counts, and what does not add up to it is told. */
static void
test_published_total (DeskFixture  *fixture,
                      gconstpointer data)
{
  import_as (fixture, "STOCK-CONNECT/SOUTH/SH", NULL,
             "date,turnover\n2025-01-13,6200000000\n2025-01-14,5000000000\n");
  import_as (fixture, "STOCK-CONNECT/SOUTH/SZ", NULL,
             "date,turnover\n2025-01-13,3870000000\n2025-01-14,4000000000\n");
  import_as (fixture, "STOCK-CONNECT/SOUTH", NULL,
             "date,turnover\n2025-01-13,10100000000\n2025-01-14,9500000000\n");

  /* 6.20 + 3.87 rounds to 10.1. */
  assert_note (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", 9.5e9,
               "turnover differs from the sum of its legs on 1 day, last 2025-01-14: "
               "HKD 9,500,000,000.00 against HKD 9,000,000,000.00");
}

/* Legs of another source neither complete nor contradict a total. */
static void
test_one_source (DeskFixture  *fixture,
                 gconstpointer data)
{
  import_as (fixture, "STOCK-CONNECT/SOUTH/SH", "a", "date,turnover\n2025-01-13,1\n");
  import_as (fixture, "STOCK-CONNECT/SOUTH/SZ", "b", "date,turnover\n2025-01-13,2\n");
  assert_missing (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", TIDE_MISSING_NOT_REPORTED,
                  "lacks the leg STOCK-CONNECT/SOUTH/SZ");
  assert_missing (fixture, "field(\"turnover\", \"STOCK-CONNECT/SOUTH\", source=\"csv:b\")",
                  TIDE_MISSING_NOT_REPORTED, "lacks the leg STOCK-CONNECT/SOUTH/SH");

  import_as (fixture, "STOCK-CONNECT/SOUTH/SZ", "a", "date,turnover\n2025-01-13,5\n");
  assert_note (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", 6, SOUTH_SUM);
  import_as (fixture, "STOCK-CONNECT/SOUTH", "b", "date,turnover\n2025-01-13,100\n");
  assert_note (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", 100, NULL);
  assert_note (fixture, "field(\"turnover\", \"STOCK-CONNECT/SOUTH\", source=\"csv:a\")", 6,
               SOUTH_SUM);
}

static void
test_identities (DeskFixture  *fixture,
                 gconstpointer data)
{
  import_as (fixture, "STOCK-CONNECT/SOUTH", NULL,
             "date,turnover,buy,sell,net_buy\n2025-01-13,100.04,60.02,40.01,20.01\n"
             "2025-01-14,100.04,60.02,40.02,-20\n");
  assert_note (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", 100.04, NULL);
  assert_note (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")", -20,
               "net_buy differs from buy - sell on 1 day, last 2025-01-14: HKD -20.00 against "
               "HKD 20.00");
  assert_note (fixture, "buy(\"STOCK-CONNECT/SOUTH\")", 60.02, NULL);
}

static void
test_currencies (DeskFixture  *fixture,
                 gconstpointer data)
{
  const TideImportOptions      yuan = { .symbol = "STOCK-CONNECT/SOUTH/SZ",
                                        .field = "turnover",
                                        .unit = "CNY" };
  g_autoptr (TideImportReport) report = NULL;

  import_as (fixture, "STOCK-CONNECT/SOUTH/SH", NULL, "date,turnover\n2025-01-13,1\n");
  report = desk_fixture_import (fixture, "sz.csv", "date,value\n2025-01-13,2\n", &yuan);
  g_assert_cmpint (report->n_new, ==, 1);
  assert_missing (fixture, "turnover(\"STOCK-CONNECT/SOUTH\")", TIDE_MISSING_NOT_REPORTED,
                  "has legs in different units, HKD and CNY");
}

#define NORTH_END                                                                  \
  "STOCK-CONNECT/NORTH net_buy ended 2024-08-16: the exchanges no longer publish " \
  "what is bought and what is sold; succeeded by turnover"

/* Some sources go on writing zeros after the end; those are no figures. */
static void
test_northbound_end (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autoptr (TideResult) result = NULL;
  g_autoptr (TideResult) before = NULL;
  TideMoment             moment = desk_moment_at ("2024-08-16");
  const TideInput       *inputs;
  size_t                 n_inputs;

  import_as (fixture, "STOCK-CONNECT/NORTH", NULL,
             "date,turnover,net_buy\n2024-08-15,100,7\n2024-08-16,110,-2568220000\n"
             "2024-08-19,120,0\n2024-08-20,130,\n");
  assert_missing (fixture, "at(net_buy(\"STOCK-CONNECT/NORTH\"), 2024-08-19)", TIDE_MISSING_ENDED,
                  NORTH_END);
  assert_missing (fixture, "sum(net_buy(\"STOCK-CONNECT/NORTH\"), 2024-09)", TIDE_MISSING_ENDED,
                  NORTH_END);

  result = evaluate (fixture, "net_buy(\"STOCK-CONNECT/NORTH\")", &latest);
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, -2568220000);
  g_assert_cmpint (tide_result_get_data (result)->stale_days, >, 100);
  inputs = tide_result_get_inputs (result, &n_inputs);
  g_assert_cmpuint (tide_series_get_length (inputs[0].series), ==, 2);
  assert_note (fixture, "at(turnover(\"STOCK-CONNECT/NORTH\"), 2024-08-20)", 130, NULL);

  /* Then it had not ended yet. */
  before = evaluate (fixture, "net_buy(\"STOCK-CONNECT/NORTH\")", &moment);
  inputs = tide_result_get_inputs (before, &n_inputs);
  g_assert_cmpint (tide_series_get_info (inputs[0].series)->facts.ended_day, ==, TIDE_DAY_NONE);
}

/* Figures after the end say that there is none. */
static void
test_northbound_again (DeskFixture  *fixture,
                       gconstpointer data)
{
  import_as (fixture, "STOCK-CONNECT/NORTH", NULL,
             "date,net_buy\n2024-08-16,5\n2025-01-15,6\n2025-01-16,7\n");
  assert_note (fixture, "net_buy(\"STOCK-CONNECT/NORTH\")", 7, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/desk/legs/" path, DeskFixture, NULL, set_up, func, tear_down)
  ADD ("sum", test_sum);
  ADD ("published-total", test_published_total);
  ADD ("one-source", test_one_source);
  ADD ("identities", test_identities);
  ADD ("currencies", test_currencies);
  ADD ("northbound-end", test_northbound_end);
  ADD ("northbound-again", test_northbound_again);
#undef ADD

  return g_test_run ();
}
