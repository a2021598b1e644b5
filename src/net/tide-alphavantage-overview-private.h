// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/* Multiples and figures of a share from the company overview, or the reason why
 * there are none: NULL with @error set. */
TideReading *tide_alphavantage_overview_read (const TideProviderReply *reply,
                                              GError                 **error);

G_END_DECLS
