// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* A plain table for a terminal: columns as wide as their widest cell, numbers
 * to the right. */
typedef struct _TideTableText TideTableText;

TideTableText *tide_table_text_new (void);
void           tide_table_text_free (TideTableText *self);
void           tide_table_text_add_column (TideTableText *self,
                                           const char    *title,
                                           bool           right);
void           tide_table_text_add_cell (TideTableText *self,
                                         const char    *text);
void           tide_table_text_print (TideTableText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTableText, tide_table_text_free)

G_END_DECLS
