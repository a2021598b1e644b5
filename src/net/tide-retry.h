// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/tide-instant.h"

G_BEGIN_DECLS

/** TIDE_RETRY_TOO_MANY_REQUESTS: status 429 (RFC 6585), which libsoup 3.2 lacks. */
#define TIDE_RETRY_TOO_MANY_REQUESTS 429
/** TIDE_RETRY_AFTER_CAP: longest wait a server can ask for; milliseconds. */
#define TIDE_RETRY_AFTER_CAP 3600000

bool    tide_retry_status_is_transient (unsigned int status);
int64_t tide_retry_get_backoff (int     tries,
                                int64_t base,
                                int64_t cap,
                                double  random);
bool    tide_retry_after_parse (const char *text,
                                TideInstant now,
                                int64_t    *out_milliseconds);
char   *tide_retry_format_wait (int64_t milliseconds);

G_END_DECLS
