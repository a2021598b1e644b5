// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-flows-page"

#include "config.h"

#include "gui/tide-flows-page.h"

#include <glib/gi18n.h>

#include "desk/tide-flows.h"
#include "gui/tide-choice-bar.h"
#include "gui/tide-flows-connect.h"
#include "gui/tide-flows-tables.h"
#include "gui/tide-moment-text.h"
#include "gui/tide-page.h"
#include "gui/tide-source-text.h"

struct _TideFlowsPage
{
  GtkWidget parent_instance;

  GtkBox        *content;
  TideChoiceBar *subpages;
  TideChoiceBar *legs;
  TideChoiceBar *windows;
  GtkStack      *stack;
  GtkLabel      *empty_title;
  GtkLabel      *empty_text;
  GtkButton     *fetch_button;
  GtkButton     *cite_button;

  TideViewContext  *context;     /* (owned) */
  TideFlowsConnect *connect;     /* (unowned) */
  TideFlowsTables  *tables;      /* (unowned) */
  TideLoad         *day;         /* (owned) (nullable): last day of what is shown */
  GPtrArray        *statuses;    /* (owned) (nullable) (element-type TideSeriesStatus) */
  GCancellable     *cancellable; /* (owned): of the question about what is held */
  bool              wants_focus; /* once there is something to read */
};

static void tide_flows_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideFlowsPage, tide_flows_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_flows_page_page_init))

static TideDesk *
get_desk (TideFlowsPage *self)
{
  return tide_view_context_get_desk (self->context);
}

static const char *
get_symbol (TideFlowsPage *self)
{
  return g_strcmp0 (tide_choice_bar_get_active (self->legs), "north") == 0 ? TIDE_FLOWS_NORTH
                                                                           : TIDE_FLOWS_SOUTH;
}

static bool
shows (TideFlowsPage *self,
       const char    *subpage)
{
  return g_strcmp0 (tide_choice_bar_get_active (self->subpages), subpage) == 0;
}

/* (nullable): the last day, once it is known. */
static bool
get_day (TideFlowsPage *self,
         TideDay       *out_day)
{
  TideResult           *result = self->day != NULL ? tide_load_get_value (self->day) : NULL;
  const TideResultData *data = result != NULL ? tide_result_get_data (result) : NULL;

  if (data == NULL || data->kind != TIDE_VALUE_DAY)
    return false;

  *out_day = data->day;
  return true;
}

static TideFlows
get_flows (TideFlowsPage *self,
           TideDay        day)
{
  return (TideFlows){ get_symbol (self), tide_choice_bar_get_active (self->windows), day };
}

static GPtrArray *
find_rows (TideFlowsPage   *self,
           TideFlowsRowKind kind)
{
  return tide_flows_find_rows (get_desk (self), self->statuses, kind,
                               kind == TIDE_FLOWS_SECTORS ? get_symbol (self) : NULL);
}

/* Who comes here by keyboard goes on by keyboard, with the first thing there is
 * to read; who is at the page's own bar stays there. */
static void
take_focus (TideFlowsPage *self)
{
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD))
    self->wants_focus = false;
}

static bool
has_focus_in (TideFlowsPage *self,
              GtkWidget     *widget)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* What a typed figure would most likely be of. */
static char *
dup_cited_subject (TideFlowsPage *self)
{
  if (shows (self, "connect"))
    return g_strdup_printf ("%s turnover", get_symbol (self));
  if (shows (self, "holdings"))
    return g_strdup ("FOREIGN/CSI-A500 holdings");

  return g_strdup (shows (self, "positioning") ? "GS-PRIME allocation" : "");
}

