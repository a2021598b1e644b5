// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "store/tide-block.h"

#include <math.h>
#include <string.h>

/* Rows, columns and the sizes of three parts; the rest is the bytes of a block. */
#define HEADER_SIZE 8

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* What has been decoded is sound, and comes back when encoded again. */
static void
check_rows (const TideRows *rows)
{
  g_auto (TideBlockBytes) bytes = { 0 };
  g_autoptr (TideRows)    again = NULL;
  TideBlock               block;

  for (size_t i = 1; i < rows->n_rows; i++)
    g_assert_true (rows->days[i - 1] < rows->days[i]);
  tide_block_encode (rows, &bytes);
  block = (TideBlock){ .n_rows = rows->n_rows,
                       .n_columns = rows->n_columns,
                       .days = bytes.days->data,
                       .days_size = bytes.days->len,
                       .published = bytes.published->data,
                       .published_size = bytes.published->len,
                       .values = bytes.values->data,
                       .values_size = bytes.values->len,
                       .origins = bytes.origins->data,
                       .origins_size = bytes.origins->len };
  again = tide_block_decode (&block, -1, NULL);
  g_assert_nonnull (again);
  for (size_t i = 0; i < rows->n_rows * rows->n_columns; i++)
    g_assert_true (again->values[i] == rows->values[i] ||
                   (isnan (again->values[i]) && isnan (rows->values[i])));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (TideRows) rows = NULL;
  TideBlock            block = { 0 };
  size_t               rest;

  if (size < HEADER_SIZE)
    return 0;
  rest = size - HEADER_SIZE;
  block.n_rows = (size_t) data[0] | (size_t) data[1] << 8;
  block.n_columns = data[2];
  block.days = data + HEADER_SIZE;
  block.days_size = MIN (rest, (size_t) data[3] | (size_t) data[4] << 8);
  rest -= block.days_size;
  block.published = block.days + block.days_size;
  block.published_size = MIN (rest, data[5]);
  rest -= block.published_size;
  block.origins = block.published + block.published_size;
  block.origins_size = MIN (rest, data[6]);
  rest -= block.origins_size;
  block.values = block.origins + block.origins_size;
  block.values_size = rest;

  rows = tide_block_decode (&block, -1, NULL);
  if (rows != NULL)
    check_rows (rows);
  tide_block_get_checksum (&block);
  return 0;
}
