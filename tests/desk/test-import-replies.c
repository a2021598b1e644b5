// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Replies of sources, saved as files and imported: recorded ones, and hand-made
 * ones in their shape. */

#include "config.h"

#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define NOW INT64_C (1795176000)

static const TideMoment latest = TIDE_MOMENT_LATEST;

static void
set_up (DeskFixture  *fixture,
        gconstpointer flags)
{
  tide_clock_freeze (NOW);
  desk_fixture_set_up (fixture, flags);
}

static void
tear_down (DeskFixture  *fixture,
           gconstpointer flags)
{
  desk_fixture_tear_down (fixture, flags);
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

/* Imports a recorded reply under a name that says nothing; NULL where it is not
 * there. */
static TideImportReport *
import_payload (DeskFixture *fixture,
                const char  *name)
{
  g_autofree char   *relative = g_build_filename ("payloads", name, NULL);
  g_autofree char   *path = tide_test_dup_shared_path (relative);
  g_autofree char   *content = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  return desk_fixture_import (fixture, "saved.txt", content, NULL);
}

static const TideImportFile *
get_file (const TideImportReport *report)
{
  return g_ptr_array_index (report->files, 0);
}

static double
read_number (DeskFixture *fixture,
             const char  *formula)
{
  return desk_fixture_number (fixture, formula, NULL, &latest);
}

static size_t
count_series (DeskFixture *fixture)
{
  g_autoptr (GPtrArray) series = tide_desk_list_series (fixture->desk, NULL, NULL);

  return series->len;
}

/* Hand-made: two legs of the south. */
static char *
make_daily (const char *day,
            const char *turnover,
            const char *buy)
{
  return g_strdup_printf (
    "tabData = ["
    "{\"date\":\"%s\",\"market\":\"SSE Southbound\",\"content\":[{\"table\":{\"schema\":[[\"Total "
    "Turnover\",\"Buy Turnover\",\"Sell Turnover\"]],\"tr\":[{\"td\":[[\"%s\"]]},"
    "{\"td\":[[\"%s\"]]},{\"td\":[[\"2.00\"]]}]}}]},"
    "{\"date\":\"%s\",\"market\":\"SZSE Southbound\",\"content\":[{\"table\":{\"schema\":[["
    "\"Total Turnover\"]],\"tr\":[{\"td\":[[\"%s\"]]}]}}]}];\n",
    day, turnover, buy, day, turnover);
}

static void
test_daily_file (DeskFixture  *fixture,
                 gconstpointer data)
{
  g_autoptr (TideImportReport) first = import_payload (fixture,
                                                       "hkex-stockconnect-daily-20260821.js");
  g_autoptr (TideImportReport) again = NULL;
  g_autoptr (TideImportReport) later = NULL;

  if (first == NULL)
    return;

  g_assert_no_error (get_file (first)->error);
  g_assert_cmpint (first->n_new, ==, 6);
  g_assert_cmpint (first->n_rejected, ==, 0);
  g_assert_cmpuint (g_strv_length (get_file (first)->symbols), ==, 6);
  g_assert_cmpfloat (read_number (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")"), ==, -7629.64e6);
  g_assert_cmpfloat (read_number (fixture, "turnover(\"STOCK-CONNECT/NORTH\")"), ==,
                     268087.54e6);
  g_assert_cmpfloat (
    read_number (fixture, "field(\"turnover\", \"STOCK-CONNECT/NORTH\", source=\"hkex\")"), ==,
    268087.54e6);

  again = import_payload (fixture, "hkex-stockconnect-daily-20260821.js");
  g_assert_cmpint (again->n_new, ==, 0);
  g_assert_cmpint (again->n_revised, ==, 0);

  later = import_payload (fixture, "hkex-stockconnect-daily-20260917-top10.js");
  g_assert_cmpint (later->n_new, ==, 3);
  g_assert_cmpfloat (read_number (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")"), ==, 3363.15e6);
}

/* What the refusal says, and that nothing of the file was kept. */
static void
check_refused (DeskFixture *fixture,
               const char  *name,
               const char  *content,
               const char  *words)
{
  size_t                       n_series = count_series (fixture);
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, NULL);

  g_assert_nonnull (get_file (report)->error);
  g_test_message ("%s", get_file (report)->error->message);
  g_assert_nonnull (strstr (get_file (report)->error->message, words));
  g_assert_cmpint (report->n_new, ==, 0);
  g_assert_cmpuint (count_series (fixture), ==, n_series);
}