/* What there is none of, and how it can be had. */
static void
show_empty (TideFlowsPage *self)
{
  const char      *direction = tide_flows_get_direction (get_symbol (self));
  g_autofree char *title = NULL;
  g_autofree char *subject = NULL;
  const char      *text = _ ("Import a file of dates and values, or enter a figure that was "
                                  "published.");

  if (shows (self, "connect"))
    {
      /* Translators: %s is Southbound or Northbound. */
      title = g_strdup_printf (_ ("%s turnover: none is held"), direction);
      text = _ ("HKEX publishes it after each session, in a file for the day.");
    }
  else if (shows (self, "sectors"))
    /* Translators: %s is Southbound or Northbound. */
    title = g_strdup_printf (_ ("%s net buying by sector: none is held"), direction);
  else if (shows (self, "holdings"))
    title = g_strdup (_ ("Holdings of investors: none are held"));
  else
    title = g_strdup (_ ("Positioning: none is held"));

  gtk_label_set_label (self->empty_title, title);
  gtk_label_set_label (self->empty_text, text);
  subject = dup_cited_subject (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->cite_button), "s", subject);
  gtk_widget_set_visible (GTK_WIDGET (self->fetch_button), shows (self, "connect"));
  gtk_stack_set_visible_child_name (self->stack, "empty");
  tide_view_context_set_status (self->context, title);
}

/* Investor and measures, where it is from and up to when. */
static void
tell_status (TideFlowsPage *self)
{
  TideSheet       *cards = tide_flows_connect_get_cards (self->connect);
  const char      *symbol = get_symbol (self);
  g_autofree char *names = NULL;
  g_autofree char *day = NULL;
  GString         *text;

  if (cards == NULL || !shows (self, "connect") || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  text = g_string_new (NULL);
  names = tide_source_text_dup_names (tide_sheet_get_origin (cards));
  day = tide_day_dup_text (tide_sheet_get_last_day (cards));
  /* Translators: %s is whose money it is. */
  g_string_append_printf (text, _ ("Investor: %s · measures: turnover, net buying"),
                          tide_flows_get_investor (symbol));
  if (names != NULL)
    /* Translators: where numbers come from, and their last day. */
    g_string_append_printf (text, _ (" · %s to %s"), names, day);
  if (g_str_equal (symbol, TIDE_FLOWS_NORTH))
    g_string_append (text, _ (" · net buying ended 16 Aug 2024: not published since"));
  tide_view_context_set_status (self->context, text->str);
  g_string_free (text, TRUE);
}

static void
figures_cb (TideFlowsPage *self)
{
  tell_status (self);
  take_focus (self);
}

static void
tell_investor (TideFlowsPage *self,
               GPtrArray     *rows)
{
  const TideFlowsRow *row = g_ptr_array_index (rows, 0);
  g_autofree char    *text = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  /* Translators: %s is whose money it is. */
  text = g_strdup_printf (_ ("Investor: %s"), tide_flows_get_investor (row->symbol));
  tide_view_context_set_status (self->context, text);
}

static void
show_connect (TideFlowsPage *self)
{
  TideFlows flows;
  TideDay   day;

  if (!get_day (self, &day))
    {
      if (self->day != NULL && tide_load_get_state (self->day) == TIDE_LOAD_FAILED)
        show_empty (self);
      return;
    }

  flows = get_flows (self, day);
  tide_flows_connect_show (self->connect, &flows);
  gtk_stack_set_visible_child_name (self->stack, "connect");
  tell_status (self);
  if (tide_flows_connect_get_cards (self->connect) != NULL)
    take_focus (self);
}

static void
show_plans (TideFlowsPage       *self,
            TideSheetPlan       *picture,
            const TideSheetBars *bars,
            GPtrArray           *plans)
{
  if (plans->len == 0)
    {
      show_empty (self);
      return;
    }

  tide_flows_tables_show (self->tables, picture, bars, plans);
  tide_flows_tables_show_charts (self->tables, NULL, 0);
  gtk_stack_set_visible_child_name (self->stack, "tables");
  take_focus (self);
}

static void
show_sectors (TideFlowsPage *self)
{
  g_autoptr (GPtrArray) rows = find_rows (self, TIDE_FLOWS_SECTORS);
  g_autoptr (GPtrArray) signs = find_rows (self, TIDE_FLOWS_SIGNS);
  g_autoptr (GPtrArray) plans =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_sheet_plan_unref);
  TideSheetBars  bars = TIDE_SHEET_BARS_FIRST;
  TideSheetPlan *picture = NULL;
  TideFlows      flows = get_flows (self, TIDE_DAY_NONE);
  TideDay        day;

  if (rows->len > 0 && get_day (self, &day))
    {
      picture = tide_flows_plan_sectors (&flows, rows, day);
      g_ptr_array_add (plans, picture);
      bars.before_column = 1;
      bars.remainder_row = (int) tide_sheet_plan_get_n_rows (picture) - 1;
    }
  else if (rows->len > 0 && tide_load_get_state (self->day) != TIDE_LOAD_FAILED)
    {
      return;
    }
  if (signs->len > 0)
    g_ptr_array_add (plans, tide_flows_plan_signs (signs));
  show_plans (self, picture, &bars, plans);
  if (plans->len > 0)
    tell_investor (self, rows->len > 0 ? rows : signs);
}

