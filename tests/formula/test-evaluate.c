// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "tide-memory-source.h"
#include "tide-test-common.h"

/* A small desk: two stocks in HKD, one in USD, one in pence, one index; eleven
 * weekdays from Wednesday 1 January 2025 to Wednesday 15 January. */
static TideMemorySource *
make_source (void)
{
  static const double rising[] = { 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 };
  static const double gaps[] = { 10, NAN, 12, 9, NAN, 15, 12, 12, 18, NAN, NAN };
  static const double flat[] = { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 };
  static const double zero[] = { 1, 0, -1, 2, 0, 1, 2, 3, 4, 5, 0 };
  static const double shares[] = { 100, 100, 100, 100, 100, 200, 200, 200, 200, 200, 200 };
  TideMemorySource   *source = tide_memory_source_new (NULL);
  TideUnit            hkd = tide_unit_of_currency ("HKD");
  TideUnit            usd = tide_unit_of_currency ("USD");

#define ADD(symbol, field, unit, values) \
  tide_memory_source_add_values (source, symbol, field, unit, "2025-01-01", values, 11)
  ADD ("0700.HK", "close", hkd, rising);
  ADD ("0700.HK", "close_raw", hkd, rising);
  ADD ("0700.HK", "shares", tide_unit_of_kind (TIDE_UNIT_SHARES), shares);
  ADD ("0700.HK", "eps_ttm", hkd, flat);
  ADD ("0700.HK", "pe", tide_unit_of_kind (TIDE_UNIT_MULTIPLE), flat);
  ADD ("0700.HK", "dividend_yield", tide_unit_of_kind (TIDE_UNIT_SHARE), flat);
  ADD ("9988.HK", "close", hkd, gaps);
  ADD ("0001.HK", "close", hkd, zero);
  ADD ("0002.HK", "close", hkd, flat);
  ADD ("AAPL", "close", usd, rising);
  ADD ("^HSI", "close", tide_unit_of_kind (TIDE_UNIT_INDEX), rising);
#undef ADD
  return source;
}

static TideResult *
evaluate (TideMemorySource *source,
          const char       *text,
          const char       *symbol,
          const char       *as_of,
          GError          **error)
{
  TideMoment              moment = TIDE_MOMENT_LATEST;
  g_autoptr (TideFormula) formula = tide_formula_parse (text, -1, error);

  if (formula == NULL)
    return NULL;
  if (as_of != NULL)
    moment.as_of = tide_day_parse (as_of, strlen (as_of));
  return tide_formula_evaluate (formula, TIDE_SOURCE (source), symbol, &moment,
                                TIDE_EVALUATE_PLAIN, NULL, error);
}

/* A formula on a row, as of 15 January, and the machine's text of its result:
 * a value with its unit, or the reason why there is none. */
