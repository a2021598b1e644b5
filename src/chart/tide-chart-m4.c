// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-m4"

#include "config.h"

#include "tide-chart-m4.h"

#include <math.h>

/* More points than this to a device pixel are drawn by columns. */
#define DENSE 2
/* Shorter windows are scanned: the pyramid's edges cost as much. */
#define SCAN_ROWS 192
/* A vector picture has no pixels; so many columns to its unit keep it small and
 * sharper than any printer. */
#define VECTOR_SCALE 4.0

/* The runs found so far, and whether the row before has a value. */
typedef struct
{
  GArray *runs;
  bool    open;
} Selection;

static void
add_row (Selection *selection,
         int        column,
         double     value)
{
  TideChartRun run = { column, value, value, value, value, selection->open };

  if (selection->open && selection->runs->len > 0)
    {
      TideChartRun *last = &g_array_index (selection->runs, TideChartRun, selection->runs->len - 1);

      if (last->column == column)
        {
          last->min = fmin (last->min, value);
          last->max = fmax (last->max, value);
          last->last = value;
          return;
        }
    }
  g_array_append_val (selection->runs, run);
}

static void
add_rows (Selection    *selection,
          int           column,
          const double *values,
          size_t        begin,
          size_t        end)
{
  for (size_t row = begin; row < end; row++)
    {
      bool known = isfinite (values[row]);

      if (known)
        add_row (selection, column, values[row]);
      selection->open = known;
    }
}

/**
 * tide_chart_m4_select:
 * @series: the points of a line
 * @pyramid: (nullable): pyramid of @series
 * @edges: (array): for each column its first row, then the row after the last
 *   column; ascending
 * @first_column: number of the first column
 * @n_columns: how many columns
 *
 * Reduces a line to the first, smallest, largest and last value of each column
 * of device pixels. Drawn in one colour with whole columns that is the same
 * picture as every point would give. A column with gaps has a run for each
 * stretch of values; no run is joined across a missing or infinite value.
 *
 * Source: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A
 * Visualization-Oriented Time Series Data Aggregation", PVLDB 7 (2014).
 *
 * Returns: (transfer full) (element-type TideChartRun): the runs, by column and
 *   in order of time
 */
GArray *
tide_chart_m4_select (TideSeries             *series,
                      const TideChartPyramid *pyramid,
                      const size_t           *edges,
                      int                     first_column,
                      size_t                  n_columns)
{
  const double *values = tide_series_get_values (series);
  Selection     selection = {
        .runs = g_array_sized_new (FALSE, FALSE, sizeof (TideChartRun), (unsigned) n_columns),
  };

  for (size_t i = 0; i < n_columns; i++)
    {
      size_t         begin = edges[i];
      size_t         end = edges[i + 1];
      int            column = first_column + (int) i;
      TideChartRange range;

      if (pyramid != NULL && end - begin >= SCAN_ROWS &&
          tide_chart_pyramid_get_whole_range (pyramid, begin, end, &range))
        {
          TideChartRun run = {
            column,
            values[begin],
            range.min,
            range.max,
            values[end - 1],
            selection.open,
          };

          g_array_append_val (selection.runs, run);
          selection.open = true;
        }
      else
        {
          add_rows (&selection, column, values, begin, end);
        }
    }

  return selection.runs;
}

static double
map (const TideChartScale *scale,
     double                factor,
     double                value)
{
  return tide_chart_scale_map (scale, value * factor);
}

static TideChartSpan
make_span (int    column,
           double a,
           double b)
{
  return (TideChartSpan){ column, fmin (a, b), fmax (a, b) };
}

static void
extend_last (GArray *spans,
             double  y)
{
  TideChartSpan *last = &g_array_index (spans, TideChartSpan, spans->len - 1);

  last->top = fmin (last->top, y);
  last->bottom = fmax (last->bottom, y);
}

/* A straight line from the middle of one column to the middle of another covers
 * in each what lies between its edges. Returns where it enters the last one. */
static double
join_columns (GArray *spans,
              int     from,
              double  from_y,
              int     to,
              double  to_y)
{
  double slope = (to_y - from_y) / (to - from);
  double y = from_y + slope / 2;

  extend_last (spans, y);
  for (int column = from + 1; column < to; column++)
    {
      double        next = from_y + slope * (column - from + 0.5);
      TideChartSpan span = make_span (column, y, next);

      g_array_append_val (spans, span);
      y = next;
    }

  return y;
}

