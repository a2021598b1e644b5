// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * TideMultiple:
 * @field: name in formulas and in the store
 * @title: heading ("Forward P/E"), English
 * @half: half a unit of the last digit in which it is stated: 17.4x is 17.35x
 *   to 17.45x, 3.85% is 3.845% to 3.855%
 * @decimals: digits of the number as it is stated
 * @inverse: a yield: the price is the payment divided by it, so that a high one
 *   is cheap
 *
 * A ratio by which shares are valued.
 */
typedef struct
{
  const char  *field;
  const char  *title;
  const char  *half;
  int          decimals;
  unsigned int inverse : 1;
} TideMultiple;

const TideMultiple *tide_multiple_list (size_t *out_count);
const TideMultiple *tide_multiple_find (const char *field);

/* Formulas: each is the caller's to free. @x is a formula of the ratio, @span
 * what a window of formulas says, `5Y` or `since=2020-07-27`. */
char *tide_multiple_format_read (const TideMultiple *self,
                                 const char         *symbol,
                                 const char         *source);
char *tide_multiple_format_group (const TideMultiple *self,
                                  const char *const  *symbols,
                                  bool                weighted,
                                  GError            **error);
char *tide_multiple_format_against (const char *x,
                                    const char *base);
char *tide_multiple_format_return (const TideMultiple *self,
                                   const char         *x,
                                   const char         *target,
                                   double              earnings);
char *tide_multiple_format_return_bound (const TideMultiple *self,
                                         const char         *x,
                                         const char         *target,
                                         double              earnings,
                                         bool                upper);
char *tide_multiple_format_level (const TideMultiple *self,
                                  const char         *x,
                                  const char         *target,
                                  double              earnings);
char *tide_multiple_format_break_even (const TideMultiple *self,
                                       const char         *x,
                                       const char         *target);

G_END_DECLS