static const struct
{
  const char *symbol;
  const char *formula;
  const char *text;
} unit_cases[] = {
  { NULL, "-2^2", "-4" },
  { NULL, "2^3^2", "512" },
  { NULL, "20%", "0.2" },
  { NULL, "7%", "0.07" },
  { NULL, "1 = 1 and not 2 < 1", "true" },
  { NULL, "\"a\" = \"A\"", "false" },
  { NULL, "1234.5", "1,234.5" },
  { NULL, "percent(0.0385)", "3.85%" },
  { NULL, "times(1.67)", "1.67x" },
  { NULL, "1 / 0", "division by zero" },
  { NULL, "0^-1", "zero to a negative power" },
  { NULL, "(0 - 1)^0.5", "a fractional power of a negative number" },
  { NULL, "ln(0)", "ln is not defined for 0" },
  { NULL, "sqrt(0 - 1)", "sqrt is not defined for -1" },
  { NULL, "1e300 * 1e300", "the result is not a finite number" },
  { NULL, "if(1 / 0 > 1, 1, 2)", "division by zero" },
  { NULL, "if(true, 1, 1 / 0)", "1" },
  { NULL, "coalesce(1 / 0, ln(0), 3)", "3" },
  { NULL, "coalesce(3)", "3" },
  { NULL, "coalesce(1 / 0)", "division by zero" },
  { NULL, "coalesce(1 / 0, ln(0))", "ln is not defined for 0" },
  { NULL, "is_missing(1 / 0)", "true" },
  { NULL, "1 / 0 + ln(0)", "division by zero" },
  { NULL, "2025-01-15 - 2025-01-01 = 14", "true" },
  { NULL, "2025-01-31 + 1", "2025-02-01" },
  { NULL, "2025-01 = 2025-01", "true" },
  { NULL, "5D", "5D" },
  { "0700.HK", "close", "HKD 20.00" },
  { "0700.HK", "change(close, 1D)", "+5.3%" },
  { "0700.HK", "close / lag(close, 5D)", "1.33x" },
  { "0700.HK", "close / lag(close, 5D) - 1", "+33.3%" },
  { "0700.HK", "1 - close / lag(close, 5D)", "-33.3%" },
  { "0700.HK", "change(close, 5D) - change(close, 1D)", "+28.1 pp" },
  { "0700.HK", "change(close, 5D) / change(close, 1D)", "6.33x" },
  { "0700.HK", "change(close, 5D) + 0.1", "+43.3%" },
  { "0700.HK", "close / eps_ttm", "4.0x" },
  { "0700.HK", "close / mean(eps_ttm, 5D)", "4.0x" },
  { "0700.HK", "eps_ttm / eps_ttm", "1.00x" },
  { "0700.HK", "pe * eps_ttm", "HKD 25.00" },
  { "0700.HK", "pe / mean(pe, 5D) - 1", "0.0%" },
  { "0700.HK", "close * shares", "HKD 4,000.00" },
  { "0700.HK", "close * 2", "HKD 40.00" },
  { "0700.HK", "2 * close / 2", "HKD 20.00" },
  { "0700.HK", "close + 1", "HKD 21.00" },
  { "0700.HK", "-close", "HKD -20.00" },
  { "0700.HK", "close * 10%", "HKD 2.00" },
  { "0700.HK", "close > 19 and close < 21", "true" },
  { "0700.HK", "sma(close, 3)", "HKD 19.00" },
  { "0700.HK", "sma(close, 20)", "20 observations are needed" },
  { "0700.HK", "ema(close, 20)", "20 observations are needed" },
  { "0700.HK", "rsi(close)", "15 observations are needed" },
  { "0700.HK", "rsi(close, 3)", "100" },
  { "0002.HK", "rsi(close, 3)", "4 observations are needed" },
  { "0700.HK", "macd(close, 2, 3)", "HKD 0.50" },
  { "0700.HK", "macd(returns(close), 2, 3)", "-0.2 pp" },
  { "0700.HK", "macd_signal(close, 3, 9, 4)", "12 observations are needed" },
  { "0002.HK", "bollinger_upper(close, 5)", "HKD 5.00" },
  { "0700.HK", "bollinger_lower(close, 2, 2)", "HKD 18.50" },
  { "0700.HK", "atr(3)", "no high is held for 0700.HK" },
  { "0700.HK", "rolling_mean(close, 1W)", "HKD 18.00" },
  { "0700.HK", "rolling_mean(close, 1M)", "history starts 2025-01-01" },
  { "0700.HK", "rolling_percentile(close, 3D)", "100.00%" },
  { "0002.HK", "volatility(close, 5D)", "0.00%" },
  { "0700.HK", "volatility(close, 5D, 0)", "a year has more than 0 changes" },
  { "0700.HK", "volatility(close, 1D)", "2 changes are needed, found 1" },
  { "0700.HK", "volatility(close, 20D)", "history starts 2025-01-02" },
  { "0002.HK", "sharpe(close, 5D, 4%)", "division by zero" },
  { "0700.HK", "beta(close, close(\"AAPL\"), 5D)", "1" },
  { "0700.HK", "beta(close, close(\"0002.HK\"), 5D)",
    "the second series does not vary in the window" },
  { "0002.HK", "correlation(close, close(\"0700.HK\"), 5D)",
    "the first series does not vary in the window" },
  { "0002.HK", "beta(close, close(\"0700.HK\"), 5D)", "0" },
  { "0700.HK", "beta(close, close(\"AAPL\"), 11D)", "history starts 2025-01-01" },
  { "0700.HK", "tracking_error(close, close(\"AAPL\"), MAX)", "0.00%" },
  { "0700.HK", "market_state(close)", "bull" },
  { "0700.HK", "state_since(close)", "2025-01-01" },
  { "0700.HK", "state_crossed(close)", "2025-01-03" },
  { "9988.HK", "market_state(close)", "bull" },
  { "9988.HK", "state_since(close)", "2025-01-09" },
  { "9988.HK", "state_crossed(close)", "2025-01-13" },
  { "9988.HK", "state_since(close, up=60%, down=30%)", "2025-01-06" },
  { "0002.HK", "market_state(close)",
    "no rise of 20 % and no fall of 20 % yet: history starts 2025-01-01" },
  { "0001.HK", "market_state(close)", "a market state wants values above zero" },
  { "0700.HK", "market_state(close, up=0)",
    "a market turns up by more than 0 %, and down by more than 0 % and less than 100 %" },
  { "0700.HK",
    "car(close, close(\"AAPL\"), event=2025-01-10, window=0..1, estimation=-5..-2)",
    "0.0%" },
  { "0700.HK", "car(close, close(\"AAPL\"), event=2025-01-13)",
    "the window ends after the last common day, 2025-01-15" },
  { "0700.HK", "car(close, close(\"AAPL\"), event=2025-01-09, window=-1..3)",
    "the estimation begins before common history does, 2025-01-01" },
  { "0700.HK", "car(close, close(\"AAPL\"), event=2025-01-16)",
    "2025-01-16 lies after the last common day, 2025-01-15" },
  { "0700.HK",
    "car_t(close, close(\"0002.HK\"), event=2025-01-10, window=0..1, estimation=-5..-2)",
    "no line can be fitted: too few changes, or the second series does not vary" },
  { "0700.HK", "cumulate(close)", "HKD 165.00" },
  { "0700.HK", "cumulate(close, 2D)", "HKD 39.00" },
  { "0700.HK", "cumulate(close, 20D)", "history starts 2025-01-01" },
  { "9988.HK", "cumulate(close, since=2025-01-06)", "HKD 66.00" },
  { "9988.HK", "cumulate(close, 2025-01) - cumulate(close)", "HKD 0.00" },
  { "0700.HK", "resample(close, W, \"mean\")", "HKD 19.00" },
  { "0700.HK", "resample(close, D, \"mean\")", "HKD 20.00" },
  { "9988.HK", "resample(close, W, \"last\")", "HKD 18.00" },
  { "9988.HK", "lag(resample(close, W, \"last\"), 1D)", "HKD 12.00" },
  { "9988.HK", "count(resample(close, W, \"sum\"), MAX)", "3" },
  { "0700.HK", "close = close(\"0700.HK\")", "true" },
  { "0700.HK", "symbol", "0700.HK" },
  { "0700.HK", "currency", "HKD" },
  { "0700.HK", "name", "no name is held for 0700.HK" },
  { "0700.HK", "count(close, MAX)", "11" },
  { "0700.HK", "volume", "no volume is held for 0700.HK" },
  { "0700.HK", "mean(volume, 1M)", "no volume is held for 0700.HK" },
  { "0700.HK", "value_change(close_raw, shares)", "HKD 200.00" },
  { "0700.HK", "value_change(close_raw, shares, 9D)", "HKD 900.00" },
  { "0700.HK", "contribution(close, 50%, 5D)", "+16.7 pp" },
  { "0700.HK", "lag(close, 10D)", "HKD 10.00" },
  { "0700.HK", "lag(close, 11D)", "history starts 2025-01-01" },
  { "0700.HK", "change(close, 11D)", "history starts 2025-01-01" },
  { "0700.HK", "mean(close, 11D)", "HKD 15.00" },
  { "0700.HK", "mean(close, 12D)", "history starts 2025-01-01" },
  { "0700.HK", "mean(close, 12D, short=true)", "HKD 15.00" },
  { "0700.HK", "change(close, 1M, short=true)", "+100.0%" },
  { "0700.HK", "change(close, 1M)", "history starts 2025-01-01" },
  { "0700.HK", "change(close, YTD)", "history starts 2025-01-01" },
  { "0700.HK", "mean(close, YTD)", "HKD 15.00" },
  { "0700.HK", "mean(close, 2W)", "HKD 15.50" },
  { "0700.HK", "mean(close, since=2024-12-25)", "HKD 15.00" },
  { "0700.HK", "mean(close, since=2024-12-24)", "history starts 2025-01-01" },
  { "0700.HK", "mean(close, 2025-01)", "HKD 15.00" },
  { "0700.HK", "mean(close, 2024-12)", "history starts 2025-01-01" },
  { "0700.HK", "mean(close, 2025-02)", "2025-02-01 lies after the as-of day 2025-01-15" },
  { "0700.HK", "change(close, from=2025-01-02, to=2025-01-16)",
    "2025-01-16 lies after the as-of day 2025-01-15" },
  { "0700.HK", "at(close, 2025-01-05)", "HKD 12.00" },
  { "0700.HK", "at(close, 2024-12-31)", "history starts 2025-01-01" },
  { "0700.HK", "highest_since(close)", "record, from 2025-01-01, 11 observations" },
  { "0700.HK", "lowest_since(close)", "2025-01-14" },
  { "0700.HK", "streak(close)", "10" },
  { "0700.HK", "streak(-close)", "-10" },
  { "0700.HK", "streak(close, W)", "2" },
  { "0700.HK", "stdev(close, 1D)", "2 observations are needed, found 1" },
  { "0700.HK", "zscore(close, 1D)", "2 observations are needed, found 1" },
  { "0700.HK", "quantile(close, 1.5, 5D)", "a quantile lies between 0 and 1" },
  { "0700.HK", "max(close, since=2025-01-10)", "HKD 20.00" },
  { "0700.HK", "max(close, 25)", "25" },
  { "0700.HK", "relative(close, close(\"^HSI\"), 5D)", "0.0%" },
  { "0700.HK", "excess(close, close(\"AAPL\"), 5D)", "0.0 pp" },
  { "9988.HK", "close", "HKD 18.00" },
  { "9988.HK", "count(close, MAX)", "7" },
  { "9988.HK", "mean(close, 3D)", "HKD 14.00" },
  { "9988.HK", "mean(close, MAX)", "HKD 12.57" },
  { "9988.HK", "lag(close, 2D)", "HKD 12.00" },
  { "9988.HK", "last(returns(close))", "+50.0%" },
  { "9988.HK", "streak(close)", "1" },
  { "9988.HK", "highest_since(close)", "record, from 2025-01-01, 7 observations" },
  { "9988.HK", "min_day(close, MAX)", "2025-01-06" },
  { "9988.HK", "max_drawdown(close, MAX)", "-25.0%" },
  { "9988.HK", "close + close(\"0700.HK\")", "HKD 36.00" },
  { "9988.HK", "count(close + close(\"0700.HK\"), MAX)", "7" },
  { "0001.HK", "change(close, 2D)", "-100.0%" },
  { "0001.HK", "change(close, from=2025-01-07)", "division by zero" },
  { "0001.HK", "change(close, from=2025-01-02)", "division by zero" },
  { "0001.HK", "gap_to_record(close)", "division by zero" },
  { "0001.HK", "count(returns(close), MAX)", "8" },
  { "0002.HK", "zscore(close, 5D)", "division by zero" },
  { "0002.HK", "robust_zscore(close, 5D)", "division by zero" },
  { "0002.HK", "streak(close)", "0" },
  { "0002.HK", "highest_since(close)", "2025-01-14" },
  { "0002.HK", "percentile(close, 5D, method=\"strict\")", "0.00%" },
  { "^HSI", "close", "20.00" },
  { "^HSI", "change(close, 5D)", "+33.3%" },
  { "^HSI", "rebase(close, 2025-01-01)", "200.00" },
  { "^HSI", "change(rebase(close, 2025-01-01), 5D)", "+33.3%" },
  { "0700.HK", "1 / (close - close)", "division by zero" },
  { "0700.HK", "mean(ln(-close), 5D)", "not defined for these values" },
  { "0700.HK", "mean(close / (close - close), 5D)", "division by zero" },
  { "^HSI", "currency", "no currency is held for ^HSI" },
};

