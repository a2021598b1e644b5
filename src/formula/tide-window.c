// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <string.h>

/* An observation older than this many sessions does not stand for a day that is
 * named, and makes a value stale. */
#define SESSIONS_MAX 10
/* The days by which history may start late within since= and months. */
#define LATE_START_MAX 7
/* The periods after which a series that is not daily is stale. */
#define PERIODS_MAX 3

TideWindow
tide_window_make_missing (TideMissing code,
                          const char *reason)
{
  return (TideWindow){ .missing = code, .reason = reason };
}

static const char *
format_day (TideEvaluator *evaluator,
            TideDay        day)
{
  char buffer[TIDE_DAY_TEXT_SIZE];

  return tide_arena_strndup (evaluator->arena, tide_day_format (day, buffer),
                             TIDE_DAY_TEXT_SIZE - 1);
}

static const TideSeriesInfo *
get_info (const TideView *view)
{
  return view->series != NULL ? tide_series_get_info (view->series) : NULL;
}

/* Says from when there are observations. */
const char *
tide_window_describe_start (TideEvaluator *evaluator,
                            TideView      *view)
{
  const TideSeriesInfo *info = get_info (view);
  size_t                row;

  if (info != NULL && info->history_limit != NULL)
    return info->history_limit;
  if (!tide_view_find_first (view, 0, &row))
    return "no observation is visible";
  return tide_arena_printf (evaluator->arena, "history starts %s",
                            format_day (evaluator, view->days[row]));
}

static TideWindow
miss_history (TideEvaluator *evaluator,
              TideView      *view)
{
  const TideSeriesInfo *info = get_info (view);
  bool                  limited = info != NULL && info->history_limit != NULL;

  return tide_window_make_missing (limited ? TIDE_MISSING_NOT_YET_KNOWN : TIDE_MISSING_HISTORY,
                                   tide_window_describe_start (evaluator, view));
}

/* There is no observation at all. */
static TideWindow
miss_all (TideEvaluator *evaluator,
          TideView      *view)
{
  const TideSeriesInfo *info = get_info (view);

  if (view->n > 0 && view->gap_reason != NULL)
    return tide_window_make_missing (view->gap, view->gap_reason);
  if (info != NULL && info->history_limit != NULL)
    return tide_window_make_missing (TIDE_MISSING_NOT_YET_KNOWN, info->history_limit);
  if (info == NULL)
    return tide_window_make_missing (TIDE_MISSING_NO_DATA, "the series have no day in common");
  if (evaluator->moment->as_of < TIDE_DAY_MAX)
    return tide_window_make_missing (
      TIDE_MISSING_NO_DATA,
      tide_arena_printf (evaluator->arena, "no observation on or before %s",
                         format_day (evaluator, evaluator->moment->as_of)));
  return tide_window_make_missing (TIDE_MISSING_NO_DATA, "no observation is visible");
}

/* `ended 2024-08-16: no longer published`. */
static const char *
describe_ending (TideEvaluator   *evaluator,
                 const TideFacts *facts)
{
  g_autofree char *reason = tide_facts_dup_ending (facts);

  return tide_arena_printf (evaluator->arena, "ended %s%s%s",
                            format_day (evaluator, facts->ended_day), reason != NULL ? ": " : "",
                            reason != NULL ? reason : "");
}

/* The stored series that had ended before @day; NULL when none had. */
static const TideSeriesInfo *
find_ended (const TideView *view,
            TideDay         day)
{
  const TideSeriesInfo *info = get_info (view);

  if (view->lagged)
    return NULL;
  if (view->class == NULL)
    return info != NULL && info->facts.ended_day != TIDE_DAY_NONE && info->facts.ended_day < day
             ? info
             : NULL;

  info = find_ended (view->a, day);
  return info == NULL && view->b != NULL ? find_ended (view->b, day) : info;
}

static TideWindow
miss_ended (TideEvaluator        *evaluator,
            const TideSeriesInfo *ended)
{
  return tide_window_make_missing (
    TIDE_MISSING_ENDED,
    tide_arena_printf (evaluator->arena, "%s %s %s", ended->symbol, ended->field,
                       describe_ending (evaluator, &ended->facts)));
}

/* Remembers how old the last observation is, when that is more than usual for
 * how often the series comes; the oldest one counts. */
