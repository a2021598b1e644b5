// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-chart-view"

#include "config.h"

#include "gui/tide-chart-view-private.h"

#include "chart/tide-chart-painter.h"
#include "chart/tide-chart-summary.h"
#include "gui/tide-chart-copy.h"
#include "gui/tide-chart-cross.h"
#include "gui/tide-chart-overlay.h"
#include "gui/tide-exhibit.h"

#define DIMMED_OPACITY 0.5

static void tide_chart_view_exhibit_init (TideExhibitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideChartView, tide_chart_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_EXHIBIT, tide_chart_view_exhibit_init))

static unsigned int signals[TIDE_CHART_N_WISHES];

void
tide_chart_view_drop_layout (TideChartView *self)
{
  g_clear_pointer (&self->layout, tide_chart_layout_free);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_object (&self->text_context);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
get_em (PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double                      size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double                      dpi = pango_cairo_context_get_resolution (context);

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (dpi > 0 ? dpi : 96.0) / 72.0;
}

/* The view says itself why there is nothing to see. */
static void
remove_empty_text (GArray *texts)
{
  for (unsigned int i = 0; i < texts->len; i++)
    {
      if (g_array_index (texts, TideChartText, i).role == TIDE_CHART_TEXT_EMPTY)
        {
          g_array_remove_index (texts, i);
          return;
        }
    }
}

static TideChartSpec *
make_screen_spec (TideChartView *self,
                  double         em)
{
  TideStyle    *style = tide_view_context_get_style (self->context);
  TideChartData data = *tide_chart_spec_get_data (self->spec);

  data.medium = TIDE_CHART_SCREEN;
  data.theme = tide_style_get_theme (style)->mode;
  data.up = tide_style_get_up_color (style);
  data.width = gtk_widget_get_width (GTK_WIDGET (self));
  data.height = gtk_widget_get_height (GTK_WIDGET (self));
  data.em = em;
  tide_chart_view_apply_edges (self, &data);
  return tide_chart_spec_new (&data, NULL);
}

const TideChartLayout *
tide_chart_view_ensure_layout (TideChartView *self)
{
  GtkWidget                *widget = GTK_WIDGET (self);
  g_autoptr (TideChartSpec) screen = NULL;

  if (self->layout != NULL)
    return self->layout;
  if (self->spec == NULL || gtk_widget_get_width (widget) <= 0 ||
      gtk_widget_get_height (widget) <= 0)
    return NULL;

  g_clear_object (&self->text_context);
  self->text_context = gtk_widget_create_pango_context (widget);
  screen = make_screen_spec (self, get_em (self->text_context));
  if (screen == NULL)
    return NULL;

  self->layout = tide_chart_layout_new (screen, tide_chart_painter_measure (self->text_context));
  if (self->message != NULL)
    remove_empty_text (self->layout->texts);
  return self->layout;
}

static size_t
find_plot_of_layer (const TideChartLayout *layout,
                    size_t                 layer)
{
  for (unsigned int i = 0; i < layout->plots->len; i++)
    {
      const TideChartPlot *plot = &g_array_index (layout->plots, TideChartPlot, i);

      if (!plot->volume && plot->layer == layer)
        return i;
    }
  return 0;
}

/* The series that keys walk along, the first one that is no level where none was
 * chosen; NULL when there is none. */
TideSeries *
tide_chart_view_get_walked_series (TideChartView *self)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  size_t                 n = layout != NULL ? layout->plots->len : 0;
  TideSeries            *series = NULL;

  for (size_t i = 0; i < n && series == NULL; i++)
    {
      size_t plot = (self->plot + i) % n;

      series = tide_chart_plot_get_series (layout,
                                           &g_array_index (layout->plots, TideChartPlot, plot));
      if (series != NULL)
        self->plot = plot;
    }

  return series;
}

