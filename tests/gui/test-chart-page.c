// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include "gui/tide-chart-model.h"
#include "gui/tide-chart-page.h"
#include "gui/tide-chart-view.h"
#include "gui/tide-compare-button.h"
#include "gui/tide-details-chart.h"
#include "gui/tide-page.h"
#include "gui/tide-range-bar.h"

static GtkWidget *
present (TideGuiTest *test,
         GtkWidget   *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (gtk_widget_get_mapped (child));
  return child;
}

static TideChartView *
find_view (GtkWidget *widget)
{
  return TIDE_CHART_VIEW (tide_gui_test_find_type (widget, TIDE_TYPE_CHART_VIEW));
}

static bool
shows (TideChartView *view,
       const char    *symbol,
       size_t         n_layers)
{
  TideChartSpec *spec = tide_chart_view_get_spec (view);

  return spec != NULL && tide_chart_view_get_layout (view) != NULL &&
         tide_chart_spec_get_n_layers (spec) == n_layers &&
         g_str_equal (tide_chart_spec_get_layer (spec, 0)->label, symbol);
}

static GtkWidget *
open_page (TideGuiTest *test,
           const char  *symbol)
{
  GtkWidget *page = present (test, tide_chart_page_new (test->context));

  tide_page_show_subject (TIDE_PAGE (page), symbol);
  tide_gui_test_wait_for (shows (find_view (page), symbol, 1) &&
                          tide_chart_spec_get_data (tide_chart_view_get_spec (find_view (page)))
                              ->volume != NULL);
  return page;
}

static GtkToggleButton *
find_toggle (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *text = tide_gui_test_find_label (widget, label);

  g_assert_nonnull (text);
  return GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (text, GTK_TYPE_TOGGLE_BUTTON));
}

static TideDay
get_first_day (TideChartView *view)
{
  return tide_chart_view_get_layout (view)->time.first;
}

/* The sample's prices, by a range each; first days are the values from which
 * the changes of a list are counted. */
static void
test_ranges (TideGuiTest  *test,
             gconstpointer user_data)
{
  GtkWidget     *page = open_page (test, "9988.HK");
  TideChartView *view = find_view (page);
  static const struct
  {
    const char *label;
    int         year, month, day;
  } cases[] = {
    { "1M", 2025, 1, 14 },
    { "3M", 2024, 11, 14 },
    { "YTD", 2024, 12, 31 },
    { "1Y", 2024, 2, 14 },
    { "5Y", 2020, 2, 14 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkToggleButton *toggle = find_toggle (page, cases[i].label);

      g_test_message ("case %zu: %s", i, cases[i].label);
      gtk_toggle_button_set_active (toggle, TRUE);
      g_assert_cmpint (get_first_day (view), ==,
                       tide_day_from_ymd (cases[i].year, cases[i].month, cases[i].day));
      g_assert_true (gtk_toggle_button_get_active (toggle));
    }
  g_assert_false (gtk_toggle_button_get_active (find_toggle (page, "1M")));

  /* Closer with a key: no button stands for that. */
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom", "i", 1);
  g_assert_false (gtk_toggle_button_get_active (find_toggle (page, "5Y")));
  g_assert_cmpint (get_first_day (view), >, tide_day_from_ymd (2020, 2, 14));
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.reset", NULL);
  g_assert_true (gtk_toggle_button_get_active (find_toggle (page, "5Y")));
  g_assert_cmpint (get_first_day (view), ==, tide_day_from_ymd (2020, 2, 14));
}

/* Toggles change the spec, and the next page opens as this one was left. */
static void
test_toggles (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget           *page = open_page (test, "9988.HK");
  TideChartView       *view = find_view (page);
  const TideChartData *data;
  GtkWidget           *second;

  gtk_toggle_button_set_active (find_toggle (page, "Candles"), TRUE);
  g_assert_cmpint (tide_chart_spec_get_layer (tide_chart_view_get_spec (view), 0)->type, ==,
                   TIDE_CHART_CANDLE);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.log", NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.percent", NULL);
  gtk_toggle_button_set_active (find_toggle (page, "Volume"), FALSE);
  data = tide_chart_spec_get_data (tide_chart_view_get_spec (view));
  g_assert_true (data->log);
  g_assert_cmpint (data->rebase, ==, get_first_day (view));
  g_assert_null (data->volume);
  g_assert_true (gtk_toggle_button_get_active (find_toggle (page, "Log")));

  second = present (test, tide_chart_page_new (test->context));
  g_assert_true (gtk_toggle_button_get_active (find_toggle (second, "Candles")));
  g_assert_false (gtk_toggle_button_get_active (find_toggle (second, "Volume")));
}

/* Two markets in one chart: both are 100 on the first day, and a chip takes the
 * second one out again. */
