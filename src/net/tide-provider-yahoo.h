// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_YAHOO_BASE_URI: where the chart service lives. */
#define TIDE_PROVIDER_YAHOO_BASE_URI "https://query1.finance.yahoo.com"

#define TIDE_TYPE_PROVIDER_YAHOO (tide_provider_yahoo_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderYahoo, tide_provider_yahoo, TIDE, PROVIDER_YAHOO, GObject)

TideProvider *tide_provider_yahoo_new (const char *base_uri);

G_END_DECLS
