// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-source-shape"

#include "config.h"

#include "desk/tide-source-shape-private.h"

#include <math.h>

#include "model/tide-adjust.h"
#include "model/tide-field.h"

/* Decimals a venue quotes with, for prices that are taken back to their day. */
static int
guess_decimals (TideSeries *series)
{
  const TideSeriesInfo *info = tide_series_get_info (series);
  const double         *values = tide_series_get_values (series);
  size_t                n_rows = tide_series_get_length (series);

  for (size_t row = 0; row < n_rows; row++)
    if (values[row] < 1.0)
      return 4;

  return g_str_equal (info->unit.currency, "HKD") ? 3 : 2;
}

static bool
is_published (const TideDay *published,
              size_t         row,
              TideDay        last_day)
{
  return published[row] == TIDE_DAY_NONE || published[row] <= last_day;
}

/* The rows that had been published by T, of a series some of whose rows had
 * not. Provenance is kept as one run, that of the first row: only back-filled
 * series come here, and one fetch brought what was filled in. */
static TideSeries *
keep_published (TideSeries *series,
                TideDay     last_day)
{
  const TideDay     *published = tide_series_get_published (series);
  const TideDay     *from_days = tide_series_get_days (series);
  const double      *from_values = tide_series_get_values (series);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (TideDay));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (TideDay));
  size_t             n_origins = 0;
  const TideOrigin  *origins = tide_series_get_origins (series, &n_origins);

  for (size_t row = 0; row < tide_series_get_length (series); row++)
    if (is_published (published, row, last_day))
      {
        g_array_append_val (days, from_days[row]);
        g_array_append_val (values, from_values[row]);
        g_array_append_val (known, published[row]);
      }
  if (days->len == 0)
    return tide_series_slice (series, 0, 0);

  return tide_series_new_full (tide_series_get_info (series),
                               (const TideDay *) (void *) days->data,
                               (const double *) (void *) values->data, days->len,
                               (const TideDay *) (void *) known->data, origins,
                               MIN (n_origins, 1));
}

/* Rows after T go, and rows published after it. */
TideSeries *
tide_source_cut (TideSeries *series,
                 TideDay     last_day)
{
  size_t                 n_rows = tide_series_count_until (series, last_day);
  g_autoptr (TideSeries) visible = NULL;
  const TideDay         *published;
  size_t                 row = 0;

  visible = n_rows < tide_series_get_length (series) ? tide_series_slice (series, 0, n_rows)
                                                     : tide_series_ref (series);
  published = tide_series_get_published (visible);
  while (published != NULL && row < n_rows && is_published (published, row, last_day))
    row++;

  return published == NULL || row == n_rows ? g_steal_pointer (&visible)
                                            : keep_published (visible, last_day);
}

/* Money is answered in whole units of the currency: pence become pounds. */
TideSeries *
tide_source_scale (TideSeries *series)
{
  TideSeriesInfo info = *tide_series_get_info (series);
  const char    *currency = NULL;
  size_t         n_rows = tide_series_get_length (series);
  const double  *from = tide_series_get_values (series);
  double        *values;
  double         parts;

  if (info.unit.kind != TIDE_UNIT_CURRENCY)
    return tide_series_ref (series);

  parts = round (1.0 / tide_currency_get_scale (info.unit.currency, &currency));
  if (parts == 1.0 || currency == NULL)
    return tide_series_ref (series);

  /* Division by 100 is rounded once; a product with 0.01 twice. */
  values = g_new (double, n_rows);
  for (size_t row = 0; row < n_rows; row++)
    values[row] = from[row] / parts;
  info.unit = tide_unit_of_currency (currency);

  return tide_series_new_like (series, &info, values);
}

/* A multiple of zero or below says that there were no earnings, not that the
 * price is low: it is no observation. */