void
tide_window_check_age (TideEvaluator *evaluator,
                       TideView      *view,
                       TideDay        day)
{
  static const int      days_of[] = { [TIDE_FREQUENCY_DAILY] = 1,
                                      [TIDE_FREQUENCY_WEEKLY] = 7,
                                      [TIDE_FREQUENCY_MONTHLY] = 31,
                                      [TIDE_FREQUENCY_QUARTERLY] = 92,
                                      [TIDE_FREQUENCY_YEARLY] = 366 };
  const TideSeriesInfo *info = get_info (view);
  int                   age = evaluator->as_of - day;
  bool                  stale;

  if (age <= 0 || view->lagged)
    return;

  stale = view->frequency == TIDE_FREQUENCY_DAILY
            ? tide_day_count_weekdays (day, evaluator->as_of) > SESSIONS_MAX
            : age > PERIODS_MAX * days_of[view->frequency];
  if (!stale)
    return;

  evaluator->stale_days = MAX (evaluator->stale_days, age);
  if (info != NULL && info->facts.ended_day != TIDE_DAY_NONE)
    tide_evaluator_add_note (evaluator, "%s", describe_ending (evaluator, &info->facts));
}

/* Says of a stored series that days after the observation found, up to the one
 * asked for, are there without a value: the observation does not stand for them
 * in silence. */
static void
note_unreported (TideEvaluator  *evaluator,
                 const TideView *view,
                 TideDay         found,
                 TideDay         asked)
{
  const TideSeriesInfo *info = get_info (view);
  TideTrace            *leaf = view->leaf;
  TideTrace            *traced = evaluator->trace;
  size_t                n = 0;
  const char           *last = NULL;
  const char           *note;

  if (view->gap_reason == NULL)
    return;

  for (size_t row = tide_view_count_until (view, asked); row-- > 0 && view->days[row] > found;)
    if (isnan (view->values[row]) && n++ == 0)
      last = format_day (evaluator, view->days[row]);
  if (n == 0)
    return;

  note = n == 1 ? tide_arena_printf (evaluator->arena, "%s %s %s on %s", info->symbol,
                                     info->field, view->gap_reason, last)
                : tide_arena_printf (evaluator->arena, "%s %s %s on %zu days up to %s",
                                     info->symbol, info->field, view->gap_reason, n, last);
  tide_evaluator_add_note (evaluator, "%s, the one before is of %s", note,
                           format_day (evaluator, found));

  if (leaf == NULL || (leaf->note != NULL && strstr (leaf->note, note) != NULL))
    return;
  evaluator->trace = leaf;
  tide_evaluator_add_step (evaluator, "%s", note);
  evaluator->trace = traced;
}

/* The same of a calculated series, whose gaps are those of what it was
 * calculated from. */
static void
note_gaps (TideEvaluator  *evaluator,
           const TideView *view,
           TideDay         found,
           TideDay         asked)
{
  if (view->lagged)
    return;

  if (view->class == NULL)
    {
      note_unreported (evaluator, view, found, asked);
      return;
    }

  note_gaps (evaluator, view->a, found, asked);
  if (view->b != NULL)
    note_gaps (evaluator, view->b, found, asked);
}

/* The stored series whose later value, held but refused, keeps the observation
 * of @found from standing for today; NULL when there is none. */
static const TideSeriesInfo *
find_refusal (const TideView *view,
              TideDay         found)
{
  const TideSeriesInfo *info = get_info (view);

  if (view->lagged)
    return NULL;
  if (view->class == NULL)
    return info != NULL && info->refused_day > found ? info : NULL;

  info = find_refusal (view->a, found);
  return info == NULL && view->b != NULL ? find_refusal (view->b, found) : info;
}

static TideWindow
find_last (TideEvaluator *evaluator,
           TideView      *view)
{
  size_t row;

  if (!tide_view_find_last (view, view->n, &row))
    return miss_all (evaluator, view);

  note_gaps (evaluator, view, view->days[row], TIDE_DAY_MAX);
  tide_window_check_age (evaluator, view, view->days[row]);
  return (TideWindow){ .first = row, .last = row };
}

/* Finds the last visible observation. After it there may be a value that counts
 * for nothing, such as a multiple below zero: the observation is then no longer
 * the present one, and there is none. */
TideWindow
tide_window_find_end (TideEvaluator *evaluator,
                      TideView      *view)
{
  TideWindow            window = find_last (evaluator, view);
  const TideSeriesInfo *refusal = NULL;

  if (window.missing == TIDE_MISSING_NONE)
    refusal = find_refusal (view, view->days[window.last]);
  if (refusal == NULL)
    return window;

  return tide_window_make_missing (
    TIDE_MISSING_DOMAIN,
    tide_arena_printf (evaluator->arena, "%s %s of %s is %s", refusal->symbol, refusal->field,
                       format_day (evaluator, refusal->refused_day), refusal->gap_reason));
}

