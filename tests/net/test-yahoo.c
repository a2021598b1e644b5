// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The chart provider: recorded replies against an independent reading, and
 * hand-made ones for what the recorded ones do not show. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "model/tide-adjust.h"
#include "net/tide-provider-yahoo.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define LATER INT64_C (1795176000)

static const char *const payloads[][2] = {
  { "yahoo-chart-0700hk.json", "0700.HK" },
  { "yahoo-chart-aapl-events.json", "AAPL" },
  { "yahoo-chart-asx-livebar.json", "ALL.AX" },
  { "yahoo-chart-baba.json", "BABA" },
  { "yahoo-chart-eurusd.json", "EURUSD=X" },
  { "yahoo-chart-muv2-null.json", "MUV2.DE" },
};

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

static TideReading *
parse (const char *symbol,
       const char *bytes,
       size_t      length,
       TideInstant now,
       GError    **error)
{
  g_autoptr (TideProvider) provider = tide_provider_yahoo_new (NULL);
  char                     name[] = "yahoo";
  TideFetch                fetch = { .provider = name, .at = now, .status = 200 };
  TideProviderAsk          ask = { .symbol = symbol, .since = TIDE_DAY_NONE, .now = now };
  TideProviderReply        reply = {
           .ask = &ask,
           .now = now,
           .status = 200,
           .content_type = "application/json",
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

/* Reads a hand-made reply that must be good. */
static TideReading *
parse_text (const char *symbol,
            const char *text)
{
  g_autoptr (GError) error = NULL;
  TideReading       *reading = parse (symbol, text, strlen (text), LATER, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading);
  return reading;
}

/* A reply about X with the given stamps, columns and events. */
static char *
make_reply (const char *stamps,
            const char *columns,
            const char *events)
{
  return g_strdup_printf ("{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"X\","
                          "\"currency\":\"USD\","
                          "\"instrumentType\":\"EQUITY\",\"exchangeTimezoneName\":"
                          "\"America/New_York\",\"dataGranularity\":\"1d\"},\"timestamp\":[%s],"
                          "\"events\":{%s},\"indicators\":{\"quote\":[{%s}]}}],\"error\":null}}",
                          stamps, events, columns);
}

/* Ten consecutive weekdays of 2020, as stamps of the open in New York. */
static char *
make_closes (const char *closes,
             const char *events)
{
  g_auto (GStrv)      parts = g_strsplit (closes, ",", -1);
  g_autoptr (GString) stamps = g_string_new (NULL);
  g_autofree char    *columns = g_strdup_printf ("\"close\":[%s]", closes);

  for (unsigned int i = 0; i < g_strv_length (parts); i++)
    g_string_append_printf (stamps, "%s%d", i > 0 ? "," : "", 1598880600 + 86400 * (int) i);

  return make_reply (stamps->str, columns, events);
}

static double
read_cell (const char *text)
{
  double value = (double) NAN;

  if (strcmp (text, "-") != 0)
    g_assert_true (tide_decimal_parse (text, strlen (text), &value));
  return value;
}

static TideBatch *
get_batch (const TideReading *reading)
{
  return tide_reading_find_batch (reading, NULL);
}

static double
get_value (const TideBatch *batch,
           const char      *field,
           size_t           row)
{
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    if (strcmp (tide_batch_get_column (batch, i)->field, field) == 0)
      return tide_batch_get_values (batch, i)[row];

  return (double) NAN;
}

/* The lines of the independent reading that are about one file. */
static void
check_against_vectors (const char      *file,
                       const TideBatch *batch)
{
  static const char *const names[] = { "open", "high", "low", "close", "volume" };
  g_autofree char         *path = g_test_build_filename (G_TEST_DIST, "data",
                                                         "yahoo-chart.tsv", NULL);
  g_autofree char         *text = NULL;
  g_auto (GStrv)           lines = NULL;
  size_t                   rows = 0;
  size_t                   n_actions;
  size_t                   seen_actions = 0;
  const TideAction        *actions = tide_batch_get_actions (batch, &n_actions);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (g_strcmp0 (cells[0], file) != 0)
        continue;

      if (strcmp (cells[1], "action") == 0)
        {
          TideDay        day = tide_day_parse (cells[3], strlen (cells[3]));
          bool           found = false;
          TideActionKind kind =
            strcmp (cells[2], "split") == 0 ? TIDE_ACTION_SPLIT : TIDE_ACTION_DIVIDEND;

          for (size_t j = 0; j < n_actions; j++)
            found = found || (actions[j].ex_day == day && actions[j].kind == kind &&
                              actions[j].value == read_cell (cells[4]));
          g_assert_true (found);
          seen_actions++;
          continue;
        }

      g_test_message ("%s row %zu", file, rows);
      g_assert_cmpuint (rows, <, tide_batch_get_n_rows (batch));
      g_assert_cmpint (tide_batch_get_days (batch)[rows], ==,
                       tide_day_parse (cells[1], strlen (cells[1])));
      for (size_t j = 0; j < G_N_ELEMENTS (names); j++)
        {
          double expected = read_cell (cells[2 + j]);
          double actual = get_value (batch, names[j], rows);

          g_assert_true (actual == expected || (isnan (actual) && isnan (expected)));
        }
      rows++;
    }

  g_assert_cmpuint (rows, >, 0);
  g_assert_cmpuint (rows, ==, tide_batch_get_n_rows (batch));
  g_assert_cmpuint (seen_actions, ==, n_actions);
}

static void
test_recorded (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      size_t                  length;
      g_autofree char        *bytes = load_payload (payloads[i][0], &length);
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = NULL;

      if (bytes == NULL)
        return;

      reading = parse (payloads[i][1], bytes, length, LATER, &error);
      g_assert_no_error (error);
      check_against_vectors (payloads[i][0], get_batch (reading));
      g_assert_false (reading->has_quote);
      g_assert_cmpint (tide_batch_get_basis (get_batch (reading)), ==, TIDE_BASIS_SPLIT);
      g_assert_cmpint (tide_batch_get_basis_day (get_batch (reading)), ==,
                       tide_day_from_ymd (2026, 11, 20));
    }
}

