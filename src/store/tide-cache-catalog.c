// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cache-catalog"

#include "config.h"

#include <string.h>

#include "base/tide-text.h"
#include "store/tide-cache-reader-private.h"

/* What the cache holds, rather than the figures themselves. */

/**
 * tide_series_summary_free:
 * @self: (transfer full) (nullable): a summary
 *
 * Frees a summary.
 */
void
tide_series_summary_free (TideSeriesSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->source);
  g_strfreev (self->fields);
  g_free (self->units);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

/**
 * tide_stored_action_free:
 * @self: (transfer full) (nullable): an action
 *
 * Frees a stored action.
 */
void
tide_stored_action_free (TideStoredAction *self)
{
  if (self == NULL)
    return;
  g_free (self->source);
  g_free (self);
}

/**
 * tide_stored_fetch_free:
 * @self: (transfer full) (nullable): a fetch
 *
 * Frees a stored fetch.
 */
void
tide_stored_fetch_free (TideStoredFetch *self)
{
  if (self == NULL)
    return;
  tide_fetch_clear (&self->fetch);
  g_free (self->problem);
  g_free (self);
}

/**
 * tide_stored_revision_free:
 * @self: (transfer full) (nullable): a revision
 *
 * Frees a stored revision.
 */
void
tide_stored_revision_free (TideStoredRevision *self)
{
  if (self == NULL)
    return;
  g_free (self->source);
  g_free (self->field);
  g_free (self);
}

static char **
read_symbols (TideCacheReader *self,
              GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (GStrvBuilder)     symbols = g_strv_builder_new ();
  TideSqlStep                  step;

  if (self->connection == NULL)
    return g_strv_builder_end (symbols);
  statement = tide_sql_connection_prepare (self->connection,
                                           "SELECT symbol FROM instrument ORDER BY symbol", error);
  if (statement == NULL)
    return NULL;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_strv_builder_add (symbols, tide_sql_column_text (statement, 0));
  return step == TIDE_SQL_DONE ? g_strv_builder_end (symbols) : NULL;
}

/**
 * tide_cache_reader_list_symbols:
 * @self: a reader
 * @error: that the cache cannot be read
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): all symbols, in
 *   order
 */
char **
tide_cache_reader_list_symbols (TideCacheReader *self,
                                GError         **error)
{
  char **symbols;

  g_return_val_if_fail (self != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  symbols = read_symbols (self, error);
  tide_cache_reader_end (self);
  return symbols;
}

/**
 * tide_cache_reader_find_nearest_symbol:
 * @self: a reader
 * @symbol: a symbol that is not held
 *
 * Returns: (transfer full) (nullable): the held symbol most like it, if one is
 *   near
 */
char *
tide_cache_reader_find_nearest_symbol (TideCacheReader *self,
                                       const char      *symbol)
{
  g_auto (GStrv) symbols = NULL;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  symbols = tide_cache_reader_list_symbols (self, NULL);
  if (symbols == NULL)
    return NULL;
  return g_strdup (tide_text_find_nearest (symbol, (const char *const *) symbols,
                                           g_strv_length (symbols)));
}

static bool
load_columns (TideCacheReader   *self,
              int64_t            series,
              TideSeriesSummary *summary,
              GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (GStrvBuilder)     fields = g_strv_builder_new ();
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    self->connection, "SELECT field, unit FROM series_column WHERE series = ?1 ORDER BY ordinal",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      TideUnit unit;

      if (!tide_unit_parse (tide_sql_column_text (statement, 1), &unit))
        unit = tide_unit_plain ();
      g_strv_builder_add (fields, tide_sql_column_text (statement, 0));
      summary->units = g_renew (TideUnit, summary->units, summary->n_fields + 1);
      summary->units[summary->n_fields++] = unit;
    }
  summary->fields = g_strv_builder_end (fields);
  return step == TIDE_SQL_DONE;
}

/* The block's header tells its days; rows of the tail that lie between them may
 * or may not be days of the block, which only the days themselves can tell. */
static bool
load_extent (TideCacheReader   *self,
             int64_t            series,
             TideSeriesSummary *summary,
             GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (TideRows)         rows = NULL;

  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT b.first_day, b.last_day, b.count, count(t.day) FROM block AS b "
    "LEFT JOIN tail AS t ON t.series = b.series WHERE b.series = ?1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  if (tide_sql_step (statement, error) != TIDE_SQL_ROW)
    return false;
  if (!tide_sql_column_is_null (statement, 2) && tide_sql_column_int (statement, 3) == 0)
    {
      summary->first_day = tide_stored_column_day (statement, 0);
      summary->last_day = tide_stored_column_day (statement, 1);
      summary->n_rows = (size_t) tide_sql_column_int (statement, 2);
      return true;
    }

  if (!tide_stored_load_rows (self->connection, series, summary->n_fields, 0, &rows, error))
    return false;
  summary->n_rows = rows->n_rows;
  if (rows->n_rows == 0)
    return true;
  summary->first_day = rows->days[0];
  summary->last_day = rows->days[rows->n_rows - 1];
  return true;
}

