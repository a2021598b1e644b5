// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_ECB_BASE_URI: where reference rates are served. */
#define TIDE_PROVIDER_ECB_BASE_URI "https://data-api.ecb.europa.eu"

#define TIDE_TYPE_PROVIDER_ECB (tide_provider_ecb_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderEcb, tide_provider_ecb, TIDE, PROVIDER_ECB, GObject)

TideProvider *tide_provider_ecb_new (const char *base_uri);

G_END_DECLS
