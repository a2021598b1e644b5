// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-flows"

#include "config.h"

#include "tide-sample-private.h"

#include "base/tide-decimal.h"

/* The Hang Seng TECH Index was launched on 27 July 2020; earlier values were
 * calculated backwards and published with it. */
#define LAUNCH 20200727

/* The article: 17.4 times forward earnings against a five-year average of 24.5
 * times; hundredths. */
#define MULTIPLE_NOW 1740
#define MULTIPLE_MEAN 2450
/* First day of those five years, not itself counted. */
#define MULTIPLE_BASE 20200214

/* Turnover is made in steps of HKD 10 m. */
#define TURNOVER_STEP 1e7
#define FIRST_MONTH 2020

typedef struct
{
  int day;   /* YYYYMMDD */
  int value; /* hundredths */
} MultiplePoint;

static const MultiplePoint multiple_points[] = {
  { 20200103, 2790 },
  { 20200320, 2350 },
  { 20200710, 3620 },
  { 20201106, 3880 },
  { 20210218, 4690 },
  { 20210514, 3560 },
  { 20210820, 2790 },
  { 20211231, 2540 },
  { 20220311, 1890 },
  { 20220701, 2320 },
  { 20221028, 1490 },
  { 20230127, 2260 },
  { 20230602, 1730 },
  { 20230804, 2010 },
  { 20231201, 1560 },
  { 20240126, 1380 },
  { 20240517, 1720 },
  { 20240906, 1490 },
  { 20241004, 2120 },
  { 20241129, 1640 },
  { 20250110, 1490 },
  { 20250214, MULTIPLE_NOW },
};

/* Average daily turnover by month from January 2020, hundredths of HKD bn. The
 * article: February 2025 is two thirds above January and three times February
 * 2024. */
static const int monthly_turnover[] = {
  2060, 2750, 3310, 1920, 1960, 2240, 3750, 2860, 2210, 2230, 2740, 2610, /* 2020 */
  6350, 6210, 5580, 3620, 3490, 3710, 4680, 3810, 3740, 3560, 3480, 3220, /* 2021 */
  3690, 3480, 4390, 2790, 2620, 3780, 3010, 2390, 2310, 2550, 3680, 3090, /* 2022 */
  3610, 2880, 3270, 2910, 2860, 2690, 3180, 3310, 2620, 2700, 3080, 2590, /* 2023 */
  2710, 3340, 3420, 4010, 4690, 3790, 3580, 3410, 4640, 9620, 6980, 5210, /* 2024 */
  6000,                                                                   /* 2025 */
};

/* 5 to 14 February 2025: 100.2 both to the 12th and to the 14th. */
static const int february_turnover[] = { 8810, 9260, 10490, 10730, 10120, 10710, 9900, 10140 };

static const char *const index_members[] = {
  "HSTECH.HK", "^HSI", "000300.SS", "000001.SS", "000510.SS",
  "^HXC", "^NDX", "^IXIC", "^GSPC", NULL
};

static const char *const technology_members[] = {
  "9988.HK", "0700.HK", "1810.HK", "9888.HK", "9618.HK", "3690.HK",
  "1211.HK", "1024.HK", "9626.HK", "0981.HK", "9999.HK", NULL
};

static const char *const magnificent_members[] = {
  "AAPL", "MSFT", "GOOGL", "AMZN", "NVDA", "META", "TSLA", NULL
};

const TideSampleList tide_sample_lists[] = {
  { "Indices", index_members },
  { "China technology", technology_members },
  { "Magnificent Seven", magnificent_members },
};

const size_t tide_sample_n_lists = G_N_ELEMENTS (tide_sample_lists);

static TideDay
day_from_number (int number)
{
  return tide_day_from_ymd (number / 10000, number / 100 % 100, number % 100);
}

/* The last session of each week, to the last day of the sample. */
static GArray *
list_weeks (void)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (TideDay));

  for (TideDay friday = day_from_number (multiple_points[0].day);
       friday <= TIDE_SAMPLE_LAST_DAY; friday += 7)
    {
      TideDay day = friday;

      while (!tide_sample_is_open (TIDE_SAMPLE_HONG_KONG, day))
        day--;
      g_array_append_val (days, day);
    }

  return days;
}