/**
 * tide_chart_m4_to_spans:
 * @runs: (element-type TideChartRun): what tide_chart_m4_select() gave
 * @scale: values, times @factor, to y
 * @factor: shown value per stored value; above 0
 *
 * Turns runs into one vertical span a column, each joined to the run before it,
 * without the width of the line. A painter fills a rectangle for each.
 *
 * Returns: (transfer full) (element-type TideChartSpan): the spans
 */
GArray *
tide_chart_m4_to_spans (const GArray         *runs,
                        const TideChartScale *scale,
                        double                factor)
{
  GArray *spans = g_array_sized_new (FALSE, FALSE, sizeof (TideChartSpan), runs->len + 16);

  for (size_t i = 0; i < runs->len; i++)
    {
      const TideChartRun *run = &g_array_index (runs, TideChartRun, i);
      const TideChartRun *before = i > 0 ? run - 1 : NULL;
      TideChartSpan       span = make_span (run->column, map (scale, factor, run->min),
                                            map (scale, factor, run->max));
      double              entry = NAN;

      if (run->joined && before != NULL && before->column < run->column)
        entry = join_columns (spans, before->column, map (scale, factor, before->last), run->column,
                              map (scale, factor, run->first));
      g_array_append_val (spans, span);
      if (!isnan (entry))
        extend_last (spans, entry);
    }

  return spans;
}

/**
 * tide_chart_m4_is_dense:
 * @layout: a layout
 * @plot: one of its plots
 * @device_scale: device pixels per unit; 0 for a vector picture
 *
 * Returns: %TRUE if a plot has more than two points to a device pixel
 */
bool
tide_chart_m4_is_dense (const TideChartLayout *layout,
                        const TideChartPlot   *plot,
                        double                 device_scale)
{
  double scale = device_scale > 0 ? device_scale : VECTOR_SCALE;
  double width = layout->time.step * (double) layout->time.n_slots * scale;

  return (double) (plot->end - plot->begin) > DENSE * width;
}

static size_t
find_row (const TideChartLayout *layout,
          const TideChartPlot   *plot,
          TideSeries            *series,
          double                 slot)
{
  const TideChartTime *time = &layout->time;
  size_t               row;

  if (!(slot > 0))
    return plot->begin;
  if (slot >= (double) time->n_slots)
    return plot->end;
  if (time->days == tide_series_get_days (series) + plot->begin)
    return MIN (plot->begin + (size_t) slot, plot->end);

  row = tide_series_count_until (series, tide_chart_time_get_day (time, (size_t) slot) - 1);
  return CLAMP (row, plot->begin, plot->end);
}

/**
 * tide_chart_m4_runs_of_plot:
 * @layout: a layout
 * @plot: one of its plots
 * @device_scale: device pixels per unit; 0 for a vector picture, which gets
 *   columns of a quarter of a unit
 * @device_x: where x = 0 lies; device pixels
 *
 * Selects what a dense plot shows. Columns end at the edges of device pixels at
 * every scale and offset.
 *
 * Returns: (transfer full) (element-type TideChartRun): the runs; a column c
 *   covers device pixels from c to c + 1
 */
GArray *
tide_chart_m4_runs_of_plot (const TideChartLayout *layout,
                            const TideChartPlot   *plot,
                            double                 device_scale,
                            double                 device_x)
{
  const TideChartTime *time = &layout->time;
  TideSeries          *series = tide_chart_plot_get_series (layout, plot);
  double               scale = device_scale > 0 ? device_scale : VECTOR_SCALE;
  double               right = time->left + time->step * (double) time->n_slots;
  int                  first = (int) floor (time->left * scale + device_x);
  int                  last = (int) ceil (right * scale + device_x);
  size_t               n = (size_t) MAX (last - first, 1);
  size_t              *edges = g_new (size_t, n + 1);
  TideChartPyramid    *pyramid = NULL;
  GArray              *runs;

  for (size_t i = 0; i <= n; i++)
    {
      double x = ((double) first + (double) i - device_x) / scale;
      double slot = ceil ((x - time->left) / time->step - 0.5);

      edges[i] = find_row (layout, plot, series, slot);
    }
  edges[0] = plot->begin;
  edges[n] = plot->end;
  if (!plot->volume)
    pyramid = tide_chart_spec_get_layer (layout->spec, plot->layer)->pyramid;

  runs = tide_chart_m4_select (series, pyramid, edges, first, n);
  g_free (edges);

  return runs;
}
