// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/tide-database-private.h"
#include "store/tide-workspace.h"
#include "tide-store-test.h"

#define N_KILLS 40
#define N_COMMITS ((size_t) 60)
#define N_BARS 30

static const TideStoreTestHead HEAD = { "TEST", "csv", "close", 1000, TIDE_BASIS_QUOTED,
                                        TIDE_DAY_NONE, "USD" };

static double
value_of (int number)
{
  return number / 7.0;
}

static void
check_integrity (const char *path)
{
  g_autoptr (GError)            error = NULL;
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (TideSqlStatement)  statement = NULL;

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_no_error (error);
  statement = tide_sql_connection_prepare (connection, "PRAGMA integrity_check", &error);
  g_assert_no_error (error);
  g_assert_cmpint (tide_sql_step (statement, &error), ==, TIDE_SQL_ROW);
  g_assert_cmpstr (tide_sql_column_text (statement, 0), ==, "ok");
}

/* Says each number only after it has been stored. */
static void
acknowledge (int fd,
             int number)
{
  if (write (fd, &number, sizeof number) != sizeof number)
    _exit (2);
}

static void
write_cache (const char *folder,
             int         from,
             int         fd)
{
  g_autoptr (TideCache) cache = tide_cache_new (folder);

  for (int number = from;; number++)
    {
      TideStoreTestHead            head = HEAD;
      const TideDay                day = number;
      const double                 value = value_of (number);
      g_autoptr (TideBatch)        batch = NULL;
      g_autoptr (TideAppendReport) report = NULL;

      head.at += number;
      batch = tide_store_test_batch (&head, &day, &value, 1);
      report = tide_cache_append (cache, batch, NULL, NULL);
      if (report == NULL)
        _exit (3);
      acknowledge (fd, number);
    }
}

static void
write_workspace (const char *folder,
                 int         from,
                 int         fd)
{
  g_autoptr (TideWorkspace) workspace = tide_workspace_new (folder);

  for (int number = from;; number++)
    {
      g_autofree char *text = g_strdup_printf ("%d", number);
      const TideNote   note = { .subject_kind = TIDE_NOTE_INSTRUMENT,
                                .subject = (char *) "TEST",
                                .day = TIDE_DAY_NONE,
                                .as_of = TIDE_DAY_NONE,
                                .text = text };

      if (!tide_workspace_add_note (workspace, &note, NULL, NULL))
        _exit (3);
      acknowledge (fd, number);
    }
}

static void
write_figures (const char *folder,
               int         from,
               int         fd)
{
  g_autoptr (TideWorkspace) workspace = tide_workspace_new (folder);

  for (int number = from;; number++)
    {
      TideTarget            target = TIDE_TARGET_INIT;
      const TideScenario    scenario = { .name = (char *) "Return",
                                         .symbol = (char *) "TEST",
                                         .field = (char *) "pe_fwd",
                                         .window = (char *) "5Y",
                                         .goal_value = NAN,
                                         .earnings = number / 1000.0 };
      const TideCitation    fields = { .symbol = (char *) "TEST",
                                       .field = (char *) "allocation",
                                       .day = number,
                                       .value = value_of (number),
                                       .publication = (char *) "Somebody" };
      g_autoptr (GPtrArray) citations = g_ptr_array_new ();
      TideCiteCount         count;

      target.symbol = (char *) "TEST";
      target.value = number + 1;
      target.unit = tide_unit_of_currency ("HKD");
      g_ptr_array_add (citations, tide_citation_new (&fields));
      if (!tide_workspace_add_citations (workspace, citations, &count, NULL) ||
          !tide_workspace_save_target (workspace, &target, NULL, NULL) ||
          !tide_workspace_save_scenario (workspace, &scenario, NULL, NULL))
        _exit (3);
      acknowledge (fd, number);
    }
}

/* Lets a child write until it has acknowledged some, kills it, and gives the
 * last number that it acknowledged. */
