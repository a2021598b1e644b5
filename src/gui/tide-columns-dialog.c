// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-columns-dialog"

#include "config.h"

#include "gui/tide-columns-dialog.h"

#include <glib/gi18n.h>

#include "gui/tide-cell-column.h"
#include "gui/tide-column-row.h"
#include "gui/tide-watchlist-edits.h"
#include "gui/tide-window.h"

struct _TideColumnsDialog
{
  AdwWindow parent_instance;

  GtkListBox    *rows;
  GtkMenuButton *kept_button;
  GtkPopover    *kept_popover;
  GtkListBox    *kept_rows;

  GPtrArray       *kept;    /* (owned) (nullable) (element-type TideListColumn) */
  TideViewContext *context; /* (owned) */
  char            *list;    /* (owned) */
  char            *symbol;  /* (owned) (nullable): what formulas are tried on */
};

G_DEFINE_FINAL_TYPE (TideColumnsDialog, tide_columns_dialog, ADW_TYPE_WINDOW)

static bool
is_same (const TideListColumn *a,
         const TideListColumn *b)
{
  return g_str_equal (a->title, b->title) && g_strcmp0 (a->formula, b->formula) == 0 &&
         a->style == b->style && g_strcmp0 (a->window, b->window) == 0;
}

/* A star stands for a kept column that is just like the row. */
static void
update_star (TideColumnsDialog *self,
             TideColumnRow     *row)
{
  TideListColumn *column = tide_column_row_dup_column (row);
  bool            kept = false;

  for (unsigned int i = 0; self->kept != NULL && i < self->kept->len; i++)
    kept = kept || is_same (g_ptr_array_index (self->kept, i), column);
  tide_column_row_set_kept (row, kept);
  tide_list_column_free (column);
}

static GtkWidget *
make_kept_row (const TideListColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (tide_cell_heading_translate (column->title));
  GtkWidget *formula = gtk_label_new (column->formula);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_xalign (GTK_LABEL (formula), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (formula), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (formula), 44);
  gtk_widget_add_css_class (formula, "formula");
  gtk_widget_add_css_class (formula, "trace-note");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), formula);
  return box;
}

static void
show_kept (TideColumnsDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->kept_rows, 0)) != NULL)
    gtk_list_box_remove (self->kept_rows, GTK_WIDGET (row));
  for (unsigned int i = 0; i < self->kept->len; i++)
    gtk_list_box_append (self->kept_rows, make_kept_row (g_ptr_array_index (self->kept, i)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->kept_button), self->kept->len > 0);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    update_star (self, TIDE_COLUMN_ROW (row));
}

static void
say (TideColumnsDialog *self,
     const char        *sentence)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (TIDE_IS_WINDOW (parent))
    tide_window_say (TIDE_WINDOW (parent), sentence);
  else
    g_message ("%s", sentence);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TideColumnsDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  GPtrArray                    *kept;

  kept = tide_desk_keep_columns_finish (TIDE_DESK (object), result, &error);
  /* The dialog may have gone meanwhile. */
  if (self->context == NULL)
    {
      g_clear_pointer (&kept, g_ptr_array_unref);
      return;
    }
  if (kept == NULL)
    {
      say (self, error->message);
      return;
    }
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  self->kept = kept;
  show_kept (self);
}

static void
keep (TideColumnsDialog    *self,
      const TideListColumn *saved,
      const char           *forgotten)
{
  tide_desk_keep_columns_async (tide_view_context_get_desk (self->context), saved, forgotten,
                                NULL, kept_cb, g_object_ref (self));
}

static void
row_kept_cb (TideColumnRow     *row,
             gboolean           kept,
             TideColumnsDialog *self)
{
  TideListColumn *column = tide_column_row_dup_column (row);

  keep (self, kept ? column : NULL, kept ? NULL : column->title);
  tide_list_column_free (column);
}

