// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-instrument.h"
#include "model/tide-series.h"

G_BEGIN_DECLS

/**
 * TideActionKind:
 * @TIDE_ACTION_SPLIT: new shares per old share (4 for four-for-one)
 * @TIDE_ACTION_DIVIDEND: cash per share
 *
 * What a corporate action does.
 */
typedef enum
{
  TIDE_ACTION_SPLIT,
  TIDE_ACTION_DIVIDEND,
} TideActionKind;

/**
 * TideAction:
 * @ex_day: first day without the right
 * @kind: split or dividend
 * @value: ratio, or amount per share in @currency. A dividend is on the basis
 *   of the batch it came in; the functions of `tide-adjust.h` want it as quoted
 *   on the ex-day, which tide_adjust_dividend() gives
 * @currency: ISO code or quote unit of a dividend; empty for a split
 *
 * A corporate action.
 */
typedef struct
{
  TideDay        ex_day;
  TideActionKind kind;
  double         value;
  char           currency[4];
} TideAction;

/**
 * TideBatchColumn:
 * @field: field name; owned by the batch
 * @unit: unit as received; the quote unit for prices (`GBp`)
 * @facts: what came with it; owned by the batch
 */
typedef struct
{
  const char *field;
  TideUnit    unit;
  TideFacts   facts;
} TideBatchColumn;

/**
 * TideFetch:
 * @provider: `csv`, `csv:NAME`, `yahoo`, `sample`
 * @request: file name or redacted request; no key, never a full query string
 * @at: when it was received; UTC seconds
 * @status: HTTP status, 0 for files
 * @etag: (nullable)
 * @last_modified: (nullable)
 * @sha256: (nullable): of the bytes as received, lower-case hexadecimal
 * @bytes: how many bytes were received
 * @parser_version: version of the code that read them
 *
 * Where a batch came from. All strings are owned by whoever holds the struct.
 */
typedef struct
{
  char       *provider;
  char       *request;
  TideInstant at;
  int         status;
  char       *etag;
  char       *last_modified;
  char       *sha256;
  int64_t     bytes;
  int         parser_version;
} TideFetch;

#define TIDE_TYPE_BATCH (tide_batch_get_type ())

/**
 * TideBatch:
 *
 * What one file or one reply says about one instrument: columns on shared days,
 * corporate actions, and where they came from. Filled by one thread, then
 * closed by tide_batch_seal(): after that it is immutable and safe across
 * threads.
 */
typedef struct _TideBatch TideBatch;

GType      tide_batch_get_type (void) G_GNUC_CONST;
TideBatch *tide_batch_new (TideInstrument  *instrument,
                           const TideFetch *fetch,
                           TideFrequency    frequency,
                           TideBasis        basis,
                           TideDay          basis_day);
TideBatch *tide_batch_ref (TideBatch *self);
void       tide_batch_unref (TideBatch *self);
size_t     tide_batch_add_column (TideBatch  *self,
                                  const char *field,
                                  TideUnit    unit);
void       tide_batch_set_facts (TideBatch       *self,
                                 size_t           column,
                                 const TideFacts *facts);
void       tide_batch_add_row (TideBatch    *self,
                               TideDay       day,
                               TideDay       published,
                               const double *values);
void       tide_batch_add_action (TideBatch        *self,
                                  const TideAction *action);
void       tide_batch_set_lag (TideBatch *self,
                               int        days);
void       tide_batch_set_one_session (TideBatch *self);
void       tide_batch_seal (TideBatch *self);

TideInstrument        *tide_batch_get_instrument (const TideBatch *self);
const TideFetch       *tide_batch_get_fetch (const TideBatch *self);
TideFrequency          tide_batch_get_frequency (const TideBatch *self);
TideBasis              tide_batch_get_basis (const TideBatch *self);
TideDay                tide_batch_get_basis_day (const TideBatch *self);
int                    tide_batch_get_lag (const TideBatch *self);
bool                   tide_batch_is_one_session (const TideBatch *self);
size_t                 tide_batch_get_n_rows (const TideBatch *self);
size_t                 tide_batch_get_n_columns (const TideBatch *self);
const TideBatchColumn *tide_batch_get_column (const TideBatch *self,
                                              size_t           column);
const TideDay         *tide_batch_get_days (const TideBatch *self);
const TideDay         *tide_batch_get_published (const TideBatch *self);
const double          *tide_batch_get_values (const TideBatch *self,
                                              size_t           column);
const TideAction      *tide_batch_get_actions (const TideBatch *self,
                                               size_t          *out_count);
size_t                 tide_batch_get_n_duplicates (const TideBatch *self);

void tide_fetch_clear (TideFetch *fetch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideBatch, tide_batch_unref)

G_END_DECLS
