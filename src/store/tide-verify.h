// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "store/tide-store-error.h"

G_BEGIN_DECLS

/** TIDE_VERIFY_MAX_PROBLEMS: how many problems a report lists. */
#define TIDE_VERIFY_MAX_PROBLEMS 100

/**
 * TideVerifyReport:
 * @problems: (element-type utf8): a sentence for each of the first
 *   %TIDE_VERIFY_MAX_PROBLEMS things that are wrong
 * @n_problems: how many things are wrong
 * @n_series: series in the cache
 * @n_rows: days held in them, block and tail together
 * @n_revisions: corrections held
 * @n_fetches: fetches and imports recorded
 * @n_lists: lists in the workspace, deleted ones included
 * @n_notes: notes in the workspace, deleted ones included
 * @has_cache: there is a cache
 * @has_workspace: there is a workspace
 *
 * What a thorough reading of a data folder found.
 */
typedef struct
{
  GPtrArray   *problems;
  size_t       n_problems;
  int64_t      n_series;
  int64_t      n_rows;
  int64_t      n_revisions;
  int64_t      n_fetches;
  int64_t      n_lists;
  int64_t      n_notes;
  unsigned int has_cache : 1;
  unsigned int has_workspace : 1;
} TideVerifyReport;

TideVerifyReport *tide_verify_folder (const char   *data_dir,
                                      GCancellable *cancellable,
                                      GError      **error);
void              tide_verify_report_free (TideVerifyReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideVerifyReport, tide_verify_report_free)

G_END_DECLS
