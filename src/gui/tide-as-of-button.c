// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-as-of-button"

#include "config.h"

#include "gui/tide-as-of-button.h"

#include <glib/gi18n.h>

#include "gui/tide-as-of-popover.h"
#include "gui/tide-compat-private.h"
#include "gui/tide-moment-text.h"

struct _TideAsOfButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel      *label;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideAsOfButton, tide_as_of_button, GTK_TYPE_WIDGET)

static void
update_label (TideAsOfButton *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (tide_view_context_is_latest (self->context))
    text = g_strdup (_ ("Latest"));
  else
    text = tide_moment_dup_text (tide_view_context_get_moment (self->context));
  gtk_label_set_label (self->label, text);

  /* Translators: %s is “Latest” or a day. */
  name = g_strdup_printf (_ ("Data to: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The calendar is made when it is first wanted: the first frame waits for none. */
static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  TideAsOfButton *self = user_data;
  GtkWidget      *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = tide_as_of_popover_new (self->context);
  tide_compat_name_mnemonics (popover);
  gtk_menu_button_set_popover (button, popover);
}

static void
tide_as_of_button_dispose (GObject *object)
{
  TideAsOfButton *self = TIDE_AS_OF_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_AS_OF_BUTTON);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_as_of_button_parent_class)->dispose (object);
}

static void
tide_as_of_button_class_init (TideAsOfButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_as_of_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-as-of-button.ui");
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, button);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_as_of_button_init (TideAsOfButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

GtkWidget *
tide_as_of_button_new (TideViewContext *context)
{
  TideAsOfButton *self = g_object_new (TIDE_TYPE_AS_OF_BUTTON, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (update_label),
                           self, G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}

void
tide_as_of_button_open (TideAsOfButton *self)
{
  g_return_if_fail (TIDE_IS_AS_OF_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
