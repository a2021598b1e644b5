// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-view"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-statistics.h"

/* The fewest rows calculated at a time. */
#define CHUNK_ROWS ((size_t) 8)

/* A view of the rows of another one, which its class calculates. */
TideView *
tide_view_new_derived (const TideViewClass *class,
                       TideView   *a,
                       TideMeasure measure)
{
  TideView *self = tide_arena_alloc (a->evaluator->arena, sizeof (TideView));

  *self = *a;
  self->class = class;
  self->measure = measure;
  self->a = a;
  self->b = NULL;
  self->rows_a = NULL;
  self->rows_b = NULL;
  self->pair = NULL;
  self->leaf = NULL;
  self->filled = self->dense = self->n;
  self->values = tide_arena_alloc (a->evaluator->arena, MAX (self->n, 1) * sizeof (double));
  return self;
}

static TideDefinition
read_definition (const TideSeriesInfo *info)
{
  if (info->unit.kind != TIDE_UNIT_MULTIPLE)
    return (TideDefinition){ NULL };

  return (TideDefinition){ g_intern_string (info->facts.horizon),
                           g_intern_string (info->facts.aggregation),
                           g_intern_string (info->symbol),
                           g_intern_string (info->source) };
}

TideView *
tide_view_new_stored (TideEvaluator *evaluator,
                      TideSeries    *series)
{
  const TideSeriesInfo *info = tide_series_get_info (series);
  TideView             *self = tide_arena_alloc0 (evaluator->arena, sizeof (TideView));

  self->evaluator = evaluator;
  self->series = series;
  self->days = tide_series_get_days (series);
  self->values = (double *) tide_series_get_values (series);
  self->n = tide_series_get_length (series);
  self->dense = tide_series_get_dense_row (series);
  self->measure.unit = info->unit;
  self->measure.definition = read_definition (info);
  self->measure.per_share = g_str_has_prefix (info->field, "eps_");
  self->frequency = info->frequency;
  self->basis = info->basis;
  self->gap = TIDE_MISSING_NOT_REPORTED;
  self->gap_reason = info->gap_reason;
  return self;
}

/* Calculates the rows from @row on. Asking backwards row by row doubles the
 * rows each time, so that it stays linear. */
void
tide_view_require (TideView *self,
                   size_t    row)
{
  size_t wanted;

  if (row >= self->filled)
    return;

  wanted = MAX (self->n - self->filled, CHUNK_ROWS);
  row = MIN (row, self->filled > wanted ? self->filled - wanted : 0);
  self->class->fill (self, row, self->filled);
  self->filled = row;
}

/* Finds the last observation before row @end. */
bool
tide_view_find_last (TideView *self,
                     size_t    end,
                     size_t   *out_row)
{
  while (end > 0)
    {
      end--;
      if (end < self->filled)
        tide_view_require (self, end);
      if (!isnan (self->values[end]))
        {
          *out_row = end;
          return true;
        }
    }
  return false;
}

/* Finds the first observation at or after row @begin. */
bool
tide_view_find_first (TideView *self,
                      size_t    begin,
                      size_t   *out_row)
{
  tide_view_require (self, begin);
  for (size_t row = begin; row < self->n; row++)
    if (!isnan (self->values[row]))
      {
        *out_row = row;
        return true;
      }
  return false;
}

/* The largest observation before row @end, all rows calculated; NaN without one.
 * Of a stored series whole blocks are known. */
double
tide_view_find_max (const TideView *self,
                    size_t          end)
{
  const TideExtremes *blocks;
  double              highest = -(double) INFINITY;
  size_t              n = end / TIDE_EXTREMES_ROWS;
  double              rest;

  if (self->class != NULL)
    return tide_stat_max (self->values, end, NULL);

  blocks = tide_series_get_extremes (self->series);
  for (size_t i = 0; i < n; i++)
    highest = blocks[i].high > highest ? blocks[i].high : highest;
  rest = tide_stat_max (self->values + n * TIDE_EXTREMES_ROWS, end - n * TIDE_EXTREMES_ROWS, NULL);
  highest = rest > highest ? rest : highest;
  return isfinite (highest) ? highest : NAN;
}

