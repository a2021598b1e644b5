// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>
#include <string.h>

#include "chart/tide-chart-window-private.h"

/* Narrower tints have their words in the note; widths in font sizes. */
#define TINT_WORDS 10
/* Of the picture, about what the value axes leave to the plot. */
#define PLOT_PART 0.75
#define END_WIDTH 18
/* Height of the strip of phases, in font sizes. */
#define STRIP 0.45
#define PAD 0.4

/* Calls @func for every tint: the given ones, then those that the facts of the
 * series ask for, each of these once. */
typedef void (*TintFunc) (TideChartBuild      *build,
                          const TideChartTint *tint);

static size_t
count_series (TideChartBuild *build)
{
  size_t n = 0;

  for (size_t i = 0; i < build->data->n_layers; i++)
    n += tide_chart_window_is_series (&build->data->layers[i]);
  return n;
}

/* The day from which on a layer was observed as it happened, if earlier values
 * are shown. */
static TideDay
get_live_since (TideChartBuild *build,
                size_t          layer)
{
  TideSeries *series = build->data->layers[layer].series;
  TideDay     live_since;
  size_t      begin, end;

  if (!tide_chart_window_is_series (&build->data->layers[layer]) ||
      !tide_chart_spec_get_rows (build->spec, layer, &begin, &end))
    return TIDE_DAY_NONE;

  live_since = tide_series_get_info (series)->facts.live_since;
  return live_since > tide_series_get_days (series)[begin] ? live_since : TIDE_DAY_NONE;
}

static bool
is_repeated (TideChartBuild *build,
             size_t          layer,
             TideDay         live_since)
{
  for (size_t i = 0; i < layer; i++)
    {
      if (get_live_since (build, i) == live_since)
        return true;
    }

  return false;
}

static void
for_each_tint (TideChartBuild *build,
               TintFunc        func)
{
  for (size_t i = 0; i < build->data->n_tints; i++)
    func (build, &build->data->tints[i]);

  for (size_t i = 0; i < build->data->n_layers; i++)
    {
      TideDay          live_since = get_live_since (build, i);
      bool             named = count_series (build) > 1;
      g_autofree char *words = NULL;
      char             day[TIDE_CHART_DAY_LABEL_SIZE];
      TideChartTint    tint = { .from = TIDE_DAY_NONE };

      if (live_since == TIDE_DAY_NONE || is_repeated (build, i, live_since))
        continue;
      tint.to = live_since - 1;
      words = g_strdup_printf ("%s%sack-filled before %s",
                               named ? build->data->layers[i].label : "", named ? ": b" : "B",
                               tide_chart_day_format (live_since, day));
      tint.words = words;
      func (build, &tint);
    }
}

/* The slots of a span, as fractions of the axis; false outside the window. */
static bool
find_span (TideChartBuild      *build,
           const TideChartTint *tint,
           double              *out_begin,
           double              *out_end)
{
  const TideChartTime *time = &build->layout->time;
  size_t               begin = 0;
  size_t               end = time->n_slots;

  if (tint->from != TIDE_DAY_NONE)
    begin = tide_chart_time_find_slot (time, tint->from);
  if (tint->to != TIDE_DAY_NONE)
    end = tide_chart_time_find_slot (time, tint->to + 1);
  if (begin >= end)
    return false;

  *out_begin = (double) begin / (double) time->n_slots;
  *out_end = (double) end / (double) time->n_slots;
  return true;
}

static bool
has_room (TideChartBuild *build,
          double          part)
{
  return build->data->bare ||
         part * PLOT_PART * build->data->width >= TINT_WORDS * build->label_size;
}

static void
note_tint (TideChartBuild      *build,
           const TideChartTint *tint)
{
  double begin, end;

  if (tint->phase == TIDE_CHART_PHASE_NONE && tint->words != NULL &&
      find_span (build, tint, &begin, &end) &&
      !has_room (build, end - begin))
    tide_chart_build_add_notice (build, g_strdup_printf ("Tinted: %s.", tint->words));
}

static void
add_edge (TideChartBuild *build,
          double          x)
{
  const TideChartRect *area = &build->layout->plot_area;
  TideChartRule        rule = {
           .role = TIDE_CHART_RULE_TINT,
           .x0 = x,
           .y0 = area->y,
           .x1 = x,
           .y1 = area->y + area->height,
           .width = build->hair,
           .dash = 2,
           .color = build->layout->theme.axis,
  };

  if (x > area->x && x < area->x + area->width)
    tide_chart_build_add_rule (build, &rule);
}

