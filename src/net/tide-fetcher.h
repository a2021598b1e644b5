// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/**
 * TideFetcherAsk:
 * @symbol: what is asked for, a subject of the provider's
 * @since: first day wanted, or %TIDE_DAY_NONE for all there is
 * @etag: (nullable): entity tag of the reply held; sent only where one request
 *   is the whole question, and the provider answers such requests
 * @last_modified: (nullable): date of the reply held
 *
 * One thing to fetch. Strings are copied.
 */
typedef struct
{
  const char *symbol;
  TideDay     since;
  const char *etag;
  const char *last_modified;
} TideFetcherAsk;

/**
 * TideFetcherStatus:
 * @TIDE_FETCHER_READ: a reply was read; see the reading
 * @TIDE_FETCHER_NOT_MODIFIED: the copy held is still good
 * @TIDE_FETCHER_FAILED: see the error
 */
typedef enum
{
  TIDE_FETCHER_READ,
  TIDE_FETCHER_NOT_MODIFIED,
  TIDE_FETCHER_FAILED,
} TideFetcherStatus;

/**
 * TideFetcherOutcome:
 * @symbol: what was asked for
 * @status: how it went
 * @step: which request of it this was, from 0
 * @is_last: no further outcome of this symbol follows
 * @reading: (nullable): with %TIDE_FETCHER_READ; take a reference to keep it
 * @fetch: provenance, to be recorded whatever came; its status is 0 where no
 *   reply came
 * @error: (nullable): with %TIDE_FETCHER_FAILED
 *
 * How one request went. The requests of a symbol follow one another, so that
 * what is stored as it comes never has a hole before it that a later refresh
 * would not see. Lives as long as the call it is given to.
 */
typedef struct
{
  const char       *symbol;
  TideFetcherStatus status;
  size_t            step;
  bool              is_last;
  TideReading      *reading;
  const TideFetch  *fetch;
  const GError     *error;
} TideFetcherOutcome;

/**
 * TideFetcherProgress:
 * @done: requests with an outcome
 * @total: requests to be made, as far as is known yet
 * @bytes: bytes received in this run
 */
typedef struct
{
  size_t  done;
  size_t  total;
  int64_t bytes;
} TideFetcherProgress;

/**
 * TideFetcherSink:
 * @outcome: called once for each request, in the order replies were read
 * @progress: (nullable): called as requests are done and as bytes arrive
 * @user_data: given to both
 *
 * Who listens to a run. Both are called on the thread that started it.
 */
typedef struct
{
  void (*outcome) (const TideFetcherOutcome *outcome,
                   void                     *user_data);
  void (*progress) (const TideFetcherProgress *progress,
                    void                      *user_data);
  void *user_data;
} TideFetcherSink;

#define TIDE_TYPE_FETCHER (tide_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (TideFetcher, tide_fetcher, TIDE, FETCHER, GObject)

TideFetcher *tide_fetcher_new (TideSession  *session,
                               TideProvider *provider);
void         tide_fetcher_run_async (TideFetcher           *self,
                                     const TideFetcherAsk  *asks,
                                     size_t                 n_asks,
                                     const TideFetcherSink *sink,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
bool         tide_fetcher_run_finish (TideFetcher  *self,
                                      GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
