// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-fetch"

#include "config.h"

#include <string.h>

#include "base/tide-text.h"
#include "desk/tide-desk-private.h"
#include "desk/tide-fetch-route-private.h"
#include "desk/tide-reports-private.h"

/* One run. Owned by its task. */
typedef struct
{
  GTask           *task;      /* (unowned) */
  GPtrArray       *providers; /* (element-type TideProvider): who may be chosen, in order */
  bool             is_named;  /* the only one was named, which is agreement */
  GPtrArray       *routes;    /* (element-type TideFetchRoute) */
  char           **symbols;
  bool             is_all; /* no symbols were named */
  TideDay          since;
  TideFetchReport *report;
  TideProgressFunc progress; /* (nullable) */
  gpointer         progress_data;
  size_t           n_pending; /* fetchers' runs and unfinished appends */
} Run;

static void
route_clear (gpointer data)
{
  tide_fetch_route_free (data);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_ptr_array_unref (run->routes);
  g_ptr_array_unref (run->providers);
  g_clear_pointer (&run->report, tide_fetch_report_unref);
  g_strfreev (run->symbols);
  g_free (run);
}

/* Who may be asked: the one that was named, or all. */
static bool
create_providers (Run        *run,
                  const char *id,
                  GError    **error)
{
  const char *const *ids = tide_provider_list_ids ();
  const char        *nearest;

  if (id != NULL && !g_strv_contains (ids, id))
    {
      nearest = tide_text_find_nearest (id, ids, g_strv_length ((char **) ids));
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE,
                   "There is no source named “%s”. Try “%s”.", id,
                   nearest != NULL ? nearest : ids[0]);
      return false;
    }

  run->is_named = id != NULL;
  for (size_t i = 0; ids[i] != NULL; i++)
    {
      TideProvider *provider;

      if (id != NULL && strcmp (id, ids[i]) != 0)
        continue;
      if ((provider = tide_provider_create (ids[i], error)) == NULL)
        return false;
      g_ptr_array_add (run->providers, provider);
    }

  return true;
}

/* The last of the fetcher's run and the appends answers the caller. */
static void
drop_pending (GTask *task_take)
{
  g_autoptr (GTask) task = task_take;
  Run              *run = g_task_get_task_data (task);

  if (--run->n_pending > 0)
    return;

  for (guint i = 0; i < run->routes->len; i++)
    {
      TideFetchRoute *route = g_ptr_array_index (run->routes, i);

      for (guint j = 0; j < route->subjects->len; j++)
        tide_fetch_subject_conclude (g_ptr_array_index (route->subjects, j));
    }
  for (guint i = 0; i < run->report->items->len; i++)
    {
      TideFetchItem *item = g_ptr_array_index (run->report->items, i);

      run->report->n_failed += item->error != NULL;
    }
  g_task_return_pointer (task, tide_fetch_report_ref (run->report),
                         (GDestroyNotify) tide_fetch_report_unref);
}

/* An append that is on its way, and whom it is for. */
typedef struct
{
  GTask            *task;
  TideFetchSubject *subject;
  GPtrArray        *batches;
} Appending;

static void
count_batch (TideFetchSubject      *subject,
             TideBatch             *batch,
             const TideAppendCount *count)
{
  TideFetchItem *item = tide_fetch_subject_find_item (
    subject, tide_batch_get_instrument (batch)->symbol);
  size_t         n_rows = tide_batch_get_n_rows (batch);
  const TideDay *days = tide_batch_get_days (batch);

  if (item == NULL)
    return;

  item->n_new += (int64_t) count->n_new;
  item->n_revised += (int64_t) count->n_revised;
  item->n_unchanged += (int64_t) count->n_unchanged;
  if (n_rows == 0)
    return;

  if (item->first_day == TIDE_DAY_NONE || days[0] < item->first_day)
    item->first_day = days[0];
  item->last_day = MAX (item->last_day, days[n_rows - 1]);
}

static void
appended_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Appending                   *appending = user_data;
  TideFetchSubject            *subject = appending->subject;
  g_autoptr (TideAppendReport) report = NULL;
  GError                      *error = NULL;

  report = tide_cache_append_finish (TIDE_CACHE (object), result, &error);
  if (report != NULL)
    {
      subject->n_good++;
      for (guint i = 0; i < appending->batches->len; i++)
        count_batch (subject, g_ptr_array_index (appending->batches, i),
                     &g_array_index (report->counts, TideAppendCount, i));
      for (guint i = 0; i < report->notes->len; i++)
        tide_fetch_subject_note (subject, g_ptr_array_index (report->notes, i));
    }
  else
    g_ptr_array_add (subject->errors, error);

  drop_pending (appending->task);
  g_ptr_array_unref (appending->batches);
  g_free (appending);
}

