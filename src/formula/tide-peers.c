// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-peers"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

/* A result names the observations of all rows of a list up to this long, and its
 * trace shows them; of a longer one those of its own row. */
#define NAMED_ROWS 64

void
tide_peers_free (TidePeers *self)
{
  g_free (self->values);
  g_ptr_array_unref (self->held);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidePeers, tide_peers_free)

static TidePeers *
peers_new (size_t n)
{
  TidePeers *self = g_new0 (TidePeers, 1);

  self->n = n;
  self->values = g_new (double, n + 1);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_series_unref);
  self->last_day = TIDE_DAY_NONE;
  if (n <= NAMED_ROWS)
    self->inputs = g_array_new (FALSE, FALSE, sizeof (TideInput));
  return self;
}

static TideEvaluator *
get_child (TideEvaluator *self)
{
  TideSetting setting = { self->source, self->text, self->moment, self->rows, self->cancellable };

  if (self->child != NULL)
    return self->child;

  self->child = g_new0 (TideEvaluator, 1);
  tide_evaluator_open (self->child, &setting, self->n_slots);
  self->child->is_child = true;
  return self->child;
}

/* What the child used for a row goes into the results of all rows. */
static void
take_inputs (TidePeers     *self,
             TideEvaluator *child)
{
  TideDay            last_day;
  g_autoptr (GArray) inputs = tide_inputs_collect (child, NULL, &last_day);

  tide_peers_add_inputs (child, inputs, &last_day);
  self->last_day = MAX (self->last_day, last_day);
  if (self->inputs == NULL)
    return;

  for (guint i = 0; i < inputs->len; i++)
    g_ptr_array_add (self->held, tide_series_ref (g_array_index (inputs, TideInput, i).series));
  g_array_append_vals (self->inputs, inputs->data, inputs->len);
}

/* Why two rows cannot be compared, and what to do about it. */
static char *
explain (const TideMeasure *first,
         const TideMeasure *other,
         TideUnitsFit       fit)
{
  g_autofree char *one = tide_unit_to_string (first->unit);
  g_autofree char *two = tide_unit_to_string (other->unit);

  if (fit == TIDE_UNITS_DEFINITIONS)
    return tide_definitions_describe (&first->definition, &other->definition);
  if (fit == TIDE_UNITS_CURRENCIES)
    return g_strdup_printf ("it is in %s where a row before it is in %s: bring them into one "
                            "currency, convert(x, \"%s\")",
                            two, one, first->unit.currency);
  return g_strdup_printf ("it is in %s where a row before it is in %s", two, one);
}

/* Rows in two currencies, or of two definitions, are not compared. */
static bool
take_measure (TideCall        *call,
              TidePeers       *self,
              const TideValue *value,
              const char      *symbol)
{
  TideEvaluator   *evaluator = call->evaluator;
  TideMeasure      unused;
  TideUnitsFit     fit;
  g_autofree char *reason = NULL;

  if (self->n_values == 0)
    self->measure = value->measure;
  fit = tide_units_combine (TIDE_OPERATOR_LESS, self->measure, value->measure, &unused);
  if (fit == TIDE_UNITS_FIT)
    return true;

  reason = explain (&self->measure, &value->measure, fit);
  tide_evaluator_fail (evaluator, call->node, TIDE_FORMULA_ERROR_UNIT,
                       "%s cannot compare %s with the other rows: %s", call->function->help.name,
                       symbol, reason);
  evaluator->error_is_general = true;
  return false;
}

/* Evaluates the sub-formula for another row, under a node of the trace where
 * one is given. False when no row can be evaluated. */
