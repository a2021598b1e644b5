// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-change"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-statistics.h"

/* The year of a compound rate. */
#define DAYS_PER_YEAR 365.25

/* The two observations of a change. */
typedef struct
{
  double  base;
  double  last;
  TideDay base_day;
  TideDay last_day;
} Pair;

static Pair
read_rows (TideView *view,
           size_t    base,
           size_t    last)
{
  tide_view_use (view, base, base);
  tide_view_use (view, last, last);
  return (Pair){ view->values[base], view->values[last], view->days[base], view->days[last] };
}

static bool
find_pair (TideCall *call,
           Pair     *out_pair)
{
  TideView  *view = call->args[0].view;
  TideWindow window = tide_window_find_pair (call->evaluator, view, &call->span);

  if (window.missing != TIDE_MISSING_NONE)
    {
      call->out = tide_value_missing (window.missing, window.reason);
      return false;
    }

  *out_pair = read_rows (view, window.base, window.last);
  return true;
}

static void
evaluate_change (TideCall *call)
{
  Pair pair;

  if (find_pair (call, &pair))
    tide_call_set_quotient (call, pair.last - pair.base, pair.base);
}

static void
evaluate_difference (TideCall *call)
{
  Pair pair;

  if (find_pair (call, &pair))
    tide_call_set_number (call, pair.last - pair.base);
}

static void
evaluate_cagr (TideCall *call)
{
  Pair   pair;
  double change;

  if (!find_pair (call, &pair))
    return;

  change = (pair.last - pair.base) / pair.base;
  if (!(fabs (pair.base) > 0.0) || pair.last_day == pair.base_day)
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
  else if (change < -1.0)
    tide_call_miss (call, TIDE_MISSING_DOMAIN, "a value below zero has no compound rate");
  else
    tide_call_set_number (
      call,
      expm1 (log1p (change) * DAYS_PER_YEAR / (double) (pair.last_day - pair.base_day)));
}

static void
evaluate_returns (TideCall *call)
{
  bool logarithmic = call->given[1] && strcmp (call->args[1].text, "log") == 0;

  call->out = tide_value_series (tide_view_new_returns (call->args[0].view, logarithmic));
}

/* rise and fall: the last observation against the lowest or highest one. */
static void
evaluate_from_extreme (TideCall *call)
{
  TideView  *view = call->args[0].view;
  TideWindow window;
  double     extreme;

  if (!tide_call_find_window (call, &window))
    return;

  tide_view_use (view, window.first, window.last);
  extreme = call->function->aggregate (view->values + window.first, window.last - window.first + 1);
  tide_call_set_quotient (call, view->values[window.last] - extreme, extreme);
}

static void
evaluate_drawdown (TideCall *call)
{
  call->out = tide_value_series (tide_view_new_drawdown (call->args[0].view));
}

/* The peak is that of all history, the minimum that of the window. */
static void
evaluate_max_drawdown (TideCall *call)
{
  TideView           *view = call->args[0].view;
  const TideExtremes *blocks = NULL;
  TideWindow          window;
  double              deepest;

  if (!tide_call_find_window (call, &window))
    return;

  tide_view_require (view, 0);
  tide_view_use (view, 0, window.last);
  if (window.first == 0 && view->class == NULL)
    blocks = tide_series_get_extremes (view->series);
  deepest = tide_stat_max_drawdown_of_blocks (view->values + window.first,
                                              window.last - window.first + 1,
                                              tide_view_find_max (view, window.first), blocks);
  if (isnan (deepest))
    tide_call_miss (call, TIDE_MISSING_DOMAIN, "no peak above zero to fall from");
  else
    tide_call_set_number (call, deepest);
}

static void
evaluate_rebase (TideCall *call)
{
  TideView  *view = call->args[0].view;
  double     level = call->given[2] ? call->args[2].number : 100.0;
  TideWindow window = tide_window_find_at (call->evaluator, view, call->args[1].day);
  double     base;

  if (window.missing != TIDE_MISSING_NONE)
    {
      call->out = tide_value_missing (window.missing, window.reason);
      return;
    }

  base = view->values[window.last];
  tide_view_use (view, window.last, window.last);
  if (!(fabs (base) > 0.0))
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
  else
    call->out = tide_value_series (
      tide_view_new_scaled (view, level, base, call->out.measure));
}

static bool
take_missing (TideCall         *call,
              const TideWindow *window)
{
  if (window->missing != TIDE_MISSING_NONE)
    call->out = tide_value_missing (window->missing, window->reason);
  return window->missing != TIDE_MISSING_NONE;
}

/* The last observation on or before @day; missing is history's start. */
static bool
find_on_or_before (TideCall *call,
                   TideView *view,
                   TideDay   day,
                   size_t   *out_row)
{
  if (tide_view_find_last (view, tide_view_count_until (view, day), out_row))
    return true;

  tide_call_miss (call, TIDE_MISSING_HISTORY, "%s",
                  tide_window_describe_start (call->evaluator, view));
  return false;
}

