// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-alphavantage"

#include "config.h"

#include "net/tide-provider-alphavantage.h"

#include "net/tide-alphavantage-overview-private.h"

#define KEPT "Stored figures are unchanged."
#define NEEDS_KEY \
  "Alpha Vantage answers only with a key. Save its company overview and import that file."

/**
 * TideProviderAlphavantage:
 *
 * The company overview of Alpha Vantage: multiples, trailing and forward, of
 * shares listed in the United States. Its saved replies are read.
 */
struct _TideProviderAlphavantage
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_alphavantage_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderAlphavantage,
                               tide_provider_alphavantage,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_alphavantage_provider_init))

static const char *const alphavantage_fields[] = { "pe", "pe_fwd", "pb", "ps", "ev_ebitda",
                                                   "dividend_yield", "eps_ttm", "market_cap",
                                                   "shares", "price_target", NULL };

static const TideProviderInfo alphavantage_info = {
  .id = "alphavantage",
  .title = "Alpha Vantage",
  .provider_class = TIDE_PROVIDER_LICENSED,
  .terms = "A free key is personal and not commercial; the data are not to be passed on.",
  .unasked = NEEDS_KEY,
  .fields = alphavantage_fields,
  .rate = { .per_second = 1.0 / 1.2, .burst = 1.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_alphavantage_get_info (TideProvider *provider)
{
  return &alphavantage_info;
}

static char *
tide_provider_alphavantage_dup_subject (TideProvider *provider,
                                        const char   *symbol)
{
  return NULL;
}

static TideRequest *
tide_provider_alphavantage_build_request (TideProvider          *provider,
                                          const TideProviderAsk *ask,
                                          GError               **error)
{
  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_UNAUTHORIZED, NEEDS_KEY);
  return NULL;
}

static bool
tide_provider_alphavantage_recognize (TideProvider            *provider,
                                      const TideProviderReply *reply)
{
  if (tide_provider_reply_get_first_byte (reply) != '{')
    return false;

  if (tide_provider_reply_contains (reply, "\"Symbol\"") &&
      tide_provider_reply_contains (reply, "\"AssetType\""))
    return true;

  return tide_provider_reply_contains (reply, "lpha") &&
         (tide_provider_reply_contains (reply, "\"Information\"") ||
          tide_provider_reply_contains (reply, "\"Error Message\"") ||
          tide_provider_reply_contains (reply, "\"Note\""));
}

static TideReading *
tide_provider_alphavantage_parse (TideProvider            *provider,
                                  const TideProviderReply *reply,
                                  GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '{')
    return tide_alphavantage_overview_read (reply, error);

  if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Alpha Vantage answered with HTTP status %u. " KEPT " Try again later.",
                 reply->status);
  else
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Alpha Vantage sent %s. " KEPT " Try again later.",
                 first == '<' ? "a web page instead of figures"
                              : "something that is not an overview");
  return NULL;
}

static void
tide_provider_alphavantage_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_alphavantage_get_info;
  iface->dup_subject = tide_provider_alphavantage_dup_subject;
  iface->build_request = tide_provider_alphavantage_build_request;
  iface->recognize = tide_provider_alphavantage_recognize;
  iface->parse = tide_provider_alphavantage_parse;
}

static void
tide_provider_alphavantage_finalize (GObject *object)
{
  TideProviderAlphavantage *self = TIDE_PROVIDER_ALPHAVANTAGE (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_alphavantage_parent_class)->finalize (object);
}

static void
tide_provider_alphavantage_class_init (TideProviderAlphavantageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_alphavantage_finalize;
}

static void
tide_provider_alphavantage_init (TideProviderAlphavantage *self)
{
}

/**
 * tide_provider_alphavantage_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_ALPHAVANTAGE_BASE_URI
 *
 * Makes a provider.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_alphavantage_new (const char *base_uri)
{
  TideProviderAlphavantage *self = g_object_new (TIDE_TYPE_PROVIDER_ALPHAVANTAGE, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_ALPHAVANTAGE_BASE_URI);
  return TIDE_PROVIDER (self);
}
