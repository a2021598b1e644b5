// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** TideEntryFunc: @text: what was typed, without blanks around it; never empty. */
typedef void (*TideEntryFunc) (GtkWindow  *parent,
                               const char *text);

/**
 * TideEntryQuestion:
 * @heading: the question
 * @body: what the answer does
 * @label: name of the entry for a screen reader
 * @initial: (nullable): text to begin with
 * @accept: label of the button, with its mnemonic
 *
 * A question with a one-line answer.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *label;
  const char *initial;
  const char *accept;
} TideEntryQuestion;

void tide_entry_dialog_ask (GtkWindow               *parent,
                            const TideEntryQuestion *question,
                            TideEntryFunc            answered);

G_END_DECLS
