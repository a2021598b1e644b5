// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-import"

#include "config.h"

#include "desk/tide-desk-private.h"
#include "desk/tide-importer.h"
#include "desk/tide-reports-private.h"

/* Progress is told at most this often. */
#define TICK_US 100000

/* An import on its way. Owned by its task; the progress is told on the thread
 * that asked. */
typedef struct
{
  TideCache       *cache;
  char           **paths;
  TideImportPlan   plan;
  GStringChunk    *texts;    /* of the options, see keep_options() */
  TideProgressFunc progress; /* (nullable) */
  gpointer         progress_data;
  GMainContext    *context;
  int64_t          total; /* bytes */
  int64_t          done;
  gint64           told_at;
  const char      *path; /* the one being read */
  GTask           *task; /* (unowned) */
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  tide_import_plan_clear (&self->plan);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_strfreev (self->paths);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

bool
tide_desk_check_import (TideDesk *self,
                        GError  **error)
{
  if (!tide_desk_check_writable (self, "importing", error))
    return false;
  if (!tide_desk_is_sample (self))
    return true;

  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SAMPLE,
               "The sample holds generated data only. Start your own workspace to import files.");

  return false;
}

static const char *
keep_text (Import     *self,
           const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

/* The plan borrows the options' strings: an import that outlives its caller
 * needs copies. */
static TideImportOptions
keep_options (Import                  *self,
              const TideImportOptions *options)
{
  /* One more member is one more line below. */
  G_STATIC_ASSERT (sizeof (TideImportOptions) == 14 * sizeof (char *));
  if (options == NULL)
    return (TideImportOptions){ 0 };

  self->texts = g_string_chunk_new (64);
  return (TideImportOptions){
    .symbol = keep_text (self, options->symbol),
    .field = keep_text (self, options->field),
    .currency = keep_text (self, options->currency),
    .unit = keep_text (self, options->unit),
    .frequency = keep_text (self, options->frequency),
    .lag = keep_text (self, options->lag),
    .basis = keep_text (self, options->basis),
    .date_order = keep_text (self, options->date_order),
    .source = keep_text (self, options->source),
    .measure = keep_text (self, options->measure),
    .investor = keep_text (self, options->investor),
    .horizon = keep_text (self, options->horizon),
    .aggregation = keep_text (self, options->aggregation),
    .live_since = keep_text (self, options->live_since),
  };
}

static TideImportReport *
import_files (const TideImporter *importer,
              char              **paths)
{
  TideImportReport *report = tide_import_report_new ();

  for (size_t i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (importer->cancellable); i++)
    {
      if (importer->tick_data != NULL)
        ((Import *) importer->tick_data)->path = paths[i];
      g_ptr_array_add (report->files, tide_importer_run (importer, paths[i]));
    }
  tide_import_report_add_up (report);

  return report;
}

/**
 * tide_desk_import:
 * @self: a desk
 * @paths: files, NULL-terminated
 * @options: (nullable): how they are read
 * @error: return location
 *
 * Reads files into the cache and waits for it, each in one transaction. What
 * went wrong with one file stands in the report and stops no other.
 *
 * Returns: (transfer full) (nullable): what became of each file; NULL with
 *   %TIDE_DESK_ERROR if nothing was tried
 */
TideImportReport *
tide_desk_import (TideDesk                *self,
                  const char *const       *paths,
                  const TideImportOptions *options,
                  GError                 **error)
{
  g_auto (TideImportPlan) plan = { 0 };
  TideImporter            importer;

  g_return_val_if_fail (TIDE_IS_DESK (self) && paths != NULL, NULL);

  if (!tide_desk_check_import (self, error) || !tide_import_plan_init (&plan, options, error))
    return NULL;

  importer = (TideImporter){ .cache = self->cache, .plan = &plan };

  return import_files (&importer, (char **) paths);
}

typedef struct
{
  TideProgressFunc progress;
  gpointer         data;
  char            *text;
  double           fraction;
  GTask           *task; /* keeps the asker's data alive */
} Telling;

static gboolean
tell_cb (gpointer user_data)
{
  Telling *telling = user_data;

  if (!g_task_get_completed (telling->task))
    telling->progress (telling->text, telling->fraction, telling->data);

  return G_SOURCE_REMOVE;
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->task);
  g_free (telling->text);
  g_free (telling);
}

static void
tick (int64_t  bytes,
      gpointer user_data)
{
  Import             *self = user_data;
  gint64              now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Telling            *telling;

  self->done += bytes;
  if (self->progress == NULL || now - self->told_at < TICK_US)
    return;

  self->told_at = now;
  telling = g_new0 (Telling, 1);
  telling->progress = self->progress;
  telling->data = self->progress_data;
  telling->text = g_path_get_basename (self->path);
  telling->fraction = self->total > 0 ? MIN ((double) self->done / (double) self->total, 1.0) : -1;
  telling->task = g_object_ref (self->task);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, telling, telling_free);
  g_source_attach (source, self->context);
}

static int64_t
measure_files (char **paths)
{
  int64_t total = 0;

  for (size_t i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile)     file = g_file_new_for_commandline_arg (paths[i]);
      g_autoptr (GFileInfo) info = NULL;

      info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                                NULL);
      if (info != NULL)
        total += g_file_info_get_size (info);
    }

  return total;
}

static void
import_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Import           *self = task_data;
  TideImporter      importer = { .cache = self->cache,
                                 .plan = &self->plan,
                                 .tick = tick,
                                 .tick_data = self,
                                 .cancellable = cancellable };
  TideImportReport *report;

  self->total = measure_files (self->paths);
  report = import_files (&importer, self->paths);
  g_task_return_pointer (task, report, (GDestroyNotify) tide_import_report_unref);
}

/**
 * tide_desk_import_async:
 * @self: a desk
 * @paths: files, NULL-terminated
 * @options: (nullable): how they are read
 * @progress: (nullable): told as bytes are read
 * @progress_data: for @progress
 * @cancellable: (nullable): stops at once; files already in stay, the one being
 *   read leaves nothing
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Reads files into the cache, each in one transaction. Imports follow one
 * another.
 */
void
tide_desk_import_async (TideDesk                *self,
                        const char *const       *paths,
                        const TideImportOptions *options,
                        TideProgressFunc         progress,
                        gpointer                 progress_data,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 user_data)
{
  g_autoptr (GTask) task = NULL;
  TideImportOptions kept;
  GError           *error = NULL;
  Import           *import;

  g_return_if_fail (TIDE_IS_DESK (self) && paths != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_import_async);
  /* What was imported before a cancellation is told all the same. */
  g_task_set_check_cancellable (task, FALSE);
  import = g_new0 (Import, 1);
  g_task_set_task_data (task, import, import_free);
  kept = keep_options (import, options);
  if (!tide_desk_check_import (self, &error) ||
      !tide_import_plan_init (&import->plan, &kept, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  import->cache = g_object_ref (self->cache);
  import->paths = g_strdupv ((char **) paths);
  import->progress = progress;
  import->progress_data = progress_data;
  import->context = g_main_context_ref_thread_default ();
  import->task = task;
  if (self->importer == NULL)
    self->importer = tide_worker_new ("importer");
  tide_worker_push (self->importer, g_steal_pointer (&task), import_in_thread);
}

/**
 * tide_desk_import_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what became of each file
 */
TideImportReport *
tide_desk_import_finish (TideDesk     *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
