// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-instrument"

#include "config.h"

#include "tide-instrument.h"

#include <string.h>

#include "model/tide-field.h"
#include "model/tide-venue.h"

#define HONG_KONG_SUFFIX ".HK"
#define HONG_KONG_DIGITS 4
#define RATE_SUFFIX "=X"
#define CURRENCY_LENGTH 3

G_DEFINE_BOXED_TYPE (TideInstrument, tide_instrument, tide_instrument_ref, tide_instrument_unref)

static const char *const kind_names[] = {
  [TIDE_INSTRUMENT_STOCK] = "stock",
  [TIDE_INSTRUMENT_INDEX] = "index",
  [TIDE_INSTRUMENT_ETF] = "etf",
  [TIDE_INSTRUMENT_FUND] = "fund",
  [TIDE_INSTRUMENT_FX] = "fx",
  [TIDE_INSTRUMENT_MARKET] = "market",
  [TIDE_INSTRUMENT_BASKET] = "basket",
};

static void
clear_instrument (void *data)
{
  TideInstrument *self = data;

  g_free (self->symbol);
  g_free (self->name);
  g_free (self->currency);
  g_free (self->quote_unit);
  g_free (self->venue);
  g_free (self->timezone);
  g_free (self->sector);
}

static char *
dup_or (const char *text,
        const char *fallback)
{
  return g_strdup (text != NULL ? text : fallback);
}

/**
 * tide_instrument_new:
 * @fields: particulars; copied. @symbol must be set; a missing currency is
 *   empty, a missing quote unit the currency, a missing time zone UTC
 *
 * Creates an instrument.
 *
 * Returns: (transfer full)
 */
TideInstrument *
tide_instrument_new (const TideInstrument *fields)
{
  TideInstrument *self;

  g_return_val_if_fail (fields != NULL && fields->symbol != NULL, NULL);
  g_return_val_if_fail ((size_t) fields->kind < G_N_ELEMENTS (kind_names), NULL);

  self = g_atomic_rc_box_new0 (TideInstrument);
  self->symbol = g_strdup (fields->symbol);
  self->name = g_strdup (fields->name);
  self->kind = fields->kind;
  self->currency = dup_or (fields->currency, "");
  self->quote_unit = dup_or (fields->quote_unit, self->currency);
  self->venue = g_strdup (fields->venue);
  self->timezone = dup_or (fields->timezone, "UTC");
  self->sector = g_strdup (fields->sector);
  self->assumed = fields->assumed;
  return self;
}

/* `USDHKD=X` and `HKD=X` are both Hong Kong dollars for one American. */
static void
read_rate_currency (const char *symbol,
                    char       *buffer)
{
  size_t stem = strlen (symbol) - strlen (RATE_SUFFIX);

  if (stem >= CURRENCY_LENGTH)
    memcpy (buffer, symbol + stem - CURRENCY_LENGTH, CURRENCY_LENGTH);
}

/**
 * tide_instrument_new_assumed:
 * @symbol: a canonical symbol
 *
 * Creates an instrument of which nothing but the symbol is known. Kind, venue,
 * time zone and currency are what `data/venues.csv` says of such symbols, and
 * are marked assumed.
 *
 * Returns: (transfer full)
 */
TideInstrument *
tide_instrument_new_assumed (const char *symbol)
{
  const TideVenue *venue;
  char             rate_currency[CURRENCY_LENGTH + 1] = "";
  TideInstrument   fields = { NULL };

  g_return_val_if_fail (symbol != NULL, NULL);

  venue = tide_venue_find_for_symbol (symbol);
  fields.symbol = (char *) symbol;
  fields.kind = venue->kind;
  fields.currency = (char *) venue->currency;
  fields.quote_unit = (char *) venue->quote_unit;
  fields.venue = *venue->code != '\0' ? (char *) venue->code : NULL;
  fields.timezone = (char *) venue->timezone;
  fields.assumed = TIDE_ASSUMED_CURRENCY | TIDE_ASSUMED_VENUE | TIDE_ASSUMED_KIND;

  if (g_str_has_suffix (symbol, RATE_SUFFIX))
    {
      read_rate_currency (symbol, rate_currency);
      fields.currency = rate_currency;
      fields.quote_unit = rate_currency;
    }

  return tide_instrument_new (&fields);
}

/**
 * tide_instrument_ref:
 * @self: an instrument
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TideInstrument *
tide_instrument_ref (TideInstrument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * tide_instrument_unref:
 * @self: (transfer full): an instrument
 *
 * Drops a reference. Any thread.
 */
void
tide_instrument_unref (TideInstrument *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_instrument);
}

/**
 * tide_instrument_kind_to_string:
 * @kind: a kind
 *
 * Names a kind as the store and machine output write it.
 *
 * Returns: (transfer none): `stock`, `index`, `etf` …
 */