static void
test_units (void)
{
  g_autoptr (TideMemorySource) source = make_source ();

  for (size_t i = 0; i < G_N_ELEMENTS (unit_cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result = evaluate (source, unit_cases[i].formula, unit_cases[i].symbol,
                                                "2025-01-15", &error);
      g_autofree char       *text = NULL;

      g_test_message ("case %zu: %s", i, unit_cases[i].formula);
      g_assert_no_error (error);
      text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
      g_assert_cmpstr (text, ==, unit_cases[i].text);
    }
}

/* What cannot be answered at all, and why. */
static const struct
{
  const char      *symbol;
  const char      *formula;
  TideFormulaError code;
  const char      *part;
} error_cases[] = {
  { "0700.HK", "close + close(\"AAPL\")", TIDE_FORMULA_ERROR_UNIT, "convert(" },
  { "0700.HK", "close > close(\"AAPL\")", TIDE_FORMULA_ERROR_UNIT, "compared" },
  { "0700.HK", "close / close(\"AAPL\")", TIDE_FORMULA_ERROR_UNIT, "divided" },
  { "0700.HK", "close + shares", TIDE_FORMULA_ERROR_UNIT, "added" },
  { "0700.HK", "close - pe", TIDE_FORMULA_ERROR_UNIT, "subtracted" },
  { "0700.HK", "min(close, pe)", TIDE_FORMULA_ERROR_UNIT, "different units" },
  { NULL, "close", TIDE_FORMULA_ERROR_ARGUMENT, "needs an instrument" },
  { "NOPE", "close", TIDE_FORMULA_ERROR_SYMBOL, "NOPE" },
  { "0700.HK", "close(\"NOPE\")", TIDE_FORMULA_ERROR_SYMBOL, "nearest" },
  { "0700.HK", "close(\"a b\")", TIDE_FORMULA_ERROR_ARGUMENT, "symbol" },
  { "0700.HK", "field(\"A b\")", TIDE_FORMULA_ERROR_ARGUMENT, "field name" },
  { "0700.HK", "mean(if(true, close, 1), 5D) + name", TIDE_FORMULA_ERROR_ARGUMENT, "" },
  { "0700.HK", "mean(if(false, close, 1), 5D)", TIDE_FORMULA_ERROR_ARGUMENT, "series" },
};

static void
test_errors (void)
{
  g_autoptr (TideMemorySource) source = make_source ();

  for (size_t i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result = evaluate (source, error_cases[i].formula,
                                                error_cases[i].symbol, "2025-01-15", &error);

      g_test_message ("case %zu: %s", i, error_cases[i].formula);
      g_assert_null (result);
      g_assert_error (error, TIDE_FORMULA_ERROR, (int) error_cases[i].code);
      g_assert_nonnull (strstr (error->message, error_cases[i].part));
      g_assert_true (tide_formula_error_get_place (error, NULL, NULL));
    }
}

/* A month that T cuts is marked; a value older than ten sessions is stale. */
static void
test_notes (void)
{
  static const struct
  {
    const char *formula;
    const char *as_of;
    int         stale_days;
    const char *note;
  } cases[] = {
    { "mean(close, 2025-01)", "2025-01-15", 0, "part month" },
    { "mean(close, 2025-01)", "2025-01-31", 0, NULL },
    { "resample(close, M, \"mean\")", "2025-01-15", 0, "part month" },
    { "resample(close, W, \"last\")", "2025-01-09", 0, "part week" },
    { "resample(close, W, \"last\")", "2025-01-10", 0, NULL },
    { "resample(close, Y, \"sum\")", "2025-01-15", 0, "part year" },
    { "last(resample(close, Q, \"min\"))", "2025-01-15", 0, "part quarter" },
    { "close", "2025-01-29", 0, NULL },
    { "close", "2025-01-30", 15, NULL },
    { "change(close, 1D)", "2025-01-30", 15, NULL },
    { "change(close, from=2025-01-02, to=2025-01-08)", "2025-01-30", 0, NULL },
    { "mean(close, 1Y, short=true)", "2025-01-15", 0, "short window: history starts 2025-01-01" },
    { "value_change(close, 1)", "2025-01-15", 0,
      "adjusted prices: money wants quoted ones, close_raw" },
    { "value_change(close_raw, 1)", "2025-01-15", 0, NULL },
  };
  g_autoptr (TideMemorySource) source = make_source ();
  const double                 rising[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
  TideSeriesInfo               info = { .symbol = "0700.HK",
                                        .field = "close",
                                        .source = "csv",
                                        .unit = tide_unit_of_currency ("HKD"),
                                        .basis = TIDE_BASIS_ADJUSTED,
                                        .facts = TIDE_FACTS_NONE };
  TideDay                      days[11];
  g_autoptr (TideSeries)       series = NULL;

  for (int i = 0; i < 11; i++)
    days[i] = tide_day_from_ymd (2025, 1, 1 + i + 2 * ((i + 2) / 5));
  series = tide_series_new (&info, days, rising, 11);
  tide_memory_source_add (source, series);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result =
        evaluate (source, cases[i].formula, "0700.HK", cases[i].as_of, &error);

      g_test_message ("case %zu: %s", i, cases[i].formula);
      g_assert_no_error (error);
      g_assert_cmpint (tide_result_get_data (result)->stale_days, ==, cases[i].stale_days);
      g_assert_cmpstr (tide_result_get_data (result)->note, ==, cases[i].note);
    }
}

/* A day that is there without a value is named, when the observation before it
 * answers for it. */
static void
test_unreported (void)
{
  static const struct
  {
    const char *formula;
    const char *as_of;
    const char *note;
  } cases[] = {
    { "volume", "2025-01-03", NULL },
    { "volume", "2025-01-06",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "volume", "2025-01-07",
      "0700.HK volume not reported on 2 days up to 2025-01-07, the one before is of 2025-01-03" },
    { "volume", "2025-01-08", NULL },
    { "volume / 1000", "2025-01-06",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "close * volume", "2025-01-06",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "change(volume, 1D)", "2025-01-06",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "at(volume, 2025-01-06)", "2025-01-10",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "at(volume, 2025-01-03)", "2025-01-10", NULL },
    { "at(volume, 2025-01-08)", "2025-01-10", NULL },
    { "change(volume, from=2025-01-06, to=2025-01-08)", "2025-01-10",
      "0700.HK volume not reported on 2025-01-06, the one before is of 2025-01-03" },
    { "mean(volume, 2025-01)", "2025-01-31", NULL },
    { "close", "2025-01-06", NULL },
  };
  static const double          volumes[] = { 1, 2, 3, NAN, NAN, 6, 7, 8, 9, 10, 11 };
  g_autoptr (TideMemorySource) source = make_source ();
  g_autoptr (TideSeries)       series = NULL;
  TideSeriesInfo               info = { .symbol = "0700.HK",
                                        .field = "volume",
                                        .unit = tide_unit_of_kind (TIDE_UNIT_SHARES),
                                        .facts = TIDE_FACTS_NONE,
                                        .gap_reason = "not reported" };
  TideDay                      days[11];

  for (int i = 0; i < 11; i++)
    days[i] = tide_day_from_ymd (2025, 1, 1 + i + 2 * ((i + 2) / 5));
  series = tide_series_new (&info, days, volumes, 11);
  tide_memory_source_add (source, series);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result =
        evaluate (source, cases[i].formula, "0700.HK", cases[i].as_of, &error);

      g_test_message ("case %zu: %s as of %s", i, cases[i].formula, cases[i].as_of);
      g_assert_no_error (error);
      g_assert_cmpint (tide_result_get_data (result)->missing, ==, TIDE_MISSING_NONE);
      g_assert_cmpstr (tide_result_get_data (result)->note, ==, cases[i].note);
    }
}

