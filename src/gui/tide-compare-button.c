// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-compare-button"

#include "config.h"

#include "gui/tide-compare-button.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TideCompareButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkEntry      *symbol_entry;
  GtkEntry      *day_entry;
  GtkLabel      *problem;

  TideChartModel *model; /* (owned) (nullable) */
  TideDesk       *desk;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TideCompareButton, tide_compare_button, GTK_TYPE_WIDGET)

static void
say_problem (TideCompareButton *self,
             const char        *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
add_cb (TideCompareButton *self)
{
  const char                *text = get_text (self->symbol_entry);
  g_autofree char           *symbol = tide_symbol_normalize (text, strlen (text));
  g_autoptr (TideInstrument) instrument = NULL;
  g_autofree char           *sentence = NULL;

  if (*text == '\0')
    return;
  if (symbol != NULL)
    instrument = tide_desk_dup_instrument (self->desk, symbol);
  if (instrument == NULL)
    {
      /* Translators: %s is what was typed. */
      sentence = g_strdup_printf (_ ("No instrument “%s” is held here."), text);
      say_problem (self, sentence);
      return;
    }
  if (!tide_chart_model_compare (self->model, symbol))
    {
      say_problem (self, _ ("It is in the chart already, or there are eight."));
      return;
    }

  say_problem (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->symbol_entry), "");
}

/* An empty entry is the first day shown. */
static void
set_day_cb (TideCompareButton *self)
{
  const char *text = get_text (self->day_entry);
  TideDay     day = tide_day_parse (text, strlen (text));

  if (*text != '\0' && day == TIDE_DAY_NONE)
    {
      say_problem (self, _ ("Write the day as 2025-01-13."));
      return;
    }

  say_problem (self, NULL);
  tide_chart_model_set_base (self->model, day);
}

static void
shown_cb (TideCompareButton *self)
{
  TideDay day = tide_chart_model_get_base (self->model);
  char    text[TIDE_DAY_TEXT_SIZE] = "";

  if (day != TIDE_DAY_NONE)
    tide_day_format (day, text);
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
  say_problem (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->symbol_entry));
}

static void
tide_compare_button_dispose (GObject *object)
{
  TideCompareButton *self = TIDE_COMPARE_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_COMPARE_BUTTON);
  g_clear_object (&self->model);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tide_compare_button_parent_class)->dispose (object);
}

static void
tide_compare_button_class_init (TideCompareButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_compare_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-compare-button.ui");
  gtk_widget_class_bind_template_child (widget_class, TideCompareButton, button);
  gtk_widget_class_bind_template_child (widget_class, TideCompareButton, symbol_entry);
  gtk_widget_class_bind_template_child (widget_class, TideCompareButton, day_entry);
  gtk_widget_class_bind_template_child (widget_class, TideCompareButton, problem);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_compare_button_init (TideCompareButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tide_compare_button_bind (TideCompareButton *self,
                          TideChartModel    *model,
                          TideDesk          *desk)
{
  g_return_if_fail (TIDE_IS_COMPARE_BUTTON (self));

  g_set_object (&self->model, model);
  g_set_object (&self->desk, desk);
}
