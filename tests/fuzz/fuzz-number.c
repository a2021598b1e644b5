// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The first byte is the style. A number that is read is finite, and reads back
 * to itself when printed plainly; a day that is read is a day. */

#include "config.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "parse/tide-date-text.h"
#include "parse/tide-number-text.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
check_number (const char         *text,
              size_t              length,
              TideNumberTextStyle style)
{
  char   buffer[TIDE_DECIMAL_TEXT_SIZE];
  double value;
  double again;

  if (tide_number_text_parse (text, length, style, &value) != TIDE_NUMBER_TEXT_VALUE)
    return;

  g_assert (isfinite (value));
  g_assert (!tide_number_text_is_missing (text, length));
  tide_decimal_format (value, buffer);
  g_assert (tide_number_text_parse (buffer, strlen (buffer), TIDE_NUMBER_TEXT_PLAIN, &again) ==
            TIDE_NUMBER_TEXT_VALUE);
  g_assert (again == value);
}

static void
check_date (const char *text,
            size_t      length)
{
  TideDateText date;
  TideDateForm form = tide_date_text_parse (text, length, &date);

  g_assert (form == date.form);
  if (form == TIDE_DATE_FORM_INVALID)
    g_assert (date.day == TIDE_DAY_NONE && date.month_first == TIDE_DAY_NONE);
  else
    g_assert (date.day != TIDE_DAY_NONE || date.month_first != TIDE_DAY_NONE);
  if (date.day != TIDE_DAY_NONE)
    g_assert (date.day >= TIDE_DAY_MIN && date.day <= TIDE_DAY_MAX);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  if (size == 0)
    return 0;

  check_number ((const char *) data + 1, size - 1, (TideNumberTextStyle) (data[0] & 7));
  check_date ((const char *) data + 1, size - 1);

  return 0;
}
