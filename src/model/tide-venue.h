// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-instant.h"
#include "model/tide-instrument.h"

G_BEGIN_DECLS

/**
 * TideVenue:
 * @pattern: symbols it stands for; `*` is any run of characters, `?` one
 * @kind: what such a symbol is
 * @close: end of the regular session in minutes after local midnight, closing
 *   auction included; 1440 for a day without a session
 * @code: venue code, `HKEX`; empty when nothing is known
 * @currency: ISO 4217 code of money figures; empty for an index and a rate
 * @quote_unit: unit prices are quoted in, `GBp`; empty for an index and a rate
 * @timezone: IANA time zone of the trading day
 *
 * What a symbol alone says about its instrument: one row of `data/venues.csv`.
 */
typedef struct
{
  const char        *pattern;
  TideInstrumentKind kind;
  int                close;
  const char        *code;
  const char        *currency;
  const char        *quote_unit;
  const char        *timezone;
} TideVenue;

const TideVenue *tide_venue_find_for_symbol (const char *symbol);
TideInstant      tide_venue_get_session_end (const TideVenue *self,
                                             TideDay          day);
TideDay          tide_venue_get_last_ended_day (const TideVenue *self,
                                                TideInstant      instant);

G_END_DECLS
