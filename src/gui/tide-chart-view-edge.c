// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-view"

#include "config.h"

#include "gui/tide-chart-view-private.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

/* The edges of the span that statistics are taken over: dragged, or moved by
 * keys. Whoever gave the spec is told and gives another one; until then the view
 * shows the edge where it was put. */

static TideDay
get_edge (TideChartView *self,
          TideChartEdge  edge)
{
  const TideChartData *data;

  if (self->spec == NULL)
    return TIDE_DAY_NONE;
  if (self->moved_to[edge] != TIDE_DAY_NONE)
    return self->moved_to[edge];

  data = tide_chart_spec_get_data (self->spec);
  return edge == TIDE_CHART_EDGE_FROM ? data->window_from : data->window_to;
}

void
tide_chart_view_apply_edges (TideChartView *self,
                             TideChartData *data)
{
  data->window_from = get_edge (self, TIDE_CHART_EDGE_FROM);
  data->window_to = get_edge (self, TIDE_CHART_EDGE_TO);
}

/* The edges do not pass each other. */
static bool
is_possible (TideChartView *self,
             TideChartEdge  edge,
             TideDay        day)
{
  TideDay other = get_edge (self, edge == TIDE_CHART_EDGE_FROM ? TIDE_CHART_EDGE_TO
                                                               : TIDE_CHART_EDGE_FROM);

  if (day == TIDE_DAY_NONE)
    return false;
  if (other == TIDE_DAY_NONE)
    return true;

  return edge == TIDE_CHART_EDGE_FROM ? day < other : day > other;
}

static void
announce_edge (TideChartView *self,
               TideChartEdge  edge,
               TideDay        day)
{
  g_autofree char *text = tide_day_dup_text (day);

  g_free (self->value_text);
  /* Translators: the first day of the span that a mean is taken over. */
  self->value_text = edge == TIDE_CHART_EDGE_FROM
                       ? g_strdup_printf (_ ("Window from %s"), text)
                       /* Translators: the last day of that span. */
                       : g_strdup_printf (_ ("Window to %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, self->value_text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->value_text, -1);
}

/* Moves an edge that there is, and says so. */
void
tide_chart_view_move_edge (TideChartView *self,
                           TideChartEdge  edge,
                           TideDay        day)
{
  TideDay now = get_edge (self, edge);

  if (now == TIDE_DAY_NONE || now == day || !is_possible (self, edge, day))
    return;

  self->moved_to[edge] = day;
  tide_chart_view_drop_layout (self);
  announce_edge (self, edge, day);
  tide_chart_view_want_edge (self, edge, day);
}

bool
tide_chart_view_take_edge (TideChartView *self,
                           double         x,
                           double         y)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);

  self->edge_x = x;
  self->moves_edge = layout != NULL && tide_chart_layout_find_edge (layout, x, y, &self->edge);
  return self->moves_edge;
}

void
tide_chart_view_drag_edge (TideChartView *self,
                           double         dx)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);

  if (layout != NULL)
    tide_chart_view_move_edge (self, self->edge,
                               tide_chart_layout_get_day_at (layout, self->edge_x + dx));
}

/* The pointer says where something can be taken hold of. */
void
tide_chart_view_point_at_edge (TideChartView *self,
                               double         x,
                               double         y)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideChartEdge          edge;
  bool                   found;

  found = layout != NULL && tide_chart_layout_find_edge (layout, x, y, &edge);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   found || self->moves_edge ? "col-resize" : NULL);
}

/* From value to value of the series that the keys walk along. */
static void
step_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideChartView *self = TIDE_CHART_VIEW (widget);
  TideSeries    *series = tide_chart_view_get_walked_series (self);
  TideDay        from = get_edge (self, TIDE_CHART_EDGE_FROM);
  long           length = series != NULL ? (long) tide_series_get_length (series) : 0;
  long           row;

  if (length == 0 || from == TIDE_DAY_NONE)
    return;

  row = (long) tide_series_count_until (series, from - 1) + g_variant_get_int32 (parameter);
  tide_chart_view_move_edge (self, TIDE_CHART_EDGE_FROM,
                             tide_series_get_days (series)[CLAMP (row, 0, length - 1)]);
}

/* The span begins at the crosshair. */
static void
begin_here_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TideChartView *self = TIDE_CHART_VIEW (widget);

  if (self->cross != TIDE_DAY_NONE)
    tide_chart_view_move_edge (self, TIDE_CHART_EDGE_FROM, self->cross);
}

void
tide_chart_view_add_edge_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    unsigned int key;
    int          step;
  } keys[] = {
    { GDK_KEY_bracketleft, -1 },
    { GDK_KEY_bracketright, 1 },
    { GDK_KEY_braceleft, -21 },
    { GDK_KEY_braceright, 21 },
  };

  gtk_widget_class_install_action (klass, "chart.edge-step", "i", step_cb);
  gtk_widget_class_install_action (klass, "chart.edge-here", NULL, begin_here_cb);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding_action (klass, keys[i].key, 0, "chart.edge-step", "i",
                                           keys[i].step);
      gtk_widget_class_add_binding_action (klass, keys[i].key, GDK_SHIFT_MASK, "chart.edge-step",
                                           "i", keys[i].step);
    }
  gtk_widget_class_add_binding_action (klass, GDK_KEY_w, 0, "chart.edge-here", NULL);
}