/* The history of a level or of a share: two measures, two pictures. */
static TideFormulaChartPlan
plan_history (const TideFormulaLayer *layer,
              const char             *title,
              const char             *subtitle)
{
  TideFormulaChartPlan plan = { layer, 1, NULL, { 0 } };

  tide_chart_data_init (&plan.data);
  plan.data.title = title;
  plan.data.subtitle = subtitle;
  return plan;
}

/* Of the first holder that has both. */
static void
show_histories (TideFlowsPage *self,
                GPtrArray     *rows)
{
  const TideFlowsRow *row = NULL;
  const char         *investor;
  g_autofree char    *level_subtitle = NULL;
  g_autofree char    *share_subtitle = NULL;

  for (unsigned int i = 0; i < rows->len && row == NULL; i++)
    if (((TideFlowsRow *) rows->pdata[i])->holdings && ((TideFlowsRow *) rows->pdata[i])->share)
      row = g_ptr_array_index (rows, i);
  if (row == NULL)
    return;

  investor = tide_flows_get_investor (row->symbol);
  /* Translators: investor, and what they hold. */
  level_subtitle = g_strdup_printf (_ ("Holdings, %s, {unit} · %s"), investor, row->label);
  /* Translators: investor, and what they hold. */
  share_subtitle = g_strdup_printf (_ ("Share of market value, %s, %% · %s"), investor,
                                    row->label);
  {
    const TideFormulaLayer layers[] = {
      { .formula = "holdings",
        .symbol = row->symbol,
        .layer = { .type = TIDE_CHART_LINE, .label = _ ("Holdings") } },
      { .formula = "field(\"share\")",
        .symbol = row->symbol,
        .layer = { .type = TIDE_CHART_LINE, .label = _ ("Share") } },
    };
    const TideFormulaChartPlan plans[] = {
      plan_history (&layers[0], _ ("Holdings"), level_subtitle),
      plan_history (&layers[1], _ ("Share of market value"), share_subtitle),
    };

    tide_flows_tables_show_charts (self->tables, plans, G_N_ELEMENTS (plans));
  }
}

static void
show_holders (TideFlowsPage *self)
{
  g_autoptr (GPtrArray) rows = find_rows (self, TIDE_FLOWS_HOLDERS);
  g_autoptr (GPtrArray) plans =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_sheet_plan_unref);

  if (rows->len > 0)
    g_ptr_array_add (plans, tide_flows_plan_holders (rows));
  show_plans (self, NULL, NULL, plans);
  show_histories (self, rows);
  if (rows->len > 0)
    tell_investor (self, rows);
}

