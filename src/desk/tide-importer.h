// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-reports.h"
#include "parse/tide-price-csv.h"
#include "store/tide-cache.h"

G_BEGIN_DECLS

/* What the words of TideImportOptions mean; strings are borrowed from them. */
typedef struct
{
  TidePriceCsvOptions csv;
  TideFrequency       frequency;
  TideBasis           basis;
  int                 lag;
  TideFacts           facts;  /* strings owned */
  char               *source; /* (owned): `csv` or `csv:NAME` */
  bool                is_named;
} TideImportPlan;

bool tide_import_plan_init (TideImportPlan          *plan,
                            const TideImportOptions *options,
                            GError                 **error);
void tide_import_plan_clear (TideImportPlan *plan);

/* Called as bytes are read, on the importing thread. */
typedef void (*TideImportTick) (int64_t  bytes,
                                gpointer user_data);

typedef struct
{
  TideCache            *cache;
  const TideImportPlan *plan;
  TideImportTick        tick; /* (nullable) */
  gpointer              tick_data;
  GCancellable         *cancellable; /* (nullable) */
} TideImporter;

/* Imports one file in one transaction; what went wrong is in the result. Any
 * thread but the cache's own. */
TideImportFile *tide_importer_run (const TideImporter *self,
                                   const char         *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TideImportPlan, tide_import_plan_clear)

G_END_DECLS
