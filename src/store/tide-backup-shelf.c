// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-backup-shelf"

#include "config.h"

#include "store/tide-backup-shelf.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/tide-backup.h"
#include "store/tide-database-private.h"

#define FOLDER "backups"
#define PREFIX "tidemark-"
#define SUFFIX ".backup"

/* How many days, weeks and months keep their newest backup. A cache may weigh
 * hundreds of megabytes, and each of them holds all of it. */
#define N_DAYS 3
#define N_WEEKS 3
#define N_MONTHS 4

/* Days from a Monday to 1970-01-01, a Thursday. */
#define MONDAY_OFFSET 3

/**
 * tide_backup_shelf_dup_name:
 * @taken: when a backup was made; UTC seconds
 *
 * Returns: (transfer full): the name of its file, without colons
 */
char *
tide_backup_shelf_dup_name (TideInstant taken)
{
  char text[TIDE_INSTANT_TEXT_SIZE];

  g_strdelimit (tide_instant_format (taken, text), ":", '.');
  return g_strconcat (PREFIX, text, SUFFIX, NULL);
}

/* TIDE_INSTANT_NONE for a file that is none of ours. */
static TideInstant
read_name (const char *name)
{
  g_autofree char *text = NULL;
  size_t           length = strlen (name);

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) ||
      length <= strlen (PREFIX) + strlen (SUFFIX))
    return TIDE_INSTANT_NONE;

  text = g_strndup (name + strlen (PREFIX), length - strlen (PREFIX) - strlen (SUFFIX));
  g_strdelimit (text, ".", ':');
  return tide_instant_parse (text, strlen (text));
}

typedef int (*CountFunc) (TideInstant instant);

static int
count_days (TideInstant instant)
{
  return tide_instant_to_day (instant, NULL);
}

static int
count_weeks (TideInstant instant)
{
  int day = tide_instant_to_day (instant, NULL) + MONDAY_OFFSET;

  return day >= 0 ? day / 7 : (day - 6) / 7;
}

static int
count_months (TideInstant instant)
{
  int year, month;

  tide_day_to_ymd (tide_instant_to_day (instant, NULL), &year, &month, NULL);
  return year * 12 + month;
}

/* Keeps the newest of each of the last `n` spans that have one. */
static void
keep_newest (const TideInstant *taken,
             size_t             n_taken,
             CountFunc          count,
             int                n,
             bool              *kept)
{
  int last = 0;

  for (size_t i = 0; i < n_taken && n > 0; i++)
    {
      int span = count (taken[i]);

      if (i > 0 && span == last)
        continue;
      kept[i] = true;
      last = span;
      n--;
    }
}

/**
 * tide_backup_shelf_choose:
 * @taken: (array length=n_taken): when backups were made, newest first
 * @n_taken: how many
 * @out_kept: (out) (array length=n_taken): which of them stay
 *
 * Chooses the newest of each of the last 3 days, 3 weeks (from Monday) and 4
 * months, in UTC, that have a backup. What counts are the backups and not
 * today, so a clock that jumps thins nothing away.
 */
void
tide_backup_shelf_choose (const TideInstant *taken,
                          size_t             n_taken,
                          bool              *out_kept)
{
  memset (out_kept, 0, n_taken * sizeof *out_kept);
  keep_newest (taken, n_taken, count_days, N_DAYS, out_kept);
  keep_newest (taken, n_taken, count_weeks, N_WEEKS, out_kept);
  keep_newest (taken, n_taken, count_months, N_MONTHS, out_kept);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const TideInstant left = *(const TideInstant *) a;
  const TideInstant right = *(const TideInstant *) b;

  return (left < right) - (left > right);
}

/* When the backups on the shelf were made, newest first. */
static GArray *
list_taken (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GArray          *taken = g_array_new (FALSE, FALSE, sizeof (TideInstant));
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      TideInstant instant = read_name (name);

      if (instant != TIDE_INSTANT_NONE)
        g_array_append_val (taken, instant);
    }
  g_array_sort (taken, compare_newest_first);
  return taken;
}

static void
thin (const char *folder)
{
  g_autoptr (GArray) taken = list_taken (folder);
  g_autofree bool   *kept = g_new (bool, taken->len + 1);

  tide_backup_shelf_choose ((const TideInstant *) (void *) taken->data, taken->len, kept);
  for (unsigned int i = 0; i < taken->len; i++)
    {
      g_autofree char *name =
        tide_backup_shelf_dup_name (g_array_index (taken, TideInstant, i));
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!kept[i] && g_unlink (path) != 0)
        g_warning ("%s could not be removed: %s", path, g_strerror (errno));
    }
}

/* One a day. A backup from a day that has not come, made while the clock was
 * wrong, holds none up. */
static bool
is_due (const char *folder,
        TideInstant now)
{
  g_autoptr (GArray) taken = list_taken (folder);

  for (unsigned int i = 0; i < taken->len; i++)
    {
      if (count_days (g_array_index (taken, TideInstant, i)) == count_days (now))
        return false;
    }

  return true;
}

/**
 * tide_backup_shelf_keep:
 * @data_dir: folder of the two databases; others may be using them
 * @cancellable: (nullable): ends the work
 * @error: as of tide_backup_take(); older backups then stay as they are
 *
 * Makes the backup of today unless it is there, and removes the ones that
 * tide_backup_shelf_choose() does not keep. Blocks; any thread.
 *
 * Returns: whether there is a backup of today
 */
bool
tide_backup_shelf_keep (const char   *data_dir,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autofree char             *folder = NULL;
  g_autofree char             *name = NULL;
  g_autofree char             *path = NULL;
  g_autoptr (TideVerifyReport) found = NULL;
  TideInstant                  now = tide_clock_now ();

  g_return_val_if_fail (data_dir != NULL, false);

  folder = g_build_filename (data_dir, FOLDER, NULL);
  if (!is_due (folder, now))
    return true;

  name = tide_backup_shelf_dup_name (now);
  path = g_build_filename (folder, name, NULL);
  if (!tide_database_make_folder (folder, error) ||
      (found = tide_backup_take (data_dir, path, cancellable, error)) == NULL)
    return false;

  thin (folder);
  return true;
}
