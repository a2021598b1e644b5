// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-batch"

#include "config.h"

#include "tide-batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/tide-field.h"

struct _TideBatch
{
  gatomicrefcount refs;
  TideInstrument *instrument; /* (owned) */
  TideFetch       fetch;      /* strings owned */
  TideFrequency   frequency;
  TideBasis       basis;
  TideDay         basis_day;
  int             lag; /* days */

  /* Field names are owned. (element-type TideBatchColumn) (owned) */
  GArray *columns;
  GArray *actions; /* (element-type TideAction) (owned) */

  /* One element a row. (owned) */
  TideDay *days;
  TideDay *published;
  double  *values; /* row by row; once sealed column by column */
  size_t   n_rows;
  size_t   capacity;

  size_t       n_duplicates;
  unsigned int sealed : 1;
  unsigned int unordered : 1;
  unsigned int publishes : 1;
  unsigned int one_session : 1;
};

/* A row before sealing, as it is sorted. */
typedef struct
{
  TideDay day;
  size_t  row;
} Place;

G_DEFINE_BOXED_TYPE (TideBatch, tide_batch, tide_batch_ref, tide_batch_unref)

static void
clear_column (void *data)
{
  TideBatchColumn *column = data;

  g_free ((char *) column->field);
  tide_facts_clear (&column->facts);
}

static void
copy_fetch (TideFetch       *copy,
            const TideFetch *fetch)
{
  *copy = *fetch;
  copy->provider = g_strdup (fetch->provider);
  copy->request = g_strdup (fetch->request);
  copy->etag = g_strdup (fetch->etag);
  copy->last_modified = g_strdup (fetch->last_modified);
  copy->sha256 = g_strdup (fetch->sha256);
}

static void
grow (TideBatch *self)
{
  size_t columns = MAX (self->columns->len, 1);

  self->capacity = self->capacity == 0 ? 256 : self->capacity * 2;
  self->days = g_renew (TideDay, self->days, self->capacity);
  self->published = g_renew (TideDay, self->published, self->capacity);
  self->values = g_realloc_n (self->values, self->capacity, columns * sizeof (double));
}

static int
compare_places_cb (const void *a,
                   const void *b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;

  return one->row < other->row ? -1 : 1;
}

static bool
rows_equal (const TideBatch *self,
            size_t           a,
            size_t           b)
{
  size_t        n_columns = self->columns->len;
  const double *one = self->values + a * n_columns;
  const double *other = self->values + b * n_columns;

  if (self->published[a] != self->published[b])
    return false;

  for (size_t i = 0; i < n_columns; i++)
    if (one[i] != other[i] && !(isnan (one[i]) && isnan (other[i])))
      return false;

  return true;
}

/* The rows that stay, in order of day: of several rows of one day the last that
 * was added. */
static size_t
order_rows (TideBatch *self,
            Place     *places)
{
  size_t kept = 0;

  for (size_t i = 0; i < self->n_rows; i++)
    places[i] = (Place){ self->days[i], i };
  qsort (places, self->n_rows, sizeof (Place), compare_places_cb);

  for (size_t i = 0; i < self->n_rows; i++)
    if (kept > 0 && places[kept - 1].day == places[i].day)
      {
        if (!rows_equal (self, places[kept - 1].row, places[i].row))
          self->n_duplicates++;
        places[kept - 1] = places[i];
      }
    else
      places[kept++] = places[i];

  return kept;
}

static void
reorder_rows (TideBatch *self)
{
  g_autofree Place   *places = g_new (Place, self->n_rows);
  size_t              n_columns = self->columns->len;
  size_t              kept = order_rows (self, places);
  g_autofree TideDay *days = g_memdup2 (self->days, self->n_rows * sizeof (TideDay));
  g_autofree TideDay *published = g_memdup2 (self->published, self->n_rows * sizeof (TideDay));
  g_autofree double  *values = g_memdup2 (self->values, self->n_rows * n_columns * sizeof (double));

  self->n_rows = kept;
  for (size_t i = 0; i < kept; i++)
    {
      size_t row = places[i].row;

      self->days[i] = days[row];
      self->published[i] = published[row];
      for (size_t column = 0; column < n_columns; column++)
        self->values[i * n_columns + column] = values[row * n_columns + column];
    }
}