static TideFocus *
tide_chart_view_dup_focus (TideExhibit *exhibit)
{
  TideChartView         *self = TIDE_CHART_VIEW (exhibit);
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  TideSeries            *series = tide_chart_view_get_walked_series (self);
  const TideSeriesInfo  *info;
  g_autofree char       *formula = NULL;
  TideChartPoint         point;
  char                   day[TIDE_DAY_TEXT_SIZE];

  if (series == NULL)
    return NULL;

  info = tide_series_get_info (series);
  if (self->cross == TIDE_DAY_NONE ||
      !tide_chart_layout_get_point (layout, self->plot, self->cross, &point))
    return tide_focus_new (info->field, info->field, info->symbol, TIDE_DAY_NONE);

  formula = g_strdup_printf ("at(%s, %s)", info->field, tide_day_format (point.day, day));
  return tide_focus_new (info->field, formula, info->symbol, point.day);
}

void
tide_chart_view_set_cross (TideChartView *self,
                           TideDay        day)
{
  if (self->cross == day)
    return;

  self->cross = day;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The point under the crosshair, as long as there is one, else the whole chart:
 * the value text of a picture never reaches the accessibility bus. */
static void
describe (TideChartView *self)
{
  g_autofree char *title = tide_exhibit_dup_title (TIDE_EXHIBIT (self));
  g_autofree char *summary = self->spec != NULL ? tide_chart_summary_new (self->spec) : NULL;
  const char      *text = summary;

  if (self->message != NULL)
    text = self->message;
  else if (self->value_text != NULL)
    text = self->value_text;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "",
                                  -1);
}

/* Says the point aloud, and lets the trace follow it. */
void
tide_chart_view_announce (TideChartView *self)
{
  const TideChartLayout *layout = tide_chart_view_ensure_layout (self);
  g_autoptr (TideFocus)  focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (self));

  g_clear_pointer (&self->value_text, g_free);
  if (layout != NULL && self->cross != TIDE_DAY_NONE && self->plot < layout->plots->len)
    self->value_text = tide_chart_cross_dup_value_text (layout, self->plot, self->cross);
  if (self->value_text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    self->value_text, -1);
  describe (self);
  if (focus != NULL)
    tide_view_context_set_focus (self->context, focus);
}

void
tide_chart_view_pin (TideChartView *self,
                     TideDay        day)
{
  self->pinned = day;
  tide_chart_view_set_cross (self, day);
  tide_chart_view_announce (self);
}

static GskRenderNode *
paint_picture (TideChartView *self)
{
  GtkWidget      *widget = GTK_WIDGET (self);
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) self->layout->width, (float) self->layout->height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  tide_chart_painter_paint (self->layout, self->text_context, cr,
                            gtk_widget_get_scale_factor (widget));
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
tide_chart_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  TideChartView   *self = TIDE_CHART_VIEW (widget);
  TideChartOverlay overlay;

  if (tide_chart_view_ensure_layout (self) == NULL)
    return;

  if (self->picture == NULL)
    self->picture = paint_picture (self);
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, DIMMED_OPACITY);
  gtk_snapshot_append_node (snapshot, self->picture);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);

  overlay = (TideChartOverlay){
    .layout = self->layout,
    .text_context = self->text_context,
    .em = get_em (self->text_context),
    .scale = gtk_widget_get_scale_factor (widget),
    .cross = self->cross,
    .plot = self->plot,
    .ringed = self->pinned == self->cross,
  };
  if (self->message != NULL)
    tide_chart_overlay_snapshot_message (&overlay, self->message, snapshot);
  tide_chart_overlay_snapshot_cross (&overlay, snapshot);
}

void
tide_chart_view_want_window (TideChartView *self,
                             TideDay        from,
                             TideDay        to)
{
  g_signal_emit (self, signals[TIDE_CHART_WISH_WINDOW], 0, (int) from, (int) to);
}

