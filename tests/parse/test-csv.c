// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "parse/tide-csv.h"
#include "parse/tide-parse-error.h"

/* Prints a row as LINE:[field][field]. */
static bool
print_row_cb (const TideCsvRow *row,
              gpointer          user_data,
              GError          **error)
{
  GString *out = user_data;

  g_string_append_printf (out, "%u:", (unsigned int) row->line);
  for (size_t i = 0; i < row->n_fields; i++)
    {
      g_string_append_c (out, '[');
      g_string_append_len (out, row->fields[i].text, (gssize) row->fields[i].length);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ' ');

  return true;
}

/* Reads in pieces of `step` bytes, or of random ones for 0; each in a block of
 * its own. */
static char *
read_rows (const char *text,
           size_t      length,
           char        delimiter,
           size_t      step,
           GError    **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TideCsv) csv = tide_csv_new (delimiter, print_row_cb, out);

  for (size_t i = 0, size; i < length; i += size)
    {
      g_autofree char *piece = NULL;

      size = step != 0 ? step : (size_t) g_test_rand_int_range (1, 9);
      size = MIN (size, length - i);
      piece = g_memdup2 (text + i, size);
      if (!tide_csv_feed (csv, piece, size, error))
        return NULL;
    }

  return tide_csv_finish (csv, error) ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
test_reads_rows (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "a", "1:[a] " },
    { "a\n", "1:[a] " },
    { "a,b\nc,d", "1:[a][b] 2:[c][d] " },
    { "a,b\r\nc,d\r\n", "1:[a][b] 2:[c][d] " },
    { "a,b\rc,d\r", "1:[a][b] 2:[c][d] " },
    { "a\rb\nc\r\nd\n\re", "1:[a] 2:[b] 3:[c] 4:[d] 5:[] 6:[e] " },
    { "\n\na", "1:[] 2:[] 3:[a] " },
    { "\r\n\r\na", "1:[] 2:[] 3:[a] " },
    { ",", "1:[][] " },
    { "a,,\n,b", "1:[a][][] 2:[][b] " },
    { "\"a\",\"b\"\n", "1:[a][b] " },
    { "\"\"", "1:[] " },
    { "\"\",\"\"\n\"\"", "1:[][] 2:[] " },
    { "\"a,b\",c", "1:[a,b][c] " },
    { "\"say \"\"hi\"\"\",1", "1:[say \"hi\"][1] " },
    { "\"\"\"\",1", "1:[\"][1] " },
    { "\"\"\"\"\"\"", "1:[\"\"] " },
    { "\"two\nlines\",1\nx,2", "1:[two\nlines][1] 3:[x][2] " },
    { "\"a\r\nb\rc\n\",1\nx", "1:[a\r\nb\rc\n][1] 5:[x] " },
    { "5\" disk,3\nx,4", "1:[5\" disk][3] 2:[x][4] " },
    { "a\"b\"c,d", "1:[a\"b\"c][d] " },
    { "\"a\"b,c", "1:[ab][c] " },
    { "\"a\"b\"c\",d\ne", "1:[ab\"c\"][d] 2:[e] " },
    { " \"a\",b", "1:[ \"a\"][b] " },
    { "\"a\" ,b", "1:[a ][b] " },
    { "\"a\"\r\n\"b\"\r\n", "1:[a] 2:[b] " },
    { "a;b", "1:[a;b] " },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t step = 0; step <= 9; step++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char   *rows = NULL;

        g_test_message ("case %zu in pieces of %zu", i, step);
        rows = read_rows (cases[i].text, strlen (cases[i].text), ',', step, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (rows, ==, cases[i].rows);
      }
}

static void
test_finds_the_delimiter (void)
{
  static const struct
  {
    const char *text;
    char        delimiter;
  } cases[] = {
    { "", ',' },
    { "date", ',' },
    { "date\n2025-01-02\n", ',' },
    { "date,close\n2025-01-02,77.85\n", ',' },
    { "date;close\n2025-01-02;77,85\n", ';' },
    { "2025-01-02;77,85\n2025-01-03;78,1\n", ';' },
    { "date;open;close\n2025-01-02;77,85;78,1\n2025-01-03;78;79,25\n", ';' },
    { "date\tclose\n2025-01-02\t1,234.5\n", '\t' },
    { "date|close|note\n2025-01-02|1,5|a;b\n", '|' },
    { "date,note\n2025-01-02,a;b;c\n2025-01-03,d\n", ',' },
    { "\"date; of; day\",close\n\"a;b\",2\n", ',' },
    { "\"a\nb;c;d;e\",1\n\"f\",2\n", ',' },
    { "# a;b;c;d\n# e;f;g;h\n# i;j;k;l\ndate,close\n2025-01-02,1\n", ',' },
    { "5\" disk,a\n6\" disk,b\n", ',' },
    { "date\t\"a,b\"\n1\t\"c,d\"\n", '\t' },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (TideCsv) csv = tide_csv_new (TIDE_CSV_DETECT, print_row_cb, out);
      g_autoptr (GError)  error = NULL;

      g_test_message ("case %zu", i);
      tide_csv_feed (csv, cases[i].text, strlen (cases[i].text), &error);
      tide_csv_finish (csv, &error);
      g_assert_no_error (error);
      g_assert_true (tide_csv_get_delimiter (csv) == cases[i].delimiter);
    }
}

/* Random text over the bytes that matter, in random pieces, against the same
 * text at once. */
