// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/tide-backup-shelf.h"
#include "store/tide-backup.h"
#include "store/tide-sql.h"
#include "store/tide-workspace.h"
#include "tide-store-test.h"

#define N_ROWS 50
#define N_KILLS 30
/* Bytes that are turned over, one at a time. */
#define N_FLIPS 200

static const TideStoreTestHead HEAD = { "TEST", "csv", "close", 1000, TIDE_BASIS_QUOTED,
                                        TIDE_DAY_NONE, "USD" };

typedef struct
{
  char *folder;
  char *data;
  char *backup;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->folder = tide_test_make_folder ("backup");
  fixture->data = g_build_filename (fixture->folder, "data", NULL);
  fixture->backup = g_build_filename (fixture->folder, "kept.tidemark", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  tide_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
  g_free (fixture->backup);
}

/* Stores closes of `shift` + 0, 1, 2 … and one note. */
static void
store (const char *data,
       double      shift,
       const char *text)
{
  g_autoptr (TideCache)        cache = tide_cache_new (data);
  g_autoptr (TideWorkspace)    workspace = tide_workspace_new (data);
  TideStoreTestHead            head = HEAD;
  TideDay                      days[N_ROWS];
  double                       values[N_ROWS];
  const TideNote               note = { .subject_kind = TIDE_NOTE_INSTRUMENT,
                                        .subject = (char *) "TEST",
                                        .day = TIDE_DAY_NONE,
                                        .as_of = TIDE_DAY_NONE,
                                        .text = (char *) text };
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (GError)           error = NULL;

  for (int i = 0; i < N_ROWS; i++)
    {
      days[i] = 20000 + i;
      values[i] = shift + i;
    }
  head.at += (TideInstant) shift;
  batch = tide_store_test_batch (&head, days, values, N_ROWS);
  report = tide_cache_append (cache, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tide_workspace_add_note (workspace, &note, NULL, &error));
  g_assert_no_error (error);
  tide_cache_close (cache);
  tide_workspace_close (workspace);
}

/* What store() left behind last, and how many notes. */
static void
assert_stored (const char  *data,
               double       shift,
               unsigned int n_notes)
{
  g_autoptr (TideCacheReader) reader = tide_cache_reader_new (data, NULL);
  g_autoptr (TideSeries)      series = NULL;
  g_autoptr (TideWorkspace)   workspace = tide_workspace_new (data);
  g_autoptr (GPtrArray)       notes = tide_workspace_read_all_notes (workspace, NULL);

  series = tide_store_test_read (reader, "TEST", "close", NULL, TIDE_INSTANT_MAX);
  g_assert_cmpuint (tide_series_get_length (series), ==, N_ROWS);
  for (int i = 0; i < N_ROWS; i++)
    g_assert_cmpfloat (tide_series_get_values (series)[i], ==, shift + i);
  g_assert_cmpuint (notes->len, ==, n_notes);
  tide_workspace_close (workspace);
}

static void
take (Fixture *fixture)
{
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideVerifyReport) report = NULL;

  report = tide_backup_take (fixture->data, fixture->backup, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_problems, ==, 0);
  g_assert_cmpint (report->n_rows, ==, N_ROWS);
}

/* Whatever was made on the way is gone. */
static void
assert_tidy (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".tidemark-"));
}

static void
test_round_trip (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr (GError)            error = NULL;
  g_autoptr (TideRestoreReport) report = NULL;

  store (fixture->data, 100.0, "first");
  take (fixture);
  store (fixture->data, 200.0, "second");
  assert_stored (fixture->data, 200.0, 2);

  report = tide_backup_restore (fixture->backup, fixture->data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (report->restored), ==, 2);
  g_assert_cmpuint (g_strv_length (report->set_aside), ==, 2);
  g_assert_cmpint (report->found->n_notes, ==, 1);
  assert_stored (fixture->data, 100.0, 1);
  for (size_t i = 0; report->set_aside[i] != NULL; i++)
    g_assert_true (g_file_test (report->set_aside[i], G_FILE_TEST_IS_REGULAR));
  assert_tidy (fixture->folder);
  assert_tidy (fixture->data);

  /* What was restored is used like any other. */
  store (fixture->data, 300.0, "third");
  assert_stored (fixture->data, 300.0, 2);
}

static void
test_into_nothing (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autofree char              *other = g_build_filename (fixture->folder, "new", "data", NULL);
  g_autoptr (GError)            error = NULL;
  g_autoptr (TideRestoreReport) report = NULL;

  store (fixture->data, 100.0, "first");
  take (fixture);
  report = tide_backup_restore (fixture->backup, other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (report->set_aside), ==, 0);
  assert_stored (other, 100.0, 1);
}

