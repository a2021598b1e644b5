// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <string.h>

#include "gui/tide-bars-view.h"
#include "gui/tide-cards.h"
#include "gui/tide-cell-copy.h"
#include "gui/tide-cell-input.h"
#include "gui/tide-cell-sheet.h"
#include "gui/tide-cell-table.h"
#include "gui/tide-flows-page.h"
#include "gui/tide-flows-text.h"
#include "gui/tide-formula-chart.h"
#include "gui/tide-page.h"
#include "gui/tide-sheet-table.h"

static GtkWidget *
show_page (TideGuiTest     *test,
           TideViewContext *context,
           const char      *subject)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = tide_flows_page_new (context);

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1080, 640);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  tide_page_show_subject (TIDE_PAGE (page), subject);
  return page;
}

/* A label that is on screen. */
static GtkWidget *
find_shown (GtkWidget  *widget,
            const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown (child, text);

  return found;
}

static bool
has_status (TideViewContext *context,
            const char      *text)
{
  const char *status = tide_view_context_get_status (context);

  return status != NULL && strstr (status, text) != NULL;
}

static TideSheetTable *
find_table (GtkWidget *widget)
{
  TideSheetTable *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (TIDE_IS_SHEET_TABLE (widget))
    return TIDE_SHEET_TABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_table (child);

  return found;
}

/* What the first table on screen says, all of it; NULL while it waits. */
static char *
dup_table (GtkWidget *page)
{
  TideSheetTable *table = find_table (page);
  TideCellRange   all;

  if (table == NULL || tide_sheet_table_get_sheet (table) == NULL)
    return NULL;

  all = tide_cell_copy_get_all (tide_sheet_table_get_cells (table));
  return tide_cell_copy_text (tide_sheet_table_get_cells (table), &all, true);
}

static bool
table_says (GtkWidget  *page,
            const char *text)
{
  g_autofree char *table = dup_table (page);

  return table != NULL && strstr (table, text) != NULL;
}

static bool
chart_says (GtkWidget  *page,
            const char *title)
{
  TideExhibit     *exhibit = tide_page_get_exhibit (TIDE_PAGE (page));
  g_autofree char *found = exhibit != NULL ? tide_exhibit_dup_title (exhibit) : NULL;

  return g_strcmp0 (found, title) == 0;
}

