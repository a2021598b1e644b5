// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

G_BEGIN_DECLS

void   tide_smooth_ema (const double *values,
                        size_t        n,
                        size_t        length,
                        double       *out);
void   tide_smooth_wilder (const double *values,
                           size_t        n,
                           size_t        length,
                           double       *out);
void   tide_smooth_rsi (const double *values,
                        size_t        n,
                        size_t        length,
                        double       *out);
double tide_smooth_bollinger (const double *values,
                              size_t        n,
                              double        k);

G_END_DECLS
