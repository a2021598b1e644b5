// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "gui/tide-focus.h"

G_BEGIN_DECLS

/**
 * TideExportFormat: what an exhibit can be written as.
 */
typedef enum
{
  TIDE_EXPORT_SVG = 1 << 0,
  TIDE_EXPORT_PDF = 1 << 1,
  TIDE_EXPORT_PNG = 1 << 2,
  TIDE_EXPORT_CSV = 1 << 3,
} TideExportFormat;

/**
 * TideExportOptions:
 * @format: one format
 * @scale: PNG pixels per point, 1 to 4
 * @width_mm: width on paper
 * @height_mm: height on paper
 *
 * How an exhibit is written.
 */
typedef struct
{
  TideExportFormat format;
  int              scale;
  double           width_mm;
  double           height_mm;
} TideExportOptions;

#define TIDE_TYPE_EXHIBIT (tide_exhibit_get_type ())
G_DECLARE_INTERFACE (TideExhibit, tide_exhibit, TIDE, EXHIBIT, GtkWidget)

/**
 * TideExhibitInterface:
 * @dup_title: (transfer full): title as it stands above the exhibit
 * @dup_focus: (transfer full) (nullable): the number that Ctrl+I traces
 * @copy: puts the whole exhibit on the clipboard, in every form it has
 * @copy_cells: puts the marked cells on the clipboard as text and HTML; false
 *   if nothing is marked
 * @get_formats: the formats it can be written as, or-ed
 * @export_async: writes it to a file: all of it or nothing
 *
 * A chart or a table with title, unit, source and date: everything on screen
 * that can be traced, copied and exported with the same keys.
 */
struct _TideExhibitInterface
{
  GTypeInterface parent_iface;

  char *(*dup_title) (TideExhibit *self);
  TideFocus *(*dup_focus) (TideExhibit *self);
  void (*copy) (TideExhibit  *self,
                GdkClipboard *clipboard);
  bool (*copy_cells) (TideExhibit  *self,
                      GdkClipboard *clipboard);
  unsigned int (*get_formats) (TideExhibit *self);
  void (*export_async) (TideExhibit             *self,
                        GFile                   *file,
                        const TideExportOptions *options,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 user_data);
  gboolean (*export_finish) (TideExhibit  *self,
                             GAsyncResult *result,
                             GError      **error);
};

char        *tide_exhibit_dup_title (TideExhibit *self);
TideFocus   *tide_exhibit_dup_focus (TideExhibit *self);
void         tide_exhibit_copy (TideExhibit  *self,
                                GdkClipboard *clipboard);
bool         tide_exhibit_copy_cells (TideExhibit  *self,
                                      GdkClipboard *clipboard);
unsigned int tide_exhibit_get_formats (TideExhibit *self);
void         tide_exhibit_export_async (TideExhibit             *self,
                                        GFile                   *file,
                                        const TideExportOptions *options,
                                        GCancellable            *cancellable,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data);
gboolean     tide_exhibit_export_finish (TideExhibit  *self,
                                         GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
