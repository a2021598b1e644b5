// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-flows"

#include "config.h"

#include <math.h>

#include "tide-sample-private.h"

/* Stock Connect: both directions, their legs, and what the south bought by
 * sector. */

/* Everything is made in steps of 10 m of the currency. */
#define FLOW_STEP 1e7

/* Until when northbound buying and selling were published apart. */
#define NORTH_SPLIT_ENDED 20240816

/* The first and the last week with sectors. */
#define SECTORS_FROM 20220107
#define SECTORS_TO 20250207

enum
{
  NOISE_TURNOVER,
  NOISE_NET,
  NOISE_BUY_LEG,
  NOISE_SELL_LEG,
};

enum
{
  COLUMN_TURNOVER,
  COLUMN_BUY,
  COLUMN_SELL,
  COLUMN_NET_BUY,
  N_COLUMNS,
};

typedef enum
{
  PART_TOTAL,
  PART_SH,
  PART_SZ,
  N_PARTS,
} Part;

typedef struct
{
  const char *symbols[N_PARTS];
  const char *names[N_PARTS];
  const char *currency;
  const char *venue;
  const char *timezone;
  double      lean;   /* net buying as a part of turnover */
  double      spread; /* its deviation */
  double      share;  /* of the Shanghai leg */
  int         ended;  /* YYYYMMDD: only turnover after it; 0 */
} Direction;

static const Direction south = {
  { "STOCK-CONNECT/SOUTH", "STOCK-CONNECT/SOUTH/SH", "STOCK-CONNECT/SOUTH/SZ" },
  { "Stock Connect, southbound", "Stock Connect, southbound, Shanghai leg",
    "Stock Connect, southbound, Shenzhen leg" },
  "HKD",
  "HKEX",
  "Asia/Hong_Kong",
  0.05,
  0.07,
  0.56,
  0,
};

static const Direction north = {
  { "STOCK-CONNECT/NORTH", "STOCK-CONNECT/NORTH/SH", "STOCK-CONNECT/NORTH/SZ" },
  { "Stock Connect, northbound", "Stock Connect, northbound, Shanghai leg",
    "Stock Connect, northbound, Shenzhen leg" },
  "CNY",
  "SSE",
  "Asia/Shanghai",
  0.01,
  0.045,
  0.47,
  NORTH_SPLIT_ENDED,
};

/* One direction while its three series are filled. */
typedef struct
{
  const Direction *direction;
  uint64_t         stream;
  TideBatch       *batches[N_PARTS];
} Flow;

/* Trading through the link needs both markets. */
static bool
is_connected (TideDay day)
{
  return tide_sample_is_open (TIDE_SAMPLE_HONG_KONG, day) &&
         tide_sample_is_open (TIDE_SAMPLE_MAINLAND, day);
}

