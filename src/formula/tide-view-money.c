// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-view-money"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

/* The last rate within this many sessions stands for a day without one. */
#define RATE_SESSIONS_MAX 5
#define NO_ROW UINT32_MAX

/* Money at each day's rate */

static void
converted_fill (TideView *self,
                size_t    lo,
                size_t    hi)
{
  tide_view_require (self->a, lo);
  for (size_t i = lo; i < hi; i++)
    {
      double value = self->rows_b[i] == NO_ROW
                       ? NAN
                       : self->a->values[i] * self->b->values[self->rows_b[i]];

      self->values[i] = isfinite (value) ? value : NAN;
    }
}

static void
converted_use (TideEvaluator *evaluator,
               TideView      *self,
               size_t         lo,
               size_t         hi)
{
  tide_view_use (self->a, lo, hi);
  while (lo < hi && self->rows_b[lo] == NO_ROW)
    lo++;
  while (hi > lo && self->rows_b[hi] == NO_ROW)
    hi--;
  if (self->rows_b[lo] != NO_ROW)
    tide_view_use (self->b, self->rows_b[lo], self->rows_b[hi]);
}

static const TideViewClass converted_class = { converted_fill, converted_use };

/* @rate is money of @measure for one of the operand's. */
TideView *
tide_view_new_converted (TideView   *a,
                         TideView   *rate,
                         TideMeasure measure)
{
  TideView *self = tide_view_new_derived (&converted_class, a, measure);
  uint32_t *rows = tide_arena_alloc (a->evaluator->arena, (a->n + 1) * sizeof (uint32_t));
  uint32_t  found = NO_ROW;
  size_t    next = 0;

  if (rate->n > 0)
    tide_view_require (rate, 0);
  for (size_t i = 0; i < a->n; i++)
    {
      for (; next < rate->n && rate->days[next] <= a->days[i]; next++)
        if (!isnan (rate->values[next]))
          found = (uint32_t) next;
      rows[i] = found;
      if (found != NO_ROW &&
          tide_day_count_weekdays (rate->days[found], a->days[i]) > RATE_SESSIONS_MAX)
        rows[i] = NO_ROW;
    }

  self->b = rate;
  self->rows_b = rows;
  self->gap = TIDE_MISSING_TOO_OLD;
  self->gap_reason = "no rate within 5 sessions";
  return self;
}

/* The common days of many series */

typedef struct
{
  TideView *const *views;
  uint32_t       **rows; /* of each member, for each common day */
  size_t           n;
} Members;

static void
basket_fill (TideView *self,
             size_t    lo,
             size_t    hi)
{
}

static void
basket_use (TideEvaluator *evaluator,
            TideView      *self,
            size_t         lo,
            size_t         hi)
{
  const Members *members = self->detail;

  for (size_t i = 0; i < members->n; i++)
    tide_view_use (members->views[i], members->rows[i][0], members->rows[i][hi]);
}

static const TideViewClass basket_class = { basket_fill, basket_use };

/* Keeps of @days those on which @view has an observation. */
static size_t
keep_observed (TideView *view,
               TideDay  *days,
               size_t    n)
{
  size_t kept = 0;
  size_t row = 0;

  for (size_t i = 0; i < n; i++)
    {
      while (row < view->n && view->days[row] < days[i])
        row++;
      if (row < view->n && view->days[row] == days[i] && !isnan (view->values[row]))
        days[kept++] = days[i];
    }
  return kept;
}

static uint32_t *
find_rows (const TideView *view,
           const TideDay  *days,
           size_t          n)
{
  uint32_t *rows = tide_arena_alloc (view->evaluator->arena, (n + 1) * sizeof (uint32_t));
  uint32_t  row = 0;

  for (size_t i = 0; i < n; i++)
    {
      while (view->days[row] < days[i])
        row++;
      rows[i] = row;
    }
  return rows;
}

/* A series on the days that all of @views have, whose values whoever makes it
 * writes before finishing it. */
TideView *
tide_view_new_basket (TideView *const *views,
                      size_t           n_views,
                      TideMeasure      measure)
{
  TideView  *self = tide_view_new_derived (&basket_class, views[0], measure);
  TideArena *arena = self->evaluator->arena;
  Members   *members = tide_arena_alloc0 (arena, sizeof (Members));
  TideDay   *days = tide_arena_alloc (arena, (self->n + 1) * sizeof (TideDay));
  size_t     n = self->n;

  memcpy (days, self->days, n * sizeof (TideDay));
  for (size_t i = 0; i < n_views; i++)
    {
      if (views[i]->n > 0)
        tide_view_require (views[i], 0);
      n = keep_observed (views[i], days, n);
      self->frequency = MAX (self->frequency, views[i]->frequency);
    }

  members->views = views;
  members->n = n_views;
  members->rows = tide_arena_alloc (arena, n_views * sizeof (uint32_t *));
  for (size_t i = 0; i < n_views; i++)
    members->rows[i] = find_rows (views[i], days, n);

  self->series = NULL;
  self->days = days;
  self->n = self->filled = self->dense = n;
  self->detail = members;
  return self;
}

/* The row of a member on the common day @row. */
size_t
tide_view_get_member_row (const TideView *self,
                          size_t          member,
                          size_t          row)
{
  const Members *members = self->detail;

  return members->rows[member][row];
}
