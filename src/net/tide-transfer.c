// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-transfer"

#include "config.h"

#include "net/tide-transfer-private.h"

#include <gio/gio.h>
#include <inttypes.h>
#include <string.h>

#include "net/tide-redact.h"
#include "net/tide-retry.h"

/* Bytes asked of the stream at a time. */
#define CHUNK_SIZE 65536
/* A buffer that grew beyond this is not kept for the next body, nor are many. */
#define BUFFER_KEPT (8 << 20)
#define BUFFERS_KEPT 4
/* Redirects that are followed for a request without a key. */
#define MAX_HOPS 3
/* Most bytes of all header lines together. */
#define MAX_HEADERS 65536
/* Most decoded bytes per byte on the wire, once there is this much. */
#define MAX_RATIO 100
#define RATIO_FLOOR (1 << 20)
/* How often the rate is looked at; milliseconds. */
#define RATE_PERIOD 1000

#define KEPT "Stored data are unchanged."

typedef struct
{
  TideRequest      *request;
  TideSessionPolicy policy;
  TideTransferAsk   ask;
  char             *title;
  GUri             *uri;
  SoupMessage      *message;
  GInputStream     *stream;
  GByteArray       *buffer;
  GChecksum        *checksum;
  GSource          *deadline;
  GSource          *rate;
  GCancellable     *cancellable;
  /* Why the transfer itself cancelled, if it did. */
  GError *reason;
  int64_t body_began;
  int     hops;
} Transfer;

static void
transfer_free (void *data)
{
  Transfer *self = data;

  tide_timer_clear (&self->deadline);
  tide_timer_clear (&self->rate);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_byte_array_unref (self->buffer);
  g_clear_error (&self->reason);
  g_free (self->title);
  tide_request_free (self->request);
  g_free (self);
}

/* Ends a transfer for a reason of ours: the pending operation comes back as
 * cancelled, and the reason is given in its place. */
static void G_GNUC_PRINTF (3, 4)
  end_transfer (Transfer    *self,
                TideNetError code,
                const char  *format,
                ...)
{
  va_list arguments;

  if (self->reason == NULL)
    {
      va_start (arguments, format);
      self->reason = g_error_new_valist (TIDE_NET_ERROR, (int) code, format, arguments);
      va_end (arguments);
    }

  g_cancellable_cancel (self->cancellable);
}

static gboolean
transfer_deadline_cb (gpointer user_data)
{
  Transfer        *self = user_data;
  g_autofree char *wait = tide_retry_format_wait (self->request->deadline);

  end_transfer (self, TIDE_NET_ERROR_TIMEOUT,
                "%s took longer than %s to answer. " KEPT " Try again later.", self->title, wait);
  return G_SOURCE_CONTINUE;
}

static gboolean
transfer_rate_cb (gpointer user_data)
{
  Transfer *self = user_data;
  int64_t   elapsed = (g_get_monotonic_time () - self->body_began) / 1000;

  if (elapsed >= self->policy.minimum_rate_after &&
      (int64_t) self->buffer->len * 1000 < self->policy.minimum_rate * elapsed)
    end_transfer (self, TIDE_NET_ERROR_TIMEOUT,
                  "%s sent its answer too slowly to wait for it. " KEPT " Try again later.",
                  self->title);
  return G_SOURCE_CONTINUE;
}

static TideNetError
classify_io_error (const GError *error,
                   bool          has_body)
{
  if (error->domain == G_RESOLVER_ERROR)
    return TIDE_NET_ERROR_OFFLINE;
  if (error->domain == G_TLS_ERROR || error->domain == SOUP_TLD_ERROR)
    return TIDE_NET_ERROR_TLS;
  if (error->domain != G_IO_ERROR)
    return TIDE_NET_ERROR_PROTOCOL;

  if (error->code == G_IO_ERROR_TIMED_OUT)
    return TIDE_NET_ERROR_TIMEOUT;
  if (has_body &&
      (error->code == G_IO_ERROR_PARTIAL_INPUT || error->code == G_IO_ERROR_INVALID_DATA))
    return TIDE_NET_ERROR_PAYLOAD;
  if (error->code == G_IO_ERROR_CONNECTION_REFUSED || error->code == G_IO_ERROR_HOST_NOT_FOUND ||
      error->code == G_IO_ERROR_HOST_UNREACHABLE || error->code == G_IO_ERROR_NETWORK_UNREACHABLE ||
      error->code == G_IO_ERROR_PROXY_FAILED)
    return TIDE_NET_ERROR_OFFLINE;
  return TIDE_NET_ERROR_PROTOCOL;
}

