// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-details"

#include "config.h"

#include "gui/tide-details.h"

#include "gui/tide-about-pane.h"
#include "gui/tide-compat-private.h"
#include "gui/tide-details-chart.h"
#include "gui/tide-notes-pane.h"
#include "gui/tide-trace-pane.h"

struct _TideDetails
{
  GtkWidget parent_instance;

  GtkWidget       *content;
  GtkToggleButton *chart_tab;
  GtkToggleButton *trace_tab;
  GtkToggleButton *notes_tab;
  GtkToggleButton *about_tab;
  GtkStack        *stack;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideDetails, tide_details, GTK_TYPE_WIDGET)

static const char *const tab_names[] = {
  [TIDE_TAB_CHART] = "chart",
  [TIDE_TAB_TRACE] = "trace",
  [TIDE_TAB_NOTES] = "notes",
  [TIDE_TAB_ABOUT] = "about",
};

static GtkToggleButton *
get_tab (TideDetails   *self,
         TideDetailsTab tab)
{
  GtkToggleButton *tabs[] = {
    [TIDE_TAB_CHART] = self->chart_tab,
    [TIDE_TAB_TRACE] = self->trace_tab,
    [TIDE_TAB_NOTES] = self->notes_tab,
    [TIDE_TAB_ABOUT] = self->about_tab,
  };

  return tabs[tab];
}

static GtkWidget *
make_pane (TideDetails   *self,
           TideDetailsTab tab)
{
  switch (tab)
    {
    case TIDE_TAB_CHART:
      return tide_details_chart_new (self->context);
    case TIDE_TAB_TRACE:
      return tide_trace_pane_new (self->context);
    case TIDE_TAB_NOTES:
      return tide_notes_pane_new (self->context);
    case TIDE_TAB_ABOUT:
      return tide_about_pane_new (self->context);
    }
  g_return_val_if_reached (NULL);
}

/* A pane is made when it is first looked at: the first frame waits for none. */
static GtkWidget *
ensure_pane (TideDetails   *self,
             TideDetailsTab tab)
{
  GtkWidget *pane = gtk_stack_get_child_by_name (self->stack, tab_names[tab]);

  if (pane == NULL)
    {
      pane = make_pane (self, tab);
      tide_compat_name_mnemonics (pane);
      gtk_stack_add_named (self->stack, pane, tab_names[tab]);
    }

  return pane;
}

static void
tab_toggled_cb (TideDetails     *self,
                GtkToggleButton *button)
{
  for (int tab = TIDE_TAB_CHART; tab <= TIDE_TAB_ABOUT; tab++)
    {
      bool chosen = gtk_toggle_button_get_active (get_tab (self, tab));

      gtk_accessible_update_state (GTK_ACCESSIBLE (get_tab (self, tab)),
                                   GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
      if (chosen)
        gtk_stack_set_visible_child (self->stack, ensure_pane (self, tab));
    }
}

static void
tide_details_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDE_TYPE_DETAILS);
  g_clear_object (&TIDE_DETAILS (object)->context);

  G_OBJECT_CLASS (tide_details_parent_class)->dispose (object);
}

static void
tide_details_class_init (TideDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-details.ui");
  gtk_widget_class_bind_template_child (widget_class, TideDetails, content);
  gtk_widget_class_bind_template_child (widget_class, TideDetails, chart_tab);
  gtk_widget_class_bind_template_child (widget_class, TideDetails, trace_tab);
  gtk_widget_class_bind_template_child (widget_class, TideDetails, notes_tab);
  gtk_widget_class_bind_template_child (widget_class, TideDetails, about_tab);
  gtk_widget_class_bind_template_child (widget_class, TideDetails, stack);
  gtk_widget_class_bind_template_callback (widget_class, tab_toggled_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_details_init (TideDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_details_new (TideViewContext *context)
{
  TideDetails *self = g_object_new (TIDE_TYPE_DETAILS, NULL);

  self->context = g_object_ref (context);
  tide_details_show_tab (self, TIDE_TAB_CHART);
  return GTK_WIDGET (self);
}

void
tide_details_show_tab (TideDetails   *self,
                       TideDetailsTab tab)
{
  g_return_if_fail (TIDE_IS_DETAILS (self));

  gtk_toggle_button_set_active (get_tab (self, tab), TRUE);
}

void
tide_details_start_note (TideDetails *self)
{
  g_return_if_fail (TIDE_IS_DETAILS (self));

  tide_notes_pane_start_note (TIDE_NOTES_PANE (ensure_pane (self, TIDE_TAB_NOTES)));
}
