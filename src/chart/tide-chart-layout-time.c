// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>
#include <string.h>

/* Closed for more than three weekdays, counting the one it opens again on. */
#define CLOSURE_WEEKDAYS 3
/* Where a session is narrower than this a closure of a week is no distance. */
#define NARROW_SESSION 2.0

/* A run of labels is legible with this much between them, in font sizes. */
#define LABEL_GAP 1.0

/* Days of both, ascending, each once. */
static GArray *
merge_days (const TideDay *a,
            size_t         n_a,
            const TideDay *b,
            size_t         n_b)
{
  GArray *days = g_array_sized_new (FALSE, FALSE, sizeof (TideDay), (unsigned) MAX (n_a, n_b));
  size_t  i = 0;
  size_t  j = 0;

  while (i < n_a || j < n_b)
    {
      TideDay day_a = i < n_a ? a[i] : INT32_MAX;
      TideDay day_b = j < n_b ? b[j] : INT32_MAX;
      TideDay day = MIN (day_a, day_b);

      g_array_append_val (days, day);
      i += day_a == day;
      j += day_b == day;
    }

  return days;
}

static bool
is_covered (const TideChartTime *time,
            const TideDay       *days,
            size_t               n)
{
  return time->n_slots == n && memcmp (time->days, days, n * sizeof *days) == 0;
}

/* The sessions of one series are borrowed; only a union is copied. */
static void
add_sessions (TideChartLayout *layout,
              const TideDay   *days,
              size_t           n)
{
  TideChartTime *time = &layout->time;
  GArray        *merged;

  if (time->n_slots == 0)
    {
      time->days = days;
      time->n_slots = n;
      return;
    }
  if (is_covered (time, days, n))
    return;

  merged = merge_days (time->days, time->n_slots, days, n);
  g_clear_pointer (&layout->days, g_array_unref);
  layout->days = merged;
  time->days = &g_array_index (merged, TideDay, 0);
  time->n_slots = merged->len;
}

/* A slot is what the layer with the most values has. */
static void
refine_time (TideChartTime *time,
             TideSeries    *series)
{
  TideFrequency frequency = tide_series_get_info (series)->frequency;

  time->frequency = time->n_slots == 0 ? frequency : MIN (time->frequency, frequency);
}

static void
stretch_time (TideChartTime *time,
              TideDay        first,
              TideDay        last)
{
  time->first = time->n_slots == 0 ? first : MIN (time->first, first);
  time->last = time->n_slots == 0 ? last : MAX (time->last, last);
}

void
tide_chart_build_time (TideChartBuild *build)
{
  TideChartTime *time = &build->layout->time;
  bool           calendar;

  calendar = tide_chart_spec_get_spacing (build->spec) == TIDE_CHART_SPACING_CALENDAR;
  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      size_t         begin, end;
      const TideDay *days;

      if (!tide_chart_spec_get_rows (build->spec, i, &begin, &end))
        continue;
      days = tide_series_get_days (build->data->layers[i].series) + begin;
      stretch_time (time, days[0], days[end - begin - 1]);
      if (!calendar)
        refine_time (time, build->data->layers[i].series);
      if (calendar)
        time->n_slots = (size_t) ((int64_t) time->last - time->first + 1);
      else
        add_sessions (build->layout, days, end - begin);
    }
}

static void
add_axis_line (TideChartBuild *build,
               double          y)
{
  TideChartRule rule = {
    .role = TIDE_CHART_RULE_AXIS,
    .x0 = build->left,
    .y0 = y,
    .x1 = build->right,
    .y1 = y,
    .width = build->hair,
    .color = build->layout->theme.axis,
  };

  tide_chart_build_add_rule (build, &rule);
}

static double
get_nominal_days (TideChartStep step)
{
  static const double days[TIDE_CHART_N_STEPS] = {
    1,
    7,
    14,
    30.4,
    60.9,
    91.3,
    182.6,
    365.2,
    730.5,
    1826,
    3652,
    7305,
    18262,
    36524,
    182621,
    365242,
  };

  return days[step];
}

/* Cheap test before labels are measured: a slot for each of fewer labels than
 * could ever fit. */
static bool
may_fit (TideChartBuild *build,
         TideChartStep   step)
{
  const TideChartTime *time = &build->layout->time;
  double               n = ((double) time->last - time->first) / get_nominal_days (step);

  return fmin (n, (double) time->n_slots) * 2 * build->label_size <= build->right - build->left;
}

/* Labels stand centred below their days, moved inwards at the ends. */
static TideChartRect
place_label (TideChartBuild         *build,
             const TideChartDayTick *tick)
{
  TideChartTextStyle style = { build->label_size, false, 0, 1 };
  TideChartRect      box;

  tide_chart_build_measure (build, tick->label, &style, &box);
  box.x = tide_chart_time_map_slot (&build->layout->time, (double) tick->slot) - box.width / 2;
  box.x = fmin (box.x, build->data->width - build->margin - box.width);
  box.x = fmax (box.x, build->margin);
  box.y = build->bottom + 0.55 * build->label_size;

  return box;
}

/* Ticks with the places of their labels, as far as they have room: to measure a
 * text costs more than all else here. */
typedef struct
{
  GArray *ticks; /* (element-type TideChartDayTick) */
  GArray *boxes; /* (element-type TideChartRect) */
} Labels;

