// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-session"

#include "config.h"

#include "net/tide-session.h"

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "net/tide-host-private.h"
#include "net/tide-retry.h"
#include "net/tide-transfer-private.h"
#include "net/tide-verdict-private.h"

/* What hosts on this machine are asked: as often as one likes. */
#define UNLIMITED 1e9

struct _TideSession
{
  GObject parent_instance;

  TideSessionPolicy policy;
  SoupSession      *soup;
  /* For this machine, which no proxy has a part in. */
  SoupSession *local_soup;
  /* Host name, with the port where it is not the usual one, to Lane. */
  GHashTable *lanes;
  /* Keys of the requests on the wire; borrowed from their jobs. */
  GHashTable *busy_keys;
  GPtrArray  *buffers;
  size_t      in_flight;
};

/* The requests to one host: those that wait, in order, and those on the wire. */
typedef struct
{
  TideSession *session; /* unowned: the session owns its lanes */
  char        *name;
  TideHost     host;
  GQueue       jobs;
  GPtrArray   *flying;
  GSource     *timer;

  unsigned int is_local : 1;
} Lane;

/* One request and all who wait for it. Holds the session while it exists. */
typedef struct
{
  TideSession  *session;
  Lane         *lane; /* unowned: the session owns its lanes */
  TideRequest  *request;
  char         *title;
  GPtrArray    *waiters;
  GCancellable *cancellable;
  GByteArray   *buffer;
  int64_t       not_before;
  int64_t       waited;
  int           tries;
} Job;

/* One caller of tide_session_get_async(). */
typedef struct
{
  Job     *job; /* unowned: the job owns its waiters */
  GTask   *task;
  GSource *cancelled;
} Waiter;

enum
{
  RECEIVED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TideSession, tide_session, G_TYPE_OBJECT)

static void pump (Lane *lane);

static void
waiter_free (void *data)
{
  Waiter *self = data;

  tide_timer_clear (&self->cancelled);
  g_object_unref (self->task);
  g_free (self);
}

static void
job_free (void *data)
{
  Job *self = data;

  g_ptr_array_unref (self->waiters);
  g_object_unref (self->cancellable);
  tide_request_free (self->request);
  g_free (self->title);
  g_object_unref (self->session);
  g_free (self);
}

static void
lane_free (void *data)
{
  Lane *self = data;

  /* Each job holds the session, which holds this. */
  g_assert (g_queue_is_empty (&self->jobs) && self->flying->len == 0);
  tide_timer_clear (&self->timer);
  g_ptr_array_unref (self->flying);
  g_free (self->name);
  g_free (self);
}

static Lane *
ensure_lane (TideSession    *self,
             const char     *name,
             const TideRate *rate)
{
  Lane *lane = g_hash_table_lookup (self->lanes, name);

  if (lane != NULL)
    return lane;

  lane = g_new0 (Lane, 1);
  lane->session = self;
  lane->name = g_strdup (name);
  lane->flying = g_ptr_array_new ();
  g_queue_init (&lane->jobs);
  tide_host_init (&lane->host, rate, g_get_monotonic_time ());
  g_hash_table_insert (self->lanes, lane->name, lane);
  return lane;
}

static Lane *
ensure_lane_of (TideSession *self,
                GUri        *uri)
{
  static const TideRate unlimited = { .per_second = UNLIMITED, .burst = UNLIMITED };
  g_autofree char      *name = tide_uri_dup_host (uri);
  bool                  is_local = tide_uri_is_loopback (uri);
  Lane                 *lane = ensure_lane (self, name, is_local ? &unlimited : &self->policy.rate);

  lane->is_local = is_local;
  return lane;
}

/* Gives every waiter the outcome, exactly one of `reply` and `error`, and frees
 * the job, which must be in no queue. */
static void
complete (Job          *job,
          TideReply    *reply,
          const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&job->waiters);

  job->waiters = g_ptr_array_new ();
  for (unsigned int i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiters, i);

      tide_timer_clear (&waiter->cancelled);
      if (reply != NULL)
        g_task_return_pointer (waiter->task, tide_reply_ref (reply),
                               (GDestroyNotify) tide_reply_unref);
      else
        g_task_return_error (waiter->task, g_error_copy (error));
    }

  job_free (job);
}

