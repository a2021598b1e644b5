// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-bars-private.h"

G_BEGIN_DECLS

#define TIDE_FX_CODE_SIZE 4

/* A pair of currencies: units of `quote` for one of `base`. */
typedef struct
{
  char base[TIDE_FX_CODE_SIZE];
  char quote[TIDE_FX_CODE_SIZE];
} TideFxPair;

/* One published rate: units of `currency` for one of whatever the reply is
 * about. */
typedef struct
{
  TideDay day;
  char    currency[TIDE_FX_CODE_SIZE];
  double  value;
} TideFxRate;

/* `EURUSD=X`; `HKD=X` is for one American dollar. False for what is no pair of
 * known currencies. */
bool  tide_fx_pair_parse (const char *symbol,
                          TideFxPair *out_pair);
char *tide_fx_dup_symbol (const char *base,
                          const char *quote);

/* Fills in three letters; false for what is no known currency. */
bool tide_fx_read_code (const char *text,
                        size_t      length,
                        char        code[TIDE_FX_CODE_SIZE]);

/* Adds the batch of one pair out of rates against `base`: as they are published
 * where the pair begins with it, else as the quotient of the two rates of a day.
 * (element-type TideFxRate) */
void tide_fx_add_pair (TideReading             *reading,
                       const TideProviderReply *reply,
                       const GArray            *rates,
                       const char              *base,
                       const char              *symbol);

/* Adds a batch for each currency that the rates are of. */
void tide_fx_add_all (TideReading             *reading,
                      const TideProviderReply *reply,
                      const GArray            *rates,
                      const char              *base);

G_END_DECLS
