// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-table"

#include "config.h"

#include "gui/tide-cell-table.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-cell-foot.h"
#include "gui/tide-cell-header.h"
#include "gui/tide-cell-input.h"
#include "gui/tide-cell-row.h"

/* Before the next layout, after all that has come in. */
#define UPDATE_PRIORITY (GTK_PRIORITY_RESIZE - 1)

struct _TideCellTable
{
  GtkWidget parent_instance;

  GtkWidget          *header; /* (unowned) */
  GtkWidget          *foot;   /* (unowned) */
  GtkWidget          *scroller;
  GtkWidget          *bar;   /* (unowned): below the rows, not over the last one */
  GtkListView        *list;  /* (unowned) */
  TideCellSheet      *sheet; /* (owned) */
  GListModel         *load;  /* (owned) (nullable): of a list or of a sheet */
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection; /* (owned) */
  GtkCustomFilter    *filter;    /* (unowned) */
  GtkCustomSorter    *sorter;    /* (unowned) */
  char               *needle;    /* (owned) (nullable): case folded */
  TideCellMeasure    *measure;   /* (owned) (nullable) */
  TideCellMeasure    *heading;   /* (owned) (nullable) */
  guint               update_id;
  unsigned int        replacing : 1; /* the rows are being exchanged */
  gboolean            shows_all;     /* as high as its rows, so that a page scrolls instead */
};

G_DEFINE_FINAL_TYPE (TideCellTable, tide_cell_table, GTK_TYPE_WIDGET)

enum
{
  UPDATED,
  CURSOR_MOVED,
  ACTIVATED,
  DELETED,
  MOVED,
  MENU,
  SORT_CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  TideCellTable   *self = user_data;
  const char      *name = tide_list_row_get_name (item);
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->needle == NULL)
    return TRUE;

  text = g_strconcat (tide_list_row_get_symbol (item), "\n", name, NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->needle) != NULL;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  TideCellTable *self = user_data;
  bool           descending;
  int            sort = tide_cell_sheet_get_sort (self->sheet, &descending);

  if (sort < 0)
    return 0;

  return tide_cell_column_compare (tide_cell_sheet_get_column (self->sheet, (unsigned int) sort),
                                   (gpointer) a, (gpointer) b, descending);
}

static gboolean
update_cb (gpointer user_data)
{
  TideCellTable *self = user_data;
  bool           descending;

  self->update_id = 0;
  if (self->load == NULL)
    return G_SOURCE_REMOVE;

  if (self->measure == NULL)
    {
      self->measure = tide_cell_measure_new (GTK_WIDGET (self));
      self->heading = tide_cell_measure_new (self->header);
    }
  tide_cell_sheet_scan (self->sheet, self->load, self->measure, self->heading);
  if (tide_cell_sheet_get_sort (self->sheet, &descending) >= 0)
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  tide_cell_foot_summarize (TIDE_CELL_FOOT (self->foot), tide_cell_table_get_rows (self));
  g_signal_emit (self, signals[UPDATED], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_update (TideCellTable *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (UPDATE_PRIORITY, update_cb, self, NULL);
}

static GPtrArray *
make_columns (TideCellTable *self)
{
  if (TIDE_IS_SHEET_LOAD (self->load))
    return tide_cell_columns_new_for_sheet (
      tide_sheet_load_get_plan (TIDE_SHEET_LOAD (self->load)));

  return tide_cell_columns_new (tide_list_load_get_columns (TIDE_LIST_LOAD (self->load)));
}

static void
columns_changed_cb (TideCellTable *self)
{
  tide_cell_sheet_take_columns (self->sheet, make_columns (self));
  tide_cell_header_rebuild (TIDE_CELL_HEADER (self->header));
  queue_update (self);
}

static int
get_n_rows (TideCellTable *self)
{
  return (int) g_list_model_get_n_items (tide_cell_table_get_rows (self));
}

/* The widget that shows a row, if there is one. */
static GtkWidget *
find_row_widget (TideCellTable *self,
                 int            position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (TIDE_IS_CELL_ROW (row) && tide_cell_row_get_position (TIDE_CELL_ROW (row)) == position)
        return row;
    }

  return NULL;
}

/* The row of the cursor takes the focus, and says what the cell holds. */
static void
focus_row (TideCellTable *self,
           int            position)
{
  GtkWidget *row = find_row_widget (self, position);

  if (row == NULL || tide_cell_row_get_row (TIDE_CELL_ROW (row)) == NULL)
    return;

  tide_cell_row_update_name (TIDE_CELL_ROW (row));
  if (tide_cell_sheet_is_active (self->sheet))
    gtk_widget_grab_focus (gtk_widget_get_parent (row));
}

/* The first column is always in sight; the others must not end up below it. */
static void
scroll_to_column (TideCellTable *self,
                  int            index)
{
  const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, (unsigned int) index);
  int                   frozen = tide_cell_sheet_get_frozen_width (self->sheet);

  if (index > 0)
    gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
      column->x - frozen, column->x + column->width);
}

