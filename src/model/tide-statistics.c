// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-statistics"

#include "config.h"

#include "tide-statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/tide-sum-private.h"

/* Values transformed at a time; fits the first-level cache. */
#define CHUNK 256

static double *
copy_observations (const double *values,
                   size_t        n,
                   size_t       *out_count)
{
  double *copy = g_memdup2 (values, n * sizeof (double));
  size_t  count = 0;

  for (size_t i = 0; i < n; i++)
    {
      copy[count] = copy[i];
      count += copy[i] == copy[i]; // NOLINT(misc-redundant-expression): false for NaN
    }

  *out_count = count;
  return copy;
}

static int
compare_values_cb (const void *a,
                   const void *b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static inline void
swap (double *a,
      double *b)
{
  double kept = *a;

  *a = *b;
  *b = kept;
}

/* The median of the first, middle and last value. */
static double
choose_pivot (const double *values,
              size_t        low,
              size_t        high)
{
  double a = values[low];
  double b = values[low + (high - low) / 2];
  double c = values[high];

  return fmax (fmin (a, b), fmin (fmax (a, b), c));
}

/* Hoare's selection: afterwards values[rank] is what it would be if all were
 * sorted, nothing before it is larger and nothing after it smaller. Patterns
 * made to spoil the pivots cost a sort, not quadratic time. */
static double
select_rank (double *values,
             size_t  n,
             size_t  rank)
{
  size_t low = 0;
  size_t high = n - 1;

  for (int rounds = 64; low < high; rounds--)
    {
      double pivot = choose_pivot (values, low, high);
      size_t i = low;
      size_t j = high;

      if (rounds == 0)
        {
          qsort (values + low, high - low + 1, sizeof (double), compare_values_cb);
          break;
        }

      while (i <= j)
        {
          while (values[i] < pivot)
            i++;
          while (values[j] > pivot)
            j--;
          if (i > j)
            break;
          swap (&values[i++], &values[j]);
          if (j == 0)
            break;
          j--;
        }

      if (rank <= j)
        high = j;
      else if (rank >= i)
        low = i;
      else
        break;
    }

  return values[rank];
}

/* Quantile of a scratch array without gaps, which is reordered. */
static double
take_quantile (double *values,
               size_t  n,
               double  q)
{
  double place = (double) (n - 1) * q;
  size_t rank = MIN ((size_t) place, n - 1);
  double fraction = place - (double) rank;
  double lower = select_rank (values, n, rank);
  double upper;

  if (!(fraction > 0.0))
    return lower;

  upper = tide_stat_min (values + rank + 1, n - rank - 1, NULL);
  return lower + fraction * (upper - lower);
}

/**
 * tide_stat_sum:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Adds the observations, gaps left out. The rounding error is that of a sum in
 * twice the working precision.
 *
 * Source: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM
 * Journal on Scientific Computing 26 (2005), algorithm Sum2.
 *
 * Returns: NaN without an observation
 */
double
tide_stat_sum (const double *values,
               size_t        n)
{
  TideSum sum = { { 0 }, { 0 } };

  if (tide_stat_count (values, n) == 0)
    return NAN;

  tide_sum_add_values (&sum, values, n);
  return tide_sum_get_total (&sum);
}

/**
 * tide_stat_count:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Counts the observations.
 *
 * Returns: rows that are not gaps
 */
size_t
tide_stat_count (const double *values,
                 size_t        n)
{
  size_t count = 0;

  for (size_t i = 0; i < n; i++)
    count += values[i] == values[i]; // NOLINT(misc-redundant-expression): false for NaN

  return count;
}

/**
 * tide_stat_mean:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Gives the arithmetic mean of the observations.
 *
 * Returns: NaN without an observation
 */
double
tide_stat_mean (const double *values,
                size_t        n)
{
  return tide_stat_sum (values, n) / (double) tide_stat_count (values, n);
}

static void
subtract (const double *values,
          double        amount,
          double       *out_differences,
          size_t        n)
{
  for (size_t i = 0; i < n; i++)
    out_differences[i] = values[i] - amount;
}

/* The sum of (x - origin - centre) over the observations, and of its square. */
static void
add_deviations (const double *values,
                size_t        n,
                double        origin,
                double        centre,
                TideSum      *deviations,
                TideSum      *squares)
{
  double chunk[CHUNK];

  for (size_t begin = 0; begin < n; begin += CHUNK)
    {
      size_t length = MIN (CHUNK, n - begin);

      subtract (values + begin, origin, chunk, length);
      subtract (chunk, centre, chunk, length);
      tide_sum_add_values (deviations, chunk, length);
      for (size_t i = 0; i < length; i++)
        chunk[i] *= chunk[i];
      tide_sum_add_values (squares, chunk, length);
    }
}

/**
 * tide_stat_stdev:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Gives the standard deviation of a sample, with n - 1 in the denominator.
 * Deviations are first taken from the first observation, so that it is exactly
 * zero for equal values, then from their own mean. Their squares must be doubles:
 * deviations of more than 1e150 or all of less than 1e-150 are out of range.
 *
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the
 * sample variance", The American Statistician 37 (1983), corrected two-pass
 * algorithm.
 *
 * Returns: NaN with fewer than two observations
 */
double
tide_stat_stdev (const double *values,
                 size_t        n)
{
  TideSum deviations = { { 0 }, { 0 } };
  TideSum squares = { { 0 }, { 0 } };
  TideSum unused = { { 0 }, { 0 } };
  size_t  observations = tide_stat_count (values, n);
  double  count = (double) observations;
  size_t  first = 0;
  double  centre;
  double  rest;

  if (observations < 2)
    return NAN;

  while (isnan (values[first]))
    first++;

  add_deviations (values, n, values[first], 0.0, &deviations, &unused);
  centre = tide_sum_get_total (&deviations) / count;
  memset (&deviations, 0, sizeof deviations);
  add_deviations (values, n, values[first], centre, &deviations, &squares);
  rest = tide_sum_get_total (&deviations);

  return sqrt (fmax (tide_sum_get_total (&squares) - rest * rest / count, 0.0) / (count - 1.0));
}

static size_t
find_value (const double *values,
            size_t        n,
            double        value)
{
  size_t row = 0;

  while (row < n && values[row] != value)
    row++;

  return row;
}

/**
 * tide_stat_min:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @out_index: (out) (optional): row of the smallest observation, the earliest
 *   of equal ones; untouched without an observation
 *
 * Finds the smallest observation.
 *
 * Returns: NaN without an observation
 */
double
tide_stat_min (const double *values,
               size_t        n,
               size_t       *out_index)
{
  double lowest[TIDE_SUM_LANES] = { INFINITY, INFINITY, INFINITY, INFINITY };
  size_t row;
  size_t i = 0;

  for (; i + TIDE_SUM_LANES <= n; i += TIDE_SUM_LANES)
    for (size_t lane = 0; lane < TIDE_SUM_LANES; lane++)
      lowest[lane] = values[i + lane] < lowest[lane] ? values[i + lane] : lowest[lane];
  for (; i < n; i++)
    lowest[0] = values[i] < lowest[0] ? values[i] : lowest[0];
  for (size_t lane = 1; lane < TIDE_SUM_LANES; lane++)
    lowest[0] = lowest[lane] < lowest[0] ? lowest[lane] : lowest[0];

  row = find_value (values, n, lowest[0]);
  if (row == n)
    return NAN;
  if (out_index != NULL)
    *out_index = row;

  return lowest[0];
}

/**
 * tide_stat_max:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @out_index: (out) (optional): row of the largest observation, the earliest
 *   of equal ones; untouched without an observation
 *
 * Finds the largest observation.
 *
 * Returns: NaN without an observation
 */
double
tide_stat_max (const double *values,
               size_t        n,
               size_t       *out_index)
{
  double highest[TIDE_SUM_LANES] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY };
  size_t row;
  size_t i = 0;

  for (; i + TIDE_SUM_LANES <= n; i += TIDE_SUM_LANES)
    for (size_t lane = 0; lane < TIDE_SUM_LANES; lane++)
      highest[lane] = values[i + lane] > highest[lane] ? values[i + lane] : highest[lane];
  for (; i < n; i++)
    highest[0] = values[i] > highest[0] ? values[i] : highest[0];
  for (size_t lane = 1; lane < TIDE_SUM_LANES; lane++)
    highest[0] = highest[lane] > highest[0] ? highest[lane] : highest[0];

  row = find_value (values, n, highest[0]);
  if (row == n)
    return NAN;
  if (out_index != NULL)
    *out_index = row;

  return highest[0];
}