/* Where a comparison of two series begins: found once, from the first one. */
static bool
find_base_day (TideCall *call,
               TideView *x,
               TideView *y,
               TideDay   end,
               TideDay  *out_day)
{
  size_t row;
  size_t other;

  if (call->span.period.kind == TIDE_PERIOD_MAX)
    {
      if (!tide_view_find_first (x, 0, &row) || !tide_view_find_first (y, 0, &other))
        return false;
      *out_day = MAX (x->days[row], y->days[other]);
      return true;
    }

  if (call->span.period.kind != TIDE_PERIOD_OBSERVATIONS)
    {
      *out_day = tide_period_get_base_day (call->span.period, end);
      return true;
    }

  if (!find_on_or_before (call, x, end, &row))
    return false;
  for (int i = 0; i < call->span.period.count; i++)
    if (!find_on_or_before (call, x, x->days[row] - 1, &row))
      return false;
  *out_day = x->days[row];
  return true;
}

/* Two changes that begin and end together: on the earlier of both last days. */
static bool
find_two_pairs (TideCall *call,
                Pair      out_pairs[2])
{
  TideView *views[2] = { call->args[0].view, call->args[1].view };
  TideDay   end = TIDE_DAY_MAX;
  TideDay   base;
  size_t    first_row;
  size_t    last_row;

  for (size_t i = 0; i < 2; i++)
    {
      TideWindow window = tide_window_find_end (call->evaluator, views[i]);

      if (take_missing (call, &window))
        return false;
      end = MIN (end, views[i]->days[window.last]);
    }

  if (!find_base_day (call, views[0], views[1], end, &base))
    return false;
  for (size_t i = 0; i < 2; i++)
    {
      if (!find_on_or_before (call, views[i], base, &first_row) ||
          !find_on_or_before (call, views[i], end, &last_row))
        return false;
      out_pairs[i] = read_rows (views[i], first_row, last_row);
    }
  return true;
}

/* a b - c d without the rounding of the two products, which is all that is left
 * when they are nearly equal. Source: W. Kahan; error bound in C.-P. Jeannerod,
 * N. Louvet, J.-M. Muller, Mathematics of Computation 82 (2013). */
static double
subtract_products (double a,
                   double b,
                   double c,
                   double d)
{
  double product = c * d;
  double lost = fma (-c, d, product);

  return fma (a, b, -product) + lost;
}

/* relative and excess: both are (x_T y_0 - x_0 y_T) over a product. */
static void
evaluate_against (TideCall *call)
{
  Pair   pairs[2];
  double base;
  double numerator;

  if (!find_two_pairs (call, pairs))
    return;

  base = call->function->unit == TIDE_UNIT_POINTS ? pairs[1].base : pairs[1].last;
  numerator = subtract_products (pairs[0].last, pairs[1].base, pairs[0].base, pairs[1].last);
  if (fabs (pairs[1].base) > 0.0)
    tide_call_set_quotient (call, numerator, pairs[0].base * base);
  else
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
}

/* What a quantity was known to be on @day: its last observation on or before
 * it that had been published by then, or the number that it is. */
static bool
find_known (TideCall *call,
            size_t    argument,
            TideDay   day,
            double   *out_value)
{
  TideView      *view = call->args[argument].view;
  const TideDay *published = NULL;
  size_t         row;

  if (call->args[argument].kind == TIDE_VALUE_NUMBER)
    {
      *out_value = call->args[argument].number;
      return true;
    }

  if (view->class == NULL)
    published = tide_series_get_published (view->series);
  row = tide_view_count_until (view, day);
  while (tide_view_find_last (view, row, &row))
    {
      if (published != NULL && published[row] != TIDE_DAY_NONE && published[row] > day)
        continue;
      tide_view_use (view, row, row);
      *out_value = view->values[row];
      return true;
    }

  tide_call_miss (call, TIDE_MISSING_HISTORY, "%s",
                  tide_window_describe_start (call->evaluator, view));
  return false;
}

/* With a series of weights both end on the earlier of their last days. */
static bool
find_weighted_pair (TideCall *call,
                    Pair     *out_pair,
                    double   *out_weight)
{
  Pair pairs[2];

  if (call->args[1].kind != TIDE_VALUE_SERIES || !call->span.has_period)
    return find_pair (call, out_pair) && find_known (call, 1, out_pair->base_day, out_weight);
  if (!find_two_pairs (call, pairs))
    return false;

  *out_pair = pairs[0];
  *out_weight = pairs[1].base;
  return true;
}

static void
evaluate_contribution (TideCall *call)
{
  Pair   pair;
  double weight;

  if (!find_weighted_pair (call, &pair, &weight))
    return;
  if (!(fabs (pair.base) > 0.0))
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "division by zero");
  else
    tide_call_set_number (call, weight * ((pair.last - pair.base) / pair.base));
}

static void
evaluate_value_change (TideCall *call)
{
  const TideView *view = call->args[0].view;
  Pair            pair;
  double          shares;

  if (!call->span.has_period && call->span.from == TIDE_DAY_NONE)
    {
      call->span.has_period = 1;
      call->span.period = (TidePeriod){ TIDE_PERIOD_OBSERVATIONS, 1 };
    }
  if (!find_pair (call, &pair) || !find_known (call, 1, pair.base_day, &shares))
    return;
  if (view->series != NULL && view->basis != TIDE_BASIS_QUOTED &&
      strcmp (tide_series_get_info (view->series)->field, "close_raw") != 0)
    tide_evaluator_add_note (call->evaluator,
                             "adjusted prices: money wants quoted ones, close_raw");
  tide_call_set_number (call, (pair.last - pair.base) * shares);
}

