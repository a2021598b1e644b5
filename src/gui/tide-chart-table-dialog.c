// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-table-dialog"

#include "config.h"

#include "gui/tide-chart-table-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "chart/tide-chart-summary.h"
#include "gui/tide-chart-copy.h"

/* A row exists only while it is on screen. */
#define TIDE_TYPE_CHART_ROW (tide_chart_row_get_type ())
G_DECLARE_FINAL_TYPE (TideChartRow, tide_chart_row, TIDE, CHART_ROW, GObject)

struct _TideChartRow
{
  GObject parent_instance;

  size_t row;
};

G_DEFINE_FINAL_TYPE (TideChartRow, tide_chart_row, G_TYPE_OBJECT)

static void
tide_chart_row_class_init (TideChartRowClass *klass)
{
}

static void
tide_chart_row_init (TideChartRow *self)
{
}

#define TIDE_TYPE_CHART_ROW_LIST (tide_chart_row_list_get_type ())
G_DECLARE_FINAL_TYPE (TideChartRowList, tide_chart_row_list, TIDE, CHART_ROW_LIST, GObject)

/* The rows of a table, newest first: that is the one asked for. */
struct _TideChartRowList
{
  GObject parent_instance;

  TideChartTable *table; /* (owned) */
};

static void tide_chart_row_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideChartRowList, tide_chart_row_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tide_chart_row_list_model_init))

static GType
tide_chart_row_list_get_item_type (GListModel *model)
{
  return TIDE_TYPE_CHART_ROW;
}

static guint
tide_chart_row_list_get_n_items (GListModel *model)
{
  return (guint) tide_chart_table_get_n_rows (TIDE_CHART_ROW_LIST (model)->table);
}

static gpointer
tide_chart_row_list_get_item (GListModel *model,
                              guint       position)
{
  size_t        n = tide_chart_table_get_n_rows (TIDE_CHART_ROW_LIST (model)->table);
  TideChartRow *row;

  if (position >= n)
    return NULL;

  row = g_object_new (TIDE_TYPE_CHART_ROW, NULL);
  row->row = n - 1 - position;
  return row;
}

static void
tide_chart_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tide_chart_row_list_get_item_type;
  iface->get_n_items = tide_chart_row_list_get_n_items;
  iface->get_item = tide_chart_row_list_get_item;
}

static void
tide_chart_row_list_finalize (GObject *object)
{
  tide_chart_table_unref (TIDE_CHART_ROW_LIST (object)->table);

  G_OBJECT_CLASS (tide_chart_row_list_parent_class)->finalize (object);
}

static void
tide_chart_row_list_class_init (TideChartRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_chart_row_list_finalize;
}

static void
tide_chart_row_list_init (TideChartRowList *self)
{
}

/* What a factory needs to fill the cells of a column. */
typedef struct
{
  TideChartTable *table; /* (owned) */
  size_t          column;
  int             decimals;
} Column;

static void
free_column (gpointer  data,
             GClosure *closure)
{
  Column *column = data;

  tide_chart_table_unref (column->table);
  g_free (column);
}

/* Decimals are the same down a column: none where all are whole numbers. */
static int
choose_decimals (TideChartTable *table,
                 size_t          column)
{
  for (size_t row = 0; row < tide_chart_table_get_n_rows (table); row++)
    {
      double value = tide_chart_table_get_value (table, row, column);

      if (isfinite (value) && value != round (value))
        return 2;
    }

  return 0;
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               Column                   *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->column == 0 ? 0.0f : 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              Column                   *column)
{
  TideChartRow    *row = gtk_list_item_get_item (item);
  GtkLabel        *label = GTK_LABEL (gtk_list_item_get_child (item));
  char             day[TIDE_DAY_TEXT_SIZE];
  double           value;
  g_autofree char *text = NULL;

  if (column->column == 0)
    {
      gtk_label_set_label (label,
                           tide_day_format (tide_chart_table_get_day (column->table, row->row),
                                            day));
      return;
    }

  value = tide_chart_table_get_value (column->table, row->row, column->column);
  text = isfinite (value) ? tide_number_format (value, column->decimals, TIDE_NUMBER_SCREEN)
                          : g_strdup ("–");
  gtk_label_set_label (label, text);
}

static GtkColumnViewColumn *
create_column (TideChartTable *table,
               size_t          index)
{
  GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made;
  Column              *column = g_new0 (Column, 1);
  const char          *title = index == 0 ? _ ("Day") : tide_chart_table_get_header (table, index);

  column->table = tide_chart_table_ref (table);
  column->column = index;
  column->decimals = index == 0 ? 0 : choose_decimals (table, index);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), column);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cell_cb), column, free_column, 0);

  made = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (made, TRUE);
  return made;
}

/* The first label below a widget. */
static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);

  return found;
}

/* A heading of numbers stands above their last digits; a column view has no
 * word for it. */
static void
align_headings (GtkWidget *view)
{
  GtkWidget *heading = gtk_widget_get_first_child (gtk_widget_get_first_child (view));

  for (size_t i = 0; heading != NULL; i++, heading = gtk_widget_get_next_sibling (heading))
    {
      GtkWidget *label = find_label (heading);

      if (i == 0 || label == NULL)
        continue;
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
    }
}

static GtkWidget *
create_view (TideChartTable *table,
             const char     *title)
{
  TideChartRowList *rows = g_object_new (TIDE_TYPE_CHART_ROW_LIST, NULL);
  GtkWidget        *view;

  rows->table = tide_chart_table_ref (table);
  view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows))));
  gtk_widget_add_css_class (view, "chart-table");
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (size_t i = 0; i < tide_chart_table_get_n_columns (table); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = create_column (table, i);

      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  align_headings (view);

  return view;
}

static void
copy_cb (GtkWidget  *button,
         const char *tsv)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), tsv);
}

static void
free_text (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
create_bar (TideChartSpec *spec)
{
  g_autoptr (TidePicture) picture = tide_picture_new_chart (spec);
  GtkWidget              *bar = adw_header_bar_new ();
  GtkWidget              *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));

  gtk_widget_set_tooltip_text (copy, _ ("Copy the table"));
  g_signal_connect_data (copy, "clicked", G_CALLBACK (copy_cb), tide_picture_to_tsv (picture),
                         free_text, 0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), copy);
  return bar;
}

static gboolean
close_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   unused)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

/* As wide as its columns, within a small screen. */
static int
get_width (TideChartTable *table)
{
  size_t n_columns = MIN (tide_chart_table_get_n_columns (table), 8);

  return 160 + (int) n_columns * 110;
}

GtkWidget *
tide_chart_table_dialog_present (GtkWindow     *parent,
                                 const char    *title,
                                 TideChartSpec *spec)
{
  g_autoptr (TideChartTable) table = tide_chart_table_new (spec);
  GtkWidget                 *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget                 *scrolled = gtk_scrolled_window_new ();
  GtkEventController        *keys = gtk_shortcut_controller_new ();
  GtkWidget                 *window = g_object_new (ADW_TYPE_WINDOW,
                                                    "transient-for", parent,
                                                    "modal", TRUE,
                                                    "title", title,
                                                    "default-width", get_width (table),
                                                    "default-height", 480,
                                                    NULL);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_view (table, title));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), create_bar (spec));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
