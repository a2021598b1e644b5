// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk"

#include "config.h"

#include "tide-desk-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "desk/tide-sample-private.h"

/* Changes are gathered for this long before anything is evaluated again. */
#define GATHER_MS 100
/* How often another process's commits are looked for. */
#define POLL_SECONDS 2

/**
 * TideDesk:
 *
 * Answers formulas from the cache and keeps the cache fresh: the one object
 * that the window and the command line talk to. It belongs to the thread that
 * opened it; its signals and callbacks come there. tide_desk_close() is called
 * before the last reference goes.
 */
G_DEFINE_FINAL_TYPE (TideDesk, tide_desk, G_TYPE_OBJECT)

G_DEFINE_QUARK (tide_desk_error, tide_desk_error)

enum
{
  SIGNAL_DATA_CHANGED,
  SIGNAL_LISTS_CHANGED,
  SIGNAL_NOTES_CHANGED,
  SIGNAL_TARGETS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One piece of work for the evaluator. */
typedef struct
{
  TideDesk      *desk; /* (unowned): outlives its evaluator */
  TideDeskFunc   func;
  gpointer       data;
  GDestroyNotify free_data; /* (nullable) */
  GDestroyNotify free_result;
  GCancellable  *cancellable; /* (unowned) (nullable) */
  GPtrArray     *lists;       /* (owned) (nullable): as they are when it is asked */
  TideCited     *cited;       /* (owned) (nullable): as it is when it is asked */
  gpointer       result;
  GError        *error;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL && job->data != NULL)
    job->free_data (job->data);
  g_clear_pointer (&job->lists, g_ptr_array_unref);
  g_clear_pointer (&job->cited, tide_cited_unref);
  g_free (job);
}

/* Evaluator's thread. */
static void
run_job (void *data)
{
  Job             *job = data;
  TideDesk        *self = job->desk;
  TideCacheReader *reader;

  if (self->source == NULL)
    {
      reader = tide_cache_reader_new (self->folder, &job->error);
      if (reader == NULL)
        return;
      self->source = tide_desk_source_new (reader);
      if (self->pins != NULL)
        tide_desk_source_set_pins (self->source, self->pins);
    }

  if (!tide_desk_source_begin (self->source, job->cancellable, &job->error))
    return;
  tide_desk_source_set_lists (self->source, job->lists);
  tide_desk_source_set_cited (self->source, job->cited);
  job->result = job->func (self->source, job->data, job->cancellable, &job->error);
  tide_desk_source_end (self->source);
}

gpointer
tide_desk_run (TideDesk    *self,
               TideDeskFunc func,
               gpointer     data,
               GError     **error)
{
  Job job = { .desk = self, .func = func, .data = data };

  job.lists = self->lists != NULL ? g_ptr_array_ref (self->lists) : NULL;
  job.cited = self->cited != NULL ? tide_cited_ref (self->cited) : NULL;
  tide_worker_call (self->evaluator, run_job, &job);
  g_clear_pointer (&job.lists, g_ptr_array_unref);
  g_clear_pointer (&job.cited, tide_cited_unref);
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.result;
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;

  if (g_task_return_error_if_cancelled (task))
    return;

  job->cancellable = cancellable;
  run_job (job);
  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->free_result);
}

void
tide_desk_run_async (TideDesk           *self,
                     TideDeskFunc        func,
                     gpointer            data_take,
                     GDestroyNotify      free_data,
                     GDestroyNotify      free_result,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job   *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tide_desk_run_async);
  job->desk = self;
  job->lists = self->lists != NULL ? g_ptr_array_ref (self->lists) : NULL;
  job->cited = self->cited != NULL ? tide_cited_ref (self->cited) : NULL;
  job->func = func;
  job->data = data_take;
  job->free_data = free_data;
  job->free_result = free_result;
  g_task_set_task_data (task, job, job_free);
  tide_worker_push (self->evaluator, task, run_in_thread);
}

