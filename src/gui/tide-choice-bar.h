// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TideChoice:
 * @id: stable name
 * @title: as shown, in the reader's language
 * @tooltip: (nullable): what it means
 *
 * One of the toggles of a bar.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *tooltip;
} TideChoice;

#define TIDE_TYPE_CHOICE_BAR (tide_choice_bar_get_type ())
G_DECLARE_FINAL_TYPE (TideChoiceBar, tide_choice_bar, TIDE, CHOICE_BAR, GtkWidget)

/*
 * Linked toggles of which one is down: the sub-pages of a page, as a tab list,
 * or what is chosen otherwise, as a radio group. Emits `chosen (char *id)` when
 * the reader chooses another one.
 */
void        tide_choice_bar_fill (TideChoiceBar    *self,
                                  const TideChoice *choices,
                                  size_t            n_choices);
const char *tide_choice_bar_get_active (TideChoiceBar *self);
void        tide_choice_bar_set_active (TideChoiceBar *self,
                                        const char    *id);
void        tide_choice_bar_clear_active (TideChoiceBar *self);
void        tide_choice_bar_step (TideChoiceBar *self,
                                  int            steps);

G_END_DECLS
