// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-table"

#include "config.h"

#include "tide-chart-summary.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "base/tide-text.h"
#include "chart/tide-chart-text-private.h"
#include "chart/tide-chart-ticks.h"

/* A column reads a series at the rows of the window, times a factor. */
typedef struct
{
  char       *header;
  TideSeries *series;
  size_t      begin;
  size_t      end;
  double      factor;
} Column;

struct _TideChartTable
{
  gatomicrefcount ref_count;
  GArray         *columns; /* (element-type Column) */
  GArray         *days;    /* (element-type TideDay): of all columns */
};

static void
clear_column (void *data)
{
  Column *column = data;

  g_free (column->header);
  tide_series_unref (column->series);
}

static void
add_column (TideChartTable *self,
            const Column   *rows,
            TideSeries     *series,
            char           *header_take,
            double          factor)
{
  Column column = { header_take, tide_series_ref (series), rows->begin, rows->end, factor };

  g_array_append_val (self->columns, column);
}

/* "9988.HK, HKD"; the values as stored, which need no rounding to be written. */
static char *
make_header (const char *label,
             const char *part,
             TideUnit    unit)
{
  g_autofree char *name = unit.kind == TIDE_UNIT_PLAIN ? g_strdup ("") : tide_unit_to_string (unit);

  return g_strdup_printf ("%s%s%s%s%s", label, *part != '\0' ? " " : "", part,
                          *name != '\0' ? ", " : "", name);
}

static void
add_layer (TideChartTable *self,
           TideChartSpec  *spec,
           size_t          index)
{
  const TideChartLayer *layer = tide_chart_spec_get_layer (spec, index);
  TideDay               rebase = tide_chart_spec_get_data (spec)->rebase;
  bool                  bars = layer->type == TIDE_CHART_CANDLE || layer->type == TIDE_CHART_BAR;
  Column                rows = { 0 };
  TideUnit              unit = layer->unit;
  const char           *part = bars ? "close" : "";

  if (layer->series == NULL)
    return;

  tide_chart_spec_get_rows (spec, index, &rows.begin, &rows.end);
  if (bars)
    {
      add_column (self, &rows, layer->open, make_header (layer->label, "open", unit), 1);
      add_column (self, &rows, layer->high, make_header (layer->label, "high", unit), 1);
      add_column (self, &rows, layer->low, make_header (layer->label, "low", unit), 1);
    }
  if (layer->type == TIDE_CHART_BAND)
    {
      add_column (self, &rows, layer->low, make_header (layer->label, "lower", unit), 1);
      part = "upper";
    }
  add_column (self, &rows, layer->series, make_header (layer->label, part, unit), 1);
  if (rebase != TIDE_DAY_NONE)
    {
      char  day[TIDE_CHART_DAY_LABEL_SIZE];
      char *header = g_strdup_printf ("%s, %s = 100", layer->label,
                                      tide_chart_day_format (rebase, day));

      add_column (self, &rows, layer->series, header, tide_chart_spec_get_factor (spec, index));
    }
}

static void
add_volume (TideChartTable *self,
            TideChartSpec  *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);
  Column               rows = { 0 };

  if (data->volume == NULL)
    return;

  rows.end = tide_series_get_length (data->volume);
  if (data->from != TIDE_DAY_NONE)
    rows.begin = tide_series_count_until (data->volume, data->from - 1);
  if (data->to != TIDE_DAY_NONE)
    rows.end = tide_series_count_until (data->volume, data->to);
  rows.end = MAX (rows.begin, rows.end);
  add_column (self, &rows, data->volume, g_strdup ("Volume"), 1);
}

static int
compare_days (const void *a,
              const void *b)
{
  TideDay day_a = *(const TideDay *) a;
  TideDay day_b = *(const TideDay *) b;

  return (day_a > day_b) - (day_a < day_b);
}

static void
collect_days (TideChartTable *self)
{
  size_t  n = 0;
  TideDay last = TIDE_DAY_NONE;

  for (size_t i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      g_array_append_vals (self->days, tide_series_get_days (column->series) + column->begin,
                           (unsigned) (column->end - column->begin));
    }
  g_array_sort (self->days, compare_days);
  for (size_t i = 0; i < self->days->len; i++)
    {
      TideDay day = g_array_index (self->days, TideDay, i);

      if (day != last)
        g_array_index (self->days, TideDay, n++) = day;
      last = day;
    }
  g_array_set_size (self->days, (unsigned) n);
}

static void
append_row (GString              *csv,
            const TideChartTable *self,
            size_t                row)
{
  char day[TIDE_DAY_TEXT_SIZE];
  char number[TIDE_DECIMAL_TEXT_SIZE];

  g_string_append (csv, tide_day_format (tide_chart_table_get_day (self, row), day));
  for (size_t i = 1; i < tide_chart_table_get_n_columns (self); i++)
    {
      double value = tide_chart_table_get_value (self, row, i);

      g_string_append_c (csv, ',');
      if (isfinite (value))
        g_string_append (csv, tide_decimal_format (value, number));
    }
  g_string_append (csv, "\r\n");
}

