// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk/tide-valuation.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static const TideValuationRow instruments[] = {
  { "AAA.HK", NULL, NULL },
  { "BBB.HK", NULL, NULL },
  { "CCC.HK", NULL, NULL },
  { "DDD.HK", NULL, NULL },
};

static TideValuation
valuation (const char *symbol,
           const char *window)
{
  return (TideValuation){ tide_multiple_find ("pe_fwd"), symbol, symbol, NULL, window };
}

/* Imports the file as somebody would: from disk, with what the analyst knows of
 * it. */
static void
import_multiples (DeskFixture *fixture)
{
  const TideImportOptions      options = { .aggregation = "cap-weighted harmonic",
                                           .live_since = "2020-07-27" };
  g_autofree char             *path = g_test_build_filename (G_TEST_DIST, "data",
                                                             "valuation-input.csv", NULL);
  const char *const            paths[] = { path, NULL };
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideImportReport) report = NULL;

  report = tide_desk_import (fixture->desk, paths, &options, &error);
  g_assert_no_error (error);
  g_assert_no_error (((TideImportFile *) report->files->pdata[0])->error);
  g_assert_cmpuint (report->n_instruments, ==, G_N_ELEMENTS (instruments));
  g_assert_cmpint (report->n_rejected, ==, 0);
}

static TideSheet *
evaluate (DeskFixture   *fixture,
          TideSheetPlan *plan_take)
{
  g_autoptr (TideSheetPlan) plan = plan_take;
  g_autoptr (GError)        error = NULL;
  TideSheet                *sheet;

  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &latest, &error);
  g_assert_no_error (error);
  return sheet;
}

static int
find_row (TideSheetPlan *plan,
          const char    *label)
{
  for (unsigned int i = 0; i < tide_sheet_plan_get_n_rows (plan); i++)
    if (g_str_equal (tide_sheet_plan_get_label (plan, i), label))
      return (int) i;

  g_error ("there is no row “%s”", label);
}

static int
find_column (TideSheetPlan *plan,
             const char    *title)
{
  GPtrArray *columns = tide_sheet_plan_get_columns (plan);

  for (unsigned int i = 0; i < columns->len; i++)
    if (g_str_equal (((TideListColumn *) columns->pdata[i])->title, title))
      return (int) i;

  g_error ("there is no column “%s”", title);
}

static void
assert_cell (TideSheet  *sheet,
             const char *row,
             const char *column,
             double      expected)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);
  double         number = NAN;

  tide_sheet_get_number (sheet, (unsigned int) find_row (plan, row),
                         (unsigned int) find_column (plan, column), &number);
  tide_test_assert_close (number, expected, 1e-10);
}

static char *
print_cell (TideSheet  *sheet,
            const char *row,
            const char *column)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);

  return tide_sheet_print (sheet, (unsigned int) find_row (plan, row),
                           (unsigned int) find_column (plan, column), TIDE_NUMBER_MACHINE);
}

static const char *
get_reason (TideSheet  *sheet,
            const char *row,
            const char *column)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);
  TideResult    *result;

  result = tide_sheet_get_result (sheet, (unsigned int) find_row (plan, row),
                                  (unsigned int) find_column (plan, column));
  g_assert_nonnull (result);
  return tide_result_get_data (result)->reason;
}

static TideSheet *
make_sheet (DeskFixture *fixture,
            const char  *name)
{
  static const char *const symbols[] = { "AAA.HK", "BBB.HK", "CCC.HK", "DDD.HK", NULL };
  const TideValuation      a = valuation ("AAA.HK", "5Y");
  const TideValuation      b = valuation ("BBB.HK", "5Y");
  g_autoptr (GError)       error = NULL;
  g_autoptr (GPtrArray)    statuses = tide_desk_list_series (fixture->desk, NULL, &error);
  g_autoptr (GPtrArray)    multiples = NULL;

  g_assert_no_error (error);
  multiples = tide_valuation_find_multiples (statuses, symbols);
  if (g_str_equal (name, "comps"))
    return evaluate (fixture, tide_valuation_plan_comps (&a, instruments,
                                                         G_N_ELEMENTS (instruments), multiples));
  if (g_str_equal (name, "windows"))
    return evaluate (fixture, tide_valuation_plan_windows (&a));
  if (g_str_equal (name, "gap"))
    return evaluate (fixture, tide_valuation_plan_gap (&a, &b));
  if (g_str_equal (name, "grid"))
    return evaluate (fixture, tide_valuation_plan_grid (&a));
  g_assert_cmpstr (name, ==, "scenario");
  return evaluate (fixture, tide_valuation_plan_scenario (&a, -0.1));
}

