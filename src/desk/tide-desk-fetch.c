// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-fetch"

#include "config.h"

#include <string.h>

#include "base/tide-text.h"
#include "desk/tide-desk-private.h"
#include "desk/tide-reports-private.h"
#include "net/tide-fetcher.h"

/* A refresh asks for this many days before the newest day held: sessions of
 * lately are still corrected, and a split shows. */
#define OVERLAP_DAYS 10

/* One run. Owned by its task. */
typedef struct
{
  GTask           *task; /* (unowned) */
  TideProvider    *provider;
  TideFetcher     *fetcher; /* (nullable) */
  char           **symbols;
  TideDay          since;
  TideFetchReport *report;
  TideProgressFunc progress; /* (nullable) */
  gpointer         progress_data;
  size_t           n_pending; /* the fetcher's run and unfinished appends */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->provider);
  g_clear_object (&run->fetcher);
  g_clear_pointer (&run->report, tide_fetch_report_unref);
  g_strfreev (run->symbols);
  g_free (run);
}

static char *
dup_agreement (TideDesk   *self,
               const char *provider)
{
  g_autofree char *name = g_strconcat (TIDE_DESK_SETTING_AGREED, provider, NULL);

  return tide_desk_dup_setting (self, name);
}

static TideProvider *
create_provider (TideDesk   *self,
                 const char *id,
                 GError    **error)
{
  const char *const       *ids = tide_provider_list_ids ();
  g_autoptr (TideProvider) provider = NULL;
  g_autofree char         *agreement = NULL;
  const TideProviderInfo  *info;
  const char              *nearest;

  if (id != NULL && !g_strv_contains (ids, id))
    {
      nearest = tide_text_find_nearest (id, ids, g_strv_length ((char **) ids));
      g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SOURCE,
                   "There is no source named “%s”. Try “%s”.", id,
                   nearest != NULL ? nearest : ids[0]);
      return NULL;
    }

  provider = tide_provider_create (id != NULL ? id : ids[0], error);
  if (provider == NULL)
    return NULL;

  info = tide_provider_get_info (provider);
  agreement = dup_agreement (self, info->id);
  if (id != NULL || info->provider_class != TIDE_PROVIDER_UNOFFICIAL || agreement != NULL)
    return g_steal_pointer (&provider);

  g_set_error (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_AGREEMENT,
               "%s is an unofficial source: %s Nothing was fetched. Name it with --source %s to "
               "agree for this run.",
               info->title, info->terms, info->id);

  return NULL;
}

static TideFetchItem *
find_item (Run        *run,
           const char *symbol)
{
  for (guint i = 0; i < run->report->items->len; i++)
    {
      TideFetchItem *item = g_ptr_array_index (run->report->items, i);

      if (g_str_equal (item->symbol, symbol))
        return item;
    }

  return NULL;
}

static void
add_note (TideFetchItem *item,
          const char    *text)
{
  guint n_notes = g_strv_length (item->notes);

  item->notes = g_renew (char *, item->notes, n_notes + 2);
  item->notes[n_notes] = g_strdup (text);
  item->notes[n_notes + 1] = NULL;
}

/* The last of the fetcher's run and the appends answers the caller. */
static void
drop_pending (GTask *task_take)
{
  g_autoptr (GTask) task = task_take;
  Run              *run = g_task_get_task_data (task);

  if (--run->n_pending > 0)
    return;

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
  GTask *task;
  char  *symbol;
} Appending;

static void
appended_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Appending                   *appending = user_data;
  TideFetchItem               *item = NULL;
  g_autoptr (TideAppendReport) report = NULL;

  item = find_item (g_task_get_task_data (appending->task), appending->symbol);
  report = tide_cache_append_finish (TIDE_CACHE (object), result, &item->error);
  if (report != NULL)
    {
      item->n_new = (int64_t) report->n_new;
      item->n_revised = (int64_t) report->n_revised;
      item->n_unchanged = (int64_t) report->n_unchanged;
      for (guint i = 0; i < report->notes->len; i++)
        add_note (item, g_ptr_array_index (report->notes, i));
    }

  drop_pending (appending->task);
  g_free (appending->symbol);
  g_free (appending);
}

