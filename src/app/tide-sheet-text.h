// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/tide-print-format.h"
#include "desk/tide-sheet.h"

G_BEGIN_DECLS

void tide_sheets_print (GPtrArray      *sheets,
                        TidePrintFormat format);
bool tide_sheets_have_errors (GPtrArray *sheets);

G_END_DECLS
