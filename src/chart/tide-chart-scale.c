// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-scale"

#include "config.h"

#include "tide-chart-scale.h"

#include <math.h>

/**
 * tide_chart_scale_map:
 * @self: a scale
 * @value: any value; NaN for missing
 *
 * Finds where a value stands. Values beyond the ends are mapped beyond the ends.
 *
 * Returns: the coordinate; NaN for a missing value, and for zero or less on a
 *   logarithmic scale
 */
double
tide_chart_scale_map (const TideChartScale *self,
                      double                value)
{
  double part;

  if (self->kind == TIDE_CHART_SCALE_LOG)
    part = value > 0 ? log (value / self->low) / log (self->high / self->low) : NAN;
  else
    part = (value - self->low) / (self->high - self->low);

  return self->at_low + part * (self->at_high - self->at_low);
}

/**
 * tide_chart_scale_invert:
 * @self: a scale
 * @coordinate: any coordinate
 *
 * Finds which value stands at a coordinate; the inverse of
 * tide_chart_scale_map().
 *
 * Returns: the value; NaN when the scale has no extent
 */
double
tide_chart_scale_invert (const TideChartScale *self,
                         double                coordinate)
{
  double part = (coordinate - self->at_low) / (self->at_high - self->at_low);

  if (!isfinite (part))
    return NAN;

  if (self->kind == TIDE_CHART_SCALE_LOG)
    return self->low * pow (self->high / self->low, part);

  return self->low + part * (self->high - self->low);
}

/**
 * tide_chart_time_map_slot:
 * @self: a time axis
 * @slot: number of a slot; fractions lie between slots
 *
 * Returns: the coordinate of the middle of the slot
 */
double
tide_chart_time_map_slot (const TideChartTime *self,
                          double               slot)
{
  return self->left + (slot + 0.5) * self->step;
}

/**
 * tide_chart_time_map_day:
 * @self: a time axis
 * @day: any day
 *
 * Returns: the coordinate of the middle of the slot of @day, or of the first one
 *   after it when no session was held
 */
double
tide_chart_time_map_day (const TideChartTime *self,
                         TideDay              day)
{
  if (self->days == NULL)
    return tide_chart_time_map_slot (self, (double) day - self->first);

  return tide_chart_time_map_slot (self, (double) tide_chart_time_find_slot (self, day));
}

/**
 * tide_chart_time_find_slot:
 * @self: a time axis
 * @day: any day
 *
 * Finds the first slot on or after a day.
 *
 * Returns: from 0 to the number of slots; that number when all are before @day
 */
size_t
tide_chart_time_find_slot (const TideChartTime *self,
                           TideDay              day)
{
  size_t low = 0;
  size_t high = self->n_slots;

  if (self->days == NULL)
    return (size_t) CLAMP ((int64_t) day - self->first, 0, (int64_t) self->n_slots);

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (self->days[middle] < day)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * tide_chart_time_get_day:
 * @self: a time axis
 * @slot: number of a slot, below the number of slots
 *
 * Returns: the day of the slot
 */
TideDay
tide_chart_time_get_day (const TideChartTime *self,
                         size_t               slot)
{
  g_return_val_if_fail (slot < self->n_slots, TIDE_DAY_NONE);

  return self->days != NULL ? self->days[slot] : self->first + (TideDay) slot;
}

/**
 * tide_chart_time_invert:
 * @self: a time axis with a slot or more
 * @coordinate: any coordinate
 *
 * Returns: the nearest slot
 */
size_t
tide_chart_time_invert (const TideChartTime *self,
                        double               coordinate)
{
  double slot;

  g_return_val_if_fail (self->n_slots > 0, 0);

  slot = floor ((coordinate - self->left) / self->step);
  if (!(slot > 0))
    return 0;

  return slot >= (double) self->n_slots ? self->n_slots - 1 : (size_t) slot;
}
