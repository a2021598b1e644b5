// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-series"

#include "config.h"

#include "tide-series-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (TideSeries, tide_series, tide_series_ref, tide_series_unref)

static size_t
measure_text (const char *text)
{
  return text != NULL ? strlen (text) + 1 : 0;
}

static size_t
measure_facts (const TideFacts *facts)
{
  return measure_text (facts->measure) + measure_text (facts->investor) +
         measure_text (facts->horizon) + measure_text (facts->aggregation) +
         measure_text (facts->ended_reason) + measure_text (facts->successor);
}

static const char *
pack_text (char      **cursor,
           const char *text)
{
  size_t size = measure_text (text);
  char  *packed = *cursor;

  if (text == NULL)
    return NULL;

  memcpy (packed, text, size);
  *cursor += size;
  return packed;
}

static void
pack_facts (char     **cursor,
            TideFacts *facts)
{
  facts->measure = pack_text (cursor, facts->measure);
  facts->investor = pack_text (cursor, facts->investor);
  facts->horizon = pack_text (cursor, facts->horizon);
  facts->aggregation = pack_text (cursor, facts->aggregation);
  facts->ended_reason = pack_text (cursor, facts->ended_reason);
  facts->successor = pack_text (cursor, facts->successor);
}

/* A copy of the description and of its strings in one allocation, because an
 * evaluator makes thousands of short-lived series. */
static TideSeriesInfo *
copy_info (const TideSeriesInfo *info)
{
  size_t size = measure_text (info->symbol) + measure_text (info->field) +
                measure_text (info->source) + measure_facts (&info->facts) +
                measure_text (info->gap_reason) + measure_text (info->history_limit) +
                measure_text (info->note);
  TideSeriesInfo *copy = g_atomic_rc_box_alloc (sizeof (TideSeriesInfo) + size);
  char           *cursor = (char *) (copy + 1);

  *copy = *info;
  copy->symbol = pack_text (&cursor, info->symbol);
  copy->field = pack_text (&cursor, info->field);
  copy->source = pack_text (&cursor, info->source);
  pack_facts (&cursor, &copy->facts);
  copy->gap_reason = pack_text (&cursor, info->gap_reason);
  copy->history_limit = pack_text (&cursor, info->history_limit);
  copy->note = pack_text (&cursor, info->note);

  return copy;
}

static bool
days_ascend (const TideDay *days,
             size_t         n_rows)
{
  bool ascend = true;

  for (size_t i = 1; i < n_rows; i++)
    ascend &= days[i - 1] < days[i];

  return ascend;
}

static bool
origins_ascend (const TideOrigin *origins,
                size_t            n_origins,
                size_t            n_rows)
{
  for (size_t i = 0; i < n_origins; i++)
    if (origins[i].first_row >= n_rows ||
        (i == 0 ? origins[i].first_row != 0 : origins[i].first_row <= origins[i - 1].first_row))
      return false;

  return true;
}

static GBytes *
ref_block (GBytes *block)
{
  return block != NULL ? g_bytes_ref (block) : NULL;
}

static GBytes *
copy_block (const void *data,
            size_t      n_elements,
            size_t      element_size)
{
  return data != NULL ? g_bytes_new (data, n_elements * element_size) : NULL;
}

static const void *
peek_block (GBytes *block)
{
  return block != NULL ? g_bytes_get_data (block, NULL) : NULL;
}

static TideSeries *
alloc_series (TideSeriesInfo *info_take,
              size_t          n_rows)
{
  TideSeries *self = g_new0 (TideSeries, 1);

  g_atomic_ref_count_init (&self->refs);
  self->info = info_take;
  self->n_rows = n_rows;
  return self;
}

/* Everything but the values. */
static TideSeries *
share_rows (TideSeries     *base,
            TideSeriesInfo *info_take)
{
  TideSeries *self = alloc_series (info_take, base->n_rows);

  self->days_block = ref_block (base->days_block);
  self->published_block = ref_block (base->published_block);
  self->origins_block = ref_block (base->origins_block);
  self->days = base->days;
  self->published = base->published;
  self->origins = base->origins;
  self->n_origins = base->n_origins;
  self->citations = base->citations != NULL ? g_ptr_array_ref (base->citations) : NULL;
  self->first_citation = base->first_citation;
  return self;
}

