// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series-facts"

#include "config.h"

#include "store/tide-appender-private.h"
#include "store/tide-migrations.h"

/* A column of a series, and the column of a batch that goes into it. */
typedef struct
{
  TideAppender          *appender;
  TideBatch             *batch;
  const TideBatchColumn *received;
  int64_t                series;
  int                    ordinal;
} Meeting;

static bool
load_facts (const Meeting *self,
            TideFacts     *out_facts,
            GError       **error)
{
  int                          version = tide_schema_get_version (&tide_cache_schema);
  g_autofree char             *sql = NULL;
  g_autoptr (TideSqlStatement) statement = NULL;

  sql = g_strconcat ("SELECT ", tide_stored_get_fact_columns (version),
                     " FROM series_column AS c WHERE c.series = ?1 AND c.ordinal = ?2", NULL);
  if ((statement = tide_sql_connection_prepare (self->appender->connection, sql, error)) == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->series);
  tide_sql_bind_int (statement, 2, self->ordinal);
  if (tide_sql_step (statement, error) != TIDE_SQL_ROW)
    return false;
  tide_stored_read_facts (statement, 0, out_facts);
  return true;
}

static bool
write_facts (const Meeting   *self,
             const TideFacts *facts,
             GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->appender->connection,
    "UPDATE series_column SET measure = ?3, investor = ?4, ended_day = ?5, reason = ?6, "
    "successor = ?7, horizon = ?8, aggregation = ?9, live_since = ?10, "
    "status = iif (?5 IS NULL, 'live', 'ended') WHERE series = ?1 AND ordinal = ?2",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->series);
  tide_sql_bind_int (statement, 2, self->ordinal);
  tide_sql_bind_text (statement, 3, facts->measure);
  tide_sql_bind_text (statement, 4, facts->investor);
  tide_stored_bind_day (statement, 5, facts->ended_day);
  tide_sql_bind_text (statement, 6, facts->ended_reason);
  tide_sql_bind_text (statement, 7, facts->successor);
  tide_sql_bind_text (statement, 8, facts->horizon);
  tide_sql_bind_text (statement, 9, facts->aggregation);
  tide_stored_bind_day (statement, 10, facts->live_since);
  return tide_sql_run (statement, error);
}

/* Two definitions under one name would make a figure nobody can read. */
static bool
check_definition (const Meeting *self,
                  const char    *what,
                  const char    *held,
                  const char    *received,
                  GError       **error)
{
  if (held == NULL || received == NULL || g_strcmp0 (held, received) == 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
               "%s of %s from %s is held with the %s “%s”, and this has “%s”. Nothing was stored; "
               "import it with another --source to keep both.",
               self->received->field, tide_batch_get_instrument (self->batch)->symbol,
               tide_batch_get_fetch (self->batch)->provider, what, held, received);
  return false;
}

/* What defines a column must not change; of its life the newest word counts. */
static bool
settle (const Meeting *self,
        GError       **error)
{
  const TideFacts   *received = &self->received->facts;
  g_auto (TideFacts) held = TIDE_FACTS_NONE;
  TideFacts          merged = *received;

  if (!load_facts (self, &held, error))
    return false;
  if (!check_definition (self, "measure", held.measure, received->measure, error) ||
      !check_definition (self, "investor", held.investor, received->investor, error) ||
      !check_definition (self, "horizon", held.horizon, received->horizon, error) ||
      !check_definition (self, "aggregation", held.aggregation, received->aggregation, error))
    return false;

  tide_facts_complete (&merged, &held);
  if (tide_facts_equal (&merged, &held))
    return true;
  return write_facts (self, &merged, error);
}

/* Brings what a batch knows of its columns to the series it goes into. */
bool
tide_series_settle_facts (TideAppender          *appender,
                          TideBatch             *batch,
                          const TideSeriesRoute *route,
                          GError               **error)
{
  for (size_t i = 0; i < route->n_columns; i++)
    {
      const TideBatchColumn *received;
      Meeting                meeting;

      if (route->columns[i] < 0)
        continue;
      received = tide_batch_get_column (batch, (size_t) route->columns[i]);
      meeting = (Meeting){ appender, batch, received, route->series, (int) i };
      if (!tide_facts_are_empty (&received->facts) && !settle (&meeting, error))
        return false;
    }
  return true;
}
