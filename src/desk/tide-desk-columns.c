// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-columns"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"

/* How a sparkline's window is written in a column's format. */
#define SPARKLINE_PREFIX "sparkline"
#define DEVIATIONS_FORMAT "deviations"

/* A change to the kept columns on its way to the workspace's thread. */
typedef struct
{
  TideColumn *saved;     /* (nullable) */
  char       *forgotten; /* (nullable) */
} Edit;

static void
edit_free (void *data)
{
  Edit *edit = data;

  g_clear_pointer (&edit->saved, tide_column_free);
  g_free (edit->forgotten);
  g_free (edit);
}

static TideColumnStyle
read_style (const char *format)
{
  if (format != NULL && g_str_has_prefix (format, SPARKLINE_PREFIX))
    return TIDE_COLUMN_SPARKLINE;
  if (g_strcmp0 (format, DEVIATIONS_FORMAT) == 0)
    return TIDE_COLUMN_DEVIATIONS;

  return TIDE_COLUMN_VALUE;
}

TideListColumn *
tide_list_column_from_store (const TideColumn *stored)
{
  TideColumnStyle style = read_style (stored->format);
  const char     *window = NULL;
  TideListColumn *column;

  if (style == TIDE_COLUMN_SPARKLINE && stored->format[strlen (SPARKLINE_PREFIX)] == ' ')
    window = stored->format + strlen (SPARKLINE_PREFIX " ");
  column = tide_list_column_new (stored->title, stored->formula, style, window);
  column->decimals = stored->decimals;

  return column;
}

TideColumn *
tide_list_column_to_store (const TideListColumn *column)
{
  g_autofree char *format = NULL;

  if (column->style == TIDE_COLUMN_SPARKLINE)
    format = g_strdup_printf (SPARKLINE_PREFIX "%s%s", column->window != NULL ? " " : "",
                              column->window != NULL ? column->window : "");
  else if (column->style == TIDE_COLUMN_DEVIATIONS)
    format = g_strdup (DEVIATIONS_FORMAT);

  return tide_column_new (column->title, column->formula, format, column->decimals);
}

static gpointer
edit_in_workspace (TideWorkspace *workspace,
                   gpointer       data,
                   GError       **error)
{
  const Edit *edit = data;

  if (edit->saved != NULL && !tide_workspace_save_column (workspace, edit->saved, error))
    return NULL;
  if (edit->forgotten != NULL && !tide_workspace_forget_column (workspace, edit->forgotten, error))
    return NULL;

  return tide_workspace_read_saved_columns (workspace, error);
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (GPtrArray) stored = NULL;
  GPtrArray            *columns;
  GError               *error = NULL;

  stored = tide_workspace_call_finish (TIDE_WORKSPACE (object), result, &error);
  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  for (unsigned int i = 0; i < stored->len; i++)
    g_ptr_array_add (columns, tide_list_column_from_store (g_ptr_array_index (stored, i)));
  g_task_return_pointer (task, columns, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tide_desk_keep_columns_async:
 * @self: a desk
 * @saved: (nullable): a column to keep for any list; one of the same title is
 *   replaced
 * @forgotten: (nullable): title of a column to keep no longer
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Changes which columns are kept for any list, or with neither @saved nor
 * @forgotten only reads them.
 */
void
tide_desk_keep_columns_async (TideDesk             *self,
                              const TideListColumn *saved,
                              const char           *forgotten,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Edit             *edit;
  GError           *error = NULL;

  g_return_if_fail (TIDE_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_keep_columns_async);
  edit = g_new0 (Edit, 1);
  edit->saved = saved != NULL ? tide_list_column_to_store (saved) : NULL;
  edit->forgotten = g_strdup (forgotten);
  g_task_set_task_data (task, edit, edit_free);
  if ((saved != NULL || forgotten != NULL) &&
      !tide_desk_check_writable (self, "keeping columns", &error))
    g_task_return_error (task, error);
  else
    tide_workspace_call_async (self->workspace, edit_in_workspace, edit, NULL,
                               (GDestroyNotify) g_ptr_array_unref, edited_cb,
                               g_steal_pointer (&task));
}

/**
 * tide_desk_keep_columns_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: that nothing was changed, and why
 *
 * Returns: (transfer full) (nullable) (element-type TideListColumn): the columns
 *   that are kept now, by title
 */
GPtrArray *
tide_desk_keep_columns_finish (TideDesk     *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
