// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-holders"

#include "config.h"

#include "tide-sample-private.h"

#include "base/tide-decimal.h"

/* Who holds Chinese shares: hedge funds' prime book, and foreign owners. */

/* The article: China is 7.6 % of the book, at the 23rd percentile of five years.
 * That is the 60th of 261 weeks. */
#define ALLOCATION_RANK 60
#define ALLOCATION_BASE 20200207

typedef struct
{
  const char *symbol;
  const char *name;
  const char *field;
  double      noise;    /* deviation of a week, as a fraction */
  double      per_unit; /* what a unit of data/sample-points.csv is, in `currency` */
  int         launch;   /* YYYYMMDD, 0 if it was always observed */
} Holder;

/* Those of a symbol come together and share a market. */
static const Holder holders[] = {
  { "GS-PRIME", "China in the prime book", "allocation", 0.02, 0.01, 0 },
  { "GS-PRIME", "China in the prime book", "net_flow", 0.25, 1e9, 0 },
  { "FOREIGN/CSI-A500", "Foreign owners of CSI A500 members", "holdings", 0.006, 1e12,
    TIDE_SAMPLE_A500_LAUNCH },
  { "FOREIGN/CSI-A500", "Foreign owners of CSI A500 members", "share", 0.003, 0.01,
    TIDE_SAMPLE_A500_LAUNCH },
  { "FOREIGN/A-SHARES", "Foreign owners of all A-shares", "share", 0.003, 0.01, 0 },
};

static TideSampleMarketId
market_of (const Holder *holder)
{
  return g_str_has_prefix (holder->symbol, "GS-") ? TIDE_SAMPLE_NEW_YORK : TIDE_SAMPLE_MAINLAND;
}

/* How many values of the five years are not above the last one, it included. */
static size_t
rank_last (const TideSamplePath *path,
           int64_t               shift)
{
  int64_t last = path->values[path->n_days - 1];
  size_t  rank = 1;

  for (size_t i = 0; i + 1 < path->n_days; i++)
    if (tide_sample_path_day (path, i) > tide_sample_day (ALLOCATION_BASE) &&
        path->values[i] + shift <= last)
      rank++;

  return rank;
}

/* Shifts every value but the last by as little as gives it its rank. */
static void
shift_to_rank (TideSamplePath *path)
{
  int64_t shift = 0;

  while (rank_last (path, shift) > ALLOCATION_RANK)
    shift++;
  while (rank_last (path, shift) < ALLOCATION_RANK)
    shift--;
  for (size_t i = 0; i + 1 < path->n_days; i++)
    path->values[i] += shift;

  /* Of values that are equal the last shift took too many along. */
  for (size_t i = path->n_days - 1; i-- > 0 && rank_last (path, 0) > ALLOCATION_RANK;)
    if (path->values[i] == path->values[path->n_days - 1])
      path->values[i]++;
}

static TideSamplePath *
make_path (const Holder *holder)
{
  g_autofree char *name = g_strdup_printf ("%s %s", holder->symbol, holder->field);
  TideSamplePath  *path = tide_sample_make_path (holder->symbol, holder->field,
                                                 market_of (holder), tide_sample_stream (name),
                                                 holder->noise);

  if (g_str_equal (holder->field, "allocation"))
    shift_to_rank (path);

  return path;
}

/* Exact where the unit is a power of ten below one. */
static double
scale (const Holder *holder,
       int64_t       value)
{
  if (holder->per_unit < 1)
    return tide_decimal_from_scaled (value, 4);

  return (double) value * (holder->per_unit / 100.0);
}

static TideBatch *
open_batch (const Holder *holder)
{
  const TideSampleMarket *market = &tide_sample_markets[market_of (holder)];
  TideInstrument          about = {
             .symbol = (char *) holder->symbol,
             .name = (char *) holder->name,
             .kind = TIDE_INSTRUMENT_MARKET,
             .currency = (char *) market->currency,
             .quote_unit = (char *) market->currency,
             .venue = (char *) market->venue,
             .timezone = (char *) market->timezone,
  };
  g_autoptr (TideInstrument) instrument = tide_instrument_new (&about);
  TideFetch                  fetch = tide_sample_fetch ();

  return tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_WEEKLY, TIDE_BASIS_QUOTED,
                         TIDE_DAY_NONE);
}

/* The columns of one symbol; their paths have the same days. */
static TideBatch *
make_batch (const Holder *columns,
            size_t        n_columns)
{
  TideBatch            *batch = open_batch (&columns[0]);
  TideInstrument       *instrument = tide_batch_get_instrument (batch);
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree double    *values = g_new (double, n_columns);
  TideSamplePath       *first;

  paths = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_sample_path_free);
  for (size_t i = 0; i < n_columns; i++)
    {
      TideFacts facts = TIDE_FACTS_NONE;

      g_ptr_array_add (paths, make_path (&columns[i]));
      tide_batch_add_column (batch, columns[i].field,
                             tide_instrument_get_field_unit (instrument, columns[i].field));
      if (columns[i].launch != 0)
        facts.live_since = tide_sample_day (columns[i].launch);
      tide_batch_set_facts (batch, i, &facts);
    }

  first = g_ptr_array_index (paths, 0);
  for (size_t row = 0; row < first->n_days; row++)
    {
      for (size_t i = 0; i < n_columns; i++)
        {
          const TideSamplePath *path = g_ptr_array_index (paths, i);

          g_assert (tide_sample_path_day (path, row) == tide_sample_path_day (first, row));
          values[i] = scale (&columns[i], path->values[row]);
        }
      tide_batch_add_row (batch, tide_sample_path_day (first, row), TIDE_DAY_NONE, values);
    }
  tide_batch_seal (batch);

  return batch;
}

void
tide_sample_add_holders (GPtrArray *batches)
{
  size_t first = 0;

  while (first < G_N_ELEMENTS (holders))
    {
      size_t end = first + 1;

      while (end < G_N_ELEMENTS (holders) &&
             g_str_equal (holders[end].symbol, holders[first].symbol))
        end++;
      g_ptr_array_add (batches, make_batch (&holders[first], end - first));
      first = end;
    }
}
