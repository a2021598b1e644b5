// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sql"

#include "config.h"

#include "store/tide-sql.h"

#include <math.h>
#include <sqlite3.h>
#include <sys/stat.h>

/* How long a lock of another process is waited for; milliseconds. */
#define BUSY_TIMEOUT 5000
/* Virtual machine instructions between two looks at the cancellable. */
#define PROGRESS_STEPS 4000
/* Pages that are copied between two looks at the cancellable. */
#define COPY_PAGES 1024

struct _TideSqlConnection
{
  sqlite3      *handle;
  char         *path;
  GHashTable   *statements; /* SQL text -> TideSqlStatement, both owned */
  GCancellable *cancellable;
};

struct _TideSqlStatement
{
  TideSqlConnection *connection; /* unowned; outlives the statement */
  sqlite3_stmt      *handle;
  char              *sql;
  int                bind_result; /* first failure of a bind, told by the next step */
  unsigned int       lent : 1;
};

/* What happened, what was kept, what to do. The library's own text is left out
 * of the sentence: it names pages and tables, and some of it quotes values. */
static GError *
make_error (int         code,
            const char *path)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_FOREIGN,
                          "%s is not a database of Tidemark. It was left as it is; "
                          "choose another folder or move the file away.",
                          path);

    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
                          "%s is damaged (code %d). Nothing in it was changed; keep a copy of "
                          "it and put a backup in its place.",
                          path, code);

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_BUSY,
                          "%s is in use by another process. Nothing was changed; try again in "
                          "a moment.",
                          path);

    case SQLITE_FULL:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_FULL,
                          "There is no space left for %s. What was stored before is unchanged; "
                          "free some space and try again.",
                          path);

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_READ_ONLY,
                          "%s cannot be written. It is unchanged; make its folder writable or "
                          "choose another one.",
                          path);

    case SQLITE_CONSTRAINT:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
                          "%s already holds something that speaks against this change "
                          "(code %d). Nothing was changed.",
                          path, code);

    case SQLITE_INTERRUPT:
      return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The work on %s was cancelled.", path);

    default:
      return g_error_new (TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN,
                          "%s cannot be read or written (code %d). What was stored before is "
                          "unchanged; check the disk and the folder's permissions.",
                          path, code);
    }
}

static bool
fail (TideSqlConnection *self,
      int                code,
      GError           **error)
{
  g_propagate_error (error, make_error (code, self->path));
  return false;
}

static void
free_statement (TideSqlStatement *self)
{
  g_assert (!self->lent);
  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self);
}

static int
poll_cancellable_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

/* A pipe or a device under the name of a database would block the open. */
static bool
check_regular (const char *path,
               GError    **error)
{
  struct stat status;

  if (stat (path, &status) != 0 || S_ISREG (status.st_mode))
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_FOREIGN,
               "%s is not a regular file. It was left as it is; choose another folder.", path);
  return false;
}

static int
open_handle (const char *path,
             TideSqlMode mode,
             sqlite3   **out_handle)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (mode == TIDE_SQL_IMMUTABLE)
    {
      g_autofree char *escaped = g_uri_escape_string (path, "/", false);
      g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
      return sqlite3_open_v2 (uri, out_handle, flags, NULL);
    }

  flags |= mode == TIDE_SQL_READ_ONLY ? SQLITE_OPEN_READONLY
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  return sqlite3_open_v2 (path, out_handle, flags, NULL);
}

/**
 * tide_sql_connection_open:
 * @path: file name
 * @mode: what it is opened for
 * @error: %TIDE_STORE_ERROR_OPEN, %TIDE_STORE_ERROR_FOREIGN for what is not a
 *   regular file
 *
 * Opens a connection with the defensive flags: no planted trigger or view may
 * call a function, the schema cannot be written, quoted words are no strings.
 * Nothing is read yet, so a file of another kind shows at the first statement.
 * Belongs to the thread that uses it.
 *
 * Returns: (transfer full) (nullable): the connection
 */
