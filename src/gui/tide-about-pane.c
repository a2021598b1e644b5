// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-about-pane"

#include "config.h"

#include "gui/tide-about-pane.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "gui/tide-moment-text.h"

struct _TideAboutPane
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *name;
  GtkGrid  *facts;

  TideViewContext *context;     /* (owned) (nullable) */
  GCancellable    *cancellable; /* (owned) (nullable) */
  int              n_rows;      /* rows of the grid in use */
};

G_DEFINE_FINAL_TYPE (TideAboutPane, tide_about_pane, GTK_TYPE_WIDGET)

static void
clear_facts (TideAboutPane *self)
{
  for (; self->n_rows > 0; self->n_rows--)
    gtk_grid_remove_row (self->facts, 0);
}

static void
add_fact (TideAboutPane *self,
          const char    *name,
          const char    *value)
{
  GtkWidget *key, *text;

  if (value == NULL || *value == '\0')
    return;

  key = gtk_label_new (name);
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (key), 0.0f);
  gtk_label_set_yalign (GTK_LABEL (key), 0.0f);
  gtk_widget_add_css_class (key, "trace-note");
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (self->facts, key, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->facts, text, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static const char *
name_kind (TideInstrumentKind kind)
{
  switch (kind)
    {
    case TIDE_INSTRUMENT_STOCK:
      return _ ("Stock");
    case TIDE_INSTRUMENT_INDEX:
      return _ ("Index");
    case TIDE_INSTRUMENT_ETF:
      return _ ("ETF");
    case TIDE_INSTRUMENT_FUND:
      return _ ("Fund");
    case TIDE_INSTRUMENT_FX:
      return _ ("Exchange rate");
    case TIDE_INSTRUMENT_MARKET:
      return _ ("Market");
    case TIDE_INSTRUMENT_BASKET:
      return _ ("Basket");
    }
  return "";
}

static void
add_instrument (TideAboutPane        *self,
                const TideInstrument *instrument)
{
  g_autofree char *currency = g_strdup (instrument->currency);

  gtk_label_set_label (self->name, instrument->name != NULL ? instrument->name
                                                            : instrument->symbol);
  add_fact (self, _ ("Symbol"), instrument->symbol);
  add_fact (self, _ ("Kind"), name_kind (instrument->kind));
  if (instrument->assumed & TIDE_ASSUMED_CURRENCY)
    {
      g_free (currency);
      /* Translators: %s is a currency code, read off the symbol. */
      currency = g_strdup_printf (_ ("%s (assumed from the symbol)"), instrument->currency);
    }
  if (*instrument->currency != '\0')
    add_fact (self, _ ("Currency"), currency);
  add_fact (self, _ ("Venue"), instrument->venue);
  add_fact (self, _ ("Time zone"), instrument->timezone);
  add_fact (self, _ ("Sector"), instrument->sector);
}

static const char *
name_basis (TideBasis basis)
{
  switch (basis)
    {
    case TIDE_BASIS_QUOTED:
      return _ ("as quoted");
    case TIDE_BASIS_SPLIT:
      return _ ("adjusted for splits");
    case TIDE_BASIS_ADJUSTED:
      return _ ("adjusted for splits and dividends");
    }
  return "";
}

static void
add_series (TideAboutPane          *self,
            const TideSeriesStatus *status)
{
  g_autofree char *first = tide_day_dup_text (status->first_day);
  g_autofree char *last = tide_day_dup_text (status->last_day);
  g_autofree char *age = tide_age_dup_text (status->learned, tide_clock_now ());
  g_auto (GStrv)   names = g_strsplit (status->fields, ",", -1);
  g_autofree char *fields = g_strjoinv (", ", names);
  g_autofree char *text = NULL;

  text = g_strdup_printf (
    /* Translators: first and last day, number of rows, basis, age, fields, revisions. */
    _ ("%s to %s, %" PRId64 " rows, %s\nlearned %s, %" PRId64
       " revised cells\n%s"),
    first, last, status->count, name_basis (status->basis), age, status->n_revisions, fields);
  add_fact (self, status->source, text);
}

static void
series_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TideAboutPane) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (GPtrArray)     series =
    tide_desk_list_series_finish (TIDE_DESK (object), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (series == NULL)
    {
      add_fact (self, _ ("Data held"), error->message);
      return;
    }

  for (unsigned int i = 0; i < series->len; i++)
    add_series (self, g_ptr_array_index (series, i));
}

static void
update_facts (TideAboutPane *self)
{
  const char                *symbol;
  TideDesk                  *desk;
  g_autoptr (TideInstrument) instrument = NULL;

  if (self->context == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_facts (self);

  symbol = tide_view_context_get_symbol (self->context);
  gtk_stack_set_visible_child_name (self->stack, symbol != NULL ? "facts" : "empty");
  if (symbol == NULL)
    return;

  desk = tide_view_context_get_desk (self->context);
  instrument = tide_desk_dup_instrument (desk, symbol);
  if (instrument != NULL)
    add_instrument (self, instrument);
  else
    gtk_label_set_label (self->name, symbol);
  self->cancellable = g_cancellable_new ();
  tide_desk_list_series_async (desk, symbol, self->cancellable, series_listed_cb,
                               g_object_ref (self));
}

static void
tide_about_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_about_pane_parent_class)->map (widget);

  update_facts (TIDE_ABOUT_PANE (widget));
}

static void
tide_about_pane_dispose (GObject *object)
{
  TideAboutPane *self = TIDE_ABOUT_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_ABOUT_PANE);

  G_OBJECT_CLASS (tide_about_pane_parent_class)->dispose (object);
}

static void
tide_about_pane_class_init (TideAboutPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_about_pane_dispose;
  widget_class->map = tide_about_pane_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-about-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TideAboutPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TideAboutPane, name);
  gtk_widget_class_bind_template_child (widget_class, TideAboutPane, facts);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_about_pane_init (TideAboutPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_about_pane_new (TideViewContext *context)
{
  TideAboutPane *self = g_object_new (TIDE_TYPE_ABOUT_PANE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::symbol", G_CALLBACK (update_facts),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tide_view_context_get_desk (context), "data-changed",
                           G_CALLBACK (update_facts), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