static void
widen_item (TideFetchItem *item,
            TideBatch     *batch)
{
  size_t         n_rows = tide_batch_get_n_rows (batch);
  const TideDay *days = tide_batch_get_days (batch);

  if (n_rows == 0)
    return;

  if (item->first_day == TIDE_DAY_NONE || days[0] < item->first_day)
    item->first_day = days[0];
  item->last_day = MAX (item->last_day, days[n_rows - 1]);
}

static void
store_reading (Run           *run,
               TideFetchItem *item,
               TideReading   *reading)
{
  TideDesk  *self = g_task_get_source_object (run->task);
  Appending *appending = g_new0 (Appending, 1);

  for (guint i = 0; i < reading->batches->len; i++)
    widen_item (item, g_ptr_array_index (reading->batches, i));

  appending->task = g_object_ref (run->task);
  appending->symbol = g_strdup (item->symbol);
  run->n_pending++;
  tide_cache_append_async (self->cache, reading->batches, NULL, appended_cb, appending);
}

static void
outcome_cb (const TideFetcherOutcome *outcome,
            void                     *user_data)
{
  Run           *run = user_data;
  TideDesk      *self = g_task_get_source_object (run->task);
  TideFetchItem *item = find_item (run, outcome->symbol);
  const char    *problem = outcome->error != NULL ? outcome->error->message : NULL;

  if (item == NULL)
    return;

  if (outcome->status == TIDE_FETCHER_FAILED)
    item->error = g_error_copy (outcome->error);
  for (size_t i = 0; outcome->reading != NULL && i < outcome->reading->n_problems; i++)
    add_note (item, outcome->reading->problems[i].sentence);

  if (outcome->reading != NULL && outcome->reading->batches->len > 0)
    store_reading (run, item, outcome->reading);
  else
    tide_cache_record_fetch_async (self->cache, outcome->symbol, outcome->fetch, problem, NULL,
                                   NULL);
}

static void
progress_cb (const TideFetcherProgress *progress,
             void                      *user_data)
{
  Run             *run = user_data;
  g_autofree char *text = NULL;
  double           fraction;

  if (run->progress == NULL)
    return;

  text = g_strdup_printf ("%zu of %zu", progress->done, progress->total);
  fraction = progress->total > 0 ? (double) progress->done / (double) progress->total : -1.0;
  run->progress (text, fraction,
                 run->progress_data);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask             *task = user_data;
  Run               *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Cancelled: what had come by then is stored, the rest says so. */
  if (!tide_fetcher_run_finish (TIDE_FETCHER (object), result, &error))
    for (guint i = 0; i < run->report->items->len; i++)
      {
        TideFetchItem *item = g_ptr_array_index (run->report->items, i);

        if (item->error == NULL && item->last_day == TIDE_DAY_NONE)
          item->error = g_error_copy (error);
      }

  drop_pending (task);
}

static void
summary_clear (gpointer data)
{
  if (data != NULL)
    tide_series_summary_free (data);
}

/* A summary, or NULL, for each symbol of the run; the symbols of all are filled
 * in first where none were named. */
static gpointer
read_held (TideDeskSource *source,
           gpointer        data,
           GCancellable   *cancellable,
           GError        **error)
{
  Run                    *run = data;
  const TideProviderInfo *info = tide_provider_get_info (run->provider);
  TideCacheReader        *reader = tide_desk_source_get_reader (source);
  GPtrArray              *summaries;

  if (run->symbols == NULL)
    run->symbols = tide_cache_reader_list_symbols (reader, error);
  if (run->symbols == NULL)
    return NULL;

  summaries = g_ptr_array_new_with_free_func (summary_clear);
  for (size_t i = 0; run->symbols[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) held = NULL;
      gpointer              found = NULL;

      held = tide_cache_reader_list_series (reader, run->symbols[i], NULL);
      for (guint j = 0; held != NULL && found == NULL && j < held->len; j++)
        if (g_str_equal (((TideSeriesSummary *) held->pdata[j])->source, info->id))
          found = g_ptr_array_steal_index (held, j);
      g_ptr_array_add (summaries, found);
    }

  return summaries;
}

static TideDay
choose_since (const Run               *run,
              const TideSeriesSummary *held)
{
  if (run->since != TIDE_DAY_NONE)
    return run->since;

  return held != NULL && held->last_day != TIDE_DAY_NONE ? held->last_day - OVERLAP_DAYS
                                                         : TIDE_DAY_NONE;
}

