// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-multiples"

#include "config.h"

#include <math.h>

#include "tide-sample-private.h"

#include "base/tide-decimal.h"

/* What an index's multiple is of its members'. */
#define HARMONIC "cap-weighted harmonic"
#define COMPANY "one company"

/* Beyond it a multiple says only that there are hardly any earnings. */
#define LARGEST_MULTIPLE 500.0

/* The first week of the stocks' multiples. */
#define FIRST_FRIDAY 20200103

#define LAUNCHED "HSTECH.HK"

/* How prices elsewhere wander around the line between the days of the table. */
#define ELSEWHERE_NOISE 0.025
#define NOISE_ELSEWHERE 5

/* The items of a stock, in the order of data/sample-accounts.csv. */
enum
{
  ITEM_EPS_FWD,
  ITEM_EPS_TTM,
  ITEM_BOOK,
  ITEM_SALES,
  ITEM_EBITDA,
  ITEM_NET_DEBT,
  ITEM_DIVIDENDS,
  ITEM_SHARES,
  ITEM_ELSEWHERE,
  N_ITEMS,
};

#define N_STOCK_COLUMNS 9

/* The Hang Seng TECH Index was launched on 27 July 2020; earlier values were
 * calculated backwards and published with it. */
#define LAUNCH 20200727

/* The article: 17.4 times forward earnings against a five-year average of 24.5
 * times; hundredths. */
#define MULTIPLE_MEAN 2450
/* First day of those five years, not itself counted. */
#define MULTIPLE_BASE 20200214

/* Shifts every value but the last so that the five-year mean is exactly the one
 * quoted; what rounding leaves over goes to one value in the middle. */
static void
shift_to_mean (TideSamplePath *path)
{
  size_t  n = path->n_days;
  size_t  first = 0;
  int64_t sum = 0;
  int64_t missing;
  int64_t shift;

  while (tide_sample_path_day (path, first) <= tide_sample_day (MULTIPLE_BASE))
    first++;
  g_assert (first + 1 < n);
  for (size_t i = first; i < n; i++)
    sum += path->values[i];

  missing = MULTIPLE_MEAN * (int64_t) (n - first) - sum;
  shift = missing / (int64_t) (n - first - 1);
  for (size_t i = 0; i + 1 < n; i++)
    path->values[i] += shift;
  missing -= shift * (int64_t) (n - first - 1);

  /* At most one step for each value is left. */
  for (size_t i = first; missing != 0; i++)
    {
      int64_t step = missing > 0 ? 1 : -1;

      path->values[i] += step;
      missing -= step;
    }
}

/* A quotient with two decimals; NAN of NAN. */
static double
quotient (double price,
          double amount)
{
  double scaled = price / amount * 100.0;

  if (isnan (scaled))
    return NAN;

  return tide_decimal_from_scaled ((int64_t) (scaled < 0 ? scaled - 0.5 : scaled + 0.5), 2);
}

/* Of a loss it is below zero, as sources deliver it, and missing where there are
 * hardly any earnings. */
static double
multiple_of (double price,
             double amount)
{
  if (fabs (price) > LARGEST_MULTIPLE * fabs (amount))
    return NAN;

  return quotient (price, amount);
}

