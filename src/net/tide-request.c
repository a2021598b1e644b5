// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-session.h"

/**
 * tide_request_new:
 * @uri: what to get
 *
 * Makes a plain request: no conditions, no key, the session's own limits.
 *
 * Returns: (transfer full): a request to fill in
 */
TideRequest *
tide_request_new (const char *uri)
{
  TideRequest *self;

  g_return_val_if_fail (uri != NULL, NULL);

  self = g_new0 (TideRequest, 1);
  self->uri = g_strdup (uri);
  return self;
}

/**
 * tide_request_copy:
 * @self: a request
 *
 * Copies a request with its strings.
 *
 * Returns: (transfer full): the copy
 */
TideRequest *
tide_request_copy (const TideRequest *self)
{
  TideRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TideRequest, 1);
  *copy = *self;
  copy->uri = g_strdup (self->uri);
  copy->key = g_strdup (self->key);
  copy->title = g_strdup (self->title);
  copy->user_agent = g_strdup (self->user_agent);
  copy->accept = g_strdup (self->accept);
  copy->referer = g_strdup (self->referer);
  copy->etag = g_strdup (self->etag);
  copy->last_modified = g_strdup (self->last_modified);
  return copy;
}

/**
 * tide_request_free:
 * @self: (transfer full) (nullable): a request
 *
 * Frees a request and its strings.
 */
void
tide_request_free (TideRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->uri);
  g_free (self->key);
  g_free (self->title);
  g_free (self->user_agent);
  g_free (self->accept);
  g_free (self->referer);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

/**
 * tide_reply_new:
 * @fields: what came; strings are copied, the body is referenced
 *
 * Makes a reply. The session does; so does a test.
 *
 * Returns: (transfer full): the reply
 */
TideReply *
tide_reply_new (const TideReply *fields)
{
  TideReply *self;

  g_return_val_if_fail (fields != NULL && fields->body != NULL, NULL);

  self = g_atomic_rc_box_new (TideReply);
  *self = *fields;
  self->etag = g_strdup (fields->etag);
  self->last_modified = g_strdup (fields->last_modified);
  self->content_type = g_strdup (fields->content_type);
  self->body = g_bytes_ref (fields->body);
  self->sha256 = g_strdup (fields->sha256);
  return self;
}

/**
 * tide_reply_ref:
 * @self: a reply
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
TideReply *
tide_reply_ref (TideReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_reply (void *data)
{
  TideReply *self = data;

  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->content_type);
  g_bytes_unref (self->body);
  g_free (self->sha256);
}

/**
 * tide_reply_unref:
 * @self: (transfer full) (nullable): a reply
 *
 * Drops a reference.
 */
void
tide_reply_unref (TideReply *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_reply);
}

/**
 * tide_reply_is_not_modified:
 * @self: a reply
 *
 * Tells whether the copy held is still good; there is then no body.
 *
 * Returns: %TRUE for status 304
 */
bool
tide_reply_is_not_modified (const TideReply *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->status == 304;
}

/**
 * tide_session_policy_init:
 * @policy: (out caller-allocates): a policy
 *
 * Fills in the limits that the program keeps to: two connections and one
 * request a second per host, 60 seconds, five tries, 32 MiB on the wire, 64 MiB
 * unpacked. A request waits up to 90 seconds for a server that asks for it.
 */
void
tide_session_policy_init (TideSessionPolicy *policy)
{
  g_return_if_fail (policy != NULL);

  *policy = (TideSessionPolicy){
    .connections = 2,
    .rate = { .per_second = 1.0, .burst = 2.0, .per_hour = 0.0 },
    .deadline = 60000,
    .idle = 20,
    .tries = 5,
    .backoff = 1000,
    .backoff_cap = 64000,
    .max_wait = 90000,
    .wire_cap = INT64_C (32) << 20,
    .body_cap = INT64_C (64) << 20,
    .minimum_rate = 1024,
    .minimum_rate_after = 10000,
  };
}
