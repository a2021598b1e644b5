// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-pane"

#include "config.h"

#include "gui/tide-valuation-pane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gui/tide-sheet-table.h"
#include "gui/tide-valuation-charts.h"

#define TABLES_MAX 3

/* Milliseconds between two windows of an edge that is dragged. */
#define EDGE_PACE 60

struct _TideValuationPane
{
  GtkWidget parent_instance;

  GtkStack      *stack;
  GtkBox        *place;
  GtkBox        *earnings_bar;
  GtkSpinButton *earnings;
  GtkLabel      *sentence;

  TideViewContext    *context;            /* (owned) */
  TideValuationModel *model;              /* (owned) */
  char               *subpage;            /* (owned) */
  TideFormulaChart   *chart;              /* (unowned) (nullable) */
  TideSheetTable     *tables[TABLES_MAX]; /* (unowned) */
  char               *shown;              /* (owned) (nullable): what was asked for last */
  TideValuationSide   side;               /* of the chart */
  TideDay             edge;               /* where the window of its statistics was moved to */
  guint               edge_id;
};

G_DEFINE_FINAL_TYPE (TideValuationPane, tide_valuation_pane, GTK_TYPE_WIDGET)

static bool
is_subpage (TideValuationPane *self,
            const char        *subpage)
{
  return g_str_equal (self->subpage, subpage);
}

/* Why there is nothing to see, and what to do about it. */
static void
show_sentence (TideValuationPane *self,
               const char        *sentence)
{
  gtk_label_set_label (self->sentence, sentence);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_table_take (TideValuationPane *self,
                 size_t             index,
                 TideSheetPlan     *plan_take)
{
  g_autoptr (TideSheetPlan) plan = plan_take;

  gtk_widget_set_visible (GTK_WIDGET (self->tables[index]), plan != NULL);
  if (plan != NULL)
    tide_sheet_table_show (self->tables[index], plan);
}

/* Gives the rows the names of their instruments, which live as long as what is
 * returned. */
static GPtrArray *
name_rows (TideValuationPane *self,
           GArray            *rows)
{
  TideDesk  *desk = tide_view_context_get_desk (self->context);
  GPtrArray *instruments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_instrument_unref);

  for (unsigned int i = 0; i < rows->len; i++)
    {
      TideValuationRow *row = &g_array_index (rows, TideValuationRow, i);
      TideInstrument   *instrument = tide_desk_dup_instrument (desk, row->symbol);

      if (instrument == NULL)
        continue;
      g_ptr_array_add (instruments, instrument);
      row->label = instrument->name;
    }

  return instruments;
}

/* The table of definitions, where there is more than one to compare or where it
 * is asked for. */
static void
show_definitions (TideValuationPane  *self,
                  size_t              index,
                  const char *const  *symbols,
                  const TideMultiple *multiple,
                  bool                always)
{
  g_autoptr (GArray) rows = tide_valuation_find_sources (
    tide_valuation_model_get_holders (self->model), multiple, symbols);
  g_autoptr (GPtrArray) instruments = NULL;
  TideSheetPlan        *plan = NULL;

  instruments = name_rows (self, rows);
  if (rows->len > 1 || (always && rows->len > 0))
    plan = tide_valuation_plan_definitions (multiple, (TideValuationRow *) (void *) rows->data,
                                            rows->len);
  show_table_take (self, index, plan);
}

static void
show_comps (TideValuationPane *self)
{
  const char           *list = tide_valuation_model_get_list (self->model);
  const TideMultiple   *multiple = tide_valuation_model_get_multiple (self->model);
  TideValuation         about = { multiple, list, NULL, NULL,
                                  tide_valuation_model_get_window (self->model) };
  g_autofree char      *subject = g_strconcat (TIDE_VALUATION_LIST_PREFIX, list, NULL);
  g_auto (GStrv)        members = tide_valuation_model_dup_members (self->model, subject);
  g_autoptr (GPtrArray) multiples = tide_valuation_model_dup_multiples (self->model);
  g_autoptr (GPtrArray) instruments = NULL;
  g_autoptr (GArray)    rows = g_array_new (FALSE, TRUE, sizeof (TideValuationRow));

  for (size_t i = 0; members[i] != NULL; i++)
    {
      const TideValuationRow row = { members[i], NULL, NULL };

      g_array_append_val (rows, row);
    }
  instruments = name_rows (self, rows);
  show_table_take (self, 0,
                   tide_valuation_plan_comps (&about, (TideValuationRow *) (void *) rows->data,
                                              rows->len, multiples));
  show_definitions (self, 1, (const char *const *) members, multiple, true);
}

