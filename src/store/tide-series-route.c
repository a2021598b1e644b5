// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series-route"

#include "config.h"

#include <string.h>

#include "store/tide-appender-private.h"

static void
free_route (TideSeriesRoute *route)
{
  g_free (route->columns);
  g_free (route);
}

static int
find_column (TideBatch  *batch,
             const char *field)
{
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    if (g_strcmp0 (tide_batch_get_column (batch, i)->field, field) == 0)
      return (int) i;
  return -1;
}

/* Two units under one name would make a figure nobody can read. */
static bool
check_unit (TideBatch  *batch,
            int         column,
            const char *held,
            GError    **error)
{
  const TideBatchColumn *received = tide_batch_get_column (batch, (size_t) column);
  g_autofree char       *unit = tide_unit_to_string (received->unit);

  if (g_strcmp0 (unit, held) == 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
               "%s of %s from %s is held in %s, and this is in %s. Nothing was stored; import it "
               "with another --source to keep both.",
               received->field, tide_batch_get_instrument (batch)->symbol,
               tide_batch_get_fetch (batch)->provider,
               held != NULL && *held != '\0' ? held : "plain numbers",
               *unit != '\0' ? unit : "plain numbers");
  return false;
}

static TideSeriesRoute *
grow_route (GPtrArray *routes,
            int64_t    series)
{
  TideSeriesRoute *route;

  if (routes->len > 0)
    {
      route = g_ptr_array_index (routes, routes->len - 1);
      if (route->series == series)
        return route;
    }
  route = g_new0 (TideSeriesRoute, 1);
  route->series = series;
  g_ptr_array_add (routes, route);
  return route;
}

/* The stored series of this instrument, source, frequency and basis. `taken`
 * tells which columns of the batch have found theirs. */
static bool
find_routes (TideAppender *self,
             TideBatch    *batch,
             int64_t       instrument,
             GPtrArray    *routes,
             bool         *taken,
             GError      **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT s.id, c.field, c.unit FROM series AS s JOIN series_column AS c ON c.series = s.id "
    "WHERE s.instrument = ?1 AND s.source = ?2 AND s.frequency = ?3 AND s.basis = ?4 "
    "ORDER BY s.id, c.ordinal",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_text (statement, 2, tide_batch_get_fetch (batch)->provider);
  tide_sql_bind_text (statement, 3, tide_frequency_to_string (tide_batch_get_frequency (batch)));
  tide_sql_bind_text (statement, 4, tide_basis_to_string (tide_batch_get_basis (batch)));

  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      TideSeriesRoute *route = grow_route (routes, tide_sql_column_int (statement, 0));
      int              column = find_column (batch, tide_sql_column_text (statement, 1));

      if (route->n_columns == TIDE_BLOCK_MAX_COLUMNS)
        {
          g_set_error_literal (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
                               "The cache is damaged: a series has too many columns. It was "
                               "left as it is; put a backup in its place.");
          return false;
        }

      if (column >= 0 && taken[column])
        column = -1;
      if (column >= 0 && !check_unit (batch, column, tide_sql_column_text (statement, 2), error))
        return false;
      if (column >= 0)
        taken[column] = true;
      route->columns = g_renew (int, route->columns, route->n_columns + 1);
      route->columns[route->n_columns++] = column;
    }
  return step == TIDE_SQL_DONE;
}

static bool
insert_column (TideAppender *self,
               TideBatch    *batch,
               int64_t       series,
               size_t        ordinal,
               int           column,
               GError      **error)
{
  const TideBatchColumn       *received = tide_batch_get_column (batch, (size_t) column);
  g_autofree char             *unit = tide_unit_to_string (received->unit);
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "INSERT INTO series_column (series, ordinal, field, unit, currency, lag, status) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'live')",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  tide_sql_bind_int (statement, 2, (int64_t) ordinal);
  tide_sql_bind_text (statement, 3, received->field);
  tide_sql_bind_text (statement, 4, unit);
  tide_sql_bind_text (statement, 5, received->unit.currency);
  tide_sql_bind_int (statement, 6, tide_batch_get_lag (batch));
  return tide_sql_run (statement, error);
}

static bool
insert_series (TideAppender *self,
               TideBatch    *batch,
               int64_t       instrument,
               int64_t      *out_id,
               GError      **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "INSERT INTO series (instrument, source, frequency, basis, first_fetch, last_fetch) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_text (statement, 2, tide_batch_get_fetch (batch)->provider);
  tide_sql_bind_text (statement, 3, tide_frequency_to_string (tide_batch_get_frequency (batch)));
  tide_sql_bind_text (statement, 4, tide_basis_to_string (tide_batch_get_basis (batch)));
  tide_sql_bind_int (statement, 5, self->last_fetch);
  if (!tide_sql_run (statement, error))
    return false;
  *out_id = tide_sql_connection_get_last_id (self->connection);
  return true;
}

