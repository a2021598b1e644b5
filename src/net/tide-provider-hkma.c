// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-provider-hkma"

#include "config.h"

#include "net/tide-provider-hkma.h"

#include <math.h>
#include <string.h>

#include "base/tide-text.h"
#include "net/tide-fx-private.h"
#include "parse/tide-json.h"

#define KEPT "Stored rates are unchanged."
#define DOLLAR "HKD"
#define ZONE "Asia/Hong_Kong"
#define PAGE_SIZE 100
#define EXCERPT 80
/* 4 January 2010: asked for from here where nothing is held. */
#define FIRST_DAY "2010-01-04"
#define PATH                                                                            \
  "/public/market-data-and-statistics/monthly-statistical-bulletin/er-ir/er-eeri-daily" \
  "?choose=end_of_day&sortby=end_of_day&sortorder=asc"

/**
 * TideProviderHkma:
 *
 * Exchange rates of the Hong Kong dollar in the bulletin of the Hong Kong
 * Monetary Authority: dollars for one unit of each currency, at the end of the
 * day, published a month later.
 */
struct _TideProviderHkma
{
  GObject parent_instance;

  char *base_uri;
};

/* A page as it stands. */
typedef struct
{
  bool    has_failed;
  bool    has_records;
  char   *message; /* (nullable) */
  size_t  n_records;
  GArray *rates; /* (element-type TideFxRate): dollars for one of the currency */
} Page;

static void
page_clear (Page *self)
{
  g_free (self->message);
  g_clear_pointer (&self->rates, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void tide_provider_hkma_provider_init (TideProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideProviderHkma,
                               tide_provider_hkma,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIDE_TYPE_PROVIDER,
                                                      tide_provider_hkma_provider_init))

static const char *const hkma_fields[] = { "close", NULL };

static const TideProviderInfo hkma_info = {
  .id = "hkma",
  .title = "HKMA",
  .provider_class = TIDE_PROVIDER_OFFICIAL,
  .terms = "Open data: free to use with the Hong Kong Monetary Authority named as the source.",
  .fields = hkma_fields,
  .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
  .parser_version = 1,
};

static const TideProviderInfo *
tide_provider_hkma_get_info (TideProvider *provider)
{
  return &hkma_info;
}

static char *
tide_provider_hkma_dup_subject (TideProvider *provider,
                                const char   *symbol)
{
  TideFxPair pair;

  return tide_fx_pair_parse (symbol, &pair) && strcmp (pair.quote, DOLLAR) == 0 &&
             strcmp (pair.base, DOLLAR) != 0
           ? g_strdup (symbol)
           : NULL;
}

static TideRequest *
tide_provider_hkma_build_request (TideProvider          *provider,
                                  const TideProviderAsk *ask,
                                  GError               **error)
{
  TideProviderHkma     *self = TIDE_PROVIDER_HKMA (provider);
  g_autofree char      *subject = tide_provider_hkma_dup_subject (provider, ask->symbol);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char      *uri = NULL;
  TideRequest          *request;
  char                  since[TIDE_DAY_TEXT_SIZE];
  char                  today[TIDE_DAY_TEXT_SIZE];

  if (subject == NULL)
    {
      g_autofree char *shown = tide_text_quote (ask->symbol, strlen (ask->symbol), EXCERPT);

      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_NOT_FOUND,
                   "The HKMA can be asked for rates of the Hong Kong dollar, such as CNYHKD=X, not "
                   "for “%s”.",
                   shown);
      return NULL;
    }

  uri = g_strdup_printf (
    "%s" PATH "&from=%s&to=%s&pagesize=%d&offset=%" G_GSIZE_FORMAT, self->base_uri,
    ask->since != TIDE_DAY_NONE ? tide_day_format (ask->since, since) : FIRST_DAY,
    tide_day_format (tide_instant_to_day (ask->now, utc), today), PAGE_SIZE,
    ask->step * PAGE_SIZE);
  request = tide_request_new (uri);
  request->key = g_strdup_printf ("hkma/%" G_GSIZE_FORMAT, ask->step);
  request->title = g_strdup (hkma_info.title);
  request->accept = g_strdup ("application/json");
  return request;
}

