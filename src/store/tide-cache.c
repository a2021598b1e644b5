// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cache"

#include "config.h"

#include "store/tide-cache.h"

#include <sys/stat.h>

#include "store/tide-appender-private.h"
#include "store/tide-cache-private.h"
#include "store/tide-database-private.h"
#include "store/tide-emit-private.h"
#include "store/tide-worker.h"

/* The log is folded into the file when it has grown beyond this; bytes. */
#define CHECKPOINT_SIZE (16L * 1024 * 1024)

#define PRAGMAS                           \
  "PRAGMA journal_mode = WAL;"            \
  "PRAGMA synchronous = NORMAL;"          \
  "PRAGMA wal_autocheckpoint = 0;"        \
  "PRAGMA journal_size_limit = 67108864;" \
  "PRAGMA cache_size = -16384;"

/**
 * TideCache:
 *
 * What was fetched or imported, and the only one in this process that writes it.
 * All work is done by one worker thread, in order; each append is one
 * transaction, and values are never overwritten without a trace. Lives on the
 * thread that made it; tide_cache_append() and transactions may be used from
 * any.
 *
 * Call tide_cache_close() before dropping the last reference.
 */
struct _TideCache
{
  GObject parent_instance;

  char         *data_dir;
  char         *path;
  TideWorker   *worker;
  GMainContext *context; /* where signals are emitted */

  /* The worker's. */
  TideSqlConnection *connection;
  TideLock          *lock;
  struct stat        identity; /* of the file as it was opened */
  int64_t            data_version;

  /* Under the mutex. */
  GMutex     mutex;
  GCond      gate_opened;
  bool       gate_closed; /* a transaction is open, or about to be */
  GQueue     waiting;     /* tasks that came meanwhile, owned */
  GPtrArray *pending;     /* (nullable) changes that are about to be emitted */
};

