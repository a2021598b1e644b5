// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-targets"

#include "config.h"

#include <string.h>

#include "desk/tide-desk-figures-private.h"

/**
 * tide_desk_dup_targets:
 * @self: a desk
 * @symbol: (nullable): canonical symbol; NULL for all
 *
 * Lists the targets that are not deleted, in order of entry; from memory.
 *
 * Returns: (transfer full) (element-type TideTarget): the targets
 */
GPtrArray *
tide_desk_dup_targets (TideDesk   *self,
                       const char *symbol)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_target_unref);

  g_return_val_if_fail (TIDE_IS_DESK (self), found);

  for (guint i = 0; self->figures != NULL && i < self->figures->targets->len; i++)
    {
      TideTarget *target = g_ptr_array_index (self->figures->targets, i);

      if (target->deleted == TIDE_INSTANT_NONE &&
          (symbol == NULL || strcmp (target->symbol, symbol) == 0))
        g_ptr_array_add (found, tide_target_ref (target));
    }
  return found;
}

static TideFigureEdit *
make_target_edit (const TideTarget *target,
                  GError          **error)
{
  TideFigureEdit *edit = tide_figure_edit_new (TIDE_FIGURE_SAVE_TARGET, target->symbol);

  edit->target = tide_target_new (target);
  tide_target_check (target, tide_clock_today (), error);
  return edit;
}

/**
 * tide_desk_save_target:
 * @self: a desk
 * @target: a target; one with id 0 is new, else the stored one says this
 * @out_id: (out) (optional): its number
 * @error: %TIDE_TARGET_ERROR for what cannot be, and others
 *
 * Stores a target and waits for it.
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_save_target (TideDesk         *self,
                       const TideTarget *target,
                       int64_t          *out_id,
                       GError          **error)
{
  g_autoptr (GError) problem = NULL;
  TideFigureEdit    *edit;
  bool               done;

  g_return_val_if_fail (TIDE_IS_DESK (self) && target != NULL, false);

  edit = make_target_edit (target, &problem);
  done = problem == NULL && tide_desk_run_figure_edit (self, edit, "storing a target", &problem);
  if (out_id != NULL)
    *out_id = edit->id;
  tide_figure_edit_free (edit);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return done;
}

/**
 * tide_desk_save_target_async:
 * @self: a desk
 * @target: as of tide_desk_save_target()
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Stores a target.
 */
void
tide_desk_save_target_async (TideDesk           *self,
                             const TideTarget   *target,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask          *task;
  TideFigureEdit *edit;
  GError         *problem = NULL;

  g_return_if_fail (TIDE_IS_DESK (self) && target != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_save_target_async);
  edit = make_target_edit (target, &problem);
  tide_desk_start_figure_edit (task, edit, problem, "storing a target");
}

/**
 * tide_desk_save_target_finish:
 * @self: a desk
 * @result: as given to the callback
 * @out_id: (out) (optional): its number
 * @error: %TIDE_TARGET_ERROR for what cannot be, and others
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_save_target_finish (TideDesk     *self,
                              GAsyncResult *result,
                              int64_t      *out_id,
                              GError      **error)
{
  return tide_desk_finish_figure_save (self, result, out_id, error);
}

static const char *
find_target_symbol (TideDesk *self,
                    int64_t   id)
{
  for (guint i = 0; self->figures != NULL && i < self->figures->targets->len; i++)
    {
      const TideTarget *target = g_ptr_array_index (self->figures->targets, i);

      if (target->id == id)
        return target->symbol;
    }
  return NULL;
}

static TideFigureEdit *
make_target_deletion (TideDesk *self,
                      int64_t   id,
                      bool      deleted)
{
  TideFigureEdit *edit = tide_figure_edit_new (TIDE_FIGURE_DELETE_TARGET,
                                               find_target_symbol (self, id));

  edit->id = id;
  edit->deleted = deleted;
  return edit;
}

/**
 * tide_desk_delete_target:
 * @self: a desk
 * @id: number of a target
 * @deleted: %TRUE to delete it, %FALSE to bring it back
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when there is no such target
 *
 * Deletes a target so that it can come back, and waits for it.
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_delete_target (TideDesk *self,
                         int64_t   id,
                         bool      deleted,
                         GError  **error)
{
  TideFigureEdit *edit;
  bool            done;

  g_return_val_if_fail (TIDE_IS_DESK (self), false);

  edit = make_target_deletion (self, id, deleted);
  done = tide_desk_run_figure_edit (self, edit, "deleting a target", error);
  tide_figure_edit_free (edit);
  return done;
}

/**
 * tide_desk_delete_target_async:
 * @self: a desk
 * @id: number of a target
 * @deleted: %TRUE to delete it, %FALSE to bring it back
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Deletes a target so that it can come back.
 */
void
tide_desk_delete_target_async (TideDesk           *self,
                               int64_t             id,
                               bool                deleted,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask          *task;
  TideFigureEdit *edit;

  g_return_if_fail (TIDE_IS_DESK (self) && id != 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_delete_target_async);
  edit = make_target_deletion (self, id, deleted);
  tide_desk_start_figure_edit (task, edit, NULL, "deleting a target");
}

/**
 * tide_desk_delete_target_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when there is no such target
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_delete_target_finish (TideDesk     *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return tide_desk_finish_figure_edit (self, result, error);
}

/**
 * tide_desk_dup_scenarios:
 * @self: a desk
 * @symbol: (nullable): canonical symbol; NULL for all
 *
 * Lists the scenarios that are not deleted, in order of entry; from memory.
 *
 * Returns: (transfer full) (element-type TideScenario): the scenarios
 */
