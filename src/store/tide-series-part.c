// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series-part"

#include "config.h"

#include <math.h>
#include <string.h>

#include "model/tide-adjust.h"
#include "model/tide-field.h"
#include "store/tide-appender-private.h"

/* Two values on different sides of a split are equal within this; relative. */
#define SPLIT_TOLERANCE 1e-6

/* How a column moves with splits. */
typedef enum
{
  MOVE_NOT,
  MOVE_PRICE,
  MOVE_QUANTITY,
} Move;

/* What is stored of a series, as far as a batch can touch it. */
typedef struct
{
  TideRows   *rows;
  bool        has_block;
  TideDay     block_last;                    /* last day of the block, if there is one */
  bool        complete;                      /* `rows` holds the block too */
  size_t      n_tail;                        /* rows in the tail */
  GHashTable *revised;                       /* (nullable): cell -> fetch of its newest revision */
  Move        moves[TIDE_BLOCK_MAX_COLUMNS]; /* for each column, where splits matter */
} Stored;

/* What a received row does, and the stored row of its day, or before which it
 * would stand. */
typedef struct
{
  TideRowState state;
  size_t       row;
} Fate;

static void
clear_stored (Stored *stored)
{
  g_clear_pointer (&stored->rows, tide_rows_free);
  g_clear_pointer (&stored->revised, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stored, clear_stored)

static int64_t
make_cell_key (TideDay day,
               size_t  column)
{
  return (int64_t) day * TIDE_BLOCK_MAX_COLUMNS + (int64_t) column;
}

static bool
load_revised (const TideSeriesPart *self,
              Stored               *stored,
              GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  stored->revised = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  statement = tide_sql_connection_prepare (
    self->appender->connection,
    "SELECT day, \"column\", new_fetch FROM revision WHERE series = ?1 ORDER BY id", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->route->series);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      int64_t key = make_cell_key (tide_stored_column_day (statement, 0),
                                   (size_t) tide_sql_column_int (statement, 1));
      int64_t fetch = tide_sql_column_int (statement, 2);

      g_hash_table_replace (stored->revised, g_memdup2 (&key, sizeof key),
                            g_memdup2 (&fetch, sizeof fetch));
    }
  return step == TIDE_SQL_DONE;
}

/* Only where there are splits, and values are adjusted for them up to different
 * days, are stored and received values on different bases. */
static bool
load_moves (const TideSeriesPart *self,
            Stored               *stored,
            GError              **error)
{
  if (self->n_splits == 0 || tide_batch_get_basis (self->batch) != TIDE_BASIS_SPLIT)
    return true;

  for (size_t i = 0; i < self->route->n_columns; i++)
    {
      const TideField *field = NULL;

      if (self->route->columns[i] >= 0)
        field = tide_field_find (
          tide_batch_get_column (self->batch, (size_t) self->route->columns[i])->field);
      if (field != NULL && field->measure == TIDE_FIELD_PRICE)
        stored->moves[i] = MOVE_PRICE;
      else if (field != NULL && field->measure == TIDE_FIELD_QUANTITY)
        stored->moves[i] = MOVE_QUANTITY;
    }
  return load_revised (self, stored, error);
}

static bool
load_block_end (const TideSeriesPart *self,
                Stored               *stored,
                GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    self->appender->connection, "SELECT last_day FROM block WHERE series = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->route->series);
  if ((step = tide_sql_step (statement, error)) == TIDE_SQL_ERROR)
    return false;
  stored->has_block = step == TIDE_SQL_ROW;
  if (stored->has_block)
    stored->block_last = tide_stored_column_day (statement, 0);
  return true;
}

