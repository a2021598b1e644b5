// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-formula-field"

#include "config.h"

#include "gui/tide-formula-field.h"

#include <string.h>

#include "formula/tide-completion.h"
#include "gui/tide-moment-text.h"

/* Quiet after the last key before a formula is evaluated; ms. */
#define EVALUATE_DELAY 200

/* Letters before names are offered: one alone fits a third of them. */
#define MIN_LETTERS 2

struct _TideFormulaField
{
  GtkWidget parent_instance;

  GtkWidget  *content;
  GtkEntry   *entry;
  GtkLabel   *help;
  GtkLabel   *outcome;
  GtkPopover *popover;
  GtkListBox *candidates;

  TideViewContext *context;     /* (owned) (nullable): NULL evaluates nothing */
  char            *symbol;      /* (owned) (nullable): whose `close` is meant */
  TideCompletion  *completion;  /* (owned) (nullable): what the popover lists */
  char            *problem;     /* (owned) (nullable) */
  GCancellable    *cancellable; /* (owned) (nullable): of the evaluation under way */
  unsigned int     timeout;     /* to the next one, or 0 */
  unsigned int     completing : 1;
};

G_DEFINE_FINAL_TYPE (TideFormulaField, tide_formula_field, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static size_t
get_cursor (TideFormulaField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return (size_t) (g_utf8_offset_to_pointer (
                     text, gtk_editable_get_position (GTK_EDITABLE (self->entry))) -
                   text);
}

static bool
has_focus (TideFormulaField *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

/* Underlines the character that an error is about; the last one where it is
 * about the end. */
static void
mark_error (TideFormulaField *self,
            const GError     *error)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char               *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  size_t                    length = strlen (text);
  size_t                    byte;
  PangoAttribute           *underline;

  if (error != NULL && length > 0 && tide_formula_error_get_place (error, &byte, NULL))
    {
      const char *at = text + MIN (byte, length);

      if (*at == '\0')
        at = g_utf8_find_prev_char (text, at);
      underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
      underline->start_index = (unsigned int) (at - text);
      underline->end_index = (unsigned int) (g_utf8_next_char (at) - text);
      pango_attr_list_insert (attributes, underline);
    }
  gtk_entry_set_attributes (self->entry, attributes);
}

static void
show_outcome (TideFormulaField *self,
              const char       *text,
              bool              problem)
{
  gtk_label_set_label (self->outcome, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome),
                          text != NULL && (problem || has_focus (self)));
  gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), problem ? "formula-result" : "problem");
  gtk_widget_add_css_class (GTK_WIDGET (self->outcome), problem ? "problem" : "formula-result");
}

/* What is wrong with the text, or NULL: from the parser at once, from the
 * evaluator when it has answered. */
static void
set_problem (TideFormulaField *self,
             const GError     *error)
{
  g_autofree char *old = g_steal_pointer (&self->problem);

  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  mark_error (self, error);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (error != NULL)
    show_outcome (self, error->message, true);
  else if (old != NULL)
    show_outcome (self, NULL, false);
}

/* “close 13 Jan – 12 Feb 2025, csv”. */
static void
append_input (GString         *text,
              const TideInput *input)
{
  const TideSeriesInfo *info = tide_series_get_info (input->series);
  const TideDay        *days = tide_series_get_days (input->series);
  g_autofree char      *first = NULL;
  g_autofree char      *last = NULL;

  if (input->count == 0)
    return;
  first = tide_day_dup_text (days[input->first_row]);
  last = tide_day_dup_text (days[input->last_row]);
  g_string_append_printf (text, " · %s %s %s", info->symbol, info->field, first);
  if (input->first_row != input->last_row)
    g_string_append_printf (text, "–%s", last);
  if (info->source != NULL)
    g_string_append_printf (text, ", %s", info->source);
}

