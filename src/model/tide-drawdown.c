// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-drawdown"

#include "config.h"

#include "tide-statistics.h"

#include <math.h>

#include "model/tide-lanes-private.h"

/* A fall from a peak: the quotient is taken once, of the lowest value, because
 * it never falls when the value does not. */
typedef struct
{
  double peak;
  double trough; /* lowest since the peak; NaN or infinite without an observation */
  double deepest;
} Fall;

static inline void
find_extremes (const double *values,
               size_t        n,
               double       *out_lowest,
               double       *out_highest)
{
  TideLanes low = tide_lanes_fill ((double) INFINITY);
  TideLanes other_low = low;
  TideLanes high = -low;
  TideLanes other_high = high;
  size_t    i = 0;

  for (; i + 4 <= n; i += 4)
    {
      TideLanes a = tide_lanes_load (values + i);
      TideLanes b = tide_lanes_load (values + i + 2);

      low = tide_lanes_min (a, low);
      high = tide_lanes_max (a, high);
      other_low = tide_lanes_min (b, other_low);
      other_high = tide_lanes_max (b, other_high);
    }

  low = tide_lanes_min (low, other_low);
  high = tide_lanes_max (high, other_high);
  *out_lowest = low[0] < low[1] ? low[0] : low[1];
  *out_highest = high[0] > high[1] ? high[0] : high[1];
  for (; i < n; i++)
    {
      *out_lowest = values[i] < *out_lowest ? values[i] : *out_lowest;
      *out_highest = values[i] > *out_highest ? values[i] : *out_highest;
    }
}

static void
end_fall (Fall *self)
{
  if (self->peak > 0.0 && isfinite (self->trough))
    self->deepest = fmin (self->deepest, (self->trough - self->peak) / self->peak);
}

static void
follow_each (Fall         *self,
             const double *values,
             size_t        n)
{
  for (size_t i = 0; i < n; i++)
    {
      if (values[i] > self->peak || (isnan (self->peak) && !isnan (values[i])))
        {
          end_fall (self);
          self->peak = self->trough = values[i];
        }
      else
        self->trough = values[i] < self->trough || isnan (self->trough) ? values[i] : self->trough;
    }
}

/**
 * tide_stat_find_extremes:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Finds the smallest and the largest observation.
 *
 * Returns: INFINITY and -INFINITY without an observation
 */
TideExtremes
tide_stat_find_extremes (const double *values,
                         size_t        n)
{
  TideExtremes extremes;

  find_extremes (values, n, &extremes.low, &extremes.high);
  return extremes;
}

/* Rows that are looked at one by one. */
#define FALL_ROWS 8

/* Goes on over a stretch whose extremes are known. Without a new peak only its
 * lowest value counts; one with a new peak is looked at only where it may hide
 * a deeper fall than is known. */
static void
follow (Fall              *self,
        const double      *values,
        size_t             n,
        const TideExtremes extremes)
{
  if (extremes.high <= self->peak)
    {
      self->trough = self->trough <= extremes.low ? self->trough : extremes.low;
      return;
    }

  end_fall (self);
  self->trough = NAN;
  if (extremes.high > 0.0 && (extremes.low - extremes.high) / extremes.high >= self->deepest)
    self->peak = self->trough = extremes.high;
  else if (n <= FALL_ROWS)
    follow_each (self, values, n);
  else
    for (size_t i = 0; i < n; i += FALL_ROWS)
      follow (self, values + i, MIN (FALL_ROWS, n - i),
              tide_stat_find_extremes (values + i, MIN (FALL_ROWS, n - i)));
}

/**
 * tide_stat_max_drawdown:
 * @values: (array length=n): a price or level; NaN is a gap
 * @n: how many
 * @peak_before: the highest observation before them, or NaN
 *
 * Gives the deepest fall from the highest observation so far, fraction: 0 for
 * values that only rise, -0.4 for a fall of 40 %. Values whose peak is not above
 * zero have no relative fall and are left out.
 *
 * Returns: 0 or less; NaN without an observation
 */
double
tide_stat_max_drawdown (const double *values,
                        size_t        n,
                        double        peak_before)
{
  return tide_stat_max_drawdown_of_blocks (values, n, peak_before, NULL);
}

/**
 * tide_stat_max_drawdown_of_blocks:
 * @values: (array length=n): a price or level; NaN is a gap
 * @n: how many
 * @peak_before: the highest observation before them, or NaN
 * @blocks: (nullable): extremes of each %TIDE_EXTREMES_ROWS of @values, from the
 *   first on; the last block may be shorter
 *
 * Gives what tide_stat_max_drawdown() does, without looking at the values of
 * blocks that cannot hide the deepest fall.
 *
 * Returns: 0 or less; NaN without an observation
 */
double
tide_stat_max_drawdown_of_blocks (const double       *values,
                                  size_t              n,
                                  double              peak_before,
                                  const TideExtremes *blocks)
{
  Fall fall = { peak_before, NAN, NAN };

  for (size_t i = 0; i < n; i += TIDE_EXTREMES_ROWS)
    {
      size_t length = MIN (TIDE_EXTREMES_ROWS, n - i);
      bool   known = blocks != NULL && length == TIDE_EXTREMES_ROWS;

      follow (&fall, values + i, length,
              known ? blocks[i / TIDE_EXTREMES_ROWS]
                    : tide_stat_find_extremes (values + i, length));
    }

  end_fall (&fall);
  return fall.deepest;
}
