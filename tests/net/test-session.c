// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The session against servers on this machine: good, slow, broken, hostile. */

#include "config.h"

#include <string.h>

#include "net/tide-session.h"
#include "tide-test-common.h"
#include "tide-test-server.h"

typedef struct
{
  TideReply *reply;
  GError    *error;
  bool       done;
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_clear_pointer (&self->reply, tide_reply_unref);
  g_clear_error (&self->error);
  self->done = false;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->reply = tide_session_get_finish (TIDE_SESSION (object), result, &outcome->error);
  outcome->done = true;
}

static TideSessionPolicy
quick_policy (void)
{
  TideSessionPolicy policy;

  tide_session_policy_init (&policy);
  policy.backoff = 2;
  policy.backoff_cap = 8;
  policy.max_wait = 3000;
  return policy;
}

static TideSession *
make_session (void)
{
  TideSessionPolicy policy = quick_policy ();

  return tide_session_new (&policy);
}

static void
start (TideSession  *session,
       const char   *uri,
       GCancellable *cancellable,
       Outcome      *outcome)
{
  g_autoptr (TideRequest) request = tide_request_new (uri);

  tide_session_get_async (session, request, cancellable, got_cb, outcome);
}

static void
get (TideSession       *session,
     const TideRequest *request,
     Outcome           *outcome)
{
  outcome_clear (outcome);
  tide_session_get_async (session, request, NULL, got_cb, outcome);
  tide_test_wait_until (&outcome->done, 20);
}

/* Gets a path of the server that must answer with an error of this code. */
static void
expect_error (TideSession    *session,
              TideTestServer *server,
              const char     *path,
              int             code)
{
  g_autofree char        *uri = tide_test_server_dup_uri (server, path);
  g_autoptr (TideRequest) request = tide_request_new (uri);
  g_auto (Outcome)        outcome = { 0 };

  request->title = g_strdup ("Yahoo");
  get (session, request, &outcome);
  g_assert_error (outcome.error, TIDE_NET_ERROR, code);
  g_assert_nonnull (strstr (outcome.error->message, "Yahoo"));
  g_assert_null (strchr (outcome.error->message, '?'));
}

static void
test_ok (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/ok");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_auto (Outcome)           outcome = { 0 };

  get (session, request, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.reply->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (outcome.reply->body, NULL),
                   g_bytes_get_size (outcome.reply->body),
                   "fine", 4);
  g_assert_cmpstr (outcome.reply->content_type, ==, "text/plain");
  /* From `printf fine | sha256sum`. */
  g_assert_cmpstr (outcome.reply->sha256, ==,
                   "d14a58bae804a2b80b5b76a010239c88ffca1fc7951a90f8e9131beda1e23c1b");
  g_assert_cmpint (outcome.reply->wire_bytes, ==, 4);
  g_assert_cmpint (outcome.reply->tries, ==, 1);
  g_assert_cmpstr (server->last_user_agent, ==, "Tidemark/" TIDE_VERSION);
  g_assert_cmpuint (tide_session_get_in_flight (session), ==, 0);
}

static void
test_conditional (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/file");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_auto (Outcome)           outcome = { 0 };

  get (session, request, &outcome);
  g_assert_cmpuint (outcome.reply->status, ==, 200);
  g_assert_cmpstr (outcome.reply->etag, ==, "\"1\"");
  g_assert_cmpstr (outcome.reply->content_type, ==, "application/json");
  g_assert_false (tide_reply_is_not_modified (outcome.reply));

  request->etag = g_strdup (outcome.reply->etag);
  get (session, request, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (tide_reply_is_not_modified (outcome.reply));
  g_assert_cmpuint (g_bytes_get_size (outcome.reply->body), ==, 0);

  /* Another version there: the whole comes. */
  g_free (server->etag);
  server->etag = g_strdup ("\"2\"");
  get (session, request, &outcome);
  g_assert_cmpuint (outcome.reply->status, ==, 200);
  g_assert_cmpstr (outcome.reply->etag, ==, "\"2\"");
}

static void
test_statuses (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/absent");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_auto (Outcome)           outcome = { 0 };

  /* Why it is absent is for the provider to read. */
  get (session, request, &outcome);
  g_assert_cmpuint (outcome.reply->status, ==, 404);
  g_assert_cmpuint (g_bytes_get_size (outcome.reply->body), ==, 13);

  expect_error (session, server, "/teapot?apikey=CANARY", TIDE_NET_ERROR_STATUS);
  g_assert_cmpint (server->requests, ==, 2);
  /* Nothing is held, so nothing can be unchanged. */
  expect_error (session, server, "/304", TIDE_NET_ERROR_PROTOCOL);
}

static void
test_retries (void)
{
  static const struct
  {
    int failures;
    int requests;
    int code;
  } cases[] = {
    { 1, 2, -1 },
    { 4, 5, -1 },
    { 5, 5, TIDE_NET_ERROR_STATUS },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideTestServer) server = tide_test_server_new ();
      g_autoptr (TideSession)    session = make_session ();
      g_autofree char           *uri = tide_test_server_dup_uri (server, "/flaky");
      g_autoptr (TideRequest)    request = tide_request_new (uri);
      g_auto (Outcome)           outcome = { 0 };

      g_test_message ("case %zu", i);
      server->failures = cases[i].failures;
      get (session, request, &outcome);
      g_assert_cmpint (server->requests, ==, cases[i].requests);
      if (cases[i].code >= 0)
        g_assert_error (outcome.error, TIDE_NET_ERROR, cases[i].code);
      else
        g_assert_cmpint (outcome.reply->tries, ==, cases[i].requests);
    }
}

