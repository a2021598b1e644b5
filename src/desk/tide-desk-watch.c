// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-watch"

#include "config.h"

#include "tide-desk-private.h"

/* One load that somebody looks at. The desk holds the watch, the viewer holds
 * the load: when the load goes, so does the watch. */
typedef struct
{
  TideDesk            *desk; /* (unowned) (nullable): NULL once the desk is closed */
  const TideWatchKind *kind;
  GObject             *load; /* (unowned) (nullable): NULL once it is gone */
  GCancellable        *cancellable;
  bool                 running;
  bool                 again; /* something changed while it ran */
} Watch;

static void refresh (Watch *watch);

static void
watch_clear (gpointer data)
{
  g_object_unref (((Watch *) data)->cancellable);
}

static void
watch_unref (gpointer data)
{
  g_rc_box_release_full (data, watch_clear);
}

static void
load_gone_cb (gpointer data,
              GObject *where_it_was)
{
  Watch *watch = data;

  watch->load = NULL;
  g_cancellable_cancel (watch->cancellable);
  if (watch->desk != NULL)
    g_ptr_array_remove_fast (watch->desk->watches, watch);
}

static void
evaluated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Watch   *watch = user_data;
  GError  *error = NULL;
  gpointer answer = tide_desk_run_finish (TIDE_DESK (object), result, &error);

  watch->running = false;
  if (watch->load == NULL || watch->desk == NULL)
    {
      g_clear_pointer (&answer, watch->kind->free_answer);
      g_clear_error (&error);
    }
  else
    {
      watch->kind->take_answer (watch->load, answer, error);
      /* Whoever was told may have let go of the load. */
      if (watch->again && watch->load != NULL && watch->desk != NULL)
        refresh (watch);
    }
  watch_unref (watch);
}

static void
refresh (Watch *watch)
{
  if (watch->running)
    {
      watch->again = true;
      return;
    }

  watch->running = true;
  watch->again = false;
  watch->kind->mark_stale (watch->load);
  watch->kind->ask (watch->desk, watch->load, watch->cancellable, evaluated_cb,
                    g_rc_box_acquire (watch));
}

void
tide_desk_refresh_watches (TideDesk   *self,
                           GHashTable *symbols)
{
  g_autoptr (GPtrArray) watches = NULL;

  if (self->watches == NULL)
    return;

  /* A listener may start or drop watches while this goes round. */
  watches = g_ptr_array_new_with_free_func (watch_unref);
  for (guint i = 0; i < self->watches->len; i++)
    g_ptr_array_add (watches, g_rc_box_acquire (g_ptr_array_index (self->watches, i)));

  for (guint i = 0; i < watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (watches, i);

      if (watch->load != NULL && watch->desk != NULL &&
          (symbols == NULL || watch->kind->depends_on (watch->load, symbols)))
        refresh (watch);
    }
}

void
tide_desk_stop_watches (TideDesk *self)
{
  for (guint i = 0; self->watches != NULL && i < self->watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (self->watches, i);

      g_object_weak_unref (watch->load, load_gone_cb, watch);
      g_cancellable_cancel (watch->cancellable);
      watch->desk = NULL;
      watch->load = NULL;
    }
  g_clear_pointer (&self->watches, g_ptr_array_unref);
}

void
tide_desk_add_watch (TideDesk            *self,
                     const TideWatchKind *kind,
                     gpointer             load)
{
  Watch *watch;

  g_return_if_fail (!self->closed);

  if (self->watches == NULL)
    self->watches = g_ptr_array_new_with_free_func (watch_unref);

  watch = g_rc_box_new0 (Watch);
  watch->desk = self;
  watch->kind = kind;
  watch->cancellable = g_cancellable_new ();
  watch->load = G_OBJECT (load);
  g_object_weak_ref (watch->load, load_gone_cb, watch);
  g_ptr_array_add (self->watches, watch);
  refresh (watch);
}

static void
ask_formula (TideDesk           *desk,
             gpointer            load,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  tide_desk_evaluate_async (desk, tide_load_get_formula (load), tide_load_get_symbol (load),
                            tide_load_get_moment (load), TIDE_EVALUATE_PLAIN, cancellable,
                            callback, user_data);
}

static const TideWatchKind formula_watch = {
  ask_formula,
  tide_load_mark_stale,
  tide_load_take_answer,
  tide_load_depends_on,
  (GDestroyNotify) tide_result_unref,
};

/**
 * tide_desk_watch:
 * @self: a desk
 * @formula: a formula
 * @symbol: (nullable): the instrument at hand
 * @moment: as of when, and known by when
 *
 * Starts to answer a formula and goes on answering it as the cache changes, for
 * as long as the load lives.
 *
 * Returns: (transfer full): the load, waiting at first
 */
TideLoad *
tide_desk_watch (TideDesk         *self,
                 const char       *formula,
                 const char       *symbol,
                 const TideMoment *moment)
{
  TideLoad *load;

  g_return_val_if_fail (TIDE_IS_DESK (self) && !self->closed, NULL);
  g_return_val_if_fail (formula != NULL && moment != NULL, NULL);

  load = tide_load_new (formula, symbol, moment);
  tide_desk_add_watch (self, &formula_watch, load);

  return load;
}
