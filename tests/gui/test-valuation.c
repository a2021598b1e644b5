// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "tide-gui-test.h"
#include "tide-test-common.h"

#include "gui/tide-choice-bar.h"
#include "gui/tide-choice-drop.h"
#include "gui/tide-formula-chart.h"
#include "gui/tide-page.h"
#include "gui/tide-sheet-table.h"
#include "gui/tide-trace-pane.h"
#include "gui/tide-valuation-page.h"
#include "gui/tide-valuation-pane.h"

static GtkWidget *
open_page (TideGuiTest *test)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = tide_valuation_page_new (test->context);

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1080, 700);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (gtk_widget_get_mapped (page));
  return page;
}

/* The widget of @type that is mapped: each sub-page has one. */
static GtkWidget *
find_mapped (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? find_mapped (child, type) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The plan of the table in view is @id, and it has its numbers. */
static bool
shows (GtkWidget  *page,
       const char *id)
{
  GtkWidget *table = find_mapped (page, TIDE_TYPE_SHEET_TABLE);
  TideSheet *sheet = table != NULL ? tide_sheet_table_get_sheet (TIDE_SHEET_TABLE (table)) : NULL;

  return sheet != NULL &&
         g_str_equal (tide_sheet_plan_get_id (tide_sheet_get_plan (sheet)), id);
}

static TideSheet *
get_sheet (GtkWidget *page)
{
  return tide_sheet_table_get_sheet (
    TIDE_SHEET_TABLE (find_mapped (page, TIDE_TYPE_SHEET_TABLE)));
}

/* What stands in a cell, by the words around it; NULL when they are not there. */
static char *
print_cell (TideSheet  *sheet,
            const char *row,
            const char *column)
{
  TideSheetPlan *plan = tide_sheet_get_plan (sheet);
  GPtrArray     *columns = tide_sheet_plan_get_columns (plan);

  for (unsigned int i = 0; i < tide_sheet_plan_get_n_rows (plan); i++)
    for (unsigned int j = 0; j < columns->len; j++)
      if (g_str_equal (tide_sheet_plan_get_label (plan, i), row) &&
          g_str_equal (((TideListColumn *) columns->pdata[j])->title, column))
        return tide_sheet_print (sheet, i, j, TIDE_NUMBER_MACHINE);

  return NULL;
}

static bool
reads (GtkWidget  *page,
       const char *row,
       const char *column,
       const char *expected)
{
  g_autofree char *text = print_cell (get_sheet (page), row, column);

  return g_strcmp0 (text, expected) == 0;
}

static bool
has_row (GtkWidget  *page,
         const char *label)
{
  TideSheetPlan *plan = tide_sheet_get_plan (get_sheet (page));

  for (unsigned int i = 0; i < tide_sheet_plan_get_n_rows (plan); i++)
    if (g_str_equal (tide_sheet_plan_get_label (plan, i), label))
      return true;

  return false;
}

static void
show (GtkWidget  *page,
      const char *subject,
      const char *id)
{
  tide_page_show_subject (TIDE_PAGE (page), subject);
  tide_gui_test_wait_for (shows (page, id));
}

/* The page opens on a list that has multiples, and says what each is. */
static void
test_comps (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget *page = open_page (test);

  tide_gui_test_wait_for (shows (page, "valuation-comps"));
  g_assert_true (reads (page, "Hang Seng TECH Index", "Forward P/E", "17.4x"));
  g_assert_true (reads (page, "Hang Seng TECH Index", "Mean", "24.5x"));
  g_assert_true (reads (page, "Hang Seng TECH Index", "vs mean", "-29.0%"));
  g_assert_true (reads (page, "Median", "n", ""));
  tide_gui_test_wait_for (tide_view_context_get_status (test->context) != NULL &&
                          strstr (tide_view_context_get_status (test->context),
                                  "Data to 14 Feb 2025") != NULL);
  tide_gui_test_wait_for (tide_gui_test_find_label (page, "Definitions") != NULL);
  g_assert_true (TIDE_IS_SHEET_TABLE (tide_page_get_exhibit (TIDE_PAGE (page))));
}

static const char *
get_title (GtkWidget *page)
{
  GtkWidget     *chart = find_mapped (page, TIDE_TYPE_FORMULA_CHART);
  TideChartSpec *spec = NULL;

  if (chart != NULL)
    spec = tide_chart_view_get_spec (tide_formula_chart_get_view (TIDE_FORMULA_CHART (chart)));
  return spec != NULL ? tide_chart_spec_get_data (spec)->title : NULL;
}

static const char *
get_note (GtkWidget *page)
{
  GtkWidget     *chart = find_mapped (page, TIDE_TYPE_FORMULA_CHART);
  TideChartSpec *spec =
    tide_chart_view_get_spec (tide_formula_chart_get_view (TIDE_FORMULA_CHART (chart)));

  return spec != NULL ? tide_chart_spec_get_data (spec)->note : NULL;
}

/* The title is what the numbers say; the windows stand below. */
static void
test_history (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget       *page = open_page (test);
  g_autofree char *words = NULL;

  show (page, "history HSTECH.HK pe_fwd 5Y", "valuation-windows");
  tide_gui_test_wait_for (
    g_strcmp0 (get_title (page),
               "Hang Seng TECH Index stands 29.0% below its mean multiple, 5Y") == 0);
  tide_gui_test_wait_for (get_note (page) != NULL);
  g_assert_nonnull (strstr (get_note (page), "forward earnings"));
  g_assert_nonnull (strstr (get_note (page), "live since 27 Jul 2020"));
  g_assert_true (reads (page, "5Y", "To mean", "+40.8%"));
  g_assert_true (reads (page, "5Y", "n", "261"));

  /* A window of one's own stands first. */
  tide_page_show_subject (TIDE_PAGE (page), "2022-03-01");
  tide_gui_test_wait_for (g_strcmp0 (
                            tide_sheet_plan_get_label (tide_sheet_get_plan (get_sheet (page)), 0),
                            "Since 2022-03-01") == 0);
  tide_gui_test_wait_for (get_title (page) != NULL &&
                          strstr (get_title (page), "since 1 Mar 2022") != NULL);
  words = tide_page_dup_subject (TIDE_PAGE (page), "");
  g_assert_nonnull (strstr (words, "history"));
  g_assert_nonnull (strstr (words, "HSTECH.HK"));
  g_assert_nonnull (strstr (words, "2022-03-01"));
}

/* The edge of the window is moved on the chart, here by keys, and the discount
 * follows. */
static void
test_edge (TideGuiTest  *test,
           gconstpointer user_data)
{
  GtkWidget     *page = open_page (test);
  TideChartView *view;

  show (page, "history HSTECH.HK pe_fwd 5Y", "valuation-windows");
  tide_gui_test_wait_for (get_title (page) != NULL);
  view = tide_formula_chart_get_view (
    TIDE_FORMULA_CHART (find_mapped (page, TIDE_TYPE_FORMULA_CHART)));
  tide_gui_test_wait_for (
    tide_chart_spec_get_data (tide_chart_view_get_spec (view))->window_from ==
    tide_day_from_ymd (2020, 2, 15));

  gtk_widget_activate_action (GTK_WIDGET (view), "chart.edge-step", "i", 21);
  tide_gui_test_wait_for (g_str_has_prefix (
    tide_sheet_plan_get_label (tide_sheet_get_plan (get_sheet (page)), 0), "Since 2020-"));
  tide_gui_test_wait_for (strstr (get_title (page), "2020") != NULL);
  g_assert_cmpint (tide_chart_spec_get_data (tide_chart_view_get_spec (view))->window_from, >,
                   tide_day_from_ymd (2020, 2, 15));
}

static void
test_gap (TideGuiTest  *test,
          gconstpointer user_data)
{
  GtkWidget *page = open_page (test);

  show (page, "gap HSTECH.HK against:^NDX pe_fwd 5Y", "valuation-gap");
  g_assert_true (reads (page, "Hang Seng TECH Index", "Now", "17.4x"));
  g_assert_true (reads (page, "Nasdaq-100", "Now", "27.0x"));
  g_assert_true (reads (page, "Discount or premium", "Now", "-35.6%"));

  /* A list is valued as one, and says what it counts. */
  tide_page_show_subject (TIDE_PAGE (page), "against:list:Magnificent%20Seven");
  tide_gui_test_wait_for (get_title (page) != NULL &&
                          strstr (get_title (page), "Magnificent Seven (") != NULL);
}

/* Earnings are typed; the tables follow. */
static void
test_scenario (TideGuiTest  *test,
               gconstpointer user_data)
{
  GtkWidget     *page = open_page (test);
  GtkSpinButton *earnings;

  show (page, "scenario HSTECH.HK pe_fwd 5Y", "valuation-scenario");
  g_assert_true (reads (page, "Mean", "Upside", "+40.8%"));
  g_assert_true (reads (page, "Mean", "From", "+40.1%"));
  g_assert_true (reads (page, "Mean", "To", "+41.5%"));
  g_assert_true (reads (page, "Mean", "Break-even earnings", "-29.0%"));

  tide_page_show_subject (TIDE_PAGE (page), "MXCN");
  tide_gui_test_wait_for (tide_gui_test_find_label (page, "Targets") != NULL &&
                          gtk_widget_get_mapped (tide_gui_test_find_label (page, "Targets")));
  tide_page_show_subject (TIDE_PAGE (page), "HSTECH.HK");
  tide_gui_test_wait_for (reads (page, "Mean", "Upside", "+40.8%"));

  earnings = GTK_SPIN_BUTTON (find_mapped (page, GTK_TYPE_SPIN_BUTTON));
  gtk_spin_button_set_value (earnings, -29.0);
  tide_gui_test_wait_for (reads (page, "As it is", "Upside", "-29.0%"));
  tide_gui_test_wait_for (reads (page, "Mean", "Upside", "0.0%") ||
                          reads (page, "Mean", "Upside", "-0.0%"));
}

/* Toggles and lists choose; sub-pages are stepped through. */
static void
test_choices (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget       *page = open_page (test);
  g_autofree char *words = NULL;

  tide_gui_test_wait_for (shows (page, "valuation-comps"));
  tide_page_step_subpage (TIDE_PAGE (page), 1);
  tide_gui_test_wait_for (shows (page, "valuation-windows"));
  tide_page_step_subpage (TIDE_PAGE (page), 1);
  tide_gui_test_wait_for (shows (page, "valuation-gap"));
  tide_page_step_subpage (TIDE_PAGE (page), 1);
  tide_gui_test_wait_for (shows (page, "valuation-scenario"));
  tide_page_step_subpage (TIDE_PAGE (page), 1);
  words = tide_page_dup_subject (TIDE_PAGE (page), "");
  g_assert_true (g_str_has_prefix (words, "scenario "));

  show (page, "comps in:China%20technology", "valuation-comps");
  tide_gui_test_wait_for (has_row (page, "Alibaba"));
  g_assert_false (has_row (page, "Hang Seng TECH Index"));
}

/* What has no multiple says so, and what to do. */
static void
test_empty (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget *page = open_page (test);

  tide_gui_test_wait_for (shows (page, "valuation-comps"));
  tide_page_show_subject (TIDE_PAGE (page), "history STOCK-CONNECT/SOUTH");
  tide_gui_test_wait_for (
    tide_gui_test_find_label (page, "No multiple of STOCK-CONNECT/SOUTH is held here. Import "
                                    "multiples or estimates from a CSV file.") != NULL);
  g_assert_null (tide_page_get_exhibit (TIDE_PAGE (page)));
}

static bool
has_focus (TideExhibit *exhibit)
{
  g_autoptr (TideFocus) focus = tide_exhibit_dup_focus (exhibit);

  return focus != NULL;
}

/* Every number in view can be traced: a cell gives its formula. */
static void
test_trace (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget            *page = open_page (test);
  GtkWidget            *table;
  g_autoptr (TideFocus) focus = NULL;
  g_autoptr (TideFocus) of_chart = NULL;

  show (page, "history HSTECH.HK pe_fwd 5Y", "valuation-windows");
  table = find_mapped (page, TIDE_TYPE_SHEET_TABLE);
  tide_gui_test_wait_for (
    g_list_model_get_n_items (tide_cell_table_get_rows (
      tide_sheet_table_get_cells (TIDE_SHEET_TABLE (table)))) == 4);
  tide_cell_table_move_cursor (tide_sheet_table_get_cells (TIDE_SHEET_TABLE (table)), 0, 3,
                               false);
  focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (table));
  g_assert_cmpstr (focus->formula, ==, "pe_fwd / mean(pe_fwd, 5Y) - 1");
  g_assert_cmpstr (focus->symbol, ==, "HSTECH.HK");

  /* On the chart it is the ratio, whatever levels are drawn beside it. */
  tide_gui_test_wait_for (get_title (page) != NULL);
  tide_gui_test_wait_for (has_focus (tide_page_get_exhibit (TIDE_PAGE (page))));
  of_chart = tide_exhibit_dup_focus (tide_page_get_exhibit (TIDE_PAGE (page)));
  g_assert_cmpstr (of_chart->formula, ==, "pe_fwd");
  g_assert_cmpstr (of_chart->symbol, ==, "HSTECH.HK");
}

