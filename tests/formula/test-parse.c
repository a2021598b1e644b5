// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <locale.h>
#include <string.h>

#include "formula/tide-formula.h"

/* Formulas and how the reference writes them. */
static const struct
{
  const char *typed;
  const char *printed;
} printed_cases[] = {
  { "1", "1" },
  { "  1.50 ", "1.5" },
  { "2e3", "2000" },
  { "1E-7", "1e-07" },
  { "-2^2", "-2^2" },
  { "(-2)^2", "(-2)^2" },
  { "2^3^2", "2^3^2" },
  { "(2^3)^2", "(2^3)^2" },
  { "2^-1", "2^-1" },
  { "1-(2-3)", "1 - (2 - 3)" },
  { "(1-2)-3", "1 - 2 - 3" },
  { "2*(3+4)", "2 * (3 + 4)" },
  { "(2*3)+4", "2 * 3 + 4" },
  { "6/(3/2)", "6 / (3 / 2)" },
  { "-(1+2)", "-(1 + 2)" },
  { "20%", "20%" },
  { "(1+2)%", "(1 + 2)%" },
  { "2^50%", "2^50%" },
  { "CLOSE", "close" },
  { "close()", "close" },
  { "Close ( \"9988.HK\" )", "close(\"9988.HK\")" },
  { "close(\"9988.HK\",source=\"csv\")", "close(\"9988.HK\", source=\"csv\")" },
  { "close(source=\"csv\")", "close(source=\"csv\")" },
  { "change(close,1m)", "change(close, 1M)" },
  { "return(close, ytd)", "change(close, YTD)" },
  { "change(close, from=2025-01-13,to=2025-02-12)",
    "change(close, from=2025-01-13, to=2025-02-12)" },
  { "change(x=close, period=5D)", "change(close, 5D)" },
  { "mean(close, 2025-02)", "mean(close, 2025-02)" },
  { "low_of(close, 1Y)", "min(close, 1Y)" },
  { "min(1, 2)", "min(1, 2)" },
  { "max(close, since=2025-01-01)", "max(close, since=2025-01-01)" },
  { "streak(close,w)", "streak(close, W)" },
  { "rise(close, 1Y, short=true)", "rise(close, 1Y, short=true)" },
  { "name = \"a \"\"b\"\"\"", "name = \"a \"\"b\"\"\"" },
  { "if(symbol=\"A\",1,2)", "if(symbol = \"A\", 1, 2)" },
  { "NOT 1<2 AND true OR false", "not 1 < 2 and true or false" },
  { "not (1 < 2 and 3 < 4)", "not (1 < 2 and 3 < 4)" },
  { "(1 < 2) = true", "(1 < 2) = true" },
  { "1 < 2 and (2 < 3 or 3 < 4)", "1 < 2 and (2 < 3 or 3 < 4)" },
  { "2025-01-13 - 2025-01-01", "2025-01-13 - 2025-01-01" },
  { "2025-01-13 > min_day(close, 1Y)", "2025-01-13 > min_day(close, 1Y)" },
  { "2025 -01", "2025 - 1" },
  { "12025-01", "12025 - 1" },
  { "percentile(close, 5Y, method=\"mean\")", "percentile(close, 5Y, method=\"mean\")" },
  { "field(\"allocation\", \"GS-PRIME\")", "field(\"allocation\", \"GS-PRIME\")" },
};

static void
test_print (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (printed_cases); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = NULL;
      g_autoptr (TideFormula) again = NULL;

      g_test_message ("case %zu: %s", i, printed_cases[i].typed);
      formula = tide_formula_parse (printed_cases[i].typed, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tide_formula_get_text (formula), ==, printed_cases[i].printed);

      again = tide_formula_parse (tide_formula_get_text (formula), -1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tide_formula_get_text (again), ==, printed_cases[i].printed);
    }
}

