// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The company overview: a recorded one, and hand-made ones in its shape. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-alphavantage.h"
#include "tide-test-common.h"

/* 2026-11-20 02:00:00 UTC: still the 19th in New York. */
#define LATER INT64_C (1795140000)

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
parse (const char *bytes,
       size_t      length,
       const char *symbol,
       GError    **error)
{
  g_autoptr (TideProvider) provider = tide_provider_alphavantage_new (NULL);
  char                     name[] = "alphavantage";
  TideFetch                fetch = { .provider = name, .at = LATER };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, LATER, 0 };
  TideProviderReply        reply = {
           .ask = symbol != NULL ? &ask : NULL,
           .now = LATER,
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

/* NaN where there is no such column; its horizon too. */
static double
get_value (const TideReading *reading,
           const char        *field,
           const char       **out_horizon)
{
  const TideBatch *batch = tide_reading_find_batch (reading, NULL);

  *out_horizon = NULL;
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    if (strcmp (tide_batch_get_column (batch, i)->field, field) == 0)
      {
        *out_horizon = tide_batch_get_column (batch, i)->facts.horizon;
        return tide_batch_get_values (batch, i)[0];
      }

  return (double) NAN;
}

static void
test_recorded (void)
{
  static const struct
  {
    const char *field;
    double      value;
    const char *horizon;
  } cases[] = {
    { "pe", 14.1327, "trailing" },
    { "pe_fwd", 11.2867, "forward" },
    { "pb", 5.4017, "trailing" },
    { "ps", 1.4762, "trailing" },
    { "ev_ebitda", 11.0349, "trailing" },
    { "dividend_yield", 0.0529, "trailing" },
    { "eps_ttm", 8.811, "trailing" },
    { "market_cap", 114234572800.0, NULL },
    { "shares", 890579008.0, NULL },
    { "price_target", 135.19, NULL },
  };
  size_t                  length;
  g_autofree char        *bytes = load_payload ("alphavantage-overview-ibm.json", &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;
  const TideBatch        *batch;
  const char             *horizon;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, &error);
  g_assert_no_error (error);
  batch = tide_reading_find_batch (reading, "IBM");
  g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 1);
  g_assert_cmpint (tide_batch_get_days (batch)[0], ==, tide_day_from_ymd (2020, 6, 30));
  g_assert_cmpstr (tide_batch_get_instrument (batch)->currency, ==, "USD");
  g_assert_cmpuint (tide_batch_get_n_columns (batch), ==, G_N_ELEMENTS (cases));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].field);
      g_assert_cmpfloat (get_value (reading, cases[i].field, &horizon), ==, cases[i].value);
      g_assert_cmpstr (horizon, ==, cases[i].horizon);
    }
  g_assert_cmpint (tide_batch_get_column (batch, 0)->unit.kind, ==, TIDE_UNIT_MULTIPLE);

  /* Asked for, its figures are of the day of the answer. */
  g_clear_pointer (&reading, tide_reading_unref);
  reading = parse (bytes, length, "IBM", &error);
  g_assert_no_error (error);
  g_assert_cmpint (tide_batch_get_days (tide_reading_find_batch (reading, NULL))[0], ==,
                   tide_day_from_ymd (2026, 11, 19));
}

static void
test_recorded_refusals (void)
{
  static const struct
  {
    const char  *name;
    TideNetError code;
  } cases[] = {
    { "alphavantage-information-burst.json", TIDE_NET_ERROR_RATE_LIMITED },
    { "alphavantage-information-premium.json", TIDE_NET_ERROR_UNAUTHORIZED },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t             length;
      g_autofree char   *bytes = load_payload (cases[i].name, &length);
      g_autoptr (GError) error = NULL;

      if (bytes == NULL)
        return;

      g_assert_null (parse (bytes, length, "IBM", &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
    }
}

/* What stands for a figure that is not there, and what cannot be one. */
static void
test_gaps (void)
{
  static const struct
  {
    const char *pe;
    double      value;
    const char *words; /* NULL where nothing is said */
  } cases[] = {
    { "\"12.5\"", 12.5, NULL },
    { "12.5", 12.5, NULL },
    { "\"1,012.5\"", 1012.5, NULL },
    { "\"None\"", (double) NAN, NULL },
    { "\"-\"", (double) NAN, NULL },
    { "\"\"", (double) NAN, NULL },
    { "null", (double) NAN, NULL },
    { "\"0\"", (double) NAN, "PERatio is 0" },
    { "\"-7.25\"", (double) NAN, "PERatio is -7.25, and below zero" },
    { "\"12x\"", (double) NAN, "no number" },
    { "\"inf\"", (double) NAN, "no number" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"Symbol\":\"x\",\"AssetType\":\"Common Stock\",\"PERatio\":%s,\"EPS\":\"-1.5\"}",
        cases[i].pe);
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = parse (text, strlen (text), "X", &error);
      const char             *horizon;

      g_test_message ("case %zu: %s", i, cases[i].pe);
      g_assert_no_error (error);
      tide_test_assert_close (get_value (reading, "pe", &horizon), cases[i].value, 0.0);
      g_assert_cmpfloat (get_value (reading, "eps_ttm", &horizon), ==, -1.5);
      g_assert_cmpuint (reading->n_problems, ==, cases[i].words != NULL ? 1 : 0);
      if (cases[i].words != NULL)
        g_assert_nonnull (strstr (reading->problems[0].sentence, cases[i].words));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char  *text;
    const char  *symbol; /* NULL for a file */
    TideNetError code;
  } cases[] = {
    { "{}", "X", TIDE_NET_ERROR_NOT_FOUND },
    { "{\"Error Message\":\"Invalid API call. apikey=CANARY\"}", "X", TIDE_NET_ERROR_NOT_FOUND },
    { "{\"Note\":\"Thank you! CANARY\"}", "X", TIDE_NET_ERROR_RATE_LIMITED },
    { "{\"Information\":\"your key CANARY: 25 requests per day; premium plans\"}", "X",
      TIDE_NET_ERROR_RATE_LIMITED },
    { "{\"Symbol\":\"Y\"}", "X", TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"a b\"}", NULL, TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"X\",\"PERatio\":\"1\"}", NULL, TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"X\",\"LatestQuarter\":\"None\"}", NULL, TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"X\",\"LatestQuarter\":\"2027-06-30\"}", NULL, TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"X\",\"Symbol\":\"X\"}", "X", TIDE_NET_ERROR_PAYLOAD },
    { "{\"Symbol\":\"X\"", "X", TIDE_NET_ERROR_PAYLOAD },
    { "<html></html>", "X", TIDE_NET_ERROR_PAYLOAD },
    { "", "X", TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), cases[i].symbol, &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
      g_assert_null (strstr (error->message, "CANARY"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/alphavantage/recorded", test_recorded);
  g_test_add_func ("/net/alphavantage/recorded-refusals", test_recorded_refusals);
  g_test_add_func ("/net/alphavantage/gaps", test_gaps);
  g_test_add_func ("/net/alphavantage/refused", test_refused);

  return g_test_run ();
}
