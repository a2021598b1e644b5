// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-migrations.h"

G_BEGIN_DECLS

/* The lock that every process takes for its write transactions and checkpoints
 * on the cache. For one thread at a time. */
typedef struct _TideLock TideLock;

TideLock *tide_lock_new (const char *path,
                         GError    **error);
void      tide_lock_free (TideLock *self);
bool      tide_lock_acquire (TideLock *self,
                             GError  **error);
void      tide_lock_release (TideLock *self);

bool               tide_database_make_folder (const char *data_dir,
                                              GError    **error);
TideSqlConnection *tide_database_open (const char       *path,
                                       const TideSchema *schema,
                                       const char       *pragmas,
                                       GError          **error);
TideSqlConnection *tide_database_open_for_reading (const char       *path,
                                                   const TideSchema *schema,
                                                   GError          **error);
TideSqlConnection *tide_database_open_untouchable (const char       *path,
                                                   const TideSchema *schema,
                                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideLock, tide_lock_free)

G_END_DECLS