static void
test_retry_after_obeyed (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/busy-1");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_auto (Outcome)           outcome = { 0 };
  int64_t                    began = g_get_monotonic_time ();

  server->failures = 1;
  get (session, request, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (server->requests, ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 990000);
}

/* An hour is more than anybody waits: the message names it, at once, and the
 * next request does not even leave. */
static void
test_retry_after_too_long (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/busy-3600");
  g_autofree char           *other = tide_test_server_dup_uri (server, "/ok");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_autoptr (TideRequest)    next = tide_request_new (other);
  g_auto (Outcome)           outcome = { 0 };

  server->failures = 9;
  get (session, request, &outcome);
  g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_nonnull (strstr (outcome.error->message, "1 hour"));
  g_assert_cmpint (server->requests, ==, 1);

  get (session, next, &outcome);
  g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_nonnull (strstr (outcome.error->message, "1 hour"));
  g_assert_cmpint (server->requests, ==, 1);
}

static void
test_rate_limited_without_a_time (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();

  server->failures = 99;
  expect_error (session, server, "/busy", TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (server->requests, ==, 5);
  expect_error (session, server, "/ok", TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (server->requests, ==, 5);
}

static void
test_deadline (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  TideSessionPolicy          policy = quick_policy ();
  g_autoptr (TideSession)    session = NULL;
  int64_t                    began = g_get_monotonic_time ();

  policy.deadline = 300;
  policy.tries = 1;
  session = tide_session_new (&policy);
  expect_error (session, server, "/drip", TIDE_NET_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 290000);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5000000);
  expect_error (session, server, "/hang", TIDE_NET_ERROR_TIMEOUT);
  g_assert_cmpuint (tide_session_get_in_flight (session), ==, 0);
}

/* More than nothing, and too slow all the same. */
static void
test_minimum_rate (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  TideSessionPolicy          policy = quick_policy ();
  g_autoptr (TideSession)    session = NULL;

  policy.minimum_rate = INT64_C (1) << 40;
  policy.minimum_rate_after = 500;
  policy.tries = 1;
  session = tide_session_new (&policy);
  expect_error (session, server, "/drip", TIDE_NET_ERROR_TIMEOUT);
}

static void
test_too_large (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  TideSessionPolicy          policy = quick_policy ();
  g_autoptr (TideSession)    session = NULL;
  g_autoptr (TideSession)    small = NULL;

  /* Announced, and by counting; 8 MiB of zeros pack to 8 KiB. */
  policy.wire_cap = 2 << 20;
  session = tide_session_new (&policy);
  expect_error (session, server, "/large", TIDE_NET_ERROR_TOO_LARGE);
  expect_error (session, server, "/bomb", TIDE_NET_ERROR_TOO_LARGE);

  policy.wire_cap = 32 << 20;
  policy.body_cap = 1 << 20;
  small = tide_session_new (&policy);
  expect_error (small, server, "/large", TIDE_NET_ERROR_TOO_LARGE);
}

static void
test_redirects (void)
{
  static const struct
  {
    const char *path;
    int         code;
    int         requests;
  } cases[] = {
    { "/1-hops", -1, 2 },
    { "/3-hops", -1, 4 },
    { "/4-hops", TIDE_NET_ERROR_REDIRECT, 4 },
    { "/loop", TIDE_NET_ERROR_REDIRECT, 4 },
    { "/elsewhere", TIDE_NET_ERROR_REDIRECT, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideTestServer) server = tide_test_server_new ();
      g_autoptr (TideTestServer) other = tide_test_server_new ();
      g_autoptr (TideSession)    session = make_session ();
      g_autofree char           *uri = tide_test_server_dup_uri (server, cases[i].path);
      g_autoptr (TideRequest)    request = tide_request_new (uri);
      g_auto (Outcome)           outcome = { 0 };

      g_test_message ("case %zu", i);
      server->elsewhere = tide_test_server_dup_uri (other, "/ok");
      get (session, request, &outcome);
      g_assert_cmpint (server->requests, ==, cases[i].requests);
      g_assert_cmpint (other->requests, ==, 0);
      if (cases[i].code >= 0)
        g_assert_error (outcome.error, TIDE_NET_ERROR, cases[i].code);
      else
        g_assert_cmpuint (outcome.reply->status, ==, 200);
    }
}

/* A key goes to whom it was meant for and nowhere else, not even next door. */
static void
test_redirect_with_key (void)
{
  static const char *const paths[] = { "/1-hops?apikey=CANARY", "/elsewhere?apikey=CANARY" };

  for (size_t i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (TideTestServer) server = tide_test_server_new ();
      g_autoptr (TideTestServer) other = tide_test_server_new ();
      g_autoptr (TideSession)    session = make_session ();
      g_autofree char           *uri = tide_test_server_dup_uri (server, paths[i]);
      g_autoptr (TideRequest)    request = tide_request_new (uri);
      g_auto (Outcome)           outcome = { 0 };

      server->elsewhere = g_strconcat (other->base, "/ok?apikey=CANARY", NULL);
      request->secret = true;
      get (session, request, &outcome);
      g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_REDIRECT);
      g_assert_null (strstr (outcome.error->message, "CANARY"));
      g_assert_true (server->saw_key);
      g_assert_false (other->saw_key);
      g_assert_cmpint (server->requests, ==, 1);
    }
}

static void
test_addresses (void)
{
  static const char *const uris[] = {
    "http://example.org/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "https:///nowhere",
    "no address",
    "",
  };
  g_autoptr (TideSession) session = make_session ();

  for (size_t i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (TideRequest) request = tide_request_new (uris[i]);
      g_auto (Outcome)        outcome = { 0 };

      g_test_message ("case %zu", i);
      get (session, request, &outcome);
      g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_ADDRESS);
    }
}

