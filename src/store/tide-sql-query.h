// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

#include "store/tide-sql.h"

G_BEGIN_DECLS

/**
 * TideSqlType:
 * @TIDE_SQL_NULL: no value
 * @TIDE_SQL_INTEGER: a whole number
 * @TIDE_SQL_REAL: a number
 * @TIDE_SQL_TEXT: a text
 * @TIDE_SQL_BLOB: bytes
 */
typedef enum
{
  TIDE_SQL_NULL,
  TIDE_SQL_INTEGER,
  TIDE_SQL_REAL,
  TIDE_SQL_TEXT,
  TIDE_SQL_BLOB,
} TideSqlType;

/**
 * TideSqlQuery:
 *
 * A question that the reader put to the cache in SQL: one statement that only
 * reads. For one thread.
 */
typedef struct _TideSqlQuery TideSqlQuery;

TideSqlQuery *tide_sql_query_new (const char *data_dir,
                                  const char *sql,
                                  GError    **error);
void          tide_sql_query_free (TideSqlQuery *self);
int           tide_sql_query_get_n_columns (const TideSqlQuery *self);
const char   *tide_sql_query_get_name (const TideSqlQuery *self,
                                       int                 column);
TideSqlStep   tide_sql_query_step (TideSqlQuery *self,
                                   GCancellable *cancellable,
                                   GError      **error);
TideSqlType   tide_sql_query_get_type (const TideSqlQuery *self,
                                       int                 column);
int64_t       tide_sql_query_get_int (const TideSqlQuery *self,
                                      int                 column);
double        tide_sql_query_get_double (const TideSqlQuery *self,
                                         int                 column);
const char   *tide_sql_query_get_text (const TideSqlQuery *self,
                                       int                 column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSqlQuery, tide_sql_query_free)

G_END_DECLS
