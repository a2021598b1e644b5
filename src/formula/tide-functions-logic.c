// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-logic"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

#include "base/tide-decimal.h"

/* The digits round() takes: more than a double has are no rounding. */
#define DIGITS_MAX 15

static void
evaluate_if (TideCall *call)
{
  TideValue condition = tide_evaluator_run (call->evaluator, call->node->args[0]);

  if (condition.kind == TIDE_VALUE_MISSING)
    call->out = condition;
  else if (condition.kind != TIDE_VALUE_TRUTH)
    tide_evaluator_fail (call->evaluator, call->node->args[0], TIDE_FORMULA_ERROR_ARGUMENT,
                         "if expects a comparison first");
  else
    call->out = tide_evaluator_run (call->evaluator, call->node->args[condition.truth ? 1 : 2]);
}

/* Has the value an observation where a number is needed? */
static bool
is_missing (TideCall *call,
            TideValue value)
{
  return tide_evaluator_scalar (call->evaluator, value).kind == TIDE_VALUE_MISSING;
}

static void
evaluate_coalesce (TideCall *call)
{
  for (size_t i = 0; i < call->node->n_args; i++)
    {
      call->out = tide_evaluator_run (call->evaluator, call->node->args[i]);
      if (!is_missing (call, call->out))
        return;
    }
}

static void
evaluate_is_missing (TideCall *call)
{
  TideValue value = tide_evaluator_run (call->evaluator, call->node->args[0]);

  call->out = tide_value_truth (is_missing (call, value));
}

/* A function of one number, or of each observation of a series. */
static void
evaluate_mapping (TideCall *call)
{
  TideMapping mapping = call->function->mapping;
  double      parameter = call->given[1] ? trunc (call->args[1].number) : 0.0;
  double      value = call->args[0].number;
  double      mapped;

  if (call->args[0].kind == TIDE_VALUE_SERIES)
    {
      call->out = tide_value_series (
        tide_view_new_mapped (call->args[0].view, mapping, parameter, call->out.measure));
      return;
    }

  mapped = mapping (value, parameter);
  if (isfinite (mapped))
    tide_call_set_number (call, mapped);
  else if (isnan (mapped) || !(value > 0.0))
    tide_call_miss (call, TIDE_MISSING_DOMAIN, "%s is not defined for %g",
                    call->function->help.name, value);
  else
    tide_call_miss (call, TIDE_MISSING_NOT_FINITE, "the result is not a finite number");
}

static double
map_abs (double value,
         double parameter)
{
  return fabs (value);
}

static double
map_ln (double value,
        double parameter)
{
  return log (value);
}

static double
map_log10 (double value,
           double parameter)
{
  return log10 (value);
}

static double
map_exp (double value,
         double parameter)
{
  return exp (value);
}

static double
map_sqrt (double value,
          double parameter)
{
  return sqrt (value);
}

static double
map_floor (double value,
           double parameter)
{
  return floor (value);
}

static double
map_ceil (double value,
          double parameter)
{
  return ceil (value);
}

static double
map_sign (double value,
          double parameter)
{
  return isnan (value) ? NAN : (double) ((value > 0.0) - (value < 0.0));
}

static double
map_round (double value,
           double digits)
{
  double scale;

  if (digits >= 0.0)
    return tide_decimal_round (value, (int) fmin (digits, DIGITS_MAX));

  scale = pow (10.0, fmin (-digits, 300.0));
  return round (value / scale) * scale;
}

static double
map_same (double value,
          double parameter)
{
  return value;
}

