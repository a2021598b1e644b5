// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-stack"

#include "config.h"

#include <math.h>

#include "chart/tide-chart-window-private.h"

static bool
find_value (const TideChartLayer *layer,
            TideDay               day,
            double               *out_value)
{
  size_t count = tide_series_count_until (layer->series, day);

  if (count == 0 || tide_series_get_days (layer->series)[count - 1] != day)
    return false;

  *out_value = tide_series_get_values (layer->series)[count - 1];
  return isfinite (*out_value);
}

/* What the column of a layer stands on: the sum of those before it that lie on
 * the same side of zero. NaN where any part of the stack is missing, because the
 * rest would look like the whole. */
static double
find_base (const TideChartLayer *layers,
           size_t                n_layers,
           size_t                layer,
           TideDay               day)
{
  const TideChartLayer *drawn = &layers[layer];
  double                base = 0;
  double                own, value;

  if (!find_value (drawn, day, &own))
    return NAN;

  for (size_t i = 0; i < n_layers; i++)
    {
      const TideChartLayer *part = &layers[i];

      if (!part->stacked || part->axis != drawn->axis)
        continue;
      if (!find_value (part, day, &value))
        return NAN;
      if (i < layer && (value < 0) == (own < 0))
        base += value;
    }

  return base;
}

/* For each row of a layer what its column stands on; NULL for one that is not
 * stacked. */
double *
tide_chart_stack_new_base (const TideChartLayer *layers,
                           size_t                n_layers,
                           size_t                layer)
{
  TideSeries *series = layers[layer].series;
  size_t      n;
  double     *base;

  if (!layers[layer].stacked)
    return NULL;

  n = tide_series_get_length (series);
  base = g_new (double, MAX (n, 1));
  for (size_t row = 0; row < n; row++)
    base[row] = find_base (layers, n_layers, layer, tide_series_get_days (series)[row]);
  return base;
}
