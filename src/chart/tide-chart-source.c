// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-summary"

#include "config.h"

#include "tide-chart-summary.h"

#include <string.h>

#include "chart/tide-chart-ticks.h"
#include "chart/tide-chart-window-private.h"

static char *
name_source (const char *source)
{
  if (source == NULL)
    return g_strdup ("Tidemark calculations");
  if (g_str_equal (source, "csv"))
    return g_strdup ("imported CSV");
  if (g_str_has_prefix (source, "csv:"))
    return g_strdup_printf ("%s (imported CSV)", source + strlen ("csv:"));
  if (g_str_equal (source, "yahoo"))
    return g_strdup ("Yahoo Finance");
  if (g_str_equal (source, "sample"))
    return g_strdup ("Tidemark sample");

  return g_strdup (source);
}

static void
add_source (GPtrArray  *names,
            const char *source)
{
  char *name = name_source (source);

  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (names, name);
}

/* Sources as received first, what was calculated from them last. */
static char *
list_sources (TideChartSpec *spec)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  bool                  computed = tide_chart_spec_get_data (spec)->rebase != TIDE_DAY_NONE;

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      TideSeries *series = tide_chart_spec_get_layer (spec, i)->series;
      const char *source = series != NULL ? tide_series_get_info (series)->source : NULL;

      if (source != NULL)
        add_source (names, source);
      else
        computed |= series != NULL;
    }
  if (computed)
    add_source (names, NULL);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("; ", (char **) names->pdata);
}

static TideDay
find_last_day (TideChartSpec *spec,
               size_t         layer)
{
  TideSeries *series = tide_chart_spec_get_layer (spec, layer)->series;
  size_t      row;

  if (!tide_chart_window_get_last (spec, layer, &row))
    return TIDE_DAY_NONE;

  return tide_series_get_days (series)[row];
}

static void
append_laggards (GString       *text,
                 TideChartSpec *spec,
                 TideDay        last)
{
  bool any = false;
  char day[TIDE_CHART_DAY_LABEL_SIZE];

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      TideDay own = find_last_day (spec, i);

      if (own == TIDE_DAY_NONE || own == last)
        continue;
      g_string_append_printf (text, "%s%s: %s", any ? ", " : " (",
                              tide_chart_spec_get_layer (spec, i)->label,
                              tide_chart_day_format (own, day));
      any = true;
    }
  if (any)
    g_string_append_c (text, ')');
}

static void
append_as_of (GString       *text,
              TideChartSpec *spec)
{
  TideDay last = TIDE_DAY_NONE;
  char    day[TIDE_CHART_DAY_LABEL_SIZE];

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    last = MAX (last, find_last_day (spec, i));
  if (last == TIDE_DAY_NONE)
    return;

  g_string_append_printf (text, " Data to %s", tide_chart_day_format (last, day));
  append_laggards (text, spec, last);
  g_string_append_c (text, '.');
}

/**
 * tide_chart_summary_new_source:
 * @spec: a chart
 *
 * Writes the whole source line: sources, "Sample, not market data" where it
 * applies, and the last day of the data.
 *
 * Returns: (transfer full): the text; empty when there is nothing to name
 */
char *
tide_chart_summary_new_source (TideChartSpec *spec)
{
  const TideChartData *data = tide_chart_spec_get_data (spec);
  GString             *text = g_string_new (NULL);
  g_autofree char     *sources = NULL;

  sources = data->source != NULL ? g_strdup (data->source) : list_sources (spec);
  if (*sources != '\0')
    g_string_append_printf (text, "Source: %s", sources);
  if (text->len > 0 && text->str[text->len - 1] != '.')
    g_string_append_c (text, '.');
  if (data->sample)
    g_string_append (text, " Sample, not market data.");
  if (data->as_of != NULL && *data->as_of != '\0')
    g_string_append_printf (text, " %s%s", data->as_of,
                            g_str_has_suffix (data->as_of, ".") ? "" : ".");
  else if (data->as_of == NULL)
    append_as_of (text, spec);
  if (*text->str == ' ')
    g_string_erase (text, 0, 1);

  return g_string_free (text, FALSE);
}