/* What is no formula, where, and what the message says of it. */
static const struct
{
  const char      *text;
  TideFormulaError code;
  size_t           column;
  const char      *part;
} failing_cases[] = {
  { "", TIDE_FORMULA_ERROR_SYNTAX, 1, "found the end of the formula" },
  { "1 +", TIDE_FORMULA_ERROR_SYNTAX, 4, "found the end of the formula" },
  { "1 2", TIDE_FORMULA_ERROR_SYNTAX, 3, "found \"2\"" },
  { "(1", TIDE_FORMULA_ERROR_SYNTAX, 3, "expected \")\"" },
  { "1)", TIDE_FORMULA_ERROR_SYNTAX, 2, "found \")\"" },
  { "--1", TIDE_FORMULA_ERROR_SYNTAX, 2, "found \"-\"" },
  { "1 < 2 < 3", TIDE_FORMULA_ERROR_SYNTAX, 7, "found \"<\"" },
  { "\"abc", TIDE_FORMULA_ERROR_SYNTAX, 1, "closing quotation mark" },
  { ".5", TIDE_FORMULA_ERROR_SYNTAX, 1, "found \".\"" },
  { "3x", TIDE_FORMULA_ERROR_SYNTAX, 1, "found \"3x\"" },
  { "0D", TIDE_FORMULA_ERROR_SYNTAX, 1, "found \"0D\"" },
  { "1e999", TIDE_FORMULA_ERROR_SYNTAX, 1, "range of a double" },
  { "2025-13", TIDE_FORMULA_ERROR_SYNTAX, 1, "found \"2025-13\"" },
  { "2025-02-30", TIDE_FORMULA_ERROR_SYNTAX, 1, "found \"2025-02-30\"" },
  { "2025-02-3", TIDE_FORMULA_ERROR_SYNTAX, 1, "expected a day" },
  { "1 $ 2", TIDE_FORMULA_ERROR_SYNTAX, 3, "found \"$\"" },
  { "\"é\" + é", TIDE_FORMULA_ERROR_SYNTAX, 7, "(byte 8)" },
  { "close(\"A\"", TIDE_FORMULA_ERROR_SYNTAX, 10, "\",\" or \")\"" },
  { "clsoe", TIDE_FORMULA_ERROR_NAME, 1, "nearest is \"close\"" },
  { "1 + chnage(close, 1M)", TIDE_FORMULA_ERROR_NAME, 5, "nearest is \"change\"" },
  { "change(close, form=2025-01-13)", TIDE_FORMULA_ERROR_NAME, 15, "nearest is \"from\"" },
  { "change(close, x)", TIDE_FORMULA_ERROR_SYNTAX, 15,
    "column 15: expected a period such as 1M or a day, found \"x\"" },
  { "change(close)", TIDE_FORMULA_ERROR_ARGUMENT, 1, "change needs a period" },
  { "mean(close)", TIDE_FORMULA_ERROR_ARGUMENT, 1, "mean needs a period" },
  { "change(close, 1M, 2)", TIDE_FORMULA_ERROR_ARGUMENT, 19, "no further argument" },
  { "change(close, 1M, from=2025-01-01)", TIDE_FORMULA_ERROR_ARGUMENT, 1, "one span of days" },
  { "change(close, from=2025-01-01, from=2025-01-02)", TIDE_FORMULA_ERROR_ARGUMENT, 37, "twice" },
  { "change(x=close, 1M)", TIDE_FORMULA_ERROR_SYNTAX, 17, "named" },
  { "change(5, 1M)", TIDE_FORMULA_ERROR_ARGUMENT, 8, "expected a series" },
  { "change(close, 2025-01)", TIDE_FORMULA_ERROR_ARGUMENT, 15, "expected a period" },
  { "change(close, W)", TIDE_FORMULA_ERROR_ARGUMENT, 15, "expected a period" },
  { "mean(close, -1..3)", TIDE_FORMULA_ERROR_ARGUMENT, 13, "expected a period" },
  { "mean(close, 3..1)", TIDE_FORMULA_ERROR_SYNTAX, 17, "end of a range" },
  { "percentile(close, 1Y, method=\"x\")", TIDE_FORMULA_ERROR_ARGUMENT, 30, "\"strict\"" },
  { "1 + \"a\"", TIDE_FORMULA_ERROR_ARGUMENT, 5, "expected a number" },
  { "1M + 1", TIDE_FORMULA_ERROR_ARGUMENT, 1, "found \"1M\"" },
  { "true + 1", TIDE_FORMULA_ERROR_ARGUMENT, 1, "found \"true\"" },
  { "1 and true", TIDE_FORMULA_ERROR_ARGUMENT, 1, "comparison" },
  { "1 = \"a\"", TIDE_FORMULA_ERROR_ARGUMENT, 5, "same kind" },
  { "D", TIDE_FORMULA_ERROR_ARGUMENT, 1, "frequency" },
  { "close(9988)", TIDE_FORMULA_ERROR_ARGUMENT, 7, "expected a text" },
  { "if(1, 2, 3)", TIDE_FORMULA_ERROR_ARGUMENT, 4, "comparison" },
  { "covnert(close, \"USD\")", TIDE_FORMULA_ERROR_NAME, 1, "\"covnert\"" },
};

static void
test_errors (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (failing_cases); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = NULL;
      size_t                  byte = 0;
      size_t                  column = 0;

      g_test_message ("case %zu: %s", i, failing_cases[i].text);
      formula = tide_formula_parse (failing_cases[i].text, -1, &error);
      g_assert_null (formula);
      g_test_message ("%s", error->message);
      g_assert_error (error, TIDE_FORMULA_ERROR, (int) failing_cases[i].code);
      g_assert_true (tide_formula_error_get_place (error, &byte, &column));
      g_assert_cmpuint (column, ==, failing_cases[i].column);
      g_assert_nonnull (strstr (error->message, failing_cases[i].part));
      g_assert_cmpuint (byte, <=, strlen (failing_cases[i].text));
    }
}

