// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-pyramid"

#include "config.h"

#include "tide-chart-pyramid.h"

#include <float.h>
#include <math.h>

/* 64^5 rows are more than a billion. */
#define MAX_LEVELS 6

typedef struct
{
  TideChartRange *entries;
  uint8_t        *gaps; /* entry covers a missing value */
  size_t          n;
} Level;

struct _TideChartPyramid
{
  gatomicrefcount ref_count;
  TideSeries     *series;
  Level           levels[MAX_LEVELS];
  size_t          n_levels;
};

G_DEFINE_BOXED_TYPE (TideChartPyramid,
                     tide_chart_pyramid,
                     tide_chart_pyramid_ref,
                     tide_chart_pyramid_unref)

static const TideChartRange empty_range = { INFINITY, -INFINITY };

static size_t
divide_up (size_t n)
{
  return n / TIDE_CHART_PYRAMID_FANOUT + (n % TIDE_CHART_PYRAMID_FANOUT != 0);
}

static void
init_level (Level *level,
            size_t n)
{
  level->n = n;
  level->entries = g_new (TideChartRange, n);
  level->gaps = g_new (uint8_t, n);
}

static void
fill_from_values (Level        *level,
                  const double *values,
                  size_t        n_values)
{
  for (size_t i = 0; i < level->n; i++)
    {
      size_t begin = i * TIDE_CHART_PYRAMID_FANOUT;
      size_t n = MIN (n_values - begin, TIDE_CHART_PYRAMID_FANOUT);
      bool   gap = false;

      for (size_t row = begin; row < begin + n; row++)
        gap |= !isfinite (values[row]);
      level->entries[i] = tide_chart_range_of_values (values + begin, n);
      level->gaps[i] = gap;
    }
}

static void
fill_from_level (Level       *level,
                 const Level *below)
{
  for (size_t i = 0; i < level->n; i++)
    {
      size_t begin = i * TIDE_CHART_PYRAMID_FANOUT;
      size_t end = MIN (below->n, begin + TIDE_CHART_PYRAMID_FANOUT);

      level->entries[i] = empty_range;
      level->gaps[i] = false;
      for (size_t j = begin; j < end; j++)
        {
          level->entries[i] = tide_chart_range_unite (level->entries[i], below->entries[j]);
          level->gaps[i] |= below->gaps[j];
        }
    }
}

/* What a window covers, gathered from rows at its edges and from ever larger
 * blocks towards its middle. */
typedef struct
{
  const TideChartPyramid *pyramid;
  TideChartRange          range;
  bool                    gap;
} Gather;

static void
gather_rows (Gather *gather,
             size_t  begin,
             size_t  end)
{
  const double *values = tide_series_get_values (gather->pyramid->series);

  for (size_t row = begin; row < end; row++)
    gather->gap |= !isfinite (values[row]);
  gather->range = tide_chart_range_unite (gather->range,
                                          tide_chart_range_of_values (values + begin, end - begin));
}

static void
gather_entries (Gather *gather,
                size_t  level,
                size_t  begin,
                size_t  end)
{
  const Level *from = &gather->pyramid->levels[level];

  for (size_t i = begin; i < end; i++)
    {
      gather->range = tide_chart_range_unite (gather->range, from->entries[i]);
      gather->gap |= from->gaps[i];
    }
}

/* Level 0 below stands for the rows themselves, level k for levels[k - 1]. */
static void
gather_at (Gather *gather,
           size_t  level,
           size_t  begin,
           size_t  end)
{
  if (level == 0)
    gather_rows (gather, begin, end);
  else
    gather_entries (gather, level - 1, begin, end);
}

static void
gather_window (Gather *gather,
               size_t  begin,
               size_t  end)
{
  size_t level = 0;

  for (;; level++)
    {
      size_t inner_begin = divide_up (begin);
      size_t inner_end = end / TIDE_CHART_PYRAMID_FANOUT;

      if (level >= gather->pyramid->n_levels || inner_begin >= inner_end)
        break;
      gather_at (gather, level, begin, inner_begin * TIDE_CHART_PYRAMID_FANOUT);
      gather_at (gather, level, inner_end * TIDE_CHART_PYRAMID_FANOUT, end);
      begin = inner_begin;
      end = inner_end;
    }

  gather_at (gather, level, begin, end);
}

static Gather
gather (const TideChartPyramid *self,
        size_t                  begin,
        size_t                  end)
{
  Gather result = { self, empty_range, false };

  end = MIN (end, tide_series_get_length (self->series));
  if (begin < end)
    gather_window (&result, begin, end);
  return result;
}

/**
 * tide_chart_pyramid_new:
 * @series: the numbers; a reference is kept
 *
 * Builds the pyramid of a series in one pass; about 0.27 bytes a row. May be
 * called on any thread.
 *
 * Returns: (transfer full): the pyramid
 */
