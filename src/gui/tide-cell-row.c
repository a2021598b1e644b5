// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-row"

#include "config.h"

#include "gui/tide-cell-row.h"

#include "chart/tide-sparkline.h"

/* Thickness of the cursor's outline; px. */
#define CURSOR_WIDTH 2

struct _TideCellRow
{
  GtkWidget parent_instance;

  TideCellSheet *sheet; /* (owned) */
  TideListRow   *row;   /* (owned) (nullable) */
  int            position;
  TideCellRange  drawn; /* what of it is marked; first_row −1 for nothing */
  int            cursor;
};

G_DEFINE_FINAL_TYPE (TideCellRow, tide_cell_row, GTK_TYPE_WIDGET)

static TideColor
choose_color (const TideTheme *theme,
              TideCellTone     tone)
{
  switch (tone)
    {
    case TIDE_TONE_PLAIN:
      return theme->ink;
    case TIDE_TONE_UP:
      return theme->up_text;
    case TIDE_TONE_DOWN:
      return theme->down_text;
    case TIDE_TONE_MISSING:
      return theme->ink2;
    case TIDE_TONE_STALE:
    case TIDE_TONE_PROBLEM:
      return theme->warning;
    }
  g_return_val_if_reached (theme->ink);
}

/* What of this row is marked: its own part of the sheet's rectangle. */
static TideCellRange
get_marked (TideCellRow *self,
            int         *out_cursor)
{
  TideCellRange range = tide_cell_sheet_get_range (self->sheet);
  int           row, column;

  tide_cell_sheet_get_cursor (self->sheet, &row, &column);
  *out_cursor = row == self->position ? column : -1;
  if (row < 0 || self->position < range.first_row || self->position > range.last_row ||
      (range.first_row == range.last_row && range.first_column == range.last_column))
    return (TideCellRange){ -1, -1, -1, -1 };

  return range;
}