/* The instrument or list that is valued; says why if it cannot be. */
static bool
fill_side (TideValuationPane *self,
           const char        *subject,
           TideValuationSide *out_side)
{
  g_autoptr (GError) error = NULL;

  if (tide_valuation_model_fill_side (self->model, subject, out_side, &error))
    return true;

  show_sentence (self, error->message);
  return false;
}

static void
show_history (TideValuationPane *self)
{
  tide_valuation_side_clear (&self->side);
  if (!fill_side (self, tide_valuation_model_get_subject (self->model), &self->side))
    return;

  tide_valuation_show_history (self->chart, &self->side.valuation);
  show_table_take (self, 0, tide_valuation_plan_windows (&self->side.valuation));
  show_definitions (self, 1, (const char *const *) self->side.symbols,
                    self->side.valuation.multiple, false);
}

static void
show_gap (TideValuationPane *self)
{
  g_auto (TideValuationSide) other = { { NULL } };
  const char                *against = tide_valuation_model_get_against (self->model);
  g_autoptr (GStrvBuilder)   builder = g_strv_builder_new ();
  g_auto (GStrv)             symbols = NULL;

  if (against == NULL)
    {
      show_sentence (self, _ ("A discount is taken between two: import the multiples of a second "
                              "instrument."));
      return;
    }

  tide_valuation_side_clear (&self->side);
  if (!fill_side (self, tide_valuation_model_get_subject (self->model), &self->side) ||
      !fill_side (self, against, &other))
    return;

  tide_valuation_show_gap (self->chart, &self->side.valuation, &other.valuation);
  show_table_take (self, 0, tide_valuation_plan_gap (&self->side.valuation, &other.valuation));
  g_strv_builder_addv (builder, (const char **) self->side.symbols);
  g_strv_builder_addv (builder, (const char **) other.symbols);
  symbols = g_strv_builder_end (builder);
  show_definitions (self, 1, (const char *const *) symbols, self->side.valuation.multiple, true);
}

/* What is expected of an instrument, by us and by others. */
static void
show_targets (TideValuationPane *self,
              size_t             index)
{
  TideDesk                  *desk = tide_view_context_get_desk (self->context);
  g_autoptr (TideInstrument) instrument = NULL;
  g_autoptr (GPtrArray)      targets = NULL;
  TideSheetPlan             *plan = NULL;

  if (self->side.symbol != NULL)
    {
      instrument = tide_desk_dup_instrument (desk, self->side.symbol);
      targets = tide_desk_dup_targets (desk, self->side.symbol);
    }
  if (instrument != NULL && targets->len > 0)
    plan = tide_valuation_plan_targets (self->side.label, self->side.symbol,
                                        tide_instrument_get_field_unit (instrument, "close"),
                                        targets);
  show_table_take (self, index, plan);
}

static void
show_scenario (TideValuationPane *self)
{
  double earnings = tide_valuation_model_get_earnings (self->model);

  tide_valuation_side_clear (&self->side);
  if (!fill_side (self, tide_valuation_model_get_subject (self->model), &self->side))
    return;

  gtk_spin_button_set_value (self->earnings, 100.0 * earnings);
  show_table_take (self, 0, tide_valuation_plan_scenario (&self->side.valuation, earnings));
  show_table_take (self, 1, tide_valuation_plan_grid (&self->side.valuation));
  show_targets (self, 2);
}

/* What the tables of this sub-page depend on: when nothing of it has changed
 * they are not asked for again, and follow the data by themselves. */
