// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cairo.h>

#include "chart/tide-picture.h"

G_BEGIN_DECLS

/* On what a picture is drawn; lengths in the unit of the medium. */
typedef struct
{
  TideChartMedium medium;
  double          width;
  double          height;
  TideColor       background;
} TidePictureFormat;

/* What every kind of picture can do with its spec. */
typedef struct
{
  void *(*ref) (void *spec);
  void (*unref) (void *spec);
  void *(*new_sized) (void           *spec,
                      TideChartMedium medium,
                      double          width,
                      double          height);
  TidePictureFormat (*get_format) (void *spec);
  char *(*dup_title) (void *spec);
  char *(*dup_summary) (void *spec);
  void (*paint) (void    *spec,
                 cairo_t *cr,
                 double   device_scale);
  GBytes *(*to_csv) (void *spec);
  char *(*to_tsv) (void *spec);
} TidePictureKind;

TidePicture      *tide_picture_new (const TidePictureKind *kind,
                                    void                  *spec);
TidePictureFormat tide_picture_get_format (TidePicture *self);
void              tide_picture_paint (TidePicture *self,
                                      cairo_t     *cr,
                                      double       device_scale);

G_END_DECLS
