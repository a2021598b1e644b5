// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "parse/tide-csv.h"

G_BEGIN_DECLS

/* Fails if the row shows that the file is a web page, JSON or no text. */
bool tide_price_refuse_foreign (const TideCsvRow *row,
                                GError          **error);
/* Puts the true reason into an error about bytes that begin like a file of
 * another kind: a spreadsheet is no badly encoded text. */
void tide_price_explain_binary (const char *bytes,
                                size_t      length,
                                GError    **error);
/* Fails: no header was found; `first` is the file's first row as text. */
bool tide_price_refuse_headless (const char *first,
                                 GError    **error);

bool  tide_price_row_is_blank (const TideCsvRow *row);
bool  tide_price_row_is_footer (const TideCsvRow *row);
char *tide_price_join_row (const TideCsvRow *row,
                           char              delimiter);

G_END_DECLS
