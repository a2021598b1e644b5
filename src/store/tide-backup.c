// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-backup"

#include "config.h"

#include "store/tide-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "store/tide-database-private.h"

typedef struct
{
  const char       *name;
  const TideSchema *schema;
} Part;

/* In the order in which they are put in place. */
static const Part PARTS[] = {
  { "workspace.db", &tide_workspace_schema },
  { "cache.db", &tide_cache_schema },
};

/* A folder beside the file or folder that will be written, so that a rename
 * puts what was made in it in place; emptied and removed with the variable. */
typedef char TideScratch;

static void
tide_scratch_remove (TideScratch *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideScratch, tide_scratch_remove)

static bool
fail_file (GError    **error,
           const char *path)
{
  int code = errno;

  g_set_error (error, TIDE_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? TIDE_STORE_ERROR_FULL : TIDE_STORE_ERROR_OPEN,
               "%s cannot be written (%s). What was there before is unchanged.", path,
               g_strerror (code));
  return false;
}

static TideScratch *
make_scratch (const char *parent,
              GError    **error)
{
  TideScratch *folder = g_build_filename (parent, ".tidemark-XXXXXX", NULL);

  if (g_mkdtemp (folder) != NULL)
    return folder;
  fail_file (error, parent);
  g_free (folder);
  return NULL;
}

/* A rename is on the disk when its folder is. */
static void
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    g_warning ("%s could not be synchronised: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
}

static bool
exists (const char *folder,
        const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return access (path, F_OK) == 0;
}

/* Copies a database in the state of one moment, while others go on using it. */
static bool
copy_part (const Part   *part,
           const char   *data_dir,
           const char   *folder,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char              *path = g_build_filename (data_dir, part->name, NULL);
  g_autofree char              *copy = g_build_filename (folder, part->name, NULL);
  g_autoptr (TideSqlConnection) connection = NULL;

  connection = tide_database_open_for_reading (path, part->schema, error);
  if (connection == NULL || !tide_sql_connection_run (connection, "BEGIN", error))
    return false;
  tide_sql_connection_set_cancellable (connection, cancellable);
  return tide_sql_connection_copy_to (connection, copy, error);
}

/* A backup with a fault is kept from taking the place of one without. */
static TideVerifyReport *
verify_copies (const char   *folder,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (TideVerifyReport) report = tide_verify_folder (folder, cancellable, error);

  if (report == NULL || report->n_problems == 0)
    return g_steal_pointer (&report);

  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
               "What would be backed up or restored is damaged: %s. Nothing was written; "
               "“tidemark verify” lists everything that is wrong.",
               (const char *) g_ptr_array_index (report->problems, 0));
  return NULL;
}

static bool
check_free (const char *path,
            GError    **error)
{
  if (access (path, F_OK) != 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CONFLICT,
               "%s is there already and was left as it is. Choose another name for the backup.",
               path);
  return false;
}

