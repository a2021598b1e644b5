// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-json"

#include "config.h"

#include "parse/tide-json.h"

#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"
#include "parse/tide-json-private.h"

/* Numbers of an array are handed to GArray in runs of this many. */
#define RUN_LENGTH 256
/* Numbers of fewer bytes than these fit a double and 64 bits. */
#define FINITE_DIGITS 300
#define INT64_DIGITS 19

static bool
take_byte (TideJson *self,
           char      byte)
{
  if (self->next == self->end || *self->next != byte)
    return false;

  self->next++;
  return true;
}

static bool
append_code_point (TideJson *self,
                   GString  *out,
                   uint32_t  code)
{
  char buffer[6];

  if (code >= 0xd800 && code <= 0xdfff)
    return tide_json_fail_syntax (self, "two halves of a surrogate pair");

  g_string_append_len (out, buffer, g_unichar_to_utf8 (code, buffer));
  return true;
}

static bool
read_hex (TideJson *self,
          uint32_t *out_code)
{
  uint32_t code = 0;

  for (int i = 0; i < 4; i++, self->next++)
    {
      int digit = self->next < self->end ? g_ascii_xdigit_value (*self->next) : -1;

      if (digit < 0)
        return tide_json_fail_syntax (self, "four hexadecimal digits");
      code = 16 * code + (uint32_t) digit;
    }

  *out_code = code;
  return true;
}

/* After `\u`. */
static bool
read_unicode_escape (TideJson *self,
                     GString  *out)
{
  uint32_t code;
  uint32_t low;

  if (!read_hex (self, &code))
    return false;

  if (code >= 0xd800 && code <= 0xdbff && self->end - self->next >= 2 && self->next[0] == '\\' &&
      self->next[1] == 'u')
    {
      self->next += 2;
      if (!read_hex (self, &low))
        return false;
      if (low >= 0xdc00 && low <= 0xdfff)
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }

  return append_code_point (self, out, code);
}

static bool
read_escape (TideJson *self,
             GString  *out)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char       *name;

  if (take_byte (self, 'u'))
    return read_unicode_escape (self, out);

  name = self->next < self->end ? memchr (names, *self->next, sizeof names - 1) : NULL;
  if (name == NULL)
    return tide_json_fail_syntax (self, "one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");

  g_string_append_c (out, values[name - names]);
  self->next++;
  return true;
}

static const char *
find_string_special (const char *next,
                     const char *end)
{
  while (next < end && *next != '"' && *next != '\\' && (unsigned char) *next >= 0x20)
    next++;

  return next;
}

bool
tide_json_read_string_at (TideJson    *self,
                          GString     *buffer,
                          const char **out_text,
                          size_t      *out_length)
{
  const char *begin = ++self->next;

  self->next = find_string_special (begin, self->end);
  if (self->next < self->end && *self->next == '"')
    {
      *out_text = begin;
      *out_length = (size_t) (self->next++ - begin);
      return true;
    }

  g_string_truncate (buffer, 0);
  for (;;)
    {
      g_string_append_len (buffer, begin, self->next - begin);
      if (self->next == self->end || (unsigned char) *self->next < 0x20)
        return tide_json_fail_syntax (self, "the closing quote of a string");
      if (*self->next++ == '"')
        break;
      if (!read_escape (self, buffer))
        return false;
      begin = self->next;
      self->next = find_string_special (begin, self->end);
    }

  *out_text = buffer->str;
  *out_length = buffer->len;
  return true;
}

/* The grammar of RFC 8259, section 6, and nothing else: no leading zeros, no
 * hexadecimal, no sign but the minus, digits on both sides of the point. */
static bool
read_number_text (TideJson    *self,
                  const char **out_text,
                  size_t      *out_length,
                  bool        *out_integer)
{
  const char *next = self->next;
  const char *end = self->end;
  const char *digits;
  bool        integer = true;

  next += *next == '-';
  digits = next;
  while (next < end && g_ascii_isdigit (*next))
    next++;
  if (next == digits || (*digits == '0' && next - digits > 1))
    return tide_json_fail_syntax (self, "a number without leading zeros");

  if (next < end && *next == '.')
    {
      for (digits = ++next; next < end && g_ascii_isdigit (*next);)
        next++;
      if (next == digits)
        return tide_json_fail_syntax (self, "a digit after the point of a number");
      integer = false;
    }

  if (next < end && (*next == 'e' || *next == 'E'))
    {
      next++;
      if (next < end && (*next == '+' || *next == '-'))
        next++;
      for (digits = next; next < end && g_ascii_isdigit (*next);)
        next++;
      if (next == digits)
        return tide_json_fail_syntax (self, "a digit in the exponent of a number");
      integer = false;
    }

  *out_text = self->next;
  *out_length = (size_t) (next - self->next);
  *out_integer = integer;
  self->next = next;

  return true;
}

