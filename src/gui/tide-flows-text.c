// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-text"

#include "config.h"

#include "gui/tide-flows-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-cards.h"
#include "gui/tide-moment-text.h"

/* A card of a cell; words where it has no number. */
static void
add_card (GPtrArray       *cards,
          const TideSheet *sheet,
          TideFlowsCard    column,
          char            *caption_take,
          char            *value_take,
          char            *detail_take)
{
  TideCard             *card = g_new0 (TideCard, 1);
  TideResult           *result = tide_sheet_get_result (sheet, 0, column);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;
  const char           *reason = tide_sheet_get_error (sheet, 0, column);

  if (reason == NULL && data != NULL)
    reason = data->reason;
  card->caption = caption_take;
  card->value = value_take != NULL ? value_take : g_strdup ("–");
  card->detail = detail_take;
  if (value_take == NULL && reason != NULL)
    {
      g_free (card->detail);
      card->detail = g_strdup (reason);
    }
  if (result != NULL)
    card->formula = g_strdup (tide_result_get_formula (result));
  g_ptr_array_add (cards, card);
}

/* (nullable): the number of a cell as its column prints it. */
static char *
print (const TideSheet *sheet,
       TideFlowsCard    column)
{
  double number;

  if (!tide_sheet_get_number (sheet, 0, column, &number))
    return NULL;

  return tide_sheet_print (sheet, 0, column, TIDE_NUMBER_SCREEN);
}

static const char *
get_currency (const TideSheet *sheet)
{
  TideResult *result = tide_sheet_get_result (sheet, 0, TIDE_FLOWS_CARD_ADT);

  return result != NULL ? tide_result_get_data (result)->unit.currency : "";
}

/* `Feb 2025, 8 sessions`. */
static char *
dup_sessions (const TideSheet *sheet,
              TideFlowsCard    column,
              TideMonth        month)
{
  g_autofree char *name = tide_flows_dup_month (month);
  double           n;

  if (!tide_sheet_get_number (sheet, 0, column, &n))
    return g_steal_pointer (&name);

  /* Translators: a month, and how many trading sessions it has so far. */
  return g_strdup_printf (ngettext ("%s, %d session", "%s, %d sessions", (unsigned long) n), name,
                          (int) n);
}

static void
add_average (GPtrArray       *cards,
             const TideFlows *flows,
             const TideSheet *sheet)
{
  g_autofree char *sessions = dup_sessions (sheet, TIDE_FLOWS_CARD_SESSIONS,
                                            tide_month_from_day (flows->last_day));
  g_autofree char *number = print (sheet, TIDE_FLOWS_CARD_ADT);
  char            *value = NULL;

  if (number != NULL)
    /* Translators: a currency and a number of billions. */
    value = g_strdup_printf (_ ("%s %s bn"), get_currency (sheet), number);
  add_card (cards, sheet, TIDE_FLOWS_CARD_ADT,
            /* Translators: average daily turnover; %s is a month with its sessions. */
            g_strdup_printf (_ ("ADT %s"), sessions), value,
            /* Translators: month to date: the month is not over. */
            g_strdup (tide_flows_is_part_month (flows) ? _ ("MTD") : NULL));
}

/* Both readings of a quotient: 1.67x, and 67% higher. */
static char *
dup_change (const TideSheet *sheet,
            TideFlowsCard    column)
{
  double           ratio;
  g_autofree char *number = NULL;

  if (!tide_sheet_get_number (sheet, 0, column, &ratio))
    return NULL;

  number = tide_unit_format (tide_unit_of_kind (TIDE_UNIT_SHARE), fabs (ratio - 1.0), 0,
                             TIDE_NUMBER_SCREEN);
  /* Translators: %s is a number of per cent. */
  return g_strdup_printf (ratio >= 1.0 ? _ ("%s higher") : _ ("%s lower"), number);
}