static void
add_words (TideChartBuild      *build,
           const char          *words,
           const TideChartRect *box)
{
  const TideChartRect *area = &build->layout->plot_area;
  double               pad = PAD * build->label_size;
  double               room = build->data->bare ? area->x + area->width - box->x : box->width;
  TideChartTextStyle   style = { build->label_size, false, room - 2 * pad, 3 };
  /* Flags stand along the top. */
  double        top = build->data->n_events > 0 ? 3.2 * build->label_size : 0;
  TideChartRect place = { .x = box->x + pad, .y = box->y + pad + top };

  if (style.width < 3 * build->label_size)
    return;
  tide_chart_build_measure (build, words, &style, &place);
  if (top + place.height + pad < area->height)
    tide_chart_build_add_text (build, TIDE_CHART_TEXT_TINT, words, style,
                               build->layout->theme.ink2, place);
}

/* Under the plot, between the axis and its labels. */
static void
add_strip (TideChartBuild      *build,
           const TideChartTint *tint,
           TideChartRect        span)
{
  const TideTheme *theme = &build->layout->theme;
  bool             bull = tint->phase == TIDE_CHART_PHASE_BULL;
  TideChartShade   strip = {
      .tint = *tint,
      .box = { span.x, build->bottom + build->hair, span.width, STRIP * build->label_size },
      .color = bull ? theme->up_fill : theme->down_fill,
      .opacity = 1,
      .hatched = !bull,
  };

  g_array_append_val (build->layout->shades, strip);
}

static void
add_tint (TideChartBuild      *build,
          const TideChartTint *tint)
{
  TideChartLayout     *layout = build->layout;
  const TideChartRect *area = &layout->plot_area;
  TideChartShade       shade = {
          .tint = *tint,
          .box = *area,
          .color = layout->theme.ink,
          .opacity = layout->theme.state_opacity,
  };
  double begin, end;

  if (!find_span (build, tint, &begin, &end))
    return;

  shade.tint.words = NULL;
  shade.box.x = area->x + begin * area->width;
  shade.box.width = (end - begin) * area->width;
  if (tint->phase != TIDE_CHART_PHASE_BULL)
    g_array_append_val (layout->shades, shade);
  if (tint->phase != TIDE_CHART_PHASE_NONE)
    add_strip (build, &shade.tint, shade.box);
  else
    {
      add_edge (build, shade.box.x);
      add_edge (build, shade.box.x + shade.box.width);
    }
  if (tint->words != NULL && has_room (build, end - begin))
    add_words (build, tint->words, &shade.box);
}

void
tide_chart_build_tints (TideChartBuild *build)
{
  const TideChartRect *area = &build->layout->plot_area;

  if (area->width > 0 && area->height > 0)
    for_each_tint (build, add_tint);
}

/* There is empty room to the right of an end. */
static bool
has_room_after (TideChartBuild *build,
                size_t          layer)
{
  const TideChartTime *time = &build->layout->time;
  TideSeries          *series = build->data->layers[layer].series;
  size_t               row;
  size_t               slot;

  if (!tide_chart_window_get_last (build->spec, layer, &row))
    return false;

  slot = tide_chart_time_find_slot (time, tide_series_get_days (series)[row]);
  return (double) (time->n_slots - slot) / (double) time->n_slots * PLOT_PART *
           build->data->width >=
         END_WIDTH * build->label_size;
}

/* Words that would lie on the values are short, and the reason is in the note. */
static void
note_end (TideChartBuild *build,
          size_t          layer)
{
  const TideChartLayer *drawn = &build->data->layers[layer];
  g_autofree char      *ending = NULL;
  const char           *note = build->data->note;
  char                  day[TIDE_CHART_DAY_LABEL_SIZE];

  if (!tide_chart_window_shows_end (build->spec, layer) || build->data->bare ||
      has_room_after (build, layer))
    return;

  ending = tide_facts_dup_ending (&tide_series_get_info (drawn->series)->facts);
  if (ending == NULL || (note != NULL && strstr (note, ending) != NULL))
    return;
  tide_chart_day_format (tide_series_get_info (drawn->series)->facts.ended_day, day);
  tide_chart_build_add_notice (build, g_strdup_printf ("%s ended %s: %s.", drawn->label, day,
                                                       ending));
}