static void
fail_queued (Lane   *lane,
             int64_t now)
{
  GQueue jobs = lane->jobs;
  Job   *job;

  /* A callback may queue anew, and would be failed again without end. */
  g_queue_init (&lane->jobs);
  while ((job = g_queue_pop_head (&jobs)) != NULL)
    {
      g_autoptr (GError) error = tide_host_describe_rest (&lane->host, job->title, now);

      complete (job, NULL, error);
    }
}

/* Takes the next job that may go out of the queue; else tells the moment at
 * which one may, or INT64_MAX if only the end of another can free one. */
static Job *
pick_job (Lane    *lane,
          int64_t  now,
          int64_t *out_when)
{
  *out_when = INT64_MAX;
  if (lane->flying->len >= (unsigned int) lane->session->policy.connections)
    return NULL;

  for (GList *link = lane->jobs.head; link != NULL; link = link->next)
    {
      Job *job = link->data;

      if (job->request->key != NULL &&
          g_hash_table_contains (lane->session->busy_keys, job->request->key))
        continue;

      if (job->not_before > now)
        {
          *out_when = MIN (*out_when, job->not_before);
          continue;
        }

      g_queue_delete_link (&lane->jobs, link);
      return job;
    }

  return NULL;
}

static gboolean
lane_timer_cb (gpointer user_data)
{
  Lane                           *lane = user_data;
  g_autoptr (TideSession) session G_GNUC_UNUSED = g_object_ref (lane->session);

  tide_timer_clear (&lane->timer);
  pump (lane);
  return G_SOURCE_REMOVE;
}

static void
wake_lane (Lane   *lane,
           int64_t microseconds)
{
  tide_timer_clear (&lane->timer);
  lane->timer = tide_timer_add (microseconds / 1000 + 1, lane_timer_cb, lane);
}

static void
land_job (Job *job)
{
  TideSession *self = job->session;

  g_ptr_array_remove_fast (job->lane->flying, job);
  self->in_flight--;
  if (job->request->key != NULL)
    g_hash_table_remove (self->busy_keys, job->request->key);
  tide_transfer_give_buffer (self->buffers, g_steal_pointer (&job->buffer));
}

/* Queues the job for one more try if the policy has tries and patience left. */
static bool
retry (Job                      *job,
       const TideTransferResult *result,
       int64_t                   now)
{
  const TideSessionPolicy *policy = &job->session->policy;
  int64_t                  wait = result != NULL ? result->retry_after : -1;

  if (wait < 0)
    wait = tide_retry_get_backoff (job->tries, policy->backoff, policy->backoff_cap,
                                   g_random_double ());

  if (job->tries >= policy->tries || job->waited + wait > policy->max_wait)
    return false;

  job->waited += wait;
  job->not_before = now + wait * 1000;
  /* A server that names a time means everybody. */
  if (tide_verdict_is_rate_limited (result))
    tide_host_rest (&job->lane->host, wait, TIDE_NET_ERROR_RATE_LIMITED, now);
  g_queue_push_head (&job->lane->jobs, job);
  return true;
}

/* Gives the job's failure to all who wait, and keeps count of it. */
static void
fail (Job                *job,
      TideTransferResult *result,
      const GError       *transfer_error,
      int64_t             now)
{
  TideHost          *host = &job->lane->host;
  g_autoptr (GError) error = NULL;

  if (result != NULL && tide_verdict_is_rate_limited (result))
    tide_host_note_failure (host, TIDE_NET_ERROR_RATE_LIMITED, result->retry_after, now);

  if (result != NULL)
    error = tide_verdict_describe_status (job->request, result, job->tries,
                                          tide_host_get_rest (host, now) / 1000);
  else
    error = g_error_copy (transfer_error);

  if (error->domain == TIDE_NET_ERROR && error->code != TIDE_NET_ERROR_RATE_LIMITED)
    tide_host_note_failure (host, (TideNetError) error->code, 0, now);
  complete (job, NULL, error);
}