static char *
dup_key (TideValuationPane *self)
{
  const char      *list = tide_valuation_model_get_list (self->model);
  g_autofree char *group = g_strconcat (TIDE_VALUATION_LIST_PREFIX, list, NULL);
  g_auto (GStrv)   members = tide_valuation_model_dup_members (self->model, group);
  g_autofree char *joined = g_strjoinv (" ", members);
  g_autofree char *words = NULL;
  GString         *key = g_string_new (joined);

  tide_valuation_model_get_subject (self->model);
  words = tide_valuation_model_print (self->model);
  g_string_append_printf (key, "\n%s\n%s", words, tide_valuation_model_get_held (self->model));
  return g_string_free (key, FALSE);
}

static void
show_empty (TideValuationPane *self)
{
  const char      *subject = is_subpage (self, "comps")
                               ? tide_valuation_model_get_list (self->model)
                               : tide_valuation_model_get_subject (self->model);
  g_autofree char *sentence = NULL;

  if (subject == NULL)
    show_sentence (self, _ ("No multiple is held here. Import multiples or estimates from a CSV "
                            "file, or look at the sample."));
  else
    {
      /* Translators: %s is a list or an instrument. */
      sentence = g_strdup_printf (_ ("No multiple of %s is held here. Import multiples or "
                                     "estimates from a CSV file."),
                                  subject);
      show_sentence (self, sentence);
    }
}

/* Shows what the model says, where that has changed. */
void
tide_valuation_pane_update (TideValuationPane *self)
{
  g_autofree char *key = NULL;

  g_return_if_fail (TIDE_IS_VALUATION_PANE (self));

  if (!tide_valuation_model_is_ready (self->model))
    return;
  key = dup_key (self);
  if (g_strcmp0 (self->shown, key) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  if (tide_valuation_model_get_multiple (self->model) == NULL)
    {
      show_empty (self);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "exhibits");
  if (is_subpage (self, "comps"))
    show_comps (self);
  else if (is_subpage (self, "history"))
    show_history (self);
  else if (is_subpage (self, "gap"))
    show_gap (self);
  else
    show_scenario (self);
}

static void
targets_changed_cb (TideValuationPane *self,
                    const char        *symbol)
{
  if (is_subpage (self, "scenario") && g_strcmp0 (symbol, self->side.symbol) == 0)
    show_targets (self, 2);
}

static void
earnings_cb (TideValuationPane *self)
{
  tide_valuation_model_set_earnings (
    self->model, round (gtk_spin_button_get_value (self->earnings) * 1e6) / 1e8);
}

/* The title of the chart is what its numbers say. */
static void
windows_updated_cb (TideValuationPane *self)
{
  TideSheet       *sheet = tide_sheet_table_get_sheet (self->tables[0]);
  g_autofree char *title = NULL;

  if (sheet == NULL || self->side.valuation.multiple == NULL)
    return;

  title = tide_valuation_describe_discount (&self->side.valuation, sheet);
  if (title != NULL)
    tide_formula_chart_set_title (self->chart, title);
}

/* The ratio itself is the last layer. */
static void
chart_updated_cb (TideValuationPane *self)
{
  size_t           n = tide_formula_chart_get_n_layers (self->chart);
  TideResult      *result = NULL;
  g_autofree char *definition = NULL;

  if (n == 0 || self->side.valuation.multiple == NULL)
    return;

  result = tide_formula_chart_get_result (self->chart, n - 1);
  definition = tide_valuation_describe_definition (result);
  tide_formula_chart_set_note (self->chart, definition);
  tide_formula_chart_set_span (self->chart,
                               tide_valuation_find_start (&self->side.valuation, result));
}

static gboolean
edge_settled_cb (gpointer user_data)
{
  TideValuationPane *self = user_data;
  char               day[TIDE_DAY_TEXT_SIZE];

  self->edge_id = 0;
  tide_valuation_model_set_window (self->model, tide_day_format (self->edge, day));
  return G_SOURCE_REMOVE;
}

/* The figures follow the edge while it is dragged, at a pace that they can be
 * read and calculated at. */
static void
edge_moved_cb (TideValuationPane *self,
               int                edge,
               int                day)
{
  if (edge != TIDE_CHART_EDGE_FROM)
    return;

  self->edge = day;
  if (self->edge_id == 0)
    self->edge_id = g_timeout_add (EDGE_PACE, edge_settled_cb, self);
}

/* The status line tells the sources and age of what is in view. */
static void
update_status (TideValuationPane *self)
{
  TideSheet       *sheet = tide_sheet_table_get_sheet (self->tables[0]);
  g_autofree char *source = NULL;

  if (sheet == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  source = tide_sheet_dup_source (
    sheet, tide_desk_is_sample (tide_view_context_get_desk (self->context)));
  tide_view_context_set_status (self->context, source);
}

static void
tide_valuation_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_valuation_pane_parent_class)->map (widget);
  update_status (TIDE_VALUATION_PANE (widget));
}