static void
turn_to_columns (TideBatch *self)
{
  size_t             n_columns = self->columns->len;
  size_t             n_rows = self->n_rows;
  g_autofree double *rows = g_steal_pointer (&self->values);

  self->values = g_new (double, n_rows *n_columns);
  for (size_t row = 0; row < n_rows; row++)
    for (size_t column = 0; column < n_columns; column++)
      self->values[column * n_rows + row] = rows[row * n_columns + column];
}

static int
compare_actions_cb (const void *a,
                    const void *b)
{
  const TideAction *one = a;
  const TideAction *other = b;

  if (one->ex_day != other->ex_day)
    return one->ex_day < other->ex_day ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (one->value < other->value || one->value > other->value)
    return one->value < other->value ? -1 : 1;

  return strcmp (one->currency, other->currency);
}

/* A file that was joined with itself tells each action twice. */
static void
order_actions (TideBatch *self)
{
  size_t      kept = 0;
  TideAction *actions = (TideAction *) (void *) self->actions->data;

  g_array_sort (self->actions, compare_actions_cb);
  for (size_t i = 0; i < self->actions->len; i++)
    if (kept == 0 || compare_actions_cb (&actions[kept - 1], &actions[i]) != 0)
      actions[kept++] = actions[i];

  g_array_set_size (self->actions, (unsigned int) kept);
}

/**
 * tide_batch_new:
 * @instrument: whom the batch is about; a reference is taken
 * @fetch: where it came from; copied
 * @frequency: how often the rows are observed
 * @basis: what the prices have been adjusted for
 * @basis_day: day up to which splits have been applied; %TIDE_DAY_NONE for
 *   %TIDE_BASIS_QUOTED, where it is each row's own day
 *
 * Creates an empty batch that is open for filling by the calling thread.
 *
 * Returns: (transfer full)
 */
