// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-memory-source.h"
#include "tide-test-common.h"

#define SEED 20250127
#define ROWS 400

/* A price that walks at random, with gaps and some equal neighbours. */
static void
add_random (TideMemorySource *source,
            GRand            *random,
            const char       *symbol)
{
  double values[ROWS];
  double level = 50.0;

  for (size_t i = 0; i < ROWS; i++)
    {
      level *= 1.0 + g_rand_double_range (random, -0.05, 0.05) * g_rand_int_range (random, 0, 3);
      values[i] = g_rand_int_range (random, 0, 8) == 0 ? NAN : level;
    }
  tide_memory_source_add_values (source, symbol, "close", tide_unit_of_currency ("HKD"),
                                 "2023-06-01", values, ROWS);
}

static TideMemorySource *
make_source (GRand *random)
{
  TideMemorySource *source = tide_memory_source_new (NULL);

  add_random (source, random, "0700.HK");
  add_random (source, random, "9988.HK");
  add_random (source, random, "HKD=X");
  tide_memory_source_add_list (source, "Both", "0700.HK 9988.HK");
  return source;
}

static TideResult *
evaluate (TideMemorySource *source,
          const char       *text,
          TideDay           as_of)
{
  TideMoment               moment = TIDE_MOMENT_LATEST;
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideFormula)  formula = tide_formula_parse (text, -1, &error);
  static const char *const symbols[] = { "0700.HK", "9988.HK" };
  TideRows                 rows = { symbols, 2, "9988.HK" };
  g_autoptr (GPtrArray)    results = NULL;

  g_assert_no_error (error);
  moment.as_of = as_of;
  tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, symbols, 1, &moment,
                              TIDE_EVALUATE_PLAIN, NULL, &results, &error);
  g_assert_no_error (error);
  return tide_result_ref (results->pdata[0]);
}

static double
get_number (TideMemorySource *source,
            const char       *text)
{
  g_autoptr (TideResult) result = evaluate (source, text, TIDE_DAY_MAX);

  if (tide_result_get_data (result)->kind == TIDE_VALUE_MISSING)
    return NAN;
  return tide_result_get_data (result)->number;
}

