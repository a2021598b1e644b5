// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-view"

#include "config.h"

#include "gui/tide-chart-view-private.h"

#include <math.h>

#include "gui/tide-chart-keys-dialog.h"
#include "gui/tide-chart-table-dialog.h"
#include "gui/tide-exhibit.h"

/* One notch of a wheel. */
#define ZOOM_STEP 1.25
/* Pixels. */
#define DRAG_THRESHOLD 4.0

static void
want_rows (TideChartView *self,
           TideChartRows  rows)
{
  TideDay from, to;

  if (tide_chart_zoom_get_days (self->spec, rows, &from, &to))
    tide_chart_view_want_window (self, from, to);
}

/* A point that is walked to is always in view. */
static void
reveal (TideChartView *self,
        TideDay        day)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideChartRows          rows;

  if (layout == NULL || (day >= layout->time.first && day <= layout->time.last))
    return;
  if (tide_chart_zoom_get_rows (layout, &rows))
    want_rows (self, tide_chart_zoom_reveal (layout, rows, day));
}

static void
walk (TideChartView *self,
      long           rows)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideSeries            *series = tide_chart_view_get_walked_series (self);
  size_t                 length = series != NULL ? tide_series_get_length (series) : 0;
  size_t                 count;
  long                   row;
  TideDay                day;

  if (length == 0)
    return;

  if (self->cross == TIDE_DAY_NONE)
    row = (long) g_array_index (layout->plots, TideChartPlot, self->plot).end - 1;
  else
    {
      count = tide_series_count_until (series, self->cross);
      row = (long) count - 1 + rows;
    }
  day = tide_series_get_days (series)[CLAMP (row, 0, (long) length - 1)];
  reveal (self, day);
  tide_chart_view_pin (self, day);
}

static void
walk_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  walk (TIDE_CHART_VIEW (widget), g_variant_get_int32 (parameter));
}

/* Home and End: -1 and 1. */
static void
edge_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideChartView         *self = TIDE_CHART_VIEW (widget);
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideSeries            *series = tide_chart_view_get_walked_series (self);
  const TideChartPlot   *plot;
  size_t                 row;

  if (series == NULL)
    return;

  plot = &g_array_index (layout->plots, TideChartPlot, self->plot);
  row = g_variant_get_int32 (parameter) < 0 ? plot->begin : plot->end - 1;
  if (plot->begin < plot->end)
    tide_chart_view_pin (self, tide_series_get_days (series)[row]);
}

static void
next_series_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  TideChartView         *self = TIDE_CHART_VIEW (widget);
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  size_t                 n = layout != NULL ? layout->plots->len : 0;
  size_t                 step = g_variant_get_int32 (parameter) < 0 ? n - 1 : 1;

  if (n == 0 || tide_chart_view_get_walked_series (self) == NULL)
    return;

  do
    self->plot = (self->plot + step) % n;
  while (tide_chart_plot_get_series (
           layout, &g_array_index (layout->plots, TideChartPlot, self->plot)) == NULL);
  if (self->cross == TIDE_DAY_NONE)
    walk (self, 0);
  else
    tide_chart_view_announce (self);
  gtk_widget_queue_draw (widget);
}

static void
log_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  tide_chart_view_wish (TIDE_CHART_VIEW (widget), TIDE_CHART_WISH_LOG);
}

static void
percent_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  tide_chart_view_wish (TIDE_CHART_VIEW (widget), TIDE_CHART_WISH_PERCENT);
}

static void
reset_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  tide_chart_view_wish (TIDE_CHART_VIEW (widget), TIDE_CHART_WISH_RESET);
}

static void
zoom (TideChartView *self,
      double         factor,
      double         x)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideChartRows          rows;
  double                 part;

  if (layout == NULL || !tide_chart_zoom_get_rows (layout, &rows))
    return;

  part = (x - layout->plot_area.x) / fmax (layout->plot_area.width, 1);
  want_rows (self, tide_chart_zoom_scale (layout, rows, factor, CLAMP (part, 0, 1)));
}

static void
zoom_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideChartView         *self = TIDE_CHART_VIEW (widget);
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);

  if (layout == NULL)
    return;

  zoom (self, g_variant_get_int32 (parameter) > 0 ? 1 / ZOOM_STEP : ZOOM_STEP,
        layout->plot_area.x + layout->plot_area.width);
}

static void
table_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TideChartView   *self = TIDE_CHART_VIEW (widget);
  g_autofree char *title = NULL;

  if (self->spec == NULL)
    return;

  title = tide_exhibit_dup_title (TIDE_EXHIBIT (self));
  tide_chart_table_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), title, self->spec);
}

static void
help_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  tide_chart_keys_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
repeat_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TideChartView *self = TIDE_CHART_VIEW (widget);

  if (self->cross == TIDE_DAY_NONE)
    walk (self, 0);
  else
    tide_chart_view_announce (self);
}

