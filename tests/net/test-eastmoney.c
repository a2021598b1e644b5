// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The history of Stock Connect: recorded rows, and hand-made replies in their
 * shape for what the recorded ones do not show. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-eastmoney.h"
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
  g_autoptr (TideProvider) provider = tide_provider_eastmoney_new (NULL);
  char                     name[] = "eastmoney";
  TideFetch                fetch = { .provider = name, .at = LATER, .status = (int) status };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, LATER, 0 };
  TideProviderReply        reply = {
           .ask = symbol != NULL ? &ask : NULL,
           .now = LATER,
           .status = status,
           .content_type = "application/json",
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

static TideReading *
parse_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  TideReading       *reading = parse (text, strlen (text), NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading);
  return reading;
}

/* NaN where the field, the row or the flow is not there. */
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
  size_t                  length;
  g_autofree char        *bytes = load_payload ("eastmoney-mutual-deal-history-20260820-rows.json",
                                                &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;
  const TideBatch        *south;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 2);
  g_assert_cmpuint (reading->n_problems, ==, 0);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "turnover", 0), ==, 119184.75e6);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "buy", 0), ==, 54386.34e6);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "sell", 0), ==, 64798.41e6);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "net_buy", 0), ==, -10412.07e6);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/NORTH", "turnover", 0), ==, 286248.93e6);
  g_assert_true (isnan (get_value (reading, "STOCK-CONNECT/NORTH", "net_buy", 0)));

  south = tide_reading_find_batch (reading, "STOCK-CONNECT/SOUTH");
  g_assert_cmpint (tide_batch_get_days (south)[0], ==, tide_day_from_ymd (2026, 8, 20));
  g_assert_cmpstr (tide_batch_get_column (south, 0)->unit.currency, ==, "HKD");
  g_assert_cmpstr (tide_batch_get_column (tide_reading_find_batch (reading, "STOCK-CONNECT/NORTH"),
                                          0)
                     ->unit.currency,
                   ==, "CNY");
}

static void
test_recorded_northbound (void)
{
  size_t           length;
  g_autofree char *bytes = load_payload (
    "eastmoney-mutual-deal-history-northbound-row.json", &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 1);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/NORTH/SH", "turnover", 0), ==,
                     101257.88e6);
  g_assert_cmpuint (tide_batch_get_n_columns (tide_reading_find_batch (reading, NULL)), ==, 1);
}

