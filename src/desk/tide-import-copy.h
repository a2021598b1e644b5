// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/*
 * A compressed copy of an imported file, `imports/SHA256.gz`: it is written
 * beside its place, and moved there once it is safe on disk. Freed before that,
 * it leaves nothing.
 */
typedef struct _TideImportCopy TideImportCopy;

/* NULL without error when the copy is there already. */
bool tide_import_copy_new (const char      *data_dir,
                           const char      *sha256,
                           TideImportCopy **out_copy,
                           GError         **error);
void tide_import_copy_free (TideImportCopy *self);
bool tide_import_copy_write (TideImportCopy *self,
                             const void     *bytes,
                             size_t          length,
                             GError        **error);
bool tide_import_copy_commit (TideImportCopy *self,
                              GError        **error);
void tide_import_copy_remove (TideImportCopy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideImportCopy, tide_import_copy_free)

G_END_DECLS
