// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-table"

#include "config.h"

#include "gui/tide-sheet-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-cell-copy.h"
#include "gui/tide-exhibit.h"
#include "gui/tide-source-text.h"

struct _TideSheetTable
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  AdwBin   *place;
  GtkLabel *problem;
  GtkLabel *note;
  GtkLabel *source;

  TideViewContext *context; /* (owned) */
  TideCellTable   *cells;   /* (unowned) */
  TideSheetPlan   *plan;    /* (owned) (nullable) */
  TideSheetLoad   *load;    /* (owned) (nullable): what is shown */
  TideSheetLoad   *waiting; /* (owned) (nullable): takes over once it has values */
};

static void tide_sheet_table_exhibit_init (TideExhibitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideSheetTable, tide_sheet_table, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_EXHIBIT, tide_sheet_table_exhibit_init))

enum
{
  UPDATED,
  CURSOR_MOVED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static TideDesk *
get_desk (TideSheetTable *self)
{
  return tide_view_context_get_desk (self->context);
}

static void
set_optional (GtkLabel   *label,
              const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

char *
tide_sheet_dup_source (TideSheet *sheet,
                       bool       sample)
{
  return tide_source_text_dup_line (tide_sheet_get_origin (sheet),
                                    tide_sheet_get_last_day (sheet), sample);
}

static void
describe (TideSheetTable *self)
{
  TideSheet       *sheet = tide_sheet_load_get_sheet (self->load);
  const GError    *error = tide_sheet_load_get_error (self->load);
  g_autofree char *source = NULL;

  if (sheet != NULL)
    source = tide_sheet_dup_source (sheet, tide_desk_is_sample (get_desk (self)));
  set_optional (self->source, source);
  set_optional (self->problem, error != NULL ? error->message : NULL);
}

static void
describe_plan (TideSheetTable *self)
{
  g_autofree char *note = NULL;

  tide_sheet_table_set_title (self, tide_sheet_plan_get_title (self->plan));
  set_optional (self->subtitle, tide_sheet_plan_get_subtitle (self->plan));
  if (tide_sheet_plan_get_note (self->plan) != NULL)
    /* Translators: what stands below a table: definitions and exclusions. */
    note = g_strdup_printf (_ ("Note: %s"), tide_sheet_plan_get_note (self->plan));
  set_optional (self->note, note);
}

static void
updated_cb (TideSheetTable *self)
{
  if (self->load == NULL)
    return;

  describe (self);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
drop_waiting (TideSheetTable *self)
{
  if (self->waiting != NULL)
    g_signal_handlers_disconnect_by_data (self->waiting, self);
  g_clear_object (&self->waiting);
}

static void
take_waiting (TideSheetTable *self)
{
  g_autoptr (TideSheetLoad) load = g_steal_pointer (&self->waiting);

  g_signal_handlers_disconnect_by_data (load, self);
  g_set_object (&self->load, load);
  describe_plan (self);
  tide_cell_table_set_load (self->cells, G_LIST_MODEL (load));
}

static void
waiting_changed_cb (TideSheetTable *self)
{
  if (tide_sheet_load_get_state (self->waiting) != TIDE_LOAD_WAITING)
    take_waiting (self);
}

static void
ask (TideSheetTable *self)
{
  if (self->plan == NULL)
    return;

  drop_waiting (self);
  self->waiting = tide_desk_watch_sheet (get_desk (self), self->plan,
                                         tide_view_context_get_moment (self->context));
  g_signal_connect_object (self->waiting, "notify::state", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The number under the cursor; a cell without a formula has none. */
static TideFocus *
tide_sheet_table_dup_focus (TideExhibit *exhibit)
{
  TideSheetTable         *self = TIDE_SHEET_TABLE (exhibit);
  TideCellSheet          *sheet = tide_cell_table_get_sheet (self->cells);
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);
  g_autofree char        *title = NULL;
  const TideCellColumn   *column;
  g_auto (GStrv)          symbols = tide_cell_table_dup_symbols (self->cells);
  TideResult             *result;
  TideFocus              *focus;
  int                     position, index;

  if (row == NULL)
    return NULL;

  tide_cell_sheet_get_cursor (sheet, &position, &index);
  column = tide_cell_sheet_get_column (sheet, (unsigned int) index);
  result = column->kind != TIDE_CELL_NAME ? tide_list_row_get_result (row, column->result) : NULL;
  if (result == NULL)
    return NULL;

  title = g_strdup_printf ("%s, %s", tide_list_row_get_name (row), column->title);
  focus = tide_focus_new (title, tide_result_get_formula (result),
                          tide_result_get_symbol (result), TIDE_DAY_NONE);
  tide_focus_set_rows (focus, (const char *const *) symbols);
  return focus;
}

static void
cursor_moved_cb (TideSheetTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);
  g_autoptr (TideFocus)   focus = tide_sheet_table_dup_focus (TIDE_EXHIBIT (self));
  const char             *symbol = row != NULL ? tide_list_row_get_symbol (row) : "";

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !tide_cell_sheet_is_active (tide_cell_table_get_sheet (self->cells)))
    return;

  if (*symbol != '\0')
    tide_view_context_set_symbol (self->context, symbol);
  if (focus != NULL)
    tide_view_context_set_focus (self->context, focus);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

static void
activated_cb (TideSheetTable *self)
{
  g_autoptr (TideListRow) row = tide_cell_table_dup_cursor_row (self->cells);

  if (row != NULL && *tide_list_row_get_symbol (row) != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-chart", "s",
                                tide_list_row_get_symbol (row));
}

static gboolean
tide_sheet_table_grab_focus (GtkWidget *widget)
{
  TideSheetTable *self = TIDE_SHEET_TABLE (widget);

  if (!tide_cell_table_focus (self->cells))
    return gtk_widget_child_focus (GTK_WIDGET (self->cells), GTK_DIR_TAB_FORWARD);

  return TRUE;
}

static char *
tide_sheet_table_dup_title (TideExhibit *exhibit)
{
  return g_strdup (gtk_label_get_label (TIDE_SHEET_TABLE (exhibit)->title));
}

static void
tide_sheet_table_copy (TideExhibit  *exhibit,
                       GdkClipboard *clipboard)
{
  TideSheetTable         *self = TIDE_SHEET_TABLE (exhibit);
  const TideCellCopyWords words = {
    .title = gtk_label_get_label (self->title),
    .subtitle = gtk_label_get_label (self->subtitle),
    .note = gtk_label_get_label (self->note),
    .source = gtk_label_get_label (self->source),
  };

  tide_cell_copy_table (self->cells, &words, clipboard);
}

static bool
tide_sheet_table_copy_cells (TideExhibit  *exhibit,
                             GdkClipboard *clipboard)
{
  return tide_cell_copy_marked (TIDE_SHEET_TABLE (exhibit)->cells, clipboard);
}

static unsigned int
tide_sheet_table_get_formats (TideExhibit *exhibit)
{
  return TIDE_EXPORT_CSV;
}

static void
tide_sheet_table_export_async (TideExhibit             *exhibit,
                               GFile                   *file,
                               const TideExportOptions *options,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  tide_cell_copy_export_async (exhibit, TIDE_SHEET_TABLE (exhibit)->cells, file, options,
                               cancellable, callback, user_data);
}

static gboolean
tide_sheet_table_export_finish (TideExhibit  *exhibit,
                                GAsyncResult *result,
                                GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tide_sheet_table_exhibit_init (TideExhibitInterface *iface)
{
  iface->dup_title = tide_sheet_table_dup_title;
  iface->dup_focus = tide_sheet_table_dup_focus;
  iface->copy = tide_sheet_table_copy;
  iface->copy_cells = tide_sheet_table_copy_cells;
  iface->get_formats = tide_sheet_table_get_formats;
  iface->export_async = tide_sheet_table_export_async;
  iface->export_finish = tide_sheet_table_export_finish;
}

static void
tide_sheet_table_dispose (GObject *object)
{
  TideSheetTable *self = TIDE_SHEET_TABLE (object);

  drop_waiting (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_SHEET_TABLE);
  g_clear_object (&self->load);
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_sheet_table_parent_class)->dispose (object);
}

static void
tide_sheet_table_class_init (TideSheetTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_sheet_table_dispose;
  widget_class->grab_focus = tide_sheet_table_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-sheet-table.ui");
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, title);
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, place);
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, problem);
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, note);
  gtk_widget_class_bind_template_child (widget_class, TideSheetTable, source);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[UPDATED] =
    g_signal_new ("updated", TIDE_TYPE_SHEET_TABLE, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_MOVED] =
    g_signal_new ("cursor-moved", TIDE_TYPE_SHEET_TABLE, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_sheet_table_init (TideSheetTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
    GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
tide_sheet_table_new (TideViewContext *context)
{
  TideSheetTable *self = g_object_new (TIDE_TYPE_SHEET_TABLE, NULL);

  self->context = g_object_ref (context);
  self->cells = TIDE_CELL_TABLE (tide_cell_table_new (tide_view_context_get_style (context)));
  adw_bin_set_child (self->place, GTK_WIDGET (self->cells));
  g_signal_connect_object (self->cells, "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "cursor-moved", G_CALLBACK (cursor_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
tide_sheet_table_show (TideSheetTable *self,
                       TideSheetPlan  *plan)
{
  g_return_if_fail (TIDE_IS_SHEET_TABLE (self));
  g_return_if_fail (plan != NULL);

  if (self->plan == plan)
    return;

  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  self->plan = tide_sheet_plan_ref (plan);
  if (self->load == NULL)
    describe_plan (self);
  ask (self);
}

/* (nullable): NULL before the first answer. */
TideSheet *
tide_sheet_table_get_sheet (TideSheetTable *self)
{
  g_return_val_if_fail (TIDE_IS_SHEET_TABLE (self), NULL);

  return self->load != NULL ? tide_sheet_load_get_sheet (self->load) : NULL;
}

TideCellTable *
tide_sheet_table_get_cells (TideSheetTable *self)
{
  return self->cells;
}

/* A sentence made of the numbers, in place of the plan's title. */
void
tide_sheet_table_set_title (TideSheetTable *self,
                            const char     *title)
{
  g_return_if_fail (TIDE_IS_SHEET_TABLE (self));

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