/* Imported files are never changed, so they are taken from where they lie. */
static void
add_imports (const char   *data_dir,
             GStrvBuilder *names,
             GStrvBuilder *files)
{
  g_autofree char *folder = g_build_filename (data_dir, "imports", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *plain;

  while (dir != NULL && (plain = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strconcat ("imports/", plain, NULL);
      g_autofree char *path = g_build_filename (folder, plain, NULL);

      if (!g_str_has_suffix (plain, ".gz"))
        continue;
      g_strv_builder_add (names, name);
      g_strv_builder_add (files, path);
    }
}

static bool
copy_all (const char   *data_dir,
          const char   *folder,
          GStrvBuilder *names,
          GStrvBuilder *files,
          GCancellable *cancellable,
          GError      **error)
{
  bool any = false;

  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    {
      g_autofree char *copy = g_build_filename (folder, PARTS[i].name, NULL);

      if (!exists (data_dir, PARTS[i].name))
        continue;
      if (!copy_part (&PARTS[i], data_dir, folder, cancellable, error))
        return false;
      g_strv_builder_add (names, PARTS[i].name);
      g_strv_builder_add (files, copy);
      any = true;
    }
  if (!any)
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_NOT_FOUND,
                 "There is nothing in %s to back up.", data_dir);
  add_imports (data_dir, names, files);

  return any;
}

/**
 * tide_backup_take:
 * @data_dir: folder of the two databases; others may be using them
 * @path: name of the backup; must not be there yet
 * @cancellable: (nullable): ends the work
 * @error: %TIDE_STORE_ERROR_CONFLICT when @path is taken,
 *   %TIDE_STORE_ERROR_NOT_FOUND when there is nothing to back up,
 *   %TIDE_STORE_ERROR_CORRUPT when what is stored is damaged, or that something
 *   cannot be read or written
 *
 * Copies both databases as they are at one moment each, reads the copies
 * thoroughly, and makes one file of them. The file appears under its name when
 * it is complete and on the disk, or not at all. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): what the reading found
 */
TideVerifyReport *
tide_backup_take (const char   *data_dir,
                  const char   *path,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autofree char             *parent = NULL;
  g_autofree char             *made = NULL;
  g_autoptr (TideScratch)      scratch = NULL;
  g_autoptr (TideVerifyReport) report = NULL;
  g_autoptr (GStrvBuilder)     names_builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder)     files_builder = g_strv_builder_new ();
  g_auto (GStrv)               names = NULL;
  g_auto (GStrv)               files = NULL;

  g_return_val_if_fail (data_dir != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  parent = g_path_get_dirname (path);
  if (!check_free (path, error) || (scratch = make_scratch (parent, error)) == NULL ||
      !copy_all (data_dir, scratch, names_builder, files_builder, cancellable, error) ||
      (report = verify_copies (scratch, cancellable, error)) == NULL)
    return NULL;

  names = g_strv_builder_end (names_builder);
  files = g_strv_builder_end (files_builder);
  made = g_build_filename (scratch, "backup", NULL);
  if (!tide_backup_file_write (made, (const char *const *) names, (const char *const *) files,
                               tide_clock_now (), cancellable, error))
    return NULL;
  /* Unlike a rename, a link never takes the place of a file that came since. */
  if (link (made, path) != 0)
    {
      fail_file (error, path);
      return NULL;
    }

  sync_folder (parent);
  return g_steal_pointer (&report);
}

/* Brings what the log of a database still holds into it, and makes sure that
 * nobody has it open: a log that stays would be taken for the new file's. */
static bool
settle_part (const char *path,
             GError    **error)
{
  g_autofree char              *log = g_strconcat (path, "-wal", NULL);
  g_autofree char              *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  bool                          settled;

  connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, error);
  settled = connection != NULL &&
            tide_sql_connection_run (connection, "BEGIN EXCLUSIVE; COMMIT", error);
  g_clear_pointer (&connection, tide_sql_connection_close);
  if (!settled)
    return false;
  if (access (log, F_OK) != 0 && access (journal, F_OK) != 0)
    return true;

  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_BUSY,
               "%s is open in another window or process. Nothing was changed; close it and "
               "restore again.",
               path);
  return false;
}

static bool
is_damage (const GError *error)
{
  return g_error_matches (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT) ||
         g_error_matches (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_FOREIGN);
}

/* Nothing is replaced while one of them is in use. One that is too damaged to
 * settle is what a restore is for. */
static bool
settle_all (const char        *data_dir,
            const char *const *names,
            GError           **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    {
      g_autofree char   *path = g_build_filename (data_dir, PARTS[i].name, NULL);
      g_autoptr (GError) unsettled = NULL;

      if (!g_strv_contains (names, PARTS[i].name) || access (path, F_OK) != 0)
        continue;
      if (!settle_part (path, &unsettled) && !is_damage (unsettled))
        {
          g_propagate_error (error, g_steal_pointer (&unsettled));
          return false;
        }
    }

  return true;
}

/* The logs of a database that could not be settled are set aside with it, each
 * under the name that goes with it. */
static bool
move_logs (const char *path,
           const char *aside,
           GError    **error)
{
  static const char *const endings[] = { "-wal", "-shm", "-journal" };

  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (aside, endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail_file (error, from);
    }

  return true;
}

/* A name beside `path` that tells when it was set aside. Colons trouble other
 * systems that may hold a copy. */
static char *
dup_aside_name (const char *path,
                int         number)
{
  char text[TIDE_INSTANT_TEXT_SIZE];

  g_strdelimit (tide_instant_format (tide_clock_now (), text), ":", '-');
  return number == 1 ? g_strdup_printf ("%s.before-%s", path, text)
                     : g_strdup_printf ("%s.before-%s-%d", path, text, number);
}

