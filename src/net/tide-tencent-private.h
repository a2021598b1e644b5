// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-bars-private.h"

G_BEGIN_DECLS

/* The service's code of a symbol, `hk00700` of `0700.HK`; NULL where it has
 * none that can be told from the symbol. */
char *tide_tencent_dup_code (const char *symbol);
/* The symbol of a code, `AAPL` of `usAAPL.OQ`; NULL where it is none. */
char *tide_tencent_dup_symbol (const char *code,
                               size_t      length);

/* Daily bars of one or more codes. Errors are #TideNetError. */
TideReading *tide_tencent_read_kline (const TideProviderReply *reply,
                                      GError                 **error);

/* Prices and multiples of Hong Kong codes as of their last trade. In an answer
 * only the multiples count, since its prices come as bars. */
TideReading *tide_tencent_read_quote (const TideProviderReply *reply,
                                      GError                 **error);

G_END_DECLS
