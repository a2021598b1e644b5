// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* An extension for the sqlite3 shell: `.load tidemark-sqlite` on a cache.db makes
 * the tables `bars` and `observations` readable there. */

#include "config.h"

#include <dlfcn.h>
#include <gmodule.h>
#include <stdbool.h>

#include "store/tide-sql-tables-private.h"

SQLITE_EXTENSION_INIT1

int sqlite3_extension_init (sqlite3                    *database,
                            char                      **out_error,
                            const sqlite3_api_routines *routines);

/* Two copies of SQLite in one process would undo each other's file locks. */
static bool
is_one_library (const sqlite3_api_routines *routines)
{
  const char *(*own) (void) = (const char *(*) (void) ) dlsym (RTLD_DEFAULT, "sqlite3_libversion");

  return own == routines->libversion;
}

G_MODULE_EXPORT int
sqlite3_extension_init (sqlite3                    *database,
                        char                      **out_error,
                        const sqlite3_api_routines *routines)
{
  const char      *file;
  g_autofree char *data_dir = NULL;

  SQLITE_EXTENSION_INIT2 (routines);
  file = sqlite3_db_filename (database, "main");
  if (!is_one_library (routines))
    {
      *out_error = sqlite3_mprintf ("this program carries a copy of SQLite of its own; load "
                                    "tidemark-sqlite in one that uses the system's");
      return SQLITE_ERROR;
    }
  if (file == NULL || file[0] == '\0')
    {
      *out_error = sqlite3_mprintf ("open the cache.db of a data folder first");
      return SQLITE_ERROR;
    }

  data_dir = g_path_get_dirname (file);
  return tide_sql_tables_add (database, data_dir);
}
