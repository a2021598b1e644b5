// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-bars"

#include "config.h"

#include "gui/tide-sheet-bars.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-moment-text.h"
#include "gui/tide-source-text.h"

/* A sheet while its rows are read. */
typedef struct
{
  TideSheet           *sheet;
  const TideSheetBars *bars;
  TideListColumn      *column;
  TideUnit             unit;
  bool                 has_unit;
  GPtrArray           *words; /* (owned) (element-type utf8) */
} Reading;

static const char *
keep (Reading *reading,
      char    *word_take)
{
  g_ptr_array_add (reading->words, word_take);
  return word_take;
}

static bool
is_direction (const TideResult *result)
{
  size_t           count;
  const TideInput *inputs = tide_result_get_inputs (result, &count);

  for (size_t i = 0; i < count; i++)
    {
      const TideFacts *facts = &tide_series_get_info (inputs[i].series)->facts;

      if (g_strcmp0 (facts->measure, "direction") == 0)
        return true;
    }

  return false;
}

/* One typed figure among the inputs makes the result no better than typed. */
static bool
is_cited (const TideResult *result)
{
  size_t           count;
  const TideInput *inputs = tide_result_get_inputs (result, &count);

  for (size_t i = 0; i < count; i++)
    {
      if (g_strcmp0 (tide_series_get_info (inputs[i].series)->source, "cited") == 0)
        return true;
    }

  return false;
}

static const char *
get_reason (Reading     *reading,
            unsigned int row)
{
  const TideResult     *result = tide_sheet_get_result (reading->sheet, row,
                                                        reading->bars->value_column);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;
  const char           *error = tide_sheet_get_error (reading->sheet, row,
                                                      reading->bars->value_column);

  if (error != NULL || data == NULL)
    return error;

  return data->reason != NULL ? data->reason : tide_missing_to_sentence (data->missing);
}

/* Two currencies have no common length. */
static bool
take_unit (Reading          *reading,
           const TideResult *result,
           TideBarsRow      *row)
{
  TideUnit         unit = tide_result_get_data (result)->unit;
  g_autofree char *name = NULL;

  if (!reading->has_unit)
    {
      reading->unit = unit;
      reading->has_unit = true;
    }
  if (row->sign_only || tide_unit_equal (unit, reading->unit))
    return true;

  name = tide_unit_to_string (unit);
  /* Translators: why a bar is missing; %s is a unit, such as a currency. */
  row->reason = keep (reading, g_strdup_printf (_ ("in another unit: %s"), name));
  row->value = NAN;
  return false;
}

static void
read_before (Reading     *reading,
             unsigned int index,
             TideBarsRow *row)
{
  int                   column = reading->bars->before_column;
  const TideResultData *data;
  double                number;

  if (column < 0 || !tide_sheet_get_number (reading->sheet, index, (unsigned int) column, &number))
    return;

  data = tide_result_get_data (tide_sheet_get_result (reading->sheet, index,
                                                      (unsigned int) column));
  if (tide_unit_equal (data->unit, reading->unit))
    row->before = number;
}

static TideBarsRowKind
get_kind (const Reading *reading,
          unsigned int   index)
{
  TideSheetPlan *plan = tide_sheet_get_plan (reading->sheet);

  switch (tide_sheet_plan_get_kind (plan, index))
    {
    case TIDE_SHEET_ROW_PLAIN:
      return TIDE_BARS_ROW_PLAIN;
    case TIDE_SHEET_ROW_HEADING:
      return TIDE_BARS_ROW_HEADING;
    case TIDE_SHEET_ROW_SUMMARY:
      return (int) index == reading->bars->remainder_row ? TIDE_BARS_ROW_REMAINDER
                                                         : TIDE_BARS_ROW_SUM;
    }

  return TIDE_BARS_ROW_PLAIN;
}

