// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-watchlist-page"

#include "config.h"

#include "gui/tide-watchlist-page.h"

#include "gui/tide-page.h"

struct _TideWatchlistPage
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
};

static void tide_watchlist_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideWatchlistPage, tide_watchlist_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_watchlist_page_page_init))

static void
tide_watchlist_page_show_subject (TidePage   *page,
                                  const char *subject)
{
}

static TideExhibit *
tide_watchlist_page_get_exhibit (TidePage *page)
{
  return NULL;
}

static void
tide_watchlist_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_watchlist_page_show_subject;
  iface->get_exhibit = tide_watchlist_page_get_exhibit;
}

static void
tide_watchlist_page_dispose (GObject *object)
{
  TideWatchlistPage *self = TIDE_WATCHLIST_PAGE (object);
  GtkWidget         *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_watchlist_page_parent_class)->dispose (object);
}

static void
tide_watchlist_page_class_init (TideWatchlistPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_watchlist_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_watchlist_page_init (TideWatchlistPage *self)
{
}

GtkWidget *
tide_watchlist_page_new (TideViewContext *context)
{
  TideWatchlistPage *self = g_object_new (TIDE_TYPE_WATCHLIST_PAGE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
