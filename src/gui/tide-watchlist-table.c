// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-watchlist-table"

#include "config.h"

#include "gui/tide-watchlist-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-cell-copy.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-watchlist-edits.h"
#include "gui/tide-watchlist-text.h"

struct _TideWatchlistTable
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  AdwBin   *place;
  GtkLabel *problem;
  GtkLabel *note;
  GtkLabel *source;

  TideViewContext *context;     /* (owned) */
  TideCellTable   *cells;       /* (unowned) */
  GtkWidget       *menu;        /* (unowned) (nullable) */
  char            *list;        /* (owned) (nullable) */
  TideListLoad    *waiting;     /* (owned) (nullable): takes over once it has values */
  GCancellable    *cancellable; /* (owned): of the question about adjusted prices */
  bool             asked;       /* about adjusted prices, for this load */
};

static void tide_watchlist_table_exhibit_init (TideExhibitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideWatchlistTable, tide_watchlist_table, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_EXHIBIT, tide_watchlist_table_exhibit_init))

enum
{
  STATE_CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static TideDesk *
get_desk (TideWatchlistTable *self)
{
  return tide_view_context_get_desk (self->context);
}

static void
sort_changed_cb (TideWatchlistTable *self)
{
  TideCellSheet   *sheet = tide_cell_table_get_sheet (self->cells);
  g_autofree char *value = NULL;
  bool             descending;
  int              sort = tide_cell_sheet_get_sort (sheet, &descending);

  if (sort >= 0)
    value = g_strdup_printf ("%s %s", descending ? "desc" : "asc",
                             tide_cell_sheet_get_column (sheet, (unsigned int) sort)->title);
  tide_desk_set_list_setting (get_desk (self), self->list, "sort", value != NULL ? value : "");
}

/* Orders the rows as they were last ordered in this list. */
static void
restore_sort (TideWatchlistTable *self)
{
  g_autofree char *value = tide_desk_dup_list_setting (get_desk (self), self->list, "sort");
  const char      *title = value != NULL ? strchr (value, ' ') : NULL;
  int              column = -1;

  if (title != NULL)
    column = tide_cell_sheet_find_column (tide_cell_table_get_sheet (self->cells), title + 1);
  tide_cell_table_set_sort (self->cells, column, column >= 0 && g_str_has_prefix (value, "desc"));
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GPtrArray)  series = tide_desk_list_series_finish (TIDE_DESK (object), result, &error);
  g_autoptr (GHashTable) symbols = NULL;
  TideWatchlistTable    *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (series == NULL)
    {
      g_info ("Prices are not marked as adjusted: %s", error->message);
      return;
    }

  symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned int i = 0; i < series->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (series, i);

      if (status->primary && status->basis == TIDE_BASIS_ADJUSTED)
        g_hash_table_add (symbols, g_strdup (status->symbol));
    }
  tide_cell_table_set_adjusted (self->cells, symbols);
}

/* Results do not carry their inputs; the desk knows which prices are adjusted. */
static void
ask_adjusted (TideWatchlistTable *self)
{
  if (self->asked)
    return;

  self->asked = true;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tide_desk_list_series_async (get_desk (self), NULL, self->cancellable, listed_cb, self);
}

static void
data_changed_cb (TideWatchlistTable *self)
{
  self->asked = false;
}

