// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-cited.h"
#include "formula/tide-source.h"
#include "store/tide-cache-reader.h"

G_BEGIN_DECLS

/*
 * What formulas read: the cache through a reader of its own, adjusted to the
 * moment asked for, with the series lately read kept in memory. Belongs to one
 * thread at a time.
 */
#define TIDE_TYPE_DESK_SOURCE (tide_desk_source_get_type ())
G_DECLARE_FINAL_TYPE (TideDeskSource, tide_desk_source, TIDE, DESK_SOURCE, GObject)

TideDeskSource  *tide_desk_source_new (TideCacheReader *reader_take);
TideCacheReader *tide_desk_source_get_reader (TideDeskSource *self);
void             tide_desk_source_set_lists (TideDeskSource *self,
                                             GPtrArray      *lists);
char           **tide_desk_source_list_symbols (TideDeskSource *self,
                                                GError        **error);
TideInstrument  *tide_desk_source_look_up (TideDeskSource *self,
                                           const char     *symbol);
void             tide_desk_source_set_cited (TideDeskSource *self,
                                             TideCited      *cited);
const TideCited *tide_desk_source_get_cited (TideDeskSource *self);
const char      *tide_desk_source_get_pin (TideDeskSource *self,
                                           const char     *symbol);
void             tide_desk_source_set_pins (TideDeskSource *self,
                                            GHashTable     *pins);

/* Around each piece of work: all of it sees one state of the cache. */
bool tide_desk_source_begin (TideDeskSource *self,
                             GCancellable   *cancellable,
                             GError        **error);
void tide_desk_source_end (TideDeskSource *self);

G_END_DECLS