/* A series that has ended has no value on a later day, and never zero. */
static void
test_ended (void)
{
#define WHY "ended 2025-01-09: no longer published; succeeded by turnover"
  static const struct
  {
    const char *formula;
    TideMissing missing;
    const char *reason; /* or the note */
  } cases[] = {
    { "at(net_buy, 2025-01-09)", TIDE_MISSING_NONE, NULL },
    { "at(net_buy, 2025-01-10)", TIDE_MISSING_ENDED, "STOCK-CONNECT/NORTH net_buy " WHY },
    { "at(net_buy / 2, 2025-01-10)", TIDE_MISSING_ENDED, "STOCK-CONNECT/NORTH net_buy " WHY },
    { "at(2 * net_buy - cumulate(net_buy), 2025-02-14)", TIDE_MISSING_ENDED,
      "STOCK-CONNECT/NORTH net_buy " WHY },
    { "change(net_buy, from=2025-01-02, to=2025-01-13)", TIDE_MISSING_ENDED,
      "STOCK-CONNECT/NORTH net_buy " WHY },
    { "sum(net_buy, 2025-02)", TIDE_MISSING_ENDED, "STOCK-CONNECT/NORTH net_buy " WHY },
    { "sum(net_buy, since=2025-01-13)", TIDE_MISSING_ENDED, "STOCK-CONNECT/NORTH net_buy " WHY },
    { "sum(net_buy, 2025-01)", TIDE_MISSING_NONE, WHY },
    { "sum(net_buy, since=2025-01-08)", TIDE_MISSING_NONE, WHY },
    { "net_buy", TIDE_MISSING_NONE, WHY },
  };
  const double                 values[] = { 1, 2, 3, 4, 5, 6, 7 };
  g_autoptr (TideMemorySource) source = make_source ();
  TideSeriesInfo               info = { .symbol = "STOCK-CONNECT/NORTH",
                                        .field = "net_buy",
                                        .unit = tide_unit_of_currency ("CNY"),
                                        .facts = { .live_since = TIDE_DAY_NONE,
                                                   .ended_day = tide_day_from_ymd (2025, 1, 9),
                                                   .ended_reason = "no longer published",
                                                   .successor = "turnover" } };
  TideDay                      days[7];
  g_autoptr (TideSeries)       series = NULL;

  for (int i = 0; i < 7; i++)
    days[i] = tide_day_from_ymd (2025, 1, 1 + i + 2 * ((i + 2) / 5));
  series = tide_series_new (&info, days, values, 7);
  tide_memory_source_add (source, series);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result =
        evaluate (source, cases[i].formula, "STOCK-CONNECT/NORTH", "2025-02-28", &error);
      const TideResultData *data;

      g_test_message ("case %zu: %s", i, cases[i].formula);
      g_assert_no_error (error);
      data = tide_result_get_data (result);
      g_assert_cmpint (data->missing, ==, cases[i].missing);
      g_assert_cmpstr (data->missing != TIDE_MISSING_NONE ? data->reason : data->note, ==,
                       cases[i].reason);
    }