TideSqlConnection *
tide_sql_connection_open (const char *path,
                          TideSqlMode mode,
                          GError    **error)
{
  g_autoptr (TideSqlConnection) self = NULL;
  int                           result;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_regular (path, error))
    return NULL;

  self = g_new0 (TideSqlConnection, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) free_statement);

  if ((result = open_handle (path, mode, &self->handle)) != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  return g_steal_pointer (&self);
}

/**
 * tide_sql_connection_close:
 * @self: (transfer full): a connection of which no statement is on loan
 *
 * Closes the connection and its statements. Closing the last connection of a
 * file with a write-ahead log folds the log into it.
 */
void
tide_sql_connection_close (TideSqlConnection *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A connection to %s was closed with statements left", self->path);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

/**
 * tide_sql_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what stops its statements from now on
 *
 * Lets a long statement be cancelled; it then fails with %G_IO_ERROR_CANCELLED.
 */
void
tide_sql_connection_set_cancellable (TideSqlConnection *self,
                                     GCancellable      *cancellable)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS,
                            cancellable != NULL ? poll_cancellable_cb : NULL, cancellable);
}

/**
 * tide_sql_connection_get_path:
 * @self: a connection
 *
 * Returns: the name of its file
 */
const char *
tide_sql_connection_get_path (TideSqlConnection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * tide_sql_connection_get_last_id:
 * @self: a connection
 *
 * Returns: the id of the row inserted last
 */
int64_t
tide_sql_connection_get_last_id (TideSqlConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * tide_sql_connection_count_changes:
 * @self: a connection
 *
 * Returns: how many rows the last writing statement touched
 */
int64_t
tide_sql_connection_count_changes (TideSqlConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_changes64 (self->handle);
}

/**
 * tide_sql_connection_in_transaction:
 * @self: a connection
 *
 * Tells whether a transaction is open. Some failures, such as a full disk, roll
 * it back by themselves.
 *
 * Returns: whether one is open
 */
bool
tide_sql_connection_in_transaction (TideSqlConnection *self)
{
  g_return_val_if_fail (self != NULL, false);

  return sqlite3_get_autocommit (self->handle) == 0;
}

/**
 * tide_sql_connection_run:
 * @self: a connection
 * @sql: one or more statements of this program's own text, never of a user's
 * @error: any of #TideStoreError
 *
 * Runs statements that give no rows anybody wants.
 *
 * Returns: whether all of them ran
 */
bool
tide_sql_connection_run (TideSqlConnection *self,
                         const char        *sql,
                         GError           **error)
{
  int result;

  g_return_val_if_fail (self != NULL, false);

  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  return result == SQLITE_OK || fail (self, result, error);
}

/**
 * tide_sql_connection_read_int:
 * @self: a connection
 * @sql: a statement whose first row's first column is an integer
 * @out_value: (out): that integer; 0 when there is no row
 * @error: any of #TideStoreError
 *
 * Returns: whether it could be read
 */
bool
tide_sql_connection_read_int (TideSqlConnection *self,
                              const char        *sql,
                              int64_t           *out_value,
                              GError           **error)
{
  g_autoptr (TideSqlStatement) statement = tide_sql_connection_prepare (self, sql, error);
  TideSqlStep                  step;

  if (statement == NULL || (step = tide_sql_step (statement, error)) == TIDE_SQL_ERROR)
    return false;
  *out_value = step == TIDE_SQL_ROW ? tide_sql_column_int (statement, 0) : 0;
  return true;
}

/**
 * tide_sql_connection_checkpoint:
 * @self: a connection that may write
 * @error: any of #TideStoreError
 *
 * Copies as much of the write-ahead log into the file as readers allow, and
 * empties the log when nobody reads from it. The caller holds the lock.
 *
 * Returns: whether nothing went wrong; a reader in the way is nothing wrong
 */
bool
tide_sql_connection_checkpoint (TideSqlConnection *self,
                                GError           **error)
{
  int result;

  g_return_val_if_fail (self != NULL, false);

  /* Do not wait for readers: what they hold back is copied next time. */
  sqlite3_busy_timeout (self->handle, 0);
  result = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  return result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY || fail (self, result, error);
}

/**
 * tide_sql_connection_keep_log:
 * @self: a connection
 *
 * Makes closing leave the write-ahead log alone: for a caller that does not hold
 * the lock, or does not know the file.
 */
void
tide_sql_connection_keep_log (TideSqlConnection *self)
{
  g_return_if_fail (self != NULL);

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static int
copy_pages (TideSqlConnection *self,
            sqlite3           *target)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->handle, "main");
  int             result;

  if (backup == NULL)
    return sqlite3_extended_errcode (target);
  do
    result = sqlite3_backup_step (backup, COPY_PAGES);
  while (result == SQLITE_OK && !g_cancellable_is_cancelled (self->cancellable));
  if (result == SQLITE_OK)
    result = SQLITE_INTERRUPT;

  sqlite3_backup_finish (backup);
  return result == SQLITE_DONE ? SQLITE_OK : result;
}

/**
 * tide_sql_connection_copy_to:
 * @self: a connection inside a read transaction
 * @path: name of a file that is not there yet
 * @error: as of any statement
 *
 * Copies the database page by page, in the state that the transaction sees. The
 * copy keeps no write-ahead log and is on the disk when this returns. What a
 * failure leaves at @path is the caller's to remove. Stops at the connection's
 * cancellable.
 *
 * Returns: whether the copy is complete
 */
bool
tide_sql_connection_copy_to (TideSqlConnection *self,
                             const char        *path,
                             GError           **error)
{
  g_autoptr (TideSqlConnection) target = NULL;
  int                           result;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (path != NULL, false);

  if ((target = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, error)) == NULL)
    return false;
  if ((result = copy_pages (self, target->handle)) != SQLITE_OK)
    return fail (target, result, error);
  return tide_sql_connection_run (target, "PRAGMA journal_mode = DELETE", error);
}

