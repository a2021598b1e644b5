// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "store/tide-cache.h"

G_DEFINE_BOXED_TYPE (TideChange, tide_change, tide_change_ref, tide_change_unref)

/**
 * tide_append_report_free:
 * @self: (transfer full) (nullable): a report
 *
 * Frees a report.
 */
void
tide_append_report_free (TideAppendReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->counts);
  g_ptr_array_unref (self->revised);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * tide_change_ref:
 * @self: a change
 *
 * Returns: (transfer full): @self
 */
TideChange *
tide_change_ref (TideChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_change (gpointer data)
{
  TideChange *self = data;

  g_free (self->symbol);
  g_free (self->source);
  g_strfreev (self->fields);
}

/**
 * tide_change_unref:
 * @self: (transfer full): a change
 *
 * Lets go of a change.
 */
void
tide_change_unref (TideChange *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_change);
}
