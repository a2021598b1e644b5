// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample"

#include "config.h"

#include "tide-sample-private.h"

#include "base/tide-decimal.h"

/* Sessions between two anchors up to which the path may not leave the band the
 * anchors span: so a low stays the low. Longer stretches may leave it by 2 %. */
#define STRICT_STRETCH 20
#define STRETCH_MARGIN 0.02

/* Part of a day's move that the market shares; 0.6² + 0.8² is 1. */
#define SHARED_MOVE 0.6
#define OWN_MOVE 0.8

/* The stock that has adjusted closes too, and the last of them. */
#define ADJUSTED_SYMBOL "9988.HK"
#define ADJUSTED_LAST 123.70

/* 28 January 2025: the half day for which every Hong Kong file holds volume 0
 * and one price. */
#define HALF_DAY 20250128

enum
{
  NOISE_CLOSE,
  NOISE_OPEN,
  NOISE_HIGH,
  NOISE_LOW,
  NOISE_VOLUME,
};

/* The closes of one instrument, and the sessions they belong to. */
typedef struct
{
  GArray *days;   /* TideDay */
  GArray *closes; /* double */
} SamplePath;

uint64_t
tide_sample_stream (const char *text)
{
  uint64_t hash = UINT64_C (14695981039346656037);

  for (const char *c = text; *c != '\0'; c++)
    hash = (hash ^ (unsigned char) *c) * UINT64_C (1099511628211);

  return hash;
}

/* The splitmix64 finaliser (S. Vigna, public domain), as a function of its
 * counter. */