static bool
evaluate_peer (TideCall  *call,
               TidePeers *self,
               size_t     row,
               TideTrace *trace)
{
  TideEvaluator *evaluator = call->evaluator;
  TideEvaluator *child = get_child (evaluator);
  const char    *symbol = evaluator->rows->symbols[row];
  guint          n_children = trace != NULL && trace->children != NULL ? trace->children->len : 0;
  TideValue      value;

  tide_evaluator_begin_row (child, symbol);
  child->tracing = trace != NULL;
  child->trace = trace;
  value = tide_evaluator_scalar (child, tide_evaluator_run (child, call->node->args[0]));
  child->trace = NULL;
  if (trace != NULL)
    tide_evaluator_fill_leaves (child);
  if (trace != NULL && trace->children != NULL && trace->children->len > n_children)
    {
      TideTrace *node = g_ptr_array_index (trace->children, n_children);

      g_free (node->note);
      node->note = g_strdup (symbol);
    }

  self->values[row] = NAN;
  if (child->error != NULL && tide_evaluator_stops_list (child))
    {
      evaluator->error_is_general = child->error_is_general;
      evaluator->error = g_steal_pointer (&child->error);
      return false;
    }
  if (child->error != NULL || value.kind != TIDE_VALUE_NUMBER)
    return true;
  if (!take_measure (call, self, &value, symbol))
    return false;

  self->values[row] = value.number;
  self->n_values++;
  take_inputs (self, child);
  return true;
}

static TidePeers *
evaluate_peers (TideCall  *call,
                TideTrace *trace)
{
  TideEvaluator        *evaluator = call->evaluator;
  size_t                n = evaluator->rows->n_symbols;
  g_autoptr (TidePeers) self = peers_new (n);

  for (size_t row = 0; row < n; row++)
    if (g_cancellable_set_error_if_cancelled (evaluator->cancellable, &evaluator->error) ||
        !evaluate_peer (call, self, row, trace))
      return NULL;
  return g_steal_pointer (&self);
}

/* What the rows of the list have for the first argument of a call, calculated
 * once for all rows. NULL with the evaluator's error set: outside a list there
 * are no rows. */
const TidePeers *
tide_peers_get (TideCall *call)
{
  TideEvaluator *evaluator = call->evaluator;
  size_t         slot = call->node->slot;
  bool           traced;

  if (evaluator->rows == NULL)
    {
      tide_evaluator_fail (evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                           "%s compares the rows of a list, and here is none: evaluate it on a "
                           "list, or use it as a column",
                           call->function->help.name);
      return NULL;
    }

  /* Comparisons within comparisons are not traced for each row. */
  traced = evaluator->trace != NULL && !evaluator->is_child &&
           evaluator->rows->n_symbols <= NAMED_ROWS;
  if (evaluator->peers == NULL)
    evaluator->peers = g_new0 (TidePeers *, evaluator->n_slots + 1);
  if (evaluator->peers[slot] == NULL)
    evaluator->peers[slot] = evaluate_peers (call, NULL);
  if (evaluator->peers[slot] != NULL && traced)
    {
      g_autoptr (TidePeers) shown = evaluate_peers (call, evaluator->trace);

      if (shown == NULL)
        return NULL;
    }
  if (evaluator->peers[slot] == NULL)
    return NULL;

  if (!g_ptr_array_find (evaluator->peers_used, evaluator->peers[slot], NULL))
    g_ptr_array_add (evaluator->peers_used, evaluator->peers[slot]);
  tide_evaluator_add_step (evaluator, "n = %zu of %zu rows", evaluator->peers[slot]->n_values,
                           evaluator->peers[slot]->n);
  return evaluator->peers[slot];
}

static bool
has_input (const GArray    *inputs,
           const TideInput *input)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      const TideInput *one = &g_array_index (inputs, TideInput, i);

      if (one->first_row == input->first_row && one->last_row == input->last_row &&
          tide_inputs_are_of_one_series (one->series, input->series))
        return true;
    }
  return false;
}

/* Adds what the rows of the list rest on to the inputs of a result. */
void
tide_peers_add_inputs (TideEvaluator *evaluator,
                       GArray        *inputs,
                       TideDay       *last_day)
{
  for (guint i = 0; i < evaluator->peers_used->len; i++)
    {
      const TidePeers *peers = g_ptr_array_index (evaluator->peers_used, i);

      *last_day = MAX (*last_day, peers->last_day);
      for (guint j = 0; peers->inputs != NULL && j < peers->inputs->len; j++)
        {
          const TideInput *input = &g_array_index (peers->inputs, TideInput, j);

          if (!has_input (inputs, input))
            g_array_append_vals (inputs, input, 1);
        }
    }
}
