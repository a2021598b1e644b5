// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-details-chart"

#include "config.h"

#include "gui/tide-details-chart.h"

struct _TideDetailsChart
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TideDetailsChart, tide_details_chart, GTK_TYPE_WIDGET)

static void
tide_details_chart_dispose (GObject *object)
{
  TideDetailsChart *self = TIDE_DETAILS_CHART (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_details_chart_parent_class)->dispose (object);
}

static void
tide_details_chart_class_init (TideDetailsChartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tide_details_chart_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tide_details_chart_init (TideDetailsChart *self)
{
}

GtkWidget *
tide_details_chart_new (TideViewContext *context)
{
  TideDetailsChart *self = g_object_new (TIDE_TYPE_DETAILS_CHART, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
