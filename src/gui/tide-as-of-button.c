// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-as-of-button"

#include "config.h"

#include "gui/tide-as-of-button.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

struct _TideAsOfButton
{
  GtkWidget parent_instance;

  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkPopover     *popover;
  GtkEntry       *day_entry;
  GtkCalendar    *calendar;
  GtkCheckButton *known_now;
  GtkCheckButton *known_then;
  GtkLabel       *problem;

  TideViewContext *context; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TideAsOfButton, tide_as_of_button, GTK_TYPE_WIDGET)

static void
say_problem (TideAsOfButton *self,
             const char     *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
update_label (TideAsOfButton *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (tide_view_context_is_latest (self->context))
    text = g_strdup (_ ("Latest"));
  else
    text = tide_moment_dup_text (tide_view_context_get_moment (self->context));
  gtk_label_set_label (self->label, text);

  /* Translators: %s is “Latest” or a day. */
  name = g_strdup_printf (_ ("Data to: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_day (TideAsOfButton *self,
          TideDay         day)
{
  char                  text[TIDE_DAY_TEXT_SIZE];
  g_autoptr (GDateTime) date = NULL;
  int                   year, month, of_month;

  tide_day_to_ymd (day, &year, &month, &of_month);
  date = g_date_time_new_utc (year, month, of_month, 0, 0, 0);
  gtk_calendar_select_day (self->calendar, date);
  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), tide_day_format (day, text));
}

static void
popover_shown_cb (TideAsOfButton *self)
{
  const TideMoment *moment = tide_view_context_get_moment (self->context);

  show_day (self, moment->as_of != TIDE_DAY_MAX ? moment->as_of : tide_clock_today ());
  gtk_check_button_set_active (moment->known_at != TIDE_INSTANT_MAX ? self->known_then
                                                                    : self->known_now,
                               TRUE);
  say_problem (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->day_entry));
}

static void
day_selected_cb (TideAsOfButton *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char      *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
}

static void
apply_cb (TideAsOfButton *self)
{
  TideMoment moment = TIDE_MOMENT_LATEST;

  moment.as_of = tide_day_read_text (gtk_editable_get_text (GTK_EDITABLE (self->day_entry)));
  if (moment.as_of == TIDE_DAY_NONE)
    {
      say_problem (self, _ ("That is not a day. Type one such as 2025-02-14 or 14 feb 2025."));
      return;
    }

  if (gtk_check_button_get_active (self->known_then))
    moment.known_at = tide_instant_end_of_day (moment.as_of);
  gtk_popover_popdown (self->popover);
  tide_view_context_set_moment (self->context, &moment);
}

static void
latest_cb (TideAsOfButton *self)
{
  TideMoment latest = tide_desk_get_default_moment (tide_view_context_get_desk (self->context));

  gtk_popover_popdown (self->popover);
  tide_view_context_set_moment (self->context, &latest);
}

static void
tide_as_of_button_dispose (GObject *object)
{
  TideAsOfButton *self = TIDE_AS_OF_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_AS_OF_BUTTON);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_as_of_button_parent_class)->dispose (object);
}

static void
tide_as_of_button_class_init (TideAsOfButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_as_of_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-as-of-button.ui");
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, button);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, label);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, popover);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, day_entry);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, calendar);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, known_now);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, known_then);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, problem);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, latest_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_as_of_button_init (TideAsOfButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_as_of_button_new (TideViewContext *context)
{
  TideAsOfButton *self = g_object_new (TIDE_TYPE_AS_OF_BUTTON, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (update_label),
                           self, G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}

void
tide_as_of_button_open (TideAsOfButton *self)
{
  g_return_if_fail (TIDE_IS_AS_OF_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
