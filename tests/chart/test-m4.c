// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "chart-fixtures.h"
#include "chart/tide-chart-m4.h"
#include "tide-test-common.h"

/* A picture of one colour: which pixels a line covers. */
typedef struct
{
  int   width;
  int   height;
  char *pixels;
} Raster;

static Raster
new_raster (int width,
            int height)
{
  return (Raster){ width, height, g_malloc0 ((size_t) width * (size_t) height) };
}

/* Every row whose middle lies in the span, and always the one it begins in. */
static void
fill_span (Raster *raster,
           int     column,
           double  top,
           double  bottom)
{
  int first = (int) floor (top);
  int last = (int) floor (bottom);

  for (int y = MAX (first, 0); y <= MIN (last, raster->height - 1); y++)
    raster->pixels[y * raster->width + column] = 1;
}

/* The line as everybody would draw it: from point to point, each standing in the
 * column of pixels it falls in. */
static void
draw_every_point (Raster       *raster,
                  const double *values,
                  size_t        n,
                  const size_t *edges,
                  double        height)
{
  int    column = 0, last_column = -1;
  double last_y = NAN;

  for (size_t i = 0; i < n; i++)
    {
      double y = height - values[i];
      double slope, from;

      while (edges[column + 1] <= i)
        column++;
      if (!isfinite (y))
        {
          last_y = NAN;
          continue;
        }
      fill_span (raster, column, y, y);
      if (!isnan (last_y) && last_column == column)
        {
          fill_span (raster, column, fmin (y, last_y), fmax (y, last_y));
        }
      else if (!isnan (last_y))
        {
          slope = (y - last_y) / (column - last_column);
          from = last_y;
          for (int c = last_column; c <= column; c++)
            {
              double to = c < column ? last_y + slope * (c - last_column + 0.5) : y;

              fill_span (raster, c, fmin (from, to), fmax (from, to));
              from = to;
            }
        }
      last_column = column;
      last_y = y;
    }
}

static void
draw_spans (Raster       *raster,
            const GArray *spans)
{
  for (size_t i = 0; i < spans->len; i++)
    {
      const TideChartSpan *span = &g_array_index (spans, TideChartSpan, i);

      fill_span (raster, span->column, span->top, span->bottom);
    }
}

/* Columns of random widths, empty ones among them. */
static size_t *
make_edges (GRand *random,
            size_t n,
            int    n_columns)
{
  size_t *edges = g_new (size_t, n_columns + 1);

  for (int i = 1; i < n_columns; i++)
    edges[i] = (size_t) g_rand_double_range (random, 0, (double) n);
  edges[0] = 0;
  edges[n_columns] = n;
  for (int i = 1; i < n_columns; i++)
    {
      for (int j = i; j > 1 && edges[j] < edges[j - 1]; j--)
        {
          size_t swap = edges[j];

          edges[j] = edges[j - 1];
          edges[j - 1] = swap;
        }
    }

  return edges;
}

static void
check_exact (uint32_t seed,
             size_t   n,
             double   gaps,
             bool     with_pyramid)
{
  const int                    n_columns = 97;
  const double                 height = 400;
  g_autoptr (GRand)            random = g_rand_new_with_seed (seed);
  g_autoptr (TideSeries)       series = chart_series_walk (seed, n, gaps);
  g_autoptr (TideChartPyramid) pyramid = with_pyramid ? tide_chart_pyramid_new (series) : NULL;
  g_autofree size_t           *edges = make_edges (random, n, n_columns);
  g_autoptr (GArray)           runs = NULL;
  g_autoptr (GArray)           spans = NULL;
  TideChartScale               scale = { .low = 0, .high = height, .at_low = height };
  Raster                       every = new_raster (n_columns, (int) height);
  Raster                       fast = new_raster (n_columns, (int) height);

  runs = tide_chart_m4_select (series, pyramid, edges, 0, (size_t) n_columns);
  spans = tide_chart_m4_to_spans (runs, &scale, 1);
  draw_every_point (&every, tide_series_get_values (series), n, edges, height);
  draw_spans (&fast, spans);
  g_assert_cmpmem (every.pixels, (size_t) every.width * (size_t) every.height, fast.pixels,
                   (size_t) fast.width * (size_t) fast.height);
  g_free (every.pixels);
  g_free (fast.pixels);
}

