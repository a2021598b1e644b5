// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-view-rolling"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

#include "model/tide-statistics.h"

/* What rests on all rows before: calculated when it is made. */

static void
calculated_fill (TideView *self,
                 size_t    lo,
                 size_t    hi)
{
}

static void
calculated_use (TideEvaluator *evaluator,
                TideView      *self,
                size_t         lo,
                size_t         hi)
{
  tide_view_use (self->a, self->offset, self->offset + hi);
}

static const TideViewClass calculated_class = { calculated_fill, calculated_use };

/* Whoever makes it writes the values, then finishes it. The operand is
 * calculated. */
TideView *
tide_view_new_calculated (TideView   *a,
                          TideMeasure measure)
{
  TideView *self = tide_view_new_derived (&calculated_class, a, measure);

  if (a->n > 0)
    tide_view_require (a, 0);
  self->offset = 0;
  return self;
}

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
  self->n = self->filled = self->dense = last + 1 - first;
}

static void
keep_finite (double *values,
             size_t  n)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (values[i]))
      values[i] = NAN;
}

void
tide_view_finish (TideView *self)
{
  keep_finite (self->values, self->n);
  self->filled = 0;
}

/* The running sum of the rows from @first to @last */
TideView *
tide_view_new_cumulated (TideView *a,
                         size_t    first,
                         size_t    last)
{
  TideView *self = tide_view_new_calculated (a, a->measure);

  keep_rows (self, first, last);
  tide_stat_cumulate (a->values + first, self->n, self->values);
  tide_view_finish (self);
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
  self->n = self->filled = self->dense = n;
  self->aggregate = aggregate;
  self->frequency = MAX (a->frequency, frequency);
  return self;
}

/* A number for the window that ends at each row */

/* The first row of the window of the observation at @row; there is none where
 * history is shorter. */
static bool
find_window_start (TideView *self,
                   size_t    row,
                   size_t   *out_first)
{
  TideView *a = self->a;
  TideDay   base;
  size_t    after;
  size_t    before;

  if (self->period.kind == TIDE_PERIOD_MAX)
    return tide_view_find_first (a, 0, out_first);

  *out_first = row;
  if (self->period.kind == TIDE_PERIOD_OBSERVATIONS)
    {
      for (int i = 1; i < self->period.count; i++)
        if (!tide_view_find_last (a, *out_first, out_first))
          return false;
      return true;
    }

  base = tide_period_get_base_day (self->period, self->days[row]);
  after = tide_view_count_until (a, base);
  return tide_view_find_first (a, after, out_first) &&
         (tide_view_find_last (a, after, &before) || a->days[*out_first] == base + 1);
}

static void
rolled_fill (TideView *self,
             size_t    lo,
             size_t    hi)
{
  TideView *a = self->a;
  size_t    first;

  tide_view_require (a, lo);
  for (size_t i = lo; i < hi; i++)
    {
      self->values[i] = NAN;
      if (!isnan (a->values[i]) && find_window_start (self, i, &first))
        self->values[i] = self->roll (a->values + first, i - first + 1, self->parameter);
    }
  keep_finite (self->values + lo, hi - lo);
}

static void
rolled_use (TideEvaluator *evaluator,
            TideView      *self,
            size_t         lo,
            size_t         hi)
{
  size_t first = lo;

  find_window_start (self, lo, &first);
  tide_view_use (self->a, first, hi);
}

static const TideViewClass rolled_class = { rolled_fill, rolled_use };

TideView *
tide_view_new_rolled (TideView  *a,
                      TidePeriod period,
                      TideRoll   roll,
                      double     parameter)
{
  TideView *self = tide_view_new_derived (&rolled_class, a, a->measure);

  self->period = period;
  self->roll = roll;
  self->parameter = parameter;
  return self;
}
