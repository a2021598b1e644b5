// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-job"

#include "config.h"

#include "gui/tide-job.h"

struct _TideJob
{
  GObject parent_instance;

  char         *text;        /* (owned) */
  double        fraction;    /* 0 to 1, below 0 when unknown */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideJob, tide_job, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_FRACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
tide_job_finalize (GObject *object)
{
  TideJob *self = TIDE_JOB (object);

  g_free (self->text);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tide_job_parent_class)->finalize (object);
}

static void
tide_job_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  TideJob *self = TIDE_JOB (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_job_class_init (TideJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tide_job_finalize;
  object_class->get_property = tide_job_get_property;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, -1.0, 1.0, -1.0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tide_job_init (TideJob *self)
{
  self->fraction = -1.0;
  self->cancellable = g_cancellable_new ();
}

TideJob *
tide_job_new (const char *text)
{
  TideJob *self = g_object_new (TIDE_TYPE_JOB, NULL);

  self->text = g_strdup (text);
  return self;
}

const char *
tide_job_get_text (TideJob *self)
{
  g_return_val_if_fail (TIDE_IS_JOB (self), NULL);

  return self->text;
}

double
tide_job_get_fraction (TideJob *self)
{
  g_return_val_if_fail (TIDE_IS_JOB (self), -1.0);

  return self->fraction;
}

GCancellable *
tide_job_get_cancellable (TideJob *self)
{
  g_return_val_if_fail (TIDE_IS_JOB (self), NULL);

  return self->cancellable;
}

/* Has the shape of a TideProgressFunc, so that the desk can report straight to
 * the job. */
void
tide_job_progress (const char *text,
                   double      fraction,
                   gpointer    job)
{
  TideJob *self = TIDE_JOB (job);

  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
    }

  fraction = CLAMP (fraction, -1.0, 1.0);
  if (self->fraction != fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
}
