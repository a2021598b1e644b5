// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "desk/tide-flows.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

/* Two legs and a total of three months; the last month is not over. */
#define SOUTH_DAYS                   \
  "date,turnover,buy,sell,net_buy\n" \
  "2024-02-01,30e9,16e9,14e9,2e9\n"  \
  "2025-01-02,50e9,26e9,24e9,2e9\n"  \
  "2025-01-31,70e9,34e9,36e9,-2e9\n" \
  "2025-02-05,90e9,50e9,40e9,10e9\n" \
  "2025-02-06,100e9,54e9,46e9,8e9\n" \
  "2025-02-07,110.6e9,55e9,55.6e9,-0.6e9\n"

static void
import (DeskFixture *fixture,
        const char  *name,
        const char  *symbol,
        const char  *field,
        const char  *content)
{
  const TideImportOptions      options = { .symbol = symbol, .field = field, .currency = "HKD" };
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, &options);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
}

static TideSheet *
evaluate (DeskFixture   *fixture,
          TideSheetPlan *plan_take,
          const char    *day)
{
  g_autoptr (TideSheetPlan) plan = plan_take;
  g_autoptr (GError)        error = NULL;
  TideMoment                moment = desk_moment_at (day);
  TideSheet                *sheet;

  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &moment, &error);
  g_assert_no_error (error);
  return sheet;
}

static void
check_text (const TideSheet *sheet,
            unsigned int     row,
            unsigned int     column,
            const char      *expected)
{
  g_autofree char *text = tide_sheet_print (sheet, row, column, TIDE_NUMBER_MACHINE);

  g_assert_cmpstr (text, ==, expected);
}

static TideFlows
south_to (int year,
          int month,
          int day)
{
  return (TideFlows){ TIDE_FLOWS_SOUTH, "1Y", tide_day_from_ymd (year, month, day) };
}

/* 100.2 against 60 is 1.67 times and 67 % more; against 30 a year before 3.34. */
static void
test_cards (DeskFixture  *fixture,
            gconstpointer data)
{
  TideFlows             flows = south_to (2025, 2, 7);
  g_autoptr (TideSheet) sheet = NULL;
  g_autofree char      *message = NULL;

  import (fixture, "south.csv", TIDE_FLOWS_SOUTH, NULL, SOUTH_DAYS);
  sheet = evaluate (fixture, tide_flows_plan_cards (&flows), "2025-02-07");
  check_text (sheet, 0, TIDE_FLOWS_CARD_ADT, "100.2");
  check_text (sheet, 0, TIDE_FLOWS_CARD_SESSIONS, "3");
  check_text (sheet, 0, TIDE_FLOWS_CARD_VS_MONTH, "1.67x");
  check_text (sheet, 0, TIDE_FLOWS_CARD_VS_MONTH_CHANGE, "+67%");
  check_text (sheet, 0, TIDE_FLOWS_CARD_MONTH_SESSIONS, "2");
  check_text (sheet, 0, TIDE_FLOWS_CARD_VS_YEAR, "3.34x");
  check_text (sheet, 0, TIDE_FLOWS_CARD_VS_YEAR_CHANGE, "+234%");
  check_text (sheet, 0, TIDE_FLOWS_CARD_YEAR_SESSIONS, "1");
  check_text (sheet, 0, TIDE_FLOWS_CARD_PERCENTILE, "100%");
  check_text (sheet, 0, TIDE_FLOWS_CARD_COUNT, "6");
  check_text (sheet, 0, TIDE_FLOWS_CARD_STREAK, "+5");
  g_assert_nonnull (strstr (tide_sheet_plan_get_note (tide_sheet_get_plan (sheet)), "MTD"));
  g_assert_nonnull (strstr (tide_sheet_plan_get_subtitle (tide_sheet_get_plan (sheet)),
                            "Mainland investors, southbound"));
  /* A record has no earlier day, and says so. */
  g_assert_nonnull (strstr (
    tide_result_get_data (tide_sheet_get_result (sheet, 0, TIDE_FLOWS_CARD_HIGHEST_SINCE))->reason,
    "record"));
  message = tide_flows_dup_message (&flows, sheet);
  g_assert_cmpstr (message, ==, "Southbound ADT: February runs 1.67x January");
}

/* A month is over when no weekday of it is left. */
static void
test_part_month (void)
{
  static const struct
  {
    int  day;
    bool part;
  } cases[] = { { 14, true }, { 27, true }, { 28, false } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideFlows flows = south_to (2025, 2, cases[i].day);

      g_assert_cmpint (tide_flows_is_part_month (&flows), ==, cases[i].part);
    }

  /* 30 May 2025 is a Friday, and 31 May a Saturday. */
  g_assert_false (tide_flows_is_part_month (&(TideFlows){
    TIDE_FLOWS_SOUTH, "1Y", tide_day_from_ymd (2025, 5, 30) }));
}