static void
store_reading (Run              *run,
               TideFetchSubject *subject,
               TideReading      *reading)
{
  TideDesk  *self = g_task_get_source_object (run->task);
  Appending *appending = g_new0 (Appending, 1);

  appending->task = g_object_ref (run->task);
  appending->subject = subject;
  appending->batches = g_ptr_array_ref (reading->batches);
  run->n_pending++;
  tide_cache_append_async (self->cache, reading->batches, NULL, appended_cb, appending);
}

static void
note_problems (TideFetchSubject  *subject,
               const TideReading *reading)
{
  for (size_t i = 0; i < reading->n_problems; i++)
    {
      const TideProblem *problem = &reading->problems[i];

      if (problem->kind != TIDE_PROBLEM_CLOSED)
        {
          tide_fetch_subject_note (subject, problem->sentence);
          continue;
        }

      subject->n_closed++;
      g_free (subject->last_closed);
      subject->last_closed = g_strdup (problem->sentence);
    }
}

static void
outcome_cb (const TideFetcherOutcome *outcome,
            void                     *user_data)
{
  TideFetchRoute   *route = user_data;
  Run              *run = route->run;
  TideDesk         *self = g_task_get_source_object (run->task);
  TideFetchSubject *subject = tide_fetch_route_find (route, outcome->symbol);
  TideFetchItem    *item = g_ptr_array_index (subject->items, 0);
  const char       *problem = outcome->error != NULL ? outcome->error->message : NULL;

  if (outcome->reading != NULL)
    note_problems (subject, outcome->reading);
  if (outcome->reading != NULL && outcome->reading->batches->len > 0)
    {
      store_reading (run, subject, outcome->reading);
      return;
    }

  if (outcome->error != NULL)
    g_ptr_array_add (subject->errors, g_error_copy (outcome->error));
  else
    subject->n_good++;
  if (outcome->error != NULL || outcome->fetch->status != 0)
    tide_cache_record_fetch_async (self->cache, item->symbol, outcome->fetch, problem, NULL, NULL);
}

static void
progress_cb (const TideFetcherProgress *progress,
             void                      *user_data)
{
  TideFetchRoute  *route = user_data;
  Run             *run = route->run;
  g_autofree char *text = NULL;
  size_t           done = 0;
  size_t           total = 0;

  route->progress = *progress;
  if (run->progress == NULL)
    return;

  for (guint i = 0; i < run->routes->len; i++)
    {
      const TideFetchRoute *other = g_ptr_array_index (run->routes, i);

      done += other->progress.done;
      total += other->progress.total;
    }
  text = g_strdup_printf ("%zu of %zu", done, total);
  run->progress (text, total > 0 ? (double) done / (double) total : -1.0, run->progress_data);
}

