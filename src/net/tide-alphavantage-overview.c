// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-alphavantage-overview"

#include "config.h"

#include "net/tide-alphavantage-overview-private.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "parse/tide-json.h"
#include "parse/tide-number-text.h"

#define KEPT "Stored figures are unchanged."
#define EXCERPT 40
#define NAME_LENGTH 200
#define ZONE "America/New_York"

/* What a figure may be. */
typedef enum
{
  SIGN_ANY,
  SIGN_POSITIVE,
} Sign;

static const struct
{
  const char *key;
  const char *field;
  const char *horizon; /* (nullable) */
  Sign        sign;
} figures[] = {
  { "PERatio", "pe", "trailing", SIGN_POSITIVE },
  { "ForwardPE", "pe_fwd", "forward", SIGN_POSITIVE },
  { "PriceToBookRatio", "pb", "trailing", SIGN_POSITIVE },
  { "PriceToSalesRatioTTM", "ps", "trailing", SIGN_POSITIVE },
  { "EVToEBITDA", "ev_ebitda", "trailing", SIGN_POSITIVE },
  { "DividendYield", "dividend_yield", "trailing", SIGN_POSITIVE },
  { "EPS", "eps_ttm", "trailing", SIGN_ANY },
  { "MarketCapitalization", "market_cap", NULL, SIGN_POSITIVE },
  { "SharesOutstanding", "shares", NULL, SIGN_POSITIVE },
  { "AnalystTargetPrice", "price_target", NULL, SIGN_POSITIVE },
};

#define N_FIGURES G_N_ELEMENTS (figures)

/* The reply as it stands; texts are NULL where it says nothing. */
typedef struct
{
  char *symbol;
  char *name;
  char *asset_type;
  char *currency;
  char *sector;
  char *latest_quarter;
  char *error;       /* `Error Message` */
  char *information; /* `Information` or `Note` */
  char *figures[N_FIGURES];
} Overview;

