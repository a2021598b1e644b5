// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-cache.h"
#include "store/tide-stored-private.h"

G_BEGIN_DECLS

/* Rows of the tail beyond which a series is folded, and stored rows a fetch may
 * touch before the block is written anew. */
#define TIDE_APPENDER_MAX_TAIL 20

/* What one write transaction does and has to tell afterwards. Thread-confined;
 * the transaction is its owner's. */
typedef struct
{
  TideSqlConnection *connection; /* unowned */
  TideFetchTable    *fetches;
  TideBatch         *last_batch; /* (nullable): whose fetch is `last_fetch` */
  int64_t            last_fetch;
  TideAppendReport  *report;
  GHashTable        *changes; /* "symbol\nsource" -> TideChangeDraft */
} TideAppender;

/* Where columns of a batch go: a series, and for each of its columns the
 * batch's, or -1. */
typedef struct
{
  int64_t series;
  bool    is_new; /* just made, so nothing is stored */
  size_t  n_columns;
  int    *columns;
} TideSeriesRoute;

/* The part of a batch that goes into one series. Everything is unowned. */
typedef struct
{
  TideAppender          *appender;
  TideBatch             *batch;
  int64_t                fetch;
  const TideSeriesRoute *route;
  const TideAction      *splits; /* (nullable): of the instrument */
  size_t                 n_splits;
  unsigned char         *states; /* for each row of the batch the greatest TideRowState yet */
} TideSeriesPart;

typedef enum
{
  TIDE_ROW_UNCHANGED,
  TIDE_ROW_NEW,
  TIDE_ROW_REVISED,
} TideRowState;

TideAppender     *tide_appender_new (TideSqlConnection *connection);
void              tide_appender_free (TideAppender *self);
bool              tide_appender_append (TideAppender *self,
                                        TideBatch    *batch,
                                        GError      **error);
bool              tide_appender_record_fetch (TideAppender    *self,
                                              const char      *symbol,
                                              const TideFetch *fetch,
                                              const char      *problem,
                                              GError         **error);
TideAppendReport *tide_appender_steal_report (TideAppender *self);
GPtrArray        *tide_appender_dup_changes (TideAppender *self);
void              tide_appender_note (TideAppender *self,
                                      char         *note_take);
void              tide_appender_mark_changed (TideAppender *self,
                                              const char   *symbol,
                                              const char   *source,
                                              const char   *field,
                                              TideDay       first_day,
                                              TideDay       last_day);

/* (element-type TideSeriesRoute) */
GPtrArray *tide_series_route (TideAppender *appender,
                              TideBatch    *batch,
                              int64_t       instrument,
                              GError      **error);

bool tide_series_settle_facts (TideAppender          *appender,
                               TideBatch             *batch,
                               const TideSeriesRoute *route,
                               GError               **error);
bool tide_series_part_write (const TideSeriesPart *self,
                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideAppender, tide_appender_free)

G_END_DECLS
