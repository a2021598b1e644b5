// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

#include "model/tide-batch.h"
#include "store/tide-store-error.h"

G_BEGIN_DECLS

/** TIDE_APPEND_MAX_REVISED: how many revised cells a report lists. */
#define TIDE_APPEND_MAX_REVISED 100

/**
 * TideRevised:
 * @symbol: canonical symbol
 * @field: field name
 * @day: the day described
 * @old_value: what was stored; NaN for a gap
 * @new_value: what is stored now
 *
 * A stored cell that a fetch or an import has changed.
 */
typedef struct
{
  char   *symbol;
  char   *field;
  TideDay day;
  double  old_value;
  double  new_value;
} TideRevised;

/**
 * TideAppendCount:
 * @n_new: rows whose day was absent
 * @n_revised: rows of which a stored cell changed
 * @n_unchanged: rows that said nothing new
 *
 * What became of the rows of one batch.
 */
typedef struct
{
  size_t n_new;
  size_t n_revised;
  size_t n_unchanged;
} TideAppendCount;

/**
 * TideAppendReport:
 * @n_batches: how many batches were appended
 * @n_new: rows whose day was absent
 * @n_revised: rows of which a stored cell changed
 * @n_unchanged: rows that said nothing new
 * @n_revised_cells: cells changed
 * @n_actions: splits and dividends stored
 * @counts: (element-type TideAppendCount): the same of each batch, in the order
 *   they were appended
 * @revised: (element-type TideRevised): the first %TIDE_APPEND_MAX_REVISED
 *   changed cells
 * @notes: (element-type utf8): sentences a reader must see, each once
 *   ("stored beside yahoo; …")
 *
 * What one transaction did. Owned by one thread.
 */
typedef struct
{
  size_t     n_batches;
  size_t     n_new;
  size_t     n_revised;
  size_t     n_unchanged;
  size_t     n_revised_cells;
  size_t     n_actions;
  GArray    *counts;
  GPtrArray *revised;
  GPtrArray *notes;
} TideAppendReport;

void tide_append_report_free (TideAppendReport *self);

#define TIDE_TYPE_CHANGE (tide_change_get_type ())

/**
 * TideChange:
 * @symbol: canonical symbol
 * @source: source of the series that changed
 * @fields: (array zero-terminated=1): fields that changed; empty when only the
 *   time of the last fetch, the instrument or its actions did
 * @first_day: first day changed, or %TIDE_DAY_NONE
 * @last_day: last day changed, or %TIDE_DAY_NONE
 *
 * What a commit changed about one symbol. Immutable, reference counted, safe
 * across threads.
 */
typedef struct
{
  char   *symbol;
  char   *source;
  char  **fields;
  TideDay first_day;
  TideDay last_day;
} TideChange;

GType       tide_change_get_type (void) G_GNUC_CONST;
TideChange *tide_change_ref (TideChange *self);
void        tide_change_unref (TideChange *self);

#define TIDE_TYPE_CACHE (tide_cache_get_type ())
G_DECLARE_FINAL_TYPE (TideCache, tide_cache, TIDE, CACHE, GObject)

/**
 * TideCacheTransaction:
 *
 * A transaction that stays open while batches stream in: one file is one
 * transaction, whatever its size. Freed without tide_cache_transaction_commit(),
 * it leaves nothing behind. Appends from elsewhere wait until it has ended.
 */
typedef struct _TideCacheTransaction TideCacheTransaction;

TideCache        *tide_cache_new (const char *data_dir);
bool              tide_cache_open (TideCache *self,
                                   GError   **error);
void              tide_cache_close (TideCache *self);
const char       *tide_cache_get_data_dir (TideCache *self);
TideAppendReport *tide_cache_append (TideCache    *self,
                                     TideBatch    *batch,
                                     GCancellable *cancellable,
                                     GError      **error);
TideAppendReport *tide_cache_append_batches (TideCache    *self,
                                             GPtrArray    *batches,
                                             GCancellable *cancellable,
                                             GError      **error);
void              tide_cache_append_async (TideCache          *self,
                                           GPtrArray          *batches,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
TideAppendReport *tide_cache_append_finish (TideCache    *self,
                                            GAsyncResult *result,
                                            GError      **error);

TideCacheTransaction *tide_cache_begin (TideCache *self,
                                        GError   **error);
bool                  tide_cache_transaction_append (TideCacheTransaction *self,
                                                     TideBatch            *batch,
                                                     GCancellable         *cancellable,
                                                     GError              **error);
TideAppendReport     *tide_cache_transaction_commit (TideCacheTransaction *self,
                                                     GError              **error);
void                  tide_cache_transaction_free (TideCacheTransaction *self);

bool tide_cache_record_fetch (TideCache       *self,
                              const char      *symbol,
                              const TideFetch *fetch,
                              const char      *problem,
                              GError         **error);
void tide_cache_record_fetch_async (TideCache          *self,
                                    const char         *symbol,
                                    const TideFetch    *fetch,
                                    const char         *problem,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
bool tide_cache_record_fetch_finish (TideCache    *self,
                                     GAsyncResult *result,
                                     GError      **error);
void tide_cache_put_snapshot_async (TideCache          *self,
                                    const char         *list,
                                    const char         *columns_hash,
                                    GBytes             *bytes,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
bool tide_cache_put_snapshot_finish (TideCache    *self,
                                     GAsyncResult *result,
                                     GError      **error);
void tide_cache_poll_async (TideCache          *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
bool tide_cache_poll_finish (TideCache    *self,
                             GAsyncResult *result,
                             GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideAppendReport, tide_append_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideChange, tide_change_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCacheTransaction, tide_cache_transaction_free)

G_END_DECLS