static void
free_labels (Labels *labels)
{
  g_array_unref (labels->ticks);
  g_array_unref (labels->boxes);
}

/* Which label first stands too near the one before it; their number when none
 * does. */
static size_t
place_labels (TideChartBuild *build,
              Labels         *labels)
{
  double gap = LABEL_GAP * build->label_size;
  double free_from = -INFINITY;

  g_array_set_size (labels->boxes, 0);
  for (size_t i = 0; i < labels->ticks->len; i++)
    {
      const TideChartDayTick *tick = &g_array_index (labels->ticks, TideChartDayTick, i);
      TideChartRect           box = place_label (build, tick);

      if (box.x < free_from)
        return i;
      free_from = box.x + box.width + gap;
      g_array_append_val (labels->boxes, box);
    }

  return labels->ticks->len;
}

static bool
try_step (TideChartBuild *build,
          TideChartStep   step,
          Labels         *labels)
{
  size_t placed;

  if (!may_fit (build, step))
    return false;

  labels->ticks = tide_chart_ticks_time (&build->layout->time, step);
  labels->boxes = g_array_new (FALSE, FALSE, sizeof (TideChartRect));
  placed = place_labels (build, labels);
  /* A window may begin in the last days of a period. */
  if (placed == 1 && labels->ticks->len > 1)
    {
      g_array_remove_index (labels->ticks, 0);
      tide_chart_ticks_label (labels->ticks, build->layout->time.frequency, step);
      placed = place_labels (build, labels);
    }
  if (placed > 0 && placed == labels->ticks->len)
    return true;

  free_labels (labels);
  return false;
}

static Labels
choose_labels (TideChartBuild *build)
{
  Labels           labels;
  TideChartStep    finest = tide_chart_ticks_finest (build->layout->time.frequency);
  TideChartDayTick only = { .day = build->layout->time.first };

  for (int step = (int) finest; step < TIDE_CHART_N_STEPS; step++)
    {
      if (try_step (build, (TideChartStep) step, &labels))
        return labels;
    }

  labels.ticks = g_array_new (FALSE, TRUE, sizeof (TideChartDayTick));
  labels.boxes = g_array_new (FALSE, FALSE, sizeof (TideChartRect));
  g_array_append_val (labels.ticks, only);
  tide_chart_ticks_label (labels.ticks, build->layout->time.frequency, finest);
  place_labels (build, &labels);
  return labels;
}

static void
add_time_tick (TideChartBuild         *build,
               const TideChartDayTick *tick,
               TideChartRect           box)
{
  TideChartTextStyle style = { build->label_size, false, 0, 1 };
  double             x = tide_chart_time_map_slot (&build->layout->time, (double) tick->slot);
  TideChartRule      rule = {
         .role = TIDE_CHART_RULE_TICK,
         .x0 = x,
         .y0 = build->bottom,
         .x1 = x,
         .y1 = build->bottom + 0.4 * build->label_size,
         .width = build->hair,
         .color = build->layout->theme.axis,
  };

  tide_chart_build_add_rule (build, &rule);
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_TIME_TICK, tick->label, style,
                             build->layout->theme.ink2, box);
}

/* Where evenly spaced sessions leave out more than a long weekend, the axis says
 * so. */
static GArray *
find_closures (const TideChartTime *time)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (size_t));

  if (time->days == NULL || time->step < NARROW_SESSION ||
      time->frequency != TIDE_FREQUENCY_DAILY)
    return slots;

  for (size_t i = 1; i < time->n_slots; i++)
    {
      /* Most steps are to the next day or over a weekend. */
      if (time->days[i] - time->days[i - 1] <= CLOSURE_WEEKDAYS)
        continue;
      if (tide_day_count_weekdays (time->days[i - 1], time->days[i]) <= CLOSURE_WEEKDAYS)
        continue;
      g_array_append_val (slots, i);
    }

  return slots;
}

static void
add_closures (TideChartBuild *build)
{
  g_autoptr (GArray) slots = find_closures (&build->layout->time);
  TideChartTextStyle style = { build->label_size, true, 0, 1 };

  for (size_t i = 0; i < slots->len; i++)
    {
      double        slot = (double) g_array_index (slots, size_t, i) - 0.5;
      TideChartRect box;

      tide_chart_build_measure (build, "//", &style, &box);
      box.x = tide_chart_time_map_slot (&build->layout->time, slot) - box.width / 2;
      box.y = build->bottom - box.height / 2;
      tide_chart_build_add_text (build, TIDE_CHART_TEXT_CLOSURE, "//", style,
                                 build->layout->theme.ink2, box);
    }
}

void
tide_chart_build_time_axis (TideChartBuild *build)
{
  TideChartTime *time = &build->layout->time;
  double         width = build->right - build->left;
  Labels         labels;

  if (width <= 0 || build->bottom <= build->top)
    return;

  add_axis_line (build, build->bottom);
  if (time->n_slots == 0)
    return;

  time->left = build->left;
  time->step = width / (double) time->n_slots;
  if (width < 6 * build->label_size)
    return;

  labels = choose_labels (build);
  for (size_t i = 0; i < labels.ticks->len; i++)
    add_time_tick (build, &g_array_index (labels.ticks, TideChartDayTick, i),
                   g_array_index (labels.boxes, TideChartRect, i));
  free_labels (&labels);
  add_closures (build);
}