/* Five refusals, and the sixth request is answered without asking. */
static void
test_offline (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/ok");
  g_autoptr (TideRequest)    request = tide_request_new (uri);

  soup_server_disconnect (server->server);
  for (int i = 0; i < 6; i++)
    {
      g_auto (Outcome) outcome = { 0 };

      get (session, request, &outcome);
      g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_OFFLINE);
      g_assert_true ((strstr (outcome.error->message, "Try again in") != NULL) == (i == 5));
    }
}

static void
test_broken_replies (void)
{
  static const struct
  {
    const char *bytes;
    int         code;
  } cases[] = {
    { "", TIDE_NET_ERROR_PROTOCOL },
    { "SSH-2.0-OpenSSH_9.2\r\n", TIDE_NET_ERROR_PROTOCOL },
    { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", TIDE_NET_ERROR_PAYLOAD },
    { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 2\r\n\r\nshort",
      TIDE_NET_ERROR_PROTOCOL },
    { "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\nx", TIDE_NET_ERROR_TOO_LARGE },
    { "HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\nx", TIDE_NET_ERROR_STATUS },
    { "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", TIDE_NET_ERROR_REDIRECT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideTestRawServer) server =
        tide_test_raw_server_new (cases[i].bytes, strlen (cases[i].bytes));
      g_autoptr (TideSession) session = make_session ();
      g_autoptr (TideRequest) request = tide_request_new (server->base);
      g_auto (Outcome)        outcome = { 0 };

      g_test_message ("case %zu", i);
      get (session, request, &outcome);
      g_assert_error (outcome.error, TIDE_NET_ERROR, cases[i].code);
    }
}

static void
test_large_headers (void)
{
  g_autoptr (GString)           bytes = g_string_new ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n");
  g_autoptr (TideTestRawServer) server = NULL;
  g_autoptr (TideSession)       session = make_session ();
  g_autoptr (TideRequest)       request = NULL;
  g_auto (Outcome)              outcome = { 0 };

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (bytes, "X-Header-%d: some words that mean nothing\r\n", i);
  g_string_append (bytes, "\r\nx");
  server = tide_test_raw_server_new (bytes->str, bytes->len);
  request = tide_request_new (server->base);
  get (session, request, &outcome);
  g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_PROTOCOL);
}