static uint64_t
scramble (uint64_t x)
{
  x += UINT64_C (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C (0x94d049bb133111eb);

  return x ^ (x >> 31);
}

double
tide_sample_noise (uint64_t stream,
                   uint64_t step,
                   uint64_t what)
{
  uint64_t bits = scramble (stream ^ scramble (step * 8 + what));
  int64_t  sum = 0;

  /* Irwin and Hall: twelve uniform numbers less 6 are nearly normal. */
  for (int i = 0; i < 12; i++)
    {
      bits = scramble (bits);
      sum += (int64_t) (bits >> 32);
    }

  return (double) sum / 4294967296.0 - 6.0;
}

/* Smallest step of a Hong Kong price, in cents, by the exchange's table. */
static int
tick_of (int64_t cents)
{
  static const struct
  {
    int64_t below;
    int     tick;
  } table[] = { { 1000, 1 }, { 2000, 2 }, { 10000, 5 }, { 20000, 10 }, { 50000, 20 } };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    if (cents < table[i].below)
      return table[i].tick;

  return 50;
}

static double
round_price (const TideSampleInstrument *sample,
             double                      value)
{
  int64_t cents = (int64_t) (value * 100.0 + 0.5);

  if (sample->kind == TIDE_INSTRUMENT_FX)
    return tide_decimal_from_scaled ((int64_t) (value * 10000.0 + 0.5), 4);

  if (sample->market == TIDE_SAMPLE_HONG_KONG && sample->kind == TIDE_INSTRUMENT_STOCK)
    {
      int tick = tick_of (cents);

      cents = (cents + tick / 2) / tick * tick;
    }

  return tide_decimal_from_scaled (MAX (cents, 1), 2);
}

/* Brings a value back into [low, high]: what sticks out is halved and turned
 * inwards. */
static double
keep_inside (double value,
             double low,
             double high)
{
  if (value < low)
    value = low + (low - value) / 2.0;
  if (value > high)
    value = high - (value - high) / 2.0;

  return CLAMP (value, low, high);
}

/* A random walk from one anchor to the next, tied down at both ends. The last
 * session of the stretch is the anchor itself. */
static void
walk_stretch (const TideSampleInstrument *sample,
              SamplePath                 *path,
              size_t                      first,
              size_t                      end,
              double                      target)
{
  uint64_t                own = tide_sample_stream (sample->symbol);
  const TideSampleMarket *market = &tide_sample_markets[sample->market];
  uint64_t                shared = tide_sample_stream (market->venue);
  double                  from = g_array_index (path->closes, double, first - 1);
  size_t                  n = end - first;
  double                  margin = n > STRICT_STRETCH ? STRETCH_MARGIN : 0.0;
  double                  low = MIN (from, target) * (1.0 - margin);
  double                  high = MAX (from, target) * (1.0 + margin);
  double                  last = from;
  g_autofree double      *walk = g_new (double, n);

  for (size_t i = 0; i < n; i++)
    {
      uint64_t step = (uint64_t) g_array_index (path->days, TideDay, first + i);
      double   move = SHARED_MOVE * tide_sample_noise (shared, step, NOISE_CLOSE) +
                    OWN_MOVE * tide_sample_noise (own, step, NOISE_CLOSE);

      last *= 1.0 + move * sample->volatility / 10000.0;
      walk[i] = last;
    }

  for (size_t i = 0; i < n; i++)
    {
      double part = (double) (i + 1) / (double) n;
      double value = walk[i] * (1.0 + (target / last - 1.0) * part);

      value = round_price (sample, keep_inside (value, low, high));
      g_array_index (path->closes, double, first + i) = i + 1 == n ? target : value;
    }
}

static void
fill_path (const TideSampleInstrument *sample,
           SamplePath                 *path)
{
  size_t row = 0;

  for (size_t a = 0; a < TIDE_SAMPLE_N_ANCHORS; a++)
    {
      TideDay day = tide_sample_day (tide_sample_anchor_days[a]);
      int     decimals = sample->kind == TIDE_INSTRUMENT_FX ? 4 : 2;
      double  value = tide_decimal_from_scaled (sample->anchors[a], decimals);
      size_t  first = row;

      if (sample->anchors[a] == 0)
        continue;

      while (g_array_index (path->days, TideDay, row) < day)
        row++;
      if (first > 0)
        walk_stretch (sample, path, first, row + 1, value);
      g_array_index (path->closes, double, row) = value;
      row++;
    }
}

/* Sessions from the first anchor with a price to the last day. */
static void
list_sessions (const TideSampleInstrument *sample,
               SamplePath                 *path)
{
  size_t first = 0;

  while (sample->anchors[first] == 0)
    first++;

  for (TideDay day = tide_sample_day (tide_sample_anchor_days[first]);
       day <= TIDE_SAMPLE_LAST_DAY; day++)
    if (tide_sample_is_open (sample->market, day))
      g_array_append_val (path->days, day);

  g_array_set_size (path->closes, path->days->len);
}

static double
make_volume (const TideSampleInstrument *sample,
             uint64_t                    stream,
             TideDay                     day,
             double                      move)
{
  double noise = tide_sample_noise (stream, (uint64_t) day, NOISE_VOLUME);
  double busy = 1.0 + 0.25 * CLAMP (noise, -2.5, 2.5);
  double swing = (move < 0 ? -move : move) * 10000.0 / sample->volatility;

  /* In round lots of 100 shares. */
  return (double) (int64_t) (sample->volume * 10.0 * busy * (0.7 + 0.3 * swing)) * 100.0;
}

static void
add_bar (const TideSampleInstrument *sample,
         TideBatch                  *batch,
         const SamplePath           *path,
         size_t                      row)
{
  uint64_t stream = tide_sample_stream (sample->symbol);
  TideDay  day = g_array_index (path->days, TideDay, row);
  double   close = g_array_index (path->closes, double, row);
  double   before = row > 0 ? g_array_index (path->closes, double, row - 1) : close;
  double   spread = sample->volatility / 10000.0;
  double   gap = tide_sample_noise (stream, (uint64_t) day, NOISE_OPEN);
  double   up = tide_sample_noise (stream, (uint64_t) day, NOISE_HIGH);
  double   down = tide_sample_noise (stream, (uint64_t) day, NOISE_LOW);
  double   open = round_price (sample, before * (1.0 + 0.3 * spread * gap));
  double   high = MAX (open, close) * (1.0 + 0.3 * spread * (up < 0 ? -up : up));
  double   low = MIN (open, close) * (1.0 - 0.3 * spread * (down < 0 ? -down : down));
  double   values[5] = { open, MAX (round_price (sample, high), MAX (open, close)),
                         MIN (round_price (sample, low), MIN (open, close)), close, 0 };

  if (sample->volume > 0)
    values[4] = make_volume (sample, stream, day, close / before - 1.0);

  if (sample->market == TIDE_SAMPLE_HONG_KONG && day == tide_sample_day (HALF_DAY))
    {
      values[0] = values[1] = values[2] = close;
      values[4] = 0;
    }

  tide_batch_add_row (batch, day, TIDE_DAY_NONE, values);
}

static void
add_actions (TideBatch              *batch,
             const char             *symbol,
             const TideSampleMarket *market)
{
  for (size_t i = 0; i < tide_sample_n_actions; i++)
    {
      const TideSampleAction *from = &tide_sample_actions[i];
      TideAction              action = { tide_sample_day (from->ex_day), from->kind,
                                         from->value, "" };

      if (!g_str_equal (from->symbol, symbol))
        continue;
      if (from->kind == TIDE_ACTION_DIVIDEND)
        g_strlcpy (action.currency, market->currency, sizeof action.currency);
      tide_batch_add_action (batch, &action);
    }
}

TideInstrument *
tide_sample_make_instrument (const TideSampleInstrument *sample)
{
  const TideSampleMarket *market = &tide_sample_markets[sample->market];
  bool                    index = sample->kind == TIDE_INSTRUMENT_INDEX;
  TideInstrument          fields = {
             .symbol = (char *) sample->symbol,
             .name = (char *) sample->name,
             .kind = sample->kind,
             .currency = (char *) (index ? "" : market->currency),
             .quote_unit = (char *) (index ? "" : market->currency),
             .venue = (char *) market->venue,
             .timezone = (char *) market->timezone,
             .sector = (char *) sample->sector,
             .assumed = TIDE_ASSUMED_NOTHING,
  };

  return tide_instrument_new (&fields);
}

TideFetch
tide_sample_fetch (void)
{
  return (TideFetch){
    .provider = (char *) "sample",
    .request = (char *) "sample workspace, not market data",
    .at = TIDE_SAMPLE_LEARNED,
    .parser_version = 1,
  };
}

static TideBatch *
make_prices (const TideSampleInstrument *sample)
{
  static const char *const fields[] = { "open", "high", "low", "close", "volume" };

  g_autoptr (TideInstrument) instrument = tide_sample_make_instrument (sample);
  TideFetch                  fetch = tide_sample_fetch ();
  SamplePath                 path = { g_array_new (FALSE, FALSE, sizeof (TideDay)),
                                      g_array_new (FALSE, FALSE, sizeof (double)) };
  size_t                     n_fields = sample->volume > 0 ? 5 : 4;
  TideBatch                 *batch;

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_SPLIT,
                          TIDE_SAMPLE_LAST_DAY);
  for (size_t i = 0; i < n_fields; i++)
    tide_batch_add_column (batch, fields[i],
                           tide_instrument_get_field_unit (instrument, fields[i]));

  list_sessions (sample, &path);
  fill_path (sample, &path);
  for (size_t row = 0; row < path.days->len; row++)
    add_bar (sample, batch, &path, row);
  add_actions (batch, sample->symbol, &tide_sample_markets[sample->market]);
  tide_batch_seal (batch);

  g_array_unref (path.days);
  g_array_unref (path.closes);

  return batch;
}

