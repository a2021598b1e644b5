// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-page"

#include "config.h"

#include "gui/tide-flows-page.h"

#include <glib/gi18n.h>

#include "gui/tide-choice-bar.h"
#include "gui/tide-page.h"

struct _TideFlowsPage
{
  GtkWidget parent_instance;

  GtkBox        *content;
  TideChoiceBar *subpages;
  TideChoiceBar *legs;
  TideChoiceBar *windows;

  TideViewContext *context; /* (owned) */
};

static void tide_flows_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideFlowsPage, tide_flows_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_flows_page_page_init))

static char *
tide_flows_page_dup_subject (TidePage *page)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (page);

  return g_strdup_printf ("%s %s %s", tide_choice_bar_get_active (self->subpages),
                          tide_choice_bar_get_active (self->legs),
                          tide_choice_bar_get_active (self->windows));
}

/* What is chosen is a place of its own: Back leads to what was chosen before. */
static void
chosen_cb (TideFlowsPage *self)
{
  g_autofree char *subject = tide_flows_page_dup_subject (TIDE_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-flows", "s", subject);
}

static void
tide_flows_page_show_subject (TidePage   *page,
                              const char *subject)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (page);
  g_auto (GStrv) words = g_strsplit (subject != NULL ? subject : "", " ", -1);

  for (size_t i = 0; words[i] != NULL; i++)
    {
      tide_choice_bar_set_active (self->subpages, words[i]);
      tide_choice_bar_set_active (self->legs, words[i]);
      tide_choice_bar_set_active (self->windows, words[i]);
    }
}

static TideExhibit *
tide_flows_page_get_exhibit (TidePage *page)
{
  return NULL;
}

static void
tide_flows_page_step_subpage (TidePage *page,
                              int       steps)
{
  tide_choice_bar_step (TIDE_FLOWS_PAGE (page)->subpages, steps);
}

static void
tide_flows_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_flows_page_show_subject;
  iface->get_exhibit = tide_flows_page_get_exhibit;
  iface->dup_subject = tide_flows_page_dup_subject;
  iface->step_subpage = tide_flows_page_step_subpage;
}

static void
tide_flows_page_dispose (GObject *object)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_FLOWS_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_flows_page_parent_class)->dispose (object);
}

static void
tide_flows_page_class_init (TideFlowsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_flows_page_dispose;

  g_type_ensure (TIDE_TYPE_CHOICE_BAR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-flows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, content);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, subpages);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, legs);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, windows);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_bars (TideFlowsPage *self)
{
  const TideChoice subpages[] = {
    { "connect", _ ("Stock Connect"), NULL },
    { "sectors", _ ("Sectors"), NULL },
    { "holdings", _ ("Holdings"), NULL },
    { "positioning", _ ("Positioning"), NULL },
  };
  const TideChoice legs[] = {
    /* Translators: money of mainland investors in Hong Kong shares. */
    { "south", _ ("South"), _ ("Southbound: mainland investors") },
    /* Translators: money of foreign investors in mainland shares. */
    { "north", _ ("North"), _ ("Northbound: foreign investors") },
  };
  const TideChoice windows[] = {
    { "3M", _ ("3M"), NULL },
    { "1Y", _ ("1Y"), NULL },
    { "5Y", _ ("5Y"), NULL },
  };

  tide_choice_bar_fill (self->subpages, subpages, G_N_ELEMENTS (subpages));
  tide_choice_bar_fill (self->legs, legs, G_N_ELEMENTS (legs));
  tide_choice_bar_fill (self->windows, windows, G_N_ELEMENTS (windows));
  tide_choice_bar_set_active (self->windows, "1Y");
}

static void
tide_flows_page_init (TideFlowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_bars (self);
}

GtkWidget *
tide_flows_page_new (TideViewContext *context)
{
  TideFlowsPage *self = g_object_new (TIDE_TYPE_FLOWS_PAGE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