static void
show_books (TideFlowsPage *self)
{
  g_autoptr (GPtrArray) rows = find_rows (self, TIDE_FLOWS_BOOKS);
  g_autoptr (GPtrArray) plans =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tide_sheet_plan_unref);
  g_autoptr (TideSheetPlan) picture = NULL;
  TideSheetBars             bars = TIDE_SHEET_BARS_FIRST;

  bars.kind = TIDE_BARS_PERCENTILE;
  bars.undirected = true;
  bars.unsorted = true;
  if (rows->len > 0)
    {
      picture = tide_flows_plan_percentiles (rows, "5Y");
      g_ptr_array_add (plans, tide_flows_plan_books (rows, "5Y"));
    }
  show_plans (self, picture, &bars, plans);
  if (rows->len > 0)
    tell_investor (self, rows);
}

/* Draws what is known; what is asked for calls this again. */
static void
update (TideFlowsPage *self)
{
  bool connect = shows (self, "connect");

  gtk_widget_set_visible (GTK_WIDGET (self->windows), connect);
  gtk_widget_set_visible (GTK_WIDGET (self->legs), connect || shows (self, "sectors"));
  if (connect)
    show_connect (self);
  else if (self->statuses == NULL)
    return;
  else if (shows (self, "sectors"))
    show_sectors (self);
  else if (shows (self, "holdings"))
    show_holders (self);
  else
    show_books (self);
}

/* The flow whose last day decides what is compared; a sector's own on the page of
 * sectors. */
static char *
dup_day_formula (TideFlowsPage *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!shows (self, "sectors"))
    return tide_flows_format_last_day (get_symbol (self));
  if (self->statuses == NULL)
    return NULL;

  rows = find_rows (self, TIDE_FLOWS_SECTORS);
  return rows->len > 0 ? tide_flows_format_last_day (((TideFlowsRow *) rows->pdata[0])->symbol)
                       : NULL;
}

static void
drop_day (TideFlowsPage *self)
{
  if (self->day != NULL)
    g_signal_handlers_disconnect_by_data (self->day, self);
  g_clear_object (&self->day);
}

static void
ask_day (TideFlowsPage *self,
         bool           again)
{
  g_autofree char *formula = dup_day_formula (self);

  if (!again && self->day != NULL &&
      g_strcmp0 (tide_load_get_formula (self->day), formula) == 0)
    return;

  drop_day (self);
  if (formula == NULL)
    return;

  self->day = tide_desk_watch (get_desk (self), formula, NULL,
                               tide_view_context_get_moment (self->context));
  g_signal_connect_object (self->day, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day, "notify::value", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
moment_changed_cb (TideFlowsPage *self)
{
  ask_day (self, true);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statuses =
    tide_desk_list_series_finish (TIDE_DESK (object), result, &error);
  TideFlowsPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (statuses == NULL)
    {
      tide_view_context_set_status (self->context, error->message);
      return;
    }

  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  self->statuses = g_steal_pointer (&statuses);
  ask_day (self, false);
  update (self);
}

/* Which flows are held, for the tables that have a row for each. */
static void
ask_statuses (TideFlowsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tide_desk_list_series_async (get_desk (self), NULL, self->cancellable, listed_cb, self);
}

static char *
tide_flows_page_dup_subject (TidePage *page)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (page);

  return g_strdup_printf ("%s %s %s", tide_choice_bar_get_active (self->subpages),
                          tide_choice_bar_get_active (self->legs),
                          tide_choice_bar_get_active (self->windows));
}

/* What is chosen is a place of its own: Back leads to what was chosen before. */
static void
chosen_cb (TideFlowsPage *self)
{
  g_autofree char *subject = tide_flows_page_dup_subject (TIDE_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-flows", "s", subject);
}

static void
tide_flows_page_show_subject (TidePage   *page,
                              const char *subject)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (page);
  g_auto (GStrv) words = g_strsplit (subject != NULL ? subject : "", " ", -1);

  for (size_t i = 0; words[i] != NULL; i++)
    {
      tide_choice_bar_set_active (self->subpages, words[i]);
      tide_choice_bar_set_active (self->legs, words[i]);
      tide_choice_bar_set_active (self->windows, words[i]);
    }
  self->wants_focus = !has_focus_in (self, GTK_WIDGET (self->subpages)) &&
                      !has_focus_in (self, GTK_WIDGET (self->legs)) &&
                      !has_focus_in (self, GTK_WIDGET (self->windows));
  ask_day (self, false);
  update (self);
}

static TideExhibit *
tide_flows_page_get_exhibit (TidePage *page)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (page);
  const char    *shown = gtk_stack_get_visible_child_name (self->stack);

  if (g_strcmp0 (shown, "connect") == 0)
    return tide_flows_connect_get_exhibit (self->connect);

  return g_strcmp0 (shown, "tables") == 0 ? tide_flows_tables_get_exhibit (self->tables) : NULL;
}