static void
test_instruments (void)
{
  static const struct
  {
    TideInstrumentKind kind;
    int                decimals;
    size_t             columns;
    const char        *currency;
    const char        *timezone;
    const char        *name;
  } expected[] = {
    { TIDE_INSTRUMENT_STOCK, 3, 5, "HKD", "Asia/Hong_Kong", "Tencent Holdings Limited" },
    { TIDE_INSTRUMENT_STOCK, 2, 5, "USD", "America/New_York", "Apple Inc." },
    { TIDE_INSTRUMENT_STOCK, 2, 5, "AUD", "Australia/Sydney", NULL },
    { TIDE_INSTRUMENT_STOCK, 2, 5, "USD", "America/New_York", "Alibaba Group Holding Limited" },
    { TIDE_INSTRUMENT_FX, 4, 4, "USD", "Europe/London", "EUR/USD" },
    { TIDE_INSTRUMENT_STOCK, 2, 1, "EUR", "Europe/Berlin", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      size_t                  length;
      g_autofree char        *bytes = load_payload (payloads[i][0], &length);
      g_autoptr (TideReading) reading = NULL;
      TideInstrument         *instrument;

      if (bytes == NULL)
        return;

      g_test_message ("%s", payloads[i][0]);
      reading = parse (payloads[i][1], bytes, length, LATER, NULL);
      instrument = tide_batch_get_instrument (get_batch (reading));
      g_assert_cmpstr (instrument->symbol, ==, payloads[i][1]);
      g_assert_cmpint (instrument->kind, ==, expected[i].kind);
      g_assert_cmpstr (instrument->currency, ==, expected[i].currency);
      g_assert_cmpstr (instrument->timezone, ==, expected[i].timezone);
      g_assert_cmpstr (instrument->name, ==, expected[i].name);
      g_assert_cmpint (instrument->assumed & (TIDE_ASSUMED_CURRENCY | TIDE_ASSUMED_KIND), ==, 0);
      g_assert_cmpuint (tide_batch_get_n_columns (get_batch (reading)), ==, expected[i].columns);
      g_assert_cmpint (reading->decimals, ==, expected[i].decimals);
    }
}

/* Sydney, 13 January 2022: the session ends 16:12, the last price is of 16:10. */
static void
test_live_bar (void)
{
  static const struct
  {
    TideInstant now;
    size_t      rows;
    bool        quote;
  } cases[] = {
    { 1642050607, 6, true },
    { 1642050719, 6, true },
    { 1642050720, 6, true },
    { 1642050720 + 1799, 6, true },
    { 1642050720 + 1800, 7, false },
    { 1642050720 + 86400, 7, false },
  };
  size_t           length;
  g_autofree char *bytes = load_payload ("yahoo-chart-asx-livebar.json", &length);

  for (size_t i = 0; bytes != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideReading) reading = parse ("ALL.AX", bytes, length, cases[i].now, NULL);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, cases[i].rows);
      g_assert_true (reading->has_quote == cases[i].quote);
      if (!cases[i].quote)
        continue;

      g_assert_cmpint (reading->quote.day, ==, tide_day_from_ymd (2022, 1, 13));
      g_assert_cmpint (reading->quote.at, ==, 1642050607);
      g_assert_cmpfloat (reading->quote.price, ==, 44.05);
      g_assert_cmpfloat (reading->quote.volume, ==, 848539.0);
      g_assert_cmpstr (reading->quote.unit.currency, ==, "AUD");
    }
}

