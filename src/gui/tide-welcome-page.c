// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-welcome-page"

#include "config.h"

#include "gui/tide-welcome-page.h"

#include "gui/tide-page.h"

struct _TideWelcomePage
{
  GtkWidget parent_instance;

  GtkWidget *content;
};

static void tide_welcome_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideWelcomePage, tide_welcome_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_welcome_page_page_init))

/* It is the same for every subject: there is none yet. */
static void
tide_welcome_page_show_subject (TidePage   *page,
                                const char *subject)
{
}

static TideExhibit *
tide_welcome_page_get_exhibit (TidePage *page)
{
  return NULL;
}

static void
tide_welcome_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_welcome_page_show_subject;
  iface->get_exhibit = tide_welcome_page_get_exhibit;
}

static void
tide_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDE_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (tide_welcome_page_parent_class)->dispose (object);
}

static void
tide_welcome_page_class_init (TideWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideWelcomePage, content);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_welcome_page_init (TideWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_welcome_page_new (void)
{
  return g_object_new (TIDE_TYPE_WELCOME_PAGE, NULL);
}
