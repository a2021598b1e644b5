// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-load-private.h"

G_BEGIN_DECLS

TideListRow *tide_list_row_new (const char *symbol);
void         tide_list_row_set_name (TideListRow *self,
                                     const char  *name);
void         tide_list_row_set_fixed (TideListRow *self,
                                      bool         fixed);

/* Takes over what the answer holds and tells who listens. */
void tide_list_row_take_answer (TideListRow   *self,
                                TideRowAnswer *answer);
void tide_list_row_clear (TideListRow *self);

/* What it holds, for another thread. */
TideRowAnswer *tide_list_row_dup_answer (TideListRow *self);

G_END_DECLS