/* A price later than the end settles the day at once: no waiting then. */
static void
test_settled_by_price (void)
{
  static const char text[] =
    "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"0700.HK\",\"currency\":\"HKD\","
    "\"exchangeTimezoneName\":\"Asia/Hong_Kong\",\"regularMarketTime\":1786090091,"
    "\"currentTradingPeriod\":{\"regular\":{\"start\":1786066200,\"end\":1786089600}}},"
    "\"timestamp\":[1785979800,1786066200],"
    "\"indicators\":{\"quote\":[{\"close\":[479.2,478.8]}]}}],\"error\":null}}";
  g_autoptr (TideReading) before = parse ("0700.HK", text, strlen (text), 1786089599, NULL);
  g_autoptr (TideReading) after = parse ("0700.HK", text, strlen (text), 1786090092, NULL);

  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (before)), ==, 1);
  g_assert_true (before->has_quote);
  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (after)), ==, 2);
  g_assert_false (after->has_quote);
}

static void
test_days (void)
{
  static const struct
  {
    const char *zone;
    int64_t     stamp;
    const char *day;
  } cases[] = {
    /* Midnight in London is 23:00 UTC the day before in summer. */
    { "Europe/London", 1593558000, "2020-07-01" },
    { "Europe/London", 1577836800, "2020-01-01" },
    { "Australia/Sydney", 1641942000, "2022-01-12" },
    { "America/Sao_Paulo", 1577970000, "2020-01-02" },
    { "Pacific/Honolulu", 1577997000, "2020-01-02" },
    { "Asia/Hong_Kong", 1785720600, "2026-08-03" },
    { "Pacific/Auckland", 1641938400, "2022-01-12" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"X\",\"currency\":\"USD\","
                         "\"exchangeTimezoneName\":\"%s\"},\"timestamp\":[%" G_GINT64_FORMAT
                         "],\"indicators\":{\"quote\":[{\"close\":[1.5]}]}}],\"error\":null}}",
                         cases[i].zone, cases[i].stamp);
      g_autoptr (TideReading) reading = parse_text ("X", text);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, 1);
      g_assert_cmpint (tide_batch_get_days (get_batch (reading))[0], ==,
                       tide_day_parse (cases[i].day, strlen (cases[i].day)));
    }
}

static void
test_same_day_keeps_later (void)
{
  /* Out of order: 31 August at 10:30, 28 August, 31 August at the open. */
  g_autofree char        *text = make_reply ("1598884200,1598621400,1598880600",
                                             "\"close\":[131.5,124.5,130.0]", "");
  g_autoptr (TideReading) reading = parse_text ("X", text);

  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, 2);
  g_assert_cmpint (tide_batch_get_days (get_batch (reading))[0], ==,
                   tide_day_from_ymd (2020, 8, 28));
  g_assert_cmpfloat (get_value (get_batch (reading), "close", 0), ==, 124.5);
  g_assert_cmpfloat (get_value (get_batch (reading), "close", 1), ==, 131.5);
}

