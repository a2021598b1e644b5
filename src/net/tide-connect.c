// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-connect"

#include "config.h"

#include "net/tide-connect-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "model/tide-flow.h"
#include "model/tide-venue.h"

#define MILLION_DECIMALS 6

typedef struct
{
  const char *symbol;
  const char *name;
} Flow;

static const Flow flows[TIDE_CONNECT_N_FLOWS] = {
  [TIDE_CONNECT_SOUTH_SH] = { "STOCK-CONNECT/SOUTH/SH", "Stock Connect, southbound, Shanghai" },
  [TIDE_CONNECT_SOUTH_SZ] = { "STOCK-CONNECT/SOUTH/SZ", "Stock Connect, southbound, Shenzhen" },
  [TIDE_CONNECT_SOUTH] = { "STOCK-CONNECT/SOUTH", "Stock Connect, southbound" },
  [TIDE_CONNECT_NORTH_SH] = { "STOCK-CONNECT/NORTH/SH", "Stock Connect, northbound, Shanghai" },
  [TIDE_CONNECT_NORTH_SZ] = { "STOCK-CONNECT/NORTH/SZ", "Stock Connect, northbound, Shenzhen" },
  [TIDE_CONNECT_NORTH] = { "STOCK-CONNECT/NORTH", "Stock Connect, northbound" },
};

static const char *const fields[TIDE_CONNECT_N_FIELDS] = {
  [TIDE_CONNECT_TURNOVER] = "turnover",
  [TIDE_CONNECT_BUY] = "buy",
  [TIDE_CONNECT_SELL] = "sell",
  [TIDE_CONNECT_NET_BUY] = "net_buy",
  [TIDE_CONNECT_ETF_TURNOVER] = "etf_turnover",
  [TIDE_CONNECT_QUOTA_BALANCE] = "quota_balance",
};

const char *
tide_connect_get_symbol (TideConnectFlow flow)
{
  return flows[flow].symbol;
}

bool
tide_connect_find_flow (const char      *symbol,
                        TideConnectFlow *out_flow)
{
  for (size_t i = 0; i < TIDE_CONNECT_N_FLOWS; i++)
    if (strcmp (flows[i].symbol, symbol) == 0)
      {
        *out_flow = (TideConnectFlow) i;
        return true;
      }

  return false;
}

bool
tide_connect_is_published (TideConnectFlow  flow,
                           TideConnectField field,
                           TideDay          day)
{
  TideFacts facts;

  tide_flow_describe (flows[flow].symbol, fields[field], &facts);
  return facts.ended_day == TIDE_DAY_NONE || day <= facts.ended_day;
}

TideDay
tide_connect_get_last_ended_day (TideConnectFlow flow,
                                 TideInstant     instant)
{
  return tide_venue_get_last_ended_day (tide_venue_find_for_symbol (flows[flow].symbol), instant);
}

void
tide_connect_row_init (TideConnectRow *row,
                       TideDay         day)
{
  row->day = day;
  for (size_t i = 0; i < TIDE_CONNECT_N_FIELDS; i++)
    row->values[i] = (double) NAN;
}

bool
tide_connect_scale_millions (double  millions,
                             double *out_units)
{
  int64_t units = 0;

  if (isnan (millions))
    {
      *out_units = millions;
      return true;
    }

  if (millions != 0.0 && !tide_decimal_to_scaled (millions, MILLION_DECIMALS, &units))
    return false;

  *out_units = (double) units;
  return true;
}

/* What the symbol says of the currency and the calendar is so by the rules of
 * Stock Connect, not assumed. */
static TideInstrument *
make_instrument (TideConnectFlow flow)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (flows[flow].symbol);
  TideInstrument             known = *assumed;

  known.name = (char *) flows[flow].name;
  known.assumed = TIDE_ASSUMED_NOTHING;
  return tide_instrument_new (&known);
}

static bool
has_values (const GArray *rows,
            size_t        field)
{
  for (size_t i = 0; i < rows->len; i++)
    if (!isnan (g_array_index (rows, TideConnectRow, i).values[field]))
      return true;

  return false;
}

TideBatch *
tide_connect_make_batch (TideConnectFlow  flow,
                         const TideFetch *fetch,
                         const GArray    *rows)
{
  g_autoptr (TideInstrument) instrument = make_instrument (flow);
  TideBatch                 *batch;
  size_t                     columns[TIDE_CONNECT_N_FIELDS] = { 0 };
  size_t                     n_columns = 0;

  batch = tide_batch_new (instrument, fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  for (size_t i = 0; i < TIDE_CONNECT_N_FIELDS; i++)
    if (has_values (rows, i))
      {
        tide_batch_add_column (batch, fields[i],
                               tide_instrument_get_field_unit (instrument, fields[i]));
        columns[n_columns++] = i;
      }

  for (size_t i = 0; i < rows->len; i++)
    {
      const TideConnectRow *row = &g_array_index (rows, TideConnectRow, i);
      double                values[TIDE_CONNECT_N_FIELDS];

      for (size_t j = 0; j < n_columns; j++)
        values[j] = row->values[columns[j]];
      tide_batch_add_row (batch, row->day, TIDE_DAY_NONE, values);
    }

  if (rows->len == 1)
    tide_batch_set_one_session (batch);
  tide_batch_seal (batch);
  return batch;
}
