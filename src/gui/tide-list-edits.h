// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-window.h"

G_BEGIN_DECLS

/* Changes to lists, made one after the other without holding up the window:
 * each is on the disk before the next begins. What fails is said in the window;
 * the rest is done. */
typedef struct _TideListEdits TideListEdits;

TideListEdits *tide_list_edits_new (TideWindow *window);
void           tide_list_edits_add (TideListEdits   *self,
                                    TideListEditKind kind,
                                    const char      *list,
                                    const char      *text);
void           tide_list_edits_add_members (TideListEdits *self,
                                            const char    *list,
                                            char         **symbols_take);
void           tide_list_edits_add_columns (TideListEdits *self,
                                            const char    *list,
                                            GPtrArray     *columns);
void           tide_list_edits_show (TideListEdits *self,
                                     const char    *list);
void           tide_list_edits_run (TideListEdits *self_take);

G_END_DECLS
