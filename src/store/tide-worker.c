// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-worker"

#include "config.h"

#include "store/tide-worker.h"

/* What the thread does next: a task, or a call somebody waits for, or, with
 * neither, its end. */
typedef struct
{
  GTask          *task;
  GTaskThreadFunc run_task;
  void (*run) (void *data);
  void *data;
  bool *done; /* under the worker's mutex */
} Job;

struct _TideWorker
{
  gatomicrefcount ref_count;
  GThread        *thread; /* joined and cleared by tide_worker_stop() */
  GMutex          mutex;
  GCond           wake; /* a job came, or the thread is to end */
  GCond           finished;
  GQueue          jobs;
  unsigned int    stopping : 1;
};

static Job *
take_job (TideWorker *self)
{
  Job *job;

  g_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->jobs) && !self->stopping)
    g_cond_wait (&self->wake, &self->mutex);
  job = g_queue_pop_head (&self->jobs);
  g_mutex_unlock (&self->mutex);
  return job;
}

static void
finish_call (TideWorker *self,
             bool       *done)
{
  g_mutex_lock (&self->mutex);
  *done = true;
  g_cond_broadcast (&self->finished);
  g_mutex_unlock (&self->mutex);
}

static gpointer
serve_in_thread (gpointer data)
{
  TideWorker *self = data;
  Job        *job;

  while ((job = take_job (self)) != NULL)
    {
      if (job->task != NULL)
        {
          job->run_task (job->task, g_task_get_source_object (job->task),
                         g_task_get_task_data (job->task), g_task_get_cancellable (job->task));
          g_object_unref (job->task);
        }
      else
        {
          job->run (job->data);
          finish_call (self, job->done);
        }
      g_free (job);
    }

  return NULL;
}

/* Takes the job unless the worker has been stopped. */
static bool
queue_job (TideWorker *self,
           Job        *job)
{
  bool taken;

  g_mutex_lock (&self->mutex);
  taken = !self->stopping;
  if (taken)
    g_queue_push_tail (&self->jobs, job);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  return taken;
}

/**
 * tide_worker_new:
 * @name: name of the thread, of at most 15 bytes
 *
 * Starts a thread that waits for work.
 *
 * Returns: (transfer full): the worker
 */
TideWorker *
tide_worker_new (const char *name)
{
  TideWorker *self = g_new0 (TideWorker, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_cond_init (&self->finished);
  g_queue_init (&self->jobs);
  self->thread = g_thread_new (name, serve_in_thread, self);
  return self;
}

/**
 * tide_worker_ref:
 * @self: a worker
 *
 * Returns: (transfer full): @self
 */
TideWorker *
tide_worker_ref (TideWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tide_worker_unref:
 * @self: (transfer full): a worker; stopped, if this is the last reference
 *
 * Lets go of a worker.
 */
void
tide_worker_unref (TideWorker *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  /* Joining here could mean a thread that waits for itself. */
  g_assert (self->thread == NULL);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->finished);
  g_free (self);
}

/**
 * tide_worker_push:
 * @self: a worker
 * @task_take: (transfer full): task with its data
 * @run: what to do; it returns the task exactly once or hands it on
 *
 * Queues a task. From any thread. A stopped worker returns it at once with
 * %G_IO_ERROR_CLOSED.
 */
void
tide_worker_push (TideWorker     *self,
                  GTask          *task_take,
                  GTaskThreadFunc run)
{
  Job *job;

  g_return_if_fail (self != NULL && task_take != NULL);

  job = g_new0 (Job, 1);
  job->task = task_take;
  job->run_task = run;
  if (queue_job (self, job))
    return;

  g_task_return_new_error (task_take, G_IO_ERROR, G_IO_ERROR_CLOSED,
                           "The store has been closed; nothing was changed.");
  g_object_unref (task_take);
  g_free (job);
}

/**
 * tide_worker_call:
 * @self: a worker that has not been stopped
 * @run: what to do
 * @data: its argument
 *
 * Runs a function on the worker after all that was queued before, and waits for
 * it. On the worker itself it runs at once.
 */
void
tide_worker_call (TideWorker *self,
                  void (*run) (void *data),
                  void *data)
{
  bool done = false;
  Job *job;

  g_return_if_fail (self != NULL);

  if (tide_worker_is_current (self))
    {
      run (data);
      return;
    }

  job = g_new0 (Job, 1);
  job->run = run;
  job->data = data;
  job->done = &done;
  if (!queue_job (self, job))
    {
      g_critical ("A stopped worker was called");
      g_free (job);
      return;
    }

  g_mutex_lock (&self->mutex);
  while (!done)
    g_cond_wait (&self->finished, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/**
 * tide_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the caller runs on it
 */
bool
tide_worker_is_current (const TideWorker *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->thread == g_thread_self ();
}

/**
 * tide_worker_is_stopped:
 * @self: a worker
 *
 * Returns: whether it takes no more work
 */
bool
tide_worker_is_stopped (TideWorker *self)
{
  bool stopping;

  g_return_val_if_fail (self != NULL, true);

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);
  return stopping;
}

/**
 * tide_worker_stop:
 * @self: a worker
 *
 * Runs what is queued, ends the thread and waits for its end. Not on the worker
 * itself. May be called again.
 */
void
tide_worker_stop (TideWorker *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!tide_worker_is_current (self));

  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = true;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
}
