// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Many symbols at once, from a server on this machine that speaks as the chart
 * service does. */

#include "config.h"

#include <string.h>

#include "net/tide-fetcher.h"
#include "net/tide-provider-yahoo.h"
#include "tide-test-common.h"
#include "tide-test-server.h"

#define COUNT 120

/* What a run told its sink. */
typedef struct
{
  GHashTable   *codes;
  GPtrArray    *readings;
  GString      *messages;
  size_t        read;
  size_t        not_modified;
  size_t        failed;
  size_t        done;
  size_t        total;
  int64_t       bytes;
  GThread      *thread;
  GCancellable *cancel_after;
  bool          finished;
  GError       *error;
} Listener;

static char *
dup_etag (const char *symbol)
{
  return g_strdup_printf ("\"%s\"", symbol);
}

static char *
make_body (const char *symbol)
{
  return g_strdup_printf ("{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"%s\","
                          "\"currency\":\"USD\","
                          "\"gmtoffset\":0},\"timestamp\":[1598880600,1598967000],\"indicators\":"
                          "{\"quote\":[{\"close\":[10.5,11.5]}]}}],\"error\":null}}",
                          symbol);
}

static void
serve_chart_cb (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  const char         *symbol = strrchr (path, '/') + 1;
  g_autofree char    *body = make_body (symbol);
  g_autofree char    *etag = dup_etag (symbol);
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  unsigned int        status = 200;
  const char         *type = "application/json";
  int                *served = user_data;

  (*served)++;
  g_assert_true (g_str_has_prefix (path, "/v8/finance/chart/"));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", etag);
  if (g_strcmp0 (soup_message_headers_get_one (asked, "If-None-Match"), etag) == 0)
    {
      soup_server_message_set_status (message, 304, NULL);
      return;
    }

  if (g_str_has_prefix (symbol, "LOST"))
    {
      status = 404;
      g_free (body);
      body = g_strdup ("{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\"}}}");
    }
  else if (g_str_has_prefix (symbol, "CUT"))
    body[strlen (body) / 2] = '\0';
  else if (g_str_has_prefix (symbol, "WRONG"))
    *strstr (body, "WRONG") = 'X';
  else if (g_str_has_prefix (symbol, "PAGE"))
    {
      type = "text/html";
      g_free (body);
      body = g_strdup ("<html>consent?apikey=CANARY</html>");
    }

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static SoupServer *
start_server (int   *served,
              char **out_base)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  GSList     *uris;

  soup_server_add_handler (server, NULL, serve_chart_cb, served, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  *out_base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static void
listen_outcome_cb (const TideFetcherOutcome *outcome,
                   void                     *user_data)
{
  Listener *self = user_data;

  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpstr (outcome->fetch->provider, ==, "yahoo");
  g_assert_null (strchr (outcome->fetch->request, '?'));
  self->read += outcome->status == TIDE_FETCHER_READ ? 1 : 0;
  self->not_modified += outcome->status == TIDE_FETCHER_NOT_MODIFIED ? 1 : 0;
  self->failed += outcome->status == TIDE_FETCHER_FAILED ? 1 : 0;
  g_assert_true ((outcome->error != NULL) == (outcome->status == TIDE_FETCHER_FAILED));
  g_assert_true ((outcome->reading != NULL) == (outcome->status == TIDE_FETCHER_READ));
  g_assert_false (g_hash_table_contains (self->codes, outcome->symbol));
  g_hash_table_insert (self->codes, g_strdup (outcome->symbol),
                       GINT_TO_POINTER (outcome->error != NULL ? outcome->error->code : -1));
  if (outcome->reading != NULL)
    g_ptr_array_add (self->readings, tide_reading_ref (outcome->reading));
  if (outcome->error != NULL)
    g_string_append (self->messages, outcome->error->message);
  if (self->cancel_after != NULL && self->read == 3)
    g_cancellable_cancel (self->cancel_after);
}

static void
listen_progress_cb (const TideFetcherProgress *progress,
                    void                      *user_data)
{
  Listener *self = user_data;

  g_assert_cmpuint (progress->done, >=, self->done);
  g_assert_cmpint (progress->bytes, >=, self->bytes);
  g_assert_cmpuint (progress->done, <=, progress->total);
  self->done = progress->done;
  self->total = progress->total;
  self->bytes = progress->bytes;
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Listener *self = user_data;

  tide_fetcher_run_finish (TIDE_FETCHER (object), result, &self->error);
  self->finished = true;
}

static void
listener_init (Listener *self)
{
  *self = (Listener){ 0 };
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_reading_unref);
  self->messages = g_string_new (NULL);
  self->thread = g_thread_self ();
}

static void
listener_clear (Listener *self)
{
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->readings);
  g_string_free (self->messages, TRUE);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listener, listener_clear)

