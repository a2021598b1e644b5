// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-lexer"

#include "config.h"

#include "tide-lexer-private.h"

#include <string.h>

#include "base/tide-decimal.h"

/* What the reading position looks at. */
typedef struct
{
  TideArena  *arena;
  const char *text;
  size_t      length;
  size_t      start;
} Lexer;

static TideToken
make_token (const Lexer  *self,
            TideTokenKind kind,
            size_t        end)
{
  return (TideToken){ .kind = kind, .start = self->start, .end = end };
}

static TideToken
make_error (const Lexer *self,
            size_t       end,
            const char  *expected)
{
  TideToken        token = make_token (self, TIDE_TOKEN_ERROR, end);
  g_autofree char *found = tide_formula_quote (self->text, self->start, end);

  token.text = tide_arena_printf (self->arena, "expected %s, found %s", expected, found);
  return token;
}

static size_t
skip_digits (const Lexer *self,
             size_t       i)
{
  while (i < self->length && g_ascii_isdigit (self->text[i]))
    i++;
  return i;
}

static bool
is_name_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_';
}

static size_t
skip_name (const Lexer *self,
           size_t       i)
{
  while (i < self->length && is_name_byte (self->text[i]))
    i++;
  return i;
}

static bool
has_byte (const Lexer *self,
          size_t       i,
          char         byte)
{
  return i < self->length && self->text[i] == byte;
}

/* Four digits, a minus and two digits are a month, never a subtraction; with a
 * second minus and a digit a day. */
static bool
read_date (const Lexer *self,
           TideToken   *out_token)
{
  size_t i = self->start;
  size_t month_end;
  size_t end;

  if (skip_digits (self, i) != i + 4 || !has_byte (self, i + 4, '-'))
    return false;

  month_end = skip_digits (self, i + 5);
  if (month_end != i + 7)
    return false;

  end = has_byte (self, month_end, '-') ? skip_digits (self, month_end + 1) : month_end;
  end = end == month_end + 1 ? month_end : end;
  if (end > month_end)
    {
      *out_token = make_token (self, TIDE_TOKEN_DAY, end);
      out_token->day = tide_day_parse (self->text + i, end - i);
      if (out_token->day == TIDE_DAY_NONE)
        *out_token = make_error (self, end, "a day of the calendar such as 2025-01-13");
      return true;
    }

  *out_token = make_token (self, TIDE_TOKEN_MONTH, end);
  out_token->month = tide_month_parse (self->text + i, end - i);
  if (out_token->month == TIDE_MONTH_NONE)
    *out_token = make_error (self, end, "a month such as 2025-01");
  return true;
}

/* Digits followed by letters: a period, or a slip. */
static TideToken
read_period (const Lexer *self,
             size_t       digits_end)
{
  size_t    end = skip_name (self, digits_end);
  TideToken token = make_token (self, TIDE_TOKEN_PERIOD, end);

  if (tide_period_parse (self->text + self->start, end - self->start, &token.period))
    return token;
  return make_error (self, end, "a number, or a period such as 5D, 1W, 3M, 2Q or 5Y");
}

static size_t
skip_exponent (const Lexer *self,
               size_t       i)
{
  size_t digits;

  if (!has_byte (self, i, 'e') && !has_byte (self, i, 'E'))
    return i;

  digits = i + 1;
  if (has_byte (self, digits, '+') || has_byte (self, digits, '-'))
    digits++;
  return skip_digits (self, digits) > digits ? skip_digits (self, digits) : i;
}

