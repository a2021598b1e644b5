// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-command-line"

#include "config.h"

#include "app/tide-command-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tide-text.h"

struct _TideCommandLine
{
  const TideSubcommand *subcommand; /* (nullable): NULL opens the window */
  GHashTable           *options;    /* (owned): name to value */
  GPtrArray            *words;      /* (owned): NULL-terminated when parsed */
};

/* They stand before or after the subcommand. */
static const TideOption global_options[] = {
  { "data-dir", "DIR", N_ ("keep and read data in DIR") },
  { "sample", NULL, N_ ("use the sample workspace, which is not market data") },
  { "help", NULL, N_ ("say how it is used") },
  { "version", NULL, N_ ("print the version") },
  { NULL },
};

/* Longest list of candidates for a near miss. */
#define CANDIDATES_LIMIT 64

/* Says one sentence on standard error. */
void
tide_command_line_say (const char *format,
                       ...)
{
  g_autofree char *sentence = NULL;
  va_list          arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("tidemark: %s\n", sentence);
}

static void
print_options (const TideOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *left = options->value != NULL
                                ? g_strdup_printf ("--%s %s", options->name, options->value)
                                : g_strdup_printf ("--%s", options->name);

      g_print ("  %-24s %s\n", left, _ (options->text));
    }
}

static void
print_help (const TideSubcommand        *subcommand,
            const TideSubcommand *const *subcommands)
{
  if (subcommand != NULL)
    {
      g_print (_ ("Usage: tidemark %s %s\n\n%s\n\n"), subcommand->name, _ (subcommand->usage),
               _ (subcommand->text));
      if (subcommand->options != NULL)
        {
          g_print (_ ("Options:\n"));
          print_options (subcommand->options);
          g_print ("\n");
        }
    }
  else
    {
      g_print (_ ("Usage: tidemark [OPTION…] [COMMAND …]\n\n"
                  "Without a command the window opens.\n\nCommands:\n"));
      for (size_t i = 0; subcommands[i] != NULL; i++)
        g_print ("  %-24s %s\n", subcommands[i]->name, _ (subcommands[i]->text));
      g_print ("\n");
    }

  g_print (_ ("Options of every command:\n"));
  print_options (global_options);
}

static const TideOption *
find_option (const TideOption *options,
             const char       *name,
             size_t            length)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      if (strlen (options->name) == length && strncmp (options->name, name, length) == 0)
        return options;
    }

  return NULL;
}

static size_t
collect_names (const TideOption *options,
               const char      **names,
               size_t            n_names)
{
  for (; options != NULL && options->name != NULL && n_names < CANDIDATES_LIMIT; options++)
    names[n_names++] = options->name;

  return n_names;
}

static void
say_unknown_option (const TideSubcommand *subcommand,
                    const char           *word)
{
  const char *names[CANDIDATES_LIMIT];
  size_t      n_names = collect_names (global_options, names, 0);
  const char *nearest;

  if (subcommand != NULL)
    n_names = collect_names (subcommand->options, names, n_names);
  nearest = tide_text_find_nearest (word + 2, names, n_names);
  if (nearest != NULL)
    tide_command_line_say (_ ("There is no option “%s”. Did you mean --%s?"), word, nearest);
  else
    tide_command_line_say (_ ("There is no option “%s”. Try “tidemark --help”."), word);
}

static void
say_unknown_subcommand (const TideSubcommand *const *subcommands,
                        const char                  *word)
{
  const char *names[CANDIDATES_LIMIT];
  size_t      n_names = 0;
  const char *nearest;

  for (; n_names < CANDIDATES_LIMIT && subcommands[n_names] != NULL; n_names++)
    names[n_names] = subcommands[n_names]->name;
  nearest = tide_text_find_nearest (word, names, n_names);
  if (nearest != NULL)
    tide_command_line_say (_ ("There is no command “%s”. Did you mean “%s”?"), word, nearest);
  else
    tide_command_line_say (_ ("There is no command “%s”. Try “tidemark --help”."), word);
}

/* Takes `--name`, `--name=value` or `--name value` at *@inout_argument. */
static bool
take_option (TideCommandLine *self,
             char          ***inout_argument)
{
  char             *word = **inout_argument;
  const char       *name = word + 2;
  const char       *equals = strchr (name, '=');
  size_t            length = equals != NULL ? (size_t) (equals - name) : strlen (name);
  const TideOption *option = find_option (global_options, name, length);

  if (option == NULL && self->subcommand != NULL)
    option = find_option (self->subcommand->options, name, length);
  if (option == NULL)
    {
      say_unknown_option (self->subcommand, word);
      return false;
    }

  if (option->value == NULL && equals != NULL)
    {
      tide_command_line_say (_ ("The option --%s takes no value."), option->name);
      return false;
    }
  if (option->value != NULL && equals == NULL)
    {
      if ((*inout_argument)[1] == NULL)
        {
          tide_command_line_say (_ ("The option --%s needs a value: %s."), option->name,
                                 option->value);
          return false;
        }
      (*inout_argument)++;
      g_hash_table_insert (self->options, g_strdup (option->name), g_strdup (**inout_argument));
      return true;
    }

  g_hash_table_insert (self->options, g_strdup (option->name),
                       g_strdup (equals != NULL ? equals + 1 : ""));
  return true;
}

static const TideSubcommand *
find_subcommand (const TideSubcommand *const *subcommands,
                 const char                  *word)
{
  for (size_t i = 0; subcommands[i] != NULL; i++)
    {
      if (g_str_equal (subcommands[i]->name, word))
        return subcommands[i];
    }

  return NULL;
}

