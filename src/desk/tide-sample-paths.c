// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-paths"

#include "config.h"

#include "tide-sample-private.h"

/* Weekly paths through the points of data/sample-points.csv, in hundredths. */

static bool
is_of (const TideSamplePoint *point,
       const char            *symbol,
       const char            *field)
{
  return g_str_equal (point->symbol, symbol) && g_str_equal (point->field, field);
}

/* The points of one path. */
static const TideSamplePoint *
find_points (const char *symbol,
             const char *field,
             size_t     *out_count)
{
  size_t first = 0;
  size_t end;

  while (first < tide_sample_n_points && !is_of (&tide_sample_points[first], symbol, field))
    first++;
  end = first;
  while (end < tide_sample_n_points && is_of (&tide_sample_points[end], symbol, field))
    end++;
  g_assert (end - first >= 2);
  *out_count = end - first;

  return &tide_sample_points[first];
}

GArray *
tide_sample_list_weeks (TideSampleMarketId market,
                        TideDay            first,
                        TideDay            last)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (TideDay));

  for (TideDay friday = first; friday <= last; friday += 7)
    {
      TideDay day = tide_sample_last_session (market, friday);

      /* A week without a session has no value. */
      if (day > friday - 7)
        g_array_append_val (days, day);
    }

  return days;
}

static double
interpolate (const TideSamplePoint *points,
             size_t                 n_points,
             TideDay                day)
{
  size_t i = 1;
  double from;
  double part;

  while (i + 1 < n_points && tide_sample_day (points[i].day) < day)
    i++;

  from = (double) tide_sample_day (points[i - 1].day);
  part = ((double) day - from) / (tide_sample_day (points[i].day) - from);

  return points[i - 1].value + (points[i].value - points[i - 1].value) * part;
}

TideSamplePath *
tide_sample_make_path (const char        *symbol,
                       const char        *field,
                       TideSampleMarketId market,
                       uint64_t           stream,
                       double             noise)
{
  TideSamplePath        *path = g_new0 (TideSamplePath, 1);
  size_t                 n_points = 0;
  const TideSamplePoint *points = find_points (symbol, field, &n_points);
  const TideSamplePoint *last = &points[n_points - 1];

  path->days = tide_sample_list_weeks (market, tide_sample_day (points[0].day),
                                       tide_sample_day (last->day));
  path->n_days = path->days->len;
  path->values = g_new0 (int64_t, path->n_days);
  for (size_t i = 0; i < path->n_days; i++)
    {
      TideDay day = tide_sample_path_day (path, i);
      double  value = interpolate (points, n_points, day);

      value *= 1.0 + noise * tide_sample_noise (stream, (uint64_t) day, 0);
      path->values[i] = (int64_t) (value + 0.5);
    }
  path->values[path->n_days - 1] = last->value;

  return path;
}

TideDay
tide_sample_path_day (const TideSamplePath *path,
                      size_t                i)
{
  return g_array_index (path->days, TideDay, i);
}

void
tide_sample_path_free (TideSamplePath *path)
{
  g_array_unref (path->days);
  g_free (path->values);
  g_free (path);
}
