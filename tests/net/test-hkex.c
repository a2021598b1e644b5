// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The exchange's daily file: recorded ones, and hand-made ones in their shape
 * for what the recorded ones do not show. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "net/tide-provider-hkex.h"
#include "tide-test-common.h"

/* 2026-11-20 12:00:00 UTC, after everything recorded. */
#define LATER INT64_C (1795176000)
#define MILLION 1e6

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

/* As an answer to the question for `asked`, or as a file where that is no day. */
static TideReading *
parse (const char  *bytes,
       size_t       length,
       TideDay      asked,
       unsigned int status,
       GError     **error)
{
  g_autoptr (TideProvider) provider = tide_provider_hkex_new (NULL);
  char                     name[] = "hkex";
  TideFetch                fetch = { .provider = name, .at = LATER, .status = (int) status };
  TideProviderAsk          ask = { "STOCK-CONNECT", asked, LATER, 0 };
  TideProviderReply        reply = {
           .ask = asked != TIDE_DAY_NONE ? &ask : NULL,
           .now = LATER,
           .status = status,
           .content_type = "application/javascript",
           .bytes = bytes,
           .length = length,
           .fetch = &fetch,
  };

  return tide_provider_parse (provider, &reply, error);
}

static TideReading *
parse_text (const char *text,
            GError    **error)
{
  return parse (text, strlen (text), TIDE_DAY_NONE, 0, error);
}

/* NaN where the field or the flow is not there. */
static double
get_value (const TideReading *reading,
           const char        *symbol,
           const char        *field)
{
  const TideBatch *batch = tide_reading_find_batch (reading, symbol);

  for (size_t i = 0; batch != NULL && i < tide_batch_get_n_columns (batch); i++)
    if (strcmp (tide_batch_get_column (batch, i)->field, field) == 0)
      return tide_batch_get_values (batch, i)[0];

  return (double) NAN;
}

static void
test_recorded (void)
{
  static const struct
  {
    const char *symbol;
    const char *field;
    double      value; /* full units */
  } cases[] = {
    { "STOCK-CONNECT/SOUTH/SH", "turnover", 64769850000.0 },
    { "STOCK-CONNECT/SOUTH/SH", "buy", 29818190000.0 },
    { "STOCK-CONNECT/SOUTH/SH", "sell", 34951660000.0 },
    { "STOCK-CONNECT/SOUTH/SH", "net_buy", -5133470000.0 },
    { "STOCK-CONNECT/SOUTH/SH", "etf_turnover", 241630000.0 },
    { "STOCK-CONNECT/SOUTH/SZ", "turnover", 35642810000.0 },
    { "STOCK-CONNECT/SOUTH/SZ", "net_buy", -2496170000.0 },
    { "STOCK-CONNECT/SOUTH", "buy", 46391510000.0 },
    { "STOCK-CONNECT/SOUTH", "sell", 54021150000.0 },
    { "STOCK-CONNECT/SOUTH", "net_buy", -7629640000.0 },
    { "STOCK-CONNECT/SOUTH", "turnover", 100412660000.0 },
    { "STOCK-CONNECT/SOUTH", "etf_turnover", 286440000.0 },
    { "STOCK-CONNECT/NORTH/SH", "turnover", 125846520000.0 },
    { "STOCK-CONNECT/NORTH/SZ", "etf_turnover", 2610950000.0 },
    { "STOCK-CONNECT/NORTH", "turnover", 268087540000.0 },
    { "STOCK-CONNECT/NORTH", "etf_turnover", 5198370000.0 },
    { "STOCK-CONNECT/NORTH", "net_buy", (double) NAN },
    { "STOCK-CONNECT/NORTH", "buy", (double) NAN },
    { "STOCK-CONNECT/NORTH/SH", "quota_balance", (double) NAN },
    { "STOCK-CONNECT/SOUTH", "quota_balance", (double) NAN },
  };
  TideDay                 day = tide_day_from_ymd (2026, 8, 21);
  size_t                  length;
  g_autofree char        *bytes = load_payload ("hkex-stockconnect-daily-20260821.js", &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, day, 200, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->n_problems, ==, 0);
  g_assert_cmpuint (reading->batches->len, ==, 6);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].symbol, cases[i].field);
      tide_test_assert_close (get_value (reading, cases[i].symbol, cases[i].field),
                              cases[i].value, 0.0);
    }

  for (unsigned int i = 0; i < reading->batches->len; i++)
    {
      const TideBatch      *batch = g_ptr_array_index (reading->batches, i);
      const TideInstrument *instrument = tide_batch_get_instrument (batch);
      bool                  south = strstr (instrument->symbol, "SOUTH") != NULL;

      g_assert_cmpuint (tide_batch_get_n_rows (batch), ==, 1);
      g_assert_cmpint (tide_batch_get_days (batch)[0], ==, day);
      g_assert_cmpint (tide_batch_get_basis (batch), ==, TIDE_BASIS_QUOTED);
      g_assert_cmpint (instrument->kind, ==, TIDE_INSTRUMENT_MARKET);
      g_assert_cmpint (instrument->assumed, ==, 0);
      g_assert_cmpstr (tide_batch_get_column (batch, 0)->unit.currency, ==, south ? "HKD" : "CNY");
    }
}

