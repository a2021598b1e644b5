// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cards"

#include "config.h"

#include "gui/tide-cards.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-cell-copy.h"
#include "gui/tide-exhibit.h"

struct _TideCards
{
  GtkWidget parent_instance;

  GtkWidget       *box;     /* (unowned) */
  TideViewContext *context; /* (owned) */
  GPtrArray       *cards;   /* (owned) (element-type TideCard) */
  char            *title;   /* (owned) (nullable) */
};

static void tide_cards_exhibit_init (TideExhibitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideCards, tide_cards, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_EXHIBIT, tide_cards_exhibit_init))

void
tide_card_free (TideCard *self)
{
  g_free (self->caption);
  g_free (self->value);
  g_free (self->detail);
  g_free (self->formula);
  g_free (self);
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
clicked_cb (GtkButton *button,
            TideCards *self)
{
  const TideCard *card = g_object_get_data (G_OBJECT (button), "card");

  if (card->formula != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.trace-formula", "s", card->formula);
}

static GtkWidget *
make_card (TideCards      *self,
           const TideCard *card)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *spoken = g_strdup_printf ("%s: %s%s%s", card->caption, card->value,
                                             card->detail != NULL ? ", " : "",
                                             card->detail != NULL ? card->detail : "");

  gtk_box_append (GTK_BOX (box), make_label (card->caption, "card-caption"));
  gtk_box_append (GTK_BOX (box), make_label (card->value, "card-value"));
  gtk_box_append (GTK_BOX (box), make_label (card->detail != NULL ? card->detail : "",
                                             "card-detail"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  gtk_widget_set_tooltip_text (button, _ ("Show where it comes from"));
  g_object_set_data (G_OBJECT (button), "card", (gpointer) card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  return button;
}

/* The card that has the focus, else the first. */
static const TideCard *
find_card (TideCards *self)
{
  GtkWidget *button = gtk_widget_get_focus_child (self->box);

  if (button != NULL)
    button = gtk_widget_get_first_child (button);
  if (button != NULL)
    return g_object_get_data (G_OBJECT (button), "card");

  return self->cards->len > 0 ? g_ptr_array_index (self->cards, 0) : NULL;
}

static TideFocus *
tide_cards_dup_focus (TideExhibit *exhibit)
{
  const TideCard *card = find_card (TIDE_CARDS (exhibit));

  if (card == NULL || card->formula == NULL)
    return NULL;

  return tide_focus_new (card->caption, card->formula, NULL, TIDE_DAY_NONE);
}

static char *
tide_cards_dup_title (TideExhibit *exhibit)
{
  TideCards *self = TIDE_CARDS (exhibit);

  return g_strdup (self->title != NULL ? self->title : "");
}

static char *
print_cards (TideCards *self)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < self->cards->len; i++)
    {
      const TideCard *card = g_ptr_array_index (self->cards, i);

      g_string_append_printf (text, "%s\t%s\t%s\n", card->caption, card->value,
                              card->detail != NULL ? card->detail : "");
    }

  return g_string_free (text, FALSE);
}

static void
tide_cards_copy (TideExhibit  *exhibit,
                 GdkClipboard *clipboard)
{
  TideCards       *self = TIDE_CARDS (exhibit);
  g_autofree char *cards = print_cards (self);
  g_autofree char *text = g_strdup_printf ("%s\n%s", self->title, cards);

  gdk_clipboard_set_text (clipboard, text);
}

static bool
tide_cards_copy_cells (TideExhibit  *exhibit,
                       GdkClipboard *clipboard)
{
  const TideCard *card = find_card (TIDE_CARDS (exhibit));

  if (card == NULL)
    return false;

  gdk_clipboard_set_text (clipboard, card->value);
  return true;
}

static unsigned int
tide_cards_get_formats (TideExhibit *exhibit)
{
  return TIDE_EXPORT_CSV;
}

static void
append_quoted (GString    *csv,
               const char *text)
{
  g_auto (GStrv)   parts = g_strsplit (text != NULL ? text : "", "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);
  bool             guarded = *doubled != '\0' && strchr ("=+-@", *doubled) != NULL;

  g_string_append_printf (csv, "\"%s%s\"", guarded ? "'" : "", doubled);
}

static char *
print_csv (TideCards *self)
{
  GString *csv = g_string_new (NULL);

  for (unsigned int i = 0; i < self->cards->len; i++)
    {
      const TideCard *card = g_ptr_array_index (self->cards, i);

      append_quoted (csv, card->caption);
      g_string_append_c (csv, ',');
      append_quoted (csv, card->value);
      g_string_append_c (csv, ',');
      append_quoted (csv, card->detail);
      g_string_append_c (csv, ',');
      append_quoted (csv, card->formula);
      g_string_append (csv, "\r\n");
    }

  return g_string_free (csv, FALSE);
}

static void
tide_cards_export_async (TideExhibit             *exhibit,
                         GFile                   *file,
                         const TideExportOptions *options,
                         GCancellable            *cancellable,
                         GAsyncReadyCallback      callback,
                         gpointer                 user_data)
{
  tide_cell_copy_write_async (exhibit, print_csv (TIDE_CARDS (exhibit)), file, options,
                              cancellable, callback, user_data);
}

static gboolean
tide_cards_export_finish (TideExhibit  *exhibit,
                          GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tide_cards_exhibit_init (TideExhibitInterface *iface)
{
  iface->dup_title = tide_cards_dup_title;
  iface->dup_focus = tide_cards_dup_focus;
  iface->copy = tide_cards_copy;
  iface->copy_cells = tide_cards_copy_cells;
  iface->get_formats = tide_cards_get_formats;
  iface->export_async = tide_cards_export_async;
  iface->export_finish = tide_cards_export_finish;
}

static void
tide_cards_dispose (GObject *object)
{
  TideCards *self = TIDE_CARDS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_cards_parent_class)->dispose (object);
}

static void
tide_cards_finalize (GObject *object)
{
  TideCards *self = TIDE_CARDS (object);

  g_ptr_array_unref (self->cards);
  g_free (self->title);

  G_OBJECT_CLASS (tide_cards_parent_class)->finalize (object);
}

static void
tide_cards_class_init (TideCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cards_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_cards_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tide_cards_init (TideCards *self)
{
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_card_free);
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 8);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), FALSE);
  gtk_widget_add_css_class (self->box, "figures");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
tide_cards_new (TideViewContext *context)
{
  TideCards *self = g_object_new (TIDE_TYPE_CARDS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

static int
find_focused (TideCards *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (self->box);

  return child != NULL ? gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (child)) : -1;
}

/* @cards: (element-type TideCard): kept. The focus stays on the same place. */
void
tide_cards_show (TideCards  *self,
                 const char *title,
                 GPtrArray  *cards)
{
  int        focused;
  GtkWidget *child;

  g_return_if_fail (TIDE_IS_CARDS (self));

  focused = find_focused (self);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), child);
  g_ptr_array_unref (self->cards);
  self->cards = g_ptr_array_ref (cards);
  g_free (self->title);
  self->title = g_strdup (title);
  for (unsigned int i = 0; i < cards->len; i++)
    {
      GtkWidget *button = make_card (self, g_ptr_array_index (cards, i));

      gtk_flow_box_append (GTK_FLOW_BOX (self->box), button);
      /* The button is the stop for keys, not the place it stands in. */
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
      if ((int) i == focused)
        gtk_widget_grab_focus (button);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
