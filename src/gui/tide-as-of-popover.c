// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-as-of-popover"

#include "config.h"

#include "gui/tide-as-of-popover.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

struct _TideAsOfPopover
{
  GtkPopover parent_instance;

  GtkEntry       *day_entry;
  GtkCalendar    *calendar;
  GtkCheckButton *known_now;
  GtkCheckButton *known_then;
  GtkLabel       *leaves;
  GtkLabel       *problem;

  TideViewContext *context;  /* (owned) */
  GCancellable    *counting; /* (owned) (nullable): of the day typed last */
  TideDay          counted;  /* the day whose count is shown or on its way */
};

G_DEFINE_FINAL_TYPE (TideAsOfPopover, tide_as_of_popover, GTK_TYPE_POPOVER)

static void
say_problem (TideAsOfPopover *self,
             const char      *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
show_day (TideAsOfPopover *self,
          TideDay          day)
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
  g_autoptr (TideAsOfPopover) self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *text = NULL;
  TideHeldCount               count;

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
stop_counting (TideAsOfPopover *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counted = TIDE_DAY_NONE;
}

/* Says what “known here by then” would leave before it is chosen. */
static void
count_known (TideAsOfPopover *self)
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
day_changed_cb (TideAsOfPopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    count_known (self);
}

static void
day_selected_cb (TideAsOfPopover *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char      *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->day_entry), text);
}

/* The keys go back to the page, which shows another moment now. */
static void
leave_for (TideAsOfPopover  *self,
           const TideMoment *moment)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  tide_view_context_set_moment (self->context, moment);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-page", NULL);
}

static void
apply_cb (TideAsOfPopover *self)
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
  leave_for (self, &moment);
}

static void
latest_cb (TideAsOfPopover *self)
{
  TideMoment latest = tide_desk_get_default_moment (tide_view_context_get_desk (self->context));

  leave_for (self, &latest);
}

static void
tide_as_of_popover_show (GtkWidget *widget)
{
  TideAsOfPopover  *self = TIDE_AS_OF_POPOVER (widget);
  const TideMoment *moment = tide_view_context_get_moment (self->context);

  GTK_WIDGET_CLASS (tide_as_of_popover_parent_class)->show (widget);

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
tide_as_of_popover_dispose (GObject *object)
{
  TideAsOfPopover *self = TIDE_AS_OF_POPOVER (object);

  stop_counting (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_AS_OF_POPOVER);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_as_of_popover_parent_class)->dispose (object);
}

static void
tide_as_of_popover_class_init (TideAsOfPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_as_of_popover_dispose;
  widget_class->show = tide_as_of_popover_show;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-as-of-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, day_entry);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, known_now);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, known_then);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, leaves);
  gtk_widget_class_bind_template_child (widget_class, TideAsOfPopover, problem);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, latest_cb);
}

static void
tide_as_of_popover_init (TideAsOfPopover *self)
{
  self->counted = TIDE_DAY_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_as_of_popover_new (TideViewContext *context)
{
  TideAsOfPopover *self = g_object_new (TIDE_TYPE_AS_OF_POPOVER, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
