// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_HKEX_BASE_URI: where the exchange publishes its daily files. */
#define TIDE_PROVIDER_HKEX_BASE_URI "https://www.hkex.com.hk"

/** TIDE_PROVIDER_HKEX_MAX_STEPS: most daily files that one refresh asks for. */
#define TIDE_PROVIDER_HKEX_MAX_STEPS 260

#define TIDE_TYPE_PROVIDER_HKEX (tide_provider_hkex_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderHkex, tide_provider_hkex, TIDE, PROVIDER_HKEX, GObject)

TideProvider *tide_provider_hkex_new (const char *base_uri);

G_END_DECLS
