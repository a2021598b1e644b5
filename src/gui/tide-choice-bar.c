// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-choice-bar"

#include "config.h"

#include "gui/tide-choice-bar.h"

struct _TideChoiceBar
{
  GtkWidget parent_instance;

  GtkWidget *active;  /* (unowned) (nullable): the toggle that is down */
  gboolean   syncing; /* the toggles are being moved from here */
};

G_DEFINE_FINAL_TYPE (TideChoiceBar, tide_choice_bar, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static const char *
get_id (GtkWidget *toggle)
{
  return g_object_get_data (G_OBJECT (toggle), "choice");
}

static gboolean
is_tab_list (TideChoiceBar *self)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) ==
         GTK_ACCESSIBLE_ROLE_TAB_LIST;
}

static void
tell_state (TideChoiceBar *self,
            GtkWidget     *toggle)
{
  if (is_tab_list (self))
    gtk_accessible_update_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_SELECTED,
                                 toggle == self->active, -1);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_STATE_CHECKED,
                                 toggle == self->active ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                                        : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
}

static void
show_active (TideChoiceBar *self)
{
  self->syncing = TRUE;
  for (GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self)); toggle != NULL;
       toggle = gtk_widget_get_next_sibling (toggle))
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), toggle == self->active);
      tell_state (self, toggle);
    }
  self->syncing = FALSE;
}

/* What is down cannot be lifted, only exchanged for another one. */
static void
toggled_cb (TideChoiceBar *self,
            GtkWidget     *toggle)
{
  gboolean other = toggle != self->active;

  if (self->syncing)
    return;

  self->active = toggle;
  show_active (self);
  if (other)
    g_signal_emit (self, signals[CHOSEN], 0, get_id (toggle));
}

static void
tide_choice_bar_dispose (GObject *object)
{
  GtkWidget *child;

  TIDE_CHOICE_BAR (object)->active = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tide_choice_bar_parent_class)->dispose (object);
}

static void
tide_choice_bar_class_init (TideChoiceBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_choice_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);

  signals[CHOSEN] =
    g_signal_new ("chosen", TIDE_TYPE_CHOICE_BAR, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tide_choice_bar_init (TideChoiceBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_widget_add_css_class (GTK_WIDGET (self), "range-bar");
}

static void
add_toggle (TideChoiceBar    *self,
            const TideChoice *choice)
{
  GtkWidget *toggle = g_object_new (
    GTK_TYPE_TOGGLE_BUTTON,
    "accessible-role", is_tab_list (self) ? GTK_ACCESSIBLE_ROLE_TAB : GTK_ACCESSIBLE_ROLE_RADIO,
    "label", choice->title,
    NULL);

  g_object_set_data_full (G_OBJECT (toggle), "choice", g_strdup (choice->id), g_free);
  gtk_widget_set_tooltip_text (toggle, choice->tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title, -1);
  gtk_widget_set_parent (toggle, GTK_WIDGET (self));
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

void
tide_choice_bar_fill (TideChoiceBar    *self,
                      const TideChoice *choices,
                      size_t            n_choices)
{
  g_return_if_fail (TIDE_IS_CHOICE_BAR (self));

  for (size_t i = 0; i < n_choices; i++)
    add_toggle (self, &choices[i]);
  self->active = gtk_widget_get_first_child (GTK_WIDGET (self));
  show_active (self);
}

/* (nullable): NULL of a bar without toggles. */
const char *
tide_choice_bar_get_active (TideChoiceBar *self)
{
  g_return_val_if_fail (TIDE_IS_CHOICE_BAR (self), NULL);

  return self->active != NULL ? get_id (self->active) : NULL;
}

/* Without a signal; an id that is not there changes nothing. */
void
tide_choice_bar_set_active (TideChoiceBar *self,
                            const char    *id)
{
  g_return_if_fail (TIDE_IS_CHOICE_BAR (self));

  for (GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self)); toggle != NULL;
       toggle = gtk_widget_get_next_sibling (toggle))
    if (g_strcmp0 (get_id (toggle), id) == 0)
      self->active = toggle;
  show_active (self);
}

/* Lifts the one that is down: what is chosen is none of these. */
void
tide_choice_bar_clear_active (TideChoiceBar *self)
{
  g_return_if_fail (TIDE_IS_CHOICE_BAR (self));

  self->active = NULL;
  show_active (self);
}

/* As if the reader chose the next or the previous one; ends at the ends. */
void
tide_choice_bar_step (TideChoiceBar *self,
                      int            steps)
{
  GtkWidget *toggle;

  g_return_if_fail (TIDE_IS_CHOICE_BAR (self));

  toggle = self->active;
  for (; toggle != NULL && steps > 0; steps--)
    toggle = gtk_widget_get_next_sibling (toggle);
  for (; toggle != NULL && steps < 0; steps++)
    toggle = gtk_widget_get_prev_sibling (toggle);
  if (toggle != NULL && toggle != self->active)
    toggled_cb (self, toggle);
}