static void
marks_changed_cb (TideCellRow *self)
{
  int           cursor;
  TideCellRange marked = get_marked (self, &cursor);

  if (cursor != self->cursor || marked.first_row != self->drawn.first_row ||
      marked.first_column != self->drawn.first_column ||
      marked.last_column != self->drawn.last_column)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
layout_changed_cb (TideCellRow *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
  /* The same size does not mean the same places. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_marks (TideCellRow *self,
            GtkSnapshot *snapshot,
            int          height)
{
  const TideTheme      *theme = tide_cell_sheet_get_theme (self->sheet);
  const TideCellColumn *first, *last;
  GdkRGBA               fill = tide_color_to_rgba (theme->series[0], 0.14);

  self->drawn = get_marked (self, &self->cursor);
  if (self->drawn.first_row < 0)
    return;

  first = tide_cell_sheet_get_column (self->sheet, (unsigned int) self->drawn.first_column);
  last = tide_cell_sheet_get_column (self->sheet, (unsigned int) self->drawn.last_column);
  gtk_snapshot_append_color (snapshot, &fill,
                             &GRAPHENE_RECT_INIT ((float) first->x, 0.0f,
                                                  (float) (last->x + last->width - first->x),
                                                  (float) height));
}

static void
draw_cursor (TideCellRow *self,
             GtkSnapshot *snapshot,
             int          height)
{
  static const float    widths[4] = { CURSOR_WIDTH, CURSOR_WIDTH, CURSOR_WIDTH, CURSOR_WIDTH };
  const TideTheme      *theme = tide_cell_sheet_get_theme (self->sheet);
  bool                  active = tide_cell_sheet_is_active (self->sheet);
  GdkRGBA               color = tide_color_to_rgba (active ? theme->series[0] : theme->axis, 1.0);
  const GdkRGBA         colors[4] = { color, color, color, color };
  const TideCellColumn *column;
  GskRoundedRect        outline;

  if (self->cursor < 0)
    return;

  column = tide_cell_sheet_get_column (self->sheet, (unsigned int) self->cursor);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) column->x, 0.0f,
                                                        (float) column->width, (float) height),
                                   2.0f);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

static void
draw_text (GtkSnapshot *snapshot,
           PangoLayout *layout,
           double       x,
           int          height,
           TideColor    color)
{
  GdkRGBA rgba = tide_color_to_rgba (color, 1.0);
  int     text_height;

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
}

/* The mark of an adjusted price hangs right of the digits, so that they stay in
 * line with those of unmarked prices. */
static int
draw_mark (TideCellRow          *self,
           GtkSnapshot          *snapshot,
           PangoLayout          *layout,
           const TideCellColumn *column,
           int                   height)
{
  int width;

  if (!tide_cell_column_is_price (column) || !tide_cell_sheet_shows_adjusted (self->sheet))
    return 0;

  pango_layout_set_text (layout, "a", -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (tide_cell_sheet_is_adjusted (self->sheet, column, self->row))
    draw_text (snapshot, layout, column->x + column->width - TIDE_CELL_PADDING - width, height,
               tide_cell_sheet_get_theme (self->sheet)->ink2);
  return width;
}

/* What sums up other rows stands out. */
static void
set_bold (PangoLayout *layout,
          bool         bold)
{
  PangoAttribute *weight =
    pango_attr_weight_new (bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);

  pango_attr_list_change (pango_layout_get_attributes (layout), weight);
  pango_layout_context_changed (layout);
}

static void
draw_cell_text (TideCellRow          *self,
                GtkSnapshot          *snapshot,
                PangoLayout          *layout,
                const TideCellColumn *column,
                int                   height)
{
  const TideTheme *theme = tide_cell_sheet_get_theme (self->sheet);
  bool             numeric = tide_cell_column_is_numeric (column);
  int              mark = draw_mark (self, snapshot, layout, column, height);
  int              room = column->width - 2 * TIDE_CELL_PADDING - mark;
  g_autofree char *text = tide_cell_column_dup_text (column, self->row, TIDE_NUMBER_SCREEN);
  TideCellTone     tone = tide_cell_column_get_tone (column, self->row);
  int              width;

  if (*text == '\0')
    return;

  pango_layout_set_text (layout, text, -1);
  set_bold (layout, tide_list_row_is_fixed (self->row));
  if (column->kind == TIDE_CELL_NAME)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, room * PANGO_SCALE);
    }
  pango_layout_get_pixel_size (layout, &width, NULL);
  draw_text (snapshot, layout, column->x + TIDE_CELL_PADDING + (numeric ? room - width : 0),
             height, choose_color (theme, tone));
  pango_layout_set_width (layout, -1);
}

static void
draw_sparkline (TideCellRow          *self,
                GtkSnapshot          *snapshot,
                const TideCellColumn *column,
                int                   height)
{
  const TideTheme *theme = tide_cell_sheet_get_theme (self->sheet);
  TideResult      *result = tide_list_row_get_result (self->row, column->result);
  TideSeries      *series = result != NULL ? tide_result_get_data (result)->series : NULL;
  double           width = column->width - 2 * TIDE_CELL_PADDING;
  TideSparkline    sparkline;
  cairo_t         *cr;

  if (series == NULL || tide_series_get_length (series) == 0)
    return;

  sparkline = tide_sparkline_layout (tide_series_get_values (series),
                                     tide_series_get_length (series), width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) column->x, 0.0f,
                                                                 (float) column->width,
                                                                 (float) height));
  cairo_translate (cr, column->x + TIDE_CELL_PADDING, 0.0);
  tide_sparkline_paint (&sparkline, tide_series_get_values (series),
                        tide_series_get_length (series), theme->ink2, cr);
  cairo_destroy (cr);
}

/* Draws columns from @first up to @end, as far as they lie right of @left. */
static void
draw_columns (TideCellRow *self,
              GtkSnapshot *snapshot,
              unsigned int first,
              unsigned int end,
              int          left)
{
  g_autoptr (PangoLayout) layout = tide_cell_layout_new (GTK_WIDGET (self));
  int                     width = gtk_widget_get_width (GTK_WIDGET (self));
  int                     height = gtk_widget_get_height (GTK_WIDGET (self));

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) left, 0.0f,
                                                         (float) (width - left), (float) height));
  draw_marks (self, snapshot, height);
  for (unsigned int i = first; i < end; i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, i);

      if (column->kind == TIDE_CELL_SPARKLINE)
        draw_sparkline (self, snapshot, column, height);
      else if (tide_cell_sheet_is_in_sight (self->sheet, i))
        draw_cell_text (self, snapshot, layout, column, height);
    }
  draw_cursor (self, snapshot, height);
  gtk_snapshot_pop (snapshot);
}

/* The first column stays in sight when the others are moved below it. */
static void
tide_cell_row_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  TideCellRow *self = TIDE_CELL_ROW (widget);
  int          offset = tide_cell_sheet_get_offset (self->sheet);
  int          frozen = tide_cell_sheet_get_frozen_width (self->sheet);
  int          height = gtk_widget_get_height (widget);

  if (self->row == NULL)
    return;

  draw_columns (self, snapshot, 1, tide_cell_sheet_get_n_columns (self->sheet), offset + frozen);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) offset, 0.0f));
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) frozen, (float) height));
  draw_columns (self, snapshot, 0, 1, 0);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
