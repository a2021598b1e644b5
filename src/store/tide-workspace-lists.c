// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-lists"

#include "config.h"

#include <string.h>

#include "base/tide-text.h"
#include "store/tide-workspace-private.h"

/* Longer names are pasted texts. In bytes. */
#define MAX_NAME 200

/* What the pieces of work below are given and give. */
typedef struct
{
  const char              *name;
  const char              *text; /* new name, symbol */
  TideListKind             kind;
  size_t                   position;
  const char *const       *symbols;
  const TideColumn *const *columns;
  size_t                   n_columns;
  size_t                   n_added;
  TideList                *list;
  GPtrArray               *lists;
} ListWork;

static char **
load_names (TideSqlConnection *connection,
            GError           **error)
{
  g_autoptr (GStrvBuilder)     names = g_strv_builder_new ();
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT name FROM list WHERE deleted IS NULL ORDER BY position, id", error);
  if (statement == NULL)
    return NULL;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_strv_builder_add (names, tide_sql_column_text (statement, 0));
  return step == TIDE_SQL_DONE ? g_strv_builder_end (names) : NULL;
}

static bool
set_no_list (TideSqlConnection *connection,
             const char        *name,
             GError           **error)
{
  g_auto (GStrv) names = load_names (connection, NULL);
  const char    *nearest = NULL;

  if (names != NULL)
    nearest = tide_text_find_nearest (name, (const char *const *) names, g_strv_length (names));
  if (nearest != NULL)
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "There is no list “%s”. The nearest is “%s”.", name, nearest);
  else
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "There is no list “%s”.", name);
  return false;
}

/* 0 when there is none. */
static bool
look_up (TideSqlConnection *connection,
         const char        *name,
         int64_t           *out_id,
         GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT id FROM list WHERE name = ?1 AND deleted IS NULL", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, name);
  step = tide_sql_step (statement, error);
  *out_id = step == TIDE_SQL_ROW ? tide_sql_column_int (statement, 0) : 0;
  return step != TIDE_SQL_ERROR;
}

static bool
find_list (TideSqlConnection *connection,
           const char        *name,
           int64_t           *out_id,
           GError           **error)
{
  return look_up (connection, name, out_id, error) &&
         (*out_id != 0 || set_no_list (connection, name, error));
}

static bool
check_name (TideSqlConnection *connection,
            const char        *name,
            GError           **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  int64_t          id;

  if (*stripped == '\0' || strcmp (stripped, name) != 0 || strlen (name) > MAX_NAME ||
      !g_utf8_validate (name, -1, NULL) || strpbrk (name, "\n\r\t") != NULL)
    {
      g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
                           "A list needs a name of one line, without spaces around it. Nothing "
                           "was changed.");
      return false;
    }
  if (!look_up (connection, name, &id, error))
    return false;
  if (id == 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
               "There is already a list “%s”. Nothing was changed; choose another name.", name);
  return false;
}

/* Runs a statement with a list's id as its first parameter and a text as its
 * second. */
static bool
run_with_text (TideSqlConnection *connection,
               const char        *sql,
               int64_t            id,
               const char        *text,
               GError           **error)
{
  g_autoptr (TideSqlStatement) statement = tide_sql_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, id);
  if (text != NULL)
    tide_sql_bind_text (statement, 2, text);
  return tide_sql_run (statement, error);
}

static bool
run_with_number (TideSqlConnection *connection,
                 const char        *sql,
                 int64_t            id,
                 int64_t            number,
                 GError           **error)
{
  g_autoptr (TideSqlStatement) statement = tide_sql_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, id);
  tide_sql_bind_int (statement, 2, number);
  return tide_sql_run (statement, error);
}

static bool
load_members (TideSqlConnection *connection,
              TideList          *list,
              GError           **error)
{
  g_autoptr (GStrvBuilder)     symbols = g_strv_builder_new ();
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT symbol FROM member WHERE list = ?1 ORDER BY position, symbol", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, list->id);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_strv_builder_add (symbols, tide_sql_column_text (statement, 0));
  list->symbols = g_strv_builder_end (symbols);
  return step == TIDE_SQL_DONE;
}

