// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "chart/tide-chart-pyramid.h"

G_BEGIN_DECLS

/**
 * TideChartScaleKind:
 * @TIDE_CHART_SCALE_LINEAR: equal differences are equally far apart
 * @TIDE_CHART_SCALE_LOG: equal ratios are equally far apart; both ends positive
 */
typedef enum
{
  TIDE_CHART_SCALE_LINEAR,
  TIDE_CHART_SCALE_LOG,
} TideChartScaleKind;

/**
 * TideChartScale:
 * @kind: linear or logarithmic
 * @low: value at @at_low
 * @high: value at @at_high, above @low
 * @at_low: coordinate; greater than @at_high when values grow upwards
 * @at_high: coordinate
 *
 * From values to coordinates and back. A plain value.
 */
typedef struct
{
  TideChartScaleKind kind;
  double             low;
  double             high;
  double             at_low;
  double             at_high;
} TideChartScale;

double tide_chart_scale_map (const TideChartScale *self,
                             double                value);
double tide_chart_scale_invert (const TideChartScale *self,
                                double                coordinate);

/**
 * TideChartTime:
 * @days: (array length=n_slots) (nullable): the session of each slot, ascending;
 *   NULL by calendar
 * @first: day of the first slot
 * @last: day of the last slot
 * @n_slots: how many slots of equal width there are
 * @left: coordinate of the left edge of the first slot
 * @step: width of a slot
 * @frequency: what a slot is: a day, or a week, month, quarter or year that the
 *   day of the slot lies in
 *
 * The time axis: slots of equal width, one a session or one a calendar day. A
 * day stands in the middle of its slot.
 */
typedef struct
{
  const TideDay *days;
  TideDay        first;
  TideDay        last;
  size_t         n_slots;
  double         left;
  double         step;
  TideFrequency  frequency;
} TideChartTime;

double  tide_chart_time_map_slot (const TideChartTime *self,
                                  double               slot);
double  tide_chart_time_map_day (const TideChartTime *self,
                                 TideDay              day);
size_t  tide_chart_time_find_slot (const TideChartTime *self,
                                   TideDay              day);
TideDay tide_chart_time_get_day (const TideChartTime *self,
                                 size_t               slot);
size_t  tide_chart_time_invert (const TideChartTime *self,
                                double               coordinate);

G_END_DECLS