static bool
tide_provider_hkma_recognize (TideProvider            *provider,
                              const TideProviderReply *reply)
{
  return tide_provider_reply_get_first_byte (reply) == '{' &&
         tide_provider_reply_contains (reply, "\"err_code\"") &&
         tide_provider_reply_contains (reply, "\"header\"");
}

static void
read_header (Page     *self,
             TideJson *json)
{
  bool success = true;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "success"))
      tide_json_read_bool (json, &success);
    else if (tide_json_key_is (json, "err_msg") && tide_json_peek (json) == TIDE_JSON_STRING)
      self->message = tide_json_dup_string (json);
  self->has_failed = !success;
}

/* The currency of a key in lower case; the other keys are indices. */
static bool
read_code (const char *key,
           size_t      length,
           char        code[TIDE_FX_CODE_SIZE])
{
  g_autofree char *upper = g_ascii_strup (key, (gssize) length);

  return tide_fx_read_code (upper, length, code);
}

static TideDay
read_day (TideJson *json)
{
  g_autofree char *text = tide_json_dup_string (json);
  TideDay          day = TIDE_DAY_NONE;

  if (text != NULL)
    day = tide_day_parse (text, strlen (text));
  if (day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a day such as 2026-02-27 as end_of_day.");
  return day;
}

static void
read_record (Page     *self,
             TideJson *json)
{
  unsigned int first = self->rates->len;
  TideDay      day = TIDE_DAY_NONE;
  const char  *key;
  size_t       length;

  for (tide_json_enter_object (json); tide_json_next_key (json, &key, &length);)
    {
      TideFxRate rate = { .value = (double) NAN };

      if (tide_json_key_is (json, "end_of_day"))
        day = read_day (json);
      else if (read_code (key, length, rate.currency) &&
               tide_json_read_number_or_null (json, &rate.value) && !isnan (rate.value))
        g_array_append_val (self->rates, rate);
    }

  if (!tide_json_has_failed (json) && day == TIDE_DAY_NONE)
    tide_json_fail (json, "expected a record with an end_of_day.");
  for (unsigned int i = first; i < self->rates->len; i++)
    g_array_index (self->rates, TideFxRate, i).day = day;
  self->n_records++;
}

static void
read_result (Page     *self,
             TideJson *json)
{
  if (tide_json_peek (json) != TIDE_JSON_OBJECT)
    return;

  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "records"))
      {
        self->has_records = true;
        for (tide_json_enter_array (json); tide_json_next_element (json);)
          read_record (self, json);
      }
}

static bool
read_page (Page                    *self,
           const TideProviderReply *reply,
           GError                 **error)
{
  g_autoptr (TideJson) json = tide_json_new (reply->bytes, reply->length, TIDE_JSON_UNIQUE_KEYS);

  self->rates = g_array_new (FALSE, FALSE, sizeof (TideFxRate));
  for (tide_json_enter_object (json); tide_json_next_key (json, NULL, NULL);)
    if (tide_json_key_is (json, "header"))
      read_header (self, json);
    else if (tide_json_key_is (json, "result"))
      read_result (self, json);

  return tide_json_finish (json, error);
}

static void
add_currency (TideReading             *reading,
              const TideProviderReply *reply,
              const Page              *page,
              const char              *currency,
              const char              *symbol)
{
  g_autoptr (GArray) bars = g_array_new (FALSE, FALSE, sizeof (TideBar));

  for (size_t i = 0; i < page->rates->len; i++)
    {
      const TideFxRate *rate = &g_array_index (page->rates, TideFxRate, i);
      TideBar           bar = tide_bar_make (rate->day);

      if (strcmp (rate->currency, currency) != 0)
        continue;

      bar.cells[TIDE_BAR_CLOSE] = rate->value;
      g_array_append_val (bars, bar);
    }

  tide_bar_add_closes (reading, reply, symbol, ZONE, false, bars);
}

