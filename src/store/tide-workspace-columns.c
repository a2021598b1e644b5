// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-columns"

#include "config.h"

#include "store/tide-workspace-private.h"

static bool
read_saved (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  GPtrArray                   *columns = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection,
    "SELECT title, formula, format, decimals FROM saved_column "
    "ORDER BY title COLLATE NOCASE, title",
    error);
  if (statement == NULL)
    return false;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (columns, tide_column_new (tide_sql_column_text (statement, 0),
                                               tide_sql_column_text (statement, 1),
                                               tide_sql_column_text (statement, 2),
                                               (int) tide_sql_column_int (statement, 3)));
  return step == TIDE_SQL_DONE;
}

/**
 * tide_workspace_read_saved_columns:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideColumn): the columns kept
 *   for any list, by title
 */
GPtrArray *
tide_workspace_read_saved_columns (TideWorkspace *self,
                                   GError       **error)
{
  g_autoptr (GPtrArray) columns =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_column_free);

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  if (!tide_workspace_run (self, 0, read_saved, columns, error))
    return NULL;
  return g_steal_pointer (&columns);
}

static bool
write_saved (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const TideColumn            *column = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO saved_column (title, formula, format, decimals) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (title) DO UPDATE SET formula = ?2, format = ?3, decimals = ?4",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, column->title);
  tide_sql_bind_text (statement, 2, column->formula);
  tide_sql_bind_text (statement, 3, column->format);
  tide_sql_bind_int (statement, 4, column->decimals);
  return tide_sql_run (statement, error);
}

/**
 * tide_workspace_save_column:
 * @self: a workspace
 * @column: a column; one of the same title is replaced
 * @error: that it cannot be written
 *
 * Keeps a column for any list.
 *
 * Returns: whether it was stored
 */
bool
tide_workspace_save_column (TideWorkspace    *self,
                            const TideColumn *column,
                            GError          **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && column != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, write_saved, (gpointer) column, error);
}

static bool
drop_saved (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (connection, "DELETE FROM saved_column WHERE title = ?1",
                                           error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, data);
  return tide_sql_run (statement, error);
}

/**
 * tide_workspace_forget_column:
 * @self: a workspace
 * @title: title of a kept column
 * @error: that it cannot be written
 *
 * Keeps a column no longer; lists that show it go on showing it.
 *
 * Returns: whether it is kept no longer
 */
bool
tide_workspace_forget_column (TideWorkspace *self,
                              const char    *title,
                              GError       **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && title != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, drop_saved, (gpointer) title, error);
}