static void
test_never_over (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  g_assert_null (tide_backup_take (fixture->data, fixture->backup, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  store (fixture->data, 100.0, "first");
  g_assert_true (g_file_set_contents (fixture->backup, "mine", -1, NULL));
  g_assert_null (tide_backup_take (fixture->data, fixture->backup, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT);
  g_assert_true (g_file_get_contents (fixture->backup, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  assert_tidy (fixture->folder);
}

/* Each byte turned over is refused or without effect; what is stored stays. */
static void
test_damaged (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree char  *bytes = NULL;
  g_autofree char  *other = g_build_filename (fixture->folder, "other", NULL);
  size_t            size;
  unsigned int      n_refused = 0;

  store (fixture->data, 100.0, "first");
  take (fixture);
  g_assert_true (g_file_get_contents (fixture->backup, &bytes, &size, NULL));
  for (int i = 0; i < N_FLIPS; i++)
    {
      g_autoptr (GError)            error = NULL;
      g_autoptr (TideRestoreReport) report = NULL;
      size_t                        place = (size_t) (g_rand_double (random) * (double) size);

      bytes[place] ^= 0x10;
      g_assert_true (g_file_set_contents (fixture->backup, bytes, (gssize) size, NULL));
      bytes[place] ^= 0x10;
      g_test_message ("byte %zu of %zu", place, size);
      report = tide_backup_restore (fixture->backup, other, NULL, &error);
      assert_tidy (other);
      if (report == NULL)
        n_refused++;
      else
        assert_stored (other, 100.0, 1);
      g_assert_true ((report == NULL) == (error != NULL));
      tide_test_remove_folder (other);
    }
  g_assert_cmpuint (n_refused, >, N_FLIPS / 3);

  g_assert_true (g_file_set_contents (fixture->backup, bytes, (gssize) size / 2, NULL));
  g_assert_null (tide_backup_restore (fixture->backup, fixture->data, NULL, NULL));
  g_assert_true (g_file_set_contents (fixture->backup, "day,close\n", -1, NULL));
  g_assert_null (tide_backup_restore (fixture->backup, fixture->data, NULL, NULL));
  assert_stored (fixture->data, 100.0, 1);
}

/* A name in a backup is one of ours or nothing is written. */
static void
test_planted_name (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *outside = g_build_filename (fixture->folder, "outside", NULL);

  store (fixture->data, 100.0, "first");
  take (fixture);
  {
    g_autoptr (TideSqlConnection) connection =
      tide_sql_connection_open (fixture->backup, TIDE_SQL_READ_WRITE, NULL);

    g_assert_true (tide_sql_connection_run (
      connection, "UPDATE part SET name = '../../outside' WHERE name = 'cache.db'", &error));
  }
  g_assert_null (tide_backup_restore (fixture->backup, fixture->data, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
  assert_stored (fixture->data, 100.0, 1);
}

/* A window that has the data open would write on into a file without a name. */
static void
test_open_elsewhere (Fixture      *fixture,
                     gconstpointer user_data)
{
  g_autoptr (GError)            error = NULL;
  g_autoptr (TideCacheReader)   reader = NULL;
  g_autoptr (TideRestoreReport) report = NULL;
  g_autoptr (TideSeries)        series = NULL;

  store (fixture->data, 100.0, "first");
  take (fixture);
  reader = tide_cache_reader_new (fixture->data, NULL);
  series = tide_store_test_read (reader, "TEST", "close", NULL, TIDE_INSTANT_MAX);
  g_assert_null (tide_backup_restore (fixture->backup, fixture->data, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&reader, tide_cache_reader_free);

  report = tide_backup_restore (fixture->backup, fixture->data, NULL, &error);
  g_assert_no_error (error);
  assert_stored (fixture->data, 100.0, 1);
}

static void
damage_block (const char *data)
{
  g_autofree char              *path = g_build_filename (data, "cache.db", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GError)            error = NULL;

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, NULL);
  g_assert_true (tide_sql_connection_run (
    connection, "UPDATE block SET checksum = checksum + 1", &error));
  g_assert_no_error (error);
}

static void
test_verify_block (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideVerifyReport) report = NULL;

  store (fixture->data, 100.0, "first");
  damage_block (fixture->data);
  report = tide_verify_folder (fixture->data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_problems, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->problems, 0), "TEST from csv"));

  /* Damage is not backed up as if it were sound. */
  g_assert_null (tide_backup_take (fixture->data, fixture->backup, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
  g_assert_false (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
}

static void
test_verify_schema (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autofree char              *path = g_build_filename (fixture->data, "workspace.db", NULL);
  g_autoptr (GError)            error = NULL;
  g_autoptr (TideVerifyReport)  sound = NULL;
  g_autoptr (TideVerifyReport)  report = NULL;
  g_autoptr (TideSqlConnection) connection = NULL;

  store (fixture->data, 100.0, "first");
  sound = tide_verify_folder (fixture->data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sound->n_problems, ==, 0);
  g_assert_cmpint (sound->n_series, ==, 1);
  g_assert_cmpint (sound->n_fetches, ==, 1);
  g_assert_cmpint (sound->n_notes, ==, 1);

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, NULL);
  g_assert_true (tide_sql_connection_run (
    connection, "CREATE TRIGGER planted AFTER INSERT ON note BEGIN DELETE FROM setting; END",
    &error));
  report = tide_verify_folder (fixture->data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_problems, ==, 1);
}

/* Killed at any moment of a restore, there is a workspace and a cache, each the
 * old one or the new one. */
static void
test_kill_restore (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  store (fixture->data, 100.0, "first");
  take (fixture);
  for (int i = 0; i < N_KILLS; i++)
    {
      g_autoptr (TideVerifyReport) report = NULL;
      g_autoptr (GError)           error = NULL;
      int                          status;
      pid_t                        child = fork ();

      if (child == 0)
        {
          g_autoptr (TideRestoreReport) done =
            tide_backup_restore (fixture->backup, fixture->data, NULL, NULL);

          _exit (done != NULL ? 0 : 3);
        }
      g_usleep ((unsigned long) g_rand_int_range (random, 0, 20000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_false (WIFEXITED (status) && WEXITSTATUS (status) != 0);

      report = tide_verify_folder (fixture->data, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_problems, ==, 0);
      g_assert_true (report->has_cache && report->has_workspace);
      assert_stored (fixture->data, 100.0, 1);
    }
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  store (fixture->data, 100.0, "first");
  g_cancellable_cancel (cancellable);
  g_assert_null (tide_backup_take (fixture->data, fixture->backup, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
  assert_tidy (fixture->folder);
}

static TideInstant
moment (const char *text)
{
  return tide_instant_parse (text, strlen (text));
}

/* Of a backup a day for a year, the last three days, the Sundays of the two
 * weeks before, and the last days of the three months before. */
static void
test_shelf_choose (void)
{
  static const char *const expected[] = { "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-15",
                                          "2026-11-08", "2026-10-31", "2026-09-30",
                                          "2026-08-31" };
  TideInstant              taken[365];
  bool                     kept[365];
  unsigned int             n_kept = 0;

  for (int i = 0; i < 365; i++)
    taken[i] = moment ("2026-11-21T09:30:00Z") - (TideInstant) i * 86400;
  tide_backup_shelf_choose (taken, G_N_ELEMENTS (taken), kept);
  for (size_t i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      char text[TIDE_INSTANT_TEXT_SIZE];

      if (!kept[i])
        continue;
      g_assert_cmpuint (n_kept, <, G_N_ELEMENTS (expected));
      g_assert_true (g_str_has_prefix (tide_instant_format (taken[i], text), expected[n_kept]));
      n_kept++;
    }
  g_assert_cmpuint (n_kept, ==, G_N_ELEMENTS (expected));
}

static unsigned int
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  unsigned int     n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* One a day, also when the clock once stood ten years ahead; damage makes none
 * and takes none away. */
static void
test_shelf_keep (Fixture      *fixture,
                 gconstpointer user_data)
{
  static const char *const  days[] = { "2036-01-01T10:00:00Z", "2026-11-20T10:00:00Z",
                                       "2026-11-20T18:00:00Z", "2026-11-21T10:00:00Z" };
  static const unsigned int counts[] = { 1, 2, 2, 3 };
  g_autofree char          *shelf = g_build_filename (fixture->data, "backups", NULL);
  g_autoptr (GError)        error = NULL;

  store (fixture->data, 100.0, "first");
  for (size_t i = 0; i < G_N_ELEMENTS (days); i++)
    {
      tide_clock_freeze (moment (days[i]));
      g_assert_true (tide_backup_shelf_keep (fixture->data, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_files (shelf), ==, counts[i]);
    }

  damage_block (fixture->data);
  tide_clock_freeze (moment ("2026-11-22T10:00:00Z"));
  g_assert_false (tide_backup_shelf_keep (fixture->data, NULL, &error));
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
  g_assert_cmpuint (count_files (shelf), ==, 3);
  tide_clock_freeze (TIDE_INSTANT_NONE);
}

#define ADD(name, test) \
  g_test_add ("/store/backup/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("into-nothing", test_into_nothing);
  ADD ("never-over", test_never_over);
  ADD ("damaged", test_damaged);
  ADD ("planted-name", test_planted_name);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("verify-block", test_verify_block);
  ADD ("verify-schema", test_verify_schema);
  ADD ("kill-restore", test_kill_restore);
  ADD ("cancelled", test_cancelled);
  ADD ("shelf-keep", test_shelf_keep);
  g_test_add_func ("/store/backup/shelf-choose", test_shelf_choose);

  return g_test_run ();
}
