// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sql-query"

#include "config.h"

#include "store/tide-sql-query.h"

#include <string.h>
#include <unistd.h>

#include "store/tide-sql-tables-private.h"

/* Virtual machine instructions between two looks at the cancellable. */
#define PROGRESS_STEPS 4000

struct _TideSqlQuery
{
  sqlite3      *database;
  sqlite3_stmt *statement;
};

/* The library's own words tell where a query is wrong, and it is the reader's. */
static void
set_query_error (const TideSqlQuery *self,
                 GError            **error)
{
  int code = sqlite3_errcode (self->database);

  if (code == SQLITE_AUTH)
    g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_READ_ONLY,
                         "A query may only read. Nothing was changed.");
  else if (code == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled.");
  else
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "The query cannot be answered: %s.", sqlite3_errmsg (self->database));
}

static int
authorize_cb (void       *data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return g_ascii_strcasecmp (second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
    }
}

static bool
open_database (TideSqlQuery *self,
               const char   *data_dir,
               GError      **error)
{
  g_autofree char *path = g_build_filename (data_dir, "cache.db", NULL);
  /* Before the first import there is nothing to read, which is an answer too. */
  const char *name = access (path, F_OK) == 0 ? path : ":memory:";
  int         flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  /* The tables are declared at their first use, which is a CREATE TABLE to the
   * authorizer. */
  if (sqlite3_open_v2 (name, &self->database, flags, NULL) != SQLITE_OK ||
      tide_sql_tables_add (self->database, data_dir) != SQLITE_OK ||
      sqlite3_exec (self->database, "SELECT 1 FROM bars, observations LIMIT 0", NULL, NULL,
                    NULL) != SQLITE_OK)
    {
      set_query_error (self, error);
      return false;
    }

  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (self->database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer (self->database, authorize_cb, NULL);
  return true;
}

/* Only blanks and semicolons may follow the statement. */
static bool
prepare (TideSqlQuery *self,
         const char   *sql,
         GError      **error)
{
  const char *rest = NULL;

  if (sqlite3_prepare_v2 (self->database, sql, -1, &self->statement, &rest) != SQLITE_OK)
    {
      set_query_error (self, error);
      return false;
    }
  if (self->statement != NULL && rest[strspn (rest, " \t\r\n;")] == '\0')
    return true;

  g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                       self->statement == NULL ? "The query is empty."
                                               : "A query is one statement; found more.");
  return false;
}

/**
 * tide_sql_query_new:
 * @data_dir: folder of the cache
 * @sql: one statement that only reads
 * @error: %TIDE_STORE_ERROR_READ_ONLY for one that would write,
 *   %TIDE_STORE_ERROR_NOT_FOUND for one that is wrong, with what and where
 *
 * Puts a question to the cache. Besides its own tables there are
 * `bars (symbol, day, open, high, low, close, volume)`, the primary series of
 * each instrument, and `observations (symbol, field, day, value, learned,
 * source)`, all of them; values as received, days in ISO form.
 *
 * Returns: (transfer full) (nullable): the question
 */
TideSqlQuery *
tide_sql_query_new (const char *data_dir,
                    const char *sql,
                    GError    **error)
{
  g_autoptr (TideSqlQuery) self = g_new0 (TideSqlQuery, 1);

  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  if (!open_database (self, data_dir, error) || !prepare (self, sql, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * tide_sql_query_free:
 * @self: (transfer full) (nullable): a question
 *
 * Frees a question.
 */
void
tide_sql_query_free (TideSqlQuery *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->statement);
  sqlite3_close (self->database);
  g_free (self);
}

/**
 * tide_sql_query_get_n_columns:
 * @self: a question
 *
 * Returns: how many columns the answer has
 */
int
tide_sql_query_get_n_columns (const TideSqlQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_column_count (self->statement);
}

/**
 * tide_sql_query_get_name:
 * @self: a question
 * @column: from 0
 *
 * Returns: (transfer none): what the column is called
 */
const char *
tide_sql_query_get_name (const TideSqlQuery *self,
                         int                 column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return sqlite3_column_name (self->statement, column);
}

static int
poll_cancellable_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

/**
 * tide_sql_query_step:
 * @self: a question
 * @cancellable: (nullable): ends a long one
 * @error: that it cannot be answered
 *
 * Goes on to the next row.
 *
 * Returns: whether there is one
 */
TideSqlStep
tide_sql_query_step (TideSqlQuery *self,
                     GCancellable *cancellable,
                     GError      **error)
{
  int result;

  g_return_val_if_fail (self != NULL, TIDE_SQL_ERROR);

  sqlite3_progress_handler (self->database, PROGRESS_STEPS,
                            cancellable != NULL ? poll_cancellable_cb : NULL, cancellable);
  result = sqlite3_step (self->statement);
  if (result == SQLITE_ROW)
    return TIDE_SQL_ROW;
  if (result == SQLITE_DONE)
    return TIDE_SQL_DONE;

  set_query_error (self, error);
  return TIDE_SQL_ERROR;
}

/**
 * tide_sql_query_get_type:
 * @self: a question with a row
 * @column: from 0
 *
 * Returns: what the cell holds
 */
TideSqlType
tide_sql_query_get_type (const TideSqlQuery *self,
                         int                 column)
{
  g_return_val_if_fail (self != NULL, TIDE_SQL_NULL);

  switch (sqlite3_column_type (self->statement, column))
    {
    case SQLITE_INTEGER:
      return TIDE_SQL_INTEGER;
    case SQLITE_FLOAT:
      return TIDE_SQL_REAL;
    case SQLITE_TEXT:
      return TIDE_SQL_TEXT;
    case SQLITE_BLOB:
      return TIDE_SQL_BLOB;
    default:
      return TIDE_SQL_NULL;
    }
}

/**
 * tide_sql_query_get_int:
 * @self: a question with a row
 * @column: from 0; an integer
 *
 * Returns: the number
 */
int64_t
tide_sql_query_get_int (const TideSqlQuery *self,
                        int                 column)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_column_int64 (self->statement, column);
}

/**
 * tide_sql_query_get_double:
 * @self: a question with a row
 * @column: from 0; a number
 *
 * Returns: the number
 */
double
tide_sql_query_get_double (const TideSqlQuery *self,
                           int                 column)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return sqlite3_column_double (self->statement, column);
}

/**
 * tide_sql_query_get_text:
 * @self: a question with a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the cell as text, valid until the next
 *   step; not to be asked of bytes
 */
const char *
tide_sql_query_get_text (const TideSqlQuery *self,
                         int                 column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *) sqlite3_column_text (self->statement, column);
}
