// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cache-reader"

#include "config.h"

#include "store/tide-cache-reader.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/tide-text.h"
#include "store/tide-cache-reader-private.h"
#include "store/tide-database-private.h"

/* What is read is mapped, not copied through the page cache. */
#define PRAGMAS "PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -8192"

/* One column of a series as it is put together. */
typedef struct
{
  TideRows *rows;
  int64_t  *fetches; /* for each row the fetch of its present value */
  GArray   *origins; /* TideOrigin */
} Cells;

static void
clear_cells (Cells *cells)
{
  g_clear_pointer (&cells->rows, tide_rows_free);
  g_clear_pointer (&cells->fetches, g_free);
  g_clear_pointer (&cells->origins, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cells, clear_cells)

/* A cache that is not there yet, or that another process is just making, is no
 * error and is looked for again next time. */
static bool
open_connection (TideCacheReader *self,
                 GError         **error)
{
  g_autoptr (TideSqlConnection) connection = NULL;
  int                           version;

  if (self->connection != NULL || access (self->path, F_OK) != 0)
    return true;
  connection = tide_database_open_for_reading (self->path, &tide_cache_schema, error);
  if (connection == NULL ||
      !tide_schema_check (&tide_cache_schema, connection, &version, error) ||
      !tide_sql_connection_run (connection, PRAGMAS, error))
    return false;
  if (version == 0)
    return true;

  tide_sql_connection_set_cancellable (connection, self->cancellable);
  self->version = version;
  self->connection = g_steal_pointer (&connection);
  self->fetches = tide_fetch_table_new (self->connection);
  return true;
}

/**
 * tide_cache_reader_new:
 * @data_dir: folder of the cache
 * @error: %TIDE_STORE_ERROR_NEWER_SCHEMA, %TIDE_STORE_ERROR_FOREIGN,
 *   %TIDE_STORE_ERROR_CORRUPT and others; a missing cache is none of them
 *
 * Opens the cache for reading. In a folder that cannot be written it is read as
 * it lies, or, if its log still holds something, from a copy.
 *
 * Returns: (transfer full) (nullable): the reader
 */
TideCacheReader *
tide_cache_reader_new (const char *data_dir,
                       GError    **error)
{
  TideCacheReader *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_new0 (TideCacheReader, 1);
  self->path = g_build_filename (data_dir, "cache.db", NULL);
  if (open_connection (self, error))
    return self;
  tide_cache_reader_free (self);
  return NULL;
}

/**
 * tide_cache_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Closes a reader.
 */
void
tide_cache_reader_free (TideCacheReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->fetches, tide_fetch_table_free);
  g_clear_pointer (&self->connection, tide_sql_connection_close);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

/**
 * tide_cache_reader_set_pins:
 * @self: a reader
 * @pins: (nullable) (element-type utf8 utf8): the user's preferred source of
 *   symbols; not changed by anybody afterwards
 *
 * Sets which source is read where a caller names none.
 */
void
tide_cache_reader_set_pins (TideCacheReader *self,
                            GHashTable      *pins)
{
  g_return_if_fail (self != NULL);

  if (pins != NULL)
    g_hash_table_ref (pins);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  self->pins = pins;
}

/**
 * tide_cache_reader_set_cancellable:
 * @self: a reader
 * @cancellable: (nullable): what stops its reads from now on
 *
 * Lets reads be cancelled; they then fail with %G_IO_ERROR_CANCELLED.
 */
void
tide_cache_reader_set_cancellable (TideCacheReader *self,
                                   GCancellable    *cancellable)
{
  g_return_if_fail (self != NULL);

  g_set_object (&self->cancellable, cancellable);
  if (self->connection != NULL)
    tide_sql_connection_set_cancellable (self->connection, cancellable);
}

/**
 * tide_cache_reader_begin:
 * @self: a reader
 * @error: that the cache cannot be opened or read
 *
 * Holds what is read still until tide_cache_reader_end(): all reads in between
 * see one and the same state. May be nested. Also the reads themselves do this,
 * so that one of them never sees half a commit.
 *
 * Returns: whether it may be read
 */
bool
tide_cache_reader_begin (TideCacheReader *self,
                         GError         **error)
{
  g_return_val_if_fail (self != NULL, false);

  if (self->depth == 0 &&
      (!open_connection (self, error) ||
       (self->connection != NULL && !tide_sql_connection_run (self->connection, "BEGIN", error))))
    return false;
  self->depth++;
  return true;
}

/**
 * tide_cache_reader_end:
 * @self: a reader after tide_cache_reader_begin()
 *
 * Ends what tide_cache_reader_begin() began.
 */
void
tide_cache_reader_end (TideCacheReader *self)
{
  g_return_if_fail (self != NULL && self->depth > 0);

  /* An error may have ended the transaction before; a read has nothing to keep,
   * so it is always given up, which cannot be refused. */
  if (--self->depth == 0 && self->connection != NULL &&
      tide_sql_connection_in_transaction (self->connection))
    tide_sql_connection_run (self->connection, "ROLLBACK", NULL);
}

/**
 * tide_cache_reader_get_data_version:
 * @self: a reader
 * @out_version: (out): a number that differs after every commit of anybody; 0
 *   while there is no cache
 * @error: that the cache cannot be opened or read
 *
 * Tells whether what was read before may be out of date. Not between
 * tide_cache_reader_begin() and tide_cache_reader_end(), where nothing changes.
 *
 * Returns: whether it could be read
 */
bool
tide_cache_reader_get_data_version (TideCacheReader *self,
                                    int64_t         *out_version,
                                    GError         **error)
{
  g_return_val_if_fail (self != NULL && out_version != NULL, false);

  *out_version = 0;
  if (!open_connection (self, error))
    return false;
  return self->connection == NULL ||
         tide_sql_connection_read_int (self->connection, "PRAGMA data_version", out_version, error);
}

static void
set_not_found (TideCacheReader *self,
               const char      *symbol,
               GError         **error)
{
  g_autofree char *nearest = tide_cache_reader_find_nearest_symbol (self, symbol);

  if (nearest != NULL)
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "No instrument %s is held here. The nearest is %s.", symbol, nearest);
  else
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "No instrument %s is held here. Import or fetch it first.", symbol);
}

