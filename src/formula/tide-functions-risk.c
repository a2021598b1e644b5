// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-risk"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-regression.h"
#include "model/tide-statistics.h"
/* Changes of two series from one common day to the next. */
typedef struct
{
  double *x;
  double *y;
  size_t  n;
} Changes;

/* How many changes make a year, for what is given for a year. */
static double
get_periods (const TideCall *call,
             size_t          parameter)
{
  static const double usual[] = { [TIDE_FREQUENCY_DAILY] = 252.0,
                                  [TIDE_FREQUENCY_WEEKLY] = 52.0,
                                  [TIDE_FREQUENCY_MONTHLY] = 12.0,
                                  [TIDE_FREQUENCY_QUARTERLY] = 4.0,
                                  [TIDE_FREQUENCY_YEARLY] = 1.0 };
  double              periods =
    tide_call_get_number (call, parameter, usual[call->args[0].view->frequency]);

  tide_evaluator_add_step (call->evaluator, "%g changes a year", periods);
  return periods;
}

static bool
miss_few (TideCall *call,
          size_t    n)
{
  tide_call_miss (call, TIDE_MISSING_TOO_FEW, "2 changes are needed, found %zu", n);
  return false;
}

/* A standard deviation of changes, for a year. */
static void
set_annual (TideCall *call,
            double    deviation,
            double    periods)
{
  if (!(periods > 0.0))
    tide_call_miss (call, TIDE_MISSING_DOMAIN, "a year has more than %g changes", periods);
  else
    tide_call_set_number (call, deviation * sqrt (periods));
}

/* The changes of a window, in place of the first argument. */
static bool
find_changes (TideCall   *call,
              bool        logarithmic,
              TideWindow *out_window,
              double     *out_deviation)
{
  TideView *view = tide_view_new_returns (call->args[0].view, logarithmic);
  size_t    n;

  call->args[0].view = view;
  if (!tide_call_find_window (call, out_window))
    return false;

  n = out_window->last - out_window->first + 1;
  tide_view_use (view, out_window->first, out_window->last);
  tide_evaluator_add_step (call->evaluator, "n = %zu changes",
                           tide_stat_count (view->values + out_window->first, n));
  *out_deviation = tide_stat_stdev (view->values + out_window->first, n);
  return !isnan (*out_deviation) ||
         miss_few (call, tide_stat_count (view->values + out_window->first, n));
}

static void
evaluate_volatility (TideCall *call)
{
  double     periods = get_periods (call, 2);
  TideWindow window;
  double     deviation;

  if (find_changes (call, true, &window, &deviation))
    set_annual (call, deviation, periods);
}

static void
evaluate_sharpe (TideCall *call)
{
  double     periods = get_periods (call, 3);
  TideWindow window;
  double     deviation;
  double     mean;

  if (!find_changes (call, false, &window, &deviation))
    return;
  if (!(periods > 0.0))
    {
      set_annual (call, deviation, periods);
      return;
    }

  mean = tide_stat_mean (call->args[0].view->values + window.first,
                         window.last - window.first + 1);
  tide_call_set_quotient (call, (mean - call->args[2].number / periods) * sqrt (periods),
                          deviation);
}

static double
take_first (double a,
            double b)
{
  return isnan (b) ? NAN : a;
}

/* Where the first of the window's changes starts: at the observation before. */
static bool
find_start (TideCall         *call,
            TideView         *common,
            const TideWindow *window,
            size_t           *out_row)
{
  *out_row = window->first - 1;
  if (window->first > common->dense)
    return true;

  *out_row = window->first;
  if (tide_view_find_last (common, window->first, out_row) || call->span.is_short ||
      !call->span.has_period || call->span.period.kind != TIDE_PERIOD_OBSERVATIONS)
    return true;

  tide_call_miss (call, TIDE_MISSING_HISTORY, "%s",
                  tide_window_describe_start (call->evaluator, common));
  return false;
}

static double
get_other (const TideView *common,
           size_t          row)
{
  return common->b->values[common->rows_b != NULL ? common->rows_b[row] : row];
}

/* Without gaps the changes are taken of the operands as they are. */
static void
collect (TideCall       *call,
         const TideView *common,
         size_t          start,
         size_t          last,
         Changes        *out)
{
  size_t most = last - start + 1;
  double before_x = NAN;
  double before_y = NAN;

  *out = (Changes){ tide_arena_alloc (call->evaluator->arena, most * sizeof (double)),
                    tide_arena_alloc (call->evaluator->arena, most * sizeof (double)), 0 };
  if (start >= common->dense && common->rows_a == NULL)
    {
      out->n = last - start;
      tide_stat_change (common->a->values + start, out->n, out->x);
      tide_stat_change (common->b->values + start, out->n, out->y);
      return;
    }

  for (size_t row = start; row <= last; row++)
    {
      double x = common->values[row];
      double y = get_other (common, row);

      if (isnan (x))
        continue;
      if (row > start)
        {
          out->x[out->n] = (x - before_x) / before_x;
          out->y[out->n++] = (y - before_y) / before_y;
        }
      before_x = x;
      before_y = y;
    }
}

/* The changes of both arguments between consecutive common days that end in the
 * window, which is counted back from the last common day. */
