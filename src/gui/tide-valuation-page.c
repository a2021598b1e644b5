// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-page"

#include "config.h"

#include "gui/tide-valuation-page.h"

#include "gui/tide-page.h"

struct _TideValuationPage
{
  GtkWidget parent_instance;

  GtkBox *content;

  TideViewContext *context; /* (owned) */
};

static void tide_valuation_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideValuationPage, tide_valuation_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_valuation_page_page_init))

static void
tide_valuation_page_show_subject (TidePage   *page,
                                  const char *subject)
{
}

static TideExhibit *
tide_valuation_page_get_exhibit (TidePage *page)
{
  return NULL;
}

static void
tide_valuation_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_valuation_page_show_subject;
  iface->get_exhibit = tide_valuation_page_get_exhibit;
}

static void
tide_valuation_page_dispose (GObject *object)
{
  TideValuationPage *self = TIDE_VALUATION_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_VALUATION_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_valuation_page_parent_class)->dispose (object);
}

static void
tide_valuation_page_class_init (TideValuationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_valuation_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-valuation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, content);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_valuation_page_init (TideValuationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_valuation_page_new (TideViewContext *context)
{
  TideValuationPage *self = g_object_new (TIDE_TYPE_VALUATION_PAGE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
