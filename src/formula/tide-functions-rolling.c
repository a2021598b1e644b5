// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-rolling"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-smoothing.h"
#include "model/tide-statistics.h"

static bool
has_span (const TideCall *call)
{
  return call->span.has_period || call->span.has_month || call->span.since != TIDE_DAY_NONE;
}

/* The running sum of all history, or of a window from its first day on. */
static void
evaluate_cumulate (TideCall *call)
{
  TideView  *view = call->args[0].view;
  TideWindow window = { .last = view->n - 1 };

  if (has_span (call) && !tide_call_find_window (call, &window))
    return;
  if (!has_span (call) && !tide_call_find_last (call, &window.last))
    return;

  call->out = tide_value_series (tide_view_new_cumulated (view, window.first, window.last));
}

static double
take_last (const double *values,
           size_t        n)
{
  while (n > 0 && isnan (values[n - 1]))
    n--;
  return n > 0 ? values[n - 1] : NAN;
}

/* The last Monday to Friday of a period: what comes after it is no session. */
static TideDay
find_last_weekday (TideFrequency frequency,
                   TideDay       day)
{
  TideDay last = tide_frequency_get_last_day (frequency, day);

  return last - MAX (tide_day_get_weekday (last) - 5, 0);
}

/* A period that T cuts, or that begins before history does, says so. */
static void
note_parts (TideCall       *call,
            const TideView *view,
            TideFrequency   frequency)
{
  static const char *const words[] = { [TIDE_FREQUENCY_DAILY] = "day",
                                       [TIDE_FREQUENCY_WEEKLY] = "week",
                                       [TIDE_FREQUENCY_MONTHLY] = "month",
                                       [TIDE_FREQUENCY_QUARTERLY] = "quarter",
                                       [TIDE_FREQUENCY_YEARLY] = "year" };
  TideDay                  first;
  TideDay                  last;

  if (view->n == 0 || frequency == TIDE_FREQUENCY_DAILY)
    return;

  first = view->a->days[0];
  last = view->days[view->n - 1];
  if (call->evaluator->as_of < find_last_weekday (frequency, last))
    tide_evaluator_add_note (call->evaluator, "part %s", words[frequency]);
  if (first > tide_frequency_get_first_day (frequency, first) + 2)
    tide_evaluator_add_step (call->evaluator, "the first %s begins when history does",
                             words[frequency]);
}

static void
evaluate_resample (TideCall *call)
{
  static const struct
  {
    const char   *method;
    TideAggregate aggregate;
  } aggregates[] = {
    { "last", take_last },
    { "mean", tide_stat_mean },
    { "sum", tide_stat_sum },
    { "min", tide_aggregate_min },
    { "max", tide_aggregate_max },
  };
  TideFrequency frequency = call->node->args[1]->frequency;
  size_t        i = 0;
  TideView     *view;

  while (strcmp (aggregates[i].method, call->args[2].text) != 0)
    i++;
  view = tide_view_new_resampled (call->args[0].view, frequency, aggregates[i].aggregate);
  note_parts (call, view, frequency);
  call->out = tide_value_series (view);
}

static double
roll_mean (const double *values,
           size_t        n,
           double        parameter)
{
  return tide_stat_mean (values, n);
}

static double
roll_stdev (const double *values,
            size_t        n,
            double        parameter)
{
  return tide_stat_stdev (values, n);
}

static double
roll_percentile (const double *values,
                 size_t        n,
                 double        parameter)
{
  return tide_stat_percentile (values, n, values[n - 1], TIDE_PERCENTILE_WEAK);
}

/* Says why there is no value at all where history is too short for one. */
static void
set_series (TideCall *call,
            TideView *view,
            int       fewest)
{
  view->gap = TIDE_MISSING_TOO_FEW;
  view->gap_reason = tide_arena_printf (call->evaluator->arena, "%d observations are needed",
                                        fewest);
  call->out = tide_value_series (view);
}

