// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-frame-private.h"

static const char *const text_roles[] = {
  [TIDE_CHART_TEXT_TITLE] = "title",
  [TIDE_CHART_TEXT_SUBTITLE] = "subtitle",
  [TIDE_CHART_TEXT_LEGEND] = "legend",
  [TIDE_CHART_TEXT_ROW] = "row",
  [TIDE_CHART_TEXT_VALUE_TICK] = "value",
  [TIDE_CHART_TEXT_TIME_TICK] = "time",
  [TIDE_CHART_TEXT_CLOSURE] = "closure",
  [TIDE_CHART_TEXT_VOLUME] = "volume",
  [TIDE_CHART_TEXT_TINT] = "tint-words",
  [TIDE_CHART_TEXT_END] = "end-words",
  [TIDE_CHART_TEXT_WINDOW] = "window-words",
  [TIDE_CHART_TEXT_FLAG] = "flag",
  [TIDE_CHART_TEXT_TAG] = "tag",
  [TIDE_CHART_TEXT_EMPTY] = "empty",
  [TIDE_CHART_TEXT_NOTE] = "note",
  [TIDE_CHART_TEXT_SOURCE] = "source",
};

static const char *const rule_roles[] = {
  [TIDE_CHART_RULE_GRID] = "grid",
  [TIDE_CHART_RULE_ZERO] = "zero",
  [TIDE_CHART_RULE_TINT] = "tint-edge",
  [TIDE_CHART_RULE_AXIS] = "axis",
  [TIDE_CHART_RULE_TICK] = "tick",
  [TIDE_CHART_RULE_END] = "end",
  [TIDE_CHART_RULE_BEFORE] = "before",
  [TIDE_CHART_RULE_WINDOW] = "window",
  [TIDE_CHART_RULE_EVENT] = "event",
  [TIDE_CHART_RULE_KEY] = "key",
  [TIDE_CHART_RULE_LEADER] = "leader",
};

static const char *const types[] = {
  [TIDE_CHART_LINE] = "line",
  [TIDE_CHART_STEP] = "step",
  [TIDE_CHART_AREA] = "area",
  [TIDE_CHART_CANDLE] = "candle",
  [TIDE_CHART_BAR] = "bar",
  [TIDE_CHART_COLUMN] = "column",
  [TIDE_CHART_LEVEL] = "level",
  [TIDE_CHART_BAND] = "band",
};

/* Lengths to a tenth, with the point in every locale, and no negative zero. */
void
tide_chart_print_length (GString *text,
                         double   length)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (length > -0.05 && length < 0.05)
    length = 0;
  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.1f", length));
}

