// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-number-text"

#include "config.h"

#include "parse/tide-number-text.h"

#include <string.h>

#include "base/tide-decimal.h"

/* A number that needs rewriting before it can be read is never this long; one
 * that does not may be of any length. */
#define REWRITTEN_SIZE 512

/* Stand for all signs of their sort. */
#define CHAR_END '\0'
#define CHAR_OTHER '?'
#define CHAR_SPACE ' '
#define CHAR_APOSTROPHE '\''

typedef struct
{
  const char         *next;
  const char         *end;
  TideNumberTextStyle style;
  char                text[REWRITTEN_SIZE];
  size_t              length;
} Rewriter;

static const char *const missing_words[] = {
  "-",
  "--",
  ".",
  "na",
  "n/a",
  "n.a.",
  "n.a",
  "@na",
  "nm",
  "nan",
  "none",
  "null",
  "#name?",
  "#value!",
  "#ref!",
  "#div/0!",
  "#null!",
  "#num!",
  "\xe2\x80\x93",
  "\xe2\x80\x94",
};

static const char *const infinite_words[] = { "inf", "infinity", "\xe2\x88\x9e" };

static char
fold_character (gunichar character)
{
  if (character >= 0xff01 && character <= 0xff5e) /* full-width ASCII */
    character -= 0xfee0;

  switch (character)
    {
    case 0x00a0: /* no-break space */
    case 0x2007: /* figure space */
    case 0x2009: /* thin space */
    case 0x202f: /* narrow no-break space */
    case 0x3000: /* ideographic space */
    case '\t':
      return CHAR_SPACE;
    case 0x2019: /* right single quotation mark */
      return CHAR_APOSTROPHE;
    case 0x2212: /* minus sign */
      return '-';
    case 0x00d7: /* multiplication sign */
      return 'x';
    default:
      break;
    }

  if (character == 0 || character >= 0x7f)
    return CHAR_OTHER;

  return g_ascii_tolower ((char) character);
}

/* The next character, folded to ASCII, and its length. */
static char
peek_character (const char *next,
                const char *end,
                size_t     *out_size)
{
  gunichar character;

  *out_size = 0;
  if (next == end)
    return CHAR_END;

  character = g_utf8_get_char_validated (next, end - next);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    {
      *out_size = 1;
      return CHAR_OTHER;
    }

  *out_size = (size_t) g_unichar_to_utf8 (character, NULL);
  return fold_character (character);
}

static char
peek (const Rewriter *self)
{
  size_t size;

  return peek_character (self->next, self->end, &size);
}

static void
skip_character (Rewriter *self)
{
  size_t size;

  peek_character (self->next, self->end, &size);
  self->next += size;
}

static bool
take_character (Rewriter *self,
                char      wanted)
{
  if (peek (self) != wanted)
    return false;

  skip_character (self);
  return true;
}

static bool
write_character (Rewriter *self,
                 char      character)
{
  if (self->length == sizeof self->text)
    return false;

  self->text[self->length++] = character;
  return true;
}

/* Copies digits; gives how many, or 0 too where there is no room for them. */
static size_t
copy_digits (Rewriter *self)
{
  size_t n = 0;

  for (; g_ascii_isdigit (peek (self)); n++)
    {
      if (!write_character (self, peek (self)))
        return 0;
      skip_character (self);
    }

  return n;
}

static bool
is_grouping (const Rewriter *self,
             char            character)
{
  char point = self->style & TIDE_NUMBER_TEXT_DECIMAL_COMMA ? '.' : ',';

  return character == point || character == CHAR_SPACE || character == CHAR_APOSTROPHE;
}

/* Whether three digits and then no further one follow the character. */
static bool
starts_group (const Rewriter *self)
{
  const char *next = self->next;
  size_t      n_digits = 0;
  size_t      size;

  peek_character (next, self->end, &size);
  for (next += size; g_ascii_isdigit (peek_character (next, self->end, &size)); next += size)
    n_digits++;

  return n_digits == 3;
}

/* 1,234,567: after one to three digits, groups of three, parted alike. */
static bool
copy_whole_part (Rewriter *self)
{
  size_t n = copy_digits (self);
  char   mark = peek (self);

  if (n == 0 || !is_grouping (self, mark))
    return n > 0;

  while (peek (self) == mark)
    {
      if (n > 3 || !starts_group (self))
        return false;
      skip_character (self);
      n = copy_digits (self);
    }

  return true;
}

static bool
copy_fraction (Rewriter *self,
               bool      has_whole)
{
  char point = self->style & TIDE_NUMBER_TEXT_DECIMAL_COMMA ? ',' : '.';

  if (!take_character (self, point))
    return has_whole;

  if (!has_whole && !write_character (self, '0'))
    return false;

  /* A point without digits after it is left out. */
  if (!g_ascii_isdigit (peek (self)))
    return has_whole;

  return write_character (self, '.') && copy_digits (self) > 0;
}

/* The exponent, moved by -2 for a percentage: that way the result is rounded
 * once, as if 0.0385 had been written. */
