// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet"

#include "config.h"

#include <math.h>

#include "tide-sheet-private.h"

struct _TideSheet
{
  gatomicrefcount refs;
  TideSheetPlan  *plan;
  TideListAnswer *answer;
  char           *origin; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (TideSheet, tide_sheet, tide_sheet_ref, tide_sheet_unref)

TideSheet *
tide_sheet_new (TideSheetPlan  *plan,
                TideListAnswer *answer_take)
{
  TideSheet *self = g_new0 (TideSheet, 1);

  g_atomic_ref_count_init (&self->refs);
  self->plan = tide_sheet_plan_ref (plan);
  self->answer = answer_take;
  self->origin = tide_sources_to_text (answer_take->sources);

  return self;
}

/**
 * tide_sheet_ref:
 * @self: a sheet
 *
 * Returns: (transfer full): @self
 */
TideSheet *
tide_sheet_ref (TideSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * tide_sheet_unref:
 * @self: (transfer full): a sheet
 *
 * Drops a reference.
 */
void
tide_sheet_unref (TideSheet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  tide_sheet_plan_unref (self->plan);
  tide_list_answer_free (self->answer);
  g_free (self->origin);
  g_free (self);
}

const TideListAnswer *
tide_sheet_get_answer (const TideSheet *self)
{
  return self->answer;
}

/* A cell that could not be answered may be, whatever comes in. */
bool
tide_sheet_depends_on (const TideSheet *self,
                       GHashTable      *symbols)
{
  GHashTableIter iter;
  gpointer       symbol = NULL;

  if (self->answer->incomplete)
    return true;

  g_hash_table_iter_init (&iter, self->answer->symbols);
  while (g_hash_table_iter_next (&iter, &symbol, NULL))
    if (g_hash_table_contains (symbols, symbol))
      return true;

  return false;
}

/**
 * tide_sheet_get_plan:
 * @self: a sheet
 *
 * Returns: (transfer none): what it answers
 */
TideSheetPlan *
tide_sheet_get_plan (const TideSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plan;
}

static const TideRowAnswer *
get_row (const TideSheet *self,
         unsigned int     row)
{
  return row < self->answer->rows->len ? g_ptr_array_index (self->answer->rows, row) : NULL;
}

/**
 * tide_sheet_get_result:
 * @self: a sheet
 * @row: row, from 0
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): the result; NULL for a cell without a
 *   formula and where tide_sheet_get_error() has the reason
 */
TideResult *
tide_sheet_get_result (const TideSheet *self,
                       unsigned int     row,
                       unsigned int     column)
{
  const TideRowAnswer *answer;

  g_return_val_if_fail (self != NULL, NULL);

  answer = get_row (self, row);

  return answer != NULL && column < answer->results->len
           ? g_ptr_array_index (answer->results, column)
           : NULL;
}

/**
 * tide_sheet_get_error:
 * @self: a sheet
 * @row: row, from 0
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): why the formula failed, a sentence
 */
const char *
tide_sheet_get_error (const TideSheet *self,
                      unsigned int     row,
                      unsigned int     column)
{
  const TideRowAnswer *answer;

  g_return_val_if_fail (self != NULL, NULL);

  answer = get_row (self, row);
  if (answer == NULL || answer->errors == NULL || column >= answer->results->len)
    return NULL;

  return answer->errors[column];
}

/**
 * tide_sheet_get_number:
 * @self: a sheet
 * @row: row, from 0
 * @column: column, from 0
 * @out_number: (out): the number, in its unit's own scale
 *
 * Gives the number of a cell.
 *
 * Returns: %FALSE, with @out_number untouched, when the cell has none
 */
bool
tide_sheet_get_number (const TideSheet *self,
                       unsigned int     row,
                       unsigned int     column,
                       double          *out_number)
{
  const TideResult     *result = tide_sheet_get_result (self, row, column);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;

  if (data == NULL || (data->kind != TIDE_VALUE_NUMBER && data->kind != TIDE_VALUE_SERIES) ||
      !isfinite (data->number))
    return false;

  *out_number = data->number;

  return true;
}

/**
 * tide_sheet_print:
 * @self: a sheet
 * @row: row, from 0
 * @column: column, from 0
 * @style: for whom
 *
 * Prints a cell as its column shows it; a cell without a formula is empty, and
 * one whose formula failed is `!` on the screen and the sentence for machines.
 *
 * Returns: (transfer full): the text
 */
char *
tide_sheet_print (const TideSheet *self,
                  unsigned int     row,
                  unsigned int     column,
                  TideNumberStyle  style)
{
  const TideResult *result = tide_sheet_get_result (self, row, column);
  const char       *error = tide_sheet_get_error (self, row, column);

  if (error != NULL)
    return g_strdup (style == TIDE_NUMBER_SCREEN ? "!" : error);
  if (result == NULL)
    return g_strdup ("");

  return tide_list_column_print (
    g_ptr_array_index (tide_sheet_plan_get_columns (self->plan), column), result, style);
}

/**
 * tide_sheet_get_origin:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): names of the sources of its numbers
 */
const char *
tide_sheet_get_origin (const TideSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->origin;
}

/**
 * tide_sheet_get_learned:
 * @self: a sheet
 *
 * Returns: when the oldest input arrived here; UTC seconds, or
 *   %TIDE_INSTANT_NONE
 */
TideInstant
tide_sheet_get_learned (const TideSheet *self)
{
  g_return_val_if_fail (self != NULL, TIDE_INSTANT_NONE);

  return self->answer->learned;
}

/**
 * tide_sheet_get_last_day:
 * @self: a sheet
 *
 * Returns: the last day that any of its numbers rests on, or %TIDE_DAY_NONE
 */
TideDay
tide_sheet_get_last_day (const TideSheet *self)
{
  g_return_val_if_fail (self != NULL, TIDE_DAY_NONE);

  return self->answer->last_day;
}