/* Only the south, with the ten busiest stocks beside it. */
static void
test_recorded_top10 (void)
{
  size_t                  length;
  g_autofree char        *bytes = load_payload ("hkex-stockconnect-daily-20260917-top10.js",
                                                &length);
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  if (bytes == NULL)
    return;

  reading = parse (bytes, length, TIDE_DAY_NONE, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->batches->len, ==, 3);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH/SH", "net_buy"), ==, 2502390000.0);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH/SZ", "net_buy"), ==, 860760000.0);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "net_buy"), ==, 3363150000.0);
  g_assert_null (tide_reading_find_batch (reading, "STOCK-CONNECT/NORTH"));
  g_assert_cmpint (tide_batch_get_days (tide_reading_find_batch (reading, NULL))[0], ==,
                   tide_day_from_ymd (2026, 9, 17));
}

/* Hand-made: a market with labels and figures separated by |. */
static char *
make_market (const char *day,
             const char *market,
             int         trading,
             const char *labels,
             const char *figures)
{
  g_auto (GStrv)      label = g_strsplit (labels, "|", -1);
  g_auto (GStrv)      figure = g_strsplit (figures, "|", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text,
                   "{\"date\":\"%s\",\"market\":\"%s\",\"tradingDay\":%d,\"content\":[{\"style\":1,"
                   "\"table\":{\"schema\":[[",
                   day, market, trading);
  for (size_t i = 0; label[i] != NULL; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", label[i]);
  g_string_append (text, "]],\"tr\":[");
  for (size_t i = 0; figure[i] != NULL; i++)
    g_string_append_printf (text, "%s{\"td\":[[\"%s\"]]}", i > 0 ? "," : "", figure[i]);
  g_string_append (text, "]}}]}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define SOUTH_LABELS "Total Turnover|Buy Turnover|Sell Turnover"

/* The two legs of the south on a Friday. */
static char *
make_south (const char *shanghai,
            const char *shenzhen)
{
  g_autofree char *first = make_market ("2026-08-21", "SSE Southbound", 1, SOUTH_LABELS, shanghai);
  g_autofree char *second = make_market ("2026-08-21", "SZSE Southbound", 1, SOUTH_LABELS,
                                         shenzhen);

  return g_strdup_printf ("tabData = [%s,%s];", first, second);
}

static void
test_figures (void)
{
  static const struct
  {
    const char *shanghai;
    double      turnover; /* millions; NaN where the file is refused */
    double      net;
  } cases[] = {
    { "3.00|2.00|1.00", 3.0, 1.0 },
    { "1,000,003.00|1,000,002.00|1.00", 1000003.0, 1000001.0 },
    { " 3 |2|1.000000", 3.0, 1.0 },
    /* Rounded each on its own. */
    { "3.01|2.00|1.00", 3.01, 1.0 },
    { "3.00|2.01|1.01", 3.0, 1.0 },
    /* A dash is a figure that is not there. */
    { "3.00|-|1.00", 3.0, (double) NAN },
    { "3.00|-|-", 3.0, (double) NAN },
    { "-|2.00|1.00", (double) NAN, 0 },
    { "-|-|-", (double) NAN, 0 },
    { "|2.00|1.00", (double) NAN, 0 },
    /* Not adding up. */
    { "3.03|2.00|1.00", (double) NAN, 0 },
    { "300.00|2.00|1.00", (double) NAN, 0 },
    { "3.00|1.00|1.00", (double) NAN, 0 },
    /* No numbers. */
    { "3.00|-2.00|5.00", (double) NAN, 0 },
    { "3,00|2.00|1.00", (double) NAN, 0 },
    { "1,00,003.00|100,002.00|1.00", (double) NAN, 0 },
    { "3.00 mn|2.00|1.00", (double) NAN, 0 },
    { "0x3|2.00|1.00", (double) NAN, 0 },
    { "inf|inf|1.00", (double) NAN, 0 },
    { "1e300|1e300|1.00", (double) NAN, 0 },
    { "3.00|2.00", (double) NAN, 0 },
    { "3.00|2.00|1.00|1.00", (double) NAN, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *text = make_south (cases[i].shanghai, "5.00|2.00|3.00");
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = parse_text (text, &error);

      g_test_message ("case %zu: %s", i, cases[i].shanghai);
      g_assert_true ((reading == NULL) == (error != NULL));
      if (isnan (cases[i].turnover))
        {
          g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
          g_assert_nonnull (strstr (error->message, "tored"));
          continue;
        }

      g_assert_no_error (error);
      tide_test_assert_close (get_value (reading, "STOCK-CONNECT/SOUTH/SH", "turnover"),
                              cases[i].turnover * MILLION, 0.0);
      tide_test_assert_close (get_value (reading, "STOCK-CONNECT/SOUTH/SH", "net_buy"),
                              cases[i].net * MILLION, 0.0);
      tide_test_assert_close (get_value (reading, "STOCK-CONNECT/SOUTH", "net_buy"),
                              (cases[i].net - 1.0) * MILLION, 0.0);
    }
}

/* What a refusal must say. */
static void
check_refused (const char *text,
               const char *words)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) reading = parse_text (text, &error);

  g_assert_null (reading);
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *day;
    const char *market;
    const char *labels;
    const char *figures;
    const char *words;
  } cases[] = {
    { "2026-08-20", "SZSE Southbound", SOUTH_LABELS, "2|1|1", "different days" },
    { "2026-08-21", "SSE Southbound", SOUTH_LABELS, "2|1|1", "each market once" },
    { "2026-08-21", "BSE Southbound", SOUTH_LABELS, "2|1|1", "a market such as" },
    { "21/08/2026", "SZSE Southbound", SOUTH_LABELS, "2|1|1", "a day such as" },
    { "2026-08-21", "SZSE Southbound", "Turnover|Buy|Sell", "2|1|1", "no total turnover" },
    { "2026-08-21", "SZSE Southbound", SOUTH_LABELS "|Buy Turnover", "2|1|1|1", "twice" },
    { "2026-08-21", "SZSE Southbound", SOUTH_LABELS "|ETF Turnover", "2|1|1|3",
      "ETF turnover of SZSE Southbound is above" },
    { "2026-08-21", "SZSE Southbound",
      SOUTH_LABELS "|Total Trade Count|Buy Trade Count|Sell Trade Count", "2|1|1|9|4|4",
      "(4 + 4 is not 9)" },
    { "2026-08-21", "SSE Northbound", "Total Turnover", "2", "it lacks SZSE Southbound" },
  };
  g_autofree char *first = make_market ("2026-08-21", "SSE Southbound", 1, SOUTH_LABELS, "2|1|1");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *second = make_market (cases[i].day, cases[i].market, 1, cases[i].labels,
                                             cases[i].figures);
      g_autofree char *text = g_strdup_printf ("tabData = [%s,%s];", first, second);

      g_test_message ("case %zu", i);
      check_refused (text, cases[i].words);
    }
}