gpointer
tide_desk_run_finish (TideDesk     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

bool
tide_desk_check_writable (TideDesk   *self,
                          const char *what,
                          GError    **error)
{
  if (!(self->flags & TIDE_DESK_READ_ONLY))
    return true;

  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_READ_ONLY,
               "The data folder was opened for reading only; %s is not possible.", what);

  return false;
}

/* Listeners find the instruments as they are now. */
static void
instruments_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_auto (GStrv)         names = user_data;
  TideDesk              *self = TIDE_DESK (object);
  g_autoptr (GHashTable) read = tide_desk_run_finish (self, result, NULL);

  if (self->closed)
    return;

  tide_desk_take_instruments (self, read);
  g_signal_emit (self, signals[SIGNAL_DATA_CHANGED], 0, names);
}

static gboolean
gather_cb (gpointer user_data)
{
  TideDesk               *self = user_data;
  g_autoptr (GHashTable)  symbols = g_steal_pointer (&self->changed);
  bool                    all = self->all_changed;
  g_autofree const char **keys = NULL;
  char                  **names;

  self->gather_id = 0;
  self->all_changed = false;
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  keys = (const char **) g_hash_table_get_keys_as_array (symbols, NULL);
  names = g_strdupv ((char **) keys);

  tide_desk_refresh_watches (self, all ? NULL : symbols);
  tide_desk_refresh_list_watches (self, all ? NULL : symbols);
  tide_desk_run_async (self, tide_desk_read_instruments, all ? NULL : g_strdupv (names),
                       (GDestroyNotify) g_strfreev, (GDestroyNotify) g_hash_table_unref, NULL,
                       instruments_read_cb, names);

  return G_SOURCE_REMOVE;
}

void
tide_desk_note_changes (TideDesk          *self,
                        const char *const *symbols)
{
  /* The store tells of its last commits after the desk has closed. */
  if (self->closed)
    return;

  if (symbols == NULL)
    self->all_changed = true;
  for (size_t i = 0; symbols != NULL && symbols[i] != NULL; i++)
    g_hash_table_add (self->changed, g_strdup (symbols[i]));

  if (self->gather_id == 0)
    self->gather_id = g_timeout_add (GATHER_MS, gather_cb, self);
}

void
tide_desk_emit_lists_changed (TideDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_LISTS_CHANGED], 0);
}

void
tide_desk_emit_notes_changed (TideDesk   *self,
                              const char *subject)
{
  g_signal_emit (self, signals[SIGNAL_NOTES_CHANGED], 0, subject);
}

void
tide_desk_emit_targets_changed (TideDesk   *self,
                                const char *symbol)
{
  g_signal_emit (self, signals[SIGNAL_TARGETS_CHANGED], 0, symbol);
}

/* After a commit; an empty list stands for another process's, which may have
 * changed anything. */
static void
cache_changed_cb (TideCache *cache,
                  GPtrArray *changes,
                  gpointer   user_data)
{
  TideDesk             *self = user_data;
  g_autoptr (GPtrArray) symbols = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (symbols, ((TideChange *) g_ptr_array_index (changes, i))->symbol);
  g_ptr_array_add (symbols, NULL);

  tide_desk_note_changes (self, changes->len > 0 ? (const char *const *) symbols->pdata : NULL);
}

static gboolean
poll_cb (gpointer user_data)
{
  TideDesk *self = user_data;

  tide_cache_poll_async (self->cache, NULL, NULL);

  return G_SOURCE_CONTINUE;
}

static bool
make_folder (const char *folder,
             GError    **error)
{
  int saved;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return true;

  saved = errno;
  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_FOLDER,
               "The data folder %s cannot be made: %s. Name another one with --data-dir.",
               folder, g_strerror (saved));

  return false;
}

/* Databases, lists and pins; on any one thread, before anybody else has the
 * desk. */
