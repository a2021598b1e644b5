// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-functions-state"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

#include "model/tide-market-state.h"
#include "model/tide-regression.h"
/* The move that turns a market, up and down alike. */
#define TURN 0.2

typedef enum
{
  STATE_NAME,
  STATE_SINCE,
  STATE_CROSSED,
} StateKind;

static bool
read_thresholds (TideCall *call,
                 double   *out_up,
                 double   *out_down)
{
  *out_up = tide_call_get_number (call, 1, TURN);
  *out_down = tide_call_get_number (call, 2, TURN);
  if (*out_up > 0.0 && *out_down > 0.0 && *out_down < 1.0)
    return true;

  tide_call_miss (call, TIDE_MISSING_DOMAIN,
                  "a market turns up by more than 0 %%, and down by more than 0 %% and less than "
                  "100 %%");
  return false;
}

static bool
is_above_zero (const TideView *view,
               size_t          last)
{
  for (size_t row = 0; row <= last; row++)
    if (view->values[row] <= 0.0)
      return false;
  return true;
}

static void
evaluate_state (TideCall *call)
{
  TideView       *view = call->args[0].view;
  TideMarketState state;
  size_t          last;
  double          up;
  double          down;

  if (!read_thresholds (call, &up, &down) || !tide_call_find_last (call, &last))
    return;

  tide_view_require (view, 0);
  tide_view_use (view, 0, last);
  if (!is_above_zero (view, last))
    tide_call_miss (call, TIDE_MISSING_DOMAIN, "a market state wants values above zero");
  else if (!tide_market_state_find (view->values, last + 1, up, down, &state))
    tide_call_miss (call, TIDE_MISSING_HISTORY, "no rise of %g %% and no fall of %g %% yet: %s",
                    up * 100.0, down * 100.0,
                    tide_window_describe_start (call->evaluator, view));
  else if (call->function->option == STATE_NAME)
    call->out = tide_value_text (state.is_bull ? "bull" : "bear");
  else
    call->out = tide_value_day (
      view->days[call->function->option == STATE_SINCE ? state.since : state.crossed]);
}

/* The observations of both series on common days, one beside the other. */
typedef struct
{
  TideDay *days;
  size_t  *rows; /* of the view of common days */
  double  *x;
  double  *y;
  size_t   n;
} Common;

static double
take_first (double a,
            double b)
{
  return isnan (b) ? NAN : a;
}

static void
collect (const TideView *view,
         Common         *out)
{
  TideArena *arena = view->evaluator->arena;

  *out = (Common){ tide_arena_alloc (arena, (view->n + 1) * sizeof (TideDay)),
                   tide_arena_alloc (arena, (view->n + 1) * sizeof (size_t)),
                   tide_arena_alloc (arena, (view->n + 1) * sizeof (double)),
                   tide_arena_alloc (arena, (view->n + 1) * sizeof (double)), 0 };
  for (size_t row = 0; row < view->n; row++)
    if (!isnan (view->values[row]))
      {
        out->days[out->n] = view->days[row];
        out->rows[out->n] = row;
        out->x[out->n] = view->values[row];
        out->y[out->n++] = view->b->values[view->rows_b != NULL ? view->rows_b[row] : row];
      }
}

/* Rows of an event study, counted in changes: the change i goes from the common
 * day i - 1 to the common day i. */
typedef struct
{
  int64_t zero;
  int64_t first_event;
  int64_t last_event;
  int64_t first_estimation;
  int64_t last_estimation;
} Study;

static void
read_range (const TideCall *call,
            size_t          parameter,
            int64_t         zero,
            int64_t        *in_out_first,
            int64_t        *in_out_last)
{
  if (call->given[parameter])
    {
      *in_out_first = call->node->args[parameter]->range.first;
      *in_out_last = call->node->args[parameter]->range.last;
    }
  *in_out_first += zero;
  *in_out_last += zero;
}