GPtrArray *
tide_desk_dup_scenarios (TideDesk   *self,
                         const char *symbol)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_scenario_unref);

  g_return_val_if_fail (TIDE_IS_DESK (self), found);

  for (guint i = 0; self->figures != NULL && i < self->figures->scenarios->len; i++)
    {
      TideScenario *scenario = g_ptr_array_index (self->figures->scenarios, i);

      if (scenario->deleted == TIDE_INSTANT_NONE &&
          (symbol == NULL || strcmp (scenario->symbol, symbol) == 0))
        g_ptr_array_add (found, tide_scenario_ref (scenario));
    }
  return found;
}

static TideFigureEdit *
make_scenario_edit (const TideScenario *scenario,
                    GError            **error)
{
  TideFigureEdit *edit = tide_figure_edit_new (TIDE_FIGURE_SAVE_SCENARIO, scenario->symbol);

  edit->scenario = tide_scenario_new (scenario);
  tide_scenario_check (scenario, error);
  return edit;
}

/**
 * tide_desk_save_scenario:
 * @self: a desk
 * @scenario: a scenario; one with id 0 is new, else the stored one says this
 * @out_id: (out) (optional): its number
 * @error: %TIDE_TARGET_ERROR for what cannot be, and others
 *
 * Stores a scenario and waits for it.
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_save_scenario (TideDesk           *self,
                         const TideScenario *scenario,
                         int64_t            *out_id,
                         GError            **error)
{
  g_autoptr (GError) problem = NULL;
  TideFigureEdit    *edit;
  bool               done;

  g_return_val_if_fail (TIDE_IS_DESK (self) && scenario != NULL, false);

  edit = make_scenario_edit (scenario, &problem);
  done = problem == NULL && tide_desk_run_figure_edit (self, edit, "storing a scenario", &problem);
  if (out_id != NULL)
    *out_id = edit->id;
  tide_figure_edit_free (edit);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return done;
}

/**
 * tide_desk_save_scenario_async:
 * @self: a desk
 * @scenario: as of tide_desk_save_scenario()
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Stores a scenario.
 */
void
tide_desk_save_scenario_async (TideDesk           *self,
                               const TideScenario *scenario,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask          *task;
  TideFigureEdit *edit;
  GError         *problem = NULL;

  g_return_if_fail (TIDE_IS_DESK (self) && scenario != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_save_scenario_async);
  edit = make_scenario_edit (scenario, &problem);
  tide_desk_start_figure_edit (task, edit, problem, "storing a scenario");
}

/**
 * tide_desk_save_scenario_finish:
 * @self: a desk
 * @result: as given to the callback
 * @out_id: (out) (optional): its number
 * @error: %TIDE_TARGET_ERROR for what cannot be, and others
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_save_scenario_finish (TideDesk     *self,
                                GAsyncResult *result,
                                int64_t      *out_id,
                                GError      **error)
{
  return tide_desk_finish_figure_save (self, result, out_id, error);
}

static const char *
find_scenario_symbol (TideDesk *self,
                      int64_t   id)
{
  for (guint i = 0; self->figures != NULL && i < self->figures->scenarios->len; i++)
    {
      const TideScenario *scenario = g_ptr_array_index (self->figures->scenarios, i);

      if (scenario->id == id)
        return scenario->symbol;
    }
  return NULL;
}

static TideFigureEdit *
make_scenario_deletion (TideDesk *self,
                        int64_t   id,
                        bool      deleted)
{
  TideFigureEdit *edit = tide_figure_edit_new (TIDE_FIGURE_DELETE_SCENARIO,
                                               find_scenario_symbol (self, id));

  edit->id = id;
  edit->deleted = deleted;
  return edit;
}

/**
 * tide_desk_delete_scenario:
 * @self: a desk
 * @id: number of a scenario
 * @deleted: %TRUE to delete it, %FALSE to bring it back
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when there is no such scenario
 *
 * Deletes a scenario so that it can come back, and waits for it.
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_delete_scenario (TideDesk *self,
                           int64_t   id,
                           bool      deleted,
                           GError  **error)
{
  TideFigureEdit *edit;
  bool            done;

  g_return_val_if_fail (TIDE_IS_DESK (self), false);

  edit = make_scenario_deletion (self, id, deleted);
  done = tide_desk_run_figure_edit (self, edit, "deleting a scenario", error);
  tide_figure_edit_free (edit);
  return done;
}

/**
 * tide_desk_delete_scenario_async:
 * @self: a desk
 * @id: number of a scenario
 * @deleted: %TRUE to delete it, %FALSE to bring it back
 * @cancellable: (nullable): drops the answer, not the change
 * @callback: called on the desk's thread
 * @user_data: for @callback
 *
 * Deletes a scenario so that it can come back.
 */
void
tide_desk_delete_scenario_async (TideDesk           *self,
                                 int64_t             id,
                                 bool                deleted,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  GTask          *task;
  TideFigureEdit *edit;

  g_return_if_fail (TIDE_IS_DESK (self) && id != 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tide_desk_delete_scenario_async);
  edit = make_scenario_deletion (self, id, deleted);
  tide_desk_start_figure_edit (task, edit, NULL, "deleting a scenario");
}

/**
 * tide_desk_delete_scenario_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: %TIDE_STORE_ERROR_NOT_FOUND when there is no such scenario
 *
 * Returns: %FALSE with @error set; nothing is changed then
 */
bool
tide_desk_delete_scenario_finish (TideDesk     *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  return tide_desk_finish_figure_edit (self, result, error);
}
