// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-desk-fixture.h"

#include <string.h>

#include "tide-test-common.h"

static void
open_desk (DeskFixture  *fixture,
           TideDeskFlags flags)
{
  g_autoptr (GError) error = NULL;

  fixture->desk = tide_desk_open (fixture->data_dir, flags, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->desk);
}

static void
close_desk (DeskFixture *fixture)
{
  tide_desk_close (fixture->desk);
  /* Callbacks that were on their way still hold it. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&fixture->desk));
}

void
desk_fixture_set_up (DeskFixture  *fixture,
                     gconstpointer flags)
{
  fixture->data_dir = tide_test_make_folder ("desk");
  fixture->files = tide_test_make_folder ("files");
  open_desk (fixture, (TideDeskFlags) GPOINTER_TO_INT (flags));
}

void
desk_fixture_tear_down (DeskFixture  *fixture,
                        gconstpointer flags)
{
  close_desk (fixture);
  tide_test_remove_folder (fixture->data_dir);
  tide_test_remove_folder (fixture->files);
  g_free (fixture->data_dir);
  g_free (fixture->files);
}

void
desk_fixture_reopen (DeskFixture  *fixture,
                     TideDeskFlags flags)
{
  close_desk (fixture);
  open_desk (fixture, flags);
}

TideImportReport *
desk_fixture_import (DeskFixture             *fixture,
                     const char              *name,
                     const char              *content,
                     const TideImportOptions *options)
{
  g_autofree char   *path = g_build_filename (fixture->files, name, NULL);
  const char        *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  TideImportReport  *report;

  g_assert_true (g_file_set_contents (path, content, (gssize) strlen (content), &error));
  report = tide_desk_import (fixture->desk, paths, options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->files->len, ==, 1);

  return report;
}

double
desk_fixture_number (DeskFixture      *fixture,
                     const char       *formula,
                     const char       *symbol,
                     const TideMoment *moment)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (TideResult) result = NULL;
  const TideResultData  *data;

  result = tide_desk_evaluate (fixture->desk, formula, symbol, moment, TIDE_EVALUATE_PLAIN,
                               &error);
  g_assert_no_error (error);
  data = tide_result_get_data (result);
  g_test_message ("%s on %s: %g %s", formula, symbol, data->number,
                  data->reason != NULL ? data->reason : "");
  g_assert_cmpint (data->missing, ==, TIDE_MISSING_NONE);

  return data->number;
}

TideMoment
desk_moment_at (const char *day)
{
  TideMoment moment = TIDE_MOMENT_LATEST;

  moment.as_of = tide_day_parse (day, strlen (day));
  g_assert_cmpint (moment.as_of, !=, TIDE_DAY_NONE);

  return moment;
}