void
tide_chart_view_want_edge (TideChartView *self,
                           TideChartEdge  edge,
                           TideDay        day)
{
  g_signal_emit (self, signals[TIDE_CHART_WISH_EDGE], 0, (int) edge, (int) day);
}

void
tide_chart_view_wish (TideChartView *self,
                      TideChartWish  wish)
{
  g_signal_emit (self, signals[wish], 0);
}

static void
tide_chart_view_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : 300;
  *minimum_baseline = *natural_baseline = -1;
}

static void
tide_chart_view_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  TideChartView *self = TIDE_CHART_VIEW (widget);

  if (self->layout == NULL || self->layout->width != width || self->layout->height != height)
    tide_chart_view_drop_layout (self);
}

/* A new font, text size or scale: everything is measured again. */
static void
tide_chart_view_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tide_chart_view_parent_class)->css_changed (widget, change);
  tide_chart_view_drop_layout (TIDE_CHART_VIEW (widget));
}

static char *
tide_chart_view_dup_title (TideExhibit *exhibit)
{
  TideChartView *self = TIDE_CHART_VIEW (exhibit);
  const char    *title;

  if (self->spec == NULL)
    return g_strdup ("");

  title = tide_chart_spec_get_data (self->spec)->title;
  return title != NULL ? g_strdup (title) : tide_chart_summary_new_title (self->spec);
}

static void
tide_chart_view_copy (TideExhibit  *exhibit,
                      GdkClipboard *clipboard)
{
  TideChartView *self = TIDE_CHART_VIEW (exhibit);

  g_autoptr (TidePicture) picture = NULL;

  if (self->spec == NULL)
    return;

  picture = tide_picture_new_chart (self->spec);
  tide_chart_copy (picture, clipboard);
}

static bool
tide_chart_view_copy_cells (TideExhibit  *exhibit,
                            GdkClipboard *clipboard)
{
  TideChartView *self = TIDE_CHART_VIEW (exhibit);

  if (self->pinned == TIDE_DAY_NONE || self->value_text == NULL)
    return false;

  gdk_clipboard_set_text (clipboard, self->value_text);
  return true;
}

static unsigned int
tide_chart_view_get_formats (TideExhibit *exhibit)
{
  return TIDE_EXPORT_SVG | TIDE_EXPORT_PDF | TIDE_EXPORT_PNG | TIDE_EXPORT_CSV;
}

static void
tide_chart_view_export_async (TideExhibit             *exhibit,
                              GFile                   *file,
                              const TideExportOptions *options,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data)
{
  TideChartView *self = TIDE_CHART_VIEW (exhibit);

  g_autoptr (TidePicture) picture = NULL;

  if (self->spec != NULL)
    picture = tide_picture_new_chart (self->spec);
  tide_chart_export_async (picture, file, options, cancellable, callback, user_data);
}

static gboolean
tide_chart_view_export_finish (TideExhibit  *exhibit,
                               GAsyncResult *result,
                               GError      **error)
{
  return tide_chart_export_finish (result, error);
}

static void
tide_chart_view_exhibit_init (TideExhibitInterface *iface)
{
  iface->dup_title = tide_chart_view_dup_title;
  iface->dup_focus = tide_chart_view_dup_focus;
  iface->copy = tide_chart_view_copy;
  iface->copy_cells = tide_chart_view_copy_cells;
  iface->get_formats = tide_chart_view_get_formats;
  iface->export_async = tide_chart_view_export_async;
  iface->export_finish = tide_chart_view_export_finish;
}

static void
tide_chart_view_dispose (GObject *object)
{
  TideChartView *self = TIDE_CHART_VIEW (object);

  tide_chart_view_drop_layout (self);
  g_clear_pointer (&self->spec, tide_chart_spec_unref);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->value_text, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_chart_view_parent_class)->dispose (object);
}