/* What holds of any history: each formula is true. */
static const char *const truths[] = {
  ("abs((1 + change(close, from=2024-01-02, to=2024-03-01)) * "
   "(1 + change(close, from=2024-03-01, to=2024-06-03)) / "
   "(1 + change(close, from=2024-01-02, to=2024-06-03)) - 1) < 0.000000000001"),
  "abs(change(rebase(close, 2024-01-02), 3M) - change(close, 3M)) < 0.000000000001",
  "abs(last(rebase(close, 2024-01-02, 7)) / close * at(close, 2024-01-02) - 7) < 0.00000000001",
  "percentile(close, 200D) >= 1 / 200 and percentile(close, 200D) <= 1",
  "percentile(close, 200D, method=\"strict\") < percentile(close, 200D)",
  "max(drawdown(close), MAX) <= 0",
  "min(drawdown(close), 1Y) = max_drawdown(close, 1Y)",
  "max_drawdown(close, MAX) <= max_drawdown(close, 1Y)",
  "min(drawdown(close), MAX) = max_drawdown(close, MAX)",
  ("last(drawdown(close)) = close / max(close, MAX) - 1"
   " or abs(last(drawdown(close)) - (close / max(close, MAX) - 1)) < 0.000000000001"),
  "rise(close, 1Y) >= 0 and fall(close, 1Y) <= 0",
  "min(close, 1Y) <= mean(close, 1Y) and mean(close, 1Y) <= max(close, 1Y)",
  "quantile(close, 0, 1Y) = min(close, 1Y) and quantile(close, 1, 1Y) = max(close, 1Y)",
  "quantile(close, 0.5, 1Y) = median(close, 1Y)",
  "at(close, min_day(close, 1Y)) = min(close, 1Y)",
  "at(close, max_day(close, 1Y)) = max(close, 1Y)",
  ("abs((1 + relative(close, close(\"9988.HK\"), 3M)) * "
   "(1 + relative(close(\"9988.HK\"), close, 3M)) - 1) < 0.000000000001"),
  "sign(relative(close, close(\"9988.HK\"), 3M)) = sign(excess(close, close(\"9988.HK\"), 3M))",
  "count(close, 60D) = 60 and count(returns(close), 60D) = 60",
  ("lag(close, 1D) = close / (1 + last(returns(close)))"
   " or abs(lag(close, 1D) * (1 + last(returns(close))) / close - 1) < 0.000000000001"),
  "stdev(close, 1Y) >= 0 and stdev(close - close, 1Y) = 0",
  "band(close, 1Y, 0) = mean(close, 1Y)",
  "gap_to_record(close) >= 0",
  "abs(sum(close, 60D) - 60 * mean(close, 60D)) < 0.00000001",
  "sign(streak(close)) = sign(change(close, 1D))",
  "abs(last(cumulate(close)) - sum(close, MAX)) < 0.00000001",
  "last(cumulate(close, 60D)) = sum(close, 60D) and count(cumulate(close, 60D), MAX) = 60",
  "first(cumulate(close, 60D), MAX) = first(close, 60D)",
  ("last(resample(close, M, \"last\")) = close and max(resample(close, Q, \"max\"), MAX) = "
   "max(close, MAX)"),
  "last(resample(close, M, \"mean\")) = mean(close, MTD)",
  "last(resample(close, Y, \"sum\")) = sum(close, YTD)",
  "change(resample(close, M, \"last\"), 1D) = change(close, MTD)",
  "count(resample(close, M, \"min\"), 12D) = 12",
  "last(sma(close, 20)) = mean(close, 20D) and last(sma(close, 1)) = close",
  "last(rolling_mean(close, 1M)) = mean(close, 1M)",
  "last(rolling_stdev(close, 60D)) = stdev(close, 60D)",
  "last(rolling_percentile(close, 1Y)) = percentile(close, 1Y)",
  "bollinger_lower(close) <= mean(close, 20D) and mean(close, 20D) <= bollinger_upper(close)",
  "abs(bollinger_upper(close) + bollinger_lower(close) - 2 * mean(close, 20D)) < 0.00000001",
  "max(ema(close, 10), MAX) <= max(close, MAX) and min(ema(close, 10), MAX) >= min(close, MAX)",
  "min(rsi(close), MAX) >= 0 and max(rsi(close), MAX) <= 100",
  "abs(rsi(close) + rsi(100 - close) - 100) < 0.0000001",
  "last(macd(close, 12, 26)) = ema(close, 12) - ema(close, 26)",
  "last(macd_signal(close)) = last(ema(macd(close), 9))",
  "volatility(close, 60D) = stdev(returns(close, method=\"log\"), 60D) * sqrt(252)",
  "sharpe(close, 60D, 0%) = mean(returns(close), 60D) * sqrt(252) / stdev(returns(close), 60D)",
  "abs(beta(close, close, 60D) - 1) < 0.000000000001",
  "abs(correlation(close, close, 60D) - 1) < 0.000000000001",
  "abs(correlation(close, close(\"9988.HK\"), 1Y)) <= 1",
  "correlation(close, close(\"9988.HK\"), 1Y) = correlation(close(\"9988.HK\"), close, 1Y)",
  "tracking_error(close, close, 60D) = 0",
  ("abs(tracking_error(close, close(\"9988.HK\"), 1Y) / "
   "tracking_error(close(\"9988.HK\"), close, 1Y) - 1) < 0.0000000001"),
  ("if(market_state(close) = \"bull\", "
   "at(close, state_crossed(close)) >= 1.19999999999 * at(close, state_since(close)), "
   "at(close, state_crossed(close)) <= 0.80000000001 * at(close, state_since(close)))"),
  "state_since(close) < state_crossed(close)",
  "car(close, close, event=2024-11-01, estimation=-100..-11, model=\"adjusted\") = 0",
  ("abs(car(close, close(\"9988.HK\"), event=2024-11-01, estimation=-100..-11, window=0..0) "
   "+ car(close, close(\"9988.HK\"), event=2024-11-01, estimation=-100..-11, window=1..1) "
   "- car(close, close(\"9988.HK\"), event=2024-11-01, estimation=-100..-11, window=0..1)) "
   "< 0.0000000001 or "
   "car(close, close(\"9988.HK\"), event=2024-11-01, estimation=-100..-11, window=1..1) = 7"),
  "benchmark = close(\"9988.HK\")",
  "abs(fx(\"USD\", \"HKD\") * fx(\"HKD\", \"USD\") - 1) < 0.000000000001",
  ("basket(\"Both\", base=50, hold=true) * 2 = basket(\"Both\", hold=true)"
   " or abs(last(basket(\"Both\", base=50, hold=true)) * 2 / basket(\"Both\", hold=true) - 1)"
   " < 0.000000000001"),
  "rank(close) + if(close > close(\"9988.HK\"), 1, 0) = 2",
  "abs(share(close) * (last(close) + last(close(\"9988.HK\"))) / close - 1) < 0.000000000001",
  "min(close, last(close(\"9988.HK\"))) <= peer_median(close)",
  "peer_median(close) <= max(close, last(close(\"9988.HK\")))",
};

