// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-focus"

#include "config.h"

#include "gui/tide-focus.h"

#include "formula/tide-formula.h"

G_DEFINE_BOXED_TYPE (TideFocus, tide_focus, tide_focus_ref, tide_focus_unref)

static void
clear_focus (gpointer data)
{
  TideFocus *self = data;

  g_free (self->title);
  g_free (self->formula);
  g_free (self->symbol);
  g_clear_pointer (&self->column, tide_list_column_free);
  g_strfreev (self->rows);
}

TideFocus *
tide_focus_new (const char *title,
                const char *formula,
                const char *symbol,
                TideDay     day)
{
  TideFocus *self;

  g_return_val_if_fail (formula != NULL, NULL);

  self = g_rc_box_new0 (TideFocus);
  self->title = g_strdup (title);
  self->formula = g_strdup (formula);
  self->symbol = g_strdup (symbol);
  self->day = day;
  return self;
}

/* The number of a table's cell, which is printed as its column prints it. */
TideFocus *
tide_focus_new_cell (const TideListColumn *column,
                     const char           *formula,
                     const char           *symbol)
{
  TideFocus *self = tide_focus_new (column->title, formula, symbol, TIDE_DAY_NONE);

  if (self != NULL)
    self->column = tide_list_column_copy (column);
  return self;
}

/* The rows that the number may be compared with; kept where its formula does
 * so. For whoever just made the focus. */
void
tide_focus_set_rows (TideFocus         *self,
                     const char *const *rows)
{
  g_autoptr (TideFormula) formula = tide_formula_parse (self->formula, -1, NULL);

  if (formula != NULL && tide_formula_needs_list (formula) && self->rows == NULL)
    self->rows = g_strdupv ((char **) rows);
}

TideFocus *
tide_focus_ref (TideFocus *self)
{
  return g_rc_box_acquire (self);
}

void
tide_focus_unref (TideFocus *self)
{
  g_rc_box_release_full (self, clear_focus);
}

/* Whether the number is printed in another way than its formula's value is. */
bool
tide_focus_has_own_style (const TideFocus *self)
{
  return self->column != NULL && self->column->style != TIDE_COLUMN_VALUE &&
         self->column->style != TIDE_COLUMN_SPARKLINE;
}

/* The number as it is printed where it stands. */
char *
tide_focus_print (const TideFocus  *self,
                  const TideResult *result,
                  TideNumberStyle   style)
{
  return tide_focus_has_own_style (self) ? tide_list_column_print (self->column, result, style)
                                         : tide_result_to_text (result, style);
}
