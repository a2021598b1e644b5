// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-exhibit"

#include "config.h"

#include "gui/tide-exhibit.h"

G_DEFINE_INTERFACE (TideExhibit, tide_exhibit, GTK_TYPE_WIDGET)

static void
tide_exhibit_default_init (TideExhibitInterface *iface)
{
}

char *
tide_exhibit_dup_title (TideExhibit *self)
{
  g_return_val_if_fail (TIDE_IS_EXHIBIT (self), NULL);

  return TIDE_EXHIBIT_GET_IFACE (self)->dup_title (self);
}

TideFocus *
tide_exhibit_dup_focus (TideExhibit *self)
{
  g_return_val_if_fail (TIDE_IS_EXHIBIT (self), NULL);

  return TIDE_EXHIBIT_GET_IFACE (self)->dup_focus (self);
}

void
tide_exhibit_copy (TideExhibit  *self,
                   GdkClipboard *clipboard)
{
  g_return_if_fail (TIDE_IS_EXHIBIT (self));

  TIDE_EXHIBIT_GET_IFACE (self)->copy (self, clipboard);
}

bool
tide_exhibit_copy_cells (TideExhibit  *self,
                         GdkClipboard *clipboard)
{
  g_return_val_if_fail (TIDE_IS_EXHIBIT (self), false);

  return TIDE_EXHIBIT_GET_IFACE (self)->copy_cells (self, clipboard);
}

unsigned int
tide_exhibit_get_formats (TideExhibit *self)
{
  g_return_val_if_fail (TIDE_IS_EXHIBIT (self), 0);

  return TIDE_EXHIBIT_GET_IFACE (self)->get_formats (self);
}

void
tide_exhibit_export_async (TideExhibit             *self,
                           GFile                   *file,
                           const TideExportOptions *options,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_return_if_fail (TIDE_IS_EXHIBIT (self));

  TIDE_EXHIBIT_GET_IFACE (self)->export_async (self, file, options, cancellable,
                                               callback, user_data);
}

gboolean
tide_exhibit_export_finish (TideExhibit  *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (TIDE_IS_EXHIBIT (self), FALSE);

  return TIDE_EXHIBIT_GET_IFACE (self)->export_finish (self, result, error);
}