static bool
load_columns (TideSqlConnection *connection,
              TideList          *list,
              GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  list->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_column_free);
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT title, formula, format, decimals FROM list_column WHERE list = ?1 ORDER BY position",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, list->id);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (list->columns,
                     tide_column_new (tide_sql_column_text (statement, 0),
                                      tide_sql_column_text (statement, 1),
                                      tide_sql_column_text (statement, 2),
                                      (int) tide_sql_column_int (statement, 3)));
  return step == TIDE_SQL_DONE;
}

static bool
load_list (TideSqlConnection *connection,
           const char        *name,
           TideList         **out_list,
           GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (TideList)         list = g_atomic_rc_box_new0 (TideList);
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT id, name, kind, benchmark FROM list WHERE name = ?1 AND deleted IS NULL",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, name);
  if ((step = tide_sql_step (statement, error)) == TIDE_SQL_ERROR)
    return false;
  if (step == TIDE_SQL_DONE)
    return set_no_list (connection, name, error);

  list->id = tide_sql_column_int (statement, 0);
  list->name = tide_sql_column_dup_text (statement, 1);
  list->kind = tide_sql_column_int (statement, 2) == TIDE_LIST_SAMPLE ? TIDE_LIST_SAMPLE
                                                                      : TIDE_LIST_USER;
  list->benchmark = tide_sql_column_dup_text (statement, 3);
  if (!load_members (connection, list, error) || !load_columns (connection, list, error))
    return false;
  *out_list = g_steal_pointer (&list);
  return true;
}

static bool
read_list (TideSqlConnection *connection,
           gpointer           data,
           GError           **error)
{
  ListWork *work = data;

  return load_list (connection, work->name, &work->list, error);
}

static bool
read_lists (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  ListWork      *work = data;
  g_auto (GStrv) names = load_names (connection, error);

  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    {
      TideList *list = NULL;

      if (!load_list (connection, names[i], &list, error))
        return false;
      g_ptr_array_add (work->lists, list);
    }
  return names != NULL;
}

/**
 * tide_workspace_read_lists:
 * @self: a workspace
 * @error: that it cannot be opened or read
 *
 * Returns: (transfer full) (nullable) (element-type TideList): all lists in order
 */
GPtrArray *
tide_workspace_read_lists (TideWorkspace *self,
                           GError       **error)
{
  g_autoptr (GPtrArray) lists = NULL;
  ListWork              work = { 0 };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  work.lists = lists = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_unref);
  if (!tide_workspace_run (self, 0, read_lists, &work, error))
    return NULL;
  return g_steal_pointer (&lists);
}

/**
 * tide_workspace_read_list:
 * @self: a workspace
 * @name: name of a list
 * @error: %TIDE_STORE_ERROR_NOT_FOUND, naming the nearest list
 *
 * Returns: (transfer full) (nullable): the list
 */
TideList *
tide_workspace_read_list (TideWorkspace *self,
                          const char    *name,
                          GError       **error)
{
  ListWork work = { .name = name };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, NULL);

  tide_workspace_run (self, 0, read_list, &work, error);
  return work.list;
}

static bool
create_list (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const ListWork              *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  if (!check_name (connection, work->name, error))
    return false;
  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO list (name, kind, position) "
    "VALUES (?1, ?2, (SELECT coalesce(max(position) + 1, 0) FROM list))",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, work->name);
  tide_sql_bind_int (statement, 2, work->kind);
  return tide_sql_run (statement, error);
}

/**
 * tide_workspace_create_list:
 * @self: a workspace
 * @name: its name, of one line
 * @kind: whose it is
 * @error: %TIDE_STORE_ERROR_CONFLICT when the name is taken or none
 *
 * Makes an empty list behind the others.
 *
 * Returns: whether it was made
 */
bool
tide_workspace_create_list (TideWorkspace *self,
                            const char    *name,
                            TideListKind   kind,
                            GError       **error)
{
  ListWork work = { .name = name, .kind = kind };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, create_list, &work, error);
}

static bool
rename_list (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const ListWork *work = data;
  int64_t         id;

  return find_list (connection, work->name, &id, error) &&
         (strcmp (work->name, work->text) == 0 || check_name (connection, work->text, error)) &&
         run_with_text (connection, "UPDATE list SET name = ?2 WHERE id = ?1", id, work->text,
                        error);
}

/**
 * tide_workspace_rename_list:
 * @self: a workspace
 * @name: name of a list
 * @new_name: the name it shall have
 * @error: %TIDE_STORE_ERROR_NOT_FOUND; %TIDE_STORE_ERROR_CONFLICT when the new
 *   name is taken or none
 *
 * Renames a list.
 *
 * Returns: whether it was renamed
 */