static TideBatch *
open_batch (const char   *symbol,
            const char   *name,
            const char   *currency,
            const char   *venue,
            const char   *zone,
            TideFrequency frequency)
{
  TideInstrument about = {
    .symbol = (char *) symbol,
    .name = (char *) name,
    .kind = TIDE_INSTRUMENT_MARKET,
    .currency = (char *) currency,
    .quote_unit = (char *) currency,
    .venue = (char *) venue,
    .timezone = (char *) zone,
  };
  g_autoptr (TideInstrument) instrument = tide_instrument_new (&about);
  TideFetch                  fetch = tide_sample_fetch ();

  return tide_batch_new (instrument, &fetch, frequency, TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
}

static void
open_flow (Flow            *flow,
           const Direction *direction)
{
  static const char *const fields[N_COLUMNS] = { "turnover", "buy", "sell", "net_buy" };

  flow->direction = direction;
  flow->stream = tide_sample_stream (direction->symbols[PART_TOTAL]);
  for (size_t part = 0; part < N_PARTS; part++)
    {
      flow->batches[part] = open_batch (direction->symbols[part], direction->names[part],
                                        direction->currency, direction->venue,
                                        direction->timezone, TIDE_FREQUENCY_DAILY);
      for (size_t i = 0; i < N_COLUMNS; i++)
        tide_batch_add_column (flow->batches[part], fields[i],
                               tide_unit_of_currency (direction->currency));
    }
}

static void
add_part (Flow   *flow,
          Part    part,
          TideDay day,
          int64_t bought,
          int64_t sold)
{
  bool   ended = flow->direction->ended != 0 && day > tide_sample_day (flow->direction->ended);
  double values[N_COLUMNS] = {
    [COLUMN_TURNOVER] = (double) (bought + sold) * FLOW_STEP,
    [COLUMN_BUY] = ended ? NAN : (double) bought * FLOW_STEP,
    [COLUMN_SELL] = ended ? NAN : (double) sold * FLOW_STEP,
    [COLUMN_NET_BUY] = ended ? NAN : (double) (bought - sold) * FLOW_STEP,
  };

  tide_batch_add_row (flow->batches[part], day, TIDE_DAY_NONE, values);
}

/* The Shanghai leg's part of an amount, whole steps. */
static int64_t
split_leg (const Flow *flow,
           TideDay     day,
           int64_t     amount,
           int         what)
{
  double noise = tide_sample_noise (flow->stream, (uint64_t) day, (uint64_t) what);
  double part = flow->direction->share + 0.02 * CLAMP (noise, -3.0, 3.0);

  return (int64_t) ((double) amount * part);
}

static void
add_flow (Flow   *flow,
          TideDay day,
          int64_t turnover)
{
  double  noise = tide_sample_noise (flow->stream, (uint64_t) day, NOISE_NET);
  double  lean = flow->direction->lean + flow->direction->spread * noise;
  int64_t net = (int64_t) ((double) turnover * CLAMP (lean, -0.3, 0.4));
  int64_t bought;
  int64_t sold;
  int64_t bought_sh;
  int64_t sold_sh;

  /* Buying and selling are whole steps too. */
  if ((turnover - net) % 2 != 0)
    net++;
  bought = (turnover + net) / 2;
  sold = turnover - bought;
  bought_sh = split_leg (flow, day, bought, NOISE_BUY_LEG);
  sold_sh = split_leg (flow, day, sold, NOISE_SELL_LEG);

  add_part (flow, PART_TOTAL, day, bought, sold);
  add_part (flow, PART_SH, day, bought_sh, sold_sh);
  add_part (flow, PART_SZ, day, bought - bought_sh, sold - sold_sh);
}

/* One month whose average is exactly `average`. */
static void
add_month (Flow     *flow,
           TideMonth month,
           int       average)
{
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
      double   noise = tide_sample_noise (flow->stream, step, NOISE_TURNOVER);

      raw[i] = 1.0 + 0.16 * CLAMP (noise, -2.5, 3.0);
      sum += raw[i];
    }

  left = (int64_t) average * (int64_t) days->len;
  for (size_t i = 0; i < days->len; i++)
    {
      int64_t turnover = (int64_t) (raw[i] / sum * average * (double) days->len + 0.5);

      if (i + 1 == days->len)
        turnover = left;
      left -= turnover;
      add_flow (flow, g_array_index (days, TideDay, i), turnover);
    }
}

static void
add_period (Flow *flow,
            int   period,
            int   turnover)
{
  if (period % 100 == 0)
    add_month (flow, period / 10000 * 12 + period / 100 % 100 - 1, turnover);
  else
    add_flow (flow, tide_sample_day (period), turnover);
}

static void
close_flow (Flow      *flow,
            GPtrArray *batches)
{
  for (size_t part = 0; part < N_PARTS; part++)
    {
      tide_batch_seal (flow->batches[part]);
      g_ptr_array_add (batches, flow->batches[part]);
    }
}

/* Net buying of the week that ends on a Friday, in steps, and its last session;
 * TIDE_DAY_NONE if there was none. */