static bool
load_summary (TideCacheReader   *self,
              TideSqlStatement  *statement,
              TideSeriesSummary *summary,
              GError           **error)
{
  int64_t series = tide_sql_column_int (statement, 0);

  summary->source = tide_sql_column_dup_text (statement, 1);
  summary->first_learned = tide_sql_column_int (statement, 4);
  summary->last_learned = tide_sql_column_int (statement, 5);
  summary->etag = tide_sql_column_dup_text (statement, 6);
  summary->last_modified = tide_sql_column_dup_text (statement, 7);
  summary->first_day = TIDE_DAY_NONE;
  summary->last_day = TIDE_DAY_NONE;
  if (!tide_frequency_parse (tide_sql_column_text (statement, 2), &summary->frequency))
    summary->frequency = TIDE_FREQUENCY_DAILY;
  if (!tide_basis_parse (tide_sql_column_text (statement, 3), &summary->basis))
    summary->basis = TIDE_BASIS_QUOTED;
  return load_columns (self, series, summary, error) && load_extent (self, series, summary, error);
}

static bool
mark_primary (TideCacheReader   *self,
              int64_t            instrument,
              const char        *symbol,
              int64_t            series,
              TideSeriesSummary *summary,
              GError           **error)
{
  g_auto (TideColumnChoice) choice = { 0 };

  if (summary->n_fields == 0)
    return true;
  if (!tide_cache_reader_choose_column (self, instrument, symbol, summary->fields[0], NULL,
                                        &choice, error))
    return false;
  summary->primary = choice.series == series;
  return true;
}

static bool
load_summaries (TideCacheReader *self,
                const char      *symbol,
                GPtrArray       *summaries,
                GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;
  int64_t                      instrument;

  if (!tide_cache_reader_find_id (self, symbol, &instrument, NULL, error))
    return false;
  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT s.id, s.source, s.frequency, s.basis, a.at, z.at, z.etag, z.last_modified "
    "FROM series AS s JOIN fetch AS a ON a.id = s.first_fetch "
    "JOIN fetch AS z ON z.id = s.last_fetch WHERE s.instrument = ?1 ORDER BY s.id",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      TideSeriesSummary *summary = g_new0 (TideSeriesSummary, 1);

      g_ptr_array_add (summaries, summary);
      if (!load_summary (self, statement, summary, error) ||
          !mark_primary (self, instrument, symbol, tide_sql_column_int (statement, 0), summary,
                         error))
        return false;
    }
  return step == TIDE_SQL_DONE;
}

/**
 * tide_cache_reader_list_series:
 * @self: a reader
 * @symbol: canonical symbol
 * @error: %TIDE_STORE_ERROR_NOT_FOUND, naming the nearest symbol
 *
 * Tells what is held of an instrument, the series first filled first.
 *
 * Returns: (transfer full) (nullable) (element-type TideSeriesSummary): the series
 */
GPtrArray *
tide_cache_reader_list_series (TideCacheReader *self,
                               const char      *symbol,
                               GError         **error)
{
  g_autoptr (GPtrArray) summaries = NULL;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  summaries = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_series_summary_free);
  if (!load_summaries (self, symbol, summaries, error))
    g_clear_pointer (&summaries, g_ptr_array_unref);
  tide_cache_reader_end (self);
  return g_steal_pointer (&summaries);
}

static bool
load_count (TideCacheReader *self,
            TideInstant      known_at,
            size_t          *out_held,
            size_t          *out_known,
            TideInstant     *out_first,
            GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  if (self->connection == NULL)
    return true;
  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT count(*), count(*) FILTER (WHERE f.at <= ?1), min(f.at) "
    "FROM series AS s JOIN fetch AS f ON f.id = s.first_fetch",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, known_at);
  if (tide_sql_step (statement, error) != TIDE_SQL_ROW)
    return false;
  *out_held = (size_t) tide_sql_column_int (statement, 0);
  *out_known = (size_t) tide_sql_column_int (statement, 1);
  if (!tide_sql_column_is_null (statement, 2))
    *out_first = tide_sql_column_int (statement, 2);
  return true;
}

/**
 * tide_cache_reader_count_series:
 * @self: a reader
 * @known_at: moment whose knowledge is wanted, inclusive
 * @out_held: (out): how many series are held
 * @out_known: (out): of how many something had arrived by @known_at
 * @out_first: (out): when the first of all arrived, or %TIDE_INSTANT_NONE
 * @error: that the cache cannot be read
 *
 * Returns: whether they were counted
 */
