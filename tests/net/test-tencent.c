// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Bars and quotes of Tencent: recorded replies, and hand-made ones in their
 * shape for what the recorded ones do not show. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-tencent.h"
#include "net/tide-tencent-private.h"
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
parse (const char *bytes,
       size_t      length,
       const char *symbol,
       TideInstant now,
       GError    **error)
{
  g_autoptr (TideProvider) provider = tide_provider_tencent_new (NULL);
  char                     name[] = "tencent";
  TideFetch                fetch = { .provider = name, .at = now };
  TideProviderAsk          ask = { symbol, TIDE_DAY_NONE, now, 0 };
  TideProviderReply        reply = {
           .ask = symbol != NULL ? &ask : NULL,
           .now = now,
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
  TideReading       *reading = parse (text, strlen (text), NULL, LATER, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading);
  return reading;
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
test_recorded_bars (void)
{
  static const struct
  {
    const char *symbol;
    size_t      rows;
    TideBasis   basis;
    double      open, high, low, close, volume; /* of the last row */
  } cases[] = {
    { "600519.SS", 5, TIDE_BASIS_ADJUSTED, 1308.66, 1315.28, 1301.0, 1309.22, 2497600.0 },
    { "301707.SZ", 1, TIDE_BASIS_QUOTED, 108.0, 129.9, 106.88, 116.52, 21477300.0 },
    { "0700.HK", 5, TIDE_BASIS_QUOTED, 479.0, 483.2, 475.4, 478.8, 16319939.0 },
    { "AAPL", 4, TIDE_BASIS_QUOTED, 314.34, 316.29, 309.23, 312.41, 46139901.0 },
  };
  size_t                  length;
  g_autofree char        *bytes = load_payload ("tencent-kline-multi.json", &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, LATER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, G_N_ELEMENTS (cases));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TideBatch *batch = tide_reading_find_batch (reading, cases[i].symbol);
      size_t           last = cases[i].rows - 1;

      g_test_message ("%s", cases[i].symbol);
      g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, cases[i].rows);
      g_assert_cmpint (tide_batch_get_basis (batch), ==, cases[i].basis);
      g_assert_cmpfloat (get_value (reading, cases[i].symbol, "open", last), ==, cases[i].open);
      g_assert_cmpfloat (get_value (reading, cases[i].symbol, "high", last), ==, cases[i].high);
      g_assert_cmpfloat (get_value (reading, cases[i].symbol, "low", last), ==, cases[i].low);
      g_assert_cmpfloat (get_value (reading, cases[i].symbol, "close", last), ==, cases[i].close);
      g_assert_cmpfloat (get_value (reading, cases[i].symbol, "volume", last), ==,
                         cases[i].volume);
    }

  /* It holds more than the one asked for. */
  g_assert_null (parse (bytes, length, "0700.HK", LATER, &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
}

static void
test_recorded_american (void)
{
  size_t                  length;
  g_autofree char        *bytes = load_payload ("tencent-kline-us-aapl.json", &length);
  g_autoptr (TideReading) reading = NULL;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, "AAPL", LATER, NULL);
  g_assert_cmpfloat (get_value (reading, "AAPL", "close", 0), ==, 338.4);
  g_assert_cmpfloat (get_value (reading, "AAPL", "volume", 0), ==, 31448642.0);
  g_assert_cmpint (tide_batch_get_basis (tide_reading_find_batch (reading, NULL)), ==,
                   TIDE_BASIS_ADJUSTED);
}

static void
test_recorded_quote (void)
{
  static const struct
  {
    const char *symbol;
    const char *field;
    double      value;
  } cases[] = {
    { "0700.HK", "close", 478.8 },
    { "0700.HK", "open", 479.0 },
    { "0700.HK", "high", 483.2 },
    { "0700.HK", "low", 475.4 },
    { "0700.HK", "volume", 16319939.0 },
    { "0700.HK", "pe", 17.47 },
    { "0700.HK", "pb", 3.46 },
    { "0700.HK", "dividend_yield", 0.0111 },
    { "0700.HK", "market_cap", 4348807140000.0 },
    { "0700.HK", "shares", 9082721689.0 },
    { "9988.HK", "close", 123.8 },
    { "9988.HK", "pe", 20.23 },
  };
  size_t                  length;
  g_autofree char        *bytes = load_payload ("tencent-qt-hk-20260807.js", &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;
  const TideBatch        *batch;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, NULL, LATER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->n_problems, ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].symbol, cases[i].field);
      tide_test_assert_close (get_value (reading, cases[i].symbol, cases[i].field, 0),
                              cases[i].value, 1e-15);
    }

  batch = tide_reading_find_batch (reading, "0700.HK");
  g_assert_cmpint (tide_batch_get_days (batch)[0], ==, tide_day_from_ymd (2026, 8, 7));
  g_assert_cmpstr (tide_batch_get_instrument (batch)->name, ==, "TENCENT");
  g_assert_cmpstr (tide_batch_get_instrument (batch)->currency, ==, "HKD");
}

