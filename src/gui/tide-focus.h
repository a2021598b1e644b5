// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-list-load.h"

G_BEGIN_DECLS

#define TIDE_TYPE_FOCUS (tide_focus_get_type ())

/**
 * TideFocus:
 * @title: what the number is called where it stands ("1D", "Close")
 * @formula: formula of the number
 * @symbol: (nullable): instrument that the formula is read for
 * @day: (nullable): day of a chart point, or %TIDE_DAY_NONE
 * @column: (nullable): the column of a table that prints it
 * @rows: (nullable) (array zero-terminated=1): instruments of the table, where
 *   the formula compares them
 *
 * The number that the Details pane explains: a cell, a tag or a chart point.
 * Immutable, reference counted.
 */
typedef struct
{
  char   *title;
  char   *formula;
  char   *symbol;
  TideDay day;

  TideListColumn *column;
  char          **rows;
} TideFocus;

GType      tide_focus_get_type (void) G_GNUC_CONST;
TideFocus *tide_focus_new (const char *title,
                           const char *formula,
                           const char *symbol,
                           TideDay     day);
TideFocus *tide_focus_new_cell (const TideListColumn *column,
                                const char           *formula,
                                const char           *symbol);
void       tide_focus_set_rows (TideFocus         *self,
                                const char *const *rows);
TideFocus *tide_focus_ref (TideFocus *self);
void       tide_focus_unref (TideFocus *self);
bool       tide_focus_has_own_style (const TideFocus *self);
char      *tide_focus_print (const TideFocus  *self,
                             const TideResult *result,
                             TideNumberStyle   style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideFocus, tide_focus_unref)

G_END_DECLS
