// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_ALPHAVANTAGE_BASE_URI: where the service lives. */
#define TIDE_PROVIDER_ALPHAVANTAGE_BASE_URI "https://www.alphavantage.co"

#define TIDE_TYPE_PROVIDER_ALPHAVANTAGE (tide_provider_alphavantage_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderAlphavantage,
                      tide_provider_alphavantage,
                      TIDE,
                      PROVIDER_ALPHAVANTAGE,
                      GObject)

TideProvider *tide_provider_alphavantage_new (const char *base_uri);

G_END_DECLS
