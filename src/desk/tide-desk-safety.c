// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-desk-safety"

#include "config.h"

#include "desk/tide-desk-private.h"
#include "store/tide-backup-shelf.h"

static void
keep_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (tide_backup_shelf_keep (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tide_desk_keep_backup_async:
 * @self: a desk
 * @callback: (nullable): called when there is a backup of today, or cannot be
 * @user_data: for @callback
 *
 * Makes today's backup in `backups/` of the data folder unless it is there, on a
 * thread of its own, and thins the older ones. The sample and a desk that may
 * not write need none. Closing the desk ends it and leaves nothing half-made.
 */
void
tide_desk_keep_backup_async (TideDesk           *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIDE_IS_DESK (self));
  g_return_if_fail (!self->closed);

  if (self->keeping == NULL)
    self->keeping = g_cancellable_new ();
  task = g_task_new (self, self->keeping, callback, user_data);
  g_task_set_source_tag (task, tide_desk_keep_backup_async);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  if (self->flags != TIDE_DESK_NORMAL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (self->keeper == NULL)
    self->keeper = tide_worker_new ("keeper");
  tide_worker_push (self->keeper, g_steal_pointer (&task), keep_in_thread);
}

/**
 * tide_desk_keep_backup_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: as of tide_backup_shelf_keep()
 *
 * Returns: whether there is a backup of today, or none is needed
 */
bool
tide_desk_keep_backup_finish (TideDesk     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), false);

  return g_task_propagate_boolean (G_TASK (result), error);
}
