// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The few places where the floor and the newest stack part ways; nothing else
 * in the project asks for a version. Each fork names the version after which
 * it dies.
 */

/* Dies with GTK 4.10 as the floor: gtk_widget_get_color(). */
static inline void
tide_compat_get_color (GtkWidget *widget,
                       GdkRGBA   *color)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* Dies with GTK 4.10 as the floor: until then a button with a mnemonic is read
 * out with its underline, and twice. The name of its label is left. */
static inline void
tide_compat_name_mnemonics (GtkWidget *widget)
{
#if !GTK_CHECK_VERSION(4, 10, 0)
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tide_compat_name_mnemonics (child);
#endif
}

G_END_DECLS
