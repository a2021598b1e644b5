// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Redaction, budgets, further tries and the memory of a host: all of it without
 * waiting, because the time is given. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-gate.h"
#include "net/tide-host-private.h"
#include "net/tide-redact.h"
#include "net/tide-retry.h"
#include "net/tide-token-bucket.h"
#include "tide-test-common.h"

#define SECOND INT64_C (1000000)

static void
test_redact_uri (void)
{
  static const char *const cases[][2] = {
    { "https://h.example/v8/AAPL?apikey=CANARY&x=1", "https://h.example/v8/AAPL" },
    { "https://user:CANARY@h.example:8/p#CANARY", "https://h.example:8/p" },
    { "https://h.example?q=a@CANARY", "https://h.example" },
    { "https://h.example/a@b", "https://h.example/a@b" },
    { "HTTP://h.example", "HTTP://h.example" },
    { "prices.csv", "prices.csv" },
    { "", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = tide_redact_uri (cases[i][0]);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (redacted, ==, cases[i][1]);
    }
}

static void
test_redact_text (void)
{
  static const char *const cases[][2] = {
    { "GET https://h.example/p?apikey=CANARY failed", "GET https://h.example/p failed" },
    { "your apikey is: CANARY.", "your apikey is: CANARY." },
    { "apikey=CANARY&symbol=X", "apikey=[redacted]&symbol=X" },
    { "{\"access_token\": \"CANARY\", \"a\": 1}", "{\"access_token\": \"[redacted]\", \"a\": 1}" },
    { "Authorization: Bearer CANARY", "Authorization: [redacted]" },
    { "X-Api-Key: CANARY", "X-Api-Key: [redacted]" },
    { "myToken=CANARY;", "myToken=[redacted];" },
    { "key", "key" },
    { "the key is lost", "the key is lost" },
    { "Connection refused", "Connection refused" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = tide_redact_text (cases[i][0]);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (redacted, ==, cases[i][1]);
    }
}

/* Whatever the text, the length is bounded and an address never keeps a query. */
static void
test_redact_random (void)
{
  g_autoptr (GRand)        random = g_rand_new_with_seed (20250213);
  static const char *const pieces[] = { "https://", "a", "@", "?", "key=", "CANARY", " ", "\"",
                                        "token: ", "&", "/", ":", "\xc3\xa9", "bearer ", "#" };

  g_test_message ("seed 20250213");
  for (size_t i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char    *first = NULL;
      g_autofree char    *second = NULL;

      for (int j = g_rand_int_range (random, 0, 12); j > 0; j--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);

      first = tide_redact_text (text->str);
      second = tide_redact_uri (text->str);
      g_assert_null (strstr (first, "key=CANARY"));
      g_assert_null (strchr (second, '?'));
      g_assert_cmpuint (strlen (first), <=, text->len + 120);
    }
}

static void
test_bucket_rate (void)
{
  TideTokenBucket bucket;
  int64_t         now = 5 * SECOND;
  size_t          taken = 0;

  tide_token_bucket_init (&bucket, 2.0, 3.0, now);

  /* Ten seconds in steps of a millisecond: the burst and two a second. */
  for (int64_t end = now + 10 * SECOND; now < end; now += 1000)
    taken += tide_token_bucket_take (&bucket, now) ? 1 : 0;

  g_assert_cmpuint (taken, >=, 22);
  g_assert_cmpuint (taken, <=, 23);
}

static void
test_bucket_wait (void)
{
  TideTokenBucket bucket;

  tide_token_bucket_init (&bucket, 0.5, 1.0, 0);
  g_assert_cmpint (tide_token_bucket_get_wait (&bucket, 0), ==, 0);
  g_assert_true (tide_token_bucket_take (&bucket, 0));
  g_assert_cmpint (tide_token_bucket_get_wait (&bucket, 0), ==, 2 * SECOND);
  g_assert_false (tide_token_bucket_take (&bucket, 2 * SECOND - 10));
  g_assert_true (tide_token_bucket_take (&bucket, 2 * SECOND));

  /* A debt has to be paid off first. */
  tide_token_bucket_spend (&bucket, 2 * SECOND);
  g_assert_cmpint (tide_token_bucket_get_wait (&bucket, 2 * SECOND), ==, 4 * SECOND);

  /* A clock that goes back takes nothing and gives nothing. */
  g_assert_cmpint (tide_token_bucket_get_wait (&bucket, 0), ==, 4 * SECOND);
}

static void
test_bucket_restore (void)
{
  TideTokenBucket      bucket;
  TideTokenBucketState state;

  tide_token_bucket_init (&bucket, 1.0 / 3600.0 * 400.0, 400.0, 0);
  for (int i = 0; i < 400; i++)
    g_assert_true (tide_token_bucket_take (&bucket, 0));
  state = tide_token_bucket_save (&bucket, 0, 1000000);

  tide_token_bucket_init (&bucket, 1.0 / 3600.0 * 400.0, 400.0, 77 * SECOND);
  tide_token_bucket_restore (&bucket, state, 77 * SECOND, 1000000 + 900);
  g_assert_cmpfloat_with_epsilon (bucket.tokens, 100.0, 1e-9);

  /* Years later it is full; set back by years it is empty; nonsense is empty. */
  tide_token_bucket_restore (&bucket, state, 0, 1000000 + INT64_C (400000000));
  g_assert_cmpfloat (bucket.tokens, ==, 400.0);
  tide_token_bucket_restore (&bucket, state, 0, 1000000 - INT64_C (400000000));
  g_assert_cmpfloat (bucket.tokens, ==, 0.0);
  state.tokens = (double) INFINITY;
  tide_token_bucket_restore (&bucket, state, 0, 1000000);
  g_assert_cmpfloat (bucket.tokens, ==, 0.0);
  state = (TideTokenBucketState){ .tokens = 5.0, .at = INT64_MIN };
  tide_token_bucket_restore (&bucket, state, 0, INT64_MAX);
  g_assert_cmpfloat (bucket.tokens, ==, 400.0);
}

static void
test_backoff (void)
{
  for (int tries = 1; tries <= 200; tries++)
    {
      int64_t most = tide_retry_get_backoff (tries, 1000, 64000, 0.999999999);

      g_assert_cmpint (tide_retry_get_backoff (tries, 1000, 64000, 0.0), ==, 0);
      g_assert_cmpint (most, ==, tries <= 6 ? 1000 << (tries - 1) : 64000);
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *text;
    int64_t     expected;
  } cases[] = {
    { NULL, -1 },
    { "", -1 },
    { "0", 0 },
    { "120", 120000 },
    { " 7 ", 7000 },
    { "86400", 3600000 },
    { "99999999999999999999", -1 },
    { "-5", -1 },
    { "1.5", -1 },
    { "soon", -1 },
    { "Thu, 13 Feb 2025 12:01:30 GMT", 90000 },
    { "Thu, 13 Feb 2025 11:00:00 GMT", 0 },
    { "Fri, 13 Feb 2026 12:00:00 GMT", 3600000 },
  };
  TideInstant now = tide_instant_parse ("2025-02-13T12:00:00Z", 20);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int64_t wait = -1;
      bool    found = tide_retry_after_parse (cases[i].text, now, &wait);

      g_test_message ("case %zu", i);
      g_assert_true (found == (cases[i].expected >= 0));
      g_assert_cmpint (wait, ==, cases[i].expected);
    }
}

static void
test_wait_in_words (void)
{
  static const struct
  {
    int64_t     milliseconds;
    const char *words;
  } cases[] = {
    { 0, "1 second" },
    { 1001, "2 seconds" },
    { 59000, "59 seconds" },
    { 59001, "1 minute" },
    { 60001, "2 minutes" },
    { 900000, "15 minutes" },
    { 3600000, "1 hour" },
    { 3601000, "2 hours" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tide_retry_format_wait (cases[i].milliseconds);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static const TideRate host_rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 10.0 };

static void
test_host_budget (void)
{
  TideHost host;
  int64_t  now = 0;
  size_t   sent = 0;

  tide_host_init (&host, &host_rate, now);
  for (; now < 3600 * SECOND; now += SECOND / 4)
    if (tide_host_get_budget_wait (&host, now) == 0)
      {
        tide_host_spend (&host, now);
        sent++;
      }

  /* The hour's ten and what arrived during it, not one a second. */
  g_assert_cmpuint (sent, >=, 18);
  g_assert_cmpuint (sent, <=, 20);

  /* The same rate again is no new budget; another one is. */
  for (int i = 0; i < 5; i++)
    tide_host_spend (&host, now);
  tide_host_set_rate (&host, &host_rate, now);
  g_assert_cmpint (tide_host_get_budget_wait (&host, now), >, 0);
  tide_host_set_rate (&host, &(TideRate){ .per_second = 2.0, .burst = 2.0 }, now);
  g_assert_cmpint (tide_host_get_budget_wait (&host, now), ==, 0);
}

static void
test_host_circuit (void)
{
  static const struct
  {
    TideNetError code;
    int64_t      rest;
  } cases[] = {
    { TIDE_NET_ERROR_TIMEOUT, 900 * SECOND },
    { TIDE_NET_ERROR_STATUS, 900 * SECOND },
    { TIDE_NET_ERROR_OFFLINE, 15 * SECOND },
    { TIDE_NET_ERROR_PAYLOAD, 0 },
    { TIDE_NET_ERROR_NOT_FOUND, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideHost host;
      int64_t  now = 1000 * SECOND;

      g_test_message ("case %zu", i);
      tide_host_init (&host, &host_rate, now);
      for (int j = 0; j < 4; j++)
        tide_host_note_failure (&host, cases[i].code, 0, now);
      g_assert_cmpint (tide_host_get_rest (&host, now), ==, 0);

      tide_host_note_failure (&host, cases[i].code, 0, now);
      g_assert_cmpint (tide_host_get_rest (&host, now), ==, cases[i].rest);

      /* After the rest one failure is enough, and one success forgives all. */
      now += cases[i].rest;
      tide_host_note_failure (&host, cases[i].code, 0, now);
      g_assert_cmpint (tide_host_get_rest (&host, now), ==, cases[i].rest);
      now += cases[i].rest;
      tide_host_note_success (&host);
      tide_host_note_failure (&host, cases[i].code, 0, now);
      g_assert_cmpint (tide_host_get_rest (&host, now), ==, 0);
    }
}

static void
test_host_throttle (void)
{
  static const int64_t steps[] = { 60, 120, 240, 480, 960, 1800, 1800, 1800 };
  TideHost             host;
  int64_t              now = 0;

  tide_host_init (&host, &host_rate, now);
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      tide_host_note_failure (&host, TIDE_NET_ERROR_RATE_LIMITED, 0, now);
      g_assert_cmpint (tide_host_get_rest (&host, now), ==, steps[i] * SECOND);
      now += steps[i] * SECOND;
    }

  /* What the server names goes before what we guess. */
  tide_host_note_failure (&host, TIDE_NET_ERROR_RATE_LIMITED, 5000, now);
  g_assert_cmpint (tide_host_get_rest (&host, now), ==, 5 * SECOND);
}

static void
test_host_words (void)
{
  TideHost           host;
  g_autoptr (GError) error = NULL;

  tide_host_init (&host, &host_rate, 0);
  tide_host_rest (&host, 900000, TIDE_NET_ERROR_RATE_LIMITED, 0);
  error = tide_host_describe_rest (&host, "Yahoo", 60 * SECOND);
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED);
  g_assert_nonnull (strstr (error->message, "Try again in 14 minutes."));
}

static void
test_gate (void)
{
  static const struct
  {
    double          previous;
    double          value;
    double          split;
    TideGateVerdict verdict;
  } cases[] = {
    { 100.0, 190.0, 1.0, TIDE_GATE_PASS },
    { 100.0, 190.1, 1.0, TIDE_GATE_MOVE },
    { 100.0, 10.0, 1.0, TIDE_GATE_PASS },
    { 100.0, 9.9, 1.0, TIDE_GATE_MOVE },
    { 5.0, 500.0, 1.0, TIDE_GATE_HUNDREDFOLD },
    { 5.0, 509.9, 1.0, TIDE_GATE_HUNDREDFOLD },
    { 5.0, 511.0, 1.0, TIDE_GATE_MOVE },
    { 500.0, 5.0, 1.0, TIDE_GATE_HUNDREDFOLD },
    { 5.0, 5000.0, 1.0, TIDE_GATE_THOUSANDFOLD },
    { 5000.0, 5.09, 1.0, TIDE_GATE_THOUSANDFOLD },
    { 500.0, 5.0, 100.0, TIDE_GATE_PASS },
    { 5.0, 500.0, 0.01, TIDE_GATE_PASS },
    { 500.0, 5.0, 4.0, TIDE_GATE_HUNDREDFOLD },
    { 0.0, 5.0, 1.0, TIDE_GATE_PASS },
    { 5.0, -5.0, 1.0, TIDE_GATE_PASS },
    { (double) NAN, 5.0, 1.0, TIDE_GATE_PASS },
    { 5.0, (double) NAN, 1.0, TIDE_GATE_PASS },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_gate_judge (cases[i].previous, cases[i].value, cases[i].split), ==,
                       cases[i].verdict);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/net/policy/redact-uri", test_redact_uri);
  g_test_add_func ("/net/policy/redact-text", test_redact_text);
  g_test_add_func ("/net/policy/redact-random", test_redact_random);
  g_test_add_func ("/net/policy/bucket-rate", test_bucket_rate);
  g_test_add_func ("/net/policy/bucket-wait", test_bucket_wait);
  g_test_add_func ("/net/policy/bucket-restore", test_bucket_restore);
  g_test_add_func ("/net/policy/backoff", test_backoff);
  g_test_add_func ("/net/policy/retry-after", test_retry_after);
  g_test_add_func ("/net/policy/wait-in-words", test_wait_in_words);
  g_test_add_func ("/net/policy/host-budget", test_host_budget);
  g_test_add_func ("/net/policy/host-circuit", test_host_circuit);
  g_test_add_func ("/net/policy/host-throttle", test_host_throttle);
  g_test_add_func ("/net/policy/host-words", test_host_words);
  g_test_add_func ("/net/policy/gate", test_gate);
  return g_test_run ();
}