static bool
copy_exponent (Rewriter *self)
{
  int  exponent = 0;
  int  sign = 1;
  bool percent;

  if (take_character (self, 'e'))
    {
      if (take_character (self, '-'))
        sign = -1;
      else
        take_character (self, '+');

      if (!g_ascii_isdigit (peek (self)))
        return false;

      for (; g_ascii_isdigit (peek (self)); skip_character (self))
        exponent = MIN (10 * exponent + (peek (self) - '0'), 100000);
    }

  while (take_character (self, CHAR_SPACE))
    continue;

  percent = (self->style & TIDE_NUMBER_TEXT_PERCENT) && take_character (self, '%');
  if (!percent && (self->style & TIDE_NUMBER_TEXT_MULTIPLE))
    take_character (self, 'x');

  exponent = sign * exponent - (percent ? 2 : 0);
  if (exponent != 0)
    self->length += (size_t) g_snprintf (self->text + self->length,
                                         sizeof self->text - self->length, "e%d", exponent);

  return self->length < sizeof self->text;
}

/* Writes the number as the exact reader wants it; %FALSE if it is none. */
static bool
rewrite (Rewriter *self)
{
  bool parenthesised = take_character (self, '(');
  bool has_whole;

  if (parenthesised || take_character (self, '-'))
    write_character (self, '-');
  else
    take_character (self, '+');

  has_whole = g_ascii_isdigit (peek (self));
  if (has_whole && !copy_whole_part (self))
    return false;
  if (!copy_fraction (self, has_whole) || !copy_exponent (self))
    return false;
  if (parenthesised && !take_character (self, ')'))
    return false;

  return self->next == self->end;
}

static void
trim (const char **text,
      size_t      *length)
{
  const char *begin = *text;
  const char *end = begin + *length;
  size_t      size;

  while (peek_character (begin, end, &size) == CHAR_SPACE)
    begin += size;

  while (end > begin)
    {
      const char *last = end - 1;

      while (last > begin && ((unsigned char) *last & 0xc0) == 0x80)
        last--;
      if (peek_character (last, end, &size) != CHAR_SPACE || last + size != end)
        break;
      end = last;
    }

  *text = begin;
  *length = (size_t) (end - begin);
}

static bool
is_word (const char        *text,
         size_t             length,
         const char *const *words,
         size_t             n_words)
{
  for (size_t i = 0; i < n_words; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
      return true;

  return false;
}

static bool
is_infinite_word (const char *text,
                  size_t      length)
{
  if (length > 0 && (text[0] == '-' || text[0] == '+'))
    {
      text++;
      length--;
    }

  return is_word (text, length, infinite_words, G_N_ELEMENTS (infinite_words));
}

/**
 * tide_number_text_is_missing:
 * @text: (array length=length): UTF-8
 * @length: its bytes
 *
 * Tells whether a cell says that there is no value: it is empty or blank, a
 * dash, a point, or one of the words that spreadsheets, terminals and programs
 * write, such as `N/A`, `NaN`, `null`, `#N/A Requesting Data...`; in any case.
 * Never a zero.
 *
 * Returns: %TRUE if it does
 */
bool
tide_number_text_is_missing (const char *text,
                             size_t      length)
{
  g_return_val_if_fail (text != NULL || length == 0, false);

  if (length == 0)
    return true;

  trim (&text, &length);

  if (length >= 4 && g_ascii_strncasecmp (text, "#n/a", 4) == 0)
    return length == 4 || text[4] == ' ';

  return length == 0 || is_word (text, length, missing_words, G_N_ELEMENTS (missing_words));
}

/* Whatever is not plainly a number. Apart from the plain case, which has no use
 * for the room that this takes. */
static G_GNUC_NO_INLINE TideNumberText
parse_unusual (const char         *text,
               size_t              length,
               TideNumberTextStyle style,
               double             *out_value)
{
  Rewriter rewriter;
  double   value;

  if (tide_number_text_is_missing (text, length))
    return TIDE_NUMBER_TEXT_MISSING;

  trim (&text, &length);
  if (is_infinite_word (text, length))
    return TIDE_NUMBER_TEXT_NOT_FINITE;

  rewriter.next = text;
  rewriter.end = text + length;
  rewriter.style = style;
  rewriter.length = 0;
  if (!rewrite (&rewriter))
    return TIDE_NUMBER_TEXT_INVALID;

  /* The grammar has been checked: what cannot be read now is too large. */
  if (!tide_decimal_parse (rewriter.text, rewriter.length, &value))
    return TIDE_NUMBER_TEXT_NOT_FINITE;

  *out_value = value;
  return TIDE_NUMBER_TEXT_VALUE;
}

/**
 * tide_number_text_parse:
 * @text: (array length=length): a cell, UTF-8
 * @length: its bytes
 * @style: what the column may hold
 * @out_value: (out): the value, rounded correctly; set for
 *   %TIDE_NUMBER_TEXT_VALUE only
 *
 * Reads a number of a market file: digits with a point (or a comma, as @style
 * says), an exponent, thousands grouped by threes with `,` (or `.`), blanks or
 * apostrophes, a sign, parentheses for a negative one, full-width digits. No
 * locale takes part. What is not clearly a number is none: no hexadecimal, no
 * currency sign, no `12.3M`, no `1,23` where the comma groups.
 *
 * Returns: what the cell holds
 */
TideNumberText
tide_number_text_parse (const char         *text,
                        size_t              length,
                        TideNumberTextStyle style,
                        double             *out_value)
{
  g_return_val_if_fail (text != NULL || length == 0, TIDE_NUMBER_TEXT_INVALID);
  g_return_val_if_fail (out_value != NULL, TIDE_NUMBER_TEXT_INVALID);

  /* Nearly every cell of nearly every file. */
  if (!(style & TIDE_NUMBER_TEXT_DECIMAL_COMMA) && length > 0 &&
      tide_decimal_parse (text, length, out_value))
    return TIDE_NUMBER_TEXT_VALUE;

  return parse_unusual (text, length, style, out_value);
}