#undef WHY
}

/* The rows a result rests on. */
static void
test_inputs (void)
{
  static const struct
  {
    const char *formula;
    size_t      first;
    size_t      last;
    size_t      count;
    bool        single;
  } cases[] = {
    { "close", 10, 10, 1, true },
    { "change(close, 5D)", 5, 10, 2, true },
    { "change(close, from=2025-01-02, to=2025-01-08)", 1, 5, 2, true },
    { "mean(close, 5D)", 6, 10, 5, false },
    { "stdev(returns(close), 5D)", 5, 10, 6, false },
    { "lag(close, 3D)", 7, 7, 1, true },
    { "close / mean(close, 5D)", 6, 10, 5, false },
    { "drawdown(close)", 0, 10, 11, false },
    { "cumulate(close)", 0, 10, 11, false },
    { "cumulate(close, 5D)", 6, 10, 5, false },
    { "at(cumulate(close, 5D), 2025-01-13)", 6, 8, 3, false },
    { "resample(close, W, \"sum\")", 8, 10, 3, false },
    { "at(resample(close, W, \"last\"), 2025-01-10)", 3, 7, 5, false },
    { "rebase(close, 2025-01-06)", 3, 10, 2, true },
    { "close - close", 10, 10, 1, true },
    { "highest_since(-close)", 9, 10, 2, false },
  };
  g_autoptr (TideMemorySource) source = make_source ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result =
        evaluate (source, cases[i].formula, "0700.HK", "2025-01-15", &error);
      const TideInput *inputs;
      size_t           n;

      g_test_message ("case %zu: %s", i, cases[i].formula);
      g_assert_no_error (error);
      inputs = tide_result_get_inputs (result, &n);
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpuint (inputs->first_row, ==, cases[i].first);
      g_assert_cmpuint (inputs->last_row, ==, cases[i].last);
      g_assert_cmpuint (inputs->count, ==, cases[i].count);
      g_assert_cmpint (inputs->single, ==, cases[i].single);
    }
}

static void
test_trace (void)
{
  g_autoptr (TideMemorySource) source = make_source ();
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormula)      formula =
    tide_formula_parse ("change(close, 5D) - change(close(\"^HSI\"), 1D)", -1, &error);
  g_autoptr (TideResult) result = NULL;
  const TideTrace       *trace;
  const TideTrace       *change;
  const TideTrace       *leaf;

  moment.as_of = tide_day_from_ymd (2025, 1, 15);
  result = tide_formula_evaluate (formula, TIDE_SOURCE (source), "0700.HK", &moment,
                                  TIDE_EVALUATE_TRACE, NULL, &error);
  g_assert_no_error (error);
  trace = tide_result_get_trace (result);
  g_assert_cmpstr (trace->formula, ==, tide_formula_get_text (formula));
  g_assert_cmpstr (trace->text, ==, "+28.1 pp");
  g_assert_cmpuint (trace->children->len, ==, 2);
  change = g_ptr_array_index (trace->children, 0);
  g_assert_cmpstr (change->text, ==, "+33.3%");
  g_assert_cmpstr (change->note, ==, "base day 2025-01-08");
  leaf = g_ptr_array_index (change->children, 0);
  g_assert_cmpstr (leaf->formula, ==, "close");
  g_assert_cmpstr (leaf->text, ==, "HKD 15.00 on 2025-01-08; HKD 20.00 on 2025-01-15");
  g_assert_cmpuint (leaf->input->first_row, ==, 5);
  g_assert_cmpuint (leaf->input->last_row, ==, 10);
  g_assert_true (leaf->input->single);
}

/* One reading of a series serves all its uses in a row. */
static void
test_shared_calls (void)
{
  g_autoptr (TideMemorySource) source = make_source ();
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideResult)       result =
    evaluate (source, "close / mean(close, 5D) + close / max(close, 5D) + CLOSE() / close",
              "0700.HK", "2025-01-15", &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpuint (tide_memory_source_get_asked (source), ==, 1);
}

static void
test_series_result (void)
{
  g_autoptr (TideMemorySource) source = make_source ();
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideResult)       result =
    evaluate (source, "close / 2 + close(\"9988.HK\")", "0700.HK", "2025-01-15", &error);
  const TideResultData *data = tide_result_get_data (result);
  const double         *values;

  g_assert_no_error (error);
  g_assert_cmpint (data->kind, ==, TIDE_VALUE_SERIES);
  g_assert_cmpuint (tide_series_get_length (data->series), ==, 11);
  values = tide_series_get_values (data->series);
  tide_test_assert_close (values[0], 15, 0);
  g_assert_true (isnan (values[1]));
  tide_test_assert_close (values[8], 27, 0);
  tide_test_assert_close (data->number, 27, 0);
  g_assert_cmpstr (tide_series_get_info (data->series)->field, ==,
                   "close / 2 + close(\"9988.HK\")");
}

