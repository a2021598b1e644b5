// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "tide-desk-fixture.h"
#include "tide-test-common.h"

static const TideMoment latest = TIDE_MOMENT_LATEST;

static const TideImportFile *
get_file (TideImportReport *report,
          size_t            index)
{
  return g_ptr_array_index (report->files, index);
}

/* The shapes of design 3.4: what a file is called and holds, and which value it
 * must give. */
static void
test_shapes (DeskFixture  *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char       *name;
    const char       *content;
    TideImportOptions options;
    const char       *symbol;
    const char       *formula;
    double            expected;
    int64_t           n_rows;
  } cases[] = {
    { "9988.HK.csv",
      "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
      "2025-01-13 00:00:00+08:00,77.1,78.5,76.9,77.8482894897461,1000,0.0,0.0\n"
      "2025-01-14 00:00:00+08:00,78,80,77,79.5,2000,0.0,0.0\n",
      { 0 },
      "9988.HK",
      "at(close, 2025-01-13)",
      77.8482894897461,
      2 },
    { "AAA.csv",
      "Date,Open,High,Low,Close,Adj Close,Volume\n"
      "2025-01-13,10,12,9,11,10.5,100\n2025-01-14,11,13,10,12,11.5,100\n",
      { 0 },
      "AAA",
      "close",
      12,
      2 },
    { "stooq.csv",
      "Date,Open,High,Low,Close,Volume\n2025-01-13,10,12,9,11,100\n2025-01-14,1,1,1,1,100\n",
      { .symbol = "BBB" },
      "BBB",
      "change(close, from=2025-01-13, to=2025-01-14)",
      1.0 / 11.0 - 1.0,
      2 },
    { "pe.csv",
      "\xef\xbb\xbf"
      "date;value\r\n13.01.2025;17,4\r\n20.01.2025;18,1\r\n",
      { .symbol = "HSTECH.HK", .field = "pe_fwd", .unit = "x" },
      "HSTECH.HK",
      "pe_fwd",
      18.1,
      2 },
    { "flows.csv",
      "date,turnover,buy,sell,net_buy\n2025-02-12,100,60,40,20\n2025-02-13,110,50,60,-10\n",
      { .symbol = "STOCK-CONNECT/SOUTH", .currency = "HKD" },
      "STOCK-CONNECT/SOUTH",
      "difference(net_buy, 1D)",
      -30,
      2 },
    { "long.csv",
      "symbol,date,open,high,low,close,volume\n"
      "CCC,2025-01-13,1,2,1,2,10\nDDD,2025-01-13,5,6,4,5,10\nCCC,2025-01-14,2,3,2,3,10\n",
      { 0 },
      "DDD",
      "close",
      5,
      3 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideImportReport) first = NULL;
      g_autoptr (TideImportReport) again = NULL;

      g_test_message ("case %zu: %s", i, cases[i].name);
      first = desk_fixture_import (fixture, cases[i].name, cases[i].content, &cases[i].options);
      g_assert_no_error (get_file (first, 0)->error);
      g_assert_cmpint (first->n_rows, ==, cases[i].n_rows);
      g_assert_cmpint (first->n_new, ==, cases[i].n_rows);
      g_assert_cmpint (first->n_rejected, ==, 0);
      g_assert_cmpfloat (desk_fixture_number (fixture, cases[i].formula, cases[i].symbol, &latest),
                         ==, cases[i].expected);

      again = desk_fixture_import (fixture, cases[i].name, cases[i].content, &cases[i].options);
      g_assert_cmpint (again->n_new, ==, 0);
      g_assert_cmpint (again->n_revised, ==, 0);
      g_assert_cmpint (get_file (again, 0)->n_unchanged, ==, cases[i].n_rows);
    }
}