static void
scrolled_cb (TideCellTable *self,
             GtkAdjustment *adjustment)
{
  tide_cell_sheet_set_offset (self->sheet, (int) gtk_adjustment_get_value (adjustment));
}

/* A row may be chosen by the list itself, or move because the order did. */
static void
selected_cb (TideCellTable *self)
{
  /* No selection is G_MAXUINT, and thus −1. */
  int selected = (int) gtk_single_selection_get_selected (self->selection);
  int row, column;

  tide_cell_sheet_get_cursor (self->sheet, &row, &column);
  if (self->replacing || selected == row)
    return;

  /* Where a row has left, the next one takes its place. */
  if (selected < 0 && row >= 0 && get_n_rows (self) > 0)
    {
      gtk_single_selection_set_selected (self->selection,
                                         (unsigned int) MIN (row, get_n_rows (self) - 1));
      selected = (int) gtk_single_selection_get_selected (self->selection);
    }
  tide_cell_sheet_set_cursor (self->sheet, selected, column, false);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

static void
bind_row (GtkListItem *item)
{
  TideCellRow *row = TIDE_CELL_ROW (gtk_list_item_get_child (item));

  tide_cell_row_bind (row, gtk_list_item_get_item (item), (int) gtk_list_item_get_position (item));
  tide_cell_row_update_name (row);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          TideCellTable            *self)
{
  gtk_list_item_set_child (item, tide_cell_row_new (self->sheet));
  /* Rows keep their widgets when others come or go above them. */
  g_signal_connect (item, "notify::position", G_CALLBACK (bind_row), NULL);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         TideCellTable            *self)
{
  bind_row (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           TideCellTable            *self)
{
  tide_cell_row_bind (TIDE_CELL_ROW (gtk_list_item_get_child (item)), NULL, -1);
}

static GtkSortListModel *
make_models (TideCellTable *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_rows, self, NULL));

  self->filter = GTK_CUSTOM_FILTER (filter);
  self->sorter = GTK_CUSTOM_SORTER (sorter);
  self->filtered = gtk_filter_list_model_new (NULL, filter);
  return gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), sorter);
}

static GtkListItemFactory *
make_factory (TideCellTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  return factory;
}

static void
activate_cb (GtkListView   *list,
             unsigned int   position,
             TideCellTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* Clicking a heading goes round: the order that tells most first, the other
 * one, the list's own. Numbers start with the largest, texts with A. */
static void
heading_clicked_cb (TideCellHeader *header,
                    int             index,
                    TideCellTable  *self)
{
  const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, (unsigned int) index);
  bool                  first = tide_cell_column_is_numeric (column);
  bool                  descending;
  int                   sort = tide_cell_sheet_get_sort (self->sheet, &descending);

  if (sort != index)
    tide_cell_table_set_sort (self, index, first);
  else if (descending == first)
    tide_cell_table_set_sort (self, index, !first);
  else
    tide_cell_table_set_sort (self, -1, false);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

static void
tide_cell_table_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  TideCellTable *self = TIDE_CELL_TABLE (widget);

  GTK_WIDGET_CLASS (tide_cell_table_parent_class)->css_changed (widget, change);

  /* The font may be another one. */
  g_clear_pointer (&self->measure, tide_cell_measure_free);
  g_clear_pointer (&self->heading, tide_cell_measure_free);
  queue_update (self);
}

