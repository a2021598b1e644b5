// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <string.h>

#include "gui/tide-cell-copy.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-formula-chart.h"
#include "gui/tide-sheet-table.h"

#define SOUTH "\"STOCK-CONNECT/SOUTH\""

static void
present (TideGuiTest *test,
         GtkWidget   *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 400);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
}

/* Two months of turnover with the quotient of the two beneath. */
static TideSheetPlan *
make_plan (void)
{
  TideSheetPlan *plan = tide_sheet_plan_new ("test", "Southbound by month");

  tide_sheet_plan_set_heading (plan, "Month");
  tide_sheet_plan_set_note (plan, "Part of February");
  tide_sheet_plan_add_column (plan, "ADT, HKD bn", TIDE_COLUMN_BILLIONS, -1);
  tide_sheet_plan_add_column (plan, "Ratio", TIDE_COLUMN_CHANGE, -1);
  tide_sheet_plan_add_row (plan, "January", NULL, TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_add_row (plan, "February", NULL, TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_add_row (plan, "Both", NULL, TIDE_SHEET_ROW_SUMMARY);
  tide_sheet_plan_set_cell (plan, 0, 0, "mean(turnover(" SOUTH "), 2025-01)");
  tide_sheet_plan_set_cell (plan, 1, 0, "mean(turnover(" SOUTH "), 2025-02)");
  tide_sheet_plan_set_cell (plan, 2, 1,
                            "mean(turnover(" SOUTH "), 2025-02) / "
                            "mean(turnover(" SOUTH "), 2025-01)");
  return plan;
}

static TideSheetTable *
show_table (TideGuiTest *test)
{
  g_autoptr (TideSheetPlan) plan = make_plan ();
  TideSheetTable           *table = TIDE_SHEET_TABLE (tide_sheet_table_new (test->context));

  present (test, GTK_WIDGET (table));
  tide_sheet_table_show (table, plan);
  tide_gui_test_wait_for (tide_sheet_table_get_sheet (table) != NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return table;
}

static void
test_table (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideSheetTable       *table = show_table (test);
  GtkWidget            *widget = GTK_WIDGET (table);
  TideCellTable        *cells = tide_sheet_table_get_cells (table);
  TideCellRange         all = tide_cell_copy_get_all (cells);
  g_autofree char      *text = tide_cell_copy_text (cells, &all, true);
  g_autofree char      *html = tide_cell_copy_html (cells, &all, true);
  g_autofree char      *csv = tide_cell_copy_csv (cells);
  g_autofree char      *title = tide_exhibit_dup_title (TIDE_EXHIBIT (table));
  g_autoptr (TideFocus) focus = NULL;

  g_assert_cmpstr (title, ==, "Southbound by month");
  g_assert_cmpstr (text, ==,
                   "Month\tADT, HKD bn\tRatio\n"
                   "January\t60.0\t\nFebruary\t100.2\t\nBoth\t\t+67%\n");
  g_assert_nonnull (tide_gui_test_find_label (widget, "Note: Part of February"));
  g_assert_nonnull (tide_gui_test_find_label (
    widget, "Source: sample; Tidemark calculations. Data to 14 Feb 2025. Sample, not market "
            "data."));

  /* Pasted and exported, numbers are numbers in the scale of their heading. */
  g_assert_nonnull (strstr (html, "sdval=\"60\" sdnum=\"1033;\">60.0</td>"));
  g_assert_nonnull (strstr (html, "sdval=\"0.6"));
  g_assert_nonnull (strstr (html, "sdnum=\"1033;0;0%\">+67%</td>"));
  g_assert_true (g_str_has_prefix (csv, "Month,\"ADT, HKD bn\",Ratio\r\nJanuary,60,\r\n"));
  g_assert_nonnull (strstr (csv, "Both,,0.6"));

  tide_cell_table_move_cursor (cells, 2, 2, false);
  focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (table));
  g_assert_cmpstr (focus->title, ==, "Both, Ratio");
  g_assert_true (g_str_has_prefix (focus->formula, "mean(turnover(" SOUTH "), 2025-02)"));
  tide_cell_table_move_cursor (cells, 2, 1, false);
  g_assert_null (tide_exhibit_dup_focus (TIDE_EXHIBIT (table)));
}

/* What sums up stays below whatever the order; the values follow the moment. */
static void
test_table_order (TideGuiTest  *test,
                  gconstpointer user_data)
{
  TideSheetTable  *table = show_table (test);
  TideCellTable   *cells = tide_sheet_table_get_cells (table);
  TideSheet       *before = tide_sheet_table_get_sheet (table);
  TideMoment       moment = TIDE_MOMENT_LATEST;
  TideCellRange    all = tide_cell_copy_get_all (cells);
  g_autofree char *text = NULL;
  double           number = 0;

  tide_cell_table_set_sort (cells, 1, true);
  text = tide_cell_copy_text (cells, &all, false);
  g_assert_cmpstr (text, ==, "February\t100.2\t\nJanuary\t60.0\t\nBoth\t\t+67%");
  g_free (text);
  tide_cell_table_set_sort (cells, 1, false);
  text = tide_cell_copy_text (cells, &all, false);
  g_assert_cmpstr (text, ==, "January\t60.0\t\nFebruary\t100.2\t\nBoth\t\t+67%");

  moment.as_of = tide_day_from_ymd (2025, 2, 5);
  tide_view_context_set_moment (test->context, &moment);
  tide_gui_test_wait_for (tide_sheet_table_get_sheet (table) != before);
  g_assert_true (tide_sheet_get_number (tide_sheet_table_get_sheet (table), 1, 0, &number));
  g_assert_cmpfloat (number, ==, 88.1e9);
}

static void
test_chart (TideGuiTest  *test,
            gconstpointer user_data)
{
  const TideFormulaLayer layers[] = {
    { .formula = "turnover(" SOUTH ")",
      .layer = { .type = TIDE_CHART_COLUMN, .label = "Turnover", .color = TIDE_CHART_COLOR_AUTO } },
    { .formula = "mean(turnover(" SOUTH "), 1Y)",
      .layer = { .type = TIDE_CHART_LEVEL, .label = "Mean", .color = TIDE_CHART_COLOR_INK } },
  };
  TideFormulaChartPlan  plan = { layers, G_N_ELEMENTS (layers), "3M", { 0 } };
  TideFormulaChart     *chart = TIDE_FORMULA_CHART (tide_formula_chart_new (test->context));
  TideChartView        *view = tide_formula_chart_get_view (chart);
  const TideChartLayer *level;
  double                mean;
  g_autofree char      *title = NULL;

  present (test, GTK_WIDGET (chart));
  tide_chart_data_init (&plan.data);
  plan.data.title = "Southbound turnover";
  tide_formula_chart_show (chart, &plan);
  tide_gui_test_wait_for (tide_chart_view_get_spec (view) != NULL);
  g_assert_cmpuint (tide_chart_spec_get_n_layers (tide_chart_view_get_spec (view)), ==, 2);
  g_assert_cmpint (tide_chart_spec_get_data (tide_chart_view_get_spec (view))->from, ==,
                   tide_day_from_ymd (2024, 11, 15));
  level = tide_chart_spec_get_layer (tide_chart_view_get_spec (view), 1);
  mean = tide_result_get_data (tide_formula_chart_get_result (chart, 1))->number;
  g_assert_cmpfloat (level->level, ==, mean);
  title = tide_exhibit_dup_title (TIDE_EXHIBIT (view));
  g_assert_cmpstr (title, ==, "Southbound turnover");
  g_assert_cmpuint (tide_exhibit_get_formats (TIDE_EXHIBIT (view)) & TIDE_EXPORT_PDF, !=, 0);
}

/* Where nothing is held the chart says why instead of drawing nothing. */
static void
test_chart_without_data (TideGuiTest  *test,
                         gconstpointer user_data)
{
  const TideFormulaLayer layers[] = {
    { .formula = "turnover(\"STOCK-CONNECT/NOWHERE\")",
      .layer = { .type = TIDE_CHART_COLUMN, .color = TIDE_CHART_COLOR_AUTO } },
  };
  TideFormulaChartPlan plan = { layers, G_N_ELEMENTS (layers), NULL, { 0 } };
  TideFormulaChart    *chart = TIDE_FORMULA_CHART (tide_formula_chart_new (test->context));

  present (test, GTK_WIDGET (chart));
  tide_chart_data_init (&plan.data);
  tide_formula_chart_show (chart, &plan);
  tide_gui_test_wait_for (
    tide_chart_view_get_message (tide_formula_chart_get_view (chart)) != NULL);
  g_assert_nonnull (strstr (tide_chart_view_get_message (tide_formula_chart_get_view (chart)),
                            "STOCK-CONNECT/NOWHERE"));
}

int
main (int   argc,
      char *argv[])
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/exhibits/table", test_table);
  tide_gui_test_add ("/gui/exhibits/table-order", test_table_order);
  tide_gui_test_add ("/gui/exhibits/chart", test_chart);
  tide_gui_test_add ("/gui/exhibits/chart-without-data", test_chart_without_data);

  return g_test_run ();
}