static TideBarsRow
read_row (Reading     *reading,
          unsigned int index)
{
  TideSheetPlan *plan = tide_sheet_get_plan (reading->sheet);
  unsigned int   column = reading->bars->value_column;
  TideResult    *result = tide_sheet_get_result (reading->sheet, index, column);
  TideBarsRow    row = TIDE_BARS_ROW_NONE;

  row.label = tide_sheet_plan_get_label (plan, index);
  row.kind = get_kind (reading, index);
  if (result == NULL || !tide_sheet_get_number (reading->sheet, index, column, &row.value))
    {
      row.reason = get_reason (reading, index);
      return row;
    }

  row.cited = is_cited (result);
  row.sign_only = reading->column->style == TIDE_COLUMN_DIRECTION || is_direction (result);
  if (!take_unit (reading, result, &row))
    return row;
  if (reading->bars->kind != TIDE_BARS_PERCENTILE)
    row.text = keep (reading, tide_sheet_print (reading->sheet, index, column,
                                                TIDE_NUMBER_SCREEN));
  read_before (reading, index, &row);

  return row;
}

static void
describe (Reading      *reading,
          TideBarsData *data)
{
  TideSheetPlan *plan = tide_sheet_get_plan (reading->sheet);
  GPtrArray     *columns = tide_sheet_plan_get_columns (plan);
  TideDay        last = tide_sheet_get_last_day (reading->sheet);
  int            before = reading->bars->before_column;

  data->title = tide_sheet_plan_get_title (plan);
  data->subtitle = tide_sheet_plan_get_subtitle (plan);
  data->note = tide_sheet_plan_get_note (plan);
  data->value_title = reading->column->title;
  if (before >= 0 && (unsigned int) before < columns->len)
    data->before_title = ((TideListColumn *) g_ptr_array_index (columns, before))->title;
  data->source = keep (reading,
                       tide_source_text_dup_names (tide_sheet_get_origin (reading->sheet)));
  if (last != TIDE_DAY_NONE)
    {
      g_autofree char *day = tide_day_dup_text (last);

      /* Translators: %s is the last day that is included. */
      data->as_of = keep (reading, g_strstrip (g_strdup_printf (_ (" Data to %s."), day)));
    }
}

/**
 * tide_sheet_bars_new_spec:
 * @sheet: a sheet with its results
 * @bars: which columns are drawn, and how
 * @sample: the sheet is of the sample workspace
 * @error: return location
 *
 * Makes bars of a sheet: a row for each of its rows, with the texts of its cells.
 * What is calculated from cited figures is drawn as cited, what is known as a
 * direction as a sign, and what is in another unit than the first number is
 * missing with that as its reason.
 *
 * Errors: those of tide_bars_spec_new().
 *
 * Returns: (transfer full) (nullable): the bars
 */
TideBarsSpec *
tide_sheet_bars_new_spec (TideSheet           *sheet,
                          const TideSheetBars *bars,
                          bool                 sample,
                          GError             **error)
{
  TideSheetPlan     *plan = tide_sheet_get_plan (sheet);
  GPtrArray         *columns = tide_sheet_plan_get_columns (plan);
  unsigned int       n_rows = tide_sheet_plan_get_n_rows (plan);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (TideBarsRow));
  Reading            reading = { .sheet = sheet, .bars = bars, .unit = tide_unit_plain () };
  TideBarsData       data;
  TideBarsSpec      *spec;

  g_return_val_if_fail (bars->value_column < columns->len, NULL);

  reading.column = g_ptr_array_index (columns, bars->value_column);
  reading.words = g_ptr_array_new_with_free_func (g_free);
  for (unsigned int i = 0; i < n_rows; i++)
    {
      TideBarsRow row = read_row (&reading, i);

      g_array_append_val (rows, row);
    }

  tide_bars_data_init (&data);
  data.kind = bars->kind;
  data.rows = &g_array_index (rows, TideBarsRow, 0);
  data.n_rows = rows->len;
  data.unit = reading.unit;
  data.decimals = reading.column->decimals;
  data.extent = bars->extent;
  data.sorted = !bars->unsorted;
  data.directed = !bars->undirected && bars->kind == TIDE_BARS_DIVERGING;
  data.sample = sample;
  describe (&reading, &data);
  spec = tide_bars_spec_new (&data, error);
  g_ptr_array_unref (reading.words);

  return spec;
}
