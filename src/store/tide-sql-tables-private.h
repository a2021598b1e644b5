// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/* The same source serves the program, which is linked with SQLite, and the
 * extension, which is handed the functions of the shell that loads it. */
#ifdef TIDE_SQL_EXTENSION
#include <sqlite3ext.h>
#else
#include <sqlite3.h>
#endif

/* Makes the tables `bars` and `observations` of the cache in @data_dir readable
 * on a connection. Returns a code of SQLite. */
int tide_sql_tables_add (sqlite3    *database,
                         const char *data_dir);