static void
run (const char           *base,
     const TideFetcherAsk *asks,
     size_t                n_asks,
     GCancellable         *cancellable,
     Listener             *listener)
{
  TideSession             *session = tide_session_new (NULL);
  g_autoptr (TideProvider) provider = tide_provider_yahoo_new (base);
  TideFetcher             *fetcher = tide_fetcher_new (session, provider);
  TideFetcherSink          sink = {
             .outcome = listen_outcome_cb,
             .progress = listen_progress_cb,
             .user_data = listener,
  };

  tide_fetcher_run_async (fetcher, asks, n_asks, &sink, cancellable, finished_cb, listener);
  tide_test_wait_until (&listener->finished, 30);
  while (tide_session_get_in_flight (session) > 0 || g_main_context_iteration (NULL, FALSE))
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fetcher);
  g_assert_finalize_object (session);
}

static int
get_code (const Listener *listener,
          const char     *symbol)
{
  g_assert_true (g_hash_table_contains (listener->codes, symbol));
  return GPOINTER_TO_INT (g_hash_table_lookup (listener->codes, symbol));
}

static void
test_many (void)
{
  int                           served = 0;
  g_autofree char              *base = NULL;
  g_autoptr (SoupServer) server G_GNUC_UNUSED = start_server (&served, &base);
  g_auto (Listener)             listener;
  TideFetcherAsk                asks[COUNT];
  g_autoptr (GPtrArray)         symbols = g_ptr_array_new_with_free_func (g_free);

  listener_init (&listener);
  for (size_t i = 0; i < COUNT; i++)
    {
      const char *stem = i % 10 == 3 ? "LOST" : i % 10 == 5 ? "CUT"
                                              : i % 10 == 7 ? "WRONG"
                                                            : "S";

      g_ptr_array_add (symbols, g_strdup_printf ("%s%03zu", stem, i));
      asks[i] = (TideFetcherAsk){ .symbol = symbols->pdata[i], .since = TIDE_DAY_NONE };
    }
  asks[0].symbol = "not a symbol";

  run (base, asks, COUNT, NULL, &listener);
  g_assert_no_error (listener.error);
  g_assert_cmpuint (listener.read, ==, COUNT - COUNT / 10 * 3 - 1);
  g_assert_cmpuint (listener.failed, ==, COUNT / 10 * 3 + 1);
  g_assert_cmpuint (g_hash_table_size (listener.codes), ==, COUNT);
  g_assert_cmpint (get_code (&listener, "not a symbol"), ==, TIDE_NET_ERROR_NOT_FOUND);
  g_assert_cmpint (get_code (&listener, "LOST003"), ==, TIDE_NET_ERROR_NOT_FOUND);
  g_assert_cmpint (get_code (&listener, "CUT005"), ==, TIDE_NET_ERROR_PAYLOAD);
  g_assert_cmpint (get_code (&listener, "WRONG007"), ==, TIDE_NET_ERROR_PAYLOAD);
  g_assert_cmpint (get_code (&listener, "S001"), ==, -1);
  g_assert_cmpuint (listener.done, ==, COUNT);
  g_assert_cmpuint (listener.total, ==, COUNT);
  g_assert_cmpint (listener.bytes, >, INT64_C (100) * COUNT);
  g_assert_cmpint (served, ==, COUNT - 1);
}

