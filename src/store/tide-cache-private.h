// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-appender-private.h"
#include "store/tide-cache.h"
#include "store/tide-worker.h"

G_BEGIN_DECLS

/* A piece of writing inside a transaction, on the worker. */
typedef bool (*TideCacheWriteFunc) (TideAppender *appender,
                                    gpointer      data,
                                    GCancellable *cancellable,
                                    GError      **error);

TideAppendReport *tide_cache_write (TideCache         *self,
                                    TideCacheWriteFunc run,
                                    gpointer           data,
                                    GCancellable      *cancellable,
                                    GError           **error);
void              tide_cache_write_in_task (TideCache         *self,
                                            GTask             *task_take,
                                            TideCacheWriteFunc run,
                                            gpointer           data,
                                            GDestroyNotify     free_data);

/* For a transaction that outlasts one piece of writing. The gate keeps others
 * out of it and is entered and left outside the worker. */
TideWorker        *tide_cache_get_worker (TideCache *self);
TideSqlConnection *tide_cache_get_connection (TideCache *self);
void               tide_cache_enter_gate (TideCache *self);
void               tide_cache_leave_gate (TideCache *self);
TideAppender      *tide_cache_begin_write (TideCache *self,
                                           GError   **error);
TideAppendReport  *tide_cache_commit_write (TideCache    *self,
                                            TideAppender *appender_take,
                                            GError      **error);
void               tide_cache_abandon_write (TideCache    *self,
                                             TideAppender *appender_take,
                                             const GError *cause);

G_END_DECLS
