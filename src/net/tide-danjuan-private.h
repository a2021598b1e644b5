// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/* The service's code of an index, `HKHSTECH` of `HSTECH.HK`; NULL where it has
 * none. */
char *tide_danjuan_dup_code (const char *symbol);
char *tide_danjuan_dup_symbol (const char *code);

/* Multiples of indices: the table of today, or the history of one. #TideNetError */
TideReading *tide_danjuan_read (const TideProviderReply *reply,
                                GError                 **error);

G_END_DECLS
