// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

#define TIDE_CSV_SNIFFER_LINES 20
#define TIDE_CSV_SNIFFER_CANDIDATES 4

/* Counts the candidates for a delimiter on the first lines. Zero-initialised;
 * `done` once enough has been seen. */
typedef struct
{
  uint32_t     counts[TIDE_CSV_SNIFFER_LINES][TIDE_CSV_SNIFFER_CANDIDATES];
  unsigned int n_lines;
  size_t       n_bytes;
  unsigned int in_line : 1;
  unsigned int in_comment : 1;
  unsigned int in_quotes : 1;
  unsigned int after_field : 1; /* a quote here opens a field */
  unsigned int done : 1;
} TideCsvSniffer;

size_t tide_csv_sniffer_feed (TideCsvSniffer *self,
                              const char     *text,
                              size_t          length);
char   tide_csv_sniffer_decide (const TideCsvSniffer *self);

G_END_DECLS