static TideToken
read_number (const Lexer *self)
{
  size_t    whole_end = skip_digits (self, self->start);
  size_t    end = whole_end;
  TideToken token;

  if (has_byte (self, end, '.') && skip_digits (self, end + 1) > end + 1)
    end = skip_digits (self, end + 1);
  end = skip_exponent (self, end);

  if (end < self->length && is_name_byte (self->text[end]))
    {
      if (end == whole_end)
        return read_period (self, end);
      return make_error (self, skip_name (self, end), "a number such as 1.5 or 2e3");
    }

  token = make_token (self, TIDE_TOKEN_NUMBER, end);
  token.whole = end == whole_end;
  if (!tide_decimal_parse (self->text + self->start, end - self->start, &token.number))
    return make_error (self, end, "a number within the range of a double");
  return token;
}

static TideToken
read_text (const Lexer *self)
{
  TideToken token;
  char     *copy = tide_arena_alloc (self->arena, self->length - self->start + 1);
  size_t    n = 0;
  size_t    i = self->start + 1;

  for (; i < self->length; i++)
    {
      if (self->text[i] == '"' && !has_byte (self, i + 1, '"'))
        break;
      if (self->text[i] == '"')
        i++;
      copy[n++] = self->text[i];
    }

  if (i >= self->length)
    return make_error (self, self->length, "a closing quotation mark");

  copy[n] = '\0';
  token = make_token (self, TIDE_TOKEN_TEXT, i + 1);
  token.text = copy;
  return token;
}

static TideToken
read_name (const Lexer *self)
{
  size_t    end = skip_name (self, self->start);
  TideToken token = make_token (self, TIDE_TOKEN_NAME, end);
  char     *name = tide_arena_strndup (self->arena, self->text + self->start, end - self->start);

  for (char *c = name; *c != '\0'; c++)
    *c = g_ascii_tolower (*c);
  token.text = name;
  return token;
}

static TideToken
read_sign (const Lexer *self)
{
  static const struct
  {
    char          text[3];
    TideTokenKind kind;
  } signs[] = {
    { "<=", TIDE_TOKEN_LESS_EQUAL },
    { "<>", TIDE_TOKEN_NOT_EQUAL },
    { ">=", TIDE_TOKEN_GREATER_EQUAL },
    { "..", TIDE_TOKEN_RANGE },
    { "<", TIDE_TOKEN_LESS },
    { ">", TIDE_TOKEN_GREATER },
    { "=", TIDE_TOKEN_EQUAL },
    { "+", TIDE_TOKEN_PLUS },
    { "-", TIDE_TOKEN_MINUS },
    { "*", TIDE_TOKEN_TIMES },
    { "/", TIDE_TOKEN_DIVIDE },
    { "^", TIDE_TOKEN_POWER },
    { "%", TIDE_TOKEN_PERCENT },
    { "(", TIDE_TOKEN_OPEN },
    { ")", TIDE_TOKEN_CLOSE },
    { ",", TIDE_TOKEN_COMMA },
  };
  const char *next;

  for (size_t i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      size_t n = strlen (signs[i].text);

      if (self->length - self->start >= n &&
          memcmp (self->text + self->start, signs[i].text, n) == 0)
        return make_token (self, signs[i].kind, self->start + n);
    }

  next = g_utf8_next_char (self->text + self->start);
  return make_error (self, (size_t) (next - self->text), "a number, a name, a text or an operator");
}

/* Reads the token that begins at or after byte @offset of @text, which is valid
 * UTF-8. An error is a token too, so that the parser reports whichever mistake
 * comes first. */
TideToken
tide_lexer_next (TideArena  *arena,
                 const char *text,
                 size_t      length,
                 size_t      offset)
{
  Lexer     self = { arena, text, length, offset };
  TideToken token;
  char      byte;

  while (self.start < length && g_ascii_isspace (text[self.start]))
    self.start++;
  if (self.start >= length)
    return make_token (&self, TIDE_TOKEN_END, length);

  byte = text[self.start];
  if (g_ascii_isdigit (byte))
    return read_date (&self, &token) ? token : read_number (&self);
  if (byte == '"')
    return read_text (&self);
  if (g_ascii_isalpha (byte) || byte == '_')
    return read_name (&self);
  return read_sign (&self);
}
