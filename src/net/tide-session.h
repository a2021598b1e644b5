// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "base/tide-instant.h"
#include "net/tide-net-error.h"

G_BEGIN_DECLS

/**
 * TideRequest:
 * @uri: what to get; `https`, or `http` on this machine
 * @key: (nullable): series this request is about, `yahoo/AAPL/1d`; one request
 *   of a key is in flight at a time, and a second one for the same @uri shares
 *   its reply
 * @title: (nullable): whom to name in messages, `Yahoo`; else the host
 * @user_agent: (nullable): user agent; else the program's own
 * @accept: (nullable): media types wanted
 * @referer: (nullable): page to name as the one that asks, for services that
 *   answer only to their own
 * @etag: (nullable): entity tag of the copy held; makes the request conditional
 * @last_modified: (nullable): date of the copy held, as the server wrote it
 * @deadline: longest one try may take, milliseconds; 0 for the session's
 * @secret: a key is attached, in the query or a header: no redirect is followed
 *
 * One thing to get. A plain struct, owned by who makes it; all strings are
 * owned by it.
 */
typedef struct
{
  char        *uri;
  char        *key;
  char        *title;
  char        *user_agent;
  char        *accept;
  char        *referer;
  char        *etag;
  char        *last_modified;
  int          deadline;
  unsigned int secret : 1;
} TideRequest;

TideRequest *tide_request_new (const char *uri);
TideRequest *tide_request_copy (const TideRequest *self);
void         tide_request_free (TideRequest *self);

/**
 * TideReply:
 * @status: HTTP status: 2xx, 304 or 4xx other than 429
 * @etag: (nullable): entity tag
 * @last_modified: (nullable): as the server wrote it
 * @content_type: (nullable): media type in lower case, without parameters
 * @body: body after decoding; empty for 304
 * @at: when the last byte came; UTC seconds
 * @sha256: of @body, lower-case hexadecimal
 * @wire_bytes: bytes of the body that came over the wire
 * @tries: how often the request was sent, 1 or more
 *
 * What came back. Immutable, reference counted, safe across threads.
 */
typedef struct
{
  unsigned int status;
  char        *etag;
  char        *last_modified;
  char        *content_type;
  GBytes      *body;
  TideInstant  at;
  char        *sha256;
  int64_t      wire_bytes;
  int          tries;
} TideReply;

TideReply *tide_reply_new (const TideReply *fields);
TideReply *tide_reply_ref (TideReply *self);
void       tide_reply_unref (TideReply *self);
bool       tide_reply_is_not_modified (const TideReply *self);

/**
 * TideRate:
 * @per_second: requests a second over the long run
 * @burst: requests that may follow each other at once
 * @per_hour: requests an hour at most, 0 for no such limit
 *
 * How often one host may be asked.
 */
typedef struct
{
  double per_second;
  double burst;
  double per_hour;
} TideRate;

/**
 * TideSessionPolicy:
 * @connections: requests in flight per host
 * @rate: how often a host is asked unless tide_session_set_rate() says else;
 *   hosts on this machine are asked without a limit
 * @deadline: longest one try may take; milliseconds
 * @idle: longest silence on a connection; seconds
 * @tries: most tries of a request that fails in passing
 * @backoff: longest wait after the first failure, doubled after each further
 *   one; milliseconds
 * @backoff_cap: longest wait between tries the program chooses; milliseconds
 * @max_wait: longest a request waits for a server that asks for patience; when
 *   more is asked the request fails at once, naming the wait; milliseconds
 * @wire_cap: most bytes of one body on the wire
 * @body_cap: most bytes of one body after decoding
 * @minimum_rate: fewest bytes a second, counted after @minimum_rate_after
 * @minimum_rate_after: milliseconds
 *
 * How polite and how patient a session is.
 */
typedef struct
{
  int      connections;
  TideRate rate;
  int      deadline;
  int      idle;
  int      tries;
  int64_t  backoff;
  int64_t  backoff_cap;
  int64_t  max_wait;
  int64_t  wire_cap;
  int64_t  body_cap;
  int64_t  minimum_rate;
  int64_t  minimum_rate_after;
} TideSessionPolicy;

void tide_session_policy_init (TideSessionPolicy *policy);

/**
 * TideSession:
 *
 * The polite HTTP client that all providers share: one budget and one window of
 * requests per host, conditional requests, deadlines, size limits, further tries
 * with growing waits. Lives on the thread, and the main context, that made it.
 *
 * Emits `received` with the bytes of each piece of a body as it arrives.
 */
#define TIDE_TYPE_SESSION (tide_session_get_type ())
G_DECLARE_FINAL_TYPE (TideSession, tide_session, TIDE, SESSION, GObject)

TideSession *tide_session_new (const TideSessionPolicy *policy);
void         tide_session_get_async (TideSession        *self,
                                     const TideRequest  *request,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
TideReply   *tide_session_get_finish (TideSession  *self,
                                      GAsyncResult *result,
                                      GError      **error);
void         tide_session_set_rate (TideSession    *self,
                                    const char     *uri,
                                    const TideRate *rate);
void         tide_session_rest_host (TideSession *self,
                                     const char  *uri,
                                     int64_t      milliseconds);
size_t       tide_session_get_in_flight (TideSession *self);
GVariant    *tide_session_save_budget (TideSession *self);
void         tide_session_restore_budget (TideSession *self,
                                          GVariant    *budget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideRequest, tide_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideReply, tide_reply_unref)

G_END_DECLS
