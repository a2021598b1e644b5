// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <libsoup/soup.h>

#include "net/tide-session.h"

G_BEGIN_DECLS

/* One try of a request on the wire: deadline, minimum rate, size limits and the
 * rules for redirects. Queues, budgets and further tries are the session's. */

typedef void (*TideTransferProgressFunc) (int64_t bytes,
                                          void   *user_data);

typedef struct
{
  const TideRequest       *request;
  const TideSessionPolicy *policy;
  GByteArray              *buffer;
  TideTransferProgressFunc progress;
  void                    *progress_data;
} TideTransferAsk;

/* What one try brought: a reply of any status, -1 or the wait the server asked
 * for in milliseconds, and how many redirects were followed. */
typedef struct
{
  TideReply *reply;
  int64_t    retry_after;
  int        hops;
} TideTransferResult;

/* `ask` is copied, its `buffer` is borrowed until the callback. `cancellable`
 * is used by nobody else: the transfer cancels it when a limit is passed. */
void                tide_transfer_async (SoupSession           *session,
                                         const TideTransferAsk *ask,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
TideTransferResult *tide_transfer_finish (SoupSession  *session,
                                          GAsyncResult *result,
                                          GError      **error);
void                tide_transfer_result_free (TideTransferResult *self);

/* Buffers for bodies, kept from one transfer to the next; `pool` owns them. */
GByteArray *tide_transfer_take_buffer (GPtrArray *pool);
void        tide_transfer_give_buffer (GPtrArray  *pool,
                                       GByteArray *buffer);

/* Names whom a request asks: its title, else the host. */
char *tide_request_dup_title (const TideRequest *self);

/* Whether an address is this machine's own. */
bool tide_uri_is_loopback (GUri *uri);

/* "host", or "host:port" where the port is not the scheme's own. */
char *tide_uri_dup_host (GUri *uri);

/* Whether the program contacts an address at all: https, or http on this machine. */
bool tide_uri_check (GUri    *uri,
                     GError **error);

/* A timer on the calling thread's context, to be cleared with
 * tide_timer_clear(). */
GSource *tide_timer_add (int64_t     milliseconds,
                         GSourceFunc func,
                         gpointer    user_data);
void     tide_timer_clear (GSource **timer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTransferResult, tide_transfer_result_free)

G_END_DECLS
