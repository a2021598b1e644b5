// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-yahoo"

#include "config.h"

#include "net/tide-provider-yahoo.h"

#include <inttypes.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-yahoo-chart-private.h"
#include "net/tide-yahoo-reading-private.h"
#include "parse/tide-parse-error.h"

#define KEPT "Stored prices are unchanged."
/* How long to leave the service alone once it sends pages in place of prices. */
#define BLOCKED_WAIT "15 minutes"
/* First moment asked for when everything is wanted: 1900-01-01. "range=max" is
 * not used, because it gives a sample of the days. */
#define ALL_SINCE INT64_C (-2208988800)
#define SECONDS_PER_DAY INT64_C (86400)
#define FILE_DELAY INT64_C (10800)

/**
 * TideProviderYahoo:
 *
 * The chart service behind Yahoo's pages, version 8: daily prices, splits and
 * dividends. Prices come adjusted for splits and not for dividends.
 */
struct _TideProviderYahoo
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_yahoo_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderYahoo,
                               tide_provider_yahoo,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_yahoo_provider_init))

static const char *const yahoo_fields[] = { "open", "high", "low", "close", "volume", NULL };

static const TideProviderInfo yahoo_info = {
  .id = "yahoo",
  .title = "Yahoo",
  .provider_class = TIDE_PROVIDER_UNOFFICIAL,
  .terms = "No published interface or licence: for personal research, at your own risk, not to be "
           "passed on.",
  .fields = yahoo_fields,
  .rate = { .per_second = 1.0 / 1.5, .burst = 3.0, .per_hour = 400.0 },
  .parser_version = 1,
  .conditional = true,
};

static const TideProviderInfo *
tide_provider_yahoo_get_info (TideProvider *provider)
{
  return &yahoo_info;
}

/* Its symbols have no slash; ours for flows do. */
static char *
tide_provider_yahoo_dup_subject (TideProvider *provider,
                                 const char   *symbol)
{
  return strchr (symbol, '/') == NULL ? g_strdup (symbol) : NULL;
}

static TideRequest *
tide_provider_yahoo_build_request (TideProvider          *provider,
                                   const TideProviderAsk *ask,
                                   GError               **error)
{
  TideProviderYahoo *self = TIDE_PROVIDER_YAHOO (provider);
  const char        *symbol = ask->symbol;
  g_autofree char   *canonical = tide_symbol_normalize (symbol, strlen (symbol));
  g_autofree char   *escaped = NULL;
  g_autofree char   *uri = NULL;
  TideRequest       *request;
  int64_t            first = ALL_SINCE;
  int64_t            last = (ask->now / SECONDS_PER_DAY + 2) * SECONDS_PER_DAY;

  if (g_strcmp0 (canonical, symbol) != 0)
    {
      g_autofree char *shown = tide_text_quote (symbol, strlen (symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "\"%s\" is not a symbol that Yahoo can be asked for.", shown);
      return NULL;
    }

  /* A day begins earlier in the east; one more is asked for and does no harm. */
  if (ask->since != TIDE_DAY_NONE)
    first = MAX (((int64_t) ask->since - 1) * SECONDS_PER_DAY, ALL_SINCE);

  escaped = g_uri_escape_string (symbol, NULL, FALSE);
  uri = g_strdup_printf ("%s/v8/finance/chart/%s?period1=%" PRId64 "&period2=%" PRId64
                         "&interval=1d&events=div,split&includePrePost=false",
                         self->base_uri, escaped, first, last);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("yahoo/%s/1d", symbol);
  request->title = g_strdup (yahoo_info.title);
  request->accept = g_strdup ("application/json");
  /* The service refuses clients that do not call themselves a browser. */
  request->user_agent = g_strdup ("Mozilla/5.0 (compatible; Tidemark/" TIDE_VERSION ")");
  return request;
}

/* Looks at what came before anything is parsed: this service says 200 to a web
 * page, and its limit in plain text. */
static bool
check_body (const TideProviderReply *reply,
            GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '{')
    return true;

  if (tide_provider_reply_contains (reply, "Too Many Requests"))
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED,
                 "Yahoo asks for fewer requests. " KEPT " Try again in " BLOCKED_WAIT ".");
  else if (first == '<' || g_strcmp0 (reply->content_type, "text/html") == 0)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "Yahoo sent a web page instead of prices. " KEPT
                 " Try again in " BLOCKED_WAIT ".");
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Yahoo answered with HTTP status %u for %s. " KEPT " Try again later.",
                 reply->status, reply->ask->symbol);
  else if (first == '\0')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Yahoo sent an empty reply for %s. " KEPT " Try again later.", reply->ask->symbol);
  else
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Yahoo sent something that is not JSON for %s. " KEPT " Try again later.",
                 reply->ask->symbol);
  return false;
}

static bool
is_code (const TideYahooChart *chart,
         const char           *code)
{
  return chart->error_code != NULL && g_ascii_strcasecmp (chart->error_code, code) == 0;
}

/* The service says so when no session lies between the two moments. */
static bool
has_no_sessions (const TideYahooChart *chart)
{
  return is_code (chart, "Bad Request") && chart->error_description != NULL &&
         g_str_has_prefix (chart->error_description, "Data doesn't exist for startDate");
}