/* A chart on screen that has its values. */
static bool
find_drawn (GtkWidget  *widget,
            const char *title)
{
  bool found = false;

  if (!gtk_widget_get_mapped (widget))
    return false;
  if (TIDE_IS_CHART_VIEW (widget))
    {
      g_autofree char *own = tide_exhibit_dup_title (TIDE_EXHIBIT (widget));
      TideChartSpec   *spec = tide_chart_view_get_spec (TIDE_CHART_VIEW (widget));

      return spec != NULL && tide_chart_spec_get_n_layers (spec) > 0 && g_str_equal (own, title);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_drawn (child, title);

  return found;
}

static void
test_connect (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget     *page = show_page (test, test->context, "connect south 1Y");
  TideExhibit   *exhibit;
  TideChartSpec *spec;

  tide_gui_test_wait_for (find_shown (page, "HKD 100.2 bn") != NULL);
  g_assert_nonnull (find_shown (page, "ADT Feb 2025, 8 sessions"));
  g_assert_nonnull (find_shown (page, "MTD"));
  g_assert_nonnull (find_shown (page, "1.67x"));
  g_assert_nonnull (find_shown (page, "67% higher"));
  g_assert_nonnull (find_shown (page, "3.00x"));
  g_assert_nonnull (find_shown (page, "99th"));
  g_assert_nonnull (find_shown (page, "12 Feb 2025"));
  tide_gui_test_wait_for (chart_says (page, "Southbound ADT: February runs 1.67x January"));
  tide_gui_test_wait_for (table_says (page, "Feb 2025 MTD\t100.2\t8\t1.67x\t3.00x\t"));
  g_assert_true (has_status (test->context, "Mainland investors, southbound"));
  g_assert_false (has_status (test->context, "oreign"));

  /* Investor, measure and unit stand in the picture. */
  exhibit = tide_page_get_exhibit (TIDE_PAGE (page));
  spec = tide_chart_view_get_spec (TIDE_CHART_VIEW (exhibit));
  g_assert_cmpstr (tide_chart_spec_get_data (spec)->subtitle, ==,
                   "Turnover (buy + sell), Mainland investors, southbound, HKD bn, monthly "
                   "average per session");
  g_assert_cmpstr (tide_chart_spec_get_layer (spec, 0)->part, ==, "MTD");
}

/* The north: its net buying ended, is said to have ended, and is never zero. */
/* A table is one stop of Tab, and shows where the focus is in it. */
static void
test_table_focus (TideGuiTest  *test,
                  gconstpointer user_data)
{
  GtkWidget     *page = show_page (test, test->context, "connect south 1Y");
  TideCellTable *table;
  GtkWidget     *list, *focus;
  int            row, column;

  tide_gui_test_wait_for (table_says (page, "Feb 2025 MTD"));
  table = TIDE_CELL_TABLE (tide_gui_test_find_type (page, TIDE_TYPE_CELL_TABLE));
  list = tide_gui_test_find_type (GTK_WIDGET (table), GTK_TYPE_LIST_VIEW);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  tide_cell_sheet_get_cursor (tide_cell_table_get_sheet (table), &row, &column);
  g_assert_cmpint (row, ==, 0);
  g_assert_cmpint (column, ==, 0);

  g_assert_true (tide_cell_input_leave (list, 0));
  focus = gtk_root_get_focus (gtk_widget_get_root (list));
  g_assert_true (focus == NULL || !gtk_widget_is_ancestor (focus, list));
}

static void
test_north (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget *page = show_page (test, test->context, "connect north 1Y");

  tide_gui_test_wait_for (has_status (test->context, "Foreign investors, northbound"));
  g_assert_true (has_status (test->context, "net buying ended 16 Aug 2024"));
  tide_gui_test_wait_for (table_says (page, "Feb 2025 MTD"));
  g_assert_true (table_says (page, "\t–\n"));
  g_assert_null (find_shown (page, "HKD 100.2 bn"));
}

static void
test_other_pages (TideGuiTest  *test,
                  gconstpointer user_data)
{
  GtkWidget    *page = show_page (test, test->context, "sectors south");
  TideBarsView *bars;

  tide_gui_test_wait_for (table_says (page, "Consumer discretionary\t+4.12\t"));
  g_assert_true (table_says (page, "Energy\t-1.35\t"));
  g_assert_true (table_says (page, "Sum of sectors\t+7.64\t"));
  g_assert_true (table_says (page, "Remainder\t0.00\t"));
  bars = TIDE_BARS_VIEW (tide_gui_test_find_type (page, TIDE_TYPE_BARS_VIEW));
  tide_gui_test_wait_for (tide_bars_view_get_spec (bars) != NULL);
  g_assert_cmpuint (tide_bars_spec_get_data (tide_bars_view_get_spec (bars))->n_rows, ==, 15);
  g_assert_nonnull (strstr (tide_bars_spec_get_data (tide_bars_view_get_spec (bars))->subtitle,
                            "Mainland investors, southbound, HKD bn"));

  tide_page_step_subpage (TIDE_PAGE (page), 1);
  tide_page_show_subject (TIDE_PAGE (page), "holdings");
  tide_gui_test_wait_for (table_says (page, "CSI A500 members, CNY\t1770\t"));
  g_assert_true (table_says (page, "\t3.85%\t45974\t"));
  tide_gui_test_wait_for (find_drawn (page, "Share of market value"));
  g_assert_true (find_drawn (page, "Holdings"));

  tide_page_show_subject (TIDE_PAGE (page), "positioning");
  tide_gui_test_wait_for (table_says (page, "China in the prime book\t7.6%\t23%\t261"));
  g_assert_true (has_status (test->context, "Hedge funds, prime book"));
  tide_gui_test_wait_for (
    tide_bars_view_get_spec (bars) != NULL &&
    tide_bars_spec_get_data (tide_bars_view_get_spec (bars))->kind == TIDE_BARS_PERCENTILE);
}

/* All of the page goes back in time, to the month that was under way then. */
static void
test_as_of (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget *page = show_page (test, test->context, "connect south 3M");
  TideMoment moment = TIDE_MOMENT_LATEST;

  tide_gui_test_wait_for (find_shown (page, "HKD 100.2 bn") != NULL);
  moment.as_of = tide_day_from_ymd (2025, 1, 10);
  tide_view_context_set_moment (test->context, &moment);
  tide_gui_test_wait_for (find_shown (page, "HKD 100.2 bn") == NULL &&
                          table_says (page, "Jan 2025 MTD"));
  g_assert_false (table_says (page, "Feb 2025"));
}

/* The figures are stops of their own for keys, say what they are, and lead to
 * their formula. */
static void
test_cards (TideGuiTest  *test,
            gconstpointer user_data)
{
  GtkWidget            *page = show_page (test, test->context, "connect south 1Y");
  TideExhibit          *cards;
  GtkWidget            *figure;
  g_autoptr (TideFocus) focus = NULL;

  tide_gui_test_wait_for (find_shown (page, "1.67x") != NULL);
  cards = TIDE_EXHIBIT (tide_gui_test_find_type (page, TIDE_TYPE_CARDS));
  figure = gtk_widget_get_ancestor (find_shown (page, "1.67x"), GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_grab_focus (figure));
  g_assert_null (gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (figure), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "vs Jan 2025, 18 sessions: 1.67x, 67% higher", NULL));
  focus = tide_exhibit_dup_focus (cards);
  g_assert_cmpstr (focus->formula, ==,
                   "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-02) / "
                   "mean(turnover(\"STOCK-CONNECT/SOUTH\"), 2025-01)");
  g_assert_cmpuint (tide_exhibit_get_formats (cards), ==, TIDE_EXPORT_CSV);
}