static TidePeriod
count_period (int count)
{
  return (TidePeriod){ TIDE_PERIOD_OBSERVATIONS, count };
}

static void
evaluate_sma (TideCall *call)
{
  int n;

  if (tide_call_read_count (call, 1, 1, &n))
    set_series (call, tide_view_new_rolled (call->args[0].view, count_period (n), roll_mean, 0.0),
                n);
}

static void
evaluate_bollinger (TideCall *call)
{
  double k = tide_call_get_number (call, 2, 2.0);
  int    n;

  if (tide_call_read_count (call, 1, 20, &n))
    set_series (call,
                tide_view_new_rolled (call->args[0].view, count_period (n), tide_smooth_bollinger,
                                      (double) call->function->option * k),
                n);
}

/* rolling_mean and others: over a period that ends at each day. */
static void
evaluate_rolling (TideCall *call)
{
  static const TideRoll rolls[] = { roll_mean, roll_stdev, roll_percentile };
  TideView             *view;

  if (!call->span.has_period)
    {
      tide_evaluator_fail (call->evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                           "%s expects a period such as 1Y", call->function->help.name);
      return;
    }

  view = tide_view_new_rolled (call->args[0].view, call->span.period,
                               rolls[call->function->option], 0.0);
  view->measure = call->out.measure;
  view->gap = TIDE_MISSING_HISTORY;
  view->gap_reason = tide_window_describe_start (call->evaluator, call->args[0].view);
  call->out = tide_value_series (view);
}

static void
evaluate_ema (TideCall *call)
{
  TideView *view;
  int       n;

  if (!tide_call_read_count (call, 1, 1, &n))
    return;

  view = tide_view_new_calculated (call->args[0].view, call->out.measure);
  tide_smooth_ema (view->a->values, view->n, (size_t) n, view->values);
  tide_view_finish (view);
  set_series (call, view, n);
}

static void
evaluate_rsi (TideCall *call)
{
  TideView *view;
  int       n;

  if (!tide_call_read_count (call, 1, 14, &n))
    return;

  view = tide_view_new_calculated (call->args[0].view, call->out.measure);
  tide_smooth_rsi (view->a->values, view->n, (size_t) n, view->values);
  tide_view_finish (view);
  set_series (call, view, n + 1);
}

/* macd and its signal, the average of macd. */
static void
evaluate_macd (TideCall *call)
{
  bool               is_signal = call->function->option > 0;
  g_autofree double *slow = NULL;
  TideView          *view;
  int                n_fast;
  int                n_slow;
  int                n_signal = 1;

  if (!tide_call_read_count (call, 1, 12, &n_fast) ||
      !tide_call_read_count (call, 2, 26, &n_slow) ||
      (is_signal && !tide_call_read_count (call, 3, 9, &n_signal)))
    return;

  view = tide_view_new_calculated (call->args[0].view, call->out.measure);
  slow = g_new (double, view->n + 1);
  tide_smooth_ema (view->a->values, view->n, (size_t) n_fast, view->values);
  tide_smooth_ema (view->a->values, view->n, (size_t) n_slow, slow);
  for (size_t i = 0; i < view->n; i++)
    view->values[i] -= slow[i];
  if (is_signal)
    tide_smooth_ema (view->values, view->n, (size_t) n_signal, view->values);
  tide_view_finish (view);
  set_series (call, view, MAX (n_fast, n_slow) + n_signal - 1);
}

static double
take_greater (double a,
              double b)
{
  return isnan (a) || isnan (b) ? NAN : fmax (a, b);
}

static double
take_lesser (double a,
             double b)
{
  return isnan (a) || isnan (b) ? NAN : fmin (a, b);
}