bool
tide_workspace_rename_list (TideWorkspace *self,
                            const char    *name,
                            const char    *new_name,
                            GError       **error)
{
  ListWork work = { .name = name, .text = new_name };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL && new_name != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, rename_list, &work, error);
}

static bool
delete_list (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const ListWork *work = data;
  int64_t         id;

  return find_list (connection, work->name, &id, error) &&
         run_with_number (connection, "UPDATE list SET deleted = ?2 WHERE id = ?1", id,
                          tide_clock_now (), error);
}

/**
 * tide_workspace_delete_list:
 * @self: a workspace
 * @name: name of a list
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Takes a list away. Its row stays in the file, marked with the moment.
 *
 * Returns: whether it was deleted
 */
bool
tide_workspace_delete_list (TideWorkspace *self,
                            const char    *name,
                            GError       **error)
{
  ListWork work = { .name = name };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, delete_list, &work, error);
}

static bool
move_list (TideSqlConnection *connection,
           gpointer           data,
           GError           **error)
{
  const ListWork *work = data;
  g_auto (GStrv)  names = load_names (connection, error);
  size_t          n_names = names != NULL ? g_strv_length (names) : 0;
  size_t          position = MIN (work->position, n_names > 0 ? n_names - 1 : 0);
  size_t          next = 0;
  int64_t         id;

  if (names == NULL || !find_list (connection, work->name, &id, error))
    return false;
  for (size_t i = 0; i < n_names; i++)
    {
      bool    moved = strcmp (names[i], work->name) == 0;
      int64_t other;

      if (!moved && next == position)
        next++;
      if (!look_up (connection, names[i], &other, error) ||
          !run_with_number (connection, "UPDATE list SET position = ?2 WHERE id = ?1", other,
                            (int64_t) (moved ? position : next), error))
        return false;
      next += !moved;
    }
  return true;
}

/**
 * tide_workspace_move_list:
 * @self: a workspace
 * @name: name of a list
 * @position: its place among the lists, from 0; the last one if there are not as
 *   many
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Moves a list.
 *
 * Returns: whether it was moved
 */
bool
tide_workspace_move_list (TideWorkspace *self,
                          const char    *name,
                          size_t         position,
                          GError       **error)
{
  ListWork work = { .name = name, .position = position };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, move_list, &work, error);
}

static bool
insert_members (TideSqlConnection *connection,
                int64_t            id,
                ListWork          *work,
                GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection,
    "INSERT OR IGNORE INTO member (list, symbol, position) "
    "VALUES (?1, ?2, (SELECT coalesce(max(position) + 1, 0) FROM member WHERE list = ?1))",
    error);
  if (statement == NULL)
    return false;
  for (size_t i = 0; work->symbols[i] != NULL; i++)
    {
      tide_sql_bind_int (statement, 1, id);
      tide_sql_bind_text (statement, 2, work->symbols[i]);
      if (!tide_sql_run (statement, error))
        return false;
      work->n_added += (size_t) tide_sql_connection_count_changes (connection);
    }
  return true;
}

static bool
add_members (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  ListWork *work = data;
  int64_t   id;

  return find_list (connection, work->name, &id, error) &&
         insert_members (connection, id, work, error);
}

static bool
set_members (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  ListWork *work = data;
  int64_t   id;

  return find_list (connection, work->name, &id, error) &&
         run_with_text (connection, "DELETE FROM member WHERE list = ?1", id, NULL, error) &&
         insert_members (connection, id, work, error);
}

/**
 * tide_workspace_set_members:
 * @self: a workspace
 * @name: name of a list
 * @symbols: (array zero-terminated=1): canonical symbols in order; each once
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Gives a list its members and their order.
 *
 * Returns: whether they were stored
 */
bool
tide_workspace_set_members (TideWorkspace     *self,
                            const char        *name,
                            const char *const *symbols,
                            GError           **error)
{
  ListWork work = { .name = name, .symbols = symbols };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL && symbols != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, set_members, &work, error);
}

/**
 * tide_workspace_add_members:
 * @self: a workspace
 * @name: name of a list
 * @symbols: (array zero-terminated=1): canonical symbols
 * @out_added: (out) (optional): how many were not in it before
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Adds members behind the others; those that are in it stay where they are.
 *
 * Returns: whether they were stored
 */
