// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

#include "parse/tide-number-text.h"

#define PLAIN TIDE_NUMBER_TEXT_PLAIN
#define COMMA TIDE_NUMBER_TEXT_DECIMAL_COMMA
#define PERCENT TIDE_NUMBER_TEXT_PERCENT
#define MULTIPLE TIDE_NUMBER_TEXT_MULTIPLE

#define NBSP "\xc2\xa0"
#define THIN "\xe2\x80\x89"
#define NARROW "\xe2\x80\xaf"

static void
test_reads_values (void)
{
  static const struct
  {
    const char         *text;
    TideNumberTextStyle style;
    double              value;
  } cases[] = {
    { "0", PLAIN, 0 },
    { "77.85", PLAIN, 77.85 },
    { "-37.63", PLAIN, -37.63 },
    { "\xe2\x88\x92"
      "37.63",
      PLAIN, -37.63 },
    { "+1.5", PLAIN, 1.5 },
    { "185.56711280457998", PLAIN, 185.56711280457998 },
    { "1e3", PLAIN, 1000 },
    { "1.5E-3", PLAIN, 0.0015 },
    { ".5", PLAIN, 0.5 },
    { "5.", PLAIN, 5 },
    { " 12.5 ", PLAIN, 12.5 },
    { NBSP "12.5" NBSP, PLAIN, 12.5 },
    { "0700", PLAIN, 700 },
    { "1,234", PLAIN, 1234 },
    { "46,391.51", PLAIN, 46391.51 },
    { "1,234,567,890.25", PLAIN, 1234567890.25 },
    { "1 234 567.5", PLAIN, 1234567.5 },
    { "1" NBSP "234.5", PLAIN, 1234.5 },
    { "1" THIN "234" THIN "567", PLAIN, 1234567 },
    { "1" NARROW "234,5", COMMA, 1234.5 },
    { "1'234.5", PLAIN, 1234.5 },
    { "1\xe2\x80\x99"
      "234.5",
      PLAIN, 1234.5 },
    { "(1,234.5)", PLAIN, -1234.5 },
    { "77,85", COMMA, 77.85 },
    { "-0,5", COMMA, -0.5 },
    { ",5", COMMA, 0.5 },
    { "1.234,56", COMMA, 1234.56 },
    { "1.234.567", COMMA, 1234567 },
    { "1,234", COMMA, 1.234 },
    { "1,5e3", COMMA, 1500 },
    { "12", COMMA, 12 },
    { "3.85%", PERCENT, 0.0385 },
    { "3.85 %", PERCENT, 0.0385 },
    { "-0.1%", PERCENT, -0.001 },
    { "3,85%", PERCENT | COMMA, 0.0385 },
    { "0.0385", PERCENT, 0.0385 },
    { "17.4x", MULTIPLE, 17.4 },
    { "17.4X", MULTIPLE, 17.4 },
    { "17.4 \xc3\x97", MULTIPLE, 17.4 },
    { "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x8e\xef\xbc\x95", PLAIN, 12.5 },
    { "5e-324", PLAIN, 5e-324 },
    { "1.7976931348623157e308", PLAIN, 1.7976931348623157e308 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = -1;

      g_test_message ("case %zu: %s", i, cases[i].text);
      g_assert_cmpint (tide_number_text_parse (cases[i].text, strlen (cases[i].text),
                                               cases[i].style, &value),
                       ==, TIDE_NUMBER_TEXT_VALUE);
      g_assert_true (value == cases[i].value);
    }
}

static void
test_knows_gaps (void)
{
  static const char *const gaps[] = {
    "",
    " ",
    NBSP,
    "-",
    "--",
    ".",
    "NA",
    "na",
    "N/A",
    "n.a.",
    "@NA",
    "#N/A",
    "#N/A N/A",
    "#N/A Field Not Applicable",
    "#N/A Invalid Security",
    "#N/A Requesting Data...",
    "#NAME?",
    "#VALUE!",
    "NM",
    "NaN",
    "nan",
    "None",
    "null",
    " null ",
    "\xe2\x80\x94",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      double value = 42;

      g_test_message ("case %zu: %s", i, gaps[i]);
      g_assert_cmpint (tide_number_text_parse (gaps[i], strlen (gaps[i]), PLAIN, &value), ==,
                       TIDE_NUMBER_TEXT_MISSING);
      g_assert_true (value == 42);
    }
}

static void
test_refuses_the_rest (void)
{
  static const struct
  {
    const char         *text;
    TideNumberTextStyle style;
    TideNumberText      kind;
  } cases[] = {
    { "Infinity", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "-inf", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "+Inf", COMMA, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "\xe2\x88\x9e", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "1e999", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "-1e309", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "1e99999999999999999999", PLAIN, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "1,5e999", COMMA, TIDE_NUMBER_TEXT_NOT_FINITE },
    { "0x10", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "$1", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "12.3M", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1.2%", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "17.4x", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "abc", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1.2.3", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1,23", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "77,85", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "77.85", COMMA, TIDE_NUMBER_TEXT_INVALID },
    { "1234,567", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1,2345", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1,234 567", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1 23", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "12 34", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "--5", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "+-5", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "(5", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "5)", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "(-5)", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "e5", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1e", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "1e+", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { ",", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { ",", COMMA, TIDE_NUMBER_TEXT_INVALID },
    { "#N/Appendix", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "5\xff", PLAIN, TIDE_NUMBER_TEXT_INVALID },
    { "2025-01-02", PLAIN, TIDE_NUMBER_TEXT_INVALID },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 42;

      g_test_message ("case %zu", i);
      g_assert_cmpint (tide_number_text_parse (cases[i].text, strlen (cases[i].text),
                                               cases[i].style, &value),
                       ==, cases[i].kind);
      g_assert_true (value == 42);
    }
}

/* A number is the same in a grouped, in a decimal-comma and in a plain cell. */
static void
test_groups_change_nothing (void)
{
  for (int round = 0; round < 20000; round++)
    {
      unsigned int     thousands = (unsigned int) g_test_rand_int_range (1, 1000);
      unsigned int     rest = (unsigned int) g_test_rand_int_range (0, 1000);
      unsigned int     fraction = (unsigned int) g_test_rand_int_range (0, 1000000);
      g_autofree char *plain = g_strdup_printf ("%u%03u.%06u", thousands, rest, fraction);
      g_autofree char *grouped = g_strdup_printf ("%u,%03u.%06u", thousands, rest, fraction);
      g_autofree char *german = g_strdup_printf ("%u.%03u,%06u", thousands, rest, fraction);
      double           expected = g_ascii_strtod (plain, NULL);
      double           value;

      tide_number_text_parse (plain, strlen (plain), PLAIN, &value);
      g_assert_true (value == expected);
      tide_number_text_parse (grouped, strlen (grouped), PLAIN, &value);
      g_assert_true (value == expected);
      tide_number_text_parse (german, strlen (german), COMMA, &value);
      g_assert_true (value == expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  setlocale (LC_ALL, "de_DE.UTF-8");

  g_test_add_func ("/parse/number-text/reads-values", test_reads_values);
  g_test_add_func ("/parse/number-text/knows-gaps", test_knows_gaps);
  g_test_add_func ("/parse/number-text/refuses-the-rest", test_refuses_the_rest);
  g_test_add_func ("/parse/number-text/groups-change-nothing", test_groups_change_nothing);

  return g_test_run ();
}
