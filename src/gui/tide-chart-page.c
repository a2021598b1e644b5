// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-page"

#include "config.h"

#include "gui/tide-chart-page.h"

#include <glib/gi18n.h>

#include "chart/tide-chart-summary.h"
#include "gui/tide-chart-model.h"
#include "gui/tide-compare-button.h"
#include "gui/tide-page.h"
#include "gui/tide-range-bar.h"

struct _TideChartPage
{
  GtkWidget parent_instance;

  GtkBox            *content;
  GtkLabel          *symbol_label;
  GtkLabel          *name_label;
  GtkToggleButton   *line_toggle;
  GtkToggleButton   *candles_toggle;
  GtkToggleButton   *log_toggle;
  GtkToggleButton   *percent_toggle;
  GtkToggleButton   *volume_toggle;
  TideCompareButton *compare_button;
  TideRangeBar      *ranges;
  GtkBox            *chips;
  GtkBox            *chart_place;

  TideViewContext *context; /* (owned) */
  TideChartModel  *model;   /* (owned) */
  TideChartView   *view;    /* (unowned) */
};

static void tide_chart_page_page_init (TidePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideChartPage, tide_chart_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_PAGE, tide_chart_page_page_init))

static const char *const periods[] = { N_ ("1M"), N_ ("3M"), N_ ("6M"), N_ ("YTD"), N_ ("1Y"),
                                       N_ ("3Y"), N_ ("5Y"), "MAX", NULL };

static void
drop_chip_cb (GtkButton     *button,
              TideChartPage *self)
{
  tide_chart_model_drop_compared (self->model, gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
add_chip (TideChartPage *self,
          const char    *symbol)
{
  g_autofree char *label = g_strdup_printf ("%s ×", symbol);
  /* Translators: %s is a symbol. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Take %s out of the chart"), symbol);
  GtkWidget       *chip = gtk_button_new_with_label (label);

  gtk_widget_set_name (chip, symbol);
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_widget_add_css_class (chip, "chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (drop_chip_cb), self, 0);
  gtk_box_append (self->chips, chip);
}

static bool
shows_chips (TideChartPage     *self,
             const char *const *symbols)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  size_t     i = 0;

  for (; chip != NULL && symbols[i] != NULL; chip = gtk_widget_get_next_sibling (chip), i++)
    {
      if (!g_str_equal (gtk_widget_get_name (chip), symbols[i]))
        return false;
    }
  return chip == NULL && symbols[i] == NULL;
}

/* Rebuilding chips that are right would take the focus from one of them. */
static void
update_chips (TideChartPage *self)
{
  g_auto (GStrv) compared = tide_chart_model_dup_compared (self->model);
  GtkWidget     *chip;

  if (shows_chips (self, (const char *const *) compared))
    return;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, chip);
  for (size_t i = 0; compared[i] != NULL; i++)
    add_chip (self, compared[i]);
}

/* The status line tells the sources and age of what the page in view shows. */
static void
update_status (TideChartPage *self)
{
  TideChartSpec   *spec = tide_chart_model_get_spec (self->model);
  g_autofree char *source = NULL;

  if (spec == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  source = tide_chart_summary_new_source (spec);
  tide_view_context_set_status (self->context, source);
}

static void
changed_cb (TideChartPage *self)
{
  g_auto (GStrv) compared = tide_chart_model_dup_compared (self->model);
  bool           alone = compared[0] == NULL;

  update_chips (self);
  update_status (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->candles_toggle), alone);
  gtk_widget_set_sensitive (GTK_WIDGET (self->volume_toggle),
                            alone && tide_chart_model_has_volume (self->model));
}

static gboolean
tide_chart_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIDE_CHART_PAGE (widget)->view));
}

static void
tide_chart_page_show_subject (TidePage   *page,
                              const char *subject)
{
  TideChartPage   *self = TIDE_CHART_PAGE (page);
  g_autofree char *name = NULL;

  name = tide_chart_dup_instrument_name (tide_view_context_get_desk (self->context), subject);
  gtk_label_set_label (self->symbol_label, subject);
  gtk_label_set_label (self->name_label, g_str_equal (name, subject) ? "" : name);
  tide_chart_model_set_symbol (self->model, subject);
  /* Who comes here by keyboard goes on by keyboard. */
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static TideExhibit *
tide_chart_page_get_exhibit (TidePage *page)
{
  return TIDE_EXHIBIT (TIDE_CHART_PAGE (page)->view);
}

static void
tide_chart_page_page_init (TidePageInterface *iface)
{
  iface->show_subject = tide_chart_page_show_subject;
  iface->get_exhibit = tide_chart_page_get_exhibit;
}

static void
tide_chart_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_chart_page_parent_class)->map (widget);
  update_status (TIDE_CHART_PAGE (widget));
}

static void
tide_chart_page_dispose (GObject *object)
{
  TideChartPage *self = TIDE_CHART_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_CHART_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_chart_page_parent_class)->dispose (object);
}

static void
tide_chart_page_class_init (TideChartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_chart_page_dispose;
  widget_class->map = tide_chart_page_map;
  widget_class->grab_focus = tide_chart_page_grab_focus;

  g_type_ensure (TIDE_TYPE_COMPARE_BUTTON);
  g_type_ensure (TIDE_TYPE_RANGE_BAR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-chart-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, content);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, symbol_label);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, line_toggle);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, candles_toggle);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, log_toggle);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, percent_toggle);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, volume_toggle);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, compare_button);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, ranges);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, chips);
  gtk_widget_class_bind_template_child (widget_class, TideChartPage, chart_place);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_chart_page_init (TideChartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_toggle (TideChartPage   *self,
             const char      *property,
             GtkToggleButton *toggle)
{
  g_object_bind_property (self->model, property, toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

GtkWidget *
tide_chart_page_new (TideViewContext *context)
{
  TideChartPage *self = g_object_new (TIDE_TYPE_CHART_PAGE, NULL);

  self->context = g_object_ref (context);
  self->model = tide_chart_model_new (context, "chart-page");
  self->view = TIDE_CHART_VIEW (tide_chart_view_new (context));
  gtk_box_append (self->chart_place, GTK_WIDGET (self->view));
  tide_chart_model_attach (self->model, self->view);

  tide_range_bar_bind (self->ranges, self->model, periods);
  tide_compare_button_bind (self->compare_button, self->model,
                            tide_view_context_get_desk (context));
  gtk_toggle_button_set_active (self->line_toggle, TRUE);
  bind_toggle (self, "candles", self->candles_toggle);
  bind_toggle (self, "log", self->log_toggle);
  bind_toggle (self, "percent", self->percent_toggle);
  bind_toggle (self, "volume", self->volume_toggle);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}
