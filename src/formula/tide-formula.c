// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-formula"

#include "config.h"

#include "tide-formula.h"

#include <string.h>

#include "formula/tide-evaluator-private.h"

struct _TideFormula
{
  gatomicrefcount refs;
  TideArena      *arena;
  char           *source; /* as typed; places in errors refer to it */
  char           *text;   /* as printed */
  TidePlan        plan;
};

G_DEFINE_BOXED_TYPE (TideFormula, tide_formula, tide_formula_ref, tide_formula_unref)

/**
 * tide_formula_parse:
 * @text: a formula; at most 4,096 bytes of UTF-8
 * @length: bytes in @text, or -1 if it is terminated by NUL
 * @error: return location; %TIDE_FORMULA_ERROR_SYNTAX, %TIDE_FORMULA_ERROR_NAME,
 *   %TIDE_FORMULA_ERROR_ARGUMENT or %TIDE_FORMULA_ERROR_LIMIT, with the place
 *   (tide_formula_error_get_place()), what was found and what was expected
 *
 * Parses a formula and checks everything that can be checked without data:
 * names, arguments and kinds of values. Any bytes are accepted as input. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): the formula; %NULL with an error
 */
TideFormula *
tide_formula_parse (const char *text,
                    gssize      length,
                    GError    **error)
{
  g_autoptr (TideFormula) self = NULL;
  g_autoptr (GHashTable)  slots = NULL;
  size_t                  n_bytes;

  g_return_val_if_fail (text != NULL, NULL);

  n_bytes = length < 0 ? strlen (text) : (size_t) length;
  self = g_new0 (TideFormula, 1);
  g_atomic_ref_count_init (&self->refs);
  self->arena = tide_arena_new ();
  slots = tide_parser_new_slots ();
  if (!tide_parser_run (self->arena, text, n_bytes, slots, &self->plan, error))
    return NULL;

  self->source = g_strndup (text, n_bytes);
  self->text = tide_node_to_string (self->plan.root);
  return g_steal_pointer (&self);
}

/**
 * tide_formula_ref:
 * @self: a formula
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideFormula *
tide_formula_ref (TideFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tide_formula_unref:
 * @self: (transfer full): a formula
 *
 * Drops a reference. Any thread.
 */
void
tide_formula_unref (TideFormula *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  tide_arena_free (self->arena);
  g_free (self->source);
  g_free (self->text);
  g_free (self);
}

/**
 * tide_formula_get_text:
 * @self: a formula
 *
 * Gives the formula as the reference writes it: names in lower case, the fewest
 * parentheses. Parsing it gives an equal formula.
 *
 * Returns: (transfer none): valid as long as @self
 */