/**
 * tide_sql_connection_prepare:
 * @self: a connection
 * @sql: one statement; values are bound, never pasted
 * @error: any of #TideStoreError
 *
 * Lends the statement of that text; it is compiled once.
 *
 * Returns: (transfer full) (nullable): the statement, to be let go of with
 *   tide_sql_statement_release()
 */
TideSqlStatement *
tide_sql_connection_prepare (TideSqlConnection *self,
                             const char        *sql,
                             GError           **error)
{
  TideSqlStatement *statement;
  sqlite3_stmt     *handle = NULL;
  int               result;

  g_return_val_if_fail (self != NULL, NULL);

  if ((statement = g_hash_table_lookup (self->statements, sql)) == NULL)
    {
      result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (result != SQLITE_OK)
        {
          fail (self, result, error);
          return NULL;
        }
      statement = g_new0 (TideSqlStatement, 1);
      statement->connection = self;
      statement->handle = handle;
      statement->sql = g_strdup (sql);
      g_hash_table_insert (self->statements, statement->sql, statement);
    }

  g_assert (!statement->lent);
  statement->lent = true;
  statement->bind_result = SQLITE_OK;
  return statement;
}

/**
 * tide_sql_statement_release:
 * @self: (transfer full): a statement on loan
 *
 * Resets a statement and forgets what was bound to it.
 */
void
tide_sql_statement_release (TideSqlStatement *self)
{
  g_return_if_fail (self != NULL);

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->lent = false;
}

static void
keep_bind_result (TideSqlStatement *self,
                  int               result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

/**
 * tide_sql_bind_int:
 * @self: a statement that has not been stepped
 * @index: parameter, from 1
 * @value: value
 *
 * Binds an integer.
 */
void
tide_sql_bind_int (TideSqlStatement *self,
                   int               index,
                   int64_t           value)
{
  keep_bind_result (self, sqlite3_bind_int64 (self->handle, index, value));
}

/**
 * tide_sql_bind_double:
 * @self: a statement that has not been stepped
 * @index: parameter, from 1
 * @value: value; NaN is stored as NULL
 *
 * Binds a number.
 */
void
tide_sql_bind_double (TideSqlStatement *self,
                      int               index,
                      double            value)
{
  keep_bind_result (self, isnan (value) ? sqlite3_bind_null (self->handle, index)
                                        : sqlite3_bind_double (self->handle, index, value));
}

/**
 * tide_sql_bind_text:
 * @self: a statement that has not been stepped
 * @index: parameter, from 1
 * @text: (nullable): UTF-8, which must live until the statement is let go of
 *
 * Binds a text, or NULL.
 */
void
tide_sql_bind_text (TideSqlStatement *self,
                    int               index,
                    const char       *text)
{
  keep_bind_result (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_STATIC));
}