static void
test_window (void)
{
  enum
  {
    COUNT = 200
  };
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/ok");
  Outcome                    outcomes[COUNT] = { 0 };

  for (size_t i = 0; i < COUNT; i++)
    start (session, uri, NULL, &outcomes[i]);
  g_assert_cmpuint (tide_session_get_in_flight (session), ==, 2);

  for (size_t i = 0; i < COUNT; i++)
    {
      tide_test_wait_until (&outcomes[i].done, 20);
      g_assert_cmpuint (tide_session_get_in_flight (session), <=, 2);
      g_assert_no_error (outcomes[i].error);
      outcome_clear (&outcomes[i]);
    }

  g_assert_cmpint (server->requests, ==, COUNT);
  g_assert_cmpint (server->most_open, <=, 2);
}

/* The same question twice is one request; another question about the same
 * series waits for the first. */
static void
test_one_per_key (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *hang = tide_test_server_dup_uri (server, "/hang");
  g_autofree char           *ok = tide_test_server_dup_uri (server, "/ok");
  g_autoptr (TideRequest)    request = tide_request_new (hang);
  g_autoptr (TideRequest)    other = tide_request_new (ok);
  g_auto (Outcome)           first = { 0 };
  g_auto (Outcome)           second = { 0 };
  g_auto (Outcome)           third = { 0 };

  request->key = g_strdup ("yahoo/AAPL/1d");
  other->key = g_strdup ("yahoo/AAPL/1d");
  tide_session_get_async (session, request, NULL, got_cb, &first);
  tide_session_get_async (session, request, NULL, got_cb, &second);
  tide_session_get_async (session, other, NULL, got_cb, &third);
  g_assert_cmpuint (tide_session_get_in_flight (session), ==, 1);

  while (server->hanging->len == 0)
    g_main_context_iteration (NULL, TRUE);
  tide_test_server_release (server);
  tide_test_wait_until (&first.done, 20);
  tide_test_wait_until (&second.done, 20);
  tide_test_wait_until (&third.done, 20);
  g_assert_true (first.reply == second.reply);
  g_assert_cmpint (server->requests, ==, 2);
  g_assert_cmpint (server->most_open, ==, 1);
}