static void
test_shapes (void)
{
  g_autofree char    *good = make_south ("2|1|1", "2|1|1");
  g_autoptr (GString) twice = g_string_new (good);
  g_autofree char    *alone = make_market ("2026-08-21", "SSE Southbound", 1, SOUTH_LABELS,
                                           "2|1|1");
  g_autofree char    *leg = g_strdup_printf ("tabData = [%s];", alone);

  check_refused (leg, "it lacks SZSE Southbound");
  /* The keys of one object, twice. */
  g_string_replace (twice, "\"tradingDay\":1", "\"market\":\"x\" ", 1);
  check_refused (twice->str, "twice");
  check_refused ("", "empty");
  check_refused ("tabData = [];", "none of the markets");
  check_refused ("tabData = {};", "an array");
  check_refused ("tabData = [{}];", "a market such as");
  check_refused ("tabData = [{\"market\":\"SSE Southbound\"}];", "expected a date");
  check_refused ("<!DOCTYPE html><html><body>Page not found</body></html>", "web page");
  check_refused ("  \xef\xbb\xbf<html>", "not as expected");
}

/* A total that the file states, and the Chinese labels. */
static void
test_stated_total (void)
{
  static const char       chinese[] = "總成交額|買入成交額|賣出成交額";
  g_autofree char        *legs = make_south ("2|1|1", "3|1|2");
  g_autofree char        *good = make_market ("2026-08-21", "Southbound", 1, chinese, "5|2|3");
  g_autofree char        *bad = make_market ("2026-08-21", "Southbound", 1, SOUTH_LABELS, "6|3|3");
  g_autofree char        *agreed = NULL;
  g_autofree char        *disputed = NULL;
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  legs[strlen (legs) - 2] = '\0';
  agreed = g_strdup_printf ("%s,%s]", legs, good);
  disputed = g_strdup_printf ("%s,%s]", legs, bad);

  reading = parse_text (agreed, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "turnover"), ==, 5e6);
  check_refused (disputed, "legs do not add up to the total it states for Southbound");
}