/* A number that compares the rows is traced among them, and traced to the value
 * that stands in the cell. */
static void
test_trace_among (TideGuiTest  *test,
                  gconstpointer user_data)
{
  GtkWidget            *page = open_page (test);
  GtkWidget            *pane = tide_trace_pane_new (test->context);
  GtkWidget            *window = gtk_window_new ();
  GtkWidget            *table;
  GListModel           *rows;
  g_autoptr (TideFocus) focus = NULL;
  g_autofree char      *text = NULL;
  unsigned int          n_columns;

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_child (GTK_WINDOW (window), pane);
  gtk_window_present (GTK_WINDOW (window));

  show (page, "comps in:Indices pe_fwd 5Y", "valuation-comps");
  table = find_mapped (page, TIDE_TYPE_SHEET_TABLE);
  rows = tide_cell_table_get_rows (tide_sheet_table_get_cells (TIDE_SHEET_TABLE (table)));
  tide_gui_test_wait_for (g_list_model_get_n_items (rows) > 2);
  n_columns = tide_sheet_plan_get_columns (tide_sheet_get_plan (get_sheet (page)))->len;
  tide_cell_table_move_cursor (tide_sheet_table_get_cells (TIDE_SHEET_TABLE (table)), 0,
                               (int) n_columns, false);
  focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (table));
  g_assert_cmpstr (focus->formula, ==, "pe_fwd / peer_median(pe_fwd) - 1");
  g_assert_nonnull (focus->rows);

  text = tide_sheet_print (get_sheet (page), 0, n_columns - 1, TIDE_NUMBER_SCREEN);
  tide_view_context_set_focus (test->context, focus);
  tide_gui_test_wait_for (tide_gui_test_find_label (pane, text) != NULL);
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/valuation/comps", test_comps);
  tide_gui_test_add ("/gui/valuation/history", test_history);
  tide_gui_test_add ("/gui/valuation/edge", test_edge);
  tide_gui_test_add ("/gui/valuation/gap", test_gap);
  tide_gui_test_add ("/gui/valuation/scenario", test_scenario);
  tide_gui_test_add ("/gui/valuation/choices", test_choices);
  tide_gui_test_add ("/gui/valuation/empty", test_empty);
  tide_gui_test_add ("/gui/valuation/trace", test_trace);
  tide_gui_test_add ("/gui/valuation/trace-among", test_trace_among);

  return g_test_run ();
}
