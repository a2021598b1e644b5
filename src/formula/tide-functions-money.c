// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-money"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#define RATE_SESSIONS_MAX 5
#define CODE_LENGTH 3

/* Reads a currency as its three letters in upper case. */
static const char *
read_currency (TideCall *call,
               size_t    parameter)
{
  const char      *text = call->args[parameter].text;
  g_autofree char *quoted = NULL;
  char            *code;
  size_t           length = 0;

  while (g_ascii_isalpha (text[length]))
    length++;
  if (length != CODE_LENGTH || text[length] != '\0')
    {
      quoted = tide_formula_quote (text, 0, strlen (text));
      tide_evaluator_fail (call->evaluator, call->node->args[parameter],
                           TIDE_FORMULA_ERROR_ARGUMENT,
                           "expected a currency such as \"HKD\", found %s", quoted);
      return NULL;
    }

  code = tide_arena_strndup (call->evaluator->arena, text, length);
  for (size_t i = 0; i < length; i++)
    code[i] = g_ascii_toupper (code[i]);
  return code;
}

/* The closes of one symbol of a rate, if it is held. */
static TideView *
read_symbol (TideCall   *call,
             const char *symbol,
             TideUnit    unit)
{
  TideEvaluator *evaluator = call->evaluator;
  GError        *error = NULL;
  TideSeries    *series =
    tide_source_dup_series (evaluator->source, symbol, "close", NULL, evaluator->moment,
                            evaluator->cancellable, &error);
  TideView *view;

  if (error != NULL && !g_error_matches (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL))
    {
      tide_call_take_error (call, error, true);
      return NULL;
    }
  g_clear_error (&error);
  if (series == NULL)
    return NULL;

  g_ptr_array_add (evaluator->held, series);
  view = tide_view_new_stored (evaluator, series);
  view->leaf = evaluator->trace;
  view->measure.unit = unit;
  return view;
}

/* Units of @to for one of @from, quoted that way: `USDHKD=X`, or `HKD=X` of the
 * dollar. */
static TideView *
read_direct (TideCall   *call,
             const char *from,
             const char *to)
{
  TideArena *arena = call->evaluator->arena;
  TideUnit   unit = tide_unit_of_currency (to);
  TideView  *view = read_symbol (call, tide_arena_printf (arena, "%s%s=X", from, to), unit);

  if (view == NULL && strcmp (from, "USD") == 0)
    view = read_symbol (call, tide_arena_printf (arena, "%s=X", to), unit);
  return view;
}

/* The rate as quoted, or one over the rate quoted the other way. */
static TideView *
read_rate (TideCall   *call,
           const char *from,
           const char *to)
{
  TideMeasure measure = { .unit = tide_unit_of_currency (to) };
  TideView   *view = read_direct (call, from, to);

  if (view != NULL)
    return view;
  view = read_direct (call, to, from);
  return view != NULL ? tide_view_new_with_number (TIDE_OPERATOR_DIVIDE, view, 1.0, true, measure)
                      : NULL;
}

/* A rate, across the dollar where it is not held itself. NULL with the call
 * missing, or failed. */
static TideView *
find_rate (TideCall   *call,
           const char *from,
           const char *to)
{
  TideMeasure measure = { .unit = tide_unit_of_currency (to) };
  TideView   *view = read_rate (call, from, to);
  TideView   *of_from;
  TideView   *of_to;

  if (view != NULL)
    return view;

  of_from = read_rate (call, "USD", from);
  of_to = of_from != NULL ? read_rate (call, "USD", to) : NULL;
  if (of_to != NULL)
    {
      tide_evaluator_add_step (call->evaluator, "across USD");
      return tide_view_new_combined (TIDE_OPERATOR_DIVIDE, of_to, of_from, measure);
    }

  tide_call_miss (call, TIDE_MISSING_NO_DATA, "no rate from %s to %s is held: fetch %s%s=X", from,
                  to, from, to);
  return NULL;
}

static void
evaluate_fx (TideCall *call)
{
  const char *from = read_currency (call, 0);
  const char *to = from != NULL ? read_currency (call, 1) : NULL;
  TideView   *view;

  if (to == NULL)
    return;

  call->out.measure.unit = tide_unit_of_currency (to);
  if (strcmp (from, to) == 0)
    tide_call_set_number (call, 1.0);
  else if ((view = find_rate (call, from, to)) != NULL)
    call->out = tide_value_series (view);
}