static void
add_comparison (GPtrArray       *cards,
                const TideSheet *sheet,
                TideFlowsCard    first,
                TideMonth        base)
{
  g_autofree char *sessions = dup_sessions (sheet, first + 2, base);

  add_card (cards, sheet, first,
            /* Translators: %s is a month with its sessions, which another is compared
             * with. */
            g_strdup_printf (_ ("vs %s"), sessions), print (sheet, first),
            dup_change (sheet, first + 1));
}

/**
 * Prints a share as a place among a hundred: 98th.
 */
char *
tide_flows_text_dup_ordinal (double share)
{
  int n = (int) floor (share * 100.0 + 0.5);
  int last = n % 10;

  if (n / 10 % 10 != 1 && last == 1)
    /* Translators: a place among a hundred, as 21st. */
    return g_strdup_printf (_ ("%dst"), n);
  if (n / 10 % 10 != 1 && last == 2)
    /* Translators: a place among a hundred, as 22nd. */
    return g_strdup_printf (_ ("%dnd"), n);
  if (n / 10 % 10 != 1 && last == 3)
    /* Translators: a place among a hundred, as 23rd. */
    return g_strdup_printf (_ ("%drd"), n);

  /* Translators: a place among a hundred, as 98th. */
  return g_strdup_printf (_ ("%dth"), n);
}

static void
add_percentile (GPtrArray       *cards,
                const TideSheet *sheet)
{
  g_autofree char *count = print (sheet, TIDE_FLOWS_CARD_COUNT);
  char            *value = NULL;
  double           share;

  if (tide_sheet_get_number (sheet, 0, TIDE_FLOWS_CARD_PERCENTILE, &share))
    value = tide_flows_text_dup_ordinal (share);
  add_card (cards, sheet, TIDE_FLOWS_CARD_PERCENTILE, g_strdup (_ ("Latest: percentile, 5Y")),
            value,
            /* Translators: number of daily values. */
            count != NULL ? g_strdup_printf (_ ("n = %s daily"), count) : NULL);
}

static void
add_highest (GPtrArray       *cards,
             const TideSheet *sheet)
{
  TideResult           *result = tide_sheet_get_result (sheet, 0, TIDE_FLOWS_CARD_HIGHEST_SINCE);
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;
  char                 *value = NULL;
  char                 *detail = NULL;

  if (data != NULL && data->kind == TIDE_VALUE_DAY)
    value = tide_day_dup_text (data->day);
  else if (data != NULL && data->missing == TIDE_MISSING_RECORD)
    {
      value = g_strdup (_ ("record"));
      detail = g_strdup (_ ("in all that is held"));
    }
  add_card (cards, sheet, TIDE_FLOWS_CARD_HIGHEST_SINCE, g_strdup (_ ("Latest: highest since")),
            value, detail);
}

static void
add_streak (GPtrArray       *cards,
            const TideSheet *sheet)
{
  g_autofree char *number = print (sheet, TIDE_FLOWS_CARD_STREAK);
  double           n = 0;
  const char      *detail = NULL;
  char            *value = NULL;

  if (tide_sheet_get_number (sheet, 0, TIDE_FLOWS_CARD_STREAK, &n))
    {
      /* Translators: a number of trading sessions with its sign. */
      value = g_strdup_printf (ngettext ("%s session", "%s sessions", (unsigned long) fabs (n)),
                               number);
      detail = n >= 0 ? _ ("of rising turnover") : _ ("of falling turnover");
    }
  add_card (cards, sheet, TIDE_FLOWS_CARD_STREAK, g_strdup (_ ("Streak")), value,
            g_strdup (detail));
}

GPtrArray *
tide_flows_text_new_cards (const TideFlows *flows,
                           const TideSheet *sheet)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_card_free);
  TideMonth  month = tide_month_from_day (flows->last_day);

  add_average (cards, flows, sheet);
  add_comparison (cards, sheet, TIDE_FLOWS_CARD_VS_MONTH, month - 1);
  add_comparison (cards, sheet, TIDE_FLOWS_CARD_VS_YEAR, month - 12);
  add_percentile (cards, sheet);
  add_highest (cards, sheet);
  add_streak (cards, sheet);

  return cards;
}