static bool
parse_int64 (const char *text,
             size_t      length,
             int64_t    *out_value)
{
  bool    negative = text[0] == '-';
  int64_t value = 0;

  /* Gathered on the negative side, which reaches one further. */
  for (size_t i = negative; i < length; i++)
    if (__builtin_mul_overflow (value, 10, &value) ||
        __builtin_sub_overflow (value, text[i] - '0', &value))
      return false;

  if (!negative && value == INT64_MIN)
    return false;

  *out_value = negative ? value : -value;
  return true;
}

static bool
fail_number (TideJson   *self,
             const char *text,
             const char *expected)
{
  self->next = text;
  return tide_json_fail_with (self, TIDE_PARSE_ERROR_NUMBER, expected);
}

/* Reads a number that is known to begin here. */
static bool
read_number_at (TideJson *self,
                double   *out_value)
{
  const char *text;
  size_t      length;
  int64_t     integer;
  double      value;
  bool        is_integer;

  if (!read_number_text (self, &text, &length, &is_integer))
    return false;

  if (is_integer && (self->flags & TIDE_JSON_INT64_ONLY) && !parse_int64 (text, length, &integer))
    return fail_number (self, text, "an integer of 64 bits");

  if (!tide_decimal_parse (text, length, &value) || !isfinite (value))
    return fail_number (self, text, "a number within the range of a double");

  *out_value = value;
  return true;
}

/* Checks a number that is known to begin here, without the cost of its value
 * where that is sure to be finite: no exponent, and fewer digits than the
 * largest double has. */
bool
tide_json_skip_number_at (TideJson *self)
{
  const char *text = self->next;
  size_t      length = 0;
  double      value;
  bool        integer = false;

  if (!read_number_text (self, &text, &length, &integer))
    return false;

  if (length < FINITE_DIGITS && memchr (text, 'e', length) == NULL &&
      memchr (text, 'E', length) == NULL &&
      (!integer || length < INT64_DIGITS || !(self->flags & TIDE_JSON_INT64_ONLY)))
    return true;

  self->next = text;
  return read_number_at (self, &value);
}

static bool
read_literal (TideJson   *self,
              const char *word)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->next) < length || memcmp (self->next, word, length) != 0)
    return tide_json_fail_syntax (self, word);

  self->next += length;
  return true;
}

/**
 * tide_json_read_number:
 * @self: a scanner
 * @out_value: (out): the nearest double; untouched on failure
 *
 * Reads a number. One beyond the largest double is an error, never infinity.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_number (TideJson *self,
                       double   *out_value)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (out_value != NULL, false);

  return tide_json_expect (self, TIDE_JSON_NUMBER, "a number") && read_number_at (self, out_value);
}

/* The next byte tells a number at once, without asking for the type. */
static bool
read_number_or_null (TideJson *self,
                     double   *out_value)
{
  if (self->value_due && self->next < self->end &&
      (g_ascii_isdigit (*self->next) || *self->next == '-') && self->depth > 0)
    {
      self->value_due = false;
      return read_number_at (self, out_value);
    }

  if (tide_json_peek (self) != TIDE_JSON_NULL)
    return tide_json_expect (self, TIDE_JSON_NUMBER, "a number or null") &&
           read_number_at (self, out_value);

  if (!tide_json_read_null (self))
    return false;

  *out_value = NAN;
  return true;
}

