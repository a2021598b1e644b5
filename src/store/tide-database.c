// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-database"

#include "config.h"

#include "store/tide-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long another process is waited for, and how often it is looked at. */
#define LOCK_TIMEOUT ((int64_t) 5 * G_USEC_PER_SEC)
#define LOCK_INTERVAL (5 * G_USEC_PER_SEC / 1000)

/* What the analyst stores is nobody else's to read. */
#define FOLDER_MODE 0700
#define FILE_MODE 0600

struct _TideLock
{
  char *path;
  int   fd;
};

static void
set_file_error (GError    **error,
                const char *path,
                int         code)
{
  bool protected = code == EACCES || code == EROFS || code == EPERM;

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_FULL,
                 "There is no space left for %s. What was stored before is unchanged; free some "
                 "space and try again.",
                 path);
  else if (protected)
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_READ_ONLY,
                 "%s cannot be written. Nothing was changed; make its folder writable or choose "
                 "another one.",
                 path);
  else
    g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN,
                 "%s cannot be opened (%s). Nothing was changed; check the folder.", path,
                 g_strerror (code));
}

/* Opens the lock file at `path`, making it if need be. */
TideLock *
tide_lock_new (const char *path,
               GError    **error)
{
  TideLock *self;
  int       fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);

  if (fd < 0)
    {
      set_file_error (error, path, errno);
      return NULL;
    }
  self = g_new0 (TideLock, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  return self;
}

void
tide_lock_free (TideLock *self)
{
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

/* flock() has no timeout, so it is asked again and again. */
bool
tide_lock_acquire (TideLock *self,
                   GError  **error)
{
  int64_t deadline = g_get_monotonic_time () + LOCK_TIMEOUT;

  while (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          set_file_error (error, self->path, errno);
          return false;
        }
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_BUSY,
                       "Another process is writing to the cache (%s). Nothing was changed; try "
                       "again when it is done.",
                       self->path);
          return false;
        }
      g_usleep (LOCK_INTERVAL);
    }
  return true;
}

void
tide_lock_release (TideLock *self)
{
  flock (self->fd, LOCK_UN);
}

/* Makes the data folder. */
bool
tide_database_make_folder (const char *data_dir,
                           GError    **error)
{
  if (g_mkdir_with_parents (data_dir, FOLDER_MODE) == 0)
    return true;
  set_file_error (error, data_dir, errno);
  return false;
}

/* SQLite would make the file readable for all. */
static bool
make_file (const char *path,
           GError    **error)
{
  int fd;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return true;
  if ((fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE)) < 0)
    {
      set_file_error (error, path, errno);
      return false;
    }
  close (fd);
  return true;
}

/* Opens a database for writing and brings it to the present schema. A file that
 * is refused is left as it is, its log included. */
TideSqlConnection *
tide_database_open (const char       *path,
                    const TideSchema *schema,
                    const char       *pragmas,
                    GError          **error)
{
  g_autoptr (TideSqlConnection) connection = NULL;
  int                           version;

  if (!make_file (path, error) ||
      (connection = tide_sql_connection_open (path, TIDE_SQL_READ_WRITE, error)) == NULL)
    return NULL;

  if (!tide_schema_check (schema, connection, &version, error))
    {
      tide_sql_connection_keep_log (connection);
      return NULL;
    }
  if (!tide_sql_connection_run (connection, pragmas, error) ||
      !tide_schema_migrate (schema, connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

static bool
copy_file (const char *from,
           const char *to,
           GError    **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, error);
}

/* A copy in a temporary folder that vanishes as soon as it is open. */
static TideSqlConnection *
open_copy (const char *path,
           const char *log,
           GError    **error)
{
  g_autofree char              *folder = g_dir_make_tmp ("tidemark-XXXXXX", error);
  g_autofree char              *copy = NULL;
  g_autofree char              *copy_log = NULL;
  g_autofree char              *copy_index = NULL;
  g_autoptr (TideSqlConnection) connection = NULL;
  int64_t                       n_objects;

  if (folder == NULL)
    return NULL;

  copy = g_build_filename (folder, "copy.db", NULL);
  copy_log = g_strconcat (copy, "-wal", NULL);
  copy_index = g_strconcat (copy, "-shm", NULL);
  if (copy_file (path, copy, error) && copy_file (log, copy_log, error))
    {
      connection = tide_sql_connection_open (copy, TIDE_SQL_READ_WRITE, error);
      /* The first read opens the log as well; then the names can go. */
      if (connection != NULL &&
          !tide_sql_connection_read_int (connection, "SELECT count(*) FROM sqlite_schema",
                                         &n_objects, error))
        g_clear_pointer (&connection, tide_sql_connection_close);
    }
  g_unlink (copy_index);
  g_unlink (copy_log);
  g_unlink (copy);
  g_rmdir (folder);
  return g_steal_pointer (&connection);
}

/* Opens a database in a folder that cannot be written, where SQLite could make
 * no index of the log: a file without a log cannot change and is read as it
 * lies; one with a log is copied with it. (Reading it as unchangeable without
 * its log gives damaged pages.) */
TideSqlConnection *
tide_database_open_untouchable (const char       *path,
                                const TideSchema *schema,
                                GError          **error)
{
  g_autofree char              *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (TideSqlConnection) connection = NULL;
  struct stat                   status;
  int                           version;

  if (stat (log, &status) == 0 && status.st_size > 0)
    connection = open_copy (path, log, error);
  else
    connection = tide_sql_connection_open (path, TIDE_SQL_IMMUTABLE, error);

  if (connection == NULL || !tide_schema_check (schema, connection, &version, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* Opens a database for reading. Version 0, a file that is just being made, is
 * the caller's to look at. */
TideSqlConnection *
tide_database_open_for_reading (const char       *path,
                                const TideSchema *schema,
                                GError          **error)
{
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autofree char              *folder = g_path_get_dirname (path);
  int                           version;

  if (access (folder, W_OK) != 0)
    return tide_database_open_untouchable (path, schema, error);
  if ((connection = tide_sql_connection_open (path, TIDE_SQL_READ_ONLY, error)) == NULL ||
      !tide_schema_check (schema, connection, &version, error))
    return NULL;
  return g_steal_pointer (&connection);
}
