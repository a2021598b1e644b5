// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-inputs"

#include "config.h"

#include "tide-evaluator-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Notes that rows of a stored series were used. When there are too many notes
 * the last one of that series is widened: the result then names more rows than
 * it rests on, never fewer. */
void
tide_inputs_add (TideEvaluator *evaluator,
                 TideView      *view,
                 size_t         first,
                 size_t         last)
{
  for (size_t i = evaluator->n_uses; i-- > 0;)
    {
      TideUse *use = &evaluator->uses[i];

      if (use->view != view)
        continue;
      if (use->first <= first && last <= use->last)
        return;
      if (evaluator->n_uses == TIDE_EVALUATOR_MAX_USES)
        {
          use->first = MIN (use->first, first);
          use->last = MAX (use->last, last);
          return;
        }
    }

  if (evaluator->n_uses < TIDE_EVALUATOR_MAX_USES)
    evaluator->uses[evaluator->n_uses++] = (TideUse){ view, first, last };
}

static int
compare_uses_cb (const void *a,
                 const void *b)
{
  const TideUse *one = a;
  const TideUse *other = b;

  return (one->first > other->first) - (one->first < other->first);
}

/* Two readings of one series may be two objects. */
bool
tide_inputs_are_of_one_series (const TideSeries *a,
                               const TideSeries *b)
{
  const TideSeriesInfo *one = tide_series_get_info (a);
  const TideSeriesInfo *other = tide_series_get_info (b);

  return a == b ||
         (tide_series_get_length (a) == tide_series_get_length (b) &&
          strcmp (one->symbol, other->symbol) == 0 &&
          strcmp (one->field, other->field) == 0 && g_strcmp0 (one->source, other->source) == 0);
}

static void
append_input (GArray        *inputs,
              const TideUse *use)
{
  TideInput input = { .series = use->view->series,
                      .first_row = use->first,
                      .last_row = use->last };

  for (size_t row = use->first; row <= use->last; row++)
    input.count += !isnan (use->view->values[row]);
  input.single = use->first == use->last;
  g_array_append_val (inputs, input);
}

/* A change rests on two rows and not on what lies between: they make one
 * input. */
static void
join_pair (GArray *inputs,
           guint   begin)
{
  TideInput *one;
  TideInput *other;

  if (inputs->len != begin + 2)
    return;

  one = &g_array_index (inputs, TideInput, begin);
  other = &g_array_index (inputs, TideInput, begin + 1);
  if (!one->single || !other->single)
    return;

  one->last_row = other->last_row;
  one->count += other->count;
  g_array_set_size (inputs, begin + 1);
}

/* Joins the rows of one series that overlap or touch. */
static void
append_series (GArray  *inputs,
               TideUse *uses,
               size_t   n)
{
  guint begin = inputs->len;

  qsort (uses, n, sizeof *uses, compare_uses_cb);
  for (size_t i = 0; i < n; i++)
    {
      TideUse use = uses[i];

      while (i + 1 < n && uses[i + 1].first <= use.last + (use.first < use.last ? 1 : 0))
        {
          i++;
          use.last = MAX (use.last, uses[i].last);
        }
      append_input (inputs, &use);
    }
  join_pair (inputs, begin);
}

/* Gathers the rows used, series by series in the order of their first use; with
 * a @leaf only those of that node of the trace. The series are unowned. */
GArray *
tide_inputs_collect (TideEvaluator *evaluator,
                     TideTrace     *leaf,
                     TideDay       *out_last_day)
{
  GArray *inputs = g_array_new (FALSE, FALSE, sizeof (TideInput));
  bool    done[TIDE_EVALUATOR_MAX_USES] = { false };

  *out_last_day = TIDE_DAY_NONE;
  for (size_t i = 0; i < evaluator->n_uses; i++)
    {
      const TideUse *first = &evaluator->uses[i];
      TideUse        uses[TIDE_EVALUATOR_MAX_USES];
      size_t         n = 0;

      for (size_t j = i; j < evaluator->n_uses; j++)
        {
          const TideUse *use = &evaluator->uses[j];

          if (done[j] || (leaf != NULL && use->view->leaf != leaf) ||
              !tide_inputs_are_of_one_series (use->view->series, first->view->series))
            continue;
          done[j] = true;
          uses[n++] = *use;
          *out_last_day = MAX (*out_last_day, use->view->days[use->last]);
        }
      if (n > 0)
        append_series (inputs, uses, n);
    }
  return inputs;
}

/* Says which observations a leaf stands for. */
static char *
describe_rows (const TideInput *input)
{
  const TideDay   *days = tide_series_get_days (input->series);
  const double    *values = tide_series_get_values (input->series);
  TideUnit         unit = tide_series_get_info (input->series)->unit;
  double           last = values[input->last_row];
  char             first_day[TIDE_DAY_TEXT_SIZE];
  char             last_day[TIDE_DAY_TEXT_SIZE];
  g_autofree char *last_text =
    tide_unit_format (unit, last, tide_unit_get_decimals (unit, last), TIDE_NUMBER_MACHINE);
  g_autofree char *first_text = NULL;

  tide_day_format (days[input->first_row], first_day);
  tide_day_format (days[input->last_row], last_day);
  if (input->first_row == input->last_row)
    return g_strdup_printf ("%s on %s", last_text, last_day);
  if (!input->single)
    return g_strdup_printf ("%zu observations, %s to %s, the last %s", input->count, first_day,
                            last_day, last_text);

  first_text = tide_unit_format (unit, values[input->first_row],
                                 tide_unit_get_decimals (unit, values[input->first_row]),
                                 TIDE_NUMBER_MACHINE);
  return g_strdup_printf ("%s on %s; %s on %s", first_text, first_day, last_text, last_day);
}

/* What is known of the column goes before what was noted on the way. */
static void
note_facts (TideTrace       *node,
            const TideFacts *facts)
{
  g_autofree char *text = tide_facts_dup_text (facts);
  g_autofree char *before = node->note;

  if (text != NULL)
    node->note = before != NULL ? g_strdup_printf ("%s; %s", text, before)
                                : g_steal_pointer (&text);
  else
    node->note = g_steal_pointer (&before);
}

static void
set_input (TideTrace       *node,
           const TideInput *input)
{
  note_facts (node, &tide_series_get_info (input->series)->facts);
  node->input = g_memdup2 (input, sizeof *input);
  tide_series_ref (node->input->series);
  g_free (node->text);
  node->text = describe_rows (input);
}

/* Gives a leaf of the trace its rows; where they are in several places each
 * gets a child. */
void
tide_trace_set_inputs (TideTrace *leaf,
                       GArray    *inputs)
{
  if (inputs->len == 1)
    {
      set_input (leaf, &g_array_index (inputs, TideInput, 0));
      return;
    }

  leaf->children = g_ptr_array_new ();
  for (guint i = 0; i < inputs->len; i++)
    {
      TideTrace *child = g_new0 (TideTrace, 1);

      child->formula = g_strdup (leaf->formula);
      set_input (child, &g_array_index (inputs, TideInput, i));
      g_ptr_array_add (leaf->children, child);
    }
}
