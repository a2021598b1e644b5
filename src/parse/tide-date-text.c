// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-date-text"

#include "config.h"

#include "parse/tide-date-text.h"

#include <string.h>

/* Spreadsheets count days from here: 1899-12-30, which makes 1 March 1900 come
 * out right in spite of the 29 February 1900 they believe in. */
#define SERIAL_EPOCH (-25569)
#define SERIAL_MIN 20000
#define SERIAL_MAX 80000
/* Two-digit years from here on are of the last century (POSIX strptime). */
#define CENTURY_PIVOT 69

#define MAX_PARTS 3

/* Digits or letters between separators. */
typedef struct
{
  const char *text;
  size_t      length;
  int         number; /* -1 for letters */
} Part;

typedef struct
{
  Part   parts[MAX_PARTS];
  char   separators[MAX_PARTS]; /* after each part; '\0' at the end */
  size_t n_parts;
} Parts;

static const char *const month_names[] = {
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
};

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static bool
read_digits (const char **text,
             const char  *end,
             size_t       count,
             int         *out_number)
{
  const char *next = *text;
  int         number = 0;

  for (size_t i = 0; i < count; i++, next++)
    {
      if (next == end || !g_ascii_isdigit (*next))
        return false;
      number = 10 * number + (*next - '0');
    }

  *text = next;
  *out_number = number;
  return true;
}

/* Z, +08, +0800, +08:00 or nothing. The offset is checked and not used: the
 * trading day is the day as it is written. */
static bool
read_offset (const char *text,
             const char *end)
{
  int hours;
  int minutes = 0;

  if (text < end && *text == ' ')
    text++;
  if (text == end)
    return true;
  if (*text == 'Z' || *text == 'z')
    return text + 1 == end;
  if (*text != '+' && *text != '-')
    return false;

  text++;
  if (!read_digits (&text, end, 2, &hours) || hours > 14)
    return false;
  if (text == end)
    return true;
  if (*text == ':')
    text++;

  return read_digits (&text, end, 2, &minutes) && minutes < 60 && text == end;
}

/* HH:MM, HH:MM:SS or HH:MM:SS.fff, and an offset. */
static bool
read_time (const char *text,
           const char *end,
           bool       *out_intraday)
{
  int hours;
  int minutes;
  int seconds = 0;

  if (!read_digits (&text, end, 2, &hours) || text == end || *text++ != ':' ||
      !read_digits (&text, end, 2, &minutes))
    return false;

  if (text < end && *text == ':')
    {
      text++;
      if (!read_digits (&text, end, 2, &seconds))
        return false;
      if (text < end && *text == '.')
        for (text++; text < end && g_ascii_isdigit (*text); text++)
          seconds |= *text != '0';
    }

  *out_intraday = hours != 0 || minutes != 0 || seconds != 0;

  return hours < 24 && minutes < 60 && seconds <= 60 && read_offset (text, end);
}

/* Cuts `2025/01/02`, `20-Feb-25`, `Feb 20, 2025`, `2025Q1`. */
static bool
split_parts (const char *text,
             const char *end,
             Parts      *out_parts)
{
  Parts parts = { 0 };

  while (text < end)
    {
      Part *part = &parts.parts[parts.n_parts];
      bool  digits = g_ascii_isdigit (*text);

      if (parts.n_parts == MAX_PARTS)
        return false;

      part->text = text;
      part->number = digits ? 0 : -1;
      for (; text < end && (digits ? g_ascii_isdigit (*text) : g_ascii_isalpha (*text)); text++)
        if (digits && text - part->text < 8)
          part->number = 10 * part->number + (*text - '0');

      part->length = (size_t) (text - part->text);
      if (part->length == 0)
        return false;

      if (text < end && strchr ("-/., ", *text) != NULL && *text != '\0')
        {
          parts.separators[parts.n_parts] = *text++;
          while (text < end && is_blank (*text))
            text++;
          if (text == end)
            return false;
        }
      parts.n_parts++;
    }

  *out_parts = parts;
  return parts.n_parts > 0;
}

