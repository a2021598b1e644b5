// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "gui/tide-cell-measure.h"

#include <math.h>

struct _TideCellMeasure
{
  PangoLayout *layout; /* (owned) */
  GHashTable  *widths; /* (owned): character to width in Pango units */
};

/* A layout in the widget's font with figures of one width. */
PangoLayout *
tide_cell_layout_new (GtkWidget *widget)
{
  PangoLayout              *layout = gtk_widget_create_pango_layout (widget, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

TideCellMeasure *
tide_cell_measure_new (GtkWidget *widget)
{
  TideCellMeasure *self = g_new0 (TideCellMeasure, 1);

  self->layout = tide_cell_layout_new (widget);
  self->widths = g_hash_table_new (NULL, NULL);
  return self;
}

void
tide_cell_measure_free (TideCellMeasure *self)
{
  g_object_unref (self->layout);
  g_hash_table_unref (self->widths);
  g_free (self);
}

static int
measure_character (TideCellMeasure *self,
                   gunichar         character)
{
  gpointer key = GUINT_TO_POINTER (character);
  gpointer found;
  char     text[7] = "";
  int      width;

  if (g_hash_table_lookup_extended (self->widths, key, NULL, &found))
    return GPOINTER_TO_INT (found);

  text[g_unichar_to_utf8 (character, text)] = '\0';
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  g_hash_table_insert (self->widths, key, GINT_TO_POINTER (width));
  return width;
}

/* Width in pixels, rounded up. */
int
tide_cell_measure_text (TideCellMeasure *self,
                        const char      *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += measure_character (self, g_utf8_get_char (p));

  return (int) ceil (width / (double) PANGO_SCALE);
}

/* Height of a line in pixels. */
int
tide_cell_measure_line (TideCellMeasure *self)
{
  int height;

  pango_layout_set_text (self->layout, "0", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}