/* Without data the page says what there is none of and how to get it; once a file
 * is in it shows it, without being asked. */
static void
test_empty (TideGuiTest  *test,
            gconstpointer user_data)
{
  static const TideImportOptions options = { .symbol = "STOCK-CONNECT/SOUTH", .currency = "HKD" };
  g_autofree char               *folder = g_build_filename (test->folder, "own", NULL);
  g_autofree char               *path = g_build_filename (test->folder, "south.csv", NULL);
  const char                    *paths[] = { path, NULL };
  g_autoptr (TideDesk)           desk = NULL;
  g_autoptr (TideViewContext)    context = NULL;
  g_autoptr (TideImportReport)   report = NULL;
  GtkWidget                     *page;

  desk = tide_desk_open (folder, TIDE_DESK_NORMAL, NULL);
  context = tide_view_context_new (desk, test->style);
  page = show_page (test, context, "connect south 1Y");
  tide_gui_test_wait_for (find_shown (page, "Southbound turnover: none is held") != NULL);
  g_assert_nonnull (find_shown (page, "Fetch"));
  g_assert_nonnull (find_shown (page, "Import Files…"));
  g_assert_nonnull (find_shown (page, "Enter a Cited Figure…"));
  g_assert_null (tide_page_get_exhibit (TIDE_PAGE (page)));
  tide_page_show_subject (TIDE_PAGE (page), "positioning");
  tide_gui_test_wait_for (find_shown (page, "Positioning: none is held") != NULL);

  tide_page_show_subject (TIDE_PAGE (page), "connect");
  g_file_set_contents (path,
                       "date,turnover,net_buy\n2025-01-02,50e9,2e9\n2025-01-31,70e9,-2e9\n"
                       "2025-02-05,90e9,10e9\n2025-02-06,100e9,8e9\n",
                       -1, NULL);
  report = tide_desk_import (desk, paths, &options, NULL);
  g_assert_nonnull (report);
  tide_gui_test_wait_for (find_shown (page, "HKD 95.0 bn") != NULL);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
  g_clear_object (&context);
  tide_desk_close (desk);
}

static void
test_ordinals (void)
{
  static const struct
  {
    double      share;
    const char *text;
  } cases[] = {
    { 0.01, "1st" },
    { 0.02, "2nd" },
    { 0.03, "3rd" },
    { 0.11, "11th" },
    { 0.12, "12th" },
    { 0.13, "13th" },
    { 0.23, "23rd" },
    { 0.984, "98th" },
    { 1.0, "100th" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tide_flows_text_dup_ordinal (cases[i].share);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/flows/connect", test_connect);
  tide_gui_test_add ("/gui/flows/table-focus", test_table_focus);
  tide_gui_test_add ("/gui/flows/north", test_north);
  tide_gui_test_add ("/gui/flows/other-pages", test_other_pages);
  tide_gui_test_add ("/gui/flows/as-of", test_as_of);
  tide_gui_test_add ("/gui/flows/cards", test_cards);
  tide_gui_test_add ("/gui/flows/empty", test_empty);
  g_test_add_func ("/gui/flows/ordinals", test_ordinals);

  return g_test_run ();
}