/* The true range is the session's, and the gap to the close before it. */
static TideView *
make_true_range (TideCall   *call,
                 const char *symbol,
                 bool        named)
{
  static const char *const fields[] = { "high", "low", "close" };
  TideView                *views[G_N_ELEMENTS (fields)];
  TideView                *before;

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    if ((views[i] = tide_call_read_series (call, fields[i], symbol, NULL, named)) == NULL)
      return NULL;

  before = tide_view_new_lagged (views[2], count_period (1));
  return tide_view_new_combined (
    TIDE_OPERATOR_SUBTRACT,
    tide_view_new_paired (take_greater, views[0], before, views[0]->measure),
    tide_view_new_paired (take_lesser, views[1], before, views[1]->measure), views[0]->measure);
}

static void
evaluate_atr (TideCall *call)
{
  bool        named;
  const char *symbol = tide_call_find_symbol (call, 1, &named);
  TideView   *range;
  TideView   *view;
  int         n;

  if (symbol == NULL || !tide_call_read_count (call, 0, 14, &n) ||
      (range = make_true_range (call, symbol, named)) == NULL)
    return;

  view = tide_view_new_calculated (range, range->measure);
  view->lagged = false;
  tide_smooth_wilder (range->values, view->n, (size_t) n, view->values);
  tide_view_finish (view);
  set_series (call, view, n + 1);
}

static const char *const resample_methods[] = { "last", "mean", "sum", "min", "max", NULL };

#define GROUP "Rolling series"
#define COUNT(name, flags)                     \
  {                                            \
    name, TIDE_PARAMETER_NUMBER, (flags), NULL \
  }

static const TideParameter cumulate_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SPAN_WINDOW,
};
static const TideParameter resample_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "frequency", TIDE_PARAMETER_FREQUENCY, TIDE_PARAMETER_REQUIRED, NULL },
  { "method", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, resample_methods },
};

static const TideParameter average_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  COUNT ("n", TIDE_PARAMETER_REQUIRED),
};
static const TideParameter rsi_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  COUNT ("n", TIDE_PARAMETER_OPTIONAL),
};
static const TideParameter macd_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  COUNT ("fast", TIDE_PARAMETER_OPTIONAL),
  COUNT ("slow", TIDE_PARAMETER_OPTIONAL),
  COUNT ("signal", TIDE_PARAMETER_OPTIONAL),
};
static const TideParameter bollinger_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  COUNT ("n", TIDE_PARAMETER_OPTIONAL),
  COUNT ("k", TIDE_PARAMETER_OPTIONAL),
};
static const TideParameter atr_parameters[] = {
  COUNT ("n", TIDE_PARAMETER_OPTIONAL),
  { "symbol", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_OPTIONAL, NULL },
};
static const TideParameter rolling_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "period", TIDE_PARAMETER_PERIOD, TIDE_PARAMETER_REQUIRED, NULL },
};

#define ROLLING(name, meaning, formula, unit_rule, unit_kind, which)                      \
  {                                                                                       \
    .help = { name, NULL, GROUP, name "(x, P)", meaning, formula, NULL },                 \
    TIDE_PARAMETERS (rolling_parameters), .kinds = TIDE_KIND_SERIES, .rule = (unit_rule), \
    .unit = (unit_kind), .kernel = evaluate_rolling, .option = (which)                    \
  }