/* Cancelled: what had come by then is stored, the rest says so. */
static void
cancel_route (TideFetchRoute *route,
              const GError   *error)
{
  for (guint i = 0; i < route->subjects->len; i++)
    {
      TideFetchSubject *subject = g_ptr_array_index (route->subjects, i);

      for (guint j = 0; j < subject->items->len; j++)
        {
          TideFetchItem *item = g_ptr_array_index (subject->items, j);

          if (item->error == NULL && subject->n_good == 0)
            item->error = g_error_copy (error);
        }
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TideFetchRoute    *route = user_data;
  Run               *run = route->run;
  g_autoptr (GError) error = NULL;

  if (!tide_fetcher_run_finish (TIDE_FETCHER (object), result, &error))
    cancel_route (route, error);

  drop_pending (run->task);
}

static void
held_clear (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

/* What is held of each symbol of the run, NULL where that is nothing; the
 * symbols of all are filled in first where none were named. */
static gpointer
read_held (TideDeskSource *source,
           gpointer        data,
           GCancellable   *cancellable,
           GError        **error)
{
  Run             *run = data;
  TideCacheReader *reader = tide_desk_source_get_reader (source);
  GPtrArray       *held;

  if (run->symbols == NULL)
    run->symbols = tide_cache_reader_list_symbols (reader, error);
  if (run->symbols == NULL)
    return NULL;

  held = g_ptr_array_new_with_free_func (held_clear);
  for (size_t i = 0; run->symbols[i] != NULL; i++)
    g_ptr_array_add (held, tide_cache_reader_list_series (reader, run->symbols[i], NULL));

  return held;
}

static bool
is_primary (GPtrArray  *held,
            const char *source)
{
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const TideSeriesSummary *summary = g_ptr_array_index (held, i);

      if (summary->primary && strcmp (summary->source, source) == 0)
        return true;
    }

  return false;
}

static TideFetchRoute *
ensure_route (Run          *run,
              TideProvider *provider)
{
  TideFetchRoute *route;

  for (guint i = 0; i < run->routes->len; i++)
    {
      route = g_ptr_array_index (run->routes, i);
      if (route->provider == provider)
        return route;
    }

  route = tide_fetch_route_new (provider);
  route->run = run;
  g_ptr_array_add (run->routes, route);
  return route;
}

static void
set_agreement_error (TideFetchItem          *item,
                     const TideProviderInfo *info)
{
  g_set_error (&item->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_AGREEMENT,
               "%s is an unofficial source: %s Nothing was fetched. Name it with --source %s to "
               "agree for this run.",
               info->title, info->terms, info->id);
}

static void
set_unknown_error (const Run     *run,
                   TideFetchItem *item)
{
  const TideProviderInfo *info = tide_provider_get_info (run->providers->pdata[0]);

  if (run->is_named && info->unasked != NULL)
    g_set_error (&item->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE, "%s Nothing was fetched.",
                 info->unasked);
  else if (run->is_named)
    g_set_error (&item->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE,
                 "%s does not answer for %s. Nothing was fetched; leave --source out to have one "
                 "chosen.",
                 info->title, item->symbol);
  else
    g_set_error (&item->error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE,
                 "No source answers for %s. Nothing was fetched; import its figures instead.",
                 item->symbol);
}

/* Sends an instrument to the provider that its formulas read, else to the first
 * that answers for it and may be asked. Sets the item's error where there is
 * none; false where no provider has anything of the kind. */
static bool
route_item (TideDesk      *self,
            Run           *run,
            TideFetchItem *item,
            GPtrArray     *held)
{
  TideProvider           *chosen = NULL;
  g_autofree char        *subject = NULL;
  const TideProviderInfo *refused = NULL;

  for (guint i = 0; i < run->providers->len; i++)
    {
      TideProvider           *provider = g_ptr_array_index (run->providers, i);
      const TideProviderInfo *info = tide_provider_get_info (provider);
      g_autofree char        *answer = tide_provider_dup_subject (provider, item->symbol);

      if (answer == NULL || (chosen != NULL && !is_primary (held, info->id)))
        continue;

      if (!run->is_named && !tide_desk_is_agreed (self, info))
        {
          refused = refused != NULL ? refused : info;
          continue;
        }

      chosen = provider;
      g_free (subject);
      subject = g_steal_pointer (&answer);
    }

  if (chosen != NULL)
    tide_fetch_route_add (ensure_route (run, chosen), item, subject, held, run->since);
  else if (refused != NULL)
    set_agreement_error (item, refused);
  else
    set_unknown_error (run, item);
  return chosen != NULL || refused != NULL;
}

static void
route_items (TideDesk  *self,
             Run       *run,
             GPtrArray *held)
{
  for (guint i = 0; i < held->len; i++)
    {
      TideFetchItem *item = g_new0 (TideFetchItem, 1);

      item->symbol = g_strdup (run->symbols[i]);
      item->provider = g_strdup ("");
      item->notes = g_new0 (char *, 1);
      item->first_day = item->last_day = TIDE_DAY_NONE;
      g_ptr_array_add (run->report->items, item);
      /* What was imported and is nowhere to be had is left alone. */
      if (!route_item (self, run, item, g_ptr_array_index (held, i)) && run->is_all)
        g_ptr_array_remove_index (run->report->items, run->report->items->len - 1);
    }
}

static void
start_fetcher (TideDesk       *self,
               Run            *run,
               TideFetchRoute *route)
{
  size_t                     n_asks = route->subjects->len;
  g_autofree TideFetcherAsk *asks = g_new0 (TideFetcherAsk, n_asks);
  TideFetcherSink            sink = { outcome_cb, progress_cb, route };

  for (size_t i = 0; i < n_asks; i++)
    {
      const TideFetchSubject *subject = g_ptr_array_index (route->subjects, i);

      asks[i].symbol = subject->name;
      asks[i].since = subject->since;
      asks[i].etag = subject->etag;
      asks[i].last_modified = subject->last_modified;
    }

  g_object_ref (run->task);
  run->n_pending++;
  route->fetcher = tide_fetcher_new (self->session, route->provider);
  tide_fetcher_run_async (route->fetcher, asks, n_asks, &sink, g_task_get_cancellable (run->task),
                          fetched_cb, route);
}

static void
start_fetchers (TideDesk *self,
                Run      *run)
{
  if (self->session == NULL)
    {
      TideSessionPolicy policy;

      tide_session_policy_init (&policy);
      self->session = tide_session_new (&policy);
    }

  /* Held until all have started: one may end at once. */
  g_object_ref (run->task);
  run->n_pending = 1;
  for (guint i = 0; i < run->routes->len; i++)
    start_fetcher (self, run, g_ptr_array_index (run->routes, i));
  drop_pending (run->task);
}

/* Why nothing can be asked at all. */
static void
refuse_run (Run   *run,
            GTask *task)
{
  const TideFetchItem *first;

  if (run->report->items->len == 0)
    {
      g_task_return_new_error (task, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                               "Nothing is held yet that a source answers for, so there is "
                               "nothing to refresh. Name a symbol.");
      return;
    }

  first = g_ptr_array_index (run->report->items, 0);
  g_task_return_error (task, g_error_copy (first->error));
}

static void
held_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)     task = user_data;
  TideDesk             *self = TIDE_DESK (object);
  Run                  *run = g_task_get_task_data (task);
  GError               *error = NULL;
  g_autoptr (GPtrArray) held = tide_desk_run_finish (self, result, &error);

  if (held == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  route_items (self, run, held);
  if (run->routes->len == 0)
    refuse_run (run, task);
  else
    start_fetchers (self, run);
}

