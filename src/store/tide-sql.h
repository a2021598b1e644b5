// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/tide-store-error.h"

G_BEGIN_DECLS

/**
 * TideSqlMode:
 * @TIDE_SQL_READ_ONLY: never writes
 * @TIDE_SQL_READ_WRITE: writes, makes the file if it is not there
 * @TIDE_SQL_IMMUTABLE: the file cannot change: no locks, no log
 */
typedef enum
{
  TIDE_SQL_READ_ONLY,
  TIDE_SQL_READ_WRITE,
  TIDE_SQL_IMMUTABLE,
} TideSqlMode;

/**
 * TideSqlStep:
 * @TIDE_SQL_ERROR: failed, the error is set
 * @TIDE_SQL_ROW: a row is ready
 * @TIDE_SQL_DONE: no more rows
 */
typedef enum
{
  TIDE_SQL_ERROR,
  TIDE_SQL_ROW,
  TIDE_SQL_DONE,
} TideSqlStep;

/**
 * TideSqlConnection:
 *
 * A database connection for one thread, opened with SQLite's defensive flags,
 * that keeps every statement it has prepared.
 */
typedef struct _TideSqlConnection TideSqlConnection;

/**
 * TideSqlStatement:
 *
 * A prepared statement on loan from its connection. Letting go of it resets it;
 * one and the same text is not lent twice at a time.
 */
typedef struct _TideSqlStatement TideSqlStatement;

TideSqlConnection *tide_sql_connection_open (const char *path,
                                             TideSqlMode mode,
                                             GError    **error);
void               tide_sql_connection_close (TideSqlConnection *self);
void               tide_sql_connection_set_cancellable (TideSqlConnection *self,
                                                        GCancellable      *cancellable);
const char        *tide_sql_connection_get_path (TideSqlConnection *self);
int64_t            tide_sql_connection_get_last_id (TideSqlConnection *self);
int64_t            tide_sql_connection_count_changes (TideSqlConnection *self);
bool               tide_sql_connection_in_transaction (TideSqlConnection *self);
bool               tide_sql_connection_run (TideSqlConnection *self,
                                            const char        *sql,
                                            GError           **error);
bool               tide_sql_connection_read_int (TideSqlConnection *self,
                                                 const char        *sql,
                                                 int64_t           *out_value,
                                                 GError           **error);
bool               tide_sql_connection_checkpoint (TideSqlConnection *self,
                                                   GError           **error);
void               tide_sql_connection_keep_log (TideSqlConnection *self);
bool               tide_sql_connection_copy_to (TideSqlConnection *self,
                                                const char        *path,
                                                GError           **error);
TideSqlStatement  *tide_sql_connection_prepare (TideSqlConnection *self,
                                                const char        *sql,
                                                GError           **error);

void        tide_sql_statement_release (TideSqlStatement *self);
void        tide_sql_bind_int (TideSqlStatement *self,
                               int               index,
                               int64_t           value);
void        tide_sql_bind_double (TideSqlStatement *self,
                                  int               index,
                                  double            value);
void        tide_sql_bind_text (TideSqlStatement *self,
                                int               index,
                                const char       *text);
void        tide_sql_bind_blob (TideSqlStatement *self,
                                int               index,
                                const void       *bytes,
                                size_t            size);
TideSqlStep tide_sql_step (TideSqlStatement *self,
                           GError          **error);
bool        tide_sql_run (TideSqlStatement *self,
                          GError          **error);
bool        tide_sql_column_is_null (TideSqlStatement *self,
                                     int               column);
int64_t     tide_sql_column_int (TideSqlStatement *self,
                                 int               column);
double      tide_sql_column_double (TideSqlStatement *self,
                                    int               column);
const char *tide_sql_column_text (TideSqlStatement *self,
                                  int               column);
char       *tide_sql_column_dup_text (TideSqlStatement *self,
                                      int               column);
const void *tide_sql_column_blob (TideSqlStatement *self,
                                  int               column,
                                  size_t           *out_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSqlConnection, tide_sql_connection_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideSqlStatement, tide_sql_statement_release)

G_END_DECLS