const char *
tide_formula_get_text (const TideFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * tide_formula_needs_row:
 * @self: a formula
 *
 * Tells whether the formula reads the instrument of the row, as `close` does
 * and `close("9988.HK")` does not.
 */
bool
tide_formula_needs_row (const TideFormula *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->plan.needs_row;
}

/**
 * tide_formula_needs_list:
 * @self: a formula
 *
 * Tells whether the formula compares the rows of a list, as `rank (pe)` does: a
 * new observation of one row may then change the result of every other.
 */
bool
tide_formula_needs_list (const TideFormula *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->plan.needs_list;
}

/**
 * tide_formula_guess_unit:
 * @self: a formula
 *
 * Guesses the kind of unit of the result without data, for the head of a column
 * that has no value yet. A stored field may turn out to have another one.
 *
 * Returns: the kind; %TIDE_UNIT_PLAIN for what is no number
 */
TideUnitKind
tide_formula_guess_unit (const TideFormula *self)
{
  g_return_val_if_fail (self != NULL, TIDE_UNIT_PLAIN);

  return self->plan.root->unit;
}

static TideSeriesInfo
describe_series (const TideView *view,
                 const char     *symbol,
                 const char     *formula)
{
  TideSeriesInfo info = { .symbol = "", .frequency = view->frequency };

  if (view->series != NULL)
    info = *tide_series_get_info (view->series);
  else if (symbol != NULL)
    info.symbol = symbol;

  info.field = formula;
  info.source = NULL;
  info.unit = view->measure.unit;
  info.frequency = view->frequency;
  info.basis = view->basis;
  if (view->series == NULL)
    info.facts = (TideFacts) TIDE_FACTS_NONE;
  return info;
}

/* Makes a series of a derived one; on the days of a stored one it shares them. */
static TideSeries *
dup_series (const TideFormula *self,
            TideView          *view,
            const char        *symbol)
{
  TideSeriesInfo info;
  double        *values;

  if (view->class == NULL)
    return tide_series_ref (view->series);

  tide_view_require (view, 0);
  info = describe_series (view, symbol, self->text);
  if (view->series == NULL)
    return tide_series_new (&info, view->days, view->values, view->n);

  values = g_memdup2 (view->values, view->n * sizeof (double));
  return tide_series_new_like (view->series, &info, values);
}

static void
set_printed_text (const TideValue *value,
                  TideResultData  *data,
                  char            *buffer)
{
  data->text = value->text;
  if (value->kind == TIDE_VALUE_MONTH)
    data->text = tide_month_format (value->month, buffer);
  if (value->kind == TIDE_VALUE_PERIOD)
    data->text = tide_period_format (value->period, buffer);
}

/* A series result is also its last observation; a series without one is
 * missing, and so is one whose last observation no longer stands, which keeps
 * its history. */
static TideValue
take_last (TideEvaluator  *evaluator,
           TideValue       value,
           TideResultData *data)
{
  TideValue last;

  data->kind = value.kind;
  if (value.kind != TIDE_VALUE_SERIES)
    return value;

  last = tide_evaluator_scalar (evaluator, value);
  if (last.kind == TIDE_VALUE_MISSING)
    data->kind = TIDE_VALUE_MISSING;
  return last;
}

static TideResult *
make_result (TideFormula      *self,
             TideEvaluator    *evaluator,
             TideValue         value,
             TideEvaluateFlags flags,
             TideTrace        *trace_take)
{
  char                   buffer[MAX (TIDE_PERIOD_TEXT_SIZE, TIDE_MONTH_TEXT_SIZE)];
  TideResultData         data = { .day = TIDE_DAY_NONE };
  TideValue              last = take_last (evaluator, value, &data);
  TideDay                last_day;
  TideResult            *result;
  g_autoptr (GArray)     inputs = NULL;
  g_autoptr (TideSeries) series = NULL;

  if (data.kind == TIDE_VALUE_SERIES && (flags & TIDE_EVALUATE_NUMBER) != 0)
    data.kind = TIDE_VALUE_NUMBER;
  if (value.kind == TIDE_VALUE_SERIES && (flags & TIDE_EVALUATE_NUMBER) == 0 &&
      (data.kind == TIDE_VALUE_SERIES || last.missing == TIDE_MISSING_DOMAIN))
    series = dup_series (self, value.view, evaluator->symbol);
  data.series = series;

  inputs = tide_inputs_collect (evaluator, NULL, &last_day);
  tide_peers_add_inputs (evaluator, inputs, &last_day);
  data.number = last.number;
  data.day = last.kind == TIDE_VALUE_DAY ? last.day : last_day;
  data.truth = last.truth;
  data.unit = last.kind == TIDE_VALUE_NUMBER ? last.measure.unit : tide_unit_plain ();
  data.missing = last.kind == TIDE_VALUE_MISSING ? last.missing : TIDE_MISSING_NONE;
  data.reason = last.kind == TIDE_VALUE_MISSING ? last.reason : NULL;
  data.stale_days = evaluator->stale_days;
  data.note = evaluator->note->len > 0 ? evaluator->note->str : NULL;
  set_printed_text (&last, &data, buffer);

  result = tide_result_new (&data, self->text, evaluator->symbol,
                            (const TideInput *) (void *) inputs->data, inputs->len, trace_take);
  return result;
}

/* Evaluates the row the evaluator stands at; NULL with the evaluator's error
 * set. */
static TideResult *
evaluate_row (TideFormula      *self,
              TideEvaluator    *evaluator,
              TideEvaluateFlags flags)
{
  TideTrace *root = (flags & TIDE_EVALUATE_TRACE) != 0 ? g_new0 (TideTrace, 1) : NULL;
  TideTrace *trace = NULL;
  TideValue  value;

  evaluator->tracing = root != NULL;
  evaluator->trace = root;
  value = tide_evaluator_run (evaluator, self->plan.root);
  evaluator->trace = NULL;
  if (evaluator->error == NULL && value.kind == TIDE_VALUE_SERIES)
    tide_evaluator_scalar (evaluator, value);

  if (root != NULL)
    {
      tide_evaluator_fill_leaves (evaluator);
      if (root->children != NULL)
        trace = g_ptr_array_steal_index (root->children, 0);
      tide_trace_free (root);
    }

  if (evaluator->error != NULL)
    {
      tide_trace_free (trace);
      return NULL;
    }
  return make_result (self, evaluator, value, flags, trace);
}

/**
 * tide_formula_evaluate:
 * @self: a formula
 * @source: where series come from
 * @symbol: (nullable): canonical symbol of the row's instrument; %NULL for a
 *   formula that needs none
 * @moment: what may be seen
 * @flags: whether to trace, and whether a series is wanted
 * @cancellable: (nullable): cancels the evaluation
 * @error: return location; a %TIDE_FORMULA_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Evaluates a formula. A value that is not there is a result that is missing,
 * with a reason; an error is a formula that cannot be answered. On the thread of
 * @source.
 *
 * Returns: (transfer full) (nullable): the result; %NULL with an error
 */
TideResult *
tide_formula_evaluate (TideFormula      *self,
                       TideSource       *source,
                       const char       *symbol,
                       const TideMoment *moment,
                       TideEvaluateFlags flags,
                       GCancellable     *cancellable,
                       GError          **error)
{
  TideSetting            setting = { source, NULL, moment, NULL, cancellable };
  g_auto (TideEvaluator) evaluator = { 0 };
  TideResult            *result;

  g_return_val_if_fail (self != NULL && TIDE_IS_SOURCE (source) && moment != NULL, NULL);

  setting.text = self->source;
  tide_evaluator_open (&evaluator, &setting, self->plan.n_slots);
  tide_evaluator_begin_row (&evaluator, symbol);
  result = evaluate_row (self, &evaluator, flags);
  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&evaluator.error));
  return result;
}