bool
tide_cache_reader_count_series (TideCacheReader *self,
                                TideInstant      known_at,
                                size_t          *out_held,
                                size_t          *out_known,
                                TideInstant     *out_first,
                                GError         **error)
{
  bool counted;

  g_return_val_if_fail (self != NULL, false);

  *out_held = *out_known = 0;
  *out_first = TIDE_INSTANT_NONE;
  if (!tide_cache_reader_begin (self, error))
    return false;
  counted = load_count (self, known_at, out_held, out_known, out_first, error);
  tide_cache_reader_end (self);
  return counted;
}

/**
 * tide_cache_reader_read_actions:
 * @self: a reader
 * @symbol: canonical symbol
 * @source: (nullable): whose actions; those of other sources are given where this
 *   one has told of none at all
 * @known_at: moment whose knowledge is wanted, inclusive
 * @error: %TIDE_STORE_ERROR_NOT_FOUND, naming the nearest symbol
 *
 * Reads the splits and dividends of an instrument. Of an ex-day only what the
 * newest fetch said of it is given. An amount is on the basis of its own fetch.
 *
 * Returns: (transfer full) (nullable) (element-type TideStoredAction): the
 *   actions by ex-day
 */
GPtrArray *
tide_cache_reader_read_actions (TideCacheReader *self,
                                const char      *symbol,
                                const char      *source,
                                TideInstant      known_at,
                                GError         **error)
{
  GPtrArray *actions = NULL;
  int64_t    instrument;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  if (tide_cache_reader_find_id (self, symbol, &instrument, NULL, error))
    actions = tide_stored_load_actions (self->connection, instrument, source, known_at, error);
  tide_cache_reader_end (self);
  return actions;
}

static TideStoredFetch *
read_fetch_row (TideSqlStatement *statement)
{
  TideStoredFetch *stored = g_new0 (TideStoredFetch, 1);

  stored->id = tide_sql_column_int (statement, 0);
  stored->fetch.provider = tide_sql_column_dup_text (statement, 1);
  stored->fetch.request = tide_sql_column_dup_text (statement, 2);
  stored->fetch.at = tide_sql_column_int (statement, 3);
  stored->fetch.status = (int) tide_sql_column_int (statement, 4);
  stored->fetch.etag = tide_sql_column_dup_text (statement, 5);
  stored->fetch.last_modified = tide_sql_column_dup_text (statement, 6);
  stored->fetch.sha256 = tide_sql_column_dup_text (statement, 7);
  stored->fetch.bytes = tide_sql_column_int (statement, 8);
  stored->fetch.parser_version = (int) tide_sql_column_int (statement, 9);
  if (tide_sql_column_is_null (statement, 10) ||
      !tide_basis_parse (tide_sql_column_text (statement, 10), &stored->basis))
    stored->basis = TIDE_BASIS_QUOTED;
  stored->basis_day = tide_stored_column_day (statement, 11);
  stored->rows = tide_sql_column_int (statement, 12);
  stored->problem = tide_sql_column_dup_text (statement, 13);
  return stored;
}

#define FETCH_COLUMNS                                                                \
  "id, provider, request_redacted, at, status, etag, last_modified, sha256, bytes, " \
  "parser_version, basis, basis_day, rows, error"

static bool
load_fetches (TideCacheReader *self,
              const char      *provider,
              size_t           limit,
              GPtrArray       *fetches,
              GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  if (self->connection == NULL)
    return true;
  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT " FETCH_COLUMNS " FROM fetch WHERE ?1 IS NULL OR provider = ?1 "
    "ORDER BY id DESC LIMIT ?2",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, provider);
  tide_sql_bind_int (statement, 2, (int64_t) MIN (limit, (size_t) INT64_MAX));
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (fetches, read_fetch_row (statement));
  return step == TIDE_SQL_DONE;
}

/**
 * tide_cache_reader_list_fetches:
 * @self: a reader
 * @provider: (nullable): whose; NULL for all
 * @limit: how many at most
 * @error: that the cache cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type TideStoredFetch): fetches and
 *   imports, the newest first
 */
GPtrArray *
tide_cache_reader_list_fetches (TideCacheReader *self,
                                const char      *provider,
                                size_t           limit,
                                GError         **error)
{
  g_autoptr (GPtrArray) fetches = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  fetches = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_stored_fetch_free);
  if (!load_fetches (self, provider, limit, fetches, error))
    g_clear_pointer (&fetches, g_ptr_array_unref);
  tide_cache_reader_end (self);
  return g_steal_pointer (&fetches);
}