static void
test_revision_is_remembered (DeskFixture  *fixture,
                             gconstpointer data)
{
  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) second = NULL;
  g_autoptr (GPtrArray)        held = NULL;
  TideMoment                   before = latest;

  tide_clock_freeze (1700000000);
  first = desk_fixture_import (fixture, "AAA.csv", "Date,Close,Dividends\n2023-01-02,10,0\n"
                                                   "2023-01-03,11,0\n",
                               NULL);
  tide_clock_freeze (1700001000);
  second = desk_fixture_import (fixture, "AAA.csv", "Date,Close,Dividends\n2023-01-02,10,0\n"
                                                    "2023-01-03,11.5,0\n2023-01-04,12,0\n",
                                NULL);
  tide_clock_freeze (TIDE_INSTANT_NONE);

  g_assert_cmpint (first->n_new, ==, 2);
  g_assert_cmpint (second->n_new, ==, 1);
  g_assert_cmpint (second->n_revised, ==, 1);
  g_assert_cmpfloat (desk_fixture_number (fixture, "at(close, 2023-01-03)", "AAA", &latest), ==,
                     11.5);

  before.known_at = 1700000500;
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &before), ==, 11);

  held = tide_desk_list_series (fixture->desk, "AAA", NULL);
  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpint (((TideSeriesStatus *) held->pdata[0])->n_revisions, ==, 1);
  g_assert_cmpint (((TideSeriesStatus *) held->pdata[0])->count, ==, 3);
}

static void
test_before_first_fetch_is_missing (DeskFixture  *fixture,
                                    gconstpointer data)
{
  g_autoptr (TideImportReport) report = NULL;
  g_autoptr (TideResult)       result = NULL;
  TideMoment                   before = latest;

  tide_clock_freeze (1700000000);
  report = desk_fixture_import (fixture, "AAA.csv", "Date,Close,Dividends\n2023-01-02,10,0\n",
                                NULL);
  g_assert_nonnull (report);
  tide_clock_freeze (TIDE_INSTANT_NONE);

  before.known_at = 1699999999;
  result = tide_desk_evaluate (fixture->desk, "close", "AAA", &before, TIDE_EVALUATE_PLAIN, NULL);
  g_assert_nonnull (result);
  g_assert_cmpint (tide_result_get_data (result)->missing, !=, TIDE_MISSING_NONE);
  g_assert_nonnull (strstr (tide_result_get_data (result)->reason, "2023-11-14T22:13:20Z"));
}

static void
test_rejected_rows_are_named (DeskFixture  *fixture,
                              gconstpointer data)
{
  g_autoptr (TideImportReport) report = NULL;
  const TideImportFile        *file;
  g_autofree char             *line = NULL;

  report = desk_fixture_import (fixture, "AAA.csv",
                                "Date,Open,High,Low,Close,Volume\n"
                                "2025-01-13,10,12,9,11,100\n"
                                "2025-02-29,10,12,9,11,100\n"
                                "2025-01-15,10,12,9,abc,100\n"
                                "2025-01-16,10,12,9,1e999,100\n"
                                "2025-01-17,10,12,9,-3,100\n"
                                "2025-01-20,10,12,9,12,100\n",
                                NULL);
  file = get_file (report, 0);
  g_assert_no_error (file->error);
  g_assert_cmpint (file->n_rejected, ==, 4);
  g_assert_cmpint (file->n_new, ==, 2);
  g_assert_cmpuint (g_strv_length (file->problems), ==, 4);
  for (size_t i = 0; i < 4; i++)
    {
      g_autofree char *place = g_strdup_printf ("AAA.csv: line %zu, column %d", i + 3,
                                                i == 0 ? 1 : 5);

      g_test_message ("%s", file->problems[i]);
      g_assert_nonnull (strstr (file->problems[i], place));
      g_assert_nonnull (strstr (file->problems[i], "expected"));
    }

  line = tide_import_file_to_text (file);
  g_assert_true (g_str_has_suffix (line, "2 new, 0 revised, 4 rejected"));
}

