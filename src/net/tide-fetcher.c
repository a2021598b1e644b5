// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-fetcher"

#include "config.h"

#include "net/tide-fetcher.h"

#include "net/tide-redact.h"

/* Requests handed to the session at a time. It has a window of its own per
 * host; this one keeps thousands of symbols from becoming as many requests. */
#define WINDOW 8
/* Most requests that one symbol may take, whatever a reply says. */
#define MAX_STEPS 1000
/* How long a host is left alone once a reply shows that it blocks us. */
#define BLOCKED_REST 900000

/**
 * TideFetcher:
 *
 * Fetches symbols from one provider: asks through the session, reads replies
 * one after the other on a thread of its own, and hands on what they say. It
 * stores nothing. Lives on the session's thread.
 */
struct _TideFetcher
{
  GObject parent_instance;

  TideSession  *session;
  TideProvider *provider;
  GThreadPool  *reader;
};

G_DEFINE_FINAL_TYPE (TideFetcher, tide_fetcher, G_TYPE_OBJECT)

/* One call of tide_fetcher_run_async(); owned by its task. */
typedef struct
{
  TideFetcher    *fetcher;
  TideFetcherSink sink;
  GPtrArray      *asks;
  GCancellable   *cancellable;
  GError         *cancelled;
  unsigned long   received_id;
  size_t          next;
  size_t          in_flight;
  size_t          done;
  size_t          total;
  int64_t         bytes;
} Run;

/* One symbol of a run, and where its question stands. */
typedef struct
{
  GTask          *task; /* the run's, held while the symbol is under way */
  TideProviderAsk ask;  /* `symbol` is owned */
  size_t          n_steps;
  char           *etag;
  char           *last_modified;
  char           *uri;
  TideFetch       fetch;
} Item;

/* What the reading thread is given. It holds nothing that belongs to the main
 * thread: no fetcher, and no task but the one that brings the reading back. */
typedef struct
{
  TideProvider   *provider;
  TideReply      *reply;
  TideProviderAsk ask; /* `symbol` is owned */
  TideFetch       fetch;
} Reading;

static void
item_free (void *data)
{
  Item *self = data;

  g_clear_object (&self->task);
  g_free ((char *) self->ask.symbol);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->uri);
  tide_fetch_clear (&self->fetch);
  g_free (self);
}

static void
run_free (void *data)
{
  Run *self = data;

  g_clear_signal_handler (&self->received_id, self->fetcher->session);
  g_object_unref (self->fetcher);
  g_ptr_array_unref (self->asks);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->cancelled);
  g_free (self);
}

static void
reading_free (void *data)
{
  Reading *self = data;

  g_object_unref (self->provider);
  tide_reply_unref (self->reply);
  g_free ((char *) self->ask.symbol);
  tide_fetch_clear (&self->fetch);
  g_free (self);
}

static void
fill_fetch (TideFetch       *fetch,
            const Item      *item,
            TideProvider    *provider,
            const TideReply *reply)
{
  const TideProviderInfo *info = tide_provider_get_info (provider);

  *fetch = (TideFetch){
    .provider = g_strdup (info->id),
    .request = item->uri != NULL ? tide_redact_uri (item->uri) : g_strdup (item->ask.symbol),
    .at = reply != NULL ? reply->at : tide_clock_now (),
    .parser_version = info->parser_version,
  };
  if (reply == NULL)
    return;

  fetch->status = (int) reply->status;
  fetch->etag = g_strdup (reply->etag);
  fetch->last_modified = g_strdup (reply->last_modified);
  fetch->sha256 = g_strdup (reply->sha256);
  fetch->bytes = (int64_t) g_bytes_get_size (reply->body);
}