static void
test_pieces_make_no_difference (void)
{
  static const char alphabet[] = "ab,;\"\"\n\r\n\t|x\0";

  for (int round = 0; round < 20000; round++)
    {
      char               text[64];
      size_t             length = (size_t) g_test_rand_int_range (0, sizeof text);
      char               delimiter = g_test_rand_bit () ? ',' : TIDE_CSV_DETECT;
      g_autoptr (GError) whole_error = NULL;
      g_autoptr (GError) pieces_error = NULL;
      g_autofree char   *whole = NULL;
      g_autofree char   *pieces = NULL;

      for (size_t i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

      whole = read_rows (text, length, delimiter, sizeof text, &whole_error);
      pieces = read_rows (text, length, delimiter, round % 4 == 0 ? 1 : 0, &pieces_error);
      g_assert_cmpstr (whole, ==, pieces);
      g_assert_cmpint (whole_error == NULL, ==, pieces_error == NULL);
      if (whole_error != NULL)
        g_assert_cmpstr (whole_error->message, ==, pieces_error->message);
    }
}

/* A comma and a bar in every line, 30 of them, with a row that would decide
 * otherwise after the twentieth. */
static void
test_decides_on_twenty_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *whole = NULL;
  g_autofree char    *bytewise = NULL;

  for (int i = 0; i < 30; i++)
    g_string_append (text, i < 20 ? "a,b\n" : "c;d;e\n");

  whole = read_rows (text->str, text->len, TIDE_CSV_DETECT, text->len, NULL);
  bytewise = read_rows (text->str, text->len, TIDE_CSV_DETECT, 1, NULL);
  g_assert_true (g_str_has_prefix (whole, "1:[a][b] "));
  g_assert_true (g_str_has_suffix (whole, "30:[c;d;e] "));
  g_assert_cmpstr (whole, ==, bytewise);
}

static void
assert_limit (const char *text,
              size_t      length,
              int         code,
              const char *named)
{
  static const size_t steps[] = { 4096, 100000, 1 << 30 };

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_rows (text, length, ',', steps[i], &error));
      g_assert_error (error, TIDE_PARSE_ERROR, code);
      g_assert_nonnull (strstr (error->message, named));
    }
}

static void
test_names_its_limits (void)
{
  g_autoptr (GString) text = g_string_new ("a\n");
  g_autofree char    *rows = NULL;

  /* As wide and as long as a row may be. */
  for (int i = 1; i < TIDE_CSV_MAX_COLUMNS; i++)
    g_string_append_c (text, ',');
  rows = read_rows (text->str, text->len, ',', 777, NULL);
  g_assert_nonnull (rows);
  g_string_append_c (text, ',');
  assert_limit (text->str, text->len, TIDE_PARSE_ERROR_LIMIT,
                "Line 2 has more columns than the limit of 100000");

  g_string_assign (text, "a\nb");
  for (size_t i = 1; i < TIDE_CSV_MAX_ROW; i++)
    g_string_append_c (text, 'x');
  g_free (rows);
  rows = read_rows (text->str, text->len, ',', 7777, NULL);
  g_assert_nonnull (rows);
  g_string_append_c (text, 'x');
  assert_limit (text->str, text->len, TIDE_PARSE_ERROR_LIMIT, "limit of 1048576 bytes");

  g_string_append (text, "\nend\n");
  assert_limit (text->str, text->len, TIDE_PARSE_ERROR_LIMIT, "begins on line 2 ");

  /* A lone quote swallows the rest: it is that line that must be named. */
  g_string_assign (text, "a,b\n1,2\n3,\"4\n");
  for (int i = 0; i < 200000; i++)
    g_string_append (text, "5,6,7\n");
  assert_limit (text->str, text->len, TIDE_PARSE_ERROR_LIMIT, "the quote opened on line 3 ");

  assert_limit ("a\nb,\"c\nd", 8, TIDE_PARSE_ERROR_SYNTAX, "opened on line 2 is not closed");
}

static bool
count_row_cb (const TideCsvRow *row,
              gpointer          user_data,
              GError          **error)
{
  uint64_t *n_fields = user_data;

  *n_fields += row->n_fields;
  return true;
}

/* Memory does not grow with the file: 64 MiB pass through one buffer. */
static void
test_streams (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  uint64_t            n_fields = 0;
  g_autoptr (TideCsv) csv = tide_csv_new (TIDE_CSV_DETECT, count_row_cb, &n_fields);

  while (text->len < 65536)
    g_string_append (text, "2019-11-26,185.567,188.047,185.567,186.162,74549578\n");

  for (int i = 0; i < 1024; i++)
    g_assert_true (tide_csv_feed (csv, text->str, text->len, NULL));

  g_assert_true (tide_csv_finish (csv, NULL));
  g_assert_cmpuint (n_fields, ==, (uint64_t) 6 * 1024 * (text->len / 52));
}

static bool
refuse_cb (const TideCsvRow *row,
           gpointer          user_data,
           GError          **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return false;
}

static void
test_stops_when_told (void)
{
  g_autoptr (TideCsv) csv = tide_csv_new (',', refuse_cb, NULL);
  g_autoptr (GError)  error = NULL;

  g_assert_false (tide_csv_feed (csv, "a\nb\n", 4, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/csv/reads-rows", test_reads_rows);
  g_test_add_func ("/parse/csv/finds-the-delimiter", test_finds_the_delimiter);
  g_test_add_func ("/parse/csv/pieces-make-no-difference", test_pieces_make_no_difference);
  g_test_add_func ("/parse/csv/decides-on-twenty-lines", test_decides_on_twenty_lines);
  g_test_add_func ("/parse/csv/names-its-limits", test_names_its_limits);
  g_test_add_func ("/parse/csv/streams", test_streams);
  g_test_add_func ("/parse/csv/stops-when-told", test_stops_when_told);

  return g_test_run ();
}
