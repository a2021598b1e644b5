// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>
#include <stdbool.h>

#include "base/tide-unit.h"

G_BEGIN_DECLS

/** TIDE_SYMBOL_LENGTH_MAX: bytes of the longest canonical symbol. */
#define TIDE_SYMBOL_LENGTH_MAX 64

/**
 * TideInstrumentKind:
 *
 * What an instrument is.
 */
typedef enum
{
  TIDE_INSTRUMENT_STOCK,
  TIDE_INSTRUMENT_INDEX,
  TIDE_INSTRUMENT_ETF,
  TIDE_INSTRUMENT_FUND,
  TIDE_INSTRUMENT_FX,
  TIDE_INSTRUMENT_MARKET,
  TIDE_INSTRUMENT_BASKET,
} TideInstrumentKind;

/**
 * TideInstrumentAssumed:
 *
 * Which particulars were read off the symbol's suffix and wait for a provider
 * to confirm them.
 */
typedef enum
{
  TIDE_ASSUMED_NOTHING = 0,
  TIDE_ASSUMED_CURRENCY = 1 << 0,
  TIDE_ASSUMED_VENUE = 1 << 1,
  TIDE_ASSUMED_KIND = 1 << 2,
} TideInstrumentAssumed;

#define TIDE_TYPE_INSTRUMENT (tide_instrument_get_type ())

/**
 * TideInstrument:
 * @symbol: canonical symbol, `[A-Z0-9.^=/_-]`
 * @name: (nullable): display name
 * @kind: what it is
 * @currency: ISO 4217 code of its money figures; empty for an index
 * @quote_unit: unit prices are quoted in, `HKD`, `GBp`; empty for an index
 * @venue: (nullable): venue code, `HKEX`
 * @timezone: IANA time zone of its trading day, `Asia/Hong_Kong`
 * @sector: (nullable): sector
 * @assumed: which of these are assumed
 *
 * Who a series is about. Immutable, reference counted, safe across threads;
 * all strings are owned.
 */
typedef struct
{
  char                 *symbol;
  char                 *name;
  TideInstrumentKind    kind;
  char                 *currency;
  char                 *quote_unit;
  char                 *venue;
  char                 *timezone;
  char                 *sector;
  TideInstrumentAssumed assumed;
} TideInstrument;

GType           tide_instrument_get_type (void) G_GNUC_CONST;
TideInstrument *tide_instrument_new (const TideInstrument *fields);
TideInstrument *tide_instrument_new_assumed (const char *symbol);
TideInstrument *tide_instrument_ref (TideInstrument *self);
void            tide_instrument_unref (TideInstrument *self);
const char     *tide_instrument_kind_to_string (TideInstrumentKind kind);
bool            tide_instrument_kind_parse (const char         *text,
                                            TideInstrumentKind *out_kind);
bool            tide_instrument_is_priced (const TideInstrument *self);
TideUnit        tide_instrument_get_field_unit (const TideInstrument *self,
                                                const char           *field);

char *tide_symbol_normalize (const char *text,
                             size_t      length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideInstrument, tide_instrument_unref)

G_END_DECLS