static void
test_list (void)
{
  static const char *const     symbols[] = { "0700.HK", "NOPE", "AAPL", "9988.HK" };
  g_autoptr (TideMemorySource) source = make_source ();
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormula)      sum = tide_formula_parse ("close + close(\"9988.HK\")", -1, &error);
  g_autoptr (TideFormula)      wrong = tide_formula_parse ("close(\"NOPE\")", -1, &error);
  g_autoptr (GPtrArray)        results = NULL;
  g_autoptr (GCancellable)     cancellable = g_cancellable_new ();
  GPtrArray                   *untouched = NULL;

  g_assert_true (tide_formula_evaluate_list (sum, TIDE_SOURCE (source), symbols, 4, &moment,
                                             TIDE_EVALUATE_NUMBER, NULL, &results, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);
  g_assert_cmpint (tide_result_get_data (results->pdata[0])->kind, ==, TIDE_VALUE_NUMBER);
  for (size_t i = 1; i < 3; i++)
    {
      const TideResultData *data = tide_result_get_data (results->pdata[i]);

      g_assert_cmpint (data->kind, ==, TIDE_VALUE_MISSING);
      g_assert_cmpint (data->missing, ==, TIDE_MISSING_ERROR);
      g_assert_nonnull (strstr (data->reason, i == 1 ? "NOPE" : "convert"));
      g_assert_cmpstr (tide_result_get_symbol (results->pdata[i]), ==, symbols[i]);
    }
  tide_test_assert_close (tide_result_get_data (results->pdata[3])->number, 36, 0);

  g_assert_false (tide_formula_evaluate_list (wrong, TIDE_SOURCE (source), symbols, 4, &moment,
                                              TIDE_EVALUATE_PLAIN, NULL, &untouched, &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_SYMBOL);
  g_assert_null (untouched);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (tide_formula_evaluate_list (sum, TIDE_SOURCE (source), symbols, 4, &moment,
                                              TIDE_EVALUATE_PLAIN, cancellable, &untouched,
                                              &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Adds a series on days of their own; publication days where they are given. */
static void
add_days (TideMemorySource     *source,
          const TideSeriesInfo *info,
          const char           *text)
{
  g_auto (GStrv) rows = g_strsplit (text, " ", -1);
  TideDay        days[8];
  TideDay        published[8];
  double         values[8];
  size_t         n = 0;
  bool           has_published = false;

  for (; rows[n] != NULL; n++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[n], "=", -1);

      days[n] = tide_day_parse (cells[0], 10);
      values[n] = g_ascii_strtod (cells[1], NULL);
      published[n] = cells[2] != NULL ? tide_day_parse (cells[2], 10) : TIDE_DAY_NONE;
      has_published |= cells[2] != NULL;
    }

  {
    g_autoptr (TideSeries) series = tide_series_new_full (
      info, days, values, n, has_published ? published : NULL, NULL, 0);

    tide_memory_source_add (source, series);
  }
}

/* Rates, lists, and series of two frequencies, on 0700.HK as of a day. */
static const struct
{
  const char *formula;
  const char *as_of;
  const char *text;
  const char *note;
} money_cases[] = {
  { "fx(\"USD\", \"HKD\")", "2025-01-15", "HKD 7.80", NULL },
  { "fx(\"hkd\", \"usd\") * 78", "2025-01-15", "USD 10.00", NULL },
  { "fx(\"USD\", \"CNY\")", "2025-01-15", "CNY 7.20", NULL },
  { "fx(\"CNY\", \"HKD\") * 12", "2025-01-15", "HKD 13.00", NULL },
  { "fx(\"HKD\", \"HKD\")", "2025-01-15", "HKD 1.00", NULL },
  { "fx(\"HKD\", \"JPY\")", "2025-01-15", "no rate from HKD to JPY is held: fetch HKDJPY=X", NULL },
  { "convert(close, \"HKD\")", "2025-01-15", "HKD 20.00", NULL },
  { "convert(close, \"USD\") * 7.8", "2025-01-15", "USD 20.00", NULL },
  { "convert(close(\"AAPL\"), \"HKD\")", "2025-01-15", "HKD 156.00", NULL },
  { "change(convert(close(\"AAPL\"), \"HKD\"), 1D)", "2025-01-15", "+5.3%", NULL },
  { "close + convert(close(\"AAPL\"), \"HKD\")", "2025-01-15", "HKD 176.00", NULL },
  { "convert(mean(close(\"AAPL\"), 2D), \"HKD\")", "2025-01-15", "HKD 152.10", NULL },
  { "convert(close, \"CNY\") * 7.8", "2025-01-15", "CNY 144.00", NULL },
  { "convert(eps_ttm, \"CNY\") * 7.8", "2025-01-15", "CNY 36.00", NULL },
  { "last(convert(close(\"OLD\"), \"HKD\"))", "2025-01-15", "no rate within 5 sessions", NULL },
  { "basket(\"Both\")", "2025-01-01", "100.00", NULL },
  { "basket(\"Both\")", "2025-01-03", "120.00", NULL },
  { "basket(\"Both\")", "2025-01-06", "110.00", NULL },
  { "basket(\"Both\")", "2025-01-08", "155.13", NULL },
  { "basket(\"Both\", base=1)", "2025-01-03", "1.20", NULL },
  { "basket(\"Both\", hold=true)", "2025-01-08", "150.00", NULL },
  { "change(basket(\"Both\"), 1D)", "2025-01-06", "-8.3%", NULL },
  { "basket(\"Both\", weights=\"cap\")", "2025-01-06", "no market_cap is held for 9988.HK", NULL },
  { "basket(\"Caps\", weights=\"cap\")", "2025-01-03", "114.83", NULL },
  { "basket(\"Caps\", weights=\"cap\", hold=true)", "2025-01-03", "115.00", NULL },
  { "basket(\"Empty\")", "2025-01-15", "the list “Empty” has no members", NULL },
  { "close * field(\"known\")", "2025-01-02", "the series have no day in common", NULL },
  { "close * field(\"known\")", "2025-01-06", "HKD 1,300.00", NULL },
  { "close * field(\"known\")", "2025-01-08", "HKD 1,500.00", NULL },
  { "close * field(\"known\")", "2025-01-09", "HKD 3,200.00", NULL },
  { "field(\"known\") * close", "2025-01-09", "HKD 3,200.00", NULL },
  { "count(close * field(\"known\"), MAX)", "2025-01-09", "5", NULL },
  { "close * field(\"assumed\")", "2025-01-15", "HKD 2,000.00", "assumed lag of 60 days" },
  { "field(\"assumed\") / field(\"known\")", "2025-01-15", "1", NULL },
};

static void
add_money (TideMemorySource *source)
{
  static const double hkd[] = { 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8, 7.8 };
  static const double cny[] = { 7.2, 7.2, 7.2, 7.2, 7.2, 7.2, 7.2, 7.2, 7.2, 7.2, 7.2 };
  static const double large[] = { 300, 300, 300 };
  static const double small[] = { 100, 100, 100 };
  TideUnit            of_hkd = tide_unit_of_currency ("HKD");
  TideSeriesInfo      info = { .symbol = "0700.HK",
                               .field = "known",
                               .unit = tide_unit_plain (),
                               .frequency = TIDE_FREQUENCY_QUARTERLY,
                               .facts = TIDE_FACTS_NONE };

  tide_memory_source_add_values (source, "USDHKD=X", "close", of_hkd, "2025-01-01", hkd, 11);
  tide_memory_source_add_values (source, "CNY=X", "close", tide_unit_of_currency ("CNY"),
                                 "2025-01-01", cny, 11);
  tide_memory_source_add_values (source, "OLD", "close", tide_unit_of_currency ("USD"),
                                 "2024-12-02", small, 3);
  tide_memory_source_add_values (source, "0700.HK", "market_cap", of_hkd, "2025-01-01", large, 3);
  tide_memory_source_add_values (source, "0002.HK", "market_cap", of_hkd, "2025-01-01", small, 3);
  tide_memory_source_add_list (source, "Both", "0700.HK 9988.HK");
  tide_memory_source_add_list (source, "Caps", "0700.HK 0002.HK");
  tide_memory_source_add_list (source, "Empty", "");
  add_days (source, &info, "2024-09-30=100=2025-01-03 2024-12-31=200=2025-01-09");
  info.field = "assumed";
  info.lag = 60;
  add_days (source, &info, "2024-09-30=100 2024-12-31=200");
}

static void
test_money (void)
{
  g_autoptr (TideMemorySource) source = make_source ();

  add_money (source);
  for (size_t i = 0; i < G_N_ELEMENTS (money_cases); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (TideResult) result = evaluate (source, money_cases[i].formula, "0700.HK",
                                                money_cases[i].as_of, &error);
      g_autofree char       *text = NULL;

      g_test_message ("%s as of %s", money_cases[i].formula, money_cases[i].as_of);
      g_assert_no_error (error);
      text = tide_result_to_text (result, TIDE_NUMBER_MACHINE);
      g_assert_cmpstr (text, ==, money_cases[i].text);
      g_assert_cmpstr (tide_result_get_data (result)->note, ==, money_cases[i].note);
    }
}

/* What is wrong with the formula, or with the list. */
static void
test_money_errors (void)
{
  static const struct
  {
    const char *formula;
    const char *message;
  } cases[] = {
    { "fx(\"US\", \"HKD\")", "expected a currency such as \"HKD\", found \"US\"" },
    { "fx(\"USD\", \"HK1\")", "expected a currency such as \"HKD\"" },
    { "convert(pe, \"USD\")", "convert expects money, found a number in multiple" },
    { "convert(close, \"dollars\")", "expected a currency such as" },
    { "basket(\"Nobody\")", "no list is called \"Nobody\"" },
    { "basket(\"Mixed\", weights=\"cap\")", "market values in HKD and USD are no weights" },
    { "benchmark", "benchmark is that of a list" },
  };
  static const double          one[] = { 1 };
  g_autoptr (TideMemorySource) source = make_source ();

  add_money (source);
  tide_memory_source_add_values (source, "AAPL", "market_cap", tide_unit_of_currency ("USD"),
                                 "2025-01-01", one, 1);
  tide_memory_source_add_list (source, "Mixed", "0700.HK AAPL");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].formula);
      g_assert_null (evaluate (source, cases[i].formula, "0700.HK", "2025-01-15", &error));
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("%s", error->message);
    }
}