static void
update_save (TideColumnsDialog *self)
{
  GtkListBoxRow *row;
  bool           valid = gtk_list_box_get_row_at_index (self->rows, 0) != NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    valid = valid && tide_column_row_is_valid (TIDE_COLUMN_ROW (row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.save", valid);
}

static void
moved_cb (GtkListBoxRow     *row,
          int                delta,
          TideColumnsDialog *self)
{
  int position = gtk_list_box_row_get_index (row) + delta;

  if (position < 0 || gtk_list_box_get_row_at_index (self->rows, position) == NULL)
    return;

  g_object_ref (row);
  gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  gtk_list_box_insert (self->rows, GTK_WIDGET (row), position);
  g_object_unref (row);
}

static void
removed_cb (GtkListBoxRow     *row,
            TideColumnsDialog *self)
{
  gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  update_save (self);
}

static void
row_changed_cb (TideColumnRow     *row,
                TideColumnsDialog *self)
{
  update_star (self, row);
  update_save (self);
}

static GtkWidget *
append_row (TideColumnsDialog    *self,
            const TideListColumn *column)
{
  GtkWidget *row = tide_column_row_new (self->context, self->symbol, column);

  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, 0);
  g_signal_connect_object (row, "kept", G_CALLBACK (row_kept_cb), self, 0);
  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, 0);
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TideColumnsDialog *self = TIDE_COLUMNS_DIALOG (widget);
  GtkWidget         *row = append_row (self, NULL);

  update_save (self);
  tide_column_row_start (TIDE_COLUMN_ROW (row));
}

static void
kept_row_cb (TideColumnsDialog *self,
             GtkListBoxRow     *row)
{
  unsigned int index = (unsigned int) gtk_list_box_row_get_index (row);

  append_row (self, g_ptr_array_index (self->kept, index));
  gtk_popover_popdown (self->kept_popover);
  update_save (self);
  show_kept (self);
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideColumnsDialog    *self = TIDE_COLUMNS_DIALOG (widget);
  GtkWindow            *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GPtrArray) columns =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    g_ptr_array_add (columns,
                     tide_column_row_dup_column (TIDE_COLUMN_ROW (row)));
  tide_watchlist_set_columns (parent != NULL ? GTK_WIDGET (parent) : widget,
                              tide_view_context_get_desk (self->context), self->list, columns);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tide_columns_dialog_dispose (GObject *object)
{
  TideColumnsDialog *self = TIDE_COLUMNS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_COLUMNS_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->list, g_free);
  g_clear_pointer (&self->symbol, g_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);

  G_OBJECT_CLASS (tide_columns_dialog_parent_class)->dispose (object);
}

static void
tide_columns_dialog_class_init (TideColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_columns_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/tidemark/Tidemark/tide-columns-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TideColumnsDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, TideColumnsDialog, kept_button);
  gtk_widget_class_bind_template_child (widget_class, TideColumnsDialog, kept_popover);
  gtk_widget_class_bind_template_child (widget_class, TideColumnsDialog, kept_rows);
  gtk_widget_class_bind_template_callback (widget_class, kept_row_cb);
  gtk_widget_class_install_action (widget_class, "columns.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "columns.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tide_columns_dialog_init (TideColumnsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The chosen instrument if it is in the list, else the list's first. */
static char *
choose_symbol (TideViewContext *context,
               const char      *list)
{
  const char    *chosen = tide_view_context_get_symbol (context);
  g_auto (GStrv) members =
    tide_desk_dup_list_members (tide_view_context_get_desk (context), list, NULL);

  if (members == NULL || members[0] == NULL)
    return NULL;
  if (chosen != NULL && g_strv_contains ((const char *const *) members, chosen))
    return g_strdup (chosen);
  return g_strdup (members[0]);
}

/* @parent: (nullable) */
GtkWidget *
tide_columns_dialog_new (GtkWindow       *parent,
                         TideViewContext *context,
                         const char      *list)
{
  TideColumnsDialog *self =
    g_object_new (TIDE_TYPE_COLUMNS_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GPtrArray) columns =
    tide_desk_dup_list_columns (tide_view_context_get_desk (context), list, NULL);
  g_autofree char *title = NULL;

  self->context = g_object_ref (context);
  self->list = g_strdup (list);
  self->symbol = choose_symbol (context, list);
  /* Translators: %s is the name of a list. */
  title = g_strdup_printf (_ ("Columns of “%s”"), list);
  gtk_window_set_title (GTK_WINDOW (self), title);
  for (unsigned int i = 0; columns != NULL && i < columns->len; i++)
    append_row (self, g_ptr_array_index (columns, i));
  update_save (self);
  keep (self, NULL, NULL);
  return GTK_WIDGET (self);
}

GtkWidget *
tide_columns_dialog_get_rows (TideColumnsDialog *self)
{
  return GTK_WIDGET (self->rows);
}