static void
read_in_thread (void *data,
                void *user_data)
{
  g_autoptr (GTask) task = data;
  Reading          *job = g_task_get_task_data (task);
  TideProviderReply reply = {
    .ask = &job->ask,
    .now = job->reply->at,
    .status = job->reply->status,
    .content_type = job->reply->content_type,
    .fetch = &job->fetch,
  };
  g_autoptr (GError) error = NULL;
  TideReading       *reading;

  reply.bytes = g_bytes_get_data (job->reply->body, &reply.length);
  if ((reading = tide_provider_parse (job->provider, &reply, &error)) != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) tide_reading_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
report_progress (const Run *run)
{
  TideFetcherProgress progress = {
    .done = run->done,
    .total = run->total,
    .bytes = run->bytes,
  };

  if (run->sink.progress != NULL)
    run->sink.progress (&progress, run->sink.user_data);
}

static void
fetcher_received_cb (TideSession *session,
                     int64_t      bytes,
                     void        *user_data)
{
  Run *run = user_data;

  run->bytes += bytes;
  report_progress (run);
}

static void ask_more (GTask *task);
static void ask_item (GTask *task,
                      Item  *item);

/* Whether what failed says nothing about the requests after it: one day's file
 * is damaged. Pages hang together, and a host that cannot be reached will not be
 * reached the next time either. */
static bool
can_go_on (const Run    *run,
           const GError *error)
{
  return error == NULL || (tide_provider_get_info (run->fetcher->provider)->steps_apart &&
                           g_error_matches (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PAYLOAD));
}

/* A reply may say that there is more to ask for. */
static void
extend (Run               *run,
        Item              *item,
        const TideReading *reading)
{
  size_t n_steps = reading != NULL ? MIN (reading->n_steps, MAX_STEPS) : 0;

  if (n_steps <= item->n_steps)
    return;

  run->total += n_steps - item->n_steps;
  item->n_steps = n_steps;
}

static TideFetcherStatus
find_status (const TideReading *reading,
             const GError      *error)
{
  if (error != NULL)
    return TIDE_FETCHER_FAILED;

  return reading != NULL ? TIDE_FETCHER_READ : TIDE_FETCHER_NOT_MODIFIED;
}

/* Counts one request as done and tells the sink, unless the run was cancelled.
 * False if the symbol has no further one. */
static bool
settle (Run          *run,
        Item         *item,
        TideReading  *reading,
        const GError *error)
{
  TideFetcherOutcome outcome = {
    .symbol = item->ask.symbol,
    .status = find_status (reading, error),
    .step = item->ask.step,
    .reading = reading,
    .fetch = &item->fetch,
    .error = error,
  };

  extend (run, item, reading);
  outcome.is_last = item->ask.step + 1 >= item->n_steps || !can_go_on (run, error);
  if (run->cancelled == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    run->cancelled = g_error_copy (error);
  if (run->cancelled != NULL)
    return false;

  run->done += outcome.is_last ? MAX (item->n_steps, 1) - item->ask.step : 1;
  run->sink.outcome (&outcome, run->sink.user_data);
  report_progress (run);
  return !outcome.is_last;
}

/* Ends one request and goes on to the symbol's next, or to the next symbol. */
static void
conclude (Item         *item,
          TideReading  *reading,
          const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&item->task);
  Run              *run = g_task_get_task_data (task);

  run->in_flight--;
  if (settle (run, item, reading, error))
    {
      item->ask.step++;
      ask_item (task, item);
    }
  ask_more (task);
}

static void
fetcher_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Item                   *item = user_data;
  Run                    *run = g_task_get_task_data (item->task);
  TideFetcher            *self = run->fetcher;
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideReading) reading = g_task_propagate_pointer (G_TASK (result), &error);

  /* HTTP did not say so, the body did: others need not find out for themselves. */
  if (g_error_matches (error, TIDE_NET_ERROR, TIDE_NET_ERROR_BLOCKED) ||
      g_error_matches (error, TIDE_NET_ERROR, TIDE_NET_ERROR_RATE_LIMITED))
    tide_session_rest_host (self->session, item->uri, BLOCKED_REST);

  conclude (item, reading, error);
}

static void
read_reply (Item      *item,
            TideReply *reply)
{
  Run              *run = g_task_get_task_data (item->task);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, fetcher_read_cb, item);
  Reading          *job = g_new0 (Reading, 1);

  g_task_set_source_tag (task, read_reply);
  g_task_set_task_data (task, job, reading_free);
  job->provider = g_object_ref (run->fetcher->provider);
  job->reply = tide_reply_ref (reply);
  job->ask = item->ask;
  job->ask.symbol = g_strdup (item->ask.symbol);
  fill_fetch (&job->fetch, item, run->fetcher->provider, reply);
  g_thread_pool_push (run->fetcher->reader, g_steal_pointer (&task), NULL);
}

static void
fetcher_get_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Item                 *item = user_data;
  Run                  *run = g_task_get_task_data (item->task);
  g_autoptr (GError)    error = NULL;
  g_autoptr (TideReply) reply = tide_session_get_finish (TIDE_SESSION (object), result, &error);

  fill_fetch (&item->fetch, item, run->fetcher->provider, reply);
  if (reply == NULL || tide_reply_is_not_modified (reply))
    conclude (item, NULL, error);
  else
    read_reply (item, reply);
}

/* A conditional request is one that is the whole question: entity tags of other
 * pages or days say nothing. */
static void
add_conditions (TideRequest            *request,
                const Item             *item,
                const TideProviderInfo *info)
{
  if (!info->conditional || item->n_steps > 1)
    return;

  request->etag = g_strdup (item->etag);
  request->last_modified = g_strdup (item->last_modified);
}

