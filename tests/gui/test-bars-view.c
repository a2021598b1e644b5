// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <math.h>
#include <string.h>

#include "gui/tide-bars-view.h"
#include "gui/tide-exhibit.h"

static const char *const sectors[] = {
  "ENERGY",
  "CONSUMER-DISCRETIONARY",
  "UTILITIES",
};

/* Net buying of three sectors in a week and before, their sum, and a row that
 * has no series. */
static TideSheetPlan *
make_plan (TideColumnStyle style)
{
  TideSheetPlan *plan = tide_sheet_plan_new ("test", "Bought & <sold>");
  unsigned int   row;

  tide_sheet_plan_set_subtitle (plan, "Southbound, HKD bn");
  tide_sheet_plan_add_column (plan, "3–7 Feb", style, 2);
  tide_sheet_plan_add_column (plan, "week before", style, 2);
  for (size_t i = 0; i < G_N_ELEMENTS (sectors); i++)
    {
      g_autofree char *symbol = g_strdup_printf ("STOCK-CONNECT/SOUTH/SECTOR/%s", sectors[i]);
      g_autofree char *now = g_strdup_printf ("at(net_buy(\"%s\"), 2025-02-07)", symbol);
      g_autofree char *before = g_strdup_printf ("at(net_buy(\"%s\"), 2025-01-24)", symbol);

      row = tide_sheet_plan_add_row (plan, sectors[i], symbol, TIDE_SHEET_ROW_PLAIN);
      tide_sheet_plan_set_cell (plan, row, 0, now);
      tide_sheet_plan_set_cell (plan, row, 1, before);
    }
  row = tide_sheet_plan_add_row (plan, "Nowhere", NULL, TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_set_cell (plan, row, 0, "last(net_buy(\"STOCK-CONNECT/SOUTH/SECTOR/NOWHERE\"))");
  row = tide_sheet_plan_add_row (plan, "Price", NULL, TIDE_SHEET_ROW_PLAIN);
  tide_sheet_plan_set_cell (plan, row, 0, "last(close(\"NVDA\"))");
  row = tide_sheet_plan_add_row (plan, "Total", NULL, TIDE_SHEET_ROW_SUMMARY);
  tide_sheet_plan_set_cell (plan, row, 0, "sum(net_buy(\"STOCK-CONNECT/SOUTH\"), 1W)");
  return plan;
}

static TideBarsView *
present (TideGuiTest    *test,
         TideColumnStyle style)
{
  g_autoptr (TideSheetPlan) plan = make_plan (style);
  const TideSheetBars       bars = { .before_column = 1, .remainder_row = -1 };
  GtkWidget                *window = gtk_window_new ();
  TideBarsView             *view = TIDE_BARS_VIEW (tide_bars_view_new (test->context));

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 320);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  tide_bars_view_show (view, plan, &bars);
  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (tide_bars_view_get_spec (view) != NULL);
  tide_gui_test_wait_for (tide_bars_view_get_layout (view) != NULL);
  return view;
}

static void
act (TideBarsView *view,
     const char   *action,
     int           step)
{
  gtk_widget_activate_action (GTK_WIDGET (view), action, "i", step);
}

static const TideBarsRow *
get_row (TideBarsView *view,
         const char   *label)
{
  TideBarsSpec *spec = tide_bars_view_get_spec (view);

  for (size_t i = 0; i < tide_bars_spec_get_data (spec)->n_rows; i++)
    {
      const TideBarsRow *row = tide_bars_spec_get_row (spec, i);

      if (g_str_equal (row->label, label))
        return row;
    }
  g_assert_not_reached ();
}

/* Every number is that of its cell; what has none says why, and so does what is
 * in another currency. */
static void
test_rows (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideBarsView       *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  const TideBarsData *data = tide_bars_spec_get_data (tide_bars_view_get_spec (view));
  const TideBarsRow  *energy = get_row (view, "ENERGY");

  g_assert_cmpfloat (energy->value, ==, -1.35e9);
  g_assert_cmpfloat (energy->before, ==, 0.48e9);
  g_assert_nonnull (strstr (energy->text, "1.35"));
  g_assert_false (energy->cited);
  g_assert_true (isnan (get_row (view, "Nowhere")->value));
  g_assert_nonnull (get_row (view, "Nowhere")->reason);
  g_assert_true (isnan (get_row (view, "Price")->value));
  g_assert_nonnull (strstr (get_row (view, "Price")->reason, "USD"));
  g_assert_cmpint (get_row (view, "Total")->kind, ==, TIDE_BARS_ROW_SUM);
  g_assert_cmpstr (data->before_title, ==, "week before");
  g_assert_cmpstr (data->title, ==, "Bought & <sold>");
  g_assert_true (data->sample);
  g_assert_nonnull (data->as_of);
}

/* A sheet of directions has no lengths. */
static void
test_directions (TideGuiTest  *test,
                 gconstpointer user_data)
{
  TideBarsView         *view = present (test, TIDE_COLUMN_DIRECTION);
  const TideBarsLayout *layout = tide_bars_view_get_layout (view);

  g_assert_true (get_row (view, "ENERGY")->sign_only);
  for (size_t i = 0; i < layout->items->len; i++)
    g_assert_cmpint (g_array_index (layout->items, TideBarsItem, i).kind, !=, TIDE_BARS_MARK_BAR);
}

