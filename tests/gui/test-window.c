// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include "gui/tide-as-of-button.h"
#include "gui/tide-choice-bar.h"
#include "gui/tide-details.h"
#include "gui/tide-flows-page.h"
#include "gui/tide-page.h"
#include "gui/tide-place.h"
#include "gui/tide-shell.h"
#include "gui/tide-sidebar.h"
#include "gui/tide-strip.h"
#include "gui/tide-trace-pane.h"
#include "gui/tide-valuation-page.h"

static TideWindow *
present_window (TideGuiTest *test)
{
  TideWindow *window = tide_window_new (test->application, test->context);

  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)) &&
                          gtk_widget_get_width (GTK_WIDGET (window)) > 0);
  return window;
}

/* The window opens on the sample's first list and says that it is a sample. */
static void
test_opens (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *sidebar = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_SIDEBAR);
  GtkWidget  *strip = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_STRIP);

  g_assert_nonnull (tide_gui_test_find_label (sidebar, "Indices"));
  g_assert_nonnull (tide_gui_test_find_label (sidebar, "China technology"));
  g_assert_nonnull (tide_gui_test_find_label (sidebar, "Magnificent Seven"));
  g_assert_true (gtk_widget_get_mapped (gtk_widget_get_first_child (strip)));
}

/* Setting the moment changes the strip; going back restores it. */
static void
test_as_of (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *strip = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_STRIP);
  GtkWidget  *label = tide_gui_test_find_type (strip, GTK_TYPE_LABEL);
  TideMoment  moment = TIDE_MOMENT_LATEST;

  moment.as_of = tide_day_from_ymd (2025, 1, 28);
  tide_view_context_set_moment (test->context, &moment);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "As of 28 Jan 2025"));
  g_assert_false (tide_view_context_is_latest (test->context));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.latest", NULL);
  g_assert_true (tide_view_context_is_latest (test->context));
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (label)), "As of"));
}

/* What “known here by then” would leave is said before it is chosen, and follows
 * the day typed. */
static void
test_as_of_leaves (TideGuiTest  *test,
                   gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *button =
    tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_AS_OF_BUTTON);
  g_autoptr (GPtrArray) held = tide_desk_list_series (test->desk, NULL, NULL);
  g_autofree char      *all = g_strdup_printf ("%1$u of %1$u series", held->len);
  g_autofree char      *none = NULL;
  GtkWidget            *entry, *popover;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.as-of", NULL);
  popover = tide_gui_test_find_type (button, GTK_TYPE_POPOVER);
  entry = tide_gui_test_find_type (popover, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2100-01-01");
  tide_gui_test_wait_for (tide_gui_test_find_label (popover, all) != NULL);

  none = g_strdup_printf ("0 of %u series: first fetched Feb 2025", held->len);
  gtk_editable_set_text (GTK_EDITABLE (entry), "2025-02-13");
  tide_gui_test_wait_for (tide_gui_test_find_label (popover, none) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no day");
  g_assert_null (tide_gui_test_find_label (popover, none));
}

/* Details can be shut and opened again by its key's action; so can the sidebar. */
static void
test_regions (TideGuiTest  *test,
              gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  TideShell  *shell =
    TIDE_SHELL (tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_SHELL));
  GtkWidget *details = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_DETAILS);

  tide_gui_test_wait_for (gtk_widget_get_mapped (details));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-details", NULL);
  g_assert_false (tide_shell_get_details_shown (shell));
  g_assert_false (gtk_widget_get_visible (details));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-details", NULL);
  g_assert_true (gtk_widget_get_visible (details));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-sidebar", NULL);
  g_assert_false (tide_shell_get_sidebar_shown (shell));
}

/* A region that was shut is shut when the window opens again. Beside a chart
 * Details starts shut, which says nothing about the list. */