TideChartPyramid *
tide_chart_pyramid_new (TideSeries *series)
{
  TideChartPyramid *self = g_new0 (TideChartPyramid, 1);
  size_t            n = tide_series_get_length (series);

  g_atomic_ref_count_init (&self->ref_count);
  self->series = tide_series_ref (series);
  while (n > TIDE_CHART_PYRAMID_FANOUT && self->n_levels < MAX_LEVELS)
    {
      Level *level = &self->levels[self->n_levels];

      init_level (level, divide_up (n));
      if (self->n_levels == 0)
        fill_from_values (level, tide_series_get_values (series), n);
      else
        fill_from_level (level, level - 1);
      n = level->n;
      self->n_levels++;
    }

  return self;
}

/**
 * tide_chart_pyramid_ref:
 * @self: a pyramid
 *
 * Returns: (transfer full): @self with one more reference
 */
TideChartPyramid *
tide_chart_pyramid_ref (TideChartPyramid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_chart_pyramid_unref:
 * @self: (transfer full): a pyramid
 *
 * Drops a reference; the last one frees the pyramid and lets its series go.
 */
void
tide_chart_pyramid_unref (TideChartPyramid *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (size_t i = 0; i < self->n_levels; i++)
    {
      g_free (self->levels[i].entries);
      g_free (self->levels[i].gaps);
    }
  tide_series_unref (self->series);
  g_free (self);
}

/**
 * tide_chart_pyramid_get_series:
 * @self: a pyramid
 *
 * Returns: (transfer none): the series it was built from
 */
TideSeries *
tide_chart_pyramid_get_series (const TideChartPyramid *self)
{
  return self->series;
}

/**
 * tide_chart_pyramid_get_range:
 * @self: a pyramid
 * @begin: first row
 * @end: row after the last one; clamped to the series
 *
 * Finds the smallest and the largest value of a window without reading it
 * whole. Missing and infinite values are passed over.
 *
 * Returns: the range, exactly that of the rows; empty when there is no value
 */
TideChartRange
tide_chart_pyramid_get_range (const TideChartPyramid *self,
                              size_t                  begin,
                              size_t                  end)
{
  return gather (self, begin, end).range;
}

/**
 * tide_chart_pyramid_get_whole_range:
 * @self: a pyramid
 * @begin: first row
 * @end: row after the last one; clamped to the series
 * @out_range: (out): smallest and largest value, gaps left out
 *
 * Finds the range of a window, and whether a value is missing, or infinite,
 * anywhere in it.
 *
 * Returns: %FALSE if a row of the window is not finite
 */
bool
tide_chart_pyramid_get_whole_range (const TideChartPyramid *self,
                                    size_t                  begin,
                                    size_t                  end,
                                    TideChartRange         *out_range)
{
  Gather gathered = gather (self, begin, end);

  *out_range = gathered.range;
  return !gathered.gap;
}

/**
 * tide_chart_pyramid_get_bytes:
 * @self: a pyramid
 *
 * Tells what the pyramid costs beside its series.
 *
 * Returns: memory of its levels; bytes
 */
size_t
tide_chart_pyramid_get_bytes (const TideChartPyramid *self)
{
  size_t bytes = 0;

  for (size_t i = 0; i < self->n_levels; i++)
    bytes += self->levels[i].n * (sizeof (TideChartRange) + sizeof (uint8_t));
  return bytes;
}

/**
 * tide_chart_range_of_values:
 * @values: (array length=n): numbers; NaN for missing
 * @n: how many; may be 0
 *
 * Finds the smallest and the largest number in one pass.
 *
 * Returns: the range; empty when all are missing
 */
TideChartRange
tide_chart_range_of_values (const double *values,
                            size_t        n)
{
  TideChartRange range = empty_range;

  /* Comparisons with NaN are false, so that gaps fall out by themselves. The
   * limits leave the infinities out. */
  for (size_t i = 0; i < n; i++)
    {
      double value = values[i];

      range.min = value < range.min && value >= -DBL_MAX ? value : range.min;
      range.max = value > range.max && value <= DBL_MAX ? value : range.max;
    }

  return range;
}

/**
 * tide_chart_range_unite:
 * @a: a range
 * @b: a range
 *
 * Returns: the smallest range that covers both; empty if both are
 */
TideChartRange
tide_chart_range_unite (TideChartRange a,
                        TideChartRange b)
{
  return (TideChartRange){ b.min < a.min ? b.min : a.min, b.max > a.max ? b.max : a.max };
}

/**
 * tide_chart_range_is_empty:
 * @range: a range
 *
 * Returns: %TRUE if there is no value in it
 */
bool
tide_chart_range_is_empty (TideChartRange range)
{
  return !(range.min <= range.max);
}
