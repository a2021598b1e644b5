// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-view-context"

#include "config.h"

#include "gui/tide-view-context.h"

struct _TideViewContext
{
  GObject parent_instance;

  TideDesk   *desk;   /* (owned) */
  TideStyle  *style;  /* (owned) */
  TideMoment  moment; /* the desk's default moment is "latest" */
  char       *symbol; /* (owned) (nullable) */
  TideFocus  *focus;  /* (owned) (nullable) */
  char       *status; /* (owned) (nullable) */
  GListStore *jobs;   /* (owned) (element-type TideJob) */
};

G_DEFINE_FINAL_TYPE (TideViewContext, tide_view_context, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SYMBOL,
  PROP_FOCUS,
  PROP_STATUS,
  N_PROPS
};

enum
{
  MOMENT_CHANGED,
  N_SIGNALS
};

static GParamSpec  *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static bool
moments_equal (const TideMoment *a,
               const TideMoment *b)
{
  return a->as_of == b->as_of &&
         a->as_of_instant == b->as_of_instant &&
         a->known_at == b->known_at;
}

static void
set_text (TideViewContext *self,
          char           **field,
          const char      *text,
          int              property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;

  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
tide_view_context_finalize (GObject *object)
{
  TideViewContext *self = TIDE_VIEW_CONTEXT (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->style);
  g_clear_pointer (&self->focus, tide_focus_unref);
  g_clear_object (&self->jobs);
  g_free (self->symbol);
  g_free (self->status);

  G_OBJECT_CLASS (tide_view_context_parent_class)->finalize (object);
}

static void
tide_view_context_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TideViewContext *self = TIDE_VIEW_CONTEXT (object);

  switch (prop_id)
    {
    case PROP_SYMBOL:
      g_value_set_string (value, self->symbol);
      break;
    case PROP_FOCUS:
      g_value_set_boxed (value, self->focus);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_view_context_class_init (TideViewContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tide_view_context_finalize;
  object_class->get_property = tide_view_context_get_property;

  properties[PROP_SYMBOL] =
    g_param_spec_string ("symbol", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOCUS] =
    g_param_spec_boxed ("focus", NULL, NULL, TIDE_TYPE_FOCUS,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MOMENT_CHANGED] =
    g_signal_new ("moment-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_view_context_init (TideViewContext *self)
{
  self->jobs = g_list_store_new (TIDE_TYPE_JOB);
  self->moment = TIDE_MOMENT_LATEST;
}

TideViewContext *
tide_view_context_new (TideDesk  *desk,
                       TideStyle *style)
{
  TideViewContext *self;

  g_return_val_if_fail (TIDE_IS_DESK (desk), NULL);

  self = g_object_new (TIDE_TYPE_VIEW_CONTEXT, NULL);
  self->desk = g_object_ref (desk);
  self->style = g_object_ref (style);
  self->moment = tide_desk_get_default_moment (desk);
  return self;
}

TideDesk *
tide_view_context_get_desk (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return self->desk;
}

TideStyle *
tide_view_context_get_style (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return self->style;
}

const TideMoment *
tide_view_context_get_moment (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return &self->moment;
}

bool
tide_view_context_is_latest (TideViewContext *self)
{
  TideMoment latest;

  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), true);

  latest = tide_desk_get_default_moment (self->desk);
  return moments_equal (&self->moment, &latest);
}

void
tide_view_context_set_moment (TideViewContext  *self,
                              const TideMoment *moment)
{
  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));
  g_return_if_fail (moment != NULL);

  if (moments_equal (&self->moment, moment))
    return;

  self->moment = *moment;
  g_signal_emit (self, signals[MOMENT_CHANGED], 0);
}

const char *
tide_view_context_get_symbol (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return self->symbol;
}

void
tide_view_context_set_symbol (TideViewContext *self,
                              const char      *symbol)
{
  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));

  set_text (self, &self->symbol, symbol, PROP_SYMBOL);
}

TideFocus *
tide_view_context_get_focus (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return self->focus;
}

void
tide_view_context_set_focus (TideViewContext *self,
                             TideFocus       *focus)
{
  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));

  if (self->focus == focus)
    return;

  g_clear_pointer (&self->focus, tide_focus_unref);
  self->focus = focus != NULL ? tide_focus_ref (focus) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOCUS]);
}

const char *
tide_view_context_get_status (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return self->status;
}

void
tide_view_context_set_status (TideViewContext *self,
                              const char      *status)
{
  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));

  set_text (self, &self->status, status, PROP_STATUS);
}

GListModel *
tide_view_context_get_jobs (TideViewContext *self)
{
  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (self), NULL);

  return G_LIST_MODEL (self->jobs);
}

void
tide_view_context_add_job (TideViewContext *self,
                           TideJob         *job)
{
  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));
  g_return_if_fail (TIDE_IS_JOB (job));

  g_list_store_append (self->jobs, job);
}

void
tide_view_context_remove_job (TideViewContext *self,
                              TideJob         *job)
{
  unsigned int position;

  g_return_if_fail (TIDE_IS_VIEW_CONTEXT (self));

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}
