// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-page"

#include "config.h"

#include "gui/tide-valuation-page.h"

#include <glib/gi18n.h>

#include "gui/tide-choice-bar.h"
#include "gui/tide-choice-drop.h"
#include "gui/tide-page.h"
#include "gui/tide-valuation-pane.h"

struct _TideValuationPage
{
  GtkWidget parent_instance;

  GtkBox         *content;
  TideChoiceBar  *subpages;
  TideChoiceBar  *windows;
  TideChoiceDrop *list;
  TideChoiceDrop *subject;
  GtkLabel       *against_label;
  TideChoiceDrop *against;
  TideChoiceDrop *multiples;
  GtkStack       *stack;

  TideViewContext    *context; /* (owned) */
  TideValuationModel *model;   /* (owned) */
};

static void tide_valuation_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideValuationPage, tide_valuation_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_valuation_page_page_init))

/* The sub-page in view, made at its first visit. */
static TideValuationPane *
get_pane (TideValuationPage *self)
{
  const char *subpage = tide_valuation_model_get_subpage (self->model);
  GtkWidget  *pane = gtk_stack_get_child_by_name (self->stack, subpage);

  if (pane == NULL)
    {
      pane = tide_valuation_pane_new (self->context, self->model, subpage);
      gtk_stack_add_named (self->stack, pane, subpage);
    }

  return TIDE_VALUATION_PANE (pane);
}

/* What is chosen is a place of its own: Back leads to what was chosen before. */
static void
visit (TideValuationPage *self)
{
  g_autofree char *words = tide_valuation_model_print (self->model);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-valuation", "s", words);
}

static void
choose_take (TideValuationPage *self,
             char              *words_take)
{
  g_autofree char *words = words_take;

  tide_valuation_model_read (self->model, words);
  visit (self);
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, ":/^=", TRUE);
}

static void
word_chosen_cb (TideValuationPage *self,
                const char        *id)
{
  choose_take (self, escape (id));
}

static void
list_chosen_cb (TideValuationPage *self,
                const char        *id)
{
  g_autofree char *escaped = escape (id);

  choose_take (self, g_strconcat ("in:", escaped, NULL));
}

static void
against_chosen_cb (TideValuationPage *self,
                   const char        *id)
{
  g_autofree char *escaped = escape (id);

  choose_take (self, g_strconcat ("against:", escaped, NULL));
}

/* Choices while they are gathered; texts are owned. */
typedef struct
{
  GArray    *choices; /* (element-type TideChoice) */
  GPtrArray *texts;
} Choices;

static void
clear_choices (Choices *choices)
{
  g_clear_pointer (&choices->choices, g_array_unref);
  g_clear_pointer (&choices->texts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, clear_choices)

static Choices
make_choices (void)
{
  return (Choices){ g_array_new (FALSE, FALSE, sizeof (TideChoice)),
                    g_ptr_array_new_with_free_func (g_free) };
}

static void
add_choice_take (Choices *choices,
                 char    *id_take,
                 char    *title_take)
{
  const TideChoice choice = { id_take, title_take, NULL };

  g_ptr_array_add (choices->texts, id_take);
  g_ptr_array_add (choices->texts, title_take);
  g_array_append_val (choices->choices, choice);
}

static void
fill_drop (TideChoiceDrop *drop,
           const Choices  *choices,
           const char     *active)
{
  tide_choice_drop_fill (drop, (const TideChoice *) (void *) choices->choices->data,
                         choices->choices->len);
  tide_choice_drop_set_active (drop, active);
}

static void
fill_lists (TideValuationPage *self)
{
  g_auto (GStrv)   names = tide_desk_dup_list_names (tide_view_context_get_desk (self->context));
  g_auto (Choices) choices = make_choices ();

  for (size_t i = 0; names[i] != NULL; i++)
    add_choice_take (&choices, g_strdup (names[i]), g_strdup (names[i]));
  fill_drop (self->list, &choices, tide_valuation_model_get_list (self->model));
}

static char *
dup_title (TideDesk   *desk,
           const char *symbol)
{
  g_autoptr (TideInstrument) instrument = tide_desk_dup_instrument (desk, symbol);

  return instrument != NULL && instrument->name != NULL
           ? g_strdup_printf ("%s  %s", symbol, instrument->name)
           : g_strdup (symbol);
}

/* Instruments that have a multiple, one that was asked for and has none, and the
 * lists, each as a group. */
static void
fill_subjects (TideValuationPage *self,
               TideChoiceDrop    *drop,
               const char        *active)
{
  TideDesk             *desk = tide_view_context_get_desk (self->context);
  g_autoptr (GPtrArray) symbols = tide_valuation_model_dup_symbols (self->model);
  g_auto (GStrv)        names = tide_desk_dup_list_names (desk);
  g_auto (Choices)      choices = make_choices ();

  if (active != NULL && !g_str_has_prefix (active, TIDE_VALUATION_LIST_PREFIX) &&
      !g_ptr_array_find_with_equal_func (symbols, active, g_str_equal, NULL))
    g_ptr_array_add (symbols, g_strdup (active));
  for (unsigned int i = 0; i < symbols->len; i++)
    add_choice_take (&choices, g_strdup (g_ptr_array_index (symbols, i)),
                     dup_title (desk, g_ptr_array_index (symbols, i)));
  for (size_t i = 0; names[i] != NULL; i++)
    add_choice_take (&choices, g_strconcat (TIDE_VALUATION_LIST_PREFIX, names[i], NULL),
                     /* Translators: a list, valued as one. */
                     g_strdup_printf (_ ("%s (whole list)"), names[i]));
  fill_drop (drop, &choices, active);
}

static void
fill_multiples (TideValuationPage *self)
{
  const TideMultiple   *active = tide_valuation_model_get_multiple (self->model);
  g_autoptr (GPtrArray) multiples = tide_valuation_model_dup_multiples (self->model);
  g_auto (Choices)      choices = make_choices ();

  for (unsigned int i = 0; i < multiples->len; i++)
    {
      const TideMultiple *multiple = g_ptr_array_index (multiples, i);

      add_choice_take (&choices, g_strdup (multiple->field), g_strdup (_ (multiple->title)));
    }
  fill_drop (self->multiples, &choices, active != NULL ? active->field : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->multiples), multiples->len > 0);
}

