// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-sources"

#include "config.h"

#include <glib/gi18n.h>

#include "app/tide-subcommands.h"
#include "app/tide-table-text.h"

static void
add_day (TideTableText *table,
         TideDay        day)
{
  char text[TIDE_DAY_TEXT_SIZE];

  tide_table_text_add_cell (table, day != TIDE_DAY_NONE ? tide_day_format (day, text) : "");
}

static void
add_instant (TideTableText *table,
             TideInstant    instant)
{
  char        text[TIDE_INSTANT_TEXT_SIZE];
  const char *cell = "";

  if (instant != TIDE_INSTANT_NONE)
    cell = tide_instant_format (instant, text);
  tide_table_text_add_cell (table, cell);
}

/* The words of TideProviderStatus.provider_class. */
G_GNUC_UNUSED static const char *const classes[] = {
  /* Translators: the publisher's own service. */
  N_ ("official"),
  /* Translators: a documented service with a key or a contract. */
  N_ ("licensed"),
  /* Translators: no published interface or licence. */
  N_ ("unofficial"),
};

static void
print_providers (TideDesk *desk)
{
  g_autoptr (GPtrArray)     providers = tide_desk_dup_providers (desk);
  g_autoptr (TideTableText) table = tide_table_text_new ();

  tide_table_text_add_column (table, _ ("Source"), false);
  tide_table_text_add_column (table, _ ("Name"), false);
  tide_table_text_add_column (table, _ ("Class"), false);
  tide_table_text_add_column (table, _ ("Agreed"), false);
  tide_table_text_add_column (table, _ ("Last asked"), false);
  tide_table_text_add_column (table, _ ("Last error"), false);
  for (unsigned int i = 0; i < providers->len; i++)
    {
      const TideProviderStatus *provider = g_ptr_array_index (providers, i);

      tide_table_text_add_cell (table, provider->id);
      tide_table_text_add_cell (table, provider->title);
      tide_table_text_add_cell (table, _ (provider->provider_class));
      tide_table_text_add_cell (table, provider->official || provider->agreed ? _ ("yes")
                                                                              : _ ("no"));
      add_instant (table, provider->last_at);
      tide_table_text_add_cell (table, provider->last_error);
    }
  tide_table_text_print (table);
}

static void
add_series (TideTableText          *table,
            const TideSeriesStatus *status)
{
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, status->count);
  g_autofree char *revisions = g_strdup_printf ("%" G_GINT64_FORMAT, status->n_revisions);

  tide_table_text_add_cell (table, status->symbol);
  tide_table_text_add_cell (table, status->source);
  tide_table_text_add_cell (table, status->primary ? "*" : "");
  tide_table_text_add_cell (table, tide_frequency_to_string (status->frequency));
  tide_table_text_add_cell (table, tide_basis_to_string (status->basis));
  add_day (table, status->first_day);
  add_day (table, status->last_day);
  tide_table_text_add_cell (table, count);
  tide_table_text_add_cell (table, revisions);
  add_instant (table, status->learned);
  tide_table_text_add_cell (table, status->fields);
}

static bool
print_series (TideDesk *desk)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (GPtrArray)     series = tide_desk_list_series (desk, NULL, &error);
  g_autoptr (TideTableText) table = tide_table_text_new ();

  if (series == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return false;
    }

  tide_table_text_add_column (table, _ ("Symbol"), false);
  tide_table_text_add_column (table, _ ("Source"), false);
  /* Translators: heading of the mark at the series that formulas read. */
  tide_table_text_add_column (table, _ ("Read"), false);
  tide_table_text_add_column (table, _ ("Frequency"), false);
  tide_table_text_add_column (table, _ ("Basis"), false);
  tide_table_text_add_column (table, _ ("First"), false);
  tide_table_text_add_column (table, _ ("Last"), false);
  tide_table_text_add_column (table, _ ("Rows"), true);
  tide_table_text_add_column (table, _ ("Revised"), true);
  tide_table_text_add_column (table, _ ("Learned"), false);
  tide_table_text_add_column (table, _ ("Fields"), false);
  for (unsigned int i = 0; i < series->len; i++)
    add_series (table, g_ptr_array_index (series, i));
  tide_table_text_print (table);
  return true;
}

static int
run_sources (TideCommandLine *line)
{
  char               **words = tide_command_line_get_words (line);
  bool                 prefer = words[0] != NULL && g_str_equal (words[0], "prefer");
  g_autoptr (TideDesk) desk = NULL;
  g_autoptr (GError)   error = NULL;
  bool                 done;

  if (words[0] != NULL && (!prefer || g_strv_length (words) != 3))
    return tide_command_line_fail_usage (line, _ ("Only “prefer SYMBOL NAME” can follow."));
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  if (prefer)
    {
      done = tide_desk_prefer_source (desk, words[1], words[2], &error);
      if (!done)
        tide_command_line_say ("%s", error->message);
    }
  else
    {
      print_providers (desk);
      g_print ("\n");
      done = print_series (desk);
    }
  tide_desk_close (desk);
  return done ? TIDE_EXIT_DONE : TIDE_EXIT_FAILED;
}

const TideSubcommand tide_subcommand_sources = {
  "sources",
  N_ ("[prefer SYMBOL NAME]"),
  N_ ("Show where data come from, or choose the source that formulas read."),
  NULL,
  run_sources,
};
