// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "desk/tide-sheet.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define WAIT_SECONDS 20

static const TideMoment latest = TIDE_MOMENT_LATEST;

static void
import (DeskFixture *fixture,
        const char  *name,
        const char  *content)
{
  g_autoptr (TideImportReport) report = desk_fixture_import (fixture, name, content, NULL);

  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
}

static void
import_two (DeskFixture *fixture)
{
  import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n2025-01-14,15,0\n");
  import (fixture, "BBB.csv", "Date,Close,Dividends\n2025-01-13,20,0\n2025-01-14,22,0\n");
}

/* Two instruments with a formula of the row's own, and a row of a quotient that
 * names both. */
static TideSheetPlan *
make_plan (void)
{
  TideSheetPlan *plan = tide_sheet_plan_new ("test", "Two");

  tide_sheet_plan_add_row (plan, "First", "AAA", TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_add_column (plan, "Last", TIDE_COLUMN_VALUE, 1);
  tide_sheet_plan_add_row (plan, "Second", "BBB", TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_add_row (plan, "Quotient", NULL, TIDE_SHEET_ROW_SUMMARY);
  tide_sheet_plan_add_column (plan, "Change", TIDE_COLUMN_VALUE, -1);
  tide_sheet_plan_set_cell (plan, 0, 0, "close");
  tide_sheet_plan_set_cell (plan, 1, 0, "close");
  tide_sheet_plan_set_cell (plan, 2, 0, "close(\"BBB\") / close(\"AAA\")");
  tide_sheet_plan_set_cell (plan, 0, 1, "change(close, 1D)");
  tide_sheet_plan_set_cell (plan, 1, 1, "change(close, 1D)");

  return plan;
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

static void
test_evaluate (DeskFixture  *fixture,
               gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideSheet)     sheet = NULL;
  double                    number = 0;

  import_two (fixture);
  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &latest, &error);
  g_assert_no_error (error);
  g_assert_true (tide_sheet_get_plan (sheet) == plan);
  check_text (sheet, 0, 0, "USD 15.0");
  check_text (sheet, 1, 0, "USD 22.0");
  check_text (sheet, 2, 0, "1.5x");
  check_text (sheet, 0, 1, "+50.0%");
  check_text (sheet, 1, 1, "+10.0%");
  check_text (sheet, 2, 1, "");
  g_assert_null (tide_sheet_get_result (sheet, 2, 1));
  g_assert_null (tide_sheet_get_error (sheet, 2, 1));
  g_assert_false (tide_sheet_get_number (sheet, 2, 1, &number));
  g_assert_true (tide_sheet_get_number (sheet, 1, 0, &number));
  g_assert_cmpfloat (number, ==, 22);
  g_assert_cmpstr (tide_sheet_get_origin (sheet), ==, "csv");
  g_assert_cmpint (tide_sheet_get_learned (sheet), !=, TIDE_INSTANT_NONE);
  g_assert_cmpint (tide_sheet_get_last_day (sheet), ==, tide_day_from_ymd (2025, 1, 14));
}

static void
test_as_of (DeskFixture  *fixture,
            gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (TideSheet)     sheet = NULL;
  TideMoment                moment = desk_moment_at ("2025-01-13");

  import_two (fixture);
  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &moment, NULL);
  check_text (sheet, 0, 0, "USD 10.0");
  check_text (sheet, 2, 0, "2.0x");
  g_assert_cmpint (tide_sheet_get_last_day (sheet), ==, tide_day_from_ymd (2025, 1, 13));
}