static TideResult *
make_failed_result (TideFormula  *self,
                    const char   *symbol,
                    const GError *reason)
{
  TideResultData data = { .kind = TIDE_VALUE_MISSING,
                          .day = TIDE_DAY_NONE,
                          .missing = TIDE_MISSING_ERROR,
                          .reason = reason->message };

  return tide_result_new (&data, self->text, symbol, NULL, 0, NULL);
}

/**
 * tide_formula_evaluate_list:
 * @self: a formula
 * @source: where series come from
 * @symbols: (array length=n_symbols): canonical symbols, one for each row
 * @n_symbols: how many
 * @moment: what may be seen
 * @flags: whether to trace, and whether series are wanted
 * @cancellable: (nullable): cancels the evaluation, looked at before each row
 * @out_results: (out) (transfer full) (element-type TideResult): one result for
 *   each row, in order
 * @error: return location; a %TIDE_FORMULA_ERROR about the formula itself, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Evaluates a formula for each row of a list, as tide_formula_evaluate_rows()
 * does for some of them.
 *
 * Returns: %FALSE, with @out_results untouched, with an error
 */
bool
tide_formula_evaluate_list (TideFormula       *self,
                            TideSource        *source,
                            const char *const *symbols,
                            size_t             n_symbols,
                            const TideMoment  *moment,
                            TideEvaluateFlags  flags,
                            GCancellable      *cancellable,
                            GPtrArray        **out_results,
                            GError           **error)
{
  TideRows rows = { symbols, n_symbols, NULL };

  return tide_formula_evaluate_rows (self, source, &rows, symbols, n_symbols, moment, flags,
                                     cancellable, out_results, error);
}

/**
 * tide_formula_evaluate_rows:
 * @self: a formula
 * @source: where series come from
 * @rows: the whole list, which functions such as `rank` compare
 * @symbols: (array length=n_symbols): the rows wanted: canonical symbols, of
 *   @rows as a rule; a row of NULL is of no instrument, as a row of totals is
 * @n_symbols: how many
 * @moment: what may be seen
 * @flags: whether to trace, and whether series are wanted
 * @cancellable: (nullable): cancels the evaluation, looked at before each row
 * @out_results: (out) (transfer full) (element-type TideResult): one result for
 *   each of @symbols, in order
 * @error: return location; a %TIDE_FORMULA_ERROR about the formula itself, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Evaluates a formula for some rows of a list. A row that fails, because its
 * symbol is unknown or its currency does not fit, becomes a missing result of
 * %TIDE_MISSING_ERROR with the sentence as reason; the rest goes on. What a
 * comparison of the rows needs is calculated once for all of @symbols. On the
 * thread of @source.
 *
 * Returns: %FALSE, with @out_results untouched, with an error
 */
bool
tide_formula_evaluate_rows (TideFormula       *self,
                            TideSource        *source,
                            const TideRows    *rows,
                            const char *const *symbols,
                            size_t             n_symbols,
                            const TideMoment  *moment,
                            TideEvaluateFlags  flags,
                            GCancellable      *cancellable,
                            GPtrArray        **out_results,
                            GError           **error)
{
  TideSetting            setting = { source, NULL, moment, rows, cancellable };
  g_autoptr (GPtrArray)  results = NULL;
  g_auto (TideEvaluator) evaluator = { 0 };

  g_return_val_if_fail (self != NULL && TIDE_IS_SOURCE (source) && moment != NULL, false);
  g_return_val_if_fail (rows != NULL && (rows->n_symbols == 0 || rows->symbols != NULL), false);
  g_return_val_if_fail (out_results != NULL && (n_symbols == 0 || symbols != NULL), false);

  setting.text = self->source;

  results = g_ptr_array_new_full ((guint) n_symbols, (GDestroyNotify) tide_result_unref);
  tide_evaluator_open (&evaluator, &setting, self->plan.n_slots);
  for (size_t i = 0; i < n_symbols; i++)
    {
      TideResult *result;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return false;

      tide_evaluator_begin_row (&evaluator, symbols[i]);
      result = evaluate_row (self, &evaluator, flags);
      if (result == NULL && tide_evaluator_stops_list (&evaluator))
        {
          g_propagate_error (error, g_steal_pointer (&evaluator.error));
          return false;
        }
      g_ptr_array_add (results, result != NULL
                                  ? result
                                  : make_failed_result (self, symbols[i], evaluator.error));
    }

  *out_results = g_steal_pointer (&results);
  return true;
}