static void
test_cancel_in_flight (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  TideSession               *session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/hang");
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_auto (Outcome)           outcome = { 0 };

  start (session, uri, cancellable, &outcome);
  while (server->hanging->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  tide_test_wait_until (&outcome.done, 20);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  while (tide_session_get_in_flight (session) > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (session);
}

/* Of two who share a request one leaves: the other still gets the reply. */
static void
test_cancel_shared (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/hang");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_auto (Outcome)           first = { 0 };
  g_auto (Outcome)           second = { 0 };

  request->key = g_strdup ("yahoo/AAPL/1d");
  tide_session_get_async (session, request, cancellable, got_cb, &first);
  tide_session_get_async (session, request, NULL, got_cb, &second);
  while (server->hanging->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  tide_test_wait_until (&first.done, 20);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  tide_test_server_release (server);
  tide_test_wait_until (&second.done, 20);
  g_assert_no_error (second.error);
}

/* Cancelled in the queue, in the wait between tries, and before it began. */
static void
test_cancel_queued (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *hang = tide_test_server_dup_uri (server, "/hang");
  g_autofree char           *busy = tide_test_server_dup_uri (server, "/busy-1");
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_auto (Outcome)           first = { 0 };
  g_auto (Outcome)           second = { 0 };
  g_auto (Outcome)           third = { 0 };
  g_auto (Outcome)           fourth = { 0 };

  server->failures = 1;
  start (session, busy, cancellable, &first);
  while (server->requests == 0 || tide_session_get_in_flight (session) > 0)
    g_main_context_iteration (NULL, TRUE);
  start (session, hang, cancellable, &second);
  start (session, hang, cancellable, &third);
  g_cancellable_cancel (cancellable);
  start (session, hang, cancellable, &fourth);
  tide_test_wait_until (&first.done, 20);
  tide_test_wait_until (&second.done, 20);
  tide_test_wait_until (&third.done, 20);
  tide_test_wait_until (&fourth.done, 20);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (third.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (fourth.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (server->requests, ==, 1);
}

static void
test_budget (void)
{
  static const TideRate   rate = { .per_second = 0.001, .burst = 2.0, .per_hour = 100.0 };
  static const char       uri[] = "https://query1.finance.yahoo.com/v8";
  g_autoptr (TideSession) session = make_session ();
  g_autoptr (GVariant)    kept = NULL;
  g_autoptr (GVariant)    again = NULL;
  const char             *name;
  double                  paced;
  double                  hourly;
  int64_t                 at;
  int64_t                 until;

  /* A moment ago nothing was left, and the host rests for ten more minutes. */
  tide_clock_freeze (1795176000);
  kept = g_variant_ref_sink (
    g_variant_new_parsed ("[('query1.finance.yahoo.com', -1.0, 0.5, int64 1795176000, "
                          "int64 1795176600), ('elsewhere', 1.0, 1.0, int64 0, int64 0)]"));
  tide_session_set_rate (session, uri, &rate);
  tide_session_restore_budget (session, kept);
  again = g_variant_ref_sink (tide_session_save_budget (session));
  g_assert_cmpuint (g_variant_n_children (again), ==, 1);
  g_variant_get_child (again, 0, "(&sddxx)", &name, &paced, &hourly, &at, &until);
  g_assert_cmpstr (name, ==, "query1.finance.yahoo.com");
  g_assert_cmpfloat_with_epsilon (paced, -1.0, 0.1);
  g_assert_cmpfloat_with_epsilon (hourly, 0.5, 0.1);
  g_assert_cmpint (at, ==, 1795176000);
  g_assert_cmpint (until, >=, 1795176590);
  g_assert_cmpint (until, <=, 1795176600);
  tide_clock_freeze (TIDE_INSTANT_NONE);

  /* What is no budget changes nothing. */
  g_clear_pointer (&kept, g_variant_unref);
  kept = g_variant_ref_sink (g_variant_new_string ("nonsense"));
  tide_session_restore_budget (session, kept);
  tide_session_restore_budget (session, NULL);
}

/* A short rest is waited for, a long one is not. */
static void
test_rest (void)
{
  g_autoptr (TideTestServer) server = tide_test_server_new ();
  g_autoptr (TideSession)    session = make_session ();
  g_autofree char           *uri = tide_test_server_dup_uri (server, "/ok");
  g_autoptr (TideRequest)    request = tide_request_new (uri);
  g_auto (Outcome)           outcome = { 0 };

  tide_session_rest_host (session, uri, 200);
  get (session, request, &outcome);
  g_assert_no_error (outcome.error);

  tide_session_rest_host (session, uri, 60000);
  get (session, request, &outcome);
  g_assert_error (outcome.error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_cmpint (server->requests, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/net/session/ok", test_ok);
  g_test_add_func ("/net/session/conditional", test_conditional);
  g_test_add_func ("/net/session/statuses", test_statuses);
  g_test_add_func ("/net/session/retries", test_retries);
  g_test_add_func ("/net/session/retry-after-obeyed", test_retry_after_obeyed);
  g_test_add_func ("/net/session/retry-after-too-long", test_retry_after_too_long);
  g_test_add_func ("/net/session/rate-limited-without-a-time", test_rate_limited_without_a_time);
  g_test_add_func ("/net/session/deadline", test_deadline);
  g_test_add_func ("/net/session/minimum-rate", test_minimum_rate);
  g_test_add_func ("/net/session/too-large", test_too_large);
  g_test_add_func ("/net/session/redirects", test_redirects);
  g_test_add_func ("/net/session/redirect-with-key", test_redirect_with_key);
  g_test_add_func ("/net/session/addresses", test_addresses);
  g_test_add_func ("/net/session/offline", test_offline);
  g_test_add_func ("/net/session/broken-replies", test_broken_replies);
  g_test_add_func ("/net/session/large-headers", test_large_headers);
  g_test_add_func ("/net/session/window", test_window);
  g_test_add_func ("/net/session/one-per-key", test_one_per_key);
  g_test_add_func ("/net/session/cancel-in-flight", test_cancel_in_flight);
  g_test_add_func ("/net/session/cancel-shared", test_cancel_shared);
  g_test_add_func ("/net/session/cancel-queued", test_cancel_queued);
  g_test_add_func ("/net/session/budget", test_budget);
  g_test_add_func ("/net/session/rest", test_rest);
  return g_test_run ();
}