/* Every figure that was calculated independently, from the same file. */
static void
test_expected (DeskFixture  *fixture,
               gconstpointer data)
{
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "data",
                                                       "valuation-expected.csv", NULL);
  g_autofree char       *content = NULL;
  g_auto (GStrv)         lines = NULL;
  g_autoptr (GHashTable) sheets = NULL;
  g_autoptr (GError)     error = NULL;
  size_t                 n_cells = 0;

  import_multiples (fixture);
  sheets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                  (GDestroyNotify) tide_sheet_unref);
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (content, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "|", -1);

      if (g_strv_length (words) != 4)
        continue;
      g_test_message ("%s", lines[i]);
      if (!g_hash_table_contains (sheets, words[0]))
        g_hash_table_insert (sheets, g_strdup (words[0]), make_sheet (fixture, words[0]));
      assert_cell (g_hash_table_lookup (sheets, words[0]), words[1], words[2],
                   g_ascii_strtod (words[3], NULL));
      n_cells++;
    }
  g_assert_cmpuint (n_cells, ==, 102);
}

/* What has no number says why. */
static void
test_reasons (DeskFixture  *fixture,
              gconstpointer data)
{
  g_autoptr (TideSheet) comps = NULL;

  import_multiples (fixture);
  comps = make_sheet (fixture, "comps");
  g_assert_cmpstr (get_reason (comps, "CCC.HK", "Mean"), ==, "history starts 2023-01-06");
  g_assert_cmpstr (get_reason (comps, "DDD.HK", "Forward P/E"), ==,
                   "DDD.HK pe_fwd of 2025-02-14 is zero or below, which is no multiple");
  g_assert_cmpstr (get_reason (comps, "DDD.HK", "vs median"), ==,
                   "DDD.HK pe_fwd of 2025-02-14 is zero or below, which is no multiple");
}

/* One observation makes no band, and prices in two currencies no group. */
static void
test_too_little (DeskFixture  *fixture,
                 gconstpointer data)
{
  const char *const            members[] = { "AAA.HK", "BBB", NULL };
  const TideValuation          a = valuation ("AAA.HK", "MAX");
  TideValuation                group = valuation (NULL, "MAX");
  g_autofree char             *x = NULL;
  g_autoptr (TideSheet)        scenario = NULL;
  g_autoptr (TideSheet)        windows = NULL;
  g_autoptr (TideImportReport) one = NULL;
  g_autoptr (TideImportReport) other = NULL;
  g_autoptr (GError)           error = NULL;

  one = desk_fixture_import (fixture, "AAA.HK.csv",
                             "date,close,pe_fwd,market_cap\n2025-02-14,10,20,1000\n", NULL);
  other = desk_fixture_import (fixture, "BBB.csv",
                               "date,close,pe_fwd,market_cap\n2025-02-14,10,20,1000\n", NULL);
  scenario = evaluate (fixture, tide_valuation_plan_scenario (&a, 0.0));
  g_assert_cmpstr (get_reason (scenario, "Mean + 1 s.d.", "Multiple"), ==,
                   "2 observations are needed, found 1");
  assert_cell (scenario, "Mean", "Upside", 0.0);

  x = tide_multiple_format_group (group.multiple, members, true, &error);
  g_assert_no_error (error);
  group.x = x;
  group.label = "Group";
  windows = evaluate (fixture, tide_valuation_plan_windows (&group));
  g_assert_nonnull (strstr (tide_sheet_get_error (windows, 0, 0), "convert"));
}

