// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-provider.h"

G_BEGIN_DECLS

/** TIDE_PROVIDER_TENCENT_BASE_URI: where daily bars are served. */
#define TIDE_PROVIDER_TENCENT_BASE_URI "https://web.ifzq.gtimg.cn"
/** TIDE_PROVIDER_TENCENT_QUOTE_URI: where quotes are served. */
#define TIDE_PROVIDER_TENCENT_QUOTE_URI "https://qt.gtimg.cn"

#define TIDE_TYPE_PROVIDER_TENCENT (tide_provider_tencent_get_type ())
G_DECLARE_FINAL_TYPE (TideProviderTencent, tide_provider_tencent, TIDE, PROVIDER_TENCENT, GObject)

TideProvider *tide_provider_tencent_new (const char *base_uri);

G_END_DECLS
