// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-sheet"

#include "config.h"

#include "gui/tide-cell-sheet.h"

#include <math.h>

/* Names may be cut, numbers may not. */
#define NAME_WIDTH_MIN 90
#define NAME_WIDTH_MAX 220
#define SPARKLINE_WIDTH 84
/* What a column is given beyond its need on a wide page. */
#define EXTRA_MAX 20

struct _TideCellSheet
{
  GObject parent_instance;

  TideStyle  *style;    /* (owned) */
  GPtrArray  *columns;  /* (owned) (element-type TideCellColumn) */
  GHashTable *adjusted; /* (owned) (nullable): symbols whose prices are adjusted */
  int         natural;  /* width at which nothing is cut; px */
  int         line;     /* height of a line of text; px */
  int         width;    /* px */
  int         offset;   /* how far the rows are moved to the left; px */
  int         mark;     /* width of the mark of an adjusted price; px */
  int         row;      /* of the cursor, −1 for none */
  int         column;
  int         anchor_row; /* the cell from which cells are marked */
  int         anchor_column;
  int         sort; /* column, −1 for the list's own order */

  unsigned int descending : 1;
  unsigned int active : 1; /* the table has the focus */
};

G_DEFINE_FINAL_TYPE (TideCellSheet, tide_cell_sheet, G_TYPE_OBJECT)

