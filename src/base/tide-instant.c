// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-instant"

#include "config.h"

#include "base/tide-instant.h"

#include <stdatomic.h>

#define SECONDS_PER_DAY INT64_C (86400)
#define INSTANT_FIRST (TIDE_DAY_MIN * SECONDS_PER_DAY)
#define INSTANT_LAST (TIDE_DAY_MAX * SECONDS_PER_DAY + SECONDS_PER_DAY - 1)

/* What tide_clock_now() answers while a test holds the clock. */
static _Atomic TideInstant frozen_now = TIDE_INSTANT_NONE;

/* The unread rest of a text. */
typedef struct
{
  const char *next;
  const char *end;
} Cursor;

static bool
read_byte (Cursor *cursor,
           char    wanted)
{
  if (cursor->next == cursor->end || *cursor->next != wanted)
    return false;

  cursor->next++;
  return true;
}

static bool
read_pair (Cursor *cursor,
           int     highest,
           int    *out_value)
{
  if (cursor->end - cursor->next < 2 ||
      !g_ascii_isdigit (cursor->next[0]) || !g_ascii_isdigit (cursor->next[1]))
    return false;

  *out_value = (cursor->next[0] - '0') * 10 + (cursor->next[1] - '0');
  cursor->next += 2;
  return *out_value <= highest;
}

/* hh:mm or hh:mm:ss, as seconds of the day. */
static bool
read_time (Cursor *cursor,
           int    *out_seconds)
{
  int hours, minutes, seconds = 0;

  if (!read_pair (cursor, 23, &hours) || !read_byte (cursor, ':') ||
      !read_pair (cursor, 59, &minutes))
    return false;

  if (read_byte (cursor, ':') && !read_pair (cursor, 59, &seconds))
    return false;

  *out_seconds = (hours * 60 + minutes) * 60 + seconds;
  return true;
}

/* Z, +hh:mm or -hh:mm, as seconds ahead of UTC. */
static bool
read_offset (Cursor *cursor,
             int    *out_seconds)
{
  int  hours, minutes;
  bool west;

  *out_seconds = 0;
  if (read_byte (cursor, 'Z') || read_byte (cursor, 'z'))
    return true;

  west = read_byte (cursor, '-');
  if (!west && !read_byte (cursor, '+'))
    return false;

  if (!read_pair (cursor, 23, &hours) || !read_byte (cursor, ':') ||
      !read_pair (cursor, 59, &minutes))
    return false;

  *out_seconds = (hours * 60 + minutes) * (west ? -60 : 60);
  return true;
}

/**
 * tide_instant_parse:
 * @text: (array length=length): bytes, not necessarily terminated
 * @length: how many
 *
 * Reads a moment written as ISO 8601: `2026-11-20T10:00:00Z`, seconds optional,
 * `Z` or an offset such as `+08:00` required. Fractions of a second and leap
 * seconds are refused, since moments are whole seconds and rounding one could
 * move it past a limit. A bare day means its end in UTC, 23:59:59Z.
 *
 * Returns: the moment, or %TIDE_INSTANT_NONE
 */
TideInstant
tide_instant_parse (const char *text,
                    size_t      length)
{
  const size_t day_length = TIDE_DAY_TEXT_SIZE - 1;
  Cursor       cursor;
  TideDay      day;
  TideInstant  instant;
  int          seconds, offset;

  g_return_val_if_fail (text != NULL || length == 0, TIDE_INSTANT_NONE);

  day = length >= day_length ? tide_day_parse (text, day_length) : TIDE_DAY_NONE;
  if (day == TIDE_DAY_NONE)
    return TIDE_INSTANT_NONE;

  if (length == day_length)
    return tide_instant_end_of_day (day);

  cursor = (Cursor){ text + day_length, text + length };
  if (!read_byte (&cursor, 'T') && !read_byte (&cursor, 't'))
    return TIDE_INSTANT_NONE;

  if (!read_time (&cursor, &seconds) || !read_offset (&cursor, &offset) ||
      cursor.next != cursor.end)
    return TIDE_INSTANT_NONE;

  instant = day * SECONDS_PER_DAY + seconds - offset;
  if (instant < INSTANT_FIRST || instant > INSTANT_LAST)
    return TIDE_INSTANT_NONE;

  return instant;
}

