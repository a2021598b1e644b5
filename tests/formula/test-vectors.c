// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "tide-memory-source.h"
#include "tide-test-common.h"

/* Relative to the value, as the reference promises; statistics that subtract
 * large numbers from each other have the wider one. */
#define TOLERANCE 1e-12
#define TOLERANCE_WITH_CANCELLATION 1e-10

static const char *const with_cancellation[] = {
  "stdev",
  "zscore",
  "band",
  "returns",
  "cumulate",
  "macd",
  "bollinger",
  "volatility",
  "beta",
  "correlation",
  "tracking_error",
  "sharpe",
  "car",
  NULL,
};

/* Splits a line of the file: quotation marks around a cell, doubled inside. */
static GPtrArray *
split_line (const char *line)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  GString   *cell = g_string_new (NULL);
  bool       quoted = false;

  for (; *line != '\0'; line++)
    {
      if (*line == '"' && quoted && line[1] == '"')
        g_string_append_c (cell, *line++);
      else if (*line == '"')
        quoted = !quoted;
      else if (*line == ',' && !quoted)
        {
          g_ptr_array_add (cells, g_strdup (cell->str));
          g_string_truncate (cell, 0);
        }
      else
        g_string_append_c (cell, *line);
    }
  g_ptr_array_add (cells, g_string_free (cell, FALSE));
  return cells;
}

static double
get_tolerance (const char *formula)
{
  for (size_t i = 0; with_cancellation[i] != NULL; i++)
    if (strstr (formula, with_cancellation[i]) != NULL)
      return TOLERANCE_WITH_CANCELLATION;
  return TOLERANCE;
}

/* What is written as "- 1" loses what stands before it. */
static double
get_size (const char *formula,
          double      number)
{
  return g_str_has_suffix (formula, " - 1") ? fabs (number + 1.0) : fabs (number);
}

static void
check_value (const TideResult *result,
             const char       *formula,
             const char       *kind,
             const char       *expected)
{
  const TideResultData *data = tide_result_get_data (result);
  char                  day[TIDE_DAY_TEXT_SIZE];
  double                number;

  if (strcmp (kind, "missing") == 0)
    {
      g_assert_cmpint (data->kind, ==, TIDE_VALUE_MISSING);
      g_assert_cmpstr (tide_missing_to_code (data->missing), ==, expected);
      g_assert_nonnull (data->reason);
    }
  else if (strcmp (kind, "day") == 0)
    {
      g_assert_cmpint (data->kind, ==, TIDE_VALUE_DAY);
      g_assert_cmpstr (tide_day_format (data->day, day), ==, expected);
    }
  else if (strcmp (kind, "text") == 0)
    {
      g_assert_cmpint (data->kind, ==, TIDE_VALUE_TEXT);
      g_assert_cmpstr (data->text, ==, expected);
    }
  else
    {
      g_assert_true (data->kind == TIDE_VALUE_NUMBER || data->kind == TIDE_VALUE_SERIES);
      g_assert_true (tide_decimal_parse (expected, strlen (expected), &number));
      if (!(fabs (data->number - number) <= get_tolerance (formula) * get_size (formula, number)))
        g_error ("%s: %.17g is not %.17g", formula, data->number, number);
    }
}

static void
check_line (TideMemorySource *source,
            const char       *line)
{
  g_autoptr (GPtrArray)   cells = split_line (line);
  const char             *symbol = g_ptr_array_index (cells, 0);
  const char             *day = g_ptr_array_index (cells, 1);
  const char             *text = g_ptr_array_index (cells, 2);
  TideMoment              moment = TIDE_MOMENT_LATEST;
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideFormula) formula = tide_formula_parse (text, -1, &error);
  g_autoptr (TideResult)  result = NULL;
  g_autoptr (TideResult)  traced = NULL;

  g_assert_no_error (error);
  moment.as_of = tide_day_parse (day, strlen (day));
  result = tide_formula_evaluate (formula, TIDE_SOURCE (source), symbol, &moment,
                                  TIDE_EVALUATE_NUMBER, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s as of %s: %s", symbol, day, text);
  check_value (result, text, g_ptr_array_index (cells, 3), g_ptr_array_index (cells, 4));

  /* The whole series, and a trace, change nothing. */
  traced = tide_formula_evaluate (formula, TIDE_SOURCE (source), symbol, &moment,
                                  TIDE_EVALUATE_TRACE, NULL, &error);
  g_assert_no_error (error);
  check_value (traced, text, g_ptr_array_index (cells, 3), g_ptr_array_index (cells, 4));
  g_assert_true (isnan (tide_result_get_data (result)->number) ||
                 tide_result_get_data (result)->number ==
                   tide_result_get_data (traced)->number);
  g_assert_nonnull (tide_result_get_trace (traced));
}

/* Every function on every file against tests/data/make-formulas.py. */
static void
test_real_files (void)
{
  g_autofree char *folder = tide_test_dup_shared_path ("data/daily");
  g_autofree char *path = g_test_build_filename (
    G_TEST_DIST, "data", "formula-vectors.csv", NULL);
  g_autofree char             *text = NULL;
  g_auto (GStrv)               lines = NULL;
  g_autoptr (TideMemorySource) source = NULL;
  g_autoptr (GError)           error = NULL;

  if (folder == NULL)
    return;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  source = tide_memory_source_new (folder);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 3000);
  for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    check_line (source, lines[i]);
}

/* The last change in units of the instrument's own volatility of the year
 * before: the column "1D σ", with the figures an analyst's day gives. */
static void
test_own_volatility (void)
{
  static const char formula_text[] =
    "last(returns(close, method=\"log\")) / stdev(lag(returns(close, method=\"log\"), 1D), 252D)";
  static const struct
  {
    const char *symbol;
    const char *as_of;
    double      sigma;
  } cases[] = {
    { "NVDA", "2025-01-27", -5.6 },
    { "GOOGL", "2025-01-27", -2.4 },
    { "AAPL", "2025-01-27", 2.2 },
    { "0981.HK", "2025-01-27", -2.0 },
    { "0241.HK", "2025-02-14", 6.2 },
    { "0700.HK", "2025-02-14", 3.8 },
    { "9618.HK", "2025-02-14", 2.3 },
    { "3690.HK", "2025-02-14", 1.8 },
    { "9988.HK", "2025-02-14", 2.6 },
    { "9888.HK", "2025-02-14", 1.1 },
    { "1810.HK", "2025-02-14", 2.7 },
    { "0981.HK", "2025-02-14", -0.2 },
  };
  g_autofree char             *folder = tide_test_dup_shared_path ("data/daily");
  g_autoptr (TideMemorySource) source = NULL;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideFormula)      formula = tide_formula_parse (formula_text, -1, &error);

  g_assert_no_error (error);
  if (folder == NULL)
    return;

  source = tide_memory_source_new (folder);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TideMoment             moment = TIDE_MOMENT_LATEST;
      g_autoptr (TideResult) result = NULL;

      moment.as_of = tide_day_parse (cases[i].as_of, strlen (cases[i].as_of));
      result = tide_formula_evaluate (formula, TIDE_SOURCE (source), cases[i].symbol, &moment,
                                      TIDE_EVALUATE_PLAIN, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("case %zu: %s %g", i, cases[i].symbol, tide_result_get_data (result)->number);
      g_assert_true (fabs (tide_result_get_data (result)->number - cases[i].sigma) < 0.05);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/formula/vectors/real-files", test_real_files);
  g_test_add_func ("/formula/vectors/own-volatility", test_own_volatility);
  return g_test_run ();
}
