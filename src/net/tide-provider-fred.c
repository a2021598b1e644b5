// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-fred"

#include "config.h"

#include "net/tide-provider-fred.h"

#include <string.h>

#include "base/tide-text.h"
#include "net/tide-fred-private.h"

#define KEPT "Stored figures are unchanged."
#define EXCERPT 40

/**
 * TideProviderFred:
 *
 * Series of the Federal Reserve Bank of St. Louis, from its table without a key:
 * exchange rates, yields, indices. What has a symbol of its own is stored under
 * that, the rest as FRED/NAME.
 */
struct _TideProviderFred
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_fred_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderFred,
                               tide_provider_fred,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_fred_provider_init))

static const char *const fred_fields[] = { "close", NULL };

static const TideProviderInfo fred_info = {
  .id = "fred",
  .title = "FRED",
  .provider_class = TIDE_PROVIDER_OFFICIAL,
  .terms = "Free to use; some series belong to others, whose terms stand with them.",
  .fields = fred_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_fred_get_info (TideProvider *provider)
{
  return &fred_info;
}

static char *
tide_provider_fred_dup_subject (TideProvider *provider,
                                const char   *symbol)
{
  g_autofree char *series = tide_fred_dup_series (symbol);

  return series != NULL ? g_strdup (symbol) : NULL;
}

static TideRequest *
tide_provider_fred_build_request (TideProvider          *provider,
                                  const TideProviderAsk *ask,
                                  GError               **error)
{
  TideProviderFred *self = TIDE_PROVIDER_FRED (provider);
  g_autofree char  *series = tide_fred_dup_series (ask->symbol);
  g_autofree char  *uri = NULL;
  TideRequest      *request;
  char              since[TIDE_DAY_TEXT_SIZE];

  if (series == NULL)
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), EXCERPT);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "FRED can be asked for series such as FRED/DGS10 or HKD=X, not for “%s”.",
                   shown);
      return NULL;
    }

  uri = g_strdup_printf ("%s/graph/fredgraph.csv?id=%s%s%s", self->base_uri, series,
                         ask->since != TIDE_DAY_NONE ? "&cosd=" : "",
                         ask->since != TIDE_DAY_NONE ? tide_day_format (ask->since, since) : "");
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("fred/%s", series);
  request->title = g_strdup (fred_info.title);
  request->accept = g_strdup ("text/csv");
  return request;
}

static bool
is_observations (const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == '{';
}

static bool
tide_provider_fred_recognize (TideProvider            *provider,
                              const TideProviderReply *reply)
{
  if (is_observations (reply))
    return tide_provider_reply_contains (reply, "\"observations\"") &&
           tide_provider_reply_contains (reply, "\"realtime_start\"");

  return tide_provider_reply_get_first_byte (reply) == 'o' &&
         tide_provider_reply_contains (reply, "observation_date,");
}

static bool
check_body (const TideProviderReply *reply,
            GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '<' && reply->status == 404)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                 "FRED does not know the series. " KEPT " Check its name.");
  else if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "FRED sent a web page instead of figures. " KEPT " Try again later.");
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "FRED answered with HTTP status %u. " KEPT " Try again later.", reply->status);
  else if (is_observations (reply) &&
           (tide_provider_reply_contains (reply, "\"error_code\"") ||
            !tide_provider_reply_contains (reply, "\"observations\"")))
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "FRED refused to answer. " KEPT " Check the series and the key.");
  else
    return true;

  return false;
}

/* What observations that name no series are about. */
static const char *
find_symbol (const TideProviderReply *reply,
             GError                 **error)
{
  const char *symbol = reply->ask != NULL ? reply->ask->symbol : reply->about;

  if (symbol == NULL)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "FRED's observations do not say which series they are. " KEPT
                 " Import them with --symbol, such as --symbol HKD=X.");
  return symbol;
}

static bool
check_series (const TideReading       *reading,
              const TideProviderReply *reply,
              GError                 **error)
{
  for (unsigned int i = 0; reply->ask != NULL && i < reading->batches->len; i++)
    {
      const TideBatch *batch = g_ptr_array_index (reading->batches, i);
      const char      *symbol = tide_batch_get_instrument (batch)->symbol;

      if (strcmp (symbol, reply->ask->symbol) == 0)
        continue;

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "FRED was asked for %s and answered about %s; the reply was refused. " KEPT,
                   reply->ask->symbol, symbol);
      return false;
    }

  return true;
}

static TideReading *
tide_provider_fred_parse (TideProvider            *provider,
                          const TideProviderReply *reply,
                          GError                 **error)
{
  g_autoptr (TideReading) reading = tide_reading_new ();
  g_autoptr (GError)      parse_error = NULL;
  const char             *symbol = NULL;
  bool                    is_read;

  if (!check_body (reply, error))
    return NULL;
  if (is_observations (reply) && (symbol = find_symbol (reply, error)) == NULL)
    return NULL;

  is_read = symbol != NULL ? tide_fred_read_observations (reply, symbol, reading, &parse_error)
                           : tide_fred_read_table (reply, reading, &parse_error);
  if (!is_read)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "FRED's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  return check_series (reading, reply, error) ? g_steal_pointer (&reading) : NULL;
}

static void
tide_provider_fred_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_fred_get_info;
  iface->dup_subject = tide_provider_fred_dup_subject;
  iface->build_request = tide_provider_fred_build_request;
  iface->recognize = tide_provider_fred_recognize;
  iface->parse = tide_provider_fred_parse;
}

static void
tide_provider_fred_finalize (GObject *object)
{
  TideProviderFred *self = TIDE_PROVIDER_FRED (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_fred_parent_class)->finalize (object);
}

static void
tide_provider_fred_class_init (TideProviderFredClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_fred_finalize;
}

static void
tide_provider_fred_init (TideProviderFred *self)
{
}

/**
 * tide_provider_fred_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_FRED_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_fred_new (const char *base_uri)
{
  TideProviderFred *self = g_object_new (TIDE_TYPE_PROVIDER_FRED, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_FRED_BASE_URI);
  return TIDE_PROVIDER (self);
}
