// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-call"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "model/tide-statistics.h"

/* As many as a period of observations can have. */
#define COUNT_MAX 99999.0

/* Gives no value, with a code and a sentence. */
void
tide_call_miss (TideCall   *call,
                TideMissing code,
                const char *format,
                ...)
{
  va_list arguments;

  va_start (arguments, format);
  call->out = tide_value_missing (code, tide_arena_vprintf (call->evaluator->arena, format,
                                                            arguments));
  va_end (arguments);
}

void
tide_call_set_number (TideCall *call,
                      double    number)
{
  if (isfinite (number))
    call->out = tide_value_number (number, call->out.measure);
  else
    tide_call_miss (call, TIDE_MISSING_NOT_FINITE, "the result is not a finite number");
}

void
tide_call_set_quotient (TideCall *call,
                        double    numerator,
                        double    denominator)
{
  if (fabs (denominator) > 0.0)
    tide_call_set_number (call, numerator / denominator);
  else
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
}

/* The window of the first argument, ready to be read; without one the call is
 * missing. */
bool
tide_call_find_window (TideCall   *call,
                       TideWindow *out_window)
{
  TideView *view = call->args[0].view;

  *out_window = tide_window_find (call->evaluator, view, &call->span);
  if (out_window->missing != TIDE_MISSING_NONE)
    {
      call->out = tide_value_missing (out_window->missing, out_window->reason);
      return false;
    }

  tide_view_require (view, out_window->first);
  return true;
}

/* The last observation of the first argument; without one the call is missing. */
bool
tide_call_find_last (TideCall *call,
                     size_t   *out_row)
{
  TideWindow window = tide_window_find_end (call->evaluator, call->args[0].view);

  if (window.missing != TIDE_MISSING_NONE)
    call->out = tide_value_missing (window.missing, window.reason);
  *out_row = window.last;
  return window.missing == TIDE_MISSING_NONE;
}

/* A number of observations, or the usual one where none is given. */
bool
tide_call_read_count (TideCall *call,
                      size_t    parameter,
                      int       usual,
                      int      *out_count)
{
  double count = call->args[parameter].number;

  *out_count = usual;
  if (!call->given[parameter])
    return true;
  if (!(count >= 1.0 && count <= COUNT_MAX) || count != floor (count))
    {
      tide_evaluator_fail (call->evaluator, call->node->args[parameter],
                           TIDE_FORMULA_ERROR_ARGUMENT,
                           "%s expects a whole number of observations from 1 for %s",
                           call->function->help.name, call->function->parameters[parameter].name);
      return false;
    }

  *out_count = (int) count;
  return true;
}

double
tide_call_get_number (const TideCall *call,
                      size_t          parameter,
                      double          usual)
{
  return call->given[parameter] ? call->args[parameter].number : usual;
}

double
tide_aggregate_min (const double *values,
                    size_t        n)
{
  return tide_stat_min (values, n, NULL);
}

double
tide_aggregate_max (const double *values,
                    size_t        n)
{
  return tide_stat_max (values, n, NULL);
}

static bool
fail_kind (TideCall   *call,
           size_t      i,
           const char *expected)
{
  tide_evaluator_fail (call->evaluator, call->node->args[i], TIDE_FORMULA_ERROR_ARGUMENT,
                       "%s expects %s for %s", call->function->help.name, expected,
                       call->function->parameters[i].name);
  return false;
}

static bool
read_period (TideCall        *call,
             size_t           i,
             const TideValue *value)
{
  TideSpan *span = &call->span;

  switch (value->kind)
    {
    case TIDE_VALUE_PERIOD:
      span->has_period = 1;
      span->period = value->period;
      return true;
    case TIDE_VALUE_MONTH:
      span->has_month = 1;
      span->month = value->month;
      return call->function->parameters[i].kind == TIDE_PARAMETER_WINDOW ||
             fail_kind (call, i, "a period such as 1M or a day");
    case TIDE_VALUE_DAY:
      if (call->function->parameters[i].kind == TIDE_PARAMETER_WINDOW)
        span->since = value->day;
      else
        span->from = value->day;
      return true;
    case TIDE_VALUE_MISSING:
    case TIDE_VALUE_NUMBER:
    case TIDE_VALUE_TEXT:
    case TIDE_VALUE_TRUTH:
    case TIDE_VALUE_SERIES:
      break;
    }
  return fail_kind (call, i, "a period such as 1M or a day");
}

static bool
read_day (TideCall        *call,
          size_t           i,
          const TideValue *value,
          TideDay         *out_day)
{
  if (value->kind != TIDE_VALUE_DAY)
    return fail_kind (call, i, "a day such as 2025-01-13");

  *out_day = value->day;
  return true;
}

static bool
read_choice (TideCall *call,
             size_t    i)
{
  const TideParameter *parameter = &call->function->parameters[i];

  if (call->args[i].kind != TIDE_VALUE_TEXT)
    return fail_kind (call, i, "a text");
  if (parameter->choices != NULL && !g_strv_contains (parameter->choices, call->args[i].text))
    return fail_kind (call, i, "one of the words listed in its help");
  return true;
}