/* Finds the observation that stands for @day: the last one on or before it, if
 * that is recent enough. */
TideWindow
tide_window_find_at (TideEvaluator *evaluator,
                     TideView      *view,
                     TideDay        day)
{
  const TideSeriesInfo *ended;
  size_t                row;

  if (day > evaluator->as_of && evaluator->moment->as_of < TIDE_DAY_MAX)
    return tide_window_make_missing (
      TIDE_MISSING_AFTER_AS_OF,
      tide_arena_printf (evaluator->arena, "%s lies after the as-of day %s",
                         format_day (evaluator, day),
                         format_day (evaluator, evaluator->moment->as_of)));

  if ((ended = find_ended (view, day)) != NULL)
    return miss_ended (evaluator, ended);
  if (!tide_view_find_last (view, tide_view_count_until (view, day), &row))
    return tide_view_find_last (view, view->n, &row) ? miss_history (evaluator, view)
                                                     : miss_all (evaluator, view);

  if (tide_day_count_weekdays (view->days[row], day) > SESSIONS_MAX)
    return tide_window_make_missing (
      TIDE_MISSING_TOO_OLD,
      tide_arena_printf (evaluator->arena,
                         "the last observation on or before %s is of %s, more than %d sessions old",
                         format_day (evaluator, day), format_day (evaluator, view->days[row]),
                         SESSIONS_MAX));
  note_gaps (evaluator, view, view->days[row], day);
  return (TideWindow){ .first = row, .last = row };
}

/* A window that begins at history's start because the caller allows it. */
static TideWindow
shorten (TideEvaluator *evaluator,
         TideView      *view,
         size_t         last)
{
  TideWindow window = { .last = last, .has_base = true };

  tide_view_find_first (view, 0, &window.first);
  window.base = window.first;
  tide_evaluator_add_note (evaluator, "short window: %s",
                           tide_window_describe_start (evaluator, view));
  return window;
}

/* kD: the k-th observation before the last one is the base, the last k are the
 * window. */
static TideWindow
find_by_count (TideEvaluator  *evaluator,
               TideView       *view,
               const TideSpan *span,
               size_t          last)
{
  TideWindow window = { .first = last, .last = last };
  size_t     row = last;
  size_t     count = (size_t) span->period.count;

  /* Without gaps nobody has to count. */
  if (last >= view->dense && last - view->dense >= count)
    return (TideWindow){
      .base = last - count, .first = last - count + 1, .last = last, .has_base = true
    };

  for (int i = 1; i < span->period.count; i++)
    {
      if (!tide_view_find_last (view, row, &row))
        return span->is_short ? shorten (evaluator, view, last) : miss_history (evaluator, view);
      window.first = row;
    }

  window.has_base = tide_view_find_last (view, row, &window.base);
  if (!window.has_base && span->is_short)
    return shorten (evaluator, view, last);
  return window;
}

/* A calendar period: the base is the last observation on or before the base
 * day, the window what comes after that day. */
static TideWindow
find_by_calendar (TideEvaluator  *evaluator,
                  TideView       *view,
                  const TideSpan *span,
                  size_t          last)
{
  TideDay    day = tide_period_get_base_day (span->period, view->days[last]);
  size_t     after = tide_view_count_until (view, day);
  TideWindow window = { .last = last };

  window.has_base = tide_view_find_last (view, after, &window.base);
  tide_view_find_first (view, after, &window.first);
  if (window.has_base || view->days[window.first] == day + 1)
    return window;
  return span->is_short ? shorten (evaluator, view, last) : miss_history (evaluator, view);
}

static TideWindow
find_by_period (TideEvaluator  *evaluator,
                TideView       *view,
                const TideSpan *span,
                size_t          last)
{
  TideWindow window = { .last = last, .has_base = true };

  if (span->period.kind == TIDE_PERIOD_OBSERVATIONS)
    return find_by_count (evaluator, view, span, last);
  if (span->period.kind != TIDE_PERIOD_MAX)
    return find_by_calendar (evaluator, view, span, last);

  tide_view_find_first (view, 0, &window.first);
  window.base = window.first;
  return window;
}

static TideWindow
miss_between (TideEvaluator *evaluator,
              TideDay        start,
              TideDay        end)
{
  return tide_window_make_missing (TIDE_MISSING_NO_DATA,
                                   tide_arena_printf (evaluator->arena,
                                                      "no observation from %s to %s",
                                                      format_day (evaluator, start),
                                                      format_day (evaluator, end)));
}

/* The days from @start to @end: since= and months. History may start a little
 * late. */