/**
 * tide_stat_quantile:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @q: fraction from 0 to 1
 *
 * Gives a quantile of the observations, interpolated linearly between the two
 * nearest: type 7. Takes linear time.
 *
 * Source: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages",
 * The American Statistician 50 (1996), definition 7.
 *
 * Returns: NaN without an observation, and for @q outside 0 to 1
 */
double
tide_stat_quantile (const double *values,
                    size_t        n,
                    double        q)
{
  size_t             count = 0;
  g_autofree double *scratch = copy_observations (values, n, &count);

  if (count == 0 || !(q >= 0.0 && q <= 1.0))
    return NAN;

  return take_quantile (scratch, count, q);
}

/**
 * tide_stat_median:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Gives the middle observation, or the mean of the middle two.
 *
 * Returns: NaN without an observation
 */
double
tide_stat_median (const double *values,
                  size_t        n)
{
  return tide_stat_quantile (values, n, 0.5);
}

/**
 * tide_stat_mad:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 *
 * Gives the median absolute deviation from the median, unscaled: times 1.4826
 * it estimates the standard deviation of a normal sample.
 *
 * Source: F. R. Hampel, "The influence curve and its role in robust
 * estimation", Journal of the American Statistical Association 69 (1974).
 *
 * Returns: NaN without an observation
 */
