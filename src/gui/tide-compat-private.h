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

G_END_DECLS
