// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-view-rolling"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

#include "model/tide-statistics.h"

/* The running sum */

static void
cumulated_fill (TideView *self,
                size_t    lo,
                size_t    hi)
{
  /* Calculated when it was made: every row rests on all before it. */
}

static void
cumulated_use (TideEvaluator *evaluator,
               TideView      *self,
               size_t         lo,
               size_t         hi)
{
  tide_view_use (self->a, self->offset, self->offset + hi);
}

static const TideViewClass cumulated_class = { cumulated_fill, cumulated_use };

/* Keeps the rows from @first to @last of the operand. */
static void
keep_rows (TideView *self,
           size_t    first,
           size_t    last)
{
  if (first > 0 || last + 1 < self->a->n)
    self->series = NULL;
  self->offset = first;
  self->days += first;
  self->n = self->filled = last + 1 - first;
}

static void
keep_finite (double *values,
             size_t  n)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (values[i]))
      values[i] = NAN;
}

TideView *
tide_view_new_cumulated (TideView *a,
                         size_t    first,
                         size_t    last)
{
  TideView *self = tide_view_new_derived (&cumulated_class, a, a->measure);

  keep_rows (self, first, last);
  tide_view_require (a, first);
  tide_stat_cumulate (a->values + first, self->n, self->values);
  keep_finite (self->values, self->n);
  self->filled = 0;
  return self;
}

/* One observation for each week, month … */

static void
resampled_fill (TideView *self,
                size_t    lo,
                size_t    hi)
{
  if (self->n == 0)
    return;

  for (size_t i = lo; i < hi; i++)
    {
      size_t begin = self->rows_a[i];

      self->values[i] = self->aggregate (self->a->values + begin, self->rows_a[i + 1] - begin);
    }
  keep_finite (self->values + lo, hi - lo);
}

static void
resampled_use (TideEvaluator *evaluator,
               TideView      *self,
               size_t         lo,
               size_t         hi)
{
  tide_view_use (self->a, self->rows_a[lo], self->rows_a[hi + 1] - 1);
}

static const TideViewClass resampled_class = { resampled_fill, resampled_use };

/* The day of the last observation among the rows from @begin to @end; of a
 * period without one the last day, on which it is a gap. */
static TideDay
find_day (const TideView *a,
          size_t          begin,
          size_t          end)
{
  for (size_t row = end; row-- > begin;)
    if (!isnan (a->values[row]))
      return a->days[row];
  return a->days[end - 1];
}

/* @aggregate makes one value of the rows of a week, month …; its gaps are
 * left out. */
TideView *
tide_view_new_resampled (TideView     *a,
                         TideFrequency frequency,
                         TideAggregate aggregate)
{
  TideView  *self = tide_view_new_derived (&resampled_class, a, a->measure);
  TideArena *arena = a->evaluator->arena;
  TideDay   *days = tide_arena_alloc (arena, MAX (a->n, 1) * sizeof (TideDay));
  uint32_t  *rows = tide_arena_alloc (arena, (a->n + 1) * sizeof (uint32_t));
  size_t     n = 0;

  if (a->n > 0)
    tide_view_require (a, 0);
  for (size_t begin = 0, end; begin < a->n; begin = end)
    {
      TideDay last = tide_frequency_get_last_day (frequency, a->days[begin]);

      for (end = begin + 1; end < a->n && a->days[end] <= last; end++)
        continue;
      days[n] = find_day (a, begin, end);
      rows[n++] = (uint32_t) begin;
    }
  rows[n] = (uint32_t) a->n;

  self->series = NULL;
  self->days = days;
  self->rows_a = rows;
  self->n = self->filled = n;
  self->aggregate = aggregate;
  self->frequency = MAX (a->frequency, frequency);
  return self;
}
