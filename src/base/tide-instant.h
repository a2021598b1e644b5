// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-day.h"

G_BEGIN_DECLS

/**
 * TideInstant:
 *
 * A moment in UTC seconds since 1970-01-01T00:00:00Z.
 */
typedef int64_t TideInstant;

/** TIDE_INSTANT_NONE: the absence of a moment. */
#define TIDE_INSTANT_NONE INT64_MIN
/** TIDE_INSTANT_MAX: no limit; later than every moment. */
#define TIDE_INSTANT_MAX INT64_MAX
/** TIDE_INSTANT_TEXT_SIZE: bytes that hold any printed instant. */
#define TIDE_INSTANT_TEXT_SIZE 21

TideInstant tide_instant_parse (const char *text,
                                size_t      length);
char       *tide_instant_format (TideInstant instant,
                                 char       *buffer);
TideInstant tide_instant_end_of_day (TideDay day);
TideDay     tide_instant_to_day (TideInstant instant,
                                 GTimeZone  *zone);

TideInstant tide_clock_now (void);
TideDay     tide_clock_today (void);
void        tide_clock_freeze (TideInstant instant);

G_END_DECLS
