// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "base/tide-text.h"

#include <string.h>

static const char *const functions[] = {
  "change", "returns", "difference", "cagr", "rise", "fall", "drawdown", "max_drawdown", "rebase",
  "relative", "excess", "mean", "median", "min", "max", "percentile", "zscore", "close",
  "close_raw", "volume", "turnover", "volatility", "correlation"
};

static const char *
find (const char *word)
{
  return tide_text_find_nearest (word, functions, G_N_ELEMENTS (functions));
}

static void
test_finds (void)
{
  static const struct
  {
    const char *word;
    const char *expected;
  } cases[] = {
    { "chnage", "change" },
    { "chage", "change" },
    { "changee", "change" },
    { "CLOSE_ROW", "close_raw" },
    { "clsoe", "close" },
    { "volum", "volume" },
    { "turn", "turnover" },
    { "percentil", "percentile" },
    { "corelation", "correlation" },
    { "volitility", "volatility" },
    { "mx", "max" },
    /* Both `min` and `max` are one letter away, `mean` two; the first wins. */
    { "mix", "min" },
    { "vol", "volume" },
    { "x", NULL },
    { "", NULL },
    { "banana", NULL },
    { "sharpe_ratio", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu: %s", i, cases[i].word);
      g_assert_cmpstr (find (cases[i].word), ==, cases[i].expected);
    }

  g_assert_null (tide_text_find_nearest ("close", NULL, 0));
}

/* One slip in a word always leads back to it, or to another as near. */
static void
test_finds_after_one_slip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      const char         *meant = functions[g_test_rand_int_range (0, G_N_ELEMENTS (functions))];
      g_autoptr (GString) word = g_string_new (meant);
      int                 at = g_test_rand_int_range (0, (int) word->len - 1);
      char                kept = word->str[at];
      const char         *found;

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          g_string_erase (word, at, 1);
          break;
        case 1:
          g_string_insert_c (word, at, 'q');
          break;
        case 2:
          word->str[at] = 'Q';
          break;
        default:
          word->str[at] = word->str[at + 1];
          word->str[at + 1] = kept;
        }

      found = find (word->str);
      if (found == NULL)
        g_error ("nothing is near %s, which was %s", word->str, meant);
      g_assert_cmpint (ABS ((int) strlen (found) - (int) word->len), <=, 1);
    }
}

static void
test_ignores_monsters (void)
{
  g_autofree char *word = g_strnfill (100000, 'a');
  const char      *candidates[] = { word, "", "close" };

  g_assert_null (find (word));
  g_assert_cmpstr (tide_text_find_nearest ("clse", candidates, 3), ==, "close");
}

static void
test_quotes (void)
{
  static const struct
  {
    const char *bytes;
    size_t      length;
    size_t      limit;
    const char *expected;
  } cases[] = {
    { "close", 5, 80, "close" },
    { "", 0, 80, "" },
    { "", 0, 0, "" },
    { "\xe8\x85\xbe\xe8\xae\xaf 0700", 11, 80, "\xe8\x85\xbe\xe8\xae\xaf 0700" },
    { "a\nb\tc\x1b[31m", 10, 80, "a\\x0Ab\\x09c\\x1B[31m" },
    { "a\0b", 3, 80, "a\\x00b" },
    { "\xff\xfe", 2, 80, "\\xFF\\xFE" },
    { "\xe8\x85", 2, 80, "\\xE8\\x85" },
    { "\xc0\xaf", 2, 80, "\\xC0\\xAF" },
    { "\xed\xa0\x80", 3, 80, "\\xED\\xA0\\x80" },
    { "x\xe2\x80\xaey", 5, 80, "x\\u{202E}y" },
    { "x\xe2\x81\xa6y", 5, 80, "x\\u{2066}y" },
    { "\xef\xbb\xbfopen", 7, 80, "\\u{FEFF}open" },
    { "\xe2\x80\xa8", 3, 80, "\\u{2028}" },
    { "\xc2\x85", 2, 80, "\\u{85}" },
    { "\x7f", 1, 80, "\\x7F" },
    { "abcdef", 6, 3, "abc\xe2\x80\xa6" },
    { "abcdef", 6, 6, "abcdef" },
    { "\xe8\x85\xbe\xe8\xae\xaf", 6, 1, "\xe8\x85\xbe\xe2\x80\xa6" },
    { "abc", 3, 0, "\xe2\x80\xa6" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tide_text_quote (cases[i].bytes, cases[i].length, cases[i].limit);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_quotes_any_bytes (void)
{
  for (int i = 0; i < 20000; i++)
    {
      char             bytes[64];
      size_t           length = (size_t) g_test_rand_int_range (0, sizeof bytes);
      g_autofree char *exact = NULL, *text = NULL;

      for (size_t j = 0; j < length; j++)
        bytes[j] = (char) g_test_rand_int_range (0, 256);

      exact = g_memdup2 (bytes, length);
      text = tide_text_quote (exact, length, 40);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
        {
          g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
          g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
        }
    }
}

/* What holds separators is quoted, what a spreadsheet would run is guarded. */
static void
test_append_csv (void)
{
  static const char *const cases[][2] = {
    { NULL, "" },
    { "", "" },
    { "Tencent", "Tencent" },
    { "a,b", "\"a,b\"" },
    { "say \"x\"", "\"say \"\"x\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "'=1+1" },
    { "@sum(a,b)", "\"'@sum(a,b)\"" },
    { "-5", "'-5" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      tide_text_append_csv (line, cases[i][0]);
      g_assert_cmpstr (line->str, ==, cases[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/base/text/finds-what-was-meant", test_finds);
  g_test_add_func ("/base/text/finds-after-one-slip", test_finds_after_one_slip);
  g_test_add_func ("/base/text/ignores-monsters", test_ignores_monsters);
  g_test_add_func ("/base/text/quotes", test_quotes);
  g_test_add_func ("/base/text/quotes-any-bytes", test_quotes_any_bytes);
  g_test_add_func ("/base/text/append-csv", test_append_csv);

  return g_test_run ();
}