/* Gives a file a second name; the first stays until the new file takes it. */
static char *
set_aside (const char *path,
           GError    **error)
{
  for (int number = 1;; number++)
    {
      g_autofree char *aside = dup_aside_name (path, number);

      if (link (path, aside) == 0)
        return move_logs (path, aside, error) ? g_steal_pointer (&aside) : NULL;
      if (errno != EEXIST)
        {
          fail_file (error, aside);
          return NULL;
        }
    }
}

/* At every moment there is a file under each name, the old one or the new. */
static bool
place_all (const char        *folder,
           const char        *data_dir,
           const char *const *names,
           GStrvBuilder      *kept,
           GError           **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    {
      g_autofree char *from = g_build_filename (folder, PARTS[i].name, NULL);
      g_autofree char *to = g_build_filename (data_dir, PARTS[i].name, NULL);
      g_autofree char *aside = NULL;

      if (!g_strv_contains (names, PARTS[i].name))
        continue;
      if (access (to, F_OK) == 0)
        {
          if ((aside = set_aside (to, error)) == NULL)
            return false;
          g_strv_builder_add (kept, aside);
        }
      if (g_rename (from, to) != 0)
        return fail_file (error, to);
    }

  return true;
}

/* An imported file that is there already is the same one: its name says so. */
static bool
place_imports (const char        *folder,
               const char        *data_dir,
               const char *const *names,
               GError           **error)
{
  g_autofree char *imports = g_build_filename (data_dir, "imports", NULL);

  for (size_t i = 0; names[i] != NULL; i++)
    {
      g_autofree char *plain = g_path_get_basename (names[i]);
      g_autofree char *from = g_build_filename (folder, plain, NULL);
      g_autofree char *to = g_build_filename (imports, plain, NULL);

      if (!g_str_has_prefix (names[i], "imports/") || access (to, F_OK) == 0)
        continue;
      if (!tide_database_make_folder (imports, error))
        return false;
      if (g_rename (from, to) != 0)
        return fail_file (error, to);
    }

  return true;
}

/**
 * tide_backup_restore:
 * @path: name of a backup
 * @data_dir: folder of the two databases, made if it is not there; nobody may be
 *   using them
 * @cancellable: (nullable): ends the work before anything is replaced
 * @error: %TIDE_STORE_ERROR_FOREIGN for what is no backup,
 *   %TIDE_STORE_ERROR_CORRUPT for a damaged one, %TIDE_STORE_ERROR_NEWER_SCHEMA,
 *   %TIDE_STORE_ERROR_BUSY while the databases are open elsewhere, or that
 *   something cannot be read or written
 *
 * Puts the databases of a backup in place of those that are there. They are
 * written beside, compared with their checksums and read thoroughly first. What
 * was there before is kept under another name. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): what was done
 */
TideRestoreReport *
tide_backup_restore (const char   *path,
                     const char   *data_dir,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autofree char              *lock_path = NULL;
  g_autoptr (TideScratch)       scratch = NULL;
  g_autoptr (TideLock)          lock = NULL;
  g_autoptr (TideRestoreReport) report = g_new0 (TideRestoreReport, 1);
  g_autoptr (GStrvBuilder)      kept = g_strv_builder_new ();
  const char *const            *names;
  bool                          placed;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (data_dir != NULL, NULL);

  lock_path = g_build_filename (data_dir, "cache.lock", NULL);
  if (!tide_database_make_folder (data_dir, error) ||
      (scratch = make_scratch (data_dir, error)) == NULL ||
      !tide_backup_file_extract (path, scratch, &report->restored, &report->taken, cancellable,
                                 error) ||
      (report->found = verify_copies (scratch, cancellable, error)) == NULL ||
      (lock = tide_lock_new (lock_path, error)) == NULL || !tide_lock_acquire (lock, error))
    return NULL;

  names = (const char *const *) report->restored;
  placed = settle_all (data_dir, names, error) &&
           place_imports (scratch, data_dir, names, error) &&
           place_all (scratch, data_dir, names, kept, error);
  tide_lock_release (lock);
  sync_folder (data_dir);
  report->set_aside = g_strv_builder_end (kept);
  return placed ? g_steal_pointer (&report) : NULL;
}

/**
 * tide_restore_report_free:
 * @self: (transfer full) (nullable): a report
 *
 * Frees a report.
 */
void
tide_restore_report_free (TideRestoreReport *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->restored);
  g_strfreev (self->set_aside);
  tide_verify_report_free (self->found);
  g_free (self);
}
