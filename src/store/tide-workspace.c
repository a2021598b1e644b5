// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace"

#include "config.h"

#include "store/tide-workspace.h"

#include "store/tide-database-private.h"
#include "store/tide-emit-private.h"
#include "store/tide-worker.h"
#include "store/tide-workspace-private.h"

/* EXTRA syncs the folder too: an acknowledged note outlives a power cut. */
#define PRAGMAS                   \
  "PRAGMA journal_mode = DELETE;" \
  "PRAGMA synchronous = EXTRA;"   \
  "PRAGMA foreign_keys = ON;"

/**
 * TideWorkspace:
 *
 * What the analyst wrote. Nothing that has been acknowledged is lost: each
 * change is a transaction that has reached the disk when its function returns.
 * All work is done by one worker thread, in order. The functions wait for it and
 * may be used from any thread; a window, which must not wait for a disk, calls
 * them inside tide_workspace_call_async().
 *
 * Call tide_workspace_close() before dropping the last reference.
 */
struct _TideWorkspace
{
  GObject parent_instance;

  char         *data_dir;
  char         *path;
  TideWorker   *worker;
  GMainContext *context; /* where signals are emitted */

  TideSqlConnection *connection; /* the worker's */

  GMutex             mutex;
  TideWorkspaceParts pending; /* under the mutex: what is about to be told */
};