/* A nightly bar lies beyond the block, which is then not even read. */
static bool
load_stored (const TideSeriesPart *self,
             Stored               *stored,
             GError              **error)
{
  TideSqlConnection     *connection = self->appender->connection;
  const TideSeriesRoute *route = self->route;
  g_autoptr (TideRows)   tail = NULL;

  if (self->route->is_new)
    {
      stored->rows = tide_rows_new (0, self->route->n_columns);
      stored->complete = true;
      return true;
    }

  if (!load_block_end (self, stored, error) || !load_moves (self, stored, error) ||
      !tide_stored_load_tail (connection, route->series, route->n_columns, -1, &tail, error))
    return false;
  stored->n_tail = tail->n_rows;
  stored->complete = !stored->has_block || tide_batch_is_one_session (self->batch) ||
                     tide_batch_get_days (self->batch)[0] <= stored->block_last;
  if (!stored->complete || !stored->has_block)
    {
      stored->rows = g_steal_pointer (&tail);
      return true;
    }
  return tide_stored_load_rows (connection, route->series, route->n_columns, -1, &stored->rows,
                                error);
}

/* The received value as it would read if the stored one still held: what is
 * stored, brought from the basis day of its fetch to that of the batch. */
static bool
expect_value (const TideSeriesPart *self,
              const Stored         *stored,
              size_t                row,
              size_t                column,
              double               *out_value,
              GError              **error)
{
  TideDay               day = stored->rows->days[row];
  int64_t               key = make_cell_key (day, column);
  int64_t              *revised = g_hash_table_lookup (stored->revised, &key);
  TideDay               received = tide_batch_get_basis_day (self->batch);
  const TideFetchFacts *facts;
  double                factor;

  facts = tide_fetch_table_find (self->appender->fetches,
                                 revised != NULL ? *revised : stored->rows->fetches[row], error);
  if (facts == NULL)
    return false;

  factor = tide_adjust_split_factor (self->splits, self->n_splits,
                                     MAX (day, MIN (facts->basis_day, received)),
                                     MAX (day, MAX (facts->basis_day, received)));
  if ((stored->moves[column] == MOVE_PRICE) == (received >= facts->basis_day))
    factor = 1.0 / factor;
  *out_value = stored->rows->values[column * stored->rows->n_rows + row] * factor;
  return true;
}

/* Whether a received cell changes the stored one. A gap never does. */
static bool
compare_cell (const TideSeriesPart *self,
              const Stored         *stored,
              size_t                row,
              size_t                column,
              double                received,
              bool                 *out_changed,
              GError              **error)
{
  double value = stored->rows->values[column * stored->rows->n_rows + row];
  double expected = value;

  *out_changed = false;
  if (isnan (received) || received == value)
    return true;
  if (stored->moves[column] != MOVE_NOT && !isnan (value) &&
      !expect_value (self, stored, row, column, &expected, error))
    return false;

  *out_changed = expected == value ||
                 fabs (received - expected) > SPLIT_TOLERANCE * fabs (expected) ||
                 isnan (value);
  return true;
}

static bool
insert_revision (const TideSeriesPart *self,
                 TideDay               day,
                 size_t                column,
                 double                old_value,
                 double                new_value,
                 GError              **error)
{
  TideAppendReport            *report = self->appender->report;
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->appender->connection,
    "INSERT INTO revision (series, \"column\", day, old_value, new_fetch) "
    "VALUES (?1, ?2, ?3, ?4, ?5)",
    error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->route->series);
  tide_sql_bind_int (statement, 2, (int64_t) column);
  tide_sql_bind_int (statement, 3, day);
  tide_sql_bind_double (statement, 4, old_value);
  tide_sql_bind_int (statement, 5, self->fetch);

  report->n_revised_cells++;
  if (report->revised->len < TIDE_APPEND_MAX_REVISED)
    {
      size_t       received = (size_t) self->route->columns[column];
      TideRevised *revised = g_new (TideRevised, 1);

      revised->symbol = g_strdup (tide_batch_get_instrument (self->batch)->symbol);
      revised->field = g_strdup (tide_batch_get_column (self->batch, received)->field);
      revised->day = day;
      revised->old_value = old_value;
      revised->new_value = new_value;
      g_ptr_array_add (report->revised, revised);
    }
  return tide_sql_run (statement, error);
}

