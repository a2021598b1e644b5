// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-status-line"

#include "config.h"

#include "gui/tide-status-line.h"

#include <glib/gi18n.h>

/* Work that ends sooner is not shown at all. */
#define SHOW_JOB_AFTER_MS 200

struct _TideStatusLine
{
  GtkWidget parent_instance;

  GtkWidget      *content;
  GtkLabel       *status;
  GtkWidget      *job_box;
  GtkLabel       *job_text;
  GtkProgressBar *progress;

  TideViewContext *context; /* (owned) (nullable) */
  TideJob         *job;     /* (owned) (nullable): the oldest job under way */
  guint            show_id;
  guint            pulse_id;
};

G_DEFINE_FINAL_TYPE (TideStatusLine, tide_status_line, GTK_TYPE_WIDGET)

static gboolean
pulse_cb (gpointer user_data)
{
  TideStatusLine *self = user_data;

  gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
update_job (TideStatusLine *self)
{
  unsigned int n_jobs;
  double       fraction;

  if (self->job == NULL)
    return;

  n_jobs = g_list_model_get_n_items (tide_view_context_get_jobs (self->context));
  fraction = tide_job_get_fraction (self->job);
  if (n_jobs > 1)
    {
      g_autofree char *text = g_strdup_printf ("%s (+%u)", tide_job_get_text (self->job),
                                               n_jobs - 1);

      gtk_label_set_label (self->job_text, text);
    }
  else
    {
      gtk_label_set_label (self->job_text, tide_job_get_text (self->job));
    }

  if (fraction >= 0.0)
    {
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress, fraction);
    }
  else if (self->pulse_id == 0)
    {
      self->pulse_id = g_timeout_add (100, pulse_cb, self);
    }
}

static gboolean
show_job_cb (gpointer user_data)
{
  TideStatusLine *self = user_data;

  self->show_id = 0;
  gtk_widget_set_visible (self->job_box, TRUE);
  return G_SOURCE_REMOVE;
}

static void
jobs_changed_cb (TideStatusLine *self)
{
  g_autoptr (TideJob) job =
    g_list_model_get_item (tide_view_context_get_jobs (self->context), 0);

  if (self->job != job)
    {
      if (self->job != NULL)
        g_signal_handlers_disconnect_by_func (self->job, update_job, self);
      g_set_object (&self->job, job);
      if (job != NULL)
        g_signal_connect_object (job, "notify", G_CALLBACK (update_job),
                                 self, G_CONNECT_SWAPPED);
    }

  if (job == NULL)
    {
      g_clear_handle_id (&self->show_id, g_source_remove);
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      gtk_widget_set_visible (self->job_box, FALSE);
    }
  else if (!gtk_widget_get_visible (self->job_box) && self->show_id == 0)
    {
      self->show_id = g_timeout_add (SHOW_JOB_AFTER_MS, show_job_cb, self);
    }
  update_job (self);
}

static void
status_changed_cb (TideStatusLine *self)
{
  const char *status = tide_view_context_get_status (self->context);

  gtk_label_set_label (self->status, status != NULL ? status : "");
}

static void
cancel_cb (TideStatusLine *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (tide_job_get_cancellable (self->job));
}

static void
tide_status_line_dispose (GObject *object)
{
  TideStatusLine *self = TIDE_STATUS_LINE (object);

  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_STATUS_LINE);
  g_clear_object (&self->job);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_status_line_parent_class)->dispose (object);
}

static void
tide_status_line_class_init (TideStatusLineClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_status_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, TideStatusLine, content);
  gtk_widget_class_bind_template_child (widget_class, TideStatusLine, status);
  gtk_widget_class_bind_template_child (widget_class, TideStatusLine, job_box);
  gtk_widget_class_bind_template_child (widget_class, TideStatusLine, job_text);
  gtk_widget_class_bind_template_child (widget_class, TideStatusLine, progress);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_status_line_init (TideStatusLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tide_status_line_set_context (TideStatusLine  *self,
                              TideViewContext *context)
{
  g_return_if_fail (TIDE_IS_STATUS_LINE (self));

  if (!g_set_object (&self->context, context))
    return;

  g_signal_connect_object (context, "notify::status", G_CALLBACK (status_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tide_view_context_get_jobs (context), "items-changed",
                           G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  status_changed_cb (self);
  jobs_changed_cb (self);
}