static void
start_fetcher (TideDesk  *self,
               Run       *run,
               GPtrArray *held)
{
  const TideProviderInfo    *info = tide_provider_get_info (run->provider);
  size_t                     n_asks = held->len;
  g_autofree TideFetcherAsk *asks = g_new0 (TideFetcherAsk, n_asks);
  TideFetcherSink            sink = { outcome_cb, progress_cb, run };

  for (size_t i = 0; i < n_asks; i++)
    {
      const TideSeriesSummary *summary = g_ptr_array_index (held, i);
      TideFetchItem           *item = g_new0 (TideFetchItem, 1);

      asks[i].symbol = run->symbols[i];
      asks[i].since = choose_since (run, summary);
      asks[i].etag = summary != NULL ? summary->etag : NULL;
      asks[i].last_modified = summary != NULL ? summary->last_modified : NULL;
      item->symbol = g_strdup (run->symbols[i]);
      item->provider = g_strdup (info->id);
      item->notes = g_new0 (char *, 1);
      item->first_day = item->last_day = TIDE_DAY_NONE;
      g_ptr_array_add (run->report->items, item);
    }

  if (self->session == NULL)
    {
      TideSessionPolicy policy;

      tide_session_policy_init (&policy);
      self->session = tide_session_new (&policy);
    }
  run->n_pending = 1;
  run->fetcher = tide_fetcher_new (self->session, run->provider);
  tide_fetcher_run_async (run->fetcher, asks, n_asks, &sink, g_task_get_cancellable (run->task),
                          fetched_cb, g_object_ref (run->task));
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
    g_task_return_error (task, error);
  else if (held->len == 0)
    g_task_return_new_error (task, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                             "Nothing is held yet, so there is nothing to refresh. Name a symbol.");
  else
    start_fetcher (self, run, held);
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
  if ((run->provider = create_provider (self, request->provider, error)) == NULL)
    return false;

  run->since = request->since;
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
 * Asks a provider for what is new. Each symbol is stored in a transaction of its
 * own as its reply comes.
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

static void
provider_status_clear (gpointer data)
{
  tide_provider_status_free (data);
}

/* The newest fetch of each provider, by provider. */
static gpointer
read_fetches (TideDeskSource *source,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  GPtrArray *statuses = data;

  for (guint i = 0; i < statuses->len; i++)
    {
      TideProviderStatus    *status = g_ptr_array_index (statuses, i);
      g_autoptr (GPtrArray)  fetches = NULL;
      const TideStoredFetch *last;

      fetches = tide_cache_reader_list_fetches (tide_desk_source_get_reader (source), status->id,
                                                1, NULL);
      if (fetches == NULL || fetches->len == 0)
        continue;
      last = g_ptr_array_index (fetches, 0);
      status->last_at = last->fetch.at;
      status->last_error = g_strdup (last->problem);
    }

  return NULL;
}

/**
 * tide_desk_dup_providers:
 * @self: a desk
 *
 * Lists the sources that can be asked, whether they were agreed to, and how they
 * answered last. Waits for a short read.
 *
 * Returns: (transfer full) (element-type TideProviderStatus): the sources
 */
GPtrArray *
tide_desk_dup_providers (TideDesk *self)
{
  GPtrArray         *statuses = g_ptr_array_new_with_free_func (provider_status_clear);
  const char *const *ids = tide_provider_list_ids ();

  g_return_val_if_fail (TIDE_IS_DESK (self), statuses);

  for (size_t i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TideProvider) provider = tide_provider_create (ids[i], NULL);
      g_autofree char         *agreement = dup_agreement (self, ids[i]);
      const TideProviderInfo  *info;
      TideProviderStatus      *status;

      if (provider == NULL)
        continue;
      info = tide_provider_get_info (provider);
      status = g_new0 (TideProviderStatus, 1);
      status->id = g_strdup (info->id);
      status->title = g_strdup (info->title);
      status->official = info->provider_class != TIDE_PROVIDER_UNOFFICIAL;
      status->agreed = status->official || agreement != NULL;
      status->last_at = TIDE_INSTANT_NONE;
      g_ptr_array_add (statuses, status);
    }
  tide_desk_run (self, read_fetches, statuses, NULL);

  return statuses;
}