/* Inside a transaction; an unknown symbol is an error here. */
bool
tide_cache_reader_find_id (TideCacheReader *self,
                           const char      *symbol,
                           int64_t         *out_id,
                           TideInstrument **out_instrument,
                           GError         **error)
{
  *out_id = 0;
  if (self->connection != NULL &&
      !tide_stored_find_instrument (self->connection, symbol, out_id, out_instrument, error))
    return false;
  if (*out_id != 0)
    return true;
  set_not_found (self, symbol, error);
  return false;
}

void
tide_column_choice_clear (TideColumnChoice *choice)
{
  g_clear_pointer (&choice->source, g_free);
  tide_facts_clear (&choice->facts);
}

static bool
read_choice (TideSqlStatement *statement,
             TideColumnChoice *choice,
             GError          **error)
{
  const char *unit = tide_sql_column_text (statement, 5);

  choice->series = tide_sql_column_int (statement, 0);
  choice->source = tide_sql_column_dup_text (statement, 1);
  choice->ordinal = (int) tide_sql_column_int (statement, 4);
  choice->lag = (int) tide_sql_column_int (statement, 6);
  choice->n_columns = (size_t) tide_sql_column_int (statement, 7);
  choice->first_fetch = tide_sql_column_int (statement, 8);
  tide_stored_read_facts (statement, 9, &choice->facts);

  if (tide_frequency_parse (tide_sql_column_text (statement, 2), &choice->frequency) &&
      tide_basis_parse (tide_sql_column_text (statement, 3), &choice->basis) &&
      unit != NULL && tide_unit_parse (unit, &choice->unit) &&
      choice->ordinal >= 0 && (size_t) choice->ordinal < choice->n_columns)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
               "The cache is damaged: a series of %s cannot be described. It was left as it is; "
               "keep a copy of it and put a backup in its place.",
               choice->source);
  return false;
}