static void
set_chart_error (const TideYahooChart    *chart,
                 const TideProviderReply *reply,
                 GError                 **error)
{
  const char      *words = chart->error_description != NULL ? chart->error_description
                                                            : chart->error_code;
  g_autofree char *shown = tide_text_quote (words, strlen (words), 120);

  if (is_code (chart, "Not Found"))
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                 "Yahoo does not know %s (%s). " KEPT " Check the symbol; it may have been "
                 "renamed or delisted.",
                 reply->ask->symbol, shown);
  else if (is_code (chart, "Unauthorized") || reply->status == 401 || reply->status == 403)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_UNAUTHORIZED,
                 "Yahoo refused to answer without a login (%s). " KEPT " Try again later.", shown);
  else if (is_code (chart, "Too Many Requests"))
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED,
                 "Yahoo asks for fewer requests. " KEPT " Try again in " BLOCKED_WAIT ".");
  else
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Yahoo could not answer for %s (%s). " KEPT " Try again later.",
                 reply->ask->symbol, shown);
}

/* A reply that is well-formed and says that there is nothing, in one of the
 * ways there are; stored rows are not touched by it. */
static TideReading *
read_nothing (const TideProviderReply *reply)
{
  TideReading *reading = tide_reading_new ();

  tide_reading_add_problem_take (reading, TIDE_PROBLEM_NOTE, TIDE_DAY_NONE,
                                 g_strdup_printf ("Yahoo has no prices of %s for the days asked.",
                                                  reply->ask->symbol));
  return reading;
}

/* A file does not say when it was asked for, which decides up to which day its
 * prices are adjusted: some time after its last price, and where the hours of the
 * session are not told, a day. */
static int64_t
get_file_delay (const TideYahooChart *chart)
{
  return chart->session_end > 0 ? FILE_DELAY : SECONDS_PER_DAY;
}

static TideReading *
read_chart (TideProviderReply *reply,
            TideProviderAsk   *file,
            GError           **error)
{
  g_autofree char           *symbol = NULL;
  g_autoptr (TideYahooChart) chart = NULL;
  g_autoptr (GError)         parse_error = NULL;

  if (!check_body (reply, error))
    return NULL;

  if ((chart = tide_yahoo_chart_new (reply->bytes, reply->length, &parse_error)) == NULL)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo's reply for %s is cut short or damaged (%s). " KEPT " Try again later.",
                   reply->ask->symbol, parse_error->message);
      return NULL;
    }

  /* A saved reply is about whatever it says. */
  if (file != NULL && chart->symbol != NULL)
    symbol = tide_symbol_normalize (chart->symbol, strlen (chart->symbol));
  if (symbol != NULL)
    file->symbol = symbol;
  if (file != NULL && chart->price_at > 0 && chart->price_at < reply->now)
    reply->now = MIN (reply->now, chart->price_at + get_file_delay (chart));

  if (has_no_sessions (chart))
    return read_nothing (reply);

  if (chart->error_code != NULL || chart->error_description != NULL)
    {
      set_chart_error (chart, reply, error);
      return NULL;
    }

  if (reply->status >= 400 || !chart->has_answer)
    {
      g_set_error (error, TIDE_NET_ERROR,
                   reply->status >= 400 ? TIDE_NET_ERROR_STATUS : TIDE_NET_ERROR_PAYLOAD,
                   "Yahoo's reply for %s holds neither prices nor a reason (HTTP status %u). " KEPT
                   " Try again later.",
                   reply->ask->symbol, reply->status);
      return NULL;
    }

  return chart->has_result ? tide_yahoo_read (chart, reply, error) : read_nothing (reply);
}

static bool
tide_provider_yahoo_recognize (TideProvider            *provider,
                               const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == '{' &&
         tide_provider_reply_contains (reply, "\"chart\"") &&
         (tide_provider_reply_contains (reply, "\"result\"") ||
          tide_provider_reply_contains (reply, "\"error\""));
}

static TideReading *
tide_provider_yahoo_parse (TideProvider            *provider,
                           const TideProviderReply *reply,
                           GError                 **error)
{
  TideProviderAsk   file = { "a file", TIDE_DAY_NONE, reply->now, 0 };
  TideProviderReply copy = *reply;

  if (reply->ask != NULL)
    return read_chart (&copy, NULL, error);

  copy.ask = &file;
  return read_chart (&copy, &file, error);
}

static void
tide_provider_yahoo_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_yahoo_get_info;
  iface->dup_subject = tide_provider_yahoo_dup_subject;
  iface->build_request = tide_provider_yahoo_build_request;
  iface->recognize = tide_provider_yahoo_recognize;
  iface->parse = tide_provider_yahoo_parse;
}

static void
tide_provider_yahoo_finalize (GObject *object)
{
  TideProviderYahoo *self = TIDE_PROVIDER_YAHOO (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_yahoo_parent_class)->finalize (object);
}

static void
tide_provider_yahoo_class_init (TideProviderYahooClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_yahoo_finalize;
}

static void
tide_provider_yahoo_init (TideProviderYahoo *self)
{
}

/**
 * tide_provider_yahoo_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_YAHOO_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_yahoo_new (const char *base_uri)
{
  TideProviderYahoo *self = g_object_new (TIDE_TYPE_PROVIDER_YAHOO, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_YAHOO_BASE_URI);
  return TIDE_PROVIDER (self);
}
