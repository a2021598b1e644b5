// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-trace-pane"

#include "config.h"

#include "gui/tide-trace-pane.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"
#include "gui/tide-trace-item.h"

/* How many lines are taken in at a glance. */
#define GLANCE 12

struct _TideTracePane
{
  GtkWidget parent_instance;

  GtkStack    *stack;
  GtkLabel    *value;
  GtkLabel    *about;
  GtkLabel    *formula;
  GtkLabel    *reason;
  GtkListView *tree;

  TideViewContext *context;     /* (owned) (nullable) */
  TideResult      *result;      /* (owned) (nullable) */
  TideFocus       *focus;       /* (owned) (nullable): of `result` */
  GCancellable    *cancellable; /* (owned) (nullable): of the evaluation under way */
};

G_DEFINE_FINAL_TYPE (TideTracePane, tide_trace_pane, GTK_TYPE_WIDGET)

static GListModel *
create_children_cb (gpointer item,
                    gpointer user_data)
{
  return tide_trace_item_create_children (item);
}

static char *
dup_unit_text (const TideFocus      *focus,
               const TideResultData *data)
{
  if (focus->column != NULL && focus->column->style == TIDE_COLUMN_DEVIATIONS)
    return g_strdup (_ ("standard deviations"));

  return tide_unit_to_string (data->unit);
}

/* What the number is about: “9988.HK · as of 14 Feb 2025”. */
static char *
describe_subject (TideTracePane        *self,
                  const TideFocus      *focus,
                  const TideResultData *data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *day = NULL;
  g_autofree char         *unit = dup_unit_text (focus, data);
  g_auto (GStrv)           parts = NULL;

  if (focus->title != NULL)
    g_strv_builder_add (builder, focus->title);
  if (focus->symbol != NULL)
    g_strv_builder_add (builder, focus->symbol);
  if (data->kind == TIDE_VALUE_NUMBER || data->kind == TIDE_VALUE_SERIES)
    g_strv_builder_add (builder, unit);
  if (data->day != TIDE_DAY_NONE)
    {
      day = tide_day_dup_text (data->day);
      g_strv_builder_add (builder, day);
    }
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

static char *
describe_remarks (const TideResultData *data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *stale = NULL;
  g_auto (GStrv)           parts = NULL;

  if (data->reason != NULL)
    g_strv_builder_add (builder, data->reason);
  if (data->note != NULL)
    g_strv_builder_add (builder, data->note);
  if (data->stale_days > 0)
    {
      /* Translators: how many days old the newest observation is. */
      stale = g_strdup_printf (_ ("stale: the last observation is %d days old"), data->stale_days);
      g_strv_builder_add (builder, stale);
    }
  parts = g_strv_builder_end (builder);
  return g_strjoinv ("\n", parts);
}

static void
set_optional (GtkLabel   *label,
              const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The first line stands open, and below it whatever fits at a glance: the two
 * closes of a change, but not the 250 of a window. */
static void
open_lines (GtkTreeListModel *tree)
{
  for (unsigned int i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (tree)), GLANCE); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i);
      g_autoptr (TideTraceItem)  item = gtk_tree_list_row_get_item (row);

      if (i == 0 || tide_trace_item_count_observations (item) <= GLANCE)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
show_result (TideTracePane *self,
             TideResult    *result)
{
  TideFocus            *focus = tide_view_context_get_focus (self->context);
  const TideResultData *data = tide_result_get_data (result);
  g_autofree char      *value = tide_focus_print (focus, result, TIDE_NUMBER_SCREEN);
  g_autofree char      *about = describe_subject (self, focus, data);
  g_autofree char      *remarks = describe_remarks (data);
  GtkTreeListModel     *tree;
  GtkSelectionModel    *selection;

  g_clear_pointer (&self->result, tide_result_unref);
  self->result = tide_result_ref (result);
  g_clear_pointer (&self->focus, tide_focus_unref);
  self->focus = tide_focus_ref (focus);

  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->formula, tide_result_get_formula (result));
  set_optional (self->reason, remarks);

  tree = gtk_tree_list_model_new (tide_trace_item_new_root (result, focus), FALSE, FALSE,
                                  create_children_cb, NULL, NULL);
  open_lines (tree);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tree)));
  gtk_list_view_set_model (self->tree, selection);
  g_object_unref (selection);
  gtk_stack_set_visible_child_name (self->stack, "trace");
}

static void
show_failure (TideTracePane *self,
              const GError  *error)
{
  TideFocus *focus = tide_view_context_get_focus (self->context);

  gtk_label_set_label (self->value, "!");
  gtk_label_set_label (self->about, focus->symbol != NULL ? focus->symbol : "");
  gtk_label_set_label (self->formula, focus->formula);
  set_optional (self->reason, error->message);
  gtk_list_view_set_model (self->tree, NULL);
  gtk_stack_set_visible_child_name (self->stack, "trace");
}