static bool
find_choice (TideCacheReader  *self,
             int64_t           instrument,
             const char       *field,
             const char       *source,
             TideColumnChoice *choice,
             GError          **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_autofree char             *sql = NULL;
  TideSqlStep                  step;

  sql = g_strconcat (
    "SELECT s.id, s.source, s.frequency, s.basis, c.ordinal, c.unit, c.lag, "
    "(SELECT count(*) FROM series_column AS o WHERE o.series = s.id), s.first_fetch, ",
    tide_stored_get_fact_columns (self->version),
    " FROM series AS s JOIN series_column AS c ON c.series = s.id "
    "WHERE s.instrument = ?1 AND c.field = ?2 AND (?3 IS NULL OR s.source = ?3) "
    "ORDER BY s.id LIMIT 1",
    NULL);
  if ((statement = tide_sql_connection_prepare (self->connection, sql, error)) == NULL)
    return false;
  tide_sql_bind_int (statement, 1, instrument);
  tide_sql_bind_text (statement, 2, field);
  tide_sql_bind_text (statement, 3, source);
  step = tide_sql_step (statement, error);
  return step == TIDE_SQL_ROW ? read_choice (statement, choice, error) : step == TIDE_SQL_DONE;
}

/* The source asked for, else the pinned one, else the one first filled. A choice
 * of series 0 means that the field is not held. */
bool
tide_cache_reader_choose_column (TideCacheReader  *self,
                                 int64_t           instrument,
                                 const char       *symbol,
                                 const char       *field,
                                 const char       *source,
                                 TideColumnChoice *out_choice,
                                 GError          **error)
{
  const char *pin = NULL;

  if (source == NULL && self->pins != NULL)
    pin = g_hash_table_lookup (self->pins, symbol);
  if (pin != NULL && !find_choice (self, instrument, field, pin, out_choice, error))
    return false;
  return out_choice->series != 0 ||
         find_choice (self, instrument, field, source, out_choice, error);
}

/* Puts cells back to what they were at @known_at, and gives each the fetch of
 * the value it then had. Revisions come by day, oldest first. */
static bool
apply_revisions (TideCacheReader        *self,
                 const TideColumnChoice *choice,
                 TideInstant             known_at,
                 Cells                  *cells,
                 GError                **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideRows                    *rows = cells->rows;
  TideDay                      last = TIDE_DAY_NONE;
  bool                         hidden = false; /* a later value of this cell is not known yet */
  size_t                       row = 0;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    self->connection,
    "SELECT day, old_value, new_fetch FROM revision WHERE series = ?1 AND \"column\" = ?2 "
    "ORDER BY day, id",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, choice->series);
  tide_sql_bind_int (statement, 2, choice->ordinal);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      TideDay               day = tide_stored_column_day (statement, 0);
      int64_t               fetch = tide_sql_column_int (statement, 2);
      const TideFetchFacts *facts = tide_fetch_table_find (self->fetches, fetch, error);

      if (facts == NULL)
        return false;
      if (day != last)
        hidden = false;
      last = day;
      while (row < rows->n_rows && rows->days[row] < day)
        row++;
      if (row == rows->n_rows || rows->days[row] != day)
        continue;

      if (facts->at <= known_at)
        {
          cells->fetches[row] = fetch;
          hidden = false;
        }
      else if (!hidden)
        {
          rows->values[row] = tide_sql_column_double (statement, 1);
          hidden = true;
        }
    }
  return step == TIDE_SQL_DONE;
}