/* 1 to 12 for the English name of a month or its first three letters, else 0. */
static int
find_month (const Part *part)
{
  if (part->number >= 0 || part->length < 3)
    return 0;

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (part->text, month_names[i], part->length) == 0 &&
        (part->length == 3 || part->length == strlen (month_names[i])))
      return i + 1;

  return part->length == 4 && g_ascii_strncasecmp (part->text, "sept", 4) == 0 ? 9 : 0;
}

static bool
is_year (const Part *part)
{
  return part->number >= 0 && part->length == 4;
}

static bool
is_day_or_month (const Part *part)
{
  return part->number >= 0 && part->length <= 2;
}

static TideDateForm
set_day (TideDateText *date,
         TideDay       day)
{
  date->day = day;
  date->form = day == TIDE_DAY_NONE ? TIDE_DATE_FORM_INVALID : TIDE_DATE_FORM_DAY;

  return date->form;
}

static TideDateForm
set_last_day (TideDateText *date,
              int           year,
              int           month)
{
  TideDay first = month < 1 || month > 12 ? TIDE_DAY_NONE : tide_day_from_ymd (year, month, 1);

  if (first == TIDE_DAY_NONE)
    return TIDE_DATE_FORM_INVALID;

  date->day = tide_month_last_day (tide_month_from_day (first));
  date->form = TIDE_DATE_FORM_MONTH;

  return date->form;
}

/* 11/02/2025 and 11-02-2025 have two readings. With points only the day comes
 * first: that is how it is written where points are used. */
static TideDateForm
set_ordered (TideDateText *date,
             const Parts  *parts)
{
  int first = parts->parts[0].number;
  int second = parts->parts[1].number;
  int year = parts->parts[2].number;

  date->day = tide_day_from_ymd (year, second, first);
  if (parts->separators[0] == '.')
    return set_day (date, date->day);

  date->month_first = tide_day_from_ymd (year, first, second);
  date->form = date->day == TIDE_DAY_NONE && date->month_first == TIDE_DAY_NONE
                 ? TIDE_DATE_FORM_INVALID
                 : TIDE_DATE_FORM_ORDERED;

  return date->form;
}

static TideDateForm
read_numbers (TideDateText *date,
              const Parts  *parts)
{
  const Part *part = parts->parts;

  if (parts->separators[0] != parts->separators[1] || strchr ("-/.", parts->separators[0]) == NULL)
    return TIDE_DATE_FORM_INVALID;

  if (is_year (&part[0]) && is_day_or_month (&part[1]) && is_day_or_month (&part[2]))
    return set_day (date, tide_day_from_ymd (part[0].number, part[1].number, part[2].number));

  if (is_day_or_month (&part[0]) && is_day_or_month (&part[1]) && is_year (&part[2]))
    return set_ordered (date, parts);

  return TIDE_DATE_FORM_INVALID;
}

/* 20-Feb-25, 20 Feb 2025, Feb 20, 2025: the name tells the month, so that a
 * year of two digits cannot be taken for anything else. */
static TideDateForm
read_named (TideDateText *date,
            const Parts  *parts)
{
  const Part *part = parts->parts;
  int         name = find_month (&part[0]) != 0 ? 0 : 1;
  int         month = find_month (&part[name]);
  int         year = part[2].number;

  if (month == 0 || !is_day_or_month (&part[1 - name]) || year < 0)
    return TIDE_DATE_FORM_INVALID;

  if (part[2].length == 2)
    year += year < CENTURY_PIVOT ? 2000 : 1900;
  else if (part[2].length != 4)
    return TIDE_DATE_FORM_INVALID;

  return set_day (date, tide_day_from_ymd (year, month, part[1 - name].number));
}

/* 2025-01, 2025/01, Jan-2025, Jan 2025. */
static TideDateForm
read_month (TideDateText *date,
            const Parts  *parts)
{
  const Part *part = parts->parts;

  if (is_year (&part[0]) && part[1].number >= 0 && part[1].length == 2 &&
      (parts->separators[0] == '-' || parts->separators[0] == '/'))
    return set_last_day (date, part[0].number, part[1].number);

  if (find_month (&part[0]) != 0 && is_year (&part[1]))
    return set_last_day (date, part[1].number, find_month (&part[0]));

  return TIDE_DATE_FORM_INVALID;
}