/* Says of each received row whether its day is there. */
static void
find_rows (const TideSeriesPart *self,
           const Stored         *stored,
           GArray               *fates)
{
  const TideDay *days = tide_batch_get_days (self->batch);
  size_t         n_rows = tide_batch_get_n_rows (self->batch);
  size_t         row = 0;

  for (size_t i = 0; i < n_rows; i++)
    {
      Fate fate = { .state = TIDE_ROW_NEW };

      while (row < stored->rows->n_rows && stored->rows->days[row] < days[i])
        row++;
      fate.row = row;
      if (row < stored->rows->n_rows && stored->rows->days[row] == days[i])
        fate.state = TIDE_ROW_UNCHANGED;
      g_array_append_val (fates, fate);
    }
}

/* Compares a received column with the stored one, and writes down what changes.
 * The stored rows are changed in memory. */
static bool
revise_column (const TideSeriesPart *self,
               Stored               *stored,
               size_t                column,
               GArray               *fates,
               GError              **error)
{
  const double *received = tide_batch_get_values (self->batch,
                                                  (size_t) self->route->columns[column]);
  double       *values = stored->rows->values + column * stored->rows->n_rows;

  for (unsigned int i = 0; i < fates->len; i++)
    {
      Fate *fate = &g_array_index (fates, Fate, i);
      bool  changed = false;

      if (fate->state == TIDE_ROW_NEW || received[i] == values[fate->row])
        continue;
      if (!compare_cell (self, stored, fate->row, column, received[i], &changed, error))
        return false;
      if (!changed)
        continue;
      if (!insert_revision (self, stored->rows->days[fate->row], column, values[fate->row],
                            received[i], error))
        return false;
      values[fate->row] = received[i];
      fate->state = TIDE_ROW_REVISED;
    }
  return true;
}

static bool
classify_rows (const TideSeriesPart *self,
               Stored               *stored,
               GArray               *fates,
               GError              **error)
{
  find_rows (self, stored, fates);
  for (size_t column = 0; column < self->route->n_columns; column++)
    if (self->route->columns[column] >= 0 && stored->rows->n_rows > 0 &&
        !revise_column (self, stored, column, fates, error))
      return false;

  for (unsigned int i = 0; i < fates->len; i++)
    self->states[i] = MAX (self->states[i], (unsigned char) g_array_index (fates, Fate, i).state);
  return true;
}

static bool
repeats (const TideSeriesPart *self,
         const Stored         *stored,
         size_t                row,
         size_t                before)
{
  size_t n_equal = 0;

  for (size_t column = 0; column < self->route->n_columns; column++)
    {
      int    from = self->route->columns[column];
      double held = stored->rows->values[column * stored->rows->n_rows + before];
      double received;

      if (from < 0)
        continue;

      received = tide_batch_get_values (self->batch, (size_t) from)[row];
      if (received == held)
        n_equal++;
      else if (!isnan (received) || !isnan (held))
        return false;
    }

  return n_equal > 0;
}

/* Refuses the report of a session that has the figures of the one before it:
 * every figure of a real one differs. */
static bool
check_repeated (const TideSeriesPart *self,
                const Stored         *stored,
                const GArray         *fates,
                GError              **error)
{
  const TideDay *days = tide_batch_get_days (self->batch);
  char           day[TIDE_DAY_TEXT_SIZE];
  char           before[TIDE_DAY_TEXT_SIZE];

  for (unsigned int i = 0; tide_batch_is_one_session (self->batch) && i < fates->len; i++)
    {
      const Fate *fate = &g_array_index (fates, Fate, i);

      if (fate->state != TIDE_ROW_NEW || fate->row == 0 ||
          !repeats (self, stored, i, fate->row - 1))
        continue;

      g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
                   "The report of %s repeats the session of %s in every figure of %s: refused as "
                   "a repeated session. Nothing of it was stored.",
                   tide_day_format (days[i], day),
                   tide_day_format (stored->rows->days[fate->row - 1], before),
                   tide_batch_get_instrument (self->batch)->symbol);
      return false;
    }

  return true;
}