TideBatch *
tide_batch_new (TideInstrument  *instrument,
                const TideFetch *fetch,
                TideFrequency    frequency,
                TideBasis        basis,
                TideDay          basis_day)
{
  TideBatch *self;

  g_return_val_if_fail (instrument != NULL && fetch != NULL, NULL);

  self = g_new0 (TideBatch, 1);
  g_atomic_ref_count_init (&self->refs);
  self->instrument = tide_instrument_ref (instrument);
  copy_fetch (&self->fetch, fetch);
  self->frequency = frequency;
  self->basis = basis;
  self->basis_day = basis_day;
  self->columns = g_array_new (FALSE, FALSE, sizeof (TideBatchColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->actions = g_array_new (FALSE, FALSE, sizeof (TideAction));
  return self;
}

/**
 * tide_batch_ref:
 * @self: a batch
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideBatch *
tide_batch_ref (TideBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tide_batch_unref:
 * @self: (transfer full): a batch
 *
 * Drops a reference. Any thread.
 */
void
tide_batch_unref (TideBatch *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  tide_instrument_unref (self->instrument);
  tide_fetch_clear (&self->fetch);
  g_array_unref (self->columns);
  g_array_unref (self->actions);
  g_free (self->days);
  g_free (self->published);
  g_free (self->values);
  g_free (self);
}

/**
 * tide_batch_add_column:
 * @self: an open batch without rows
 * @field: field name; tide_field_name_valid() must hold
 * @unit: unit as received; the quote unit for prices
 *
 * Adds a column.
 *
 * Returns: its index; that of the column which is already there for a field
 *   that was added before
 */
size_t
tide_batch_add_column (TideBatch  *self,
                       const char *field,
                       TideUnit    unit)
{
  TideBatchColumn column = { NULL, unit, TIDE_FACTS_NONE };

  g_return_val_if_fail (self != NULL && !self->sealed && self->n_rows == 0, 0);
  g_return_val_if_fail (field != NULL && tide_field_name_valid (field, strlen (field)), 0);

  for (size_t i = 0; i < self->columns->len; i++)
    if (strcmp (g_array_index (self->columns, TideBatchColumn, i).field, field) == 0)
      return i;

  column.field = g_strdup (field);
  g_array_append_val (self->columns, column);
  return self->columns->len - 1;
}

/**
 * tide_batch_set_facts:
 * @self: an open batch
 * @column: index of a column
 * @facts: what is known of it; copied
 *
 * Says what a column is beyond its name and unit. Of a column that is held, what
 * is not known there is filled in; a contradiction in measure, investor, horizon
 * or aggregation lets the batch be refused.
 */
void
tide_batch_set_facts (TideBatch       *self,
                      size_t           column,
                      const TideFacts *facts)
{
  TideBatchColumn *set;

  g_return_if_fail (self != NULL && !self->sealed && facts != NULL);
  g_return_if_fail (column < self->columns->len);

  set = &g_array_index (self->columns, TideBatchColumn, column);
  tide_facts_clear (&set->facts);
  tide_facts_copy (&set->facts, facts);
}

/**
 * tide_batch_add_row:
 * @self: an open batch
 * @day: the day described
 * @published: the day it became public, or %TIDE_DAY_NONE
 * @values: (array) (nullable): one value a column, NaN for a gap; may be %NULL
 *   when there are no columns
 *
 * Adds a row. Rows may come in any order; ascending ones are fastest.
 */
void
tide_batch_add_row (TideBatch    *self,
                    TideDay       day,
                    TideDay       published,
                    const double *values)
{
  size_t n_columns;

  g_return_if_fail (self != NULL && !self->sealed);
  g_return_if_fail (day != TIDE_DAY_NONE);
  g_return_if_fail (values != NULL || self->columns->len == 0);

  if (self->n_rows == self->capacity)
    grow (self);

  n_columns = self->columns->len;
  if (self->n_rows > 0 && self->days[self->n_rows - 1] >= day)
    self->unordered = true;
  if (published != TIDE_DAY_NONE)
    self->publishes = true;

  self->days[self->n_rows] = day;
  self->published[self->n_rows] = published;
  for (size_t i = 0; i < n_columns; i++)
    self->values[self->n_rows * n_columns + i] = values[i];
  self->n_rows++;
}

/**
 * tide_batch_add_action:
 * @self: an open batch
 * @action: a split or a dividend; the value must be finite and above zero
 *
 * Adds a corporate action. Actions may come in any order.
 */
void
tide_batch_add_action (TideBatch        *self,
                       const TideAction *action)
{
  g_return_if_fail (self != NULL && !self->sealed && action != NULL);
  g_return_if_fail (action->ex_day != TIDE_DAY_NONE);
  g_return_if_fail (isfinite (action->value) && action->value > 0);

  g_array_append_val (self->actions, *action);
}

/**
 * tide_batch_set_lag:
 * @self: an open batch
 * @days: days from the day described to publication, 0 or more
 *
 * Sets the lag assumed for rows without a publication day; 0 if it is not set.
 */
void
tide_batch_set_lag (TideBatch *self,
                    int        days)
{
  g_return_if_fail (self != NULL && !self->sealed && days >= 0);

  self->lag = days;
}

/**
 * tide_batch_set_one_session:
 * @self: an open batch
 *
 * Says that the batch is the report of one session. Such a report is refused
 * where it repeats the session stored before it in every figure: on some
 * holidays the last report is published again under a new date.
 */
void
tide_batch_set_one_session (TideBatch *self)
{
  g_return_if_fail (self != NULL && !self->sealed);

  self->one_session = true;
}

/**
 * tide_batch_seal:
 * @self: an open batch
 *
 * Closes a batch: rows and actions are sorted by day, and rows of one day
 * merged. Of rows that differ the one added last stays, whole; see
 * tide_batch_get_n_duplicates(). From here on the batch is immutable and may
 * cross threads.
 */
void
tide_batch_seal (TideBatch *self)
{
  g_return_if_fail (self != NULL && !self->sealed);

  if (self->unordered)
    reorder_rows (self);
  turn_to_columns (self);
  if (!self->publishes)
    g_clear_pointer (&self->published, g_free);
  order_actions (self);
  self->sealed = true;
}

/**
 * tide_batch_get_instrument:
 * @self: a batch
 *
 * Says whom the batch is about.
 *
 * Returns: (transfer none)
 */
TideInstrument *
tide_batch_get_instrument (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->instrument;
}

/**
 * tide_batch_get_fetch:
 * @self: a batch
 *
 * Says where it came from.
 *
 * Returns: (transfer none)
 */
const TideFetch *
tide_batch_get_fetch (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->fetch;
}

/**
 * tide_batch_get_frequency:
 * @self: a batch
 *
 * Says how often the rows are observed.
 *
 * Returns: the frequency
 */
TideFrequency
tide_batch_get_frequency (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, TIDE_FREQUENCY_DAILY);

  return self->frequency;
}

/**
 * tide_batch_get_basis:
 * @self: a batch
 *
 * Says what the prices have been adjusted for.
 *
 * Returns: the basis
 */
TideBasis
tide_batch_get_basis (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, TIDE_BASIS_QUOTED);

  return self->basis;
}

