// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-watchlist-text"

#include "config.h"

#include "gui/tide-watchlist-text.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"
#include "gui/tide-source-text.h"

/* What the rows of a list add up to. */
typedef struct
{
  unsigned int n_rows;
  unsigned int n_current; /* with a session and nothing stale */
  unsigned int n_gaps;    /* values that are missing */
  unsigned int n_failed;  /* formulas that failed */
  TideDay      oldest;
  TideDay      newest;
} Tally;

static void
tally_value (Tally                *tally,
             const TideCellColumn *column,
             TideListRow          *row,
             bool                 *current)
{
  switch (tide_cell_column_get_tone (column, row))
    {
    case TIDE_TONE_STALE:
      *current = false;
      break;
    case TIDE_TONE_MISSING:
      tally->n_gaps++;
      break;
    case TIDE_TONE_PROBLEM:
      tally->n_failed++;
      break;
    case TIDE_TONE_PLAIN:
    case TIDE_TONE_UP:
    case TIDE_TONE_DOWN:
      break;
    }
}

static Tally
tally_rows (TideCellTable *table)
{
  TideCellSheet *sheet = tide_cell_table_get_sheet (table);
  GListModel    *rows = G_LIST_MODEL (tide_cell_table_get_load (table));
  Tally          tally = { .oldest = TIDE_DAY_NONE, .newest = TIDE_DAY_NONE };

  tally.n_rows = g_list_model_get_n_items (rows);
  for (unsigned int i = 0; i < tally.n_rows; i++)
    {
      g_autoptr (TideListRow) row = g_list_model_get_item (rows, i);
      TideDay                 session = tide_list_row_get_session (row);
      bool                    current = session != TIDE_DAY_NONE;

      for (unsigned int j = 0; j < tide_cell_sheet_get_n_columns (sheet); j++)
        tally_value (&tally, tide_cell_sheet_get_column (sheet, j), row, &current);
      tally.n_current += current;
      if (session == TIDE_DAY_NONE)
        continue;
      tally.newest = MAX (tally.newest, session);
      if (tally.oldest == TIDE_DAY_NONE || session < tally.oldest)
        tally.oldest = session;
    }

  return tally;
}

static TideDay
get_newest (TideCellTable *table)
{
  TideCellSheet *sheet = tide_cell_table_get_sheet (table);

  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (sheet, i);

      if (column->kind == TIDE_CELL_SESSION)
        return column->newest;
    }

  return TIDE_DAY_NONE;
}

char *
tide_watchlist_dup_title (TideCellTable *table)
{
  const char      *name = tide_list_load_get_name (tide_cell_table_get_load (table));
  TideDay          newest = get_newest (table);
  g_autofree char *day = NULL;

  if (newest == TIDE_DAY_NONE)
    return g_strdup (name);

  day = tide_day_dup_text (newest);
  /* Translators: name of a list, and the last day that its prices are of. */
  return g_strdup_printf (_ ("%s, prices and changes to %s"), name, day);
}

/* Units of the columns, each said once. */
static void
append_units (GString       *text,
              TideCellTable *table)
{
  TideCellSheet *sheet = tide_cell_table_get_sheet (table);
  bool           price = false, change = false;

  for (unsigned int i = 0; i < tide_cell_sheet_get_n_columns (sheet); i++)
    {
      const TideCellColumn *column = tide_cell_sheet_get_column (sheet, i);

      if (!price && tide_cell_column_is_price (column) && column->has_unit)
        {
          price = true;
          g_string_append (text, " · ");
          if (column->mixed)
            g_string_append (text, _ ("prices in local currency"));
          else if (column->unit.kind == TIDE_UNIT_CURRENCY)
            /* Translators: %s is a currency, such as HKD. */
            g_string_append_printf (text, _ ("prices in %s"), column->unit.currency);
          else
            g_string_append (text, _ ("index points"));
        }
      else if (!change && column->has_unit && column->unit.kind == TIDE_UNIT_CHANGE)
        {
          change = true;
          /* Translators: changes are given in per cent. */
          g_string_append_printf (text, " · %s", _ ("changes in %"));
        }
      if (column->deviation != NULL)
        /* Translators: %s is the heading of a column of deviations. */
        g_string_append_printf (text, _ (" · %s in standard deviations"),
                                column->deviation->title);
    }
}

char *
tide_watchlist_dup_subtitle (TideCellTable *table)
{
  unsigned int n_all = g_list_model_get_n_items (G_LIST_MODEL (tide_cell_table_get_load (table)));
  unsigned int n_shown = g_list_model_get_n_items (tide_cell_table_get_rows (table));
  GString     *text = g_string_new (NULL);

  if (n_shown < n_all)
    /* Translators: how many rows the filter leaves, and how many there are. */
    g_string_append_printf (text, _ ("%u of %u instruments"), n_shown, n_all);
  else
    g_string_append_printf (text, ngettext ("%u instrument", "%u instruments", n_all), n_all);
  append_units (text, table);
  return g_string_free (text, FALSE);
}

/* The line at the foot: where it is from and up to when. */
char *
tide_watchlist_dup_source (TideCellTable *table,
                           bool           sample)
{
  return tide_source_text_dup_line (tide_list_load_get_origin (tide_cell_table_get_load (table)),
                                    get_newest (table), sample);
}

/* (nullable): one line on sources, age and gaps; NULL while there is nothing
 * to tell. */
char *
tide_watchlist_dup_status (TideCellTable *table)
{
  Tally            tally = tally_rows (table);
  g_autofree char *day = NULL;
  g_autofree char *sources = NULL;
  GString         *text;

  if (tally.newest == TIDE_DAY_NONE)
    return NULL;

  sources =
    tide_source_text_dup_names (tide_list_load_get_origin (tide_cell_table_get_load (table)));
  text = g_string_new (NULL);
  if (sources != NULL)
    /* Translators: %s is where numbers come from. */
    g_string_append_printf (text, _ ("Source: %s · "), sources);
  /* Translators: how many of the list's instruments have recent data. */
  g_string_append_printf (text, _ ("%u of %u current"), tally.n_current, tally.n_rows);
  day = tide_day_dup_text (tally.oldest);
  /* Translators: %s is the earliest last session in the list. */
  g_string_append_printf (text, _ (" · oldest %s"), day);
  if (tally.n_gaps > 0)
    g_string_append_printf (text, ngettext (" · %u gap", " · %u gaps", tally.n_gaps),
                            tally.n_gaps);
  if (tally.n_failed > 0)
    g_string_append_printf (text,
                            ngettext (" · %u formula failed", " · %u formulas failed",
                                      tally.n_failed),
                            tally.n_failed);

  return g_string_free (text, FALSE);
}