static void
tide_chart_view_class_init (TideChartViewClass *klass)
{
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const wishes[] = {
    [TIDE_CHART_WISH_LOG] = "log-wanted",
    [TIDE_CHART_WISH_PERCENT] = "percent-wanted",
    [TIDE_CHART_WISH_RESET] = "reset-wanted",
  };

  object_class->dispose = tide_chart_view_dispose;
  widget_class->snapshot = tide_chart_view_snapshot;
  widget_class->measure = tide_chart_view_measure;
  widget_class->size_allocate = tide_chart_view_size_allocate;
  widget_class->css_changed = tide_chart_view_css_changed;

  signals[TIDE_CHART_WISH_WINDOW] =
    g_signal_new ("window-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  for (int i = TIDE_CHART_WISH_LOG; i <= TIDE_CHART_WISH_RESET; i++)
    signals[i] = g_signal_new (wishes[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[TIDE_CHART_WISH_EDGE] =
    g_signal_new ("edge-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  tide_chart_view_add_keys (widget_class);
  tide_chart_view_add_edge_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tide_chart_view_init (TideChartView *self)
{
  self->cross = TIDE_DAY_NONE;
  self->pinned = TIDE_DAY_NONE;
  self->moved_to[TIDE_CHART_EDGE_FROM] = self->moved_to[TIDE_CHART_EDGE_TO] = TIDE_DAY_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  tide_chart_view_add_controllers (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (tide_chart_view_drop_layout), NULL);
}

GtkWidget *
tide_chart_view_new (TideViewContext *context)
{
  TideChartView *self = g_object_new (TIDE_TYPE_CHART_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (tide_view_context_get_style (context), "changed",
                           G_CALLBACK (tide_chart_view_drop_layout), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TideChartSpec *
tide_chart_view_get_spec (TideChartView *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_VIEW (self), NULL);

  return self->spec;
}

void
tide_chart_view_set_spec (TideChartView *self,
                          TideChartSpec *spec)
{
  const TideChartLayout *layout;

  g_return_if_fail (TIDE_IS_CHART_VIEW (self));

  if (self->spec == spec)
    return;

  g_clear_pointer (&self->spec, tide_chart_spec_unref);
  self->spec = spec != NULL ? tide_chart_spec_ref (spec) : NULL;
  if (!self->moves_edge)
    self->moved_to[TIDE_CHART_EDGE_FROM] = self->moved_to[TIDE_CHART_EDGE_TO] = TIDE_DAY_NONE;
  tide_chart_view_drop_layout (self);
  layout = tide_chart_view_ensure_layout (self);
  if (layout != NULL && self->plot >= layout->plots->len)
    self->plot = find_plot_of_layer (layout, 0);
  describe (self);
}

const char *
tide_chart_view_get_message (TideChartView *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_VIEW (self), NULL);

  return self->message;
}

/* A sentence in the plot instead of values, or NULL. */
void
tide_chart_view_set_message (TideChartView *self,
                             const char    *message)
{
  g_return_if_fail (TIDE_IS_CHART_VIEW (self));

  if (g_strcmp0 (self->message, message) == 0)
    return;

  g_free (self->message);
  self->message = g_strdup (message);
  tide_chart_view_drop_layout (self);
  describe (self);
}

void
tide_chart_view_set_dimmed (TideChartView *self,
                            bool           dimmed)
{
  g_return_if_fail (TIDE_IS_CHART_VIEW (self));

  if (self->dimmed == dimmed)
    return;

  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where everything is at the present size; NULL before there is a size. */
const TideChartLayout *
tide_chart_view_get_layout (TideChartView *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_VIEW (self), NULL);

  return tide_chart_view_ensure_layout (self);
}

TideDay
tide_chart_view_get_cross_day (TideChartView *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_VIEW (self), TIDE_DAY_NONE);

  return self->cross;
}

/* What the last step of the keyboard said; NULL before the first one. */
const char *
tide_chart_view_get_value_text (TideChartView *self)
{
  g_return_val_if_fail (TIDE_IS_CHART_VIEW (self), NULL);

  return self->value_text;
}