static void
test_truths (void)
{
  GRand *random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (TideMemorySource) source = make_source (random);

      for (size_t i = 0; i < G_N_ELEMENTS (truths); i++)
        {
          g_autoptr (TideResult) result = evaluate (source, truths[i], TIDE_DAY_MAX);
          g_autofree char       *text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);

          g_test_message ("round %d: %s", round, truths[i]);
          g_assert_cmpstr (text, ==, "true");
        }
    }
  g_rand_free (random);
}

/* An example of every function of the table. */
static const char *const examples[] = {
  "open",
  "high",
  "low",
  "close",
  "close_raw",
  "total_return",
  "volume",
  "turnover",
  "shares",
  "market_cap",
  "eps_ttm",
  "eps_fwd",
  "pe",
  "pe_fwd",
  "pb",
  "ps",
  "ev_ebitda",
  "dividend_yield",
  "net_buy",
  "buy",
  "sell",
  "holdings",
  "field(\"close\")",
  "name",
  "symbol",
  "currency",
  "source_of(close)",
  "measure(close)",
  "investor(close)",
  "horizon(pe)",
  "aggregation(pe)",
  "live_since(close)",
  "last_day(close)",
  "sector",
  "change(close, 1M)",
  "change(close, from=2024-01-05)",
  "returns(close)",
  "returns(close, \"log\")",
  "difference(close, 5D)",
  "cagr(close, 1Y)",
  "rise(close, 3M)",
  "fall(close, since=2024-01-01)",
  "drawdown(close)",
  "max_drawdown(close, 6M)",
  "rebase(close, 2024-01-02)",
  "relative(close, close(\"9988.HK\"), 1M)",
  "excess(close, close(\"9988.HK\"), 20D)",
  "contribution(close, close(\"9988.HK\"), 1M)",
  "value_change(close, close(\"9988.HK\"))",
  "last(close)",
  "first(close, 1M)",
  "lag(close, 7D)",
  "lag(close, 1M)",
  "at(close, 2024-03-29)",
  "mean(close, 2024-03)",
  "median(close, 1M)",
  "min(close, 1M)",
  "min(close, 40)",
  "max(close, MTD)",
  "max(close, 40)",
  "sum(close, 1Q)",
  "stdev(close, YTD)",
  "count(close, QTD)",
  "min_day(close, MAX)",
  "max_day(close, 1Y)",
  "quantile(close, 0.3, 1Y)",
  "percentile(close, 1Y)",
  "zscore(close, 50D)",
  "robust_zscore(close, 50D)",
  "band(close, 50D, 2)",
  "highest_since(close)",
  "lowest_since(returns(close))",
  "streak(close, W)",
  "gap_to_record(close)",
  "cumulate(close)",
  "cumulate(close, 1M)",
  "cumulate(close, since=2024-01-01)",
  "resample(close, W, \"last\")",
  "resample(close, M, \"sum\")",
  "sma(close, 20)",
  "ema(close, 12)",
  "rsi(close)",
  "macd(close)",
  "macd_signal(close)",
  "bollinger_upper(close)",
  "bollinger_lower(close, 10, 1)",
  "atr(5)",
  "rolling_mean(close, 1M)",
  "rolling_stdev(close, 20D)",
  "rolling_percentile(close, 3M)",
  "volatility(close, 1M)",
  "beta(close, close(\"9988.HK\"), 3M)",
  "correlation(close, close(\"9988.HK\"), 60D)",
  "tracking_error(close, close(\"9988.HK\"), 3M)",
  "sharpe(close, 3M, 3%)",
  "market_state(close)",
  "state_since(close, 10%)",
  "state_crossed(close, 10%, 5%)",
  "car(close, close(\"9988.HK\"), event=2024-02-01, window=-1..3, estimation=-60..-11)",
  "car_t(close, close(\"9988.HK\"), event=2024-02-01, window=-1..3, estimation=-60..-11)",
  "fx(\"USD\", \"HKD\")",
  "fx(\"HKD\", \"USD\")",
  "amount(120, \"HKD\") / close",
  "convert(close, \"USD\")",
  "benchmark",
  "basket(\"Both\")",
  "basket(\"Both\", hold=true)",
  "close * resample(close, M, \"last\")",
  "rank(change(close, 1M))",
  "share(close)",
  "peer_median(close)",
  "if(close > 50, close, 1)",
  "coalesce(pe, close)",
  "is_missing(lag(close, 100D))",
  "round(close, 1)",
  "abs(close)",
  "ln(close)",
  "log10(close)",
  "exp(close / 100)",
  "sqrt(close)",
  "floor(close)",
  "ceil(close)",
  "sign(close)",
  "percent(close)",
  "times(close)",
  "close / lag(close, 3D) - 1",
  "close + close(\"9988.HK\")",
};

