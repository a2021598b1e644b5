// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-settings"

#include "config.h"

#include "store/tide-workspace-private.h"

/* Settings, pins and aliases are all texts under a text. */
typedef struct
{
  const char *sql;
  const char *key;
  const char *value;
  GHashTable *found;
} PairWork;

static bool
read_pairs (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  PairWork                    *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  if ((statement = tide_sql_connection_prepare (connection, work->sql, error)) == NULL)
    return false;
  if (work->key != NULL)
    tide_sql_bind_text (statement, 1, work->key);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_hash_table_replace (work->found, tide_sql_column_dup_text (statement, 0),
                          tide_sql_column_dup_text (statement, 1));
  return step == TIDE_SQL_DONE;
}

static bool
write_pair (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  const PairWork              *work = data;
  g_autoptr (TideSqlStatement) statement = NULL;

  if ((statement = tide_sql_connection_prepare (connection, work->sql, error)) == NULL)
    return false;
  tide_sql_bind_text (statement, 1, work->key);
  if (work->value != NULL)
    tide_sql_bind_text (statement, 2, work->value);
  return tide_sql_run (statement, error);
}

static GHashTable *
run_read (TideWorkspace *self,
          const char    *sql,
          const char    *key,
          GError       **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PairWork               work = { .sql = sql, .key = key, .found = found };

  if (!tide_workspace_run (self, 0, read_pairs, &work, error))
    return NULL;
  return g_steal_pointer (&found);
}

/**
 * tide_workspace_read_settings:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): all settings by
 *   name
 */
GHashTable *
tide_workspace_read_settings (TideWorkspace *self,
                              GError       **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  return run_read (self, "SELECT key, value FROM setting", NULL, error);
}

/**
 * tide_workspace_read_setting:
 * @self: a workspace
 * @key: name of a setting
 * @out_value: (out) (transfer full) (nullable): its value; NULL when it is not set
 * @error: that it cannot be read
 *
 * Returns: whether there was no error
 */
bool
tide_workspace_read_setting (TideWorkspace *self,
                             const char    *key,
                             char         **out_value,
                             GError       **error)
{
  g_autoptr (GHashTable) found = NULL;

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && key != NULL && out_value != NULL, false);

  *out_value = NULL;
  found = run_read (self, "SELECT key, value FROM setting WHERE key = ?1", key, error);
  if (found == NULL)
    return false;
  *out_value = g_strdup (g_hash_table_lookup (found, key));
  return true;
}

/**
 * tide_workspace_write_setting:
 * @self: a workspace
 * @key: name of a setting
 * @value: (nullable): its value; NULL to unset it
 * @error: that it cannot be stored
 *
 * Stores a setting.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_write_setting (TideWorkspace *self,
                              const char    *key,
                              const char    *value,
                              GError       **error)
{
  PairWork work = { .key = key, .value = value };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && key != NULL, false);

  work.sql = value != NULL ? "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)"
                           : "DELETE FROM setting WHERE key = ?1";
  return tide_workspace_run (self, TIDE_WORKSPACE_SETTINGS, write_pair, &work, error);
}

/**
 * tide_workspace_read_pins:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): the preferred
 *   source of each symbol that has one
 */
GHashTable *
tide_workspace_read_pins (TideWorkspace *self,
                          GError       **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  return run_read (self, "SELECT symbol, source FROM pin", NULL, error);
}

/**
 * tide_workspace_write_pin:
 * @self: a workspace
 * @symbol: canonical symbol
 * @source: (nullable): the source to read; NULL for the one first filled
 * @error: that it cannot be stored
 *
 * Says which source a symbol is read from.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_write_pin (TideWorkspace *self,
                          const char    *symbol,
                          const char    *source,
                          GError       **error)
{
  PairWork work = { .key = symbol, .value = source };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && symbol != NULL, false);

  work.sql = source != NULL ? "INSERT OR REPLACE INTO pin (symbol, source) VALUES (?1, ?2)"
                            : "DELETE FROM pin WHERE symbol = ?1";
  return tide_workspace_run (self, TIDE_WORKSPACE_PINS, write_pair, &work, error);
}

/**
 * tide_workspace_read_aliases:
 * @self: a workspace
 * @error: that they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): the symbol that
 *   each of the user's own names stands for
 */
GHashTable *
tide_workspace_read_aliases (TideWorkspace *self,
                             GError       **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), NULL);

  return run_read (self, "SELECT alias, symbol FROM alias", NULL, error);
}

/**
 * tide_workspace_write_alias:
 * @self: a workspace
 * @alias: a name of the user's own
 * @symbol: (nullable): canonical symbol; NULL to forget the name
 * @error: that it cannot be stored
 *
 * Gives a symbol a name of the user's own.
 *
 * Returns: whether it has reached the disk
 */
bool
tide_workspace_write_alias (TideWorkspace *self,
                            const char    *alias,
                            const char    *symbol,
                            GError       **error)
{
  PairWork work = { .key = alias, .value = symbol };

  g_return_val_if_fail (TIDE_IS_WORKSPACE (self) && alias != NULL, false);

  work.sql = symbol != NULL ? "INSERT OR REPLACE INTO alias (alias, symbol) VALUES (?1, ?2)"
                            : "DELETE FROM alias WHERE alias = ?1";
  return tide_workspace_run (self, TIDE_WORKSPACE_ALIASES, write_pair, &work, error);
}
