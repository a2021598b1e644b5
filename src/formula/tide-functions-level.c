// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-level"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>

#include "model/tide-statistics.h"

static double
count_observations (const double *values,
                    size_t        n)
{
  return (double) tide_stat_count (values, n);
}

/* mean, median, sum, …: one number for the observations of a window. */
static void
evaluate_aggregate (TideCall *call)
{
  TideView  *view = call->args[0].view;
  TideWindow window;
  double     value;
  size_t     n;

  if (!tide_call_find_window (call, &window))
    return;

  n = window.last - window.first + 1;
  tide_view_use (view, window.first, window.last);
  value = call->function->aggregate (view->values + window.first, n);
  if (isnan (value) && call->function->option > 0)
    tide_call_miss (call, TIDE_MISSING_TOO_FEW, "%d observations are needed, found %zu",
                    call->function->option, tide_stat_count (view->values + window.first, n));
  else
    tide_call_set_number (call, value);
}

static void
set_row (TideCall *call,
         size_t    row)
{
  TideView *view = call->args[0].view;

  tide_view_use (view, row, row);
  tide_call_set_number (call, view->values[row]);
}

static void
evaluate_last (TideCall *call)
{
  size_t row;

  if (tide_call_find_last (call, &row))
    set_row (call, row);
}

static void
evaluate_first (TideCall *call)
{
  TideWindow window;

  if (tide_call_find_window (call, &window))
    set_row (call, window.first);
}

static void
evaluate_at (TideCall *call)
{
  TideWindow window =
    tide_window_find_at (call->evaluator, call->args[0].view, call->args[1].day);

  if (window.missing != TIDE_MISSING_NONE)
    call->out = tide_value_missing (window.missing, window.reason);
  else
    set_row (call, window.last);
}

/* What the series was a period before each of its days. As a number that is the
 * value a period before the last day. */
static void
evaluate_lag (TideCall *call)
{
  TideView *view = call->args[0].view;
  TideView *lagged;
  size_t    row;

  if (!call->span.has_period)
    {
      tide_evaluator_fail (call->evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                           "lag expects a period such as 1M");
      return;
    }

  lagged = tide_view_new_lagged (view, call->span.period);
  if (tide_view_find_last (view, view->n, &row) && !tide_view_find_last (lagged, row + 1, &row))
    tide_call_miss (call, TIDE_MISSING_HISTORY, "%s",
                    tide_window_describe_start (call->evaluator, view));
  else
    call->out = tide_value_series (lagged);
}

/* min_day and max_day: the earliest day of the extreme. */
static void
evaluate_extreme_day (TideCall *call)
{
  TideView  *view = call->args[0].view;
  TideWindow window;
  size_t     row = 0;
  size_t     n;

  if (!tide_call_find_window (call, &window))
    return;

  n = window.last - window.first + 1;
  tide_view_use (view, window.first, window.last);
  if (call->function->option > 0)
    tide_stat_max (view->values + window.first, n, &row);
  else
    tide_stat_min (view->values + window.first, n, &row);
  call->out = tide_value_day (view->days[window.first + row]);
}

static void
evaluate_quantile (TideCall *call)
{
  TideView  *view = call->args[0].view;
  double     q = call->args[1].number;
  TideWindow window;

  if (!(q >= 0.0 && q <= 1.0))
    {
      tide_call_miss (call, TIDE_MISSING_DOMAIN, "a quantile lies between 0 and 1");
      return;
    }
  if (!tide_call_find_window (call, &window))
    return;

  tide_view_use (view, window.first, window.last);
  tide_call_set_number (call, tide_stat_quantile (view->values + window.first,
                                                  window.last - window.first + 1, q));
}

/* The lesser or greater of plain values. */
static void
evaluate_choice (TideCall *call)
{
  TideValue best = { .kind = TIDE_VALUE_MISSING };

  for (size_t i = 0; i < call->node->n_args; i++)
    {
      TideValue value = tide_evaluator_scalar (
        call->evaluator, tide_evaluator_run (call->evaluator, call->node->args[i]));
      TideMeasure unused;

      if (value.kind == TIDE_VALUE_MISSING)
        {
          call->out = value;
          return;
        }
      if (value.kind != TIDE_VALUE_NUMBER)
        {
          tide_evaluator_fail (call->evaluator, call->node->args[i], TIDE_FORMULA_ERROR_ARGUMENT,
                               "%s compares numbers", call->function->help.name);
          return;
        }
      if (best.kind == TIDE_VALUE_NUMBER &&
          tide_units_combine (TIDE_OPERATOR_LESS, best.measure, value.measure, &unused) !=
            TIDE_UNITS_FIT)
        {
          tide_evaluator_fail (call->evaluator, call->node->args[i], TIDE_FORMULA_ERROR_UNIT,
                               "numbers of different units cannot be compared: bring them into "
                               "one with convert()");
          return;
        }
      if (best.kind == TIDE_VALUE_MISSING ||
          (call->function->option > 0 ? value.number > best.number : value.number < best.number))
        best = value;
    }
  call->out = best;
}