static void
test_months (DeskFixture  *fixture,
             gconstpointer data)
{
  TideFlows             flows = south_to (2025, 2, 7);
  g_autoptr (TideSheet) sheet = NULL;
  TideSheetPlan        *plan;

  import (fixture, "south.csv", TIDE_FLOWS_SOUTH, NULL, SOUTH_DAYS);
  sheet = evaluate (fixture, tide_flows_plan_months (&flows), "2025-02-07");
  plan = tide_sheet_get_plan (sheet);
  g_assert_cmpuint (tide_sheet_plan_get_n_rows (plan), ==, 13);
  g_assert_cmpstr (tide_sheet_plan_get_label (plan, 0), ==, "Feb 2025 MTD");
  g_assert_cmpstr (tide_sheet_plan_get_label (plan, 1), ==, "Jan 2025");
  g_assert_cmpstr (tide_sheet_plan_get_label (plan, 12), ==, "Feb 2024");
  check_text (sheet, 0, 0, "100.2");
  check_text (sheet, 0, 4, "+17.4");
  check_text (sheet, 1, 0, "60.0");
  check_text (sheet, 1, 4, "0.0");
  /* A month without a session is a gap with a reason, never zero. */
  g_assert_nonnull (tide_result_get_data (tide_sheet_get_result (sheet, 2, 0))->reason);
  g_assert_cmpint (tide_result_get_data (tide_sheet_get_result (sheet, 2, 0))->kind, ==,
                   TIDE_VALUE_MISSING);
}

static void
test_compare (DeskFixture  *fixture,
              gconstpointer data)
{
  TideFlows             flows = south_to (2025, 2, 7);
  g_autoptr (TideSheet) sheet = NULL;

  import (fixture, "south.csv", TIDE_FLOWS_SOUTH, NULL, SOUTH_DAYS);
  sheet = evaluate (fixture,
                    tide_flows_plan_compare (&flows, tide_month_parse ("2024-02", 7),
                                             tide_month_parse ("2025-01", 7)),
                    "2025-02-07");
  check_text (sheet, 0, 0, "30.0");
  check_text (sheet, 0, 2, "0.50x");
  check_text (sheet, 0, 3, "-50%");
  check_text (sheet, 1, 0, "60.0");
  check_text (sheet, 1, 2, "");
}

static GPtrArray *
find_rows (DeskFixture     *fixture,
           TideFlowsRowKind kind,
           const char      *symbol)
{
  g_autoptr (GPtrArray) statuses = tide_desk_list_series (fixture->desk, NULL, NULL);

  return tide_flows_find_rows (fixture->desk, statuses, kind, symbol);
}

/* The sectors of the week, the week before, and what the total has beyond them. */
static void
test_sectors (DeskFixture  *fixture,
              gconstpointer data)
{
  TideFlows             flows = south_to (2025, 2, 7);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (TideSheet) sheet = NULL;
  double                rest = 0;

  import (fixture, "south.csv", TIDE_FLOWS_SOUTH, NULL, SOUTH_DAYS);
  import (fixture, "energy.csv", TIDE_FLOWS_SOUTH "/SECTOR/ENERGY", "net_buy",
          "date,value\n2025-01-24,-1e9\n2025-01-31,-2e9\n2025-02-07,3e9\n");
  import (fixture, "other.csv", TIDE_FLOWS_SOUTH "/SECTOR/UTILITIES", "net_buy",
          "date,value\n2025-01-24,1e9\n2025-01-31,4e9\n2025-02-07,10e9\n");
  rows = find_rows (fixture, TIDE_FLOWS_SECTORS, TIDE_FLOWS_SOUTH);
  g_assert_cmpuint (rows->len, ==, 2);
  sheet = evaluate (fixture,
                    tide_flows_plan_sectors (&flows, rows, tide_day_from_ymd (2025, 2, 7)),
                    "2025-02-07");
  check_text (sheet, 0, 0, "+3.00");
  check_text (sheet, 0, 1, "-2.00");
  check_text (sheet, 1, 0, "+10.00");
  check_text (sheet, 2, 0, "+13.00");
  check_text (sheet, 3, 0, "+17.40");
  g_assert_true (tide_sheet_get_number (sheet, 4, 0, &rest));
  g_assert_cmpfloat (ABS (rest - 4.4e9), <, 1);
  g_assert_cmpint (tide_sheet_plan_get_kind (tide_sheet_get_plan (sheet), 4), ==,
                   TIDE_SHEET_ROW_SUMMARY);
}

/* What is known as a sign prints as one, and has no amount anywhere. */
static void
test_signs (DeskFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (TideSheet) sheet = NULL;

  import (fixture, "a.csv", "GS-PRIME/SECTOR/ENERGY", "direction",
          "date,value\n2025-01-31,1\n2025-02-07,-1\n");
  import (fixture, "b.csv", "GS-PRIME/SECTOR/SOFTWARE", "direction",
          "date,value\n2025-01-31,1\n2025-02-07,1\n");
  rows = find_rows (fixture, TIDE_FLOWS_SIGNS, NULL);
  sheet = evaluate (fixture, tide_flows_plan_signs (rows), "2025-02-14");
  check_text (sheet, 0, 0, "▼");
  check_text (sheet, 1, 0, "▲");
  check_text (sheet, 1, 1, "2025-02-07");
  g_assert_nonnull (strstr (tide_sheet_plan_get_subtitle (tide_sheet_get_plan (sheet)),
                            "Hedge funds"));
}

