// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-gui-test.h"

#include <math.h>

#include "gui/tide-chart-copy.h"
#include "gui/tide-chart-cross.h"
#include "gui/tide-chart-keys-dialog.h"
#include "gui/tide-chart-table-dialog.h"
#include "gui/tide-chart-view.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-price-chart.h"

#define N_ROWS 300
#define GAP_ROW 290

/* 300 weekdays from 1 January 2024; the values are 100, 101, …; row 290 is a
 * gap. */
static TideSeries *
make_series (const char *symbol,
             const char *field)
{
  const TideSeriesInfo info = {
    .symbol = symbol,
    .field = field,
    .source = "csv",
    .unit = tide_unit_of_currency ("HKD"),
    .facts = TIDE_FACTS_NONE,
  };
  TideDay days[N_ROWS];
  double  values[N_ROWS];
  TideDay day = tide_day_from_ymd (2024, 1, 1);

  for (size_t row = 0; row < N_ROWS; row++, day++)
    {
      while (tide_day_get_weekday (day) > 5)
        day++;
      days[row] = day;
      values[row] = row == GAP_ROW ? NAN : 100.0 + (double) row;
    }
  return tide_series_new (&info, days, values, N_ROWS);
}

static TideChartSpec *
make_spec (TideDay from,
           TideDay to)
{
  g_autoptr (TideSeries) first = make_series ("AAA.HK", "close");
  g_autoptr (TideSeries) second = make_series ("BBB.HK", "close");
  g_autoptr (GError)     error = NULL;
  const TidePriceLine    lines[] = { { "AAA.HK", "Alpha", first }, { "BBB.HK", "Beta", second } };
  const TidePriceChart   chart = {
      .lines = lines,
      .n_lines = 2,
      .from = from,
      .to = to,
      .base = TIDE_DAY_NONE,
  };
  TideChartSpec *spec = tide_price_chart_new_spec (&chart, &error);

  g_assert_no_error (error);
  return spec;
}

static TideChartView *
present_view (TideGuiTest *test)
{
  GtkWidget                *window = gtk_window_new ();
  TideChartView            *view = TIDE_CHART_VIEW (tide_chart_view_new (test->context));
  g_autoptr (TideChartSpec) spec = make_spec (TIDE_DAY_NONE, TIDE_DAY_NONE);

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (test->application));
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 450);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  tide_chart_view_set_spec (view, spec);
  gtk_window_present (GTK_WINDOW (window));
  tide_gui_test_wait_for (tide_chart_view_get_layout (view) != NULL);
  return view;
}

static void
act (TideChartView *view,
     const char    *action,
     int            steps)
{
  gtk_widget_activate_action (GTK_WIDGET (view), action, "i", steps);
}

static TideSeries *
get_series (TideChartView *view,
            size_t         layer)
{
  return tide_chart_spec_get_layer (tide_chart_view_get_spec (view), layer)->series;
}

/* Under the pointer is the day of the nearest value; outside nothing. */
static void
test_hover (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideChartView         *view = present_view (test);
  const TideChartLayout *layout = tide_chart_view_get_layout (view);
  const TideDay         *days = tide_series_get_days (get_series (view, 0));

  for (size_t row = 0; row < N_ROWS; row += 37)
    {
      double x = tide_chart_time_map_day (&layout->time, days[row]);

      tide_chart_view_point_at (view, x, layout->plot_area.y + 20);
      g_assert_cmpint (tide_chart_view_get_cross_day (view), ==, days[row]);
    }
  tide_chart_view_point_at (view, layout->plot_area.x + 10, 1);
  g_assert_cmpint (tide_chart_view_get_cross_day (view), ==, TIDE_DAY_NONE);
}

/* Keys walk the values one by one and say each; the accessible value is the
 * series' own. */