/* The value with its unit, or why there is none, and what it rests on. */
static char *
describe (const TideResult *result)
{
  const TideResultData *data = tide_result_get_data (result);
  g_autofree char      *value = tide_result_to_text (result, TIDE_NUMBER_SCREEN);
  g_autoptr (GString)   text = g_string_new ("= ");
  size_t                n_inputs;
  const TideInput      *inputs = tide_result_get_inputs (result, &n_inputs);

  g_string_append (text, value);
  if (data->reason != NULL)
    g_string_append_printf (text, "  %s", data->reason);
  for (size_t i = 0; i < n_inputs; i++)
    append_input (text, &inputs[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
evaluated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TideFormulaField) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideResult)       value =
    tide_desk_evaluate_finish (TIDE_DESK (object), result, &error);
  g_autofree char *text = NULL;

  if (self->entry == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (value == NULL)
    {
      set_problem (self, error);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  text = describe (value);
  show_outcome (self, text, false);
}

static void
stop_evaluating (TideFormulaField *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
evaluate_cb (gpointer user_data)
{
  TideFormulaField *self = user_data;

  self->timeout = 0;
  self->cancellable = g_cancellable_new ();
  tide_desk_evaluate_async (tide_view_context_get_desk (self->context),
                            gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->symbol,
                            tide_view_context_get_moment (self->context), TIDE_EVALUATE_PLAIN,
                            self->cancellable, evaluated_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Only the field that is written in is evaluated. */
static void
evaluate_soon (TideFormulaField *self)
{
  stop_evaluating (self);
  if (self->context != NULL && self->problem == NULL && has_focus (self))
    self->timeout = g_timeout_add (EVALUATE_DELAY, evaluate_cb, self);
}

static void
check (TideFormulaField *self)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TideFormula) formula =
    tide_formula_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1, &error);

  set_problem (self, formula == NULL ? error : NULL);
  evaluate_soon (self);
}

/* What the function around the cursor wants. */
static void
show_help (TideFormulaField     *self,
           const TideCompletion *completion)
{
  const TideFunctionHelp *function = completion->function;
  g_autofree char        *text = NULL;

  if (function != NULL && has_focus (self))
    text = g_strdup_printf ("%s: %s", function->signature, function->meaning);
  gtk_label_set_label (self->help, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help), text != NULL);
}

static GtkWidget *
make_row (const TideCandidate *candidate)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (candidate->label);
  GtkWidget *detail = gtk_label_new (candidate->detail != NULL ? candidate->detail : "");

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "formula");
  gtk_label_set_xalign (GTK_LABEL (detail), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 44);
  gtk_widget_add_css_class (detail, "trace-note");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}

static void
hide_candidates (TideFormulaField *self)
{
  gtk_popover_popdown (self->popover);
  g_clear_pointer (&self->completion, tide_completion_free);
}

/* Nothing is offered that is typed already. */
static bool
is_worth_offering (TideFormulaField     *self,
                   const TideCompletion *completion)
{
  const char          *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const TideCandidate *first;
  size_t               typed = get_cursor (self) - completion->start;

  if (completion->candidates->len == 0)
    return false;
  first = g_ptr_array_index (completion->candidates, 0);
  if (first->kind != TIDE_CANDIDATE_SYMBOL && first->kind != TIDE_CANDIDATE_FIELD &&
      first->kind != TIDE_CANDIDATE_CHOICE && typed < MIN_LETTERS)
    return false;

  return completion->candidates->len > 1 ||
         strlen (first->text) != completion->end - completion->start ||
         strncmp (first->text, text + completion->start, strlen (first->text)) != 0;
}

static void
list_candidates (TideFormulaField *self,
                 TideCompletion   *completion_take)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->candidates, 0)) != NULL)
    gtk_list_box_remove (self->candidates, GTK_WIDGET (row));
  g_clear_pointer (&self->completion, tide_completion_free);
  self->completion = completion_take;
  for (unsigned int i = 0; i < completion_take->candidates->len; i++)
    gtk_list_box_append (self->candidates,
                         make_row (g_ptr_array_index (completion_take->candidates, i)));
  gtk_list_box_select_row (self->candidates,
                           gtk_list_box_get_row_at_index (self->candidates, 0));
  gtk_popover_popup (self->popover);
}

static TideCompletion *
complete (TideFormulaField *self)
{
  g_autoptr (GPtrArray) instruments = NULL;

  if (self->context != NULL)
    instruments = tide_desk_dup_instruments (tide_view_context_get_desk (self->context));
  return tide_completion_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                              get_cursor (self), instruments);
}

static void
changed_cb (TideFormulaField *self)
{
  check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The cursor moves with every key that changes the text, and after it. */
static void
cursor_moved_cb (TideFormulaField *self)
{
  g_autoptr (TideCompletion) completion = NULL;

  if (self->completing || !has_focus (self))
    return;

  completion = complete (self);
  show_help (self, completion);
  if (is_worth_offering (self, completion))
    list_candidates (self, g_steal_pointer (&completion));
  else
    hide_candidates (self);
}

static void
focus_changed_cb (TideFormulaField *self)
{
  g_autoptr (TideCompletion) completion = complete (self);

  show_help (self, completion);
  if (has_focus (self))
    {
      evaluate_soon (self);
      return;
    }
  stop_evaluating (self);
  hide_candidates (self);
  if (self->problem == NULL)
    show_outcome (self, NULL, false);
}

/* Puts a candidate in the place of what is typed of it. */
static void
take (TideFormulaField *self,
      GtkListBoxRow    *row)
{
  g_autoptr (TideCompletion) completion = g_steal_pointer (&self->completion);
  GtkEditable               *editable = GTK_EDITABLE (self->entry);
  const char                *text = gtk_editable_get_text (editable);
  const TideCandidate       *candidate;
  int                        start, end;

  if (completion == NULL || row == NULL)
    return;

  candidate = g_ptr_array_index (completion->candidates, gtk_list_box_row_get_index (row));
  start = (int) g_utf8_pointer_to_offset (text, text + completion->start);
  end = (int) g_utf8_pointer_to_offset (text, text + completion->end);
  self->completing = true;
  gtk_editable_delete_text (editable, start, end);
  gtk_editable_insert_text (editable, candidate->text, -1, &start);
  gtk_editable_set_position (editable, start);
  self->completing = false;
  gtk_popover_popdown (self->popover);
}

static void
row_activated_cb (TideFormulaField *self,
                  GtkListBoxRow    *row)
{
  take (self, row);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
move_choice (TideFormulaField *self,
             int               steps)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);
  int            index = (row != NULL ? gtk_list_box_row_get_index (row) : -1) + steps;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->candidates, index) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->candidates, row);
}

