// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-import-copy"

#include "config.h"

#include "tide-import-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _TideImportCopy
{
  char          *path;      /* where it goes */
  char          *temporary; /* (nullable): where it is until then */
  GOutputStream *plain;     /* (nullable) */
  GOutputStream *packed;    /* (nullable): compresses into `plain` */
  bool           committed;
};

static bool
set_errno_error (GError    **error,
                 const char *path)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "The copy %s of the imported file cannot be written: %s. Nothing was imported.",
               path, g_strerror (saved));

  return false;
}

bool
tide_import_copy_new (const char      *data_dir,
                      const char      *sha256,
                      TideImportCopy **out_copy,
                      GError         **error)
{
  g_autofree char           *folder = g_build_filename (data_dir, "imports", NULL);
  g_autofree char           *name = g_strconcat (sha256, ".gz", NULL);
  g_autofree char           *path = g_build_filename (folder, name, NULL);
  g_autoptr (TideImportCopy) self = NULL;
  g_autoptr (GFile)          file = NULL;
  g_autoptr (GConverter)     packer = NULL;

  *out_copy = NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return true;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno_error (error, path);

  self = g_new0 (TideImportCopy, 1);
  self->path = g_steal_pointer (&path);
  self->temporary = g_strdup_printf ("%s.%d.part", self->path, (int) getpid ());
  file = g_file_new_for_path (self->temporary);
  self->plain = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                                 error));
  if (self->plain == NULL)
    return false;

  packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  self->packed = g_converter_output_stream_new (self->plain, packer);
  *out_copy = g_steal_pointer (&self);

  return true;
}

void
tide_import_copy_free (TideImportCopy *self)
{
  g_clear_object (&self->packed);
  g_clear_object (&self->plain);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

bool
tide_import_copy_write (TideImportCopy *self,
                        const void     *bytes,
                        size_t          length,
                        GError        **error)
{
  return g_output_stream_write_all (self->packed, bytes, length, NULL, NULL, error);
}

static bool
sync_path (const char *path,
           GError    **error)
{
  int  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  bool done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    set_errno_error (error, path);
  if (fd >= 0)
    close (fd);

  return done;
}

/* The name is durable only once its folder is. */
bool
tide_import_copy_commit (TideImportCopy *self,
                         GError        **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (!g_output_stream_close (self->packed, NULL, error) || !sync_path (self->temporary, error))
    return false;
  if (g_rename (self->temporary, self->path) != 0)
    return set_errno_error (error, self->path);

  g_clear_pointer (&self->temporary, g_free);
  self->committed = true;

  return sync_path (folder, error);
}

/* Takes a committed copy away again: the import it was for did not happen. */
void
tide_import_copy_remove (TideImportCopy *self)
{
  if (self->committed)
    g_unlink (self->path);
  self->committed = false;
}