static void
evaluated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TideTracePane) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (TideResult)    value =
    tide_desk_evaluate_finish (TIDE_DESK (object), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (value != NULL)
    show_result (self, value);
  else
    show_failure (self, error);
}

/* Tracing a number evaluates it anew, so it is done only for eyes. */
static void
update_trace (TideTracePane *self)
{
  TideFocus *focus;

  if (self->context == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  focus = tide_view_context_get_focus (self->context);
  if (focus == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  self->cancellable = g_cancellable_new ();
  if (focus->rows != NULL)
    tide_desk_evaluate_among_async (tide_view_context_get_desk (self->context), focus->formula,
                                    focus->symbol, (const char *const *) focus->rows,
                                    tide_view_context_get_moment (self->context),
                                    TIDE_EVALUATE_TRACE, self->cancellable, evaluated_cb,
                                    g_object_ref (self));
  else
    tide_desk_evaluate_async (tide_view_context_get_desk (self->context), focus->formula,
                              focus->symbol, tide_view_context_get_moment (self->context),
                              TIDE_EVALUATE_TRACE, self->cancellable, evaluated_cb,
                              g_object_ref (self));
}

static void
copy_value_cb (TideTracePane *self)
{
  g_autofree char *text = NULL;

  if (self->result == NULL)
    return;

  text = tide_focus_print (self->focus, self->result, TIDE_NUMBER_MACHINE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_calculation_cb (TideTracePane *self)
{
  g_autofree char *text = NULL;

  if (self->result == NULL)
    return;

  text = tide_trace_dup_text (self->result, self->focus);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static GtkWidget *
make_line_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_note_label (void)
{
  GtkWidget *label = make_line_label ("trace-note");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

/* A line: label and value beside each other, the note below them. */
static void
setup_line_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = make_line_label ("trace-label");
  GtkWidget *value = make_line_label ("numeric");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (top), label);
  gtk_box_append (GTK_BOX (top), value);
  gtk_box_append (GTK_BOX (lines), top);
  gtk_box_append (GTK_BOX (lines), make_note_label ());
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), lines);
  gtk_list_item_set_child (item, expander);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkTreeListRow           *row = gtk_list_item_get_item (item);
  GtkTreeExpander          *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget                *lines = gtk_tree_expander_get_child (expander);
  GtkWidget                *top = gtk_widget_get_first_child (lines);
  GtkWidget                *label = gtk_widget_get_first_child (top);
  GtkWidget                *note = gtk_widget_get_next_sibling (top);
  g_autoptr (TideTraceItem) line = gtk_tree_list_row_get_item (row);
  const char               *text = tide_trace_item_get_note (line);

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_label (GTK_LABEL (label), tide_trace_item_get_label (line));
  gtk_widget_set_tooltip_text (label, tide_trace_item_get_label (line));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (label)),
                       tide_trace_item_get_value (line));
  if (tide_trace_item_is_observation (line))
    gtk_widget_remove_css_class (label, "formula");
  else
    gtk_widget_add_css_class (label, "formula");
  gtk_label_set_label (GTK_LABEL (note), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (note, text);
  gtk_widget_set_visible (note, text != NULL);
}

static void
tide_trace_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_trace_pane_parent_class)->map (widget);

  update_trace (TIDE_TRACE_PANE (widget));
}

static void
tide_trace_pane_dispose (GObject *object)
{
  TideTracePane *self = TIDE_TRACE_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->result, tide_result_unref);
  g_clear_pointer (&self->focus, tide_focus_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_TRACE_PANE);

  G_OBJECT_CLASS (tide_trace_pane_parent_class)->dispose (object);
}

static void
tide_trace_pane_class_init (TideTracePaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_trace_pane_dispose;
  widget_class->map = tide_trace_pane_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-trace-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, stack);
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, value);
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, about);
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, formula);
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, reason);
  gtk_widget_class_bind_template_child (widget_class, TideTracePane, tree);
  gtk_widget_class_bind_template_callback (widget_class, setup_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_trace);
  gtk_widget_class_bind_template_callback (widget_class, copy_value_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_calculation_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_trace_pane_init (TideTracePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tide_trace_pane_new (TideViewContext *context)
{
  TideTracePane *self = g_object_new (TIDE_TYPE_TRACE_PANE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::focus", G_CALLBACK (update_trace),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (update_trace),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tide_view_context_get_desk (context), "data-changed",
                           G_CALLBACK (update_trace), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
