// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"

G_BEGIN_DECLS

/** TIDE_SAMPLE_LAST_DAY: 2025-02-14, the day the sample opens as of. */
#define TIDE_SAMPLE_LAST_DAY 20133
/** TIDE_SAMPLE_LEARNED: 2025-02-14T23:00:00Z, when all of it became known. */
#define TIDE_SAMPLE_LEARNED INT64_C (1739574000)

#define TIDE_SAMPLE_N_ANCHORS 35

typedef enum
{
  TIDE_SAMPLE_HONG_KONG,
  TIDE_SAMPLE_MAINLAND,
  TIDE_SAMPLE_NEW_YORK,
} TideSampleMarketId;

typedef struct
{
  const char *venue;
  const char *timezone;
  const char *currency;
  const int  *closed; /* YYYYMMDD, ascending */
  size_t      n_closed;
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
  int                anchors[TIDE_SAMPLE_N_ANCHORS]; /* hundredths */
} TideSampleInstrument;

extern const TideSampleMarket     tide_sample_markets[];
extern const int                  tide_sample_anchor_days[TIDE_SAMPLE_N_ANCHORS];
extern const TideSampleInstrument tide_sample_instruments[];
extern const size_t               tide_sample_n_instruments;

/* Whether a market held a session; `day` is a weekday or not. */
bool tide_sample_is_open (TideSampleMarketId market,
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

TideInstrument *tide_sample_make_instrument (const TideSampleInstrument *sample);
TideBatch      *tide_sample_make_turnover (void);
TideBatch      *tide_sample_make_multiple (void);
TideFetch       tide_sample_fetch (void);

/* A list of the sample: name and members, NULL-terminated. */
typedef struct
{
  const char        *name;
  const char *const *symbols;
} TideSampleList;

extern const TideSampleList tide_sample_lists[];
extern const size_t         tide_sample_n_lists;

G_END_DECLS
