// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_FRED_BASE_URI: where series are served. */
#define TIDE_PROVIDER_FRED_BASE_URI "https://fred.stlouisfed.org"

#define TIDE_TYPE_PROVIDER_FRED (tide_provider_fred_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderFred, tide_provider_fred, TIDE, PROVIDER_FRED, GObject)

TideProvider *tide_provider_fred_new (const char *base_uri);

G_END_DECLS
