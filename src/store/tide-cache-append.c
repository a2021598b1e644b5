// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cache-append"

#include "config.h"

#include "store/tide-cache-private.h"

/* What is written through TideCache: batches, fetches that brought none, and
 * snapshots. */

struct _TideCacheTransaction
{
  TideCache    *cache;
  TideAppender *appender; /* the worker's; NULL once ended or failed */
  GError       *failure;  /* (nullable): why it can only be given up */
};

static bool
write_batches (TideAppender *appender,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  GPtrArray *batches = data;

  for (unsigned int i = 0; i < batches->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !tide_appender_append (appender, g_ptr_array_index (batches, i), error))
      return false;
  return true;
}

/**
 * tide_cache_append_batches:
 * @self: a cache
 * @batches: (element-type TideBatch): sealed batches
 * @cancellable: (nullable): what stops it
 * @error: any of #TideStoreError; %G_IO_ERROR_CANCELLED
 *
 * Appends batches in one transaction and waits for it. From any thread but the
 * one a window lives on. A row's origin is the first fetch that brought its day;
 * a cell that differs from the stored one becomes a revision; a gap never
 * deletes; equal values leave no trace but the fetch. Values on different sides
 * of a split are compared on one basis.
 *
 * Returns: (transfer full) (nullable): what it did; on failure nothing is stored
 */
TideAppendReport *
tide_cache_append_batches (TideCache    *self,
                           GPtrArray    *batches,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_return_val_if_fail (TIDE_IS_CACHE (self) && batches != NULL, NULL);

  return tide_cache_write (self, write_batches, batches, cancellable, error);
}

/**
 * tide_cache_append:
 * @self: a cache
 * @batch: a sealed batch
 * @cancellable: (nullable): what stops it
 * @error: as of tide_cache_append_batches()
 *
 * Appends one batch as tide_cache_append_batches() does.
 *
 * Returns: (transfer full) (nullable): what it did; on failure nothing is stored
 */
TideAppendReport *
tide_cache_append (TideCache    *self,
                   TideBatch    *batch,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();

  g_return_val_if_fail (batch != NULL, NULL);

  g_ptr_array_add (batches, batch);
  return tide_cache_append_batches (self, batches, cancellable, error);
}

/**
 * tide_cache_append_async:
 * @self: a cache
 * @batches: (element-type TideBatch): sealed batches; the array is not changed
 *   afterwards
 * @cancellable: (nullable): what stops it
 * @callback: called when done
 * @user_data: its data
 *
 * Appends batches as tide_cache_append_batches() does, without waiting.
 */
