// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Rates passed on by Frankfurter: hand-made replies in the documented shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-frankfurter.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC. */
#define LATER INT64_C (1795176000)

static TideReading *
parse (const char  *bytes,
       size_t       length,
       const char  *symbol,
       unsigned int status,
       GError     **error)
{
  g_autoptr (TideProvider) provider = tide_provider_frankfurter_new (NULL);
  char                     name[] = "frankfurter";
  TideFetch                fetch = { .provider = name, .at = LATER };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, LATER, 0 };
  TideProviderReply        reply = {
           .ask = symbol != NULL ? &ask : NULL,
           .now = LATER,
           .status = status,
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

static double
get_rate (const TideReading *reading,
          const char        *symbol,
          size_t             row)
{
  const TideBatch *batch = tide_reading_find_batch (reading, symbol);

  if (batch == NULL || row >= tide_batch_get_n_rows (batch))
    return (double) NAN;

  return tide_batch_get_values (batch, 0)[row];
}

static const char range[] =
  "{\"amount\":1.0,\"base\":\"USD\",\"start_date\":\"2025-01-02\",\"end_date\":\"2025-01-06\","
  "\"rates\":{\"2025-01-03\":{\"CNY\":7.32,\"HKD\":7.778},"
  "\"2025-01-02\":{\"CNY\":7.3,\"HKD\":7.777},\"2025-01-06\":{\"CNY\":7.33,\"HKD\":null}}}";

static void
test_rates (void)
{
  static const char       day[] = "{\"amount\":1,\"base\":\"EUR\",\"date\":\"2025-02-20\","
                                  "\"rates\":{\"USD\":1.0456}}";
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) file = parse (range, strlen (range), NULL, 0, &error);
  g_autoptr (TideReading) answer = parse (range, strlen (range), "HKD=X", 200, &error);
  g_autoptr (TideReading) single = parse (day, strlen (day), "EURUSD=X", 200, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (file->batches->len, ==, 2);
  g_assert_cmpfloat (get_rate (file, "USDCNY=X", 0), ==, 7.3);
  g_assert_cmpfloat (get_rate (file, "USDCNY=X", 2), ==, 7.33);
  g_assert_cmpuint (answer->batches->len, ==, 1);
  g_assert_cmpfloat (get_rate (answer, "HKD=X", 0), ==, 7.777);
  g_assert_cmpfloat (get_rate (answer, "HKD=X", 1), ==, 7.778);
  g_assert_true (isnan (get_rate (answer, "HKD=X", 2)));
  g_assert_cmpfloat (get_rate (single, "EURUSD=X", 0), ==, 1.0456);
  g_assert_cmpint (tide_batch_get_days (tide_reading_find_batch (single, NULL))[0], ==,
                   tide_day_from_ymd (2025, 2, 20));
}

static void
test_refused (void)
{
  static const struct
  {
    const char  *text;
    unsigned int status;
    TideNetError code;
  } cases[] = {
    { "", 200, TIDE_NET_ERROR_PAYLOAD },
    { "<html>", 200, TIDE_NET_ERROR_BLOCKED },
    { "{\"message\":\"not found\"}", 404, TIDE_NET_ERROR_NOT_FOUND },
    { "{}", 500, TIDE_NET_ERROR_STATUS },
    { "{}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":10,\"base\":\"USD\",\"rates\":{}}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":1,\"base\":\"EUR\",\"rates\":{}}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":1,\"base\":\"USD\",\"rates\":{\"HKD\":7.7}}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":1,\"base\":\"USD\",\"rates\":{\"2025\":{\"HKD\":7.7}}}", 200,
      TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":1,\"base\":\"USD\",\"rates\":{\"2025-01-02\":{\"HK\":7.7}}}", 200,
      TIDE_NET_ERROR_PAYLOAD },
    { "{\"amount\":1,\"base\":\"USD\",\"rates\":{\"2025-01-02\":{\"HKD\":\"7.7\"}}}", 200,
      TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), "HKD=X", cases[i].status,
                            &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
    }
}

static void
test_truncated (void)
{
  for (size_t i = 0; i < strlen (range); i++)
    g_assert_null (parse (range, i, "HKD=X", 200, NULL));
}

static void
test_requests (void)
{
  g_autoptr (TideProvider) provider = tide_provider_frankfurter_new ("http://127.0.0.1:1");
  TideProviderAsk          ask = { "HKD=X", tide_day_from_ymd (2025, 1, 2), LATER, 0 };
  g_autoptr (TideRequest)  request = tide_provider_build_request (provider, &ask, NULL);

  g_assert_cmpstr (request->uri, ==,
                   "http://127.0.0.1:1/v1/2025-01-02..2026-11-20?base=USD&symbols=HKD");
  ask.symbol = "AAPL";
  g_assert_null (tide_provider_build_request (provider, &ask, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/frankfurter/rates", test_rates);
  g_test_add_func ("/net/frankfurter/refused", test_refused);
  g_test_add_func ("/net/frankfurter/truncated", test_truncated);
  g_test_add_func ("/net/frankfurter/requests", test_requests);

  return g_test_run ();
}
