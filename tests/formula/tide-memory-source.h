// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "formula/tide-formula.h"

G_BEGIN_DECLS

/* A source of series that are held in memory, or read from the real price files
 * beside the project as they are asked for. Cuts at T as the desk does. */
#define TIDE_TYPE_MEMORY_SOURCE (tide_memory_source_get_type ())
G_DECLARE_FINAL_TYPE (TideMemorySource, tide_memory_source, TIDE, MEMORY_SOURCE, GObject)

TideMemorySource *tide_memory_source_new (const char *folder);
void              tide_memory_source_add (TideMemorySource *self,
                                          TideSeries       *series);
void              tide_memory_source_add_values (TideMemorySource *self,
                                                 const char       *symbol,
                                                 const char       *field,
                                                 TideUnit          unit,
                                                 const char       *first_day,
                                                 const double     *values,
                                                 size_t            n);
void              tide_memory_source_add_list (TideMemorySource *self,
                                               const char       *name,
                                               const char       *symbols);
/* The longest history: rows after this day are not there at all. */
void         tide_memory_source_cut (TideMemorySource *self,
                                     TideDay           day);
unsigned int tide_memory_source_get_asked (const TideMemorySource *self);

G_END_DECLS
