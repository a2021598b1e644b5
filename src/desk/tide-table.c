// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-table"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-private.h"

/* Evaluates the rows of a list. Everything here runs on the evaluator's
 * thread. */

TideTableAsk *
tide_table_ask_new (GPtrArray        *columns,
                    const TideMoment *moment)
{
  TideTableAsk *ask = g_new0 (TideTableAsk, 1);

  ask->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (ask->columns, tide_list_column_copy (g_ptr_array_index (columns, i)));
  ask->moment = *moment;

  return ask;
}

void
tide_table_ask_free (gpointer data)
{
  TideTableAsk *ask = data;

  g_strfreev (ask->symbols);
  g_free (ask->benchmark);
  g_ptr_array_unref (ask->columns);
  g_free (ask);
}

/* The observations of a sparkline's window, in storage of their own: a slice
 * would keep all history in memory for each row of the list. */
static TideSeries *
cut_sparkline (TideSeries *series,
               const char *window)
{
  const TideDay *days = tide_series_get_days (series);
  size_t         n_rows = tide_series_get_length (series);
  size_t         first = 0;
  TidePeriod     period;

  if (n_rows > 0 && window != NULL && tide_period_parse (window, strlen (window), &period))
    {
      if (period.kind == TIDE_PERIOD_OBSERVATIONS)
        first = n_rows > (size_t) period.count ? n_rows - (size_t) period.count : 0;
      else if (period.kind != TIDE_PERIOD_MAX)
        first = tide_series_count_until (series,
                                         tide_period_get_base_day (period, days[n_rows - 1]));
    }

  return tide_series_new (tide_series_get_info (series), days + first,
                          tide_series_get_values (series) + first, n_rows - first);
}

/* What a cell shows, without the series it was made from: those stay with the
 * evaluator, and the trace is asked for when somebody looks. */
static TideResult *
compact_result (const TideResult     *result,
                const TideListColumn *column)
{
  TideResultData         data = *tide_result_get_data (result);
  g_autoptr (TideSeries) series = NULL;

  if (data.kind == TIDE_VALUE_SERIES && column->style == TIDE_COLUMN_SPARKLINE)
    {
      series = cut_sparkline (data.series, column->window);
      data.series = series;
    }
  else
    {
      if (data.kind == TIDE_VALUE_SERIES)
        data.kind = TIDE_VALUE_NUMBER;
      data.series = NULL;
    }

  return tide_result_new (&data, tide_result_get_formula (result), tide_result_get_symbol (result),
                          NULL, 0, NULL);
}

void
tide_table_put_error (TideListAnswer *answer,
                      unsigned int    row_index,
                      unsigned int    column_index,
                      const char     *message)
{
  TideRowAnswer *row = g_ptr_array_index (answer->rows, row_index);

  if (row->errors == NULL)
    row->errors = g_new0 (char *, row->results->len);
  row->errors[column_index] = g_strdup (message);
  answer->incomplete = true;
}

static void
put_inputs (TideListAnswer   *answer,
            const TideResult *result)
{
  size_t           n_inputs = 0;
  const TideInput *inputs = tide_result_get_inputs (result, &n_inputs);

  answer->incomplete = answer->incomplete || n_inputs == 0;
  for (size_t i = 0; i < n_inputs; i++)
    if (inputs[i].series != NULL)
      {
        const char *symbol = tide_series_get_info (inputs[i].series)->symbol;

        if (!g_hash_table_contains (answer->symbols, symbol))
          g_hash_table_add (answer->symbols, g_strdup (symbol));
      }
}

void
tide_table_put_result (TideListAnswer       *answer,
                       unsigned int          row_index,
                       unsigned int          column_index,
                       const TideListColumn *column,
                       const TideResult     *result)
{
  const TideResultData *data = tide_result_get_data (result);
  TideRowAnswer        *row = g_ptr_array_index (answer->rows, row_index);
  TideInstant           learned = tide_result_find_learned (result);

  if (learned != TIDE_INSTANT_NONE &&
      (answer->learned == TIDE_INSTANT_NONE || learned < answer->learned))
    answer->learned = learned;
  if (data->kind != TIDE_VALUE_DAY)
    answer->last_day = MAX (answer->last_day, data->day);
  tide_result_add_sources (result, answer->sources);
  put_inputs (answer, result);
  row->results->pdata[column_index] = answer->whole && data->kind != TIDE_VALUE_SERIES
                                        ? tide_result_ref ((TideResult *) result)
                                        : compact_result (result, column);
  if (data->missing == TIDE_MISSING_ERROR)
    tide_table_put_error (answer, row_index, column_index, data->reason);
}

static void
put_column_error (TideListAnswer *answer,
                  guint           column_index,
                  const GError   *error)
{
  for (guint i = 0; i < answer->rows->len; i++)
    tide_table_put_error (answer, i, column_index, error->message);
}

/* A row that fails leaves the others their values: its result says why. */
static void
evaluate_column (TideDeskSource     *source,
                 const TideTableAsk *ask,
                 guint               column_index,
                 TideListAnswer     *answer,
                 GCancellable       *cancellable)
{
  const TideListColumn   *column = g_ptr_array_index (ask->columns, column_index);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideFormula) formula = tide_formula_parse (column->formula, -1, &error);
  g_autoptr (GPtrArray)   results = NULL;
  TideRows                rows = { (const char *const *) ask->symbols, answer->rows->len,
                                   ask->benchmark };
  TideEvaluateFlags       flags;

  flags = column->style == TIDE_COLUMN_SPARKLINE ? TIDE_EVALUATE_PLAIN : TIDE_EVALUATE_NUMBER;
  if (formula == NULL ||
      !tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, rows.symbols,
                                   rows.n_symbols, &ask->moment, flags, cancellable, &results,
                                   &error))
    {
      put_column_error (answer, column_index, error);
      return;
    }

  for (guint i = 0; i < answer->rows->len; i++)
    tide_table_put_result (answer, i, column_index, column, g_ptr_array_index (results, i));
}

static TideRowAnswer *
describe_row (TideDeskSource     *source,
              const TideTableAsk *ask,
              const char         *symbol,
              GCancellable       *cancellable)
{
  TideRowAnswer             *row = tide_row_answer_new (symbol, ask->columns->len);
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (TideSeries)     close = NULL;
  size_t                     last = 0;

  instrument = tide_source_dup_instrument (TIDE_SOURCE (source), symbol, NULL);
  if (instrument == NULL)
    return row;

  row->name = g_strdup (instrument->name);
  close = tide_source_dup_series (TIDE_SOURCE (source), symbol, "close", NULL, &ask->moment,
                                  cancellable, NULL);
  if (close != NULL && tide_series_find_last (close, tide_series_get_length (close), &last))
    row->session = tide_series_get_days (close)[last];

  return row;
}

/* (transfer full): a TideListAnswer. */
gpointer
tide_table_evaluate (TideDeskSource *source,
                     gpointer        data,
                     GCancellable   *cancellable,
                     GError        **error)
{
  const TideTableAsk        *ask = data;
  g_autoptr (TideListAnswer) answer = tide_list_answer_new ();

  for (size_t i = 0; ask->symbols[i] != NULL; i++)
    g_ptr_array_add (answer->rows, describe_row (source, ask, ask->symbols[i], cancellable));
  for (guint column = 0; column < ask->columns->len; column++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      evaluate_column (source, ask, column, answer, cancellable);
    }

  return g_steal_pointer (&answer);
}
