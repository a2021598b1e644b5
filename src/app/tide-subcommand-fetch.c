// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-fetch"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "app/tide-subcommands.h"

static const TideOption options[] = {
  { "source", "NAME", N_ ("ask this source; naming an unofficial one is agreement for this run") },
  { "since", "DAY", N_ ("first day wanted; what is new otherwise") },
  { "list", "NAME", N_ ("refresh the instruments of a list") },
  { "all", NULL, N_ ("refresh every instrument held here") },
  { NULL },
};

/* A refresh under way. */
typedef struct
{
  GMainLoop       *loop;
  TideFetchReport *report;
  GError          *error;
  bool             terminal; /* progress is shown only to people */
} Fetching;

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetching *fetching = user_data;

  fetching->report = tide_desk_fetch_finish (TIDE_DESK (object), result, &fetching->error);
  g_main_loop_quit (fetching->loop);
}

static void
progress_cb (const char *text,
             double      fraction,
             gpointer    user_data)
{
  const Fetching *fetching = user_data;

  if (fetching->terminal && fraction >= 0.0)
    g_printerr ("\r%3d%% %s\033[K", (int) (100.0 * fraction), text);
}

/* Of what was left out or remarked on, so many lines an instrument. */
#define REMARKS_LIMIT 5

static void
print_remarks (const TideFetchItem *item)
{
  unsigned int n_notes = g_strv_length (item->notes);

  for (unsigned int i = 0; i < MIN (n_notes, REMARKS_LIMIT); i++)
    tide_command_line_say ("%s: %s", item->symbol, item->notes[i]);
  if (n_notes > REMARKS_LIMIT)
    tide_command_line_say (ngettext ("… and %u more remark", "… and %u more remarks",
                                     n_notes - REMARKS_LIMIT),
                           n_notes - REMARKS_LIMIT);
}

static int
print_report (const TideFetchReport *report)
{
  bool refused = false;

  if (report->n_failed == report->items->len)
    {
      for (unsigned int i = 0; i < report->items->len; i++)
        {
          g_autofree char *text = tide_fetch_item_to_text (g_ptr_array_index (report->items, i));

          tide_command_line_say ("%s", text);
        }
      return TIDE_EXIT_FAILED;
    }

  for (unsigned int i = 0; i < report->items->len; i++)
    {
      const TideFetchItem *item = g_ptr_array_index (report->items, i);
      g_autofree char     *text = tide_fetch_item_to_text (item);

      print_remarks (item);
      refused = refused || item->n_refused > 0;
      if (item->error != NULL)
        tide_command_line_say ("%s", text);
      else
        g_print ("%s\n", text);
    }
  return report->n_failed > 0 || refused ? TIDE_EXIT_PARTLY : TIDE_EXIT_DONE;
}

static int
fetch (TideDesk               *desk,
       const TideFetchRequest *request)
{
  g_autoptr (GMainLoop)       loop = g_main_loop_new (NULL, FALSE);
  Fetching                    fetching = { loop, NULL, NULL, isatty (STDERR_FILENO) };
  g_autoptr (TideFetchReport) report = NULL;
  g_autoptr (GError)          error = NULL;

  tide_desk_fetch_async (desk, request, progress_cb, &fetching, NULL, fetched_cb, &fetching);
  g_main_loop_run (loop);
  if (fetching.terminal)
    g_printerr ("\r\033[K");

  report = fetching.report;
  error = fetching.error;
  if (report == NULL)
    {
      tide_command_line_say ("%s", error->message);
      return TIDE_EXIT_FAILED;
    }

  return print_report (report);
}

/* What is to be refreshed: a list's members, the symbols named, or NULL for
 * all. Returns false, having said why, if neither is said or the list is not
 * known. */
static bool
choose_symbols (TideCommandLine *line,
                TideDesk        *desk,
                char          ***out_symbols)
{
  const char        *list = tide_command_line_get (line, "list");
  char             **words = tide_command_line_get_words (line);
  g_autoptr (GError) error = NULL;

  *out_symbols = NULL;
  if (tide_command_line_has (line, "all"))
    return true;
  if (list != NULL)
    {
      *out_symbols = tide_desk_dup_list_members (desk, list, &error);
      if (*out_symbols == NULL)
        tide_command_line_say ("%s", error->message);
      return *out_symbols != NULL;
    }

  *out_symbols = g_strdupv (words);
  return true;
}

static int
run_fetch (TideCommandLine *line)
{
  TideFetchRequest     request = { tide_command_line_get (line, "source"), NULL, TIDE_DAY_NONE };
  const char          *since = tide_command_line_get (line, "since");
  char               **words = tide_command_line_get_words (line);
  g_autoptr (TideDesk) desk = NULL;
  g_auto (GStrv)       symbols = NULL;
  int                  status = TIDE_EXIT_FAILED;

  if (words[0] == NULL && !tide_command_line_has (line, "list") &&
      !tide_command_line_has (line, "all"))
    return tide_command_line_fail_usage (line, _ ("Name symbols, --list NAME or --all."));
  if (since != NULL && (request.since = tide_day_parse (since, strlen (since))) == TIDE_DAY_NONE)
    {
      tide_command_line_say (_ ("“%s” is not a day for --since; write it as 2025-02-14."), since);
      return TIDE_EXIT_FAILED;
    }
  if ((desk = tide_command_line_open_desk (line)) == NULL)
    return TIDE_EXIT_FAILED;

  if (choose_symbols (line, desk, &symbols))
    {
      request.symbols = (const char *const *) symbols;
      status = fetch (desk, &request);
    }
  tide_desk_close (desk);
  return status;
}

const TideSubcommand tide_subcommand_fetch = {
  "fetch",
  N_ ("[--source NAME] [--since DAY] SYMBOL… | --list NAME | --all"),
  N_ ("Bring prices from a source on the network."),
  options,
  run_fetch,
};
