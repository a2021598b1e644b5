// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "chart-fixtures.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "tide-test-common.h"

TideDay
chart_day (const char *text)
{
  TideDay day = tide_day_parse (text, strlen (text));

  g_assert_cmpint (day, !=, TIDE_DAY_NONE);
  return day;
}

static void
measure_evenly (const char               *text,
                const TideChartTextStyle *style,
                double                   *out_width,
                double                   *out_height,
                void                     *user_data)
{
  double width = 0.5 * style->size * (double) g_utf8_strlen (text, -1);
  double lines = 1;

  if (style->width > 0 && width > style->width)
    {
      lines = fmin (ceil (width / style->width), style->lines);
      width = style->width;
    }
  *out_width = width;
  *out_height = 1.2 * style->size * lines;
}

TideChartMeasure
chart_measure (void)
{
  return (TideChartMeasure){ measure_evenly, NULL };
}

static TideUnit
parse_unit (const char *text)
{
  TideUnit unit;

  g_assert_true (tide_unit_parse (text, &unit));
  return unit;
}

static TideSeries *
make_series (const char    *symbol,
             const char    *field,
             const char    *unit,
             const TideDay *days,
             const double  *values,
             size_t         n)
{
  TideSeriesInfo info = {
    .symbol = symbol,
    .field = field,
    .source = "csv",
    .unit = parse_unit (unit),
    .frequency = TIDE_FREQUENCY_DAILY,
    .basis = TIDE_BASIS_ADJUSTED,
    .facts = TIDE_FACTS_NONE,
  };

  return tide_series_new (&info, days, values, n);
}

TideSeries *
chart_series_new (const char    *symbol,
                  const char    *unit,
                  const TideDay *days,
                  const double  *values,
                  size_t         n)
{
  return make_series (symbol, "close", unit, days, values, n);
}

/* Weekdays from a day on. */
static TideDay *
make_weekdays (TideDay day,
               size_t  n)
{
  TideDay *days = g_new (TideDay, MAX (n, 1));

  for (size_t i = 0; i < n; i++)
    {
      while (tide_day_count_weekdays (day - 1, day) == 0)
        day++;
      days[i] = day++;
    }

  return days;
}

TideSeries *
chart_series_daily (const char   *symbol,
                    const char   *unit,
                    const char   *first_day,
                    const double *values,
                    size_t        n)
{
  TideDay    *days = make_weekdays (chart_day (first_day), n);
  TideSeries *series = chart_series_new (symbol, unit, days, values, n);

  g_free (days);
  return series;
}

TideSeries *
chart_series_walk (uint32_t seed,
                   size_t   n,
                   double   gap_share)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  TideDay          *days = g_new (TideDay, MAX (n, 1));
  double           *values = g_new (double, MAX (n, 1));
  double            value = 100;
  TideSeries       *series;

  for (size_t i = 0; i < n; i++)
    {
      days[i] = (TideDay) i;
      value *= 1 + 0.02 * (g_rand_double (random) - 0.5);
      values[i] = g_rand_double (random) < gap_share ? NAN : value;
    }

  series = chart_series_new ("WALK", "index", days, values, n);
  g_free (days);
  g_free (values);
  return series;
}

static double
parse_cell (const char *text)
{
  double value;

  return tide_decimal_parse (text, strlen (text), &value) ? value : NAN;
}

/* Date, open, high, low, close, volume: nothing in these files is quoted. */
ChartBars *
chart_bars_load (const char *symbol,
                 const char *unit)
{
  g_autofree char *name = g_strdup_printf ("data/daily/%s.csv", symbol);
  g_autofree char *path = tide_test_dup_shared_path (name);
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;
  TideDay         *days;
  double          *cells;
  size_t           n_lines, n = 0;
  ChartBars       *bars;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  n_lines = g_strv_length (lines);
  days = g_new (TideDay, n_lines);
  cells = g_new (double, 5 * n_lines);
  for (size_t i = 1; i < n_lines; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      if (g_strv_length (fields) < 6)
        continue;
      days[n] = tide_day_parse (fields[0], 10);
      for (size_t j = 0; j < 5; j++)
        cells[j * n_lines + n] = parse_cell (fields[j + 1]);
      /* No volume on a day with a price is a volume that was not reported. */
      if (cells[4 * n_lines + n] == 0)
        cells[4 * n_lines + n] = NAN;
      n++;
    }

  bars = g_new (ChartBars, 1);
  bars->open = make_series (symbol, "open", unit, days, cells, n);
  bars->high = make_series (symbol, "high", unit, days, cells + n_lines, n);
  bars->low = make_series (symbol, "low", unit, days, cells + 2 * n_lines, n);
  bars->close = make_series (symbol, "close", unit, days, cells + 3 * n_lines, n);
  bars->volume = make_series (symbol, "volume", "shares", days, cells + 4 * n_lines, n);
  g_free (days);
  g_free (cells);
  return bars;
}

void
chart_bars_free (ChartBars *bars)
{
  tide_series_unref (bars->open);
  tide_series_unref (bars->high);
  tide_series_unref (bars->low);
  tide_series_unref (bars->close);
  tide_series_unref (bars->volume);
  g_free (bars);
}
