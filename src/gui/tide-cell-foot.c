// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-foot"

#include "config.h"

#include "gui/tide-cell-foot.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/tide-statistics.h"

struct _TideCellFoot
{
  GtkWidget parent_instance;

  TideCellSheet *sheet;      /* (owned) */
  GtkAdjustment *adjustment; /* (owned) */
  GArray        *medians;    /* (owned) (element-type double): NaN for none */
};

G_DEFINE_FINAL_TYPE (TideCellFoot, tide_cell_foot, GTK_TYPE_WIDGET)

static double
get_median (const TideCellColumn *column,
            GListModel           *rows)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (unsigned int i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TideListRow) row = g_list_model_get_item (rows, i);
      double                  value;

      if (tide_cell_column_get_number (column, row, &value))
        g_array_append_val (values, value);
    }

  return values->len > 0 ? tide_stat_median ((const double *) (void *) values->data, values->len)
                         : NAN;
}

/* A median of prices says nothing, one of changes does. */
static bool
has_median (const TideCellColumn *column)
{
  if (tide_cell_column_is_change (column))
    return true;

  return column->has_unit && !column->mixed &&
         (column->unit.kind == TIDE_UNIT_CHANGE || column->unit.kind == TIDE_UNIT_POINTS ||
          column->unit.kind == TIDE_UNIT_SHARE || column->unit.kind == TIDE_UNIT_MULTIPLE);
}

static void
draw_cell (TideCellFoot *self,
           GtkSnapshot  *snapshot,
           PangoLayout  *layout,
           unsigned int  index,
           int           offset)
{
  const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, index);
  g_autofree char      *text = tide_cell_foot_dup_text (self, index);
  const TideTheme      *theme = tide_cell_sheet_get_theme (self->sheet);
  GdkRGBA               ink = tide_color_to_rgba (theme->ink, 1.0);
  int                   width, height;
  float                 x = (float) (column->x + TIDE_CELL_PADDING);

  if (text == NULL || !tide_cell_sheet_is_in_sight (self->sheet, index))
    return;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (tide_cell_column_is_numeric (column))
    x = (float) (column->x + column->width - TIDE_CELL_PADDING - width);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (
                x - (float) offset,
                (float) (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
tide_cell_foot_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  TideCellFoot           *self = TIDE_CELL_FOOT (widget);
  g_autoptr (PangoLayout) layout = tide_cell_layout_new (widget);
  float                   frozen = (float) tide_cell_sheet_get_frozen_width (self->sheet);
  int                     offset = (int) gtk_adjustment_get_value (self->adjustment);

  draw_cell (self, snapshot, layout, 0, 0);
  gtk_snapshot_push_clip (
    snapshot, &GRAPHENE_RECT_INIT (frozen, 0.0f, (float) gtk_widget_get_width (widget) - frozen,
                                   (float) gtk_widget_get_height (widget)));
  for (unsigned int i = 1; i < tide_cell_sheet_get_n_columns (self->sheet); i++)
    draw_cell (self, snapshot, layout, i, offset);
  gtk_snapshot_pop (snapshot);
}

static void
tide_cell_foot_dispose (GObject *object)
{
  TideCellFoot *self = TIDE_CELL_FOOT (object);

  g_clear_object (&self->sheet);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->medians, g_array_unref);

  G_OBJECT_CLASS (tide_cell_foot_parent_class)->dispose (object);
}

static void
tide_cell_foot_class_init (TideCellFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cell_foot_dispose;
  widget_class->snapshot = tide_cell_foot_snapshot;
  gtk_widget_class_set_css_name (widget_class, "summary");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tide_cell_foot_init (TideCellFoot *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->medians = g_array_new (FALSE, FALSE, sizeof (double));
}

GtkWidget *
tide_cell_foot_new (TideCellSheet *sheet,
                    GtkAdjustment *adjustment)
{
  TideCellFoot *self = g_object_new (TIDE_TYPE_CELL_FOOT, NULL);

  self->sheet = g_object_ref (sheet);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "layout-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "looks-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Takes the medians of the rows that are shown. */
void
tide_cell_foot_summarize (TideCellFoot *self,
                          GListModel   *rows)
{
  GString *spoken = g_string_new (_ ("Median"));

  g_return_if_fail (TIDE_IS_CELL_FOOT (self));

  g_array_set_size (self->medians, 0);
  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (self->sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, i);
      double                median = has_median (column) ? get_median (column, rows) : NAN;

      g_array_append_val (self->medians, median);
      if (!isnan (median))
        {
          g_autofree char *text = tide_cell_foot_dup_text (self, i);

          g_string_append_printf (spoken, ", %s %s", column->title, text);
        }
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  g_string_free (spoken, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* (nullable): what stands under a column. */
char *
tide_cell_foot_dup_text (TideCellFoot *self,
                         unsigned int  column)
{
  const TideCellColumn *shown;
  double                median;

  if (column >= self->medians->len)
    return NULL;

  shown = tide_cell_sheet_get_column (self->sheet, column);
  if (shown->kind == TIDE_CELL_SYMBOL)
    return g_strdup (_ ("Median"));

  median = g_array_index (self->medians, double, column);
  return isnan (median) ? NULL : tide_cell_column_format (shown, median, TIDE_NUMBER_SCREEN);
}