static void
test_provenance (void)
{
  int              served = 0;
  g_autofree char *base = NULL;
  g_autofree char *body = make_body ("AAPL");
  g_autofree char *sha256 =
    g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  g_autoptr (SoupServer) server G_GNUC_UNUSED = start_server (&served, &base);
  g_autofree char              *request = g_strconcat (base, "/v8/finance/chart/AAPL", NULL);
  g_auto (Listener)             listener;
  TideFetcherAsk                ask = { .symbol = "AAPL", .since = 18000 };
  const TideFetch              *fetch;

  listener_init (&listener);
  tide_clock_freeze (1795176000);
  run (base, &ask, 1, NULL, &listener);
  tide_clock_freeze (TIDE_INSTANT_NONE);
  g_assert_cmpuint (listener.readings->len, ==, 1);
  fetch = tide_batch_get_fetch (tide_reading_find_batch (listener.readings->pdata[0], NULL));
  g_assert_cmpstr (fetch->provider, ==, "yahoo");
  g_assert_cmpstr (fetch->request, ==, request);
  g_assert_cmpint (fetch->at, ==, 1795176000);
  g_assert_cmpint (fetch->status, ==, 200);
  g_assert_cmpstr (fetch->etag, ==, "\"AAPL\"");
  g_assert_cmpstr (fetch->sha256, ==, sha256);
  g_assert_cmpint (fetch->bytes, ==, strlen (body));
  g_assert_cmpint (fetch->parser_version, >=, 1);
}

static void
test_not_modified (void)
{
  int                           served = 0;
  g_autofree char              *base = NULL;
  g_autoptr (SoupServer) server G_GNUC_UNUSED = start_server (&served, &base);
  g_auto (Listener)             listener;
  TideFetcherAsk                asks[] = {
                   { .symbol = "AAPL", .since = TIDE_DAY_NONE, .etag = "\"AAPL\"" },
                   { .symbol = "MSFT", .since = TIDE_DAY_NONE, .etag = "\"other\"" },
  };

  listener_init (&listener);
  run (base, asks, 2, NULL, &listener);
  g_assert_cmpuint (listener.not_modified, ==, 1);
  g_assert_cmpuint (listener.read, ==, 1);
  g_assert_cmpuint (listener.failed, ==, 0);
}

/* One page in place of prices, and the service is left alone: the others are
 * told so without being asked for. */