double
tide_stat_mad (const double *values,
               size_t        n)
{
  size_t             count = 0;
  g_autofree double *scratch = copy_observations (values, n, &count);
  double             median;

  if (count == 0)
    return NAN;

  median = take_quantile (scratch, count, 0.5);
  for (size_t i = 0; i < count; i++)
    scratch[i] = fabs (scratch[i] - median);

  return take_quantile (scratch, count, 0.5);
}

/**
 * tide_stat_percentile:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @score: what is placed among them; unit of @values
 * @method: how observations equal to @score count
 *
 * Gives the share of the observations at or below a score, fraction from 0 to 1.
 *
 * Returns: NaN without an observation, and for a @score of NaN
 */
double
tide_stat_percentile (const double        *values,
                      size_t               n,
                      double               score,
                      TidePercentileMethod method)
{
  size_t count = tide_stat_count (values, n);
  size_t below = 0;
  size_t upto = 0;

  if (count == 0 || isnan (score))
    return NAN;

  for (size_t i = 0; i < n; i++)
    {
      below += values[i] < score;
      upto += values[i] <= score;
    }

  switch (method)
    {
    case TIDE_PERCENTILE_WEAK:
      return (double) upto / (double) count;
    case TIDE_PERCENTILE_STRICT:
      return (double) below / (double) count;
    case TIDE_PERCENTILE_MEAN:
      return (double) (below + upto) / (2.0 * (double) count);
    }

  g_return_val_if_reached (NAN);
}

/**
 * tide_stat_cumulate:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @out_sums: (array length=n) (out caller-allocates): unit of @values; may be
 *   @values itself
 *
 * Gives for each row the sum of the observations up to it, in twice the working
 * precision. A gap stays one, and adds nothing to the rows after it.
 *
 * Source: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM
 * Journal on Scientific Computing 26 (2005), algorithm Sum2.
 */
void
tide_stat_cumulate (const double *values,
                    size_t        n,
                    double       *out_sums)
{
  TideSum sum = { { 0 }, { 0 } };

  for (size_t i = 0; i < n; i++)
    {
      double value = values[i];

      tide_sum_add (&sum, 0, value);
      out_sums[i] = isnan (value) ? NAN : sum.sum[0] + sum.lost[0];
    }
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
  double peak = peak_before;
  double deepest = NAN;

  for (size_t i = 0; i < n; i++)
    {
      if (values[i] > peak || isnan (peak))
        peak = values[i];
      if (peak > 0.0 && !isnan (values[i]))
        deepest = fmin (deepest, (values[i] - peak) / peak);
    }

  return deepest;
}