/* Arrow keys walk the rows from the top; each is said, and the trace follows. */
static void
test_keys (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideBarsView         *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  TideBarsSpec         *spec = tide_bars_view_get_spec (view);
  g_autoptr (TideFocus) focus = NULL;
  size_t                n = tide_bars_spec_get_data (spec)->n_rows;

  g_assert_cmpint (tide_bars_view_get_cursor (view), ==, -1);
  g_assert_null (tide_exhibit_dup_focus (TIDE_EXHIBIT (view)));
  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *text = tide_bars_spec_dup_row_text (spec, i);

      act (view, "bars.walk", 1);
      g_assert_cmpint (tide_bars_view_get_cursor (view), ==, (int) i);
      g_assert_cmpstr (tide_bars_view_get_value_text (view), ==, text);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view),
                                           GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view),
                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
    }
  act (view, "bars.walk", 1);
  g_assert_cmpint (tide_bars_view_get_cursor (view), ==, (int) n - 1);
  act (view, "bars.edge", -1);
  g_assert_cmpint (tide_bars_view_get_cursor (view), ==, 0);
  focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (view));
  g_assert_cmpstr (focus->formula, ==,
                   "at(net_buy(\"STOCK-CONNECT/SOUTH/SECTOR/CONSUMER-DISCRETIONARY\"), "
                   "2025-02-07)");
  g_assert_cmpstr (tide_view_context_get_focus (test->context)->formula, ==, focus->formula);
}

static void
test_accessible (TideGuiTest  *test,
                 gconstpointer user_data)
{
  TideBarsView    *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  g_autofree char *summary = tide_bars_spec_dup_summary (tide_bars_view_get_spec (view));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Bought & <sold>");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       summary);
  g_assert_nonnull (strstr (summary, "CONSUMER-DISCRETIONARY, +4.12, week before"));
}

/* Pictures, values and the row, for other programs. */
static void
test_copy (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideBarsView      *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  GdkClipboard      *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats;

  g_assert_false (tide_exhibit_copy_cells (TIDE_EXHIBIT (view), clipboard));
  act (view, "bars.walk", 1);
  g_assert_true (tide_exhibit_copy_cells (TIDE_EXHIBIT (view), clipboard));
  tide_exhibit_copy (TIDE_EXHIBIT (view), clipboard);
  tide_gui_test_wait_for (gdk_content_formats_contain_mime_type (
    gdk_clipboard_get_formats (clipboard), "image/svg+xml"));
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget         *view = user_data;

  tide_exhibit_export_finish (TIDE_EXHIBIT (view), result, &error);
  g_assert_no_error (error);
  gtk_widget_set_name (view, "exported");
}

static void
test_export (TideGuiTest  *test,
             gconstpointer user_data)
{
  TideBarsView     *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  TideExportOptions options = { TIDE_EXPORT_CSV, 1, 86, 58 };
  g_autofree char  *path = g_build_filename (test->folder, "bars.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char  *text = NULL;

  g_assert_cmpuint (tide_exhibit_get_formats (TIDE_EXHIBIT (view)) & TIDE_EXPORT_PDF, !=, 0);
  tide_exhibit_export_async (TIDE_EXHIBIT (view), file, &options, NULL, exported_cb, view);
  tide_gui_test_wait_for (g_str_equal (gtk_widget_get_name (GTK_WIDGET (view)), "exported"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "CONSUMER-DISCRETIONARY,4120000000,"));
}

/* Another as-of moment gives other numbers in the same view, and the cursor stays
 * with its row. */
static void
test_moment (TideGuiTest  *test,
             gconstpointer user_data)
{
  TideBarsView *view = present (test, TIDE_COLUMN_SIGNED_BILLIONS);
  TideMoment    moment = { tide_day_from_ymd (2025, 1, 31), TIDE_INSTANT_MAX };

  while (!g_str_has_prefix (tide_bars_view_get_value_text (view) != NULL
                              ? tide_bars_view_get_value_text (view)
                              : "",
                            "ENERGY"))
    act (view, "bars.walk", 1);
  tide_view_context_set_moment (test->context, &moment);
  tide_gui_test_wait_for (isnan (get_row (view, "ENERGY")->value));
  g_assert_cmpstr (tide_bars_spec_get_row (tide_bars_view_get_spec (view),
                                           (size_t) tide_bars_view_get_cursor (view))
                     ->label,
                   ==, "ENERGY");
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/bars-view/rows", test_rows);
  tide_gui_test_add ("/gui/bars-view/directions", test_directions);
  tide_gui_test_add ("/gui/bars-view/keys", test_keys);
  tide_gui_test_add ("/gui/bars-view/accessible", test_accessible);
  tide_gui_test_add ("/gui/bars-view/copy", test_copy);
  tide_gui_test_add ("/gui/bars-view/export", test_export);
  tide_gui_test_add ("/gui/bars-view/moment", test_moment);

  return g_test_run ();
}