static bool
check_study (TideCall     *call,
             const Common *common,
             const Study  *study)
{
  char day[TIDE_DAY_TEXT_SIZE];

  if (study->last_estimation >= study->first_event)
    {
      tide_evaluator_fail (call->evaluator, call->node, TIDE_FORMULA_ERROR_ARGUMENT,
                           "the days of estimation= end before those of window= begin");
      return false;
    }
  if (study->last_event >= (int64_t) common->n)
    {
      tide_call_miss (call, TIDE_MISSING_AFTER_AS_OF,
                      "the window ends after the last common day, %s",
                      tide_day_format (common->days[common->n - 1], day));
      return false;
    }
  if (study->first_estimation < 1)
    {
      tide_call_miss (call, TIDE_MISSING_HISTORY,
                      "the estimation begins before common history does, %s",
                      tide_day_format (common->days[0], day));
      return false;
    }
  return true;
}

/* Day 0 is the event's day, or the next common one. */
static bool
find_zero (TideCall     *call,
           const Common *common,
           int64_t      *out_zero)
{
  TideDay event = call->args[2].day;
  char    text[TIDE_DAY_TEXT_SIZE];
  char    zero[TIDE_DAY_TEXT_SIZE];
  size_t  row = 0;

  while (row < common->n && common->days[row] < event)
    row++;
  if (common->n == 0)
    tide_call_miss (call, TIDE_MISSING_NO_DATA, "the series have no day in common");
  else if (row == common->n)
    tide_call_miss (call, TIDE_MISSING_AFTER_AS_OF,
                    "%s lies after the last common day, %s", tide_day_format (event, text),
                    tide_day_format (common->days[row - 1], zero));
  if (row == common->n)
    return false;

  if (common->days[row] != event)
    tide_evaluator_add_note (call->evaluator, "%s is no common session: day 0 is %s",
                             tide_day_format (event, text),
                             tide_day_format (common->days[row], zero));
  *out_zero = (int64_t) row;
  return true;
}

static TideEventModel
read_model (const TideCall *call)
{
  if (!call->given[5] || strcmp (call->args[5].text, "market") == 0)
    return TIDE_EVENT_MARKET;
  return strcmp (call->args[5].text, "mean") == 0 ? TIDE_EVENT_MEAN : TIDE_EVENT_ADJUSTED;
}

static void
change_in_place (double *values,
                 size_t  n)
{
  for (size_t i = n; i-- > 1;)
    values[i] = (values[i] - values[i - 1]) / values[i - 1];
}

static bool
run_study (TideCall       *call,
           TideView       *view,
           TideEventStudy *out_study)
{
  Common common;
  Study  study = { 0, -1, 3, -250, -11 };
  size_t begin;

  tide_view_require (view, 0);
  collect (view, &common);
  if (!find_zero (call, &common, &study.zero))
    return false;
  read_range (call, 3, study.zero, &study.first_event, &study.last_event);
  read_range (call, 4, study.zero, &study.first_estimation, &study.last_estimation);
  if (!check_study (call, &common, &study))
    return false;

  begin = (size_t) study.first_estimation;
  tide_view_use (view, common.rows[begin - 1], common.rows[study.last_event]);
  change_in_place (common.x, (size_t) study.last_event + 1);
  change_in_place (common.y, (size_t) study.last_event + 1);
  if (tide_event_study (common.x + begin, common.y + begin,
                        (size_t) (study.last_estimation - study.first_estimation + 1),
                        (size_t) (study.first_event - study.first_estimation),
                        (size_t) (study.last_event - study.first_event + 1), read_model (call),
                        out_study))
    return true;

  tide_call_miss (call, TIDE_MISSING_TOO_FEW,
                  "no line can be fitted: too few changes, or the second series does not vary");
  return false;
}