void
tide_chart_print_value (GString *text,
                        double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

void
tide_chart_print_rect (GString             *text,
                       const TideChartRect *rect)
{
  tide_chart_print_length (text, rect->x);
  tide_chart_print_length (text, rect->y);
  tide_chart_print_length (text, rect->width);
  tide_chart_print_length (text, rect->height);
}

void
tide_chart_print_color (GString  *text,
                        TideColor color)
{
  char buffer[TIDE_COLOR_TEXT_SIZE];

  g_string_append_printf (text, " %s", tide_color_format (color, buffer));
}

static void
print_head (const TideChartLayout *self,
            GString               *text)
{
  bool paper = tide_chart_spec_get_data (self->spec)->medium == TIDE_CHART_PAPER;

  g_string_append_printf (text, "%s %s", paper ? "paper" : "screen",
                          tide_theme_mode_to_string (self->theme.mode));
  tide_chart_print_length (text, self->width);
  tide_chart_print_length (text, self->height);
  g_string_append (text, "\nplot-area");
  tide_chart_print_rect (text, &self->plot_area);
  if (self->volume_area.height > 0)
    {
      g_string_append (text, "\nvolume-area");
      tide_chart_print_rect (text, &self->volume_area);
    }
  g_string_append_c (text, '\n');
}

static void
print_time (const TideChartLayout *self,
            GString               *text)
{
  char first[TIDE_DAY_TEXT_SIZE];
  char last[TIDE_DAY_TEXT_SIZE];

  if (self->time.n_slots == 0)
    return;

  g_string_append_printf (text, "%s %s %s %zu",
                          self->time.days != NULL ? "sessions" : "calendar",
                          tide_day_format (self->time.first, first),
                          tide_day_format (self->time.last, last), self->time.n_slots);
  tide_chart_print_length (text, self->time.left);
  tide_chart_print_length (text, self->time.step);
  if (self->time.frequency != TIDE_FREQUENCY_DAILY)
    g_string_append_printf (text, " %s", tide_frequency_to_string (self->time.frequency));
  g_string_append_c (text, '\n');
}

void
tide_chart_print_rule (GString             *text,
                       const TideChartRule *rule)
{
  g_string_append (text, rule_roles[rule->role]);
  tide_chart_print_length (text, rule->x0);
  tide_chart_print_length (text, rule->y0);
  tide_chart_print_length (text, rule->x1);
  tide_chart_print_length (text, rule->y1);
  if (rule->dash != 0)
    g_string_append_printf (text, " dash %d", rule->dash);
  g_string_append_c (text, '\n');
}

static void
print_plot (const TideChartLayout *self,
            GString               *text,
            const TideChartPlot   *plot)
{
  const char *label = plot->volume ? "Volume"
                                   : tide_chart_spec_get_layer (self->spec, plot->layer)->label;

  g_string_append_printf (text, "%s \"%s\" rows %zu-%zu", types[plot->type], label, plot->begin,
                          plot->end);
  tide_chart_print_value (text, plot->scale.low);
  tide_chart_print_value (text, plot->scale.high);
  if (plot->scale.kind == TIDE_CHART_SCALE_LOG)
    g_string_append (text, " log");
  if (plot->scale.at_low < plot->scale.at_high)
    g_string_append (text, " inverted");
  if (plot->n_slices > 1)
    g_string_append_printf (text, " slice %u of %u", plot->slice + 1, plot->n_slices);
  if (plot->factor != 1)
    {
      g_string_append (text, " factor");
      tide_chart_print_value (text, plot->factor);
    }
  tide_chart_print_color (text, plot->color);
  if (plot->dash != 0)
    g_string_append_printf (text, " dash %d", plot->dash);
  g_string_append (text, plot->edges ? " edges" : "");
  g_string_append (text, plot->points ? " points" : "");
  g_string_append (text, plot->hollow_last ? " hollow-last" : "");
  g_string_append_c (text, '\n');
}

static void
print_tag (GString            *text,
           const TideChartTag *tag)
{
  char day[TIDE_DAY_TEXT_SIZE];

  g_string_append_printf (text, "%s %zu", tag->quiet ? "level-name" : "tag-box", tag->plot);
  tide_chart_print_rect (text, &tag->box);
  tide_chart_print_value (text, tag->value);
  g_string_append_printf (text, " %s", tide_day_format (tag->day, day));
  tide_chart_print_color (text, tag->color);
  g_string_append_c (text, '\n');
}

void
tide_chart_print_text (GString             *text,
                       const TideChartText *printed)
{
  g_string_append (text, text_roles[printed->role]);
  tide_chart_print_rect (text, &printed->box);
  g_string_append_printf (text, " \"%s\"\n", printed->text);
}

static void
print_shades (const TideChartLayout *self,
              GString               *text)
{
  for (size_t i = 0; i < self->shades->len; i++)
    {
      const TideChartShade *shade = &g_array_index (self->shades, TideChartShade, i);

      g_string_append (text, "shade");
      tide_chart_print_rect (text, &shade->box);
      tide_chart_print_color (text, shade->color);
      g_string_append (text, shade->hatched ? " hatched\n" : "\n");
    }
}

static void
print_handles (const TideChartLayout *self,
               GString               *text)
{
  for (size_t i = 0; i < self->handles->len; i++)
    {
      const TideChartHandle *handle = &g_array_index (self->handles, TideChartHandle, i);
      char                   day[TIDE_DAY_TEXT_SIZE];

      g_string_append_printf (text, "%s %s",
                              handle->edge == TIDE_CHART_EDGE_FROM ? "edge-from" : "edge-to",
                              tide_day_format (handle->day, day));
      tide_chart_print_rect (text, &handle->grip);
      g_string_append_c (text, '\n');
    }
  for (size_t i = 0; i < self->flags->len; i++)
    {
      const TideChartFlag *flag = &g_array_index (self->flags, TideChartFlag, i);

      g_string_append_printf (text, "flag-box %zu shape %u", flag->event, flag->shape);
      tide_chart_print_rect (text, &flag->box);
      tide_chart_print_color (text, flag->color);
      g_string_append_c (text, '\n');
    }
}

/**
 * tide_chart_layout_to_text:
 * @self: a layout
 *
 * Prints a layout for tests and for reports of errors: one thing a line, lengths
 * to a tenth of a unit. The form may change; it is not read back.
 *
 * Returns: (transfer full): the text
 */
char *
tide_chart_layout_to_text (const TideChartLayout *self)
{
  GString *text = g_string_new (NULL);

  print_head (self, text);
  print_time (self, text);
  print_shades (self, text);
  for (size_t i = 0; i < self->rules->len; i++)
    tide_chart_print_rule (text, &g_array_index (self->rules, TideChartRule, i));
  for (size_t i = 0; i < self->plots->len; i++)
    print_plot (self, text, &g_array_index (self->plots, TideChartPlot, i));
  print_handles (self, text);
  for (size_t i = 0; i < self->tags->len; i++)
    print_tag (text, &g_array_index (self->tags, TideChartTag, i));
  for (size_t i = 0; i < self->texts->len; i++)
    tide_chart_print_text (text, &g_array_index (self->texts, TideChartText, i));
  for (size_t i = 0; i < self->notices->len; i++)
    g_string_append_printf (text, "notice \"%s\"\n",
                            (const char *) g_ptr_array_index (self->notices, i));

  return g_string_free (text, FALSE);
}
