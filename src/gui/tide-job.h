// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDE_TYPE_JOB (tide_job_get_type ())
G_DECLARE_FINAL_TYPE (TideJob, tide_job, TIDE, JOB, GObject)

/*
 * Something long that is under way: shown with its progress in the status line,
 * where it can be cancelled. Properties `text` (string) and `fraction` (double,
 * 0 to 1, below 0 when unknown) notify.
 */
TideJob      *tide_job_new (const char *text);
const char   *tide_job_get_text (TideJob *self);
double        tide_job_get_fraction (TideJob *self);
GCancellable *tide_job_get_cancellable (TideJob *self);
void          tide_job_progress (const char *text,
                                 double      fraction,
                                 gpointer    job);

G_END_DECLS
