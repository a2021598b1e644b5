// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-stored"

#include "config.h"

#include "store/tide-stored-private.h"

#include <math.h>
#include <string.h>

#include "store/tide-cache-reader.h"

/* A tail is folded long before; more rows than this are no tail of ours. */
#define MAX_TAIL_ROWS 100000

TideFetchTable *
tide_fetch_table_new (TideSqlConnection *connection)
{
  TideFetchTable *self = g_new0 (TideFetchTable, 1);

  self->connection = connection;
  self->facts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
tide_fetch_table_free (TideFetchTable *self)
{
  g_hash_table_unref (self->facts);
  g_free (self);
}

static void
set_damaged (GError    **error,
             const char *what)
{
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
               "The cache is damaged: %s. It was left as it is; keep a copy of it and put a "
               "backup in its place.",
               what);
}

/* NULL with an error when there is no such fetch: rows always name one. */
const TideFetchFacts *
tide_fetch_table_find (TideFetchTable *self,
                       int64_t         fetch,
                       GError        **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideFetchFacts              *facts = g_hash_table_lookup (self->facts, &fetch);
  TideSqlStep                  step;

  if (facts != NULL)
    return facts;

  statement = tide_sql_connection_prepare (
    self->connection, "SELECT at, basis, basis_day FROM fetch WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  tide_sql_bind_int (statement, 1, fetch);
  if ((step = tide_sql_step (statement, error)) != TIDE_SQL_ROW)
    {
      if (step == TIDE_SQL_DONE)
        set_damaged (error, "a row names a fetch that is not there");
      return NULL;
    }

  facts = g_new0 (TideFetchFacts, 1);
  facts->at = tide_sql_column_int (statement, 0);
  if (tide_sql_column_is_null (statement, 1) ||
      !tide_basis_parse (tide_sql_column_text (statement, 1), &facts->basis))
    facts->basis = TIDE_BASIS_QUOTED;
  facts->basis_day = tide_stored_column_day (statement, 2);
  g_hash_table_insert (self->facts, g_memdup2 (&fetch, sizeof fetch), facts);
  return facts;
}

void
tide_stored_bind_day (TideSqlStatement *statement,
                      int               index,
                      TideDay           day)
{
  /* An unbound parameter is NULL. */
  if (day != TIDE_DAY_NONE)
    tide_sql_bind_int (statement, index, day);
}

TideDay
tide_stored_column_day (TideSqlStatement *statement,
                        int               column)
{
  int64_t day = tide_sql_column_int (statement, column);

  if (tide_sql_column_is_null (statement, column) || day < TIDE_DAY_MIN || day > TIDE_DAY_MAX)
    return TIDE_DAY_NONE;
  return (TideDay) day;
}

const char *
tide_stored_get_fact_columns (int version)
{
  if (version < 2)
    return "c.measure, c.investor, c.ended_day, c.reason, c.successor, NULL, NULL, NULL";
  return "c.measure, c.investor, c.ended_day, c.reason, c.successor, c.horizon, c.aggregation, "
         "c.live_since";
}

/* The strings are the caller's, to be freed with tide_facts_clear(). */
void
tide_stored_read_facts (TideSqlStatement *statement,
                        int               column,
                        TideFacts        *out_facts)
{
  out_facts->measure = tide_sql_column_dup_text (statement, column);
  out_facts->investor = tide_sql_column_dup_text (statement, column + 1);
  out_facts->ended_day = tide_stored_column_day (statement, column + 2);
  out_facts->ended_reason = tide_sql_column_dup_text (statement, column + 3);
  out_facts->successor = tide_sql_column_dup_text (statement, column + 4);
  out_facts->horizon = tide_sql_column_dup_text (statement, column + 5);
  out_facts->aggregation = tide_sql_column_dup_text (statement, column + 6);
  out_facts->live_since = tide_stored_column_day (statement, column + 7);
}

/* An instrument that is not there is no error: the outputs are 0 and NULL. */
bool
tide_stored_find_instrument (TideSqlConnection *connection,
                             const char        *symbol,
                             int64_t           *out_id,
                             TideInstrument   **out_instrument,
                             GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideInstrument               fields = { 0 };
  TideSqlStep                  step;

  *out_id = 0;
  if (out_instrument != NULL)
    *out_instrument = NULL;
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT id, kind, symbol, name, currency, quote_unit, venue, timezone, sector, assumed "
    "FROM instrument WHERE symbol = ?1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, symbol);
  if ((step = tide_sql_step (statement, error)) != TIDE_SQL_ROW)
    return step == TIDE_SQL_DONE;

  *out_id = tide_sql_column_int (statement, 0);
  if (out_instrument == NULL)
    return true;
  if (!tide_instrument_kind_parse (tide_sql_column_text (statement, 1), &fields.kind))
    {
      set_damaged (error, "an instrument is of no known kind");
      return false;
    }
  /* The constructor copies; the statement keeps the texts until it is let go. */
  fields.symbol = (char *) tide_sql_column_text (statement, 2);
  fields.name = (char *) tide_sql_column_text (statement, 3);
  fields.currency = (char *) tide_sql_column_text (statement, 4);
  fields.quote_unit = (char *) tide_sql_column_text (statement, 5);
  fields.venue = (char *) tide_sql_column_text (statement, 6);
  fields.timezone = (char *) tide_sql_column_text (statement, 7);
  fields.sector = (char *) tide_sql_column_text (statement, 8);
  fields.assumed = (TideInstrumentAssumed) tide_sql_column_int (statement, 9);
  *out_instrument = tide_instrument_new (&fields);
  return true;
}

/* No block is no error: the output is NULL. The checksum is looked at when all
 * columns are read, which is before they are written again: damage must not be
 * folded into a block that looks sound. */
bool
tide_stored_load_block (TideSqlConnection *connection,
                        int64_t            series,
                        size_t             n_columns,
                        int                column,
                        TideRows         **out_rows,
                        GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideBlock                    block = { .n_columns = n_columns };
  TideSqlStep                  step;

  *out_rows = NULL;
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT count, encoding, checksum, days, published, origins, \"values\" FROM block "
    "WHERE series = ?1",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  if ((step = tide_sql_step (statement, error)) != TIDE_SQL_ROW)
    return step == TIDE_SQL_DONE;

  block.n_rows = (size_t) tide_sql_column_int (statement, 0);
  block.days = tide_sql_column_blob (statement, 3, &block.days_size);
  block.published = tide_sql_column_blob (statement, 4, &block.published_size);
  block.origins = tide_sql_column_blob (statement, 5, &block.origins_size);
  block.values = tide_sql_column_blob (statement, 6, &block.values_size);
  if (tide_sql_column_int (statement, 1) != TIDE_STORED_ENCODING ||
      (column < 0 &&
       (uint64_t) tide_sql_column_int (statement, 2) != tide_block_get_checksum (&block)))
    {
      set_damaged (error, "a block of prices does not add up");
      return false;
    }
  return (*out_rows = tide_block_decode (&block, column, error)) != NULL;
}

static bool
read_tail_row (TideSqlStatement *statement,
               size_t            n_columns,
               int               column,
               TideRows         *rows,
               size_t            row)
{
  const uint8_t *bytes;
  size_t         size;
  size_t         first = column < 0 ? 0 : (size_t) column;

  rows->days[row] = tide_stored_column_day (statement, 0);
  rows->published[row] = tide_stored_column_day (statement, 1);
  rows->fetches[row] = tide_sql_column_int (statement, 2);
  bytes = tide_sql_column_blob (statement, 3, &size);
  if (size != n_columns * sizeof (uint64_t) || rows->days[row] == TIDE_DAY_NONE)
    return false;

  for (size_t i = 0; i < rows->n_columns; i++)
    {
      uint64_t bits;
      double   value;

      memcpy (&bits, bytes + (first + i) * sizeof bits, sizeof bits);
      bits = GUINT64_FROM_LE (bits);
      memcpy (&value, &bits, sizeof value);
      rows->values[i * rows->n_rows + row] = value;
      if (isinf (value))
        return false;
    }
  return true;
}

static bool
count_tail (TideSqlConnection *connection,
            int64_t            series,
            size_t            *out_count,
            GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  int64_t                      count;

  statement = tide_sql_connection_prepare (
    connection, "SELECT count(*) FROM tail WHERE series = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);
  if (tide_sql_step (statement, error) != TIDE_SQL_ROW)
    return false;
  if ((count = tide_sql_column_int (statement, 0)) > MAX_TAIL_ROWS)
    {
      set_damaged (error, "the newest rows of a series are too many");
      return false;
    }
  *out_count = (size_t) count;
  return true;
}

/* Always gives rows, if only none. */
bool
tide_stored_load_tail (TideSqlConnection *connection,
                       int64_t            series,
                       size_t             n_columns,
                       int                column,
                       TideRows         **out_rows,
                       GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (TideRows)         rows = NULL;
  TideSqlStep                  step;
  size_t                       count;
  size_t                       row = 0;

  if (!count_tail (connection, series, &count, error))
    return false;
  rows = tide_rows_new (count, column < 0 ? n_columns : 1);
  statement = tide_sql_connection_prepare (
    connection,
    "SELECT day, published, fetch, \"values\" FROM tail WHERE series = ?1 ORDER BY day", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, series);

  /* The caller's transaction holds the count still. */
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    if (row == count || !read_tail_row (statement, n_columns, column, rows, row++))
      {
        set_damaged (error, "a row of a series has the wrong size");
        return false;
      }
  if (step == TIDE_SQL_ERROR)
    return false;
  *out_rows = g_steal_pointer (&rows);
  return true;
}

/* Block and tail as the one series they are. */
bool
tide_stored_load_rows (TideSqlConnection *connection,
                       int64_t            series,
                       size_t             n_columns,
                       int                column,
                       TideRows         **out_rows,
                       GError           **error)
{
  g_autoptr (TideRows) block = NULL;
  g_autoptr (TideRows) tail = NULL;

  if (!tide_stored_load_block (connection, series, n_columns, column, &block, error) ||
      !tide_stored_load_tail (connection, series, n_columns, column, &tail, error))
    return false;

  if (block == NULL)
    *out_rows = g_steal_pointer (&tail);
  else if (tail->n_rows == 0)
    *out_rows = g_steal_pointer (&block);
  else
    *out_rows = tide_rows_merge (block, tail);
  return true;
}

const char *
tide_stored_action_kind_to_string (TideActionKind kind)
{
  return kind == TIDE_ACTION_SPLIT ? "split" : "dividend";
}

static TideStoredAction *
read_action (TideSqlStatement *statement)
{
  TideStoredAction *stored = g_new0 (TideStoredAction, 1);
  const char       *kind = tide_sql_column_text (statement, 1);
  const char       *currency = tide_sql_column_text (statement, 3);

  stored->action.ex_day = tide_stored_column_day (statement, 0);
  stored->action.kind = g_strcmp0 (kind, "split") == 0 ? TIDE_ACTION_SPLIT : TIDE_ACTION_DIVIDEND;
  stored->action.value = tide_sql_column_double (statement, 2);
  g_strlcpy (stored->action.currency, currency, sizeof stored->action.currency);
  stored->source = tide_sql_column_dup_text (statement, 4);
  stored->fetch = tide_sql_column_int (statement, 5);
  stored->learned = tide_sql_column_int (statement, 6);
  if (tide_sql_column_is_null (statement, 7) ||
      !tide_basis_parse (tide_sql_column_text (statement, 7), &stored->basis))
    stored->basis = TIDE_BASIS_QUOTED;
  stored->basis_day = tide_stored_column_day (statement, 8);
  return stored;
}

static bool
same_occasion (const TideStoredAction *a,
               const TideStoredAction *b)
{
  return a->action.ex_day == b->action.ex_day && a->action.kind == b->action.kind;
}

/* Of the actions on one ex-day, in the order in which they were stored, those of
 * the newest fetch of the source that speaks: the one asked for, else the one
 * heard first. */
static void
keep_newest (GPtrArray  *occasion,
             const char *source,
             GPtrArray  *kept)
{
  const TideStoredAction *first = g_ptr_array_index (occasion, 0);
  g_autofree char        *speaker = g_strdup (source != NULL ? source : first->source);
  int64_t                 newest = 0;

  for (unsigned int i = 0; i < occasion->len; i++)
    {
      TideStoredAction *stored = g_ptr_array_index (occasion, i);

      if (strcmp (stored->source, speaker) == 0)
        newest = MAX (newest, stored->fetch);
    }
  for (unsigned int i = 0; i < occasion->len; i++)
    {
      TideStoredAction *stored = g_ptr_array_index (occasion, i);

      if (stored->fetch == newest && strcmp (stored->source, speaker) == 0)
        g_ptr_array_add (kept, stored);
      else
        tide_stored_action_free (stored);
    }
  g_ptr_array_set_size (occasion, 0);
}

static GPtrArray *
keep_newest_of_all (GPtrArray  *all,
                    const char *source)
{
  g_autoptr (GPtrArray) kept =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_stored_action_free);
  g_autoptr (GPtrArray) occasion = g_ptr_array_new ();
  bool                  speaks = false;

  for (unsigned int i = 0; source != NULL && i < all->len; i++)
    {
      const TideStoredAction *stored = g_ptr_array_index (all, i);

      speaks = speaks || strcmp (stored->source, source) == 0;
    }

  for (unsigned int i = 0; i < all->len; i++)
    {
      if (occasion->len > 0 && !same_occasion (all->pdata[i], occasion->pdata[0]))
        keep_newest (occasion, speaks ? source : NULL, kept);
      g_ptr_array_add (occasion, all->pdata[i]);
    }
  if (occasion->len > 0)
    keep_newest (occasion, speaks ? source : NULL, kept);
  return g_steal_pointer (&kept);
}

GPtrArray *
tide_stored_load_actions (TideSqlConnection *connection,
                          int64_t            instrument,
                          const char        *source,
                          TideInstant        known_at,
                          GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autoptr (GPtrArray)        all = g_ptr_array_new ();
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection,
    "SELECT a.ex_day, a.kind, a.value, a.currency, a.source, a.fetch, f.at, f.basis, f.basis_day "
    "FROM action AS a JOIN fetch AS f ON f.id = a.fetch "
    "WHERE a.instrument = ?1 AND f.at <= ?2 ORDER BY a.ex_day, a.kind, a.id",
    error);
  if (statement == NULL)
    return NULL;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_int (statement, 2, known_at);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    g_ptr_array_add (all, read_action (statement));
  if (step == TIDE_SQL_DONE)
    return keep_newest_of_all (all, source);

  g_ptr_array_set_free_func (all, (GDestroyNotify) tide_stored_action_free);
  return NULL;
}