static void
test_recorded_error (void)
{
  size_t             length;
  g_autofree char   *bytes = load_payload ("eastmoney-datacenter-error-9701.json", &length);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;

  g_assert_null (parse (bytes, length, "STOCK-CONNECT/SOUTH", 200, &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS);
  g_assert_nonnull (strstr (error->message, "9701: 服务器繁忙"));
  g_assert_nonnull (strstr (error->message, "Stored figures are unchanged."));
}

/* Hand-made: a row of the south with amounts in millions. */
#define ROW(type, day, deal, buy, sell, net)                                             \
  "{\"MUTUAL_TYPE\":\"" type "\",\"TRADE_DATE\":\"" day " 00:00:00\",\"DEAL_AMT\":" deal \
  ",\"BUY_AMT\":" buy ",\"SELL_AMT\":" sell ",\"NET_DEAL_AMT\":" net ",\"FUND_INFLOW\":9.9}"

/* Rows that stand beside others. */
#define GOOD ROW ("006", "2025-02-05", "5", "3", "2", "1")
#define OTHER ROW ("006", "2025-02-05", "5", "2", "3", "-1")
#define THIRD ROW ("006", "2025-02-05", "7", "4", "3", "1")
#define NEXT ROW ("006", "2025-02-06", "5", "3", "2", "1")
#define BARE ROW ("006", "2025-02-04", "1,000.00", "-", "null", "null")
#define TEXT ROW ("006", "2025-02-04", "\"1,000.00\"", "\"-\"", "null", "null")
#define TAIL "],\"count\":2},\"success\":true,\"message\":\"ok\",\"code\":0});"

static void
test_envelope (void)
{
  static const char       head[] = "cb({\"version\":\"x\",\"result\":{\"pages\":7,\"data\":[";
  g_autofree char        *bare = g_strconcat (head, GOOD "," BARE TAIL, NULL);
  g_autofree char        *text = g_strconcat (head, GOOD "," TEXT TAIL, NULL);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  /* Thousands are grouped in texts only. */
  g_assert_null (parse (bare, strlen (bare), "STOCK-CONNECT/SOUTH", 200, &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
  g_clear_error (&error);
  reading = parse (text, strlen (text), "STOCK-CONNECT/SOUTH", 200, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->n_steps, ==, 7);
  g_assert_cmpuint (reading->batches->len, ==, 1);
  g_assert_cmpfloat (get_value (reading, NULL, "turnover", 0), ==, 1000e6);
  g_assert_true (isnan (get_value (reading, NULL, "net_buy", 0)));
  g_assert_cmpfloat (get_value (reading, NULL, "buy", 1), ==, 3e6);
  g_assert_cmpfloat (get_value (reading, NULL, "net_buy", 1), ==, 1e6);
}

/* What is kept of two rows, and what is said of the others. */
static void
test_rows (void)
{
  static const struct
  {
    const char *rows;
    size_t      kept;
    size_t      rejected;
    size_t      repeated;
    double      net; /* of the last row kept, millions */
  } cases[] = {
    { ROW ("006", "2025-02-05", "5", "3", "2", "1"), 1, 0, 0, 1 },
    /* Computed where it is not stated, never where it cannot be. */
    { ROW ("006", "2025-02-05", "5", "3", "2", "null"), 1, 0, 0, 1 },
    { ROW ("006", "2025-02-05", "5", "3", "null", "null"), 1, 0, 0, (double) NAN },
    { ROW ("006", "2025-02-05", "5.01", "3", "2", "1.01"), 1, 0, 0, 1.01 },
    { ROW ("006", "2025-02-05", "6", "3", "2", "1"), 0, 1, 0, (double) NAN },
    { ROW ("006", "2025-02-05", "5", "3", "2", "-1"), 0, 1, 0, (double) NAN },
    { ROW ("006", "2025-02-05", "-5", "-3", "-2", "-1"), 0, 1, 0, (double) NAN },
    { ROW ("006", "2025-02-05", "1e300", "null", "null", "null"), 0, 1, 0, (double) NAN },
    /* A weekend, and a day to come. */
    { ROW ("006", "2025-02-08", "5", "3", "2", "1"), 0, 1, 0, (double) NAN },
    { ROW ("006", "2026-11-23", "5", "3", "2", "1"), 0, 0, 0, (double) NAN },
    /* No session. */
    { ROW ("006", "2025-02-05", "0.00", "0.00", "0.00", "0.00"), 0, 0, 0, (double) NAN },
    { ROW ("006", "2025-02-05", "null", "null", "null", "null"), 0, 0, 0, (double) NAN },
    /* The same twice, and the same under two days. */
    { GOOD "," GOOD, 1, 0, 0, 1 },
    { GOOD "," OTHER "," THIRD, 0, 1, 0, (double) NAN },
    { NEXT "," GOOD, 1, 0, 1, 1 },
    /* What goes north has had no net buying since August 2024, and a zero is not
     * one. */
    { ROW ("005", "2024-08-16", "5", "2", "3", "-1"), 1, 0, 0, -1 },
    { ROW ("005", "2024-08-19", "5", "0.00", "0.00", "0.00"), 1, 0, 0, (double) NAN },
    { ROW ("001", "2025-02-05", "5", "2", "3", "-1"), 1, 0, 0, (double) NAN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *text = g_strdup_printf ("[%s]", cases[i].rows);
      g_autoptr (TideReading) reading = parse_text (text);
      const TideBatch        *batch = tide_reading_find_batch (reading, NULL);
      size_t                  kept = batch != NULL ? tide_batch_get_n_rows (batch) : 0;

      g_test_message ("case %zu: %s", i, cases[i].rows);
      g_assert_cmpuint (kept, ==, cases[i].kept);
      g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_REJECTED), ==,
                        cases[i].rejected);
      g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_REPEATED), ==,
                        cases[i].repeated);
      if (kept > 0)
        tide_test_assert_close (get_value (reading, NULL, "net_buy", kept - 1),
                                cases[i].net * 1e6, 0.0);
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
    { "<html>blocked</html>", 200, TIDE_NET_ERROR_BLOCKED },
    { "<html>bad gateway</html>", 502, TIDE_NET_ERROR_BLOCKED },
    { "gone", 404, TIDE_NET_ERROR_STATUS },
    { "{\"result\":null,\"success\":true,\"code\":0}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "{\"result\":null,\"success\":false,\"message\":null,\"code\":9999}", 200,
      TIDE_NET_ERROR_STATUS },
    { "{}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"007\",\"TRADE_DATE\":\"2025-02-05\"}]", 200, TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"006\",\"TRADE_DATE\":\"2025-02-30\"}]", 200, TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"006\",\"DEAL_AMT\":1}]", 200, TIDE_NET_ERROR_PAYLOAD },
    { "[{\"TRADE_DATE\":\"2025-02-05\",\"DEAL_AMT\":1}]", 200, TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"006\",\"TRADE_DATE\":\"2025-02-05\",\"DEAL_AMT\":\"1.2.3\"}]", 200,
      TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"006\",\"TRADE_DATE\":\"2025-02-05\",\"DEAL_AMT\":true}]", 200,
      TIDE_NET_ERROR_PAYLOAD },
    { "[{\"MUTUAL_TYPE\":\"006\",\"MUTUAL_TYPE\":\"005\",\"TRADE_DATE\":\"2025-02-05\"}]", 200,
      TIDE_NET_ERROR_PAYLOAD },
    /* About another flow than the one asked for. */
    { "[" ROW ("005", "2025-02-05", "5", "null", "null", "null") "]", 200,
      TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), "STOCK-CONNECT/SOUTH",
                            cases[i].status, &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, "Stored figures are unchanged."));
    }
}

