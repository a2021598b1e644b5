// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/* Bytes at the beginning of a file that tell whose reply it is. */
#define TIDE_IMPORT_HEAD 4096

/* The source whose saved reply a file is, by how it begins; NULL where it is
 * none. Names of files say nothing. */
TideProvider *tide_import_find_provider (const char *head,
                                         size_t      length);

/* What such a file says, whole. `symbol` (nullable) is what it was said to be
 * about, `fetch` its provenance. */
TideReading *tide_import_read_reply (TideProvider    *provider,
                                     const char      *symbol,
                                     GByteArray      *bytes,
                                     const TideFetch *fetch,
                                     GError         **error);

/* Whether a problem is a row that was left out. */
bool tide_import_is_left_out (const TideProblem *problem);

G_END_DECLS