static const char *const return_methods[] = { "simple", "log", NULL };

static const TideParameter change_parameters[] = { TIDE_SERIES_PARAMETER ("x"), TIDE_SPAN_BETWEEN };
static const TideParameter window_parameters[] = { TIDE_SERIES_PARAMETER ("x"), TIDE_SPAN_WINDOW };
static const TideParameter series_parameters[] = { TIDE_SERIES_PARAMETER ("x") };
static const TideParameter returns_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "method", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_OPTIONAL, return_methods },
};
static const TideParameter rebase_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "day", TIDE_PARAMETER_DAY, TIDE_PARAMETER_REQUIRED, NULL },
  { "base", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_OPTIONAL, NULL },
};
static const TideParameter against_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SERIES_PARAMETER ("y"),
  { "period", TIDE_PARAMETER_PERIOD, TIDE_PARAMETER_REQUIRED, NULL },
};
static const TideParameter contribution_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "weight", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
  TIDE_SPAN_BETWEEN,
};
static const TideParameter value_change_parameters[] = {
  TIDE_SERIES_PARAMETER ("price"),
  { "number", TIDE_PARAMETER_QUANTITY, TIDE_PARAMETER_REQUIRED, NULL },
  TIDE_SPAN_BETWEEN,
};

const TideFunction tide_functions_change[] = {
  { .help = { "change", "return", "Change", "change(x, P) or change(x, from=DAY [, to=DAY])",
              "relative change over a period or between two days", "x_T / x_base - 1", NULL },
    TIDE_PARAMETERS (change_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_change },
  { .help = { "returns", NULL, "Change", "returns(x [, method=\"simple\"|\"log\"])",
              "series of changes from the previous observation",
              "x_t / x_{t-1} - 1, or ln (x_t / x_{t-1})", NULL },
    TIDE_PARAMETERS (returns_parameters),
    .kinds = TIDE_KIND_SERIES,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_returns },
  { .help = { "difference", NULL, "Change", "difference(x, P)", "change in the unit of x",
              "x_T - x_base", NULL },
    TIDE_PARAMETERS (change_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_DIFFERENCE,
    .kernel = evaluate_difference },
  { .help = { "cagr", NULL, "Change", "cagr(x, P)", "compound annual growth rate",
              "(x_T / x_base)^(365.25 / days) - 1", NULL },
    TIDE_PARAMETERS (change_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_cagr },
  { .help = { "rise", NULL, "Change", "rise(x, P) or rise(x, since=DAY)",
              "distance above the lowest value of the window", "x_T / min - 1", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_from_extreme,
    .aggregate = tide_aggregate_min },
  { .help = { "fall", NULL, "Change", "fall(x, P) or fall(x, since=DAY)",
              "distance below the highest value of the window", "x_T / max - 1", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_from_extreme,
    .aggregate = tide_aggregate_max },
  { .help = { "drawdown", NULL, "Change", "drawdown(x)",
              "series of distances from the highest value so far, over all history",
              "x_t / max_{s <= t} x_s - 1", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_SERIES,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_drawdown },
  { .help = { "max_drawdown", NULL, "Change", "max_drawdown(x, P)",
              "deepest drawdown of the window", "min (x_t / max_{s <= t} x_s - 1)", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_max_drawdown },
  { .help = { "rebase", NULL, "Change", "rebase(x, DAY [, 100])",
              "series brought to 100, or another level, on a day", "100 x_t / x_DAY", NULL },
    TIDE_PARAMETERS (rebase_parameters),
    .kinds = TIDE_KIND_SERIES,
    .unit = TIDE_UNIT_INDEX,
    .kernel = evaluate_rebase },
  { .help = { "relative", NULL, "Change", "relative(x, y, P)",
              "change of x relative to the change of y", "(1 + R_x) / (1 + R_y) - 1", NULL },
    TIDE_PARAMETERS (against_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_against },
  { .help = { "excess", NULL, "Change", "excess(x, y, P)", "change of x less the change of y",
              "R_x - R_y", NULL },
    TIDE_PARAMETERS (against_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_POINTS,
    .kernel = evaluate_against },
  { .help = { "contribution", NULL, "Change", "contribution(x, weight, P)",
              "what x added to the change of the whole", "weight at the base * R_x", NULL },
    TIDE_PARAMETERS (contribution_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_POINTS,
    .kernel = evaluate_contribution },
  { .help = { "value_change", NULL, "Change", "value_change(price, number [, 1D])",
              "market value gained or lost; wants quoted prices (close_raw)",
              "(P_T - P_base) * shares known on the base day", NULL },
    TIDE_PARAMETERS (value_change_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_value_change },
};

const size_t tide_functions_change_count = G_N_ELEMENTS (tide_functions_change);