/* The benchmark is that of the list of the row. */
static void
test_benchmark (void)
{
  static const char *const     symbols[] = { "0700.HK" };
  TideRows                     rows = { symbols, 1, "^HSI" };
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (TideMemorySource) source = make_source ();
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormula)      formula =
    tide_formula_parse ("excess(close, benchmark, 5D)", -1, &error);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) results = NULL;
      g_autofree char      *text = NULL;

      g_assert_true (tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, symbols, 1,
                                                 &moment, TIDE_EVALUATE_NUMBER, NULL, &results,
                                                 &error));
      text = tide_result_to_text (results->pdata[0], TIDE_NUMBER_MACHINE);
      g_assert_cmpstr (text, ==, i == 0 ? "0.0 pp" : "the list has no benchmark");
      rows.benchmark = NULL;
    }
}

/* Functions that compare the rows of a list, on the last values 20 (0700.HK), 18
 * (9988.HK), 0 (0001.HK) and 5 (0002.HK); 8888.HK has no value. */
static const struct
{
  const char *formula;
  const char *texts[5];
  const char *note;
  size_t      n_inputs;
} row_cases[] = {
  { "rank(close)", { "1", "2", "4", "3", "no close is held for 8888.HK" }, NULL, 4 },
  { "rank(-close)", { "4", "3", "1", "2", "no close is held for 8888.HK" }, NULL, 4 },
  { "rank(min(close, 12))", { "1", "1", "4", "3", "no close is held for 8888.HK" }, NULL, 4 },
  { "share(close)",
    { "46.51%", "41.86%", "0.00%", "11.63%", "no close is held for 8888.HK" },
    "of the 4 of 5 rows that have a value",
    4 },
  { "peer_median(close)",
    { "HKD 11.50", "HKD 11.50", "HKD 11.50", "HKD 11.50", "HKD 11.50" },
    NULL,
    4 },
  { "close / peer_median(close) - 1",
    { "+73.9%", "+56.5%", "-100.0%", "-56.5%", "no close is held for 8888.HK" },
    NULL,
    4 },
  { "share(close) / share(close)",
    { "1.00x", "1.00x", "division by zero", "1.00x", "no close is held for 8888.HK" },
    "of the 4 of 5 rows that have a value",
    4 },
  { "rank(close / peer_median(close))",
    { "1", "2", "4", "3", "no close is held for 8888.HK" },
    NULL,
    4 },
  { "peer_median(pe)", { "5.0x", "5.0x", "5.0x", "5.0x", "5.0x" }, NULL, 1 },
  { "peer_median(pb)",
    { "no row of the list has a value", "no row of the list has a value",
      "no row of the list has a value", "no row of the list has a value",
      "no row of the list has a value" },
    NULL,
    0 },
};