/* A cell that fails, for its text, its symbol or its row, leaves the others. */
static void
test_failing_cells (DeskFixture  *fixture,
                    gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (TideSheet)     sheet = NULL;
  g_autofree char          *shown = NULL;

  import_two (fixture);
  tide_sheet_plan_add_row (plan, "Third", "CCC", TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_set_cell (plan, 3, 0, "close");
  tide_sheet_plan_set_cell (plan, 0, 1, "chnge(close)");
  tide_sheet_plan_set_cell (plan, 2, 1, "close");
  tide_sheet_plan_set_cell (plan, 1, 1, NULL);
  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &latest, NULL);
  check_text (sheet, 0, 0, "USD 15.0");
  g_assert_nonnull (strstr (tide_sheet_get_error (sheet, 0, 1), "chnge"));
  g_assert_nonnull (strstr (tide_sheet_get_error (sheet, 3, 0), "CCC"));
  g_assert_nonnull (tide_sheet_get_error (sheet, 2, 1));
  check_text (sheet, 1, 1, "");
  shown = tide_sheet_print (sheet, 3, 0, TIDE_NUMBER_SCREEN);
  g_assert_cmpstr (shown, ==, "!");
}

/* The rows are the list that a formula may compare, and the row beneath them
 * says what they have in common. */
static void
test_compares_rows (DeskFixture  *fixture,
                    gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (TideSheet)     sheet = NULL;

  import_two (fixture);
  tide_sheet_plan_set_cell (plan, 0, 0, "rank(close)");
  tide_sheet_plan_set_cell (plan, 1, 0, "rank(close)");
  tide_sheet_plan_set_cell (plan, 0, 1, "close / peer_median(close)");
  tide_sheet_plan_set_cell (plan, 2, 1, "peer_median(close)");
  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &latest, NULL);
  check_text (sheet, 0, 0, "2.0");
  check_text (sheet, 1, 0, "1.0");
  check_text (sheet, 0, 1, "0.81x");
  check_text (sheet, 2, 1, "USD 18.50");
}

static void
settled_cb (GObject    *object,
            GParamSpec *pspec,
            gpointer    user_data)
{
  TideLoadState state = tide_sheet_load_get_state (TIDE_SHEET_LOAD (object));

  if (state == TIDE_LOAD_FRESH || state == TIDE_LOAD_FAILED)
    *(bool *) user_data = true;
}

static void
wait_settled (TideSheetLoad *load)
{
  bool   done = false;
  gulong id = g_signal_connect (load, "notify::state", G_CALLBACK (settled_cb), &done);

  settled_cb (G_OBJECT (load), NULL, &done);
  tide_test_wait_until (&done, WAIT_SECONDS);
  g_signal_handler_disconnect (load, id);
}

static void
flag_cb (gpointer object,
         gpointer pspec,
         gpointer user_data)
{
  *(bool *) user_data = true;
}

static void
test_stale_then_fresh (DeskFixture  *fixture,
                       gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (TideSheetLoad) load = NULL;
  g_autoptr (TideListRow)   row = NULL;
  g_autoptr (TideListRow)   again = NULL;
  bool                      changed = false;

  import_two (fixture);
  load = tide_desk_watch_sheet (fixture->desk, plan, &latest);
  g_assert_cmpint (tide_sheet_load_get_state (load), ==, TIDE_LOAD_WAITING);
  g_assert_null (tide_sheet_load_get_sheet (load));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (load)), ==, 3);
  row = g_list_model_get_item (G_LIST_MODEL (load), 1);
  g_assert_cmpstr (tide_list_row_get_name (row), ==, "Second");
  g_assert_cmpuint (tide_list_row_get_n_results (row), ==, 0);
  wait_settled (load);
  g_assert_cmpint (tide_sheet_load_get_state (load), ==, TIDE_LOAD_FRESH);
  check_text (tide_sheet_load_get_sheet (load), 1, 0, "USD 22.0");
  g_assert_cmpfloat (tide_result_get_data (tide_list_row_get_result (row, 0))->number, ==, 22);

  g_signal_connect (load, "notify::sheet", G_CALLBACK (flag_cb), &changed);
  import (fixture, "BBB.csv",
          "Date,Close,Dividends\n2025-01-13,20,0\n2025-01-14,22,0\n2025-01-15,33,0\n");
  tide_test_wait_until (&changed, WAIT_SECONDS);
  check_text (tide_sheet_load_get_sheet (load), 1, 1, "+50.0%");
  again = g_list_model_get_item (G_LIST_MODEL (load), 1);
  g_assert_true (row == again);
  g_assert_cmpfloat (tide_result_get_data (tide_list_row_get_result (row, 0))->number, ==, 33);
  wait_settled (load);
}