/* Hand-made: a Hong Kong line of 78 places. */
static char *
make_line (const char *code,
           const char *name,
           const char *pe,
           const char *time)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "v_%s=\"", code);
  for (int i = 0; i < 78; i++)
    {
      const char *cell = i == 1                         ? name
                         : i == 3                       ? "10.00"
                         : i == 30                      ? time
                         : i == 39                      ? pe
                         : i == 45                      ? "1.0000"
                         : i == 58                      ? "0.50"
                         : i == 69                      ? "10000000.00"
                         : i == 75                      ? "HKD"
                         : i == 5 || i == 33 || i == 34 ? "10.00"
                                                        : "0";

      g_string_append_printf (text, "%s%s", i > 0 ? "~" : "", cell);
    }
  g_string_append (text, "\";\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define DAY "2026/08/07 16:08:23"

/* In GBK the second byte of a character can be a tilde. */
static void
test_encoding (void)
{
  g_autofree char        *line = make_line ("hk00005", "\x81\x7e\xbb\xe3", "7.5", DAY);
  g_autoptr (TideReading) reading = parse_text (line);

  g_assert_cmpfloat (get_value (reading, "0005.HK", "close", 0), ==, 10.0);
  g_assert_cmpfloat (get_value (reading, "0005.HK", "pe", 0), ==, 7.5);
  g_assert_cmpfloat (get_value (reading, "0005.HK", "market_cap", 0), ==, 1e8);
  g_assert_true (isnan (get_value (reading, "0005.HK", "dividend_yield", 0)));
}

static void
test_quote_rules (void)
{
  g_autofree char        *loss = make_line ("hk00005", "X", "-7.5", DAY);
  g_autofree char        *live = make_line ("hk00005", "X", "7.5", "2026/11/20 10:00:00");
  g_autofree char        *mainland = make_line ("sh600519", "X", "7.5", DAY);
  g_autofree char        *word = make_line ("hk00005", "X", "many", DAY);
  g_autoptr (TideReading) lost = parse_text (loss);
  g_autoptr (TideReading) early = NULL;
  g_autoptr (TideReading) other = parse_text (mainland);
  g_autoptr (TideReading) asked = parse (loss, strlen (loss), "0005.HK", LATER, NULL);
  g_autoptr (GError)      error = NULL;

  g_assert_true (isnan (get_value (lost, NULL, "pe", 0)));
  g_assert_cmpfloat (get_value (lost, NULL, "pb", 0), ==, 0.5);
  /* 10:00 in Hong Kong. */
  early = parse (live, strlen (live), NULL, 1795140000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (early->batches->len, ==, 0);
  g_assert_cmpuint (early->n_problems, ==, 1);
  g_assert_cmpuint (other->batches->len, ==, 0);
  /* Asked for, its prices come from the bars. */
  g_assert_true (isnan (get_value (asked, NULL, "close", 0)));
  g_assert_cmpfloat (get_value (asked, NULL, "pb", 0), ==, 0.5);

  g_assert_null (parse (word, strlen (word), NULL, LATER, &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
}

#define KLINE(rows) "{\"code\":0,\"msg\":\"\",\"data\":{\"hk00005\":{\"day\":[" rows "]}}}"

static void
test_bar_rules (void)
{
  static const struct
  {
    const char *rows;
    size_t      kept;
    size_t      problems;
  } cases[] = {
    { "[\"2026-08-03\",\"10\",\"11\",\"12\",\"9\",\"100\",{\"cqr\":\"x\"},\"1\"]", 1, 0 },
    { "[\"2026-08-03\",10,11,12,9,100]", 1, 0 },
    { "[\"2026-08-03\",\"10\",\"0\",\"12\",\"9\",\"100\"]", 0, 1 },
    { "[\"2027-08-03\",\"10\",\"11\",\"12\",\"9\",\"100\"]", 0, 1 },
    { "[\"2026-08-03\",\"10\",\"11\",\"9\",\"12\",\"100\"]", 1, 1 },
    { "[\"2026-08-03\",\"10\",\"11\",\"12\",\"9\",\"100\"],"
      "[\"2026-08-04\",\"10\",\"11\",\"12\",\"9\",\"100\"]",
      1, 1 },
    { "[\"2026-08-03\",\"10\",\"11\",\"12\",\"9\",\"100\"],"
      "[\"2026-08-04\",\"1000\",\"1100\",\"1200\",\"900\",\"100\"]",
      1, 1 },
    { "", 0, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *text = g_strdup_printf (KLINE ("%s"), cases[i].rows);
      g_autoptr (TideReading) reading = parse_text (text);
      const TideBatch        *batch = tide_reading_find_batch (reading, "0005.HK");

      g_test_message ("case %zu: %s", i, cases[i].rows);
      g_assert_cmpuint (batch != NULL ? tide_batch_get_n_rows (batch) : 0, ==, cases[i].kept);
      g_assert_cmpuint (reading->n_problems, ==, cases[i].problems);
    }
}

/* A session that runs is a quote. */
static void
test_live_bar (void)
{
  static const char       text[] = KLINE ("[\"2026-11-20\",\"10\",\"11\",\"12\",\"9\",\"100\"]");
  g_autoptr (TideReading) early = parse (text, strlen (text), "0005.HK", 1795140000, NULL);
  g_autoptr (TideReading) late = parse (text, strlen (text), "0005.HK", LATER, NULL);

  g_assert_cmpuint (early->batches->len, ==, 0);
  g_assert_true (early->has_quote);
  g_assert_cmpfloat (early->quote.price, ==, 11.0);
  g_assert_cmpuint (late->batches->len, ==, 1);
  g_assert_false (late->has_quote);
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
    { "{\"code\":-1,\"msg\":\"param error\",\"data\":[]}", TIDE_NET_ERROR_NOT_FOUND },
    { "{\"code\":0,\"data\":{\"hk00700\":{\"day\":[]}}}", TIDE_NET_ERROR_PAYLOAD },
    { "{\"code\":0,\"data\":{\"xx\":{}}}", TIDE_NET_ERROR_PAYLOAD },
    { KLINE ("[\"2026-08-03\",\"10\",\"11\",\"12\",\"9\"]"), TIDE_NET_ERROR_PAYLOAD },
    { KLINE ("[\"03/08/2026\",\"10\",\"11\",\"12\",\"9\",\"1\"]"), TIDE_NET_ERROR_PAYLOAD },
    { KLINE ("[\"2026-08-03\",\"ten\",\"11\",\"12\",\"9\",\"1\"]"), TIDE_NET_ERROR_PAYLOAD },
    { "v_pv_none_match=\"1\";", TIDE_NET_ERROR_NOT_FOUND },
    { "v_hk00005=\"100~X\";", TIDE_NET_ERROR_PAYLOAD },
    { "v_hk00005=\"", TIDE_NET_ERROR_PAYLOAD },
    { "v_hk00005=", TIDE_NET_ERROR_PAYLOAD },
    { "v_odd=\"1\";", TIDE_NET_ERROR_PAYLOAD },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_null (parse (cases[i].text, strlen (cases[i].text), "0005.HK", LATER, &error));
      g_assert_error (error, TIDE_NET_ERROR, (int) cases[i].code);
    }
}

static void
test_truncated (void)
{
  static const char kline[] = KLINE ("[\"2026-08-03\",\"10\",\"11\",\"12\",\"9\",\"100\"]");
  g_autofree char  *line = make_line ("hk00005", "X", "7.5", DAY);
  g_autofree char  *two = g_strconcat (line, line, NULL);

  for (size_t i = 0; i < strlen (kline); i++)
    g_assert_null (parse (kline, i, NULL, LATER, NULL));
  for (size_t i = 0; i < strlen (two) - 2; i++)
    {
      g_autoptr (TideReading) reading = parse (two, i, NULL, LATER, NULL);

      /* Only where it ends with a whole line. */
      g_assert_true (reading == NULL || i == strlen (line) || i == strlen (line) - 1);
    }
}

static void
test_codes (void)
{
  static const char *const pairs[][2] = {
    { "0700.HK", "hk00700" },
    { "9988.HK", "hk09988" },
    { "80700.HK", "hk80700" },
    { "HSTECH.HK", "hkHSTECH" },
    { "^HSI", "hkHSI" },
    { "^NDX", "usNDX" },
    { "600519.SS", "sh600519" },
    { "000333.SZ", "sz000333" },
  };
  static const char *const none[] = { "AAPL", "^VIX", "STOCK-CONNECT/SOUTH", ".HK", "HSX.HK",
                                      "EURUSD=X" };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *code = tide_tencent_dup_code (pairs[i][0]);
      g_autofree char *symbol = tide_tencent_dup_symbol (pairs[i][1], strlen (pairs[i][1]));

      g_assert_cmpstr (code, ==, pairs[i][1]);
      g_assert_cmpstr (symbol, ==, pairs[i][0]);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (tide_tencent_dup_code (none[i]));
}

static void
test_requests (void)
{
  g_autoptr (TideProvider) provider = tide_provider_tencent_new ("http://127.0.0.1:1");
  g_autoptr (TideProvider) own = tide_provider_tencent_new (NULL);
  TideProviderAsk          ask = { "0700.HK", tide_day_from_ymd (2024, 1, 2), LATER, 0 };
  TideProviderAsk          index = { "^HSI", tide_day_from_ymd (2026, 11, 2), LATER, 0 };
  static const char *const uris[] = {
    "http://127.0.0.1:1/appstock/app/hkfqkline/get?param=hk00700,day,2024-01-02,2025-12-31,640,",
    "http://127.0.0.1:1/appstock/app/hkfqkline/get?param=hk00700,day,2026-01-01,2027-12-31,640,",
    "http://127.0.0.1:1/q=hk00700",
  };

  g_assert_cmpuint (tide_provider_count_steps (provider, &ask), ==, G_N_ELEMENTS (uris));
  g_assert_cmpuint (tide_provider_count_steps (provider, &index), ==, 1);
  for (ask.step = 0; ask.step < G_N_ELEMENTS (uris); ask.step++)
    {
      g_autoptr (TideRequest) request = tide_provider_build_request (provider, &ask, NULL);
      g_autoptr (TideRequest) there = tide_provider_build_request (own, &ask, NULL);

      g_assert_cmpstr (request->uri, ==, uris[ask.step]);
      g_assert_true (g_str_has_prefix (there->uri,
                                       ask.step < 2 ? TIDE_PROVIDER_TENCENT_BASE_URI
                                                    : TIDE_PROVIDER_TENCENT_QUOTE_URI));
    }

  ask.symbol = "AAPL";
  g_assert_null (tide_provider_build_request (provider, &ask, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/tencent/recorded-bars", test_recorded_bars);
  g_test_add_func ("/net/tencent/recorded-american", test_recorded_american);
  g_test_add_func ("/net/tencent/recorded-quote", test_recorded_quote);
  g_test_add_func ("/net/tencent/encoding", test_encoding);
  g_test_add_func ("/net/tencent/quote-rules", test_quote_rules);
  g_test_add_func ("/net/tencent/bar-rules", test_bar_rules);
  g_test_add_func ("/net/tencent/live-bar", test_live_bar);
  g_test_add_func ("/net/tencent/refused", test_refused);
  g_test_add_func ("/net/tencent/truncated", test_truncated);
  g_test_add_func ("/net/tencent/codes", test_codes);
  g_test_add_func ("/net/tencent/requests", test_requests);

  return g_test_run ();
}