static void
ask_item (GTask *task,
          Item  *item)
{
  Run                    *run = g_task_get_task_data (task);
  TideFetcher            *self = run->fetcher;
  const TideProviderInfo *info = tide_provider_get_info (self->provider);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideRequest) request = NULL;

  tide_fetch_clear (&item->fetch);
  g_clear_pointer (&item->uri, g_free);
  if (item->n_steps > 0)
    request = tide_provider_build_request (self->provider, &item->ask, &error);
  if (request == NULL)
    {
      fill_fetch (&item->fetch, item, self->provider, NULL);
      settle (run, item, NULL, error);
      return;
    }

  run->in_flight++;
  item->task = g_object_ref (task);
  item->uri = g_strdup (request->uri);
  add_conditions (request, item, info);
  tide_session_set_rate (self->session, request->uri, &info->rate);
  tide_session_get_async (self->session, request, run->cancellable, fetcher_get_cb, item);
}

/* Fills the window; ends the run when nothing is left. */
static void
ask_more (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  while (run->cancelled == NULL && run->in_flight < WINDOW && run->next < run->asks->len)
    ask_item (task, g_ptr_array_index (run->asks, run->next++));

  if (run->in_flight > 0 || g_task_get_completed (task))
    return;

  g_clear_signal_handler (&run->received_id, run->fetcher->session);
  if (run->cancelled != NULL)
    g_task_return_error (task, g_steal_pointer (&run->cancelled));
  else
    g_task_return_boolean (task, TRUE);
}

static void
tide_fetcher_finalize (GObject *object)
{
  TideFetcher *self = TIDE_FETCHER (object);

  /* Every reading under way belongs to a run, which holds the fetcher. */
  g_thread_pool_free (self->reader, FALSE, TRUE);
  g_clear_object (&self->provider);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tide_fetcher_parent_class)->finalize (object);
}

static void
tide_fetcher_class_init (TideFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_fetcher_finalize;
}

static void
tide_fetcher_init (TideFetcher *self)
{
  self->reader = g_thread_pool_new (read_in_thread, NULL, 1, FALSE, NULL);
}

/**
 * tide_fetcher_new:
 * @session: where requests go; a reference is taken
 * @provider: who is asked; a reference is taken
 *
 * Makes a fetcher.
 *
 * Returns: (transfer full): a fetcher
 */
TideFetcher *
tide_fetcher_new (TideSession  *session,
                  TideProvider *provider)
{
  TideFetcher *self;

  g_return_val_if_fail (TIDE_IS_SESSION (session) && TIDE_IS_PROVIDER (provider), NULL);

  self = g_object_new (TIDE_TYPE_FETCHER, NULL);
  self->session = g_object_ref (session);
  self->provider = g_object_ref (provider);
  return self;
}

static Item *
copy_ask (TideProvider         *provider,
          const TideFetcherAsk *ask_for)
{
  Item *item = g_new0 (Item, 1);

  item->ask.symbol = g_strdup (ask_for->symbol);
  item->ask.since = ask_for->since;
  item->ask.now = tide_clock_now ();
  item->n_steps = tide_provider_count_steps (provider, &item->ask);
  item->etag = g_strdup (ask_for->etag);
  item->last_modified = g_strdup (ask_for->last_modified);
  return item;
}

/**
 * tide_fetcher_run_async:
 * @self: a fetcher
 * @asks: (array length=n_asks): what to fetch; copied
 * @n_asks: how many symbols
 * @sink: who listens; copied, its functions are called until @callback is
 * @cancellable: (nullable): ends the run; symbols that had no outcome get none
 * @callback: called when every symbol has had its outcomes
 * @user_data: for @callback
 *
 * Fetches symbols. One that fails does not keep the others from going on.
 */
void
tide_fetcher_run_async (TideFetcher           *self,
                        const TideFetcherAsk  *asks,
                        size_t                 n_asks,
                        const TideFetcherSink *sink,
                        GCancellable          *cancellable,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  Run              *run;

  g_return_if_fail (TIDE_IS_FETCHER (self));
  g_return_if_fail (asks != NULL || n_asks == 0);
  g_return_if_fail (sink != NULL && sink->outcome != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_fetcher_run_async);
  g_task_set_check_cancellable (task, FALSE);

  run = g_new0 (Run, 1);
  g_task_set_task_data (task, run, run_free);
  run->fetcher = g_object_ref (self);
  run->sink = *sink;
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  run->asks = g_ptr_array_new_with_free_func (item_free);
  for (size_t i = 0; i < n_asks; i++)
    {
      Item *item = copy_ask (self->provider, &asks[i]);

      run->total += MAX (item->n_steps, 1);
      g_ptr_array_add (run->asks, item);
    }
  run->received_id = g_signal_connect (self->session, "received",
                                       G_CALLBACK (fetcher_received_cb), run);

  ask_more (task);
}

/**
 * tide_fetcher_run_finish:
 * @self: a fetcher
 * @result: from the callback
 * @error: return location: %G_IO_ERROR_CANCELLED
 *
 * Ends tide_fetcher_run_async(). What happened to each symbol was told to the
 * sink; a symbol that failed is no error of the run.
 *
 * Returns: %FALSE if the run was cancelled
 */
bool
tide_fetcher_run_finish (TideFetcher  *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}
