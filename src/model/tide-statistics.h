// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

G_BEGIN_DECLS

double tide_stat_sum (const double *values,
                      size_t        n);
size_t tide_stat_count (const double *values,
                        size_t        n);
double tide_stat_mean (const double *values,
                       size_t        n);
double tide_stat_stdev (const double *values,
                        size_t        n);
bool   tide_stat_deviate (const double *values,
                          size_t        n,
                          double       *out_mean,
                          double       *out_deviation);
double tide_stat_min (const double *values,
                      size_t        n,
                      size_t       *out_index);
double tide_stat_max (const double *values,
                      size_t        n,
                      size_t       *out_index);
double tide_stat_quantile (const double *values,
                           size_t        n,
                           double        q);
double tide_stat_median (const double *values,
                         size_t        n);
double tide_stat_mad (const double *values,
                      size_t        n);

/**
 * TidePercentileMethod:
 * @TIDE_PERCENTILE_WEAK: share at or below
 * @TIDE_PERCENTILE_STRICT: share below
 * @TIDE_PERCENTILE_MEAN: the mean of both
 */
typedef enum
{
  TIDE_PERCENTILE_WEAK,
  TIDE_PERCENTILE_STRICT,
  TIDE_PERCENTILE_MEAN,
} TidePercentileMethod;

double tide_stat_percentile (const double        *values,
                             size_t               n,
                             double               score,
                             TidePercentileMethod method);
void   tide_stat_change (const double *values,
                         size_t        n,
                         double       *out_changes);
void   tide_stat_cumulate (const double *values,
                           size_t        n,
                           double       *out_sums);
/** TIDE_EXTREMES_ROWS: rows of a block of which the extremes are kept. */
#define TIDE_EXTREMES_ROWS 64

/**
 * TideExtremes:
 * @low: the smallest observation; INFINITY without one
 * @high: the largest; -INFINITY without one
 */
typedef struct
{
  double low;
  double high;
} TideExtremes;

TideExtremes tide_stat_find_extremes (const double *values,
                                      size_t        n);
double       tide_stat_max_drawdown_of_blocks (const double       *values,
                                               size_t              n,
                                               double              peak_before,
                                               const TideExtremes *blocks);

double tide_stat_max_drawdown (const double *values,
                               size_t        n,
                               double        peak_before);

G_END_DECLS