const char *
tide_instrument_kind_to_string (TideInstrumentKind kind)
{
  g_return_val_if_fail ((size_t) kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

/**
 * tide_instrument_kind_parse:
 * @text: a name as tide_instrument_kind_to_string() gives it
 * @out_kind: (out): the kind
 *
 * Reads the name of a kind.
 *
 * Returns: %FALSE if there is no such kind; @out_kind is then untouched
 */
bool
tide_instrument_kind_parse (const char         *text,
                            TideInstrumentKind *out_kind)
{
  g_return_val_if_fail (text != NULL && out_kind != NULL, false);

  for (size_t i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (text, kind_names[i]) == 0)
      {
        *out_kind = (TideInstrumentKind) i;
        return true;
      }

  return false;
}

/**
 * tide_instrument_is_priced:
 * @self: an instrument
 *
 * Tells whether it has prices that are above zero: a stock, an index, an ETF or
 * a fund. Zero and negative prices of these are refused.
 *
 * Returns: %FALSE for a rate, a market and a basket
 */
bool
tide_instrument_is_priced (const TideInstrument *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->kind == TIDE_INSTRUMENT_STOCK || self->kind == TIDE_INSTRUMENT_INDEX ||
         self->kind == TIDE_INSTRUMENT_ETF || self->kind == TIDE_INSTRUMENT_FUND;
}

/**
 * tide_instrument_get_field_unit:
 * @self: an instrument
 * @field: a field name
 *
 * Says in what unit a formula answers for a field of an instrument. Money is
 * in the instrument's currency, never in its quote unit (GBP for a price in
 * pence); prices of an index and of a basket are points, those of a rate plain
 * numbers; what a market holds is money, what a stock's holders hold is shares.
 *
 * Returns: plain for a field that is not in the field table, and for money when
 *   the instrument has no currency
 */
TideUnit
tide_instrument_get_field_unit (const TideInstrument *self,
                                const char           *field)
{
  const TideField *row;
  bool             money;

  g_return_val_if_fail (self != NULL && field != NULL, tide_unit_plain ());

  row = tide_field_find (field);
  if (row == NULL)
    return tide_unit_plain ();

  money = row->unit == TIDE_UNIT_CURRENCY ||
          (self->kind == TIDE_INSTRUMENT_MARKET && strcmp (field, "holdings") == 0);
  if (!money)
    return tide_unit_of_kind (row->unit);

  if (row->measure == TIDE_FIELD_PRICE &&
      (self->kind == TIDE_INSTRUMENT_INDEX || self->kind == TIDE_INSTRUMENT_BASKET))
    return tide_unit_of_kind (TIDE_UNIT_INDEX);

  if (*self->currency == '\0' ||
      (row->measure == TIDE_FIELD_PRICE && self->kind == TIDE_INSTRUMENT_FX))
    return tide_unit_plain ();

  return tide_unit_of_currency (self->currency);
}

/* Hong Kong codes are written with four digits; those of the renminbi counters
 * and of warrants have five of their own. */
static char *
pad_hong_kong_code (const char *symbol,
                    size_t      length)
{
  size_t digits = length - strlen (HONG_KONG_SUFFIX);
  size_t zeros = 0;

  while (zeros < digits && symbol[zeros] == '0')
    zeros++;
  for (size_t i = zeros; i < digits; i++)
    if (!g_ascii_isdigit (symbol[i]))
      return g_strndup (symbol, length);

  digits -= zeros;
  return g_strdup_printf ("%.*s%.*s%s",
                          digits < HONG_KONG_DIGITS ? HONG_KONG_DIGITS - (int) digits : 0,
                          "0000",
                          (int) digits,
                          symbol + zeros,
                          HONG_KONG_SUFFIX);
}

/**
 * tide_symbol_normalize:
 * @text: bytes, not necessarily terminated
 * @length: how many
 *
 * Gives a symbol its canonical form: without blanks around it, upper-case ASCII
 * of `[A-Z0-9.^=/_-]` with at least one letter or digit, at most
 * %TIDE_SYMBOL_LENGTH_MAX bytes, Hong Kong codes padded or cut to four digits
 * (`700.HK` and `00700.HK` are `0700.HK`). The canonical form of a canonical
 * symbol is itself.
 *
 * Returns: (transfer full) (nullable): %NULL if it cannot be a symbol
 */
char *
tide_symbol_normalize (const char *text,
                       size_t      length)
{
  char   symbol[TIDE_SYMBOL_LENGTH_MAX + 1] = "";
  bool   named = false;
  size_t suffix = strlen (HONG_KONG_SUFFIX);

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  while (length > 0 && g_ascii_isspace (text[0]))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length > TIDE_SYMBOL_LENGTH_MAX)
    return NULL;

  for (size_t i = 0; i < length; i++)
    {
      symbol[i] = g_ascii_toupper (text[i]);
      if (g_ascii_isalnum (symbol[i]))
        named = true;
      else if (symbol[i] == '\0' || strchr (".^=/_-", symbol[i]) == NULL)
        return NULL;
    }

  if (!named)
    return NULL;
  if (length > suffix && g_str_has_suffix (symbol, HONG_KONG_SUFFIX))
    return pad_hong_kong_code (symbol, length);

  return g_strdup (symbol);
}
