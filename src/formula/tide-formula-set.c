// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-formula-set"

#include "config.h"

#include "tide-formula.h"

#include <math.h>
#include <string.h>

#include "formula/tide-evaluator-private.h"

struct _TideFormulaSet
{
  TideArena *arena;
  char     **texts; /* as typed; places in errors refer to them */
  TidePlan  *plans;
  size_t     n;
  size_t     n_slots;
};

/**
 * tide_formula_set_new:
 * @texts: (array length=n_texts): formulas, terminated by NUL
 * @n_texts: how many
 * @error: return location; as of tide_formula_parse(), of the first formula that
 *   is wrong
 *
 * Parses formulas that are evaluated together. Any thread.
 *
 * Returns: (transfer full) (nullable): the set; %NULL with an error
 */
TideFormulaSet *
tide_formula_set_new (const char *const *texts,
                      size_t             n_texts,
                      GError           **error)
{
  g_autoptr (TideFormulaSet) self = g_new0 (TideFormulaSet, 1);
  g_autoptr (GHashTable)     slots = tide_parser_new_slots ();

  g_return_val_if_fail (n_texts == 0 || texts != NULL, NULL);

  self->arena = tide_arena_new ();
  self->texts = g_new0 (char *, n_texts + 1);
  self->plans = g_new0 (TidePlan, n_texts + 1);
  for (; self->n < n_texts; self->n++)
    {
      self->texts[self->n] = g_strdup (texts[self->n]);
      if (!tide_parser_run (self->arena, self->texts[self->n], strlen (texts[self->n]), slots,
                            &self->plans[self->n], error))
        return NULL;
    }
  self->n_slots = g_hash_table_size (slots);
  return g_steal_pointer (&self);
}

/**
 * tide_formula_set_free:
 * @self: (transfer full): a set
 *
 * Frees a set. Any thread, when no other one uses it.
 */
void
tide_formula_set_free (TideFormulaSet *self)
{
  g_return_if_fail (self != NULL);

  tide_arena_free (self->arena);
  g_strfreev (self->texts);
  g_free (self->plans);
  g_free (self);
}

/* The numbers of one row. False with the evaluator's error set where no row can
 * be evaluated. */
static bool
evaluate_row (const TideFormulaSet *self,
              TideEvaluator        *evaluator,
              double               *out_numbers)
{
  for (size_t i = 0; i < self->n; i++)
    {
      TideValue value;

      evaluator->text = self->texts[i];
      value = tide_evaluator_run (evaluator, self->plans[i].root);
      value = tide_evaluator_scalar (evaluator, value);
      out_numbers[i] = value.kind == TIDE_VALUE_NUMBER ? value.number : NAN;
      if (evaluator->error == NULL)
        continue;

      if (tide_evaluator_stops_list (evaluator))
        return false;
      out_numbers[i] = NAN;
      g_clear_error (&evaluator->error);
    }
  return true;
}

/**
 * tide_formula_set_evaluate:
 * @self: a set
 * @source: where series come from
 * @rows: the list
 * @moment: what may be seen
 * @cancellable: (nullable): cancels the evaluation, looked at before each row
 * @out_numbers: (array) (out caller-allocates): for each row of @rows the number
 *   of each formula; NaN where there is none
 * @error: return location; a %TIDE_FORMULA_ERROR about a formula itself, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Evaluates formulas for the rows of a list as tide_formula_evaluate_rows()
 * does, without an object for each cell: for screening and sorting thousands of
 * rows. Why a cell has no number, and what one rests on, is asked of the formula
 * when somebody looks. On the thread of @source.
 *
 * Returns: %FALSE with an error; some of @out_numbers may be written then
 */
bool
tide_formula_set_evaluate (const TideFormulaSet *self,
                           TideSource           *source,
                           const TideRows       *rows,
                           const TideMoment     *moment,
                           GCancellable         *cancellable,
                           double               *out_numbers,
                           GError              **error)
{
  TideSetting            setting = { source, "", moment, rows, cancellable };
  g_auto (TideEvaluator) evaluator = { 0 };

  g_return_val_if_fail (self != NULL && TIDE_IS_SOURCE (source) && moment != NULL, false);
  g_return_val_if_fail (rows != NULL && (rows->n_symbols == 0 || rows->symbols != NULL), false);
  g_return_val_if_fail (out_numbers != NULL, false);

  tide_evaluator_open (&evaluator, &setting, self->n_slots);
  evaluator.only_numbers = true;
  for (size_t i = 0; i < rows->n_symbols; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return false;

      tide_evaluator_begin_row (&evaluator, rows->symbols[i]);
      if (!evaluate_row (self, &evaluator, out_numbers + i * self->n))
        {
          g_propagate_error (error, g_steal_pointer (&evaluator.error));
          return false;
        }
    }
  return true;
}