/* Canonical symbols without repetition. */
static char **
dup_symbols (const char *const *symbols,
             GError           **error)
{
  g_autoptr (GPtrArray)  canonical = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (size_t i = 0; symbols[i] != NULL; i++)
    {
      char *symbol = tide_symbol_normalize (symbols[i], strlen (symbols[i]));

      if (symbol == NULL)
        {
          g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                       "“%s” is not a symbol: letters, digits and . ^ = / _ - are allowed.",
                       symbols[i]);
          return NULL;
        }
      if (g_hash_table_add (seen, symbol))
        g_ptr_array_add (canonical, symbol);
      else
        g_free (symbol);
    }
  g_ptr_array_add (canonical, NULL);

  return g_strdupv ((char **) canonical->pdata);
}

static bool
prepare_run (TideDesk               *self,
             Run                    *run,
             const TideFetchRequest *request,
             GError                **error)
{
  if (tide_desk_is_sample (self))
    {
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SAMPLE,
                   "The sample is generated data and is not refreshed. Start your own workspace "
                   "to fetch prices.");
      return false;
    }
  if (!tide_desk_check_writable (self, "fetching", error))
    return false;
  if (!create_providers (run, request->provider, error))
    return false;

  run->since = request->since;
  run->is_all = request->symbols == NULL;
  run->report = tide_fetch_report_new ();
  if (request->symbols == NULL)
    return true;

  run->symbols = dup_symbols (request->symbols, error);

  return run->symbols != NULL;
}

/**
 * tide_desk_fetch_async:
 * @self: a desk
 * @request: what to refresh
 * @progress: (nullable): told as replies come
 * @progress_data: for @progress
 * @cancellable: (nullable): stops asking; what has come is stored
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Asks for what is new, each symbol of the provider its formulas read, or of the
 * first that answers for it and was agreed to where it is official or not. Each
 * reply is stored in a transaction of its own as it comes, with all it says.
 */
void
tide_desk_fetch_async (TideDesk               *self,
                       const TideFetchRequest *request,
                       TideProgressFunc        progress,
                       gpointer                progress_data,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;
  Run              *run;

  g_return_if_fail (TIDE_IS_DESK (self) && request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  run = g_new0 (Run, 1);
  run->task = task;
  run->providers = g_ptr_array_new_with_free_func (g_object_unref);
  run->routes = g_ptr_array_new_with_free_func (route_clear);
  run->progress = progress;
  run->progress_data = progress_data;
  g_task_set_task_data (task, run, run_free);
  if (!prepare_run (self, run, request, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  tide_desk_run_async (self, read_held, run, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable,
                       held_read_cb, g_steal_pointer (&task));
}

/**
 * tide_desk_fetch_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what became of each symbol; NULL if
 *   nothing was asked
 */
TideFetchReport *
tide_desk_fetch_finish (TideDesk     *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
