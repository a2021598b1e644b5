// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-flows"

#include "config.h"

#include "tide-sample-private.h"

/* Turnover is made in steps of HKD 10 m. */
#define TURNOVER_STEP 1e7
/* Southbound trading needs both markets. */
static bool
is_connected (TideDay day)
{
  return tide_sample_is_open (TIDE_SAMPLE_HONG_KONG, day) &&
         tide_sample_is_open (TIDE_SAMPLE_MAINLAND, day);
}

static void
add_flow (TideBatch *batch,
          TideDay    day,
          int64_t    turnover)
{
  uint64_t stream = tide_sample_stream ("STOCK-CONNECT/SOUTH");
  double   lean = 0.05 + 0.07 * tide_sample_noise (stream, (uint64_t) day, 1);
  int64_t  net = (int64_t) ((double) turnover * CLAMP (lean, -0.3, 0.4));
  int64_t  bought;
  double   values[4];

  /* Buying and selling are whole steps too. */
  if ((turnover - net) % 2 != 0)
    net++;
  bought = (turnover + net) / 2;
  values[0] = (double) turnover * TURNOVER_STEP;
  values[1] = (double) bought * TURNOVER_STEP;
  values[2] = (double) (turnover - bought) * TURNOVER_STEP;
  values[3] = (double) net * TURNOVER_STEP;
  tide_batch_add_row (batch, day, TIDE_DAY_NONE, values);
}

/* One month whose average is exactly `average`. */
static void
add_month (TideBatch *batch,
           TideMonth  month,
           int        average)
{
  uint64_t           stream = tide_sample_stream ("STOCK-CONNECT/SOUTH");
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (TideDay));
  g_autofree double *raw = NULL;
  double             sum = 0;
  int64_t            left;

  for (TideDay day = tide_month_first_day (month); day <= tide_month_last_day (month); day++)
    if (is_connected (day))
      g_array_append_val (days, day);

  raw = g_new (double, days->len);
  for (size_t i = 0; i < days->len; i++)
    {
      uint64_t step = (uint64_t) g_array_index (days, TideDay, i);

      raw[i] = 1.0 + 0.16 * CLAMP (tide_sample_noise (stream, step, 0), -2.5, 3.0);
      sum += raw[i];
    }

  left = (int64_t) average * (int64_t) days->len;
  for (size_t i = 0; i < days->len; i++)
    {
      int64_t turnover = (int64_t) (raw[i] / sum * average * (double) days->len + 0.5);

      if (i + 1 == days->len)
        turnover = left;
      left -= turnover;
      add_flow (batch, g_array_index (days, TideDay, i), turnover);
    }
}

TideBatch *
tide_sample_make_turnover (void)
{
  static const char *const fields[] = { "turnover", "buy", "sell", "net_buy" };

  TideInstrument about = {
    .symbol = (char *) "STOCK-CONNECT/SOUTH",
    .name = (char *) "Stock Connect, southbound",
    .kind = TIDE_INSTRUMENT_MARKET,
    .currency = (char *) "HKD",
    .quote_unit = (char *) "HKD",
    .venue = (char *) "HKEX",
    .timezone = (char *) "Asia/Hong_Kong",
  };
  g_autoptr (TideInstrument) instrument = tide_instrument_new (&about);
  TideFetch                  fetch = tide_sample_fetch ();
  TideBatch                 *batch;

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    tide_batch_add_column (batch, fields[i], tide_unit_of_currency ("HKD"));

  for (size_t i = 0; i < tide_sample_n_turnovers; i++)
    {
      const TideSampleTurnover *row = &tide_sample_turnovers[i];

      if (row->period % 100 == 0)
        add_month (batch, row->period / 10000 * 12 + row->period / 100 % 100 - 1, row->south);
      else
        add_flow (batch, tide_sample_day (row->period), row->south);
    }
  tide_batch_seal (batch);

  return batch;
}
