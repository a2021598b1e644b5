// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-window"

#include "config.h"

#include "tide-chart-window-private.h"

#include <math.h>
#include <string.h>

static TideChartRange
range_of_rows (const TideChartLayer *layer,
               TideSeries           *series,
               size_t                begin,
               size_t                end)
{
  if (layer->pyramid != NULL && series == layer->series)
    return tide_chart_pyramid_get_range (layer->pyramid, begin, end);

  return tide_chart_range_of_values (tide_series_get_values (series) + begin, end - begin);
}

/* From what a stack stands on to its top. */
static TideChartRange
range_of_stack (const TideChartLayer *layer,
                size_t                begin,
                size_t                end,
                double                factor)
{
  const double  *values = tide_series_get_values (layer->series);
  TideChartRange range = { INFINITY, -INFINITY };

  for (size_t row = begin; row < end; row++)
    {
      double top = (layer->base[row] + values[row]) * factor;

      if (!isfinite (top))
        continue;
      range.min = fmin (range.min, top);
      range.max = fmax (range.max, top);
    }

  return range;
}

/* Values as drawn, rebased ones included. A layer without a base has none. */
TideChartRange
tide_chart_window_get_range (TideChartSpec *spec,
                             size_t         layer)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  TideChartRange        range = { INFINITY, -INFINITY };
  double                factor = tide_chart_spec_get_factor (spec, layer);
  size_t                begin, end;

  if (drawn->type == TIDE_CHART_LEVEL)
    return isfinite (drawn->level) ? (TideChartRange){ drawn->level, drawn->level } : range;
  if (drawn->series == NULL)
    return isfinite (drawn->level) && isfinite (drawn->upper)
             ? (TideChartRange){ fmin (drawn->level, drawn->upper),
                                 fmax (drawn->level, drawn->upper) }
             : range;
  if (!tide_chart_spec_get_rows (spec, layer, &begin, &end) || isnan (factor))
    return range;

  if (drawn->base != NULL)
    return range_of_stack (drawn, begin, end, factor);
  range = range_of_rows (drawn, drawn->series, begin, end);
  if (drawn->type == TIDE_CHART_CANDLE || drawn->type == TIDE_CHART_BAR)
    {
      range = tide_chart_range_unite (range, range_of_rows (drawn, drawn->low, begin, end));
      range = tide_chart_range_unite (range, range_of_rows (drawn, drawn->high, begin, end));
    }
  if (drawn->type == TIDE_CHART_BAND)
    range = tide_chart_range_unite (range, range_of_rows (drawn, drawn->low, begin, end));
  range.min *= factor;
  range.max *= factor;

  return range;
}

TideChartRange
tide_chart_window_get_axis_range (TideChartSpec *spec,
                                  TideChartAxis  axis)
{
  TideChartRange range = { INFINITY, -INFINITY };

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      if (tide_chart_spec_get_layer (spec, i)->axis == axis)
        range = tide_chart_range_unite (range, tide_chart_window_get_range (spec, i));
    }

  return range;
}

bool
tide_chart_window_has_axis (TideChartSpec *spec,
                            TideChartAxis  axis)
{
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      if (tide_chart_spec_get_layer (spec, i)->axis == axis)
        return true;
    }

  return false;
}

/* Levels and bands say something about the series; they are none themselves. */
bool
tide_chart_window_is_series (const TideChartLayer *layer)
{
  return layer->series != NULL && layer->type != TIDE_CHART_BAND;
}

/* Columns and areas stand on zero. */
bool
tide_chart_window_has_columns (TideChartSpec *spec,
                               TideChartAxis  axis)
{
  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      const TideChartLayer *layer = tide_chart_spec_get_layer (spec, i);

      if (layer->axis == axis &&
          (layer->type == TIDE_CHART_COLUMN || layer->type == TIDE_CHART_AREA))
        return true;
    }

  return false;
}

/* A logarithm was asked for and is possible: everything is above zero, and nothing
 * stands on it. */
bool
tide_chart_window_is_log (TideChartSpec *spec,
                          TideChartAxis  axis)
{
  TideChartRange range;

  if (!tide_chart_spec_get_data (spec)->log || tide_chart_window_has_columns (spec, axis))
    return false;

  range = tide_chart_window_get_axis_range (spec, axis);
  return tide_chart_range_is_empty (range) || range.min > 0;
}

bool
tide_chart_window_get_last (TideChartSpec *spec,
                            size_t         layer,
                            size_t        *out_row)
{
  TideSeries *series = tide_chart_spec_get_layer (spec, layer)->series;
  size_t      begin, end;

  return tide_chart_spec_get_rows (spec, layer, &begin, &end) &&
         tide_series_find_last (series, end, out_row) && *out_row >= begin;
}

bool
tide_chart_window_get_first (TideChartSpec *spec,
                             size_t         layer,
                             size_t        *out_row)
{
  TideSeries *series = tide_chart_spec_get_layer (spec, layer)->series;
  size_t      begin, end;

  return tide_chart_spec_get_rows (spec, layer, &begin, &end) &&
         tide_series_find_first (series, begin, out_row) && *out_row < end;
}

/* The word for a part period, when the last value is in the window; NULL when all
 * that is shown are whole periods. */
const char *
tide_chart_window_get_part (TideChartSpec *spec,
                            size_t         layer)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  size_t                begin, end;

  if (drawn->part == NULL || !tide_chart_spec_get_rows (spec, layer, &begin, &end) ||
      end != tide_series_get_length (drawn->series))
    return NULL;

  return isfinite (tide_series_get_values (drawn->series)[end - 1]) ? drawn->part : NULL;
}

