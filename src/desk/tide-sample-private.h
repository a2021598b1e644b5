// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"
#include "store/tide-workspace.h"

G_BEGIN_DECLS

/** TIDE_SAMPLE_LAST_DAY: 2025-02-14, the day the sample opens as of. */
#define TIDE_SAMPLE_LAST_DAY 20133
/** TIDE_SAMPLE_LEARNED: 2025-02-14T23:00:00Z, when all of it became known. */
#define TIDE_SAMPLE_LEARNED INT64_C (1739574000)

/** TIDE_SAMPLE_A500_LAUNCH: the CSI A500 Index was launched on 23 September 2024;
 * its multiple and who held its members before were calculated backwards. */
#define TIDE_SAMPLE_A500_LAUNCH 20240923

#define TIDE_SAMPLE_N_ANCHORS 35

/* Where a batch of the sample's prices has its closes. */
#define TIDE_SAMPLE_CLOSE_COLUMN 3

typedef enum
{
  TIDE_SAMPLE_HONG_KONG,
  TIDE_SAMPLE_MAINLAND,
  TIDE_SAMPLE_NEW_YORK,
  TIDE_SAMPLE_RATES,
} TideSampleMarketId;

typedef struct
{
  const char *venue;
  const char *timezone;
  const char *currency;
} TideSampleMarket;

typedef struct
{
  const char        *symbol;
  const char        *name;
  const char        *sector; /* (nullable) */
  TideInstrumentKind kind;
  TideSampleMarketId market;
  int                volatility;                     /* of one day; hundredths of a per cent */
  int                volume;                         /* of a usual day; thousands of shares */
  int                anchors[TIDE_SAMPLE_N_ANCHORS]; /* hundredths; of a rate for 100 units */
} TideSampleInstrument;

/* A split or a dividend, the latter in the currency of the market. */
typedef struct
{
  const char    *symbol;
  int            ex_day; /* YYYYMMDD */
  TideActionKind kind;
  double         value;
} TideSampleAction;

/* A value that a weekly path passes; those of a path ascend by day. */
typedef struct
{
  const char *symbol;
  const char *field;
  int         day;   /* YYYYMMDD */
  int         value; /* hundredths */
} TideSamplePoint;

/* Turnover of Stock Connect; hundredths of a billion. */
typedef struct
{
  int period; /* YYYYMMDD, a month's day is 0 and its turnover a day's average */
  int south;  /* HKD */
  int north;  /* CNY */
} TideSampleTurnover;

typedef struct
{
  const char *list;
  const char *symbol;
} TideSampleMember;

/* What mainland investors buy of a sector. */
typedef struct
{
  const char *name; /* as the end of a symbol */
  const char *title;
  int         share;     /* of a usual week's total; per cent */
  int         deviation; /* of a week; hundredths of HKD bn */
  int         last;      /* the week of 3 to 7 February 2025; hundredths of HKD bn */
} TideSampleSector;

#define TIDE_SAMPLE_N_ACCOUNT_DAYS 7

/* One item of a stock's accounts; the items of a stock come together, all of
 * them, always in the same order. */
typedef struct
{
  const char *symbol;
  const char *item;
  int         values[TIDE_SAMPLE_N_ACCOUNT_DAYS]; /* hundredths */
} TideSampleAccount;

extern const TideSampleMarket     tide_sample_markets[];
extern const int                  tide_sample_anchor_days[TIDE_SAMPLE_N_ANCHORS];
extern const TideSampleInstrument tide_sample_instruments[];
extern const size_t               tide_sample_n_instruments;
extern const TideSampleAction     tide_sample_actions[];
extern const size_t               tide_sample_n_actions;
extern const TideSamplePoint      tide_sample_points[];
extern const size_t               tide_sample_n_points;
extern const TideSampleTurnover   tide_sample_turnovers[];
extern const size_t               tide_sample_n_turnovers;
/* By list, in the order in which they are shown. */
extern const TideSampleMember tide_sample_members[];
extern const size_t           tide_sample_n_members;

extern const TideSampleSector  tide_sample_sectors[];
extern const size_t            tide_sample_n_sectors;
extern const int               tide_sample_account_days[TIDE_SAMPLE_N_ACCOUNT_DAYS];
extern const TideSampleAccount tide_sample_accounts[];
extern const size_t            tide_sample_n_accounts;

/* The day of a number YYYYMMDD. */
TideDay tide_sample_day (int number);

/* Whether a market held a session; `day` is a weekday or not. */
bool tide_sample_is_open (TideSampleMarketId market,
                          TideDay            day);

/* The last session on or before a day. */
TideDay tide_sample_last_session (TideSampleMarketId market,
                                  TideDay            day);

/* A value of the generator's own noise, roughly normal, mean 0, deviation 1;
 * the same for the same three numbers everywhere: only IEEE additions and
 * multiplications are used. */
double   tide_sample_noise (uint64_t stream,
                            uint64_t step,
                            uint64_t what);
uint64_t tide_sample_stream (const char *text);

/* (element-type TideBatch): everything the sample holds. */
GPtrArray *tide_sample_make_batches (void);

/* Values on the last session of each week, in hundredths. */
typedef struct
{
  GArray  *days; /* TideDay */
  size_t   n_days;
  int64_t *values;
} TideSamplePath;

/* The last sessions of the weeks from a Friday to a day. */
GArray *tide_sample_list_weeks (TideSampleMarketId market,
                                TideDay            first,
                                TideDay            last);

/* The path through the points of a field, `noise` its deviation as a fraction;
 * the last value is the last point's. */
TideSamplePath *tide_sample_make_path (const char        *symbol,
                                       const char        *field,
                                       TideSampleMarketId market,
                                       uint64_t           stream,
                                       double             noise);
TideDay         tide_sample_path_day (const TideSamplePath *path,
                                      size_t                i);
void            tide_sample_path_free (TideSamplePath *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSamplePath, tide_sample_path_free)

TideInstrument *tide_sample_make_instrument (const TideSampleInstrument *sample);
TideFetch       tide_sample_fetch (void);

/* (nullable): multiples of an instrument whose prices are given. */
TideBatch *tide_sample_make_multiples (const TideSampleInstrument *sample,
                                       const TideBatch            *prices);

/* These append to batches: Stock Connect, and who holds what. */
void tide_sample_add_flows (GPtrArray *batches);
void tide_sample_add_holders (GPtrArray *batches);

/* Enters what the analyst of the sample wrote: cited figures, targets and
 * scenarios. What is there already is not entered again. */
bool tide_sample_write_words (TideWorkspace *workspace,
                              GError       **error);

G_END_DECLS
