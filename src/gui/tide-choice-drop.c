// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-choice-drop"

#include "config.h"

#include "gui/tide-choice-drop.h"

#include <stdbool.h>

/* From this many choices on there is a search. */
#define SEARCH_FROM 8

struct _TideChoiceDrop
{
  GtkWidget parent_instance;

  GtkDropDown *drop;    /* (unowned) */
  GPtrArray   *ids;     /* (owned) (element-type utf8) */
  char        *label;   /* (owned) (nullable): what is chosen here */
  gboolean     syncing; /* the choice is being moved from here */
};

G_DEFINE_FINAL_TYPE (TideChoiceDrop, tide_choice_drop, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

/* A reader hears what is chosen as well as what it is the choice of. */
static void
tell_label (TideChoiceDrop *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->drop);
  const char      *chosen = item != NULL ? gtk_string_object_get_string (item) : "";
  g_autofree char *text = NULL;

  if (self->label == NULL)
    return;

  text = g_strdup_printf ("%s: %s", self->label, chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
selected_cb (TideChoiceDrop *self)
{
  tell_label (self);
  if (!self->syncing && tide_choice_drop_get_active (self) != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, tide_choice_drop_get_active (self));
}

static gboolean
tide_choice_drop_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIDE_CHOICE_DROP (widget)->drop));
}

static void
tide_choice_drop_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    {
      TIDE_CHOICE_DROP (object)->syncing = TRUE;
      gtk_widget_unparent (child);
    }

  G_OBJECT_CLASS (tide_choice_drop_parent_class)->dispose (object);
}

static void
tide_choice_drop_finalize (GObject *object)
{
  TideChoiceDrop *self = TIDE_CHOICE_DROP (object);

  g_ptr_array_unref (self->ids);
  g_free (self->label);

  G_OBJECT_CLASS (tide_choice_drop_parent_class)->finalize (object);
}

static void
tide_choice_drop_class_init (TideChoiceDropClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_choice_drop_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_choice_drop_finalize;
  widget_class->grab_focus = tide_choice_drop_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[CHOSEN] =
    g_signal_new ("chosen", TIDE_TYPE_CHOICE_DROP, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
set_up_label_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), (PangoEllipsizeMode) GPOINTER_TO_INT (ellipsize));
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (text));
}

static GtkListItemFactory *
make_factory (PangoEllipsizeMode ellipsize)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_label_cb), GINT_TO_POINTER (ellipsize));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), NULL);
  return factory;
}

/* On a narrow page the button gives way; the list shows names whole. */
static void
set_factories (TideChoiceDrop *self)
{
  g_autoptr (GtkListItemFactory) button = make_factory (PANGO_ELLIPSIZE_END);
  g_autoptr (GtkListItemFactory) list = make_factory (PANGO_ELLIPSIZE_NONE);

  gtk_drop_down_set_factory (self->drop, button);
  gtk_drop_down_set_list_factory (self->drop, list);
}

static void
tide_choice_drop_init (TideChoiceDrop *self)
{
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->drop = GTK_DROP_DOWN (gtk_drop_down_new (NULL, text));
  gtk_widget_set_parent (GTK_WIDGET (self->drop), GTK_WIDGET (self));
  set_factories (self);
  g_signal_connect_object (self->drop, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static bool
has_choices (TideChoiceDrop   *self,
             const TideChoice *choices,
             size_t            n_choices)
{
  if (self->ids->len != n_choices)
    return false;

  for (size_t i = 0; i < n_choices; i++)
    if (!g_str_equal (g_ptr_array_index (self->ids, i), choices[i].id))
      return false;

  return true;
}

/* What is chosen stays chosen where it is still there; no signal. */
void
tide_choice_drop_fill (TideChoiceDrop   *self,
                       const TideChoice *choices,
                       size_t            n_choices)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char          *active = NULL;

  g_return_if_fail (TIDE_IS_CHOICE_DROP (self));

  if (has_choices (self, choices, n_choices))
    return;

  active = g_strdup (tide_choice_drop_get_active (self));
  g_ptr_array_set_size (self->ids, 0);
  for (size_t i = 0; i < n_choices; i++)
    {
      gtk_string_list_append (titles, choices[i].title);
      g_ptr_array_add (self->ids, g_strdup (choices[i].id));
    }

  self->syncing = TRUE;
  gtk_drop_down_set_model (self->drop, G_LIST_MODEL (titles));
  gtk_drop_down_set_enable_search (self->drop, n_choices >= SEARCH_FROM);
  self->syncing = FALSE;
  tide_choice_drop_set_active (self, active);
  tell_label (self);
}

/* (nullable): NULL when there is nothing to choose from. */
const char *
tide_choice_drop_get_active (TideChoiceDrop *self)
{
  unsigned int selected;

  g_return_val_if_fail (TIDE_IS_CHOICE_DROP (self), NULL);

  selected = gtk_drop_down_get_selected (self->drop);
  return selected < self->ids->len ? g_ptr_array_index (self->ids, selected) : NULL;
}

/* Without a signal; an id that is not there changes nothing. */
void
tide_choice_drop_set_active (TideChoiceDrop *self,
                             const char     *id)
{
  g_return_if_fail (TIDE_IS_CHOICE_DROP (self));

  self->syncing = TRUE;
  for (unsigned int i = 0; i < self->ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->ids, i), id) == 0)
      gtk_drop_down_set_selected (self->drop, i);
  self->syncing = FALSE;
  tell_label (self);
}

/* What is chosen here, for readers and as a tooltip. */
void
tide_choice_drop_set_label (TideChoiceDrop *self,
                            const char     *label)
{
  char *copy;

  g_return_if_fail (TIDE_IS_CHOICE_DROP (self));

  copy = g_strdup (label);
  g_free (self->label);
  self->label = copy;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop), label);
  tell_label (self);
}
