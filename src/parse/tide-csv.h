// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/** TIDE_CSV_MAX_ROW: bytes of the longest row that is read. */
#define TIDE_CSV_MAX_ROW ((size_t) 1 << 20)
/** TIDE_CSV_MAX_COLUMNS: fields of the widest row that is read. */
#define TIDE_CSV_MAX_COLUMNS 100000
/** TIDE_CSV_DETECT: ask for the delimiter to be found in the text itself. */
#define TIDE_CSV_DETECT '\0'

/**
 * TideCsvField:
 * @text: content without its quotes, not terminated
 * @length: its bytes
 */
typedef struct
{
  const char *text;
  size_t      length;
} TideCsvField;

/**
 * TideCsvRow:
 * @fields: the fields from left to right; field i is column i + 1
 * @n_fields: how many, 1 or more; an empty line is one empty field
 * @line: physical line on which the row begins, 1 for the first
 *
 * A row. It and its texts die with the call that brought it.
 */
typedef struct
{
  const TideCsvField *fields;
  size_t              n_fields;
  uint64_t            line;
} TideCsvRow;

/**
 * TideCsvRowFunc:
 * @row: the row
 * @user_data: as given
 * @error: return location
 *
 * Takes the next row.
 *
 * Returns: %FALSE with @error set to stop
 */
typedef bool (*TideCsvRowFunc) (const TideCsvRow *row,
                                gpointer          user_data,
                                GError          **error);

/**
 * TideCsv:
 *
 * A streaming reader of delimited text (RFC 4180, and what is met in the wild).
 * It holds one row at a time.
 */
typedef struct _TideCsv TideCsv;

TideCsv *tide_csv_new (char           delimiter,
                       TideCsvRowFunc func,
                       gpointer       user_data);
void     tide_csv_free (TideCsv *self);
bool     tide_csv_feed (TideCsv    *self,
                        const char *text,
                        size_t      length,
                        GError    **error);
bool     tide_csv_finish (TideCsv *self,
                          GError **error);
char     tide_csv_get_delimiter (const TideCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCsv, tide_csv_free)

G_END_DECLS
