// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/tide-unit.h"

G_BEGIN_DECLS

#define TIDE_NUMBER_DECIMALS_MAX 20

/* Prints value * 10^power, `power` 0 to 2, as tide_number_format() prints a
 * number. What is rounded is the exact product, not a double near it. */
char *tide_number_format_scaled (double          value,
                                 int             power,
                                 int             decimals,
                                 TideNumberStyle style);

G_END_DECLS