/* Says whose figures a formula goes on reading when a second source arrives: no
 * figure flips silently. */
static bool
note_sources (TideAppender *self,
              TideBatch    *batch,
              int64_t       instrument,
              const char   *field,
              GError      **error)
{
  const char                  *symbol = tide_batch_get_instrument (batch)->symbol;
  const char                  *source = tide_batch_get_fetch (batch)->provider;
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autofree char             *first = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT s.source, s.basis, s.frequency FROM series AS s JOIN series_column AS c "
    "ON c.series = s.id WHERE s.instrument = ?1 AND c.field = ?2 ORDER BY s.id LIMIT 1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_text (statement, 2, field);
  if ((step = tide_sql_step (statement, error)) != TIDE_SQL_ROW)
    return step == TIDE_SQL_DONE;

  first = tide_sql_column_dup_text (statement, 0);
  if (strcmp (first, source) != 0)
    tide_appender_note (self, g_strdup_printf ("stored beside %s; %s reads %s (tidemark sources "
                                               "prefer %s %s to change)",
                                               first, field, first, symbol, source));
  else
    tide_appender_note (self, g_strdup_printf ("stored beside the %s %s rows of %s; %s reads "
                                               "those (import with --source to choose)",
                                               tide_sql_column_text (statement, 2),
                                               tide_sql_column_text (statement, 1), source,
                                               field));
  return true;
}

/* A new series for the columns that no stored one holds. */
static bool
make_route (TideAppender *self,
            TideBatch    *batch,
            int64_t       instrument,
            GPtrArray    *routes,
            const bool   *taken,
            GError      **error)
{
  TideSeriesRoute *route = g_new0 (TideSeriesRoute, 1);
  const char      *field = NULL;

  g_ptr_array_add (routes, route);
  route->is_new = true;
  route->columns = g_new (int, tide_batch_get_n_columns (batch));
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    if (!taken[i])
      {
        const char *name = tide_batch_get_column (batch, i)->field;

        route->columns[route->n_columns++] = (int) i;
        if (field == NULL || strcmp (name, "close") == 0)
          field = name;
      }
  if (route->n_columns > TIDE_BLOCK_MAX_COLUMNS)
    {
      g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
                   "%s comes with %zu columns, more than the %d that one series can hold. Nothing "
                   "was stored.",
                   tide_batch_get_instrument (batch)->symbol, route->n_columns,
                   TIDE_BLOCK_MAX_COLUMNS);
      return false;
    }

  /* Called for columns that are left, so there is one. */
  g_assert (field != NULL);
  if (!note_sources (self, batch, instrument, field, error) ||
      !insert_series (self, batch, instrument, &route->series, error))
    return false;
  for (size_t i = 0; i < route->n_columns; i++)
    if (!insert_column (self, batch, route->series, i, route->columns[i], error))
      return false;
  return true;
}

/* Finds or makes the series that the columns of a batch go into. */
GPtrArray *
tide_series_route (TideAppender *appender,
                   TideBatch    *batch,
                   int64_t       instrument,
                   GError      **error)
{
  size_t                n_columns = tide_batch_get_n_columns (batch);
  g_autoptr (GArray)    taken = g_array_new (FALSE, TRUE, sizeof (bool));
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_route);
  bool                  complete = true;

  g_array_set_size (taken, (unsigned int) n_columns);
  if (!find_routes (appender, batch, instrument, routes, (bool *) taken->data, error))
    return NULL;

  for (unsigned int i = routes->len; i-- > 0;)
    {
      const TideSeriesRoute *route = g_ptr_array_index (routes, i);
      bool                   used = false;

      for (size_t j = 0; j < route->n_columns; j++)
        used = used || route->columns[j] >= 0;
      if (!used)
        g_ptr_array_remove_index (routes, i);
    }
  for (size_t i = 0; i < n_columns; i++)
    complete = complete && g_array_index (taken, bool, i);
  /* Without rows there is nothing to make a series for. */
  if (!complete && tide_batch_get_n_rows (batch) > 0 &&
      !make_route (appender, batch, instrument, routes, (const bool *) taken->data, error))
    return NULL;
  for (unsigned int i = 0; i < routes->len; i++)
    if (!tide_series_settle_facts (appender, batch, g_ptr_array_index (routes, i), error))
      return NULL;
  return g_steal_pointer (&routes);
}