/* Leaves out the rows that had not arrived at @known_at. */
static bool
drop_unknown_rows (TideCacheReader *self,
                   TideInstant      known_at,
                   Cells           *cells,
                   GError         **error)
{
  TideRows *rows = cells->rows;
  size_t    kept = 0;

  for (size_t row = 0; row < rows->n_rows; row++)
    {
      const TideFetchFacts *facts;

      facts = tide_fetch_table_find (self->fetches, rows->fetches[row], error);
      if (facts == NULL)
        return false;
      if (facts->at > known_at)
        continue;
      rows->days[kept] = rows->days[row];
      rows->published[kept] = rows->published[row];
      rows->fetches[kept] = rows->fetches[row];
      rows->values[kept] = rows->values[row];
      cells->fetches[kept++] = cells->fetches[row];
    }
  /* There is one column, so the values need no moving. */
  rows->n_rows = kept;
  return true;
}

static bool
gather_origins (TideCacheReader *self,
                Cells           *cells,
                GError         **error)
{
  cells->origins = g_array_new (FALSE, FALSE, sizeof (TideOrigin));
  for (size_t row = 0; row < cells->rows->n_rows; row++)
    {
      const TideFetchFacts *facts;
      TideOrigin            origin = { .first_row = row, .fetch = cells->fetches[row] };

      if (row > 0 && cells->fetches[row] == cells->fetches[row - 1])
        continue;
      if ((facts = tide_fetch_table_find (self->fetches, origin.fetch, error)) == NULL)
        return false;
      origin.learned = facts->at;
      origin.basis_day = facts->basis_day;
      g_array_append_val (cells->origins, origin);
    }
  return true;
}

static bool
load_cells (TideCacheReader        *self,
            const TideColumnChoice *choice,
            TideInstant             known_at,
            Cells                  *cells,
            GError                **error)
{
  if (!tide_stored_load_rows (self->connection, choice->series, choice->n_columns,
                              choice->ordinal, &cells->rows, error))
    return false;
  cells->fetches = g_memdup2 (cells->rows->fetches, cells->rows->n_rows * sizeof (int64_t));
  return apply_revisions (self, choice, known_at, cells, error) &&
         (known_at == TIDE_INSTANT_MAX || drop_unknown_rows (self, known_at, cells, error)) &&
         gather_origins (self, cells, error);
}

/* The sentence for a moment before anything was known, else NULL. */
static bool
describe_limit (TideCacheReader        *self,
                const TideColumnChoice *choice,
                TideInstant             known_at,
                char                  **out_limit,
                GError                **error)
{
  const TideFetchFacts *first = tide_fetch_table_find (self->fetches, choice->first_fetch, error);
  char                  buffer[TIDE_INSTANT_TEXT_SIZE];

  if (first == NULL)
    return false;
  if (known_at < first->at)
    *out_limit = g_strdup_printf ("known since first fetch, %s",
                                  tide_instant_format (first->at, buffer));
  return true;
}

static bool
any_published (const TideRows *rows)
{
  for (size_t row = 0; row < rows->n_rows; row++)
    if (rows->published[row] != TIDE_DAY_NONE)
      return true;
  return false;
}

static TideSeries *
make_series (const TideColumnChoice *choice,
             const char             *symbol,
             const char             *field,
             const char             *limit,
             const Cells            *cells)
{
  TideSeriesInfo info = { .symbol = symbol,
                          .field = field,
                          .source = choice->source,
                          .unit = choice->unit,
                          .frequency = choice->frequency,
                          .basis = choice->basis,
                          .lag = choice->lag,
                          .facts = choice->facts,
                          .history_limit = limit };

  return tide_series_new_full (&info, cells->rows->days, cells->rows->values, cells->rows->n_rows,
                               any_published (cells->rows) ? cells->rows->published : NULL,
                               (const TideOrigin *) (void *) cells->origins->data,
                               cells->origins->len);
}

