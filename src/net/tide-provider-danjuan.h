// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_DANJUAN_BASE_URI: where multiples of indices are served. */
#define TIDE_PROVIDER_DANJUAN_BASE_URI "https://danjuanfunds.com"

#define TIDE_TYPE_PROVIDER_DANJUAN (tide_provider_danjuan_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderDanjuan, tide_provider_danjuan, TIDE, PROVIDER_DANJUAN, GObject)

TideProvider *tide_provider_danjuan_new (const char *base_uri);

G_END_DECLS