/* Nothing of such a file is kept, and the next one is read all the same. */
static void
test_refused_files (DeskFixture  *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *content;
  } cases[] = {
    { "empty.csv", "" },
    { "page.csv", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n" },
    { "words.csv", "these are no\nprices at all\n" },
    { "order.csv", "Date,Close,Dividends\n03/04/2025,10,0\n05/06/2025,11,0\n" },
  };
  g_autofree char *imports = g_build_filename (fixture->data_dir, "imports", NULL);
  g_autoptr (GDir) folder = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TideImportReport) report = NULL;

      report = desk_fixture_import (fixture, cases[i].name, cases[i].content, NULL);
      g_test_message ("case %zu: %s", i, cases[i].name);
      g_assert_nonnull (get_file (report, 0)->error);
      g_assert_nonnull (strstr (get_file (report, 0)->error->message, cases[i].name));
      g_assert_cmpint (report->n_new, ==, 0);
    }

  /* No copy of what was refused, finished or not. */
  folder = g_dir_open (imports, 0, NULL);
  g_assert_true (folder == NULL || g_dir_read_name (folder) == NULL);
}

static void
test_paths_that_are_no_files (DeskFixture  *fixture,
                              gconstpointer data)
{
  g_autofree char             *missing = g_build_filename (fixture->files, "none.csv", NULL);
  g_autofree char             *good = g_build_filename (fixture->files, "AAA.csv", NULL);
  const char                  *paths[] = { fixture->files, missing, good, NULL };
  g_autoptr (TideImportReport) report = NULL;

  g_assert_true (g_file_set_contents (good, "Date,Close,Dividends\n2025-01-13,10,0\n", -1, NULL));
  report = tide_desk_import (fixture->desk, paths, NULL, NULL);

  g_assert_nonnull (strstr (get_file (report, 0)->error->message, "folder"));
  g_assert_error (get_file (report, 1)->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (get_file (report, 1)->error->message, "none.csv"));
  g_assert_no_error (get_file (report, 2)->error);
  g_assert_cmpint (report->n_new, ==, 1);
  g_assert_cmpuint (report->n_instruments, ==, 1);
}

static void
test_copy_is_kept (DeskFixture  *fixture,
                   gconstpointer data)
{
  static const char content[] = "Date,Close,Dividends\n2025-01-13,10,0\n";

  g_autoptr (TideImportReport) report G_GNUC_UNUSED =
    desk_fixture_import (fixture, "AAA.csv", content, NULL);
  g_autofree char         *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  g_autofree char         *name = g_strconcat (sum, ".gz", NULL);
  g_autofree char         *path = g_build_filename (fixture->data_dir, "imports", name, NULL);
  g_autoptr (GFile)        file = g_file_new_for_path (path);
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter)   unpacker = NULL;
  g_autoptr (GInputStream) plain = NULL;
  char                     bytes[100];
  gsize                    length = 0;

  g_assert_nonnull (packed);
  unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  plain = g_converter_input_stream_new (packed, unpacker);
  g_assert_true (g_input_stream_read_all (plain, bytes, sizeof bytes, &length, NULL, NULL));
  g_assert_cmpmem (bytes, length, content, strlen (content));
}

static void
test_wrong_options_read_nothing (DeskFixture  *fixture,
                                 gconstpointer data)
{
  static const TideImportOptions cases[] = {
    { .frequency = "fortnightly" },
    { .basis = "raw" },
    { .date_order = "ymd" },
    { .lag = "-3" },
    { .symbol = "not a symbol" },
    { .field = "Close!" },
    { .currency = "doubloons" },
    { .source = "my broker" },
    { .source = "" },
    { .horizon = "backward" },
    { .investor = "two\nlines" },
    { .live_since = "yesterday" },
  };
  const char *paths[] = { "/nowhere.csv", NULL };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tide_desk_import (fixture->desk, paths, &cases[i], &error));
      g_test_message ("case %zu: %s", i, error->message);
      g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_OPTION);
    }
}

/* A symbol with data of another source gets a second series, and figures do
 * not change until the user says so. */