static void
test_walk (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideChartView *view = present_view (test);
  const TideDay *days = tide_series_get_days (get_series (view, 0));
  static const struct
  {
    const char *action;
    int         steps;
    int         row;
    const char *value; /* what is said ends so */
  } cases[] = {
    { "chart.walk", -1, 299, "AAA.HK 399.00" },
    { "chart.walk", -1, 298, "AAA.HK 398.00" },
    { "chart.walk", 1, 299, "AAA.HK 399.00" },
    { "chart.walk", 21, 299, "AAA.HK 399.00" },
    { "chart.walk", -5, 294, "AAA.HK 394.00" },
    { "chart.walk", -4, 290, "AAA.HK not reported" },
    { "chart.edge", -1, 0, "AAA.HK 100.00" },
    { "chart.walk", -1, 0, "AAA.HK 100.00" },
    { "chart.series", 1, 0, "BBB.HK 100.00" },
    { "chart.walk", 21, 21, "BBB.HK 121.00" },
    { "chart.series", -1, 21, "AAA.HK 121.00" },
    { "chart.edge", 1, 299, "AAA.HK 399.00" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *said;

      g_test_message ("case %zu: %s %d", i, cases[i].action, cases[i].steps);
      act (view, cases[i].action, cases[i].steps);
      said = tide_chart_view_get_value_text (view);
      g_assert_cmpint (tide_chart_view_get_cross_day (view), ==, days[cases[i].row]);
      g_assert_nonnull (said);
      g_assert_true (g_str_has_suffix (said, cases[i].value));
      gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, said);
    }
}

/* The number that Trace shows is the point under the crosshair. */
static void
test_focus (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideChartView        *view = present_view (test);
  g_autoptr (TideFocus) last = tide_exhibit_dup_focus (TIDE_EXHIBIT (view));
  g_autoptr (TideFocus) point = NULL;

  g_assert_cmpstr (last->formula, ==, "close");
  g_assert_cmpstr (last->symbol, ==, "AAA.HK");

  act (view, "chart.edge", -1);
  act (view, "chart.series", 1);
  point = tide_exhibit_dup_focus (TIDE_EXHIBIT (view));
  g_assert_cmpstr (point->formula, ==, "at(close, 2024-01-01)");
  g_assert_cmpstr (point->symbol, ==, "BBB.HK");
  g_assert_cmpint (point->day, ==, tide_day_from_ymd (2024, 1, 1));
  g_assert_cmpstr (tide_view_context_get_focus (test->context)->formula, ==, point->formula);
}

typedef struct
{
  unsigned int n;
  TideDay      from;
  TideDay      to;
} Wanted;

static void
window_wanted_cb (TideChartView *view,
                  int            from,
                  int            to,
                  Wanted        *wanted)
{
  wanted->n++;
  wanted->from = from;
  wanted->to = to;
}

/* Zooming asks for fewer rows with the newest in place, and a point that is
 * walked to out of the window for a window that holds it. */
static void
test_window (TideGuiTest  *test,
             gconstpointer user_data)
{
  TideChartView            *view = present_view (test);
  g_autoptr (TideChartSpec) part = NULL;
  const TideDay            *days = tide_series_get_days (get_series (view, 0));
  Wanted                    wanted = { 0, TIDE_DAY_NONE, TIDE_DAY_NONE };

  g_signal_connect (view, "window-wanted", G_CALLBACK (window_wanted_cb), &wanted);
  act (view, "chart.zoom", 1);
  g_assert_cmpuint (wanted.n, ==, 1);
  g_assert_cmpint (wanted.from, ==, days[60]); /* 300 / 1.25 = 240 rows */
  g_assert_cmpint (wanted.to, ==, TIDE_DAY_NONE);

  part = make_spec (days[100], days[199]);
  tide_chart_view_set_spec (view, part);
  days = tide_series_get_days (get_series (view, 0));
  act (view, "chart.edge", 1);
  g_assert_cmpint (tide_chart_view_get_cross_day (view), ==, days[199]);
  g_assert_cmpuint (wanted.n, ==, 1);
  act (view, "chart.walk", 5);
  g_assert_cmpuint (wanted.n, ==, 2);
  g_assert_cmpint (wanted.from, ==, days[105]);
  g_assert_cmpint (wanted.to, ==, days[204]);
}

