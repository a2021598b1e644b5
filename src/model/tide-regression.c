// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-regression"

#include "config.h"

#include "tide-regression.h"

#include <math.h>

#include "model/tide-lanes-private.h"
#include "model/tide-statistics.h"
#include "model/tide-sum-private.h"

/* Below so many observations the error of an estimated line is not small beside
 * the noise: half a year of sessions. */
#define FEW_OBSERVATIONS 120

/* Sums over the pairs of which both are observed. */
typedef struct
{
  size_t  n;
  TideSum x;
  TideSum y;
  TideSum xx;
  TideSum yy;
  TideSum xy;
} Sums;

/* Rows that are added without looking at what is lost. */
#define BLOCK 128

/* The same of a block without gaps. */
static void
add_block (const double *x,
           const double *y,
           size_t        n,
           double        centre_x,
           double        centre_y,
           Sums         *sums)
{
  TideLanes centres_x = tide_lanes_fill (centre_x);
  TideLanes centres_y = tide_lanes_fill (centre_y);
  TideLanes sum_x = tide_lanes_fill (0.0);
  TideLanes sum_y = sum_x;
  TideLanes sum_xx = sum_x;
  TideLanes sum_yy = sum_x;
  TideLanes sum_xy = sum_x;
  size_t    i = 0;

  for (; i + TIDE_LANES <= n; i += TIDE_LANES)
    {
      TideLanes dx = tide_lanes_load (x + i) - centres_x;
      TideLanes dy = tide_lanes_load (y + i) - centres_y;

      sum_x += dx;
      sum_y += dy;
      sum_xx += dx * dx;
      sum_yy += dy * dy;
      sum_xy += dx * dy;
    }

  tide_sum_add_plain (&sums->x, 0, tide_lanes_sum (sum_x));
  tide_sum_add_plain (&sums->y, 0, tide_lanes_sum (sum_y));
  tide_sum_add_plain (&sums->xx, 0, tide_lanes_sum (sum_xx));
  tide_sum_add_plain (&sums->yy, 0, tide_lanes_sum (sum_yy));
  tide_sum_add_plain (&sums->xy, 0, tide_lanes_sum (sum_xy));
  sums->n += i;
  for (; i < n; i++)
    {
      double dx = x[i] - centre_x;
      double dy = y[i] - centre_y;

      tide_sum_add_plain (&sums->x, 0, dx);
      tide_sum_add_plain (&sums->y, 0, dy);
      tide_sum_add_plain (&sums->xx, 0, dx * dx);
      tide_sum_add_plain (&sums->yy, 0, dy * dy);
      tide_sum_add_plain (&sums->xy, 0, dx * dy);
      sums->n++;
    }
}

static void
add_pairs (const double *x,
           const double *y,
           size_t        n,
           double        centre_x,
           double        centre_y,
           Sums         *sums)
{
  for (size_t i = 0; i < n; i++)
    {
      double dx = x[i] - centre_x;
      double dy = y[i] - centre_y;

      if (isnan (dx) || isnan (dy))
        continue;

      sums->n++;
      tide_sum_add (&sums->x, 0, dx);
      tide_sum_add (&sums->y, 0, dy);
      tide_sum_add (&sums->xx, 0, dx * dx);
      tide_sum_add (&sums->yy, 0, dy * dy);
      tide_sum_add (&sums->xy, 0, dx * dy);
    }
}

/* Block by block, or pair by pair where there are gaps. */
static void
add_centred (const double *x,
             const double *y,
             size_t        n,
             double        centre_x,
             double        centre_y,
             Sums         *sums)
{
  for (size_t i = 0; i < n; i += BLOCK)
    add_block (x + i, y + i, MIN (BLOCK, n - i), centre_x, centre_y, sums);
  if (isfinite (sums->x.sum[0]) && isfinite (sums->y.sum[0]))
    return;

  *sums = (Sums){ .n = 0 };
  add_pairs (x, y, n, centre_x, centre_y, sums);
}

/**
 * tide_regression_fit:
 * @x: (array length=n): the explained observations; NaN is a gap
 * @y: (array length=n): the explaining ones, row by row; NaN is a gap
 * @n: how many
 * @out_fit: (out): the line
 *
 * Fits x = alpha + beta y by least squares to the rows where both are observed.
 * Deviations are taken from the means in a second pass, whose own rest corrects
 * it.
 *
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the
 * sample variance", The American Statistician 37 (1983), for the sums.
 *
 * Returns: %FALSE, with @out_fit untouched, with fewer than two pairs
 */