static TideDay
sum_week (const TideBatch *total,
          TideDay          friday,
          int64_t         *out_sum)
{
  const TideDay *days = tide_batch_get_days (total);
  const double  *net = tide_batch_get_values (total, COLUMN_NET_BUY);
  TideDay        last = TIDE_DAY_NONE;
  double         sum = 0;

  for (size_t row = tide_batch_get_n_rows (total); row-- > 0 && days[row] > friday - 7;)
    if (days[row] <= friday)
      {
        sum += net[row];
        last = MAX (last, days[row]);
      }
  *out_sum = (int64_t) (sum / FLOW_STEP);

  return last;
}

/* What the sectors bought in a week, in steps; the deviations are moved so that
 * they cancel out, and the last element takes what is left. */
static void
split_week (TideDay  day,
            int64_t  total,
            int64_t *values)
{
  g_autofree double *moves = g_new0 (double, tide_sample_n_sectors);
  double             sum = 0;
  double             spreads = 0;

  for (size_t i = 0; i < tide_sample_n_sectors; i++)
    {
      const TideSampleSector *sector = &tide_sample_sectors[i];
      uint64_t                stream = tide_sample_stream (sector->name);

      moves[i] = sector->deviation * tide_sample_noise (stream, (uint64_t) day, 0);
      sum += moves[i];
      spreads += sector->deviation;
    }

  values[tide_sample_n_sectors] = total;
  for (size_t i = 0; i < tide_sample_n_sectors; i++)
    {
      const TideSampleSector *sector = &tide_sample_sectors[i];

      moves[i] -= sum * sector->deviation / spreads;
      values[i] = (int64_t) ((double) total * sector->share / 100.0 + moves[i]);
      if (day == tide_sample_day (SECTORS_TO))
        values[i] = sector->last;
      values[tide_sample_n_sectors] -= values[i];
    }
}

static void
add_sectors (GPtrArray       *batches,
             const TideBatch *total)
{
  size_t                 n = tide_sample_n_sectors;
  g_autofree int64_t    *values = g_new0 (int64_t, n + 1);
  g_autofree TideBatch **sectors = g_new0 (TideBatch *, n + 1);

  for (size_t i = 0; i <= n; i++)
    {
      const char      *name = i < n ? tide_sample_sectors[i].name : "UNCLASSIFIED";
      const char      *title = i < n ? tide_sample_sectors[i].title : "Unclassified";
      g_autofree char *symbol = g_strconcat ("STOCK-CONNECT/SOUTH/SECTOR/", name, NULL);

      sectors[i] = open_batch (symbol, title, south.currency, south.venue, south.timezone,
                               TIDE_FREQUENCY_WEEKLY);
      tide_batch_add_column (sectors[i], "net_buy", tide_unit_of_currency (south.currency));
    }

  for (TideDay friday = tide_sample_day (SECTORS_FROM); friday <= tide_sample_day (SECTORS_TO);
       friday += 7)
    {
      int64_t sum = 0;
      TideDay day = sum_week (total, friday, &sum);

      if (day == TIDE_DAY_NONE)
        continue;
      split_week (day, sum, values);
      for (size_t i = 0; i <= n; i++)
        {
          double value = (double) values[i] * FLOW_STEP;

          tide_batch_add_row (sectors[i], day, TIDE_DAY_NONE, &value);
        }
    }

  for (size_t i = 0; i <= n; i++)
    {
      tide_batch_seal (sectors[i]);
      g_ptr_array_add (batches, sectors[i]);
    }
}

void
tide_sample_add_flows (GPtrArray *batches)
{
  Flow southbound;
  Flow northbound;

  open_flow (&southbound, &south);
  open_flow (&northbound, &north);
  for (size_t i = 0; i < tide_sample_n_turnovers; i++)
    {
      const TideSampleTurnover *row = &tide_sample_turnovers[i];

      add_period (&southbound, row->period, row->south);
      add_period (&northbound, row->period, row->north);
    }
  close_flow (&southbound, batches);
  close_flow (&northbound, batches);
  add_sectors (batches, southbound.batches[PART_TOTAL]);
}
