// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-list-column"

#include "config.h"

#include "tide-load-private.h"

#include <math.h>
#include <string.h>

#define BILLION 1e9

/* The last day's log change over the standard deviation of the 252 before it. */
#define DEVIATIONS_OF_A_DAY              \
  "last(returns(close, method=\"log\"))" \
  " / stdev(lag(returns(close, method=\"log\"), 1D), 252D)"

/* What a new list shows beside symbol, name and session. */
static const TideListColumn default_columns[] = {
  { (char *) "Last", (char *) "close", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "1D", (char *) "change(close, 1D)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "1D σ", (char *) DEVIATIONS_OF_A_DAY, TIDE_COLUMN_DEVIATIONS, NULL, -1 },
  { (char *) "1W", (char *) "change(close, 1W)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "1M", (char *) "change(close, 1M)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "YTD", (char *) "change(close, YTD)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "vs 52W low", (char *) "rise(close, 1Y, short=true)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "vs 52W high", (char *) "fall(close, 1Y, short=true)", TIDE_COLUMN_VALUE, NULL, -1 },
  { (char *) "6M", (char *) "close", TIDE_COLUMN_SPARKLINE, (char *) "6M", -1 },
};

/**
 * tide_list_column_new:
 * @title: heading
 * @formula: (nullable): formula of the row's instrument
 * @style: how it is shown
 * @window: (nullable): period of a sparkline
 *
 * Makes a column with its unit's own decimals.
 *
 * Returns: (transfer full): the column
 */
TideListColumn *
tide_list_column_new (const char     *title,
                      const char     *formula,
                      TideColumnStyle style,
                      const char     *window)
{
  TideListColumn *self = g_new0 (TideListColumn, 1);

  self->title = g_strdup (title);
  self->formula = g_strdup (formula);
  self->style = style;
  self->window = g_strdup (window);
  self->decimals = -1;

  return self;
}

/**
 * tide_list_column_copy:
 * @self: a column
 *
 * Returns: (transfer full): a column like it
 */
TideListColumn *
tide_list_column_copy (const TideListColumn *self)
{
  TideListColumn *copy = tide_list_column_new (self->title, self->formula, self->style,
                                               self->window);

  copy->decimals = self->decimals;

  return copy;
}

/**
 * tide_list_column_free:
 * @self: (transfer full): a column
 *
 * Frees a column.
 */
void
tide_list_column_free (TideListColumn *self)
{
  g_free (self->title);
  g_free (self->formula);
  g_free (self->window);
  g_free (self);
}

/**
 * tide_list_columns_new_default:
 *
 * Makes the columns of a new list.
 *
 * Returns: (transfer full) (element-type TideListColumn): the columns
 */
GPtrArray *
tide_list_columns_new_default (void)
{
  GPtrArray *columns;

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  for (size_t i = 0; i < G_N_ELEMENTS (default_columns); i++)
    g_ptr_array_add (columns, tide_list_column_copy (&default_columns[i]));

  return columns;
}

static char *
print_signed (double          number,
              int             decimals,
              TideNumberStyle style)
{
  g_autofree char *text = tide_number_format (number, decimals, style);

  /* A number that rounds to zero has lost its sign. */
  return number > 0.0 && strpbrk (text, "123456789") != NULL ? g_strconcat ("+", text, NULL)
                                                             : g_steal_pointer (&text);
}

/* The sign of a number that is known as a sign only. */
static const char *
print_direction (double number)
{
  if (number > 0.0)
    return "▲";
  return number < 0.0 ? "▼" : "=";
}

static int
choose_decimals (const TideListColumn *self,
                 int                   usual)
{
  return self->decimals >= 0 ? self->decimals : usual;
}

/**
 * tide_list_column_scale:
 * @self: a column
 * @number: a number in its unit's own scale, not NaN
 *
 * Takes a number to the scale that the column's heading tells of: billions, a
 * change as a fraction, a sign.
 *
 * Returns: the number as a program reads it below that heading
 */
double
tide_list_column_scale (const TideListColumn *self,
                        double                number)
{
  switch (self->style)
    {
    case TIDE_COLUMN_VALUE:
    case TIDE_COLUMN_SPARKLINE:
    case TIDE_COLUMN_DEVIATIONS:
      break;
    case TIDE_COLUMN_BILLIONS:
    case TIDE_COLUMN_SIGNED_BILLIONS:
      return number / BILLION;
    case TIDE_COLUMN_CHANGE:
      return number - 1.0;
    case TIDE_COLUMN_DIRECTION:
      return (number > 0.0) - (number < 0.0);
    }

  return number;
}

/**
 * tide_list_column_print_number:
 * @self: a column
 * @unit: unit of @number
 * @number: a number in its unit's own scale, not NaN
 * @style: for whom
 *
 * Prints a number as its column shows it.
 *
 * Returns: (transfer full): the text
 */
char *
tide_list_column_print_number (const TideListColumn *self,
                               TideUnit              unit,
                               double                number,
                               TideNumberStyle       style)
{
  switch (self->style)
    {
    case TIDE_COLUMN_VALUE:
    case TIDE_COLUMN_SPARKLINE:
      break;
    case TIDE_COLUMN_DEVIATIONS:
      return print_signed (number, choose_decimals (self, 1), style);
    case TIDE_COLUMN_BILLIONS:
      return tide_number_format (tide_list_column_scale (self, number), choose_decimals (self, 1),
                                 style);
    case TIDE_COLUMN_SIGNED_BILLIONS:
      return print_signed (tide_list_column_scale (self, number), choose_decimals (self, 1), style);
    case TIDE_COLUMN_CHANGE:
      return tide_unit_format (tide_unit_of_kind (TIDE_UNIT_CHANGE),
                               tide_list_column_scale (self, number),
                               choose_decimals (self, 0), style);
    case TIDE_COLUMN_DIRECTION:
      return g_strdup (print_direction (number));
    }

  return tide_unit_format (unit, number, self->decimals, style);
}

/**
 * tide_list_column_print:
 * @self: a column
 * @result: one of its values
 * @style: for whom
 *
 * Prints a value as its column shows it.
 *
 * Returns: (transfer full): the text
 */
char *
tide_list_column_print (const TideListColumn *self,
                        const TideResult     *result,
                        TideNumberStyle       style)
{
  const TideResultData *data = tide_result_get_data (result);
  bool                  number = data->kind == TIDE_VALUE_NUMBER || data->kind == TIDE_VALUE_SERIES;

  return number && isfinite (data->number)
           ? tide_list_column_print_number (self, data->unit, data->number, style)
           : tide_result_to_text (result, style);
}

char *
tide_list_columns_hash (GPtrArray *columns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const TideListColumn *column = g_ptr_array_index (columns, i);

      g_string_append_printf (text, "%s\n%s\n%d %s\n", column->title, column->formula,
                              (int) column->style, column->window != NULL ? column->window : "");
      if (column->decimals >= 0)
        g_string_append_printf (text, "%d\n", column->decimals);
    }

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}
