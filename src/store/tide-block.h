// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/tide-day.h"
#include "store/tide-store-error.h"

G_BEGIN_DECLS

/** TIDE_BLOCK_MAX_ROWS: no block holds more; there are not as many days. */
#define TIDE_BLOCK_MAX_ROWS 4000000
/** TIDE_BLOCK_MAX_CELLS: beyond this SQLite does not keep a block in a row. */
#define TIDE_BLOCK_MAX_CELLS ((size_t) 100 * 1000 * 1000)
/** TIDE_BLOCK_MAX_COLUMNS: no series holds more columns. */
#define TIDE_BLOCK_MAX_COLUMNS 512

/**
 * TideRows:
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @days: strictly ascending
 * @published: publication days, %TIDE_DAY_NONE where unknown
 * @fetches: id of the fetch that first brought each row
 * @values: column-major: cell (row, column) is `values[column * n_rows + row]`;
 *   NaN is a gap
 *
 * Rows of one series in memory: what a block or a tail holds.
 */
typedef struct
{
  size_t   n_rows;
  size_t   n_columns;
  TideDay *days;
  TideDay *published;
  int64_t *fetches;
  double  *values;
} TideRows;

/**
 * TideBlock:
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @days: encoded days
 * @days_size: its bytes
 * @published: encoded publication days; no bytes when none is known
 * @published_size: its bytes
 * @values: encoded columns
 * @values_size: its bytes
 * @origins: encoded fetch ids
 * @origins_size: its bytes
 *
 * An encoded block that somebody else owns.
 */
typedef struct
{
  size_t         n_rows;
  size_t         n_columns;
  const uint8_t *days;
  size_t         days_size;
  const uint8_t *published;
  size_t         published_size;
  const uint8_t *values;
  size_t         values_size;
  const uint8_t *origins;
  size_t         origins_size;
} TideBlock;

/**
 * TideBlockBytes:
 * @days: encoded days
 * @published: encoded publication days
 * @values: encoded columns
 * @origins: encoded fetch ids
 *
 * A block that has just been encoded.
 */
typedef struct
{
  GByteArray *days;
  GByteArray *published;
  GByteArray *values;
  GByteArray *origins;
} TideBlockBytes;

TideRows *tide_rows_new (size_t n_rows,
                         size_t n_columns);
void      tide_rows_free (TideRows *self);
TideRows *tide_rows_merge (const TideRows *base,
                           const TideRows *over);

void      tide_block_encode (const TideRows *rows,
                             TideBlockBytes *out_bytes);
void      tide_block_bytes_clear (TideBlockBytes *bytes);
TideRows *tide_block_decode (const TideBlock *block,
                             int              column,
                             GError         **error);
uint64_t  tide_block_get_checksum (const TideBlock *block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideRows, tide_rows_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideBlockBytes, tide_block_bytes_clear)

G_END_DECLS
