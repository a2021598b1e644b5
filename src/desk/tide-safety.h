// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TideSafetyReport:
 * @lines: (array zero-terminated=1): what was found or done, a sentence each
 * @problems: (array zero-terminated=1): what is wrong, a sentence each
 *
 * What a backup, a restore or a verification has to say.
 */
typedef struct
{
  char **lines;
  char **problems;
} TideSafetyReport;

/* On a data folder that need not be open; they block and may be called on any
 * thread. */
TideSafetyReport *tide_safety_back_up (const char   *folder,
                                       const char   *path,
                                       GCancellable *cancellable,
                                       GError      **error);
TideSafetyReport *tide_safety_restore (const char   *folder,
                                       const char   *path,
                                       GCancellable *cancellable,
                                       GError      **error);
TideSafetyReport *tide_safety_verify (const char   *folder,
                                      GCancellable *cancellable,
                                      GError      **error);
void              tide_safety_report_free (TideSafetyReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSafetyReport, tide_safety_report_free)

G_END_DECLS