static void
set_label (GtkLabel *label,
           char     *text_take)
{
  g_autofree char *text = text_take;

  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
describe_problem (TideWatchlistTable *self)
{
  const GError *error = tide_list_load_get_error (tide_cell_table_get_load (self->cells));

  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
}

static void
describe (TideWatchlistTable *self)
{
  g_autofree char *status = tide_watchlist_dup_status (self->cells);
  g_autofree char *title = tide_watchlist_dup_title (self->cells);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  set_label (self->title, g_steal_pointer (&title));
  set_label (self->subtitle, tide_watchlist_dup_subtitle (self->cells));
  set_label (self->source,
             tide_watchlist_dup_source (self->cells, tide_desk_is_sample (get_desk (self))));
  gtk_widget_set_visible (
    GTK_WIDGET (self->note),
    tide_cell_sheet_shows_adjusted (tide_cell_table_get_sheet (self->cells)));
  describe_problem (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tide_view_context_set_status (self->context, status);
}

/* The instrument chosen elsewhere is chosen here, else the first one. */
static void
choose_row (TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);
  const char             *symbol = tide_view_context_get_symbol (self->context);

  if (row != NULL ||
      (symbol != NULL && tide_cell_table_select_symbol (self->cells, symbol)))
    return;

  row = g_list_model_get_item (tide_cell_table_get_rows (self->cells), 0);
  if (row != NULL)
    tide_cell_table_select_symbol (self->cells, tide_list_row_get_symbol (row));
}

static void
updated_cb (TideWatchlistTable *self)
{
  choose_row (self);
  describe (self);
  if (tide_list_load_get_state (tide_cell_table_get_load (self->cells)) == TIDE_LOAD_FRESH)
    ask_adjusted (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static TideFocus *
tide_watchlist_table_dup_focus (TideExhibit *exhibit)
{
  TideWatchlistTable     *self = TIDE_WATCHLIST_TABLE (exhibit);
  TideCellSheet          *sheet = tide_cell_table_get_sheet (self->cells);
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);
  g_auto (GStrv)          symbols = tide_cell_table_dup_symbols (self->cells);
  const TideCellColumn   *column;
  GPtrArray              *columns;
  TideFocus              *focus;
  int                     position, index;

  if (row == NULL)
    return NULL;

  tide_cell_sheet_get_cursor (sheet, &position, &index);
  column = tide_cell_sheet_get_column (sheet, (unsigned int) index);
  columns = tide_list_load_get_columns (tide_cell_table_get_load (self->cells));
  if (column->formula == NULL || column->result >= columns->len)
    return NULL;

  focus = tide_focus_new_cell (columns->pdata[column->result], column->formula,
                               tide_list_row_get_symbol (row));
  tide_focus_set_rows (focus, (const char *const *) symbols);
  return focus;
}

/* The pane on the right follows: the instrument by row, the number by cell. */
static void
cursor_moved_cb (TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);
  g_autoptr (TideFocus)   focus = tide_watchlist_table_dup_focus (TIDE_EXHIBIT (self));

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  tide_view_context_set_symbol (self->context, tide_list_row_get_symbol (row));
  if (focus != NULL)
    tide_view_context_set_focus (self->context, focus);
}

static void
activated_cb (TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-chart", "s",
                                tide_list_row_get_symbol (row));
}

static void
remove_cb (TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);

  if (row != NULL)
    tide_watchlist_remove (GTK_WIDGET (self), get_desk (self), self->list,
                           tide_list_row_get_symbol (row));
}

/* Rows can be moved only where their order is the list's own. */
static void
moved_cb (TideCellTable      *cells,
          int                 delta,
          TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (cells);
  bool                    descending;

  if (row == NULL || tide_cell_table_is_filtered (cells) ||
      tide_cell_sheet_get_sort (tide_cell_table_get_sheet (cells), &descending) >= 0)
    return;

  tide_watchlist_move (GTK_WIDGET (self), get_desk (self), self->list,
                       tide_list_row_get_symbol (row), delta);
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (target != NULL)
    g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
menu_cb (TideCellTable      *cells,
         double              x,
         double              y,
         TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (cells);
  g_autoptr (GMenu)       model = g_menu_new ();
  const char             *symbol;

  if (row == NULL)
    return;

  symbol = tide_list_row_get_symbol (row);
  append_item (model, _ ("_Trace"), "win.trace", NULL);
  append_item (model, _ ("_Copy"), "win.copy-cells", NULL);
  append_item (model, _ ("_Open Chart"), "win.show-chart", symbol);
  append_item (model, _ ("_Note"), "win.show-notes", symbol);
  append_item (model, _ ("_Remove from List"), "table.remove", NULL);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->place));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
remove_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  remove_cb (TIDE_WATCHLIST_TABLE (widget));
}

static void
drop_waiting (TideWatchlistTable *self)
{
  if (self->waiting != NULL)
    g_signal_handlers_disconnect_by_data (self->waiting, self);
  g_clear_object (&self->waiting);
}

static void
take_waiting (TideWatchlistTable *self)
{
  g_autoptr (TideListLoad) load = g_steal_pointer (&self->waiting);

  g_signal_handlers_disconnect_by_data (load, self);
  tide_cell_table_set_load (self->cells, G_LIST_MODEL (load));
  restore_sort (self);
}

static void
waiting_changed_cb (TideWatchlistTable *self)
{
  g_autoptr (TideListRow) row = g_list_model_get_item (G_LIST_MODEL (self->waiting), 0);

  if (tide_list_load_get_state (self->waiting) != TIDE_LOAD_WAITING || row == NULL ||
      tide_list_row_get_n_results (row) > 0)
    take_waiting (self);
}

/* The same list as of another moment: what is shown stays until there is
 * something to put in its place. */