static TideWindow
find_between (TideEvaluator  *evaluator,
              TideView       *view,
              const TideSpan *span,
              TideDay         start,
              TideDay         end)
{
  TideWindow            window = { .has_base = false };
  const TideSeriesInfo *ended;
  size_t                first;

  if (start > evaluator->as_of && evaluator->moment->as_of < TIDE_DAY_MAX)
    return tide_window_make_missing (
      TIDE_MISSING_AFTER_AS_OF,
      tide_arena_printf (evaluator->arena, "%s lies after the as-of day %s",
                         format_day (evaluator, start),
                         format_day (evaluator, evaluator->moment->as_of)));

  if (!tide_view_find_first (view, 0, &first))
    return miss_all (evaluator, view);
  if (view->days[first] > start + LATE_START_MAX && !span->is_short)
    return miss_history (evaluator, view);
  if (view->days[first] > start + LATE_START_MAX)
    tide_evaluator_add_note (evaluator, "short window: %s",
                             tide_window_describe_start (evaluator, view));

  if (!tide_view_find_first (view, tide_view_count_until (view, start - 1), &window.first) ||
      !tide_view_find_last (view, tide_view_count_until (view, end), &window.last) ||
      window.last < window.first)
    return (ended = find_ended (view, start)) != NULL
             ? miss_ended (evaluator, ended)
             : miss_between (evaluator, start, MIN (end, evaluator->as_of));

  if ((ended = find_ended (view, MIN (end, evaluator->as_of))) != NULL)
    tide_evaluator_add_note (evaluator, "%s", describe_ending (evaluator, &ended->facts));
  window.base = window.first;
  return window;
}

static void
describe_window (TideEvaluator    *evaluator,
                 const TideView   *view,
                 const TideWindow *window)
{
  if (window->missing != TIDE_MISSING_NONE || !evaluator->tracing)
    return;

  if (window->has_base)
    tide_evaluator_add_step (evaluator, "base day %s",
                             format_day (evaluator, view->days[window->base]));
  tide_evaluator_add_step (evaluator, "window %s to %s",
                           format_day (evaluator, view->days[window->first]),
                           format_day (evaluator, view->days[window->last]));
}

static TideWindow
find_month (TideEvaluator  *evaluator,
            TideView       *view,
            const TideSpan *span)
{
  TideDay end = tide_month_last_day (span->month);

  if (evaluator->as_of < end)
    tide_evaluator_add_note (evaluator, "part month");
  return find_between (evaluator, view, span, tide_month_first_day (span->month), end);
}

/* Finds the observations an aggregate looks at. */
TideWindow
tide_window_find (TideEvaluator  *evaluator,
                  TideView       *view,
                  const TideSpan *span)
{
  TideWindow window;

  if (span->has_month)
    window = find_month (evaluator, view, span);
  else
    {
      window = find_last (evaluator, view);
      if (window.missing == TIDE_MISSING_NONE)
        window = span->since != TIDE_DAY_NONE
                   ? find_between (evaluator, view, span, span->since, TIDE_DAY_MAX)
                   : find_by_period (evaluator, view, span, window.last);
    }

  describe_window (evaluator, view, &window);
  return window;
}

/* Both ends are named: from= and to=. */
static TideWindow
find_named_ends (TideEvaluator  *evaluator,
                 TideView       *view,
                 const TideSpan *span)
{
  TideWindow base = tide_window_find_at (evaluator, view, span->from);
  TideWindow end;

  if (base.missing != TIDE_MISSING_NONE)
    return base;
  end = span->to != TIDE_DAY_NONE ? tide_window_find_at (evaluator, view, span->to)
                                  : tide_window_find_end (evaluator, view);
  if (end.missing != TIDE_MISSING_NONE)
    return end;

  end.base = base.first;
  end.first = base.first;
  end.has_base = true;
  return end;
}

/* Finds the two observations a change is taken between: base and last. */
TideWindow
tide_window_find_pair (TideEvaluator  *evaluator,
                       TideView       *view,
                       const TideSpan *span)
{
  TideWindow window;

  if (span->from != TIDE_DAY_NONE)
    window = find_named_ends (evaluator, view, span);
  else
    {
      window = tide_window_find_end (evaluator, view);
      if (window.missing == TIDE_MISSING_NONE)
        window = find_by_period (evaluator, view, span, window.last);
      if (window.missing == TIDE_MISSING_NONE && !window.has_base)
        window = miss_history (evaluator, view);
    }

  if (window.missing == TIDE_MISSING_NONE && evaluator->tracing)
    tide_evaluator_add_step (evaluator, "base day %s",
                             format_day (evaluator, view->days[window.base]));
  return window;
}
