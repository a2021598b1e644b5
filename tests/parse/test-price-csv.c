// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "parse/tide-parse-error.h"
#include "parse/tide-price-csv.h"

#define TODAY "2026-11-21"
#define NO_DAY "expected a day of the calendar, such as 2025-02-20\n"
#define NO_NUMBER "expected a number such as 1234.5, or nothing\n"
#define NOT_LATER "expected a day not after " TODAY "\n"

/* Options by name, so that a table can hold them. */
typedef struct
{
  const char   *symbol;
  const char   *stem;
  const char   *source;
  const char   *field;
  const char   *currency;
  const char   *unit;
  const char   *frequency;
  const char   *basis;
  const char   *basis_day;
  TideDateOrder date_order;
  int           lag;
} Given;

static void
print_actions (GString         *out,
               const TideBatch *batch)
{
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (batch, &n_actions);
  char              day[TIDE_DAY_TEXT_SIZE];
  char              number[TIDE_DECIMAL_TEXT_SIZE];

  for (size_t i = 0; i < n_actions; i++)
    g_string_append_printf (out, " %s=%s:%s%s",
                            actions[i].kind == TIDE_ACTION_SPLIT ? "split" : "dividend",
                            tide_day_format (actions[i].ex_day, day),
                            tide_decimal_format (actions[i].value, number), actions[i].currency);
}

/* `9988.HK daily adjusted 2025-01-03 csv | close[HKD] | 2025-01-02 77.85 …` */
static void
print_batch (GString   *out,
             TideBatch *batch)
{
  char day[TIDE_DAY_TEXT_SIZE] = "-";
  char number[TIDE_DECIMAL_TEXT_SIZE];

  if (tide_batch_get_basis_day (batch) != TIDE_DAY_NONE)
    tide_day_format (tide_batch_get_basis_day (batch), day);
  g_string_append_printf (out, "%s %s %s %s %s |", tide_batch_get_instrument (batch)->symbol,
                          tide_frequency_to_string (tide_batch_get_frequency (batch)),
                          tide_basis_to_string (tide_batch_get_basis (batch)), day,
                          tide_batch_get_fetch (batch)->provider);
  for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
    {
      const TideBatchColumn *column = tide_batch_get_column (batch, i);
      g_autofree char       *unit = tide_unit_to_string (column->unit);

      g_string_append_printf (out, " %s[%s]", column->field, unit);
    }
  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    {
      tide_day_format (tide_batch_get_days (batch)[row], day);
      g_string_append_printf (out, " | %s", day);
      for (size_t i = 0; i < tide_batch_get_n_columns (batch); i++)
        {
          double value = tide_batch_get_values (batch, i)[row];

          g_string_append_printf (out, " %s",
                                  isnan (value) ? "~" : tide_decimal_format (value, number));
        }
    }
  print_actions (out, batch);
  if (tide_batch_get_lag (batch) != 0)
    g_string_append_printf (out, " lag=%d", tide_batch_get_lag (batch));
  g_string_append_c (out, '\n');
}

static bool
print_batch_cb (TideBatch *batch,
                gpointer   user_data,
                GError   **error)
{
  print_batch (user_data, batch);
  return true;
}

static void
print_problems (GString         *out,
                const char      *what,
                const GPtrArray *problems)
{
  for (unsigned int i = 0; i < problems->len; i++)
    {
      g_autofree char *sentence = tide_price_problem_to_string (g_ptr_array_index (problems, i));

      g_string_append_printf (out, "%s %s\n", what, sentence);
    }
}

static TidePriceCsv *
make_reader (const Given  *given,
             TideBatchFunc func,
             gpointer      user_data)
{
  TidePriceCsvOptions options = TIDE_PRICE_CSV_OPTIONS_INIT;
  TideFrequency       frequency;
  TideBasis           basis;

  options.symbol = given->symbol;
  options.stem = given->stem != NULL ? given->stem : "9988.HK";
  options.source = given->source;
  options.field = given->field;
  options.currency = given->currency;
  options.unit = given->unit;
  options.date_order = given->date_order;
  options.today = tide_day_parse (TODAY, strlen (TODAY));
  options.lag = given->lag != 0 ? &given->lag : NULL;
  if (given->frequency != NULL && tide_frequency_parse (given->frequency, &frequency))
    options.frequency = &frequency;
  if (given->basis != NULL && tide_basis_parse (given->basis, &basis))
    options.basis = &basis;
  if (given->basis_day != NULL)
    options.basis_day = tide_day_parse (given->basis_day, 10);

  return tide_price_csv_new (&options, func, user_data);
}