/**
 * tide_json_read_number_or_null:
 * @self: a scanner
 * @out_value: (out): the nearest double, NaN for null; untouched on failure
 *
 * Reads a number that may be missing.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_number_or_null (TideJson *self,
                               double   *out_value)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (out_value != NULL, false);

  return read_number_or_null (self, out_value);
}

/**
 * tide_json_read_int64:
 * @self: a scanner
 * @out_value: (out): the integer; untouched on failure
 *
 * Reads an integer, exactly. A number with a fraction, an exponent or more than
 * 64 bits is an error.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_int64 (TideJson *self,
                      int64_t  *out_value)
{
  const char *text = NULL;
  size_t      length = 0;
  bool        integer = false;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (out_value != NULL, false);

  if (!tide_json_expect (self, TIDE_JSON_NUMBER, "an integer") ||
      !read_number_text (self, &text, &length, &integer))
    return false;

  if (!integer || !parse_int64 (text, length, out_value))
    return fail_number (self, text, "an integer of 64 bits");

  return true;
}

/**
 * tide_json_read_bool:
 * @self: a scanner
 * @out_value: (out): the value; untouched on failure
 *
 * Reads true or false.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_bool (TideJson *self,
                     bool     *out_value)
{
  bool value;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (out_value != NULL, false);

  value = tide_json_peek (self) == TIDE_JSON_TRUE;
  if (!tide_json_expect (self, value ? TIDE_JSON_TRUE : TIDE_JSON_FALSE, "true or false") ||
      !read_literal (self, value ? "true" : "false"))
    return false;

  *out_value = value;
  return true;
}

/**
 * tide_json_read_null:
 * @self: a scanner
 *
 * Reads null.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_null (TideJson *self)
{
  g_return_val_if_fail (self != NULL, false);

  return tide_json_expect (self, TIDE_JSON_NULL, "null") && read_literal (self, "null");
}

/**
 * tide_json_read_string:
 * @self: a scanner
 * @out_text: (out): UTF-8 without escapes, not terminated, may hold NUL; valid
 *   until the next string is read
 * @out_length: (out): its bytes
 *
 * Reads a string, without a copy where it has no escapes.
 *
 * Returns: %FALSE on error
 */
bool
tide_json_read_string (TideJson    *self,
                       const char **out_text,
                       size_t      *out_length)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (out_text != NULL && out_length != NULL, false);

  return tide_json_expect (self, TIDE_JSON_STRING, "a string") &&
         tide_json_read_string_at (self, self->string_buffer, out_text, out_length);
}

/**
 * tide_json_dup_string:
 * @self: a scanner
 *
 * Reads a string into memory of its own.
 *
 * Returns: (transfer full) (nullable): the string, NULL on error
 */
char *
tide_json_dup_string (TideJson *self)
{
  const char *text = NULL;
  size_t      length = 0;

  g_return_val_if_fail (self != NULL, NULL);

  return tide_json_read_string (self, &text, &length) ? g_strndup (text, length) : NULL;
}

/**
 * tide_json_read_numbers:
 * @self: a scanner whose next value is an array
 * @doubles: (element-type double): where the numbers are appended
 *
 * Reads an array of numbers at once; null gives NaN.
 *
 * Returns: how many were appended
 */
size_t
tide_json_read_numbers (TideJson *self,
                        GArray   *doubles)
{
  double       run[RUN_LENGTH];
  unsigned int n_run = 0;
  unsigned int before;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (doubles != NULL && g_array_get_element_size (doubles) == sizeof *run, 0);

  before = doubles->len;
  if (!tide_json_enter_array (self))
    return 0;

  while (tide_json_next_element (self) && read_number_or_null (self, &run[n_run]))
    if (++n_run == RUN_LENGTH)
      {
        g_array_append_vals (doubles, run, n_run);
        n_run = 0;
      }

  g_array_append_vals (doubles, run, n_run);
  return doubles->len - before;
}

/**
 * tide_json_read_int64s:
 * @self: a scanner whose next value is an array
 * @integers: (element-type gint64): where the integers are appended
 *
 * Reads an array of integers at once.
 *
 * Returns: how many were appended
 */
size_t
tide_json_read_int64s (TideJson *self,
                       GArray   *integers)
{
  unsigned int before;
  int64_t      value;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (integers != NULL && g_array_get_element_size (integers) == sizeof value, 0);

  before = integers->len;
  if (!tide_json_enter_array (self))
    return 0;

  while (tide_json_next_element (self) && tide_json_read_int64 (self, &value))
    g_array_append_val (integers, value);

  return integers->len - before;
}