static void
moment_changed_cb (TideWatchlistTable *self)
{
  if (self->list == NULL)
    return;

  drop_waiting (self);
  self->asked = false;
  self->waiting = tide_desk_watch_list (get_desk (self), self->list,
                                        tide_view_context_get_moment (self->context));
  g_signal_connect_object (self->waiting, "notify", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  waiting_changed_cb (self);
}

static void
mapped_cb (TideWatchlistTable *self)
{
  g_autofree char *status = NULL;

  if (tide_cell_table_get_load (self->cells) == NULL)
    return;

  status = tide_watchlist_dup_status (self->cells);
  tide_view_context_set_status (self->context, status);
  cursor_moved_cb (self);
}

static char *
tide_watchlist_table_dup_title (TideExhibit *exhibit)
{
  return g_strdup (gtk_label_get_label (TIDE_WATCHLIST_TABLE (exhibit)->title));
}

static void
tide_watchlist_table_copy (TideExhibit  *exhibit,
                           GdkClipboard *clipboard)
{
  TideWatchlistTable     *self = TIDE_WATCHLIST_TABLE (exhibit);
  const TideCellCopyWords words = {
    .title = gtk_label_get_label (self->title),
    .subtitle = gtk_label_get_label (self->subtitle),
    .source = gtk_label_get_label (self->source),
  };

  tide_cell_copy_table (self->cells, &words, clipboard);
}

static bool
tide_watchlist_table_copy_cells (TideExhibit  *exhibit,
                                 GdkClipboard *clipboard)
{
  return tide_cell_copy_marked (TIDE_WATCHLIST_TABLE (exhibit)->cells, clipboard);
}

static unsigned int
tide_watchlist_table_get_formats (TideExhibit *exhibit)
{
  return TIDE_EXPORT_CSV;
}

static void
tide_watchlist_table_export_async (TideExhibit             *exhibit,
                                   GFile                   *file,
                                   const TideExportOptions *options,
                                   GCancellable            *cancellable,
                                   GAsyncReadyCallback      callback,
                                   gpointer                 user_data)
{
  tide_cell_copy_export_async (exhibit, TIDE_WATCHLIST_TABLE (exhibit)->cells, file, options,
                               cancellable, callback, user_data);
}

static gboolean
tide_watchlist_table_export_finish (TideExhibit  *exhibit,
                                    GAsyncResult *result,
                                    GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tide_watchlist_table_exhibit_init (TideExhibitInterface *iface)
{
  iface->dup_title = tide_watchlist_table_dup_title;
  iface->dup_focus = tide_watchlist_table_dup_focus;
  iface->copy = tide_watchlist_table_copy;
  iface->copy_cells = tide_watchlist_table_copy_cells;
  iface->get_formats = tide_watchlist_table_get_formats;
  iface->export_async = tide_watchlist_table_export_async;
  iface->export_finish = tide_watchlist_table_export_finish;
}

static void
tide_watchlist_table_dispose (GObject *object)
{
  TideWatchlistTable *self = TIDE_WATCHLIST_TABLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_waiting (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_WATCHLIST_TABLE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->list, g_free);

  G_OBJECT_CLASS (tide_watchlist_table_parent_class)->dispose (object);
}

static void
tide_watchlist_table_class_init (TideWatchlistTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_watchlist_table_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-watchlist-table.ui");
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, title);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, place);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, problem);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, note);
  gtk_widget_class_bind_template_child (widget_class, TideWatchlistTable, source);
  gtk_widget_class_install_action (widget_class, "table.remove", NULL, remove_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[STATE_CHANGED] =
    g_signal_new ("state-changed", TIDE_TYPE_WATCHLIST_TABLE, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_watchlist_table_init (TideWatchlistTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
    GTK_ORIENTATION_VERTICAL);
}

static void
connect_cells (TideWatchlistTable *self)
{
  g_signal_connect_object (self->cells, "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "cursor-moved", G_CALLBACK (cursor_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "deleted", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "sort-changed", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->cells, "menu", G_CALLBACK (menu_cb), self, 0);
}

GtkWidget *
tide_watchlist_table_new (TideViewContext *context)
{
  TideWatchlistTable *self = g_object_new (TIDE_TYPE_WATCHLIST_TABLE, NULL);

  self->context = g_object_ref (context);
  self->cells = TIDE_CELL_TABLE (tide_cell_table_new (tide_view_context_get_style (context)));
  adw_bin_set_child (self->place, GTK_WIDGET (self->cells));
  connect_cells (self);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_desk (self), "data-changed", G_CALLBACK (data_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  return GTK_WIDGET (self);
}

void
tide_watchlist_table_show (TideWatchlistTable *self,
                           const char         *list)
{
  g_autoptr (TideListLoad) load = NULL;

  g_return_if_fail (TIDE_IS_WATCHLIST_TABLE (self));
  g_return_if_fail (list != NULL);

  if (g_strcmp0 (self->list, list) == 0)
    return;

  drop_waiting (self);
  g_free (self->list);
  self->list = g_strdup (list);
  self->asked = false;
  load = tide_desk_watch_list (get_desk (self), list,
                               tide_view_context_get_moment (self->context));
  tide_cell_table_set_load (self->cells, G_LIST_MODEL (load));
  restore_sort (self);
  describe (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

const char *
tide_watchlist_table_get_list (TideWatchlistTable *self)
{
  return self->list;
}

TideCellTable *
tide_watchlist_table_get_cells (TideWatchlistTable *self)
{
  return self->cells;
}

void
tide_watchlist_table_set_filter (TideWatchlistTable *self,
                                 const char         *text)
{
  tide_cell_table_set_filter (self->cells, text);
}
