// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-backup-file"

#include "config.h"

#include "store/tide-backup-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "store/tide-database-private.h"

/* Bytes in one piece: well below what SQLite keeps in a row. */
#define PIECE_SIZE ((size_t) 1024 * 1024)

/* The file is new and is thrown away when something fails: no journal, and one
 * wait for the disk at the end. */
#define PRAGMAS "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"

static const char BACKUP_1[] =
  "CREATE TABLE part ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE,"
  "  size INTEGER NOT NULL,"
  "  sha256 TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE piece ("
  "  part INTEGER NOT NULL REFERENCES part,"
  "  ordinal INTEGER NOT NULL,"
  "  bytes BLOB NOT NULL,"
  "  PRIMARY KEY (part, ordinal)"
  ") STRICT;"
  "CREATE TABLE taken (at INTEGER NOT NULL) STRICT;";

static const char *const MIGRATIONS[] = { BACKUP_1, NULL };

/* "TdBk". */
static const TideSchema backup_schema = { "a backup", 0x5464426b, MIGRATIONS };

/* Imported files are called by their SHA-256 and an ending. */
#define IMPORT_PREFIX "imports/"
#define IMPORT_SUFFIX ".gz"
#define SHA256_DIGITS 64

static bool
fail_file (GError    **error,
           const char *path)
{
  int code = errno;

  g_set_error (error, TIDE_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? TIDE_STORE_ERROR_FULL : TIDE_STORE_ERROR_OPEN,
               "%s cannot be read or written (%s). What was stored before is unchanged.", path,
               g_strerror (code));
  return false;
}

static bool
fail_damaged (GError    **error,
              const char *path)
{
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT,
               "The backup %s is damaged: what is in it does not match its checksums. Nothing "
               "was restored; try an older backup.",
               path);
  return false;
}

/* What a backup may hold: a name in it never becomes a path of its own making. */
static bool
is_known (const char *name)
{
  const char *digits = name + strlen (IMPORT_PREFIX);

  if (strcmp (name, "workspace.db") == 0 || strcmp (name, "cache.db") == 0)
    return true;
  return g_str_has_prefix (name, IMPORT_PREFIX) &&
         strspn (digits, "0123456789abcdef") == SHA256_DIGITS &&
         strcmp (digits + SHA256_DIGITS, IMPORT_SUFFIX) == 0;
}

/* As much of a file as there is, up to a piece. */
static ssize_t
read_piece (int      fd,
            uint8_t *bytes)
{
  size_t size = 0;

  while (size < PIECE_SIZE)
    {
      ssize_t n = read (fd, bytes + size, PIECE_SIZE - size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      size += (size_t) n;
    }

  return (ssize_t) size;
}

static bool
write_all (int            fd,
           const uint8_t *bytes,
           size_t         size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      bytes += n;
      size -= (size_t) n;
    }

  return true;
}

static bool
insert_piece (TideSqlConnection *connection,
              int64_t            part,
              int64_t            ordinal,
              const uint8_t     *bytes,
              size_t             size,
              GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection, "INSERT INTO piece (part, ordinal, bytes) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, part);
  tide_sql_bind_int (statement, 2, ordinal);
  tide_sql_bind_blob (statement, 3, bytes, size);
  return tide_sql_run (statement, error);
}

static bool
insert_part (TideSqlConnection *connection,
             int64_t            part,
             const char        *name,
             int64_t            size,
             const char        *sha256,
             GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;

  statement = tide_sql_connection_prepare (
    connection, "INSERT INTO part (id, name, size, sha256) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, part);
  tide_sql_bind_text (statement, 2, name);
  tide_sql_bind_int (statement, 3, size);
  tide_sql_bind_text (statement, 4, sha256);
  return tide_sql_run (statement, error);
}

static bool
store_file (TideSqlConnection *connection,
            int64_t            part,
            int                fd,
            const char        *name,
            GCancellable      *cancellable,
            GError           **error)
{
  g_autofree uint8_t   *bytes = g_malloc (PIECE_SIZE);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  int64_t               total = 0;
  ssize_t               size;

  for (int64_t ordinal = 0; (size = read_piece (fd, bytes)) > 0; ordinal++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !insert_piece (connection, part, ordinal, bytes, (size_t) size, error))
        return false;
      g_checksum_update (checksum, bytes, size);
      total += size;
    }
  if (size < 0)
    return fail_file (error, name);

  return insert_part (connection, part, name, total, g_checksum_get_string (checksum), error);
}

static bool
store_named (TideSqlConnection *connection,
             int64_t            part,
             const char        *name,
             const char        *path,
             GCancellable      *cancellable,
             GError           **error)
{
  int  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  bool stored;

  if (fd < 0)
    return fail_file (error, path);
  stored = store_file (connection, part, fd, name, cancellable, error);
  close (fd);
  return stored;
}

static bool
write_moment (TideSqlConnection *connection,
              TideInstant        at,
              GError           **error)
{
  g_autoptr (TideSqlStatement) statement =
    tide_sql_connection_prepare (connection, "INSERT INTO taken (at) VALUES (?1)", error);

  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, at);
  return tide_sql_run (statement, error);
}

static bool
sync_file (const char *path,
           GError    **error)
{
  int  fd = open (path, O_RDWR | O_CLOEXEC);
  bool synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    fail_file (error, path);
  if (fd >= 0)
    close (fd);
  return synced;
}

