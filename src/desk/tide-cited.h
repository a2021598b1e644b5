// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-citation.h"

G_BEGIN_DECLS

/**
 * TideCited:
 *
 * All that was cited, arranged for reading. Immutable, reference counted, safe
 * across threads.
 */
typedef struct _TideCited TideCited;

TideCited       *tide_cited_new (GPtrArray *citations);
TideCited       *tide_cited_ref (TideCited *self);
void             tide_cited_unref (TideCited *self);
bool             tide_cited_holds (const TideCited *self,
                                   const char      *symbol);
char           **tide_cited_dup_symbols (const TideCited *self);
char           **tide_cited_dup_fields (const TideCited *self,
                                        const char      *symbol);
const GPtrArray *tide_cited_get_citations (const TideCited *self,
                                           const char      *symbol,
                                           const char      *field);
TideSeries      *tide_cited_make_series (const TideCited *self,
                                         const char      *symbol,
                                         const char      *field,
                                         TideInstant      known_at);

char *tide_cited_write (const TideCited *self,
                        const char      *symbol,
                        const char      *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideCited, tide_cited_unref)

G_END_DECLS