static void
test_rows (void)
{
  static const char *const     symbols[] = { "0700.HK", "9988.HK", "0001.HK", "0002.HK",
                                             "8888.HK" };
  static const double          none[] = { NAN };
  TideRows                     rows = { symbols, 5, NULL };
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (TideMemorySource) source = make_source ();

  tide_memory_source_add_values (source, "8888.HK", "turnover", tide_unit_of_currency ("HKD"),
                                 "2025-01-01", none, 1);
  moment.as_of = tide_day_from_ymd (2025, 1, 15);
  for (size_t i = 0; i < G_N_ELEMENTS (row_cases); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = tide_formula_parse (row_cases[i].formula, -1, &error);
      g_autoptr (GPtrArray)   all = NULL;
      size_t                  n;

      g_test_message ("%s", row_cases[i].formula);
      g_assert_no_error (error);
      g_assert_true (tide_formula_needs_list (formula));
      g_assert_true (tide_formula_evaluate_list (formula, TIDE_SOURCE (source), symbols, 5, &moment,
                                                 TIDE_EVALUATE_NUMBER, NULL, &all, &error));
      for (size_t row = 0; row < 5; row++)
        {
          g_autoptr (GPtrArray) one = NULL;
          g_autofree char      *text = tide_result_to_text (all->pdata[row], TIDE_NUMBER_MACHINE);
          g_autofree char      *traced = NULL;

          /* A row alone, traced, is what it is among all. */
          g_assert_true (tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows,
                                                     &symbols[row], 1, &moment,
                                                     TIDE_EVALUATE_TRACE, NULL, &one, &error));
          traced = tide_result_to_text (one->pdata[0], TIDE_NUMBER_MACHINE);
          g_assert_cmpstr (text, ==, row_cases[i].texts[row]);
          g_assert_cmpstr (traced, ==, row_cases[i].texts[row]);
          g_assert_cmpint (tide_result_get_data (one->pdata[0])->day, ==,
                           tide_result_get_data (all->pdata[row])->day);
        }
      g_assert_cmpstr (tide_result_get_data (all->pdata[0])->note, ==, row_cases[i].note);
      tide_result_get_inputs (all->pdata[0], &n);
      g_assert_cmpuint (n, ==, row_cases[i].n_inputs);
    }
}

/* The trace shows what each row has, and how many rows have something. */
static void
test_rows_trace (void)
{
  static const char *const     symbols[] = { "0700.HK", "9988.HK", "AAPL" };
  TideRows                     rows = { symbols, 2, NULL };
  TideMoment                   moment = TIDE_MOMENT_LATEST;
  g_autoptr (TideMemorySource) source = make_source ();
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormula)      formula = tide_formula_parse ("peer_median(close)", -1, &error);
  g_autoptr (GPtrArray)        results = NULL;
  const TideTrace             *trace;
  const TideTrace             *peer;

  moment.as_of = tide_day_from_ymd (2025, 1, 15);
  g_assert_true (tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, symbols, 1,
                                             &moment, TIDE_EVALUATE_TRACE, NULL, &results,
                                             &error));
  trace = tide_result_get_trace (results->pdata[0]);
  g_assert_cmpstr (trace->note, ==, "n = 2 of 2 rows");
  g_assert_cmpuint (trace->children->len, ==, 2);
  peer = trace->children->pdata[1];
  g_assert_cmpstr (peer->note, ==, "9988.HK");
  g_assert_cmpstr (peer->text, ==, "HKD 18.00 on 2025-01-13");
  g_assert_nonnull (peer->input);
  g_clear_pointer (&results, g_ptr_array_unref);

  /* Two currencies are an error of the column, not of a row. */
  rows.n_symbols = 3;
  g_assert_false (tide_formula_evaluate_rows (formula, TIDE_SOURCE (source), &rows, symbols, 1,
                                              &moment, TIDE_EVALUATE_PLAIN, NULL, &results,
                                              &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_UNIT);
  g_assert_nonnull (strstr (error->message, "cannot compare AAPL with the other rows: it is "));
  g_clear_error (&error);

  /* Outside a list there is nothing to compare. */
  g_assert_null (tide_formula_evaluate (formula, TIDE_SOURCE (source), "0700.HK", &moment,
                                        TIDE_EVALUATE_PLAIN, NULL, &error));
  g_assert_error (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "compares the rows of a list"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/formula/evaluate/units-and-reasons", test_units);
  g_test_add_func ("/formula/evaluate/errors", test_errors);
  g_test_add_func ("/formula/evaluate/notes", test_notes);
  g_test_add_func ("/formula/evaluate/unreported", test_unreported);
  g_test_add_func ("/formula/evaluate/ended", test_ended);
  g_test_add_func ("/formula/evaluate/inputs", test_inputs);
  g_test_add_func ("/formula/evaluate/trace", test_trace);
  g_test_add_func ("/formula/evaluate/shared-calls", test_shared_calls);
  g_test_add_func ("/formula/evaluate/series-result", test_series_result);
  g_test_add_func ("/formula/evaluate/list", test_list);
  g_test_add_func ("/formula/evaluate/money", test_money);
  g_test_add_func ("/formula/evaluate/money-errors", test_money_errors);
  g_test_add_func ("/formula/evaluate/benchmark", test_benchmark);
  g_test_add_func ("/formula/evaluate/rows", test_rows);
  g_test_add_func ("/formula/evaluate/rows-trace", test_rows_trace);
  return g_test_run ();
}