static double
interpolate_multiple (TideDay day)
{
  size_t i = 1;
  double from;
  double part;

  while (i + 1 < G_N_ELEMENTS (multiple_points) && day_from_number (multiple_points[i].day) < day)
    i++;

  from = (double) day_from_number (multiple_points[i - 1].day);
  part = ((double) day - from) / (day_from_number (multiple_points[i].day) - from);

  return multiple_points[i - 1].value +
         (multiple_points[i].value - multiple_points[i - 1].value) * part;
}

/* Shifts every value but the last so that the five-year mean is exactly the one
 * quoted; what rounding leaves over goes to one value in the middle. */
static void
shift_to_mean (const GArray *days,
               int64_t      *values)
{
  size_t  n = days->len;
  size_t  first = 0;
  int64_t sum = 0;
  int64_t missing;
  int64_t shift;

  while (g_array_index (days, TideDay, first) <= day_from_number (MULTIPLE_BASE))
    first++;
  g_assert (first + 1 < n);
  for (size_t i = first; i < n; i++)
    sum += values[i];

  missing = MULTIPLE_MEAN * (int64_t) (n - first) - sum;
  shift = missing / (int64_t) (n - first - 1);
  for (size_t i = 0; i + 1 < n; i++)
    values[i] += shift;
  missing -= shift * (int64_t) (n - first - 1);

  /* At most one step for each value is left. */
  for (size_t i = first; missing != 0; i++)
    {
      int64_t step = missing > 0 ? 1 : -1;

      values[i] += step;
      missing -= step;
    }
}

TideBatch *
tide_sample_make_multiple (void)
{
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (GArray)         days = list_weeks ();
  g_autofree int64_t        *values = g_new0 (int64_t, days->len);
  uint64_t                   stream = tide_sample_stream ("pe_fwd");
  TideFetch                  fetch = tide_sample_fetch ();
  TideDay                    launch = day_from_number (LAUNCH);
  TideBatch                 *batch;

  instrument = tide_sample_make_instrument (&tide_sample_instruments[0]);
  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_WEEKLY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  tide_batch_add_column (batch, "pe_fwd", tide_unit_of_kind (TIDE_UNIT_MULTIPLE));

  for (size_t i = 0; i < days->len; i++)
    {
      TideDay day = g_array_index (days, TideDay, i);
      double  value = interpolate_multiple (day);

      value *= 1.0 + 0.012 * tide_sample_noise (stream, (uint64_t) day, 0);
      values[i] = (int64_t) (value + 0.5);
    }
  values[days->len - 1] = MULTIPLE_NOW;
  shift_to_mean (days, values);

  for (size_t i = 0; i < days->len; i++)
    {
      TideDay day = g_array_index (days, TideDay, i);
      double  value = tide_decimal_from_scaled (values[i], 2);

      tide_batch_add_row (batch, day, day < launch ? launch : TIDE_DAY_NONE, &value);
    }
  tide_batch_seal (batch);

  return batch;
}

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
  TideMonth                  first = FIRST_MONTH * 12;
  size_t                     n_extra = 0;
  TideBatch                 *batch;

  batch = tide_batch_new (instrument, &fetch, TIDE_FREQUENCY_DAILY, TIDE_BASIS_QUOTED,
                          TIDE_DAY_NONE);
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    tide_batch_add_column (batch, fields[i], tide_unit_of_currency ("HKD"));

  for (size_t i = 0; i < G_N_ELEMENTS (monthly_turnover); i++)
    add_month (batch, first + (TideMonth) i, monthly_turnover[i]);
  for (TideDay day = day_from_number (20250201); day <= TIDE_SAMPLE_LAST_DAY; day++)
    if (is_connected (day) && n_extra < G_N_ELEMENTS (february_turnover))
      add_flow (batch, day, february_turnover[n_extra++]);
  tide_batch_seal (batch);

  return batch;
}