static void
tide_cell_table_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  TideCellTable *self = TIDE_CELL_TABLE (widget);
  bool           tall = self->shows_all && orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (tall && child == self->scroller)
        {
          gtk_widget_measure (GTK_WIDGET (self->list), orientation, -1, NULL, &child_natural, NULL,
                              NULL);
          child_minimum = child_natural;
        }
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
    }
}

static int
allocate_strip (GtkWidget *strip,
                int        y,
                int        width)
{
  int height;

  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_size_allocate (strip, &(GtkAllocation){ 0, y, width, height }, -1);
  return height;
}

static int
measure_foot (TideCellTable *self,
              int            width)
{
  int height = 0;

  if (gtk_widget_get_visible (self->foot))
    gtk_widget_measure (self->foot, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* Nothing while all columns fit. */
static int
measure_bar (TideCellTable *self,
             int            width)
{
  int height = 0;

  if (tide_cell_sheet_get_n_columns (self->sheet) > 0 &&
      tide_cell_sheet_get_width (self->sheet) > width)
    gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
tide_cell_table_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  TideCellTable *self = TIDE_CELL_TABLE (widget);
  int            top, bottom, bar, room;

  tide_cell_sheet_fit (self->sheet, width);
  top = allocate_strip (self->header, 0, width);
  bottom = measure_foot (self, width);
  bar = measure_bar (self, width);
  room = MAX (0, height - top - bottom - bar);
  gtk_widget_size_allocate (self->scroller, &(GtkAllocation){ 0, top, width, room }, -1);
  gtk_widget_set_child_visible (self->bar, bar > 0);
  if (bar > 0)
    allocate_strip (self->bar, top + room, width);
  if (bottom > 0)
    allocate_strip (self->foot, MAX (top, height - bottom), width);
}

static void
tide_cell_table_dispose (GObject *object)
{
  TideCellTable *self = TIDE_CELL_TABLE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->load != NULL)
    g_signal_handlers_disconnect_by_data (self->load, self);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->foot, gtk_widget_unparent);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->load);
  g_clear_object (&self->sheet);
  g_clear_pointer (&self->measure, tide_cell_measure_free);
  g_clear_pointer (&self->heading, tide_cell_measure_free);
  g_clear_pointer (&self->needle, g_free);

  G_OBJECT_CLASS (tide_cell_table_parent_class)->dispose (object);
}

static unsigned int
new_signal (const char *name)
{
  return g_signal_new (name, TIDE_TYPE_CELL_TABLE, G_SIGNAL_RUN_LAST,
                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_cell_table_class_init (TideCellTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cell_table_dispose;
  widget_class->css_changed = tide_cell_table_css_changed;
  widget_class->measure = tide_cell_table_measure;
  widget_class->size_allocate = tide_cell_table_size_allocate;

  signals[UPDATED] = new_signal ("updated");
  signals[CURSOR_MOVED] = new_signal ("cursor-moved");
  signals[ACTIVATED] = new_signal ("activated");
  signals[DELETED] = new_signal ("deleted");
  signals[SORT_CHANGED] = new_signal ("sort-changed");
  signals[MOVED] = g_signal_new ("moved", TIDE_TYPE_CELL_TABLE, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MENU] = g_signal_new ("menu", TIDE_TYPE_CELL_TABLE, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE,
                                G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "celltable");
}

static void
tide_cell_table_init (TideCellTable *self)
{
}

static void
build_list (TideCellTable *self)
{
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_object_set (self->selection, "model", make_models (self), NULL);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, make_factory (self)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_AUTOMATIC);
}

GtkWidget *
tide_cell_table_new (TideStyle *style)
{
  TideCellTable *self = g_object_new (TIDE_TYPE_CELL_TABLE, NULL);
  GtkAdjustment *adjustment;

  self->sheet = tide_cell_sheet_new (style);
  build_list (self);
  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  self->header = tide_cell_header_new (self->sheet, adjustment);
  self->foot = tide_cell_foot_new (self->sheet, adjustment);
  self->bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "clicked", G_CALLBACK (heading_clicked_cb), self, 0);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->foot, GTK_WIDGET (self));
  tide_cell_input_attach (self, GTK_WIDGET (self->list));
  return GTK_WIDGET (self);
}