void
tide_cache_append_async (TideCache          *self,
                         GPtrArray          *batches,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TIDE_IS_CACHE (self) && batches != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_cache_append_async);
  tide_cache_write_in_task (self, task, write_batches, g_ptr_array_ref (batches),
                            (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tide_cache_append_finish:
 * @self: a cache
 * @result: the result
 * @error: as of tide_cache_append_batches()
 *
 * Returns: (transfer full) (nullable): what it did
 */
TideAppendReport *
tide_cache_append_finish (TideCache    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  TideCacheTransaction *transaction;
  TideBatch            *batch;
  GCancellable         *cancellable;
  TideAppendReport     *report;
  GError               *error;
} TransactionCall;

static void
begin_in_thread (void *data)
{
  TransactionCall *call = data;

  call->transaction->appender = tide_cache_begin_write (call->transaction->cache, &call->error);
}

static void
append_in_thread (void *data)
{
  TransactionCall      *call = data;
  TideCacheTransaction *self = call->transaction;
  TideSqlConnection    *connection = tide_cache_get_connection (self->cache);
  bool                  done;

  tide_sql_connection_set_cancellable (connection, call->cancellable);
  done = !g_cancellable_set_error_if_cancelled (call->cancellable, &call->error) &&
         tide_appender_append (self->appender, call->batch, &call->error);
  tide_sql_connection_set_cancellable (connection, NULL);
  if (done)
    return;
  self->failure = g_error_copy (call->error);
  tide_cache_abandon_write (self->cache, g_steal_pointer (&self->appender), self->failure);
}

static void
commit_in_thread (void *data)
{
  TransactionCall *call = data;

  call->report = tide_cache_commit_write (call->transaction->cache,
                                          g_steal_pointer (&call->transaction->appender),
                                          &call->error);
}

static void
abandon_in_thread (void *data)
{
  TideCacheTransaction *self = data;

  tide_cache_abandon_write (self->cache, g_steal_pointer (&self->appender), NULL);
}

/**
 * tide_cache_begin:
 * @self: a cache
 * @error: any of #TideStoreError
 *
 * Begins a transaction into which batches are streamed, and waits for those that
 * are open. From any thread but the one a window lives on; that thread must not
 * append otherwise before it has ended this one.
 *
 * Returns: (transfer full) (nullable): the transaction
 */
TideCacheTransaction *
tide_cache_begin (TideCache *self,
                  GError   **error)
{
  g_autoptr (TideCacheTransaction) transaction = NULL;
  TransactionCall                  call = { 0 };

  g_return_val_if_fail (TIDE_IS_CACHE (self), NULL);

  transaction = call.transaction = g_new0 (TideCacheTransaction, 1);
  transaction->cache = g_object_ref (self);
  tide_cache_enter_gate (self);
  tide_worker_call (tide_cache_get_worker (self), begin_in_thread, &call);
  if (call.error == NULL)
    return g_steal_pointer (&transaction);
  g_propagate_error (error, call.error);
  return NULL;
}

/**
 * tide_cache_transaction_append:
 * @self: an open transaction
 * @batch: a sealed batch
 * @cancellable: (nullable): what stops it
 * @error: as of tide_cache_append_batches()
 *
 * Appends a batch and waits for it. After a failure the whole transaction is
 * undone and can only be freed.
 *
 * Returns: whether it was appended
 */
bool
tide_cache_transaction_append (TideCacheTransaction *self,
                               TideBatch            *batch,
                               GCancellable         *cancellable,
                               GError              **error)
{
  TransactionCall call = { .transaction = self, .batch = batch, .cancellable = cancellable };

  g_return_val_if_fail (self != NULL && batch != NULL, false);

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return false;
    }
  tide_worker_call (tide_cache_get_worker (self->cache), append_in_thread, &call);
  if (call.error == NULL)
    return true;
  g_propagate_error (error, call.error);
  return false;
}

/**
 * tide_cache_transaction_commit:
 * @self: an open transaction; afterwards it can only be freed
 * @error: any of #TideStoreError, also of an append that failed
 *
 * Makes everything appended stay, or nothing.
 *
 * Returns: (transfer full) (nullable): what all of it did
 */
TideAppendReport *
tide_cache_transaction_commit (TideCacheTransaction *self,
                               GError              **error)
{
  TransactionCall call = { .transaction = self };

  g_return_val_if_fail (self != NULL, NULL);

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return NULL;
    }
  g_return_val_if_fail (self->appender != NULL, NULL);
  tide_worker_call (tide_cache_get_worker (self->cache), commit_in_thread, &call);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.report;
}

/**
 * tide_cache_transaction_free:
 * @self: (transfer full) (nullable): a transaction
 *
 * Ends a transaction. One that has not been committed leaves nothing behind.
 */
void
tide_cache_transaction_free (TideCacheTransaction *self)
{
  if (self == NULL)
    return;
  if (self->appender != NULL)
    tide_worker_call (tide_cache_get_worker (self->cache), abandon_in_thread, self);
  tide_cache_leave_gate (self->cache);
  g_clear_error (&self->failure);
  g_object_unref (self->cache);
  g_free (self);
}

typedef struct
{
  char     *symbol;
  TideFetch fetch;
  char     *problem;
} FetchRecord;

static FetchRecord *
make_record (const char      *symbol,
             const TideFetch *fetch,
             const char      *problem)
{
  FetchRecord *record = g_new0 (FetchRecord, 1);

  record->symbol = g_strdup (symbol);
  record->problem = g_strdup (problem);
  record->fetch = *fetch;
  record->fetch.provider = g_strdup (fetch->provider);
  record->fetch.request = g_strdup (fetch->request);
  record->fetch.etag = g_strdup (fetch->etag);
  record->fetch.last_modified = g_strdup (fetch->last_modified);
  record->fetch.sha256 = g_strdup (fetch->sha256);
  return record;
}

static void
free_record (gpointer data)
{
  FetchRecord *record = data;

  g_free (record->symbol);
  g_free (record->problem);
  tide_fetch_clear (&record->fetch);
  g_free (record);
}

static bool
write_record (TideAppender *appender,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  const FetchRecord *record = data;

  return tide_appender_record_fetch (appender, record->symbol, &record->fetch, record->problem,
                                     error);
}

/**
 * tide_cache_record_fetch:
 * @self: a cache
 * @symbol: (nullable): the instrument it was about
 * @fetch: what was asked and received
 * @problem: (nullable): why it failed; NULL when nothing had changed at the
 *   source, which makes it the last fetch of the instrument's series
 * @error: any of #TideStoreError
 *
 * Records a fetch that brought no batch, and waits for it.
 *
 * Returns: whether it is recorded
 */