static TideReading *
make_reading (const Page              *page,
              const TideProviderReply *reply)
{
  TideReading           *reading = tide_reading_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  TideFxPair             pair;

  if (reply->ask != NULL && tide_fx_pair_parse (reply->ask->symbol, &pair))
    {
      add_currency (reading, reply, page, pair.base, reply->ask->symbol);
      /* Pages are full but for the last one. */
      if (page->n_records >= PAGE_SIZE)
        reading->n_steps = reply->ask->step + 2;
      return reading;
    }

  for (size_t i = 0; i < page->rates->len; i++)
    {
      const char      *currency = g_array_index (page->rates, TideFxRate, i).currency;
      g_autofree char *symbol = tide_fx_dup_symbol (currency, DOLLAR);

      if (g_hash_table_add (seen, (char *) currency))
        add_currency (reading, reply, page, currency, symbol);
    }

  return reading;
}

static bool
check_page (const Page              *self,
            const TideProviderReply *reply,
            GError                 **error)
{
  const char      *words = self->message != NULL ? self->message : "";
  g_autofree char *shown = tide_text_quote (words, strlen (words), EXCERPT);

  if (self->has_failed)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "The HKMA refused to answer (%s). " KEPT " Try again later.", shown);
  else if (reply->status >= 400)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS,
                 "The HKMA answered with HTTP status %u. " KEPT " Try again later.",
                 reply->status);
  else if (!self->has_records)
    g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                 "The HKMA's reply holds no records. " KEPT " Try again later.");
  else
    return true;

  return false;
}

static TideReading *
tide_provider_hkma_parse (TideProvider            *provider,
                          const TideProviderReply *reply,
                          GError                 **error)
{
  g_auto (Page)      page = { 0 };
  g_autoptr (GError) parse_error = NULL;

  if (tide_provider_reply_get_first_byte (reply) == '<')
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED,
                   "The HKMA sent a web page instead of rates. " KEPT " Try again later.");
      return NULL;
    }

  if (!read_page (&page, reply, &parse_error))
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD,
                   "The HKMA's reply is cut short or not as expected (%s). " KEPT
                   " Try again later.",
                   parse_error->message);
      return NULL;
    }

  return check_page (&page, reply, error) ? make_reading (&page, reply) : NULL;
}

static void
tide_provider_hkma_provider_init (TideProviderInterface *iface)
{
  iface->get_info = tide_provider_hkma_get_info;
  iface->dup_subject = tide_provider_hkma_dup_subject;
  iface->build_request = tide_provider_hkma_build_request;
  iface->recognize = tide_provider_hkma_recognize;
  iface->parse = tide_provider_hkma_parse;
}

static void
tide_provider_hkma_finalize (GObject *object)
{
  TideProviderHkma *self = TIDE_PROVIDER_HKMA (object);

  g_free (self->base_uri);

  G_OBJECT_CLASS (tide_provider_hkma_parent_class)->finalize (object);
}

static void
tide_provider_hkma_class_init (TideProviderHkmaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_provider_hkma_finalize;
}

static void
tide_provider_hkma_init (TideProviderHkma *self)
{
}

/**
 * tide_provider_hkma_new:
 * @base_uri: (nullable): where to ask, without a slash at its end; NULL for
 *   %TIDE_PROVIDER_HKMA_BASE_URI
 *
 * Makes a provider. Tests serve it from this machine.
 *
 * Returns: (transfer full): the provider
 */
TideProvider *
tide_provider_hkma_new (const char *base_uri)
{
  TideProviderHkma *self = g_object_new (TIDE_TYPE_PROVIDER_HKMA, NULL);

  self->base_uri = g_strdup (base_uri != NULL ? base_uri : TIDE_PROVIDER_HKMA_BASE_URI);
  return TIDE_PROVIDER (self);
}
