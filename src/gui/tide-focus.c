// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-focus"

#include "config.h"

#include "gui/tide-focus.h"

G_DEFINE_BOXED_TYPE (TideFocus, tide_focus, tide_focus_ref, tide_focus_unref)

static void
clear_focus (gpointer data)
{
  TideFocus *self = data;

  g_free (self->title);
  g_free (self->formula);
  g_free (self->symbol);
}

TideFocus *
tide_focus_new (const char *title,
                const char *formula,
                const char *symbol,
                TideDay     day)
{
  TideFocus *self;

  g_return_val_if_fail (formula != NULL, NULL);

  self = g_rc_box_new0 (TideFocus);
  self->title = g_strdup (title);
  self->formula = g_strdup (formula);
  self->symbol = g_strdup (symbol);
  self->day = day;
  return self;
}

TideFocus *
tide_focus_ref (TideFocus *self)
{
  return g_rc_box_acquire (self);
}

void
tide_focus_unref (TideFocus *self)
{
  g_rc_box_release_full (self, clear_focus);
}
