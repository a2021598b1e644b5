// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-venue"

#include "config.h"

#include "tide-venue.h"

#define SECONDS_PER_DAY 86400

static const TideVenue venues[] = {
#include "tide-venue-table.h"
};

/* GLib's g_pattern_match_simple() wants UTF-8 and allocates; symbols are ASCII
 * and a list asks for thousands. The table has at most one star a pattern. */
static bool
matches (const char *pattern,
         const char *symbol)
{
  for (; *pattern != '\0' && *pattern != '*'; pattern++, symbol++)
    if (*symbol == '\0' || (*pattern != '?' && *pattern != *symbol))
      return false;

  if (*pattern == '\0')
    return *symbol == '\0';

  for (pattern++;; symbol++)
    if (matches (pattern, symbol))
      return true;
    else if (*symbol == '\0')
      return false;
}

/**
 * tide_venue_find_for_symbol:
 * @symbol: a canonical symbol
 *
 * Finds what a symbol says about its venue. Any thread.
 *
 * Returns: (transfer none): never %NULL; a symbol without a suffix is an
 *   American listing
 */
const TideVenue *
tide_venue_find_for_symbol (const char *symbol)
{
  size_t row = 0;

  g_return_val_if_fail (symbol != NULL, NULL);

  /* The last pattern matches everything. */
  while (row < G_N_ELEMENTS (venues) - 1 && !matches (venues[row].pattern, symbol))
    row++;

  return &venues[row];
}

/* Reading a zone costs a tenth of a millisecond, and a list of thousands asks for
 * the same few, so each row keeps its own for good. Where the system lacks a
 * zone, its days are taken to be those of UTC. */
static GTimeZone *
get_zone (const TideVenue *self)
{
  static GTimeZone *zones[G_N_ELEMENTS (venues)];
  GTimeZone       **zone = &zones[self - venues];

  if (g_once_init_enter (zone))
    {
      GTimeZone *loaded = g_time_zone_new_identifier (self->timezone);

      g_once_init_leave (zone, loaded != NULL ? loaded : g_time_zone_new_utc ());
    }

  return *zone;
}

/**
 * tide_venue_get_session_end:
 * @self: a venue
 * @day: a trading day of it
 *
 * Says when the regular session of a day has ended, its closing auction
 * included. An early close is not known, so that the answer is never too early.
 *
 * Returns: UTC seconds
 */
TideInstant
tide_venue_get_session_end (const TideVenue *self,
                            TideDay          day)
{
  int64_t    local;
  GTimeZone *zone;
  int        interval;

  g_return_val_if_fail (self != NULL && day != TIDE_DAY_NONE, TIDE_INSTANT_NONE);

  zone = get_zone (self);
  local = (int64_t) day * SECONDS_PER_DAY + (int64_t) self->close * 60;
  interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &local);
  return local - g_time_zone_get_offset (zone, interval);
}

/**
 * tide_venue_get_last_ended_day:
 * @self: a venue
 * @instant: a moment, not %TIDE_INSTANT_NONE; UTC seconds
 *
 * Finds the last day whose session had ended at a moment. A bar of a later day
 * is still a quote. Weekends and holidays are not told apart.
 *
 * Returns: the venue's own calendar day
 */
TideDay
tide_venue_get_last_ended_day (const TideVenue *self,
                               TideInstant      instant)
{
  TideDay day;

  g_return_val_if_fail (self != NULL && instant != TIDE_INSTANT_NONE, TIDE_DAY_NONE);

  day = tide_instant_to_day (instant, get_zone (self));
  return tide_venue_get_session_end (self, day) > instant ? day - 1 : day;
}