/* Ctrl+Space offers also where nothing is typed yet. While something is offered,
 * the arrows choose, Tab and Return take, Escape leaves. */
static gboolean
key_pressed_cb (TideFormulaField *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  g_autoptr (TideCompletion) completion = NULL;

  if (keyval == GDK_KEY_space && (state & GDK_CONTROL_MASK) != 0)
    {
      completion = complete (self);
      if (completion->candidates->len > 0)
        list_candidates (self, g_steal_pointer (&completion));
      return GDK_EVENT_STOP;
    }
  if (self->completion == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
      move_choice (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move_choice (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      take (self, gtk_list_box_get_selected_row (self->candidates));
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      hide_candidates (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
tide_formula_field_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TideFormulaField *self = TIDE_FORMULA_FIELD (widget);
  graphene_rect_t   bounds;
  GdkRectangle      place = { 0 };

  gtk_widget_size_allocate (self->content, &(GtkAllocation){ 0, 0, width, height }, baseline);
  /* Below the entry, not below what is said of it. */
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->entry), widget, &bounds))
    {
      place.width = (int) bounds.size.width;
      place.height = (int) bounds.size.height;
      gtk_popover_set_pointing_to (self->popover, &place);
    }
  gtk_popover_present (self->popover);
}

static void
tide_formula_field_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  gtk_widget_measure (TIDE_FORMULA_FIELD (widget)->content, orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static GtkSizeRequestMode
tide_formula_field_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (TIDE_FORMULA_FIELD (widget)->content);
}

static gboolean
tide_formula_field_grab_focus (GtkWidget *widget)
{
  return gtk_entry_grab_focus_without_selecting (TIDE_FORMULA_FIELD (widget)->entry);
}

static void
tide_formula_field_dispose (GObject *object)
{
  TideFormulaField *self = TIDE_FORMULA_FIELD (object);

  stop_evaluating (self);
  g_clear_pointer (&self->completion, tide_completion_free);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_FORMULA_FIELD);

  G_OBJECT_CLASS (tide_formula_field_parent_class)->dispose (object);
}

static void
tide_formula_field_finalize (GObject *object)
{
  TideFormulaField *self = TIDE_FORMULA_FIELD (object);

  g_free (self->symbol);
  g_free (self->problem);

  G_OBJECT_CLASS (tide_formula_field_parent_class)->finalize (object);
}

static void
tide_formula_field_class_init (TideFormulaFieldClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_formula_field_dispose;
  object_class->finalize = tide_formula_field_finalize;
  widget_class->measure = tide_formula_field_measure;
  widget_class->size_allocate = tide_formula_field_size_allocate;
  widget_class->get_request_mode = tide_formula_field_get_request_mode;
  widget_class->grab_focus = tide_formula_field_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-formula-field.ui");
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, content);
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, entry);
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, help);
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, outcome);
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, popover);
  gtk_widget_class_bind_template_child (widget_class, TideFormulaField, candidates);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_formula_field_init (TideFormulaField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_formula_field_new (void)
{
  return g_object_new (TIDE_TYPE_FORMULA_FIELD, NULL);
}

/* @symbol: (nullable): the instrument that a bare `close` is of */
void
tide_formula_field_set_context (TideFormulaField *self,
                                TideViewContext  *context,
                                const char       *symbol)
{
  g_return_if_fail (TIDE_IS_FORMULA_FIELD (self));

  g_set_object (&self->context, context);
  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
}

const char *
tide_formula_field_get_text (TideFormulaField *self)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_FIELD (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
tide_formula_field_set_text (TideFormulaField *self,
                             const char       *text)
{
  g_return_if_fail (TIDE_IS_FORMULA_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/* (nullable): what is wrong with the formula, in a sentence that names the
 * column. */
const char *
tide_formula_field_get_problem (TideFormulaField *self)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_FIELD (self), NULL);

  return self->problem;
}

/* What stands below the field: the value, the problem, or nothing. */
const char *
tide_formula_field_get_outcome (TideFormulaField *self)
{
  g_return_val_if_fail (TIDE_IS_FORMULA_FIELD (self), NULL);

  return gtk_label_get_label (self->outcome);
}