TideSeries *
tide_source_refuse_losses (TideSeries *series)
{
  TideSeriesInfo info = *tide_series_get_info (series);
  const TideDay *days = tide_series_get_days (series);
  const double  *from = tide_series_get_values (series);
  size_t         n_rows = tide_series_get_length (series);
  double        *values = NULL;
  size_t         row = 0;

  if (info.unit.kind != TIDE_UNIT_MULTIPLE)
    return tide_series_ref (series);
  while (row < n_rows && !(from[row] <= 0.0))
    row++;
  if (row == n_rows)
    return tide_series_ref (series);

  values = g_memdup2 (from, n_rows * sizeof (double));
  for (; row < n_rows; row++)
    if (from[row] <= 0.0)
      {
        values[row] = NAN;
        info.refused_day = days[row];
      }
  info.gap_reason = "zero or below, which is no multiple";

  return tide_series_new_like (series, &info, values);
}

/* Values published long after the days they describe, all on one day, were
 * calculated backwards when the series was launched. */
static TideDay
find_launch (TideSeries *series)
{
  const TideDay *published = tide_series_get_published (series);
  const TideDay *days = tide_series_get_days (series);
  size_t         n_rows = tide_series_get_length (series);
  size_t         n_filled = 0;

  if (published == NULL || n_rows < 2 || published[0] == TIDE_DAY_NONE)
    return TIDE_DAY_NONE;

  while (n_filled < n_rows && published[n_filled] == published[0] &&
         days[n_filled] < published[0])
    n_filled++;

  return n_filled < 2 ? TIDE_DAY_NONE : published[0];
}

/* Says how many values are older than the series itself, where its first day is
 * known or can be told. */
TideSeries *
tide_source_mark_backfill (TideSeries *series)
{
  TideSeriesInfo   info = *tide_series_get_info (series);
  char             launch[TIDE_DAY_TEXT_SIZE];
  g_autofree char *note = NULL;
  size_t           n_filled;

  if (info.facts.live_since == TIDE_DAY_NONE)
    info.facts.live_since = find_launch (series);
  if (info.facts.live_since == TIDE_DAY_NONE || info.note != NULL)
    return tide_series_ref (series);

  n_filled = tide_series_count_until (series, info.facts.live_since - 1);
  if (n_filled > 0)
    note = g_strdup_printf ("%zu %s back-filled before launch (%s)", n_filled,
                            n_filled == 1 ? "value" : "values",
                            tide_day_format (info.facts.live_since, launch));
  info.note = note;

  return tide_series_new_described (series, &info);
}

TideSeries *
tide_source_adjust (TideSeries   *stored,
                    const char   *field_name,
                    TideDay       last_day,
                    const GArray *actions)
{
  const TideField       *field = tide_field_find (tide_series_get_info (stored)->field);
  const TideAction      *first = actions->len > 0 ? &g_array_index (actions, TideAction, 0) : NULL;
  g_autoptr (TideSeries) price = NULL;
  g_autoptr (TideSeries) visible = NULL;

  if (g_str_equal (field_name, "close_raw"))
    return tide_adjust_raw (stored, first, actions->len, guess_decimals (stored));

  if (field != NULL && field->measure == TIDE_FIELD_QUANTITY)
    return tide_adjust_quantity (stored, first, actions->len, last_day);
  if (field == NULL || field->measure != TIDE_FIELD_PRICE)
    return tide_series_ref (stored);

  price = tide_adjust_price (stored, first, actions->len, last_day);
  if (!g_str_equal (field_name, "total_return"))
    return g_steal_pointer (&price);

  visible = tide_source_cut (price, last_day);
  return tide_adjust_total_return (visible, first, actions->len, last_day);
}

/* Gives a series its name in the formula: `close_raw` is stored as `close`. The
 * name of a multiple says which earnings it rests on, when its source does not. */
TideSeries *
tide_source_name (TideSeries *series,
                  const char *field)
{
  TideSeriesInfo info = *tide_series_get_info (series);
  const char    *horizon = tide_field_get_horizon (field);

  if (g_str_equal (info.field, field) && (info.facts.horizon != NULL || horizon == NULL))
    return tide_series_ref (series);

  info.field = field;
  info.facts.horizon = info.facts.horizon != NULL ? info.facts.horizon : horizon;
  return tide_series_new_described (series, &info);
}
