// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-day.h"

G_BEGIN_DECLS

/* Where numbers come from, in the reader's words: @origin is `csv, yahoo` as the
 * desk says it, or NULL. */
char *tide_source_text_dup_names (const char *origin);
char *tide_source_text_dup_line (const char *origin,
                                 TideDay     last_day,
                                 bool        sample);

G_END_DECLS
