// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

const char *tide_text_find_nearest (const char        *word,
                                    const char *const *candidates,
                                    size_t             n_candidates);
char       *tide_text_quote (const char *bytes,
                             size_t      length,
                             size_t      limit);
void        tide_text_append_csv (GString    *line,
                                  const char *text);

G_END_DECLS
