// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-evaluator-row"

#include "config.h"

#include "tide-evaluator-private.h"

/* Opens an evaluator for any number of rows. */
void
tide_evaluator_open (TideEvaluator     *self,
                     const TideSetting *setting,
                     size_t             n_slots)
{
  TideDay as_of = setting->moment->as_of;

  self->source = setting->source;
  self->text = setting->text;
  self->moment = setting->moment;
  self->rows = setting->rows;
  self->as_of = as_of < TIDE_DAY_MAX ? as_of : tide_clock_today ();
  self->cancellable = setting->cancellable;
  self->arena = tide_arena_new ();
  self->n_slots = n_slots;
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_series_unref);
  self->held_instruments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);
  self->note = g_string_new (NULL);
  self->peers_used = g_ptr_array_new ();
}

static void
free_peers (TideEvaluator *self)
{
  for (size_t i = 0; self->peers != NULL && i < self->n_slots; i++)
    g_clear_pointer (&self->peers[i], tide_peers_free);
  g_clear_pointer (&self->peers, g_free);
}

void
tide_evaluator_close (TideEvaluator *self)
{
  if (self->child != NULL)
    tide_evaluator_close (self->child);
  g_clear_pointer (&self->child, g_free);
  free_peers (self);
  g_clear_pointer (&self->peers_used, g_ptr_array_unref);
  g_clear_pointer (&self->arena, tide_arena_free);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->held_instruments, g_ptr_array_unref);
  if (self->note != NULL)
    g_string_free (g_steal_pointer (&self->note), TRUE);
  g_clear_error (&self->error);
}

/* Forgets the row before and stands at the next one. */
void
tide_evaluator_begin_row (TideEvaluator *self,
                          const char    *symbol)
{
  tide_arena_reset (self->arena);
  self->slots = tide_arena_alloc (self->arena, (self->n_slots + 1) * sizeof (TideValue));
  self->filled = tide_arena_alloc0 (self->arena, (self->n_slots + 1) * sizeof (bool));
  g_ptr_array_set_size (self->held, 0);
  g_ptr_array_set_size (self->held_instruments, 0);
  g_ptr_array_set_size (self->peers_used, 0);
  g_string_truncate (self->note, 0);
  g_clear_error (&self->error);
  self->symbol = symbol;
  self->n_uses = 0;
  self->stale_days = 0;
  self->error_is_general = false;
}

/* A row that fails does not stop the others; a formula that is wrong, or a
 * cancellation, does. */
bool
tide_evaluator_stops_list (const TideEvaluator *self)
{
  return self->error_is_general || self->error->domain != TIDE_FORMULA_ERROR;
}

/* Gives the leaves of a trace the rows they were asked for. */
void
tide_evaluator_fill_leaves (TideEvaluator *self)
{
  for (size_t i = 0; i < self->n_uses; i++)
    {
      TideTrace         *leaf = self->uses[i].view->leaf;
      TideDay            unused;
      g_autoptr (GArray) inputs = NULL;

      if (leaf == NULL || leaf->input != NULL || leaf->children != NULL)
        continue;

      inputs = tide_inputs_collect (self, leaf, &unused);
      tide_trace_set_inputs (leaf, inputs);
    }
}