/* A number is converted at the rate of its day. */
static void
convert_number (TideCall   *call,
                TideView   *rate,
                TideMeasure measure)
{
  TideEvaluator *evaluator = call->evaluator;
  TideDay        day = call->args[0].day != TIDE_DAY_NONE ? call->args[0].day : evaluator->as_of;
  size_t         row;

  if (!tide_view_find_last (rate, tide_view_count_until (rate, day), &row) ||
      tide_day_count_weekdays (rate->days[row], day) > RATE_SESSIONS_MAX)
    {
      tide_call_miss (call, TIDE_MISSING_TOO_OLD, "no rate within 5 sessions");
      return;
    }

  tide_view_use (rate, row, row);
  call->out.measure = measure;
  tide_call_set_number (call, call->args[0].number * rate->values[row]);
}

static void
evaluate_convert (TideCall *call)
{
  const TideValue *value = &call->args[0];
  TideMeasure      measure = value->measure;
  const char      *to = read_currency (call, 1);
  const char      *from;
  TideView        *rate;

  if (to == NULL)
    return;
  if (measure.unit.kind != TIDE_UNIT_CURRENCY)
    {
      g_autofree char *unit = tide_unit_to_string (measure.unit);

      tide_evaluator_fail (call->evaluator, call->node->args[0], TIDE_FORMULA_ERROR_UNIT,
                           "convert expects money, found a number in %s", unit);
      return;
    }
  if (strcmp (measure.unit.currency, to) == 0)
    {
      call->out = *value;
      return;
    }

  from = tide_arena_strndup (call->evaluator->arena, measure.unit.currency, CODE_LENGTH);
  rate = find_rate (call, from, to);
  measure.unit = tide_unit_of_currency (to);
  if (rate == NULL)
    return;
  if (value->kind == TIDE_VALUE_SERIES)
    call->out = tide_value_series (tide_view_new_converted (value->view, rate, measure));
  else
    convert_number (call, rate, measure);
}

static void
evaluate_benchmark (TideCall *call)
{
  const TideRows *rows = call->evaluator->rows;
  TideView       *view;

  if (rows == NULL)
    tide_evaluator_fail (call->evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                         "benchmark is that of a list, and here is none: evaluate it on a list, "
                         "or name the instrument, close(\"^HSI\")");
  else if (rows->benchmark == NULL)
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "the list has no benchmark");
  else if ((view = tide_call_read_series (call, "close", rows->benchmark, NULL, true)) != NULL)
    call->out = tide_value_series (view);
}

/* A number that somebody stated, with its unit: what it is put together with is
 * then checked as usual. */
static void
evaluate_amount (TideCall *call)
{
  const char *text = call->args[1].text;
  TideUnit    unit;

  if (call->args[0].measure.unit.kind != TIDE_UNIT_PLAIN)
    tide_evaluator_fail (call->evaluator, call->node->args[0], TIDE_FORMULA_ERROR_UNIT,
                         "amount gives a plain number its unit, and this one has one");
  else if (!tide_unit_parse (text, &unit))
    tide_evaluator_fail (call->evaluator, call->node->args[1], TIDE_FORMULA_ERROR_ARGUMENT,
                         "expected a currency such as \"HKD\", or \"index\"");
  else
    {
      call->out.measure = (TideMeasure){ .unit = unit };
      tide_call_set_number (call, call->args[0].number);
    }
}

static const TideParameter amount_parameters[] = {
  { "x", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_REQUIRED, NULL },
  { "unit", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter fx_parameters[] = {
  { "from", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
  { "to", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter convert_parameters[] = {
  { "x", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
  { "to", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, NULL },
};

const TideFunction tide_functions_money[] = {
  { .help = { "fx", NULL, "Series", "fx(\"USD\", \"HKD\")",
              "units of the second currency for one of the first; the other way round, or across "
              "the dollar, where it is not held itself",
              "USDHKD=X, else 1 / HKDUSD=X, else (USD/HKD) / (USD/from)", NULL },
    TIDE_PARAMETERS (fx_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_FIELD,
    .unit = TIDE_UNIT_CURRENCY,
    .kernel = evaluate_fx },
  { .help = { "convert", NULL, "Series", "convert(x, \"USD\")",
              "money in another currency: each day at that day's rate, else at the last within 5 "
              "sessions",
              "x_t fx_t", NULL },
    TIDE_PARAMETERS (convert_parameters),
    .rule = TIDE_UNIT_RULE_FIELD,
    .unit = TIDE_UNIT_CURRENCY,
    .kernel = evaluate_convert },
  { .help = { "amount", NULL, "Series", "amount(120, \"HKD\")",
              "a stated number with its unit: a currency, or index for points", "x", NULL },
    TIDE_PARAMETERS (amount_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_FIELD,
    .unit = TIDE_UNIT_CURRENCY,
    .kernel = evaluate_amount },
  { .help = { "benchmark", NULL, "Series", "benchmark", "close of the list's benchmark",
              "stored price / splits since", NULL },
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_FIELD,
    .unit = TIDE_UNIT_CURRENCY,
    .kernel = evaluate_benchmark },
};

const size_t tide_functions_money_count = G_N_ELEMENTS (tide_functions_money);