tide_cell_row_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  TideCellRow *self = TIDE_CELL_ROW (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
               ? tide_cell_sheet_get_least_width (self->sheet)
               : tide_cell_sheet_get_line_height (self->sheet);
  *natural = *minimum;
  *minimum_baseline = *natural_baseline = -1;
}

/* A name is told again only where it is cut. */
static char *
dup_tooltip (TideCellRow          *self,
             const TideCellColumn *column)
{
  g_autofree char        *text = tide_cell_column_dup_tooltip (column, self->row);
  g_autoptr (PangoLayout) layout = NULL;
  int                     width;

  if (text == NULL || column->kind != TIDE_CELL_NAME)
    return g_steal_pointer (&text);

  layout = tide_cell_layout_new (GTK_WIDGET (self));
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > column->width - 2 * TIDE_CELL_PADDING ? g_steal_pointer (&text) : NULL;
}

static gboolean
tide_cell_row_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    keyboard,
                             GtkTooltip *tooltip)
{
  TideCellRow          *self = TIDE_CELL_ROW (widget);
  const TideCellColumn *column;
  g_autofree char      *text = NULL;

  if (self->row == NULL || keyboard)
    return FALSE;

  column = tide_cell_sheet_get_column (
    self->sheet, (unsigned int) tide_cell_sheet_find_column_at (self->sheet, x));
  text = dup_tooltip (self, column);
  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
tide_cell_row_dispose (GObject *object)
{
  TideCellRow *self = TIDE_CELL_ROW (object);

  tide_cell_row_bind (self, NULL, -1);
  g_clear_object (&self->sheet);

  G_OBJECT_CLASS (tide_cell_row_parent_class)->dispose (object);
}

static void
tide_cell_row_class_init (TideCellRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cell_row_dispose;
  widget_class->snapshot = tide_cell_row_snapshot;
  widget_class->measure = tide_cell_row_measure;
  widget_class->query_tooltip = tide_cell_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "cells");
}

static void
tide_cell_row_init (TideCellRow *self)
{
  self->position = -1;
  self->cursor = -1;
  self->drawn.first_row = -1;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
tide_cell_row_new (TideCellSheet *sheet)
{
  TideCellRow *self = g_object_new (TIDE_TYPE_CELL_ROW, NULL);

  self->sheet = g_object_ref (sheet);
  g_signal_connect_object (sheet, "layout-changed", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "looks-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "marks-changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Symbol and name, as far as there are any. */
static char *
dup_row_name (TideListRow *row)
{
  const char *symbol = tide_list_row_get_symbol (row);
  const char *name = tide_list_row_get_name (row);

  return g_strdup_printf ("%s%s%s", symbol, *symbol != '\0' ? " " : "", name != NULL ? name : "");
}

/* The row and the cell under the cursor in words, for those who hear them. */
static char *
dup_description (TideCellRow *self)
{
  g_autofree char      *name = dup_row_name (self->row);
  const TideCellColumn *column;
  g_autofree char      *text = NULL;
  int                   row, index;

  tide_cell_sheet_get_cursor (self->sheet, &row, &index);
  if (row != self->position)
    return g_steal_pointer (&name);

  column = tide_cell_sheet_get_column (self->sheet, (unsigned int) index);
  text = tide_cell_column_dup_text (column, self->row, TIDE_NUMBER_SCREEN);
  return g_strdup_printf ("%s, %s %s", name, column->title, text);
}

/* Says again what the row holds; its list item is what a screen reader meets. */
void
tide_cell_row_update_name (TideCellRow *self)
{
  GtkWidget       *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  if (item == NULL || self->row == NULL)
    return;

  text = dup_description (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
row_changed_cb (TideCellRow *self)
{
  tide_cell_row_update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* @row: (nullable): NULL while the widget waits for one. */
void
tide_cell_row_bind (TideCellRow *self,
                    TideListRow *row,
                    int          position)
{
  if (self->row != row)
    {
      if (self->row != NULL)
        g_signal_handlers_disconnect_by_func (self->row, row_changed_cb, self);
      g_set_object (&self->row, row);
      if (row != NULL)
        g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  self->position = position;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
tide_cell_row_get_position (TideCellRow *self)
{
  return self->position;
}

TideListRow *
tide_cell_row_get_row (TideCellRow *self)
{
  return self->row;
}
