// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A formula that parses prints as one that parses and prints the same; what does
 * not parse has an error with a place in it. */

#include "config.h"

#include <stdint.h>
#include <string.h>

#include "formula/tide-formula.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideFormula) formula = NULL;
  g_autoptr (TideFormula) again = NULL;
  g_autofree char        *text = g_strndup ((const char *) data, size);
  size_t                  byte;

  memcpy (text, data, size);
  formula = tide_formula_parse (text, (gssize) size, &error);
  if (formula == NULL)
    {
      g_assert (tide_formula_error_get_place (error, &byte, NULL));
      g_assert (byte <= size);
      g_assert (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  /* Printing may lengthen a formula past the limit, with blanks and names. */
  again = tide_formula_parse (tide_formula_get_text (formula), -1, &error);
  if (again == NULL)
    g_assert (g_error_matches (error, TIDE_FORMULA_ERROR, TIDE_FORMULA_ERROR_LIMIT));
  else
    g_assert (strcmp (tide_formula_get_text (formula), tide_formula_get_text (again)) == 0);
  return 0;
}
