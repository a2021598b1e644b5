// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-evaluator"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static TideValue evaluate (TideEvaluator  *self,
                           const TideNode *node);

/* Fails the evaluation; the first mistake counts. A mistake in what the formula
 * says itself is the same for every row. */
void
tide_evaluator_fail (TideEvaluator   *self,
                     const TideNode  *node,
                     TideFormulaError code,
                     const char      *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tide_formula_set_error (&self->error, code, self->text, node->start, "%s", message);
  self->error_is_general = code == TIDE_FORMULA_ERROR_ARGUMENT;
}

/* Adds what a reader must know about the whole result; once. */
void
tide_evaluator_add_note (TideEvaluator *self,
                         const char    *format,
                         ...)
{
  g_autofree char *note = NULL;
  va_list          arguments;

  va_start (arguments, format);
  note = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (strstr (self->note->str, note) != NULL)
    return;
  g_string_append_printf (self->note, "%s%s", self->note->len > 0 ? "; " : "", note);
}

/* Adds to the note of the node that is being traced. */
void
tide_evaluator_add_step (TideEvaluator *self,
                         const char    *format,
                         ...)
{
  g_autofree char *step = NULL;
  char            *before;
  va_list          arguments;

  if (self->trace == NULL)
    return;

  va_start (arguments, format);
  step = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  before = self->trace->note;
  self->trace->note = before != NULL ? g_strdup_printf ("%s; %s", before, step)
                                     : g_steal_pointer (&step);
  g_free (before);
}

/* A number where one is needed: the last observation of a series. */
TideValue
tide_evaluator_scalar (TideEvaluator *self,
                       TideValue      value)
{
  TideWindow window;
  TideValue  number;

  if (value.kind != TIDE_VALUE_SERIES)
    return value;

  window = tide_window_find_end (self, value.view);
  if (window.missing != TIDE_MISSING_NONE)
    return tide_value_missing (window.missing, window.reason);

  tide_view_use (value.view, window.last, window.last);
  number = tide_value_number (value.view->values[window.last], value.view->measure);
  number.day = value.view->days[window.last];
  return number;
}

static const char *
name_operation (TideOperator operation)
{
  switch (operation)
    {
    case TIDE_OPERATOR_ADD:
      return "added";
    case TIDE_OPERATOR_SUBTRACT:
      return "subtracted";
    case TIDE_OPERATOR_DIVIDE:
      return "divided";
    case TIDE_OPERATOR_LESS:
    case TIDE_OPERATOR_LESS_EQUAL:
    case TIDE_OPERATOR_GREATER:
    case TIDE_OPERATOR_GREATER_EQUAL:
    case TIDE_OPERATOR_EQUAL:
    case TIDE_OPERATOR_NOT_EQUAL:
      return "compared";
    case TIDE_OPERATOR_OR:
    case TIDE_OPERATOR_AND:
    case TIDE_OPERATOR_MULTIPLY:
    case TIDE_OPERATOR_POWER:
      break;
    }
  return "combined";
}

static TideValue
failed (void)
{
  return tide_value_missing (TIDE_MISSING_ERROR, "the calculation failed");
}

static TideValue
miss_definitions (TideEvaluator        *self,
                  const TideNode       *node,
                  const TideDefinition *a,
                  const TideDefinition *b)
{
  g_autofree char *difference = tide_definitions_describe (a, b);

  return tide_value_missing (
    TIDE_MISSING_DEFINITIONS,
    tide_arena_printf (self->arena, "two definitions cannot be %s: %s",
                       name_operation (node->operation), difference));
}

static bool
combine_units (TideEvaluator  *self,
               const TideNode *node,
               TideMeasure     a,
               TideMeasure     b,
               TideMeasure    *out_measure,
               TideValue      *out_failure)
{
  TideUnitsFit     fit = tide_units_combine (node->operation, a, b, out_measure);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (fit == TIDE_UNITS_FIT)
    return true;

  *out_failure = failed ();
  if (fit == TIDE_UNITS_DEFINITIONS)
    {
      *out_failure = miss_definitions (self, node, &a.definition, &b.definition);
      return false;
    }

  one = tide_unit_to_string (a.unit);
  other = tide_unit_to_string (b.unit);
  if (fit == TIDE_UNITS_CURRENCIES)
    tide_evaluator_fail (self, node, TIDE_FORMULA_ERROR_UNIT,
                         "%s and %s cannot be %s: bring one into the other's currency, "
                         "convert(x, \"%s\")",
                         a.unit.currency, b.unit.currency, name_operation (node->operation),
                         a.unit.currency);
  else
    tide_evaluator_fail (self, node, TIDE_FORMULA_ERROR_UNIT,
                         "a number in %s and one in %s cannot be %s", one, other,
                         name_operation (node->operation));
  return false;
}