static bool
load_fetch (TideCacheReader  *self,
            int64_t           id,
            TideStoredFetch **out_fetch,
            GError          **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  if (self->connection == NULL)
    return true;
  statement = tide_sql_connection_prepare (
    self->connection, "SELECT " FETCH_COLUMNS " FROM fetch WHERE id = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, id);
  if ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    *out_fetch = read_fetch_row (statement);
  return step != TIDE_SQL_ERROR;
}

/**
 * tide_cache_reader_read_fetch:
 * @self: a reader
 * @id: id of a fetch, out of the origin of a row
 * @out_fetch: (out) (transfer full) (nullable): the fetch; NULL when there is none
 * @error: that the cache cannot be read
 *
 * Returns: whether there was no error
 */
bool
tide_cache_reader_read_fetch (TideCacheReader  *self,
                              int64_t           id,
                              TideStoredFetch **out_fetch,
                              GError          **error)
{
  bool done;

  g_return_val_if_fail (self != NULL && out_fetch != NULL, false);

  *out_fetch = NULL;
  if (!tide_cache_reader_begin (self, error))
    return false;
  done = load_fetch (self, id, out_fetch, error);
  tide_cache_reader_end (self);
  return done;
}

static bool
load_revisions (TideCacheReader *self,
                const char      *symbol,
                size_t           limit,
                GPtrArray       *revisions,
                GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;
  int64_t                      instrument;

  if (!tide_cache_reader_find_id (self, symbol, &instrument, NULL, error))
    return false;
  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT s.source, c.field, r.day, r.old_value, r.new_fetch, f.at FROM series AS s "
    "JOIN revision AS r ON r.series = s.id "
    "JOIN series_column AS c ON c.series = r.series AND c.ordinal = r.\"column\" "
    "JOIN fetch AS f ON f.id = r.new_fetch WHERE s.instrument = ?1 ORDER BY r.id DESC LIMIT ?2",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_int (statement, 2, (int64_t) MIN (limit, (size_t) INT64_MAX));
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      TideStoredRevision *revision = g_new0 (TideStoredRevision, 1);

      revision->source = tide_sql_column_dup_text (statement, 0);
      revision->field = tide_sql_column_dup_text (statement, 1);
      revision->day = tide_stored_column_day (statement, 2);
      revision->old_value = tide_sql_column_double (statement, 3);
      revision->fetch = tide_sql_column_int (statement, 4);
      revision->learned = tide_sql_column_int (statement, 5);
      g_ptr_array_add (revisions, revision);
    }
  return step == TIDE_SQL_DONE;
}

/**
 * tide_cache_reader_list_revisions:
 * @self: a reader
 * @symbol: canonical symbol
 * @limit: how many at most
 * @error: %TIDE_STORE_ERROR_NOT_FOUND, naming the nearest symbol
 *
 * Returns: (transfer full) (nullable) (element-type TideStoredRevision): changed
 *   cells of all its series, the newest change first
 */
GPtrArray *
tide_cache_reader_list_revisions (TideCacheReader *self,
                                  const char      *symbol,
                                  size_t           limit,
                                  GError         **error)
{
  g_autoptr (GPtrArray) revisions = NULL;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_stored_revision_free);
  if (!load_revisions (self, symbol, limit, revisions, error))
    g_clear_pointer (&revisions, g_ptr_array_unref);
  tide_cache_reader_end (self);
  return g_steal_pointer (&revisions);
}

static GBytes *
load_snapshot (TideCacheReader *self,
               const char      *list,
               const char      *columns_hash,
               TideInstant     *out_taken,
               GError         **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  const void                  *bytes;
  size_t                       size;

  if (self->connection == NULL)
    return NULL;
  statement = tide_sql_connection_prepare (
    self->connection, "SELECT as_of, bytes FROM snapshot WHERE list = ?1 AND columns_hash = ?2",
    error);
  if (statement == NULL)
    return NULL;
  tide_sql_bind_text (statement, 1, list);
  tide_sql_bind_text (statement, 2, columns_hash);
  if (tide_sql_step (statement, error) != TIDE_SQL_ROW)
    return NULL;
  if (out_taken != NULL)
    *out_taken = tide_sql_column_int (statement, 0);
  bytes = tide_sql_column_blob (statement, 1, &size);
  return g_bytes_new (bytes, size);
}

/**
 * tide_cache_reader_read_snapshot:
 * @self: a reader
 * @list: name or id of a list
 * @columns_hash: hash of its columns
 * @out_taken: (out) (optional): when the snapshot was taken
 * @error: that the cache cannot be read
 *
 * Reads the last results of a list.
 *
 * Returns: (transfer full) (nullable): the bytes; NULL without error when there
 *   are none
 */
GBytes *
tide_cache_reader_read_snapshot (TideCacheReader *self,
                                 const char      *list,
                                 const char      *columns_hash,
                                 TideInstant     *out_taken,
                                 GError         **error)
{
  GBytes *bytes;

  g_return_val_if_fail (self != NULL && list != NULL && columns_hash != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  bytes = load_snapshot (self, list, columns_hash, out_taken, error);
  tide_cache_reader_end (self);
  return bytes;
}
