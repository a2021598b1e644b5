// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-statistics"

#include "config.h"

#include "tide-statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/tide-lanes-private.h"
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

/* Values of a block that is added without looking at what is lost: each of its
 * eight accumulators adds three times. */
#define BLOCK 32

/* The sum of a block; the sum of sizes grows by it. */
static inline double
add_simply (const double *values,
            TideLanes    *sizes)
{
  TideLanes a = tide_lanes_fill (0.0);
  TideLanes b = a;
  TideLanes c = a;
  TideLanes d = a;
  TideLanes size = *sizes;

  for (size_t i = 0; i < BLOCK; i += 8)
    {
      TideLanes v = tide_lanes_load (values + i);
      TideLanes w = tide_lanes_load (values + i + 2);
      TideLanes x = tide_lanes_load (values + i + 4);
      TideLanes y = tide_lanes_load (values + i + 6);

      a += v;
      b += w;
      c += x;
      d += y;
      size += (tide_lanes_abs (v) + tide_lanes_abs (w)) + (tide_lanes_abs (x) + tide_lanes_abs (y));
    }

  *sizes = size;
  return tide_lanes_sum ((a + b) + (c + d));
}

/* The sum of values without gaps that do not cancel each other: blocks pairwise,
 * what they lose among each other kept. False where it is not that simple. */