static void
test_errors (void)
{
  static const struct
  {
    const char  *type;
    const char  *body;
    unsigned int status;
    int          code;
  } cases[] = {
    { "application/json", "", 200, TIDE_NET_ERROR_PAYLOAD },
    { "application/json", "  \n ", 200, TIDE_NET_ERROR_PAYLOAD },
    { "application/json", "null", 200, TIDE_NET_ERROR_PAYLOAD },
    { "application/json", "[]", 200, TIDE_NET_ERROR_PAYLOAD },
    { "application/json", "{}", 200, TIDE_NET_ERROR_PAYLOAD },
    { "text/html", "<!DOCTYPE html><html>Will be right back", 200, TIDE_NET_ERROR_BLOCKED },
    { "application/json", "\xef\xbb\xbf <html>consent", 200, TIDE_NET_ERROR_BLOCKED },
    { "text/html", "Will be right back", 200, TIDE_NET_ERROR_BLOCKED },
    { "text/plain", "Too Many Requests\r\n", 200, TIDE_NET_ERROR_RATE_LIMITED },
    { "application/json", "Edge: Too Many Requests", 200, TIDE_NET_ERROR_RATE_LIMITED },
    { "text/plain", "no", 404, TIDE_NET_ERROR_STATUS },
    { "application/json", "{}", 404, TIDE_NET_ERROR_STATUS },
    { "text/html", "<html>", 403, TIDE_NET_ERROR_BLOCKED },
    { "application/json",
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data "
      "found, symbol may be delisted\"}}}",
      404, TIDE_NET_ERROR_NOT_FOUND },
    { "application/json",
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":null}}}",
      200, TIDE_NET_ERROR_NOT_FOUND },
    { "application/json",
      "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":"
      "\"Invalid Crumb\"}}}",
      401, TIDE_NET_ERROR_UNAUTHORIZED },
    { "application/json",
      "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Too Many Requests\"}}}",
      200, TIDE_NET_ERROR_RATE_LIMITED },
    { "application/json",
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Internal Server Error\"}}}",
      200, TIDE_NET_ERROR_STATUS },
    { "application/json", "\x1f\x8b\x08 twice packed", 200, TIDE_NET_ERROR_PAYLOAD },
    { "application/json", "{\"Note\":\"Thank you for using us! Too Many\"}",
      200, TIDE_NET_ERROR_PAYLOAD },
  };
  g_autoptr (TideProvider) provider = tide_provider_yahoo_new (NULL);
  TideProviderAsk          ask = { .symbol = "X", .since = TIDE_DAY_NONE, .now = LATER };
  TideFetch                fetch = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderReply reply = {
        .ask = &ask,
        .now = LATER,
        .status = cases[i].status,
        .content_type = cases[i].type,
        .bytes = cases[i].body,
        .length = strlen (cases[i].body),
        .fetch = &fetch,
      };
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      g_assert_null (tide_provider_parse (provider, &reply, &error));
      g_assert_error (error, TIDE_NET_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, "Stored prices are unchanged."));
    }
}

static void
test_nothing (void)
{
  static const char *const texts[] = {
    "{\"chart\":{\"result\":null,\"error\":null}}",
    "{\"chart\":{\"result\":[],\"error\":null}}",
    ("{\"chart\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":"
     "\"Data doesn't exist for startDate = 1, endDate = 2\"}}}"),
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TideReading) reading = parse_text ("X", texts[i]);

      g_test_message ("case %zu", i);
      g_assert_null (get_batch (reading));
      g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_NOTE), ==, 1);
    }
}

/* An instrument without a row: no "timestamp", an empty table. */
static void
test_no_rows (void)
{
  g_autoptr (TideReading) reading =
    parse_text ("X", "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"X\",\"currency\":\"GBp\","
                     "\"gmtoffset\":0},\"indicators\":{\"quote\":[{}],\"adjclose\":[{}]}}]}}");
  TideInstrument *instrument = tide_batch_get_instrument (get_batch (reading));

  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, 0);
  g_assert_cmpstr (instrument->currency, ==, "GBP");
  g_assert_cmpstr (instrument->quote_unit, ==, "GBp");
}