static void
conclude (Job                *job,
          TideTransferResult *result,
          const GError       *error)
{
  int64_t now = g_get_monotonic_time ();

  /* Whoever asked has left. */
  if (job->waiters->len == 0)
    {
      job_free (job);
    }
  else if (result != NULL && tide_verdict_is_for_the_provider (job->request, result->reply))
    {
      tide_host_note_success (&job->lane->host);
      result->reply->tries = job->tries;
      complete (job, result->reply, NULL);
    }
  else if (!tide_verdict_is_passing (result, error) || !retry (job, result, now))
    {
      fail (job, result, error, now);
    }
}

static void
session_transfer_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Job                           *job = user_data;
  Lane                          *lane = job->lane;
  g_autoptr (TideSession) self   G_GNUC_UNUSED = g_object_ref (job->session);
  g_autoptr (GError)             error = NULL;
  g_autoptr (TideTransferResult) brought =
    tide_transfer_finish (SOUP_SESSION (object), result, &error);

  land_job (job);
  for (int i = 0; brought != NULL && i < brought->hops; i++)
    tide_host_spend (&lane->host, g_get_monotonic_time ());

  conclude (job, brought, error);
  pump (lane);
}

static void
session_received_cb (int64_t bytes,
                     void   *user_data)
{
  Job *job = user_data;

  g_signal_emit (job->session, signals[RECEIVED], 0, bytes);
}

static void
launch (Job *job)
{
  TideSession    *self = job->session;
  TideTransferAsk ask = {
    .request = job->request,
    .policy = &self->policy,
    .progress = session_received_cb,
    .progress_data = job,
  };

  job->buffer = tide_transfer_take_buffer (self->buffers);
  ask.buffer = job->buffer;
  job->tries++;
  self->in_flight++;
  g_ptr_array_add (job->lane->flying, job);
  if (job->request->key != NULL)
    g_hash_table_add (self->busy_keys, job->request->key);

  /* The transfer cancels it when a limit is passed, so each try has its own. */
  g_object_unref (job->cancellable);
  job->cancellable = g_cancellable_new ();
  tide_transfer_async (job->lane->is_local ? self->local_soup : self->soup, &ask,
                       job->cancellable, session_transfer_cb, job);
}

/* Sends what may be sent and sees to it that the rest is looked at in time. */
static void
pump (Lane *lane)
{
  int64_t now = g_get_monotonic_time ();
  int64_t resting = tide_host_get_rest (&lane->host, now);

  if (resting > 0 && !g_queue_is_empty (&lane->jobs))
    {
      if (resting > lane->session->policy.max_wait * 1000)
        fail_queued (lane, now);
      else
        wake_lane (lane, resting);
      return;
    }

  while (!g_queue_is_empty (&lane->jobs))
    {
      int64_t budget = tide_host_get_budget_wait (&lane->host, now);
      int64_t when;
      Job    *job;

      if (budget > 0)
        {
          wake_lane (lane, budget);
          return;
        }

      if ((job = pick_job (lane, now, &when)) == NULL)
        {
          if (when != INT64_MAX)
            wake_lane (lane, when - now);
          return;
        }

      tide_host_spend (&lane->host, now);
      launch (job);
    }
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Waiter           *waiter = user_data;
  Job              *job = waiter->job;
  g_autoptr (GTask) task = g_object_ref (waiter->task);
  unsigned int      index;

  if (g_ptr_array_find (job->waiters, waiter, &index))
    g_ptr_array_remove_index (job->waiters, index);

  /* Nobody waits any more: out of the queue, or off the wire, whose callback
   * frees it. */
  if (job->waiters->len == 0 && g_queue_remove (&job->lane->jobs, job))
    job_free (job);
  else if (job->waiters->len == 0)
    g_cancellable_cancel (job->cancellable);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled.");
  return G_SOURCE_REMOVE;
}

/* Takes `task`. */
static void
add_waiter (Job   *job,
            GTask *task)
{
  Waiter       *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->job = job;
  waiter->task = task;
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (job->waiters, waiter);
}

static bool
is_same_request (const Job         *job,
                 const TideRequest *request)
{
  return request->key != NULL && job->waiters->len > 0 &&
         g_strcmp0 (job->request->key, request->key) == 0 &&
         g_strcmp0 (job->request->uri, request->uri) == 0;
}

