// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/tide-reports.h"

G_BEGIN_DECLS

/* Empty reports; files and items are allocated with g_new0() and owned by the
 * report from then on. */
TideImportReport *tide_import_report_new (void);
TideFetchReport  *tide_fetch_report_new (void);

/* Sums up what became of the files. */
void tide_import_report_add_up (TideImportReport *report);

G_END_DECLS