/* Says in a sentence what the libraries below met. */
static GError *
describe_io_error (const Transfer *self,
                   const GError   *error)
{
  TideNetError     code = classify_io_error (error, self->stream != NULL);
  g_autofree char *detail = tide_redact_text (error->message);
  const char      *what = "broke off or did not speak HTTP";
  const char      *advice = "Try again later.";

  if (code == TIDE_NET_ERROR_OFFLINE)
    {
      what = "cannot be reached";
      advice = "Check the network connection.";
    }
  else if (code == TIDE_NET_ERROR_TLS)
    {
      what = "offered no secure connection";
      advice = "Nothing was sent.";
    }
  else if (code == TIDE_NET_ERROR_TIMEOUT)
    {
      what = "did not answer in time";
    }
  else if (code == TIDE_NET_ERROR_PAYLOAD)
    {
      what = "sent a reply that was cut short or damaged";
    }

  return g_error_new (TIDE_NET_ERROR, (int) code, "%s %s (%s). " KEPT " %s",
                      self->title, what, detail, advice);
}

static void
return_io_error (GTask        *task,
                 const GError *error)
{
  Transfer *self = g_task_get_task_data (task);

  if (self->reason != NULL)
    g_task_return_error (task, g_steal_pointer (&self->reason));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_error (task, describe_io_error (self, error));
}

typedef struct
{
  const char *length;
  size_t      bytes;
  bool        conflict;
} HeaderScan;

static void
scan_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  HeaderScan *scan = user_data;

  scan->bytes += strlen (name) + strlen (value) + 4;
  if (g_ascii_strcasecmp (name, "Content-Length") != 0)
    return;

  scan->conflict = scan->conflict || strchr (value, ',') != NULL ||
                   (scan->length != NULL && strcmp (scan->length, value) != 0);
  scan->length = value;
}

/* What libsoup lets pass: two lengths that differ, and headers without end. */
static bool
check_headers (Transfer           *self,
               SoupMessageHeaders *headers,
               GError            **error)
{
  HeaderScan scan = { .length = NULL, .bytes = 0, .conflict = false };

  soup_message_headers_foreach (headers, scan_header_cb, &scan);
  if (scan.conflict || scan.bytes > MAX_HEADERS)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_PROTOCOL,
                   "%s sent a malformed reply (%s). " KEPT " Try again later.", self->title,
                   scan.conflict ? "two lengths that differ" : "too many headers");
      return false;
    }

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > self->policy.wire_cap)
    {
      g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_TOO_LARGE,
                   "%s announced a reply above the limit of %" PRId64 " MiB. " KEPT, self->title,
                   self->policy.wire_cap >> 20);
      return false;
    }

  return true;
}

static int64_t
get_wire_bytes (Transfer *self)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  if (metrics == NULL)
    return 0;

  return (int64_t) soup_message_metrics_get_response_body_bytes_received (metrics);
}

static bool
check_size (Transfer *self,
            GError  **error)
{
  int64_t     body = self->buffer->len;
  int64_t     wire = get_wire_bytes (self);
  const char *passed = NULL;
  int64_t     limit = 0;

  if (wire > self->policy.wire_cap)
    {
      passed = "MiB on the wire";
      limit = self->policy.wire_cap >> 20;
    }
  else if (body > self->policy.body_cap)
    {
      passed = "MiB";
      limit = self->policy.body_cap >> 20;
    }
  else if (body > RATIO_FLOOR && body > wire * MAX_RATIO)
    {
      passed = "bytes unpacked from each byte received";
      limit = MAX_RATIO;
    }

  if (passed == NULL)
    return true;

  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_TOO_LARGE,
               "%s sent more than the limit of %" PRId64 " %s. " KEPT, self->title, limit, passed);
  return false;
}

static char *
dup_content_type (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL ? g_ascii_strdown (type, -1) : NULL;
}

static TideReply *
make_reply (Transfer *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char         *etag = soup_message_headers_get_one (headers, "ETag");
  const char         *date = soup_message_headers_get_one (headers, "Last-Modified");
  unsigned int        status = soup_message_get_status (self->message);
  g_autofree char    *type = dup_content_type (headers);
  g_autoptr (GBytes)  body = g_bytes_new (self->buffer->data, self->buffer->len);
  TideReply           fields = {
              .status = status,
              .etag = (char *) etag,
              .last_modified = (char *) date,
              .content_type = type,
              .body = body,
              .at = tide_clock_now (),
              .sha256 = (char *) g_checksum_get_string (self->checksum),
              .wire_bytes = get_wire_bytes (self),
              .tries = 1,
  };

  /* 304 stands for the copy held, and may leave out what that copy came with. */
  if (status == SOUP_STATUS_NOT_MODIFIED && etag == NULL)
    fields.etag = self->request->etag;
  if (status == SOUP_STATUS_NOT_MODIFIED && date == NULL)
    fields.last_modified = self->request->last_modified;
  return tide_reply_new (&fields);
}