static int
kill_writer (const char *folder,
             int         from,
             int         n_wanted,
             void (*writer) (const char *folder, int from, int fd))
{
  int   fds[2];
  int   last = from - 1;
  int   number;
  int   status;
  pid_t child;

  g_assert_cmpint (pipe (fds), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (fds[0]);
      writer (folder, from, fds[1]);
    }
  close (fds[1]);
  while (read (fds[0], &number, sizeof number) == sizeof number)
    {
      last = number;
      if (number - from + 1 == n_wanted)
        kill (child, SIGKILL);
    }
  close (fds[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  return last;
}

/* acknowledged ⊆ stored ⊆ attempted */
static void
test_kill_cache (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char  *folder = tide_test_make_folder ("kill-cache");
  g_autofree char  *path = g_build_filename (folder, "cache.db", NULL);
  int               stored = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_KILLS; i++)
    {
      int                         n_wanted = g_rand_int_range (random, 1, 40);
      int                         last = kill_writer (folder, stored, n_wanted, write_cache);
      g_autoptr (TideCacheReader) reader = tide_cache_reader_new (folder, NULL);
      g_autoptr (TideSeries)      series = NULL;

      series = tide_store_test_read (reader, "TEST", "close", NULL, TIDE_INSTANT_MAX);
      stored = (int) tide_series_get_length (series);
      g_assert_cmpint (stored, >=, last + 1);
      g_assert_cmpint (stored, <=, last + 2);
      for (int row = 0; row < stored; row++)
        {
          g_assert_cmpint (tide_series_get_days (series)[row], ==, row);
          g_assert_cmpfloat (tide_series_get_values (series)[row], ==, value_of (row));
        }
    }
  check_integrity (path);
  tide_test_remove_folder (folder);
}

static void
test_kill_workspace (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char  *folder = tide_test_make_folder ("kill-workspace");
  g_autofree char  *path = g_build_filename (folder, "workspace.db", NULL);
  int               stored = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_KILLS; i++)
    {
      int                       n_wanted = g_rand_int_range (random, 1, 8);
      int                       last = kill_writer (folder, stored, n_wanted, write_workspace);
      g_autoptr (TideWorkspace) workspace = tide_workspace_new (folder);
      g_autoptr (GPtrArray)     notes = tide_workspace_read_all_notes (workspace, NULL);

      g_assert_nonnull (notes);
      stored = (int) notes->len;
      g_assert_cmpint (stored, >=, last + 1);
      g_assert_cmpint (stored, <=, last + 2);
      for (int j = 0; j < stored; j++)
        g_assert_cmpint (atoi (((TideNote *) notes->pdata[stored - 1 - j])->text), ==, j);
      tide_workspace_close (workspace);
    }
  check_integrity (path);
  tide_test_remove_folder (folder);
}

/* Each of the three kinds is stored up to what was acknowledged, and at most one
 * further. What had been stored of a number that was not acknowledged is written
 * again: the citation says nothing new then, the target stands twice. */
static void
test_kill_figures (void)
{
  unsigned int      seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char  *folder = tide_test_make_folder ("kill-figures");
  g_autofree char  *path = g_build_filename (folder, "workspace.db", NULL);
  int               stored = 0;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < N_KILLS; i++)
    {
      int                       n_wanted = g_rand_int_range (random, 1, 5);
      int                       last = kill_writer (folder, stored, n_wanted, write_figures);
      g_autoptr (TideWorkspace) workspace = tide_workspace_new (folder);
      g_autoptr (GPtrArray)     citations = tide_workspace_read_citations (workspace, NULL);
      g_autoptr (GPtrArray)     targets = tide_workspace_read_targets (workspace, NULL);
      g_autoptr (GPtrArray)     scenarios = tide_workspace_read_scenarios (workspace, NULL);

      g_assert_cmpint ((int) scenarios->len, >=, last + 1);
      g_assert_cmpint ((int) scenarios->len, <=, last + 2);
      g_assert_cmpuint (targets->len, >=, scenarios->len);
      g_assert_cmpuint (citations->len, >=, scenarios->len);
      g_assert_cmpint ((int) citations->len, <=, last + 2);
      for (unsigned int j = 0; j < citations->len; j++)
        {
          const TideCitation *citation = citations->pdata[j];

          g_assert_cmpfloat (citation->value, ==, value_of (citation->day));
          g_assert_cmpint (citation->day, ==, (TideDay) j);
        }
      stored = (int) scenarios->len;
      tide_workspace_close (workspace);
    }
  check_integrity (path);
  tide_test_remove_folder (folder);
}

