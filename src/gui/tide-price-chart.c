// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-chart"

#include "config.h"

#include "gui/tide-price-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-moment-text.h"

/* A title says so many changes; more are legible on the tags only. */
#define MOST_CHANGES 3
/* Days without a volume that a note names one by one. */
#define MOST_DAYS 2

/* The rows of a series between two days. */
typedef struct
{
  size_t begin;
  size_t end;
} Rows;

static Rows
find_rows (TideSeries *series,
           TideDay     from,
           TideDay     to)
{
  Rows rows = { 0, tide_series_get_length (series) };

  if (from != TIDE_DAY_NONE)
    rows.begin = tide_series_count_until (series, from - 1);
  if (to != TIDE_DAY_NONE)
    rows.end = tide_series_count_until (series, to);
  return rows;
}

static bool
find_finite (TideSeries *series,
             Rows        rows,
             size_t     *out_row)
{
  return tide_series_find_first (series, rows.begin, out_row) && *out_row < rows.end;
}

/* First and last value of a line, and what lies between as a fraction. */
typedef struct
{
  TideDay from;
  TideDay to;
  double  change;
} Move;

static bool
find_move (const TidePriceChart *self,
           const TidePriceLine  *line,
           Move                 *move)
{
  TideSeries    *series = line->close;
  const TideDay *days = tide_series_get_days (series);
  const double  *values = tide_series_get_values (series);
  Rows           rows = find_rows (series, self->from, self->to);
  size_t         first, last;
  bool           found;

  if (self->base != TIDE_DAY_NONE)
    found = tide_series_find_last (series, tide_series_count_until (series, self->base), &first);
  else
    found = find_finite (series, rows, &first);
  if (!found || !tide_series_find_last (series, rows.end, &last) || last <= first ||
      !(values[first] > 0))
    return false;

  move->from = self->base != TIDE_DAY_NONE ? self->base : days[first];
  move->to = days[last];
  move->change = values[last] / values[first] - 1;
  return true;
}