static void
overview_clear (Overview *self)
{
  g_free (self->symbol);
  g_free (self->name);
  g_free (self->asset_type);
  g_free (self->currency);
  g_free (self->sector);
  g_free (self->latest_quarter);
  g_free (self->error);
  g_free (self->information);
  for (size_t i = 0; i < N_FIGURES; i++)
    g_free (self->figures[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Overview, overview_clear)

/* Where the value of the last key goes, or NULL. */
static char **
find_place (Overview *self,
            TideJson *json)
{
  const struct
  {
    const char *key;
    char      **place;
  } texts[] = {
    { "Symbol", &self->symbol },
    { "Name", &self->name },
    { "AssetType", &self->asset_type },
    { "Currency", &self->currency },
    { "Sector", &self->sector },
    { "LatestQuarter", &self->latest_quarter },
    { "Error Message", &self->error },
    { "Information", &self->information },
    { "Note", &self->information },
  };

  for (size_t i = 0; i < N_FIGURES; i++)
    if (tide_json_key_is (json, figures[i].key))
      return &self->figures[i];
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    if (tide_json_key_is (json, texts[i].key))
      return texts[i].place;

  return NULL;
}

/* All values are texts; a number is read as it is written. */
static void
read_text (TideJson *json,
           char    **place)
{
  const char *text;
  size_t      length;

  g_clear_pointer (place, g_free);
  if (tide_json_peek (json) == TIDE_JSON_STRING)
    *place = tide_json_dup_string (json);
  else if (tide_json_peek (json) == TIDE_JSON_NUMBER && tide_json_skip (json, &text, &length))
    *place = g_strndup (text, length);
}

static bool
read_overview (Overview                *self,
               const TideProviderReply *reply,
               GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new (reply->bytes, reply->length, TIDE_JSON_UNIQUE_KEYS);

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    {
      char **place = find_place (self, json);

      if (place != NULL)
        read_text (json, place);
    }

  return tide_json_finish (json, error);
}

/* What the service says in place of figures, with status 200. Its own words can
 * hold the key, so that they are not repeated. */
static bool
check_refusal (const Overview *self,
               GError        **error)
{
  if (self->error != NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                 "Alpha Vantage did not understand what it was asked for. " KEPT
                 " Check the symbol.");
  else if (self->information != NULL && strstr (self->information, "premium") != NULL &&
           strstr (self->information, "per day") == NULL &&
           strstr (self->information, "per second") == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_UNAUTHORIZED,
                 "Alpha Vantage gives this only to paying customers. " KEPT
                 " Take another source.");
  else if (self->information != NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED,
                 "Alpha Vantage asks for fewer requests. " KEPT " Try again later.");
  else if (self->symbol == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                 "Alpha Vantage's reply names no company: it does not know the symbol. " KEPT);
  else
    return true;

  return false;
}

static bool
check_symbol (const Overview          *self,
              const TideProviderReply *reply,
              char                   **out_symbol,
              GError                 **error)
{
  const char      *symbol = self->symbol != NULL ? self->symbol : "";
  g_autofree char *shown = tide_text_quote (symbol, strlen (symbol), EXCERPT);

  *out_symbol = tide_symbol_normalize (symbol, strlen (symbol));
  if (*out_symbol != NULL &&
      (reply->ask == NULL || strcmp (*out_symbol, reply->ask->symbol) == 0))
    return true;

  if (*out_symbol == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Alpha Vantage's reply is about “%s”, which is no symbol. " KEPT, shown);
  else
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Alpha Vantage was asked for %s and answered about %s; the reply was refused. "
                 "" KEPT,
                 reply->ask->symbol, *out_symbol);
  return false;
}

static TideDay
find_today (TideInstant now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return tide_instant_to_day (now, zone != NULL ? zone : utc);
}

/* The day the figures are of. An answer is of today. A file does not say when it
 * was asked for, so that its figures stand on the quarter they are made from. */
static TideDay
find_day (const Overview          *self,
          const TideProviderReply *reply,
          GError                 **error)
{
  const char *text = self->latest_quarter != NULL ? self->latest_quarter : "";
  TideDay     today = find_today (reply->now);
  TideDay     day = tide_day_parse (text, strlen (text));

  if (reply->ask != NULL)
    return today;
  if (day != TIDE_DAY_NONE && day <= today)
    return day;

  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
               "Alpha Vantage's reply does not say which quarter its figures are of, so that they "
               "cannot be given a day. " KEPT);
  return TIDE_DAY_NONE;
}

static TideInstrument *
make_instrument (const Overview *self,
                 const char     *symbol)
{
  g_autoptr (TideInstrument) assumed = tide_instrument_new_assumed (symbol);
  TideInstrument             known = *assumed;
  g_autofree char           *name = NULL;

  if (self->name != NULL)
    name = tide_text_quote (self->name, strlen (self->name), NAME_LENGTH);
  known.name = name;
  if (g_strcmp0 (self->asset_type, "Common Stock") == 0 ||
      g_strcmp0 (self->asset_type, "ETF") == 0)
    {
      known.kind = g_str_equal (self->asset_type, "ETF") ? TIDE_INSTRUMENT_ETF
                                                         : TIDE_INSTRUMENT_STOCK;
      known.assumed &= ~(unsigned int) TIDE_ASSUMED_KIND;
    }

  if (self->currency != NULL && tide_currency_is_known (self->currency))
    {
      known.currency = known.quote_unit = self->currency;
      known.assumed &= ~(unsigned int) TIDE_ASSUMED_CURRENCY;
    }

  return tide_instrument_new (&known);
}

static void G_GNUC_PRINTF (3, 4)
  add_note (TideReading *reading,
            TideDay      day,
            const char  *format,
            ...)
{
  va_list arguments;

  va_start (arguments, format);
  tide_reading_add_problem_take (reading, TIDE_PROBLEM_NOTE, day,
                                 g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* NaN where there is none, with a remark where something else stands there. The
 * service writes 0 for what it does not have. */
static double
read_figure (const Overview *self,
             size_t          figure,
             TideDay         day,
             TideReading    *reading)
{
  const char      *text = self->figures[figure];
  const char      *key = figures[figure].key;
  g_autofree char *shown = NULL;
  double           value = (double) NAN;

  if (text == NULL)
    return value;

  shown = tide_text_quote (text, strlen (text), EXCERPT);
  switch (tide_number_text_parse (text, strlen (text), TIDE_NUMBER_TEXT_PLAIN, &value))
    {
    case TIDE_NUMBER_TEXT_MISSING:
      return (double) NAN;
    case TIDE_NUMBER_TEXT_NOT_FINITE:
    case TIDE_NUMBER_TEXT_INVALID:
      add_note (reading, day, "%s is “%s”, which is no number: left out.", key, shown);
      return (double) NAN;
    case TIDE_NUMBER_TEXT_VALUE:
      break;
    }

  if (value == 0.0)
    add_note (reading, day, "%s is 0, which stands for a figure that is not there: left out.",
              key);
  else if (value < 0.0 && figures[figure].sign == SIGN_POSITIVE)
    add_note (reading, day, "%s is %s, and below zero it says nothing: left out.", key, shown);
  else
    return value;

  return (double) NAN;
}

static TideBatch *
make_batch (const Overview          *self,
            TideInstrument          *instrument,
            TideDay                  day,
            const TideProviderReply *reply,
            TideReading             *reading)
{
  TideBatch *batch = tide_batch_new (instrument, reply->fetch, TIDE_FREQUENCY_DAILY,
                                     TIDE_BASIS_QUOTED, TIDE_DAY_NONE);
  double     values[N_FIGURES];
  size_t     n_columns = 0;

  for (size_t i = 0; i < N_FIGURES; i++)
    {
      TideFacts facts = TIDE_FACTS_NONE;
      double    value = read_figure (self, i, day, reading);
      size_t    column;

      if (isnan (value))
        continue;

      column = tide_batch_add_column (
        batch, figures[i].field, tide_instrument_get_field_unit (instrument, figures[i].field));
      facts.horizon = figures[i].horizon;
      tide_batch_set_facts (batch, column, &facts);
      values[n_columns++] = value;
    }

  if (n_columns > 0)
    tide_batch_add_row (batch, day, TIDE_DAY_NONE, values);
  tide_batch_seal (batch);
  return batch;
}

TideReading *
tide_alphavantage_overview_read (const TideProviderReply *reply,
                                 GError                 **error)
{
  g_auto (Overview)          overview = { 0 };
  g_autoptr (GError)         parse_error = NULL;
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (TideReading)    reading = NULL;
  g_autofree char           *symbol = NULL;
  char                       text[TIDE_DAY_TEXT_SIZE];
  TideDay                    day;

  if (!read_overview (&overview, reply, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Alpha Vantage's reply is cut short or not as expected (%s). " KEPT,
                   parse_error->message);
      return NULL;
    }

  if (!check_refusal (&overview, error) || !check_symbol (&overview, reply, &symbol, error) ||
      (day = find_day (&overview, reply, error)) == TIDE_DAY_NONE)
    return NULL;

  reading = tide_reading_new ();
  if (reply->ask == NULL)
    add_note (reading, day,
              "The file does not say of which day its multiples are; they stand on its latest "
              "quarter, %s.",
              tide_day_format (day, text));
  instrument = make_instrument (&overview, symbol);
  tide_reading_add_batch_take (reading, make_batch (&overview, instrument, day, reply, reading));
  return g_steal_pointer (&reading);
}
