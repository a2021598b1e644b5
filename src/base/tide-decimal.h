// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/** TIDE_DECIMAL_TEXT_SIZE: bytes that hold any printed double. */
#define TIDE_DECIMAL_TEXT_SIZE 32

size_t tide_decimal_parse_prefix (const char *text,
                                  size_t      length,
                                  double     *out_value);
bool   tide_decimal_parse (const char *text,
                           size_t      length,
                           double     *out_value);
char  *tide_decimal_format (double value,
                            char  *buffer);
bool   tide_decimal_to_scaled (double   value,
                               int      decimals,
                               int64_t *out_scaled);
double tide_decimal_from_scaled (int64_t scaled,
                                 int     decimals);
double tide_decimal_round (double value,
                           int    decimals);

G_END_DECLS
