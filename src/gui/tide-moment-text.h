// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-source.h"

G_BEGIN_DECLS

char   *tide_day_dup_text (TideDay day);
char   *tide_period_dup_text (TideDay       day,
                              TideFrequency frequency);
TideDay tide_day_read_text (const char *text);
char   *tide_moment_dup_text (const TideMoment *moment);
char   *tide_age_dup_text (TideInstant since,
                           TideInstant now);

G_END_DECLS
