// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-cache-reader.h"
#include "store/tide-stored-private.h"

G_BEGIN_DECLS

struct _TideCacheReader
{
  char              *path;
  TideSqlConnection *connection; /* (nullable): NULL while there is no cache */
  TideFetchTable    *fetches;    /* (nullable): with the connection */
  GHashTable        *pins;       /* (nullable): symbol -> source */
  GCancellable      *cancellable;
  int                version; /* of the schema, when the connection was opened */
  int                depth;   /* of tide_cache_reader_begin() */
};

/* A column as the choice of a series finds it. */
typedef struct
{
  int64_t       series;
  char         *source;
  TideFrequency frequency;
  TideBasis     basis;
  size_t        n_columns;
  int           ordinal;
  TideUnit      unit;
  int           lag;
  TideFacts     facts; /* strings owned */
  int64_t       first_fetch;
} TideColumnChoice;

void tide_column_choice_clear (TideColumnChoice *choice);
bool tide_cache_reader_choose_column (TideCacheReader  *self,
                                      int64_t           instrument,
                                      const char       *symbol,
                                      const char       *field,
                                      const char       *source,
                                      TideColumnChoice *out_choice,
                                      GError          **error);
bool tide_cache_reader_find_id (TideCacheReader *self,
                                const char      *symbol,
                                int64_t         *out_id,
                                TideInstrument **out_instrument,
                                GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideColumnChoice, tide_column_choice_clear)

G_END_DECLS