enum
{
  LAYOUT_CHANGED,
  MARKS_CHANGED,
  LOOKS_CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

GdkRGBA
tide_color_to_rgba (TideColor color,
                    double    opacity)
{
  return (GdkRGBA){
    .red = (float) ((color >> 16) & 0xff) / 255.0f,
    .green = (float) ((color >> 8) & 0xff) / 255.0f,
    .blue = (float) (color & 0xff) / 255.0f,
    .alpha = (float) opacity,
  };
}

static void
style_changed_cb (TideCellSheet *self)
{
  g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

static void
tide_cell_sheet_finalize (GObject *object)
{
  TideCellSheet *self = TIDE_CELL_SHEET (object);

  g_clear_object (&self->style);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->adjusted, g_hash_table_unref);

  G_OBJECT_CLASS (tide_cell_sheet_parent_class)->finalize (object);
}

static unsigned int
new_signal (const char *name)
{
  return g_signal_new (name, TIDE_TYPE_CELL_SHEET, G_SIGNAL_RUN_LAST,
                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_cell_sheet_class_init (TideCellSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_cell_sheet_finalize;

  signals[LAYOUT_CHANGED] = new_signal ("layout-changed");
  signals[MARKS_CHANGED] = new_signal ("marks-changed");
  signals[LOOKS_CHANGED] = new_signal ("looks-changed");
}

static void
tide_cell_sheet_init (TideCellSheet *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->columns = tide_cell_columns_new (none);
  self->row = self->anchor_row = -1;
  self->sort = -1;
}

TideCellSheet *
tide_cell_sheet_new (TideStyle *style)
{
  TideCellSheet *self = g_object_new (TIDE_TYPE_CELL_SHEET, NULL);

  self->style = g_object_ref (style);
  g_signal_connect_object (style, "changed", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const TideTheme *
tide_cell_sheet_get_theme (TideCellSheet *self)
{
  return tide_style_get_theme (self->style);
}

/* The order stays with the heading it was chosen by. */
void
tide_cell_sheet_take_columns (TideCellSheet *self,
                              GPtrArray     *columns_take)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->columns);

  self->columns = columns_take;
  self->column = MIN (self->column, (int) self->columns->len - 1);
  self->anchor_column = self->column;
  self->anchor_row = self->row;
  if (self->sort >= 0)
    {
      const TideCellColumn *sorted = g_ptr_array_index (before, self->sort);

      self->sort = tide_cell_sheet_find_column (self, sorted->title);
    }
}

unsigned int
tide_cell_sheet_get_n_columns (TideCellSheet *self)
{
  return self->columns->len;
}

TideCellColumn *
tide_cell_sheet_get_column (TideCellSheet *self,
                            unsigned int   index)
{
  g_return_val_if_fail (index < self->columns->len, NULL);

  return g_ptr_array_index (self->columns, index);
}

/* −1 where there is no column of that name. */
int
tide_cell_sheet_find_column (TideCellSheet *self,
                             const char    *title)
{
  for (unsigned int i = 0; i < self->columns->len; i++)
    {
      const TideCellColumn *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->title, title) == 0)
        return (int) i;
    }

  return -1;
}

/* The column at a distance from the rows' left edge; the nearest beyond the
 * edges. */
int
tide_cell_sheet_find_column_at (TideCellSheet *self,
                                double         x)
{
  if (x < self->offset + tide_cell_sheet_get_frozen_width (self))
    return 0;

  for (unsigned int i = 0; i < self->columns->len; i++)
    {
      const TideCellColumn *column = g_ptr_array_index (self->columns, i);

      if (x < column->x + column->width)
        return (int) i;
    }

  return (int) self->columns->len - 1;
}

static int
choose_width (TideCellSheet        *self,
              const TideCellColumn *column)
{
  int width = column->text_width;

  if (column->kind == TIDE_CELL_SPARKLINE)
    width = SPARKLINE_WIDTH;
  else if (column->kind == TIDE_CELL_NAME)
    width = MIN (width, NAME_WIDTH_MAX);
  if (tide_cell_column_is_price (column) && self->adjusted != NULL)
    width += self->mark;

  return MAX (width, column->heading_width) + 2 * TIDE_CELL_PADDING;
}

/* Where there is too little room, names give way as far as they can; where
 * there is more, each column gets a little of it. */
static void
place_columns (TideCellSheet *self)
{
  int spare = self->width - self->natural;
  int extra = CLAMP (spare / (int) self->columns->len, 0, EXTRA_MAX);
  int x = 0;

  for (unsigned int i = 0; i < self->columns->len; i++)
    {
      TideCellColumn *column = g_ptr_array_index (self->columns, i);

      column->x = x;
      column->width = column->natural + extra;
      if (column->kind == TIDE_CELL_NAME && spare < 0)
        column->width = MAX (column->least, column->natural + spare);
      x += column->width;
    }
}

/* Reads all rows: unit, decimals and width of each column hold for the whole
 * table, whatever of it is on screen. */
void
tide_cell_sheet_scan (TideCellSheet   *self,
                      GListModel      *rows,
                      TideCellMeasure *measure,
                      TideCellMeasure *heading)
{
  unsigned int n_rows = g_list_model_get_n_items (rows);
  int          arrow = tide_cell_measure_text (heading, "▾ ");

  self->mark = tide_cell_measure_text (measure, "a");
  self->line = tide_cell_measure_line (measure);
  for (unsigned int i = 0; i < self->columns->len; i++)
    tide_cell_column_begin_scan (g_ptr_array_index (self->columns, i));
  for (unsigned int i = 0; i < n_rows; i++)
    {
      g_autoptr (TideListRow) row = g_list_model_get_item (rows, i);

      for (unsigned int j = 0; j < self->columns->len; j++)
        tide_cell_column_scan_row (g_ptr_array_index (self->columns, j), row, measure);
    }

  self->natural = 0;
  for (unsigned int j = 0; j < self->columns->len; j++)
    {
      TideCellColumn *column = g_ptr_array_index (self->columns, j);

      tide_cell_column_end_scan (column, measure);
      column->heading_width = tide_cell_measure_text (heading, column->title) + arrow;
      column->natural = choose_width (self, column);
      column->least = column->natural;
      if (column->kind == TIDE_CELL_NAME)
        column->least = MAX (MIN (column->text_width, NAME_WIDTH_MIN), column->heading_width) +
                        2 * TIDE_CELL_PADDING;
      self->natural += column->natural;
    }
  place_columns (self);
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

/* Fits the columns into a width; nothing happens while it is the same. */
void
tide_cell_sheet_fit (TideCellSheet *self,
                     int            width)
{
  if (self->width == width)
    return;

  self->width = width;
  place_columns (self);
}

/* The first column stays where it is when the rows are moved sideways. */
void
tide_cell_sheet_set_offset (TideCellSheet *self,
                            int            offset)
{
  if (self->offset == offset)
    return;

  self->offset = offset;
  g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

int
tide_cell_sheet_get_offset (TideCellSheet *self)
{
  return self->offset;
}

int
tide_cell_sheet_get_frozen_width (TideCellSheet *self)
{
  const TideCellColumn *first = g_ptr_array_index (self->columns, 0);

  return first->width;
}

/* Whether the whole width of a column is on screen. One that is cut off is not
 * drawn at all: a number without its sign or its last digits is another number. */
bool
tide_cell_sheet_is_in_sight (TideCellSheet *self,
                             unsigned int   index)
{
  const TideCellColumn *column = g_ptr_array_index (self->columns, index);

  if (index == 0 || column->kind == TIDE_CELL_NAME || column->kind == TIDE_CELL_SPARKLINE)
    return true;

  return column->x >= self->offset + tide_cell_sheet_get_frozen_width (self) &&
         column->x + column->width - TIDE_CELL_PADDING <= self->offset + self->width;
}

/* The width that the columns take. */
int
tide_cell_sheet_get_width (TideCellSheet *self)
{
  const TideCellColumn *last = g_ptr_array_index (self->columns, self->columns->len - 1);

  return last->x + last->width;
}

/* The height below which a line would be cut; 0 before the first scan. */
int
tide_cell_sheet_get_line_height (TideCellSheet *self)
{
  return self->line;
}

/* The width below which a number would be cut. */
int
tide_cell_sheet_get_least_width (TideCellSheet *self)
{
  int width = 0;

  for (unsigned int i = 0; i < self->columns->len; i++)
    {
      const TideCellColumn *column = g_ptr_array_index (self->columns, i);

      width += column->least;
    }

  return width;
}

/* @symbols: (nullable): those whose prices are adjusted for dividends. */
void
tide_cell_sheet_set_adjusted (TideCellSheet *self,
                              GHashTable    *symbols)
{
  g_clear_pointer (&self->adjusted, g_hash_table_unref);
  if (symbols != NULL && g_hash_table_size (symbols) > 0)
    self->adjusted = g_hash_table_ref (symbols);
}

/* Whether a cell holds a price that was never quoted. Index levels are not
 * adjusted, whatever their file says. */
bool
tide_cell_sheet_is_adjusted (TideCellSheet        *self,
                             const TideCellColumn *column,
                             TideListRow          *row)
{
  TideResult *result;

  if (self->adjusted == NULL || !tide_cell_column_is_price (column) ||
      !g_hash_table_contains (self->adjusted, tide_list_row_get_symbol (row)))
    return false;

  result = tide_list_row_get_result (row, column->result);
  return result != NULL && tide_result_get_data (result)->kind == TIDE_VALUE_NUMBER &&
         tide_result_get_data (result)->unit.kind == TIDE_UNIT_CURRENCY;
}

bool
tide_cell_sheet_shows_adjusted (TideCellSheet *self)
{
  for (unsigned int i = 0; self->adjusted != NULL && i < self->columns->len; i++)
    {
      const TideCellColumn *column = g_ptr_array_index (self->columns, i);

      if (tide_cell_column_is_price (column) && column->has_unit &&
          (column->mixed || column->unit.kind == TIDE_UNIT_CURRENCY))
        return true;
    }

  return false;
}

/* Moves the cursor; @extend marks the cells from where marking began. */
void
tide_cell_sheet_set_cursor (TideCellSheet *self,
                            int            row,
                            int            column,
                            bool           extend)
{
  self->row = row;
  self->column = CLAMP (column, 0, (int) self->columns->len - 1);
  if (!extend || self->anchor_row < 0)
    {
      self->anchor_row = self->row;
      self->anchor_column = self->column;
    }
  g_signal_emit (self, signals[MARKS_CHANGED], 0);
}

void
tide_cell_sheet_get_cursor (TideCellSheet *self,
                            int           *out_row,
                            int           *out_column)
{
  *out_row = self->row;
  *out_column = self->column;
}

TideCellRange
tide_cell_sheet_get_range (TideCellSheet *self)
{
  return (TideCellRange){
    .first_row = MIN (self->row, self->anchor_row),
    .last_row = MAX (self->row, self->anchor_row),
    .first_column = MIN (self->column, self->anchor_column),
    .last_column = MAX (self->column, self->anchor_column),
  };
}

void
tide_cell_sheet_set_active (TideCellSheet *self,
                            bool           active)
{
  if (self->active == active)
    return;

  self->active = active;
  g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

bool
tide_cell_sheet_is_active (TideCellSheet *self)
{
  return self->active;
}

void
tide_cell_sheet_set_sort (TideCellSheet *self,
                          int            column,
                          bool           descending)
{
  self->sort = column;
  self->descending = descending;
}

int
tide_cell_sheet_get_sort (TideCellSheet *self,
                          bool          *out_descending)
{
  *out_descending = self->descending;
  return self->sort;
}