static const TideParameter if_parameters[] = {
  { "condition", TIDE_PARAMETER_TRUTH, TIDE_PARAMETER_REQUIRED, NULL },
  { "then", TIDE_PARAMETER_ANY, TIDE_PARAMETER_REQUIRED, NULL },
  { "else", TIDE_PARAMETER_ANY, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter coalesce_parameters[] = {
  { "a", TIDE_PARAMETER_ANY, TIDE_PARAMETER_REQUIRED, NULL },
  { "b", TIDE_PARAMETER_ANY, TIDE_PARAMETER_REPEATS, NULL },
};
static const TideParameter any_parameters[] = {
  { "x", TIDE_PARAMETER_ANY, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter mapping_parameters[] = {
  { "x", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter round_parameters[] = {
  { "x", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
  { "digits", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_OPTIONAL, NULL },
};

#define GROUP "Logic and arithmetic"
#define MAPPING(name, meaning, formula, unit_rule, unit_kind, function)             \
  {                                                                                 \
    .help = { name, NULL, GROUP, name "(x)", meaning, formula, NULL },              \
    TIDE_PARAMETERS (mapping_parameters), .rule = (unit_rule), .unit = (unit_kind), \
    .kernel = evaluate_mapping, .mapping = (function)                               \
  }

const TideFunction tide_functions_logic[] = {
  { .help = { "if", NULL, GROUP, "if(c, a, b)", "a when the condition c holds, else b",
              "c ? a : b", NULL },
    TIDE_PARAMETERS (if_parameters),
    .flags = TIDE_FUNCTION_LAZY,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_if },
  { .help = { "coalesce", NULL, GROUP, "coalesce(a, b, …)", "the first value that is not missing",
              "a, else b, else …", NULL },
    TIDE_PARAMETERS (coalesce_parameters),
    .flags = TIDE_FUNCTION_LAZY,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_coalesce },
  { .help = { "is_missing", NULL, GROUP, "is_missing(x)", "whether there is no value",
              "true or false", NULL },
    TIDE_PARAMETERS (any_parameters),
    .flags = TIDE_FUNCTION_LAZY,
    .kinds = TIDE_KIND_TRUTH,
    .kernel = evaluate_is_missing },
  { .help = { "round", NULL, GROUP, "round(x [, digits])",
              "rounded to decimals, halves away from zero", "round (x 10^d) / 10^d", NULL },
    TIDE_PARAMETERS (round_parameters),
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_mapping,
    .mapping = map_round },
  MAPPING ("abs", "size without sign", "|x|", TIDE_UNIT_RULE_SAME, TIDE_UNIT_PLAIN, map_abs),
  MAPPING ("ln", "natural logarithm", "ln x", TIDE_UNIT_RULE_FIXED, TIDE_UNIT_PLAIN, map_ln),
  MAPPING ("log10",
           "decimal logarithm",
           "log10 x",
           TIDE_UNIT_RULE_FIXED,
           TIDE_UNIT_PLAIN,
           map_log10),
  MAPPING ("exp", "exponential", "e^x", TIDE_UNIT_RULE_FIXED, TIDE_UNIT_PLAIN, map_exp),
  MAPPING ("sqrt", "square root", "x^(1/2)", TIDE_UNIT_RULE_FIXED, TIDE_UNIT_PLAIN, map_sqrt),
  MAPPING ("floor",
           "largest whole number not above x",
           "floor x",
           TIDE_UNIT_RULE_SAME,
           TIDE_UNIT_PLAIN,
           map_floor),
  MAPPING ("ceil",
           "smallest whole number not below x",
           "ceil x",
           TIDE_UNIT_RULE_SAME,
           TIDE_UNIT_PLAIN,
           map_ceil),
  MAPPING ("sign", "1, 0 or -1", "sign x", TIDE_UNIT_RULE_FIXED, TIDE_UNIT_PLAIN, map_sign),
  MAPPING ("percent",
           "shown as a percentage",
           "x",
           TIDE_UNIT_RULE_FIXED,
           TIDE_UNIT_SHARE,
           map_same),
  MAPPING ("times",
           "shown as a multiple",
           "x",
           TIDE_UNIT_RULE_FIXED,
           TIDE_UNIT_TIMES,
           map_same),
};

const size_t tide_functions_logic_count = G_N_ELEMENTS (tide_functions_logic);