static bool
has_example (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (examples); i++)
    if (g_str_has_prefix (examples[i], name) &&
        (examples[i][strlen (name)] == '(' || examples[i][strlen (name)] == '\0'))
      return true;
  return false;
}

static void
assert_equal_series (const TideSeries *full,
                     const TideSeries *cut)
{
  const double *a = tide_series_get_values (full);
  const double *b = tide_series_get_values (cut);

  g_assert_cmpuint (tide_series_get_length (full), ==, tide_series_get_length (cut));
  for (size_t i = 0; i < tide_series_get_length (full); i++)
    g_assert_true (memcmp (&a[i], &b[i], sizeof (double)) == 0 || (isnan (a[i]) && isnan (b[i])));
}

/* No function looks ahead: at T the whole history gives what the history cut at
 * T gives, to the last bit. */
static void
test_cut (void)
{
  GRand                  *random = g_rand_new_with_seed (SEED + 1);
  size_t                  n;
  const TideFunctionHelp *help = tide_formula_list_functions (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_test_message ("%s", help[i].name);
      g_assert_true (has_example (help[i].name));
    }

  for (int round = 0; round < 8; round++)
    {
      g_autoptr (TideMemorySource) source = make_source (random);
      TideDay                      as_of = tide_day_from_ymd (2023, 8, 1);

      as_of += g_rand_int_range (random, 0, 500);
      for (size_t i = 0; i < G_N_ELEMENTS (examples); i++)
        {
          g_autoptr (TideResult) full = evaluate (source, examples[i], as_of);
          g_autoptr (TideResult) cut = NULL;
          g_autofree char       *full_text = tide_result_to_text (full, TIDE_NUMBER_MACHINE);
          g_autofree char       *cut_text = NULL;
          const TideResultData  *a = tide_result_get_data (full);
          const TideResultData  *b;

          tide_memory_source_cut (source, as_of);
          cut = evaluate (source, examples[i], as_of);
          tide_memory_source_cut (source, TIDE_DAY_MAX);
          cut_text = tide_result_to_text (cut, TIDE_NUMBER_MACHINE);
          b = tide_result_get_data (cut);

          g_test_message ("round %d: %s", round, examples[i]);
          g_assert_cmpstr (full_text, ==, cut_text);
          g_assert_true (memcmp (&a->number, &b->number, sizeof (double)) == 0);
          g_assert_cmpint (a->day, ==, b->day);
          g_assert_cmpint (a->stale_days, ==, b->stale_days);
          if (a->kind == TIDE_VALUE_SERIES)
            assert_equal_series (a->series, b->series);
        }
    }
  g_rand_free (random);
}

/* A series as a whole holds, on each day, what the formula gives as of that
 * day. */