/* 2025Q1, 2025-Q1. */
static TideDateForm
read_quarter (TideDateText *date,
              const Parts  *parts)
{
  const Part *part = parts->parts;

  if (!is_year (&part[0]) || part[1].length != 1 || g_ascii_tolower (part[1].text[0]) != 'q' ||
      part[2].length != 1 || part[2].number < 1 || part[2].number > 4)
    return TIDE_DATE_FORM_INVALID;

  return set_last_day (date, part[0].number, 3 * part[2].number);
}

static TideDateForm
read_single (TideDateText *date,
             const Part   *part)
{
  int number = part->number;

  if (number < 0)
    return TIDE_DATE_FORM_INVALID;

  if (part->length == 8)
    return set_day (date, tide_day_from_ymd (number / 10000, number / 100 % 100, number % 100));

  if (part->length == 5 && number >= SERIAL_MIN && number <= SERIAL_MAX)
    {
      date->day = SERIAL_EPOCH + number;
      date->form = TIDE_DATE_FORM_SERIAL;
    }

  return date->form;
}

static TideDateForm
read_parts (TideDateText *date,
            const Parts  *parts)
{
  const Part *part = parts->parts;

  if (parts->n_parts == 1)
    return read_single (date, &part[0]);
  if (parts->n_parts == 2)
    return read_month (date, parts);
  if (part[1].number < 0 && part[1].length == 1)
    return read_quarter (date, parts);
  if (part[0].number < 0 || part[1].number < 0)
    return read_named (date, parts);

  return read_numbers (date, parts);
}

/* Where the time of day begins: after `T`, or after a blank before `HH:`. */
static const char *
find_time (const char *text,
           const char *end)
{
  const char *colon = memchr (text, ':', (size_t) (end - text));

  if (colon == NULL || colon - text < 4)
    return NULL;

  return colon[-3] == 'T' || colon[-3] == 't' || colon[-3] == ' ' ? colon - 2 : NULL;
}

/**
 * tide_date_text_parse:
 * @text: (array length=length): a cell
 * @length: its bytes
 * @out_date: (out): what it says; the days are %TIDE_DAY_NONE where it does not
 *
 * Reads a day: `2025-02-20`, `2025/2/20`, `2025.02.20`, `20250220`, `20-Feb-25`,
 * `20 Feb 2025`, `Feb 20, 2025`, `20.02.2025`; with two readings `11/02/2025`
 * and `11-02-2025`; a month (`2025-02`, `Feb 2025`) or quarter (`2025Q1`) for
 * its last day; a spreadsheet's serial number from 20000 to 80000, which a
 * caller accepts only where a whole column is written so. A time of day and an
 * offset may follow; both are checked, and do not move the day. Years have four
 * digits except beside a month's name. A day that does not exist is none.
 *
 * Returns: the form of @out_date
 */
TideDateForm
tide_date_text_parse (const char   *text,
                      size_t        length,
                      TideDateText *out_date)
{
  TideDateText date = { TIDE_DATE_FORM_INVALID, TIDE_DAY_NONE, TIDE_DAY_NONE, false };
  const char  *end = text + length;
  const char  *time;
  Parts        parts;

  g_return_val_if_fail (text != NULL || length == 0, TIDE_DATE_FORM_INVALID);
  g_return_val_if_fail (out_date != NULL, TIDE_DATE_FORM_INVALID);

  *out_date = date;

  while (text < end && is_blank (*text))
    text++;
  while (end > text && is_blank (end[-1]))
    end--;
  if (text == end)
    return TIDE_DATE_FORM_INVALID;

  time = end - text > 10 ? find_time (text, end) : NULL;
  if (time != NULL)
    {
      if (!read_time (time, end, &date.intraday))
        return TIDE_DATE_FORM_INVALID;
      for (end = time - 1; end > text && is_blank (end[-1]);)
        end--;
    }

  if (end - text == 10 && text[4] == '-')
    set_day (&date, tide_day_parse (text, 10));
  else if (split_parts (text, end, &parts))
    read_parts (&date, &parts);

  if (date.form == TIDE_DATE_FORM_INVALID ||
      (time != NULL && date.form != TIDE_DATE_FORM_DAY && date.form != TIDE_DATE_FORM_ORDERED))
    return TIDE_DATE_FORM_INVALID;

  *out_date = date;
  return date.form;
}