/**
 * tide_backup_file_write:
 * @path: name of a file that is not there yet
 * @names: (array zero-terminated=1): what the files are called in it:
 *   `workspace.db`, `cache.db` or `imports/SHA256.gz`
 * @files: (array zero-terminated=1): where they lie
 * @at: when they were copied
 * @cancellable: (nullable): ends the work
 * @error: that something cannot be read or written
 *
 * Makes a backup of files that nobody changes meanwhile. It is on the disk when
 * this returns. What a failure leaves at @path is the caller's to remove.
 *
 * Returns: whether the file is complete
 */
bool
tide_backup_file_write (const char        *path,
                        const char *const *names,
                        const char *const *files,
                        TideInstant        at,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autoptr (TideSqlConnection) connection = NULL;

  connection = tide_database_open (path, &backup_schema, PRAGMAS, error);
  if (connection == NULL || !tide_sql_connection_run (connection, "BEGIN", error) ||
      !write_moment (connection, at, error))
    return false;
  for (size_t i = 0; names[i] != NULL; i++)
    {
      if (!store_named (connection, (int64_t) i, names[i], files[i], cancellable, error))
        return false;
    }
  if (!tide_sql_connection_run (connection, "COMMIT", error))
    return false;

  g_clear_pointer (&connection, tide_sql_connection_close);
  return sync_file (path, error);
}

/* Writes the pieces of a part one after the other. */
static bool
write_pieces (TideSqlConnection *connection,
              int64_t            part,
              int                fd,
              GChecksum         *checksum,
              int64_t           *out_size,
              GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (
    connection, "SELECT bytes FROM piece WHERE part = ?1 ORDER BY ordinal", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_int (statement, 1, part);
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      size_t         size;
      const uint8_t *bytes = tide_sql_column_blob (statement, 0, &size);

      if (!write_all (fd, bytes, size))
        return fail_file (error, tide_sql_connection_get_path (connection));
      g_checksum_update (checksum, bytes, (gssize) size);
      *out_size += (int64_t) size;
    }

  return step == TIDE_SQL_DONE && (fsync (fd) == 0 ||
                                   fail_file (error, tide_sql_connection_get_path (connection)));
}

static bool
extract_part (TideSqlConnection *connection,
              int64_t            part,
              const char        *target,
              int64_t            expected_size,
              const char        *expected_sum,
              GError           **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  int                   fd = open (target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int64_t               size = 0;
  bool                  written;

  if (fd < 0)
    return fail_file (error, target);
  written = write_pieces (connection, part, fd, checksum, &size, error);
  close (fd);
  if (!written)
    return false;

  if (size != expected_size || g_strcmp0 (g_checksum_get_string (checksum), expected_sum) != 0)
    return fail_damaged (error, tide_sql_connection_get_path (connection));
  return true;
}

static bool
extract_parts (TideSqlConnection *connection,
               const char        *folder,
               GStrvBuilder      *names,
               GError           **error)
{
  g_autoptr (TideSqlStatement) statement = NULL;
  TideSqlStep                  step;

  statement = tide_sql_connection_prepare (connection, "SELECT id, name, size, sha256 FROM part",
                                           error);
  if (statement == NULL)
    return false;
  while ((step = tide_sql_step (statement, error)) == TIDE_SQL_ROW)
    {
      const char      *name = tide_sql_column_text (statement, 1);
      g_autofree char *plain = NULL;
      g_autofree char *target = NULL;

      if (!is_known (name))
        return fail_damaged (error, tide_sql_connection_get_path (connection));
      plain = g_path_get_basename (name);
      target = g_build_filename (folder, plain, NULL);
      if (!extract_part (connection, tide_sql_column_int (statement, 0), target,
                         tide_sql_column_int (statement, 2), tide_sql_column_text (statement, 3),
                         error))
        return false;
      g_strv_builder_add (names, name);
    }

  return step == TIDE_SQL_DONE;
}

/**
 * tide_backup_file_extract:
 * @path: name of a backup
 * @folder: an empty folder
 * @out_names: (out) (transfer full): what the files are called in the backup;
 *   each now lies in @folder, under the last part of its name
 * @out_at: (out): when they were copied
 * @cancellable: (nullable): ends the work
 * @error: %TIDE_STORE_ERROR_FOREIGN for what is no backup,
 *   %TIDE_STORE_ERROR_NEWER_SCHEMA, %TIDE_STORE_ERROR_CORRUPT where a checksum
 *   does not match, or that something cannot be read or written
 *
 * Writes the files of a backup into a folder and compares their checksums. They
 * are on the disk when this returns.
 *
 * Returns: whether all of them are there
 */
bool
tide_backup_file_extract (const char   *path,
                          const char   *folder,
                          char       ***out_names,
                          TideInstant  *out_at,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (TideSqlConnection) connection = NULL;
  g_autoptr (GStrvBuilder)      names = g_strv_builder_new ();
  int                           version;
  int64_t                       at;

  if (access (path, F_OK) != 0)
    return fail_file (error, path);
  if ((connection = tide_sql_connection_open (path, TIDE_SQL_IMMUTABLE, error)) == NULL ||
      !tide_schema_check (&backup_schema, connection, &version, error))
    return false;
  if (version == 0)
    return fail_damaged (error, path);

  tide_sql_connection_set_cancellable (connection, cancellable);
  if (!tide_sql_connection_read_int (connection, "SELECT at FROM taken", &at, error) ||
      !extract_parts (connection, folder, names, error))
    return false;

  *out_at = at;
  *out_names = g_strv_builder_end (names);
  return true;
}
