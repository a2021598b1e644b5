// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "model/tide-result.h"

G_BEGIN_DECLS

/**
 * TideResultParts: what is printed besides the value.
 */
typedef enum
{
  TIDE_RESULT_VALUE = 0,
  TIDE_RESULT_POINTS = 1 << 0,
  TIDE_RESULT_TRACE = 1 << 1,
} TideResultParts;

void tide_json_append_string (GString    *json,
                              const char *text);
void tide_result_append_json (GString          *json,
                              const TideResult *result,
                              TideResultParts   parts);

G_END_DECLS
