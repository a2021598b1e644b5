// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-result"

#include "config.h"

#include "tide-result.h"

#include <math.h>

struct _TideResult
{
  gatomicrefcount refs;
  TideResultData  data; /* strings and series owned */
  char           *formula;
  char           *symbol; /* (nullable) */
  TideInput      *inputs; /* (owned), each holds its series */
  size_t          n_inputs;
  TideTrace      *trace; /* (nullable) (owned) */
};

typedef struct
{
  const char *code;
  const char *sentence;
} MissingName;

static const MissingName missing_names[] = {
  [TIDE_MISSING_NONE] = { "none", "" },
  [TIDE_MISSING_NO_DATA] = { "no_data", "no observations are held" },
  [TIDE_MISSING_NO_FIELD] = { "no_field", "the field is not held" },
  [TIDE_MISSING_HISTORY] = { "history_start", "history starts later" },
  [TIDE_MISSING_NOT_YET_KNOWN] = { "not_yet_known", "not yet known at that moment" },
  [TIDE_MISSING_NOT_REPORTED] = { "not_reported", "not reported" },
  [TIDE_MISSING_AFTER_AS_OF] = { "after_as_of", "lies after the as-of day" },
  [TIDE_MISSING_TOO_OLD] = { "too_old", "the last observation before it is too old" },
  [TIDE_MISSING_TOO_FEW] = { "too_few", "too few observations" },
  [TIDE_MISSING_DIVISION_BY_ZERO] = { "division_by_zero", "division by zero" },
  [TIDE_MISSING_DOMAIN] = { "domain", "not defined for this value" },
  [TIDE_MISSING_NOT_FINITE] = { "not_finite", "the result is not a finite number" },
  [TIDE_MISSING_RECORD] = { "record", "a record: no earlier value reaches it" },
  [TIDE_MISSING_ENDED] = { "ended", "the series has ended" },
  [TIDE_MISSING_DEFINITIONS] = { "definitions", "two definitions" },
  [TIDE_MISSING_ERROR] = { "error", "the calculation failed" },
};

G_DEFINE_BOXED_TYPE (TideResult, tide_result, tide_result_ref, tide_result_unref)

static TideSeries *
ref_series (TideSeries *series)
{
  return series != NULL ? tide_series_ref (series) : NULL;
}

/**
 * tide_result_new:
 * @data: the value; strings are copied, the series is referenced
 * @formula: the formula as printed
 * @symbol: (nullable): the row's instrument
 * @inputs: (array length=n_inputs) (nullable): what went in; copied, each
 *   series is referenced
 * @n_inputs: how many
 * @trace_take: (transfer full) (nullable): the calculation
 *
 * Creates a result.
 *
 * Returns: (transfer full)
 */
TideResult *
tide_result_new (const TideResultData *data,
                 const char           *formula,
                 const char           *symbol,
                 const TideInput      *inputs,
                 size_t                n_inputs,
                 TideTrace            *trace_take)
{
  TideResult *self;

  g_return_val_if_fail (data != NULL && formula != NULL, NULL);
  g_return_val_if_fail (n_inputs == 0 || inputs != NULL, NULL);
  g_return_val_if_fail (data->kind != TIDE_VALUE_SERIES || data->series != NULL, NULL);
  g_return_val_if_fail ((size_t) data->missing < G_N_ELEMENTS (missing_names), NULL);

  self = g_new0 (TideResult, 1);
  g_atomic_ref_count_init (&self->refs);
  self->data = *data;
  self->data.text = g_strdup (data->text);
  self->data.reason = g_strdup (data->reason);
  self->data.note = g_strdup (data->note);
  self->data.series = ref_series (data->series);
  self->formula = g_strdup (formula);
  self->symbol = g_strdup (symbol);
  self->inputs = g_memdup2 (inputs, n_inputs * sizeof (TideInput));
  self->n_inputs = n_inputs;
  self->trace = trace_take;

  for (size_t i = 0; i < n_inputs; i++)
    self->inputs[i].series = ref_series (inputs[i].series);

  return self;
}

/**
 * tide_result_ref:
 * @self: a result
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideResult *
tide_result_ref (TideResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tide_result_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference. Any thread.
 */
void
tide_result_unref (TideResult *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (size_t i = 0; i < self->n_inputs; i++)
    g_clear_pointer (&self->inputs[i].series, tide_series_unref);

  g_clear_pointer (&self->trace, tide_trace_free);
  g_clear_pointer (&self->data.series, tide_series_unref);
  g_free ((char *) self->data.text);
  g_free ((char *) self->data.reason);
  g_free ((char *) self->data.note);
  g_free (self->inputs);
  g_free (self->formula);
  g_free (self->symbol);
  g_free (self);
}

/**
 * tide_result_get_data:
 * @self: a result
 *
 * Gives the value.
 *
 * Returns: (transfer none): valid as long as @self
 */
const TideResultData *
tide_result_get_data (const TideResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->data;
}

/**
 * tide_result_get_formula:
 * @self: a result
 *
 * Gives the formula as printed.
 *
 * Returns: (transfer none)
 */