static char *
list_names (const TidePriceChart *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           names = NULL;

  for (size_t i = 0; i < self->n_lines; i++)
    g_strv_builder_add (builder, self->lines[i].name);
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

/* "Alibaba +59.0% since 13 Jan 2025": what the data of the window say. */
static char *
make_title (const TidePriceChart *self)
{
  g_autoptr (GString) moves = g_string_new (NULL);
  TideDay             from = TIDE_DAY_MAX;
  TideDay             to = TIDE_DAY_MIN;
  g_autofree char    *first = NULL;
  g_autofree char    *last = NULL;

  for (size_t i = 0; i < self->n_lines && i < MOST_CHANGES; i++)
    {
      Move             move;
      g_autofree char *change = NULL;

      if (!find_move (self, &self->lines[i], &move))
        return list_names (self);
      change = tide_unit_format (tide_unit_of_kind (TIDE_UNIT_CHANGE), move.change, 1,
                                 TIDE_NUMBER_SCREEN);
      g_string_append_printf (moves, "%s%s %s", i > 0 ? ", " : "", self->lines[i].name, change);
      from = MIN (from, move.from);
      to = MAX (to, move.to);
    }

  first = tide_day_dup_text (from);
  if (self->to == TIDE_DAY_NONE)
    /* Translators: names with their changes, and the first day: "Alibaba +59.0% since 13 Jan". */
    return g_strdup_printf (_ ("%s since %s"), moves->str, first);

  last = tide_day_dup_text (to);
  /* Translators: names with their changes, first and last day. */
  return g_strdup_printf (_ ("%s from %s to %s"), moves->str, first, last);
}

static double
get_value_on (TideSeries *series,
              TideDay     day)
{
  size_t count = tide_series_count_until (series, day);

  if (count == 0 || tide_series_get_days (series)[count - 1] != day)
    return NAN;

  return tide_series_get_values (series)[count - 1];
}

/* Puts a series on the days of the closes; where a price of the day is not held
 * it stays a gap, and the close alone is drawn. */
static TideSeries *
align (TideSeries *close,
       TideSeries *part)
{
  TideSeriesInfo info = *tide_series_get_info (part);
  size_t         n = tide_series_get_length (close);
  const TideDay *days = tide_series_get_days (close);
  double        *values = g_new (double, MAX (n, 1));

  for (size_t row = 0; row < n; row++)
    values[row] = get_value_on (part, days[row]);
  return tide_series_new_like (close, &info, values);
}

static bool
has_bars (const TidePriceChart *self)
{
  return self->open != NULL && self->high != NULL && self->low != NULL;
}

static void
append_sentence (GString    *note,
                 const char *sentence)
{
  if (note->len > 0)
    g_string_append_c (note, ' ');
  g_string_append (note, sentence);
}

/* A day with a price and no volume is a gap, and is said to be one. */
static void
append_volume_gaps (GString              *note,
                    const TidePriceChart *self)
{
  TideSeries      *close = self->lines[0].close;
  Rows             rows = find_rows (close, self->from, self->to);
  const TideDay   *days = tide_series_get_days (close);
  const double    *closes = tide_series_get_values (close);
  size_t           n = 0;
  TideDay          gaps[MOST_DAYS] = { TIDE_DAY_NONE, TIDE_DAY_NONE };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *sentence = NULL;

  for (size_t row = rows.begin; row < rows.end; row++)
    {
      if (!isfinite (closes[row]) || isfinite (get_value_on (self->volume, days[row])))
        continue;
      /* The last ones are kept: they are those that a reader asks about. */
      gaps[0] = gaps[1];
      gaps[1] = days[row];
      n++;
    }
  if (n == 0)
    return;

  first = tide_day_dup_text (gaps[0]);
  second = tide_day_dup_text (gaps[1]);
  if (n == 1)
    /* Translators: %s is a day. */
    sentence = g_strdup_printf (_ ("%s: volume not reported."), second);
  else if (n == MOST_DAYS)
    /* Translators: two days. */
    sentence = g_strdup_printf (_ ("%s and %s: volume not reported."), first, second);
  else
    /* Translators: how many days, and the last of them. */
    sentence = g_strdup_printf (_ ("Volume not reported on %zu days, last on %s."), n, second);
  append_sentence (note, sentence);
}

static char *
make_note (const TidePriceChart *self)
{
  GString *note = g_string_new (NULL);

  if (self->candles && !has_bars (self))
    append_sentence (note, _ ("Open, high and low are not held; closes are drawn."));
  if (self->volume != NULL)
    append_volume_gaps (note, self);
  return g_string_free (note, FALSE);
}

static TideChartSpec *
make_spec (const TidePriceChart *self,
           TideChartLayer       *layers,
           GError              **error)
{
  TideChartData    data;
  g_autofree char *title = make_title (self);
  g_autofree char *note = make_note (self);

  tide_chart_data_init (&data);
  data.medium = TIDE_CHART_SCREEN;
  data.layers = layers;
  data.n_layers = self->n_lines;
  data.volume = self->volume;
  data.title = title;
  data.note = note;
  data.from = self->from;
  data.to = self->to;
  data.rebase = self->base;
  data.log = self->log;
  data.sample = self->sample;
  return tide_chart_spec_new (&data, error);
}

TideChartSpec *
tide_price_chart_new_spec (const TidePriceChart *self,
                           GError              **error)
{
  g_autofree TideChartLayer *layers = g_new0 (TideChartLayer, self->n_lines);
  TideSeries                *close = self->lines[0].close;
  g_autoptr (TideSeries)     open = NULL;
  g_autoptr (TideSeries)     high = NULL;
  g_autoptr (TideSeries)     low = NULL;

  for (size_t i = 0; i < self->n_lines; i++)
    {
      layers[i].type = TIDE_CHART_LINE;
      layers[i].series = self->lines[i].close;
      layers[i].label = self->lines[i].symbol;
      layers[i].color = TIDE_CHART_COLOR_AUTO;
    }
  if (self->candles && has_bars (self))
    {
      open = align (close, self->open);
      high = align (close, self->high);
      low = align (close, self->low);
      layers[0].type = TIDE_CHART_CANDLE;
      layers[0].open = open;
      layers[0].high = high;
      layers[0].low = low;
    }

  return make_spec (self, layers, error);
}

/* The first day from which every line can be counted: each has a value then, or
 * keeps one of a day before. */
TideDay
tide_price_chart_find_base (const TidePriceLine *lines,
                            size_t               n_lines,
                            TideDay              from)
{
  TideDay base = TIDE_DAY_NONE;

  for (size_t i = 0; i < n_lines; i++)
    {
      TideSeries *series = lines[i].close;
      size_t      row;

      if (find_finite (series, find_rows (series, from, TIDE_DAY_NONE), &row))
        base = MAX (base, tide_series_get_days (series)[row]);
    }

  return base;
}

/* An index without volume has none, or only zeros. */
bool
tide_price_chart_has_volume (TideSeries *volume)
{
  const double *values;

  if (volume == NULL)
    return false;

  values = tide_series_get_values (volume);
  for (size_t row = tide_series_get_length (volume); row-- > 0;)
    {
      if (values[row] > 0)
        return true;
    }

  return false;
}