static void
test_pence (void)
{
  g_autoptr (TideReading) reading =
    parse_text ("X", "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"X\",\"currency\":\"GBp\","
                     "\"gmtoffset\":0},\"timestamp\":[1577952000],\"events\":{\"dividends\":{\"1\":"
                     "{\"amount\":3.5,\"date\":1577952000}}},"
                     "\"indicators\":{\"quote\":[{\"close\":[512.5]}]}}]}}");
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (get_batch (reading), &n_actions);

  /* As received: pence stay pence, and say so. */
  g_assert_cmpfloat (get_value (get_batch (reading), "close", 0), ==, 512.5);
  g_assert_cmpstr (tide_batch_get_column (get_batch (reading), 0)->unit.currency, ==, "GBp");
  g_assert_cmpuint (n_actions, ==, 1);
  g_assert_cmpstr (actions[0].currency, ==, "GBp");
}

static void
test_truncated (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      size_t           length;
      g_autofree char *bytes = load_payload (payloads[i][0], &length);
      size_t           end;

      if (bytes == NULL)
        return;

      for (end = length; end > 0 && bytes[end - 1] != '}'; end--)
        ;

      for (size_t cut = 0; cut < end; cut++)
        {
          /* A copy of its own size, so that reading beyond it is seen. */
          g_autofree char   *part = g_memdup2 (bytes, cut);
          g_autoptr (GError) error = NULL;

          g_assert_null (parse (payloads[i][1], part, cut, LATER, &error));
          g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
        }
    }
}

static void
test_hostile (void)
{
  static const char *const replacements[][2] = {
    /* What stands in a good reply, and what comes in its place. */
    { "\"symbol\":\"X\"", "\"symbol\":\"Y\"" },
    { "\"symbol\":\"X\"", "\"symbol\":null" },
    { "\"symbol\":\"X\"", "\"symbol\":\"X\",\"symbol\":\"X\"" },
    { "\"1d\"", "\"1wk\"" },
    { "\"USD\"", "\"DOLLARS\"" },
    { "America/New_York", "../../../etc/passwd" },
    { "America/New_York", "/etc/localtime" },
    { "America/New_York", "Nowhere/Land" },
    { "100.5", "1e999" },
    { "100.5", "NaN" },
    { "100.5", "0700" },
    { "100.5", "0x10" },
    { "100.5", "\"100.5\"" },
    { "100.5", "100.5," },
    { "100.5", "100.5,100.5" },
    { "100.5", "[100.5]" },
    { "1598880600", "15988806001234567890" },
    { "1598880600", "1598880600.5" },
    { "1598880600", "\"1598880600\"" },
    { "{\"close\"", "{\"open\":[1,2,3],\"close\"" },
    { "\"quote\":[{", "\"quote\":[{},{" },
    { "\"result\":[{", "\"result\":[{},{" },
    { "\"quote\":[", "\"quote\":[[[[[[[[" },
  };
  g_autofree char        *good = make_reply ("1598880600", "\"close\":[100.5]", "");
  g_autoptr (TideReading) reading = parse_text ("X", good);

  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, 1);
  for (size_t i = 0; i < G_N_ELEMENTS (replacements); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GError)  error = NULL;

      g_test_message ("case %zu", i);
      g_assert_cmpuint (g_string_replace (text, replacements[i][0], replacements[i][1], 1), ==, 1);
      g_assert_null (parse ("X", text->str, text->len, LATER, &error));
      g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
    }
}

