// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Series of the St. Louis Fed: recorded observations, and hand-made tables in
 * the documented shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-fred-private.h"
#include "net/tide-provider-fred.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define LATER INT64_C (1795176000)

static char *
load_payload (const char *name,
              size_t     *out_length)
{
  g_autofree char   *relative = g_build_filename ("payloads", name, NULL);
  g_autofree char   *path = tide_test_dup_shared_path (relative);
  char              *bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return NULL;

  g_file_get_contents (path, &bytes, out_length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* As an answer about `symbol`, or as a file said to be about `about`. */
static TideReading *
parse (const char *bytes,
       size_t      length,
       const char *symbol,
       const char *about,
       GError    **error)
{
  g_autoptr (TideProvider) provider = tide_provider_fred_new (NULL);
  char                     name[] = "fred";
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
  static const struct
  {
    const char *name;
    const char *symbol;
    double      first, last;
  } cases[] = {
    { "fred-observations-dexhkus.json", "HKD=X", 7.8219, 7.827 },
    { "fred-observations-dexchus.json", "CNY=X", 6.8821, 6.8961 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t                  length;
      g_autofree char        *bytes = load_payload (cases[i].name, &length);
      g_autoptr (TideReading) file = NULL;
      g_autoptr (TideReading) answer = NULL;
      g_autoptr (GError)      error = NULL;

      if (bytes == NULL)
        return;

      file = parse (bytes, length, NULL, cases[i].symbol, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tide_batch_get_n_rows (tide_reading_find_batch (file, NULL)), ==, 10);
      g_assert_cmpfloat (get_value (file, cases[i].symbol, 0), ==, cases[i].first);
      g_assert_cmpfloat (get_value (file, cases[i].symbol, 9), ==, cases[i].last);
      answer = parse (bytes, length, cases[i].symbol, NULL, &error);
      g_assert_cmpfloat (get_value (answer, cases[i].symbol, 9), ==, cases[i].last);

      /* It does not say what it is. */
      g_assert_null (parse (bytes, length, NULL, NULL, &error));
      g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
      g_assert_nonnull (strstr (error->message, "--symbol"));
    }
}

static void
test_table (void)
{
  static const char       text[] = "observation_date,DEXHKUS,DGS1MO\n2025-01-02,7.777,0.01\n"
                                   "2025-01-03,.,0.05\n2025-01-06,7.778,\n2025-01-07,7.779,-0.02\n";
  static const char       old[] = "DATE,VIXCLS\r\n2025-01-02,17.9\r\n";
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) reading = parse (text, strlen (text), NULL, NULL, &error);
  g_autoptr (TideReading) index = parse (old, strlen (old), "^VIX", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 2);
  g_assert_cmpuint (reading->n_problems, ==, 0);
  g_assert_cmpfloat (get_value (reading, "HKD=X", 0), ==, 7.777);
  g_assert_cmpfloat (get_value (reading, "HKD=X", 1), ==, 7.778);
  /* A yield is no price: it may be five times the one before, and below zero. */
  g_assert_cmpfloat (get_value (reading, "FRED/DGS1MO", 1), ==, 0.05);
  g_assert_cmpfloat (get_value (reading, "FRED/DGS1MO", 2), ==, -0.02);
  g_assert_cmpfloat (get_value (index, "^VIX", 0), ==, 17.9);
}

static void
test_refused (void)
{
  static const struct
  {
    const char  *text;
    TideNetError code;
  } cases[] = {
    { "", TIDE_NET_ERROR_PAYLOAD },
    { "<html></html>", TIDE_NET_ERROR_BLOCKED },
    { "{\"error_code\":400,\"error_message\":\"Bad Request. CANARY\"}", TIDE_NET_ERROR_STATUS },
    { "date,DGS10\n2025-01-02,4\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date\n2025-01-02\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,DGS10,DGS10\n2025-01-02,4,4\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,a b\n2025-01-02,4\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,DGS10\n2025-01-02\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,DGS10\n02/01/2025,4\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,DGS10\n2025-01-02,four\n", TIDE_NET_ERROR_PAYLOAD },
    { "observation_date,DGS2\n2025-01-02,4\n", TIDE_NET_ERROR_PAYLOAD },
    { "{\"observations\":[{\"date\":\"2025-01-02\",\"value\":\"four\"}]}",
      TIDE_NET_ERROR_PAYLOAD },
    { "{\"observations\":[{\"value\":\"4\"}]}", TIDE_NET_ERROR_PAYLOAD },
    { "{\"observations\":[{\"date\":\"2025-01-02\",\"value\":\"4\"}]", TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), "FRED/DGS10", NULL, &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
      g_assert_null (strstr (error->message, "CANARY"));
    }
}

static void
test_truncated (void)
{
  static const char text[] = "observation_date,DGS10\n2025-01-02,4.25\n2025-01-03,4.31\n";

  for (size_t i = 0; i < strlen (text); i++)
    {
      g_autoptr (TideReading) reading = parse (text, i, "FRED/DGS10", NULL, NULL);

      if (reading == NULL)
        continue;

      g_assert_true (isnan (get_value (reading, NULL, 0)) || get_value (reading, NULL, 0) == 4.25);
      g_assert_true (isnan (get_value (reading, NULL, 1)));
    }
}

static void
test_requests (void)
{
  static const struct
  {
    const char *symbol;
    const char *since;
    const char *path; /* NULL where it cannot be asked for */
  } cases[] = {
    { "HKD=X", "2025-01-02", "/graph/fredgraph.csv?id=DEXHKUS&cosd=2025-01-02" },
    { "FRED/DGS10", NULL, "/graph/fredgraph.csv?id=DGS10" },
    { "FRED/", NULL, NULL },
    { "FRED/A=B", NULL, NULL },
    { "AAPL", NULL, NULL },
  };
  g_autoptr (TideProvider) provider = tide_provider_fred_new ("http://127.0.0.1:1");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderAsk         ask = { cases[i].symbol, TIDE_DAY_NONE, LATER, 0 };
      g_autoptr (TideRequest) request = NULL;
      g_autofree char        *subject = tide_provider_dup_subject (provider, cases[i].symbol);

      if (cases[i].since != NULL)
        ask.since = tide_day_parse (cases[i].since, strlen (cases[i].since));
      request = tide_provider_build_request (provider, &ask, NULL);
      g_assert_true ((subject != NULL) == (cases[i].path != NULL));
      g_assert_true ((request != NULL) == (cases[i].path != NULL));
      if (request != NULL)
        g_assert_cmpstr (request->uri + strlen ("http://127.0.0.1:1"), ==, cases[i].path);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/fred/recorded", test_recorded);
  g_test_add_func ("/net/fred/table", test_table);
  g_test_add_func ("/net/fred/refused", test_refused);
  g_test_add_func ("/net/fred/truncated", test_truncated);
  g_test_add_func ("/net/fred/requests", test_requests);

  return g_test_run ();
}