static void
test_daily_refused (DeskFixture  *fixture,
                    gconstpointer data)
{
  g_autofree char *good = make_daily ("2026-08-20", "5.00", "3.00");
  g_autofree char *sum = make_daily ("2026-08-21", "9.00", "3.00");
  g_autofree char *cut = g_strndup (good, strlen (good) - 10);
  g_autofree char *leg = g_strndup (good, (size_t) (strstr (good, "}]},") - good) + 3);
  g_autofree char *alone = g_strconcat (leg, "];", NULL);

  check_refused (fixture, "a.js", sum, "do not add up");
  check_refused (fixture, "b.js", cut, "cut short");
  check_refused (fixture, "c.js", alone, "lacks SZSE Southbound");
  check_refused (fixture, "hkex-stockconnect-daily-20260821.js",
                 "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", "web page");
  check_refused (fixture, "d.js", "tabData = [];", "none of the markets");
  g_assert_cmpuint (count_series (fixture), ==, 0);
}

/* The last session again under the date of a holiday. */
static void
test_daily_repeated (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autofree char             *thursday = make_daily ("2026-08-20", "5.00", "3.00");
  g_autofree char             *friday = make_daily ("2026-08-21", "5.00", "3.00");
  g_autofree char             *monday = make_daily ("2026-08-24", "5.01", "3.01");
  g_autoptr (TideImportReport) first = desk_fixture_import (fixture, "a.js", thursday, NULL);
  g_autoptr (TideImportReport) third = NULL;

  g_assert_cmpint (first->n_new, ==, 3);
  check_refused (fixture, "b.js", friday, "repeated session");
  third = desk_fixture_import (fixture, "c.js", monday, NULL);
  g_assert_cmpint (third->n_new, ==, 3);
  g_assert_cmpfloat (read_number (fixture, "buy(\"STOCK-CONNECT/SOUTH/SH\")"), ==, 3.01e6);
}

static void
test_history (DeskFixture  *fixture,
              gconstpointer data)
{
  g_autoptr (TideImportReport) rows = import_payload (
    fixture, "eastmoney-mutual-deal-history-20260820-rows.json");
  g_autoptr (TideImportReport) row = import_payload (
    fixture, "eastmoney-mutual-deal-history-northbound-row.json");
  g_autoptr (TideImportReport) refused = import_payload (
    fixture, "eastmoney-datacenter-error-9701.json");

  if (rows == NULL || row == NULL || refused == NULL)
    return;

  g_assert_no_error (get_file (rows)->error);
  g_assert_cmpint (rows->n_new, ==, 2);
  g_assert_cmpint (row->n_new, ==, 1);
  g_assert_cmpfloat (read_number (fixture, "net_buy(\"STOCK-CONNECT/SOUTH\")"), ==,
                     -10412.07e6);
  g_assert_cmpfloat (
    read_number (fixture, "field(\"turnover\", \"STOCK-CONNECT/NORTH/SH\", "
                          "source=\"eastmoney\")"),
    ==, 101257.88e6);
  g_assert_nonnull (strstr (get_file (refused)->error->message, "code 9701"));
}

static void
test_overview (DeskFixture  *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *formula;
    double      value;
  } cases[] = {
    { "pe(\"IBM\")", 14.1327 },
    { "pe_fwd(\"IBM\")", 11.2867 },
    { "pb(\"IBM\")", 5.4017 },
    { "ps(\"IBM\")", 1.4762 },
    { "ev_ebitda(\"IBM\")", 11.0349 },
    { "dividend_yield(\"IBM\")", 0.0529 },
    { "eps_ttm(\"IBM\")", 8.811 },
    { "market_cap(\"IBM\")", 114234572800.0 },
    { "field(\"pe\", \"IBM\", source=\"alphavantage\")", 14.1327 },
  };
  g_autoptr (TideImportReport) report = import_payload (fixture, "alphavantage-overview-ibm.json");
  g_autoptr (TideImportReport) limit = NULL;

  if (report == NULL)
    return;

  g_assert_no_error (get_file (report)->error);
  g_assert_cmpint (report->n_new, ==, 1);
  g_assert_nonnull (strstr (get_file (report)->notes[0], "latest quarter, 2020-06-30"));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat (read_number (fixture, cases[i].formula), ==, cases[i].value);

  limit = import_payload (fixture, "alphavantage-information-burst.json");
  g_assert_nonnull (strstr (get_file (limit)->error->message, "fewer requests"));
}

