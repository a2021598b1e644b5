// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cell-header"

#include "config.h"

#include "gui/tide-cell-header.h"

#include <glib/gi18n.h>

struct _TideCellHeader
{
  GtkWidget parent_instance;

  TideCellSheet *sheet;      /* (owned) */
  GtkAdjustment *adjustment; /* (owned): how far the rows are moved sideways */
};

G_DEFINE_FINAL_TYPE (TideCellHeader, tide_cell_header, GTK_TYPE_WIDGET)

enum
{
  CLICKED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
clicked_cb (GtkWidget      *button,
            TideCellHeader *self)
{
  int column = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != NULL && child != button; child = gtk_widget_get_next_sibling (child))
    column++;
  g_signal_emit (self, signals[CLICKED], 0, column);
}

static GtkWidget *
make_button (TideCellHeader       *self,
             const TideCellColumn *column)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  /* Numbers stand right, and their heading above them. */
  gtk_label_set_xalign (GTK_LABEL (label), tide_cell_column_is_numeric (column) ? 1.0f : 0.0f);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, column->formula);
  gtk_widget_set_can_target (button, column->kind != TIDE_CELL_SPARKLINE);
  gtk_widget_set_focusable (button, column->kind != TIDE_CELL_SPARKLINE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  return button;
}

static void
tide_cell_header_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  TideCellHeader *self = TIDE_CELL_HEADER (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = tide_cell_sheet_get_width (self->sheet);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
tide_cell_header_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  TideCellHeader *self = TIDE_CELL_HEADER (widget);
  GtkWidget      *child = gtk_widget_get_first_child (widget);
  int             offset = (int) gtk_adjustment_get_value (self->adjustment);
  int             frozen = tide_cell_sheet_get_frozen_width (self->sheet);

  for (unsigned int i = 0; child != NULL && i < tide_cell_sheet_get_n_columns (self->sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, i);
      int                   x = i == 0 ? 0 : column->x - offset;
      int                   minimum;

      gtk_widget_set_child_visible (child, tide_cell_sheet_is_in_sight (self->sheet, i) &&
                                             (i == 0 || x + column->width > frozen));
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      minimum = MAX (minimum, column->width);
      gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, minimum, height }, -1);
      child = gtk_widget_get_next_sibling (child);
    }
}

/* The first heading stays in sight, as its column does. */
static void
tide_cell_header_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TideCellHeader *self = TIDE_CELL_HEADER (widget);
  GtkWidget      *first = gtk_widget_get_first_child (widget);
  float           frozen = (float) tide_cell_sheet_get_frozen_width (self->sheet);

  if (first == NULL)
    return;

  gtk_snapshot_push_clip (
    snapshot, &GRAPHENE_RECT_INIT (frozen, 0.0f, (float) gtk_widget_get_width (widget) - frozen,
                                   (float) gtk_widget_get_height (widget)));
  for (GtkWidget *child = gtk_widget_get_next_sibling (first); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, first, snapshot);
}

static void
tide_cell_header_dispose (GObject *object)
{
  TideCellHeader *self = TIDE_CELL_HEADER (object);
  GtkWidget      *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->sheet);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (tide_cell_header_parent_class)->dispose (object);
}

static void
tide_cell_header_class_init (TideCellHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cell_header_dispose;
  widget_class->measure = tide_cell_header_measure;
  widget_class->size_allocate = tide_cell_header_size_allocate;
  widget_class->snapshot = tide_cell_header_snapshot;

  signals[CLICKED] = g_signal_new ("clicked", TIDE_TYPE_CELL_HEADER, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "headings");
}

static void
tide_cell_header_init (TideCellHeader *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
tide_cell_header_new (TideCellSheet *sheet,
                      GtkAdjustment *adjustment)
{
  TideCellHeader *self = g_object_new (TIDE_TYPE_CELL_HEADER, NULL);

  self->sheet = g_object_ref (sheet);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_allocate),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "layout-changed", G_CALLBACK (gtk_widget_queue_resize),
                           self, G_CONNECT_SWAPPED);
  tide_cell_header_rebuild (self);
  return GTK_WIDGET (self);
}

/* The columns are others. */
void
tide_cell_header_rebuild (TideCellHeader *self)
{
  GtkWidget *child;

  g_return_if_fail (TIDE_IS_CELL_HEADER (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (self->sheet); i++)
    gtk_widget_set_parent (make_button (self, tide_cell_sheet_get_column (self->sheet, i)),
                           GTK_WIDGET (self));
  tide_cell_header_update (self);
}

/* Shows by which column the rows are ordered, in the heading and aloud. */
void
tide_cell_header_update (TideCellHeader *self)
{
  bool descending;
  int  sort;

  g_return_if_fail (TIDE_IS_CELL_HEADER (self));

  sort = tide_cell_sheet_get_sort (self->sheet, &descending);
  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (self->sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (self->sheet, i);
      GtkWidget            *label = tide_cell_header_get_label (self, i);
      g_autofree char      *text = NULL;
      GtkAccessibleSort     order = GTK_ACCESSIBLE_SORT_NONE;

      if (sort == (int) i)
        {
          const char *arrow = descending ? "▾" : "▴";

          order = descending ? GTK_ACCESSIBLE_SORT_DESCENDING : GTK_ACCESSIBLE_SORT_ASCENDING;
          text = tide_cell_column_is_numeric (column)
                   ? g_strdup_printf ("%s %s", arrow, column->title)
                   : g_strdup_printf ("%s %s", column->title, arrow);
        }
      gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : column->title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, column->title,
                                      GTK_ACCESSIBLE_PROPERTY_SORT, order, -1);
    }
}

GtkWidget *
tide_cell_header_get_label (TideCellHeader *self,
                            unsigned int    column)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (unsigned int i = 0; i < column && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);

  return child != NULL ? gtk_button_get_child (GTK_BUTTON (child)) : NULL;
}
