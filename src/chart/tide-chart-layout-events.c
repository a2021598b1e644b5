// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-layout"

#include "config.h"

#include "tide-chart-layout-private.h"

#include <math.h>

/* Side of a flag, in font sizes. */
#define FLAG_SIZE 1.35
/* Flags that lie too near go one row down, so often. */
#define MOST_ROWS 3

static bool
is_shown (const TideChartBuild *build,
          const TideChartEvent *event)
{
  const TideChartTime *time = &build->layout->time;

  return time->n_slots > 0 && event->day >= time->first && event->day <= time->last;
}

/* "1 DeepSeek shock (27 Jan 2025); 2 …": the number is all that a flag says. */
void
tide_chart_build_flag_notes (TideChartBuild *build)
{
  GString *note = g_string_new (NULL);

  for (size_t i = 0; i < build->data->n_events; i++)
    {
      const TideChartEvent *event = &build->data->events[i];
      char                  day[TIDE_CHART_DAY_LABEL_SIZE];

      if (is_shown (build, event))
        g_string_append_printf (note, "%s%zu %s (%s)", note->len > 0 ? "; " : "Events: ", i + 1,
                                event->name != NULL ? event->name : "event",
                                tide_chart_day_format (event->day, day));
    }
  if (note->len == 0)
    {
      g_string_free (note, TRUE);
      return;
    }
  g_string_append_c (note, '.');
  tide_chart_build_add_notice (build, g_string_free (note, FALSE));
}

static void
add_event_line (TideChartBuild *build,
                double          x,
                double          top)
{
  const TideChartRect *area = &build->layout->plot_area;
  TideChartRule        rule = {
           .role = TIDE_CHART_RULE_EVENT,
           .x0 = x,
           .y0 = top,
           .x1 = x,
           .y1 = area->y + area->height,
           .width = build->hair,
           .dash = 2,
           .color = build->layout->theme.ink2,
  };

  tide_chart_build_add_rule (build, &rule);
}

static void
add_flag (TideChartBuild *build,
          size_t          event,
          TideChartRect   box)
{
  const TideTheme   *theme = &build->layout->theme;
  unsigned int       category = build->data->events[event].category;
  g_autofree char   *number = g_strdup_printf ("%zu", event + 1);
  TideChartTextStyle style = { 0.85 * build->label_size, true, 0, 1 };
  TideChartRect      text;
  TideChartFlag      flag = {
         event,
         box,
         category % TIDE_CHART_N_FLAG_SHAPES,
         theme->series[category % TIDE_THEME_N_SERIES],
  };

  tide_chart_build_measure (build, number, &style, &text);
  text.x = box.x + (box.width - text.width) / 2;
  text.y = box.y + (box.height - text.height) / 2;
  g_array_append_val (build->layout->flags, flag);
  tide_chart_build_add_text (build, TIDE_CHART_TEXT_FLAG, number, style,
                             tide_color_get_text_color (flag.color), text);
}

/* The first row in which a flag is clear of the one before it; the last row, when
 * it is in none. */
static int
choose_row (const double *free_from,
            double        x)
{
  for (int row = 0; row < MOST_ROWS; row++)
    {
      if (x >= free_from[row])
        return row;
    }

  return MOST_ROWS - 1;
}

/* Numbered flags along the top, each over its day. */
void
tide_chart_build_flags (TideChartBuild *build)
{
  const TideChartRect *area = &build->layout->plot_area;
  double               size = FLAG_SIZE * build->label_size;
  double               free_from[MOST_ROWS] = { -INFINITY, -INFINITY, -INFINITY };

  if (area->width < size || area->height < (MOST_ROWS + 3) * size)
    return;

  for (size_t i = 0; i < build->data->n_events; i++)
    {
      const TideChartEvent *event = &build->data->events[i];
      double                x = tide_chart_time_map_day (&build->layout->time, event->day);
      TideChartRect         box = { x - size / 2, area->y, size, size };
      int                   row;

      if (!is_shown (build, event))
        continue;
      box.x = CLAMP (box.x, area->x, area->x + area->width - size);
      row = choose_row (free_from, box.x);
      box.y += row * 1.1 * size;
      free_from[row] = box.x + 1.1 * size;
      add_flag (build, i, box);
      if (build->data->selected_event == i + 1)
        add_event_line (build, x, box.y + size);
    }
}

/**
 * tide_chart_layout_find_event:
 * @self: a layout
 * @x: coordinate in the picture
 * @y: coordinate in the picture
 * @out_event: (out): index of the event in the spec
 *
 * Finds the flag under the pointer, the uppermost where they overlap.
 *
 * Returns: %FALSE where there is none
 */
bool
tide_chart_layout_find_event (const TideChartLayout *self,
                              double                 x,
                              double                 y,
                              size_t                *out_event)
{
  for (size_t i = self->flags->len; i-- > 0;)
    {
      const TideChartFlag *flag = &g_array_index (self->flags, TideChartFlag, i);

      if (x < flag->box.x || x > flag->box.x + flag->box.width || y < flag->box.y ||
          y > flag->box.y + flag->box.height)
        continue;
      *out_event = flag->event;
      return true;
    }

  return false;
}