static void
test_second_source_stands_beside (DeskFixture  *fixture,
                                  gconstpointer data)
{
  TideImportOptions            named = { .source = "broker" };
  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) second = NULL;
  g_autofree char             *notes = NULL;
  g_autoptr (GError)           error = NULL;

  first = desk_fixture_import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,10,0\n", NULL);
  g_assert_nonnull (first);
  second = desk_fixture_import (fixture, "AAA.csv", "Date,Close,Dividends\n2025-01-13,20,0\n",
                                &named);
  notes = g_strjoinv ("\n", get_file (second, 0)->notes);
  g_test_message ("%s", notes);
  g_assert_nonnull (strstr (notes, "stored beside csv"));
  g_assert_cmpint (second->n_new, ==, 1);

  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &latest), ==, 10);
  g_assert_cmpfloat (desk_fixture_number (fixture, "field(\"close\", source=\"csv:broker\")", "AAA",
                                          &latest),
                     ==, 20);

  g_assert_false (tide_desk_prefer_source (fixture->desk, "AAA", "yahoo", &error));
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE);
  g_clear_error (&error);
  g_assert_true (tide_desk_prefer_source (fixture->desk, "AAA", "csv:broker", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &latest), ==, 20);

  /* And it is remembered. */
  desk_fixture_reopen (fixture, TIDE_DESK_READ_ONLY);
  g_assert_cmpfloat (desk_fixture_number (fixture, "close", "AAA", &latest), ==, 20);
}

typedef struct
{
  TideImportReport *report;
  GError           *error;
  unsigned int      n_told;
  double            fraction;
  bool              done;
} Answer;

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->report = tide_desk_import_finish (TIDE_DESK (object), result, &answer->error);
  answer->done = true;
}

static void
progress_cb (const char *text,
             double      fraction,
             gpointer    user_data)
{
  Answer *answer = user_data;

  g_assert_false (answer->done);
  g_assert_cmpfloat (fraction, >=, answer->fraction);
  g_assert_cmpfloat (fraction, <=, 1.0);
  g_assert_cmpstr (text, ==, "AAA.csv");
  answer->fraction = fraction;
  answer->n_told++;
}

static void
test_async_progress (DeskFixture  *fixture,
                     gconstpointer data)
{
  g_autofree char    *path = g_build_filename (fixture->files, "AAA.csv", NULL);
  const char         *paths[] = { path, NULL };
  g_autoptr (GString) content = g_string_new ("Date,Close,Dividends\n");
  Answer              answer = { 0 };
  int                 n_rows = 60000;

  for (int i = 0; i < n_rows; i++)
    {
      char day[TIDE_DAY_TEXT_SIZE];

      g_string_append_printf (content, "%s,%d.25,0\n", tide_day_format (i - 45000, day), i + 1);
    }
  g_assert_true (g_file_set_contents (path, content->str, (gssize) content->len, NULL));

  tide_desk_import_async (fixture->desk, paths, NULL, progress_cb, &answer, NULL, imported_cb,
                          &answer);
  tide_test_wait_until (&answer.done, 60);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.report->n_new, ==, n_rows);
  g_assert_cmpuint (answer.n_told, >, 0);
  tide_import_report_unref (answer.report);
}

static void
test_async_cancelled (DeskFixture  *fixture,
                      gconstpointer data)
{
  g_autofree char           *path = g_build_filename (fixture->files, "AAA.csv", NULL);
  const char                *paths[] = { path, NULL };
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autoptr (TideInstrument) instrument = NULL;
  Answer                     answer = { 0 };

  g_assert_true (g_file_set_contents (path, "Date,Close,Dividends\n2025-01-13,10,0\n", -1, NULL));
  g_cancellable_cancel (cancellable);
  tide_desk_import_async (fixture->desk, paths, NULL, NULL, NULL, cancellable, imported_cb,
                          &answer);
  tide_test_wait_until (&answer.done, 60);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.report->n_new, ==, 0);
  instrument = tide_desk_dup_instrument (fixture->desk, "AAA");
  g_assert_null (instrument);
  tide_import_report_unref (answer.report);
}