static void
test_days (void)
{
  static const struct
  {
    const char *day;
    const char *words; /* NULL where it is read */
  } cases[] = {
    { "2026-11-19", NULL },
    { "2026-11-20", NULL },
    { "2026-11-23", "had not ended" },
    { "2026-11-21", "no weekday" },
    { "2026-11-22", "no weekday" },
    { "2027-08-20", "had not ended" },
    /* Shanghai alone, before Shenzhen joined. */
    { "2016-12-02", NULL },
    { "2016-12-05", "it lacks SZSE Southbound" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *shanghai = make_market (cases[i].day, "SSE Southbound", 1,
                                                      SOUTH_LABELS, "2|1|1");
      g_autofree char        *shenzhen = make_market (cases[i].day, "SZSE Southbound", 1,
                                                      SOUTH_LABELS, "2|1|1");
      bool                    alone = g_str_has_prefix (cases[i].day, "2016");
      g_autofree char        *text = g_strdup_printf ("tabData = [%s%s%s];", shanghai,
                                               alone ? "" : ",", alone ? "" : shenzhen);
      g_autoptr (TideReading) reading = NULL;
      g_autoptr (GError)      error = NULL;

      g_test_message ("%s", cases[i].day);
      if (cases[i].words != NULL)
        {
          check_refused (text, cases[i].words);
          continue;
        }

      reading = parse_text (text, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "turnover"), ==,
                         alone ? 2e6 : 4e6);
    }
}

/* Another day's file in place of the one asked for. */
static void
test_other_day (void)
{
  g_autofree char        *text = make_south ("2|1|1", "2|1|1");
  g_autoptr (TideReading) reading = NULL;
  g_autoptr (GError)      error = NULL;

  reading = parse (text, strlen (text), tide_day_from_ymd (2026, 8, 24), 200, &error);
  g_assert_null (reading);
  g_assert_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
  g_assert_nonnull (strstr (error->message, "repeated session"));
  g_assert_nonnull (strstr (error->message, "2026-08-24"));
  g_assert_nonnull (strstr (error->message, "2026-08-21"));
}