bool
tide_cache_record_fetch (TideCache       *self,
                         const char      *symbol,
                         const TideFetch *fetch,
                         const char      *problem,
                         GError         **error)
{
  FetchRecord                 *record;
  g_autoptr (TideAppendReport) report = NULL;

  g_return_val_if_fail (TIDE_IS_CACHE (self) && fetch != NULL, false);

  record = make_record (symbol, fetch, problem);
  report = tide_cache_write (self, write_record, record, NULL, error);
  free_record (record);
  return report != NULL;
}

/**
 * tide_cache_record_fetch_async:
 * @self: a cache
 * @symbol: (nullable): the instrument it was about
 * @fetch: what was asked and received
 * @problem: (nullable): why it failed
 * @callback: (nullable): called when done
 * @user_data: its data
 *
 * Records a fetch as tide_cache_record_fetch() does, without waiting.
 */
void
tide_cache_record_fetch_async (TideCache          *self,
                               const char         *symbol,
                               const TideFetch    *fetch,
                               const char         *problem,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TIDE_IS_CACHE (self) && fetch != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tide_cache_record_fetch_async);
  tide_cache_write_in_task (self, task, write_record, make_record (symbol, fetch, problem),
                            free_record);
}

static bool
finish_task (TideCache    *self,
             GAsyncResult *result,
             GError      **error)
{
  g_autoptr (TideAppendReport) report = g_task_propagate_pointer (G_TASK (result), error);

  return report != NULL;
}

/**
 * tide_cache_record_fetch_finish:
 * @self: a cache
 * @result: the result
 * @error: any of #TideStoreError
 *
 * Returns: whether it is recorded
 */
bool
tide_cache_record_fetch_finish (TideCache    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return finish_task (self, result, error);
}

typedef struct
{
  char   *list;
  char   *columns_hash;
  GBytes *bytes;
} Snapshot;

static void
free_snapshot (gpointer data)
{
  Snapshot *snapshot = data;

  g_free (snapshot->list);
  g_free (snapshot->columns_hash);
  g_bytes_unref (snapshot->bytes);
  g_free (snapshot);
}

static bool
write_snapshot (TideAppender *appender,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  const Snapshot              *snapshot = data;
  g_autoptr (TideSqlStatement) statement = NULL;
  size_t                       size;
  const void                  *bytes = g_bytes_get_data (snapshot->bytes, &size);

  /* One for each list: what it showed under other columns is no use. */
  statement = tide_sql_connection_prepare (
    appender->connection, "DELETE FROM snapshot WHERE list = ?1", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, snapshot->list);
  if (!tide_sql_run (statement, error))
    return false;

  g_clear_pointer (&statement, tide_sql_statement_release);
  statement = tide_sql_connection_prepare (
    appender->connection,
    "INSERT INTO snapshot (list, columns_hash, as_of, bytes) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return false;
  tide_sql_bind_text (statement, 1, snapshot->list);
  tide_sql_bind_text (statement, 2, snapshot->columns_hash);
  tide_sql_bind_int (statement, 3, tide_clock_now ());
  tide_sql_bind_blob (statement, 4, bytes, size);
  return tide_sql_run (statement, error);
}

/**
 * tide_cache_put_snapshot_async:
 * @self: a cache
 * @list: name or id of a list
 * @columns_hash: hash of its columns
 * @bytes: its last results, in a form that is the caller's own
 * @callback: (nullable): called when done
 * @user_data: its data
 *
 * Keeps the last results of a list, in place of earlier ones, so that it opens
 * at once next time.
 */
void
tide_cache_put_snapshot_async (TideCache          *self,
                               const char         *list,
                               const char         *columns_hash,
                               GBytes             *bytes,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  Snapshot *snapshot;
  GTask    *task;

  g_return_if_fail (TIDE_IS_CACHE (self));
  g_return_if_fail (list != NULL && columns_hash != NULL && bytes != NULL);

  snapshot = g_new0 (Snapshot, 1);
  snapshot->list = g_strdup (list);
  snapshot->columns_hash = g_strdup (columns_hash);
  snapshot->bytes = g_bytes_ref (bytes);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tide_cache_put_snapshot_async);
  tide_cache_write_in_task (self, task, write_snapshot, snapshot, free_snapshot);
}

/**
 * tide_cache_put_snapshot_finish:
 * @self: a cache
 * @result: the result
 * @error: any of #TideStoreError
 *
 * Returns: whether it is kept
 */
bool
tide_cache_put_snapshot_finish (TideCache    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return finish_task (self, result, error);
}
