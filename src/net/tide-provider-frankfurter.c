// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-frankfurter"

#include "config.h"

#include "net/tide-provider-frankfurter.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-fx-private.h"
#include "parse/tide-json.h"

#define KEPT "Stored rates are unchanged."
#define FIRST_DAY "1999-01-04"
#define EXCERPT 40

/**
 * TideProviderFrankfurter:
 *
 * The reference rates of the European Central Bank as the Frankfurter service
 * passes them on, against any base.
 */
struct _TideProviderFrankfurter
{
  GObject parent_instance;

  char *base_uri;
};

/* A reply as it stands. */
typedef struct
{
  char    base[TIDE_FX_CODE_SIZE];
  double  amount;
  TideDay day;     /* of a reply about one day */
  GArray *rates;   /* (element-type TideFxRate) */
  char   *message; /* (nullable): why there are none */
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->rates, g_array_unref);
  g_free (self->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void tide_provider_frankfurter_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderFrankfurter,
                               tide_provider_frankfurter,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_frankfurter_provider_init))

static const char *const frankfurter_fields[] = { "close", NULL };

static const TideProviderInfo frankfurter_info = {
  .id = "frankfurter",
  .title = "Frankfurter",
  .provider_class = TIDE_PROVIDER_LICENSED,
  .terms = "An open service without a key; its rates are the European Central Bank's, to be named "
           "as the source.",
  .fields = frankfurter_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_frankfurter_get_info (TideProvider *provider)
{
  return &frankfurter_info;
}

static char *
tide_provider_frankfurter_dup_subject (TideProvider *provider,
                                       const char   *symbol)
{
  TideFxPair pair;

  return tide_fx_pair_parse (symbol, &pair) && strcmp (pair.base, pair.quote) != 0
           ? g_strdup (symbol)
           : NULL;
}

static TideRequest *
tide_provider_frankfurter_build_request (TideProvider          *provider,
                                         const TideProviderAsk *ask,
                                         GError               **error)
{
  TideProviderFrankfurter *self = TIDE_PROVIDER_FRANKFURTER (provider);
  g_autofree char         *subject = tide_provider_frankfurter_dup_subject (provider, ask->symbol);
  g_autofree char         *uri = NULL;
  TideRequest             *request;
  TideFxPair               pair;
  g_autoptr (GTimeZone)    utc = g_time_zone_new_utc ();
  char                     since[TIDE_DAY_TEXT_SIZE];
  char                     today[TIDE_DAY_TEXT_SIZE];

  if (subject == NULL || !tide_fx_pair_parse (ask->symbol, &pair))
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), EXCERPT);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Frankfurter can be asked for pairs of currencies, such as USDHKD=X, and not "
                   "for “%s”.",
                   shown);
      return NULL;
    }

  uri = g_strdup_printf (
    "%s/v1/%s..%s?base=%s&symbols=%s", self->base_uri,
    ask->since != TIDE_DAY_NONE ? tide_day_format (ask->since, since) : FIRST_DAY,
    tide_day_format (tide_instant_to_day (ask->now, utc), today), pair.base,
    pair.quote);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("frankfurter/%s", ask->symbol);
  request->title = g_strdup (frankfurter_info.title);
  request->accept = g_strdup ("application/json");
  return request;
}

static bool
tide_provider_frankfurter_recognize (TideProvider            *provider,
                                     const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == '{' &&
         tide_provider_reply_contains (reply, "\"amount\"") &&
         tide_provider_reply_contains (reply, "\"base\"") &&
         tide_provider_reply_contains (reply, "\"rates\"");
}

static void
read_code (TideJson *json,
           char      code[TIDE_FX_CODE_SIZE])
{
  g_autofree char *text = tide_json_dup_string (json);
  g_autofree char *shown = NULL;

  if (text == NULL || tide_fx_read_code (text, strlen (text), code))
    return;

  shown = tide_text_quote (text, strlen (text), EXCERPT);
  tide_json_fail (json, "expected a currency, found “%s”.", shown);
}