static void
test_nothing (void)
{
  static const char       text[] = "{\"version\":null,\"result\":null,\"success\":false,"
                                   "\"message\":\"\",\"code\":9201}";
  g_autoptr (TideReading) reading = parse_text (text);

  g_assert_cmpuint (reading->batches->len, ==, 0);
  g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_NOTE), ==, 1);
}

static void
test_truncated (void)
{
  static const char text[] = "{\"result\":{\"pages\":1,\"data\":[" GOOD
                             "]},\"success\":true,\"code\":0}";

  for (size_t length = 0; length < strlen (text); length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (text, length, NULL, 0, &error));
      g_assert_nonnull (error);
    }
}

static void
test_requests (void)
{
  static const struct
  {
    const char *symbol;
    const char *since;
    size_t      step;
    const char *filter;
    const char *page;
  } cases[] = {
    { "STOCK-CONNECT/SOUTH", NULL, 0, "(MUTUAL_TYPE%3D%22006%22)", "pageNumber=1&" },
    { "STOCK-CONNECT/NORTH/SZ", "2025-01-02", 4,
      "(MUTUAL_TYPE%3D%22003%22)(TRADE_DATE%3E%3D%272025-01-02%27)", "pageNumber=5&" },
  };
  g_autoptr (TideProvider) provider = tide_provider_eastmoney_new ("http://127.0.0.1:1");
  TideProviderAsk          odd = { "9988.HK", TIDE_DAY_NONE, LATER, 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderAsk         ask = { cases[i].symbol, TIDE_DAY_NONE, LATER, cases[i].step };
      g_autoptr (TideRequest) request = NULL;
      g_autofree char        *filter = g_strdup_printf ("&filter=%s&", cases[i].filter);

      if (cases[i].since != NULL)
        ask.since = tide_day_parse (cases[i].since, strlen (cases[i].since));
      request = tide_provider_build_request (provider, &ask, NULL);
      g_test_message ("%s", request->uri);
      g_assert_true (g_str_has_prefix (request->uri, "http://127.0.0.1:1/api/data/v1/get?"));
      g_assert_nonnull (strstr (request->uri, filter));
      g_assert_nonnull (strstr (request->uri, cases[i].page));
      g_assert_nonnull (strstr (request->uri, "reportName=RPT_MUTUAL_DEAL_HISTORY"));
    }

  g_assert_null (tide_provider_build_request (provider, &odd, NULL));
  g_assert_cmpint (tide_provider_get_info (provider)->provider_class, ==,
                   TIDE_PROVIDER_UNOFFICIAL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/eastmoney/recorded", test_recorded);
  g_test_add_func ("/net/eastmoney/recorded-northbound", test_recorded_northbound);
  g_test_add_func ("/net/eastmoney/recorded-error", test_recorded_error);
  g_test_add_func ("/net/eastmoney/envelope", test_envelope);
  g_test_add_func ("/net/eastmoney/rows", test_rows);
  g_test_add_func ("/net/eastmoney/refused", test_refused);
  g_test_add_func ("/net/eastmoney/nothing", test_nothing);
  g_test_add_func ("/net/eastmoney/truncated", test_truncated);
  g_test_add_func ("/net/eastmoney/requests", test_requests);

  return g_test_run ();
}