static void
test_hostile_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"chart\":{\"result\":");
  g_autoptr (GError)  error = NULL;

  for (size_t i = 0; i < 200000; i++)
    g_string_append_c (text, '[');

  g_assert_null (parse ("X", text->str, text->len, LATER, &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
}

#define SPLIT(ratio, day) \
  "\"splits\":{\"1\":{\"date\":" day ",\"numerator\":" ratio ",\"denominator\":1}}"

static void
test_gate (void)
{
  static const struct
  {
    const char     *closes;
    const char     *events;
    size_t          rows;
    TideProblemKind kind;
    size_t          problems;
  } cases[] = {
    { "100,101,102", "", 3, TIDE_PROBLEM_HELD, 0 },
    { "100,180.8,181", "", 3, TIDE_PROBLEM_HELD, 0 },
    { "100,190,100", "", 3, TIDE_PROBLEM_HELD, 0 },
    { "100,190.5,101", "", 2, TIDE_PROBLEM_HELD, 1 },
    { "100,10.5,10.6", "", 3, TIDE_PROBLEM_HELD, 0 },
    { "100,9.5,101", "", 2, TIDE_PROBLEM_HELD, 1 },
    { "620000,185.1,620500", "", 2, TIDE_PROBLEM_HELD, 1 },
    { "5.12,512,513,5.14", "", 2, TIDE_PROBLEM_HELD, 2 },
    { "5.12,5222,5.14", "", 2, TIDE_PROBLEM_HELD, 1 },
    /* A split that the prices were not adjusted for explains the fall. */
    { "100,5.1,5.2", SPLIT ("20", "1598967000"), 3, TIDE_PROBLEM_HELD, 0 },
    { "100,5.1,5.2", SPLIT ("20", "1599053400"), 2, TIDE_PROBLEM_HELD, 1 },
    { "100,0,101", "", 2, TIDE_PROBLEM_REJECTED, 1 },
    { "100,-1.5,101", "", 2, TIDE_PROBLEM_REJECTED, 1 },
    { "100,null,101", "", 2, TIDE_PROBLEM_REJECTED, 0 },
    { "null,null,null", "", 0, TIDE_PROBLEM_REJECTED, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *text = make_closes (cases[i].closes, cases[i].events);
      g_autoptr (TideReading) reading = parse_text ("X", text);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, cases[i].rows);
      g_assert_cmpuint (tide_reading_count (reading, cases[i].kind), ==, cases[i].problems);
    }
}

static void
test_row_problems (void)
{
  static const struct
  {
    const char     *columns;
    TideProblemKind kind;
    size_t          rows;
  } cases[] = {
    { "\"high\":[10,10],\"low\":[9,11],\"close\":[10,10]", TIDE_PROBLEM_FLAGGED, 2 },
    { "\"high\":[10,10],\"low\":[9,9],\"close\":[10,10.2]", TIDE_PROBLEM_FLAGGED, 2 },
    { "\"close\":[10,10],\"volume\":[5,-5]", TIDE_PROBLEM_FLAGGED, 2 },
    { "\"high\":[10,1000],\"low\":[9,9],\"close\":[10,10]", TIDE_PROBLEM_HELD, 1 },
    { "\"low\":[9,0],\"close\":[10,10]", TIDE_PROBLEM_REJECTED, 1 },
    { "\"open\":[9,9],\"high\":[10,10],\"low\":[9,9],\"close\":[10,10],\"volume\":[7,7]",
      TIDE_PROBLEM_REPEATED, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *text = make_reply ("1598880600,1598967000", cases[i].columns, "");
      g_autoptr (TideReading) reading = parse_text ("X", text);

      g_test_message ("case %zu", i);
      g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, cases[i].rows);
      g_assert_cmpuint (reading->n_problems, ==, 1);
      g_assert_cmpint (reading->problems[0].kind, ==, cases[i].kind);
      g_assert_cmpint (reading->problems[0].day, ==, tide_day_from_ymd (2020, 9, 1));
    }
}

static void
test_future_day (void)
{
  g_autofree char        *text = make_reply ("1598880600,1890000000", "\"close\":[10,11]", "");
  g_autoptr (TideReading) reading = parse_text ("X", text);

  g_assert_cmpuint (tide_batch_get_n_rows (get_batch (reading)), ==, 1);
  g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_REJECTED), ==, 1);
}

/* The last row of Sydney's reply before January carries the effect of a
 * dividend that the trimmed reply does not name; Apple's names it. */