/* The series was discontinued, its last value is shown, and others go on. */
bool
tide_chart_window_has_ended (TideChartSpec *spec,
                             size_t         layer,
                             TideDay        last)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  size_t                row;

  return tide_chart_window_shows_end (spec, layer) &&
         tide_chart_window_get_last (spec, layer, &row) &&
         tide_series_get_days (drawn->series)[row] < last;
}

/* The last value of a series that was discontinued is in the window. */
bool
tide_chart_window_shows_end (TideChartSpec *spec,
                             size_t         layer)
{
  const TideChartLayer *drawn = tide_chart_spec_get_layer (spec, layer);
  size_t                begin, end, row;

  return tide_chart_window_is_series (drawn) &&
         tide_series_get_info (drawn->series)->facts.ended_day != TIDE_DAY_NONE &&
         tide_chart_spec_get_rows (spec, layer, &begin, &end) &&
         end == tide_series_get_length (drawn->series) &&
         tide_chart_window_get_last (spec, layer, &row);
}

double
tide_chart_magnitude_get_divisor (double       largest,
                                  const char **out_word)
{
  static const struct
  {
    double      divisor;
    const char *word;
  } magnitudes[] = { { 1e12, "tn" }, { 1e9, "bn" }, { 1e6, "m" } };

  *out_word = "";
  for (size_t i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    {
      if (largest < magnitudes[i].divisor || largest >= 1e6 * 1e12)
        continue;
      *out_word = magnitudes[i].word;
      return magnitudes[i].divisor;
    }

  return 1;
}

/* Unit of what an axis shows; the first layer decides, they all agree. */
TideUnit
tide_chart_window_get_unit (TideChartSpec *spec,
                            TideChartAxis  axis)
{
  if (tide_chart_spec_get_data (spec)->rebase != TIDE_DAY_NONE)
    return tide_unit_plain ();

  for (size_t i = 0; i < tide_chart_spec_get_n_layers (spec); i++)
    {
      if (tide_chart_spec_get_layer (spec, i)->axis == axis)
        return tide_chart_spec_get_layer (spec, i)->unit;
    }

  return tide_unit_plain ();
}

/* What is printed for one of the unit: percentages are kept as fractions, and
 * large amounts are printed in millions and more, with the word in the
 * subtitle. */
double
tide_chart_window_get_multiplier (TideChartSpec *spec,
                                  TideChartAxis  axis,
                                  const char   **out_word)
{
  TideChartRange range;

  *out_word = "";
  switch (tide_chart_window_get_unit (spec, axis).kind)
    {
    case TIDE_UNIT_CHANGE:
    case TIDE_UNIT_SHARE:
    case TIDE_UNIT_POINTS:
      return 100;
    case TIDE_UNIT_PLAIN:
    case TIDE_UNIT_CURRENCY:
    case TIDE_UNIT_SHARES:
    case TIDE_UNIT_INDEX:
      range = tide_chart_window_get_axis_range (spec, axis);
      return 1 / tide_chart_magnitude_get_divisor (fmax (fabs (range.min), fabs (range.max)),
                                                   out_word);
    case TIDE_UNIT_TIMES:
    case TIDE_UNIT_MULTIPLE:
    case TIDE_UNIT_DAYS:
      return 1;
    }

  return 1;
}

const char *
tide_chart_window_get_suffix (TideUnit unit)
{
  if (unit.kind == TIDE_UNIT_CHANGE || unit.kind == TIDE_UNIT_SHARE)
    return "%";
  if (unit.kind == TIDE_UNIT_TIMES || unit.kind == TIDE_UNIT_MULTIPLE)
    return "x";

  return "";
}

char *
tide_chart_window_format_number (double      value,
                                 int         decimals,
                                 const char *suffix)
{
  g_autofree char *number = NULL;
  int              size = value != 0 ? (int) floor (log10 (fabs (value))) : 0;

  /* Beyond this digits hide the size of the number. */
  if (size > 15 || decimals > 9)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strconcat (g_ascii_formatd (buffer, sizeof buffer, "%.3g", value), suffix, NULL);
    }

  number = tide_number_format (value, decimals, TIDE_NUMBER_SCREEN);
  return g_strconcat (number, suffix, NULL);
}

/* A value of a layer as tags, tables and hover show it, without its currency. */
char *
tide_chart_window_format (TideChartSpec *spec,
                          size_t         layer,
                          double         shown)
{
  TideChartAxis axis = tide_chart_spec_get_layer (spec, layer)->axis;
  TideUnit      unit = tide_chart_window_get_unit (spec, axis);
  bool          rebased = tide_chart_spec_get_data (spec)->rebase != TIDE_DAY_NONE;
  const char   *word;
  double        multiplier = tide_chart_window_get_multiplier (spec, axis, &word);
  int           decimals = TIDE_CHART_DECIMALS;

  g_autofree char *number = NULL;

  if (!rebased && multiplier == 1)
    decimals = tide_unit_get_decimals (unit, shown);

  number = tide_chart_window_format_number (shown * multiplier, decimals,
                                            tide_chart_window_get_suffix (unit));
  /* A flow says which way it went. */
  if (tide_chart_spec_get_layer (spec, layer)->directed && shown > 0 &&
      strpbrk (number, "123456789") != NULL)
    return g_strconcat ("+", number, NULL);

  return g_steal_pointer (&number);
}
