// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/tide-transfer-private.h"

G_BEGIN_DECLS

/* What becomes of one try: whose business it is, and whether to try again.
 * `result` is NULL where `error` is set, and the reverse. */

/* Whether the server asks for patience: 429, or a Retry-After. */
bool tide_verdict_is_rate_limited (const TideTransferResult *result);

/* Whether the same request may succeed a little later. */
bool tide_verdict_is_passing (const TideTransferResult *result,
                              const GError             *error);

/* Whether the provider is to read this reply: success, "not modified" to one
 * who holds a copy, and refusals whose body says why. */
bool tide_verdict_is_for_the_provider (const TideRequest *request,
                                       const TideReply   *reply);

/* Says what is wrong with a reply that is for nobody. `wait` is in milliseconds. */
GError *tide_verdict_describe_status (const TideRequest        *request,
                                      const TideTransferResult *result,
                                      int                       tries,
                                      int64_t                   wait);

G_END_DECLS
