// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include <string.h>

#include "desk/tide-safety.h"
#include "tide-desk-fixture.h"
#include "tide-test-common.h"

#define WAIT_SECONDS 20

typedef struct
{
  bool    done;
  GError *error;
} Answer;

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Answer *answer = user_data;

  tide_desk_keep_backup_finish (TIDE_DESK (object), result, &answer->error);
  answer->done = true;
}

/* The only file in `backups/`, or NULL. */
static char *
find_backup (TideDesk *desk)
{
  g_autofree char *folder = g_build_filename (tide_desk_get_folder (desk), "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static void
import_close (DeskFixture *fixture)
{
  g_autoptr (TideImportReport) report =
    desk_fixture_import (fixture, "0700.HK.csv", "date,close\n2025-01-13,372.5\n", NULL);

  g_assert_cmpint (report->n_new, ==, 1);
}

static void
test_keep (DeskFixture  *fixture,
           gconstpointer user_data)
{
  g_autofree char             *backup = NULL;
  g_autofree char             *other = g_build_filename (fixture->files, "other", NULL);
  g_autoptr (TideSafetyReport) report = NULL;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideDesk)         restored = NULL;
  g_autoptr (TideResult)       result = NULL;
  Answer                       answer = { 0 };

  import_close (fixture);
  tide_desk_keep_backup_async (fixture->desk, kept_cb, &answer);
  tide_test_wait_until (&answer.done, WAIT_SECONDS);
  g_assert_no_error (answer.error);
  backup = find_backup (fixture->desk);
  g_assert_nonnull (backup);

  /* The window may stay open while a backup is read elsewhere. */
  report = tide_safety_restore (other, backup, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (report->problems[0]);
  restored = tide_desk_open (other, TIDE_DESK_NORMAL, &error);
  g_assert_no_error (error);
  result = tide_desk_evaluate (restored, "close", "0700.HK", &TIDE_MOMENT_LATEST,
                               TIDE_EVALUATE_PLAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (tide_result_get_data (result)->number, ==, 372.5);
  tide_desk_close (restored);
}

/* A desk that is closed meanwhile leaves a whole backup or none. */
static void
test_close (DeskFixture  *fixture,
            gconstpointer user_data)
{
  g_autofree char *backup = NULL;
  Answer           answer = { 0 };

  import_close (fixture);
  tide_desk_keep_backup_async (fixture->desk, kept_cb, &answer);
  tide_desk_close (fixture->desk);
  tide_test_wait_until (&answer.done, WAIT_SECONDS);
  backup = find_backup (fixture->desk);
  g_assert_true ((backup == NULL) == (answer.error != NULL));
  g_clear_error (&answer.error);
}

static void
test_sample_needs_none (DeskFixture  *fixture,
                        gconstpointer user_data)
{
  g_autofree char *backup = NULL;
  Answer           answer = { 0 };

  tide_desk_keep_backup_async (fixture->desk, kept_cb, &answer);
  tide_test_wait_until (&answer.done, WAIT_SECONDS);
  g_assert_no_error (answer.error);
  backup = find_backup (fixture->desk);
  g_assert_null (backup);
}

#define ADD(name, flags, test)                                            \
  g_test_add ("/desk/safety/" name, DeskFixture, GINT_TO_POINTER (flags), \
              desk_fixture_set_up, test, desk_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("keep", TIDE_DESK_NORMAL, test_keep);
  ADD ("close", TIDE_DESK_NORMAL, test_close);
  ADD ("sample-needs-none", TIDE_DESK_SAMPLE, test_sample_needs_none);

  return g_test_run ();
}
