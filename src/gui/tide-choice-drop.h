// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-choice-bar.h"

G_BEGIN_DECLS

#define TIDE_TYPE_CHOICE_DROP (tide_choice_drop_get_type ())
G_DECLARE_FINAL_TYPE (TideChoiceDrop, tide_choice_drop, TIDE, CHOICE_DROP, GtkWidget)

/*
 * A list to choose one thing from, with a search, where there are too many for
 * toggles. Emits `chosen (char *id)` when the reader chooses another one.
 */
void        tide_choice_drop_fill (TideChoiceDrop   *self,
                                   const TideChoice *choices,
                                   size_t            n_choices);
const char *tide_choice_drop_get_active (TideChoiceDrop *self);
void        tide_choice_drop_set_active (TideChoiceDrop *self,
                                         const char     *id);
void        tide_choice_drop_set_label (TideChoiceDrop *self,
                                        const char     *label);

G_END_DECLS