/* The widget is a picture with a name and a paragraph. */
static void
test_accessible (TideGuiTest  *test,
                 gconstpointer user_data)
{
  TideChartView   *view = present_view (test);
  g_autofree char *title = tide_exhibit_dup_title (TIDE_EXHIBIT (view));

  g_assert_cmpstr (title, ==, "Alpha +299.0%, Beta +299.0% since 1 Jan 2024");
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, title);
  g_assert_true (
    gtk_test_accessible_has_property (GTK_ACCESSIBLE (view),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  tide_chart_view_set_message (view, "Nothing is held.");
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Nothing is held.");
}

/* Renders the view off screen and counts pixels of a colour. */
static size_t
count_pixels (TideChartView *view,
              TideColor      color)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (view));
  GtkSnapshot             *snapshot = gtk_snapshot_new ();
  GskRenderNode           *node;
  cairo_surface_t         *surface;
  cairo_t                 *cr;
  const unsigned char     *pixels;
  int                      width = gtk_widget_get_width (GTK_WIDGET (view));
  int                      height = gtk_widget_get_height (GTK_WIDGET (view));
  size_t                   n = 0;

  tide_gui_test_wait_for (gdk_paintable_get_intrinsic_width (paintable) > 0);
  GTK_WIDGET_GET_CLASS (view)->snapshot (GTK_WIDGET (view), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    {
      const unsigned char *line = pixels + (ptrdiff_t) y * cairo_image_surface_get_stride (surface);
      const uint32_t      *row = (const uint32_t *) (const void *) line;

      for (int x = 0; x < width; x++)
        n += (row[x] & 0xffffff) == color;
    }
  cairo_surface_destroy (surface);
  gsk_render_node_unref (node);
  return n;
}

/* A crosshair is a line from top to bottom in the colour of axes; a chart has
 * ink of its series; an other theme has other colours. */
