// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-csv.h"

G_BEGIN_DECLS

/* Reads a whole table with commas, row by row. The last line is taken only if it
 * has an end: a table that was cut off looks like a shorter one, and half a
 * number like another. %TIDE_PARSE_ERROR. */
bool tide_reply_table_read (const char    *bytes,
                            size_t         length,
                            TideCsvRowFunc func,
                            gpointer       user_data,
                            GError       **error);

/* Fails with the row's line; always false. */
bool tide_reply_table_fail (const TideCsvRow *row,
                            GError          **error,
                            const char       *format,
                            ...) G_GNUC_PRINTF (3, 4);

bool tide_csv_field_is (const TideCsvField *field,
                        const char         *text);

G_END_DECLS
