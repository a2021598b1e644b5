// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "parse/tide-price-csv.h"
#include "tide-test-common.h"

#define PIECE_SIZE 4096

static bool
keep_batch_cb (TideBatch *batch,
               gpointer   user_data,
               GError   **error)
{
  g_ptr_array_add (user_data, tide_batch_ref (batch));
  return true;
}

static uint64_t
hash_values (const TideBatch *batch)
{
  static const char *const fields[] = { "open", "high", "low", "close", "volume" };
  uint64_t                 hash = 0xcbf29ce484222325u;

  for (size_t row = 0; row < tide_batch_get_n_rows (batch); row++)
    for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
      {
        uint64_t bits;

        g_assert_cmpstr (tide_batch_get_column (batch, i)->field, ==, fields[i]);
        memcpy (&bits, &tide_batch_get_values (batch, i)[row], sizeof bits);
        hash = (hash ^ bits) * 0x100000001b3u;
      }

  return hash;
}

static void
check_actions (const TideBatch *batch,
               char           **expected)
{
  size_t            n_actions;
  const TideAction *actions = tide_batch_get_actions (batch, &n_actions);
  unsigned int      n_dividends = 0;
  unsigned int      n_splits = 0;
  double            sum = 0;

  for (size_t i = 0; i < n_actions; i++)
    if (actions[i].kind == TIDE_ACTION_DIVIDEND)
      {
        n_dividends++;
        sum += actions[i].value;
      }
    else
      n_splits++;

  g_assert_cmpuint (n_dividends, ==, g_ascii_strtoull (expected[5], NULL, 10));
  tide_test_assert_close (sum, g_ascii_strtod (expected[6], NULL), 1e-12);
  g_assert_cmpuint (n_splits, ==, g_ascii_strtoull (expected[7], NULL, 10));
}

static unsigned int
count_kind (const TidePriceCsvReport *report,
            TidePriceProblemKind      kind)
{
  unsigned int count = 0;

  for (unsigned int i = 0; i < report->flagged->len; i++)
    count += ((const TidePriceProblem *) g_ptr_array_index (report->flagged, i))->kind == kind;

  return count;
}

/* One line of price-csv-daily.csv against the file it is about. */
static void
check_file (const char *folder,
            char      **expected)
{
  g_autofree char      *path = g_strdup_printf ("%s/%s.csv", folder, expected[0]);
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_batch_unref);
  TidePriceCsvOptions       options = TIDE_PRICE_CSV_OPTIONS_INIT;
  g_autoptr (TidePriceCsv)  reader = NULL;
  g_autoptr (GError)        error = NULL;
  const TidePriceCsvReport *report;
  const TideBatch          *batch;
  g_autofree char          *text = NULL;
  size_t                    length;
  size_t                    n_rows;

  g_test_message ("%s", expected[0]);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  options.stem = expected[0];
  options.today = tide_day_parse ("2026-08-21", 10);
  reader = tide_price_csv_new (&options, keep_batch_cb, batches);

  for (size_t i = 0; i < length; i += PIECE_SIZE)
    tide_price_csv_feed (reader, text + i, MIN (PIECE_SIZE, length - i), &error);
  tide_price_csv_finish (reader, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (batches->len, ==, 1);
  batch = g_ptr_array_index (batches, 0);
  n_rows = tide_batch_get_n_rows (batch);
  g_assert_cmpstr (tide_batch_get_instrument ((TideBatch *) batch)->symbol, ==, expected[0]);
  g_assert_cmpuint (n_rows, ==, g_ascii_strtoull (expected[1], NULL, 10));
  g_assert_cmpint (tide_batch_get_days (batch)[0], ==, tide_day_parse (expected[2], 10));
  g_assert_cmpint (tide_batch_get_days (batch)[n_rows - 1], ==, tide_day_parse (expected[3], 10));
  g_assert_cmphex (hash_values (batch), ==, g_ascii_strtoull (expected[4], NULL, 16));
  g_assert_cmpint (tide_batch_get_frequency (batch), ==, TIDE_FREQUENCY_DAILY);
  g_assert_cmpint (tide_batch_get_basis (batch), ==, TIDE_BASIS_ADJUSTED);
  g_assert_cmpint (tide_batch_get_basis_day (batch), ==, tide_day_parse (expected[3], 10));
  check_actions (batch, expected);

  report = tide_price_csv_get_report (reader);
  g_assert_cmpuint (report->n_rejected, ==, 0);
  g_assert_cmpuint (report->n_duplicates, ==, 0);
  g_assert_cmpuint (report->n_kept, ==, n_rows);
  g_assert_cmpuint (report->n_flagged, ==,
                    g_ascii_strtoull (expected[8], NULL, 10) +
                      g_ascii_strtoull (expected[9], NULL, 10));
  g_assert_cmpuint (count_kind (report, TIDE_PRICE_PROBLEM_JUMP), ==,
                    g_ascii_strtoull (expected[9], NULL, 10));
}

static void
test_reads_real_files (void)
{
  g_autofree char *folder = tide_test_dup_shared_path ("data/daily");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "price-csv-daily.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;
  unsigned int     n_files = 0;

  if (folder == NULL)
    return;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (size_t i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n_files++)
    {
      g_auto (GStrv) expected = g_strsplit (lines[i], ",", -1);

      check_file (folder, expected);
    }

  g_assert_cmpuint (n_files, ==, 35);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parse/price-daily/reads-real-files", test_reads_real_files);

  return g_test_run ();
}
