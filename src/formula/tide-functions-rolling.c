// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-rolling"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

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

static const char *const resample_methods[] = { "last", "mean", "sum", "min", "max", NULL };

#define GROUP "Rolling series"

static const TideParameter cumulate_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SPAN_WINDOW,
};
static const TideParameter resample_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "frequency", TIDE_PARAMETER_FREQUENCY, TIDE_PARAMETER_REQUIRED, NULL },
  { "method", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_REQUIRED, resample_methods },
};

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
};

const size_t tide_functions_rolling_count = G_N_ELEMENTS (tide_functions_rolling);
