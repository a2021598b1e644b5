// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/tide-exhibit.h"

G_BEGIN_DECLS

#define TIDE_TYPE_PAGE (tide_page_get_type ())
G_DECLARE_INTERFACE (TidePage, tide_page, TIDE, PAGE, GtkWidget)

/**
 * TidePageInterface:
 * @show_subject: shows a list or an instrument; what it means is the page's own
 * @get_exhibit: (transfer none) (nullable): the exhibit the keys act on when
 *   none has the focus
 * @start_filter: puts the cursor into the page's filter; may be NULL
 * @dup_subject: (transfer full): all that it shows now, in the words that
 *   @show_subject understands; may be NULL when a subject says it all
 * @step_subpage: goes to a sub-page further on or, below 0, further back; may be
 *   NULL
 *
 * One view in the middle of the window: a bar with its own controls and, below
 * it, exhibits. Made at the first visit and kept.
 */
struct _TidePageInterface
{
  GTypeInterface parent_iface;

  void (*show_subject) (TidePage   *self,
                        const char *subject);
  TideExhibit *(*get_exhibit) (TidePage *self);
  void (*start_filter) (TidePage *self);
  char *(*dup_subject) (TidePage *self);
  void (*step_subpage) (TidePage *self,
                        int       steps);
};

void         tide_page_show_subject (TidePage   *self,
                                     const char *subject);
TideExhibit *tide_page_get_exhibit (TidePage *self);
void         tide_page_start_filter (TidePage *self);
char        *tide_page_dup_subject (TidePage   *self,
                                    const char *subject);
void         tide_page_step_subpage (TidePage *self,
                                     int       steps);

G_END_DECLS