G_DEFINE_FINAL_TYPE (TideCache, tide_cache, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static unsigned int signals[N_SIGNALS];

static void
emit_changed (gpointer object)
{
  TideCache            *self = TIDE_CACHE (object);
  g_autoptr (GPtrArray) changes = NULL;

  g_mutex_lock (&self->mutex);
  changes = g_steal_pointer (&self->pending);
  g_mutex_unlock (&self->mutex);
  if (changes != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

/* On the worker. What has not been emitted yet is added to, so that a run of
 * commits, or a context that nobody iterates, costs one source. */
static void
announce (TideCache *self,
          GPtrArray *changes_take)
{
  g_autoptr (GPtrArray) changes = changes_take;
  bool                  waiting;

  g_mutex_lock (&self->mutex);
  waiting = self->pending != NULL;
  if (!waiting)
    self->pending = g_steal_pointer (&changes);
  /* An empty list means "anything", and stays so. */
  else if (self->pending->len > 0 && changes->len > 0)
    g_ptr_array_extend_and_steal (self->pending, g_steal_pointer (&changes));
  else
    g_ptr_array_set_size (self->pending, 0);
  g_mutex_unlock (&self->mutex);

  if (!waiting)
    tide_emit_later (self->context, self, emit_changed);
}

static void
drop_connection (TideCache *self)
{
  if (self->connection == NULL)
    return;
  if (tide_sql_connection_in_transaction (self->connection))
    tide_sql_connection_run (self->connection, "ROLLBACK", NULL);
  tide_sql_connection_keep_log (self->connection);
  g_clear_pointer (&self->connection, tide_sql_connection_close);
}

/* A file that somebody put in the place of ours, or took away, is not written:
 * the connection would write into nowhere. */
static bool
check_identity (TideCache *self,
                GError   **error)
{
  struct stat now;

  if (stat (self->path, &now) == 0 && now.st_ino == self->identity.st_ino &&
      now.st_dev == self->identity.st_dev)
    return true;
  drop_connection (self);
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN,
               "%s was moved or replaced while it was open. Nothing was stored; try again to use "
               "the file that is there now.",
               self->path);
  return false;
}

static bool
remember_identity (TideCache *self,
                   GError   **error)
{
  if (stat (self->path, &self->identity) == 0)
    return true;
  g_set_error (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN,
               "%s vanished as it was opened. Nothing was stored; try again.", self->path);
  return false;
}

static bool
open_connection (TideCache *self,
                 GError   **error)
{
  g_autofree char *lock_path = g_build_filename (self->data_dir, "cache.lock", NULL);

  if (self->connection != NULL)
    return true;
  if (!tide_database_make_folder (self->data_dir, error) ||
      (self->lock == NULL && (self->lock = tide_lock_new (lock_path, error)) == NULL) ||
      !tide_lock_acquire (self->lock, error))
    return false;
  self->connection = tide_database_open (self->path, &tide_cache_schema, PRAGMAS, error);
  tide_lock_release (self->lock);
  if (self->connection == NULL)
    return false;

  if (tide_sql_connection_read_int (self->connection, "PRAGMA data_version", &self->data_version,
                                    error) &&
      remember_identity (self, error))
    return true;
  drop_connection (self);
  return false;
}

/* On the worker: begins a write transaction under the lock. */
TideAppender *
tide_cache_begin_write (TideCache *self,
                        GError   **error)
{
  g_assert (tide_worker_is_current (self->worker));

  if (!open_connection (self, error) || !tide_lock_acquire (self->lock, error))
    return NULL;
  if (check_identity (self, error) &&
      tide_sql_connection_run (self->connection, "BEGIN IMMEDIATE", error))
    return tide_appender_new (self->connection);
  tide_lock_release (self->lock);
  return NULL;
}

/* After a failed read, write or sync nothing is known of what the file holds:
 * the next job opens it anew. */
static bool
is_broken (const GError *error)
{
  return g_error_matches (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_OPEN) ||
         g_error_matches (error, TIDE_STORE_ERROR, TIDE_STORE_ERROR_CORRUPT);
}

/* On the worker: undoes a write transaction, `cause` being why. */
void
tide_cache_abandon_write (TideCache    *self,
                          TideAppender *appender_take,
                          const GError *cause)
{
  tide_appender_free (appender_take);
  if (self->connection == NULL)
    return;
  tide_sql_connection_set_cancellable (self->connection, NULL);
  if (tide_sql_connection_in_transaction (self->connection))
    tide_sql_connection_run (self->connection, "ROLLBACK", NULL);
  if (is_broken (cause))
    drop_connection (self);
  tide_lock_release (self->lock);
}

static void
checkpoint_if_large (TideCache *self)
{
  g_autofree char   *log = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  struct stat        status;

  if (stat (log, &status) != 0 || status.st_size < CHECKPOINT_SIZE)
    return;
  /* What is committed stays so; the next commit tries again. */
  if (!tide_sql_connection_checkpoint (self->connection, &error))
    g_warning ("%s", error->message);
}

/* On the worker: commits a write transaction and tells who listens. */
TideAppendReport *
tide_cache_commit_write (TideCache    *self,
                         TideAppender *appender_take,
                         GError      **error)
{
  g_autoptr (GError) cause = NULL;
  TideAppendReport  *report;

  tide_sql_connection_set_cancellable (self->connection, NULL);
  if (!tide_sql_connection_run (self->connection, "COMMIT", &cause))
    {
      tide_cache_abandon_write (self, appender_take, cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  if (g_hash_table_size (appender_take->changes) > 0)
    announce (self, tide_appender_dup_changes (appender_take));
  checkpoint_if_large (self);
  tide_lock_release (self->lock);
  report = tide_appender_steal_report (appender_take);
  tide_appender_free (appender_take);
  return report;
}

/* Closes the gate, waiting for whoever has closed it. Not on the worker. */
void
tide_cache_enter_gate (TideCache *self)
{
  g_assert (!tide_worker_is_current (self->worker));

  g_mutex_lock (&self->mutex);
  while (self->gate_closed)
    g_cond_wait (&self->gate_opened, &self->mutex);
  self->gate_closed = true;
  g_mutex_unlock (&self->mutex);
}

static bool
try_gate (TideCache *self,
          GTask     *task)
{
  bool closed;

  g_mutex_lock (&self->mutex);
  closed = self->gate_closed;
  if (closed)
    g_queue_push_tail (&self->waiting, g_object_ref (task));
  self->gate_closed = true;
  g_mutex_unlock (&self->mutex);
  return !closed;
}

typedef struct
{
  TideCacheWriteFunc run;
  gpointer           data;
  GDestroyNotify     free_data;
} Write;

static void
free_write (gpointer data)
{
  Write *write = data;

  if (write->free_data != NULL)
    write->free_data (write->data);
  g_free (write);
}

static TideAppendReport *
run_write (TideCache    *self,
           const Write  *write,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GError) cause = NULL;
  TideAppender      *appender = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      (appender = tide_cache_begin_write (self, error)) == NULL)
    return NULL;
  tide_sql_connection_set_cancellable (self->connection, cancellable);
  if (write->run (appender, write->data, cancellable, &cause))
    return tide_cache_commit_write (self, appender, error);
  tide_cache_abandon_write (self, appender, cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static void
write_in_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  TideCache         *self = source_object;
  g_autoptr (GError) error = NULL;
  TideAppendReport  *report;

  if (!try_gate (self, task))
    return;
  report = run_write (self, task_data, cancellable, &error);
  tide_cache_leave_gate (self);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) tide_append_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Opens the gate. Tasks that waited are queued again, in their order. */
void
tide_cache_leave_gate (TideCache *self)
{
  GTask *task;

  g_mutex_lock (&self->mutex);
  self->gate_closed = false;
  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    tide_worker_push (self->worker, task, write_in_thread);
  g_cond_signal (&self->gate_opened);
  g_mutex_unlock (&self->mutex);
}

TideWorker *
tide_cache_get_worker (TideCache *self)
{
  return self->worker;
}

TideSqlConnection *
tide_cache_get_connection (TideCache *self)
{
  g_assert (tide_worker_is_current (self->worker));

  return self->connection;
}

typedef struct
{
  TideCache        *self;
  Write             write;
  GCancellable     *cancellable;
  TideAppendReport *report;
  GError           *error;
} Call;

static void
write_call_in_thread (void *data)
{
  Call *call = data;

  call->report = run_write (call->self, &call->write, call->cancellable, &call->error);
}

/* Does a piece of writing in a transaction of its own and waits for it. */
TideAppendReport *
tide_cache_write (TideCache         *self,
                  TideCacheWriteFunc run,
                  gpointer           data,
                  GCancellable      *cancellable,
                  GError           **error)
{
  Call call = { .self = self, .write = { run, data, NULL }, .cancellable = cancellable };

  tide_cache_enter_gate (self);
  tide_worker_call (self->worker, write_call_in_thread, &call);
  tide_cache_leave_gate (self);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.report;
}

/* The same without waiting; the task returns the report. */
void
tide_cache_write_in_task (TideCache         *self,
                          GTask             *task_take,
                          TideCacheWriteFunc run,
                          gpointer           data,
                          GDestroyNotify     free_data)
{
  Write *write = g_new (Write, 1);

  *write = (Write){ run, data, free_data };
  g_task_set_task_data (task_take, write, free_write);
  tide_worker_push (self->worker, task_take, write_in_thread);
}

static void
poll_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  TideCache         *self = source_object;
  g_autoptr (GError) error = NULL;
  int64_t            version;

  if (!open_connection (self, &error) ||
      !tide_sql_connection_read_int (self->connection, "PRAGMA data_version", &version, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (version != self->data_version)
    announce (self, g_ptr_array_new_with_free_func ((GDestroyNotify) tide_change_unref));
  g_task_return_boolean (task, version != self->data_version);
  self->data_version = version;
}

static void
close_in_thread (void *data)
{
  TideCache *self = data;

  if (self->connection != NULL)
    {
      if (!tide_lock_acquire (self->lock, NULL))
        tide_sql_connection_keep_log (self->connection);
      else
        tide_sql_connection_checkpoint (self->connection, NULL);
      g_clear_pointer (&self->connection, tide_sql_connection_close);
    }
  /* Closing the file gives the lock back. */
  g_clear_pointer (&self->lock, tide_lock_free);
}

static void
tide_cache_finalize (GObject *object)
{
  TideCache *self = TIDE_CACHE (object);

  /* The owner has called tide_cache_close(): joining here could be done by the
   * worker itself. */
  g_assert (self->connection == NULL && g_queue_is_empty (&self->waiting));
  tide_worker_unref (self->worker);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->gate_opened);
  g_free (self->data_dir);
  g_free (self->path);

  G_OBJECT_CLASS (tide_cache_parent_class)->finalize (object);
}

static void
tide_cache_class_init (TideCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tide_cache_finalize;

  /**
   * TideCache::changed:
   * @changes: (element-type TideChange): what has changed; empty when another
   *   process wrote, so that it may be anything
   *
   * After commits, on the main context of the thread that made the cache. Several
   * commits may be told at once.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TIDE_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
tide_cache_init (TideCache *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->gate_opened);
  g_queue_init (&self->waiting);
  self->worker = tide_worker_new ("tide-store");
  self->context = g_main_context_ref_thread_default ();
}

/**
 * tide_cache_new:
 * @data_dir: folder; made when something is written
 *
 * Makes a cache without touching the disk: the file is opened by the first piece
 * of work, and tried again by the next one if that fails.
 *
 * Returns: (transfer full): the cache; to be closed with tide_cache_close()
 */
TideCache *
tide_cache_new (const char *data_dir)
{
  TideCache *self;

  g_return_val_if_fail (data_dir != NULL, NULL);

  self = g_object_new (TIDE_TYPE_CACHE, NULL);
  self->data_dir = g_strdup (data_dir);
  self->path = g_build_filename (data_dir, "cache.db", NULL);
  return self;
}

static void
open_call_in_thread (void *data)
{
  Call *call = data;

  open_connection (call->self, &call->error);
}

/**
 * tide_cache_open:
 * @self: a cache
 * @error: %TIDE_STORE_ERROR_NEWER_SCHEMA, %TIDE_STORE_ERROR_FOREIGN,
 *   %TIDE_STORE_ERROR_READ_ONLY, %TIDE_STORE_ERROR_BUSY and others
 *
 * Opens the file now, making it if need be, and waits for it. Not for the main
 * thread of a window.
 *
 * Returns: whether it is open
 */
bool
tide_cache_open (TideCache *self,
                 GError   **error)
{
  Call call = { .self = self };

  g_return_val_if_fail (TIDE_IS_CACHE (self), false);

  tide_worker_call (self->worker, open_call_in_thread, &call);
  if (call.error == NULL)
    return true;
  g_propagate_error (error, call.error);
  return false;
}

/**
 * tide_cache_close:
 * @self: a cache without an open transaction
 *
 * Finishes what is queued, folds the log into the file and ends the worker. What
 * is asked of the cache afterwards fails with %G_IO_ERROR_CLOSED.
 */
void
tide_cache_close (TideCache *self)
{
  g_return_if_fail (TIDE_IS_CACHE (self));

  if (tide_worker_is_stopped (self->worker))
    return;
  /* What waited for a transaction is queued again, before the end. */
  tide_cache_enter_gate (self);
  tide_cache_leave_gate (self);
  tide_worker_call (self->worker, close_in_thread, self);
  tide_worker_stop (self->worker);
}

/**
 * tide_cache_get_data_dir:
 * @self: a cache
 *
 * Returns: its folder
 */
const char *
tide_cache_get_data_dir (TideCache *self)
{
  g_return_val_if_fail (TIDE_IS_CACHE (self), NULL);

  return self->data_dir;
}

/**
 * tide_cache_poll_async:
 * @self: a cache
 * @callback: (nullable): called when done
 * @user_data: its data
 *
 * Looks whether another process has written since the last look. If so,
 * #TideCache::changed is emitted with an empty list.
 */
void
tide_cache_poll_async (TideCache          *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TIDE_IS_CACHE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tide_cache_poll_async);
  tide_worker_push (self->worker, task, poll_in_thread);
}

/**
 * tide_cache_poll_finish:
 * @self: a cache
 * @result: the result
 * @error: that the file cannot be opened or read
 *
 * Returns: whether another process has written
 */
bool
tide_cache_poll_finish (TideCache    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}
