// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"
#include "net/tide-yahoo-chart-private.h"

G_BEGIN_DECLS

/* Makes bars, actions, a quote and remarks of a chart that has a result. Pure. */
TideReading *tide_yahoo_read (const TideYahooChart    *chart,
                              const TideProviderReply *reply,
                              GError                 **error);

G_END_DECLS
