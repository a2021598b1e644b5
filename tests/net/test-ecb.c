// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Euro reference rates: a recorded table, and hand-made ones in its shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-fx-private.h"
#include "net/tide-provider-ecb.h"
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

/* As an answer about `symbol`, or as a file where that is NULL. */
static TideReading *
parse (const char  *bytes,
       size_t       length,
       const char  *symbol,
       unsigned int status,
       GError     **error)
{
  g_autoptr (TideProvider) provider = tide_provider_ecb_new (NULL);
  char                     name[] = "ecb";
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

/* The rate of a day, NaN where there is none. */
static double
get_rate (const TideReading *reading,
          const char        *symbol,
          TideDay            day)
{
  const TideBatch *batch = tide_reading_find_batch (reading, symbol);

  for (size_t i = 0; batch != NULL && i < tide_batch_get_n_rows (batch); i++)
    if (tide_batch_get_days (batch)[i] == day)
      return tide_batch_get_values (batch, 0)[i];

  return (double) NAN;
}

static void
test_recorded (void)
{
  size_t                  length;
  g_autofree char        *bytes = load_payload ("ecb-exr-csvdata-trimmed.csv", &length);
  TideDay                 day = tide_day_from_ymd (2026, 3, 18);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (TideReading) euro = NULL;
  g_autoptr (TideReading) cross = NULL;
  g_autoptr (GError)      error = NULL;
  const TideBatch        *batch;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 3);
  g_assert_cmpfloat (get_rate (reading, "EURHKD=X", day), ==, 9.0135);
  g_assert_cmpfloat (get_rate (reading, "EURUSD=X", day), ==, 1.15);
  g_assert_cmpfloat (get_rate (reading, "EURCNY=X", tide_day_from_ymd (2026, 2, 17)), ==, 8.1702);
  batch = tide_reading_find_batch (reading, "EURHKD=X");
  g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 22);
  g_assert_cmpint (tide_batch_get_instrument (batch)->kind, ==, TIDE_INSTRUMENT_FX);
  g_assert_cmpint (tide_batch_get_column (batch, 0)->unit.kind, ==, TIDE_UNIT_PLAIN);

  euro = parse (bytes, length, "EURUSD=X", 200, &error);
  g_assert_cmpuint (euro->batches->len, ==, 1);
  g_assert_cmpfloat (get_rate (euro, "EURUSD=X", day), ==, 1.15);
  cross = parse (bytes, length, "HKD=X", 200, &error);
  g_assert_cmpuint (cross->batches->len, ==, 1);
  g_assert_cmpfloat (get_rate (cross, "HKD=X", day), ==, 9.0135 / 1.15);
}

#define HEAD "KEY,FREQ,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE,TITLE\r\n"
#define LINE(currency, day, value) "x,D," currency ",EUR," day "," value ",\"a, b\"\r\n"

static void
test_rows (void)
{
  static const char text[] = HEAD LINE ("USD", "2026-03-18", "1.15")
    LINE ("USD", "2026-03-17", "") LINE ("HKD", "2026-03-17", "9.0")
      LINE ("HKD", "2026-03-18", "9.2") LINE ("USD", "2027-03-18", "1.2")
        LINE ("CNY", "2026-03-18", "-8.0") "\r\n";
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) reading = parse (text, strlen (text), NULL, 0, &error);
  g_autoptr (TideReading) cross = NULL;
  TideDay                 day = tide_day_from_ymd (2026, 3, 18);

  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 2);
  g_assert_cmpuint (tide_batch_get_n_rows (tide_reading_find_batch (reading, "EURUSD=X")), ==, 1);
  g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_REJECTED), ==, 2);

  /* A day on which one of the two is missing has no quotient. */
  cross = parse (text, strlen (text), "USDHKD=X", 200, &error);
  g_assert_cmpuint (tide_batch_get_n_rows (tide_reading_find_batch (cross, NULL)), ==, 1);
  g_assert_cmpfloat (get_rate (cross, "USDHKD=X", day), ==, 9.2 / 1.15);
}

