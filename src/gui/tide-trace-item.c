// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-trace-item"

#include "config.h"

#include "gui/tide-trace-item.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-moment-text.h"
#include "model/tide-citation.h"

/* The longest value that has room beside its formula; characters. */
#define VALUE_LENGTH_LIMIT 18

struct _TideTraceItem
{
  GObject parent_instance;

  TideResult      *result; /* (owned): keeps the nodes alive */
  const TideTrace *node;   /* (unowned) (nullable): NULL for an observation */
  char            *label;
  char            *value;
  char            *note;
};

G_DEFINE_FINAL_TYPE (TideTraceItem, tide_trace_item, G_TYPE_OBJECT)

static void
tide_trace_item_finalize (GObject *object)
{
  TideTraceItem *self = TIDE_TRACE_ITEM (object);

  g_clear_pointer (&self->result, tide_result_unref);
  g_free (self->label);
  g_free (self->value);
  g_free (self->note);

  G_OBJECT_CLASS (tide_trace_item_parent_class)->finalize (object);
}

static void
tide_trace_item_class_init (TideTraceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tide_trace_item_finalize;
}

static void
tide_trace_item_init (TideTraceItem *self)
{
}

static char *
describe_input (const TideInput *input)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideDay        *days = tide_series_get_days (input->series);
  g_autofree char      *first = tide_day_dup_text (days[input->first_row]);
  g_autofree char      *last = tide_day_dup_text (days[input->last_row]);
  g_autofree char      *range = NULL;

  if (input->first_row == input->last_row)
    range = g_strdup (first);
  else if (input->single)
    /* Translators: the two days between which a change is taken. */
    range = g_strdup_printf (_ ("%s and %s"), first, last);
  else
    /* Translators: first and last day, and how many observations. */
    range = g_strdup_printf (_ ("%s to %s, n = %zu"), first, last, input->count);

  if (info->source == NULL)
    return g_steal_pointer (&range);
  return g_strdup_printf ("%s · %s", range, info->source);
}

static char *
join_notes (const char *first,
            const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);

  return g_strdup_printf ("%s · %s", first, second);
}

/* A value that is a sentence stands below the formula, not beside it. */
static TideTraceItem *
new_node_item (TideResult      *result,
               const TideTrace *node,
               const char      *text)
{
  TideTraceItem   *self = g_object_new (TIDE_TYPE_TRACE_ITEM, NULL);
  bool             sentence = g_utf8_strlen (text, -1) > VALUE_LENGTH_LIMIT;
  g_autofree char *input = NULL;

  if (node->input != NULL && node->input->count > 0)
    input = sentence ? g_strdup (text) : describe_input (node->input);
  else if (sentence)
    input = g_strdup (text);
  self->result = tide_result_ref (result);
  self->node = node;
  self->label = g_strdup (node->formula);
  self->value = g_strdup (sentence ? "" : text);
  self->note = join_notes (node->note, input);
  return self;
}

/* Below a cited figure stands where it was read, and in which words. */
static char *
describe_citation (const TideCitation *citation)
{
  if (*citation->wording == '\0')
    return g_strdup (citation->publication);

  /* Translators: a publication, and the words a figure was read in there. */
  return g_strdup_printf (_ ("%s: “%s”"), citation->publication, citation->wording);
}

static TideTraceItem *
new_observation_item (TideResult      *result,
                      const TideInput *input,
                      size_t           row)
{
  TideTraceItem        *self = g_object_new (TIDE_TYPE_TRACE_ITEM, NULL);
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideOrigin     *origin = tide_series_get_origin (input->series, row);
  const TideCitation   *citation = tide_series_get_citation (input->series, row);
  double                value = tide_series_get_values (input->series)[row];

  self->result = tide_result_ref (result);
  self->label = tide_day_dup_text (tide_series_get_days (input->series)[row]);
  if (isnan (value))
    self->value = g_strdup_printf ("– %s", info->gap_reason != NULL ? info->gap_reason : "");
  else
    self->value = tide_unit_format (info->unit, value, -1, TIDE_NUMBER_SCREEN);
  if (origin != NULL && origin->learned != TIDE_INSTANT_NONE)
    {
      char learned[TIDE_INSTANT_TEXT_SIZE];

      /* Translators: source of an observation, and when it arrived here. */
      self->note = g_strdup_printf (_ ("%s, learned %s"),
                                    info->source != NULL ? info->source : "",
                                    tide_instant_format (origin->learned, learned));
    }
  if (citation != NULL)
    {
      g_autofree char *learned = g_steal_pointer (&self->note);
      g_autofree char *cited = describe_citation (citation);

      self->note = join_notes (cited, learned);
    }
  return self;
}

