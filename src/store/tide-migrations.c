// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-migrations"

#include "config.h"

#include "store/tide-migrations.h"

/**
 * tide_schema_get_version:
 * @schema: a schema
 *
 * Returns: the version that this program writes
 */
int
tide_schema_get_version (const TideSchema *schema)
{
  return (int) g_strv_length ((char **) schema->migrations);
}

typedef struct
{
  int64_t id;
  int64_t version;
  int64_t n_objects;
} Stamp;

/* In one transaction, or the stamp of an empty file and the tables of the file
 * that another process makes of it would look like those of another program. */
static bool
read_stamp (TideSqlConnection *connection,
            Stamp             *stamp,
            GError           **error)
{
  bool nested = tide_sql_connection_in_transaction (connection);
  bool done;

  if (!nested && !tide_sql_connection_run (connection, "BEGIN", error))
    return false;
  done = tide_sql_connection_read_int (connection, "PRAGMA application_id", &stamp->id, error) &&
         tide_sql_connection_read_int (connection, "PRAGMA user_version", &stamp->version,
                                       error) &&
         tide_sql_connection_read_int (connection, "SELECT count(*) FROM sqlite_schema",
                                       &stamp->n_objects, error);
  if (!nested && tide_sql_connection_in_transaction (connection))
    tide_sql_connection_run (connection, "ROLLBACK", NULL);
  return done;
}

/**
 * tide_schema_check:
 * @schema: the schema that the file should have
 * @connection: a connection to it
 * @out_version: (out): the version it has; 0 for a file without contents
 * @error: %TIDE_STORE_ERROR_FOREIGN, %TIDE_STORE_ERROR_NEWER_SCHEMA, or that it
 *   cannot be read
 *
 * Makes sure that a file is one of ours and not newer than this program. Only
 * reads.
 *
 * Returns: whether it may be used
 */
bool
tide_schema_check (const TideSchema  *schema,
                   TideSqlConnection *connection,
                   int               *out_version,
                   GError           **error)
{
  const char *path = tide_sql_connection_get_path (connection);
  Stamp       stamp;

  if (!read_stamp (connection, &stamp, error))
    return false;

  if (stamp.id != schema->application_id &&
      (stamp.id != 0 || stamp.version != 0 || stamp.n_objects != 0))
    {
      g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_FOREIGN,
                   "%s is a database, but not %s of Tidemark. It was left as it is; choose "
                   "another folder or move the file away.",
                   path, schema->name);
      return false;
    }
  if (stamp.version > tide_schema_get_version (schema) || stamp.version < 0)
    {
      g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NEWER_SCHEMA,
                   "%s was written by a newer version of Tidemark (schema %" G_GINT64_FORMAT
                   ", this version knows %d). It was left as it is; update Tidemark to open it.",
                   path, stamp.version, tide_schema_get_version (schema));
      return false;
    }

  *out_version = (int) stamp.version;
  return true;
}

/* Numbers are no parameters of a pragma, so they are printed into it. */
static bool
write_stamp (const TideSchema  *schema,
             TideSqlConnection *connection,
             int                version,
             GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                          schema->application_id, version);

  return tide_sql_connection_run (connection, sql, error);
}

static bool
run_migrations (const TideSchema  *schema,
                TideSqlConnection *connection,
                GError           **error)
{
  int version;

  /* Read again under the lock: another process may have been faster. */
  if (!tide_schema_check (schema, connection, &version, error))
    return false;
  for (; schema->migrations[version] != NULL; version++)
    if (!tide_sql_connection_run (connection, schema->migrations[version], error) ||
        !write_stamp (schema, connection, version + 1, error))
      return false;
  return tide_sql_connection_run (connection, "COMMIT", error);
}

/**
 * tide_schema_migrate:
 * @schema: the schema that the file shall have
 * @connection: a connection that may write, outside a transaction
 * @error: as of tide_schema_check(), or that it cannot be written
 *
 * Brings a file to the version of this program, or leaves it as it was: all
 * steps are one transaction.
 *
 * Returns: whether the file has the version of this program
 */
bool
tide_schema_migrate (const TideSchema  *schema,
                     TideSqlConnection *connection,
                     GError           **error)
{
  int version;

  if (!tide_schema_check (schema, connection, &version, error))
    return false;
  if (version == tide_schema_get_version (schema))
    return true;

  if (!tide_sql_connection_run (connection, "BEGIN IMMEDIATE", error))
    return false;
  if (run_migrations (schema, connection, error))
    return true;
  if (tide_sql_connection_in_transaction (connection))
    tide_sql_connection_run (connection, "ROLLBACK", NULL);
  return false;
}
