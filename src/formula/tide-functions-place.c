// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-place"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-statistics.h"

/* Makes the median absolute deviation of a normal sample its standard
 * deviation. */
#define MAD_SCALE 1.4826

/* The observations of a window, and the last one among them. */
typedef struct
{
  const double *values;
  size_t        n;
  double        last;
} Sample;

static bool
find_sample (TideCall *call,
             Sample   *out_sample)
{
  TideView  *view = call->args[0].view;
  TideWindow window;

  if (!tide_call_find_window (call, &window))
    return false;

  tide_view_use (view, window.first, window.last);
  *out_sample = (Sample){ view->values + window.first, window.last - window.first + 1,
                          view->values[window.last] };
  if (call->evaluator->tracing)
    tide_evaluator_add_step (call->evaluator, "n = %zu",
                             tide_stat_count (out_sample->values, out_sample->n));
  return true;
}

/* A sample whose last observation is the present one. */
static bool
find_present_sample (TideCall *call,
                     Sample   *out_sample)
{
  size_t last;

  return tide_call_find_last (call, &last) && find_sample (call, out_sample);
}

static TidePercentileMethod
read_method (const TideCall *call)
{
  size_t index;

  if (!tide_function_find_parameter (call->function, "method", &index) || !call->given[index])
    return TIDE_PERCENTILE_WEAK;
  if (strcmp (call->args[index].text, "strict") == 0)
    return TIDE_PERCENTILE_STRICT;
  return strcmp (call->args[index].text, "mean") == 0 ? TIDE_PERCENTILE_MEAN : TIDE_PERCENTILE_WEAK;
}

static void
evaluate_percentile (TideCall *call)
{
  Sample sample;

  if (find_present_sample (call, &sample))
    tide_call_set_number (
      call, tide_stat_percentile (sample.values, sample.n, sample.last, read_method (call)));
}

static bool
find_deviation (TideCall     *call,
                const Sample *sample,
                double       *out_deviation)
{
  *out_deviation = tide_stat_stdev (sample->values, sample->n);
  if (!isnan (*out_deviation))
    return true;

  tide_call_miss (call, TIDE_MISSING_TOO_FEW, "2 observations are needed, found %zu",
                  tide_stat_count (sample->values, sample->n));
  return false;
}

static void
evaluate_zscore (TideCall *call)
{
  Sample sample;
  double mean;
  double deviation;

  if (!find_present_sample (call, &sample))
    return;

  if (tide_stat_deviate (sample.values, sample.n, &mean, &deviation))
    tide_call_set_quotient (call, sample.last - mean, deviation);
  else
    tide_call_miss (call, TIDE_MISSING_TOO_FEW, "2 observations are needed, found %zu",
                    tide_stat_count (sample.values, sample.n));
}

static void
evaluate_robust_zscore (TideCall *call)
{
  Sample sample;

  if (find_present_sample (call, &sample))
    tide_call_set_quotient (call, sample.last - tide_stat_median (sample.values, sample.n),
                            MAD_SCALE * tide_stat_mad (sample.values, sample.n));
}

static void
evaluate_band (TideCall *call)
{
  size_t index = 2;
  Sample sample;
  double deviation;

  tide_function_find_parameter (call->function, "k", &index);
  if (find_sample (call, &sample) && find_deviation (call, &sample, &deviation))
    tide_call_set_number (call, tide_stat_mean (sample.values, sample.n) +
                                  call->args[index].number * deviation);
}

static void
miss_record (TideCall *call,
             size_t    last)
{
  TideView *view = call->args[0].view;
  char      day[TIDE_DAY_TEXT_SIZE];
  size_t    first = last;

  tide_view_find_first (view, 0, &first);
  tide_view_use (view, first, last);
  tide_call_miss (call, TIDE_MISSING_RECORD, "record, from %s, %zu observations",
                  tide_day_format (view->days[first], day),
                  tide_stat_count (view->values, last + 1));
}

/* highest_since and lowest_since: one look back, until a value is as high. */
static void
evaluate_since (TideCall *call)
{
  TideView *view = call->args[0].view;
  double    sign = call->function->option > 0 ? 1.0 : -1.0;
  size_t    last;
  size_t    row;

  if (!tide_call_find_last (call, &last))
    return;

  row = last;
  while (tide_view_find_last (view, row, &row))
    if (sign * view->values[row] >= sign * view->values[last])
      {
        tide_view_use (view, row, last);
        call->out = tide_value_day (view->days[row]);
        return;
      }
  miss_record (call, last);
}

/* The last observation of the week, month … before the one of @row. */
static bool
find_group_before (TideView     *view,
                   TideFrequency frequency,
                   size_t       *row)
{
  TideDay group = tide_frequency_get_first_day (frequency, view->days[*row]);

  while (tide_view_find_last (view, *row, row))
    if (tide_frequency_get_first_day (frequency, view->days[*row]) != group)
      return true;
  return false;
}

