// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-fx-private.h"

G_BEGIN_DECLS

/* Reference rates in the service's CSV: units of each currency for one euro.
 * %TIDE_PARSE_ERROR. (element-type TideFxRate) */
GArray *tide_ecb_read_csv (const char *bytes,
                           size_t      length,
                           GError    **error);

G_END_DECLS