/* Options may go before the import that they were for has begun. */
static void
test_async_options (DeskFixture  *fixture,
                    gconstpointer data)
{
  g_autofree char        *path = g_build_filename (fixture->files, "any.csv", NULL);
  const char             *paths[] = { path, NULL };
  char                    texts[][12] = { "GS-PRIME", "allocation", "share", "D", "1", "desk" };
  TideImportOptions       options = { .symbol = texts[0], .field = texts[1] };
  Answer                  answer = { 0 };
  g_autoptr (GPtrArray)   held = NULL;
  const TideSeriesStatus *status;

  g_assert_true (g_file_set_contents (path, "date,value\n2025-01-13,7.5\n", -1, NULL));
  options.unit = texts[2];
  options.frequency = texts[3];
  options.lag = texts[4];
  options.source = texts[5];
  tide_desk_import_async (fixture->desk, paths, &options, NULL, NULL, NULL, imported_cb, &answer);
  memset (texts, 'z', sizeof texts);
  tide_test_wait_until (&answer.done, 60);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.report->n_new, ==, 1);

  held = tide_desk_list_series (fixture->desk, "GS-PRIME", NULL);
  g_assert_cmpuint (held->len, ==, 1);
  status = held->pdata[0];
  g_assert_cmpstr (status->source, ==, "csv:desk");
  g_assert_cmpstr (status->fields, ==, "allocation");
  tide_import_report_unref (answer.report);
}

static void
test_read_only_refuses (DeskFixture  *fixture,
                        gconstpointer data)
{
  const char        *paths[] = { "/nowhere.csv", NULL };
  g_autoptr (GError) error = NULL;

  desk_fixture_reopen (fixture, TIDE_DESK_READ_ONLY);
  g_assert_null (tide_desk_import (fixture->desk, paths, NULL, &error));
  g_assert_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_READ_ONLY);
}

/* What is exported is what was stored: reading it back changes nothing. */
static void
test_export_comes_back (DeskFixture  *fixture,
                        gconstpointer data)
{
  static const char content[] = "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
                                "2024-06-06,10.1234567890123,11,9.5,10.7,100,0,0\n"
                                "2024-06-07,10,11,9,10.1,,0,0\n"
                                "2024-06-10,10,11,9,10.30000000000001,300,0.25,0\n";

  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) again = NULL;
  g_autoptr (TideImportReport) field = NULL;
  g_autofree char             *text = NULL;
  g_autofree char             *closes = NULL;

  first = desk_fixture_import (fixture, "VOD.L.csv", content, NULL);
  g_assert_cmpint (first->n_new, ==, 3);
  text = tide_desk_export_series (fixture->desk, "vod.l", NULL, NULL);
  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, "# tidemark basis=adjusted"));
  g_assert_nonnull (strstr (text, "source=csv"));
  g_assert_nonnull (strstr (text, "10.1234567890123"));
  again = desk_fixture_import (fixture, "back.csv", text, NULL);
  g_assert_cmpint (again->n_new, ==, 0);
  g_assert_cmpint (again->n_revised, ==, 0);
  g_assert_cmpint (get_file (again, 0)->n_unchanged, ==, 3);

  closes = tide_desk_export_series (fixture->desk, "VOD.L", "close", NULL);
  g_assert_nonnull (strstr (closes, "\ndate,close\n"));
  field = desk_fixture_import (fixture, "closes.csv", closes, NULL);
  g_assert_cmpint (field->n_new, ==, 0);
  g_assert_cmpint (field->n_revised, ==, 0);
}

