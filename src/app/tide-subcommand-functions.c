// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-subcommand-functions"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tide-subcommands.h"
#include "formula/tide-formula.h"

static const TideOption options[] = {
  { "format", "text|man", N_ ("how to print the answer; man is a manual page") },
  { NULL },
};

/* A row under another heading than the one before it. */
static bool
begins_group (const TideFunctionHelp *rows,
              size_t                  i)
{
  return i == 0 || strcmp (rows[i].group, rows[i - 1].group) != 0;
}

static bool
has_group_before (const TideFunctionHelp *rows,
                  size_t                  i)
{
  for (size_t j = 0; j < i; j++)
    if (strcmp (rows[j].group, rows[i].group) == 0)
      return true;
  return false;
}

typedef void (*PrintRow) (const TideFunctionHelp *row);
typedef void (*PrintGroup) (const char *group);

/* Group by group, also where parts of one stand apart in the table. */
static void
print_groups (PrintGroup print_group,
              PrintRow   print_row)
{
  size_t                  n;
  const TideFunctionHelp *rows = tide_formula_list_functions (&n);

  for (size_t i = 0; i < n; i++)
    {
      if (!begins_group (rows, i) || has_group_before (rows, i))
        continue;
      print_group (rows[i].group);
      for (size_t j = i; j < n; j++)
        if (strcmp (rows[j].group, rows[i].group) == 0)
          print_row (&rows[j]);
    }
}

static void
print_group_text (const char *group)
{
  g_print ("\n%s\n", group);
}

static void
print_row_text (const TideFunctionHelp *row)
{
  g_print ("  %-20s  %s\n", row->name, row->meaning);
}

static void
print_fact (const char *title,
            const char *text)
{
  if (text != NULL)
    g_print ("  %-12s  %s\n", title, text);
}

static void
print_one (const TideFunctionHelp *row)
{
  const TideExample *examples = tide_formula_get_examples (row->name);

  g_print ("%s\n\n", row->signature);
  print_fact (_ ("Meaning"), row->meaning);
  print_fact (_ ("Formula"), row->formula);
  print_fact (_ ("Source"), row->origin);
  print_fact (_ ("Also called"), row->aliases);
  print_fact (_ ("Group"), row->group);
  for (size_t i = 0; examples != NULL && i < TIDE_FUNCTION_EXAMPLES; i++)
    g_print ("\n  %s\n      %s\n", examples[i].formula, examples[i].answers);
}

/* Text of a manual page: what begins a request or an escape is made plain. */
static char *
dup_roff (const char *text)
{
  GString *out = g_string_new (NULL);

  if (*text == '.' || *text == '\'')
    g_string_append (out, "\\&");
  for (; *text != '\0'; text++)
    if (*text == '\\')
      g_string_append (out, "\\e");
    else if (*text == '-')
      g_string_append (out, "\\-");
    else
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

static void
print_roff (const char *before,
            const char *text)
{
  g_autofree char *plain = dup_roff (text);

  g_print ("%s%s\n", before, plain);
}

static void
print_group_man (const char *group)
{
  print_roff (".SH ", group);
}

static void
print_row_man (const TideFunctionHelp *row)
{
  const TideExample *examples = tide_formula_get_examples (row->name);

  g_print (".TP\n");
  print_roff ("\\fB", row->signature);
  print_roff ("\\fR", row->meaning);
  g_print (".br\n");
  print_roff ("Formula: ", row->formula);
  if (row->origin != NULL)
    {
      g_print (".br\n");
      print_roff ("Source: ", row->origin);
    }
  if (row->aliases != NULL)
    {
      g_print (".br\n");
      print_roff ("Also called: ", row->aliases);
    }
  for (size_t i = 0; examples != NULL && i < TIDE_FUNCTION_EXAMPLES; i++)
    {
      g_print (".br\n");
      print_roff ("Example: ", examples[i].formula);
      g_print (".br\n");
      print_roff ("\\ \\ ", examples[i].answers);
    }
}

/* The page is written in English, as all manual pages here are. */
static void
print_man (void)
{
  g_print (".\\\" SPDX-FileCopyrightText: The Tidemark authors\n"
           ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
           ".TH TIDEMARK\\-FUNCTIONS 7 \"\" \"Tidemark\" \"Functions of formulas\"\n"
           ".SH NAME\n"
           "tidemark\\-functions \\- the functions of Tidemark's formulas\n"
           ".SH DESCRIPTION\n"
           "P is a period: 5D observations, 1W 3M 2Q 5Y of the calendar, YTD QTD MTD, or MAX.\n"
           "x is a series such as close(\"9988.HK\").\n"
           "In a list, close alone means that of the row's instrument.\n");
  print_groups (print_group_man, print_row_man);
  g_print (".SH SEE ALSO\n\\fBtidemark\\fR(1)\n");
}

static int
print_named (const char *name)
{
  const TideFunctionHelp *found = tide_formula_find_function (name);
  const TideFunctionHelp *rows;
  const char             *nearest;
  size_t                  n;
  bool                    first = true;

  if (found == NULL)
    {
      nearest = tide_formula_find_nearest_function (name);
      if (nearest != NULL)
        tide_command_line_say (_ ("No function is called “%s”; the nearest is “%s”."), name,
                               nearest);
      else
        tide_command_line_say (_ ("No function is called “%s”; “tidemark functions” lists them."),
                               name);
      return TIDE_EXIT_FAILED;
    }

  rows = tide_formula_list_functions (&n);
  for (size_t i = 0; i < n; i++)
    if (strcmp (rows[i].name, found->name) == 0)
      {
        if (!first)
          g_print ("\n");
        print_one (&rows[i]);
        first = false;
      }
  return TIDE_EXIT_DONE;
}

static int
run_functions (TideCommandLine *line)
{
  char      **words = tide_command_line_get_words (line);
  const char *format = tide_command_line_get (line, "format");
  bool        is_man = format != NULL && strcmp (format, "man") == 0;

  if (words[0] != NULL && (words[1] != NULL || is_man))
    return tide_command_line_fail_usage (line, _ ("Give one name, or none for all functions."));
  if (format != NULL && !is_man && strcmp (format, "text") != 0)
    return tide_command_line_fail_usage (line, _ ("A format is text or man."));
  if (words[0] != NULL)
    return print_named (words[0]);

  if (is_man)
    print_man ();
  else
    print_groups (print_group_text, print_row_text);
  return TIDE_EXIT_DONE;
}

const TideSubcommand tide_subcommand_functions = {
  "functions",
  N_ ("[NAME] [--format text|man]"),
  N_ ("Say what functions formulas have, with examples."),
  options,
  run_functions,
};