/**
 * tide_sql_bind_blob:
 * @self: a statement that has not been stepped
 * @index: parameter, from 1
 * @bytes: (nullable): bytes, which must live until the statement is let go of
 * @size: how many
 *
 * Binds bytes; no bytes are an empty blob, not NULL.
 */
void
tide_sql_bind_blob (TideSqlStatement *self,
                    int               index,
                    const void       *bytes,
                    size_t            size)
{
  if (size == 0)
    keep_bind_result (self, sqlite3_bind_zeroblob (self->handle, index, 0));
  else
    keep_bind_result (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, SQLITE_STATIC));
}

/**
 * tide_sql_step:
 * @self: a statement
 * @error: any of #TideStoreError; %G_IO_ERROR_CANCELLED
 *
 * Goes to the next row.
 *
 * Returns: whether there is one
 */
TideSqlStep
tide_sql_step (TideSqlStatement *self,
               GError          **error)
{
  int result;

  g_return_val_if_fail (self != NULL && self->lent, TIDE_SQL_ERROR);

  result = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return TIDE_SQL_ROW;
  if (result == SQLITE_DONE)
    return TIDE_SQL_DONE;
  fail (self->connection, result, error);
  return TIDE_SQL_ERROR;
}

/**
 * tide_sql_run:
 * @self: a statement; it is ready to be bound again afterwards
 * @error: any of #TideStoreError; %G_IO_ERROR_CANCELLED
 *
 * Runs a statement to its end.
 *
 * Returns: whether it succeeded
 */
bool
tide_sql_run (TideSqlStatement *self,
              GError          **error)
{
  TideSqlStep step;

  while ((step = tide_sql_step (self, error)) == TIDE_SQL_ROW)
    continue;
  sqlite3_reset (self->handle);
  return step == TIDE_SQL_DONE;
}

/**
 * tide_sql_column_is_null:
 * @self: a statement with a row
 * @column: column, from 0
 *
 * Returns: whether the column holds nothing
 */
bool
tide_sql_column_is_null (TideSqlStatement *self,
                         int               column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * tide_sql_column_int:
 * @self: a statement with a row
 * @column: column, from 0
 *
 * Returns: its integer; 0 for NULL
 */
int64_t
tide_sql_column_int (TideSqlStatement *self,
                     int               column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * tide_sql_column_double:
 * @self: a statement with a row
 * @column: column, from 0
 *
 * Returns: its number; NaN for NULL
 */
double
tide_sql_column_double (TideSqlStatement *self,
                        int               column)
{
  if (tide_sql_column_is_null (self, column))
    return NAN;
  return sqlite3_column_double (self->handle, column);
}

/**
 * tide_sql_column_text:
 * @self: a statement with a row
 * @column: column, from 0
 *
 * Returns: (nullable): its text, until the next step
 */
const char *
tide_sql_column_text (TideSqlStatement *self,
                      int               column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * tide_sql_column_dup_text:
 * @self: a statement with a row
 * @column: column, from 0
 *
 * Returns: (transfer full) (nullable): its text; damaged UTF-8 is mended
 */
char *
tide_sql_column_dup_text (TideSqlStatement *self,
                          int               column)
{
  const char *text = tide_sql_column_text (self, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * tide_sql_column_blob:
 * @self: a statement with a row
 * @column: column, from 0
 * @out_size: (out): how many bytes
 *
 * Returns: (nullable): its bytes, until the next step; NULL when there are none
 */
const void *
tide_sql_column_blob (TideSqlStatement *self,
                      int               column,
                      size_t           *out_size)
{
  const void *bytes = sqlite3_column_blob (self->handle, column);

  *out_size = (size_t) sqlite3_column_bytes (self->handle, column);
  return bytes;
}
