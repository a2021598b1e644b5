// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-sheet.h"
#include "gui/tide-view-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TideCard:
 * @caption: what the figure is
 * @value: the figure
 * @detail: (nullable): what it rests on
 * @formula: (nullable): where it comes from
 *
 * A figure at the head of a page, in words. Strings are owned.
 */
typedef struct
{
  char *caption;
  char *value;
  char *detail;
  char *formula;
} TideCard;

#define TIDE_TYPE_CARDS (tide_cards_get_type ())
G_DECLARE_FINAL_TYPE (TideCards, tide_cards, TIDE, CARDS, GtkWidget)

/* Figures in a row; implements TideExhibit. A click on one opens its trace. */
void       tide_card_free (TideCard *self);
GtkWidget *tide_cards_new (TideViewContext *context);
void       tide_cards_show (TideCards  *self,
                            const char *title,
                            GPtrArray  *cards);

G_END_DECLS