/* A line that has no end could be the beginning of another number. */
static void
test_truncated (void)
{
  static const char text[] = HEAD LINE ("USD", "2026-03-17", "1.25")
    LINE ("USD", "2026-03-18", "1.15");

  for (size_t i = 0; i < strlen (text); i++)
    {
      g_autoptr (TideReading) reading = parse (text, i, "EURUSD=X", 200, NULL);
      double                  first = (double) NAN;
      double                  second = (double) NAN;

      if (reading == NULL)
        continue;

      first = get_rate (reading, "EURUSD=X", tide_day_from_ymd (2026, 3, 17));
      second = get_rate (reading, "EURUSD=X", tide_day_from_ymd (2026, 3, 18));
      g_assert_true (isnan (first) || first == 1.25);
      g_assert_true (isnan (second));
    }
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
    { "<html></html>\n", 200, TIDE_NET_ERROR_BLOCKED },
    { "x\n", 500, TIDE_NET_ERROR_STATUS },
    { "CURRENCY,TIME_PERIOD\n", 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD LINE ("USD", "2026-03", "1.15"), 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD LINE ("USDX", "2026-03-18", "1.15"), 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD LINE ("USD", "2026-03-18", "1.15x"), 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD "x,M,USD,EUR,2026-03-18,1.15,\n", 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD "x,D,USD,GBP,2026-03-18,1.15,\n", 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD "x,D,USD\n", 200, TIDE_NET_ERROR_PAYLOAD },
    { HEAD "\xff\n", 200, TIDE_NET_ERROR_PAYLOAD },
  };
  g_autoptr (TideReading) none = parse ("No results", 10, "EURUSD=X", 404, NULL);

  g_assert_cmpuint (none->batches->len, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), "EURUSD=X", cases[i].status,
                            &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
    }
}

static void
test_requests (void)
{
  static const struct
  {
    const char *symbol;
    const char *since;
    const char *series; /* NULL where it cannot be asked for */
  } cases[] = {
    { "EURUSD=X", NULL, "D.USD.EUR.SP00.A?startPeriod=1999-01-04&" },
    { "HKD=X", "2025-01-02", "D.USD+HKD.EUR.SP00.A?startPeriod=2025-01-02&" },
    { "CNYHKD=X", NULL, "D.CNY+HKD.EUR.SP00.A?" },
    { "USDUSD=X", NULL, NULL },
    { "USDXAU=X", NULL, NULL },
    { "USDEUR=X", NULL, NULL },
    { "EURUSD", NULL, NULL },
    { "AAPL", NULL, NULL },
  };
  g_autoptr (TideProvider) provider = tide_provider_ecb_new ("http://127.0.0.1:1");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderAsk         ask = { cases[i].symbol, TIDE_DAY_NONE, LATER, 0 };
      g_autoptr (TideRequest) request = NULL;
      g_autofree char        *subject = tide_provider_dup_subject (provider, cases[i].symbol);

      g_test_message ("%s", cases[i].symbol);
      if (cases[i].since != NULL)
        ask.since = tide_day_parse (cases[i].since, strlen (cases[i].since));
      request = tide_provider_build_request (provider, &ask, NULL);
      g_assert_true ((request != NULL) == (cases[i].series != NULL));
      g_assert_true ((subject != NULL) == (cases[i].series != NULL));
      if (request == NULL)
        continue;

      g_assert_true (g_str_has_prefix (request->uri, "http://127.0.0.1:1/service/data/EXR/"));
      g_assert_nonnull (strstr (request->uri, cases[i].series));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/ecb/recorded", test_recorded);
  g_test_add_func ("/net/ecb/rows", test_rows);
  g_test_add_func ("/net/ecb/truncated", test_truncated);
  g_test_add_func ("/net/ecb/refused", test_refused);
  g_test_add_func ("/net/ecb/requests", test_requests);

  return g_test_run ();
}