/* Which run holds `row`; there is at least one run and the first begins at 0. */
static size_t
find_run (const TideSeries *self,
          size_t            row)
{
  size_t low = 0;
  size_t high = self->n_origins;

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;

      if (self->origins[middle].first_row <= row)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Runs count rows from the first of their series, so a slice that begins later
 * needs runs of its own; one that begins at 0 shares them. */
static void
slice_origins (TideSeries       *slice,
               const TideSeries *self,
               size_t            first)
{
  size_t      begin = 0;
  size_t      end = 0;
  TideOrigin *origins;

  if (self->n_origins == 0 || slice->n_rows == 0)
    return;

  begin = find_run (self, first);
  end = find_run (self, first + slice->n_rows - 1) + 1;
  slice->n_origins = end - begin;

  if (first == 0)
    {
      slice->origins_block = g_bytes_ref (self->origins_block);
      slice->origins = self->origins;
      return;
    }

  origins = g_memdup2 (self->origins + begin, slice->n_origins * sizeof (TideOrigin));
  origins[0].first_row = 0;
  for (size_t i = 1; i < slice->n_origins; i++)
    origins[i].first_row -= first;

  slice->origins_block = g_bytes_new_take (origins, slice->n_origins * sizeof (TideOrigin));
  slice->origins = origins;
}

TideSeries *
tide_series_new_rebased (TideSeries           *base,
                         const TideSeriesInfo *info,
                         double               *values_take,
                         TideDay               basis_day)
{
  TideSeries *self = tide_series_new_like (base, info, values_take);
  TideOrigin *origins;

  if (self == NULL || self->n_origins == 0)
    return self;

  origins = g_memdup2 (self->origins, self->n_origins * sizeof (TideOrigin));
  for (size_t i = 0; i < self->n_origins; i++)
    origins[i].basis_day = basis_day;

  g_bytes_unref (self->origins_block);
  self->origins_block = g_bytes_new_take (origins, self->n_origins * sizeof (TideOrigin));
  self->origins = origins;
  return self;
}

void
tide_series_set_citations (TideSeries *self,
                           GPtrArray  *citations_take)
{
  g_assert (self->citations == NULL && citations_take->len == self->n_rows);

  self->citations = citations_take;
}

/**
 * tide_series_new:
 * @info: what the values are; copied
 * @days: (array length=n_rows) (nullable): strictly ascending; copied
 * @values: (array length=n_rows) (nullable): NaN is a gap; copied
 * @n_rows: how many rows; the arrays may be %NULL when it is 0
 *
 * Creates a series without publication days and origins.
 *
 * Returns: (transfer full)
 */
TideSeries *
tide_series_new (const TideSeriesInfo *info,
                 const TideDay        *days,
                 const double         *values,
                 size_t                n_rows)
{
  return tide_series_new_full (info, days, values, n_rows, NULL, NULL, 0);
}

/**
 * tide_series_new_full:
 * @info: what the values are; copied
 * @days: (array length=n_rows) (nullable): strictly ascending; copied
 * @values: (array length=n_rows) (nullable): NaN is a gap; copied
 * @n_rows: how many rows; the arrays may be %NULL when it is 0
 * @published: (array length=n_rows) (nullable): when each row became public,
 *   %TIDE_DAY_NONE where that is not known; copied
 * @origins: (array length=n_origins) (nullable): runs of rows of one
 *   provenance, ascending, the first at row 0; copied
 * @n_origins: how many runs; 0 for a computed series
 *
 * Creates a series.
 *
 * Returns: (transfer full)
 */
TideSeries *
tide_series_new_full (const TideSeriesInfo *info,
                      const TideDay        *days,
                      const double         *values,
                      size_t                n_rows,
                      const TideDay        *published,
                      const TideOrigin     *origins,
                      size_t                n_origins)
{
  TideSeries *self;

  g_return_val_if_fail (info != NULL && info->symbol != NULL && info->field != NULL, NULL);
  g_return_val_if_fail (n_rows == 0 || (days != NULL && values != NULL), NULL);
  g_return_val_if_fail (days_ascend (days, n_rows), NULL);
  g_return_val_if_fail (n_origins == 0 || origins != NULL, NULL);
  g_return_val_if_fail (origins_ascend (origins, n_origins, n_rows), NULL);

  self = alloc_series (copy_info (info), n_rows);
  self->days_block = g_bytes_new (days, n_rows * sizeof (TideDay));
  self->values_block = g_bytes_new (values, n_rows * sizeof (double));
  self->published_block = copy_block (published, n_rows, sizeof (TideDay));
  self->n_origins = n_origins;
  if (n_origins > 0)
    self->origins_block = copy_block (origins, n_origins, sizeof (TideOrigin));

  self->days = peek_block (self->days_block);
  self->values = peek_block (self->values_block);
  self->published = peek_block (self->published_block);
  self->origins = peek_block (self->origins_block);
  return self;
}

/**
 * tide_series_new_like:
 * @base: the series whose rows are used
 * @info: (nullable): what the values are, copied; %NULL for that of @base
 * @values_take: (transfer full): one value for each row of @base, from
 *   g_malloc(); NaN is a gap. May be %NULL when @base is empty
 *
 * Creates a series on the days of another one. Days, publication days and
 * origins are shared with @base, not copied: a value rests on the row of @base
 * that it stands at.
 *
 * Returns: (transfer full)
 */
TideSeries *
tide_series_new_like (TideSeries           *base,
                      const TideSeriesInfo *info,
                      double               *values_take)
{
  TideSeries *self;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (base->n_rows == 0 || values_take != NULL, NULL);
  g_return_val_if_fail (info == NULL || (info->symbol != NULL && info->field != NULL), NULL);

  self = share_rows (base, info != NULL ? copy_info (info) : g_atomic_rc_box_acquire (base->info));
  self->values_block = g_bytes_new_take (values_take, base->n_rows * sizeof (double));
  self->values = peek_block (self->values_block);
  return self;
}

/**
 * tide_series_new_described:
 * @base: the series whose rows and values are used
 * @info: what the values are; copied
 *
 * Gives the same observations another description, without copying them.
 *
 * Returns: (transfer full)
 */
TideSeries *
tide_series_new_described (TideSeries           *base,
                           const TideSeriesInfo *info)
{
  TideSeries *self;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (info != NULL && info->symbol != NULL && info->field != NULL, NULL);

  self = share_rows (base, copy_info (info));
  self->values_block = g_bytes_ref (base->values_block);
  self->values = base->values;
  return self;
}

/**
 * tide_series_slice:
 * @self: a series
 * @first: first row of the slice, at most the length of @self
 * @n_rows: how many rows; the slice ends with @self at the latest
 *
 * Gives a part of a series. Storage is shared, not copied.
 *
 * Returns: (transfer full): @self itself when it is all of it
 */
TideSeries *
tide_series_slice (TideSeries *self,
                   size_t      first,
                   size_t      n_rows)
{
  TideSeries *slice;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (first <= self->n_rows, NULL);

  n_rows = MIN (n_rows, self->n_rows - first);
  if (n_rows == self->n_rows)
    return tide_series_ref (self);

  slice = alloc_series (g_atomic_rc_box_acquire (self->info), n_rows);
  slice->days_block = g_bytes_ref (self->days_block);
  slice->values_block = g_bytes_ref (self->values_block);
  slice->published_block = ref_block (self->published_block);
  slice->days = self->days + first;
  slice->values = self->values + first;
  slice->published = self->published != NULL ? self->published + first : NULL;
  slice->citations = self->citations != NULL ? g_ptr_array_ref (self->citations) : NULL;
  slice->first_citation = self->first_citation + first;
  slice_origins (slice, self, first);
  return slice;
}

/**
 * tide_series_ref:
 * @self: a series
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideSeries *
tide_series_ref (TideSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tide_series_unref:
 * @self: (transfer full): a series
 *
 * Drops a reference. Any thread.
 */
void
tide_series_unref (TideSeries *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_atomic_rc_box_release (self->info);
  g_bytes_unref (self->days_block);
  g_bytes_unref (self->values_block);
  g_clear_pointer (&self->published_block, g_bytes_unref);
  g_clear_pointer (&self->origins_block, g_bytes_unref);
  g_clear_pointer (&self->citations, g_ptr_array_unref);
  g_free (self->extremes);
  g_free (self);
}

/**
 * tide_series_get_info:
 * @self: a series
 *
 * Says what the values are.
 *
 * Returns: (transfer none): valid as long as @self
 */
const TideSeriesInfo *
tide_series_get_info (const TideSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->info;
}

/**
 * tide_series_get_length:
 * @self: a series
 *
 * Counts the rows, gaps included.
 *
 * Returns: 0 for an empty series
 */
size_t
tide_series_get_length (const TideSeries *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * tide_series_get_days:
 * @self: a series
 *
 * Gives the day of each row, strictly ascending.
 *
 * Returns: (transfer none) (nullable): one day a row; may be %NULL for an
 *   empty series
 */
const TideDay *
tide_series_get_days (const TideSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->days;
}

/**
 * tide_series_get_values:
 * @self: a series
 *
 * Gives the value of each row in the unit of its info; NaN is a gap.
 *
 * Returns: (transfer none) (nullable): one value a row; may be %NULL for an
 *   empty series
 */
const double *
tide_series_get_values (const TideSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->values;
}

/**
 * tide_series_get_published:
 * @self: a series
 *
 * Gives the day on which each row became public.
 *
 * Returns: (transfer none) (nullable): one day a row, %TIDE_DAY_NONE where it
 *   is not known; %NULL when it is known of none
 */
const TideDay *
tide_series_get_published (const TideSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->published;
}

/**
 * tide_series_get_origins:
 * @self: a series
 * @out_count: (out): how many runs
 *
 * Gives the runs of rows of one provenance.
 *
 * Returns: (transfer none) (nullable) (array length=out_count): ascending, the
 *   first at row 0; %NULL for a computed series
 */
const TideOrigin *
tide_series_get_origins (const TideSeries *self,
                         size_t           *out_count)
{
  g_return_val_if_fail (self != NULL && out_count != NULL, NULL);

  *out_count = self->n_origins;
  return self->origins;
}

/**
 * tide_series_get_origin:
 * @self: a series
 * @row: a row of it
 *
 * Finds where a row came from.
 *
 * Returns: (transfer none) (nullable): %NULL for a computed series
 */
const TideOrigin *
tide_series_get_origin (const TideSeries *self,
                        size_t            row)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows, NULL);

  return self->n_origins > 0 ? &self->origins[find_run (self, row)] : NULL;
}