static void
test_draw (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideChartView         *view = present_view (test);
  const TideChartLayout *layout = tide_chart_view_get_layout (view);
  TideTheme              theme = layout->theme;
  size_t                 before = count_pixels (view, theme.axis);

  g_assert_cmpuint (count_pixels (view, theme.series[1]), >, 200);
  tide_chart_view_point_at (view, layout->plot_area.x + 60, layout->plot_area.y + 20);
  g_assert_cmpuint (count_pixels (view, theme.axis), >=,
                    before + (size_t) (layout->plot_area.height / 2));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  tide_gui_test_wait_for (tide_chart_view_get_layout (view)->theme.mode == TIDE_THEME_DARK);
  g_assert_cmpuint (count_pixels (view, tide_theme_get (TIDE_THEME_DARK, 0).background), >, 10000);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* A view without values draws axes, its title and the sentence, and every key
 * is harmless. */
static void
test_empty (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideChartView            *view = present_view (test);
  g_autoptr (TideChartSpec) spec = NULL;
  TideChartData             data;

  tide_chart_data_init (&data);
  data.medium = TIDE_CHART_SCREEN;
  data.title = "Gamma";
  spec = tide_chart_spec_new (&data, NULL);
  tide_chart_view_set_message (view, "No closes are held.");
  tide_chart_view_set_spec (view, spec);
  g_assert_cmpuint (tide_chart_view_get_layout (view)->plots->len, ==, 0);
  act (view, "chart.walk", 1);
  act (view, "chart.edge", 1);
  act (view, "chart.series", 1);
  act (view, "chart.zoom", 1);
  g_assert_cmpint (tide_chart_view_get_cross_day (view), ==, TIDE_DAY_NONE);
  g_assert_cmpuint (count_pixels (view, tide_chart_view_get_layout (view)->theme.background), >,
                    10000);

  tide_chart_view_set_spec (view, NULL);
  act (view, "chart.walk", 1);
  g_assert_null (tide_exhibit_dup_focus (TIDE_EXHIBIT (view)));
}

/* The table twin holds every value, newest first, a dash where there is none. */
static void
test_table (TideGuiTest  *test,
            gconstpointer user_data)
{
  TideChartView     *view = present_view (test);
  GtkWidget         *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (view)));
  GtkWidget         *dialog;
  GtkWidget         *table;
  GtkSelectionModel *rows;

  dialog = tide_chart_table_dialog_present (GTK_WINDOW (window), "Alpha",
                                            tide_chart_view_get_spec (view));
  table = tide_gui_test_find_type (dialog, GTK_TYPE_COLUMN_VIEW);
  rows = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, N_ROWS);
  g_assert_cmpuint (
    g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table))), ==, 3);
  tide_gui_test_wait_for (tide_gui_test_find_label (table, "2025-02-21") != NULL);
  g_assert_nonnull (tide_gui_test_find_label (table, "399"));
  /* Headings of numbers stand to the right, as the numbers do. */
  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
        g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)), i);
      GtkWidget *heading =
        tide_gui_test_find_label (table, gtk_column_view_column_get_title (column));

      g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (heading)), ==, 1.0f);
    }
  tide_gui_test_wait_for (tide_gui_test_find_label (table, "–") != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* H lists the keys. */
static void
test_keys (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideChartView *view = present_view (test);
  GtkWindow     *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view)));
  GtkWidget     *dialog = tide_chart_keys_dialog_present (window);

  g_assert_nonnull (tide_gui_test_find_label (dialog, "Previous, next value"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The clipboard holds a vector picture, pixels and the table, all of the same
 * chart. */
static void
test_copy (TideGuiTest  *test,
           gconstpointer user_data)
{
  TideChartView          *view = present_view (test);
  GdkClipboard           *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats      *formats;
  g_autoptr (TidePicture) picture = tide_picture_new_chart (tide_chart_view_get_spec (view));
  g_autofree char        *tsv = tide_picture_to_tsv (picture);
  g_auto (GStrv)          lines = g_strsplit (tsv, "\n", -1);

  gdk_clipboard_set_text (clipboard, "before");
  tide_exhibit_copy (TIDE_EXHIBIT (view), clipboard);
  tide_gui_test_wait_for (gdk_content_formats_contain_mime_type (
    gdk_clipboard_get_formats (clipboard), "image/svg+xml"));
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));

  g_assert_cmpuint (g_strv_length (lines), ==, N_ROWS + 2);
  g_assert_cmpstr (lines[1], ==, "2024-01-01\t100\t100");
  g_assert_true (g_str_has_suffix (lines[GAP_ROW + 1], "\t\t"));
}

/* The title of a rebased chart counts from the base, and a volume that is not
 * reported is said to be so. */
static void
test_words (void)
{
  g_autoptr (TideSeries)    close = make_series ("AAA.HK", "close");
  g_autoptr (TideSeries)    volume = make_series ("AAA.HK", "volume");
  const TideDay            *days = tide_series_get_days (close);
  const TidePriceLine       line = { "AAA.HK", "Alpha", close };
  double                   *values = g_memdup2 (tide_series_get_values (volume),
                                                N_ROWS * sizeof (double));
  g_autoptr (TideSeries)    thin = NULL;
  g_autoptr (TideChartSpec) spec = NULL;
  TidePriceChart            chart = {
               .lines = &line,
               .n_lines = 1,
               .from = days[50],
               .to = days[200],
               .base = days[100],
               .candles = true,
  };

  values[120] = NAN;
  values[250] = NAN;
  thin = tide_series_new_like (volume, tide_series_get_info (volume), values);
  chart.volume = thin;
  spec = tide_price_chart_new_spec (&chart, NULL);
  g_assert_nonnull (spec);
  /* 300 over 200. */
  g_assert_cmpstr (tide_chart_spec_get_data (spec)->title, ==,
                   "Alpha +50.0% from 20 May 2024 to 7 Oct 2024");
  g_assert_cmpstr (tide_chart_spec_get_data (spec)->note, ==,
                   "Open, high and low are not held; closes are drawn. "
                   "17 Jun 2024: volume not reported.");
  g_assert_true (tide_price_chart_has_volume (thin));
  g_assert_false (tide_price_chart_has_volume (NULL));
  g_assert_cmpint (tide_price_chart_find_base (&line, 1, days[290]), ==, days[291]);
}