static void
test_adjustment_check (void)
{
  static const struct
  {
    const char *file;
    const char *symbol;
    size_t      notes;
  } cases[] = {
    { "yahoo-chart-asx-livebar.json", "ALL.AX", 1 },
    { "yahoo-chart-aapl-events.json", "AAPL", 0 },
    { "yahoo-chart-muv2-null.json", "MUV2.DE", 0 },
    { "yahoo-chart-eurusd.json", "EURUSD=X", 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t                  length;
      g_autofree char        *bytes = load_payload (cases[i].file, &length);
      g_autoptr (TideReading) reading = NULL;

      if (bytes == NULL)
        return;

      g_test_message ("case %zu", i);
      reading = parse (cases[i].symbol, bytes, length, LATER, NULL);
      g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_NOTE), ==, cases[i].notes);
    }
}

/* Apple's 4 for 1 of 31 August 2020, as the service sends it: the closes before
 * it are already divided. */
static void
test_split (void)
{
  g_autofree char        *text = make_reply ("1598535000,1598621400,1598880600,1598967000",
                                             "\"close\":[125.01000213623047,124.80750274658203,"
                                                    "129.0399932861328,134.17999267578125]",
                                             SPLIT ("4", "1598880600"));
  g_autoptr (TideReading) reading = parse_text ("X", text);
  size_t                  n_actions;
  const TideAction       *actions = tide_batch_get_actions (get_batch (reading), &n_actions);
  TideSeriesInfo          info = {
             .symbol = "X",
             .field = "close",
             .unit = tide_unit_of_currency ("USD"),
             .basis = TIDE_BASIS_SPLIT,
             .facts = TIDE_FACTS_NONE,
  };
  TideOrigin             origin = { .basis_day = tide_batch_get_basis_day (get_batch (reading)) };
  g_autoptr (TideSeries) stored =
    tide_series_new_full (&info, tide_batch_get_days (get_batch (reading)),
                          tide_batch_get_values (get_batch (reading), 0), 4, NULL, &origin, 1);
  g_autoptr (TideSeries) close =
    tide_adjust_price (stored, actions, n_actions, tide_day_from_ymd (2026, 11, 20));
  g_autoptr (TideSeries) raw = tide_adjust_raw (stored, actions, n_actions, 2);

  g_assert_cmpuint (n_actions, ==, 1);
  g_assert_cmpfloat (actions[0].value, ==, 4.0);
  g_assert_cmpint (actions[0].ex_day, ==, tide_day_from_ymd (2020, 8, 31));
  g_assert_cmpfloat (tide_series_get_values (close)[1], ==, 124.80750274658203);
  g_assert_cmpfloat (tide_series_get_values (raw)[0], ==, 500.04);
  g_assert_cmpfloat (tide_series_get_values (raw)[1], ==, 499.23);
  g_assert_cmpfloat (tide_series_get_values (raw)[2], ==, 129.04);
}

static void
test_bad_actions (void)
{
  g_autofree char *text =
    make_reply ("1598880600", "\"close\":[10]",
                "\"dividends\":{\"1\":{\"amount\":0,\"date\":1598880600},\"2\":{\"amount\":1},"
                "\"3\":{\"amount\":null,\"date\":1598880600},"
                "\"4\":{\"amount\":1,\"date\":1890000000}},"
                "\"splits\":{\"1\":{\"date\":1598880600,\"numerator\":1,\"denominator\":0},"
                "\"2\":{\"date\":1598880600,\"numerator\":0,\"denominator\":0}},"
                "\"capitalGains\":{\"1\":{\"amount\":1,\"date\":1598880600}}");
  g_autoptr (TideReading) reading = parse_text ("X", text);
  size_t                  n_actions;

  tide_batch_get_actions (get_batch (reading), &n_actions);
  g_assert_cmpuint (n_actions, ==, 0);
  g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_REJECTED), ==, 6);
}