static void
return_reply (GTask *task)
{
  Transfer           *self = g_task_get_task_data (task);
  TideTransferResult *result = g_new0 (TideTransferResult, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char         *wait = soup_message_headers_get_one (headers, "Retry-After");

  result->reply = make_reply (self);
  result->hops = self->hops;
  if (!tide_retry_after_parse (wait, result->reply->at, &result->retry_after))
    result->retry_after = -1;
  g_task_return_pointer (task, result, (GDestroyNotify) tide_transfer_result_free);
}

static void read_chunk (GTask *task);

static void
transfer_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Transfer          *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize             length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  unsigned int       start = self->buffer->len - CHUNK_SIZE;

  g_byte_array_set_size (self->buffer, start + (unsigned int) MAX (length, 0));
  if (length < 0)
    {
      return_io_error (task, error);
      return;
    }

  if (length == 0)
    {
      return_reply (task);
      return;
    }

  g_checksum_update (self->checksum, self->buffer->data + start, length);
  if (self->ask.progress != NULL)
    self->ask.progress (length, self->ask.progress_data);

  if (!check_size (self, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    read_chunk (g_steal_pointer (&task));
}

/* Takes `task`. The buffer grows by one chunk before and shrinks to what came
 * after, so that no byte is copied twice. */
static void
read_chunk (GTask *task)
{
  Transfer    *self = g_task_get_task_data (task);
  unsigned int start = self->buffer->len;

  g_byte_array_set_size (self->buffer, start + CHUNK_SIZE);
  g_input_stream_read_async (self->stream, self->buffer->data + start, CHUNK_SIZE,
                             G_PRIORITY_DEFAULT, self->cancellable, transfer_read_cb, task);
}

static bool
is_redirect (unsigned int status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND ||
         status == SOUP_STATUS_SEE_OTHER || status == SOUP_STATUS_TEMPORARY_REDIRECT ||
         status == SOUP_STATUS_PERMANENT_REDIRECT;
}

/* Same scheme and same owner: the registrable domain, or for an address or a
 * name without one, host and port. */
static bool
is_same_site (GUri *from,
              GUri *to)
{
  const char *from_host = g_uri_get_host (from);
  const char *to_host = g_uri_get_host (to);
  const char *from_base = soup_tld_get_base_domain (from_host, NULL);
  const char *to_base = soup_tld_get_base_domain (to_host, NULL);

  if (g_strcmp0 (g_uri_get_scheme (from), g_uri_get_scheme (to)) != 0)
    return false;

  if (from_base != NULL && to_base != NULL)
    return g_ascii_strcasecmp (from_base, to_base) == 0;

  return g_ascii_strcasecmp (from_host, to_host) == 0 &&
         g_uri_get_port (from) == g_uri_get_port (to);
}

/* Where a redirect leads, or why it is not followed. */
static GUri *
resolve_redirect (Transfer *self,
                  GError  **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  const char         *reason = NULL;
  g_autoptr (GUri)    uri = NULL;

  if (self->request->secret)
    reason = "a request that carries a key is never passed on";
  else if (self->hops >= MAX_HOPS)
    reason = "it sends from place to place";
  else if (location == NULL ||
           !(uri = g_uri_parse_relative (self->uri, location, SOUP_HTTP_URI_FLAGS, NULL)) ||
           g_uri_get_host (uri) == NULL)
    reason = "it does not say where to";
  else if (!is_same_site (self->uri, uri))
    reason = "it leads to another server";

  if (reason == NULL)
    return g_steal_pointer (&uri);

  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_REDIRECT,
               "%s sent the request elsewhere, and that was not followed: %s. " KEPT, self->title,
               reason);
  return NULL;
}

static void send_message (GTask *task);

static void
follow_redirect (GTask *task)
{
  g_autoptr (GTask)  owned = task;
  Transfer          *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri)   uri = resolve_redirect (self, &error);

  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->hops++;
  g_clear_pointer (&self->uri, g_uri_unref);
  self->uri = g_steal_pointer (&uri);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  send_message (g_steal_pointer (&owned));
}