/* Who comes here by keyboard goes on by keyboard. */
static gboolean
tide_flows_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (TIDE_FLOWS_PAGE (widget)->stack),
                                 GTK_DIR_TAB_FORWARD);
}

static void
tide_flows_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_flows_page_parent_class)->map (widget);
  update (TIDE_FLOWS_PAGE (widget));
}

static void
tide_flows_page_step_subpage (TidePage *page,
                              int       steps)
{
  tide_choice_bar_step (TIDE_FLOWS_PAGE (page)->subpages, steps);
}

static void
tide_flows_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_flows_page_show_subject;
  iface->get_exhibit = tide_flows_page_get_exhibit;
  iface->dup_subject = tide_flows_page_dup_subject;
  iface->step_subpage = tide_flows_page_step_subpage;
}

static void
tide_flows_page_dispose (GObject *object)
{
  TideFlowsPage *self = TIDE_FLOWS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_day (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_FLOWS_PAGE);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_flows_page_parent_class)->dispose (object);
}

static void
tide_flows_page_class_init (TideFlowsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_flows_page_dispose;
  widget_class->map = tide_flows_page_map;
  widget_class->grab_focus = tide_flows_page_grab_focus;

  g_type_ensure (TIDE_TYPE_CHOICE_BAR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-flows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, content);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, subpages);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, legs);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, windows);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, empty_title);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, empty_text);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, TideFlowsPage, cite_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_bars (TideFlowsPage *self)
{
  const TideChoice subpages[] = {
    { "connect", _ ("Stock Connect"), NULL },
    { "sectors", _ ("Sectors"), NULL },
    { "holdings", _ ("Holdings"), NULL },
    { "positioning", _ ("Positioning"), NULL },
  };
  const TideChoice legs[] = {
    /* Translators: money of mainland investors in Hong Kong shares. */
    { "south", _ ("South"), _ ("Southbound: mainland investors") },
    /* Translators: money of foreign investors in mainland shares. */
    { "north", _ ("North"), _ ("Northbound: foreign investors") },
  };
  const TideChoice windows[] = {
    { "3M", _ ("3M"), NULL },
    { "1Y", _ ("1Y"), NULL },
    { "5Y", _ ("5Y"), NULL },
  };

  tide_choice_bar_fill (self->subpages, subpages, G_N_ELEMENTS (subpages));
  tide_choice_bar_fill (self->legs, legs, G_N_ELEMENTS (legs));
  tide_choice_bar_fill (self->windows, windows, G_N_ELEMENTS (windows));
  tide_choice_bar_set_active (self->windows, "1Y");
}

static void
tide_flows_page_init (TideFlowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_bars (self);
}

GtkWidget *
tide_flows_page_new (TideViewContext *context)
{
  TideFlowsPage *self = g_object_new (TIDE_TYPE_FLOWS_PAGE, NULL);

  self->context = g_object_ref (context);
  /* Before the exhibits are: what they show depends on the day. */
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->connect = TIDE_FLOWS_CONNECT (tide_flows_connect_new (context));
  self->tables = TIDE_FLOWS_TABLES (tide_flows_tables_new (context));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->connect), "connect");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->tables), "tables");
  g_signal_connect_object (self->connect, "updated", G_CALLBACK (figures_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_desk (self), "data-changed", G_CALLBACK (ask_statuses), self,
                           G_CONNECT_SWAPPED);
  ask_statuses (self);
  return GTK_WIDGET (self);
}
