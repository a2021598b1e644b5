// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/**
 * TideFetcherAsk:
 * @symbol: canonical symbol
 * @since: first day wanted, or %TIDE_DAY_NONE for all there is
 * @etag: (nullable): entity tag of the reply held
 * @last_modified: (nullable): date of the reply held
 *
 * One symbol to fetch. Strings are copied.
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
 * @symbol: symbol asked for
 * @status: how it went
 * @reading: (nullable): with %TIDE_FETCHER_READ; take a reference to keep it
 * @fetch: provenance, to be recorded whatever came; its status is 0 where no
 *   reply came
 * @error: (nullable): with %TIDE_FETCHER_FAILED
 *
 * How one symbol went. Lives as long as the call it is given to.
 */
typedef struct
{
  const char       *symbol;
  TideFetcherStatus status;
  TideReading      *reading;
  const TideFetch  *fetch;
  const GError     *error;
} TideFetcherOutcome;

/**
 * TideFetcherProgress:
 * @done: symbols with an outcome
 * @total: symbols asked for
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
 * @outcome: called once for each symbol, in the order replies were read
 * @progress: (nullable): called as symbols are done and as bytes arrive
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