/* The same closes as a vendor writes them who takes dividends off the past, one
 * of them later than the last day here: a second source, so that a price that
 * never traded stands beside the quoted one. */
static TideBatch *
make_adjusted (const TideBatch *prices)
{
  const TideDay     *days = tide_batch_get_days (prices);
  const double      *closes = tide_batch_get_values (prices, TIDE_SAMPLE_CLOSE_COLUMN);
  size_t             n_actions = 0;
  const TideAction  *actions = tide_batch_get_actions (prices, &n_actions);
  size_t             n_rows = tide_batch_get_n_rows (prices);
  TideInstrument    *instrument = tide_batch_get_instrument (prices);
  TideFetch          fetch = tide_sample_fetch ();
  g_autofree double *adjusted = g_new (double, n_rows);
  double             factor = ADJUSTED_LAST / closes[n_rows - 1];
  TideBatch         *batch;

  for (size_t row = n_rows; row-- > 0;)
    {
      adjusted[row] = tide_decimal_from_scaled ((int64_t) (closes[row] * factor * 100.0 + 0.5), 2);
      for (size_t i = 0; row > 0 && i < n_actions; i++)
        if (actions[i].kind == TIDE_ACTION_DIVIDEND && actions[i].ex_day == days[row])
          factor *= 1.0 - actions[i].value / closes[row - 1];
    }

  fetch.provider = (char *) "sample:adjusted";
  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_ADJUSTED,
                          TIDE_SAMPLE_LAST_DAY);
  tide_batch_add_column (batch, "close", tide_instrument_get_field_unit (instrument, "close"));
  for (size_t row = 0; row < n_rows; row++)
    tide_batch_add_row (batch, days[row], TIDE_DAY_NONE, &adjusted[row]);
  tide_batch_seal (batch);

  return batch;
}

GPtrArray *
tide_sample_make_batches (void)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_batch_unref);

  for (size_t i = 0; i < tide_sample_n_instruments; i++)
    {
      const TideSampleInstrument *sample = &tide_sample_instruments[i];
      TideBatch                  *prices = make_prices (sample);
      TideBatch                  *multiples = tide_sample_make_multiples (sample, prices);

      g_ptr_array_add (batches, prices);
      if (multiples != NULL)
        g_ptr_array_add (batches, multiples);
      if (g_str_equal (sample->symbol, ADJUSTED_SYMBOL))
        g_ptr_array_add (batches, make_adjusted (prices));
    }
  tide_sample_add_flows (batches);
  tide_sample_add_holders (batches);

  return batches;
}
