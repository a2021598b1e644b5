// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-hkex"

#include "config.h"

#include "net/tide-provider-hkex.h"

#include <inttypes.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-hkex-reading-private.h"

#define KEPT "Stored figures are unchanged."
#define SUBJECT "STOCK-CONNECT"
/* Asked for where nothing is held and no day is named. */
#define DEFAULT_STEPS 12
/* 17 November 2014: Stock Connect began. */
#define LAUNCH 16391

/**
 * TideProviderHkex:
 *
 * The daily statistics of Stock Connect that the Hong Kong exchange publishes, a
 * file a session: turnover each way, and buying and selling of the south. In
 * millions there, in full units here.
 */
struct _TideProviderHkex
{
  GObject parent_instance;

  char *base_uri;
};

static void tide_provider_hkex_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderHkex,
                               tide_provider_hkex,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_hkex_provider_init))

static const char *const hkex_fields[] = { "turnover", "buy", "sell", "net_buy",
                                           "etf_turnover", "quota_balance", NULL };

static const TideProviderInfo hkex_info = {
  .id = "hkex",
  .title = "HKEX",
  .provider_class = TIDE_PROVIDER_OFFICIAL,
  .terms = "Public pages of the exchange: for personal and internal use, not to be passed on.",
  .fields = hkex_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
  .steps_apart = true,
};

static const TideProviderInfo *
tide_provider_hkex_get_info (TideProvider *provider)
{
  return &hkex_info;
}

/* All flows are in the same files. */
static char *
tide_provider_hkex_dup_subject (TideProvider *provider,
                                const char   *symbol)
{
  TideConnectFlow flow;

  return tide_connect_find_flow (symbol, &flow) ? g_strdup (SUBJECT) : NULL;
}

/* The weekdays asked for: the last of them, and how many there are. */
static size_t
count_days (const TideProviderAsk *ask,
            TideDay               *out_last)
{
  TideDay last = tide_connect_get_last_ended_day (TIDE_CONNECT_SOUTH, ask->now);
  int     count;

  while (tide_day_get_weekday (last) > 5)
    last--;
  *out_last = last;
  if (ask->since == TIDE_DAY_NONE)
    return DEFAULT_STEPS;

  count = tide_day_count_weekdays (MAX (ask->since, LAUNCH) - 1, last);
  return (size_t) CLAMP (count, 0, TIDE_PROVIDER_HKEX_MAX_STEPS);
}

static size_t
tide_provider_hkex_count_steps (TideProvider          *provider,
                                const TideProviderAsk *ask)
{
  TideDay last;

  return count_days (ask, &last);
}

/* The day of a step: days go upwards, so that what came before a refresh was
 * broken off leaves no hole. */
static TideDay
get_day (const TideProviderAsk *ask)
{
  TideDay day;
  size_t  n_days = count_days (ask, &day);

  for (size_t i = n_days - MIN (n_days, ask->step + 1); i > 0; i--)
    do
      day--;
    while (tide_day_get_weekday (day) > 5);

  return day;
}

static TideRequest *
tide_provider_hkex_build_request (TideProvider          *provider,
                                  const TideProviderAsk *ask,
                                  GError               **error)
{
  TideProviderHkex *self = TIDE_PROVIDER_HKEX (provider);
  g_autofree char  *uri = NULL;
  TideRequest      *request;
  int               year;
  int               month;
  int               day;

  if (strcmp (ask->symbol, SUBJECT) != 0)
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), 40);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "HKEX can be asked for the flows of Stock Connect, such as "
                   "STOCK-CONNECT/SOUTH, and not for “%s”.",
                   shown);
      return NULL;
    }

  tide_day_to_ymd (get_day (ask), &year, &month, &day);
  uri = g_strdup_printf ("%s/eng/csm/DailyStat/data_tab_daily_%04d%02d%02de.js", self->base_uri,
                         year, month, day);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("hkex/%04d%02d%02d", year, month, day);
  request->title = g_strdup (hkex_info.title);
  return request;
}

/* A file of the exchange is a script that gives the table of a day a name. */
static bool
tide_provider_hkex_recognize (TideProvider            *provider,
                              const TideProviderReply *reply)
{
  char first = tide_provider_reply_get_first_byte (reply);

  return first != '{' && first != '<' &&
         (tide_provider_reply_contains (reply, "tabData") ||
          (tide_provider_reply_contains (reply, "\"market\"") &&
           tide_provider_reply_contains (reply, "bound\"")));
}

static TideReading *
read_closed (TideDay day)
{
  TideReading *reading = tide_reading_new ();
  char         text[TIDE_DAY_TEXT_SIZE];

  tide_reading_add_problem_take (
    reading, TIDE_PROBLEM_CLOSED, day,
    g_strdup_printf ("HKEX has no file of %s: there was no trading, or it is not out yet.",
                     tide_day_format (day, text)));
  return reading;
}

/* A page in place of the script: the exchange says 200 to some days that have
 * no file. */
static bool
check_body (const TideProviderReply *reply,
            const char              *whose,
            GError                 **error)
{
  char first = tide_provider_reply_get_first_byte (reply);

  if (first == '<')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "HKEX's file%s is a web page, not the figures of a day. " KEPT
                 " There may have been no trading; else try again later.",
                 whose);
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "HKEX answered with HTTP status %u for its file%s. " KEPT " Try again later.",
                 reply->status, whose);
  else if (first == '\0')
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "HKEX's file%s is empty. " KEPT " Try again later.", whose);
  else
    return true;

  return false;
}

static TideReading *
tide_provider_hkex_parse (TideProvider            *provider,
                          const TideProviderReply *reply,
                          GError                 **error)
{
  TideDay            asked = reply->ask != NULL ? get_day (reply->ask) : TIDE_DAY_NONE;
  g_autofree char   *whose = NULL;
  g_autoptr (GError) parse_error = NULL;
  TideHkexDaily      daily;
  char               text[TIDE_DAY_TEXT_SIZE];

  if (reply->status == 404)
    return read_closed (asked);

  whose = asked != TIDE_DAY_NONE ? g_strconcat (" of ", tide_day_format (asked, text), NULL)
                                 : g_strdup ("");
  if (!check_body (reply, whose, error))
    return NULL;

  if (!tide_hkex_daily_read (&daily, reply->bytes, reply->length, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "HKEX's file%s is cut short or not as expected (%s). " KEPT, whose,
                   parse_error->message);
      return NULL;
    }

  return tide_hkex_read (&daily, reply, asked, error);
}

static void
tide_provider_hkex_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_hkex_get_info;
  iface->dup_subject = tide_provider_hkex_dup_subject;
  iface->count_steps = tide_provider_hkex_count_steps;
  iface->build_request = tide_provider_hkex_build_request;
  iface->recognize = tide_provider_hkex_recognize;
  iface->parse = tide_provider_hkex_parse;
}

static void
tide_provider_hkex_finalize (GObject *object)
{
  TideProviderHkex *self = TIDE_PROVIDER_HKEX (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_hkex_parent_class)->finalize (object);
}

static void
tide_provider_hkex_class_init (TideProviderHkexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_hkex_finalize;
}

static void
tide_provider_hkex_init (TideProviderHkex *self)
{
}

/**
 * tide_provider_hkex_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_HKEX_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_hkex_new (const char *base_uri)
{
  TideProviderHkex *self = g_object_new (TIDE_TYPE_PROVIDER_HKEX, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_HKEX_BASE_URI);
  return TIDE_PROVIDER (self);
}
