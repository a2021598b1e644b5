// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Multiples of indices: a recorded table, and hand-made replies in the
 * documented shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-danjuan-private.h"
#include "net/tide-provider-danjuan.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define LATER INT64_C (1795176000)

static TideReading *
parse (const char *bytes,
       size_t      length,
       const char *symbol,
       const char *about,
       GError    **error)
{
  g_autoptr (TideProvider) provider = tide_provider_danjuan_new (NULL);
  char                     name[] = "danjuan";
  TideFetch                fetch = { .provider = name, .at = LATER };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, LATER, 0 };
  TideProviderReply        reply = {
           .ask = symbol != NULL ? &ask : NULL,
           .about = about,
           .now = LATER,
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

static double
get_value (const TideReading *reading,
           const char        *symbol,
           const char        *field,
           size_t             row)
{
  const TideBatch *batch = tide_reading_find_batch (reading, symbol);

  for (size_t i = 0; batch != NULL && i < tide_batch_get_n_columns (batch); i++)
    if (strcmp (tide_batch_get_column (batch, i)->field, field) == 0 &&
        row < tide_batch_get_n_rows (batch))
      return tide_batch_get_values (batch, i)[row];

  return (double) NAN;
}

static void
test_recorded (void)
{
  static const char       payload[] = "payloads/danjuan-index-eva-20220104.json";
  g_autofree char        *path = tide_test_dup_shared_path (payload);
  g_autofree char        *bytes = NULL;
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;
  size_t                  length;
  const TideBatch        *batch;

  if (path == NULL)
    return;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  reading = parse (bytes, length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_value (reading, "000015.SS", "pe", 0), ==, 5.1903);
  g_assert_cmpfloat (get_value (reading, "000015.SS", "pb", 0), ==, 0.6126);
  g_assert_cmpfloat (get_value (reading, "000015.SS", "dividend_yield", 0), ==, 0.0604);
  batch = tide_reading_find_batch (reading, NULL);
  /* The stamp is midnight in Beijing. */
  g_assert_cmpint (tide_batch_get_days (batch)[0], ==, tide_day_from_ymd (2022, 1, 4));
  g_assert_cmpint (tide_batch_get_instrument (batch)->kind, ==, TIDE_INSTRUMENT_INDEX);
  g_assert_cmpstr (tide_batch_get_column (batch, 0)->facts.horizon, ==, "trailing");
}

static const char table[] =
  "{\"data\":{\"items\":[{\"index_code\":\"HKHSTECH\",\"pe\":20.5,\"pb\":0,\"yeild\":0.01,"
  "\"ts\":1641225600000},{\"index_code\":\"NDX\",\"pe\":-3,\"pb\":null,\"yeild\":0,"
  "\"ts\":1641225600000},{\"index_code\":\"CSI931142\",\"pe\":9,\"ts\":1641225600000},"
  "{\"index_code\":\"SP500\",\"pe\":25,\"ts\":9999999999999}]}}";
static const char history[] =
  "{\"data\":{\"index_eva_pe_growths\":[{\"pe\":20.5,\"ts\":1641225600000},"
  "{\"pe\":21,\"ts\":1641312000000}]}}";

static void
test_rules (void)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) all = parse (table, strlen (table), NULL, NULL, &error);
  g_autoptr (TideReading) one = parse (table, strlen (table), "^NDX", NULL, &error);
  g_autoptr (TideReading) past = parse (history, strlen (history), "HSTECH.HK", NULL, &error);
  g_autoptr (TideReading) told = parse (history, strlen (history), NULL, "^HSI", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->batches->len, ==, 1);
  g_assert_cmpfloat (get_value (all, "HSTECH.HK", "pe", 0), ==, 20.5);
  g_assert_true (isnan (get_value (all, "HSTECH.HK", "pb", 0)));
  g_assert_cmpuint (tide_reading_count (all, TIDE_PROBLEM_REJECTED), ==, 1);
  g_assert_cmpuint (one->batches->len, ==, 0);
  g_assert_cmpfloat (get_value (past, "HSTECH.HK", "pe", 1), ==, 21.0);
  g_assert_cmpfloat (get_value (told, "^HSI", "pe", 0), ==, 20.5);
}

static void
test_refused (void)
{
  static const struct
  {
    const char  *text;
    const char  *symbol;
    TideNetError code;
  } cases[] = {
    { "", "^NDX", TIDE_NET_ERROR_PAYLOAD },
    { "<html>", "^NDX", TIDE_NET_ERROR_BLOCKED },
    { "{}", "^NDX", TIDE_NET_ERROR_PAYLOAD },
    { "{\"data\":null}", "^NDX", TIDE_NET_ERROR_PAYLOAD },
    { "{\"data\":{\"items\":[{\"index_code\":\"NDX\",\"pe\":1}]}}", "^NDX",
      TIDE_NET_ERROR_PAYLOAD },
    { "{\"data\":{\"items\":[{\"pe\":\"1\",\"ts\":1}]}}", "^NDX", TIDE_NET_ERROR_PAYLOAD },
    /* A file that does not say which index it is of. */
    { history, NULL, TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), cases[i].symbol, NULL, &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
    }

  for (size_t i = 0; i < strlen (table); i++)
    g_assert_null (parse (table, i, "^NDX", NULL, NULL));
}

static void
test_requests (void)
{
  static const char *const none[] = { "AAPL", "600519.SS", "000333.SZ", "0700.HK" };
  g_autoptr (TideProvider) provider = tide_provider_danjuan_new ("http://127.0.0.1:1");
  TideProviderAsk          ask = { "HSTECH.HK", TIDE_DAY_NONE, LATER, 0 };
  g_autoptr (TideRequest)  first = tide_provider_build_request (provider, &ask, NULL);
  g_autoptr (TideRequest)  second = NULL;
  g_autoptr (TideRequest)  copy = tide_request_copy (first);

  ask.step = 1;
  second = tide_provider_build_request (provider, &ask, NULL);
  g_assert_cmpstr (first->uri, ==,
                   "http://127.0.0.1:1/djapi/index_eva/pe_history/HKHSTECH?day=all");
  g_assert_cmpstr (second->uri, ==, "http://127.0.0.1:1/djapi/index_eva/dj");
  g_assert_cmpstr (copy->referer, ==, "https://danjuanfunds.com/");
  g_assert_cmpuint (tide_provider_count_steps (provider, &ask), ==, 2);
  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (tide_danjuan_dup_code (none[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/danjuan/recorded", test_recorded);
  g_test_add_func ("/net/danjuan/rules", test_rules);
  g_test_add_func ("/net/danjuan/refused", test_refused);
  g_test_add_func ("/net/danjuan/requests", test_requests);

  return g_test_run ();
}
