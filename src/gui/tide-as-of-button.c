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
  GtkLabel       *leaves;
  GtkLabel       *problem;

  TideViewContext *context;  /* (owned) (nullable) */
  GCancellable    *counting; /* (owned) (nullable): of the day typed last */
  TideDay          counted;  /* the day whose count is shown or on its way */
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

/* “0 of 35 series: first fetched Nov 2026”. */
static char *
dup_leaves_text (const TideHeldCount *count)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_utc (count->first);
  g_autofree char      *month = NULL;

  if (count->n_held == 0)
    return g_strdup (_ ("No data held here yet"));
  if (count->n_known > 0 || first == NULL)
    /* Translators: how many series are left, and of how many. */
    return g_strdup_printf (ngettext ("%1$zu of %2$zu series", "%1$zu of %2$zu series",
                                      count->n_held),
                            count->n_known, count->n_held);

  /* Translators: a month with its year; see g_date_time_format(). */
  month = g_date_time_format (first, _ ("%b %Y"));
  /* Translators: none of %1$zu series is left; %2$s is the month in which the
   * first data came here. */
  return g_strdup_printf (ngettext ("0 of %1$zu series: first fetched %2$s",
                                    "0 of %1$zu series: first fetched %2$s", count->n_held),
                          count->n_held, month);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TideAsOfButton) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *text = NULL;
  TideHeldCount              count;

  if (tide_desk_count_held_finish (TIDE_DESK (object), result, &count, &error))
    text = dup_leaves_text (&count);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    g_message ("Counting what was known then: %s", error->message);

  if (self->leaves != NULL)
    gtk_label_set_label (self->leaves, text != NULL ? text : "");
}

static void
stop_counting (TideAsOfButton *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counted = TIDE_DAY_NONE;
}

/* Says what “known here by then” would leave before it is chosen. */
static void
count_known (TideAsOfButton *self)
{
  TideDay day = tide_day_read_text (gtk_editable_get_text (GTK_EDITABLE (self->day_entry)));

  if (day == self->counted)
    return;

  stop_counting (self);
  gtk_label_set_label (self->leaves, "");
  if (day == TIDE_DAY_NONE)
    return;

  self->counted = day;
  self->counting = g_cancellable_new ();
  tide_desk_count_held_async (tide_view_context_get_desk (self->context),
                              tide_instant_end_of_day (day), self->counting, counted_cb,
                              g_object_ref (self));
}

/* The calendar and the entry are filled while the popover is still shut. */
static void
day_changed_cb (TideAsOfButton *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    count_known (self);
}

static void
popover_shown_cb (TideAsOfButton *self)
{
  const TideMoment *moment = tide_view_context_get_moment (self->context);

  stop_counting (self);
  show_day (self, moment->as_of != TIDE_DAY_MAX ? moment->as_of : tide_clock_today ());
  gtk_check_button_set_active (moment->known_at != TIDE_INSTANT_MAX ? self->known_then
                                                                    : self->known_now,
                               TRUE);
  say_problem (self, NULL);
  count_known (self);
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

  stop_counting (self);
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
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, leaves);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfButton, problem);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, latest_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_as_of_button_init (TideAsOfButton *self)
{
  self->counted = TIDE_DAY_NONE;
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