/* A cell on a symbol that is not held is answered once it is. */
static void
test_waits_for_a_symbol (DeskFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  g_autoptr (TideSheetLoad) load = tide_desk_watch_sheet (fixture->desk, plan, &latest);
  bool                      changed = false;

  wait_settled (load);
  g_assert_nonnull (tide_sheet_get_error (tide_sheet_load_get_sheet (load), 0, 0));
  g_signal_connect (load, "notify::sheet", G_CALLBACK (flag_cb), &changed);
  import_two (fixture);
  tide_test_wait_until (&changed, WAIT_SECONDS);
  wait_settled (load);
  check_text (tide_sheet_load_get_sheet (load), 2, 0, "1.5x");
}

static void
test_dropped_at_once (DeskFixture  *fixture,
                      gconstpointer data)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();

  import_two (fixture);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (TideSheetLoad) load = tide_desk_watch_sheet (fixture->desk, plan, &latest);

      g_assert_nonnull (load);
      if (i % 2 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_print (void)
{
  static const struct
  {
    TideColumnStyle style;
    int             decimals;
    double          number;
    const char     *text;
  } cases[] = {
    { TIDE_COLUMN_VALUE, -1, 1.67, "1.67x" },
    { TIDE_COLUMN_VALUE, 1, 3.004, "3.0x" },
    { TIDE_COLUMN_DEVIATIONS, -1, 1.26, "+1.3" },
    { TIDE_COLUMN_DEVIATIONS, -1, 0.04, "0.0" },
    { TIDE_COLUMN_BILLIONS, -1, 100.2e9, "100.2" },
    { TIDE_COLUMN_BILLIONS, 2, -7629640000.0, "-7.63" },
    { TIDE_COLUMN_SIGNED_BILLIONS, -1, 8.2e9, "+8.2" },
    { TIDE_COLUMN_SIGNED_BILLIONS, -1, -0.6e9, "-0.6" },
    { TIDE_COLUMN_CHANGE, -1, 1.67, "+67%" },
    { TIDE_COLUMN_CHANGE, 1, 0.71, "-29.0%" },
    { TIDE_COLUMN_DIRECTION, -1, 1, "▲" },
    { TIDE_COLUMN_DIRECTION, -1, -1, "▼" },
    { TIDE_COLUMN_DIRECTION, -1, 0, "=" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideListColumn) column =
        tide_list_column_new ("Title", NULL, cases[i].style, NULL);
      g_autofree char *text = NULL;

      g_test_message ("case %zu", i);
      column->decimals = cases[i].decimals;
      text = tide_list_column_print_number (column, tide_unit_of_kind (TIDE_UNIT_TIMES),
                                            cases[i].number, TIDE_NUMBER_MACHINE);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)
  ADD ("/desk/sheet/evaluate", test_evaluate);
  ADD ("/desk/sheet/as-of", test_as_of);
  ADD ("/desk/sheet/failing-cells", test_failing_cells);
  ADD ("/desk/sheet/compares-rows", test_compares_rows);
  ADD ("/desk/sheet/stale-then-fresh", test_stale_then_fresh);
  ADD ("/desk/sheet/waits-for-symbol", test_waits_for_a_symbol);
  ADD ("/desk/sheet/dropped", test_dropped_at_once);
#undef ADD
  g_test_add_func ("/desk/sheet/print", test_print);

  return g_test_run ();
}