static gboolean
tide_valuation_pane_grab_focus (GtkWidget *widget)
{
  TideExhibit *exhibit = tide_valuation_pane_get_exhibit (TIDE_VALUATION_PANE (widget));

  return exhibit != NULL && gtk_widget_grab_focus (GTK_WIDGET (exhibit));
}

static void
tide_valuation_pane_dispose (GObject *object)
{
  TideValuationPane *self = TIDE_VALUATION_PANE (object);

  g_clear_handle_id (&self->edge_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_VALUATION_PANE);
  g_clear_object (&self->model);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_valuation_pane_parent_class)->dispose (object);
}

static void
tide_valuation_pane_finalize (GObject *object)
{
  TideValuationPane *self = TIDE_VALUATION_PANE (object);

  tide_valuation_side_clear (&self->side);
  g_free (self->subpage);
  g_free (self->shown);

  G_OBJECT_CLASS (tide_valuation_pane_parent_class)->finalize (object);
}

static void
tide_valuation_pane_class_init (TideValuationPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_valuation_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_valuation_pane_finalize;
  widget_class->map = tide_valuation_pane_map;
  widget_class->grab_focus = tide_valuation_pane_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-valuation-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TideValuationPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPane, place);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPane, earnings_bar);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPane, earnings);
  gtk_widget_class_bind_template_child (widget_class, TideValuationPane, sentence);
  gtk_widget_class_bind_template_callback (widget_class, earnings_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_valuation_pane_init (TideValuationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_chart (TideValuationPane *self)
{
  self->chart = TIDE_FORMULA_CHART (tide_formula_chart_new (self->context));
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->chart), "tall");
  gtk_box_append (self->place, GTK_WIDGET (self->chart));
  g_signal_connect_object (self->chart, "updated", G_CALLBACK (chart_updated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tide_formula_chart_get_view (self->chart), "edge-moved",
                           G_CALLBACK (edge_moved_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tide_valuation_pane_new (TideViewContext    *context,
                         TideValuationModel *model,
                         const char         *subpage)
{
  TideValuationPane *self = g_object_new (TIDE_TYPE_VALUATION_PANE, NULL);

  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  self->subpage = g_strdup (subpage);
  if (is_subpage (self, "history") || is_subpage (self, "gap"))
    add_chart (self);
  for (size_t i = 0; i < (is_subpage (self, "scenario") ? TABLES_MAX : TABLES_MAX - 1); i++)
    {
      self->tables[i] = TIDE_SHEET_TABLE (tide_sheet_table_new (context));
      tide_cell_table_set_shows_all (tide_sheet_table_get_cells (self->tables[i]), true);
      gtk_widget_set_visible (GTK_WIDGET (self->tables[i]), FALSE);
      gtk_box_append (self->place, GTK_WIDGET (self->tables[i]));
    }
  g_signal_connect_object (self->tables[0], "updated", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  if (is_subpage (self, "history"))
    g_signal_connect_object (self->tables[0], "updated", G_CALLBACK (windows_updated_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->earnings_bar), is_subpage (self, "scenario"));
  g_signal_connect_object (tide_view_context_get_desk (context), "targets-changed",
                           G_CALLBACK (targets_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* (transfer none) (nullable): what the keys act on when nothing has the focus. */
TideExhibit *
tide_valuation_pane_get_exhibit (TideValuationPane *self)
{
  g_return_val_if_fail (TIDE_IS_VALUATION_PANE (self), NULL);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "exhibits") != 0)
    return NULL;
  return self->chart != NULL ? TIDE_EXHIBIT (tide_formula_chart_get_view (self->chart))
                             : TIDE_EXHIBIT (self->tables[0]);
}
