// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-exhibit-grid"

#include "config.h"

#include "gui/tide-exhibit-grid.h"

/* Width from which two exhibits fit side by side, and what one needs at least;
 * px. */
#define TWO_FIT_FROM 860
#define EXHIBIT_WIDTH 320
#define EXHIBIT_HEIGHT 240
#define SPACING 8

struct _TideExhibitGrid
{
  GtkWidget parent_instance;

  bool wide_first; /* the first one has a row of its own */
};

G_DEFINE_FINAL_TYPE (TideExhibitGrid, tide_exhibit_grid, GTK_TYPE_WIDGET)

static int
count_exhibits (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);

  return n;
}

static int
count_columns (int width,
               int n_exhibits)
{
  return width >= TWO_FIT_FROM && n_exhibits > 1 ? 2 : 1;
}

static int
count_rows (int n_exhibits,
            int n_columns)
{
  return (n_exhibits + n_columns - 1) / n_columns;
}

static bool
is_wide_first (GtkWidget *widget,
               int        n_columns)
{
  return TIDE_EXHIBIT_GRID (widget)->wide_first && n_columns > 1;
}

static GtkSizeRequestMode
tide_exhibit_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
measure_height (GtkWidget *widget)
{
  int height = EXHIBIT_HEIGHT;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      height = MAX (height, minimum);
    }

  return height;
}

static void
tide_exhibit_grid_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  int n = count_exhibits (widget);
  int columns = count_columns (for_size > 0 ? for_size : 0, n);
  int rows = count_rows (n + is_wide_first (widget, columns), columns);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = EXHIBIT_WIDTH;
      *natural = TWO_FIT_FROM;
      return;
    }

  *minimum = rows * measure_height (widget) + MAX (0, rows - 1) * SPACING;
  *natural = *minimum;
}

/* The last exhibit of an odd number has the whole width. */
static void
tide_exhibit_grid_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  int n = count_exhibits (widget);
  int columns = count_columns (width, n);
  int wide = is_wide_first (widget, columns);
  int rows = MAX (1, count_rows (n + wide, columns));
  int cell_width = (width - (columns - 1) * SPACING) / columns;
  int cell_height = (height - (rows - 1) * SPACING) / rows;
  int i = 0; /* place of the exhibit; a wide one takes two */

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      bool          first = wide && i == 0;
      bool          alone = first || (i == n + wide - 1 && i % columns == 0);
      GtkAllocation place = { i % columns * (cell_width + SPACING),
                              i / columns * (cell_height + SPACING), cell_width,
                              MAX (cell_height, 0) };

      if (!gtk_widget_should_layout (child))
        continue;
      if (alone)
        place.width = width;
      gtk_widget_size_allocate (child, &place, -1);
      i += first ? columns : 1;
    }
}

static void
tide_exhibit_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tide_exhibit_grid_parent_class)->dispose (object);
}

static void
tide_exhibit_grid_class_init (TideExhibitGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_exhibit_grid_dispose;
  widget_class->get_request_mode = tide_exhibit_grid_get_request_mode;
  widget_class->measure = tide_exhibit_grid_measure;
  widget_class->size_allocate = tide_exhibit_grid_size_allocate;
}

static void
tide_exhibit_grid_init (TideExhibitGrid *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
tide_exhibit_grid_new (void)
{
  return g_object_new (TIDE_TYPE_EXHIBIT_GRID, NULL);
}

void
tide_exhibit_grid_append (TideExhibitGrid *self,
                          GtkWidget       *exhibit)
{
  g_return_if_fail (TIDE_IS_EXHIBIT_GRID (self));

  gtk_widget_insert_before (exhibit, GTK_WIDGET (self), NULL);
}

/* Whether the first exhibit has a row of its own; it is off at first. */
void
tide_exhibit_grid_set_wide_first (TideExhibitGrid *self,
                                  bool             wide_first)
{
  g_return_if_fail (TIDE_IS_EXHIBIT_GRID (self));

  if (self->wide_first == wide_first)
    return;

  self->wide_first = wide_first;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