/* Escape without a crosshair is for the window. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   unused)
{
  TideChartView *self = TIDE_CHART_VIEW (widget);

  if (self->cross == TIDE_DAY_NONE)
    return FALSE;

  self->pinned = TIDE_DAY_NONE;
  tide_chart_view_set_cross (self, TIDE_DAY_NONE);
  return TRUE;
}

static bool
is_inside (const TideChartLayout *layout,
           double                 x,
           double                 y)
{
  const TideChartRect *plot = &layout->plot_area;
  const TideChartRect *volume = &layout->volume_area;
  double               bottom = plot->y + plot->height;

  if (volume->height > 0)
    bottom = volume->y + volume->height;
  return x >= plot->x && x <= plot->x + plot->width && y >= plot->y && y <= bottom;
}

void
tide_chart_view_point_at (TideChartView *self,
                          double         x,
                          double         y)
{
  const TideChartLayout *layout;

  g_return_if_fail (TIDE_IS_CHART_VIEW (self));

  layout = tide_chart_view_ensure_layout (self);
  self->pointer_x = x;
  self->pointer_y = y;
  tide_chart_view_point_at_edge (self, x, y);
  if (layout != NULL && is_inside (layout, x, y))
    tide_chart_view_set_cross (self, tide_chart_layout_get_day_at (layout, x));
  else
    tide_chart_view_set_cross (self, self->pinned);
}

/* A pointer that lies still is told of again when something below it moves; that
 * must not take the crosshair from the keys. */
static void
motion_cb (TideChartView *self,
           double         x,
           double         y)
{
  if (x != self->pointer_x || y != self->pointer_y)
    tide_chart_view_point_at (self, x, y);
}

static void
leave_cb (TideChartView *self)
{
  tide_chart_view_set_cross (self, self->pinned);
}

static gboolean
scroll_cb (TideChartView *self,
           double         dx,
           double         dy)
{
  zoom (self, pow (ZOOM_STEP, dy), self->pointer_x);
  return TRUE;
}

static void
pressed_cb (TideChartView *self,
            int            n_press,
            double         x,
            double         y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2)
    tide_chart_view_wish (self, TIDE_CHART_WISH_RESET);
}

static void
released_cb (TideChartView *self,
             int            n_press,
             double         x,
             double         y)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);

  if (n_press == 1 && !self->dragged && layout != NULL && is_inside (layout, x, y))
    tide_chart_view_pin (self, tide_chart_layout_get_day_at (layout, x));
}

static void
drag_begin_cb (TideChartView *self,
               double         x,
               double         y)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);

  self->drag_rows = (TideChartRows){ 0, 0 };
  self->dragged = false;
  if (tide_chart_view_take_edge (self, x, y))
    return;
  if (layout != NULL)
    tide_chart_zoom_get_rows (layout, &self->drag_rows);
}

static void
drag_update_cb (TideChartView  *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  double                 n = (double) self->drag_rows.end - (double) self->drag_rows.begin;
  long                   shift;

  /* A hand that trembles does not drag. */
  self->dragged |= fabs (dx) >= DRAG_THRESHOLD;
  if (!self->dragged)
    return;
  if (self->moves_edge)
    {
      tide_chart_view_drag_edge (self, dx);
      return;
    }
  if (layout == NULL || n <= 0 || !(layout->plot_area.width > 0))
    return;

  shift = lround (-dx * n / layout->plot_area.width);
  want_rows (self, tide_chart_zoom_shift (layout, self->drag_rows, shift));
}

static void
drag_end_cb (TideChartView *self)
{
  self->moves_edge = false;
}

void
tide_chart_view_add_controllers (TideChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static const struct
{
  const char                 *name;
  bool                        counted; /* takes a direction or a number of steps */
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "chart.walk", true, walk_cb },
  { "chart.edge", true, edge_cb },
  { "chart.series", true, next_series_cb },
  { "chart.zoom", true, zoom_cb },
  { "chart.log", false, log_cb },
  { "chart.percent", false, percent_cb },
  { "chart.reset", false, reset_cb },
  { "chart.table", false, table_cb },
  { "chart.keys", false, help_cb },
  { "chart.repeat", false, repeat_cb },
};

static const struct
{
  unsigned int    key;
  GdkModifierType modifiers;
  const char     *action;
  int             steps; /* 0 for an action that takes none */
} keys[] = {
  { GDK_KEY_Left, 0, "chart.walk", -1 },
  { GDK_KEY_Right, 0, "chart.walk", 1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, "chart.walk", -5 },
  { GDK_KEY_Right, GDK_SHIFT_MASK, "chart.walk", 5 },
  { GDK_KEY_Left, GDK_CONTROL_MASK, "chart.walk", -21 },
  { GDK_KEY_Right, GDK_CONTROL_MASK, "chart.walk", 21 },
  { GDK_KEY_Home, 0, "chart.edge", -1 },
  { GDK_KEY_End, 0, "chart.edge", 1 },
  { GDK_KEY_Up, 0, "chart.series", -1 },
  { GDK_KEY_Down, 0, "chart.series", 1 },
  { GDK_KEY_plus, 0, "chart.zoom", 1 },
  { GDK_KEY_plus, GDK_SHIFT_MASK, "chart.zoom", 1 },
  { GDK_KEY_KP_Add, 0, "chart.zoom", 1 },
  { GDK_KEY_minus, 0, "chart.zoom", -1 },
  { GDK_KEY_KP_Subtract, 0, "chart.zoom", -1 },
  { GDK_KEY_l, 0, "chart.log", 0 },
  { GDK_KEY_p, 0, "chart.percent", 0 },
  { GDK_KEY_r, 0, "chart.reset", 0 },
  { GDK_KEY_t, 0, "chart.table", 0 },
  { GDK_KEY_h, 0, "chart.keys", 0 },
  { GDK_KEY_space, 0, "chart.repeat", 0 },
};

void
tide_chart_view_add_keys (GtkWidgetClass *klass)
{
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].counted ? "i" : NULL,
                                     actions[i].activate);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].steps != 0)
        gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers,
                                             keys[i].action, "i", keys[i].steps);
      else
        gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers,
                                             keys[i].action, NULL);
    }
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
}