/* Prices of a day that are not held stay gaps: nothing stands in for them. */
static void
test_candles (void)
{
  g_autoptr (TideSeries)    close = make_series ("AAA.HK", "close");
  g_autoptr (TideSeries)    high = make_series ("AAA.HK", "high");
  g_autoptr (TideSeries)    part = tide_series_slice (high, 10, 200);
  g_autoptr (TideChartSpec) spec = NULL;
  const TidePriceLine       line = { "AAA.HK", "Alpha", close };
  const TideChartLayer     *layer;
  const TidePriceChart      chart = {
         .lines = &line,
         .n_lines = 1,
         .open = part,
         .high = high,
         .low = part,
         .from = TIDE_DAY_NONE,
         .to = TIDE_DAY_NONE,
         .base = TIDE_DAY_NONE,
         .candles = true,
  };

  spec = tide_price_chart_new_spec (&chart, NULL);
  g_assert_nonnull (spec);
  layer = tide_chart_spec_get_layer (spec, 0);
  g_assert_cmpint (layer->type, ==, TIDE_CHART_CANDLE);
  g_assert_true (isnan (tide_series_get_values (layer->open)[9]));
  g_assert_cmpfloat (tide_series_get_values (layer->open)[10], ==, 110.0);
  g_assert_cmpfloat (tide_series_get_values (layer->low)[209], ==, 309.0);
  g_assert_true (isnan (tide_series_get_values (layer->low)[210]));
  g_assert_cmpfloat (tide_series_get_values (layer->high)[210], ==, 310.0);
}

static TideDay moved_day;
static int     moved_edge;

static void
edge_moved_cb (TideChartView *view,
               int            edge,
               int            day)
{
  moved_edge = edge;
  moved_day = day;
}

static TideChartView *
present_window (TideGuiTest *test)
{
  TideChartView            *view = present_view (test);
  TideChartData             data = *tide_chart_spec_get_data (tide_chart_view_get_spec (view));
  g_autoptr (TideChartSpec) spec = NULL;

  data.window_from = tide_series_get_days (get_series (view, 0))[100];
  spec = tide_chart_spec_new (&data, NULL);
  tide_chart_view_set_spec (view, spec);
  moved_day = TIDE_DAY_NONE;
  moved_edge = -1;
  g_signal_connect (view, "edge-moved", G_CALLBACK (edge_moved_cb), NULL);
  return view;
}

static TideDay
get_shown_edge (TideChartView *view)
{
  const TideChartLayout *layout = tide_chart_view_get_layout (view);

  g_assert_cmpuint (layout->handles->len, ==, 1);
  return g_array_index (layout->handles, TideChartHandle, 0).day;
}

/* Keys move the window of a statistic from value to value, or to the crosshair;
 * each step is shown, said and told. */
static void
test_edge_keys (TideGuiTest  *test,
                gconstpointer user_data)
{
  TideChartView *view = present_window (test);
  const TideDay *days = tide_series_get_days (get_series (view, 0));

  act (view, "chart.edge-step", -1);
  g_assert_cmpint (moved_edge, ==, TIDE_CHART_EDGE_FROM);
  g_assert_cmpint (moved_day, ==, days[99]);
  g_assert_cmpint (get_shown_edge (view), ==, days[99]);
  act (view, "chart.edge-step", 21);
  g_assert_cmpint (moved_day, ==, days[120]);
  act (view, "chart.edge-step", 10000);
  g_assert_cmpint (moved_day, ==, days[N_ROWS - 1]);
  tide_chart_view_point_at (view,
                            tide_chart_time_map_day (&tide_chart_view_get_layout (view)->time,
                                                     days[40]),
                            tide_chart_view_get_layout (view)->plot_area.y + 20);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.edge-here", NULL);
  g_assert_cmpint (moved_day, ==, days[40]);
  g_assert_true (g_str_has_prefix (tide_chart_view_get_value_text (view), "Window from "));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       tide_chart_view_get_value_text (view));
}