static bool
has_phases (TideChartBuild *build)
{
  for (size_t i = 0; i < build->data->n_tints; i++)
    {
      if (build->data->tints[i].phase != TIDE_CHART_PHASE_NONE)
        return true;
    }

  return false;
}

/* Words that will have no room beside their tint go into the note, which is laid
 * out before the plot is. */
void
tide_chart_build_tint_notes (TideChartBuild *build)
{
  for_each_tint (build, note_tint);
  if (has_phases (build))
    tide_chart_build_add_notice (build, g_strdup ("Strip: bull solid, bear hatched."));
  for (size_t i = 0; i < build->data->n_layers; i++)
    note_end (build, i);
}

/* "Net buying ended 16 Aug 2024: not published since"; the name only where tags
 * would have said it. */
static char *
make_end_words (TideChartBuild *build,
                size_t          layer)
{
  const TideChartLayer *drawn = &build->data->layers[layer];
  const TideFacts      *facts = &tide_series_get_info (drawn->series)->facts;
  g_autofree char      *ending = NULL;
  bool                  named = count_series (build) > 1;
  char                  day[TIDE_CHART_DAY_LABEL_SIZE];

  if (build->data->bare || has_room_after (build, layer))
    ending = tide_facts_dup_ending (facts);

  return g_strdup_printf ("%s%s %s%s%s", named ? drawn->label : "", named ? " ended" : "Ended",
                          tide_chart_day_format (facts->ended_day, day), ending != NULL ? ": " : "",
                          ending != NULL ? ending : "");
}

/* To the right of the end where nothing is drawn, else above or below it. */
static void
place_end_words (TideChartBuild *build,
                 const char     *words,
                 double          x,
                 double          y)
{
  const TideChartRect *area = &build->layout->plot_area;
  double               pad = PAD * build->label_size;
  double               width = fmin (END_WIDTH * build->label_size, area->width - 2 * pad);
  TideChartTextStyle   style = { build->label_size, false, width, 3 };
  TideChartRect        box;

  if (width < 3 * build->label_size)
    return;
  tide_chart_build_measure (build, words, &style, &box);
  if (box.height > area->height)
    return;

  box.x = x + pad;
  box.y = y - box.height / 2;
  if (box.x + box.width > area->x + area->width)
    {
      box.x = fmax (area->x, fmin (x, area->x + area->width) - box.width);
      box.y = y - box.height - 2 * pad;
      if (box.y < area->y)
        box.y = y + 2 * pad;
    }
  box.y = CLAMP (box.y, area->y, area->y + area->height - box.height);
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_END, words, style, build->layout->theme.ink2,
                             box);
}

/* A line stops at a short bar, columns at one on their zero. */
static void
add_end (TideChartBuild      *build,
         const TideChartPlot *plot)
{
  const TideChartLayer *layer = &build->data->layers[plot->layer];
  g_autofree char      *words = make_end_words (build, plot->layer);
  bool                  columns = plot->type == TIDE_CHART_COLUMN;
  double                half = 0.7 * build->label_size;
  TideChartRule         rule = { .role = TIDE_CHART_RULE_END, .color = plot->color };
  size_t                row;
  double                value, x, y;

  tide_chart_window_get_last (build->spec, plot->layer, &row);
  value = columns ? 0 : tide_series_get_values (layer->series)[row] * plot->factor;
  x = tide_chart_time_map_day (&build->layout->time, tide_series_get_days (layer->series)[row]);
  x += columns ? build->layout->time.step / 2 : 0;
  y = tide_chart_scale_map (&plot->scale, value);
  if (!isfinite (x) || !isfinite (y))
    return;

  y = CLAMP (y, plot->clip.y, plot->clip.y + plot->clip.height);
  rule.x0 = rule.x1 = fmin (x, plot->clip.x + plot->clip.width);
  rule.y0 = y - half;
  rule.y1 = y + half;
  rule.width = build->line_width;
  tide_chart_build_add_rule (build, &rule);
  place_end_words (build, words, rule.x0, y);
}

