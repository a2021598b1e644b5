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