static bool
open_parts (TideDesk *self,
            GError  **error)
{
  g_autofree char *workspace = g_build_filename (self->folder, "workspace.db", NULL);
  bool             writable = !(self->flags & TIDE_DESK_READ_ONLY);

  if ((self->flags & TIDE_DESK_SAMPLE) && !tide_desk_ensure_sample (self->folder, error))
    return false;
  if (writable && !make_folder (self->folder, error))
    return false;

  if (self->cache != NULL && !tide_cache_open (self->cache, error))
    return false;

  if (!writable && !g_file_test (workspace, G_FILE_TEST_EXISTS))
    g_clear_object (&self->workspace);
  if (self->workspace == NULL)
    return true;

  return tide_workspace_open (self->workspace, error) &&
         tide_desk_reload_workspace (self, error) && tide_desk_load_settings (self, error) &&
         tide_desk_load_figures (self, error);
}

/**
 * tide_desk_dup_folder:
 * @data_dir: (nullable): data folder; NULL is `tidemark` in the user's data
 *   folder
 * @flags: %TIDE_DESK_SAMPLE for the sample's folder below it
 *
 * Says where the databases of a desk lie, without opening it.
 *
 * Returns: (transfer full): the folder
 */
char *
tide_desk_dup_folder (const char   *data_dir,
                      TideDeskFlags flags)
{
  g_autofree char *folder = NULL;

  folder = data_dir != NULL ? g_canonicalize_filename (data_dir, NULL)
                            : g_build_filename (g_get_user_data_dir (), "tidemark", NULL);
  return (flags & TIDE_DESK_SAMPLE) ? g_build_filename (folder, "sample", NULL)
                                    : g_steal_pointer (&folder);
}

static TideDesk *
create_desk (const char   *data_dir,
             TideDeskFlags flags)
{
  TideDesk *self = g_object_new (TIDE_TYPE_DESK, NULL);

  self->flags = flags;
  self->folder = tide_desk_dup_folder (data_dir, flags);
  self->workspace = tide_workspace_new (self->folder);
  if (!(flags & TIDE_DESK_READ_ONLY))
    {
      self->cache = tide_cache_new (self->folder);
      g_signal_connect_object (self->cache, "changed", G_CALLBACK (cache_changed_cb), self, 0);
    }

  return self;
}

/**
 * tide_desk_open:
 * @data_dir: (nullable): data folder; NULL is `tidemark` in the user's data
 *   folder
 * @flags: which workspace, and whether it may be written
 * @error: return location
 *
 * Opens a desk and waits for it. The sample is generated below the folder when
 * it is not there, which takes about a second.
 *
 * Returns: (transfer full) (nullable): the desk, to be closed with
 *   tide_desk_close(); NULL with %TIDE_DESK_ERROR or %TIDE_STORE_ERROR
 */
TideDesk *
tide_desk_open (const char   *data_dir,
                TideDeskFlags flags,
                GError      **error)
{
  g_autoptr (TideDesk) self = create_desk (data_dir, flags);

  if (open_parts (self, error))
    return g_steal_pointer (&self);

  tide_desk_close (self);
  return NULL;
}

