// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-zoom"

#include "config.h"

#include "gui/tide-chart-zoom.h"

#include <math.h>

/* Fewer values are not a chart. */
#define LEAST_ROWS 5

/* The series that reaches back farthest counts the time. */
static TideSeries *
find_clock (TideChartSpec *spec)
{
  TideSeries *clock = NULL;

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      TideSeries *series = tide_chart_spec_get_layer (spec, i)->series;

      if (series == NULL || tide_series_get_length (series) == 0)
        continue;
      if (clock == NULL || tide_series_get_days (series)[0] < tide_series_get_days (clock)[0])
        clock = series;
    }

  return clock;
}

/* The rows that a layout shows; false when it shows none. */
bool
tide_chart_zoom_get_rows (const TideChartLayout *layout,
                          TideChartRows         *out_rows)
{
  TideSeries *clock = find_clock (layout->spec);

  if (clock == NULL || layout->time.n_slots == 0)
    return false;

  out_rows->begin = tide_series_count_until (clock, layout->time.first - 1);
  out_rows->end = tide_series_count_until (clock, layout->time.last);
  return out_rows->begin < out_rows->end;
}

static TideChartRows
fit (TideSeries *clock,
     long        begin,
     long        n)
{
  long length = (long) tide_series_get_length (clock);

  n = MIN (MAX (n, LEAST_ROWS), length);
  begin = CLAMP (begin, 0, length - n);
  return (TideChartRows){ (size_t) begin, (size_t) (begin + n) };
}

/* Shows `factor` times as many rows, with the row at `pivot`, a fraction of the
 * width, where it is. */
TideChartRows
tide_chart_zoom_scale (const TideChartLayout *layout,
                       TideChartRows          rows,
                       double                 factor,
                       double                 pivot)
{
  TideSeries *clock = find_clock (layout->spec);
  double      n = (double) (rows.end - rows.begin);
  double      wanted = round (n * factor);

  /* A few rows must not stay a few for want of a whole one. */
  if (wanted == n)
    wanted += factor > 1 ? 1 : -1;
  wanted = fmax (wanted, LEAST_ROWS);
  return fit (clock, lround ((double) rows.begin + pivot * (n - wanted)), lround (wanted));
}

TideChartRows
tide_chart_zoom_shift (const TideChartLayout *layout,
                       TideChartRows          rows,
                       long                   by)
{
  return fit (find_clock (layout->spec), (long) rows.begin + by, (long) (rows.end - rows.begin));
}

/* Moves the window as little as brings a day into it. */
TideChartRows
tide_chart_zoom_reveal (const TideChartLayout *layout,
                        TideChartRows          rows,
                        TideDay                day)
{
  TideSeries *clock = find_clock (layout->spec);
  long        row = (long) tide_series_count_until (clock, day) - 1;
  long        by = 0;

  if (row < (long) rows.begin)
    by = row - (long) rows.begin;
  else if (row >= (long) rows.end)
    by = row - (long) rows.end + 1;
  return tide_chart_zoom_shift (layout, rows, by);
}

/* A window that reaches the newest row stays open for newer ones. */
bool
tide_chart_zoom_get_days (TideChartSpec *spec,
                          TideChartRows  rows,
                          TideDay       *out_from,
                          TideDay       *out_to)
{
  TideSeries    *clock = find_clock (spec);
  const TideDay *days;

  if (clock == NULL || rows.begin >= rows.end || rows.end > tide_series_get_length (clock))
    return false;

  days = tide_series_get_days (clock);
  *out_from = rows.begin == 0 ? TIDE_DAY_NONE : days[rows.begin];
  *out_to = rows.end == tide_series_get_length (clock) ? TIDE_DAY_NONE : days[rows.end - 1];
  return true;
}
