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
};

void         tide_page_show_subject (TidePage   *self,
                                     const char *subject);
TideExhibit *tide_page_get_exhibit (TidePage *self);
void         tide_page_start_filter (TidePage *self);

G_END_DECLS