static TideValue
check_number (TideOperator operation,
              double       a,
              double       b,
              TideMeasure  measure)
{
  double number = tide_operator_apply (operation, a, b);

  if (isfinite (number))
    return tide_value_number (number, measure);
  if (operation == TIDE_OPERATOR_DIVIDE && !(fabs (b) > 0.0))
    return tide_value_missing (TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
  if (operation == TIDE_OPERATOR_POWER && !(fabs (a) > 0.0))
    return tide_value_missing (TIDE_MISSING_DIVISION_BY_ZERO, "zero to a negative power");
  if (operation == TIDE_OPERATOR_POWER && a < 0.0 && isnan (number))
    return tide_value_missing (TIDE_MISSING_DOMAIN, "a fractional power of a negative number");
  return tide_value_missing (TIDE_MISSING_NOT_FINITE, "the result is not a finite number");
}

static TideValue
combine_numbers (TideEvaluator   *self,
                 const TideNode  *node,
                 const TideValue *a,
                 const TideValue *b)
{
  TideMeasure measure;
  TideValue   value;

  if (!combine_units (self, node, a->measure, b->measure, &measure, &value))
    return value;

  if (a->kind == TIDE_VALUE_SERIES && b->kind == TIDE_VALUE_SERIES)
    return tide_value_series (
      tide_view_new_combined (node->operation, a->view, b->view, measure));
  if (a->kind == TIDE_VALUE_SERIES)
    return tide_value_series (
      tide_view_new_with_number (node->operation, a->view, b->number, false, measure));
  if (b->kind == TIDE_VALUE_SERIES)
    return tide_value_series (
      tide_view_new_with_number (node->operation, b->view, a->number, true, measure));

  value = check_number (node->operation, a->number, b->number, measure);
  value.day = MAX (a->day, b->day);
  return value;
}

static bool
is_numeric (const TideValue *value)
{
  return value->kind == TIDE_VALUE_NUMBER || value->kind == TIDE_VALUE_SERIES;
}

static TideValue
fail_kinds (TideEvaluator  *self,
            const TideNode *node)
{
  tide_evaluator_fail (self, node, TIDE_FORMULA_ERROR_ARGUMENT,
                       "these two values do not go together");
  return failed ();
}

static TideValue
move_day (TideDay day,
          double  count)
{
  double moved = (double) day + trunc (count);

  if (!(moved >= TIDE_DAY_MIN && moved <= TIDE_DAY_MAX))
    return tide_value_missing (TIDE_MISSING_DOMAIN, "outside the calendar");
  return tide_value_day ((TideDay) moved);
}

/* Sums and differences with days: a distance in days, or another day. */
static TideValue
combine_days (TideEvaluator   *self,
              const TideNode  *node,
              const TideValue *a,
              const TideValue *b)
{
  double      sign = node->operation == TIDE_OPERATOR_SUBTRACT ? -1.0 : 1.0;
  TideMeasure days = { .unit = tide_unit_of_kind (TIDE_UNIT_DAYS) };
  TideValue   number;

  if (a->kind == TIDE_VALUE_DAY && b->kind == TIDE_VALUE_DAY && sign < 0.0)
    return tide_value_number ((double) a->day - (double) b->day, days);
  if (a->kind != TIDE_VALUE_DAY || !is_numeric (b) ||
      (node->operation != TIDE_OPERATOR_ADD && node->operation != TIDE_OPERATOR_SUBTRACT))
    return fail_kinds (self, node);

  number = tide_evaluator_scalar (self, *b);
  return number.kind == TIDE_VALUE_NUMBER ? move_day (a->day, sign * number.number) : number;
}

static bool
compare (TideOperator operation,
         double       order)
{
  switch (operation)
    {
    case TIDE_OPERATOR_LESS:
      return order < 0.0;
    case TIDE_OPERATOR_LESS_EQUAL:
      return order <= 0.0;
    case TIDE_OPERATOR_GREATER:
      return order > 0.0;
    case TIDE_OPERATOR_GREATER_EQUAL:
      return order >= 0.0;
    case TIDE_OPERATOR_EQUAL:
      return !(order < 0.0) && !(order > 0.0);
    case TIDE_OPERATOR_NOT_EQUAL:
      return order < 0.0 || order > 0.0;
    case TIDE_OPERATOR_OR:
    case TIDE_OPERATOR_AND:
    case TIDE_OPERATOR_ADD:
    case TIDE_OPERATOR_SUBTRACT:
    case TIDE_OPERATOR_MULTIPLY:
    case TIDE_OPERATOR_DIVIDE:
    case TIDE_OPERATOR_POWER:
      break;
    }
  g_return_val_if_reached (false);
}

static double
order_of (double a,
          double b)
{
  return (double) ((a > b) - (a < b));
}

static TideValue
combine_by_comparing (TideEvaluator   *self,
                      const TideNode  *node,
                      const TideValue *left,
                      const TideValue *right)
{
  TideValue   a = tide_evaluator_scalar (self, *left);
  TideValue   b = tide_evaluator_scalar (self, *right);
  TideMeasure measure;
  TideValue   failure;
  double      order = 0.0;

  if (a.kind == TIDE_VALUE_MISSING)
    return a;
  if (b.kind == TIDE_VALUE_MISSING)
    return b;
  if (a.kind != b.kind)
    return fail_kinds (self, node);

  switch (a.kind)
    {
    case TIDE_VALUE_NUMBER:
      if (!combine_units (self, node, a.measure, b.measure, &measure, &failure))
        return failure;
      order = order_of (a.number, b.number);
      break;
    case TIDE_VALUE_DAY:
      order = order_of (a.day, b.day);
      break;
    case TIDE_VALUE_MONTH:
      order = order_of (a.month, b.month);
      break;
    case TIDE_VALUE_TEXT:
      order = (double) strcmp (a.text, b.text);
      break;
    case TIDE_VALUE_TRUTH:
      order = (double) ((int) a.truth - (int) b.truth);
      break;
    case TIDE_VALUE_PERIOD:
    case TIDE_VALUE_MISSING:
    case TIDE_VALUE_SERIES:
      return fail_kinds (self, node);
    }
  return tide_value_truth (compare (node->operation, order));
}

/* Evaluates an operator: missing spreads with the first reason, series meet
 * on common days. */
TideValue
tide_evaluator_combine (TideEvaluator  *self,
                        const TideNode *node,
                        TideValue       a,
                        TideValue       b)
{
  if (a.kind == TIDE_VALUE_MISSING)
    return a;
  if (b.kind == TIDE_VALUE_MISSING)
    return b;
  if (node->operation <= TIDE_OPERATOR_AND)
    {
      if (a.kind != TIDE_VALUE_TRUTH || b.kind != TIDE_VALUE_TRUTH)
        return fail_kinds (self, node);
      return tide_value_truth (node->operation == TIDE_OPERATOR_AND ? a.truth && b.truth
                                                                    : a.truth || b.truth);
    }
  if (node->operation <= TIDE_OPERATOR_NOT_EQUAL)
    return combine_by_comparing (self, node, &a, &b);
  if (is_numeric (&a) && is_numeric (&b))
    return combine_numbers (self, node, &a, &b);
  return combine_days (self, node, &a, &b);
}

static double
divide_cb (double value,
           double divisor)
{
  return value / divisor;
}

/* -x, +x and x%. */
static TideValue
evaluate_divided (TideEvaluator  *self,
                  const TideNode *node,
                  double          divisor)
{
  TideValue value = evaluate (self, node->left);

  if (value.kind == TIDE_VALUE_MISSING)
    return value;
  if (!is_numeric (&value))
    return fail_kinds (self, node);
  if (value.kind == TIDE_VALUE_SERIES)
    return tide_value_series (
      tide_view_new_mapped (value.view, divide_cb, divisor, value.measure));

  value.number /= divisor;
  return value;
}

static TideValue
evaluate_not (TideEvaluator  *self,
              const TideNode *node)
{
  TideValue value = evaluate (self, node->left);

  if (value.kind == TIDE_VALUE_MISSING)
    return value;
  if (value.kind != TIDE_VALUE_TRUTH)
    return fail_kinds (self, node);
  return tide_value_truth (!value.truth);
}

static TideValue
evaluate_literal (TideEvaluator  *self,
                  const TideNode *node)
{
  TideValue value = { .day = TIDE_DAY_NONE };

  switch (node->kind)
    {
    case TIDE_NODE_NUMBER:
      value.kind = TIDE_VALUE_NUMBER;
      value.number = node->number;
      return value;
    case TIDE_NODE_DAY:
      return tide_value_day (node->day);
    case TIDE_NODE_MONTH:
      value.kind = TIDE_VALUE_MONTH;
      value.month = node->month;
      return value;
    case TIDE_NODE_PERIOD:
      value.kind = TIDE_VALUE_PERIOD;
      value.period = node->period;
      return value;
    case TIDE_NODE_TEXT:
      return tide_value_text (node->text);
    case TIDE_NODE_TRUTH:
      return tide_value_truth (node->truth);
    case TIDE_NODE_FREQUENCY:
    case TIDE_NODE_RANGE:
    case TIDE_NODE_CALL:
    case TIDE_NODE_NEGATE:
    case TIDE_NODE_PLUS:
    case TIDE_NODE_NOT:
    case TIDE_NODE_PERCENT:
    case TIDE_NODE_BINARY:
      break;
    }
  g_return_val_if_reached (value);
}

/* A call is made once for each row however often it is written; while tracing
 * every occurrence is made, so that each has its own node. */
static TideValue
evaluate_call (TideEvaluator  *self,
               const TideNode *node)
{
  TideValue value;

  if (!self->tracing && self->filled[node->slot])
    return self->slots[node->slot];

  value = tide_call_run (self, node);
  self->slots[node->slot] = value;
  self->filled[node->slot] = true;
  return value;
}

static TideValue
evaluate_plain (TideEvaluator  *self,
                const TideNode *node)
{
  TideValue left;

  switch (node->kind)
    {
    case TIDE_NODE_CALL:
      return evaluate_call (self, node);
    case TIDE_NODE_NEGATE:
      return evaluate_divided (self, node, -1.0);
    case TIDE_NODE_PLUS:
      return evaluate_divided (self, node, 1.0);
    case TIDE_NODE_PERCENT:
      return evaluate_divided (self, node, 100.0);
    case TIDE_NODE_NOT:
      return evaluate_not (self, node);
    case TIDE_NODE_BINARY:
      left = evaluate (self, node->left);
      return tide_evaluator_combine (self, node, left, evaluate (self, node->right));
    case TIDE_NODE_NUMBER:
    case TIDE_NODE_DAY:
    case TIDE_NODE_MONTH:
    case TIDE_NODE_PERIOD:
    case TIDE_NODE_FREQUENCY:
    case TIDE_NODE_TEXT:
    case TIDE_NODE_TRUTH:
    case TIDE_NODE_RANGE:
      break;
    }
  return evaluate_literal (self, node);
}

static TideValue
evaluate_traced (TideEvaluator  *self,
                 const TideNode *node)
{
  TideTrace *parent = self->trace;
  TideTrace *trace = g_new0 (TideTrace, 1);
  TideValue  value;

  if (parent->children == NULL)
    parent->children = g_ptr_array_new ();
  g_ptr_array_add (parent->children, trace);

  trace->formula = tide_node_to_string (node);
  self->trace = trace;
  value = evaluate_plain (self, node);
  trace->text = tide_value_to_text (&value);
  self->trace = parent;
  return value;
}

/* Constants explain themselves, also with a sign. */
static bool
is_worth_tracing (const TideNode *node)
{
  return node->kind >= TIDE_NODE_CALL &&
         (node->kind == TIDE_NODE_CALL || node->left->kind >= TIDE_NODE_CALL ||
          node->kind == TIDE_NODE_BINARY);
}

static TideValue
evaluate (TideEvaluator  *self,
          const TideNode *node)
{
  if (self->error != NULL)
    return failed ();
  if (self->trace != NULL && is_worth_tracing (node))
    return evaluate_traced (self, node);
  return evaluate_plain (self, node);
}

/* Evaluates a node; whoever calls looks at the error afterwards. */
TideValue
tide_evaluator_run (TideEvaluator  *self,
                    const TideNode *node)
{
  return evaluate (self, node);
}