static void
transfer_send_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Transfer          *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    {
      return_io_error (task, error);
      return;
    }

  if (!check_headers (self, soup_message_get_response_headers (self->message), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (is_redirect (soup_message_get_status (self->message)))
    {
      follow_redirect (g_steal_pointer (&task));
      return;
    }

  self->body_began = g_get_monotonic_time ();
  self->rate = tide_timer_add (RATE_PERIOD, transfer_rate_cb, self);
  read_chunk (g_steal_pointer (&task));
}

static void
set_header (SoupMessage *message,
            const char  *name,
            const char  *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
}

/* Takes `task`. */
static void
send_message (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT |
                                           SOUP_MESSAGE_COLLECT_METRICS |
                                           SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  set_header (self->message, "User-Agent", self->request->user_agent);
  set_header (self->message, "Referer", self->request->referer);
  set_header (self->message, "Accept", self->request->accept);
  set_header (self->message, "If-None-Match", self->request->etag);
  set_header (self->message, "If-Modified-Since", self->request->last_modified);
  soup_session_send_async (g_task_get_source_object (task), self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, transfer_send_cb, task);
}

void
tide_transfer_async (SoupSession           *session,
                     const TideTransferAsk *ask,
                     GCancellable          *cancellable,
                     GAsyncReadyCallback    callback,
                     gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Transfer         *self = g_new0 (Transfer, 1);

  g_task_set_source_tag (task, tide_transfer_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, transfer_free);

  self->ask = *ask;
  self->policy = *ask->policy;
  self->request = tide_request_copy (ask->request);
  self->title = tide_request_dup_title (ask->request);
  self->uri = g_uri_parse (ask->request->uri, SOUP_HTTP_URI_FLAGS, NULL);
  self->buffer = g_byte_array_ref (ask->buffer);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->cancellable = g_object_ref (cancellable);
  g_byte_array_set_size (self->buffer, 0);
  if (self->request->deadline == 0)
    self->request->deadline = self->policy.deadline;
  self->deadline = tide_timer_add (self->request->deadline, transfer_deadline_cb, self);

  send_message (g_steal_pointer (&task));
}

TideTransferResult *
tide_transfer_finish (SoupSession  *session,
                      GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tide_transfer_result_free (TideTransferResult *self)
{
  if (self == NULL)
    return;

  tide_reply_unref (self->reply);
  g_free (self);
}

GByteArray *
tide_transfer_take_buffer (GPtrArray *pool)
{
  if (pool->len > 0)
    return g_ptr_array_steal_index_fast (pool, pool->len - 1);

  return g_byte_array_new ();
}

void
tide_transfer_give_buffer (GPtrArray  *pool,
                           GByteArray *buffer)
{
  if (buffer->len > BUFFER_KEPT || pool->len >= BUFFERS_KEPT)
    g_byte_array_unref (buffer);
  else
    g_ptr_array_add (pool, buffer);
}

char *
tide_request_dup_title (const TideRequest *self)
{
  g_autoptr (GUri) uri = NULL;

  if (self->title != NULL)
    return g_strdup (self->title);

  uri = g_uri_parse (self->uri, SOUP_HTTP_URI_FLAGS, NULL);
  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri)
                                                               : "The server");
}

bool
tide_uri_is_loopback (GUri *uri)
{
  const char              *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return false;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return true;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

char *
tide_uri_dup_host (GUri *uri)
{
  int              port = g_uri_get_port (uri);
  int              usual = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 ? 80 : 443;
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);

  if (port == -1 || port == usual)
    return g_steal_pointer (&host);

  return g_strdup_printf ("%s:%d", host, port);
}

bool
tide_uri_check (GUri    *uri,
                GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host != NULL && *host != '\0' && g_strcmp0 (scheme, "https") == 0)
    return true;
  if (g_strcmp0 (scheme, "http") == 0 && tide_uri_is_loopback (uri))
    return true;

  g_set_error (error, TIDE_NET_ERROR, TIDE_NET_ERROR_ADDRESS,
               "The address %s://%s is not used: only https is, or http on this machine.", scheme,
               host != NULL ? host : "");
  return false;
}

GSource *
tide_timer_add (int64_t     milliseconds,
                GSourceFunc func,
                gpointer    user_data)
{
  GSource *timer = g_timeout_source_new ((unsigned int) CLAMP (milliseconds, 0, G_MAXINT));

  g_source_set_callback (timer, func, user_data, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  return timer;
}

void
tide_timer_clear (GSource **timer)
{
  if (*timer == NULL)
    return;

  g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}