static Job *
find_job (Lane              *lane,
          const TideRequest *request)
{
  for (unsigned int i = 0; i < lane->flying->len; i++)
    if (is_same_request (g_ptr_array_index (lane->flying, i), request))
      return g_ptr_array_index (lane->flying, i);

  /* Without a key there is nothing to compare; a queue can be long. */
  for (GList *link = lane->jobs.head; request->key != NULL && link != NULL; link = link->next)
    if (is_same_request (link->data, request))
      return link->data;

  return NULL;
}

static Job *
add_job (TideSession       *self,
         Lane              *lane,
         const TideRequest *request)
{
  Job *job = g_new0 (Job, 1);

  job->session = g_object_ref (self);
  job->lane = lane;
  job->request = tide_request_copy (request);
  job->title = tide_request_dup_title (request);
  job->waiters = g_ptr_array_new_with_free_func (waiter_free);
  job->cancellable = g_cancellable_new ();
  if (job->request->user_agent == NULL)
    job->request->user_agent = g_strdup ("Tidemark/" TIDE_VERSION);
  g_queue_push_tail (&lane->jobs, job);
  return job;
}

static void
tide_session_finalize (GObject *object)
{
  TideSession *self = TIDE_SESSION (object);

  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->busy_keys);
  g_ptr_array_unref (self->buffers);
  g_clear_object (&self->soup);
  g_clear_object (&self->local_soup);

  G_OBJECT_CLASS (tide_session_parent_class)->finalize (object);
}

