// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "config.h"

#include "net/tide-retry.h"

#include <inttypes.h>
#include <libsoup/soup.h>
#include <math.h>

/**
 * tide_retry_status_is_transient:
 * @status: an HTTP status
 *
 * Tells whether the same request may succeed a little later.
 *
 * Returns: %TRUE for 408, 429, 502, 503 and 504
 */
bool
tide_retry_status_is_transient (unsigned int status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT || status == TIDE_RETRY_TOO_MANY_REQUESTS ||
         status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_SERVICE_UNAVAILABLE ||
         status == SOUP_STATUS_GATEWAY_TIMEOUT;
}

/**
 * tide_retry_get_backoff:
 * @tries: tries made so far, 1 or more
 * @base: first step; milliseconds
 * @cap: longest wait; milliseconds
 * @random: a random number, 0 or more and less than 1
 *
 * Chooses the wait before the next try: anything between nothing and the step,
 * which doubles with each try, so that programs that failed together do not
 * come back together.
 *
 * Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog
 * (2015), "full jitter".
 *
 * Returns: milliseconds
 */
int64_t
tide_retry_get_backoff (int     tries,
                        int64_t base,
                        int64_t cap,
                        double  random)
{
  double step;

  g_return_val_if_fail (tries >= 1 && base >= 0 && cap >= 0, 0);
  g_return_val_if_fail (random >= 0.0 && random < 1.0, 0);

  step = fmin (ldexp ((double) base, MIN (tries - 1, 62)), (double) cap);
  return (int64_t) ceil (step * random);
}

static bool
parse_seconds (const char *text,
               int64_t    *out_seconds)
{
  guint64 seconds;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return false;

  *out_seconds = (int64_t) seconds;
  return true;
}

/**
 * tide_retry_after_parse:
 * @text: (nullable): value of a Retry-After header
 * @now: the present; UTC seconds
 * @out_milliseconds: (out): the wait, 0 to %TIDE_RETRY_AFTER_CAP
 *
 * Reads how long a server asks to be left alone: seconds, or the date from which
 * it answers again (RFC 9110, 10.2.3). More than an hour counts as an hour.
 *
 * Returns: %FALSE if there is no header or it says nothing sensible;
 *   @out_milliseconds is then untouched
 */
bool
tide_retry_after_parse (const char *text,
                        TideInstant now,
                        int64_t    *out_milliseconds)
{
  g_autofree char      *stripped = NULL;
  g_autoptr (GDateTime) date = NULL;
  int64_t               seconds;

  g_return_val_if_fail (out_milliseconds != NULL, false);

  if (text == NULL)
    return false;

  stripped = g_strstrip (g_strdup (text));
  if (!parse_seconds (stripped, &seconds))
    {
      if (!(date = soup_date_time_new_from_http_string (stripped)))
        return false;
      seconds = MAX (g_date_time_to_unix (date) - now, 0);
    }

  *out_milliseconds = MIN (seconds, TIDE_RETRY_AFTER_CAP / 1000) * 1000;
  return true;
}

/**
 * tide_retry_format_wait:
 * @milliseconds: a wait, 0 or more
 *
 * Puts a wait into words, never shorter than it is: "20 seconds", "3 minutes",
 * "1 hour".
 *
 * Returns: (transfer full): the words
 */
char *
tide_retry_format_wait (int64_t milliseconds)
{
  int64_t seconds = (MAX (milliseconds, 1) + 999) / 1000;
  int64_t minutes = (seconds + 59) / 60;
  int64_t hours = (minutes + 59) / 60;

  if (seconds < 60)
    return g_strdup_printf ("%" PRId64 " second%s", seconds, seconds == 1 ? "" : "s");
  if (minutes < 60)
    return g_strdup_printf ("%" PRId64 " minute%s", minutes, minutes == 1 ? "" : "s");
  return g_strdup_printf ("%" PRId64 " hour%s", hours, hours == 1 ? "" : "s");
}