static void
changed_cb (TideValuationPage *self)
{
  const char *subpage = tide_valuation_model_get_subpage (self->model);
  bool        comps = g_str_equal (subpage, "comps");
  bool        gap = g_str_equal (subpage, "gap");

  if (!tide_valuation_model_is_ready (self->model))
    return;

  tide_choice_bar_set_active (self->subpages, subpage);
  tide_choice_bar_clear_active (self->windows);
  tide_choice_bar_set_active (self->windows, tide_valuation_model_get_window (self->model));
  if (comps)
    fill_lists (self);
  else
    fill_subjects (self, self->subject, tide_valuation_model_get_subject (self->model));
  if (gap)
    fill_subjects (self, self->against, tide_valuation_model_get_against (self->model));
  fill_multiples (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), comps);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), !comps);
  gtk_widget_set_visible (GTK_WIDGET (self->against_label), gap);
  gtk_widget_set_visible (GTK_WIDGET (self->against), gap);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (get_pane (self)));
  tide_valuation_pane_update (get_pane (self));
}

static void
tide_valuation_page_show_subject (TidePage   *page,
                                  const char *subject)
{
  TideValuationPage *self = TIDE_VALUATION_PAGE (page);

  tide_valuation_model_read (self->model, subject);
  changed_cb (self);
}

static TideExhibit *
tide_valuation_page_get_exhibit (TidePage *page)
{
  return tide_valuation_pane_get_exhibit (get_pane (TIDE_VALUATION_PAGE (page)));
}

static char *
tide_valuation_page_dup_subject (TidePage *page)
{
  return tide_valuation_model_print (TIDE_VALUATION_PAGE (page)->model);
}

static void
tide_valuation_page_step_subpage (TidePage *page,
                                  int       steps)
{
  tide_choice_bar_step (TIDE_VALUATION_PAGE (page)->subpages, steps);
}

static void
tide_valuation_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_valuation_page_show_subject;
  iface->get_exhibit = tide_valuation_page_get_exhibit;
  iface->dup_subject = tide_valuation_page_dup_subject;
  iface->step_subpage = tide_valuation_page_step_subpage;
}

static gboolean
tide_valuation_page_grab_focus (GtkWidget *widget)
{
  TideValuationPage *self = TIDE_VALUATION_PAGE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (get_pane (self))) ||
         gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
}

static void
tide_valuation_page_dispose (GObject *object)
{
  TideValuationPage *self = TIDE_VALUATION_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_VALUATION_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_valuation_page_parent_class)->dispose (object);
}

static void
tide_valuation_page_class_init (TideValuationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_valuation_page_dispose;
  widget_class->grab_focus = tide_valuation_page_grab_focus;

  g_type_ensure (TIDE_TYPE_CHOICE_BAR);
  g_type_ensure (TIDE_TYPE_CHOICE_DROP);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-valuation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, content);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, subpages);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, windows);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, list);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, subject);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, against_label);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, against);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, multiples);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, word_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, against_chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_bars (TideValuationPage *self)
{
  const TideChoice subpages[] = {
    { "comps", _ ("Comps"), _ ("Instruments and multiples") },
    { "history", _ ("History"), _ ("One multiple against its own past") },
    { "gap", _ ("Gap"), _ ("Discount of one to another") },
    { "scenario", _ ("Scenario"), _ ("If the multiple returns") },
  };
  const TideChoice windows[] = {
    { "1Y", _ ("1Y"), NULL },
    { "3Y", _ ("3Y"), NULL },
    { "5Y", _ ("5Y"), NULL },
    { "MAX", _ ("Max"), NULL },
  };

  tide_choice_bar_fill (self->subpages, subpages, G_N_ELEMENTS (subpages));
  tide_choice_bar_fill (self->windows, windows, G_N_ELEMENTS (windows));
  tide_choice_drop_set_label (self->list, _ ("List"));
  tide_choice_drop_set_label (self->subject, _ ("Instrument"));
  tide_choice_drop_set_label (self->against, _ ("Against"));
  tide_choice_drop_set_label (self->multiples, _ ("Multiple"));
}

static void
tide_valuation_page_init (TideValuationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_bars (self);
}

GtkWidget *
tide_valuation_page_new (TideViewContext *context)
{
  TideValuationPage *self = g_object_new (TIDE_TYPE_VALUATION_PAGE, NULL);

  self->context = g_object_ref (context);
  self->model = tide_valuation_model_new (context);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