/* Takes a word: the first is the subcommand. */
static bool
take_word (TideCommandLine             *self,
           const TideSubcommand *const *subcommands,
           const char                  *word)
{
  if (self->subcommand != NULL)
    {
      g_ptr_array_add (self->words, g_strdup (word));
      return true;
    }

  if ((self->subcommand = find_subcommand (subcommands, word)) != NULL)
    return true;
  say_unknown_subcommand (subcommands, word);
  return false;
}

static bool
take_all (TideCommandLine             *self,
          char                       **arguments,
          const TideSubcommand *const *subcommands)
{
  bool options_ended = false;

  for (; *arguments != NULL; arguments++)
    {
      if (!options_ended && g_str_equal (*arguments, "--"))
        options_ended = true;
      else if (!options_ended && g_str_has_prefix (*arguments, "--"))
        {
          if (!take_option (self, &arguments))
            return false;
        }
      else if (!options_ended && (*arguments)[0] == '-' && g_ascii_isalpha ((*arguments)[1]) &&
               (*arguments)[2] == '\0')
        {
          say_unknown_option (self->subcommand, *arguments);
          return false;
        }
      else if (!take_word (self, subcommands, *arguments))
        return false;
    }

  g_ptr_array_add (self->words, NULL);
  return true;
}

/* Parses what follows the program's name. Returns NULL, with the exit status,
 * when there is nothing left to do: help or the version was asked for, or
 * something was not understood. */
TideCommandLine *
tide_command_line_parse (char                       **arguments,
                         const TideSubcommand *const *subcommands,
                         int                         *out_status)
{
  g_autoptr (TideCommandLine) self = g_new0 (TideCommandLine, 1);

  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);

  *out_status = TIDE_EXIT_USAGE;
  if (!take_all (self, arguments, subcommands))
    return NULL;

  *out_status = TIDE_EXIT_DONE;
  if (tide_command_line_has (self, "help"))
    {
      print_help (self->subcommand, subcommands);
      return NULL;
    }
  if (tide_command_line_has (self, "version"))
    {
      g_print ("tidemark %s\n", TIDE_VERSION);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
tide_command_line_free (TideCommandLine *self)
{
  g_hash_table_unref (self->options);
  g_ptr_array_unref (self->words);
  g_free (self);
}

const TideSubcommand *
tide_command_line_get_subcommand (TideCommandLine *self)
{
  return self->subcommand;
}

/* The value of an option, NULL when it was not given. */
const char *
tide_command_line_get (TideCommandLine *self,
                       const char      *option)
{
  return g_hash_table_lookup (self->options, option);
}

bool
tide_command_line_has (TideCommandLine *self,
                       const char      *option)
{
  return g_hash_table_contains (self->options, option);
}

/* (array zero-terminated=1) (transfer none): the words after the subcommand. */
char **
tide_command_line_get_words (TideCommandLine *self)
{
  return (char **) self->words->pdata;
}

static TideDeskFlags
get_flags (TideCommandLine *self)
{
  return tide_command_line_has (self, "sample") ? TIDE_DESK_SAMPLE : TIDE_DESK_NORMAL;
}

/* The folder of the databases that the options name. */
char *
tide_command_line_dup_folder (TideCommandLine *self)
{
  return tide_desk_dup_folder (tide_command_line_get (self, "data-dir"), get_flags (self));
}

/* Opens the desk that the options name; says why, and returns NULL, if it
 * cannot be opened. */
TideDesk *
tide_command_line_open_desk (TideCommandLine *self)
{
  g_autoptr (GError) error = NULL;
  TideDesk          *desk;

  desk = tide_desk_open (tide_command_line_get (self, "data-dir"), get_flags (self), &error);
  if (desk == NULL)
    tide_command_line_say ("%s", error->message);
  return desk;
}

/* T is a day, complete in each market, or an instant, by which a session must
 * have ended. No session ends after the end of its day in UTC. */
static bool
read_as_of (const char *text,
            TideMoment *moment)
{
  moment->as_of = tide_day_parse (text, strlen (text));
  if (moment->as_of != TIDE_DAY_NONE)
    return true;

  moment->as_of_instant = tide_instant_parse (text, strlen (text));
  if (moment->as_of_instant == TIDE_INSTANT_NONE)
    {
      tide_command_line_say (_ ("“%s” is not a day for --as-of; write it as 2025-02-14, or "
                                "with time and zone as 2025-02-14T18:00:00+08:00."),
                             text);
      return false;
    }

  moment->as_of = tide_instant_to_day (moment->as_of_instant, NULL);
  return true;
}

/* Reads --as-of and --known-at; says what is wrong with them. */
bool
tide_command_line_get_moment (TideCommandLine *self,
                              TideDesk        *desk,
                              TideMoment      *out_moment)
{
  const char *as_of = tide_command_line_get (self, "as-of");
  const char *known_at = tide_command_line_get (self, "known-at");

  *out_moment = tide_desk_get_default_moment (desk);
  if (as_of != NULL && !read_as_of (as_of, out_moment))
    return false;
  if (known_at != NULL)
    {
      out_moment->known_at = tide_instant_parse (known_at, strlen (known_at));
      if (out_moment->known_at == TIDE_INSTANT_NONE)
        {
          tide_command_line_say (_ ("“%s” is not a moment for --known-at; write it as "
                                    "2025-02-14T18:00:00Z or as a day."),
                                 known_at);
          return false;
        }
    }

  return true;
}

/* Says what is missing and how the command is used. */
int
tide_command_line_fail_usage (TideCommandLine *self,
                              const char      *sentence)
{
  tide_command_line_say ("%s", sentence);
  g_printerr (_ ("Usage: tidemark %s %s\n"), self->subcommand->name,
              _ (self->subcommand->usage));
  return TIDE_EXIT_USAGE;
}