const char *
tide_result_get_formula (const TideResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->formula;
}

/**
 * tide_result_get_symbol:
 * @self: a result
 *
 * Gives the row's instrument.
 *
 * Returns: (transfer none) (nullable): %NULL for a formula that needs no row
 */
const char *
tide_result_get_symbol (const TideResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->symbol;
}

/**
 * tide_result_get_inputs:
 * @self: a result
 * @out_count: (out): how many
 *
 * Gives the series that went in.
 *
 * Returns: (transfer none) (nullable) (array length=out_count): %NULL when
 *   there are none
 */
const TideInput *
tide_result_get_inputs (const TideResult *self,
                        size_t           *out_count)
{
  g_return_val_if_fail (self != NULL && out_count != NULL, NULL);

  *out_count = self->n_inputs;
  return self->inputs;
}

/**
 * tide_result_get_trace:
 * @self: a result
 *
 * Gives the calculation.
 *
 * Returns: (transfer none) (nullable): %NULL unless it was asked for
 */
const TideTrace *
tide_result_get_trace (const TideResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->trace;
}

static char *
describe_missing (const TideResult *self,
                  TideNumberStyle   style)
{
  if (style == TIDE_NUMBER_SCREEN)
    return g_strdup ("–");
  if (self->data.reason != NULL)
    return g_strdup (self->data.reason);
  if (self->data.missing == TIDE_MISSING_NONE)
    return g_strdup (missing_names[TIDE_MISSING_NO_DATA].sentence);

  return g_strdup (missing_names[self->data.missing].sentence);
}

/**
 * tide_result_to_text:
 * @self: a result
 * @style: for whom
 *
 * Prints the value with its unit and the usual decimals of that unit; a series
 * as its last observation, days and months in ISO form, truths as `true` and
 * `false`. A missing value is a dash on the screen and its reason, a sentence,
 * for machines.
 *
 * Returns: (transfer full)
 */
char *
tide_result_to_text (const TideResult *self,
                     TideNumberStyle   style)
{
  const TideResultData *data;
  char                  day[TIDE_DAY_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  data = &self->data;
  switch (data->kind)
    {
    case TIDE_VALUE_NUMBER:
    case TIDE_VALUE_SERIES:
      if (!isnan (data->number))
        return tide_unit_format (data->unit,
                                 data->number,
                                 tide_unit_get_decimals (data->unit, data->number),
                                 style);
      break;
    case TIDE_VALUE_DAY:
      if (data->day != TIDE_DAY_NONE)
        return g_strdup (tide_day_format (data->day, day));
      break;
    case TIDE_VALUE_MONTH:
    case TIDE_VALUE_PERIOD:
    case TIDE_VALUE_TEXT:
      if (data->text != NULL)
        return g_strdup (data->text);
      break;
    case TIDE_VALUE_TRUTH:
      return g_strdup (data->truth ? "true" : "false");
    case TIDE_VALUE_MISSING:
      break;
    }

  return describe_missing (self, style);
}

/**
 * tide_missing_to_code:
 * @missing: why there is no value
 *
 * Gives the word for it in machine output, which never changes.
 *
 * Returns: (transfer none) (nullable): %NULL for %TIDE_MISSING_NONE
 */
const char *
tide_missing_to_code (TideMissing missing)
{
  g_return_val_if_fail ((size_t) missing < G_N_ELEMENTS (missing_names), NULL);

  return missing != TIDE_MISSING_NONE ? missing_names[missing].code : NULL;
}

/**
 * tide_missing_to_sentence:
 * @missing: why there is no value
 *
 * Says in general words why there is no value, for results that give no reason
 * of their own. English.
 *
 * Returns: (transfer none): empty for %TIDE_MISSING_NONE
 */
const char *
tide_missing_to_sentence (TideMissing missing)
{
  g_return_val_if_fail ((size_t) missing < G_N_ELEMENTS (missing_names), NULL);

  return missing_names[missing].sentence;
}

static void
free_trace_node (TideTrace *node)
{
  if (node->input != NULL)
    g_clear_pointer (&node->input->series, tide_series_unref);

  g_free (node->input);
  g_free (node->formula);
  g_free (node->text);
  g_free (node->note);
  g_free (node);
}

/**
 * tide_trace_free:
 * @trace: (transfer full) (nullable): a node
 *
 * Frees a node and all below it, which it owns whatever free function the
 * arrays of children have. Depth costs no stack.
 */
void
tide_trace_free (TideTrace *trace)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (trace == NULL)
    return;

  pending = g_ptr_array_new ();
  g_ptr_array_add (pending, trace);
  while (pending->len > 0)
    {
      TideTrace *node = g_ptr_array_steal_index_fast (pending, pending->len - 1);

      if (node->children != NULL)
        {
          g_ptr_array_set_free_func (node->children, NULL);
          g_ptr_array_extend (pending, node->children, NULL, NULL);
          g_ptr_array_unref (node->children);
        }
      free_trace_node (node);
    }
}