static void
test_closed (void)
{
  static const struct
  {
    int         trading;
    const char *figures;
  } cases[] = { { 0, "-|-|-" }, { 0, "2|1|1" }, { 1, "0.00|0.00|0.00" } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *open = make_market ("2026-08-21", "SSE Southbound", 1, SOUTH_LABELS,
                                                  "2|1|1");
      g_autofree char        *closed = make_market ("2026-08-21", "SZSE Southbound",
                                                    cases[i].trading, SOUTH_LABELS,
                                                    cases[i].figures);
      g_autofree char        *text = g_strdup_printf ("tabData = [%s,%s];", open, closed);
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = parse_text (text, &error);

      g_test_message ("case %zu", i);
      g_assert_no_error (error);
      g_assert_cmpuint (reading->batches->len, ==, 1);
      g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH/SH", "turnover"), ==, 2e6);
      g_assert_cmpuint (tide_reading_count (reading, TIDE_PROBLEM_NOTE), ==, 1);
      g_assert_nonnull (strstr (reading->problems[0].sentence, "SZSE Southbound did not trade"));
    }
}

/* What goes north was bought and sold in public until 16 August 2024. */
static void
test_northbound_ends (void)
{
  static const struct
  {
    const char *day;
    const char *quota;
    double      net;
    double      balance;
  } cases[] = {
    { "2024-08-16", "52,000.00", -1e6, 104000e6 },
    { "2024-08-16", "999,999,999", -1e6, (double) NAN },
    { "2024-08-19", "52,000.00", (double) NAN, (double) NAN },
    { "2026-08-21", "999,999,999", (double) NAN, (double) NAN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char        *figures = g_strdup_printf ("2.5|1|1.5|%s", cases[i].quota);
      g_autofree char        *shanghai = make_market (cases[i].day, "SSE Northbound", 1,
                                                      SOUTH_LABELS "|DQB", figures);
      g_autofree char        *shenzhen = make_market (cases[i].day, "SZSE Northbound", 1,
                                                      SOUTH_LABELS "|DQB", figures);
      g_autofree char        *text = g_strdup_printf ("tabData = [%s,%s];", shanghai, shenzhen);
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = parse_text (text, &error);

      g_test_message ("case %zu", i);
      g_assert_no_error (error);
      g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/NORTH", "turnover"), ==, 5e6);
      tide_test_assert_close (get_value (reading, "STOCK-CONNECT/NORTH", "net_buy"),
                              cases[i].net, 0.0);
      tide_test_assert_close (get_value (reading, "STOCK-CONNECT/NORTH", "quota_balance"),
                              cases[i].balance, 0.0);
    }
}

/* Cut off at any byte the file says nothing, or all it says. */
static void
test_truncated (void)
{
  g_autofree char *text = make_south ("3|1|2", "5|3|2");
  size_t           length = strlen (text);

  for (size_t i = 0; i < length; i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideReading) reading = parse (text, i, TIDE_DAY_NONE, 0, &error);

      g_assert_true ((reading == NULL) == (error != NULL));
      g_assert_true (reading == NULL || i == length - 1);
      if (reading != NULL)
        g_assert_cmpfloat (get_value (reading, "STOCK-CONNECT/SOUTH", "turnover"), ==, 8e6);
    }
}

static void
test_statuses (void)
{
  static const char       page[] = "<!DOCTYPE html><html><body>gone</body></html>";
  TideDay                 day = tide_day_from_ymd (2026, 8, 21);
  g_autoptr (TideReading) closed = parse (page, strlen (page), day, 404, NULL);
  g_autoptr (GError)      busy = NULL;
  g_autoptr (GError)      shown = NULL;

  g_assert_cmpuint (closed->batches->len, ==, 0);
  g_assert_cmpuint (tide_reading_count (closed, TIDE_PROBLEM_CLOSED), ==, 1);
  g_assert_null (parse ("x", 1, day, 403, &busy));
  g_assert_error (busy, TIDE_NET_ERROR, TIDE_NET_ERROR_STATUS);
  g_assert_null (parse (page, strlen (page), day, 200, &shown));
  g_assert_error (shown, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD);
  g_assert_nonnull (strstr (shown->message, "of 2026-08-21 is a web page"));
}

