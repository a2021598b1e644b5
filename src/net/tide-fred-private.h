// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-bars-private.h"

G_BEGIN_DECLS

/* The service's series of a symbol, `DEXHKUS` of `HKD=X`, `DGS10` of
 * `FRED/DGS10`; NULL where there is none. */
char *tide_fred_dup_series (const char *symbol);
char *tide_fred_dup_symbol (const char *series,
                            size_t      length);

/* Series side by side in the table without a key. %TIDE_PARSE_ERROR. */
bool tide_fred_read_table (const TideProviderReply *reply,
                           TideReading             *reading,
                           GError                 **error);

/* One series as the service with a key sends it. It does not name the series,
 * which is `symbol`'s. %TIDE_PARSE_ERROR. */
bool tide_fred_read_observations (const TideProviderReply *reply,
                                  const char              *symbol,
                                  TideReading             *reading,
                                  GError                 **error);

G_END_DECLS