static void
test_keeps_regions (TideGuiTest  *test,
                    gconstpointer user_data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.tidemark.Tidemark");
  TideWindow           *window = present_window (test);
  TideShell            *shell =
    TIDE_SHELL (tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_SHELL));

  tide_window_bind_settings (window, settings);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-sidebar", NULL);
  tide_window_show_chart (window, "9988.HK");
  g_assert_false (tide_shell_get_details_shown (shell));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (g_settings_get_boolean (settings, "sidebar-visible"));
  g_assert_true (g_settings_get_boolean (settings, "details-visible"));

  window = present_window (test);
  tide_window_bind_settings (window, settings);
  shell = TIDE_SHELL (tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_SHELL));
  g_assert_false (tide_shell_get_sidebar_shown (shell));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-sidebar", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-details", NULL);
  tide_window_show_chart (window, "9988.HK");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-details", NULL);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (g_settings_get_boolean (settings, "sidebar-visible"));
  g_assert_false (g_settings_get_boolean (settings, "details-visible"));
}

/* Below 1040 pixels Details takes the page's place, below 820 the sidebar lies
 * above it, and Escape leaves both. */
static void
test_narrow (void)
{
  GtkWidget *window = gtk_window_new ();
  TideShell *shell = g_object_new (TIDE_TYPE_SHELL, NULL);
  GtkWidget *sidebar = gtk_label_new ("sidebar");
  GtkWidget *page = gtk_label_new ("page");
  GtkWidget *details = gtk_label_new ("details");

  tide_shell_set_sidebar (shell, sidebar);
  tide_shell_set_page (shell, page);
  tide_shell_set_details (shell, details);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (shell));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_present (GTK_WINDOW (window));

  tide_gui_test_wait_for (gtk_widget_get_mapped (page) && !gtk_widget_get_visible (details));
  g_assert_false (tide_shell_get_details_shown (shell));
  tide_shell_set_details_shown (shell, true);
  g_assert_true (gtk_widget_get_visible (details));
  g_assert_false (gtk_widget_get_visible (page));
  g_assert_true (tide_shell_close_overlaid (shell));
  g_assert_true (gtk_widget_get_visible (page));
  g_assert_false (tide_shell_close_overlaid (shell));

  /* What another page wanted beside it never takes this one's place. */
  tide_shell_dock_details (shell, false);
  tide_shell_dock_details (shell, true);
  g_assert_false (tide_shell_get_details_shown (shell));
  g_assert_true (tide_shell_get_details_docked (shell));

  gtk_window_set_default_size (GTK_WINDOW (window), 700, 600);
  tide_gui_test_wait_for (GTK_IS_REVEALER (gtk_widget_get_parent (sidebar)));
  g_assert_false (tide_shell_get_sidebar_shown (shell));

  gtk_window_set_default_size (GTK_WINDOW (window), 1300, 600);
  tide_gui_test_wait_for (GTK_IS_PANED (gtk_widget_get_parent (sidebar)));
  g_assert_true (gtk_widget_get_visible (details));
  g_assert_true (gtk_widget_get_visible (page));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* With text of twice the size a window holds as much as one of half its width. */
static void
test_large_text (void)
{
  GtkCssProvider *provider = tide_gui_test_add_css ("shell { font-size: 30px; }");
  GtkWidget      *window = gtk_window_new ();
  TideShell      *shell = g_object_new (TIDE_TYPE_SHELL, NULL);
  GtkWidget      *sidebar = gtk_label_new ("sidebar");
  GtkWidget      *details = gtk_label_new ("details");

  tide_shell_set_sidebar (shell, sidebar);
  tide_shell_set_page (shell, gtk_label_new ("page"));
  tide_shell_set_details (shell, details);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (shell));
  gtk_window_set_default_size (GTK_WINDOW (window), 1300, 600);
  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (GTK_IS_REVEALER (gtk_widget_get_parent (sidebar)));
  g_assert_false (gtk_widget_get_visible (details));
  gtk_window_destroy (GTK_WINDOW (window));
  tide_gui_test_remove_css (provider);
}

/* Details keeps its width: it is 440 at first. */
static void
test_widths (void)
{
  GtkWidget *window = gtk_window_new ();
  TideShell *shell = g_object_new (TIDE_TYPE_SHELL, NULL);
  GtkWidget *details = gtk_label_new ("details");

  tide_shell_set_sidebar (shell, gtk_label_new ("sidebar"));
  tide_shell_set_page (shell, gtk_label_new ("page"));
  tide_shell_set_details (shell, details);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (shell));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));

  tide_gui_test_wait_for (gtk_widget_get_width (details) > 0);
  g_assert_cmpint (ABS (gtk_widget_get_width (details) - 440), <=, 12);
  gtk_window_set_default_size (GTK_WINDOW (window), 1600, 800);
  tide_gui_test_wait_for (gtk_widget_get_width (GTK_WIDGET (shell)) == 1600);
  g_assert_cmpint (ABS (gtk_widget_get_width (details) - 440), <=, 12);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A number in focus is traced down to its observations. */