static void
test_requests (void)
{
  static const struct
  {
    const char *since;
    size_t      n_steps;
    const char *first;
    const char *last;
  } cases[] = {
    { "2026-11-16", 5, "20261116", "20261120" },
    { "2026-11-14", 5, "20261116", "20261120" },
    { "2026-11-20", 1, "20261120", "20261120" },
    { "2026-11-21", 0, NULL, NULL },
    { "2027-01-01", 0, NULL, NULL },
    { NULL, 12, "20261105", "20261120" },
    { "2014-01-01", TIDE_PROVIDER_HKEX_MAX_STEPS, "20251124", "20261120" },
  };
  g_autoptr (TideProvider) provider = tide_provider_hkex_new ("http://127.0.0.1:1");
  TideProviderAsk          odd = { "9988.HK", TIDE_DAY_NONE, LATER, 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideProviderAsk ask = { .symbol = "STOCK-CONNECT", .since = TIDE_DAY_NONE, .now = LATER };

      g_test_message ("case %zu", i);
      if (cases[i].since != NULL)
        ask.since = tide_day_parse (cases[i].since, strlen (cases[i].since));
      g_assert_cmpuint (tide_provider_count_steps (provider, &ask), ==, cases[i].n_steps);
      for (size_t j = 0; j < 2 && cases[i].first != NULL; j++)
        {
          g_autofree char *expected = g_strdup_printf (
            "http://127.0.0.1:1/eng/csm/DailyStat/data_tab_daily_%se.js",
            j == 0 ? cases[i].first : cases[i].last);
          g_autoptr (TideRequest) request = NULL;

          ask.step = j == 0 ? 0 : cases[i].n_steps - 1;
          request = tide_provider_build_request (provider, &ask, NULL);
          g_assert_cmpstr (request->uri, ==, expected);
        }
    }

  g_assert_null (tide_provider_build_request (provider, &odd, NULL));
}

static void
test_subjects (void)
{
  g_autoptr (TideProvider) provider = tide_provider_create ("hkex", NULL);
  g_autofree char         *south = tide_provider_dup_subject (provider, "STOCK-CONNECT/SOUTH");
  g_autofree char         *leg = tide_provider_dup_subject (provider, "STOCK-CONNECT/NORTH/SZ");

  g_assert_cmpstr (south, ==, "STOCK-CONNECT");
  g_assert_cmpstr (leg, ==, south);
  g_assert_null (tide_provider_dup_subject (provider, "9988.HK"));
  g_assert_null (tide_provider_dup_subject (provider, "STOCK-CONNECT/SOUTH/SECTOR/TECH"));
  g_assert_cmpint (tide_provider_get_info (provider)->provider_class, ==, TIDE_PROVIDER_OFFICIAL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/hkex/recorded", test_recorded);
  g_test_add_func ("/net/hkex/recorded-top10", test_recorded_top10);
  g_test_add_func ("/net/hkex/figures", test_figures);
  g_test_add_func ("/net/hkex/refused", test_refused);
  g_test_add_func ("/net/hkex/shapes", test_shapes);
  g_test_add_func ("/net/hkex/stated-total", test_stated_total);
  g_test_add_func ("/net/hkex/days", test_days);
  g_test_add_func ("/net/hkex/other-day", test_other_day);
  g_test_add_func ("/net/hkex/closed", test_closed);
  g_test_add_func ("/net/hkex/northbound-ends", test_northbound_ends);
  g_test_add_func ("/net/hkex/truncated", test_truncated);
  g_test_add_func ("/net/hkex/statuses", test_statuses);
  g_test_add_func ("/net/hkex/requests", test_requests);
  g_test_add_func ("/net/hkex/subjects", test_subjects);

  return g_test_run ();
}
