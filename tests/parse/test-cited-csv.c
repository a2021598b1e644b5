// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "parse/tide-cited-csv.h"
#include "parse/tide-figure-text.h"
#include "parse/tide-parse-error.h"
#include "tide-test-common.h"

#define TODAY 20140

typedef struct
{
  const char  *value;
  const char  *unit;
  TideUnitKind usual;
  TideUnitKind kind;
  const char  *currency;
  double       number;
} FigureCase;

static TideUnit
make_usual (TideUnitKind kind)
{
  return kind == TIDE_UNIT_CURRENCY ? tide_unit_of_currency ("CNY") : tide_unit_of_kind (kind);
}

static void
test_figures (void)
{
  const FigureCase cases[] = {
    { "7.6%", "", TIDE_UNIT_SHARE, TIDE_UNIT_SHARE, "", 0.076 },
    { "7.6", "%", TIDE_UNIT_SHARE, TIDE_UNIT_SHARE, "", 0.076 },
    { "7.6%", "%", TIDE_UNIT_SHARE, TIDE_UNIT_SHARE, "", 0.076 },
    { "0.076", "share", TIDE_UNIT_PLAIN, TIDE_UNIT_SHARE, "", 0.076 },
    { "+28", "%", TIDE_UNIT_CHANGE, TIDE_UNIT_CHANGE, "", 0.28 },
    { "3.85", "%", TIDE_UNIT_PLAIN, TIDE_UNIT_SHARE, "", 0.0385 },
    { "\xe2\x88\x92"
      "1.2",
      "pp", TIDE_UNIT_SHARE, TIDE_UNIT_POINTS, "", -0.012 },
    { "17.4x", "", TIDE_UNIT_MULTIPLE, TIDE_UNIT_MULTIPLE, "", 17.4 },
    { "17.4", "x", TIDE_UNIT_PLAIN, TIDE_UNIT_MULTIPLE, "", 17.4 },
    { "1.67", "x", TIDE_UNIT_TIMES, TIDE_UNIT_TIMES, "", 1.67 },
    { "1.77", "CNY trn", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "CNY", 1.77e12 },
    { "1.77", "trn", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "CNY", 1.77e12 },
    { "-2,568.22", "CNY mn", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "CNY", -2568220000.0 },
    { "100.2", "HKD bn", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "HKD", 100200000000.0 },
    { "24.49", "shares bn", TIDE_UNIT_SHARES, TIDE_UNIT_SHARES, "", 24490000000.0 },
    { "75", "HKD", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "HKD", 75 },
    { "1e300", "k", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "CNY", 1e303 },
    { "0", "bn", TIDE_UNIT_CURRENCY, TIDE_UNIT_CURRENCY, "CNY", 0 },
    { "-1", "", TIDE_UNIT_PLAIN, TIDE_UNIT_PLAIN, "", -1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TideUnit           unit;
      double             number = 0;

      g_test_message ("%s %s", cases[i].value, cases[i].unit);
      tide_figure_text_parse (cases[i].value, cases[i].unit, make_usual (cases[i].usual), &unit,
                              &number, &error);
      g_assert_no_error (error);
      g_assert_cmpint (unit.kind, ==, cases[i].kind);
      g_assert_cmpstr (unit.currency, ==, cases[i].currency);
      /* Exactly: nothing is rounded twice. */
      g_assert_cmpfloat (number, ==, cases[i].number);
    }
}

static void
test_no_figures (void)
{
  g_autofree char *longest = g_strnfill (1000, '9');
  const struct
  {
    const char *value;
    const char *unit;
    int         code;
  } cases[] = {
    { "", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "n/a", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "inf", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "1e400", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "1e300", "HKD bn", TIDE_CITATION_ERROR_VALUE },
    { "about 7", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "7,6", "HKD", TIDE_CITATION_ERROR_VALUE },
    { "7%", "HKD", TIDE_CITATION_ERROR_VALUE },
    { longest, "HKD", TIDE_CITATION_ERROR_VALUE },
    { "7", "doubloons", TIDE_CITATION_ERROR_UNIT },
    { "7", "HKD zillion", TIDE_CITATION_ERROR_UNIT },
    { "7", "share bn", TIDE_CITATION_ERROR_UNIT },
    { "7", "bn HKD", TIDE_CITATION_ERROR_UNIT },
    { "7", longest, TIDE_CITATION_ERROR_UNIT },
    { "7", "\xff", TIDE_CITATION_ERROR_UNIT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      TideUnit           unit;
      double             number = 0;

      g_assert_false (tide_figure_text_parse (cases[i].value, cases[i].unit, tide_unit_plain (),
                                              &unit, &number, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TIDE_CITATION_ERROR, cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), <, 400);
    }
}

static TideCitedCsv *
read_text (const char *text,
           GError    **error)
{
  return tide_cited_csv_read (text, strlen (text), TODAY, error);
}

static void
test_file (void)
{
  static const char content[] =
    "\xef\xbb\xbfwording,Symbol,field,date,value,unit,source\r\n"
    "\"7.6% of the book, said \"\"Goldman\"\"\",gs-prime,allocation,2025-02-07,7.6,%,Reuters\r\n"
    "\r\n"
    ",GS-PRIME,percentile,2025-02-07,23,%,Reuters\r\n"
    "第一,FOREIGN/CSI-A500,holdings,2024-12,1.77,CNY trn,证券时报\r\n"
    ",GS-PRIME/SECTOR/ENERGY,direction,2025-02-07,-1,,Reuters\r\n"
    ",700.hk,price_target,2025-02-07,520,,Somebody\r\n";
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideCitedCsv) read = read_text (content, &error);
  const TideCitation      *citation;

  g_assert_no_error (error);
  g_assert_cmpuint (read->n_rows, ==, 5);
  g_assert_cmpuint (read->n_rejected, ==, 0);
  g_assert_cmpuint (read->citations->len, ==, 5);
  citation = read->citations->pdata[0];
  g_assert_cmpstr (citation->symbol, ==, "GS-PRIME");
  g_assert_cmpint (citation->day, ==, tide_day_from_ymd (2025, 2, 7));
  g_assert_cmpfloat (citation->value, ==, 0.076);
  g_assert_cmpstr (citation->publication, ==, "Reuters");
  g_assert_cmpstr (citation->wording, ==, "7.6% of the book, said \"Goldman\"");
  citation = read->citations->pdata[2];
  g_assert_cmpint (citation->day, ==, tide_day_from_ymd (2024, 12, 31));
  g_assert_cmpfloat (citation->value, ==, 1.77e12);
  g_assert_cmpstr (citation->unit.currency, ==, "CNY");
  g_assert_cmpstr (citation->wording, ==, "第一");
  citation = read->citations->pdata[4];
  g_assert_cmpstr (citation->symbol, ==, "0700.HK");
  g_assert_cmpstr (citation->unit.currency, ==, "HKD");
}

static void
test_rejected (void)
{
  static const char        content[] = "symbol,field,date,value,unit,source\n"
                                       "GS-PRIME,allocation,2025-02-30,7.6,%,Reuters\n"
                                       "GS-PRIME,allocation,03/02/2025,7.6,%,Reuters\n"
                                       "GS-PRIME,allocation,2035-02-07,7.6,%,Reuters\n"
                                       "GS-PRIME,allocation,2025-02-07,inf,%,Reuters\n"
                                       "GS-PRIME,allocation,2025-02-07,7.6,pounds,Reuters\n"
                                       "GS-PRIME,allocation,2025-02-07,7.6,%,\n"
                                       "two words,allocation,2025-02-07,7.6,%,Reuters\n"
                                       "GS-PRIME,Allocation!,2025-02-07,7.6,%,Reuters\n"
                                       "GS-PRIME,allocation,2025-02-07,7.6,%,Reuters, page 3\n"
                                       "GS-PRIME,allocation,2025-02-07,7.6,%,Reuters\n";
  g_autoptr (GError)       error = NULL;
  g_autoptr (TideCitedCsv) read = read_text (content, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->n_rows, ==, 10);
  g_assert_cmpuint (read->n_rejected, ==, 9);
  g_assert_cmpuint (read->citations->len, ==, 1);
  g_assert_cmpuint (read->problems->len, ==, 9);
  for (unsigned int i = 0; i < read->problems->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("line %u: ", i + 2);

      g_test_message ("%s", (char *) read->problems->pdata[i]);
      g_assert_true (g_str_has_prefix (read->problems->pdata[i], line));
      g_assert_true (g_str_has_suffix (read->problems->pdata[i], "."));
    }
}

static void
test_no_file (void)
{
  static const struct
  {
    const char *content;
    int         code;
  } cases[] = {
    { "", TIDE_PARSE_ERROR_EMPTY },
    { "symbol,field,date,value,source\n", TIDE_PARSE_ERROR_EMPTY },
    { "date,value\n2025-02-07,1\n", TIDE_PARSE_ERROR_SHAPE },
    { "<html><body>Sorry</body></html>\n", TIDE_PARSE_ERROR_SHAPE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].content, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TIDE_PARSE_ERROR, cases[i].code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/cited-csv/figures", test_figures);
  g_test_add_func ("/parse/cited-csv/no-figures", test_no_figures);
  g_test_add_func ("/parse/cited-csv/file", test_file);
  g_test_add_func ("/parse/cited-csv/rejected", test_rejected);
  g_test_add_func ("/parse/cited-csv/no-file", test_no_file);

  return g_test_run ();
}
