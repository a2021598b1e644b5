// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-figures"

#include "config.h"

#include "desk/tide-desk-figures-private.h"

void
tide_figures_free (TideFigures *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->citations, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->scenarios, g_ptr_array_unref);
  g_free (self);
}

static TideFigures *
read_figures (TideWorkspace *workspace,
              GError       **error)
{
  TideFigures *self = g_new0 (TideFigures, 1);

  self->citations = tide_workspace_read_citations (workspace, error);
  if (self->citations != NULL)
    self->targets = tide_workspace_read_targets (workspace, error);
  if (self->targets != NULL)
    self->scenarios = tide_workspace_read_scenarios (workspace, error);
  if (self->scenarios != NULL)
    return self;

  tide_figures_free (self);
  return NULL;
}

void
tide_figure_edit_free (gpointer data)
{
  TideFigureEdit *edit = data;

  g_clear_pointer (&edit->citations, g_ptr_array_unref);
  g_clear_pointer (&edit->target, tide_target_unref);
  g_clear_pointer (&edit->scenario, tide_scenario_unref);
  g_strfreev (edit->symbols);
  g_free (edit);
}

static bool
is_about_citations (const TideFigureEdit *edit)
{
  return edit->kind == TIDE_FIGURE_CITE || edit->kind == TIDE_FIGURE_WITHDRAW;
}

static bool
apply (TideWorkspace  *workspace,
       TideFigureEdit *edit,
       GError        **error)
{
  switch (edit->kind)
    {
    case TIDE_FIGURE_CITE:
      return tide_workspace_add_citations (workspace, edit->citations, &edit->count, error);
    case TIDE_FIGURE_WITHDRAW:
      return tide_workspace_withdraw_citation (workspace, edit->id, error);
    case TIDE_FIGURE_SAVE_TARGET:
      return tide_workspace_save_target (workspace, edit->target, &edit->id, error);
    case TIDE_FIGURE_DELETE_TARGET:
      return tide_workspace_delete_target (workspace, edit->id, edit->deleted, error);
    case TIDE_FIGURE_SAVE_SCENARIO:
      return tide_workspace_save_scenario (workspace, edit->scenario, &edit->id, error);
    case TIDE_FIGURE_DELETE_SCENARIO:
      return tide_workspace_delete_scenario (workspace, edit->id, edit->deleted, error);
    }

  g_assert_not_reached ();
}

/* On the workspace's thread, or waiting for it. */
static gpointer
edit_in_workspace (TideWorkspace *workspace,
                   gpointer       data,
                   GError       **error)
{
  return apply (workspace, data, error) ? read_figures (workspace, error) : NULL;
}

static void
store_figures (TideDesk    *self,
               TideFigures *figures_take)
{
  tide_figures_free (self->figures);
  g_clear_pointer (&self->cited, tide_cited_unref);
  self->figures = figures_take;
  self->cited = tide_cited_new (figures_take->citations);
}

bool
tide_desk_load_figures (TideDesk *self,
                        GError  **error)
{
  TideFigures *figures = read_figures (self->workspace, error);

  if (figures != NULL)
    store_figures (self, figures);
  return figures != NULL;
}

/* What is evaluated from here on sees them. */
static void
take_figures (TideDesk             *self,
              TideFigures          *figures_take,
              const TideFigureEdit *edit)
{
  store_figures (self, figures_take);
  if (is_about_citations (edit))
    tide_desk_note_changes (self, (const char *const *) edit->symbols);
  else
    tide_desk_emit_targets_changed (self, edit->symbols[0]);
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TideDesk         *self = g_task_get_source_object (task);
  GError           *error = NULL;
  TideFigures      *figures;

  figures = tide_workspace_call_finish (TIDE_WORKSPACE (object), result, &error);
  if (figures == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->closed)
    tide_figures_free (figures);
  else
    take_figures (self, figures, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/* Takes `edit` and, unless there is none, `problem`. */
void
tide_desk_start_figure_edit (GTask          *task_take,
                             TideFigureEdit *edit_take,
                             GError         *problem_take,
                             const char     *what)
{
  g_autoptr (GTask) task = task_take;
  TideDesk         *self = g_task_get_source_object (task);

  g_task_set_task_data (task, edit_take, tide_figure_edit_free);
  if (problem_take == NULL)
    tide_desk_check_writable (self, what, &problem_take);
  if (problem_take != NULL)
    {
      g_task_return_error (task, problem_take);
      return;
    }
  tide_workspace_call_async (self->workspace, edit_in_workspace, edit_take, NULL,
                             (GDestroyNotify) tide_figures_free, edited_cb,
                             g_steal_pointer (&task));
}

TideFigureEdit *
tide_figure_edit_new (TideFigureEditKind kind,
                      const char        *symbol)
{
  TideFigureEdit *edit = g_new0 (TideFigureEdit, 1);

  edit->kind = kind;
  edit->symbols = g_new0 (char *, 2);
  edit->symbols[0] = g_strdup (symbol != NULL ? symbol : "");
  return edit;
}

bool
tide_desk_finish_figure_edit (TideDesk     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Applies an edit and waits until it has reached the disk. */
bool
tide_desk_run_figure_edit (TideDesk       *self,
                           TideFigureEdit *edit,
                           const char     *what,
                           GError        **error)
{
  TideFigures *figures;

  if (!tide_desk_check_writable (self, what, error))
    return false;
  if ((figures = edit_in_workspace (self->workspace, edit, error)) == NULL)
    return false;

  take_figures (self, figures, edit);
  return true;
}

/* The number of what was stored. */
bool
tide_desk_finish_figure_save (TideDesk     *self,
                              GAsyncResult *result,
                              int64_t      *out_id,
                              GError      **error)
{
  if (!tide_desk_finish_figure_edit (self, result, error))
    return false;
  if (out_id != NULL)
    *out_id = ((const TideFigureEdit *) g_task_get_task_data (G_TASK (result)))->id;
  return true;
}