bool
tide_regression_fit (const double   *x,
                     const double   *y,
                     size_t          n,
                     TideRegression *out_fit)
{
  Sums   first = { 0 };
  Sums   second = { 0 };
  double count;
  double rest_x;
  double rest_y;
  double xx;
  double yy;
  double xy;

  add_centred (x, y, n, 0.0, 0.0, &first);
  if (first.n < 2)
    return false;

  count = (double) first.n;
  out_fit->n = first.n;
  out_fit->mean_x = tide_sum_get_total (&first.x) / count;
  out_fit->mean_y = tide_sum_get_total (&first.y) / count;
  add_centred (x, y, n, out_fit->mean_x, out_fit->mean_y, &second);
  rest_x = tide_sum_get_total (&second.x);
  rest_y = tide_sum_get_total (&second.y);
  xx = fmax (tide_sum_get_total (&second.xx) - rest_x * rest_x / count, 0.0);
  yy = fmax (tide_sum_get_total (&second.yy) - rest_y * rest_y / count, 0.0);
  xy = tide_sum_get_total (&second.xy) - rest_x * rest_y / count;

  out_fit->spread_y = yy;
  out_fit->beta = yy > 0.0 ? xy / yy : NAN;
  out_fit->alpha = out_fit->mean_x - out_fit->beta * out_fit->mean_y;
  out_fit->correlation = xx > 0.0 && yy > 0.0
                           ? fmax (fmin (xy / (sqrt (xx) * sqrt (yy)), 1.0), -1.0)
                           : NAN;
  out_fit->residual = yy > 0.0 ? fmax (xx - xy * (xy / yy), 0.0) : NAN;
  return true;
}

/* What the model takes for normal, and how much the estimation window strays
 * from it. */
typedef struct
{
  double alpha;
  double beta;
  double variance;
  double mean_y;
  double spread_y;
} Normal;

/* Residuals are summed one by one: their sum from the fit's own sums would lose
 * digits when the fit is good. */
static bool
estimate (const double  *x,
          const double  *y,
          size_t         n,
          TideEventModel model,
          Normal        *out_normal)
{
  TideRegression fit;
  TideSum        squares = { { 0 }, { 0 } };
  double         estimated = model == TIDE_EVENT_MARKET ? 2.0 : 1.0;

  if (!tide_regression_fit (x, y, n, &fit))
    return false;

  *out_normal = (Normal){ fit.alpha, fit.beta, NAN, fit.mean_y, fit.spread_y };
  if (model == TIDE_EVENT_ADJUSTED)
    *out_normal = (Normal){ 0.0, 1.0, NAN, fit.mean_y, fit.spread_y };
  if (model == TIDE_EVENT_MEAN)
    *out_normal = (Normal){ fit.mean_x, 0.0, NAN, fit.mean_y, fit.spread_y };
  if (isnan (out_normal->beta))
    return false;

  for (size_t i = 0; i < n; i++)
    {
      double beside = model == TIDE_EVENT_ADJUSTED ? fit.mean_x - fit.mean_y : out_normal->alpha;
      double distance = x[i] - out_normal->beta * y[i] - beside;

      tide_sum_add (&squares, 0, distance * distance);
    }
  if ((double) fit.n > estimated)
    out_normal->variance = tide_sum_get_total (&squares) / ((double) fit.n - estimated);
  return true;
}

/**
 * tide_event_study:
 * @x: changes of the instrument from one common day to the next, fractions; no
 *   gaps, the estimation window first
 * @y: changes of the benchmark on the same days; no gaps
 * @n_estimation: rows of the estimation window, which begins at row 0
 * @first_event: first row of the event window
 * @n_event: rows of the event window
 * @model: what is normal
 * @out_study: (out): the study
 *
 * Sums what a change was beyond the normal over an event window. The variance of
 * a day is that of the residuals in the estimation window: with n - 2 in the
 * denominator for the line, and n - 1 for the other models, whose residuals are
 * taken about their mean. That of the sum is as many times that; of fewer than
 * 120 observations the error of the estimate is added: for the line
 * L2^2 / L1 + (sum (y - mean))^2 / spread, for the mean L2^2 / L1 of a day's.
 *
 * Source: A. C. MacKinlay, "Event Studies in Economics and Finance", Journal of
 * Economic Literature 35 (1997), sections 4 and 5.
 *
 * Returns: %FALSE where the line cannot be estimated
 */
bool
tide_event_study (const double   *x,
                  const double   *y,
                  size_t          n_estimation,
                  size_t          first_event,
                  size_t          n_event,
                  TideEventModel  model,
                  TideEventStudy *out_study)
{
  Normal  normal;
  TideSum abnormal = { { 0 }, { 0 } };
  TideSum beside = { { 0 }, { 0 } };
  double  length = (double) n_event;
  double  factor = length;

  if (!estimate (x, y, n_estimation, model, &normal))
    return false;

  for (size_t i = first_event; i < first_event + n_event; i++)
    {
      tide_sum_add (&abnormal, 0, x[i] - (normal.alpha + normal.beta * y[i]));
      tide_sum_add (&beside, 0, y[i] - normal.mean_y);
    }

  out_study->has_estimation_error =
    n_estimation < FEW_OBSERVATIONS && model != TIDE_EVENT_ADJUSTED;
  if (out_study->has_estimation_error)
    factor += length * length / (double) n_estimation;
  if (out_study->has_estimation_error && model == TIDE_EVENT_MARKET)
    factor += tide_sum_get_total (&beside) * tide_sum_get_total (&beside) / normal.spread_y;
  out_study->car = tide_sum_get_total (&abnormal);
  out_study->deviation = sqrt (factor * normal.variance);
  return true;
}
