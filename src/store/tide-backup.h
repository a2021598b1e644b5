// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-backup-file.h"
#include "store/tide-verify.h"

G_BEGIN_DECLS

/**
 * TideRestoreReport:
 * @taken: when the backup was made; UTC seconds
 * @restored: (array zero-terminated=1): names of the files put in place
 * @set_aside: (array zero-terminated=1): full names under which the files that
 *   were there before are kept
 * @found: what a thorough reading of the backup found
 *
 * What became of a restore.
 */
typedef struct
{
  TideInstant       taken;
  char            **restored;
  char            **set_aside;
  TideVerifyReport *found;
} TideRestoreReport;

TideVerifyReport  *tide_backup_take (const char   *data_dir,
                                     const char   *path,
                                     GCancellable *cancellable,
                                     GError      **error);
TideRestoreReport *tide_backup_restore (const char   *path,
                                        const char   *data_dir,
                                        GCancellable *cancellable,
                                        GError      **error);
void               tide_restore_report_free (TideRestoreReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideRestoreReport, tide_restore_report_free)

G_END_DECLS
