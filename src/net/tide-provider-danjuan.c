// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-danjuan"

#include "config.h"

#include "net/tide-provider-danjuan.h"

#include <string.h>

#include "base/tide-text.h"
#include "net/tide-danjuan-private.h"

#define KEPT "Stored multiples are unchanged."

/**
 * TideProviderDanjuan:
 *
 * Trailing multiples of indices behind Danjuan's pages: the history of the P/E,
 * and today's table with P/B and yield.
 */
struct _TideProviderDanjuan
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_danjuan_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderDanjuan,
                               tide_provider_danjuan,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_danjuan_provider_init))

static const char *const danjuan_fields[] = { "pe", "pb", "dividend_yield", NULL };

static const TideProviderInfo danjuan_info = {
  .id = "danjuan",
  .title = "Danjuan",
  .provider_class = TIDE_PROVIDER_UNOFFICIAL,
  .terms = "No published interface or licence: for personal research, at your own risk, not to be "
           "passed on.",
  .fields = danjuan_fields,
  .rate = { .per_second = 0.5, .burst = 1.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_danjuan_get_info (TideProvider *provider)
{
  return &danjuan_info;
}

static char *
tide_provider_danjuan_dup_subject (TideProvider *provider,
                                   const char   *symbol)
{
  g_autofree char *code = tide_danjuan_dup_code (symbol);

  return code != NULL ? g_strdup (symbol) : NULL;
}

/* The history, then the table of today. */
static size_t
tide_provider_danjuan_count_steps (TideProvider          *provider,
                                   const TideProviderAsk *ask)
{
  return 2;
}

static TideRequest *
tide_provider_danjuan_build_request (TideProvider          *provider,
                                     const TideProviderAsk *ask,
                                     GError               **error)
{
  TideProviderDanjuan *self = TIDE_PROVIDER_DANJUAN (provider);
  g_autofree char     *code = tide_danjuan_dup_code (ask->symbol);
  g_autofree char     *uri = NULL;
  TideRequest         *request;

  if (code == NULL)
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "Danjuan can be asked for indices such as HSTECH.HK, not for “%s”.", shown);
      return NULL;
    }

  uri = ask->step == 0
          ? g_strdup_printf ("%s/djapi/index_eva/pe_history/%s?day=all", self->base_uri, code)
          : g_strconcat (self->base_uri, "/djapi/index_eva/dj", NULL);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("danjuan/%s/%" G_GSIZE_FORMAT, ask->symbol, ask->step);
  request->title = g_strdup (danjuan_info.title);
  request->accept = g_strdup ("application/json");
  request->referer = g_strdup ("https://danjuanfunds.com/");
  request->user_agent = g_strdup ("Mozilla/5.0 (compatible; Tidemark/" TIDE_VERSION ")");
  return request;
}

static bool
tide_provider_danjuan_recognize (TideProvider            *provider,
                                 const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == '{' &&
         (tide_provider_reply_contains (reply, "\"index_eva_pe_growths\"") ||
          (tide_provider_reply_contains (reply, "\"index_code\"") &&
           tide_provider_reply_contains (reply, "\"pe\"")));
}

static TideReading *
tide_provider_danjuan_parse (TideProvider            *provider,
                             const TideProviderReply *reply,
                             GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                 "Danjuan sent a web page instead of multiples. " KEPT " Try again later.");
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "Danjuan answered with HTTP status %u. " KEPT " Try again later.", reply->status);
  else
    return tide_danjuan_read (reply, error);

  return NULL;
}

static void
tide_provider_danjuan_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_danjuan_get_info;
  iface->dup_subject = tide_provider_danjuan_dup_subject;
  iface->count_steps = tide_provider_danjuan_count_steps;
  iface->build_request = tide_provider_danjuan_build_request;
  iface->recognize = tide_provider_danjuan_recognize;
  iface->parse = tide_provider_danjuan_parse;
}

static void
tide_provider_danjuan_finalize (GObject *object)
{
  TideProviderDanjuan *self = TIDE_PROVIDER_DANJUAN (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_danjuan_parent_class)->finalize (object);
}

static void
tide_provider_danjuan_class_init (TideProviderDanjuanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_danjuan_finalize;
}

static void
tide_provider_danjuan_init (TideProviderDanjuan *self)
{
}

/**
 * tide_provider_danjuan_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_DANJUAN_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_danjuan_new (const char *base_uri)
{
  TideProviderDanjuan *self = g_object_new (TIDE_TYPE_PROVIDER_DANJUAN, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_DANJUAN_BASE_URI);
  return TIDE_PROVIDER (self);
}
