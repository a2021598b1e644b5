// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_EASTMONEY_BASE_URI: where the history of flows is served. */
#define TIDE_PROVIDER_EASTMONEY_BASE_URI "https://datacenter-web.eastmoney.com"

#define TIDE_TYPE_PROVIDER_EASTMONEY (tide_provider_eastmoney_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderEastmoney,
                      tide_provider_eastmoney,
                      TIDE,
                      PROVIDER_EASTMONEY,
                      GObject)

TideProvider *tide_provider_eastmoney_new (const char *base_uri);

G_END_DECLS