/**
 * tide_chart_table_new:
 * @spec: a chart
 *
 * Makes the table twin of a chart: a row for each day shown, a column for each
 * layer as stored, and one more for each rebased layer.
 *
 * Returns: (transfer full): the table
 */
TideChartTable *
tide_chart_table_new (TideChartSpec *spec)
{
  TideChartTable *self = g_new0 (TideChartTable, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->days = g_array_new (FALSE, FALSE, sizeof (TideDay));
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    add_layer (self, spec, i);
  add_volume (self, spec);
  collect_days (self);

  return self;
}

/**
 * tide_chart_table_ref:
 * @self: a table
 *
 * Returns: (transfer full): @self with one more reference
 */
TideChartTable *
tide_chart_table_ref (TideChartTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_chart_table_unref:
 * @self: (transfer full): a table
 *
 * Drops a reference; the last one frees the table.
 */
void
tide_chart_table_unref (TideChartTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->columns);
  g_array_unref (self->days);
  g_free (self);
}

/**
 * tide_chart_table_get_n_rows:
 * @self: a table
 *
 * Returns: how many days there are
 */
size_t
tide_chart_table_get_n_rows (const TideChartTable *self)
{
  return self->days->len;
}

/**
 * tide_chart_table_get_n_columns:
 * @self: a table
 *
 * Returns: how many columns there are, the day included
 */
size_t
tide_chart_table_get_n_columns (const TideChartTable *self)
{
  return (size_t) self->columns->len + 1;
}

/**
 * tide_chart_table_get_header:
 * @self: a table
 * @column: 0 for the day, then the values
 *
 * Returns: (transfer none): the name of the column, with its unit
 */
const char *
tide_chart_table_get_header (const TideChartTable *self,
                             size_t                column)
{
  g_return_val_if_fail (column <= self->columns->len, NULL);

  return column == 0 ? "Date" : g_array_index (self->columns, Column, column - 1).header;
}

/**
 * tide_chart_table_get_day:
 * @self: a table
 * @row: below the number of rows
 *
 * Returns: the day of the row
 */
TideDay
tide_chart_table_get_day (const TideChartTable *self,
                          size_t                row)
{
  g_return_val_if_fail (row < self->days->len, TIDE_DAY_NONE);

  return g_array_index (self->days, TideDay, row);
}

/**
 * tide_chart_table_get_value:
 * @self: a table
 * @row: below the number of rows
 * @column: from 1
 *
 * Returns: the value; NaN where the series has no row that day, or a gap
 */
double
tide_chart_table_get_value (const TideChartTable *self,
                            size_t                row,
                            size_t                column)
{
  const Column *source;
  TideDay       day;
  size_t        count;

  g_return_val_if_fail (row < self->days->len, NAN);
  g_return_val_if_fail (column > 0 && column <= self->columns->len, NAN);

  source = &g_array_index (self->columns, Column, column - 1);
  day = g_array_index (self->days, TideDay, row);
  count = tide_series_count_until (source->series, day);
  if (count <= source->begin || count > source->end ||
      tide_series_get_days (source->series)[count - 1] != day)
    return NAN;

  return tide_series_get_values (source->series)[count - 1] * source->factor;
}

/**
 * tide_chart_table_to_csv:
 * @self: a table
 *
 * Writes the table for spreadsheets and programs: ISO days, numbers in the
 * fewest digits that read back as the same double, an empty cell for a missing
 * value, lines ended by CR LF. Text that a spreadsheet would take for a formula
 * is marked as text.
 *
 * Returns: (transfer full): UTF-8 without a byte order mark
 */
GBytes *
tide_chart_table_to_csv (const TideChartTable *self)
{
  GString *csv = g_string_new (NULL);

  for (size_t i = 0; i < tide_chart_table_get_n_columns (self); i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      tide_text_append_csv (csv, tide_chart_table_get_header (self, i));
    }
  g_string_append (csv, "\r\n");
  for (size_t i = 0; i < tide_chart_table_get_n_rows (self); i++)
    append_row (csv, self, i);

  return g_string_free_to_bytes (csv);
}

/**
 * tide_chart_table_to_tsv:
 * @self: a table
 *
 * Writes the table as spreadsheets take it from a clipboard; a missing value is
 * an empty cell.
 *
 * Returns: (transfer full): UTF-8
 */
char *
tide_chart_table_to_tsv (const TideChartTable *self)
{
  GString *text = g_string_new (NULL);
  size_t   n_columns = tide_chart_table_get_n_columns (self);

  for (size_t column = 0; column < n_columns; column++)
    {
      if (column > 0)
        g_string_append_c (text, '\t');
      tide_chart_text_append_tsv (text, tide_chart_table_get_header (self, column));
    }
  g_string_append_c (text, '\n');

  for (size_t row = 0; row < tide_chart_table_get_n_rows (self); row++)
    {
      char day[TIDE_DAY_TEXT_SIZE];

      g_string_append (text, tide_day_format (tide_chart_table_get_day (self, row), day));
      for (size_t column = 1; column < n_columns; column++)
        {
          double value = tide_chart_table_get_value (self, row, column);
          char   number[TIDE_DECIMAL_TEXT_SIZE];

          g_string_append_c (text, '\t');
          if (isfinite (value))
            g_string_append (text, tide_decimal_format (value, number));
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