G_DEFINE_FINAL_TYPE (TideWorkspace, tide_workspace, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static unsigned int signals[N_SIGNALS];

/* What is handed to the worker and waited for. */
typedef struct
{
  TideWorkspace     *self;
  TideWorkspaceParts parts;
  TideWorkspaceWork  work;
  gpointer           data;
  bool               done;
  GError            *error;
} Call;

/* What is handed to the worker and not waited for. */
typedef struct
{
  TideWorkspaceFunc run;
  gpointer          data;
  GDestroyNotify    free_data;
  GDestroyNotify    free_result;
} Job;

static void
emit_changed (gpointer object)
{
  TideWorkspace     *self = TIDE_WORKSPACE (object);
  TideWorkspaceParts parts;

  g_mutex_lock (&self->mutex);
  parts = self->pending;
  self->pending = 0;
  g_mutex_unlock (&self->mutex);
  if (parts != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (unsigned int) parts);
}

static void
announce (TideWorkspace     *self,
          TideWorkspaceParts parts)
{
  bool waiting;

  g_mutex_lock (&self->mutex);
  waiting = self->pending != 0;
  self->pending |= parts;
  g_mutex_unlock (&self->mutex);
  if (!waiting)
    tide_emit_later (self->context, self, emit_changed);
}

static bool
open_connection (TideWorkspace *self,
                 GError       **error)
{
  if (self->connection != NULL)
    return true;
  if (!tide_database_make_folder (self->data_dir, error))
    return false;
  self->connection = tide_database_open (self->path, &tide_workspace_schema, PRAGMAS, error);
  return self->connection != NULL;
}

static bool
run_work (TideWorkspace *self,
          const Call    *call,
          GError       **error)
{
  bool writes = call->parts != 0;

  if (!open_connection (self, error) ||
      !tide_sql_connection_run (self->connection, writes ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return false;
  if (call->work (self->connection, call->data, error) &&
      tide_sql_connection_run (self->connection, "COMMIT", error))
    {
      if (writes)
        announce (self, call->parts);
      return true;
    }
  if (tide_sql_connection_in_transaction (self->connection))
    tide_sql_connection_run (self->connection, "ROLLBACK", NULL);
  return false;
}

/* After a failed read, write or sync nothing is known of what the file holds:
 * the next piece of work opens it anew. */
static void
call_in_thread (void *data)
{
  Call *call = data;

  call->done = run_work (call->self, call, &call->error);
  if (g_error_matches (call->error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN) ||
      g_error_matches (call->error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT))
    g_clear_pointer (&call->self->connection, tide_sql_connection_close);
}

bool
tide_workspace_run (TideWorkspace     *self,
                    TideWorkspaceParts parts,
                    TideWorkspaceWork  work,
                    gpointer           data,
                    GError           **error)
{
  Call call = { .self = self, .parts = parts, .work = work, .data = data };

  tide_worker_call (self->worker, call_in_thread, &call);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.done;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static void
job_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job     *job = task_data;
  GError  *error = NULL;
  gpointer result = job->run (source_object, job->data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, job->free_result);
}

static void
close_in_thread (void *data)
{
  TideWorkspace *self = data;

  g_clear_pointer (&self->connection, tide_sql_connection_close);
}

static void
tide_workspace_finalize (GObject *object)
{
  TideWorkspace *self = TIDE_WORKSPACE (object);

  /* The owner has called tide_workspace_close(). */
  g_assert (self->connection == NULL);
  tide_worker_unref (self->worker);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->data_dir);
  g_free (self->path);

  G_OBJECT_CLASS (tide_workspace_parent_class)->finalize (object);
}

static void
tide_workspace_class_init (TideWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tide_workspace_finalize;

  /**
   * TideWorkspace::changed:
   * @parts: which #TideWorkspaceParts have changed
   *
   * After commits, on the main context of the thread that made the workspace.
   * Several commits may be told at once.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TIDE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tide_workspace_init (TideWorkspace *self)
{
  g_mutex_init (&self->mutex);
  self->worker = tide_worker_new ("tide-workspace");
  self->context = g_main_context_ref_thread_default ();
}

/**
 * tide_workspace_new:
 * @data_dir: folder; made by the first piece of work
 *
 * Makes a workspace without touching the disk: the file is opened by the first
 * piece of work, and tried again by the next one if that fails.
 *
 * Returns: (transfer full): the workspace; to be closed with
 *   tide_workspace_close()
 */
TideWorkspace *
tide_workspace_new (const char *data_dir)
{
  TideWorkspace *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_object_new (TIDE_TYPE_WORKSPACE, NULL);
  self->data_dir = g_strdup (data_dir);
  self->path = g_build_filename (data_dir, "workspace.db", NULL);
  return self;
}

static bool
do_nothing (TideSqlConnection *connection,
            gpointer           data,
            GError           **error)
{
  return true;
}

/**
 * tide_workspace_open:
 * @self: a workspace
 * @error: %TIDE_STORE_ERROR_NEWER_SCHEMA, %TIDE_STORE_ERROR_FOREIGN,
 *   %TIDE_STORE_ERROR_READ_ONLY, %TIDE_STORE_ERROR_BUSY and others
 *
 * Opens the file now, making it if need be, and waits for it.
 *
 * Returns: whether it is open
 */
bool
tide_workspace_open (TideWorkspace *self,
                     GError       **error)
{
  g_return_val_if_fail (TIDE_IS_WORKSPACE (self), false);

  return tide_workspace_run (self, 0, do_nothing, NULL, error);
}

/**
 * tide_workspace_close:
 * @self: a workspace
 *
 * Finishes what is queued and ends the worker. May be called again; nothing else
 * may.
 */
void
tide_workspace_close (TideWorkspace *self)
{
  g_return_if_fail (TIDE_IS_WORKSPACE (self));

  if (tide_worker_is_stopped (self->worker))
    return;
  tide_worker_call (self->worker, close_in_thread, self);
  tide_worker_stop (self->worker);
}

/**
 * tide_workspace_call_async:
 * @self: a workspace
 * @run: what to do, on the worker; all functions of the workspace may be called
 *   in it
 * @data: its argument
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees the result if nobody takes it
 * @callback: (nullable): called when done
 * @user_data: its data
 *
 * Works on the workspace without waiting for the disk.
 */
void
tide_workspace_call_async (TideWorkspace      *self,
                           TideWorkspaceFunc   run,
                           gpointer            data,
                           GDestroyNotify      free_data,
                           GDestroyNotify      free_result,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;
  Job   *job;

  g_return_if_fail (TIDE_IS_WORKSPACE (self) && run != NULL);

  job = g_new (Job, 1);
  *job = (Job){ run, data, free_data, free_result };
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tide_workspace_call_async);
  g_task_set_task_data (task, job, free_job);
  tide_worker_push (self->worker, task, job_in_thread);
}

/**
 * tide_workspace_call_finish:
 * @self: a workspace
 * @result: the result
 * @error: what the function said
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
tide_workspace_call_finish (TideWorkspace *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