static void
test_blocked (void)
{
  int                           served = 0;
  g_autofree char              *base = NULL;
  g_autoptr (SoupServer) server G_GNUC_UNUSED = start_server (&served, &base);
  g_auto (Listener)             listener;
  TideFetcherAsk                asks[50];
  g_autoptr (GPtrArray)         symbols = g_ptr_array_new_with_free_func (g_free);

  listener_init (&listener);
  for (size_t i = 0; i < G_N_ELEMENTS (asks); i++)
    g_ptr_array_add (symbols, i == 0 ? g_strdup ("PAGE") : g_strdup_printf ("S%zu", i));
  for (size_t i = 0; i < G_N_ELEMENTS (asks); i++)
    asks[i] = (TideFetcherAsk){ .symbol = symbols->pdata[i],
                                .since = TIDE_DAY_NONE };

  run (base, asks, G_N_ELEMENTS (asks), NULL, &listener);
  g_assert_no_error (listener.error);
  g_assert_cmpuint (g_hash_table_size (listener.codes), ==, 50);
  g_assert_cmpint (get_code (&listener, "PAGE"), ==, TIDE_NET_ERROR_BLOCKED);
  g_assert_cmpint (get_code (&listener, "S49"), ==, TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (served, <, 25);
  g_assert_nonnull (strstr (listener.messages->str,
                            "Yahoo sent a web page instead of prices. Stored prices are "
                            "unchanged. Try again in 15 minutes."));
  g_assert_null (strstr (listener.messages->str, "CANARY"));
}

static void
test_cancel (void)
{
  int                           served = 0;
  g_autofree char              *base = NULL;
  g_autoptr (SoupServer) server G_GNUC_UNUSED = start_server (&served, &base);
  g_autoptr (GCancellable)      cancellable = g_cancellable_new ();
  g_auto (Listener)             listener;
  TideFetcherAsk                asks[COUNT];
  g_autoptr (GPtrArray)         symbols = g_ptr_array_new_with_free_func (g_free);

  listener_init (&listener);
  listener.cancel_after = cancellable;
  for (size_t i = 0; i < COUNT; i++)
    {
      g_ptr_array_add (symbols, g_strdup_printf ("S%03zu", i));
      asks[i] = (TideFetcherAsk){ .symbol = symbols->pdata[i], .since = TIDE_DAY_NONE };
    }

  run (base, asks, COUNT, cancellable, &listener);
  g_assert_error (listener.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (listener.read, >=, 3);
  g_assert_cmpuint (listener.read, <, COUNT / 2);
  g_assert_cmpuint (listener.failed, ==, 0);
}

static void
test_nothing (void)
{
  g_auto (Listener) listener;

  listener_init (&listener);
  run ("http://127.0.0.1:9", NULL, 0, NULL, &listener);
  g_assert_no_error (listener.error);
  g_assert_cmpuint (g_hash_table_size (listener.codes), ==, 0);
}

/* A body that ends without its last chunk passes for complete in libsoup 3.2:
 * at whatever byte it is cut, nothing of it is read as prices. */
static void
test_cut_chunks (void)
{
  g_autofree char *body = make_body ("AAPL");

  for (size_t cut = 0; cut < strlen (body); cut += 7)
    {
      g_autofree char *bytes =
        g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                         "Transfer-Encoding: chunked\r\n\r\n%zx\r\n%.*s\r\n",
                         cut, (int) cut, body);
      g_autoptr (TideTestRawServer) server = tide_test_raw_server_new (bytes, strlen (bytes));
      g_auto (Listener)             listener;
      TideFetcherAsk                ask = { .symbol = "AAPL", .since = TIDE_DAY_NONE };

      listener_init (&listener);
      run (server->base, &ask, 1, NULL, &listener);
      g_assert_cmpuint (listener.failed, ==, 1);
      g_assert_cmpint (get_code (&listener, "AAPL"), ==, TIDE_NET_ERROR_PAYLOAD);
    }
}

/* Said to be packed and is not: what it is decides. */
static void
test_false_label (void)
{
  g_autofree char *body = make_body ("AAPL");
  g_autofree char *bytes =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n%s",
                     strlen (body), body);
  g_autoptr (TideTestRawServer) server = tide_test_raw_server_new (bytes, strlen (bytes));
  g_auto (Listener)             listener;
  TideFetcherAsk                ask = { .symbol = "AAPL", .since = TIDE_DAY_NONE };

  listener_init (&listener);
  run (server->base, &ask, 1, NULL, &listener);
  g_assert_cmpint (get_code (&listener, "AAPL"), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/net/fetcher/many", test_many);
  g_test_add_func ("/net/fetcher/provenance", test_provenance);
  g_test_add_func ("/net/fetcher/not-modified", test_not_modified);
  g_test_add_func ("/net/fetcher/blocked", test_blocked);
  g_test_add_func ("/net/fetcher/cancel", test_cancel);
  g_test_add_func ("/net/fetcher/nothing", test_nothing);
  g_test_add_func ("/net/fetcher/cut-chunks", test_cut_chunks);
  g_test_add_func ("/net/fetcher/false-label", test_false_label);
  return g_test_run ();
}
