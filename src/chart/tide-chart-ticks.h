// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-scale.h"

G_BEGIN_DECLS

/** TIDE_CHART_TICKS_MAX: most ticks of a value axis. */
#define TIDE_CHART_TICKS_MAX 16

/**
 * TideChartTicks:
 * @low: bottom of the axis, at or below the first tick
 * @high: top of the axis, at or above the last tick
 * @n: how many ticks
 * @values: their values, ascending
 * @decimals: decimals that tell all of them apart
 *
 * The ticks of a value axis.
 */
typedef struct
{
  double low;
  double high;
  size_t n;
  double values[TIDE_CHART_TICKS_MAX];
  int    decimals;
} TideChartTicks;

TideChartTicks tide_chart_ticks_linear (double low,
                                        double high,
                                        size_t most);
TideChartTicks tide_chart_ticks_matching (double                low,
                                          double                high,
                                          const TideChartTicks *first);
TideChartTicks tide_chart_ticks_around_zero (double low,
                                             double high,
                                             size_t n_below,
                                             size_t n_above);
TideChartTicks tide_chart_ticks_log (double low,
                                     double high,
                                     size_t most);

/**
 * TideChartStep:
 *
 * Distances of time ticks, from the finest to the coarsest.
 */
typedef enum
{
  TIDE_CHART_STEP_DAY,
  TIDE_CHART_STEP_WEEK,
  TIDE_CHART_STEP_2_WEEKS,
  TIDE_CHART_STEP_MONTH,
  TIDE_CHART_STEP_2_MONTHS,
  TIDE_CHART_STEP_QUARTER,
  TIDE_CHART_STEP_HALF_YEAR,
  TIDE_CHART_STEP_YEAR,
  TIDE_CHART_STEP_2_YEARS,
  TIDE_CHART_STEP_5_YEARS,
  TIDE_CHART_STEP_10_YEARS,
  TIDE_CHART_STEP_20_YEARS,
  TIDE_CHART_STEP_50_YEARS,
  TIDE_CHART_STEP_100_YEARS,
  TIDE_CHART_STEP_500_YEARS,
  TIDE_CHART_STEP_1000_YEARS,
} TideChartStep;

/** TIDE_CHART_N_STEPS: how many distances there are. */
#define TIDE_CHART_N_STEPS 16
/** TIDE_CHART_DAY_LABEL_SIZE: bytes that hold the label of any time tick. */
#define TIDE_CHART_DAY_LABEL_SIZE 20

/**
 * TideChartDayTick:
 * @slot: slot of the time axis it stands at
 * @day: day it stands for
 * @label: "13 Jan", "Feb", "Q1", "2025"; with the year at the year's first tick
 */
typedef struct
{
  size_t  slot;
  TideDay day;
  char    label[TIDE_CHART_DAY_LABEL_SIZE];
} TideChartDayTick;

TideChartStep tide_chart_ticks_finest (TideFrequency frequency);
GArray       *tide_chart_ticks_time (const TideChartTime *time,
                                     TideChartStep        step);
void          tide_chart_ticks_label (GArray       *ticks,
                                      TideFrequency frequency,
                                      TideChartStep step);
char         *tide_chart_period_format (TideDay       day,
                                        TideFrequency frequency,
                                        char         *buffer);
char         *tide_chart_day_format (TideDay day,
                                     char   *buffer);

G_END_DECLS