/* New rows have the cells they came with, revised ones those they now have. */
static void
gather_column (const TideSeriesPart *self,
               const Stored         *stored,
               const GArray         *fates,
               size_t                column,
               double               *values)
{
  int           from = self->route->columns[column];
  const double *held = stored->rows->values + column * stored->rows->n_rows;
  const double *received = NULL;
  size_t        count = 0;

  if (from >= 0)
    received = tide_batch_get_values (self->batch, (size_t) from);
  for (unsigned int i = 0; i < fates->len; i++)
    {
      const Fate *fate = &g_array_index (fates, Fate, i);

      if (fate->state == TIDE_ROW_REVISED)
        values[count++] = held[fate->row];
      else if (fate->state == TIDE_ROW_NEW)
        values[count++] = received != NULL ? received[i] : NAN;
    }
}

/* Rows to store. Revised ones keep the origin and the publication day that they
 * have had from the first. */
static TideRows *
gather_changes (const TideSeriesPart *self,
                const Stored         *stored,
                const GArray         *fates)
{
  const TideDay *days = tide_batch_get_days (self->batch);
  const TideDay *published = tide_batch_get_published (self->batch);
  size_t         count = 0;
  TideRows      *changes;

  for (unsigned int i = 0; i < fates->len; i++)
    count += g_array_index (fates, Fate, i).state != TIDE_ROW_UNCHANGED;
  changes = tide_rows_new (count, self->route->n_columns);
  count = 0;
  for (unsigned int i = 0; i < fates->len; i++)
    {
      const Fate *fate = &g_array_index (fates, Fate, i);
      bool        is_new = fate->state == TIDE_ROW_NEW;

      if (fate->state == TIDE_ROW_UNCHANGED)
        continue;
      changes->days[count] = days[i];
      changes->fetches[count] = is_new ? self->fetch : stored->rows->fetches[fate->row];
      if (!is_new)
        changes->published[count] = stored->rows->published[fate->row];
      else
        changes->published[count] = published != NULL ? published[i] : TIDE_DAY_NONE;
      count++;
    }
  for (size_t column = 0; column < self->route->n_columns; column++)
    gather_column (self, stored, fates, column, changes->values + column * count);
  return changes;
}

static bool
write_block (const TideSeriesPart *self,
             const TideRows       *rows,
             GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  g_auto (TideBlockBytes)      bytes = { 0 };
  TideBlock                    block;

  if (rows->n_rows > TIDE_BLOCK_MAX_ROWS || rows->n_rows * rows->n_columns > TIDE_BLOCK_MAX_CELLS)
    {
      g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_FULL,
                   "%s has more observations than one series can hold. Nothing was stored; "
                   "import it in parts under different sources.",
                   tide_batch_get_instrument (self->batch)->symbol);
      return false;
    }

  statement = tide_sql_connection_prepare (
    self->appender->connection,
    "INSERT OR REPLACE INTO block (series, first_day, last_day, count, encoding, checksum, days, "
    "published, origins, \"values\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    error);
  if (statement == NULL)
    return false;
  tide_block_encode (rows, &bytes);
  block = (TideBlock){ .n_rows = rows->n_rows,
                       .n_columns = rows->n_columns,
                       .days = bytes.days->data,
                       .days_size = bytes.days->len,
                       .published = bytes.published->data,
                       .published_size = bytes.published->len,
                       .values = bytes.values->data,
                       .values_size = bytes.values->len,
                       .origins = bytes.origins->data,
                       .origins_size = bytes.origins->len };
  tide_sql_bind_int (statement, 1, self->route->series);
  tide_sql_bind_int (statement, 2, rows->days[0]);
  tide_sql_bind_int (statement, 3, rows->days[rows->n_rows - 1]);
  tide_sql_bind_int (statement, 4, (int64_t) rows->n_rows);
  tide_sql_bind_int (statement, 5, TIDE_STORED_ENCODING);
  tide_sql_bind_int (statement, 6, (int64_t) tide_block_get_checksum (&block));
  tide_sql_bind_blob (statement, 7, block.days, block.days_size);
  tide_sql_bind_blob (statement, 8, block.published, block.published_size);
  tide_sql_bind_blob (statement, 9, block.origins, block.origins_size);
  tide_sql_bind_blob (statement, 10, block.values, block.values_size);
  return tide_sql_run (statement, error);
}