/**
 * tide_instant_format:
 * @instant: a moment, %TIDE_INSTANT_NONE or %TIDE_INSTANT_MAX
 * @buffer: (out): %TIDE_INSTANT_TEXT_SIZE bytes
 *
 * Prints a moment as `2026-11-20T10:00:00Z`. The empty text stands for
 * %TIDE_INSTANT_NONE, %TIDE_INSTANT_MAX and what lies outside the years 1 to
 * 9999.
 *
 * Returns: (transfer none): @buffer
 */
char *
tide_instant_format (TideInstant instant,
                     char       *buffer)
{
  int seconds;

  g_return_val_if_fail (buffer != NULL, NULL);

  buffer[0] = '\0';
  if (instant < INSTANT_FIRST || instant > INSTANT_LAST)
    return buffer;

  tide_day_format (tide_instant_to_day (instant, NULL), buffer);
  seconds = (int) ((instant - INSTANT_FIRST) % SECONDS_PER_DAY);
  g_snprintf (buffer + TIDE_DAY_TEXT_SIZE - 1, TIDE_INSTANT_TEXT_SIZE - (TIDE_DAY_TEXT_SIZE - 1),
              "T%02d:%02d:%02dZ", seconds / 3600, seconds / 60 % 60, seconds % 60);

  return buffer;
}

/**
 * tide_instant_end_of_day:
 * @day: a day, or %TIDE_DAY_NONE
 *
 * Returns: 23:59:59Z of @day; %TIDE_INSTANT_NONE for none
 */
TideInstant
tide_instant_end_of_day (TideDay day)
{
  if (day == TIDE_DAY_NONE)
    return TIDE_INSTANT_NONE;

  return day * SECONDS_PER_DAY + SECONDS_PER_DAY - 1;
}

/* Seconds that `zone` is ahead of UTC at `instant`; UTC for a moment the zone
 * does not know. */
static int
get_offset (TideInstant instant,
            GTimeZone  *zone)
{
  int interval;

  if (zone == NULL)
    return 0;

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);
  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

/**
 * tide_instant_to_day:
 * @instant: a moment, %TIDE_INSTANT_NONE or %TIDE_INSTANT_MAX
 * @zone: (nullable): a time zone, %NULL for UTC
 *
 * Tells the calendar day it is in @zone at a moment. Moments before or after
 * the calendar give its first or last day.
 *
 * Returns: the day; %TIDE_DAY_NONE for %TIDE_INSTANT_NONE
 */
TideDay
tide_instant_to_day (TideInstant instant,
                     GTimeZone  *zone)
{
  TideInstant local;

  if (instant == TIDE_INSTANT_NONE)
    return TIDE_DAY_NONE;

  local = CLAMP (instant, INSTANT_FIRST, INSTANT_LAST);
  local = CLAMP (local + get_offset (local, zone), INSTANT_FIRST, INSTANT_LAST);

  return (TideDay) ((local - INSTANT_FIRST) / SECONDS_PER_DAY) + TIDE_DAY_MIN;
}

/**
 * tide_clock_now:
 *
 * Reads the clock. This is the only place that reads the time of day, so that a
 * test that holds it with tide_clock_freeze() holds all of the program. May be
 * called on any thread.
 *
 * Returns: the present moment, or the one the clock is held at
 */
TideInstant
tide_clock_now (void)
{
  TideInstant frozen = atomic_load_explicit (&frozen_now, memory_order_acquire);

  return frozen != TIDE_INSTANT_NONE ? frozen : g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * tide_clock_today:
 *
 * Returns: the calendar day it now is where the user sits (the system's time
 *   zone); a market's own day wants tide_instant_to_day() and its zone
 */
TideDay
tide_clock_today (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return tide_instant_to_day (tide_clock_now (), zone);
}

/**
 * tide_clock_freeze:
 * @instant: a moment, or %TIDE_INSTANT_NONE to let the clock run again
 *
 * Holds the clock of the whole program; for tests. May be called on any thread.
 */
void
tide_clock_freeze (TideInstant instant)
{
  atomic_store_explicit (&frozen_now, instant, memory_order_release);
}
