// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-workspace-types"

#include "config.h"

#include "store/tide-workspace.h"

G_DEFINE_BOXED_TYPE (TideList, tide_list, tide_list_ref, tide_list_unref)
G_DEFINE_BOXED_TYPE (TideNote, tide_note, tide_note_ref, tide_note_unref)

/**
 * tide_column_new:
 * @title: heading
 * @formula: what each cell shows
 * @format: (nullable): how it is shown
 * @decimals: digits after the point; -1 for the unit's own
 *
 * Makes a column.
 *
 * Returns: (transfer full): the column
 */
TideColumn *
tide_column_new (const char *title,
                 const char *formula,
                 const char *format,
                 int         decimals)
{
  TideColumn *self = g_new0 (TideColumn, 1);

  self->title = g_strdup (title);
  self->formula = g_strdup (formula);
  self->format = g_strdup (format);
  self->decimals = decimals;
  return self;
}

/**
 * tide_column_free:
 * @self: (transfer full) (nullable): a column
 *
 * Frees a column.
 */
void
tide_column_free (TideColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->formula);
  g_free (self->format);
  g_free (self);
}

/**
 * tide_list_ref:
 * @self: a list
 *
 * Returns: (transfer full): @self
 */
TideList *
tide_list_ref (TideList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_list (gpointer data)
{
  TideList *self = data;

  g_free (self->name);
  g_free (self->benchmark);
  g_strfreev (self->symbols);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

/**
 * tide_list_unref:
 * @self: (transfer full): a list
 *
 * Lets go of a list.
 */
void
tide_list_unref (TideList *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_list);
}

/**
 * tide_note_ref:
 * @self: a note
 *
 * Returns: (transfer full): @self
 */
TideNote *
tide_note_ref (TideNote *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_note (gpointer data)
{
  TideNote *self = data;

  g_free (self->subject);
  g_free (self->text);
}

/**
 * tide_note_unref:
 * @self: (transfer full): a note
 *
 * Lets go of a note.
 */
void
tide_note_unref (TideNote *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_note);
}