static void
test_request (void)
{
  static const struct
  {
    const char *symbol;
    TideDay     since;
    const char *path;
  } cases[] = {
    { "AAPL", TIDE_DAY_NONE, "/v8/finance/chart/AAPL?period1=-2208988800&period2=1795305600" },
    { "^IXIC", 18262, "/v8/finance/chart/%5EIXIC?period1=1577750400&period2=1795305600" },
    { "EURUSD=X", 0, "/v8/finance/chart/EURUSD%3DX?period1=-86400&period2=1795305600" },
  };
  static const char *const odd[] = { "aapl", "A/../B?" };
  g_autoptr (TideProvider) provider = tide_provider_yahoo_new ("http://127.0.0.1:8000");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderAsk         ask = { cases[i].symbol, cases[i].since, LATER, 0 };
      g_autoptr (TideRequest) request = tide_provider_build_request (provider, &ask, NULL);
      g_autofree char        *expected =
        g_strconcat ("http://127.0.0.1:8000", cases[i].path,
                     "&interval=1d&events=div,split&includePrePost=false", NULL);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (request->uri, ==, expected);
      g_assert_false (request->secret);
      g_assert_nonnull (request->key);
    }

  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      TideProviderAsk ask = { odd[i], TIDE_DAY_NONE, LATER, 0 };

      g_assert_null (tide_provider_build_request (provider, &ask, NULL));
    }
}

static void
test_base_uri (void)
{
  static const struct
  {
    const char *value;
    const char *base;
  } cases[] = {
    { NULL, "https://query1.finance.yahoo.com" },
    { "", "https://query1.finance.yahoo.com" },
    { "http://127.0.0.1:8000", "http://127.0.0.1:8000" },
    { "http://[::1]:8000//", "http://[::1]:8000" },
    { "http://localhost:1/sub/", "http://localhost:1/sub" },
    { "https://example.org", "https://example.org" },
    { "http://example.org", NULL },
    { "http://10.0.0.1", NULL },
    { "file:///etc/passwd", NULL },
    { "no address", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char   *base = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      if (cases[i].value != NULL)
        g_setenv ("TIDEMARK_BASE_YAHOO", cases[i].value, TRUE);
      base = tide_provider_dup_base_uri ("yahoo", TIDE_PROVIDER_YAHOO_BASE_URI, &error);
      g_unsetenv ("TIDEMARK_BASE_YAHOO");

      g_assert_cmpstr (base, ==, cases[i].base);
      if (base == NULL)
        g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_ADDRESS);
    }
}

static void
test_registry (void)
{
  g_autoptr (TideProvider) provider = tide_provider_create ("yahoo", NULL);
  g_autoptr (GError)       error = NULL;

  g_assert_cmpstr (tide_provider_get_info (provider)->id, ==, "yahoo");
  g_assert_cmpint (tide_provider_get_info (provider)->provider_class, ==, TIDE_PROVIDER_UNOFFICIAL);
  g_assert_null (tide_provider_create ("yahho", &error));
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_UNKNOWN_SOURCE);
  g_assert_nonnull (strstr (error->message, "\"yahoo\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/net/yahoo/recorded", test_recorded);
  g_test_add_func ("/net/yahoo/instruments", test_instruments);
  g_test_add_func ("/net/yahoo/live-bar", test_live_bar);
  g_test_add_func ("/net/yahoo/settled-by-price", test_settled_by_price);
  g_test_add_func ("/net/yahoo/days", test_days);
  g_test_add_func ("/net/yahoo/same-day-keeps-later", test_same_day_keeps_later);
  g_test_add_func ("/net/yahoo/errors", test_errors);
  g_test_add_func ("/net/yahoo/nothing", test_nothing);
  g_test_add_func ("/net/yahoo/no-rows", test_no_rows);
  g_test_add_func ("/net/yahoo/pence", test_pence);
  g_test_add_func ("/net/yahoo/truncated", test_truncated);
  g_test_add_func ("/net/yahoo/hostile", test_hostile);
  g_test_add_func ("/net/yahoo/hostile-depth", test_hostile_depth);
  g_test_add_func ("/net/yahoo/gate", test_gate);
  g_test_add_func ("/net/yahoo/row-problems", test_row_problems);
  g_test_add_func ("/net/yahoo/future-day", test_future_day);
  g_test_add_func ("/net/yahoo/adjustment-check", test_adjustment_check);
  g_test_add_func ("/net/yahoo/split", test_split);
  g_test_add_func ("/net/yahoo/bad-actions", test_bad_actions);
  g_test_add_func ("/net/yahoo/request", test_request);
  g_test_add_func ("/net/yahoo/base-uri", test_base_uri);
  g_test_add_func ("/net/yahoo/registry", test_registry);
  return g_test_run ();
}
