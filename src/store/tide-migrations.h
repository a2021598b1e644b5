// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/tide-sql.h"

G_BEGIN_DECLS

/**
 * TideSchema:
 * @name: what the file is called in messages ("the cache")
 * @application_id: SQLite's `application_id` of such files
 * @migrations: (array zero-terminated=1): SQL that brings a file from version
 *   i to i + 1; never changed once released, only added to
 *
 * The schema of one of the databases, as the steps that lead to it.
 */
typedef struct
{
  const char        *name;
  int32_t            application_id;
  const char *const *migrations;
} TideSchema;

extern const TideSchema tide_cache_schema;
extern const TideSchema tide_workspace_schema;

bool tide_schema_check (const TideSchema  *schema,
                        TideSqlConnection *connection,
                        int               *out_version,
                        GError           **error);
bool tide_schema_migrate (const TideSchema  *schema,
                          TideSqlConnection *connection,
                          GError           **error);
int  tide_schema_get_version (const TideSchema *schema);

G_END_DECLS
