// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TideWorker:
 *
 * One named thread that runs tasks in the order in which they were pushed. Its
 * owner calls tide_worker_stop() before it drops its last reference.
 */
typedef struct _TideWorker TideWorker;

TideWorker *tide_worker_new (const char *name);
TideWorker *tide_worker_ref (TideWorker *self);
void        tide_worker_unref (TideWorker *self);
void        tide_worker_push (TideWorker     *self,
                              GTask          *task_take,
                              GTaskThreadFunc run);
void        tide_worker_call (TideWorker *self,
                              void (*run) (void *data),
                              void *data);
bool        tide_worker_is_current (const TideWorker *self);
bool        tide_worker_is_stopped (TideWorker *self);
void        tide_worker_stop (TideWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideWorker, tide_worker_unref)

G_END_DECLS
