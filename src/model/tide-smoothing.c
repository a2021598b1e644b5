// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-smoothing"

#include "config.h"

#include "tide-smoothing.h"

#include <math.h>

#include "model/tide-statistics.h"
#include "model/tide-sum-private.h"

/* A mean that forgets: seeded by the mean of the first observations, then moved
 * by a share of the distance to each new one. */
typedef struct
{
  size_t  length;
  double  weight;
  size_t  count;
  TideSum seed;
  double  level;
} Smoother;

/* Takes an observation; NaN until there are enough of them. */
static double
smooth (Smoother *self,
        double    value)
{
  self->count++;
  if (self->count > self->length)
    self->level += self->weight * (value - self->level);
  else
    tide_sum_add (&self->seed, 0, value);

  if (self->count == self->length)
    self->level = tide_sum_get_total (&self->seed) / (double) self->length;
  return self->count >= self->length ? self->level : NAN;
}

static void
smooth_all (const double *values,
            size_t        n,
            size_t        length,
            double        weight,
            double       *out)
{
  Smoother smoother = { .length = length, .weight = weight };

  for (size_t i = 0; i < n; i++)
    out[i] = isnan (values[i]) ? NAN : smooth (&smoother, values[i]);
}

/**
 * tide_smooth_ema:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @length: observations of the average, 1 or more
 * @out: (array length=n) (out caller-allocates): unit of @values; may be @values
 *
 * Gives the exponential moving average with the weight 2 / (length + 1) of the
 * newest observation, seeded by the mean of the first @length. Rows before that
 * are NaN; a gap stays one and moves nothing.
 *
 * Convention: the weight of a `span` of pandas.DataFrame.ewm; seeded as TA-Lib
 * seeds it.
 */
void
tide_smooth_ema (const double *values,
                 size_t        n,
                 size_t        length,
                 double       *out)
{
  g_return_if_fail (length > 0);

  smooth_all (values, n, length, 2.0 / ((double) length + 1.0), out);
}

/**
 * tide_smooth_wilder:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @length: observations of the average, 1 or more
 * @out: (array length=n) (out caller-allocates): unit of @values; may be @values
 *
 * Gives Wilder's average: the weight of the newest observation is 1 / length,
 * the seed the mean of the first @length.
 *
 * Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978).
 */
void
tide_smooth_wilder (const double *values,
                    size_t        n,
                    size_t        length,
                    double       *out)
{
  g_return_if_fail (length > 0);

  smooth_all (values, n, length, 1.0 / (double) length, out);
}

/**
 * tide_smooth_rsi:
 * @values: (array length=n): a price or level; NaN is a gap
 * @n: how many
 * @length: changes of the averages, 1 or more
 * @out: (array length=n) (out caller-allocates): 0 to 100; may be @values
 *
 * Gives the relative strength index: the average rise in percent of the average
 * rise and fall together, both averaged as tide_smooth_wilder() does. The first
 * value stands at the observation that ends the first @length changes. Where
 * nothing moved there is none.
 *
 * Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978).
 */
void
tide_smooth_rsi (const double *values,
                 size_t        n,
                 size_t        length,
                 double       *out)
{
  Smoother rises = { .length = length, .weight = 1.0 / (double) length };
  Smoother falls = rises;
  double   before = NAN;

  g_return_if_fail (length > 0);

  for (size_t i = 0; i < n; i++)
    {
      double value = values[i];
      double change = value - before;
      double rise;
      double fall;

      out[i] = NAN;
      if (!isnan (value))
        before = value;
      if (isnan (change))
        continue;

      rise = smooth (&rises, fmax (change, 0.0));
      fall = smooth (&falls, fmax (-change, 0.0));
      if (rise + fall > 0.0)
        out[i] = 100.0 * (rise / (rise + fall));
    }
}

/**
 * tide_smooth_bollinger:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @k: standard deviations above the mean; negative for below
 *
 * Gives the edge of a Bollinger band: the mean and @k standard deviations of the
 * population, with n in the denominator.
 *
 * Source: J. Bollinger, "Bollinger on Bollinger Bands" (2001).
 *
 * Returns: unit of @values; NaN without an observation
 */
double
tide_smooth_bollinger (const double *values,
                       size_t        n,
                       double        k)
{
  size_t count = tide_stat_count (values, n);
  double deviation = 0.0;

  if (count > 1)
    deviation =
      tide_stat_stdev (values, n) * sqrt ((double) (count - 1) / (double) count);
  return tide_stat_mean (values, n) + k * deviation;
}