/**
 * tide_series_get_citation:
 * @self: a series
 * @row: a row of it
 *
 * Finds where the analyst read a figure.
 *
 * Returns: (transfer none) (nullable): %NULL for a figure that was not cited
 */
const TideCitation *
tide_series_get_citation (const TideSeries *self,
                          size_t            row)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows, NULL);

  return self->citations != NULL
           ? g_ptr_array_index (self->citations, self->first_citation + row)
           : NULL;
}

/**
 * tide_series_share_days:
 * @a: a series
 * @b: a series
 *
 * Tells whether both stand on one and the same stored days, so that row i of
 * one belongs to row i of the other. Equal days stored twice do not count.
 *
 * Returns: %TRUE if they do
 */
bool
tide_series_share_days (const TideSeries *a,
                        const TideSeries *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, false);

  return a->n_rows == b->n_rows && a->days == b->days;
}

/**
 * tide_series_count_until:
 * @self: a series
 * @day: a day
 *
 * Counts the rows with a day on or before @day, gaps included; it is also the
 * index of the first row after @day. Takes logarithmic time.
 *
 * Returns: 0 when all rows lie after @day
 */
size_t
tide_series_count_until (const TideSeries *self,
                         TideDay           day)
{
  size_t low = 0;
  size_t high;

  g_return_val_if_fail (self != NULL, 0);

  high = self->n_rows;
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (self->days[middle] <= day)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * tide_series_find_last:
 * @self: a series
 * @end: the row to stop before; the length of @self or more for all of it
 * @out_row: (out) (optional): the last row before @end with a value
 *
 * Finds the last observation before a row; gaps are skipped.
 *
 * Returns: %FALSE if there is none; @out_row is then untouched
 */
bool
tide_series_find_last (const TideSeries *self,
                       size_t            end,
                       size_t           *out_row)
{
  g_return_val_if_fail (self != NULL, false);

  for (size_t row = MIN (end, self->n_rows); row-- > 0;)
    if (!isnan (self->values[row]))
      {
        if (out_row != NULL)
          *out_row = row;
        return true;
      }

  return false;
}

/**
 * tide_series_find_first:
 * @self: a series
 * @begin: the row to start at
 * @out_row: (out) (optional): the first row at or after @begin with a value
 *
 * Finds the first observation from a row on; gaps are skipped.
 *
 * Returns: %FALSE if there is none; @out_row is then untouched
 */
bool
tide_series_find_first (const TideSeries *self,
                        size_t            begin,
                        size_t           *out_row)
{
  g_return_val_if_fail (self != NULL, false);

  for (size_t row = begin; row < self->n_rows; row++)
    if (!isnan (self->values[row]))
      {
        if (out_row != NULL)
          *out_row = row;
        return true;
      }

  return false;
}

static const char *const basis_names[] = {
  [TIDE_BASIS_QUOTED] = "quoted",
  [TIDE_BASIS_SPLIT] = "split",
  [TIDE_BASIS_ADJUSTED] = "adjusted",
};

/**
 * tide_basis_to_string:
 * @basis: a basis
 *
 * Names a basis as `--basis` and exported files write it.
 *
 * Returns: (transfer none): `quoted`, `split` or `adjusted`
 */
const char *
tide_basis_to_string (TideBasis basis)
{
  g_return_val_if_fail ((size_t) basis < G_N_ELEMENTS (basis_names), NULL);

  return basis_names[basis];
}

/**
 * tide_basis_parse:
 * @text: a name as tide_basis_to_string() gives it
 * @out_basis: (out): the basis
 *
 * Reads the name of a basis.
 *
 * Returns: %FALSE if there is no such basis; @out_basis is then untouched
 */
bool
tide_basis_parse (const char *text,
                  TideBasis  *out_basis)
{
  g_return_val_if_fail (text != NULL && out_basis != NULL, false);

  for (size_t i = 0; i < G_N_ELEMENTS (basis_names); i++)
    if (strcmp (text, basis_names[i]) == 0)
      {
        *out_basis = (TideBasis) i;
        return true;
      }

  return false;
}