/* Counts the rows on or before @day. */
size_t
tide_view_count_until (const TideView *self,
                       TideDay         day)
{
  size_t low = 0;
  size_t high = self->n;

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

/* Notes that the result rests on the rows from @first to @last. */
void
tide_view_use (TideView *self,
               size_t    first,
               size_t    last)
{
  if (self->evaluator->only_numbers)
    return;
  if (self->class == NULL)
    tide_inputs_add (self->evaluator, self, first, last);
  else
    self->class->use (self->evaluator, self, first, last);
}

double
tide_operator_apply (TideOperator operation,
                     double       a,
                     double       b)
{
  switch (operation)
    {
    case TIDE_OPERATOR_ADD:
      return a + b;
    case TIDE_OPERATOR_SUBTRACT:
      return a - b;
    case TIDE_OPERATOR_MULTIPLY:
      return a * b;
    case TIDE_OPERATOR_DIVIDE:
      return a / b;
    case TIDE_OPERATOR_POWER:
      return pow (a, b);
    case TIDE_OPERATOR_OR:
    case TIDE_OPERATOR_AND:
    case TIDE_OPERATOR_LESS:
    case TIDE_OPERATOR_LESS_EQUAL:
    case TIDE_OPERATOR_GREATER:
    case TIDE_OPERATOR_GREATER_EQUAL:
    case TIDE_OPERATOR_EQUAL:
    case TIDE_OPERATOR_NOT_EQUAL:
      break;
    }
  g_return_val_if_reached (NAN);
}

/* What most likely makes a result not finite. */
static void
explain_gaps (TideView    *self,
              TideOperator operation)
{
  bool divides = operation == TIDE_OPERATOR_DIVIDE;

  self->gap = divides ? TIDE_MISSING_DIVISION_BY_ZERO : TIDE_MISSING_NOT_FINITE;
  self->gap_reason = divides ? "division by zero" : "the result is not a finite number";
}

/* What is not finite is no observation. */
static inline double
keep_finite (double value)
{
  return isfinite (value) ? value : NAN;
}

/* Two series, or a series and itself. Of two frequencies the lower one is
 * carried forward from the day it was public. */

static void
combined_fill (TideView *self,
               size_t    lo,
               size_t    hi)
{
  if (self->n == 0)
    return;

  tide_view_require (self->a, self->rows_a != NULL ? self->rows_a[lo] : lo);
  tide_view_require (self->b, self->rows_b != NULL ? self->rows_b[lo] : lo);
  for (size_t i = lo; i < hi; i++)
    {
      double a = self->a->values[self->rows_a != NULL ? self->rows_a[i] : i];
      double b = self->b->values[self->rows_b != NULL ? self->rows_b[i] : i];

      self->values[i] = keep_finite (self->pair != NULL
                                       ? self->pair (a, b)
                                       : tide_operator_apply (self->operation, a, b));
    }
}

static void
combined_use (TideEvaluator *evaluator,
              TideView      *self,
              size_t         lo,
              size_t         hi)
{
  tide_view_use (self->a, self->rows_a != NULL ? self->rows_a[lo] : lo,
                 self->rows_a != NULL ? self->rows_a[hi] : hi);
  tide_view_use (self->b, self->rows_b != NULL ? self->rows_b[lo] : lo,
                 self->rows_b != NULL ? self->rows_b[hi] : hi);
}

static const TideViewClass combined_class = { combined_fill, combined_use };

static bool
share_days (const TideView *a,
            const TideView *b)
{
  return a->n == b->n && (a->days == b->days ||
                          memcmp (a->days, b->days, a->n * sizeof (TideDay)) == 0);
}

/* Keeps the days that both have. */
static void
intersect (TideView *self,
           TideView *a,
           TideView *b)
{
  TideArena *arena = self->evaluator->arena;
  size_t     most = MAX (MIN (a->n, b->n), 1);
  TideDay   *days = tide_arena_alloc (arena, most * sizeof (TideDay));
  uint32_t  *rows_a = tide_arena_alloc (arena, most * sizeof (uint32_t));
  uint32_t  *rows_b = tide_arena_alloc (arena, most * sizeof (uint32_t));
  size_t     n = 0;

  for (size_t i = 0, j = 0; i < a->n && j < b->n;)
    {
      if (a->days[i] < b->days[j])
        i++;
      else if (a->days[i] > b->days[j])
        j++;
      else
        {
          days[n] = a->days[i];
          rows_a[n] = (uint32_t) i++;
          rows_b[n++] = (uint32_t) j++;
        }
    }

  self->days = days;
  self->n = self->filled = self->dense = n;
  self->rows_a = rows_a;
  self->rows_b = rows_b;
  self->series = NULL;
}

/* The day from which each row was public: its own publication day, else its day
 * and the lag of the series, as an assumption. Never later than that of a row
 * after it, which replaces it. */
static TideDay *
find_public_days (TideView *self)
{
  const TideSeriesInfo *info =
    self->series != NULL ? tide_series_get_info (self->series) : NULL;
  const TideDay *published =
    self->series != NULL ? tide_series_get_published (self->series) : NULL;
  int      lag = info != NULL ? info->lag : 0;
  TideDay *days = tide_arena_alloc (self->evaluator->arena, (self->n + 1) * sizeof (TideDay));
  bool     assumed = false;

  for (size_t row = self->n; row-- > 0;)
    {
      bool known = published != NULL && published[row] != TIDE_DAY_NONE;

      days[row] = known ? published[row] : self->days[row] + lag;
      assumed |= !known && lag > 0;
      if (row + 1 < self->n)
        days[row] = MIN (days[row], days[row + 1]);
    }

  if (assumed)
    tide_evaluator_add_note (self->evaluator, "assumed lag of %d days", lag);
  return days;
}

/* Keeps the days of @often, each with the last observation of @seldom that was
 * public by then. */
static void
carry (TideView  *self,
       TideView  *often,
       TideView  *seldom,
       uint32_t **out_often,
       uint32_t **out_seldom)
{
  TideArena     *arena = self->evaluator->arena;
  const TideDay *known = find_public_days (seldom);
  TideDay       *days = tide_arena_alloc (arena, (often->n + 1) * sizeof (TideDay));
  size_t         next = 0;
  size_t         found = seldom->n;
  size_t         n = 0;

  *out_often = tide_arena_alloc (arena, (often->n + 1) * sizeof (uint32_t));
  *out_seldom = tide_arena_alloc (arena, (often->n + 1) * sizeof (uint32_t));
  tide_view_require (seldom, 0);
  for (size_t row = 0; row < often->n; row++)
    {
      for (; next < seldom->n && known[next] <= often->days[row]; next++)
        if (!isnan (seldom->values[next]))
          found = next;
      if (found == seldom->n)
        continue;
      days[n] = often->days[row];
      (*out_often)[n] = (uint32_t) row;
      (*out_seldom)[n++] = (uint32_t) found;
    }

  self->days = days;
  self->n = self->filled = self->dense = n;
  self->series = NULL;
  self->frequency = often->frequency;
  if (n > 0)
    tide_window_check_age (self->evaluator, seldom, seldom->days[found]);
}

static void
align (TideView *self,
       TideView *a,
       TideView *b)
{
  uint32_t *rows_a = NULL;
  uint32_t *rows_b = NULL;

  if (a->frequency == b->frequency)
    {
      if (!share_days (a, b))
        intersect (self, a, b);
      return;
    }

  /* An empty series has nothing to carry, and its days are none. */
  if (a->n == 0 || b->n == 0)
    {
      intersect (self, a, b);
      return;
    }

  self->values = tide_arena_alloc (self->evaluator->arena, MAX (a->n, b->n) * sizeof (double));
  if (a->frequency < b->frequency)
    carry (self, a, b, &rows_a, &rows_b);
  else
    carry (self, b, a, &rows_b, &rows_a);
  self->rows_a = rows_a;
  self->rows_b = rows_b;
}

TideView *
tide_view_new_combined (TideOperator operation,
                        TideView    *a,
                        TideView    *b,
                        TideMeasure  measure)
{
  TideView *self = tide_view_new_derived (&combined_class, a, measure);

  self->operation = operation;
  self->b = b;
  self->lagged = a->lagged && b->lagged;
  explain_gaps (self, operation);
  align (self, a, b);
  return self;
}

/* The same by a function of both; a gap of either is one. */
TideView *
tide_view_new_paired (TidePair    pair,
                      TideView   *a,
                      TideView   *b,
                      TideMeasure measure)
{
  TideView *self = tide_view_new_combined (TIDE_OPERATOR_ADD, a, b, measure);

  self->pair = pair;
  return self;
}

/* A series and a number */

static void
numbered_fill (TideView *self,
               size_t    lo,
               size_t    hi)
{
  bool first = self->factor > 0.0;

  tide_view_require (self->a, lo);
  for (size_t i = lo; i < hi; i++)
    self->values[i] = keep_finite (
      first ? tide_operator_apply (self->operation, self->parameter, self->a->values[i])
            : tide_operator_apply (self->operation, self->a->values[i], self->parameter));
}

static void
same_rows_use (TideEvaluator *evaluator,
               TideView      *self,
               size_t         lo,
               size_t         hi)
{
  tide_view_use (self->a, lo, hi);
}

static const TideViewClass numbered_class = { numbered_fill, same_rows_use };

TideView *
tide_view_new_with_number (TideOperator operation,
                           TideView    *a,
                           double       number,
                           bool         number_first,
                           TideMeasure  measure)
{
  TideView *self = tide_view_new_derived (&numbered_class, a, measure);

  explain_gaps (self, operation);
  self->operation = operation;
  self->parameter = number;
  self->factor = number_first ? 1.0 : 0.0;
  return self;
}

/* A function of each observation */

static void
mapped_fill (TideView *self,
             size_t    lo,
             size_t    hi)
{
  tide_view_require (self->a, lo);
  for (size_t i = lo; i < hi; i++)
    self->values[i] = keep_finite (self->mapping (self->a->values[i], self->parameter));
}

static const TideViewClass mapped_class = { mapped_fill, same_rows_use };

TideView *
tide_view_new_mapped (TideView   *a,
                      TideMapping mapping,
                      double      parameter,
                      TideMeasure measure)
{
  TideView *self = tide_view_new_derived (&mapped_class, a, measure);

  self->gap = TIDE_MISSING_DOMAIN;
  self->gap_reason = "not defined for these values";
  self->mapping = mapping;
  self->parameter = parameter;
  return self;
}

/* factor * x / base */

static void
scaled_fill (TideView *self,
             size_t    lo,
             size_t    hi)
{
  tide_view_require (self->a, lo);
  for (size_t i = lo; i < hi; i++)
    self->values[i] = keep_finite (self->factor * (self->a->values[i] / self->parameter));
}

static const TideViewClass scaled_class = { scaled_fill, same_rows_use };

TideView *
tide_view_new_scaled (TideView   *a,
                      double      factor,
                      double      base,
                      TideMeasure measure)
{
  TideView *self = tide_view_new_derived (&scaled_class, a, measure);

  self->factor = factor;
  self->parameter = base;
  return self;
}

/* The change from the observation before */

static void
returns_fill (TideView *self,
              size_t    lo,
              size_t    hi)
{
  const double *values;
  double        before = NAN;
  size_t        row;

  tide_view_require (self->a, lo);
  if (tide_view_find_last (self->a, lo, &row))
    before = self->a->values[row];

  values = self->a->values;
  if (lo > self->a->dense && !(self->factor > 0.0))
    {
      tide_stat_change (values + lo - 1, hi - lo, self->values + lo);
      return;
    }

  for (size_t i = lo; i < hi; i++)
    {
      double value = values[i];
      double change = (value - before) / before;

      /* Equal to ln (x_t / x_{t-1}), and exact for small changes too. */
      self->values[i] = keep_finite (self->factor > 0.0 ? log1p (change) : change);
      before = isnan (value) ? before : value;
    }
}

static void
returns_use (TideEvaluator *evaluator,
             TideView      *self,
             size_t         lo,
             size_t         hi)
{
  size_t before = lo;

  tide_view_find_last (self->a, lo, &before);
  tide_view_use (self->a, before, hi);
}

static const TideViewClass returns_class = { returns_fill, returns_use };

TideView *
tide_view_new_returns (TideView *a,
                       bool      logarithmic)
{
  TideMeasure measure = { .unit = tide_unit_of_kind (TIDE_UNIT_CHANGE) };
  TideView   *self = tide_view_new_derived (&returns_class, a, measure);

  self->gap = TIDE_MISSING_TOO_FEW;
  self->gap_reason = "2 observations are needed for a change";
  self->factor = logarithmic ? 1.0 : 0.0;
  return self;
}

/* The distance from the highest observation so far */

static void
drawdown_fill (TideView *self,
               size_t    lo,
               size_t    hi)
{
  double peak;

  tide_view_require (self->a, 0);
  peak = tide_view_find_max (self->a, lo);
  for (size_t i = lo; i < hi; i++)
    {
      double value = self->a->values[i];

      if (value > peak || isnan (peak))
        peak = value;
      self->values[i] = peak > 0.0 ? (value - peak) / peak : NAN;
    }
}

static void
drawdown_use (TideEvaluator *evaluator,
              TideView      *self,
              size_t         lo,
              size_t         hi)
{
  tide_view_use (self->a, 0, hi);
}

static const TideViewClass drawdown_class = { drawdown_fill, drawdown_use };

TideView *
tide_view_new_drawdown (TideView *a)
{
  TideMeasure measure = { .unit = tide_unit_of_kind (TIDE_UNIT_CHANGE) };

  return tide_view_new_derived (&drawdown_class, a, measure);
}

/* What the series was a period before */

/* The row that stands a period before the observation at @row; that before the
 * first observation is none. */
static bool
find_lagged (TideView *self,
             size_t    row,
             size_t   *out_row)
{
  TideView *a = self->a;
  TideDay   base;

  if (self->period.kind == TIDE_PERIOD_MAX)
    return tide_view_find_first (a, 0, out_row);

  if (self->period.kind != TIDE_PERIOD_OBSERVATIONS)
    {
      base = tide_period_get_base_day (self->period, self->days[row]);
      return tide_view_find_last (a, tide_view_count_until (a, base), out_row);
    }

  *out_row = row;
  for (int i = 0; i < self->period.count; i++)
    if (!tide_view_find_last (a, *out_row, out_row))
      return false;
  return true;
}

/* A count of observations: one pointer follows the other. */
static void
lag_by_count (TideView *self,
              size_t    lo,
              size_t    hi)
{
  TideView *a = self->a;
  size_t    behind = 0;
  bool      found = false;
  bool      started = false;

  for (size_t i = hi; i-- > lo;)
    {
      self->values[i] = NAN;
      if (isnan (a->values[i]))
        continue;
      found = !started ? find_lagged (self, i, &behind)
                       : found && tide_view_find_last (a, behind, &behind);
      started = true;
      if (found)
        self->values[i] = a->values[behind];
    }
}

static void
lagged_fill (TideView *self,
             size_t    lo,
             size_t    hi)
{
  size_t row;

  tide_view_require (self->a, lo);
  if (self->period.kind == TIDE_PERIOD_OBSERVATIONS)
    {
      lag_by_count (self, lo, hi);
      return;
    }

  for (size_t i = lo; i < hi; i++)
    self->values[i] =
      !isnan (self->a->values[i]) && find_lagged (self, i, &row) ? self->a->values[row] : NAN;
}

static void
lagged_use (TideEvaluator *evaluator,
            TideView      *self,
            size_t         lo,
            size_t         hi)
{
  size_t first = lo;
  size_t last = hi;

  if (!find_lagged (self, hi, &last))
    return;
  if (!find_lagged (self, lo, &first))
    first = last;
  tide_view_use (self->a, first, last);
}

static const TideViewClass lagged_class = { lagged_fill, lagged_use };

TideView *
tide_view_new_lagged (TideView  *a,
                      TidePeriod period)
{
  TideView *self = tide_view_new_derived (&lagged_class, a, a->measure);

  self->period = period;
  self->lagged = true;
  return self;
}
