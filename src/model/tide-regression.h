// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * TideRegression:
 * @n: pairs used
 * @mean_x: mean of the explained observations
 * @mean_y: mean of the explaining ones
 * @alpha: where the line y = 0 is
 * @beta: slope: change of x for a change of y by one
 * @correlation: Pearson's coefficient, from -1 to 1
 * @spread_y: sum of the squared deviations of y from its mean
 * @residual: sum of the squared distances from the line
 *
 * A line through pairs of observations, by least squares. What cannot be said is
 * NaN: the slope where y does not vary, the correlation where either does not.
 */
typedef struct
{
  size_t n;
  double mean_x;
  double mean_y;
  double alpha;
  double beta;
  double correlation;
  double spread_y;
  double residual;
} TideRegression;

bool tide_regression_fit (const double   *x,
                          const double   *y,
                          size_t          n,
                          TideRegression *out_fit);

/**
 * TideEventModel:
 * @TIDE_EVENT_MARKET: what is normal is a line on the benchmark's change
 * @TIDE_EVENT_ADJUSTED: what is normal is the benchmark's change
 * @TIDE_EVENT_MEAN: what is normal is the mean change
 */
typedef enum
{
  TIDE_EVENT_MARKET,
  TIDE_EVENT_ADJUSTED,
  TIDE_EVENT_MEAN,
} TideEventModel;

/**
 * TideEventStudy:
 * @car: cumulative abnormal change, fraction
 * @deviation: standard deviation of @car under the hypothesis of no effect; NaN
 *   where it cannot be estimated
 * @has_estimation_error: @deviation contains the error of the estimated line
 */
typedef struct
{
  double       car;
  double       deviation;
  unsigned int has_estimation_error : 1;
} TideEventStudy;

bool tide_event_study (const double   *x,
                       const double   *y,
                       size_t          n_estimation,
                       size_t          first_event,
                       size_t          n_event,
                       TideEventModel  model,
                       TideEventStudy *out_study);

G_END_DECLS
