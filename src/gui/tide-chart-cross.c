// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-cross"

#include "config.h"

#include "gui/tide-chart-cross.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-moment-text.h"

/* Between two series; within one, spaces do not break. */
#define GAP "   "
#define NO_BREAK "\u00a0"

static const TideChartPlot *
get_plot (const TideChartLayout *layout,
          size_t                 plot)
{
  return &g_array_index (layout->plots, TideChartPlot, plot);
}

const char *
tide_chart_cross_get_label (const TideChartLayout *layout,
                            size_t                 plot)
{
  const TideChartPlot *drawn = get_plot (layout, plot);

  if (drawn->volume)
    return _ ("Volume");
  return tide_chart_spec_get_layer (layout->spec, drawn->layer)->label;
}

/* A slot of the time axis: a day or a whole month. */
static char *
dup_day (const TideChartLayout *layout,
         TideDay                day)
{
  return tide_period_dup_text (day, layout->time.frequency);
}

static bool
is_bars (const TideChartPlot *plot)
{
  return plot->type == TIDE_CHART_CANDLE || plot->type == TIDE_CHART_BAR;
}

static char *
format_at (const TideChartLayout *layout,
           size_t                 plot,
           TideSeries            *series,
           size_t                 row)
{
  double value = tide_series_get_values (series)[row];

  return tide_chart_layout_format_value (layout, plot, value * get_plot (layout, plot)->factor);
}

/* "O 95.10 H 97.30 L 94.85 C 96.20"; where only the close is held, only that. */
static char *
format_bar (const TideChartLayout *layout,
            size_t                 plot,
            size_t                 row)
{
  const TideChartLayer *layer =
    tide_chart_spec_get_layer (layout->spec, get_plot (layout, plot)->layer);
  g_autofree char *open = format_at (layout, plot, layer->open, row);
  g_autofree char *high = format_at (layout, plot, layer->high, row);
  g_autofree char *low = format_at (layout, plot, layer->low, row);
  g_autofree char *close = format_at (layout, plot, layer->series, row);

  if (!isfinite (tide_series_get_values (layer->open)[row] +
                 tide_series_get_values (layer->high)[row] +
                 tide_series_get_values (layer->low)[row]))
    /* Translators: C is short for close. */
    return g_strdup_printf (_ ("C %s"), close);
  /* Translators: open, high, low, close. */
  return g_strdup_printf (_ ("O %s H %s L %s C %s"), open, high, low, close);
}

/* Change on the row before, for a chart of one instrument. */
static char *
format_change (const TideChartLayout *layout,
               size_t                 plot,
               size_t                 row)
{
  const double *values;
  double        change;

  if (layout->spec == NULL || tide_chart_spec_get_n_layers (layout->spec) != 1 || row == 0 ||
      get_plot (layout, plot)->volume)
    return NULL;

  values = tide_series_get_values (tide_chart_plot_get_series (layout, get_plot (layout, plot)));
  change = values[row] / values[row - 1] - 1;
  if (!isfinite (change) || !(values[row - 1] > 0))
    return NULL;
  return tide_unit_format (tide_unit_of_kind (TIDE_UNIT_CHANGE), change, 1, TIDE_NUMBER_SCREEN);
}

/* "18.1x to 30.9x" */
static char *
format_band (const TideChartLayout *layout,
             size_t                 plot,
             size_t                 row)
{
  const TideChartLayer *layer =
    tide_chart_spec_get_layer (layout->spec, get_plot (layout, plot)->layer);
  g_autofree char *lower = format_at (layout, plot, layer->low, row);
  g_autofree char *upper = format_at (layout, plot, layer->series, row);

  /* Translators: the lower and the upper edge of a band. */
  return g_strdup_printf (_ ("%s to %s"), lower, upper);
}

/* "100.2 MTD" */
static char *
format_whole (const TideChartLayout *layout,
              size_t                 plot,
              const TideChartPoint  *point)
{
  g_autofree char *value = tide_chart_layout_format_value (layout, plot, point->shown);
  const char      *part = tide_chart_layout_get_part (layout, plot, point->row);

  return part != NULL ? g_strconcat (value, " ", part, NULL) : g_steal_pointer (&value);
}

static char *
format_point (const TideChartLayout *layout,
              size_t                 plot,
              const TideChartPoint  *point)
{
  g_autofree char *value = NULL;
  g_autofree char *change = NULL;

  if (!isfinite (point->shown))
    return g_strdup (_ ("not reported"));

  if (get_plot (layout, plot)->type == TIDE_CHART_BAND)
    return format_band (layout, plot, point->row);

  value = is_bars (get_plot (layout, plot)) ? format_bar (layout, plot, point->row)
                                            : format_whole (layout, plot, point);
  change = format_change (layout, plot, point->row);
  return change != NULL ? g_strdup_printf ("%s (%s)", value, change) : g_steal_pointer (&value);
}

static void
append_unbroken (GString    *text,
                 const char *words)
{
  g_auto (GStrv)   parts = g_strsplit (words, " ", -1);
  g_autofree char *joined = g_strjoinv (NO_BREAK, parts);
  g_autofree char *escaped = g_markup_escape_text (joined, -1);

  g_string_append (text, escaped);
}

static void
append_plot (GString               *text,
             const TideChartLayout *layout,
             size_t                 plot,
             TideDay                day)
{
  TideChartPoint      point;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char    *value = NULL;
  char                color[TIDE_COLOR_TEXT_SIZE];

  if (!tide_chart_layout_get_point (layout, plot, day, &point))
    return;

  value = format_point (layout, plot, &point);
  g_string_append_printf (words, " %s %s", tide_chart_cross_get_label (layout, plot), value);
  /* A market that was closed keeps its value, and says of which day it is. */
  if (point.day != day)
    {
      g_autofree char *own = dup_day (layout, point.day);

      g_string_append_printf (words, " (%s)", own);
    }
  g_string_append_printf (text, GAP "<span color=\"%s\">●</span>",
                          tide_color_format (get_plot (layout, plot)->color, color));
  append_unbroken (text, words->str);
}

/* Markup: the day and what every series shows on it. */
char *
tide_chart_cross_dup_readout (const TideChartLayout *layout,
                              TideDay                day)
{
  GString         *text = g_string_new ("<b>");
  g_autofree char *label = dup_day (layout, day);

  append_unbroken (text, label);
  g_string_append (text, "</b>");
  for (size_t i = 0; i < layout->plots->len; i++)
    append_plot (text, layout, i, day);
  return g_string_free (text, FALSE);
}

/* Plain text: one series on one day. */
char *
tide_chart_cross_dup_value_text (const TideChartLayout *layout,
                                 size_t                 plot,
                                 TideDay                day)
{
  TideChartPoint   point;
  g_autofree char *value = NULL;
  g_autofree char *label = NULL;

  if (!tide_chart_layout_get_point (layout, plot, day, &point))
    return NULL;

  value = format_point (layout, plot, &point);
  label = dup_day (layout, point.day);
  return g_strdup_printf ("%s, %s %s", label,
                          tide_chart_cross_get_label (layout, plot), value);
}
