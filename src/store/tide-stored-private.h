// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"
#include "store/tide-block.h"
#include "store/tide-sql.h"

G_BEGIN_DECLS

/* What the writer and the readers of the cache both need to read. */

/* The form of blocks that this program writes. */
#define TIDE_STORED_ENCODING 1

typedef struct
{
  TideInstant at;
  TideBasis   basis;
  TideDay     basis_day;
} TideFetchFacts;

/* Facts of fetches, read once each: a fetch never changes. */
typedef struct
{
  TideSqlConnection *connection; /* unowned */
  GHashTable        *facts;      /* id -> TideFetchFacts */
} TideFetchTable;

TideFetchTable       *tide_fetch_table_new (TideSqlConnection *connection);
void                  tide_fetch_table_free (TideFetchTable *self);
const TideFetchFacts *tide_fetch_table_find (TideFetchTable *self,
                                             int64_t         fetch,
                                             GError        **error);

bool tide_stored_find_instrument (TideSqlConnection *connection,
                                  const char        *symbol,
                                  int64_t           *out_id,
                                  TideInstrument   **out_instrument,
                                  GError           **error);
bool tide_stored_load_block (TideSqlConnection *connection,
                             int64_t            series,
                             size_t             n_columns,
                             int                column,
                             TideRows         **out_rows,
                             GError           **error);
bool tide_stored_load_tail (TideSqlConnection *connection,
                            int64_t            series,
                            size_t             n_columns,
                            int                column,
                            TideRows         **out_rows,
                            GError           **error);
bool tide_stored_load_rows (TideSqlConnection *connection,
                            int64_t            series,
                            size_t             n_columns,
                            int                column,
                            TideRows         **out_rows,
                            GError           **error);

/* (element-type TideStoredAction), by ex-day; see
 * tide_cache_reader_read_actions() */
GPtrArray *tide_stored_load_actions (TideSqlConnection *connection,
                                     int64_t            instrument,
                                     const char        *source,
                                     TideInstant        known_at,
                                     GError           **error);

/* Facts of a column stand in series_column, called `c`, in this order. A file
 * that could not be brought to the present schema has fewer. */
const char *tide_stored_get_fact_columns (int version);
void        tide_stored_read_facts (TideSqlStatement *statement,
                                    int               column,
                                    TideFacts        *out_facts);

void    tide_stored_bind_day (TideSqlStatement *statement,
                              int               index,
                              TideDay           day);
TideDay tide_stored_column_day (TideSqlStatement *statement,
                                int               column);

const char *tide_stored_action_kind_to_string (TideActionKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFetchTable, tide_fetch_table_free)

G_END_DECLS
