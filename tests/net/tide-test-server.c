// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "tide-test-server.h"

#include <string.h>

#define TEXT "text/plain"

static void
answer (SoupServerMessage *message,
        unsigned int       status,
        const char        *type,
        const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
set_header (SoupServerMessage *message,
            const char        *name,
            const char        *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static const char *
get_header (SoupServerMessage *message,
            const char        *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message), name);
}

static void
serve_file (TideTestServer    *self,
            SoupServerMessage *message)
{
  set_header (message, "ETag", self->etag);
  if (g_strcmp0 (get_header (message, "If-None-Match"), self->etag) == 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else
    answer (message, 200, "Application/JSON; charset=utf-8", self->file);
}

static void
serve_flaky (TideTestServer    *self,
             SoupServerMessage *message,
             unsigned int       status)
{
  if (self->failures-- > 0)
    answer (message, status, TEXT, "not now");
  else
    answer (message, 200, TEXT, "at last");
}

/* A byte now and then, and no end. */
static gboolean
drip_cb (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            "x", 1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
serve_drip (TideTestServer    *self,
            SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  g_object_set_data (G_OBJECT (message), "drip",
                     GUINT_TO_POINTER (g_timeout_add (5, drip_cb, message)));
}

static void
serve_zeros (SoupServerMessage *message,
             size_t             length)
{
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (length), length);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), zeros);
}

/* A lot of nothing, packed. */
static void
serve_bomb (SoupServerMessage *message)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  static const char           zeros[8 << 20];
  g_autofree char            *packed = g_malloc (1 << 20);
  size_t                      read = 0;
  size_t                      written = 0;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (packer), zeros, 8 << 20, packed, 1 << 20,
                                        G_CONVERTER_INPUT_AT_END, &read, &written, NULL),
                   ==, G_CONVERTER_FINISHED);
  set_header (message, "Content-Encoding", "gzip");
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, TEXT, SOUP_MEMORY_COPY, packed, written);
}

static void
serve_redirect (TideTestServer    *self,
                SoupServerMessage *message,
                const char        *path)
{
  g_autofree char *next = NULL;
  int              left = path[1] - '0';

  if (strcmp (path, "/loop") == 0)
    next = g_strdup ("/loop");
  else if (strcmp (path, "/elsewhere") == 0)
    next = g_strdup (self->elsewhere);
  else
    next = left > 1 ? g_strdup_printf ("/%d-hops", left - 1) : g_strdup ("/ok");

  set_header (message, "Location", next);
  soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
}

static void
serve_busy (TideTestServer    *self,
            SoupServerMessage *message,
            const char        *wait)
{
  set_header (message, "Retry-After", wait);
  serve_flaky (self, message, 429);
}

static void
serve_hang (TideTestServer    *self,
            SoupServerMessage *message)
{
  answer (message, 200, TEXT, "released");
  soup_server_message_pause (message);
  g_ptr_array_add (self->hanging, g_object_ref (message));
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  TideTestServer *self = user_data;
  unsigned int    drip = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (message), "drip"));

  self->open--;
  if (drip != 0)
    g_source_remove (drip);
}

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  TideTestServer *self = user_data;

  self->requests++;
  self->open++;
  self->most_open = MAX (self->most_open, self->open);
  self->saw_key = self->saw_key || (query != NULL && g_hash_table_contains (query, "apikey"));
  g_free (self->last_user_agent);
  self->last_user_agent = g_strdup (get_header (message, "User-Agent"));
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  g_ptr_array_add (self->messages, g_object_ref (message));

  if (strcmp (path, "/ok") == 0)
    answer (message, 200, TEXT, "fine");
  else if (strcmp (path, "/file") == 0)
    serve_file (self, message);
  else if (strcmp (path, "/flaky") == 0)
    serve_flaky (self, message, 503);
  else if (strcmp (path, "/teapot") == 0)
    answer (message, 500, TEXT, "no");
  else if (strcmp (path, "/busy-1") == 0)
    serve_busy (self, message, "1");
  else if (strcmp (path, "/busy-3600") == 0)
    serve_busy (self, message, "3600");
  else if (strcmp (path, "/busy") == 0)
    serve_flaky (self, message, 429);
  else if (strcmp (path, "/drip") == 0)
    serve_drip (self, message);
  else if (strcmp (path, "/large") == 0)
    serve_zeros (message, 3 << 20);
  else if (strcmp (path, "/bomb") == 0)
    serve_bomb (message);
  else if (strcmp (path, "/hang") == 0)
    serve_hang (self, message);
  else if (strcmp (path, "/304") == 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else if (strcmp (path, "/loop") == 0 || strcmp (path, "/elsewhere") == 0 ||
           g_str_has_suffix (path, "-hops"))
    serve_redirect (self, message, path);
  else
    answer (message, 404, "application/json", "{\"gone\":true}");
}

TideTestServer *
tide_test_server_new (void)
{
  TideTestServer    *self = g_new0 (TideTestServer, 1);
  g_autoptr (GError) error = NULL;
  GSList            *uris;

  self->server = soup_server_new (NULL, NULL);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->file = g_strdup ("{}");
  self->etag = g_strdup ("\"1\"");
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
tide_test_server_free (TideTestServer *self)
{
  while (self->hanging->len > 0)
    tide_test_server_release (self);
  for (unsigned int i = 0; i < self->messages->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->messages, i);
      unsigned int       drip =
        GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (message), "drip"));

      g_signal_handlers_disconnect_by_data (message, self);
      if (drip != 0)
        g_source_remove (drip);
    }
  g_ptr_array_unref (self->messages);
  soup_server_disconnect (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->server);
  g_ptr_array_unref (self->hanging);
  g_free (self->base);
  g_free (self->file);
  g_free (self->etag);
  g_free (self->elsewhere);
  g_free (self->last_user_agent);
  g_free (self);
}

char *
tide_test_server_dup_uri (TideTestServer *self,
                          const char     *path)
{
  return g_strconcat (self->base, path, NULL);
}

void
tide_test_server_release (TideTestServer *self)
{
  soup_server_message_unpause (g_ptr_array_index (self->hanging, 0));
  g_ptr_array_remove_index (self->hanging, 0);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  TideTestRawServer *self = user_data;
  GOutputStream     *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream      *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char               request[4096];
  size_t             length;
  const char        *bytes = g_bytes_get_data (self->bytes, &length);

  /* On a thread of its own: blocking is as it should be. */
  g_atomic_int_inc (&self->connections);
  g_input_stream_read (input, request, sizeof request, NULL, NULL);
  g_output_stream_write_all (output, bytes, length, NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

TideTestRawServer *
tide_test_raw_server_new (const char *bytes,
                          size_t      length)
{
  TideTestRawServer         *self = g_new0 (TideTestRawServer, 1);
  g_autoptr (GError)         error = NULL;
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->bytes = g_bytes_new (bytes, length);
  self->service = g_threaded_socket_service_new (4);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  self->base = g_strdup_printf ("http://127.0.0.1:%d",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return self;
}

void
tide_test_raw_server_free (TideTestRawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_bytes_unref (self->bytes);
  g_free (self->base);
  g_free (self);
}
