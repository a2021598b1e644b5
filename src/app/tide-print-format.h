// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TidePrintFormat: how answers are printed.
 */
typedef enum
{
  TIDE_PRINT_TEXT,
  TIDE_PRINT_CSV,
  TIDE_PRINT_JSON,
} TidePrintFormat;

bool tide_print_format_read (const char      *text,
                             TidePrintFormat *out_format);

G_END_DECLS
