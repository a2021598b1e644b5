// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Rates of the Hong Kong dollar: a recorded page, and hand-made ones in its
 * shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-hkma.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define LATER INT64_C (1795176000)

static TideReading *
parse (const char  *bytes,
       size_t       length,
       const char  *symbol,
       unsigned int status,
       GError     **error)
{
  g_autoptr (TideProvider) provider = tide_provider_hkma_new (NULL);
  char                     name[] = "hkma";
  TideFetch                fetch = { .provider = name, .at = LATER };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, LATER, 3 };
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

static void
test_recorded (void)
{
  g_autofree char        *path = tide_test_dup_shared_path ("payloads/hkma-er-eeri-daily.json");
  g_autofree char        *bytes = NULL;
  g_autoptr (TideReading) file = NULL;
  g_autoptr (TideReading) answer = NULL;
  g_autoptr (GError)      error = NULL;
  size_t                  length;

  if (path == NULL)
    return;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  file = parse (bytes, length, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_rate (file, "CNYHKD=X", 2), ==, 1.14015);
  g_assert_cmpfloat (get_rate (file, "USDHKD=X", 0), ==, 7.825);
  g_assert_cmpfloat (get_rate (file, "JPYHKD=X", 2), ==, 0.05012);
  g_assert_cmpfloat (get_rate (file, "EURHKD=X", 2), ==, 9.245);
  g_assert_null (tide_reading_find_batch (file, "DEMHKD=X"));

  answer = parse (bytes, length, "HKD=X", 200, &error);
  g_assert_cmpuint (answer->batches->len, ==, 1);
  g_assert_cmpfloat (get_rate (answer, "HKD=X", 2), ==, 7.8245000000000005);
  g_assert_cmpuint (answer->n_steps, ==, 0);
}

/* A full page is followed by another. */
static void
test_pages (void)
{
  g_autoptr (GString)     text = g_string_new ("{\"header\":{\"success\":true,\"err_code\":\"0000\""
                                                   "},\"result\":{\"records\":[");
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  for (int i = 0; i < 100; i++)
    {
      char day[TIDE_DAY_TEXT_SIZE];

      g_string_append_printf (text, "%s{\"end_of_day\":\"%s\",\"usd\":7.8,\"dem\":null,\"eeri\":1}",
                              i > 0 ? "," : "",
                              tide_day_format (tide_day_from_ymd (2025, 1, 2) + i, day));
    }
  g_string_append (text, "]}}");
  reading = parse (text->str, text->len, "HKD=X", 200, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->n_steps, ==, 5);
  g_assert_cmpuint (tide_batch_get_n_rows (tide_reading_find_batch (reading, NULL)), ==, 100);
  for (size_t i = 0; i < text->len; i++)
    g_assert_null (parse (text->str, i, "HKD=X", 200, NULL));
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
    { "{}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{}", 500, TIDE_NET_ERROR_STATUS },
    { "{\"header\":{\"success\":false,\"err_code\":\"0001\",\"err_msg\":\"bad\"},"
      "\"result\":null}",
      200, TIDE_NET_ERROR_STATUS },
    { "{\"result\":{\"records\":[{\"usd\":7.8}]}}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"result\":{\"records\":[{\"end_of_day\":\"x\",\"usd\":7.8}]}}", 200,
      TIDE_NET_ERROR_PAYLOAD },
    { "{\"result\":{\"records\":[{\"end_of_day\":\"2025-01-02\",\"usd\":\"7.8\"}]}}", 200,
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
test_requests (void)
{
  static const char *const none[] = { "EURUSD=X", "HKDHKD=X", "AAPL" };
  g_autoptr (TideProvider) provider = tide_provider_hkma_new ("http://127.0.0.1:1");
  TideProviderAsk          ask = { "CNYHKD=X", tide_day_from_ymd (2025, 1, 2), LATER, 2 };
  g_autoptr (TideRequest)  request = tide_provider_build_request (provider, &ask, NULL);

  g_test_message ("%s", request->uri);
  g_assert_nonnull (strstr (request->uri, "/er-ir/er-eeri-daily?choose=end_of_day&"));
  g_assert_true (g_str_has_suffix (request->uri,
                                   "&from=2025-01-02&to=2026-11-20&pagesize=100&offset=200"));
  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (tide_provider_dup_subject (provider, none[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/hkma/recorded", test_recorded);
  g_test_add_func ("/net/hkma/pages", test_pages);
  g_test_add_func ("/net/hkma/refused", test_refused);
  g_test_add_func ("/net/hkma/requests", test_requests);

  return g_test_run ();
}