static void
test_trace (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *pane;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.trace-formula", "s",
                              "change(close(\"9988.HK\"), from=2025-01-13, to=2025-02-12)");
  pane = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_TRACE_PANE);
  tide_gui_test_wait_for (tide_gui_test_find_label (pane, "+45.7%") != NULL);
  tide_gui_test_wait_for (tide_gui_test_find_label (pane, "close(\"9988.HK\")") != NULL);
}

/* Deviations are printed in the pane as in their cell: “−1.6”, not “−1.60x”. */
static void
test_trace_deviations (TideGuiTest  *test,
                       gconstpointer user_data)
{
  TideWindow            *window = present_window (test);
  TideMoment             moment = tide_desk_get_default_moment (test->desk);
  g_autoptr (GPtrArray)  columns = tide_list_columns_new_default ();
  const TideListColumn  *column = columns->pdata[2];
  g_autoptr (TideFocus)  focus = NULL;
  g_autoptr (TideResult) result = NULL;
  g_autofree char       *text = NULL;
  g_autofree char       *times = NULL;
  GtkWidget             *pane;

  g_assert_cmpint (column->style, ==, TIDE_COLUMN_DEVIATIONS);
  focus = tide_focus_new_cell (column, column->formula, "9988.HK");
  result = tide_desk_evaluate (test->desk, column->formula, "9988.HK", &moment,
                               TIDE_EVALUATE_PLAIN, NULL);
  text = tide_list_column_print (column, result, TIDE_NUMBER_SCREEN);
  times = tide_result_to_text (result, TIDE_NUMBER_SCREEN);
  g_assert_cmpstr (text, !=, times);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.trace-formula", "s", "1 + 1");
  tide_view_context_set_focus (test->context, focus);
  pane = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_TRACE_PANE);
  tide_gui_test_wait_for (tide_gui_test_find_label (pane, text) != NULL);
  g_assert_null (tide_gui_test_find_label (pane, times));
}

/* A formula that cannot be evaluated says so where the trace would stand. */
static void
test_trace_failure (TideGuiTest  *test,
                    gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *pane;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.trace-formula", "s", "chnage(close, 1D)");
  pane = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_TRACE_PANE);
  tide_gui_test_wait_for (tide_gui_test_find_label (pane, "!") != NULL);
}

static TidePage *
get_page (TideWindow *window)
{
  GtkWidget *stack = tide_gui_test_find_type (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK);

  return TIDE_PAGE (adw_view_stack_get_visible_child (ADW_VIEW_STACK (stack)));
}

static const char *
get_choice (TideWindow *window,
            const char *label)
{
  GtkWidget *page = GTK_WIDGET (get_page (window));
  GtkWidget *toggle = tide_gui_test_find_label (page, label);

  return tide_choice_bar_get_active (
    TIDE_CHOICE_BAR (gtk_widget_get_ancestor (toggle, TIDE_TYPE_CHOICE_BAR)));
}

/* The views are places: sub-pages are stepped through, Back leads to what was
 * shown before, and the window opens again where it was left. */