/* A chart without a window has no edge to move. */
static void
test_no_edge (TideGuiTest  *test,
              gconstpointer user_data)
{
  TideChartView *view = present_view (test);

  moved_day = TIDE_DAY_NONE;
  g_signal_connect (view, "edge-moved", G_CALLBACK (edge_moved_cb), NULL);
  act (view, "chart.walk", -1);
  act (view, "chart.edge-step", -1);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.edge-here", NULL);
  g_assert_cmpint (moved_day, ==, TIDE_DAY_NONE);
}

static GtkGesture *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkGesture            *drag = NULL;

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        drag = GTK_GESTURE (controller);
    }
  return drag;
}

/* Taken hold of, the edge follows the pointer day by day; beside it the same drag
 * moves the chart. */
static void
test_edge_drag (TideGuiTest  *test,
                gconstpointer user_data)
{
  TideChartView         *view = present_window (test);
  const TideChartLayout *layout = tide_chart_view_get_layout (view);
  const TideDay         *days = tide_series_get_days (get_series (view, 0));
  GtkGesture            *drag = find_drag (GTK_WIDGET (view));
  const TideChartRect   *grip = &g_array_index (layout->handles, TideChartHandle, 0).grip;
  double                 x = grip->x + grip->width / 2;
  double                 y = grip->y;
  double                 step = layout->time.step;

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_signal_emit_by_name (drag, "drag-update", 2.0, 0.0);
  g_assert_cmpint (moved_day, ==, TIDE_DAY_NONE);
  g_signal_emit_by_name (drag, "drag-update", 30.5 * step, 0.0);
  g_assert_cmpint (moved_day, ==, days[130]);
  g_assert_cmpint (get_shown_edge (view), ==, days[130]);
  g_signal_emit_by_name (drag, "drag-update", -49.5 * step, 0.0);
  g_assert_cmpint (moved_day, ==, days[50]);
  g_signal_emit_by_name (drag, "drag-end", -49.5 * step, 0.0);
  moved_day = TIDE_DAY_NONE;
  g_signal_emit_by_name (drag, "drag-begin", x + 40, y);
  g_signal_emit_by_name (drag, "drag-update", 60.0, 0.0);
  g_signal_emit_by_name (drag, "drag-end", 60.0, 0.0);
  g_assert_cmpint (moved_day, ==, TIDE_DAY_NONE);
}

int
main (int    argc,
      char **argv)
{
  if (!tide_gui_test_init (&argc, &argv))
    return 77;

  tide_gui_test_add ("/gui/chart-view/hover", test_hover);
  tide_gui_test_add ("/gui/chart-view/walk", test_walk);
  tide_gui_test_add ("/gui/chart-view/focus", test_focus);
  tide_gui_test_add ("/gui/chart-view/window", test_window);
  tide_gui_test_add ("/gui/chart-view/accessible", test_accessible);
  tide_gui_test_add ("/gui/chart-view/draw", test_draw);
  tide_gui_test_add ("/gui/chart-view/empty", test_empty);
  tide_gui_test_add ("/gui/chart-view/table", test_table);
  tide_gui_test_add ("/gui/chart-view/keys", test_keys);
  tide_gui_test_add ("/gui/chart-view/copy", test_copy);
  tide_gui_test_add ("/gui/chart-view/edge-keys", test_edge_keys);
  tide_gui_test_add ("/gui/chart-view/edge-drag", test_edge_drag);
  tide_gui_test_add ("/gui/chart-view/no-edge", test_no_edge);
  g_test_add_func ("/gui/chart-view/words", test_words);
  g_test_add_func ("/gui/chart-view/candles", test_candles);
  return g_test_run ();
}
