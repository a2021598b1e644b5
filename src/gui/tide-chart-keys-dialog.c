// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-keys-dialog"

#include "config.h"

#include "gui/tide-chart-keys-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static const struct
{
  const char *keys;
  const char *meaning;
} rows[] = {
  { "← →", N_ ("Previous, next value") },
  { "Shift ← →", N_ ("Five values") },
  { "Ctrl ← →", N_ ("Twenty-one values, about a month") },
  { "Home End", N_ ("First, last value shown") },
  { "↑ ↓", N_ ("Other series") },
  { "+ −", N_ ("Closer, farther; so does the wheel") },
  { "R", N_ ("As it was first; so does a double click") },
  { "L", N_ ("Logarithmic axis") },
  { "P", N_ ("First day shown is 100") },
  { "W", N_ ("The window of the mean begins here") },
  { "[ ]", N_ ("Window begins a value earlier, later") },
  { "T", N_ ("The values as a table") },
  { "Space", N_ ("Say the value again") },
  { "Esc", N_ ("No crosshair") },
  { "Ctrl I", N_ ("Trace the value") },
  { "Ctrl C", N_ ("Copy the value") },
  { "Ctrl Shift C", N_ ("Copy the chart") },
  { "Ctrl E", N_ ("Export the chart") },
};

static void
attach (GtkGrid    *grid,
        const char *text,
        const char *css_class,
        int         column,
        int         row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

GtkWidget *
tide_chart_keys_dialog_present (GtkWindow *parent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW,
                                    "transient-for", parent,
                                    "modal", TRUE,
                                    "resizable", FALSE,
                                    "title", _ ("Keys in a Chart"),
                                    NULL);

  gtk_widget_add_css_class (grid, "chart-keys");
  for (int i = 0; i < (int) G_N_ELEMENTS (rows); i++)
    {
      attach (GTK_GRID (grid), rows[i].keys, "key", 0, i);
      attach (GTK_GRID (grid), _ (rows[i].meaning), NULL, 1, i);
    }
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), grid);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
