// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-eastmoney"

#include "config.h"

#include "net/tide-provider-eastmoney.h"

#include <inttypes.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-eastmoney-history-private.h"

#define KEPT "Stored figures are unchanged."
#define PAGE_SIZE 500
/* What the service says where no row matches. */
#define CODE_EMPTY 9201
/* "Busy", which is also said of reports that are no longer given out. */
#define CODE_BUSY 9701

/**
 * TideProviderEastmoney:
 *
 * The data centre behind Eastmoney's pages: the history of Stock Connect since
 * 2014 by flow, in pages. In millions there, in full units here.
 */
struct _TideProviderEastmoney
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_eastmoney_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderEastmoney,
                               tide_provider_eastmoney,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_eastmoney_provider_init))

static const char *const eastmoney_fields[] = { "turnover", "buy", "sell", "net_buy", NULL };

static const TideProviderInfo eastmoney_info = {
  .id = "eastmoney",
  .title = "Eastmoney",
  .provider_class = TIDE_PROVIDER_UNOFFICIAL,
  .terms = "No published interface or licence: for personal research, at your own risk, not to be "
           "passed on.",
  .fields = eastmoney_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_eastmoney_get_info (TideProvider *provider)
{
  return &eastmoney_info;
}

static char *
tide_provider_eastmoney_dup_subject (TideProvider *provider,
                                     const char   *symbol)
{
  TideConnectFlow flow;

  return tide_connect_find_flow (symbol, &flow) ? g_strdup (symbol) : NULL;
}

/* Oldest first, so that a history that was broken off has no hole. */
static TideRequest *
tide_provider_eastmoney_build_request (TideProvider          *provider,
                                       const TideProviderAsk *ask,
                                       GError               **error)
{
  TideProviderEastmoney *self = TIDE_PROVIDER_EASTMONEY (provider);
  g_autofree char       *filter = NULL;
  g_autofree char       *escaped = NULL;
  g_autofree char       *uri = NULL;
  TideRequest           *request;
  TideConnectFlow        flow;
  char                   since[TIDE_DAY_TEXT_SIZE];

  if (!tide_connect_find_flow (ask->symbol, &flow))
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Eastmoney can be asked for the flows of Stock Connect, such as "
                   "STOCK-CONNECT/SOUTH, and not for “%s”.",
                   shown);
      return NULL;
    }

  if (ask->since != TIDE_DAY_NONE)
    filter = g_strdup_printf ("(MUTUAL_TYPE=\"%s\")(TRADE_DATE>='%s')",
                              tide_eastmoney_get_type (flow), tide_day_format (ask->since, since));
  else
    filter = g_strdup_printf ("(MUTUAL_TYPE=\"%s\")", tide_eastmoney_get_type (flow));
  escaped = g_uri_escape_string (filter, "()", FALSE);
  uri = g_strdup_printf ("%s/api/data/v1/get?reportName=RPT_MUTUAL_DEAL_HISTORY&columns=ALL"
                         "&filter=%s&sortColumns=TRADE_DATE&sortTypes=1&pageSize=%d"
                         "&pageNumber=%" G_GSIZE_FORMAT "&source=WEB&client=WEB",
                         self->base_uri, escaped, PAGE_SIZE, ask->step + 1);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("eastmoney/%s/%" G_GSIZE_FORMAT, ask->symbol, ask->step);
  request->title = g_strdup (eastmoney_info.title);
  request->accept = g_strdup ("application/json");
  /* The service refuses clients that do not call themselves a browser. */
  request->user_agent = g_strdup ("Mozilla/5.0 (compatible; Tidemark/" TIDE_VERSION ")");
  return request;
}

static bool
tide_provider_eastmoney_recognize (TideProvider            *provider,
                                   const TideProviderReply *reply)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first != '{' && first != '[' && !g_ascii_isalpha (first))
    return false;

  return (tide_provider_reply_contains (reply, "\"MUTUAL_TYPE\"") &&
          tide_provider_reply_contains (reply, "\"DEAL_AMT\"")) ||
         (first == '{' && tide_provider_reply_contains (reply, "\"success\"") &&
          tide_provider_reply_contains (reply, "\"code\""));
}

static bool
check_body (const TideProviderReply *reply,
            GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "Eastmoney sent a web page instead of figures. " KEPT " Try again later.");
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Eastmoney answered with HTTP status %u. " KEPT " Try again later.",
                 reply->status);
  else if (first == '\0')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "Eastmoney sent an empty reply. " KEPT " Try again later.");
  else
    return true;

  return false;
}

static void
set_service_error (const TideEastmoneyHistory *history,
                   GError                    **error)
{
  const char      *words = history->message != NULL ? history->message : "";
  g_autofree char *shown = tide_text_quote (words, strlen (words), 80);

  if (history->code == CODE_BUSY)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Eastmoney is busy, or no longer gives out this report (code %" PRId64
                 ": %s). " KEPT " Try again later; take another source if it goes on.",
                 history->code, shown);
  else
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Eastmoney refused to answer (code %" PRId64 ": %s). " KEPT " Try again later.",
                 history->code, shown);
}

static TideReading *
read_nothing (void)
{
  TideReading *reading = tide_reading_new ();

  tide_reading_add_problem_take (reading, TIDE_PROBLEM_NOTE, TIDE_DAY_NONE,
                                 g_strdup ("Eastmoney has no sessions for the days asked."));
  return reading;
}

static TideReading *
tide_provider_eastmoney_parse (TideProvider            *provider,
                               const TideProviderReply *reply,
                               GError                 **error)
{
  g_auto (TideEastmoneyHistory) history = { 0 };
  g_autoptr (GError)            parse_error = NULL;

  if (!check_body (reply, error))
    return NULL;

  if (!tide_eastmoney_history_read (&history, reply->bytes, reply->length, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Eastmoney's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  if (history.has_failed && history.code == CODE_EMPTY)
    return read_nothing ();

  if (history.has_failed)
    {
      set_service_error (&history, error);
      return NULL;
    }

  if (!history.has_rows)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "Eastmoney's reply holds neither rows nor a reason. " KEPT
                   " Try again later.");
      return NULL;
    }

  return tide_eastmoney_history_sift (&history, reply, error);
}

static void
tide_provider_eastmoney_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_eastmoney_get_info;
  iface->dup_subject = tide_provider_eastmoney_dup_subject;
  iface->build_request = tide_provider_eastmoney_build_request;
  iface->recognize = tide_provider_eastmoney_recognize;
  iface->parse = tide_provider_eastmoney_parse;
}

static void
tide_provider_eastmoney_finalize (GObject *object)
{
  TideProviderEastmoney *self = TIDE_PROVIDER_EASTMONEY (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_eastmoney_parent_class)->finalize (object);
}

static void
tide_provider_eastmoney_class_init (TideProviderEastmoneyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_eastmoney_finalize;
}

static void
tide_provider_eastmoney_init (TideProviderEastmoney *self)
{
}

/**
 * tide_provider_eastmoney_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_EASTMONEY_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_eastmoney_new (const char *base_uri)
{
  TideProviderEastmoney *self = g_object_new (TIDE_TYPE_PROVIDER_EASTMONEY, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_EASTMONEY_BASE_URI);
  return TIDE_PROVIDER (self);
}
