// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_HKMA_BASE_URI: where the bulletin is served. */
#define TIDE_PROVIDER_HKMA_BASE_URI "https://api.hkma.gov.hk"

#define TIDE_TYPE_PROVIDER_HKMA (tide_provider_hkma_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderHkma, tide_provider_hkma, TIDE, PROVIDER_HKMA, GObject)

TideProvider *tide_provider_hkma_new (const char *base_uri);

G_END_DECLS
