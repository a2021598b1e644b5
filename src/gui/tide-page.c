// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-page"

#include "config.h"

#include "gui/tide-page.h"

G_DEFINE_INTERFACE (TidePage, tide_page, GTK_TYPE_WIDGET)

static void
tide_page_default_init (TidePageInterface *iface)
{
}

void
tide_page_show_subject (TidePage   *self,
                        const char *subject)
{
  g_return_if_fail (TIDE_IS_PAGE (self));

  TIDE_PAGE_GET_IFACE (self)->show_subject (self, subject);
}

TideExhibit *
tide_page_get_exhibit (TidePage *self)
{
  g_return_val_if_fail (TIDE_IS_PAGE (self), NULL);

  return TIDE_PAGE_GET_IFACE (self)->get_exhibit (self);
}

void
tide_page_start_filter (TidePage *self)
{
  g_return_if_fail (TIDE_IS_PAGE (self));

  if (TIDE_PAGE_GET_IFACE (self)->start_filter != NULL)
    TIDE_PAGE_GET_IFACE (self)->start_filter (self);
}

/* @subject: what the page was told to show. */
char *
tide_page_dup_subject (TidePage   *self,
                       const char *subject)
{
  g_return_val_if_fail (TIDE_IS_PAGE (self), NULL);

  if (TIDE_PAGE_GET_IFACE (self)->dup_subject != NULL)
    return TIDE_PAGE_GET_IFACE (self)->dup_subject (self);

  return g_strdup (subject);
}

void
tide_page_step_subpage (TidePage *self,
                        int       steps)
{
  g_return_if_fail (TIDE_IS_PAGE (self));

  if (TIDE_PAGE_GET_IFACE (self)->step_subpage != NULL)
    TIDE_PAGE_GET_IFACE (self)->step_subpage (self, steps);
}
