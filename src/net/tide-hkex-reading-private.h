// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-hkex-daily-private.h"
#include "net/tide-provider.h"

G_BEGIN_DECLS

/* What a daily file says, if its figures can be: of one session that has ended,
 * and of the day asked for where one was (else %TIDE_DAY_NONE), complete each
 * way, and adding up. */
TideReading *tide_hkex_read (const TideHkexDaily     *daily,
                             const TideProviderReply *reply,
                             TideDay                  asked,
                             GError                 **error);

G_END_DECLS