/* A series that was discontinued says so, and no zero follows it. */
void
tide_chart_build_ends (TideChartBuild *build)
{
  for (size_t i = 0; i < build->layout->plots->len; i++)
    {
      const TideChartPlot *plot = &g_array_index (build->layout->plots, TideChartPlot, i);

      if (!plot->volume && tide_chart_window_shows_end (build->spec, plot->layer))
        add_end (build, plot);
    }
}

/* Where an edge stands: before its first slot, or after its last one. NaN when it
 * is outside of what is shown. */
static double
map_edge (TideChartBuild *build,
          TideChartEdge   edge,
          TideDay         day)
{
  const TideChartTime *time = &build->layout->time;
  size_t               slot = tide_chart_time_find_slot (time, day);

  if (day < time->first || day > time->last)
    return NAN;

  return time->left + ((double) slot + (edge == TIDE_CHART_EDGE_TO ? 1 : 0)) * time->step;
}

static void
add_window_rule (TideChartBuild *build,
                 double          x0,
                 double          y0,
                 double          x1,
                 double          y1)
{
  TideChartRule rule = {
    .role = TIDE_CHART_RULE_WINDOW,
    .x0 = x0,
    .y0 = y0,
    .x1 = x1,
    .y1 = y1,
    .width = build->hair,
    .color = build->layout->theme.ink2,
  };

  tide_chart_build_add_rule (build, &rule);
}

/* Something to take hold of, where the line of the span begins or ends. */
static void
add_handle (TideChartBuild *build,
            TideChartEdge   edge,
            TideDay         day,
            double          x,
            double          y)
{
  double          size = build->paper ? 0 : build->label_size;
  TideChartHandle handle = {
    edge,
    day,
    { x - 0.25 * size, y - 0.6 * size, 0.5 * size, 1.2 * size },
  };
  const TideChartRect *area = &build->layout->plot_area;

  add_window_rule (build, x, area->y, x, area->y + area->height);
  g_array_append_val (build->layout->handles, handle);
}

/* The first day, where the span leaves room for it. */
static void
add_window_words (TideChartBuild *build,
                  double          x,
                  double          y)
{
  char                 day[TIDE_CHART_DAY_LABEL_SIZE];
  g_autofree char     *words = NULL;
  const TideChartRect *area = &build->layout->plot_area;
  TideChartTextStyle   style = { build->label_size, false, 0, 1 };
  TideChartRect        box;

  words = g_strdup_printf ("window from %s",
                           tide_chart_day_format (build->data->window_from, day));
  tide_chart_build_measure (build, words, &style, &box);
  box.x = x + 0.6 * build->label_size;
  box.y = y - box.height - 0.3 * build->label_size;
  if (box.x + box.width < area->x + area->width && box.y > area->y)
    tide_chart_build_add_text (build, TIDE_CHART_TEXT_WINDOW, words, style,
                               build->layout->theme.ink2, box);
}

/* The span of the statistics beside the chart: a line near the bottom of the plot
 * from edge to edge, and the edges. */
void
tide_chart_build_window (TideChartBuild *build)
{
  const TideChartRect *area = &build->layout->plot_area;
  const TideChartTime *time = &build->layout->time;
  TideDay              from = build->data->window_from;
  TideDay              to = build->data->window_to;
  double               y = area->y + area->height - 0.9 * build->label_size;
  double               x0, x1;

  if (from == TIDE_DAY_NONE || time->n_slots == 0 || area->width <= 0 ||
      area->height < 4 * build->label_size)
    return;

  to = to == TIDE_DAY_NONE ? time->last : to;
  if (from > to || from > time->last || to < time->first)
    return;
  x0 = map_edge (build, TIDE_CHART_EDGE_FROM, from);
  x1 = map_edge (build, TIDE_CHART_EDGE_TO, to);
  add_window_rule (build, isnan (x0) ? area->x : x0, y, isnan (x1) ? area->x + area->width : x1,
                   y);
  if (!isnan (x0))
    {
      add_handle (build, TIDE_CHART_EDGE_FROM, from, x0, y);
      add_window_words (build, x0, y);
    }
  if (!isnan (x1) && build->data->window_to != TIDE_DAY_NONE)
    add_handle (build, TIDE_CHART_EDGE_TO, to, x1, y);
}