static void
append_observations (GListStore      *store,
                     TideResult      *result,
                     const TideInput *input)
{
  for (size_t row = input->first_row; row <= input->last_row; row++)
    {
      g_autoptr (TideTraceItem) item = NULL;

      if (input->single && row != input->first_row && row != input->last_row)
        continue;
      item = new_observation_item (result, input, row);
      g_list_store_append (store, item);
    }
}

/* The children of a line; NULL when there is nothing below it. */
GListModel *
tide_trace_item_create_children (TideTraceItem *self)
{
  const TideTrace       *node;
  g_autoptr (GListStore) store = NULL;

  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), NULL);

  node = self->node;
  if (node == NULL || (node->children == NULL && (node->input == NULL || node->input->count == 0)))
    return NULL;

  store = g_list_store_new (TIDE_TYPE_TRACE_ITEM);
  for (unsigned int i = 0; node->children != NULL && i < node->children->len; i++)
    {
      const TideTrace          *child = g_ptr_array_index (node->children, i);
      g_autoptr (TideTraceItem) item = new_node_item (self->result, child, child->text);

      g_list_store_append (store, item);
    }
  if (node->input != NULL && node->input->count > 0)
    append_observations (store, self->result, node->input);
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* The number itself as its column prints it; a plain one as the trace has it. */
static char *
dup_root_text (TideResult *result, const TideFocus *focus)
{
  return tide_focus_has_own_style (focus)
           ? tide_focus_print (focus, result, TIDE_NUMBER_SCREEN)
           : g_strdup (tide_result_get_trace (result)->text);
}

GListModel *
tide_trace_item_new_root (TideResult *result, const TideFocus *focus)
{
  GListStore      *store = g_list_store_new (TIDE_TYPE_TRACE_ITEM);
  const TideTrace *trace = tide_result_get_trace (result);

  if (trace != NULL)
    {
      g_autofree char          *text = dup_root_text (result, focus);
      g_autoptr (TideTraceItem) item = new_node_item (result, trace, text);

      g_list_store_append (store, item);
    }

  return G_LIST_MODEL (store);
}

const char *
tide_trace_item_get_label (TideTraceItem *self)
{
  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), NULL);

  return self->label;
}

const char *
tide_trace_item_get_value (TideTraceItem *self)
{
  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), NULL);

  return self->value;
}

const char *
tide_trace_item_get_note (TideTraceItem *self)
{
  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), NULL);

  return self->note;
}

bool
tide_trace_item_is_observation (TideTraceItem *self)
{
  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), false);

  return self->node == NULL;
}

/* How many observations stand right below a line. */
size_t
tide_trace_item_count_observations (TideTraceItem *self)
{
  g_return_val_if_fail (TIDE_IS_TRACE_ITEM (self), 0);

  if (self->node == NULL || self->node->input == NULL)
    return 0;

  return self->node->input->count;
}

static void
append_lines (GString         *text,
              const TideTrace *node,
              const char      *value,
              int              depth)
{
  g_string_append_printf (text, "%*s%s = %s", 2 * depth, "", node->formula, value);
  if (node->note != NULL)
    g_string_append_printf (text, " (%s)", node->note);
  if (node->input != NULL && node->input->count > 0)
    {
      g_autofree char *input = describe_input (node->input);

      g_string_append_printf (text, " [%s]", input);
    }
  g_string_append_c (text, '\n');
  for (unsigned int i = 0; node->children != NULL && i < node->children->len; i++)
    {
      const TideTrace *child = g_ptr_array_index (node->children, i);

      append_lines (text, child, child->text, depth + 1);
    }
}

/* The calculation as indented lines, for the clipboard. Depth is bounded by the
 * depth of a formula. */
char *
tide_trace_dup_text (TideResult *result, const TideFocus *focus)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *value = NULL;

  if (tide_result_get_trace (result) != NULL)
    {
      value = dup_root_text (result, focus);
      append_lines (text, tide_result_get_trace (result), value, 0);
    }
  return g_string_free (text, FALSE);
}