static void
tide_session_class_init (TideSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_session_finalize;

  signals[RECEIVED] = g_signal_new ("received", TIDE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
tide_session_init (TideSession *self)
{
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lane_free);
  self->busy_keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->buffers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
}

/**
 * tide_session_new:
 * @policy: (nullable): limits; NULL for those of tide_session_policy_init()
 *
 * Makes a session. Redirects are its own business, cookies are not kept.
 *
 * Returns: (transfer full): a session
 */
TideSession *
tide_session_new (const TideSessionPolicy *policy)
{
  TideSession *self = g_object_new (TIDE_TYPE_SESSION, NULL);

  if (policy != NULL)
    self->policy = *policy;
  else
    tide_session_policy_init (&self->policy);

  self->soup = soup_session_new_with_options ("timeout", self->policy.idle,
                                              "max-conns-per-host", self->policy.connections,
                                              NULL);
  self->local_soup = soup_session_new_with_options ("timeout", self->policy.idle,
                                                    "max-conns-per-host", self->policy.connections,
                                                    "proxy-resolver", NULL,
                                                    NULL);
  return self;
}

/**
 * tide_session_get_async:
 * @self: a session
 * @request: what to get; copied
 * @cancellable: (nullable): cancels this call, and the transfer once nobody
 *   else waits for it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gets one document. The request waits for its turn: at most
 * @TideSessionPolicy.connections are on the wire per host, no more often than
 * the host's rate, and one of a key at a time. Timeouts, 408, 429 and 502 to 504
 * are tried again.
 */
void
tide_session_get_async (TideSession        *self,
                        const TideRequest  *request,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask)  task = NULL;
  g_autoptr (GUri)   uri = NULL;
  g_autoptr (GError) error = NULL;
  Lane              *lane;
  Job               *job;

  g_return_if_fail (TIDE_IS_SESSION (self));
  g_return_if_fail (request != NULL && request->uri != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_session_get_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  uri = g_uri_parse (request->uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_task_return_new_error (task, TIDE_NET_ERROR, TIDE_NET_ERROR_ADDRESS,
                               "The address of the request is not well-formed.");
      return;
    }

  if (!tide_uri_check (uri, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  lane = ensure_lane_of (self, uri);
  if ((job = find_job (lane, request)) == NULL)
    job = add_job (self, lane, request);
  add_waiter (job, g_steal_pointer (&task));
  pump (lane);
}

/**
 * tide_session_get_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location: #TideNetError, or %G_IO_ERROR_CANCELLED
 *
 * Ends tide_session_get_async(). A 304 is a reply without a body; a 4xx other
 * than 408 and 429 is a reply, whose body tells the provider more.
 *
 * Returns: (transfer full): the reply, or NULL with @error set
 */
TideReply *
tide_session_get_finish (TideSession  *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tide_session_set_rate:
 * @self: a session
 * @uri: an address of the host
 * @rate: how often it may be asked
 *
 * Gives a host its own rate. Hosts on this machine, and a host whose rate was
 * set to the same before, keep the budget they have.
 */
void
tide_session_set_rate (TideSession    *self,
                       const char     *uri,
                       const TideRate *rate)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *name = NULL;
  Lane            *lane;

  g_return_if_fail (TIDE_IS_SESSION (self));
  g_return_if_fail (uri != NULL && rate != NULL && rate->per_second > 0.0 && rate->burst >= 1.0);

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || tide_uri_is_loopback (parsed))
    return;

  name = tide_uri_dup_host (parsed);
  lane = ensure_lane (self, name, rate);
  tide_host_set_rate (&lane->host, rate, g_get_monotonic_time ());
}

/**
 * tide_session_rest_host:
 * @self: a session
 * @uri: an address of the host
 * @milliseconds: how long to leave it alone
 *
 * Leaves a host alone, for a provider that found in a reply what HTTP did not
 * say: a page that blocks, a limit in words. Requests that wait fail if the
 * rest is longer than the policy is patient.
 */
void
tide_session_rest_host (TideSession *self,
                        const char  *uri,
                        int64_t      milliseconds)
{
  g_autoptr (GUri) parsed = NULL;
  Lane            *lane;

  g_return_if_fail (TIDE_IS_SESSION (self));
  g_return_if_fail (uri != NULL);

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return;

  lane = ensure_lane_of (self, parsed);
  tide_host_rest (&lane->host, milliseconds, TIDE_NET_ERROR_RATE_LIMITED,
                  g_get_monotonic_time ());
  pump (lane);
}

/**
 * tide_session_get_in_flight:
 * @self: a session
 *
 * Counts the requests on the wire.
 *
 * Returns: how many, over all hosts
 */
size_t
tide_session_get_in_flight (TideSession *self)
{
  g_return_val_if_fail (TIDE_IS_SESSION (self), 0);

  return self->in_flight;
}

/**
 * tide_session_save_budget:
 * @self: a session
 *
 * Takes down what is left of every host's budget and until when it is left
 * alone, so that both outlive the program.
 *
 * Returns: (transfer full): a floating variant for
 *   tide_session_restore_budget(); its text form is fit to be stored
 */
GVariant *
tide_session_save_budget (TideSession *self)
{
  GVariantBuilder builder;
  GHashTableIter  iter;
  void           *value;
  int64_t         now = g_get_monotonic_time ();
  TideInstant     wall = tide_clock_now ();

  g_return_val_if_fail (TIDE_IS_SESSION (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" TIDE_HOST_SAVED));
  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Lane *lane = value;

      g_variant_builder_add_value (&builder, tide_host_save (&lane->host, lane->name, now, wall));
    }

  return g_variant_builder_end (&builder);
}

/**
 * tide_session_restore_budget:
 * @self: a session, before its first request
 * @budget: (nullable): from tide_session_save_budget(); anything else is ignored
 *
 * Takes up the budgets of an earlier run. Rates must have been set before.
 */
void
tide_session_restore_budget (TideSession *self,
                             GVariant    *budget)
{
  GVariantIter iter;
  GVariant    *saved;
  int64_t      now = g_get_monotonic_time ();
  TideInstant  wall = tide_clock_now ();

  g_return_if_fail (TIDE_IS_SESSION (self));

  if (budget == NULL || !g_variant_is_of_type (budget, G_VARIANT_TYPE ("a" TIDE_HOST_SAVED)))
    return;

  g_variant_iter_init (&iter, budget);
  while ((saved = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_autoptr (GVariant) owned = saved;
      g_autoptr (GVariant) name = g_variant_get_child_value (owned, 0);
      const char          *key = g_variant_get_string (name, NULL);
      Lane                *lane = g_hash_table_lookup (self->lanes, key);

      if (lane != NULL)
        tide_host_restore (&lane->host, owned, now, wall);
    }
}
