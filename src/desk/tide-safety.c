// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-safety"

#include "config.h"

#include "desk/tide-safety.h"

#include "base/tide-unit.h"
#include "store/tide-backup.h"

/**
 * tide_safety_report_free:
 * @self: (transfer full) (nullable): a report
 *
 * Frees a report.
 */
void
tide_safety_report_free (TideSafetyReport *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->lines);
  g_strfreev (self->problems);
  g_free (self);
}

static char *
print_count (int64_t     count,
             const char *one,
             const char *many)
{
  g_autofree char *number = tide_number_format ((double) count, 0, TIDE_NUMBER_MACHINE);

  return g_strdup_printf ("%s %s", number, count == 1 ? one : many);
}

static void
add_cache_line (GStrvBuilder           *lines,
                const TideVerifyReport *found)
{
  g_autofree char *series = print_count (found->n_series, "series", "series");
  g_autofree char *rows = print_count (found->n_rows, "row", "rows");
  g_autofree char *revisions = print_count (found->n_revisions, "correction", "corrections");
  g_autofree char *fetches = print_count (found->n_fetches, "fetch", "fetches");
  g_autofree char *line = g_strdup_printf ("cache.db: %s, %s, %s, %s", series, rows, revisions,
                                           fetches);

  g_strv_builder_add (lines, line);
}

static void
add_workspace_line (GStrvBuilder           *lines,
                    const TideVerifyReport *found)
{
  g_autofree char *lists = print_count (found->n_lists, "list", "lists");
  g_autofree char *notes = print_count (found->n_notes, "note", "notes");
  g_autofree char *line = g_strdup_printf ("workspace.db: %s, %s", lists, notes);

  g_strv_builder_add (lines, line);
}

static void
add_counts (GStrvBuilder           *lines,
            const TideVerifyReport *found)
{
  if (found->has_workspace)
    add_workspace_line (lines, found);
  if (found->has_cache)
    add_cache_line (lines, found);
}

static void
add_formatted (GStrvBuilder *lines,
               char         *line_take)
{
  g_strv_builder_add (lines, line_take);
  g_free (line_take);
}

static char **
dup_problems (const TideVerifyReport *found)
{
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();

  for (unsigned int i = 0; i < found->problems->len; i++)
    g_strv_builder_add (problems, g_ptr_array_index (found->problems, i));
  if (found->n_problems > found->problems->len)
    add_formatted (problems, g_strdup_printf ("… and %zu more",
                                              found->n_problems - found->problems->len));

  return g_strv_builder_end (problems);
}

static TideSafetyReport *
make_report (GStrvBuilder           *lines,
             const TideVerifyReport *found)
{
  TideSafetyReport *report = g_new0 (TideSafetyReport, 1);

  report->lines = g_strv_builder_end (lines);
  report->problems = dup_problems (found);
  return report;
}

/**
 * tide_safety_back_up:
 * @folder: data folder; the program may have it open
 * @path: name of the backup; must not be there yet
 * @cancellable: (nullable): ends the work
 * @error: as of tide_backup_take()
 *
 * Makes one file of all that is stored, and reads it thoroughly.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
TideSafetyReport *
tide_safety_back_up (const char   *folder,
                     const char   *path,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (TideVerifyReport) found = tide_backup_take (folder, path, cancellable, error);
  g_autoptr (GStrvBuilder)     lines = g_strv_builder_new ();

  if (found == NULL)
    return NULL;
  add_formatted (lines, g_strdup_printf ("%s: complete and checked", path));
  add_counts (lines, found);
  return make_report (lines, found);
}

/**
 * tide_safety_restore:
 * @folder: data folder; the program must not have it open
 * @path: name of the backup
 * @cancellable: (nullable): ends the work before anything is replaced
 * @error: as of tide_backup_restore()
 *
 * Puts what a backup holds in place of what is stored, which is kept under
 * another name.
 *
 * Returns: (transfer full) (nullable): what is stored now
 */
TideSafetyReport *
tide_safety_restore (const char   *folder,
                     const char   *path,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (TideRestoreReport) done = tide_backup_restore (path, folder, cancellable, error);
  g_autoptr (GStrvBuilder)      lines = g_strv_builder_new ();
  char                          text[TIDE_INSTANT_TEXT_SIZE];

  if (done == NULL)
    return NULL;
  add_formatted (lines, g_strdup_printf ("Restored as of %s from %s.",
                                         tide_instant_format (done->taken, text), path));
  add_counts (lines, done->found);
  for (size_t i = 0; done->set_aside[i] != NULL; i++)
    add_formatted (lines, g_strdup_printf ("What was there before is kept as %s.",
                                           done->set_aside[i]));
  return make_report (lines, done->found);
}

/**
 * tide_safety_verify:
 * @folder: data folder; the program may have it open
 * @cancellable: (nullable): ends the work
 * @error: as of tide_verify_folder()
 *
 * Reads everything that is stored and says what is wrong with it.
 *
 * Returns: (transfer full) (nullable): what was found
 */
TideSafetyReport *
tide_safety_verify (const char   *folder,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (TideVerifyReport) found = tide_verify_folder (folder, cancellable, error);
  g_autoptr (GStrvBuilder)     lines = g_strv_builder_new ();

  if (found == NULL)
    return NULL;
  add_counts (lines, found);
  if (!found->has_cache && !found->has_workspace)
    add_formatted (lines, g_strdup_printf ("Nothing is stored in %s.", folder));
  return make_report (lines, found);
}
