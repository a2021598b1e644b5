// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-tencent"

#include "config.h"

#include "net/tide-provider-tencent.h"

#include <string.h>

#include "base/tide-text.h"
#include "model/tide-venue.h"
#include "net/tide-tencent-private.h"

#define KEPT "Stored prices are unchanged."
/* At most so many days come in a reply; a window of two years has fewer. */
#define MAX_ROWS 640
#define WINDOW_DAYS 730
/* 3 January 2005: asked for from here where nothing is held. */
#define FIRST_DAY 12786

/**
 * TideProviderTencent:
 *
 * The services behind Tencent's pages: daily bars of Hong Kong and the mainland
 * as they were quoted, and multiples of Hong Kong shares.
 */
struct _TideProviderTencent
{
  GObject parent_instance;

  char *base_uri;
  char *quote_uri;
};

static void tide_provider_tencent_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderTencent,
                               tide_provider_tencent,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_tencent_provider_init))

static const char *const tencent_fields[] = { "open", "high", "low", "close", "volume", "pe", "pb",
                                              "dividend_yield", "market_cap", "shares", NULL };

static const TideProviderInfo tencent_info = {
  .id = "tencent",
  .title = "Tencent",
  .provider_class = TIDE_PROVIDER_UNOFFICIAL,
  .terms = "No published interface or licence: for personal research, at your own risk, not to be "
           "passed on.",
  .fields = tencent_fields,
  .rate = { .per_second = 2.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_tencent_get_info (TideProvider *provider)
{
  return &tencent_info;
}

static char *
tide_provider_tencent_dup_subject (TideProvider *provider,
                                   const char   *symbol)
{
  g_autofree char *code = tide_tencent_dup_code (symbol);

  return code != NULL ? g_strdup (symbol) : NULL;
}

static bool
is_hong_kong_share (const char *symbol)
{
  return g_str_has_suffix (symbol, ".HK") && g_ascii_isdigit (symbol[0]);
}

static TideDay
find_first_day (const TideProviderAsk *ask)
{
  return MAX (ask->since, FIRST_DAY);
}

static size_t
count_windows (const TideProviderAsk *ask)
{
  const TideVenue *venue = tide_venue_find_for_symbol (ask->symbol);
  TideDay          last = tide_venue_get_last_ended_day (venue, ask->now);
  TideDay          first = find_first_day (ask);

  return first <= last ? (size_t) (last - first) / WINDOW_DAYS + 1 : 0;
}

/* Windows of bars, oldest first; then the quote, which has the multiples. */
static size_t
tide_provider_tencent_count_steps (TideProvider          *provider,
                                   const TideProviderAsk *ask)
{
  size_t n_windows = count_windows (ask);

  return n_windows + (n_windows > 0 && is_hong_kong_share (ask->symbol) ? 1 : 0);
}

static bool
is_quote_step (const TideProviderAsk *ask)
{
  return ask->step >= count_windows (ask);
}

static char *
dup_kline_uri (TideProviderTencent   *self,
               const TideProviderAsk *ask,
               const char            *code)
{
  TideDay     first = find_first_day (ask) + (TideDay) ask->step * WINDOW_DAYS;
  const char *path = g_str_has_prefix (code, "hk") ? "hkfqkline" : "fqkline";
  char        from[TIDE_DAY_TEXT_SIZE];
  char        to[TIDE_DAY_TEXT_SIZE];

  if (g_str_has_prefix (code, "us"))
    path = "usfqkline";

  /* The last word is empty: prices as they were quoted. */
  return g_strdup_printf ("%s/appstock/app/%s/get?param=%s,day,%s,%s,%d,", self->base_uri, path,
                          code, tide_day_format (first, from),
                          tide_day_format (first + WINDOW_DAYS - 1, to), MAX_ROWS);
}

static TideRequest *
tide_provider_tencent_build_request (TideProvider          *provider,
                                     const TideProviderAsk *ask,
                                     GError               **error)
{
  TideProviderTencent *self = TIDE_PROVIDER_TENCENT (provider);
  g_autofree char     *code = tide_tencent_dup_code (ask->symbol);
  g_autofree char     *uri = NULL;
  TideRequest         *request;

  if (code == NULL)
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Tencent can be asked for Hong Kong and mainland codes, such as 9988.HK, and "
                   "not for “%s”.",
                   shown);
      return NULL;
    }

  uri = is_quote_step (ask) ? g_strdup_printf ("%s/q=%s", self->quote_uri, code)
                            : dup_kline_uri (self, ask, code);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("tencent/%s/%" G_GSIZE_FORMAT, ask->symbol, ask->step);
  request->title = g_strdup (tencent_info.title);
  request->user_agent = g_strdup ("Mozilla/5.0 (compatible; Tidemark/" TIDE_VERSION ")");
  return request;
}

static bool
is_quote (const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == 'v';
}

static bool
tide_provider_tencent_recognize (TideProvider            *provider,
                                 const TideProviderReply *reply)
{
  if (is_quote (reply))
    return tide_provider_reply_contains (reply, "v_") &&
           tide_provider_reply_contains (reply, "=\"");

  return tide_provider_reply_get_first_byte (reply) == '{' &&
         tide_provider_reply_contains (reply, "\"data\":{") &&
         (tide_provider_reply_contains (reply, "\"day\":[") ||
          tide_provider_reply_contains (reply, "\"qfqday\":["));
}

static TideReading *
tide_provider_tencent_parse (TideProvider            *provider,
                             const TideProviderReply *reply,
                             GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "Tencent sent a web page instead of prices. " KEPT " Try again later.");
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Tencent answered with HTTP status %u. " KEPT " Try again later.",
                 reply->status);
  else if (first == '\0')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Tencent sent an empty reply. " KEPT " Try again later.");
  else
    return is_quote (reply) ? tide_tencent_read_quote (reply, error)
                            : tide_tencent_read_kline (reply, error);

  return NULL;
}

static void
tide_provider_tencent_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_tencent_get_info;
  iface->dup_subject = tide_provider_tencent_dup_subject;
  iface->count_steps = tide_provider_tencent_count_steps;
  iface->build_request = tide_provider_tencent_build_request;
  iface->recognize = tide_provider_tencent_recognize;
  iface->parse = tide_provider_tencent_parse;
}

static void
tide_provider_tencent_finalize (GObject *object)
{
  TideProviderTencent *self = TIDE_PROVIDER_TENCENT (object);

  g_free (self->base_uri);
  g_free (self->quote_uri);

  G_OBJECT_CLASS (tide_provider_tencent_parent_class)->finalize (object);
}

static void
tide_provider_tencent_class_init (TideProviderTencentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_tencent_finalize;
}

static void
tide_provider_tencent_init (TideProviderTencent *self)
{
}

/**
 * tide_provider_tencent_new:
 * @base_uri: (nullable): where to ask for bars and quotes, without a slash at its
 *   end; NULL or %TIDE_PROVIDER_TENCENT_BASE_URI for the service's own two
 *   addresses
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_tencent_new (const char *base_uri)
{
  TideProviderTencent *self = g_object_new (TIDE_TYPE_PROVIDER_TENCENT, NULL);
  bool                 is_own = base_uri == NULL ||
                strcmp (base_uri, TIDE_PROVIDER_TENCENT_BASE_URI) == 0;

  self->base_uri = g_strdup (is_own ? TIDE_PROVIDER_TENCENT_BASE_URI : base_uri);
  self->quote_uri = g_strdup (is_own ? TIDE_PROVIDER_TENCENT_QUOTE_URI : base_uri);
  return TIDE_PROVIDER (self);
}