/* 1.77 trn at 3.85 % are a share of 45,974 bn. */
static void
test_holders (DeskFixture  *fixture,
              gconstpointer data)
{
  const TideImportOptions      options = { .symbol = "FOREIGN/CSI-A500", .currency = "CNY" };
  g_autoptr (TideImportReport) report = NULL;
  g_autoptr (GPtrArray)        rows = NULL;
  g_autoptr (TideSheet)        sheet = NULL;

  report = desk_fixture_import (fixture, "holdings.csv",
                                "date,holdings,share\n2025-01-31,1.74e12,3.87%\n"
                                "2025-02-07,1.77e12,3.85%\n",
                                &options);
  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  rows = find_rows (fixture, TIDE_FLOWS_HOLDERS, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  sheet = evaluate (fixture, tide_flows_plan_holders (rows), "2025-02-14");
  check_text (sheet, 0, 0, "1,770");
  check_text (sheet, 0, 2, "3.85%");
  check_text (sheet, 0, 3, "45,974");
}

/* Northbound net buying is ended, with the reason, and never zero. */
static void
test_north_ended (DeskFixture  *fixture,
                  gconstpointer data)
{
  TideFlows             flows = { TIDE_FLOWS_NORTH, "1Y", tide_day_from_ymd (2025, 2, 7) };
  g_autoptr (TideSheet) sheet = NULL;
  const TideResultData *cell;

  import (fixture, "north.csv", TIDE_FLOWS_NORTH, NULL,
          "date,turnover,net_buy\n2024-08-01,80e9,1e9\n2024-08-15,90e9,1e9\n"
          "2024-08-16,95e9,-2.5e9\n"
          "2025-01-20,150e9,\n2025-02-06,180e9,\n2025-02-07,200e9,\n");
  sheet = evaluate (fixture, tide_flows_plan_months (&flows), "2025-02-07");
  cell = tide_result_get_data (tide_sheet_get_result (sheet, 0, 4));
  g_assert_cmpint (cell->kind, ==, TIDE_VALUE_MISSING);
  g_assert_cmpint (cell->missing, ==, TIDE_MISSING_ENDED);
  g_assert_nonnull (strstr (cell->reason, "2024-08-16"));
  check_text (sheet, 6, 4, "-0.5");
  g_assert_cmpstr (tide_flows_get_investor (flows.symbol), ==, "Foreign investors, northbound");
}

/* The sample holds what its articles say. */
static void
test_sample (DeskFixture  *fixture,
             gconstpointer data)
{
  TideFlows             flows = south_to (2025, 2, 14);
  g_autoptr (GPtrArray) books = NULL;
  g_autoptr (GPtrArray) signs = NULL;
  g_autoptr (TideSheet) cards = NULL;
  g_autoptr (TideSheet) positioning = NULL;

  desk_fixture_reopen (fixture, TIDE_DESK_SAMPLE);
  cards = evaluate (fixture, tide_flows_plan_cards (&flows), "2025-02-14");
  check_text (cards, 0, TIDE_FLOWS_CARD_ADT, "100.2");
  check_text (cards, 0, TIDE_FLOWS_CARD_SESSIONS, "8");
  check_text (cards, 0, TIDE_FLOWS_CARD_VS_MONTH, "1.67x");
  check_text (cards, 0, TIDE_FLOWS_CARD_VS_YEAR, "3.00x");
  books = find_rows (fixture, TIDE_FLOWS_BOOKS, NULL);
  positioning = evaluate (fixture, tide_flows_plan_books (books, "5Y"), "2025-02-14");
  check_text (positioning, 0, 0, "7.6%");
  check_text (positioning, 0, 1, "23%");
  check_text (positioning, 0, 2, "261");
  check_text (positioning, 0, 3, "23%");
  g_assert_nonnull (strstr (
    ((TideListColumn *) tide_sheet_plan_get_columns (tide_sheet_get_plan (positioning))->pdata[3])
      ->title,
    "cited"));
  signs = find_rows (fixture, TIDE_FLOWS_SIGNS, NULL);
  g_assert_cmpuint (signs->len, ==, 8);
  g_assert_cmpstr (((TideFlowsRow *) signs->pdata[0])->label, ==, "Communication services");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)
  ADD ("/desk/flows/cards", test_cards);
  ADD ("/desk/flows/months", test_months);
  ADD ("/desk/flows/compare", test_compare);
  ADD ("/desk/flows/sectors", test_sectors);
  ADD ("/desk/flows/signs", test_signs);
  ADD ("/desk/flows/holders", test_holders);
  ADD ("/desk/flows/north-ended", test_north_ended);
  ADD ("/desk/flows/sample", test_sample);
#undef ADD
  g_test_add_func ("/desk/flows/part-month", test_part_month);

  return g_test_run ();
}
