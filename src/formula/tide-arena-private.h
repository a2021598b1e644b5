// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stddef.h>

G_BEGIN_DECLS

/* Memory that is given back all at once: the nodes of a formula, or whatever
 * one evaluation needs. Resetting keeps the memory for the next evaluation, so
 * that a list of thousands of rows allocates as much as its largest row. */
typedef struct _TideArena TideArena;

TideArena *tide_arena_new (void);
void       tide_arena_free (TideArena *self);
void       tide_arena_reset (TideArena *self);
void      *tide_arena_alloc (TideArena *self,
                             size_t     size);
void      *tide_arena_alloc0 (TideArena *self,
                              size_t     size);
char      *tide_arena_strndup (TideArena  *self,
                               const char *text,
                               size_t      length);
char      *tide_arena_printf (TideArena  *self,
                              const char *format,
                              ...) G_GNUC_PRINTF (2, 3);
char      *tide_arena_vprintf (TideArena  *self,
                               const char *format,
                               va_list     arguments) G_GNUC_PRINTF (2, 0);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideArena, tide_arena_free)

G_END_DECLS
