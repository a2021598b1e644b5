// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-citation.h"

G_BEGIN_DECLS

/** TIDE_CITED_CSV_KEPT_PROBLEMS: rejected rows that are named. */
#define TIDE_CITED_CSV_KEPT_PROBLEMS 1000

/**
 * TideCitedCsv:
 * @citations: (element-type TideCitation): in the order of the file
 * @problems: (element-type utf8): a sentence for each of the first rejected rows,
 *   with its line
 * @n_rows: rows below the header that are not blank
 * @n_rejected: all rejected rows
 *
 * What a file of cited figures says.
 */
typedef struct
{
  GPtrArray *citations;
  GPtrArray *problems;
  uint64_t   n_rows;
  uint64_t   n_rejected;
} TideCitedCsv;

TideCitedCsv *tide_cited_csv_read (const char *bytes,
                                   size_t      length,
                                   TideDay     today,
                                   GError    **error);
void          tide_cited_csv_free (TideCitedCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCitedCsv, tide_cited_csv_free)

G_END_DECLS