static TideDay
read_day (TideJson   *json,
          const char *text,
          size_t      length)
{
  TideDay          day = tide_day_parse (text, length);
  g_autofree char *shown = tide_text_quote (text, length, EXCERPT);

  if (day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a day such as 2025-02-20, found “%s”.", shown);
  return day;
}

/* The rates of one day, of which the first has been named already. */
static void
read_rate (Answer     *self,
           TideJson   *json,
           TideDay     day,
           const char *code,
           size_t      length)
{
  TideFxRate       rate = { .day = day, .value = (double) NAN };
  g_autofree char *shown = NULL;

  if (!tide_fx_read_code (code, length, rate.currency))
    {
      shown = tide_text_quote (code, length, EXCERPT);
      tide_json_fail (json, "expected a currency, found “%s”.", shown);
      return;
    }

  tide_json_read_number_or_null (json, &rate.value);
  if (!isnan (rate.value))
    g_array_append_val (self->rates, rate);
}

/* By day, or those of one day. */
static void
read_rates (Answer   *self,
            TideJson *json)
{
  const char *key;
  size_t      length;

  for (tide_json_enter_object (json); tide_json_next_key (json, &key, &length);)
    {
      TideDay day;

      if (tide_json_peek (json) != TIDE_JSON_OBJECT)
        {
          read_rate (self, json, self->day, key, length);
          continue;
        }

      day = read_day (json, key, length);
      for (tide_json_enter_object (json); tide_json_next_key (json, &key, &length);)
        read_rate (self, json, day, key, length);
    }
}

static void
read_date (Answer   *self,
           TideJson *json)
{
  g_autofree char *text = tide_json_dup_string (json);

  if (text != NULL)
    self->day = read_day (json, text, strlen (text));
}

static bool
read_answer (Answer                  *self,
             const TideProviderReply *reply,
             GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new (reply->bytes, reply->length, TIDE_JSON_UNIQUE_KEYS);

  self->day = TIDE_DAY_NONE;
  self->rates = g_array_new (FALSE, FALSE, sizeof (TideFxRate));
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "base"))
      read_code (json, self->base);
    else if (tide_json_key_is (json, "amount"))
      tide_json_read_number (json, &self->amount);
    else if (tide_json_key_is (json, "date"))
      read_date (self, json);
    else if (tide_json_key_is (json, "rates"))
      read_rates (self, json);
    else if (tide_json_key_is (json, "message") && tide_json_peek (json) == TIDE_JSON_STRING)
      self->message = tide_json_dup_string (json);

  return tide_json_finish (json, error);
}

/* Rates of a day that was not named come without one. */
static bool
has_days (const Answer *self)
{
  for (size_t i = 0; i < self->rates->len; i++)
    if (g_array_index (self->rates, TideFxRate, i).day == TIDE_DAY_NONE)
      return false;

  return true;
}

static bool
check_answer (const Answer            *self,
              const TideProviderReply *reply,
              GError                 **error)
{
  TideFxPair pair;

  if (self->message != NULL)
    {
      g_autofree char *shown = tide_text_quote (self->message, strlen (self->message), 80);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Frankfurter could not answer (%s). " KEPT " Check the pair.", shown);
      return false;
    }

  if (reply->status >= 400)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                   "Frankfurter answered with HTTP status %u. " KEPT " Try again later.",
                   reply->status);
      return false;
    }

  if (self->base[0] == '\0' || self->amount != 1.0 || !has_days (self))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Frankfurter's reply does not say of which day, or of one of which currency, "
                   "its rates are. " KEPT);
      return false;
    }

  if (reply->ask != NULL && (!tide_fx_pair_parse (reply->ask->symbol, &pair) ||
                             strcmp (pair.base, self->base) != 0))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Frankfurter was asked for %s and answered about %s; the reply was refused. "
                   "" KEPT,
                   reply->ask->symbol, self->base);
      return false;
    }

  return true;
}

static TideReading *
tide_provider_frankfurter_parse (TideProvider            *provider,
                                 const TideProviderReply *reply,
                                 GError                 **error)
{
  g_auto (Answer)         answer = { 0 };
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      parse_error = NULL;

  if (tide_provider_reply_get_first_byte (reply) == '<')
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                   "Frankfurter sent a web page instead of rates. " KEPT " Try again later.");
      return NULL;
    }

  if (!read_answer (&answer, reply, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Frankfurter's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  if (!check_answer (&answer, reply, error))
    return NULL;

  reading = tide_reading_new ();
  if (reply->ask != NULL)
    tide_fx_add_pair (reading, reply, answer.rates, answer.base, reply->ask->symbol);
  else
    tide_fx_add_all (reading, reply, answer.rates, answer.base);
  return g_steal_pointer (&reading);
}

static void
tide_provider_frankfurter_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_frankfurter_get_info;
  iface->dup_subject = tide_provider_frankfurter_dup_subject;
  iface->build_request = tide_provider_frankfurter_build_request;
  iface->recognize = tide_provider_frankfurter_recognize;
  iface->parse = tide_provider_frankfurter_parse;
}

static void
tide_provider_frankfurter_finalize (GObject *object)
{
  TideProviderFrankfurter *self = TIDE_PROVIDER_FRANKFURTER (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_frankfurter_parent_class)->finalize (object);
}

static void
tide_provider_frankfurter_class_init (TideProviderFrankfurterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_frankfurter_finalize;
}

static void
tide_provider_frankfurter_init (TideProviderFrankfurter *self)
{
}

/**
 * tide_provider_frankfurter_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_FRANKFURTER_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_frankfurter_new (const char *base_uri)
{
  TideProviderFrankfurter *self = g_object_new (TIDE_TYPE_PROVIDER_FRANKFURTER, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_FRANKFURTER_BASE_URI);
  return TIDE_PROVIDER (self);
}