static void
test_bars_and_quotes (DeskFixture  *fixture,
                      gconstpointer data)
{
  g_autoptr (TideImportReport) bars = import_payload (fixture, "tencent-kline-multi.json");
  g_autoptr (TideImportReport) quotes = import_payload (fixture, "tencent-qt-hk-20260807.js");

  if (bars == NULL || quotes == NULL)
    return;

  g_assert_cmpint (bars->n_new, ==, 15);
  g_assert_no_error (get_file (quotes)->error);
  g_assert_cmpint (quotes->n_revised, ==, 0);
  g_assert_cmpfloat (read_number (fixture, "close(\"0700.HK\")"), ==, 478.8);
  g_assert_cmpfloat (read_number (fixture, "pe(\"0700.HK\")"), ==, 17.47);
  g_assert_cmpfloat (read_number (fixture, "at(volume(\"600519.SS\"), 2026-08-07)"), ==,
                     2497600.0);
}

/* A chart is about the symbol it names. */
static void
test_chart (DeskFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (TideImportReport) chart = import_payload (fixture, "yahoo-chart-0700hk.json");
  g_autoptr (TideImportReport) lost = import_payload (fixture, "yahoo-error-404-chart.json");

  if (chart == NULL || lost == NULL)
    return;

  g_assert_no_error (get_file (chart)->error);
  g_assert_cmpstr (get_file (chart)->symbols[0], ==, "0700.HK");
  g_assert_cmpint (chart->n_new, >, 0);
  g_assert_cmpfloat (
    read_number (fixture, "round(field(\"close\", \"0700.HK\", source=\"yahoo\"), 1)"), ==,
    478.8);
  g_assert_nonnull (get_file (lost)->error);
  g_test_message ("%s", get_file (lost)->error->message);
}

/* Observations that do not say which series they are need to be told. */
static void
test_rates (DeskFixture  *fixture,
            gconstpointer data)
{
  static const char            text[] = "{\"realtime_start\":\"2026-03-19\",\"observations\":["
                                        "{\"date\":\"2026-03-13\",\"value\":\"7.827\"}]}";
  const TideImportOptions      options = { .symbol = "hkd=x" };
  g_autoptr (TideImportReport) table = import_payload (fixture, "ecb-exr-csvdata-trimmed.csv");
  g_autoptr (TideImportReport) told = NULL;

  check_refused (fixture, "rates.json", text, "--symbol");
  told = desk_fixture_import (fixture, "rates.json", text, &options);
  g_assert_cmpint (told->n_new, ==, 1);
  g_assert_cmpfloat (read_number (fixture, "close(\"HKD=X\")"), ==, 7.827);
  if (table == NULL)
    return;

  g_assert_cmpint (table->n_new, ==, 66);
  g_assert_cmpfloat (read_number (fixture, "close(\"EURHKD=X\")"), ==, 9.0135);
}

/* Kept apart under a name of its own, like any import. */
static void
test_source_name (DeskFixture  *fixture,
                  gconstpointer data)
{
  const TideImportOptions      options = { .source = "mine" };
  g_autofree char             *text = make_daily ("2026-08-20", "5.00", "3.00");
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, "a.js", text, &options);

  g_assert_cmpint (report->n_new, ==, 3);
  g_assert_cmpfloat (
    read_number (fixture, "field(\"buy\", \"STOCK-CONNECT/SOUTH/SH\", source=\"csv:mine\")"), ==,
    3e6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, DeskFixture, GINT_TO_POINTER (TIDE_DESK_NORMAL), set_up, func, tear_down)
  ADD ("/desk/import-replies/daily-file", test_daily_file);
  ADD ("/desk/import-replies/daily-refused", test_daily_refused);
  ADD ("/desk/import-replies/daily-repeated", test_daily_repeated);
  ADD ("/desk/import-replies/history", test_history);
  ADD ("/desk/import-replies/overview", test_overview);
  ADD ("/desk/import-replies/bars-and-quotes", test_bars_and_quotes);
  ADD ("/desk/import-replies/chart", test_chart);
  ADD ("/desk/import-replies/rates", test_rates);
  ADD ("/desk/import-replies/source-name", test_source_name);
#undef ADD

  return g_test_run ();
}
