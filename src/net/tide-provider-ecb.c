// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-ecb"

#include "config.h"

#include "net/tide-provider-ecb.h"

#include <string.h>

#include "base/tide-text.h"
#include "net/tide-ecb-csv-private.h"

#define KEPT "Stored rates are unchanged."
#define EURO "EUR"
#define FIRST_DAY "1999-01-04"

/**
 * TideProviderEcb:
 *
 * The euro reference rates of the European Central Bank: one rate a day, set in
 * the early afternoon. A pair without the euro is the quotient of two of them of
 * the same day.
 */
struct _TideProviderEcb
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_ecb_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderEcb,
                               tide_provider_ecb,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_ecb_provider_init))

static const char *const ecb_fields[] = { "close", NULL };

static const TideProviderInfo ecb_info = {
  .id = "ecb",
  .title = "ECB",
  .provider_class = TIDE_PROVIDER_OFFICIAL,
  .terms = "Free to use, also passed on, with the European Central Bank named as the source.",
  .fields = ecb_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_ecb_get_info (TideProvider *provider)
{
  return &ecb_info;
}

/* Currencies the bank sets rates for, besides the euro. */
static bool
is_listed (const char *code)
{
  static const char *const listed[] = {
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "GBP", "HKD", "HUF", "IDR", "ILS",
    "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK",
    "SGD", "THB", "TRY", "USD", "ZAR", NULL
  };

  return g_strv_contains (listed, code);
}

static char *
tide_provider_ecb_dup_subject (TideProvider *provider,
                               const char   *symbol)
{
  TideFxPair pair;

  if (!tide_fx_pair_parse (symbol, &pair) || strcmp (pair.base, pair.quote) == 0 ||
      !is_listed (pair.quote) || (strcmp (pair.base, EURO) != 0 && !is_listed (pair.base)))
    return NULL;

  return g_strdup (symbol);
}

static TideRequest *
tide_provider_ecb_build_request (TideProvider          *provider,
                                 const TideProviderAsk *ask,
                                 GError               **error)
{
  TideProviderEcb *self = TIDE_PROVIDER_ECB (provider);
  g_autofree char *subject = tide_provider_ecb_dup_subject (provider, ask->symbol);
  g_autofree char *uri = NULL;
  TideRequest     *request;
  TideFxPair       pair;
  bool             is_cross;
  char             since[TIDE_DAY_TEXT_SIZE];

  if (subject == NULL || !tide_fx_pair_parse (ask->symbol, &pair))
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "The ECB sets no rate for “%s”; it can be asked for pairs such as EURUSD=X.",
                   shown);
      return NULL;
    }

  is_cross = strcmp (pair.base, EURO) != 0;
  uri = g_strdup_printf (
    "%s/service/data/EXR/D.%s%s%s.EUR.SP00.A?startPeriod=%s&format=csvdata", self->base_uri,
    is_cross ? pair.base : "", is_cross ? "+" : "", pair.quote,
    ask->since != TIDE_DAY_NONE ? tide_day_format (ask->since, since) : FIRST_DAY);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("ecb/%s", ask->symbol);
  request->title = g_strdup (ecb_info.title);
  request->accept = g_strdup ("text/csv");
  return request;
}

static bool
tide_provider_ecb_recognize (TideProvider            *provider,
                             const TideProviderReply *reply)
{
  return g_ascii_isalpha (tide_provider_reply_get_first_byte (reply)) &&
         tide_provider_reply_contains (reply, "CURRENCY") &&
         tide_provider_reply_contains (reply, "TIME_PERIOD,OBS_VALUE");
}

/* The service says 404 where no rate lies in the days asked. */
static TideReading *
read_nothing (void)
{
  TideReading *reading = tide_reading_new ();

  tide_reading_add_problem_take (reading, TIDE_PROBLEM_NOTE, TIDE_DAY_NONE,
                                 g_strdup ("The ECB has no rate for the days asked."));
  return reading;
}

static bool
check_body (const TideProviderReply *reply,
            GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "The ECB answered with HTTP status %u. " KEPT " Try again later.", reply->status);
  else if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "The ECB sent a web page instead of rates. " KEPT " Try again later.");
  else
    return true;

  return false;
}

static TideReading *
tide_provider_ecb_parse (TideProvider            *provider,
                         const TideProviderReply *reply,
                         GError                 **error)
{
  g_autoptr (GArray)      rates = NULL;
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      parse_error = NULL;

  if (reply->status == 404)
    return read_nothing ();
  if (!check_body (reply, error))
    return NULL;

  if ((rates = tide_ecb_read_csv (reply->bytes, reply->length, &parse_error)) == NULL)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "The ECB's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  reading = tide_reading_new ();
  if (reply->ask != NULL)
    tide_fx_add_pair (reading, reply, rates, EURO, reply->ask->symbol);
  else
    tide_fx_add_all (reading, reply, rates, EURO);
  return g_steal_pointer (&reading);
}

static void
tide_provider_ecb_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_ecb_get_info;
  iface->dup_subject = tide_provider_ecb_dup_subject;
  iface->build_request = tide_provider_ecb_build_request;
  iface->recognize = tide_provider_ecb_recognize;
  iface->parse = tide_provider_ecb_parse;
}

static void
tide_provider_ecb_finalize (GObject *object)
{
  TideProviderEcb *self = TIDE_PROVIDER_ECB (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_ecb_parent_class)->finalize (object);
}

static void
tide_provider_ecb_class_init (TideProviderEcbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_ecb_finalize;
}

static void
tide_provider_ecb_init (TideProviderEcb *self)
{
}

/**
 * tide_provider_ecb_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_ECB_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_ecb_new (const char *base_uri)
{
  TideProviderEcb *self = g_object_new (TIDE_TYPE_PROVIDER_ECB, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_ECB_BASE_URI);
  return TIDE_PROVIDER (self);
}