static void
test_series_agree_with_days (void)
{
  static const char *const formulas[] = {
    "returns(close)",
    "returns(close, method=\"log\")",
    "drawdown(close)",
    "cumulate(close)",
    "sma(close, 20)",
    "ema(close, 12)",
    "rsi(close)",
    "macd(close)",
    "macd_signal(close)",
    "bollinger_upper(close)",
    "basket(\"Both\")",
    "basket(\"Both\", hold=true)",
    "convert(close, \"USD\")",
    "rolling_mean(close, 1M)",
    "rolling_stdev(close, 3M)",
    "rolling_percentile(close, 3M)",
    "lag(close, 3D)",
    "lag(close, 1M)",
    "lag(close, YTD)",
    "lag(close, MAX)",
    "close / lag(close, 5D) - 1",
    "close / close(\"9988.HK\")",
    "abs(close - 50) ^ 2 * 2 - 1",
    "100 - close",
    "-round(close, 1) / 2",
  };
  GRand                       *random = g_rand_new_with_seed (SEED + 2);
  g_autoptr (TideMemorySource) source = make_source (random);

  for (size_t i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autoptr (TideResult) whole = evaluate (source, formulas[i], TIDE_DAY_MAX);
      TideSeries            *series = tide_result_get_data (whole)->series;
      const TideDay         *days = tide_series_get_days (series);
      const double          *values = tide_series_get_values (series);

      g_test_message ("%s", formulas[i]);
      for (size_t row = 0; row < tide_series_get_length (series); row += 7)
        {
          g_autoptr (TideResult) then = evaluate (source, formulas[i], days[row]);

          if (!isnan (values[row]))
            g_assert_true (memcmp (&tide_result_get_data (then)->number, &values[row],
                                   sizeof (double)) == 0);
        }
    }
  g_assert_true (isnan (get_number (source, "lag(close, 10Y)")));
  g_rand_free (random);
}

/* A set gives for each row the numbers that its formulas give alone, to the last
 * bit, and nothing where they give none. */
static void
test_set (void)
{
  static const char *const     symbols[] = { "0700.HK", "NOPE", "9988.HK" };
  GRand                       *random = g_rand_new_with_seed (SEED + 3);
  g_autoptr (TideMemorySource) source = make_source (random);
  TideRows                     rows = { symbols, 3, "9988.HK" };
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormulaSet)   set =
    tide_formula_set_new (examples, G_N_ELEMENTS (examples), &error);
  g_autofree double *numbers = g_new (double, 3 * G_N_ELEMENTS (examples));

  g_assert_no_error (error);
  g_assert_true (tide_formula_set_evaluate (set, TIDE_SOURCE (source), &rows, &moment, NULL,
                                            numbers, &error));
  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (TideFormula) formula = tide_formula_parse (examples[i], -1, NULL);
      g_autoptr (GPtrArray)   results = NULL;

      g_test_message ("%s", examples[i]);
      g_assert_true (tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, symbols, 3,
                                                 &moment, TIDE_EVALUATE_NUMBER, NULL, &results,
                                                 &error));
      for (size_t row = 0; row < 3; row++)
        {
          const TideResultData *data = tide_result_get_data (results->pdata[row]);
          double                number = numbers[row * G_N_ELEMENTS (examples) + i];

          if (data->kind == TIDE_VALUE_NUMBER)
            g_assert_true (memcmp (&number, &data->number, sizeof number) == 0);
          else
            g_assert_true (isnan (number));
        }
    }
  g_rand_free (random);
}

/* A set whose formula is wrong is none, and one that fails says why. */
static void
test_set_errors (void)
{
  static const char *const     wrong[] = { "close", "clse" };
  static const char *const     unknown[] = { "close(\"NOPE\")" };
  static const char *const     symbols[] = { "0700.HK" };
  TideRows                     rows = { symbols, 1, NULL };
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  GRand                       *random = g_rand_new_with_seed (SEED);
  g_autoptr (TideMemorySource) source = make_source (random);
  g_autoptr (GError)           error = NULL;
  g_autoptr (GCancellable)     cancellable = g_cancellable_new ();
  g_autoptr (TideFormulaSet)   set = NULL;
  double                       number;

  g_assert_null (tide_formula_set_new (wrong, 2, &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_NAME);
  g_clear_error (&error);

  set = tide_formula_set_new (unknown, 1, &error);
  g_assert_false (tide_formula_set_evaluate (set, TIDE_SOURCE (source), &rows, &moment, NULL,
                                             &number, &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (tide_formula_set_evaluate (set, TIDE_SOURCE (source), &rows, &moment,
                                             cancellable, &number, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_rand_free (random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/formula/properties/truths", test_truths);
  g_test_add_func ("/formula/properties/no-look-ahead", test_cut);
  g_test_add_func ("/formula/properties/set", test_set);
  g_test_add_func ("/formula/properties/set-errors", test_set_errors);
  g_test_add_func ("/formula/properties/series-agree-with-days", test_series_agree_with_days);
  return g_test_run ();
}
