// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sample-data"

#include "config.h"

#include "tide-sample-private.h"

#include <stdlib.h>

/* The tables of the sample, compiled from data/sample-*.csv. */

/* A weekday on which a market was shut. */
typedef struct
{
  TideSampleMarketId market;
  int                day;
} Closure;

/* By market and day. */
static const Closure closures[] = {
#include "tide-sample-closures.h"
};

const int tide_sample_anchor_days[TIDE_SAMPLE_N_ANCHORS] = {
#include "tide-sample-price-days.h"
};

const TideSampleInstrument tide_sample_instruments[] = {
#include "tide-sample-prices.h"
};

const TideSampleAction tide_sample_actions[] = {
#include "tide-sample-actions.h"
};

const TideSamplePoint tide_sample_points[] = {
#include "tide-sample-points.h"
};

const TideSampleTurnover tide_sample_turnovers[] = {
#include "tide-sample-turnover.h"
};

const TideSampleMember tide_sample_members[] = {
#include "tide-sample-lists.h"
};

const TideSampleSector tide_sample_sectors[] = {
#include "tide-sample-sectors.h"
};

const int tide_sample_account_days[TIDE_SAMPLE_N_ACCOUNT_DAYS] = {
#include "tide-sample-account-days.h"
};

const TideSampleAccount tide_sample_accounts[] = {
#include "tide-sample-accounts.h"
};

const size_t tide_sample_n_instruments = G_N_ELEMENTS (tide_sample_instruments);
const size_t tide_sample_n_actions = G_N_ELEMENTS (tide_sample_actions);
const size_t tide_sample_n_points = G_N_ELEMENTS (tide_sample_points);
const size_t tide_sample_n_turnovers = G_N_ELEMENTS (tide_sample_turnovers);
const size_t tide_sample_n_members = G_N_ELEMENTS (tide_sample_members);
const size_t tide_sample_n_sectors = G_N_ELEMENTS (tide_sample_sectors);
const size_t tide_sample_n_accounts = G_N_ELEMENTS (tide_sample_accounts);

const TideSampleMarket tide_sample_markets[] = {
  [TIDE_SAMPLE_HONG_KONG] = { "HKEX", "Asia/Hong_Kong", "HKD" },
  [TIDE_SAMPLE_MAINLAND] = { "SSE", "Asia/Shanghai", "CNY" },
  [TIDE_SAMPLE_NEW_YORK] = { "NASDAQ", "America/New_York", "USD" },
  [TIDE_SAMPLE_RATES] = { "FX", "Europe/London", "" },
};

TideDay
tide_sample_day (int number)
{
  return tide_day_from_ymd (number / 10000, number / 100 % 100, number % 100);
}

static int
compare_closure_cb (const void *key,
                    const void *row)
{
  const Closure *wanted = key;
  const Closure *closure = row;

  if (wanted->market != closure->market)
    return wanted->market < closure->market ? -1 : 1;

  return (wanted->day > closure->day) - (wanted->day < closure->day);
}

bool
tide_sample_is_open (TideSampleMarketId market,
                     TideDay            day)
{
  Closure closure = { market, 0 };
  int     year = 0;
  int     month = 0;
  int     of_month = 0;

  /* 1970-01-01 was a Thursday: day 2 a Saturday, day 3 a Sunday. */
  if ((day + 3) % 7 >= 5)
    return false;

  tide_day_to_ymd (day, &year, &month, &of_month);
  closure.day = year * 10000 + month * 100 + of_month;

  return bsearch (&closure, closures, G_N_ELEMENTS (closures), sizeof closures[0],
                  compare_closure_cb) == NULL;
}

TideDay
tide_sample_last_session (TideSampleMarketId market,
                          TideDay            day)
{
  while (!tide_sample_is_open (market, day))
    day--;

  return day;
}