bool
tide_workspace_add_members (TideWorkspace     *self,
                            const char        *name,
                            const char *const *symbols,
                            size_t            *out_added,
                            GError           **error)
{
  ListWork work = { .name = name, .symbols = symbols };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL && symbols != NULL, false);

  if (!tide_workspace_run (self, TIDE_WORKSPACE_LISTS, add_members, &work, error))
    return false;
  if (out_added != NULL)
    *out_added = work.n_added;
  return true;
}

static bool
remove_member (TideSqlConnection *connection,
               gpointer           data,
               GError           **error)
{
  const ListWork *work = data;
  int64_t         id;

  if (!find_list (connection, work->name, &id, error) ||
      !run_with_text (connection, "DELETE FROM member WHERE list = ?1 AND symbol = ?2", id,
                      work->text, error))
    return false;
  if (tide_sql_connection_count_changes (connection) > 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
               "%s is not in the list “%s”, so it was not removed.", work->text, work->name);
  return false;
}

/**
 * tide_workspace_remove_member:
 * @self: a workspace
 * @name: name of a list
 * @symbol: canonical symbol
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for the list or the member
 *
 * Takes a member out of a list.
 *
 * Returns: whether it was taken out
 */
bool
tide_workspace_remove_member (TideWorkspace *self,
                              const char    *name,
                              const char    *symbol,
                              GError       **error)
{
  ListWork work = { .name = name, .text = symbol };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL && symbol != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, remove_member, &work, error);
}

static bool
set_benchmark (TideSqlConnection *connection,
               gpointer           data,
               GError           **error)
{
  const ListWork *work = data;
  int64_t         id;

  return find_list (connection, work->name, &id, error) &&
         run_with_text (connection, "UPDATE list SET benchmark = ?2 WHERE id = ?1", id, work->text,
                        error);
}

/**
 * tide_workspace_set_benchmark:
 * @self: a workspace
 * @name: name of a list
 * @symbol: (nullable): canonical symbol; NULL for none
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Says what a list is held against.
 *
 * Returns: whether it was stored
 */
bool
tide_workspace_set_benchmark (TideWorkspace *self,
                              const char    *name,
                              const char    *symbol,
                              GError       **error)
{
  ListWork work = { .name = name, .text = symbol };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, set_benchmark, &work, error);
}

static bool
set_columns (TideSqlConnection *connection,
             gpointer           data,
             GError           **error)
{
  const ListWork              *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  int64_t                      id;

  if (!find_list (connection, work->name, &id, error) ||
      !run_with_text (connection, "DELETE FROM list_column WHERE list = ?1", id, NULL, error))
    return false;
  statement = tide_sql_connection_prepare (
    connection,
    "INSERT INTO list_column (list, position, title, formula, format, decimals) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    error);
  if (statement == NULL)
    return false;
  for (size_t i = 0; i < work->n_columns; i++)
    {
      tide_sql_bind_int (statement, 1, id);
      tide_sql_bind_int (statement, 2, (int64_t) i);
      tide_sql_bind_text (statement, 3, work->columns[i]->title);
      tide_sql_bind_text (statement, 4, work->columns[i]->formula);
      tide_sql_bind_text (statement, 5, work->columns[i]->format);
      tide_sql_bind_int (statement, 6, work->columns[i]->decimals);
      if (!tide_sql_run (statement, error))
        return false;
    }
  return true;
}

/**
 * tide_workspace_set_columns:
 * @self: a workspace
 * @name: name of a list
 * @columns: (array length=n_columns): its columns in order
 * @n_columns: how many
 * @error: %TIDE_STORE_ERROR_NOT_FOUND
 *
 * Gives a list its columns.
 *
 * Returns: whether they were stored
 */
bool
tide_workspace_set_columns (TideWorkspace           *self,
                            const char              *name,
                            const TideColumn *const *columns,
                            size_t                   n_columns,
                            GError                 **error)
{
  ListWork work = { .name = name, .columns = columns, .n_columns = n_columns };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && name != NULL, false);
  g_return_val_if_fail (columns != NULL || n_columns == 0, false);

  return tide_workspace_run (self, TIDE_WORKSPACE_LISTS, set_columns, &work, error);
}
