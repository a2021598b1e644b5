// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_FRANKFURTER_BASE_URI: where rates are served. */
#define TIDE_PROVIDER_FRANKFURTER_BASE_URI "https://api.frankfurter.dev"

#define TIDE_TYPE_PROVIDER_FRANKFURTER (tide_provider_frankfurter_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderFrankfurter,
                      tide_provider_frankfurter,
                      TIDE,
                      PROVIDER_FRANKFURTER,
                      GObject)

TideProvider *tide_provider_frankfurter_new (const char *base_uri);

G_END_DECLS