static char *
repeat (const char *before,
        const char *part,
        size_t      count,
        const char *after)
{
  GString *text = g_string_new (before);

  for (size_t i = 0; i < count; i++)
    g_string_append (text, part);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/* The limits of length, depth and calls hold, and what is just within them
 * parses. */
static void
test_limits (void)
{
  const struct
  {
    char *text;
    bool  fits;
  } cases[] = {
    { repeat ("1", "+1", 2047, ""), true },
    { repeat ("1", "+1", 2048, ""), false },
    { repeat ("", "(", 62, "1"), false },
    { repeat ("", "(", 4000, "1"), false },
    { repeat ("2", "^2", 62, ""), true },
    { repeat ("2", "^2", 70, ""), false },
    { repeat ("close", "+close", 255, ""), true },
    { repeat ("close", "+close", 256, ""), false },
    { repeat ("", "abs(", 60, "1"), false },
    { repeat ("", "-", 4000, "1"), false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = tide_formula_parse (cases[i].text, -1, &error);

      g_test_message ("case %zu: %s", i, error != NULL ? error->message : "fits");
      g_assert_cmpint (formula != NULL, ==, cases[i].fits);
      g_free (cases[i].text);
    }
}

/* Whatever the bytes, there is an answer with a place in it. */
static void
test_hostile_bytes (void)
{
  static const char alphabet[] = "()\"%^,=<>.+-* 0123456789DWMQYe\xc3\xa9\xff\x80\x01"
                                 "closechange|meanifandornottrue";
  GRand            *random = g_rand_new_with_seed (20250213);

  g_test_message ("seed 20250213");
  for (size_t i = 0; i < 20000; i++)
    {
      char                    text[48];
      size_t                  length = (size_t) g_rand_int_range (random, 0, sizeof text);
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = NULL;
      size_t                  byte;

      for (size_t j = 0; j < length; j++)
        text[j] = (char) (i % 7 == 0 ? g_rand_int_range (random, 0, 256)
                                     : alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)]);
      formula = tide_formula_parse (text, (gssize) length, &error);
      if (formula != NULL)
        continue;
      g_assert_true (tide_formula_error_get_place (error, &byte, NULL));
      g_assert_cmpuint (byte, <=, length);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_rand_free (random);
}

static void
test_needs_row (void)
{
  static const struct
  {
    const char  *text;
    bool         needs_row;
    TideUnitKind unit;
  } cases[] = {
    { "1 + 2", false, TIDE_UNIT_PLAIN },
    { "close", true, TIDE_UNIT_CURRENCY },
    { "close(\"A\")", false, TIDE_UNIT_CURRENCY },
    { "close(\"A\") / close - 1", true, TIDE_UNIT_CHANGE },
    { "close / eps_ttm", true, TIDE_UNIT_MULTIPLE },
    { "field(\"pe\")", true, TIDE_UNIT_MULTIPLE },
    { "field(\"pe\", \"A\")", false, TIDE_UNIT_MULTIPLE },
    { "change(close, 1M) - change(close, 1Y)", true, TIDE_UNIT_POINTS },
    { "percentile(pe, 5Y)", true, TIDE_UNIT_SHARE },
    { "if(true, close(\"A\"), 1)", false, TIDE_UNIT_CURRENCY },
    { "close * shares", true, TIDE_UNIT_CURRENCY },
    { "difference(pe, 1Y)", true, TIDE_UNIT_MULTIPLE },
    { "difference(dividend_yield, 1Y)", true, TIDE_UNIT_POINTS },
    { "2025-02-03 - 2025-02-01", false, TIDE_UNIT_DAYS },
    { "percent(0.2)", false, TIDE_UNIT_SHARE },
    { "times(2)", false, TIDE_UNIT_TIMES },
    { "name", true, TIDE_UNIT_PLAIN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError)      error = NULL;
      g_autoptr (TideFormula) formula = tide_formula_parse (cases[i].text, -1, &error);

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpint (tide_formula_needs_row (formula), ==, cases[i].needs_row);
      g_assert_cmpint (tide_formula_guess_unit (formula), ==, cases[i].unit);
    }
}

/* Every row of the table carries its help, and its examples of calling parse. */
static void
test_help (void)
{
  size_t                  n;
  const TideFunctionHelp *help = tide_formula_list_functions (&n);

  g_assert_cmpuint (n, >=, 70);
  for (size_t i = 0; i < n; i++)
    {
      g_test_message ("%s", help[i].name);
      g_assert_true (g_str_has_prefix (help[i].signature, help[i].name));
      g_assert_cmpuint (strlen (help[i].meaning), >, 5);
      g_assert_nonnull (help[i].group);
      g_assert_nonnull (help[i].formula);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/formula/parse/print", test_print);
  g_test_add_func ("/formula/parse/errors", test_errors);
  g_test_add_func ("/formula/parse/limits", test_limits);
  g_test_add_func ("/formula/parse/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/formula/parse/needs-row-and-unit", test_needs_row);
  g_test_add_func ("/formula/parse/help", test_help);
  return g_test_run ();
}