/* Shows other rows. Scrolling, cursor and order stay where the same list is
 * shown as of another moment. */
void
tide_cell_table_set_load (TideCellTable *self,
                          GListModel    *load)
{
  GtkAdjustment          *adjustment;
  g_autoptr (TideListRow) row = NULL;
  g_autofree char        *symbol = NULL;
  double                  scrolled;

  g_return_if_fail (TIDE_IS_CELL_TABLE (self));
  g_return_if_fail (TIDE_IS_LIST_LOAD (load) || TIDE_IS_SHEET_LOAD (load));

  row = tide_cell_table_dup_cursor_row (self);
  symbol = row != NULL ? g_strdup (tide_list_row_get_symbol (row)) : NULL;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  scrolled = gtk_adjustment_get_value (adjustment);
  if (self->load != NULL)
    g_signal_handlers_disconnect_by_data (self->load, self);
  g_set_object (&self->load, load);

  self->replacing = true;
  gtk_filter_list_model_set_model (self->filtered, load);
  self->replacing = false;
  if (TIDE_IS_LIST_LOAD (load))
    g_signal_connect_object (load, "columns-changed", G_CALLBACK (columns_changed_cb), self,
                             G_CONNECT_SWAPPED);
  /* The last row of a sheet sums up the others. */
  gtk_widget_set_visible (self->foot, TIDE_IS_LIST_LOAD (load));
  g_signal_connect_object (load, "notify", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (load, "items-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  columns_changed_cb (self);
  if (symbol == NULL || *symbol == '\0' || !tide_cell_table_select_symbol (self, symbol))
    selected_cb (self);
  gtk_adjustment_set_value (adjustment, scrolled);
}

TideListLoad *
tide_cell_table_get_load (TideCellTable *self)
{
  return TIDE_IS_LIST_LOAD (self->load) ? TIDE_LIST_LOAD (self->load) : NULL;
}

TideCellSheet *
tide_cell_table_get_sheet (TideCellTable *self)
{
  return self->sheet;
}

/* The rows as they are shown, filtered and in order. */
GListModel *
tide_cell_table_get_rows (TideCellTable *self)
{
  return gtk_single_selection_get_model (self->selection);
}

GtkWidget *
tide_cell_table_get_header (TideCellTable *self)
{
  return self->header;
}

GtkWidget *
tide_cell_table_get_foot (TideCellTable *self)
{
  return self->foot;
}

/* (nullable): the row that the cursor is in. */
TideListRow *
tide_cell_table_dup_cursor_row (TideCellTable *self)
{
  int row, column;

  tide_cell_sheet_get_cursor (self->sheet, &row, &column);
  return row >= 0 ? g_list_model_get_item (tide_cell_table_get_rows (self), (unsigned int) row)
                  : NULL;
}

/* Puts the cursor into a cell, or into the nearest there is. */
void
tide_cell_table_move_cursor (TideCellTable *self,
                             int            row,
                             int            column,
                             bool           extend)
{
  int n_rows;

  g_return_if_fail (TIDE_IS_CELL_TABLE (self));

  n_rows = get_n_rows (self);
  if (n_rows == 0)
    return;

  row = CLAMP (row, 0, n_rows - 1);
  column = CLAMP (column, 0, (int) tide_cell_sheet_get_n_columns (self->sheet) - 1);
  tide_cell_sheet_set_cursor (self->sheet, row, column, extend);
  gtk_single_selection_set_selected (self->selection, (unsigned int) row);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              (unsigned int) row);
  scroll_to_column (self, column);
  focus_row (self, row);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

/* Where the cell of the cursor is in the table; false while it is out of sight. */
bool
tide_cell_table_find_cursor (TideCellTable   *self,
                             graphene_rect_t *out_bounds)
{
  const TideCellColumn *column;
  GtkWidget            *row;
  int                   position, index;

  g_return_val_if_fail (TIDE_IS_CELL_TABLE (self), false);

  tide_cell_sheet_get_cursor (self->sheet, &position, &index);
  row = position >= 0 ? find_row_widget (self, position) : NULL;
  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), out_bounds))
    return false;

  column = tide_cell_sheet_get_column (self->sheet, (unsigned int) index);
  out_bounds->origin.x =
    (float) (column->x - (index > 0 ? tide_cell_sheet_get_offset (self->sheet) : 0));
  out_bounds->size.width = (float) column->width;
  return out_bounds->origin.y >= 0.0f &&
         out_bounds->origin.y < (float) gtk_widget_get_height (GTK_WIDGET (self));
}