static void
evaluate_streak (TideCall *call)
{
  TideView     *view = call->args[0].view;
  TideFrequency frequency = call->given[1] ? call->node->args[1]->frequency : TIDE_FREQUENCY_DAILY;
  int           direction = 0;
  int           length = 0;
  size_t        last;
  size_t        row;
  size_t        used;

  if (!tide_call_find_last (call, &last))
    return;

  row = used = last;
  for (;;)
    {
      double value = view->values[row];
      double before;
      int    sign;

      if (!find_group_before (view, frequency, &row))
        break;
      used = row;
      before = view->values[row];
      sign = (value > before) - (value < before);
      if (sign == 0 || (direction != 0 && sign != direction))
        break;
      direction = sign;
      length++;
    }

  tide_view_use (view, used, last);
  tide_call_set_number (call, (double) (direction * length));
}

static void
evaluate_gap_to_record (TideCall *call)
{
  TideView *view = call->args[0].view;
  size_t    last;

  if (!tide_call_find_last (call, &last))
    return;

  tide_view_require (view, 0);
  tide_view_use (view, 0, last);
  tide_call_set_quotient (call,
                          tide_stat_max (view->values, last + 1, NULL) - view->values[last],
                          view->values[last]);
}

static const char *const percentile_methods[] = { "weak", "strict", "mean", NULL };

#define GROUP "Level and place in history"

static const TideParameter window_parameters[] = { TIDE_SERIES_PARAMETER ("x"), TIDE_SPAN_WINDOW };
static const TideParameter series_parameters[] = { TIDE_SERIES_PARAMETER ("x") };
static const TideParameter percentile_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SPAN_WINDOW,
  { "method", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_NAMED, percentile_methods },
};
static const TideParameter band_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "period", TIDE_PARAMETER_WINDOW, TIDE_PARAMETER_OPTIONAL, NULL },
  { "k", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_REQUIRED, NULL },
  { "since", TIDE_PARAMETER_SINCE, TIDE_PARAMETER_NAMED, NULL },
  { "short", TIDE_PARAMETER_SHORT, TIDE_PARAMETER_NAMED, NULL },
};
static const TideParameter streak_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "frequency", TIDE_PARAMETER_FREQUENCY, TIDE_PARAMETER_OPTIONAL, NULL },
};

const TideFunction tide_functions_place[] = {
  { .help = { "percentile", NULL, GROUP, "percentile(x, P [, method=\"weak\"|\"strict\"|\"mean\"])",
              "share of the window at or below the last observation, itself included",
              "n (x_t <= x_T) / n", "scipy.stats.percentileofscore names the methods" },
    TIDE_PARAMETERS (percentile_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_SHARE,
    .kernel = evaluate_percentile },
  { .help = { "zscore", NULL, GROUP, "zscore(x, P)",
              "distance from the mean in standard deviations of the sample",
              "(x_T - mean) / stdev", NULL },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_zscore },
  { .help = { "robust_zscore", NULL, GROUP, "robust_zscore(x, P)",
              "distance from the median in scaled median absolute deviations",
              "(x_T - median) / (1.4826 MAD)",
              "Hampel, Journal of the American Statistical Association 69 (1974)" },
    TIDE_PARAMETERS (window_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_robust_zscore },
  { .help = { "band", NULL, GROUP, "band(x, P, k)", "k standard deviations above the mean",
              "mean + k stdev", NULL },
    TIDE_PARAMETERS (band_parameters),
    .flags = TIDE_FUNCTION_NEEDS_SPAN,
    .kinds = TIDE_KIND_NUMBER,
    .rule = TIDE_UNIT_RULE_SAME,
    .kernel = evaluate_band },
  { .help = { "highest_since", NULL, GROUP, "highest_since(x)",
              "the last earlier day with a value as high", "max { s < T : x_s >= x_T }", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_since,
    .option = 1 },
  { .help = { "lowest_since", NULL, GROUP, "lowest_since(x)",
              "the last earlier day with a value as low", "max { s < T : x_s <= x_T }", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_DAY,
    .kernel = evaluate_since },
  { .help = { "streak", NULL, GROUP, "streak(x [, W])",
              "consecutive rises, or falls as a negative number, at a frequency",
              "n of sign (x_t - x_{t-1}) unchanged", NULL },
    TIDE_PARAMETERS (streak_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .kernel = evaluate_streak },
  { .help = { "gap_to_record", NULL, GROUP, "gap_to_record(x)",
              "rise needed to reach the highest value of all history", "max / x_T - 1", NULL },
    TIDE_PARAMETERS (series_parameters),
    .kinds = TIDE_KIND_NUMBER,
    .unit = TIDE_UNIT_CHANGE,
    .kernel = evaluate_gap_to_record },
};

const size_t tide_functions_place_count = G_N_ELEMENTS (tide_functions_place);