static void
test_views (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideWindow *window = present_window (test);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-flows", "s", "");
  g_assert_true (TIDE_IS_FLOWS_PAGE (get_page (window)));
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "connect");
  g_assert_cmpstr (get_choice (window, "North"), ==, "south");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-subpage", "i", 1);
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "sectors");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-subpage", "i", -5);
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "sectors");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-flows", "s", "north 5Y");
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "sectors");
  g_assert_cmpstr (get_choice (window, "North"), ==, "north");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-valuation", "s", "");
  g_assert_true (TIDE_IS_VALUATION_PAGE (get_page (window)));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_true (TIDE_IS_FLOWS_PAGE (get_page (window)));
  g_assert_cmpstr (get_choice (window, "North"), ==, "north");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (get_choice (window, "North"), ==, "south");
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "sectors");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (get_choice (window, "Sectors"), ==, "connect");
  gtk_window_close (GTK_WINDOW (window));

  window = present_window (test);
  g_assert_true (TIDE_IS_FLOWS_PAGE (get_page (window)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.next-list", NULL);
  g_assert_false (TIDE_IS_FLOWS_PAGE (get_page (window)));
}

static void
test_place_text (void)
{
  g_autofree char *text = tide_place_print (TIDE_PLACE_FLOWS, "sectors south");
  TidePlaceKind    kind;
  const char      *subject;

  g_assert_true (tide_place_read (text, &kind, &subject));
  g_assert_cmpint (kind, ==, TIDE_PLACE_FLOWS);
  g_assert_cmpstr (subject, ==, "sectors south");
  g_assert_true (tide_place_read ("list:", &kind, &subject));
  g_assert_cmpstr (subject, ==, "");
  g_assert_false (tide_place_read ("flows", &kind, &subject));
  g_assert_false (tide_place_read ("elsewhere:x", &kind, &subject));
}

/* A list that was deleted comes back with Ctrl+Z as with the toast's button, and
 * only once. */
static void
test_undo (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideWindow *window = present_window (test);
  GtkWidget  *sidebar = tide_gui_test_find_type (GTK_WIDGET (window), TIDE_TYPE_SIDEBAR);

  tide_window_show_list (window, "Magnificent Seven");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.delete-list", NULL);
  tide_gui_test_wait_for (tide_gui_test_find_label (sidebar, "Magnificent Seven") == NULL);
  tide_gui_test_wait_for (tide_gui_test_find_label (GTK_WIDGET (window), "_Undo") != NULL ||
                          tide_gui_test_find_label (GTK_WIDGET (window), "Undo") != NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  tide_gui_test_wait_for (tide_gui_test_find_label (sidebar, "Magnificent Seven") != NULL);
}

static void
test_history (void)
{
  g_autoptr (TidePlaceHistory) history = tide_place_history_new ();
  TidePlaceKind                kind;
  const char                  *subject;

  g_assert_false (tide_place_history_can_step (history, -1));
  tide_place_history_visit (history, TIDE_PLACE_LIST, "A");
  tide_place_history_visit (history, TIDE_PLACE_LIST, "A");
  tide_place_history_visit (history, TIDE_PLACE_CHART, "9988.HK");
  g_assert_true (tide_place_history_step (history, -1, &kind, &subject));
  g_assert_cmpint (kind, ==, TIDE_PLACE_LIST);
  g_assert_cmpstr (subject, ==, "A");
  g_assert_false (tide_place_history_can_step (history, -1));
  g_assert_true (tide_place_history_step (history, 1, &kind, &subject));
  g_assert_cmpstr (subject, ==, "9988.HK");

  /* A visit forgets what lay ahead; the oldest places are forgotten first. */
  tide_place_history_step (history, -1, &kind, &subject);
  tide_place_history_visit (history, TIDE_PLACE_LIST, "B");
  g_assert_false (tide_place_history_can_step (history, 1));
  for (int i = 0; i < 300; i++)
    tide_place_history_visit (history, TIDE_PLACE_LIST, i % 2 == 0 ? "C" : "D");
  g_assert_true (tide_place_history_can_step (history, -99));
  g_assert_false (tide_place_history_can_step (history, -100));
}

int
main (int   argc,
      char *argv[])
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/window/opens", test_opens);
  tide_gui_test_add ("/gui/window/as-of", test_as_of);
  tide_gui_test_add ("/gui/window/as-of-leaves", test_as_of_leaves);
  tide_gui_test_add ("/gui/window/regions", test_regions);
  tide_gui_test_add ("/gui/window/keeps-regions", test_keeps_regions);
  tide_gui_test_add ("/gui/window/trace", test_trace);
  tide_gui_test_add ("/gui/window/trace-deviations", test_trace_deviations);
  tide_gui_test_add ("/gui/window/trace-failure", test_trace_failure);
  tide_gui_test_add ("/gui/window/undo", test_undo);
  g_test_add_func ("/gui/shell/narrow", test_narrow);
  g_test_add_func ("/gui/shell/large-text", test_large_text);
  g_test_add_func ("/gui/shell/widths", test_widths);
  tide_gui_test_add ("/gui/window/views", test_views);
  g_test_add_func ("/gui/place/text", test_place_text);
  g_test_add_func ("/gui/place-history/steps", test_history);

  return g_test_run ();
}