/* Gives the focus to the row of the cursor; false while there is none. */
bool
tide_cell_table_focus (TideCellTable *self)
{
  GtkWidget *row;
  int        position, column;

  g_return_val_if_fail (TIDE_IS_CELL_TABLE (self), false);

  tide_cell_sheet_get_cursor (self->sheet, &position, &column);
  row = find_row_widget (self, MAX (position, 0));
  return row != NULL && gtk_widget_grab_focus (gtk_widget_get_parent (row));
}

bool
tide_cell_table_select_symbol (TideCellTable *self,
                               const char    *symbol)
{
  int n_rows, cursor, column;

  g_return_val_if_fail (TIDE_IS_CELL_TABLE (self), false);

  n_rows = get_n_rows (self);
  tide_cell_sheet_get_cursor (self->sheet, &cursor, &column);
  for (int i = 0; i < n_rows; i++)
    {
      g_autoptr (TideListRow) row =
        g_list_model_get_item (tide_cell_table_get_rows (self), (unsigned int) i);

      if (g_strcmp0 (tide_list_row_get_symbol (row), symbol) != 0)
        continue;
      tide_cell_sheet_set_cursor (self->sheet, i, column, false);
      gtk_single_selection_set_selected (self->selection, (unsigned int) i);
      g_signal_emit (self, signals[CURSOR_MOVED], 0);
      return true;
    }

  return false;
}

/* @text: (nullable): part of a symbol or name; NULL or empty shows all rows. */
void
tide_cell_table_set_filter (TideCellTable *self,
                            const char    *text)
{
  g_return_if_fail (TIDE_IS_CELL_TABLE (self));

  g_clear_pointer (&self->needle, g_free);
  if (text != NULL && *text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  queue_update (self);
}

bool
tide_cell_table_is_filtered (TideCellTable *self)
{
  return self->needle != NULL;
}

/* @column: −1 for the list's own order. */
void
tide_cell_table_set_sort (TideCellTable *self,
                          int            column,
                          bool           descending)
{
  g_return_if_fail (TIDE_IS_CELL_TABLE (self));

  tide_cell_sheet_set_sort (self->sheet, column, descending);
  tide_cell_header_update (TIDE_CELL_HEADER (self->header));
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

/* @symbols: (nullable): instruments whose prices are adjusted for dividends. */
void
tide_cell_table_set_adjusted (TideCellTable *self,
                              GHashTable    *symbols)
{
  g_return_if_fail (TIDE_IS_CELL_TABLE (self));

  tide_cell_sheet_set_adjusted (self->sheet, symbols);
  queue_update (self);
}

/* Whether it wants to be as high as all its rows; for short tables on a page that
 * scrolls. */
void
tide_cell_table_set_shows_all (TideCellTable *self,
                               bool           shows_all)
{
  g_return_if_fail (TIDE_IS_CELL_TABLE (self));

  self->shows_all = shows_all;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* (transfer full): the instruments of all rows, shown or not. */
char **
tide_cell_table_dup_symbols (TideCellTable *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (TIDE_IS_CELL_TABLE (self), NULL);

  for (unsigned int i = 0;
       self->load != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->load)); i++)
    {
      g_autoptr (TideListRow) row = g_list_model_get_item (G_LIST_MODEL (self->load), i);

      if (*tide_list_row_get_symbol (row) != '\0')
        g_strv_builder_add (builder, tide_list_row_get_symbol (row));
    }

  return g_strv_builder_end (builder);
}