static bool
find_common_changes (TideCall *call,
                     Changes  *out_changes)
{
  TideView  *x = call->args[0].view;
  TideView  *common = tide_view_new_paired (take_first, x, call->args[1].view, x->measure);
  TideWindow window;
  size_t     start;

  if (common->rows_a == NULL)
    common->dense = MAX (x->dense, call->args[1].view->dense);
  window = tide_window_find (call->evaluator, common, &call->span);
  if (window.missing != TIDE_MISSING_NONE)
    {
      call->out = tide_value_missing (window.missing, window.reason);
      return false;
    }
  if (!find_start (call, common, &window, &start))
    return false;

  if (start >= common->dense)
    {
      tide_view_require (common->a, start);
      tide_view_require (common->b, start);
    }
  else
    tide_view_require (common, start);
  tide_view_use (common, start, window.last);
  collect (call, common, start, window.last, out_changes);
  tide_evaluator_add_step (call->evaluator, "n = %zu changes between common days",
                           out_changes->n);
  return out_changes->n >= 2 || miss_few (call, out_changes->n);
}

/* beta and correlation */
static void
evaluate_regression (TideCall *call)
{
  bool           is_beta = call->function->option > 0;
  Changes        changes;
  TideRegression fit;
  double         value;

  if (!find_common_changes (call, &changes))
    return;

  if (!tide_regression_fit (changes.x, changes.y, changes.n, &fit))
    {
      tide_call_miss (call, TIDE_MISSING_NOT_FINITE, "a change is not a finite number");
      return;
    }
  value = is_beta ? fit.beta : fit.correlation;
  if (isnan (value))
    tide_call_miss (call, TIDE_MISSING_DIVISION_BY_ZERO, "%s does not vary in the window",
                    is_beta || !(fit.spread_y > 0.0) ? "the second series" : "the first series");
  else
    tide_call_set_number (call, value);
}

static void
evaluate_tracking_error (TideCall *call)
{
  double  periods = get_periods (call, 3);
  Changes changes;

  if (!find_common_changes (call, &changes))
    return;

  for (size_t i = 0; i < changes.n; i++)
    changes.x[i] -= changes.y[i];
  set_annual (call, tide_stat_stdev (changes.x, changes.n), periods);
}

#define GROUP "Risk"
#define PERIODS                                                     \
  {                                                                 \
    "periods", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_OPTIONAL, NULL \
  }
#define WINDOW                                                     \
  {                                                                \
    "period", TIDE_PARAMETER_WINDOW, TIDE_PARAMETER_OPTIONAL, NULL \
  }
#define SINCE_AND_SHORT                                          \
  { "since", TIDE_PARAMETER_SINCE, TIDE_PARAMETER_NAMED, NULL }, \
  {                                                              \
    "short", TIDE_PARAMETER_SHORT, TIDE_PARAMETER_NAMED, NULL    \
  }

static const TideParameter volatility_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  WINDOW,
  PERIODS,
  SINCE_AND_SHORT,
};
static const TideParameter sharpe_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  WINDOW,
  { "rf", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_REQUIRED, NULL },
  PERIODS,
  SINCE_AND_SHORT,
};
static const TideParameter pair_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SERIES_PARAMETER ("y"),
  WINDOW,
  SINCE_AND_SHORT,
};
static const TideParameter tracking_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SERIES_PARAMETER ("y"),
  WINDOW,
  PERIODS,
  SINCE_AND_SHORT,
};

const TideFunction tide_functions_risk[] = {
  { .help = { "volatility", NULL, GROUP, "volatility(x, P [, 252])",
              "standard deviation of logarithmic changes, for a year",
              "stdev (ln (x_t / x_{t-1})) sqrt (252)",
              "Hull, Options, Futures, and Other Derivatives, on estimating volatility" },
    TIDE_PARAMETERS (volatility_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_SHARE,
    .kernel = evaluate_volatility },
  { .help = { "beta", NULL, GROUP, "beta(x, y, P)",
              "change of x for a change of y, from changes between common days",
              "cov (R_x, R_y) / var (R_y)",
              "Sharpe, Journal of Finance 19 (1964)" },
    TIDE_PARAMETERS (pair_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_regression,
    .option = 1 },
  { .help = { "correlation", NULL, GROUP, "correlation(x, y, P)",
              "how far changes of x and y between common days go together, -1 to 1",
              "cov (R_x, R_y) / (stdev (R_x) stdev (R_y))", "Pearson's coefficient" },
    TIDE_PARAMETERS (pair_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_regression },
  { .help = { "tracking_error", NULL, GROUP, "tracking_error(x, y, P [, 252])",
              "standard deviation of the differences in change, for a year",
              "stdev (R_x - R_y) sqrt (252)",
              "Roll, Journal of Portfolio Management 18 (1992)" },
    TIDE_PARAMETERS (tracking_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_SHARE,
    .kernel = evaluate_tracking_error },
  { .help = { "sharpe", NULL, GROUP, "sharpe(x, P, rf [, 252])",
              "mean change beyond a yearly rate rf per standard deviation, for a year",
              "(mean (R) - rf / 252) / stdev (R) sqrt (252)",
              "Sharpe, Journal of Portfolio Management 21 (1994)" },
    TIDE_PARAMETERS (sharpe_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_sharpe },
};

const size_t tide_functions_risk_count = G_N_ELEMENTS (tide_functions_risk);