static bool
read_series (TideCall *call,
             size_t    i,
             bool      or_number)
{
  if (call->args[i].kind == TIDE_VALUE_SERIES ||
      (or_number && call->args[i].kind == TIDE_VALUE_NUMBER))
    return true;
  return fail_kind (call, i, "a series such as close");
}

/* Brings an argument into the kind its parameter wants. */
static bool
read_argument (TideCall *call,
               size_t    i)
{
  TideValue *value = &call->args[i];
  TideSpan  *span = &call->span;

  switch (call->function->parameters[i].kind)
    {
    case TIDE_PARAMETER_SERIES:
      return read_series (call, i, false);
    case TIDE_PARAMETER_QUANTITY:
      return read_series (call, i, true);
    case TIDE_PARAMETER_NUMBER:
      *value = tide_evaluator_scalar (call->evaluator, *value);
      return value->kind == TIDE_VALUE_NUMBER || value->kind == TIDE_VALUE_MISSING ||
             fail_kind (call, i, "a number");
    case TIDE_PARAMETER_DAY:
      return value->kind == TIDE_VALUE_DAY || fail_kind (call, i, "a day such as 2025-01-13");
    case TIDE_PARAMETER_TEXT:
      return read_choice (call, i);
    case TIDE_PARAMETER_TRUTH:
      return value->kind == TIDE_VALUE_TRUTH || fail_kind (call, i, "true or false");
    case TIDE_PARAMETER_PERIOD:
    case TIDE_PARAMETER_WINDOW:
      return read_period (call, i, value);
    case TIDE_PARAMETER_FROM:
      return read_day (call, i, value, &span->from);
    case TIDE_PARAMETER_TO:
      return read_day (call, i, value, &span->to);
    case TIDE_PARAMETER_SINCE:
      return read_day (call, i, value, &span->since);
    case TIDE_PARAMETER_SHORT:
      span->is_short = value->truth;
      return value->kind == TIDE_VALUE_TRUTH || fail_kind (call, i, "true or false");
    case TIDE_PARAMETER_FREQUENCY:
    case TIDE_PARAMETER_RANGE:
    case TIDE_PARAMETER_ANY:
      break;
    }
  return true;
}

/* A frequency and a range are written, never calculated: the kernel reads their
 * node. */
static bool
is_written (const TideCall *call,
            size_t          i)
{
  TideParameterKind kind = call->function->parameters[i].kind;

  return kind == TIDE_PARAMETER_FREQUENCY || kind == TIDE_PARAMETER_RANGE;
}

/* Evaluates the arguments; a missing one makes the call missing, with its
 * reason. */
static bool
read_arguments (TideCall *call)
{
  for (size_t i = 0; i < call->function->n_parameters; i++)
    {
      const TideNode *argument = call->node->args[i];

      call->given[i] = argument != NULL;
      if (argument == NULL || is_written (call, i))
        continue;

      call->args[i] = tide_evaluator_run (call->evaluator, argument);
      if (call->args[i].kind != TIDE_VALUE_MISSING && !read_argument (call, i))
        return false;
      if (call->args[i].kind == TIDE_VALUE_MISSING)
        {
          call->out = call->args[i];
          return false;
        }
    }
  return true;
}

/* The unit of the result, as the table says. */
static TideMeasure
find_measure (const TideCall *call)
{
  const TideFunction *function = call->function;
  TideMeasure         first = call->args[0].measure;
  TideMeasure         measure = { .unit = tide_unit_plain () };

  switch (function->rule)
    {
    case TIDE_UNIT_RULE_SAME:
      return first;
    case TIDE_UNIT_RULE_DIFFERENCE:
      tide_units_combine (TIDE_OPERATOR_SUBTRACT, first, first, &measure);
      return measure;
    case TIDE_UNIT_RULE_FIXED:
      return (TideMeasure){ .unit = tide_unit_of_kind (function->unit) };
    case TIDE_UNIT_RULE_FIELD:
      break;
    }
  return measure;
}

/* Evaluates one call: its arguments, its unit, then its kernel. */
TideValue
tide_call_run (TideEvaluator  *evaluator,
               const TideNode *node)
{
  TideCall call;

  /* Not what no parameter uses: a call is made for every cell. */
  memset (&call, 0, offsetof (TideCall, args));
  memset (call.args, 0, MAX (node->function->n_parameters, 1) * sizeof *call.args);
  memset (call.given, 0, sizeof call.given);
  call.evaluator = evaluator;
  call.node = node;
  call.function = node->function;
  call.span = (TideSpan){ .has_period = 0 };
  call.span.from = call.span.to = call.span.since = TIDE_DAY_NONE;
  call.out = tide_value_missing (TIDE_MISSING_ERROR, "the calculation failed");
  if ((call.function->flags & TIDE_FUNCTION_LAZY) == 0 && !read_arguments (&call))
    return call.out;

  call.out.measure = find_measure (&call);
  call.function->kernel (&call);
  return call.out;
}