static bool
read_series (TideCacheReader *self,
             const char      *symbol,
             const char      *field,
             const char      *source,
             TideInstant      known_at,
             TideSeries     **out_series,
             GError         **error)
{
  g_auto (TideColumnChoice) choice = { 0 };
  g_auto (Cells)            cells = { 0 };
  g_autofree char          *limit = NULL;
  int64_t                   instrument;

  if (!tide_cache_reader_find_id (self, symbol, &instrument, NULL, error) ||
      !tide_cache_reader_choose_column (self, instrument, symbol, field, source, &choice, error))
    return false;
  if (choice.series == 0)
    return true;
  if (!load_cells (self, &choice, known_at, &cells, error) ||
      !describe_limit (self, &choice, known_at, &limit, error))
    return false;
  *out_series = make_series (&choice, symbol, field, limit, &cells);
  return true;
}

/**
 * tide_cache_reader_read_series:
 * @self: a reader
 * @symbol: canonical symbol
 * @field: field name
 * @source: (nullable): the source to read; NULL for the pinned one, else the one
 *   first filled
 * @known_at: moment whose knowledge is wanted, inclusive; %TIDE_INSTANT_MAX for
 *   now. Later rows are absent, later revisions undone
 * @out_series: (out) (transfer full) (nullable): the observations as received,
 *   not adjusted to any day, with the origin of each; NULL when the instrument
 *   is known but the field, or that source of it, is not held
 * @error: %TIDE_STORE_ERROR_NOT_FOUND for an unknown symbol, naming the nearest;
 *   %TIDE_STORE_ERROR_CORRUPT; %G_IO_ERROR_CANCELLED
 *
 * Reads one field of one instrument. A series not yet known at @known_at has no
 * rows and says since when it is known in its history limit.
 *
 * Returns: whether there was no error
 */
bool
tide_cache_reader_read_series (TideCacheReader *self,
                               const char      *symbol,
                               const char      *field,
                               const char      *source,
                               TideInstant      known_at,
                               TideSeries     **out_series,
                               GError         **error)
{
  bool done;

  g_return_val_if_fail (self != NULL && symbol != NULL && field != NULL, false);
  g_return_val_if_fail (out_series != NULL, false);

  *out_series = NULL;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !tide_cache_reader_begin (self, error))
    return false;
  done = read_series (self, symbol, field, source, known_at, out_series, error);
  tide_cache_reader_end (self);
  return done;
}

/**
 * tide_cache_reader_look_up_instrument:
 * @self: a reader
 * @symbol: canonical symbol
 * @out_instrument: (out) (transfer full) (nullable): who the symbol is; NULL when
 *   nothing is held of it, which is no error here
 * @error: that the cache cannot be read
 *
 * Returns: whether there was no error
 */
bool
tide_cache_reader_look_up_instrument (TideCacheReader *self,
                                      const char      *symbol,
                                      TideInstrument **out_instrument,
                                      GError         **error)
{
  bool    done = true;
  int64_t id;

  g_return_val_if_fail (self != NULL && symbol != NULL && out_instrument != NULL, false);

  *out_instrument = NULL;
  if (!tide_cache_reader_begin (self, error))
    return false;
  if (self->connection != NULL)
    done = tide_stored_find_instrument (self->connection, symbol, &id, out_instrument, error);
  tide_cache_reader_end (self);
  return done;
}

/**
 * tide_cache_reader_read_instrument:
 * @self: a reader
 * @symbol: canonical symbol
 * @error: %TIDE_STORE_ERROR_NOT_FOUND, naming the nearest symbol
 *
 * Returns: (transfer full) (nullable): who the symbol is
 */
TideInstrument *
tide_cache_reader_read_instrument (TideCacheReader *self,
                                   const char      *symbol,
                                   GError         **error)
{
  TideInstrument *instrument = NULL;
  int64_t         id;

  g_return_val_if_fail (self != NULL && symbol != NULL, NULL);

  if (!tide_cache_reader_begin (self, error))
    return NULL;
  if (!tide_cache_reader_find_id (self, symbol, &id, &instrument, error))
    g_clear_pointer (&instrument, tide_instrument_unref);
  tide_cache_reader_end (self);
  return instrument;
}
