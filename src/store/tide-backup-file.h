// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "base/tide-instant.h"
#include "store/tide-store-error.h"

G_BEGIN_DECLS

/*
 * The file that a backup is: an SQLite database whose rows are pieces of the
 * files that were backed up, each file with its size and its SHA-256. It is read
 * by any program that reads SQLite, and what is in it is checked before it is
 * used.
 */
bool tide_backup_file_write (const char        *path,
                             const char *const *names,
                             const char *const *files,
                             TideInstant        at,
                             GCancellable      *cancellable,
                             GError           **error);
bool tide_backup_file_extract (const char   *path,
                               const char   *folder,
                               char       ***out_names,
                               TideInstant  *out_at,
                               GCancellable *cancellable,
                               GError      **error);

G_END_DECLS