/* Reads in pieces of `step`, and prints batches and problems, or the error. */
static char *
read_file (const char  *text,
           size_t       length,
           const Given *given,
           size_t       step)
{
  g_autoptr (GString)       out = g_string_new (NULL);
  g_autoptr (TidePriceCsv)  reader = make_reader (given, print_batch_cb, out);
  g_autoptr (GError)        error = NULL;
  const TidePriceCsvReport *report;
  bool                      read = true;

  for (size_t i = 0; read && i < length; i += step)
    {
      size_t           size = MIN (step, length - i);
      g_autofree char *piece = g_memdup2 (text + i, size);

      read = tide_price_csv_feed (reader, piece, size, &error);
    }

  if (!read || !tide_price_csv_finish (reader, &error))
    {
      g_assert_true (error->domain == TIDE_PARSE_ERROR);
      return g_strdup_printf ("error %d: %s", error->code, error->message);
    }

  report = tide_price_csv_get_report (reader);
  print_problems (out, "rejected", report->rejected);
  print_problems (out, "flagged", report->flagged);
  g_assert_cmpuint (report->n_rows, ==, report->n_kept + report->n_rejected);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

typedef struct
{
  const char *text;
  Given       given;
  const char *expected; /* its beginning, for an error */
} Case;

static void
check_cases (const Case *cases,
             size_t      n_cases)
{
  static const size_t steps[] = { 1 << 20, 1, 7 };

  for (size_t i = 0; i < n_cases; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (steps); j++)
      {
        g_autofree char *found = read_file (cases[i].text, strlen (cases[i].text), &cases[i].given,
                                            steps[j]);

        g_test_message ("case %zu in pieces of %zu", i, steps[j]);
        if (g_str_has_prefix (cases[i].expected, "error"))
          g_assert_true (strncmp (found, "error", 5) == 0 &&
                         strstr (found, cases[i].expected + 6) != NULL);
        else
          g_assert_cmpstr (found, ==, cases[i].expected);
      }
}

static void
test_knows_shapes (void)
{
  static const Case cases[] = {
    /* yfinance */
    {
      "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
      "2025-01-02 00:00:00+08:00,1.5,2,1,1.75,100,0.0,0.0\n"
      "2025-01-03 00:00:00+08:00,1.75,2,1.5,1.8,0,0.25,4.0\n",
      { 0 },
      "9988.HK daily adjusted 2025-01-03 csv | open[HKD] high[HKD] low[HKD] close[HKD] "
      "volume[shares] | 2025-01-02 1.5 2 1 1.75 100 | 2025-01-03 1.75 2 1.5 1.8 0"
      " split=2025-01-03:4 dividend=2025-01-03:0.25HKD\n",
    },
    /* the same, columns in another order and case */
    {
      "VOLUME,close,Stock Splits,DATE,high,low,open,dividends\n"
      "100,1.75,0,2025-01-02,2,1,1.5,0\n",
      { .stem = "AAPL" },
      "AAPL daily adjusted 2025-01-02 csv | volume[shares] close[USD] high[USD] low[USD] "
      "open[USD] | 2025-01-02 100 1.75 2 1 1.5\n",
    },
    /* Yahoo's web page */
    {
      "Date,Open,High,Low,Close,Adj Close,Volume\n2025-01-02,1,2,1,1.5,1.25,7\n"
      "2025-01-03,null,null,null,null,null,null\n",
      { .stem = "^IXIC" },
      "^IXIC daily split 2025-01-03 csv | open[index] high[index] low[index] close[index] "
      "volume[shares] | 2025-01-02 1 2 1 1.5 7 | 2025-01-03 ~ ~ ~ ~ ~\n",
    },
    /* Stooq */
    {
      "Date,Open,High,Low,Close,Volume\n2025-01-02,1,2,1,1.5,7\n",
      { .symbol = "aapl" },
      "AAPL daily adjusted 2025-01-02 csv | open[USD] high[USD] low[USD] close[USD] "
      "volume[shares] | 2025-01-02 1 2 1 1.5 7\n",
    },
    {
      "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
      "700.HK,D,20250102,000000,1,2,1,1.5,7,0\n",
      { 0 },
      "0700.HK daily adjusted 2025-01-02 csv | open[HKD] high[HKD] low[HKD] close[HKD] "
      "volume[shares] | 2025-01-02 1 2 1 1.5 7\n",
    },
    {
      "<TICKER>,<PER>,<DATE>,<CLOSE>\nAAPL.US,D,20250102,1\nAAPL.US,D,20250103,2\n",
      {
        .symbol = "AAPL",
        .basis = "quoted",
      },
      "AAPL daily quoted - csv | close[USD] | 2025-01-02 1 | 2025-01-03 2\n"
      "flagged line 3, column 4 (<CLOSE>), AAPL, 2025-01-03: found a move of +100.0 %, expected "
      "at most 50 % from one row to the next\n",
    },
    /* a date and one value */
    {
      "date,value\n2025-01-31,17.4\n2025-02-28,18\n2025-03-31,18.5x\n",
      { .symbol = "HSTECH.HK", .field = "pe_fwd", .source = "csv:desk", .lag = 3 },
      "HSTECH.HK monthly quoted - csv:desk | pe_fwd[multiple] | 2025-01-31 17.4 | 2025-02-28 18 "
      "| 2025-03-31 18.5 lag=3\n",
    },
    {
      "date,value\n2025-02,3.85%\n2025-03,0.04\n",
      {
        .symbol = "gs-prime",
        .field = "allocation",
      },
      "GS-PRIME monthly quoted - csv | allocation[share] | 2025-02-28 0.0385 | 2025-03-31 0.04\n",
    },
    {
      "day;Sentiment\n2025-01-02;0,5\n",
      {
        .symbol = "X",
        .field = "mood",
        .unit = "index",
        .frequency = "weekly",
      },
      "X weekly quoted - csv | mood[index] | 2025-01-02 0.5\n",
    },
    {
      "Date,Open,High,Low,Close,Volume\n2025-01-02,1,2,1,1.5,7\n",
      {
        .field = "close",
        .basis = "split",
        .basis_day = "2025-06-30",
      },
      "9988.HK daily split 2025-06-30 csv | close[HKD] | 2025-01-02 1.5\n",
    },
    /* columns named by fields */
    {
      "date,turnover,buy,sell,net_buy\n2025-01-02,100,60,40,20\n2025-01-03,,,,-5\n",
      { .symbol = "STOCK-CONNECT/SOUTH" },
      "STOCK-CONNECT/SOUTH daily quoted - csv | turnover[HKD] buy[HKD] sell[HKD] net_buy[HKD] "
      "| 2025-01-02 100 60 40 20 | 2025-01-03 ~ ~ ~ -5\n",
    },
    /* many instruments, interleaved, with a symbol in two spellings */
    {
      "symbol,date,open,high,low,close,volume\n700.HK,2025-01-02,1,2,1,1.5,7\n"
      "BABA,2025-01-02,3,4,3,3.5,8\n0700.hk,2025-01-03,1,2,1,1.6,9\n",
      { 0 },
      "0700.HK daily quoted - csv | open[HKD] high[HKD] low[HKD] close[HKD] volume[shares] | "
      "2025-01-02 1 2 1 1.5 7 | 2025-01-03 1 2 1 1.6 9\n"
      "BABA daily quoted - csv | open[USD] high[USD] low[USD] close[USD] volume[shares] | "
      "2025-01-02 3 4 3 3.5 8\n",
    },
    /* Tidemark's own */
    {
      "# tidemark basis=split basis_day=2024-12-31 source=yahoo currency=GBp symbol=AZN.L\n"
      "date,close,volume,my_score\n2025-01-02,100.5,0,7\n2025-01-03,,3,\n",
      { .stem = "backup" },
      "AZN.L daily split 2024-12-31 yahoo | close[GBp] volume[shares] my_score[plain] | "
      "2025-01-02 100.5 0 7 | 2025-01-03 ~ 3 ~\n",
    },
    {
      "# tidemark basis=quoted basis_day= source=csv frequency=weekly currency=\n"
      "date,close\n2025-01-02,100.5\n",
      {
        .stem = "^VIX",
        .source = "csv:mine",
      },
      "^VIX weekly quoted - csv:mine | close[index] | 2025-01-02 100.5\n",
    },
    /* pandas without index name; a title, a comment and a footer */
    {
      ",close\n2025-01-02,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1\n",
    },
    {
      "Alibaba Group\nCurrency,HKD\n\n# note\nDate,PX_LAST\n2025-01-02,1\n\n"
      "Source: somebody\n",
      { .currency = "USD" },
      "9988.HK daily quoted - csv | close[USD] | 2025-01-02 1\n",
    },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_reads_any_writing (void)
{
  static const Case cases[] = {
    {
      "Datum;Close\r\n02.01.2025;1.234,5\r\n03.01.2025;77,85\r\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1234.5 | 2025-01-03 77.85\n"
      "flagged line 3, column 2 (Close), 2025-01-03: found a move of -93.7 %, expected at most "
      "50 % from one row to the next\n",
    },
    {
      "date;close\n2025-01-02;1,234\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1.234\n",
    },
    {
      "date\tclose\n2025-01-02\t1,234\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1234\n",
    },
    {
      "\"date\",\"close\"\n\"2025-01-02\",\"77,85\"\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 77.85\n",
    },
    {
      "date,close\n2025-01-02,\"1,234.5\"\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1234.5\n",
    },
    {
      "date|close\r2025-01-02|1\r",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1\n",
    },
    {
      "\xef\xbb\xbf"
      "date,close,note\n2025-01-02,1,\"a\nb\"\n2025-01-03,1,\"\"\"x\"\"\"",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1 | 2025-01-03 1\n",
    },
    /* 日期,收盘价 in GBK */
    {
      "\xc8\xd5\xc6\xda,\xca\xd5\xc5\xcc\xbc\xdb\n2025/1/2,1.5\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1.5\n",
    },
    /* days in any order; of two rows of a day the later one in the file */
    {
      "date,close\n2025-01-06,3\n2025-01-02,1\n2025-01-03,2\n2025-01-02,1.1\n",
      { .basis = "adjusted" },
      "9988.HK daily adjusted 2025-01-06 csv | close[HKD] | 2025-01-02 1.1 | 2025-01-03 2 | "
      "2025-01-06 3\n"
      "flagged line 5, column 2 (close), 2025-01-02: found 1.1 where an earlier row of that day "
      "has 1, expected one row for a day; the later one was kept\n"
      "flagged line 4, column 2 (close), 2025-01-03: found a move of +81.8 %, expected at most "
      "50 % from one row to the next\n",
    },
    /* slashes: decided by a later row, by an earlier one, and by the option */
    {
      "date,close\n02/01/2025,1\n03/01/2025,1\n13/01/2025,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1 | 2025-01-03 1 | 2025-01-13 1\n",
    },
    {
      "date,close\n01/31/2025,1\n02/03/2025,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-31 1 | 2025-02-03 1\n",
    },
    {
      "date,close\n01/02/2025,1\n01/31/2025,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1 | 2025-01-31 1\n",
    },
    {
      "date,close\n11/02/2025,1\n",
      { .date_order = TIDE_DATE_ORDER_DMY },
      "9988.HK daily quoted - csv | close[HKD] | 2025-02-11 1\n",
    },
    {
      "date,close\n11/02/2025,1\n",
      { .date_order = TIDE_DATE_ORDER_MDY },
      "9988.HK daily quoted - csv | close[HKD] | 2025-11-02 1\n",
    },
    {
      "date,close\n05/05/2025,1\n06/06/2025,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-05-05 1 | 2025-06-06 1\n",
    },
    /* a day that turns out to be in the future when the order is decided */
    {
      "date,close\n02/12/2026,1\n13/01/2025,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-13 1\n"
      "rejected line 2, column 1 (date), 2026-12-02: found “2026-12-02”, " NOT_LATER,
    },
    /* a column of serial numbers */
    {
      "date,close\n45659,1\n45660,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1 | 2025-01-03 1\n",
    },
    {
      "date,close\n20-Feb-25,1\n21-Feb-25,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-02-20 1 | 2025-02-21 1\n",
    },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_names_what_it_rejects (void)
{
  static const Case cases[] = {
    {
      "date,close\n2025-02-29,1\n1900,1\n20255,1\nyesterday,1\n,1\n2026-11-22,1\n2025-01-02,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1\n"
      "rejected line 2, column 1 (date): found “2025-02-29”, " NO_DAY
      "rejected line 3, column 1 (date): found “1900”, " NO_DAY
      "rejected line 4, column 1 (date): found “20255”, " NO_DAY
      "rejected line 5, column 1 (date): found “yesterday”, " NO_DAY
      "rejected line 6, column 1 (date): found nothing, " NO_DAY
      "rejected line 7, column 1 (date), 2026-11-22: found “2026-11-22”, " NOT_LATER,
    },
    {
      "date,close\n2025-01-02,abc\n2025-01-03,NaN\n2025-01-06,Infinity\n2025-01-07,1e999\n"
      "2025-01-08,N/A\n2025-01-09,-\n2025-01-10,0\n2025-01-13,-1\n2025-01-14,$1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-03 ~ | 2025-01-08 ~ | 2025-01-09 ~\n"
      "rejected line 2, column 2 (close): found “abc”, " NO_NUMBER
      "rejected line 4, column 2 (close): found “Infinity”, expected a finite number\n"
      "rejected line 5, column 2 (close): found “1e999”, expected a finite number\n"
      "rejected line 8, column 2 (close): found “0”, expected a price above zero\n"
      "rejected line 9, column 2 (close): found “-1”, expected a price above zero\n"
      "rejected line 10, column 2 (close): found “$1”, " NO_NUMBER,
    },
    /* a rate and a flow may be negative */
    {
      "date,close\n2020-04-20,-37.63\n",
      { .symbol = "CLUSD=X" },
      "CLUSD=X daily quoted - csv | close[plain] | 2020-04-20 -37.63\n",
    },
    {
      "date,net_buy\n2025-01-02,-5\n2025-01-03,0\n",
      { .symbol = "STOCK-CONNECT/SOUTH" },
      "STOCK-CONNECT/SOUTH daily quoted - csv | net_buy[HKD] | 2025-01-02 -5 | 2025-01-03 0\n",
    },
    {
      "date,close\n2025-01-02\n2025-01-03,1,2\n2025-01-06,1,\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-06 1\n"
      "rejected line 2: found “2025-01-02”, expected 2 columns, as in the header\n"
      "rejected line 3: found “2025-01-03,1,2”, expected 2 columns, as in the header\n",
    },
    {
      "symbol,date,close\n???,2025-01-02,1\n,2025-01-02,1\nBABA,2025-01-02,x\n",
      { 0 },
      "rejected line 2, column 1 (symbol): found “???”, expected a symbol such as 9988.HK\n"
      "rejected line 3, column 1 (symbol): found nothing, expected a symbol such as 9988.HK\n"
      "rejected line 4, column 3 (close), BABA: found “x”, " NO_NUMBER,
    },
    /* a second header in the middle, as when files are joined */
    {
      "date,close\n2025-01-02,1\ndate,close\n2025-01-03,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1 | 2025-01-03 1\n"
      "rejected line 3, column 1 (date): found “date”, " NO_DAY,
    },
    /* the line is the physical one */
    {
      "date,note,close\n2025-01-02,\"a\nb\nc\",1\n2025-01-03,,x\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 1\n"
      "rejected line 5, column 3 (close): found “x”, " NO_NUMBER,
    },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_flags_and_keeps (void)
{
  static const Case cases[] = {
    {
      "date,open,high,low,close,volume\n2025-01-02,1,1,2,1,5\n2025-01-03,3,2,1,1.5,-5\n"
      "2025-01-06,1,2,1,2.00000001,0\n2025-01-07,1,2,1,2.000000001,0\n",
      { 0 },
      "9988.HK daily adjusted 2025-01-07 csv | open[HKD] high[HKD] low[HKD] close[HKD] "
      "volume[shares] | 2025-01-02 1 1 2 1 5 | 2025-01-03 3 2 1 1.5 -5 | 2025-01-06 1 2 1 "
      "2.00000001 0 | 2025-01-07 1 2 1 2.000000001 0\n"
      "flagged line 2, column 4 (low), 2025-01-02: found 2, expected a low not above the high\n"
      "flagged line 3, column 2 (open), 2025-01-03: found 3, expected a price from the low to the "
      "high\n"
      "flagged line 3, column 6 (volume), 2025-01-03: found -5, expected a quantity not below "
      "zero\n"
      "flagged line 4, column 5 (close), 2025-01-06: found 2.00000001, expected a price from the "
      "low to the high\n",
    },
    /* a lost print and back; the move is measured over gaps */
    {
      "date,close\n2025-01-02,100\n2025-01-03,0.03\n2025-01-06,NaN\n2025-01-07,100\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 100 | 2025-01-03 0.03 | 2025-01-06 ~ "
      "| 2025-01-07 100\n"
      "flagged line 3, column 2 (close), 2025-01-03: found a move of -100.0 %, expected at most "
      "50 % from one row to the next\n"
      "flagged line 5, column 2 (close), 2025-01-07: found a move of +333233.3 %, expected at "
      "most 50 % from one row to the next\n",
    },
    /* the same again is no news; other values for a day are */
    {
      "date,close,volume\n2025-01-03,10,5\n2025-01-02,9,4\n2025-01-03,10,5\n2025-01-02,9,\n"
      "2025-01-03,11,6\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] volume[shares] | 2025-01-02 9 ~ | 2025-01-03 11 6\n"
      "flagged line 5, column 3 (volume), 2025-01-02: found nothing where an earlier row of that "
      "day has 4, expected one row for a day; the later one was kept\n"
      "flagged line 6, column 2 (close), 2025-01-03: found 11 where an earlier row of that day "
      "has 10, expected one row for a day; the later one was kept\n",
    },
    {
      "date,close\n1970-01-01,1\n2025-01-02,1\n",
      { 0 },
      "9988.HK daily quoted - csv | close[HKD] | 1970-01-01 1 | 2025-01-02 1\n"
      "flagged line 2, column 1 (date), 1970-01-01: found 1970-01-01, where computers' clocks "
      "begin, expected a day near the other rows\n",
    },
    {
      "date,close\n1969-12-01,1\n1970-01-01,1\n1970-02-01,1\n",
      { 0 },
      "9988.HK monthly quoted - csv | close[HKD] | 1969-12-01 1 | 1970-01-01 1 | 1970-02-01 1\n",
    },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_refuses_whole_files (void)
{
  static const Case cases[] = {
    {
      "",
      { 0 },
      "error The file is empty",
    },
    {
      " \n\r\n",
      { 0 },
      "error The file is empty",
    },
    {
      "date,close\n",
      { 0 },
      "error has a header, but no row",
    },
    {
      "<!DOCTYPE html>\n<html lang=\"en\">",
      { 0 },
      "error a web page",
    },
    {
      "\n  <HTML><body>a,b</body>\n",
      { 0 },
      "error a web page",
    },
    {
      "{\"chart\":{\"result\":null}}",
      { 0 },
      "error a JSON document",
    },
    {
      "PK\003\004\024\001\b\001xl/workbook",
      { 0 },
      "error an Excel workbook",
    },
    {
      "\x1f\x8b\b\x01\x02\xff\xff",
      { 0 },
      "error a gzip archive",
    },
    {
      "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
      { 0 },
      "error a PDF document",
    },
    {
      "2025-01-02,77.85\n2025-01-03,78\n",
      { 0 },
      "error the file begins with “2025-01-02,77.85”",
    },
    {
      "Rank,Company\n1,Tencent\n",
      { 0 },
      "error No header was recognised",
    },
    {
      "date,foo,bar\n2025-01-02,1,2\n",
      { 0 },
      "error beside the date there is “foo”, “bar”",
    },
    {
      "date\n2025-01-02\n",
      { 0 },
      "error no column of values",
    },
    {
      "date,close,Close\n2025-01-02,1,2\n",
      { 0 },
      "error Columns 2 (“close”) and 3 (“Close”)",
    },
    {
      "date,day,close\n2025-01-02,1,2\n",
      { 0 },
      "error mean the same",
    },
    {
      "date,open,close\n2025-01-02,1,2\n",
      { .field = "pe_fwd" },
      "error but no column is called so; the columns are “open”, “close”",
    },
    {
      "date,close\n2025-01-02,1\n",
      { .field = "PE" },
      "error cannot be the name of a field",
    },
    {
      "date,close\n2025-01-02,1\n",
      { .unit = "furlong" },
      "error is no unit",
    },
    {
      "date,close\n2025-01-02,1\n",
      { .currency = "XQZ" },
      "error is no currency",
    },
    {
      "date,close\n2025-01-02,1\n",
      { .lag = -1 },
      "error A lag of -1 days",
    },
    {
      "date,close\n2025-01-02,1\n",
      { .stem = "\xe6\x94\xb6" },
      "error cannot be a symbol",
    },
    {
      "date,close\n11/02/2025,1\n12/02/2025,1\n",
      { 0 },
      "error “11/02/2025” on line 2 has two readings",
    },
    {
      "symbol,date,close\nA,2025-01-02,1\nB,2025-01-02,1\n",
      { .symbol = "C" },
      "error several instruments (“A”, another on line 3)",
    },
    {
      "date,close\n2025-01-02 15:30:00,1\n2025-01-02 15:45:00,1\n",
      { 0 },
      "error Line 3 is a second time of the same day",
    },
    {
      "date,close\n2025-01-02,\"1\n2025-01-03,1\n",
      { 0 },
      "error The quote opened on line 2 is not closed",
    },
    {
      "# tidemark basis=raw\ndate,close\n2025-01-02,1\n",
      { 0 },
      "error the basis “raw”",
    },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* NUL, which the tables above cannot hold. */
static void
test_survives_nul (void)
{
  static const char binary[] = "\x7f"
                               "ELF\1\1\1\0\0\0\0\0\0";
  static const char row[] = "symbol,date,close\nA,2025-01-02,1\nA\0B,2025-01-02,1\n"
                            "A,2025-01-03,1\0\nA,2025-01-06,2\n";
  const Given       given = { 0 };
  g_autofree char  *refused = read_file (binary, sizeof binary - 1, &given, 3);
  g_autofree char  *read = read_file (row, sizeof row - 1, &given, 3);

  g_test_message ("%s", read);
  g_assert_nonnull (strstr (refused, "not text (it holds control characters)"));
  g_assert_nonnull (strstr (read, "A daily quoted - csv | close[USD] | 2025-01-02 1 | "
                                  "2025-01-06 2\n"));
  g_assert_nonnull (strstr (read, "line 3, column 1 (symbol)"));
  g_assert_nonnull (strstr (read, "line 4, column 3 (close), A"));
}

static void
test_reads_utf16 (void)
{
  static const char      text[] = "date;close\n2025-01-02;77,85\n";
  const Given            given = { 0 };
  g_autoptr (GByteArray) wide = g_byte_array_new ();
  g_autofree char       *read = NULL;

  g_byte_array_append (wide, (const guint8 *) "\xff\xfe", 2);
  for (size_t i = 0; i < sizeof text - 1; i++)
    {
      const guint8 unit[] = { (guint8) text[i], 0 };

      g_byte_array_append (wide, unit, 2);
    }

  read = read_file ((const char *) wide->data, wide->len, &given, 5);
  g_assert_cmpstr (read, ==, "9988.HK daily quoted - csv | close[HKD] | 2025-01-02 77.85\n");
}

static void
test_counts_all_keeps_the_first (void)
{
  g_autoptr (GString)       text = g_string_new ("date,close\n");
  g_autoptr (GString)       out = g_string_new (NULL);
  const Given               given = { 0 };
  g_autoptr (TidePriceCsv)  reader = make_reader (&given, print_batch_cb, out);
  const TidePriceCsvReport *report;

  for (int i = 0; i < 2500; i++)
    g_string_append (text, "never,1\n");
  g_assert_true (tide_price_csv_feed (reader, text->str, text->len, NULL));
  g_assert_true (tide_price_csv_finish (reader, NULL));

  report = tide_price_csv_get_report (reader);
  g_assert_cmpuint (report->n_rejected, ==, 2500);
  g_assert_cmpuint (report->rejected->len, ==, TIDE_PRICE_CSV_KEPT_PROBLEMS);
  g_assert_cmpuint (report->n_batches, ==, 0);
}

typedef struct
{
  size_t   n_rows;
  size_t   most_rows;
  unsigned n_batches;
} Totals;

static bool
count_batch_cb (TideBatch *batch,
                gpointer   user_data,
                GError   **error)
{
  Totals *totals = user_data;
  size_t  n_rows = tide_batch_get_n_rows (batch);

  totals->n_rows += n_rows;
  totals->most_rows = MAX (totals->most_rows, n_rows);
  totals->n_batches++;
  return true;
}

static void
feed_bars (TidePriceCsv *reader,
           GString      *text,
           int           symbol,
           TideDay       day)
{
  char buffer[TIDE_DAY_TEXT_SIZE];

  g_string_append_printf (text, "S%d,%s,1,2,1,1.5,7\n", symbol, tide_day_format (day, buffer));
  if (text->len > 60000)
    {
      g_assert_true (tide_price_csv_feed (reader, text->str, text->len, NULL));
      g_string_truncate (text, 0);
    }
}

/* Grouped by instrument, a batch goes as soon as the next group begins; grouped
 * by day, in as few parts as the bound on memory allows. */
static void
test_bounds_what_it_holds (void)
{
  for (int by_day = 0; by_day < 2; by_day++)
    {
      g_autoptr (GString)      text = g_string_new ("symbol,date,open,high,low,close,volume\n");
      Totals                   totals = { 0 };
      const Given              given = { 0 };
      g_autoptr (TidePriceCsv) reader = make_reader (&given, count_batch_cb, &totals);

      for (int i = 0; i < 1000; i++)
        for (int j = 0; j < 1000; j++)
          feed_bars (reader, text, by_day ? j : i, 10000 + (by_day ? i : j));

      g_assert_true (tide_price_csv_feed (reader, text->str, text->len, NULL));
      g_assert_cmpuint (totals.n_batches, ==, by_day ? 1000 : 999);
      g_assert_true (tide_price_csv_finish (reader, NULL));
      g_assert_cmpuint (totals.n_rows, ==, 1000000);
      g_assert_cmpuint (totals.n_batches, ==, by_day ? 2000 : 1000);
      g_assert_cmpuint (tide_price_csv_get_report (reader)->n_instruments, ==, 1000);
    }
}

static bool
refuse_batch_cb (TideBatch *batch,
                 gpointer   user_data,
                 GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return false;
}

static void
test_stops_when_told (void)
{
  static const char        text[] = "date,close\n2025-01-02,1\n";
  const Given              given = { 0 };
  g_autoptr (TidePriceCsv) reader = make_reader (&given, refuse_batch_cb, NULL);
  g_autoptr (GError)       error = NULL;

  g_assert_true (tide_price_csv_feed (reader, text, sizeof text - 1, &error));
  g_assert_false (tide_price_csv_finish (reader, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/price-csv/knows-shapes", test_knows_shapes);
  g_test_add_func ("/parse/price-csv/reads-any-writing", test_reads_any_writing);
  g_test_add_func ("/parse/price-csv/names-what-it-rejects", test_names_what_it_rejects);
  g_test_add_func ("/parse/price-csv/flags-and-keeps", test_flags_and_keeps);
  g_test_add_func ("/parse/price-csv/refuses-whole-files", test_refuses_whole_files);
  g_test_add_func ("/parse/price-csv/survives-nul", test_survives_nul);
  g_test_add_func ("/parse/price-csv/reads-utf16", test_reads_utf16);
  g_test_add_func ("/parse/price-csv/counts-all-keeps-the-first", test_counts_all_keeps_the_first);
  g_test_add_func ("/parse/price-csv/bounds-what-it-holds", test_bounds_what_it_holds);
  g_test_add_func ("/parse/price-csv/stops-when-told", test_stops_when_told);

  return g_test_run ();
}