static void
open_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  TideDesk          *self = task_data;
  g_autoptr (GError) error = NULL;

  if (open_parts (self, &error))
    self->instruments = tide_desk_run (self, tide_desk_read_instruments, NULL, &error);

  if (self->instruments != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * tide_desk_open_async:
 * @data_dir: (nullable): as for tide_desk_open()
 * @flags: which workspace, and whether it may be written
 * @cancellable: (nullable): drops the answer
 * @callback: called on this thread
 * @user_data: for @callback
 *
 * Opens a desk without waiting. It then also watches for commits of other
 * processes.
 */
void
tide_desk_open_async (const char         *data_dir,
                      TideDeskFlags       flags,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  TideDesk *self = create_desk (data_dir, flags);
  GTask    *task = g_task_new (NULL, cancellable, callback, user_data);

  /* The desk is closed by whoever gets it, so it must not be lost. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, tide_desk_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  tide_worker_push (self->evaluator, task, open_in_thread);
}

/**
 * tide_desk_open_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the desk, to be closed with
 *   tide_desk_close()
 */
TideDesk *
tide_desk_open_finish (GAsyncResult *result,
                       GError      **error)
{
  TideDesk *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  self = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    {
      tide_desk_close (self);
      return NULL;
    }

  if (self->cache != NULL)
    self->poll_id = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);

  return g_object_ref (self);
}

static void
drop_source (void *data)
{
  TideDesk *self = data;

  g_clear_object (&self->source);
}

/**
 * tide_desk_close:
 * @self: a desk
 *
 * Ends the desk's threads and connections, after what was queued. Loads keep
 * what they show. May be called again.
 */
void
tide_desk_close (TideDesk *self)
{
  g_return_if_fail (TIDE_IS_DESK (self));

  if (self->closed)
    return;

  self->closed = true;
  g_clear_handle_id (&self->gather_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  tide_desk_stop_watches (self);
  tide_desk_stop_list_watches (self);
  if (self->importer != NULL)
    tide_worker_stop (self->importer);
  if (self->keeper != NULL)
    {
      g_cancellable_cancel (self->keeping);
      tide_worker_stop (self->keeper);
    }
  tide_worker_call (self->evaluator, drop_source, self);
  tide_worker_stop (self->evaluator);
  if (self->cache != NULL)
    tide_cache_close (self->cache);
  if (self->workspace != NULL)
    tide_workspace_close (self->workspace);
}

static void
tide_desk_finalize (GObject *object)
{
  TideDesk *self = TIDE_DESK (object);

  g_assert (self->closed);
  g_clear_object (&self->cache);
  g_clear_object (&self->workspace);
  g_clear_object (&self->session);
  g_clear_pointer (&self->evaluator, tide_worker_unref);
  g_clear_pointer (&self->importer, tide_worker_unref);
  g_clear_pointer (&self->keeper, tide_worker_unref);
  g_clear_object (&self->keeping);
  g_clear_pointer (&self->pins, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->figures, tide_figures_free);
  g_clear_pointer (&self->cited, tide_cited_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->instruments, g_hash_table_unref);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_pointer (&self->list_watches, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_free (self->folder);

  G_OBJECT_CLASS (tide_desk_parent_class)->finalize (object);
}

static void
tide_desk_class_init (TideDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tide_desk_finalize;

  signals[SIGNAL_DATA_CHANGED] = g_signal_new ("data-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SIGNAL_LISTS_CHANGED] = g_signal_new ("lists-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTES_CHANGED] = g_signal_new ("notes-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TARGETS_CHANGED] = g_signal_new ("targets-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1,
                                                  G_TYPE_STRING);
}

static void
tide_desk_init (TideDesk *self)
{
  self->evaluator = tide_worker_new ("evaluator");
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_unref);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_note_unref);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * tide_desk_get_folder:
 * @self: a desk
 *
 * Returns: (transfer none): folder that holds its databases
 */
const char *
tide_desk_get_folder (TideDesk *self)
{
  g_return_val_if_fail (TIDE_IS_DESK (self), NULL);

  return self->folder;
}

/**
 * tide_desk_get_flags:
 * @self: a desk
 *
 * Returns: how it was opened
 */
TideDeskFlags
tide_desk_get_flags (TideDesk *self)
{
  g_return_val_if_fail (TIDE_IS_DESK (self), TIDE_DESK_NORMAL);

  return self->flags;
}

/**
 * tide_desk_is_sample:
 * @self: a desk
 *
 * Returns: whether it shows generated data, to be marked as such everywhere
 */
bool
tide_desk_is_sample (TideDesk *self)
{
  g_return_val_if_fail (TIDE_IS_DESK (self), false);

  return (self->flags & TIDE_DESK_SAMPLE) != 0;
}

/**
 * tide_desk_get_default_moment:
 * @self: a desk
 *
 * Says at which moment a desk opens: the sample at its own last day, else the
 * latest.
 *
 * Returns: the moment
 */
TideMoment
tide_desk_get_default_moment (TideDesk *self)
{
  TideMoment moment = TIDE_MOMENT_LATEST;

  g_return_val_if_fail (TIDE_IS_DESK (self), moment);

  if (tide_desk_is_sample (self))
    moment.as_of = TIDE_SAMPLE_LAST_DAY;

  return moment;
}