static void
test_compare (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget     *page = open_page (test, "9988.HK");
  TideChartView *view = find_view (page);
  GtkWidget     *button = tide_gui_test_find_type (page, TIDE_TYPE_COMPARE_BUTTON);
  GtkWidget     *popover = tide_gui_test_find_type (button, GTK_TYPE_POPOVER);
  GtkWidget     *entry = tide_gui_test_find_type (popover, GTK_TYPE_ENTRY);
  GtkWidget     *chip;
  TideDay        first;

  gtk_editable_set_text (GTK_EDITABLE (entry), "nosuch");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (tide_gui_test_find_label (popover, "No instrument “nosuch” is held here."));

  gtk_editable_set_text (GTK_EDITABLE (entry), "^ixic");
  g_signal_emit_by_name (entry, "activate");
  tide_gui_test_wait_for (shows (view, "9988.HK", 2));
  first = tide_chart_spec_get_data (tide_chart_view_get_spec (view))->rebase;
  g_assert_cmpint (first, !=, TIDE_DAY_NONE);
  g_assert_cmpint (tide_chart_spec_get_spacing (tide_chart_view_get_spec (view)), ==,
                   TIDE_CHART_SPACING_CALENDAR);
  for (size_t plot = 0; plot < 2; plot++)
    {
      TideChartPoint point;

      g_assert_true (tide_chart_layout_get_point (tide_chart_view_get_layout (view), plot, first,
                                                  &point));
      g_assert_cmpfloat_with_epsilon (point.shown, 100.0, 1e-9);
    }

  chip = gtk_widget_get_ancestor (tide_gui_test_find_label (page, "^IXIC ×"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (chip, "clicked");
  tide_gui_test_wait_for (shows (view, "9988.HK", 1));
  g_assert_null (tide_gui_test_find_label (page, "^IXIC ×"));
  g_assert_cmpint (tide_chart_spec_get_data (tide_chart_view_get_spec (view))->rebase, ==,
                   TIDE_DAY_NONE);
}

/* Nothing after the moment is drawn, and going back draws it again. */
static void
test_moment (TideGuiTest  *test,
             gconstpointer user_data)
{
  GtkWidget     *page = open_page (test, "9988.HK");
  TideChartView *view = find_view (page);
  TideDay        last = tide_chart_view_get_layout (view)->time.last;
  TideMoment     moment = TIDE_MOMENT_LATEST;

  moment.as_of = tide_day_from_ymd (2025, 1, 28);
  tide_view_context_set_moment (test->context, &moment);
  tide_gui_test_wait_for (tide_chart_view_get_layout (view)->time.last == moment.as_of);
  moment = tide_desk_get_default_moment (test->desk);
  tide_view_context_set_moment (test->context, &moment);
  tide_gui_test_wait_for (tide_chart_view_get_layout (view)->time.last == last);
}

/* What cannot be drawn is said in the plot, under the instrument's name. */
static void
test_unknown (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget       *page = open_page (test, "9988.HK");
  TideChartView   *view = find_view (page);
  g_autofree char *title = NULL;

  tide_page_show_subject (TIDE_PAGE (page), "NOSUCH");
  tide_gui_test_wait_for (tide_chart_spec_get_n_layers (tide_chart_view_get_spec (view)) == 0);
  title = tide_exhibit_dup_title (TIDE_EXHIBIT (view));
  g_assert_cmpstr (title, ==, "NOSUCH");
  tide_page_show_subject (TIDE_PAGE (page), "9988.HK");
  tide_gui_test_wait_for (shows (view, "9988.HK", 1));
}

/* The pane asks for a choice, then draws what is chosen and says what is rare
 * about its last close. */
static void
test_details (TideGuiTest  *test,
              gconstpointer user_data)
{
  GtkWidget     *pane = present (test, tide_details_chart_new (test->context));
  TideChartView *view = find_view (pane);
  GtkWidget     *stack = tide_gui_test_find_type (pane, GTK_TYPE_STACK);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  tide_view_context_set_symbol (test->context, "HSTECH.HK");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "chart");
  tide_gui_test_wait_for (shows (view, "HSTECH.HK", 1));
  tide_gui_test_wait_for (
    tide_gui_test_find_label (pane, "14 Feb 2025: highest close since 17 Feb 2022") != NULL);

  tide_view_context_set_symbol (test->context, "^IXIC");
  tide_gui_test_wait_for (shows (view, "^IXIC", 1));
  tide_view_context_set_symbol (test->context, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/chart-page/ranges", test_ranges);
  tide_gui_test_add ("/gui/chart-page/toggles", test_toggles);
  tide_gui_test_add ("/gui/chart-page/compare", test_compare);
  tide_gui_test_add ("/gui/chart-page/moment", test_moment);
  tide_gui_test_add ("/gui/chart-page/unknown", test_unknown);
  tide_gui_test_add ("/gui/chart-page/details", test_details);
  return g_test_run ();
}