const TideFunction tide_functions_rolling[] = {
  { .help = { "cumulate", NULL, GROUP, "cumulate(x), cumulate(x, P) or cumulate(x, since=DAY)",
              "running sum of all history, or from the first day of a window on",
              "sum_{s <= t} x_s", NULL },
    TIDE_PARAMETERS (cumulate_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_cumulate },
  { .help = { "resample", NULL, GROUP,
              "resample(x, W|M|Q|Y, \"last\"|\"mean\"|\"sum\"|\"min\"|\"max\")",
              "one value for each week (Monday to Sunday), month, quarter or year, on the day of "
              "its last observation",
              "f (x_t, t in the period)", NULL },
    TIDE_PARAMETERS (resample_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_resample },
  { .help = { "sma", NULL, GROUP, "sma(x, n)", "mean of the last n observations, on each day",
              "(x_t + … + x_{t-n+1}) / n", NULL },
    TIDE_PARAMETERS (average_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_sma },
  { .help = { "ema", NULL, GROUP, "ema(x, n)",
              "exponential average, seeded by the mean of the first n observations",
              "y_t = y_{t-1} + 2 / (n + 1) (x_t - y_{t-1})",
              "pandas.DataFrame.ewm names the weight a span; seeded as TA-Lib does" },
    TIDE_PARAMETERS (average_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_ema },
  { .help = { "rsi", NULL, GROUP, "rsi(x [, 14])",
              "relative strength index, 0 to 100: rises in percent of rises and falls",
              "100 U / (U + D), averages with weight 1 / n, seeded by the mean of the first n",
              "Wilder, New Concepts in Technical Trading Systems (1978)" },
    TIDE_PARAMETERS (rsi_parameters),
    .kinds = TIDE_KIND_SERIES,
    .kernel = evaluate_rsi },
  { .help = { "macd", NULL, GROUP, "macd(x [, 12] [, 26])",
              "a fast exponential average less a slow one", "ema (x, fast) - ema (x, slow)",
              "Appel, Technical Analysis: Power Tools for Active Investors (2005)" },
    .parameters = macd_parameters,
    .n_parameters = 3,
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_DIFFERENCE,
    .kernel = evaluate_macd },
  { .help = { "macd_signal", NULL, GROUP, "macd_signal(x [, 12] [, 26] [, 9])",
              "exponential average of macd, seeded by the mean of its first values",
              "ema (macd (x, fast, slow), signal)",
              "Appel, Technical Analysis: Power Tools for Active Investors (2005)" },
    TIDE_PARAMETERS (macd_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_DIFFERENCE,
    .kernel = evaluate_macd,
    .option = 1 },
  { .help = { "bollinger_upper", NULL, GROUP, "bollinger_upper(x [, 20] [, 2])",
              "k standard deviations of the population above the mean of the last n",
              "mean + k sqrt (sum (x - mean)^2 / n)",
              "Bollinger, Bollinger on Bollinger Bands (2001)" },
    TIDE_PARAMETERS (bollinger_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_bollinger,
    .option = 1 },
  { .help = { "bollinger_lower", NULL, GROUP, "bollinger_lower(x [, 20] [, 2])",
              "k standard deviations of the population below the mean of the last n",
              "mean - k sqrt (sum (x - mean)^2 / n)",
              "Bollinger, Bollinger on Bollinger Bands (2001)" },
    TIDE_PARAMETERS (bollinger_parameters),
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_bollinger,
    .option = -1 },
  { .help = { "atr", NULL, GROUP, "atr([14] [, \"SYMBOL\"])",
              "average true range: how far a session goes, the gap before it included",
              "max (high, close_{t-1}) - min (low, close_{t-1}), averaged with weight 1 / n",
              "Wilder, New Concepts in Technical Trading Systems (1978)" },
    TIDE_PARAMETERS (atr_parameters),
    .flags = TIDE_FUNCTION_OF_ROW,
    .kinds = TIDE_KIND_SERIES,
    .rule = TIDE_UNIT_RULE_FIELD,
    .unit = TIDE_UNIT_CURRENCY,
    .kernel = evaluate_atr },
  ROLLING ("rolling_mean",
           "mean of the period that ends on each day",
           "sum / n",
           TIDE_UNIT_RULE_SAME,
           TIDE_UNIT_PLAIN,
           0),
  ROLLING ("rolling_stdev",
           "standard deviation of a sample over the period that ends on each day",
           "sqrt (sum (x - mean)^2 / (n - 1))",
           TIDE_UNIT_RULE_SAME,
           TIDE_UNIT_PLAIN,
           1),
  ROLLING ("rolling_percentile",
           "share of the period at or below the day it ends on, itself included",
           "n (x_s <= x_t) / n",
           TIDE_UNIT_RULE_FIXED,
           TIDE_UNIT_SHARE,
           2),
};

const size_t tide_functions_rolling_count = G_N_ELEMENTS (tide_functions_rolling);