/* car and car_t */
static void
evaluate_event (TideCall *call)
{
  TideView      *x = call->args[0].view;
  TideView      *view = tide_view_new_paired (take_first, x, call->args[1].view, x->measure);
  TideEventStudy study;

  if (!run_study (call, view, &study))
    return;

  if (study.has_estimation_error)
    tide_evaluator_add_step (call->evaluator, "with the error of the estimate");
  if (call->function->option == 0)
    tide_call_set_number (call, study.car);
  else if (isnan (study.deviation))
    tide_call_miss (call, TIDE_MISSING_TOO_FEW, "3 changes are needed to estimate a deviation");
  else
    tide_call_set_quotient (call, study.car, study.deviation);
}

#define GROUP "State and events"

static const char *const event_models[] = { "market", "adjusted", "mean", NULL };

static const TideParameter state_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  { "up", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_OPTIONAL, NULL },
  { "down", TIDE_PARAMETER_NUMBER, TIDE_PARAMETER_OPTIONAL, NULL },
};
static const TideParameter event_parameters[] = {
  TIDE_SERIES_PARAMETER ("x"),
  TIDE_SERIES_PARAMETER ("y"),
  { "event", TIDE_PARAMETER_DAY, TIDE_PARAMETER_REQUIRED, NULL },
  { "window", TIDE_PARAMETER_RANGE, TIDE_PARAMETER_OPTIONAL, NULL },
  { "estimation", TIDE_PARAMETER_RANGE, TIDE_PARAMETER_OPTIONAL, NULL },
  { "model", TIDE_PARAMETER_TEXT, TIDE_PARAMETER_NAMED, event_models },
};

#define STATE(name, meaning, formula, kind, which)                                          \
  {                                                                                         \
    .help = { name, NULL, GROUP, name "(x [, up=20%] [, down=20%])", meaning, formula,      \
              "Lunde, Timmermann, Journal of Business and Economic Statistics 22 (2004)" }, \
    TIDE_PARAMETERS (state_parameters), .kinds = (kind), .kernel = evaluate_state,          \
    .option = (which)                                                                       \
  }

#define EVENT(name, meaning, formula, unit_kind, which)                                  \
  {                                                                                      \
    .help = { name, NULL, GROUP,                                                         \
              name "(x, y, event=DAY [, window=-1..3] [, estimation=-250..-11] "         \
                   "[, model=\"market\"|\"adjusted\"|\"mean\"])",                        \
              meaning, formula, "MacKinlay, Journal of Economic Literature 35 (1997)" }, \
    TIDE_PARAMETERS (event_parameters), .kinds = TIDE_KIND_NUMBER, .unit = (unit_kind),  \
    .kernel = evaluate_event, .option = (which)                                          \
  }

const TideFunction tide_functions_state[] = {
  STATE ("market_state",
         "bull after a rise from the lowest value since the turn before, bear after a fall from "
         "the highest",
         "bull once x_t / m - 1 >= up, bear once x_t / M - 1 <= -down",
         TIDE_KIND_TEXT,
         STATE_NAME),
  STATE ("state_since",
         "day of the trough or peak the present state began at, known only afterwards",
         "argmin or argmax of the phase before",
         TIDE_KIND_DAY,
         STATE_SINCE),
  STATE ("state_crossed",
         "day the threshold of the present state was crossed",
         "first t with x_t / m - 1 >= up, or x_t / M - 1 <= -down",
         TIDE_KIND_DAY,
         STATE_CROSSED),
  EVENT ("car",
         "change of x around an event beyond what y, or its own mean, lets expect",
         "sum (R_x - (alpha + beta R_y)), both from the estimation days",
         TIDE_UNIT_CHANGE,
         0),
  EVENT ("car_t",
         "t statistic of car: how many standard deviations it is from nothing",
         "car / sqrt (L2 var), with the error of the estimate below 120 days of it",
         TIDE_UNIT_PLAIN,
         1),
};

const size_t tide_functions_state_count = G_N_ELEMENTS (tide_functions_state);
