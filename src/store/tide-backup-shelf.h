// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "base/tide-instant.h"

G_BEGIN_DECLS

/*
 * The backups that the program makes by itself, in `backups/` of the data
 * folder: one a day, thinned to a few days, weeks and months.
 */
bool  tide_backup_shelf_keep (const char   *data_dir,
                              GCancellable *cancellable,
                              GError      **error);
void  tide_backup_shelf_choose (const TideInstant *taken,
                                size_t             n_taken,
                                bool              *out_kept);
char *tide_backup_shelf_dup_name (TideInstant taken);

G_END_DECLS
