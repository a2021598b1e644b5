// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"
#include "store/tide-cache-reader.h"
#include "store/tide-cache.h"
#include "tide-test-common.h"

G_BEGIN_DECLS

/* A day from `2025-01-13`. */
TideDay tide_store_test_day (const char *text);

/* What a test batch is like; the rest is derived from it. */
typedef struct
{
  const char *symbol;
  const char *source;
  const char *fields; /* space separated */
  TideInstant at;
  TideBasis   basis;
  TideDay     basis_day;
  const char *currency; /* NULL for none */
} TideStoreTestHead;

/* A sealed batch of `n_rows` rows: `values` row by row. */
TideBatch *tide_store_test_batch (const TideStoreTestHead *head,
                                  const TideDay           *days,
                                  const double            *values,
                                  size_t                   n_rows);
TideBatch *tide_store_test_open_batch (const TideStoreTestHead *head);

/* Fails unless it succeeds and says what is expected. */
void tide_store_test_append (TideCache *cache,
                             TideBatch *batch_take,
                             size_t     n_new,
                             size_t     n_revised,
                             size_t     n_unchanged);

/* Fails unless the field can be read; NULL when it is not held. */
TideSeries *tide_store_test_read (TideCacheReader *reader,
                                  const char      *symbol,
                                  const char      *field,
                                  const char      *source,
                                  TideInstant      known_at);

/* Fails unless the rows are exactly these. */
void tide_store_test_assert_rows (TideSeries    *series,
                                  const TideDay *days,
                                  const double  *values,
                                  size_t         n_rows);

G_END_DECLS