/* Two sources of one multiple stand side by side with their definitions. */
static void
test_definitions (DeskFixture  *fixture,
                  gconstpointer data)
{
  static const char *const     symbols[] = { "AAA.HK", NULL };
  const TideImportOptions      press = { .source = "press" };
  g_autoptr (TideImportReport) report = NULL;
  g_autoptr (GPtrArray)        statuses = NULL;
  g_autoptr (GArray)           rows = NULL;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideSheetPlan)    plan = NULL;
  g_autoptr (TideSheet)        sheet = NULL;
  static const char *const     expected[2][6] = {
        { "26.5x", "2025-02-14", "forward", "cap-weighted harmonic", "csv", "2020-07-27" },
        { "20.5x", "2025-02-06", "forward", NULL, "csv:press", NULL },
  };

  import_multiples (fixture);
  report = desk_fixture_import (fixture, "AAA.HK.csv",
                                "date,pe_fwd\n2025-02-05,20.6\n2025-02-06,20.5\n", &press);
  statuses = tide_desk_list_series (fixture->desk, NULL, &error);
  g_assert_no_error (error);
  rows = tide_valuation_find_sources (statuses, tide_multiple_find ("pe_fwd"), symbols);
  g_assert_cmpuint (rows->len, ==, 2);
  plan = tide_valuation_plan_definitions (tide_multiple_find ("pe_fwd"),
                                          (const TideValuationRow *) (void *) rows->data,
                                          rows->len);
  sheet = evaluate (fixture, tide_sheet_plan_ref (plan));

  for (unsigned int i = 0; i < 2; i++)
    for (unsigned int j = 0; j < 6; j++)
      {
        g_autofree char *text = tide_sheet_print (sheet, i, j, TIDE_NUMBER_MACHINE);

        if (expected[i][j] != NULL)
          g_assert_cmpstr (text, ==, expected[i][j]);
        else
          g_assert_cmpint (tide_result_get_data (tide_sheet_get_result (sheet, i, j))->missing,
                           ==, TIDE_MISSING_NO_DATA);
      }
}

/* The figures of the sample, as its articles quote them. */
static void
test_sample (DeskFixture  *fixture,
             gconstpointer data)
{
  const TideValuation       self = valuation ("HSTECH.HK", "5Y");
  TideMoment                moment = tide_desk_get_default_moment (fixture->desk);
  g_autoptr (TideSheetPlan) plan = tide_valuation_plan_windows (&self);
  g_autoptr (TideSheetPlan) returns = tide_valuation_plan_scenario (&self, 0.0);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideSheet)     windows = NULL;
  g_autoptr (TideSheet)     scenario = NULL;
  static const char *const  cells[][2] = {
     { "n", "261" },
     { "Mean", "24.5x" },
     { "Discount", "-29.0%" },
     { "To mean", "+40.8%" },
  };

  windows = tide_desk_evaluate_sheet (fixture->desk, plan, &moment, &error);
  g_assert_no_error (error);
  scenario = tide_desk_evaluate_sheet (fixture->desk, returns, &moment, &error);
  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *text = print_cell (windows, "5Y", cells[i][0]);

      g_assert_cmpstr (text, ==, cells[i][1]);
    }
  for (size_t i = 0; i < 4; i++)
    {
      static const char *const bounds[][2] = {
        { "Upside", "+40.8%" },
        { "From", "+40.1%" },
        { "To", "+41.5%" },
        { "Break-even earnings", "-29.0%" },
      };
      g_autofree char *text = print_cell (scenario, "Mean", bounds[i][0]);

      g_assert_cmpstr (text, ==, bounds[i][1]);
    }
}

static void
add_target (GPtrArray     *targets,
            TideTargetKind kind,
            double         value,
            TideUnit       unit,
            double         from)
{
  TideTarget target = TIDE_TARGET_INIT;

  target.symbol = (char *) "AAA.HK";
  target.kind = kind;
  target.value = value;
  target.unit = unit;
  target.from_value = from;
  target.author = kind == TIDE_TARGET_ANALYST ? (char *) "House" : NULL;
  target.publication = (char *) "Daily";
  target.text = (char *) "";
  target.day = tide_day_from_ymd (2025, 2, 10);
  g_ptr_array_add (targets, tide_target_new (&target));
}

/* A target in another currency is not compared; a change without a base is
 * taken from the level now, and says so. */