/* What a name alone does not tell, the first line does: frequency and unit. */
static void
test_export_of_own_field (DeskFixture  *fixture,
                          gconstpointer data)
{
  static const char            content[] = "date,value\n2024-06-07,10\n2024-06-14,11\n";
  const TideImportOptions      options = { .symbol = "GS-PRIME",
                                           .field = "allocation",
                                           .unit = "HKD",
                                           .frequency = "W",
                                           .source = "broker" };
  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) again = NULL;
  g_autofree char             *text = NULL;
  const TideImportFile        *file;

  first = desk_fixture_import (fixture, "own.csv", content, &options);
  g_assert_cmpint (first->n_new, ==, 2);
  text = tide_desk_export_series (fixture->desk, "GS-PRIME", NULL, NULL);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, " source=csv:broker "));
  g_assert_nonnull (strstr (text, " frequency=weekly "));
  g_assert_nonnull (strstr (text, " unit=HKD "));
  again = desk_fixture_import (fixture, "back.csv", text, NULL);
  file = get_file (again, 0);
  g_assert_no_error (file->error);
  g_assert_cmpint (again->n_new, ==, 0);
  g_assert_cmpint (again->n_revised, ==, 0);
  g_assert_cmpint (file->n_unchanged, ==, 2);
}

static void
assert_same_facts (const char      *text,
                   const TideFacts *expected)
{
  g_autofree char *all = tide_facts_dup_text (expected);

  g_assert_cmpstr (text, ==, all);
}

static char *
dup_facts (DeskFixture *fixture,
           const char  *formula,
           const char  *symbol)
{
  g_autoptr (TideResult) result = NULL;
  g_autoptr (GError)     error = NULL;
  const TideInput       *inputs;
  size_t                 n_inputs = 0;

  result = tide_desk_evaluate (fixture->desk, formula, symbol, &latest, TIDE_EVALUATE_NUMBER,
                               &error);
  g_assert_no_error (error);
  inputs = tide_result_get_inputs (result, &n_inputs);
  g_assert_cmpuint (n_inputs, ==, 1);
  return tide_facts_dup_text (&tide_series_get_info (inputs[0].series)->facts);
}

/* What the options say of a column is known of the series, and survives export
 * and import into another workspace. */
static void
test_facts (DeskFixture  *fixture,
            gconstpointer data)
{
  static const char            content[] = "date,value\n2020-01-03,24.1x\n2020-08-07,30x\n";
  const TideImportOptions      options = { .symbol = "HSTECH.HK",
                                           .field = "pe_fwd",
                                           .horizon = "forward",
                                           .aggregation = "cap-weighted harmonic",
                                           .investor = "50% = all, \"so to say\"",
                                           .measure = "multiple",
                                           .live_since = "2020-07-27" };
  const TideFacts              expected = { .horizon = "forward",
                                            .aggregation = "cap-weighted harmonic",
                                            .investor = "50% = all, \"so to say\"",
                                            .measure = "multiple",
                                            .live_since = tide_day_from_ymd (2020, 7, 27),
                                            .ended_day = TIDE_DAY_NONE };
  g_autoptr (TideImportReport) first = NULL;
  g_autoptr (TideImportReport) second = NULL;
  g_autofree char             *facts = NULL;
  g_autofree char             *copied = NULL;
  g_autofree char             *text = NULL;
  g_autofree char             *moved = NULL;
  g_autoptr (TideResult)       result = NULL;
  char                       **parts;

  first = desk_fixture_import (fixture, "pe.csv", content, &options);
  g_assert_no_error (get_file (first, 0)->error);
  facts = dup_facts (fixture, "pe_fwd", "HSTECH.HK");
  assert_same_facts (facts, &expected);
  result = tide_desk_evaluate (fixture->desk, "lag(pe_fwd, 1D)", "HSTECH.HK", &latest,
                               TIDE_EVALUATE_NUMBER, NULL);
  g_assert_cmpstr (tide_result_get_data (result)->note, ==,
                   "1 value back-filled before launch (2020-07-27)");

  text = tide_desk_export_series (fixture->desk, "HSTECH.HK", NULL, NULL);
  g_test_message ("%s", text);
  parts = g_strsplit (text, "symbol=HSTECH.HK", 2);
  moved = g_strjoinv ("symbol=HSTECH2.HK", parts);
  g_strfreev (parts);
  second = desk_fixture_import (fixture, "back.csv", moved, NULL);
  g_assert_no_error (get_file (second, 0)->error);
  g_assert_cmpint (second->n_new, ==, 2);
  copied = dup_facts (fixture, "pe_fwd", "HSTECH2.HK");
  assert_same_facts (copied, &expected);
}