/* The last close on or before a day; NAN before the first. */
static double
close_on (const TideBatch *prices,
          TideDay          day)
{
  const TideDay *days = tide_batch_get_days (prices);
  const double  *closes = tide_batch_get_values (prices, TIDE_SAMPLE_CLOSE_COLUMN);
  size_t         low = 0;
  size_t         high = tide_batch_get_n_rows (prices);

  while (low < high)
    {
      size_t middle = (low + high) / 2;

      if (days[middle] <= day)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? closes[low - 1] : NAN;
}

static void
add_column (TideBatch  *batch,
            const char *field,
            const char *horizon,
            const char *aggregation,
            int         live_since)
{
  TideInstrument *instrument = tide_batch_get_instrument (batch);
  TideFacts       facts = TIDE_FACTS_NONE;
  size_t          column;

  column = tide_batch_add_column (batch, field, tide_instrument_get_field_unit (instrument, field));
  facts.horizon = horizon;
  facts.aggregation = aggregation;
  facts.live_since = tide_sample_day (live_since);
  tide_batch_set_facts (batch, column, &facts);
}

/* When the multiple of an index was first published; what lies before was
 * calculated backwards. */
static int
launch_of (const char *symbol)
{
  if (g_str_equal (symbol, LAUNCHED))
    return LAUNCH;

  return g_str_equal (symbol, "000510.SS") ? TIDE_SAMPLE_A500_LAUNCH : FIRST_FRIDAY;
}

static TideSamplePath *
make_path (const TideSampleInstrument *sample,
           const char                 *field)
{
  bool             article = g_str_equal (sample->symbol, LAUNCHED);
  g_autofree char *name = g_strdup_printf ("%s %s", sample->symbol, field);
  TideSamplePath  *path = tide_sample_make_path (sample->symbol, field, sample->market,
                                                 tide_sample_stream (article ? field : name),
                                                 0.012);

  if (article && g_str_equal (field, "pe_fwd"))
    shift_to_mean (path);

  return path;
}

/* Both multiples of an index, and its forward earnings in points. */
static TideBatch *
make_index (const TideSampleInstrument *sample,
            const TideBatch            *prices)
{
  g_autoptr (TideSamplePath) forward = make_path (sample, "pe_fwd");
  g_autoptr (TideSamplePath) trailing = make_path (sample, "pe");
  TideFetch                  fetch = tide_sample_fetch ();
  int                        launch = launch_of (sample->symbol);
  TideBatch                 *batch;

  batch = tide_batch_new (tide_batch_get_instrument (prices), &fetch, TIDE_FREQUENCY_WEEKLY,
                          TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
  add_column (batch, "pe_fwd", "forward", HARMONIC, launch);
  add_column (batch, "pe", "trailing", HARMONIC, launch);
  add_column (batch, "eps_fwd", "forward", HARMONIC, launch);

  g_assert (forward->n_days == trailing->n_days);
  for (size_t i = 0; i < forward->n_days; i++)
    {
      TideDay day = tide_sample_path_day (forward, i);
      bool    early = day < tide_sample_day (launch);
      double  values[3];

      values[0] = tide_decimal_from_scaled (forward->values[i], 2);
      values[1] = tide_decimal_from_scaled (trailing->values[i], 2);
      values[2] = quotient (close_on (prices, day), values[0]);
      tide_batch_add_row (batch, day, early ? tide_sample_day (launch) : TIDE_DAY_NONE, values);
    }
  tide_batch_seal (batch);

  return batch;
}

/* The row of data/sample-accounts.csv in which a stock's items begin. */
static const TideSampleAccount *
find_accounts (const char *symbol)
{
  for (size_t i = 0; i + N_ITEMS <= tide_sample_n_accounts; i += N_ITEMS)
    if (g_str_equal (tide_sample_accounts[i].symbol, symbol))
      return &tide_sample_accounts[i];

  return NULL;
}

/* An item on a day, a straight line between the days of the table. */
static double
item_on (const TideSampleAccount *account,
         TideDay                  day)
{
  size_t i = 1;
  double from;
  double part;

  while (i + 1 < TIDE_SAMPLE_N_ACCOUNT_DAYS && tide_sample_day (tide_sample_account_days[i]) < day)
    i++;

  from = (double) tide_sample_day (tide_sample_account_days[i - 1]);
  part = ((double) day - from) / ((double) tide_sample_day (tide_sample_account_days[i]) - from);

  return (account->values[i - 1] + (account->values[i] - account->values[i - 1]) * part) / 100.0;
}

/* The last day on or before this one on which a quarter was reported: the 20th
 * of February, May, August and November. */
static TideDay
report_day (TideDay day)
{
  int year = 0;
  int month = 0;
  int of_month = 0;

  tide_day_to_ymd (day, &year, &month, &of_month);
  if (of_month < 20)
    month--;
  month -= (month + 1) % 3;
  if (month < 1)
    {
      month += 12;
      year--;
    }

  return tide_day_from_ymd (year, month, 20);
}

/* Rounded to as many decimals as accounts are quoted with. */
static double
round_item (double value)
{
  double scaled = value * 1000.0;

  return tide_decimal_from_scaled ((int64_t) (scaled < 0 ? scaled - 0.5 : scaled + 0.5), 3);
}

/* The close, or before the first one the price of another listing; NAN where
 * there is neither. */
static double
price_on (const TideSampleAccount *accounts,
          const TideBatch         *prices,
          TideDay                  day)
{
  uint64_t stream = tide_sample_stream (accounts[ITEM_ELSEWHERE].symbol);
  double   close = close_on (prices, day);

  if (!isnan (close) || accounts[ITEM_ELSEWHERE].values[0] == 0)
    return close;

  return item_on (&accounts[ITEM_ELSEWHERE], day) *
         (1.0 + ELSEWHERE_NOISE * tide_sample_noise (stream, (uint64_t) day, NOISE_ELSEWHERE));
}

static void
add_stock_row (TideBatch               *batch,
               const TideSampleAccount *accounts,
               const TideBatch         *prices,
               TideDay                  day)
{
  double price = price_on (accounts, prices, day);
  double items[N_ITEMS];
  double values[N_STOCK_COLUMNS];

  if (isnan (price))
    return;

  for (size_t i = 0; i < N_ITEMS; i++)
    items[i] = item_on (&accounts[i], i == ITEM_EPS_FWD ? day : report_day (day));
  items[ITEM_EPS_FWD] = round_item (items[ITEM_EPS_FWD]);
  items[ITEM_EPS_TTM] = round_item (items[ITEM_EPS_TTM]);

  values[0] = multiple_of (price, items[ITEM_EPS_FWD]);
  values[1] = multiple_of (price, items[ITEM_EPS_TTM]);
  values[2] = multiple_of (price, items[ITEM_BOOK]);
  values[3] = multiple_of (price, items[ITEM_SALES]);
  values[4] = multiple_of (price + items[ITEM_NET_DEBT], items[ITEM_EBITDA]);
  values[5] = tide_decimal_from_scaled (
    (int64_t) (items[ITEM_DIVIDENDS] / price * 10000.0 + 0.5), 4);
  values[6] = items[ITEM_EPS_FWD];
  values[7] = items[ITEM_EPS_TTM];
  /* In steps of ten million. */
  values[8] = (double) (int64_t) (items[ITEM_SHARES] * 100.0 + 0.5) * 1e7;
  tide_batch_add_row (batch, day, TIDE_DAY_NONE, values);
}

/* Multiples of a stock, and what they are made of. Earnings and shares are
 * adjusted for splits like the prices. */
static TideBatch *
make_stock (const TideSampleInstrument *sample,
            const TideBatch            *prices,
            const TideSampleAccount    *accounts)
{
  static const struct
  {
    const char *field;
    const char *horizon;
  } columns[N_STOCK_COLUMNS] = {
    { "pe_fwd", "forward" },
    { "pe", "trailing" },
    { "pb", "trailing" },
    { "ps", "trailing" },
    { "ev_ebitda", "trailing" },
    { "dividend_yield", "trailing" },
    { "eps_fwd", "forward" },
    { "eps_ttm", "trailing" },
    { "shares", NULL },
  };

  g_autoptr (GArray) weeks = NULL;
  TideFetch          fetch = tide_sample_fetch ();
  TideBatch         *batch;

  batch = tide_batch_new (tide_batch_get_instrument (prices), &fetch, TIDE_FREQUENCY_WEEKLY,
                          TIDE_BASIS_SPLIT, TIDE_SAMPLE_LAST_DAY);
  for (size_t i = 0; i < N_STOCK_COLUMNS; i++)
    add_column (batch, columns[i].field, columns[i].horizon, COMPANY, FIRST_FRIDAY);

  weeks = tide_sample_list_weeks (sample->market, tide_sample_day (FIRST_FRIDAY),
                                  TIDE_SAMPLE_LAST_DAY);
  for (size_t i = 0; i < weeks->len; i++)
    add_stock_row (batch, accounts, prices, g_array_index (weeks, TideDay, i));
  tide_batch_seal (batch);

  return batch;
}

static bool
has_multiple (const char *symbol)
{
  for (size_t i = 0; i < tide_sample_n_points; i++)
    if (g_str_equal (tide_sample_points[i].symbol, symbol))
      return true;

  return false;
}

TideBatch *
tide_sample_make_multiples (const TideSampleInstrument *sample,
                            const TideBatch            *prices)
{
  const TideSampleAccount *accounts = find_accounts (sample->symbol);

  if (accounts != NULL)
    return make_stock (sample, prices, accounts);
  return has_multiple (sample->symbol) ? make_index (sample, prices) : NULL;
}
