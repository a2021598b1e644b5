// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-sheet-plan"

#include "config.h"

#include "tide-sheet-private.h"

typedef struct
{
  char            *label;
  char            *symbol; /* (nullable): canonical */
  TideSheetRowKind kind;
  GPtrArray       *cells; /* (element-type utf8): NULL where there is no formula */
} Row;

struct _TideSheetPlan
{
  gatomicrefcount refs;
  char           *id;
  char           *title;
  char           *subtitle; /* (nullable) */
  char           *note;     /* (nullable) */
  char           *heading;  /* (nullable): over the labels of the rows */
  GPtrArray      *columns;  /* (element-type TideListColumn) */
  GPtrArray      *rows;     /* (element-type Row) */
};

G_DEFINE_BOXED_TYPE (TideSheetPlan, tide_sheet_plan, tide_sheet_plan_ref, tide_sheet_plan_unref)

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->label);
  g_free (row->symbol);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

/**
 * tide_sheet_plan_new:
 * @id: stable name of the exhibit, for settings and machine output: `flows-adt`
 * @title: title, in the reader's language
 *
 * Makes a plan without columns and rows.
 *
 * Returns: (transfer full): the plan
 */
TideSheetPlan *
tide_sheet_plan_new (const char *id,
                     const char *title)
{
  TideSheetPlan *self = g_new0 (TideSheetPlan, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_list_column_free);
  self->rows = g_ptr_array_new_with_free_func (free_row);

  return self;
}

/**
 * tide_sheet_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
TideSheetPlan *
tide_sheet_plan_ref (TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * tide_sheet_plan_unref:
 * @self: (transfer full): a plan
 *
 * Drops a reference.
 */
void
tide_sheet_plan_unref (TideSheetPlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->note);
  g_free (self->heading);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
