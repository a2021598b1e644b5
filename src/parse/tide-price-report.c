// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-report"

#include "config.h"

#include "parse/tide-price-report-private.h"

#include "base/tide-text.h"

#define CITED_CHARACTERS 40

static void
free_problem (gpointer data)
{
  TidePriceProblem *problem = data;

  g_free (problem->column_name);
  g_free (problem->symbol);
  g_free (problem->found);
  g_free (problem->expected);
  g_free (problem);
}

TidePriceCsvReport *
tide_price_report_new (void)
{
  TidePriceCsvReport *self = g_new0 (TidePriceCsvReport, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->rejected = g_ptr_array_new_with_free_func (free_problem);
  self->flagged = g_ptr_array_new_with_free_func (free_problem);

  return self;
}

void
tide_price_report_free (TidePriceCsvReport *self)
{
  g_free (self->shape);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->rejected);
  g_ptr_array_unref (self->flagged);
  g_free (self);
}

void
tide_price_report_note (TidePriceCsvReport *self,
                        const char         *format,
                        ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
keep_problem (GPtrArray            *problems,
              TidePriceProblemKind  kind,
              const TidePricePlace *place,
              char                 *found_take,
              const char           *expected)
{
  TidePriceProblem *problem = g_new0 (TidePriceProblem, 1);

  problem->kind = kind;
  problem->line = place->line;
  problem->column = place->column;
  problem->column_name = g_strdup (place->column_name);
  problem->symbol = g_strdup (place->symbol);
  problem->day = place->day;
  problem->found = found_take;
  problem->expected = g_strdup (expected);

  g_ptr_array_add (problems, problem);
}

void
tide_price_report_reject (TidePriceCsvReport   *self,
                          TidePriceProblemKind  kind,
                          const TidePricePlace *place,
                          const TideCsvField   *found,
                          const char           *expected)
{
  g_autofree char *cited = NULL;

  self->n_rejected++;
  if (self->rejected->len == TIDE_PRICE_CSV_KEPT_PROBLEMS)
    return;

  cited = tide_text_quote (found->text, found->length, CITED_CHARACTERS);
  keep_problem (self->rejected, kind, place,
                found->length > 0 ? g_strdup_printf ("“%s”", cited) : g_strdup ("nothing"),
                expected);
}

void
tide_price_report_flag (TidePriceCsvReport   *self,
                        TidePriceProblemKind  kind,
                        const TidePricePlace *place,
                        char                 *found_take,
                        const char           *expected)
{
  if (self->flagged->len == TIDE_PRICE_CSV_KEPT_PROBLEMS)
    g_free (found_take);
  else
    keep_problem (self->flagged, kind, place, found_take, expected);
}

/**
 * tide_price_problem_to_string:
 * @problem: a problem of a report
 *
 * Puts a problem into a sentence: line, column, what was found and what was
 * expected. The name of the file is the caller's to put before it.
 *
 * Returns: (transfer full): the sentence, in English
 */
char *
tide_price_problem_to_string (const TidePriceProblem *problem)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  text = g_string_new (NULL);
  g_string_append_printf (text, "line %" G_GUINT64_FORMAT, problem->line);
  if (problem->column > 0)
    g_string_append_printf (text, ", column %zu", problem->column);
  if (problem->column_name != NULL)
    g_string_append_printf (text, " (%s)", problem->column_name);
  if (problem->symbol != NULL)
    g_string_append_printf (text, ", %s", problem->symbol);
  if (problem->day != TIDE_DAY_NONE)
    {
      char day[TIDE_DAY_TEXT_SIZE];

      g_string_append_printf (text, ", %s", tide_day_format (problem->day, day));
    }
  g_string_append_printf (text, ": found %s, expected %s", problem->found, problem->expected);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