static void
test_exact (void)
{
  static const struct
  {
    size_t n;
    double gaps;
  } cases[] = {
    { 1, 0 },
    { 2, 0.5 },
    { 150, 0 },
    { 5000, 0 },
    { 5000, 0.001 },
    { 5000, 0.3 },
    { 200000, 0 },
    { 200000, 0.0001 },
    { 300, 1 },
  };
  uint32_t seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (uint32_t round = 0; round < 12; round++)
        {
          g_test_message ("case %zu, round %u", i, round);
          check_exact (seed + round, cases[i].n, cases[i].gaps, round % 2 == 0);
        }
    }
}

/* Runs on either side of a gap are not joined, within a column or between. */
static void
test_gaps_are_not_bridged (void)
{
  static const double    values[] = { 1, 2, NAN, 8, 9, NAN, NAN, 3, INFINITY, 4, 5 };
  static const size_t    edges[] = { 0, 5, 9, 11 };
  g_autoptr (TideSeries) series = chart_series_daily ("X", "index", "2025-01-01", values,
                                                      G_N_ELEMENTS (values));
  g_autoptr (GArray)     runs = tide_chart_m4_select (series, NULL, edges, 7, 3);
  static const struct
  {
    double first, min, max, last;
    int    column;
    bool   joined;
  } expected[] = {
    { 1, 1, 2, 2, 7, false },
    { 8, 8, 9, 9, 7, false },
    { 3, 3, 3, 3, 8, false },
    { 4, 4, 5, 5, 9, false },
  };

  g_assert_cmpuint (runs->len, ==, G_N_ELEMENTS (expected));
  for (size_t i = 0; i < runs->len; i++)
    {
      const TideChartRun *run = &g_array_index (runs, TideChartRun, i);

      g_assert_cmpint (run->column, ==, expected[i].column);
      g_assert_cmpfloat (run->first, ==, expected[i].first);
      g_assert_cmpfloat (run->min, ==, expected[i].min);
      g_assert_cmpfloat (run->max, ==, expected[i].max);
      g_assert_cmpfloat (run->last, ==, expected[i].last);
      g_assert_true (run->joined == expected[i].joined);
    }
}

static void
test_pyramid_agrees_with_a_scan (void)
{
  static const size_t lengths[] = { 0, 1, 63, 64, 65, 4095, 4096, 4097, 300001 };
  uint32_t            seed = g_test_rand_int ();
  g_autoptr (GRand)   random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (TideSeries)       series = chart_series_walk (seed, lengths[i], 0.001);
      g_autoptr (TideChartPyramid) pyramid = tide_chart_pyramid_new (series);
      const double                *values = tide_series_get_values (series);

      for (int round = 0; round < 300; round++)
        {
          size_t         a = (size_t) (g_rand_double (random) * (double) (lengths[i] + 1));
          size_t         b = (size_t) (g_rand_double (random) * (double) (lengths[i] + 1));
          size_t         begin = MIN (a, b);
          size_t         end = MAX (a, b);
          TideChartRange fast = tide_chart_pyramid_get_range (pyramid, begin, end);
          TideChartRange slow = { INFINITY, -INFINITY };
          bool           gap = false;

          if (begin < end)
            slow = tide_chart_range_of_values (values + begin, end - begin);
          for (size_t row = begin; row < end; row++)
            gap |= !isfinite (values[row]);
          g_assert_cmpfloat (fast.min, ==, slow.min);
          g_assert_cmpfloat (fast.max, ==, slow.max);
          g_assert_true (tide_chart_pyramid_get_whole_range (pyramid, begin, end, &fast) != gap);
          g_assert_cmpfloat (fast.min, ==, slow.min);
          g_assert_cmpfloat (fast.max, ==, slow.max);
        }
      g_assert_cmpfloat ((double) tide_chart_pyramid_get_bytes (pyramid), <=,
                         0.3 * (double) lengths[i] + 64);
    }
}

static void
test_range_leaves_infinities_out (void)
{
  static const double values[] = { NAN, INFINITY, 3, -INFINITY, -2 };
  TideChartRange      range = tide_chart_range_of_values (values, G_N_ELEMENTS (values));

  g_assert_cmpfloat (range.min, ==, -2);
  g_assert_cmpfloat (range.max, ==, 3);
  g_assert_true (tide_chart_range_is_empty (tide_chart_range_of_values (values, 2)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/chart/m4/exact", test_exact);
  g_test_add_func ("/chart/m4/gaps-are-not-bridged", test_gaps_are_not_bridged);
  g_test_add_func ("/chart/m4/pyramid-agrees-with-a-scan", test_pyramid_agrees_with_a_scan);
  g_test_add_func ("/chart/m4/range-leaves-infinities-out", test_range_leaves_infinities_out);

  return g_test_run ();
}