static bool
clear_tail (const TideSeriesPart *self,
            GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    self->appender->connection, "DELETE FROM tail WHERE series = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, self->route->series);
  return tide_sql_run (statement, error);
}

/* Writes all rows into one block. The tail goes with it. */
static bool
fold (const TideSeriesPart *self,
      const Stored         *stored,
      const TideRows       *changes,
      GError              **error)
{
  g_autoptr (TideRows) loaded = NULL;
  g_autoptr (TideRows) all = NULL;
  const TideRows      *base = stored->rows;

  if (!stored->complete)
    {
      if (!tide_stored_load_rows (self->appender->connection, self->route->series,
                                  self->route->n_columns, -1, &loaded, error))
        return false;
      base = loaded;
    }
  if (base->n_rows > 0)
    all = tide_rows_merge (base, changes);
  return write_block (self, all != NULL ? all : changes, error) &&
         (stored->n_tail == 0 || clear_tail (self, error));
}

static bool
write_tail_row (const TideSeriesPart *self,
                const TideRows       *rows,
                size_t                row,
                GError              **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  uint64_t                     values[TIDE_BLOCK_MAX_COLUMNS];

  statement = tide_sql_connection_prepare (
    self->appender->connection,
    "INSERT OR REPLACE INTO tail (series, day, published, fetch, \"values\") "
    "VALUES (?1, ?2, ?3, ?4, ?5)",
    error);
  if (statement == NULL)
    return false;
  for (size_t column = 0; column < rows->n_columns; column++)
    {
      memcpy (&values[column], &rows->values[column * rows->n_rows + row], sizeof values[column]);
      values[column] = GUINT64_TO_LE (values[column]);
    }
  tide_sql_bind_int (statement, 1, self->route->series);
  tide_sql_bind_int (statement, 2, rows->days[row]);
  tide_stored_bind_day (statement, 3, rows->published[row]);
  tide_sql_bind_int (statement, 4, rows->fetches[row]);
  tide_sql_bind_blob (statement, 5, values, rows->n_columns * sizeof values[0]);
  return tide_sql_run (statement, error);
}

static bool
write_changes (const TideSeriesPart *self,
               const Stored         *stored,
               const TideRows       *changes,
               GError              **error)
{
  /* Never fewer than the tail will have, so that a fold is never too late. */
  size_t n_tail = stored->n_tail + changes->n_rows;

  if (self->route->is_new || !stored->has_block || n_tail > TIDE_APPENDER_MAX_TAIL)
    return fold (self, stored, changes, error);
  for (size_t row = 0; row < changes->n_rows; row++)
    if (!write_tail_row (self, changes, row, error))
      return false;
  return true;
}

/* Brings the rows of a batch into one series: what is new is added, what differs
 * becomes a revision, what is equal leaves no trace. */
bool
tide_series_part_write (const TideSeriesPart *self,
                        GError              **error)
{
  size_t               n_rows = tide_batch_get_n_rows (self->batch);
  g_auto (Stored)      stored = { 0 };
  g_autoptr (GArray)   fates = NULL;
  g_autoptr (TideRows) changes = NULL;

  if (n_rows == 0)
    return true;
  fates = g_array_sized_new (FALSE, FALSE, sizeof (Fate), (unsigned int) n_rows);
  if (!load_stored (self, &stored, error) || !classify_rows (self, &stored, fates, error) ||
      !check_repeated (self, &stored, fates, error))
    return false;

  changes = gather_changes (self, &stored, fates);
  if (changes->n_rows == 0)
    return true;

  for (size_t column = 0; column < self->route->n_columns; column++)
    if (self->route->columns[column] >= 0)
      tide_appender_mark_changed (
        self->appender, tide_batch_get_instrument (self->batch)->symbol,
        tide_batch_get_fetch (self->batch)->provider,
        tide_batch_get_column (self->batch, (size_t) self->route->columns[column])->field,
        changes->days[0], changes->days[changes->n_rows - 1]);
  return write_changes (self, &stored, changes, error);
}