static char *
make_file (const char *folder,
           const char *name,
           const char *sql)
{
  g_autofree char              *path = g_build_filename (folder, name, NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GError)            error = NULL;

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (tide_sql_connection_run (connection, sql, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

typedef struct
{
  const char *sql; /* NULL: bytes that are no database */
  int         code;
} RefusedCase;

/* A file of a newer version, of another program, of the other kind, or of none is
 * refused, and keeps its bytes. */
static void
test_refused (void)
{
  const RefusedCase cases[] = {
    { "PRAGMA application_id = 0x54644368; PRAGMA user_version = 99; CREATE TABLE x (y)",
      TIDE_STORE_ERROR_NEWER_SCHEMA },
    { "PRAGMA user_version = 1; CREATE TABLE x (y)", TIDE_STORE_ERROR_FOREIGN },
    { "CREATE TABLE x (y)", TIDE_STORE_ERROR_FOREIGN },
    { "PRAGMA application_id = 0x54645773; PRAGMA user_version = 1; CREATE TABLE list (y)",
      TIDE_STORE_ERROR_FOREIGN },
    { NULL, TIDE_STORE_ERROR_FOREIGN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char      *folder = tide_test_make_folder ("refused");
      g_autofree char      *path = g_build_filename (folder, "cache.db", NULL);
      g_autofree char      *before = NULL;
      g_autofree char      *after = NULL;
      g_autoptr (TideCache) cache = tide_cache_new (folder);
      g_autoptr (GError)    error = NULL;
      size_t                before_size;
      size_t                after_size;

      g_test_message ("case %zu", i);
      if (cases[i].sql != NULL)
        g_free (make_file (folder, "cache.db", cases[i].sql));
      else
        g_assert_true (g_file_set_contents (path, "day,close\n2025-01-13,77.85\n", -1, NULL));
      g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));

      g_assert_false (tide_cache_open (cache, &error));
      g_assert_error (error, TIDE_STORE_ERROR, cases[i].code);
      g_clear_error (&error);
      g_assert_null (tide_cache_reader_new (folder, &error));
      g_assert_error (error, TIDE_STORE_ERROR, cases[i].code);
      tide_cache_close (cache);

      g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
      g_assert_cmpmem (before, before_size, after, after_size);
      tide_test_remove_folder (folder);
    }
}

/* Bytes of a block overwritten behind our back are told, not folded in. */
static void
test_damaged (void)
{
  g_autofree char             *folder = tide_test_make_folder ("damaged");
  g_autoptr (TideCache)        cache = tide_cache_new (folder);
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (GError)           error = NULL;
  const TideDay                days[] = { 1, 2, 3 };
  const double                 values[] = { 1.1, 2.2, 3.3 };
  const double                 changed[] = { 1.2, 2.2, 3.3 };

  tide_store_test_append (cache, tide_store_test_batch (&HEAD, days, values, 3), 3, 0, 0);
  g_free (make_file (folder, "cache.db",
                     "UPDATE block SET origins = x'0302' WHERE origins = x'0301'"));
  batch = tide_store_test_batch (&HEAD, days, changed, 3);
  report = tide_cache_append (cache, batch, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* A second process writes while this one reads: all or nothing of each append. */
static void
test_two_processes (void)
{
  g_autofree char            *folder = tide_test_make_folder ("two");
  g_autoptr (TideCacheReader) reader = NULL;
  int64_t                     version = 0;
  int64_t                     after = 0;
  int64_t                     last_version = -1;
  size_t                      length = 0;
  int                         status;
  pid_t                       child;

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (TideCache) cache = tide_cache_new (folder);

      for (int i = 0; i < (int) N_COMMITS; i++)
        {
          TideStoreTestHead            head = HEAD;
          TideDay                      days[N_BARS];
          double                       values[N_BARS];
          g_autoptr (TideBatch)        batch = NULL;
          g_autoptr (TideAppendReport) report = NULL;

          for (int j = 0; j < N_BARS; j++)
            {
              days[j] = i * N_BARS + j;
              values[j] = value_of (days[j]);
            }
          head.at += i;
          batch = tide_store_test_batch (&head, days, values, N_BARS);
          report = tide_cache_append (cache, batch, NULL, NULL);
          if (report == NULL || report->n_new != N_BARS)
            _exit (1);
        }
      tide_cache_close (cache);
      _exit (0);
    }

  reader = tide_cache_reader_new (folder, NULL);
  g_assert_nonnull (reader);
  while (length < N_COMMITS * N_BARS)
    {
      TideSeries        *series = NULL;
      g_autoptr (GError) error = NULL;
      size_t             now;

      tide_cache_reader_get_data_version (reader, &version, &error);
      g_assert_no_error (error);
      if (!tide_cache_reader_read_series (reader, "TEST", "close", NULL, TIDE_INSTANT_MAX,
                                          &series, &error))
        {
          g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND);
          g_assert_cmpuint (length, ==, 0);
          g_usleep (500);
          continue;
        }
      now = tide_series_get_length (series);
      g_assert_cmpuint (now, >=, length);
      g_assert_cmpuint (now % N_BARS, ==, 0);
      for (size_t row = 0; row < now; row++)
        g_assert_cmpfloat (tide_series_get_values (series)[row], ==, value_of ((int) row));
      tide_series_unref (series);
      /* A version that stands still means figures that do. */
      g_assert_true (tide_cache_reader_get_data_version (reader, &after, &error));
      if (version == after && version == last_version)
        g_assert_cmpuint (now, ==, length);
      last_version = version == after ? version : -1;
      length = now;
    }
  while (waitpid (child, &status, 0) > 0)
    continue;
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  tide_test_remove_folder (folder);
}

static void
changed_cb (TideCache *cache,
            GPtrArray *changes,
            bool      *seen)
{
  *seen = true;
  g_assert_cmpuint (changes->len, ==, 0);
}

/* What another writer did shows up when it is looked for. */
static void
test_poll (void)
{
  g_autofree char      *folder = tide_test_make_folder ("poll");
  g_autoptr (TideCache) cache = tide_cache_new (folder);
  g_autoptr (TideCache) other = tide_cache_new (folder);
  const TideDay         day = 1;
  const double          value = 1;
  bool                  seen = false;

  g_assert_true (tide_cache_open (cache, NULL));
  g_signal_connect (cache, "changed", G_CALLBACK (changed_cb), &seen);
  tide_cache_poll_async (cache, NULL, NULL);
  tide_store_test_append (other, tide_store_test_batch (&HEAD, &day, &value, 1), 1, 0, 0);
  g_assert_false (seen);
  tide_cache_poll_async (cache, NULL, NULL);
  tide_test_wait_until (&seen, 10);
  tide_cache_close (other);
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* As on a read-only disk: without a log as it lies, with one from a copy. */
static void
test_untouchable (void)
{
  g_autofree char      *folder = tide_test_make_folder ("untouchable");
  g_autofree char      *path = g_build_filename (folder, "cache.db", NULL);
  const char           *sql = "SELECT count(*) FROM instrument";
  g_autoptr (TideCache) cache = tide_cache_new (folder);
  g_autoptr (GError)    error = NULL;
  const TideDay         day = 1;
  const double          value = 1;
  int64_t               count = 0;

  tide_store_test_append (cache, tide_store_test_batch (&HEAD, &day, &value, 1), 1, 0, 0);
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (TideSqlConnection) connection = NULL;

      g_test_message ("case %d", round);
      connection = tide_database_open_untouchable (path, &tide_cache_schema, &error);
      g_assert_no_error (error);
      g_assert_true (tide_sql_connection_read_int (connection, sql, &count, &error));
      g_assert_cmpint (count, ==, 1);
      /* The first time the row is in the log only; the second time in the file. */
      if (round == 0)
        tide_cache_close (cache);
    }
  tide_test_remove_folder (folder);
}

/* A file put in the place of ours is not written into nowhere. */
static void
test_replaced (void)
{
  g_autofree char             *folder = tide_test_make_folder ("replaced");
  g_autofree char             *path = g_build_filename (folder, "cache.db", NULL);
  g_autofree char             *aside = g_build_filename (folder, "aside.db", NULL);
  g_autoptr (TideCache)        cache = tide_cache_new (folder);
  g_autoptr (TideBatch)        batch = NULL;
  g_autoptr (TideAppendReport) report = NULL;
  g_autoptr (GError)           error = NULL;
  const TideDay                day = 1;
  const double                 value = 1;

  tide_store_test_append (cache, tide_store_test_batch (&HEAD, &day, &value, 1), 1, 0, 0);
  g_assert_cmpint (g_rename (path, aside), ==, 0);
  batch = tide_store_test_batch (&HEAD, &day, &value, 1);
  report = tide_cache_append (cache, batch, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN);
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

/* No cache at all is an empty one, until there is one. */
static void
test_absent (void)
{
  g_autofree char            *folder = tide_test_make_folder ("absent");
  g_autofree char            *below = g_build_filename (folder, "deep", "er", NULL);
  g_autoptr (TideCacheReader) reader = tide_cache_reader_new (below, NULL);
  g_autoptr (TideCache)       cache = tide_cache_new (below);
  g_auto (GStrv)              none = tide_cache_reader_list_symbols (reader, NULL);
  g_auto (GStrv)              one = NULL;
  const TideDay               day = 1;
  const double                value = 1;
  int64_t                     version = 1;

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (tide_cache_reader_get_data_version (reader, &version, NULL));
  g_assert_cmpint (version, ==, 0);
  tide_store_test_append (cache, tide_store_test_batch (&HEAD, &day, &value, 1), 1, 0, 0);
  one = tide_cache_reader_list_symbols (reader, NULL);
  g_assert_cmpstr (one[0], ==, "TEST");
  tide_cache_close (cache);
  tide_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/safety/kill-cache", test_kill_cache);
  g_test_add_func ("/store/safety/kill-workspace", test_kill_workspace);
  g_test_add_func ("/store/safety/kill-figures", test_kill_figures);
  g_test_add_func ("/store/safety/refused", test_refused);
  g_test_add_func ("/store/safety/damaged", test_damaged);
  g_test_add_func ("/store/safety/two-processes", test_two_processes);
  g_test_add_func ("/store/safety/poll", test_poll);
  g_test_add_func ("/store/safety/untouchable", test_untouchable);
  g_test_add_func ("/store/safety/replaced", test_replaced);
  g_test_add_func ("/store/safety/absent", test_absent);

  return g_test_run ();
}