set_text (char      **place,
          const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

/**
 * tide_sheet_plan_set_subtitle:
 * @self: a plan
 * @subtitle: (nullable): what, of whom, unit, window
 *
 * Sets the line below the title.
 */
void
tide_sheet_plan_set_subtitle (TideSheetPlan *self,
                              const char    *subtitle)
{
  g_return_if_fail (self != NULL);

  set_text (&self->subtitle, subtitle);
}

/**
 * tide_sheet_plan_set_note:
 * @self: a plan
 * @note: (nullable): definitions and exclusions, without `Note:`
 *
 * Sets the line above the source.
 */
void
tide_sheet_plan_set_note (TideSheetPlan *self,
                          const char    *note)
{
  g_return_if_fail (self != NULL);

  set_text (&self->note, note);
}

/**
 * tide_sheet_plan_set_heading:
 * @self: a plan
 * @heading: (nullable): what the rows are: `Month`
 *
 * Sets the heading over the labels of the rows.
 */
void
tide_sheet_plan_set_heading (TideSheetPlan *self,
                             const char    *heading)
{
  g_return_if_fail (self != NULL);

  set_text (&self->heading, heading);
}

static void
fit_cells (TideSheetPlan *self,
           Row           *row)
{
  g_ptr_array_set_size (row->cells, (int) self->columns->len);
}

/**
 * tide_sheet_plan_add_column:
 * @self: a plan
 * @title: heading, with the unit where the cells leave it out
 * @style: how its cells are printed
 * @decimals: digits after the point, -1 for the style's or the unit's own
 *
 * Adds a column.
 *
 * Returns: its number, from 0
 */
unsigned int
tide_sheet_plan_add_column (TideSheetPlan  *self,
                            const char     *title,
                            TideColumnStyle style,
                            int             decimals)
{
  TideListColumn *column;

  g_return_val_if_fail (self != NULL && title != NULL, 0);

  column = tide_list_column_new (title, NULL, style, NULL);
  column->decimals = decimals;
  g_ptr_array_add (self->columns, column);
  for (guint i = 0; i < self->rows->len; i++)
    fit_cells (self, g_ptr_array_index (self->rows, i));

  return self->columns->len - 1;
}

/**
 * tide_sheet_plan_add_row:
 * @self: a plan
 * @label: what the row is called
 * @symbol: (nullable): instrument that `close` alone means in its formulas;
 *   canonical
 * @kind: what the row is among the others
 *
 * Adds a row.
 *
 * Returns: its number, from 0
 */
unsigned int
tide_sheet_plan_add_row (TideSheetPlan   *self,
                         const char      *label,
                         const char      *symbol,
                         TideSheetRowKind kind)
{
  Row *row;

  g_return_val_if_fail (self != NULL && label != NULL, 0);

  row = g_new0 (Row, 1);
  row->label = g_strdup (label);
  row->symbol = g_strdup (symbol);
  row->kind = kind;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  fit_cells (self, row);
  g_ptr_array_add (self->rows, row);

  return self->rows->len - 1;
}

static Row *
get_row (const TideSheetPlan *self,
         unsigned int         row)
{
  return row < self->rows->len ? g_ptr_array_index (self->rows, row) : NULL;
}

/**
 * tide_sheet_plan_set_cell:
 * @self: a plan
 * @row: row, from 0
 * @column: column, from 0
 * @formula: (nullable): what the cell shows; NULL leaves it empty
 *
 * Sets the formula of a cell.
 */
void
tide_sheet_plan_set_cell (TideSheetPlan *self,
                          unsigned int   row,
                          unsigned int   column,
                          const char    *formula)
{
  Row *at;

  g_return_if_fail (self != NULL && column < self->columns->len);

  at = get_row (self, row);
  g_return_if_fail (at != NULL);

  set_text ((char **) &at->cells->pdata[column], formula);
}

/**
 * tide_sheet_plan_get_id:
 * @self: a plan
 *
 * Returns: (transfer none): stable name of the exhibit
 */
const char *
tide_sheet_plan_get_id (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * tide_sheet_plan_get_title:
 * @self: a plan
 *
 * Returns: (transfer none): title
 */
const char *
tide_sheet_plan_get_title (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * tide_sheet_plan_get_subtitle:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): line below the title
 */
const char *
tide_sheet_plan_get_subtitle (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subtitle;
}

/**
 * tide_sheet_plan_get_note:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): line above the source
 */
const char *
tide_sheet_plan_get_note (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->note;
}

/**
 * tide_sheet_plan_get_heading:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): heading over the labels
 */
const char *
tide_sheet_plan_get_heading (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->heading;
}

/**
 * tide_sheet_plan_get_columns:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type TideListColumn): columns in order
 */
GPtrArray *
tide_sheet_plan_get_columns (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->columns;
}

/**
 * tide_sheet_plan_get_n_rows:
 * @self: a plan
 *
 * Returns: how many rows there are
 */
unsigned int
tide_sheet_plan_get_n_rows (const TideSheetPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

/**
 * tide_sheet_plan_get_label:
 * @self: a plan
 * @row: row, from 0
 *
 * Returns: (transfer none): what the row is called
 */
const char *
tide_sheet_plan_get_label (const TideSheetPlan *self,
                           unsigned int         row)
{
  g_return_val_if_fail (self != NULL && get_row (self, row) != NULL, NULL);

  return get_row (self, row)->label;
}

/**
 * tide_sheet_plan_get_symbol:
 * @self: a plan
 * @row: row, from 0
 *
 * Returns: (transfer none) (nullable): instrument of the row
 */
const char *
tide_sheet_plan_get_symbol (const TideSheetPlan *self,
                            unsigned int         row)
{
  g_return_val_if_fail (self != NULL && get_row (self, row) != NULL, NULL);

  return get_row (self, row)->symbol;
}

/**
 * tide_sheet_plan_get_kind:
 * @self: a plan
 * @row: row, from 0
 *
 * Returns: what the row is among the others
 */
TideSheetRowKind
tide_sheet_plan_get_kind (const TideSheetPlan *self,
                          unsigned int         row)
{
  g_return_val_if_fail (self != NULL && get_row (self, row) != NULL, TIDE_SHEET_ROW_PLAIN);

  return get_row (self, row)->kind;
}

/**
 * tide_sheet_plan_get_cell:
 * @self: a plan
 * @row: row, from 0
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): formula of a cell
 */
const char *
tide_sheet_plan_get_cell (const TideSheetPlan *self,
                          unsigned int         row,
                          unsigned int         column)
{
  g_return_val_if_fail (self != NULL && get_row (self, row) != NULL, NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  return g_ptr_array_index (get_row (self, row)->cells, column);
}