/**
 * tide_batch_get_basis_day:
 * @self: a batch
 *
 * Says up to which day splits have been applied.
 *
 * Returns: %TIDE_DAY_NONE where it is each row's own day
 */
TideDay
tide_batch_get_basis_day (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, TIDE_DAY_NONE);

  return self->basis_day;
}

/**
 * tide_batch_get_lag:
 * @self: a batch
 *
 * Gives the lag assumed for rows without a publication day.
 *
 * Returns: days, 0 or more
 */
int
tide_batch_get_lag (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->lag;
}

/**
 * tide_batch_is_one_session:
 * @self: a batch
 *
 * Tells whether it is the report of one session; see
 * tide_batch_set_one_session().
 *
 * Returns: %TRUE if it is
 */
bool
tide_batch_is_one_session (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->one_session;
}

/**
 * tide_batch_get_n_rows:
 * @self: a batch
 *
 * Counts the rows; once sealed one a day.
 *
 * Returns: 0 for a batch of actions only
 */
size_t
tide_batch_get_n_rows (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * tide_batch_get_n_columns:
 * @self: a batch
 *
 * Counts the columns.
 *
 * Returns: how many there are
 */
size_t
tide_batch_get_n_columns (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->len;
}

/**
 * tide_batch_get_column:
 * @self: a batch
 * @column: index of a column
 *
 * Says what a column is.
 *
 * Returns: (transfer none)
 */
const TideBatchColumn *
tide_batch_get_column (const TideBatch *self,
                       size_t           column)
{
  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  return &g_array_index (self->columns, TideBatchColumn, column);
}

/**
 * tide_batch_get_days:
 * @self: a sealed batch
 *
 * Gives the days of the rows, strictly ascending.
 *
 * Returns: (transfer none) (nullable): %NULL when there are no rows
 */
const TideDay *
tide_batch_get_days (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL && self->sealed, NULL);

  return self->days;
}

/**
 * tide_batch_get_published:
 * @self: a sealed batch
 *
 * Gives the days on which the rows became public.
 *
 * Returns: (transfer none) (nullable): %TIDE_DAY_NONE where it is not known;
 *   %NULL when it is known of no row
 */
const TideDay *
tide_batch_get_published (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL && self->sealed, NULL);

  return self->published;
}

/**
 * tide_batch_get_values:
 * @self: a sealed batch
 * @column: index of a column
 *
 * Gives a column in the order of the days; NaN is a gap.
 *
 * Returns: (transfer none) (nullable): one value a row; %NULL when there are
 *   no rows
 */
const double *
tide_batch_get_values (const TideBatch *self,
                       size_t           column)
{
  g_return_val_if_fail (self != NULL && self->sealed, NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  return self->n_rows > 0 ? self->values + column * self->n_rows : NULL;
}

/**
 * tide_batch_get_actions:
 * @self: a sealed batch
 * @out_count: (out): how many
 *
 * Gives the corporate actions by ex-day, each once.
 *
 * Returns: (transfer none) (array length=out_count)
 */
const TideAction *
tide_batch_get_actions (const TideBatch *self,
                        size_t          *out_count)
{
  g_return_val_if_fail (self != NULL && self->sealed && out_count != NULL, NULL);

  *out_count = self->actions->len;
  return (const TideAction *) (const void *) self->actions->data;
}

/**
 * tide_batch_get_n_duplicates:
 * @self: a sealed batch
 *
 * Counts the rows that gave way to a later row of the same day with other
 * values. Rows that were merely repeated do not count.
 *
 * Returns: 0 for a batch that does not contradict itself
 */
size_t
tide_batch_get_n_duplicates (const TideBatch *self)
{
  g_return_val_if_fail (self != NULL && self->sealed, 0);

  return self->n_duplicates;
}

/**
 * tide_fetch_clear:
 * @fetch: a description whose strings are owned by the caller
 *
 * Frees the strings and sets everything to zero.
 */
void
tide_fetch_clear (TideFetch *fetch)
{
  g_return_if_fail (fetch != NULL);

  g_free (fetch->provider);
  g_free (fetch->request);
  g_free (fetch->etag);
  g_free (fetch->last_modified);
  g_free (fetch->sha256);
  *fetch = (TideFetch){ NULL };
}