static const TideParameter window_parameters[] = { TIDE_SERIES_PARAMETER ("x"), TIDE_SPAN_WINDOW };
static const TideParameter series_parameters[] = { TIDE_SERIES_PARAMETER ("x") };
static const TideParameter lag_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "period", TIDE_PARAMETER_PERIOD, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter at_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "day", TIDE_PARAMETER_DAY, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter quantile_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "q", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_REQUIRED, NULL },
  TIDE_SPAN_WINDOW,
};
static const TideParameter choice_parameters[] = {
  { "a", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
  { "b", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REPEATS, NULL },
};

#define AGGREGATE(name, aliases, meaning, formula, origin, unit_rule, function, fewest)        \
  {                                                                                            \
    .help = { name, aliases, "Level and place in history",                                     \
              name "(x, P), " name "(x, YYYY-MM) or " name "(x, since=DAY)", meaning, formula, \
              origin },                                                                        \
    TIDE_PARAMETERS (window_parameters), .flags = TIDE_FUNCTION_NEEDS_SPAN,                    \
    .kinds = TIDE_KIND_NUMBER, .rule = (unit_rule), .kernel = evaluate_aggregate,              \
    .aggregate = (function), .option = (fewest)                                                \
  }

#define CHOICE(name, meaning, formula, greater)                                             \
  {                                                                                         \
    .help = { name, NULL, "Level and place in history", name "(a, b, …)", meaning, formula, \
              NULL },                                                                       \
    TIDE_PARAMETERS (choice_parameters),                                                    \
    .flags = TIDE_FUNCTION_LAZY | TIDE_FUNCTION_WITHOUT_SPAN, .kinds = TIDE_KIND_NUMBER,    \
    .rule = TIDE_UNIT_RULE_SAME, .kernel = evaluate_choice, .option = (greater)             \
  }

const TideFunction tide_functions_level[] = {
  { .help = { "last", NULL, "Level and place in history", "last(x)", "the last observation", "x_T",
              NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_last },
  { .help = { "first", NULL, "Level and place in history", "first(x, P)",
              "the first observation of the window", "x_first", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_first },
  { .help = { "lag", NULL, "Level and place in history", "lag(x, P)",
              "what x was a period before; a series, and as a number its last value", "x_base",
              NULL },
    TIDE_PARAMETERS (lag_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_lag },
  { .help = { "at", NULL, "Level and place in history", "at(x, DAY)",
              "the last observation on or before a day, at most 10 sessions old", "x_DAY", NULL },
    TIDE_PARAMETERS (at_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_at },
  AGGREGATE ("mean",
             NULL,
             "arithmetic mean of the window",
             "sum / n",
             NULL,
             TIDE_UNIT_RULE_SAME,
             tide_stat_mean,
             1),
  AGGREGATE ("median",
             NULL,
             "middle observation of the window, or the mean of the middle two",
             "quantile 0.5",
             NULL,
             TIDE_UNIT_RULE_SAME,
             tide_stat_median,
             1),
  AGGREGATE ("min",
             "low_of",
             "smallest observation of the window",
             "min x_t",
             NULL,
             TIDE_UNIT_RULE_SAME,
             tide_aggregate_min,
             1),
  CHOICE ("min", "the smallest of plain values", "min (a, b, …)", 0),
  AGGREGATE ("max",
             "high_of",
             "largest observation of the window",
             "max x_t",
             NULL,
             TIDE_UNIT_RULE_SAME,
             tide_aggregate_max,
             1),
  CHOICE ("max", "the largest of plain values", "max (a, b, …)", 1),
  AGGREGATE ("sum",
             NULL,
             "sum of the window",
             "sum x_t",
             NULL,
             TIDE_UNIT_RULE_SAME,
             tide_stat_sum,
             1),
  AGGREGATE ("stdev",
             NULL,
             "standard deviation of the window, of a sample",
             "sqrt (sum (x_t - mean)^2 / (n - 1))",
             "Chan, Golub, LeVeque, The American Statistician 37 (1983)",
             TIDE_UNIT_RULE_SAME,
             tide_stat_stdev,
             2),
  AGGREGATE ("count",
             NULL,
             "number of observations in the window",
             "n",
             NULL,
             TIDE_UNIT_RULE_FIXED,
             count_observations,
             0),
  { .help = { "min_day", NULL, "Level and place in history", "min_day(x, P)",
              "day of the smallest observation, the earliest of equal ones", "argmin x_t", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_extreme_day },
  { .help = { "max_day", NULL, "Level and place in history", "max_day(x, P)",
              "day of the largest observation, the earliest of equal ones", "argmax x_t", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_extreme_day,
    .option = 1 },
  { .help = { "quantile", NULL, "Level and place in history", "quantile(x, q, P)",
              "value below which the share q of the window lies, interpolated linearly",
              "x_(h) with h = (n - 1) q + 1, type 7",
              "Hyndman, Fan, The American Statistician 50 (1996), definition 7" },
    TIDE_PARAMETERS (quantile_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_quantile },
};

const size_t tide_functions_level_count = G_N_ELEMENTS (tide_functions_level);