static void
test_targets (DeskFixture  *fixture,
              gconstpointer data)
{
  static const char *const expected[][4] = {
    { "HKD 75.00", "HKD 75.00", "+50.0%", "2025-02-10" },
    { "+28.0%, base not stated", "HKD 64.00", "+28.0%", "2025-02-10" },
    { "+10.0% on 60", "HKD 66.00", "+32.0%", "2025-02-10" },
    { "USD 9.00", "USD 9.00", NULL, "2025-02-10" },
  };
  const TideUnit               hkd = tide_unit_of_currency ("HKD");
  const TideUnit               change = tide_unit_of_kind (TIDE_UNIT_CHANGE);
  g_autoptr (GPtrArray)        targets = NULL;
  g_autoptr (TideImportReport) report = NULL;
  g_autoptr (TideSheet)        sheet = NULL;

  report = desk_fixture_import (fixture, "AAA.HK.csv",
                                "date,close,pe_fwd\n2025-02-13,49,19\n2025-02-14,50,20\n", NULL);
  targets = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_target_unref);
  add_target (targets, TIDE_TARGET_BASE, 75.0, hkd, NAN);
  add_target (targets, TIDE_TARGET_BULL, 0.28, change, NAN);
  add_target (targets, TIDE_TARGET_BEAR, 0.1, change, 60.0);
  add_target (targets, TIDE_TARGET_ANALYST, 9.0, tide_unit_of_currency ("USD"), NAN);
  sheet = evaluate (fixture, tide_valuation_plan_targets ("AAA", "AAA.HK", hkd, targets));

  g_assert_cmpstr (tide_sheet_plan_get_label (tide_sheet_get_plan (sheet), 3), ==,
                   "Analyst, House");
  for (unsigned int i = 0; i < G_N_ELEMENTS (expected); i++)
    for (unsigned int j = 0; j < 4; j++)
      {
        g_autofree char *text = tide_sheet_print (sheet, i, j, TIDE_NUMBER_MACHINE);

        g_test_message ("%u %u: %s", i, j, text);
        if (expected[i][j] != NULL)
          g_assert_cmpstr (text, ==, expected[i][j]);
        else
          g_assert_nonnull (strstr (tide_sheet_get_error (sheet, i, j), "USD and HKD"));
      }
}

/* The sample's targets: 75 is 8.7 % above, and the bull's 28 % has its base. */
static void
test_sample_targets (DeskFixture  *fixture,
                     gconstpointer data)
{
  TideMoment                moment = tide_desk_get_default_moment (fixture->desk);
  g_autoptr (GPtrArray)     targets = tide_desk_dup_targets (fixture->desk, "MXCN");
  g_autoptr (TideSheetPlan) plan = NULL;
  g_autoptr (TideSheet)     sheet = NULL;
  g_autoptr (GError)        error = NULL;
  g_autofree char          *base = NULL;
  g_autofree char          *bull = NULL;

  plan = tide_valuation_plan_targets ("MSCI China Index", "MXCN",
                                      tide_unit_of_kind (TIDE_UNIT_INDEX), targets);
  sheet = tide_desk_evaluate_sheet (fixture->desk, plan, &moment, &error);
  g_assert_no_error (error);
  base = print_cell (sheet, "Base, Goldman Sachs", "Upside");
  bull = print_cell (sheet, "Bull, Goldman Sachs", "Upside");
  g_assert_cmpstr (base, ==, "+8.7%");
  g_assert_cmpstr (bull, ==, "+28.0%");
}

static void
test_windows (void)
{
  static const char *const good[] = { "5Y", "3M", "YTD", "MAX", "launch", "2022-03-01" };
  static const char *const bad[] = { "", "5", "Y", "yesterday", "2022-13-01", "5Y)" };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (tide_valuation_window_is_valid (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tide_valuation_window_is_valid (bad[i]));
}

#define ADD(path, flags, function)                                            \
  g_test_add ("/desk/valuation/" path, DeskFixture, GUINT_TO_POINTER (flags), \
              desk_fixture_set_up, function, desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("expected", TIDE_DESK_NORMAL, test_expected);
  ADD ("reasons", TIDE_DESK_NORMAL, test_reasons);
  ADD ("too-little", TIDE_DESK_NORMAL, test_too_little);
  ADD ("definitions", TIDE_DESK_NORMAL, test_definitions);
  ADD ("sample", TIDE_DESK_SAMPLE, test_sample);
  ADD ("targets", TIDE_DESK_NORMAL, test_targets);
  ADD ("sample-targets", TIDE_DESK_SAMPLE, test_sample_targets);
  g_test_add_func ("/desk/valuation/windows", test_windows);

  return g_test_run ();
}