static bool
sum_simply (const double *values,
            size_t        n,
            double       *out_total)
{
  TideSum   sum = { { 0 }, { 0 } };
  TideLanes sizes = tide_lanes_fill (0.0);
  double    size = 0.0;
  size_t    i = 0;

  for (; i + BLOCK <= n; i += BLOCK)
    tide_sum_add_plain (&sum, i / BLOCK % TIDE_SUM_LANES, add_simply (values + i, &sizes));
  for (; i < n; i++)
    {
      tide_sum_add_plain (&sum, i % TIDE_SUM_LANES, values[i]);
      size += fabs (values[i]);
    }

  *out_total = tide_sum_get_total (&sum);
  size += tide_lanes_sum (sizes);
  return isfinite (size) && fabs (*out_total) >= 0.75 * size && size > 0.0;
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
  double  total;

  if (sum_simply (values, n, &total))
    return total;
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
  double total;

  if (sum_simply (values, n, &total))
    return total / (double) n;
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

/* The sums of d and d^2 of a block, d = (x - origin) - centre. */
static void
add_block (const double *values,
           size_t        n,
           double        origin,
           double        centre,
           double        out_sums[2])
{
  TideLanes origins = tide_lanes_fill (origin);
  TideLanes centres = tide_lanes_fill (centre);
  TideLanes sums = tide_lanes_fill (0.0);
  TideLanes more_sums = sums;
  TideLanes squares = sums;
  TideLanes more_squares = sums;
  size_t    i = 0;

  for (; i + 4 <= n; i += 4)
    {
      TideLanes d = (tide_lanes_load (values + i) - origins) - centres;
      TideLanes e = (tide_lanes_load (values + i + 2) - origins) - centres;

      sums += d;
      more_sums += e;
      squares += d * d;
      more_squares += e * e;
    }

  out_sums[0] = tide_lanes_sum (sums + more_sums);
  out_sums[1] = tide_lanes_sum (squares + more_squares);
  for (; i < n; i++)
    {
      double d = (values[i] - origin) - centre;

      out_sums[0] += d;
      out_sums[1] += d * d;
    }
}

/* The sum of x - origin: a first estimate of where the mean is. */
static double
add_distances (const double *values,
               size_t        n,
               double        origin)
{
  TideLanes origins = tide_lanes_fill (origin);
  TideLanes a = tide_lanes_fill (0.0);
  TideLanes b = a;
  double    sum;
  size_t    i = 0;

  for (; i + 4 <= n; i += 4)
    {
      a += tide_lanes_load (values + i) - origins;
      b += tide_lanes_load (values + i + 2) - origins;
    }

  sum = tide_lanes_sum (a + b);
  for (; i < n; i++)
    sum += values[i] - origin;
  return sum;
}

/* The mean and the sum of squared deviations from it, of values without gaps.
 * False where there are gaps, or where the squares are out of range. */
static bool
deviate_simply (const double *values,
                size_t        n,
                double       *out_mean,
                double       *out_squares)
{
  double  count = (double) n;
  double  centre;
  double  sums[2];
  TideSum rests = { { 0 }, { 0 } };
  TideSum squares = { { 0 }, { 0 } };
  double  rest;

  centre = add_distances (values, n, values[0]) / count;

  for (size_t i = 0; i < n; i += CHUNK)
    {
      add_block (values + i, MIN (CHUNK, n - i), values[0], centre, sums);
      tide_sum_add_plain (&rests, 0, sums[0]);
      tide_sum_add_plain (&squares, 0, sums[1]);
    }

  rest = tide_sum_get_total (&rests);
  *out_mean = values[0] + (centre + rest / count);
  *out_squares = fmax (tide_sum_get_total (&squares) - rest * rest / count, 0.0);
  return isfinite (*out_squares) && isfinite (rest);
}

/* The same where there are gaps, with all that is lost kept. */
static void
deviate (const double *values,
         size_t        n,
         double        count,
         double       *out_mean,
         double       *out_squares)
{
  TideSum deviations = { { 0 }, { 0 } };
  TideSum squares = { { 0 }, { 0 } };
  TideSum unused = { { 0 }, { 0 } };
  size_t  first = 0;
  double  centre;
  double  rest;

  while (isnan (values[first]))
    first++;

  add_deviations (values, n, values[first], 0.0, &deviations, &unused);
  centre = tide_sum_get_total (&deviations) / count;
  memset (&deviations, 0, sizeof deviations);
  add_deviations (values, n, values[first], centre, &deviations, &squares);
  rest = tide_sum_get_total (&deviations);
  *out_mean = values[first] + (centre + rest / count);
  *out_squares = fmax (tide_sum_get_total (&squares) - rest * rest / count, 0.0);
}

/**
 * tide_stat_deviate:
 * @values: (array length=n): any unit; NaN is a gap
 * @n: how many
 * @out_mean: (out): arithmetic mean
 * @out_deviation: (out): standard deviation of a sample
 *
 * Gives mean and standard deviation in one go, as tide_stat_mean() and
 * tide_stat_stdev() do.
 *
 * Returns: %FALSE, with nothing written, with fewer than two observations
 */
bool
tide_stat_deviate (const double *values,
                   size_t        n,
                   double       *out_mean,
                   double       *out_deviation)
{
  double count = (double) n;
  double squares;

  if (n < 2 || !deviate_simply (values, n, out_mean, &squares))
    {
      count = (double) tide_stat_count (values, n);
      if (count < 2.0)
        return false;
      deviate (values, n, count, out_mean, &squares);
    }

  *out_deviation = sqrt (squares / (count - 1.0));
  return true;
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
  double mean;
  double deviation;

  return tide_stat_deviate (values, n, &mean, &deviation) ? deviation : NAN;
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
  double lowest = tide_lanes_find_min (values, n);
  size_t row;

  if (isfinite (lowest) && out_index == NULL)
    return lowest;

  row = find_value (values, n, lowest);
  if (row == n)
    return NAN;
  if (out_index != NULL)
    *out_index = row;

  return lowest;
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
  double highest = tide_lanes_find_max (values, n);
  size_t row;

  if (isfinite (highest) && out_index == NULL)
    return highest;

  row = find_value (values, n, highest);
  if (row == n)
    return NAN;
  if (out_index != NULL)
    *out_index = row;

  return highest;
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

/* Counts the observations, and those at or below a score. */
static void
place (const double *values,
       size_t        n,
       double        score,
       size_t       *out_count,
       size_t       *out_upto)
{
  TideLanes scores = tide_lanes_fill (score);
  TideMasks count = { 0 };
  TideMasks upto = { 0 };
  TideMasks more_upto = { 0 };
  size_t    i = 0;

  for (; i + (size_t) 2 * TIDE_LANES <= n; i += (size_t) 2 * TIDE_LANES)
    {
      TideLanes a = tide_lanes_load (values + i);
      TideLanes b = tide_lanes_load (values + i + TIDE_LANES);

      // NOLINTNEXTLINE(misc-redundant-expression): false for NaN
      count -= (TideMasks) (a == a) + (TideMasks) (b == b);
      upto -= (TideMasks) (a <= scores);
      more_upto -= (TideMasks) (b <= scores);
    }

  upto += more_upto;
  *out_count = (size_t) (count[0] + count[1]);
  *out_upto = (size_t) (upto[0] + upto[1]);
  for (; i < n; i++)
    {
      *out_count += !isnan (values[i]);
      *out_upto += values[i] <= score;
    }
}

static size_t
count_below (const double *values,
             size_t        n,
             double        score)
{
  size_t below = 0;

  for (size_t i = 0; i < n; i++)
    below += values[i] < score;
  return below;
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
  size_t count;
  size_t upto;

  place (values, n, score, &count, &upto);
  if (count == 0 || isnan (score))
    return NAN;

  switch (method)
    {
    case TIDE_PERCENTILE_WEAK:
      return (double) upto / (double) count;
    case TIDE_PERCENTILE_STRICT:
      return (double) count_below (values, n, score) / (double) count;
    case TIDE_PERCENTILE_MEAN:
      return (double) (count_below (values, n, score) + upto) / (2.0 * (double) count);
    }

  g_return_val_if_reached (NAN);
}

/**
 * tide_stat_change:
 * @values: (array): one more than @n values, of any unit
 * @n: how many changes
 * @out_changes: (array length=n) (out caller-allocates): fractions; NaN where a
 *   change is not finite
 *
 * Gives the relative change of each value from the one before it.
 */
void
tide_stat_change (const double *values,
                  size_t        n,
                  double       *out_changes)
{
  size_t i = 0;

  for (; i + TIDE_LANES <= n; i += TIDE_LANES)
    {
      TideLanes before = tide_lanes_load (values + i);
      TideLanes change = (tide_lanes_load (values + i + 1) - before) / before;
      TideMasks finite = tide_lanes_abs (change) <= tide_lanes_fill (G_MAXDOUBLE);

      /* A quotient that is not finite becomes a NaN of all ones. */
      tide_lanes_store (out_changes + i, (TideLanes) ((TideMasks) change | ~finite));
    }
  for (; i < n; i++)
    {
      double change = (values[i + 1] - values[i]) / values[i];

      out_changes[i] = isfinite (change) ? change : NAN;
    }
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