/* What is known only as a direction has no size. */
static void
test_direction (DeskFixture  *fixture,
                gconstpointer data)
{
  static const char            content[] = "date,direction\n2025-01-31,1\n2025-02-07,-1\n"
                                           "2025-02-14,0.3\n";
  const TideImportOptions      options = { .symbol = "GS-PRIME/SECTOR/ENERGY" };
  g_autoptr (TideImportReport) report =
    desk_fixture_import (fixture, "signs.csv", content, &options);

  g_assert_cmpint (report->n_new, ==, 2);
  g_assert_cmpint (report->n_rejected, ==, 1);
  g_test_message ("%s", get_file (report, 0)->problems[0]);
  g_assert_nonnull (strstr (get_file (report, 0)->problems[0],
                            "line 4, column 2 (direction): found “0.3”, expected -1, 0 or 1"));
  g_assert_cmpfloat (desk_fixture_number (fixture, "field(\"direction\")",
                                          "GS-PRIME/SECTOR/ENERGY", &latest),
                     ==, -1);
}

/* One horizon for two multiples would be wrong of one of them. */
static void
test_facts_of_one_column (DeskFixture  *fixture,
                          gconstpointer data)
{
  static const char            content[] = "date,pe,pe_fwd\n2025-01-13,20,17.4\n";
  const TideImportOptions      both = { .symbol = "HSTECH.HK", .horizon = "forward" };
  const TideImportOptions      one = { .symbol = "HSTECH.HK",
                                       .field = "pe_fwd",
                                       .horizon = "forward" };
  g_autoptr (TideImportReport) refused = NULL;
  g_autoptr (TideImportReport) taken = NULL;
  g_autofree char             *facts = NULL;

  refused = desk_fixture_import (fixture, "both.csv", content, &both);
  g_assert_nonnull (strstr (get_file (refused, 0)->error->message,
                            "--horizon is about one column, and 2 are read from this file. Name "
                            "the one it is about with --field."));
  taken = desk_fixture_import (fixture, "both.csv", content, &one);
  g_assert_no_error (get_file (taken, 0)->error);
  facts = dup_facts (fixture, "pe_fwd", "HSTECH.HK");
  g_assert_cmpstr (facts, ==, "forward");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)
  ADD ("/desk/import/shapes", test_shapes);
  ADD ("/desk/import/revision", test_revision_is_remembered);
  ADD ("/desk/import/before-first-fetch", test_before_first_fetch_is_missing);
  ADD ("/desk/import/rejected-rows", test_rejected_rows_are_named);
  ADD ("/desk/import/refused-files", test_refused_files);
  ADD ("/desk/import/no-files", test_paths_that_are_no_files);
  ADD ("/desk/import/copy", test_copy_is_kept);
  ADD ("/desk/import/options", test_wrong_options_read_nothing);
  ADD ("/desk/import/second-source", test_second_source_stands_beside);
  ADD ("/desk/import/progress", test_async_progress);
  ADD ("/desk/import/cancelled", test_async_cancelled);
  ADD ("/desk/import/options-kept", test_async_options);
  ADD ("/desk/import/read-only", test_read_only_refuses);
  ADD ("/desk/import/export", test_export_comes_back);
  ADD ("/desk/import/export-of-own-field", test_export_of_own_field);
  ADD ("/desk/import/facts", test_facts);
  ADD ("/desk/import/facts-of-one-column", test_facts_of_one_column);
  ADD ("/desk/import/direction", test_direction);
#undef ADD

  return g_test_run ();
}
