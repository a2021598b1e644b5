// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-verify"

#include "config.h"

#include "store/tide-verify.h"

#include <string.h>
#include <unistd.h>

#include "store/tide-database-private.h"
#include "store/tide-stored-private.h"

/* One database as it is gone through. */
typedef struct
{
  TideVerifyReport  *report;
  TideSqlConnection *connection;
  const char        *name; /* "the cache" */
} Reading;

/**
 * tide_verify_report_free:
 * @self: (transfer full) (nullable): a report
 *
 * Frees a report.
 */
void
tide_verify_report_free (TideVerifyReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->problems);
  g_free (self);
}

G_GNUC_PRINTF (2, 3)
static void
add_problem (TideVerifyReport *report,
             const char       *format,
             ...)
{
  va_list arguments;

  if (report->n_problems++ >= TIDE_VERIFY_MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (report->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* What is damaged is a finding, and the reading goes on; anything else ends it. */
static bool
note_damage (TideVerifyReport *report,
             const char       *what,
             GError          **damage,
             GError          **error)
{
  if (!g_error_matches (*damage, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (damage));
      return false;
    }
  add_problem (report, "%s: %s", what, (*damage)->message);
  g_clear_error (damage);
  return true;
}

/* Each row of `sql` is a thing that is wrong, told by its first column. */
static bool
list_findings (const Reading *reading,
               const char    *sql,
               const char    *sound,
               GError       **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (GError)           damage = NULL;
  TideSqlStep                  step = TIDE_SQL_ERROR;

  statement = tide_sql_connection_prepare (reading->connection, sql, &damage);
  while (statement != NULL && (step = tide_sql_step (statement, &damage)) == TIDE_SQL_ROW)
    {
      const char *text = tide_sql_column_text (statement, 0);

      if (g_strcmp0 (text, sound) != 0)
        add_problem (reading->report, "In %s: %s", reading->name, text);
    }

  return step == TIDE_SQL_DONE || note_damage (reading->report, reading->name, &damage, error);
}

static bool
read_count (const Reading *reading,
            const char    *table,
            int64_t       *out_count,
            GError       **error)
{
  g_autofree char   *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autoptr (GError) damage = NULL;

  return tide_sql_connection_read_int (reading->connection, sql, out_count, &damage) ||
         note_damage (reading->report, reading->name, &damage, error);
}

/* Tables, indices and triggers as text, in an order of their own. */
static char *
dup_schema_text (TideSqlConnection *connection,
                 GError           **error)
{
  g_autoptr (GString)          text = g_string_new (NULL);
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (connection,
                                           "SELECT type, name, coalesce(sql, '') "
                                           "FROM sqlite_schema WHERE name <> 'sqlite_sequence' "
                                           "ORDER BY type, name",
                                           error);
  if (statement == NULL)
    return NULL;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_string_append_printf (text, "%s %s %s\n", tide_sql_column_text (statement, 0),
                            tide_sql_column_text (statement, 1),
                            tide_sql_column_text (statement, 2));

  return step == TIDE_SQL_DONE ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* A planted trigger or view, or a table that somebody changed, shows against a
 * database that has just been made. */
static bool
check_schema (const Reading    *reading,
              const TideSchema *schema,
              GError          **error)
{
  g_autoptr (TideSqlConnection) model = NULL;
  g_autofree char              *expected = NULL;
  g_autofree char              *found = NULL;
  int                           version;

  if (!tide_schema_check (schema, reading->connection, &version, error))
    return false;
  /* An older file is brought up to date when it is opened for writing. */
  if (version != tide_schema_get_version (schema))
    return true;

  model = tide_sql_connection_open (":memory:", TIDE_SQL_READ_WRITE, error);
  if (model == NULL || !tide_schema_migrate (schema, model, error) ||
      (expected = dup_schema_text (model, error)) == NULL ||
      (found = dup_schema_text (reading->connection, error)) == NULL)
    return false;
  if (strcmp (expected, found) != 0)
    add_problem (reading->report,
                 "In %s: tables, indices or triggers are not those that this version makes",
                 reading->name);
  return true;
}

static bool
check_database (const Reading    *reading,
                const TideSchema *schema,
                GError          **error)
{
  return check_schema (reading, schema, error) &&
         list_findings (reading, "PRAGMA integrity_check", "ok", error) &&
         list_findings (reading,
                        "SELECT \"table\" || ' names a ' || parent || ' that is not there' "
                        "FROM pragma_foreign_key_check",
                        NULL, error);
}

/* Every row names a fetch that is recorded; one look at each fetch. */
static bool
check_origins (const TideRows *rows,
               TideFetchTable *fetches,
               GError        **error)
{
  for (size_t i = 0; i < rows->n_rows; i++)
    {
      if (i > 0 && rows->fetches[i] == rows->fetches[i - 1])
        continue;
      if (tide_fetch_table_find (fetches, rows->fetches[i], error) == NULL)
        return false;
    }

  return true;
}

/* Reads every column of block and tail, checksum included. */
static bool
check_series (const Reading  *reading,
              int64_t         series,
              size_t          n_columns,
              TideFetchTable *fetches,
              GError        **error)
{
  g_autoptr (TideRows) rows = NULL;

  if (!tide_stored_load_rows (reading->connection, series, n_columns, -1, &rows, error) ||
      !check_origins (rows, fetches, error))
    return false;

  reading->report->n_rows += (int64_t) rows->n_rows;
  return true;
}

static bool
check_all_series (const Reading *reading,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (TideFetchTable)   fetches = tide_fetch_table_new (reading->connection);
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    reading->connection,
    "SELECT series.id, symbol, source, "
    "  (SELECT count(*) FROM series_column WHERE series = series.id) "
    "FROM series JOIN instrument ON instrument.id = instrument ORDER BY symbol, series.id",
    error);
  if (statement == NULL)
    return false;

  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      g_autoptr (GError) damage = NULL;
      g_autofree char   *what = g_strdup_printf ("%s from %s", tide_sql_column_text (statement, 1),
                                                 tide_sql_column_text (statement, 2));

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return false;
      if (!check_series (reading, tide_sql_column_int (statement, 0),
                         (size_t) tide_sql_column_int (statement, 3), fetches, &damage) &&
          !note_damage (reading->report, what, &damage, error))
        return false;
    }

  return step == TIDE_SQL_DONE;
}

static bool
check_cache (const Reading *reading,
             GCancellable  *cancellable,
             GError       **error)
{
  size_t             before;
  g_autoptr (GError) damage = NULL;

  if (!check_database (reading, &tide_cache_schema, error))
    return false;

  before = reading->report->n_problems;
  if (!check_all_series (reading, cancellable, &damage) &&
      !note_damage (reading->report, reading->name, &damage, error))
    return false;
  /* What pages lost cannot be counted. */
  if (reading->report->n_problems > before)
    return true;

  return read_count (reading, "series", &reading->report->n_series, error) &&
         read_count (reading, "revision", &reading->report->n_revisions, error) &&
         read_count (reading, "fetch", &reading->report->n_fetches, error);
}

static bool
check_workspace (const Reading *reading,
                 GError       **error)
{
  return check_database (reading, &tide_workspace_schema, error) &&
         read_count (reading, "list", &reading->report->n_lists, error) &&
         read_count (reading, "note", &reading->report->n_notes, error);
}

/* A file that is not there is no problem: the output is NULL. */
static bool
open_database (const char         *data_dir,
               const char         *file,
               const TideSchema   *schema,
               TideSqlConnection **out_connection,
               GError            **error)
{
  g_autofree char *path = g_build_filename (data_dir, file, NULL);

  *out_connection = NULL;
  if (access (path, F_OK) != 0)
    return true;
  *out_connection = tide_database_open_for_reading (path, schema, error);
  /* All of it is read in one state. */
  return *out_connection != NULL && tide_sql_connection_run (*out_connection, "BEGIN", error);
}

/**
 * tide_verify_folder:
 * @data_dir: folder of the two databases
 * @cancellable: (nullable): ends the reading
 * @error: a database that cannot be read at all: %TIDE_STORE_ERROR_FOREIGN,
 *   %TIDE_STORE_ERROR_NEWER_SCHEMA, %TIDE_STORE_ERROR_CORRUPT and others
 *
 * Reads everything that is stored: the pages and indices of both databases, that
 * their tables are those that this program makes, each block with its checksum
 * and every column decoded, that each row names a fetch that is recorded. Writes
 * nothing. Blocks; may be called on any thread.
 *
 * Returns: (transfer full) (nullable): what was found
 */
TideVerifyReport *
tide_verify_folder (const char   *data_dir,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (TideVerifyReport)  report = g_new0 (TideVerifyReport, 1);
  g_autoptr (TideSqlConnection) cache = NULL;
  g_autoptr (TideSqlConnection) workspace = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);

  report->problems = g_ptr_array_new_with_free_func (g_free);
  if (!open_database (data_dir, "cache.db", &tide_cache_schema, &cache, error) ||
      !open_database (data_dir, "workspace.db", &tide_workspace_schema, &workspace, error))
    return NULL;

  report->has_cache = cache != NULL;
  report->has_workspace = workspace != NULL;
  if (cache != NULL)
    {
      tide_sql_connection_set_cancellable (cache, cancellable);
      if (!check_cache (&(Reading){ report, cache, tide_cache_schema.name }, cancellable, error))
        return NULL;
    }
  if (workspace != NULL)
    {
      tide_sql_connection_set_cancellable (workspace, cancellable);
      if (!check_workspace (&(Reading){ report, workspace, tide_workspace_schema.name }, error))
        return NULL;
    }

  return g_steal_pointer (&report);
}
