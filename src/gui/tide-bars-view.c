// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-bars-view"

#include "config.h"

#include "gui/tide-bars-view.h"

#include "chart/tide-chart-painter.h"
#include "gui/tide-chart-copy.h"
#include "gui/tide-exhibit.h"

#define NO_ROW (-1)
#define OUTLINE 2.0f

struct _TideBarsView
{
  GtkWidget parent_instance;

  TideViewContext *context; /* (owned) */
  TideSheetPlan   *plan;    /* (owned) (nullable): what is asked for */
  TideSheetBars    bars;
  TideSheetLoad   *load;    /* (owned) (nullable): what is shown */
  TideSheetLoad   *waiting; /* (owned) (nullable): takes over once it has values */

  TideSheet    *sheet;   /* (owned) (nullable) */
  TideBarsSpec *spec;    /* (owned) (nullable): of the sheet, for any size */
  char         *problem; /* (owned) (nullable): why there is none */

  TideBarsLayout *layout;       /* (owned) (nullable): made when it is needed */
  PangoContext   *text_context; /* (owned) (nullable): what it was measured with */
  GskRenderNode  *picture;      /* (owned) (nullable): the layout, painted once */

  int   cursor;     /* row of the spec, or NO_ROW */
  char *value_text; /* (owned) (nullable): what was said of the last step */
};

static void tide_bars_view_exhibit_init (TideExhibitInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TideBarsView, tide_bars_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (TIDE_TYPE_EXHIBIT, tide_bars_view_exhibit_init))

enum
{
  UPDATED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
drop_layout (TideBarsView *self)
{
  g_clear_pointer (&self->layout, tide_bars_layout_free);
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

static TideBarsSpec *
make_screen_spec (TideBarsView *self,
                  PangoContext *context,
                  double        width,
                  double        height)
{
  TideStyle   *style = tide_view_context_get_style (self->context);
  TideBarsData data = *tide_bars_spec_get_data (self->spec);

  data.medium = TIDE_CHART_SCREEN;
  data.theme = tide_style_get_theme (style)->mode;
  data.up = tide_style_get_up_color (style);
  data.width = width;
  data.height = height;
  data.em = get_em (context);
  return tide_bars_spec_new (&data, NULL);
}

static const TideBarsLayout *
ensure_layout (TideBarsView *self)
{
  GtkWidget               *widget = GTK_WIDGET (self);
  g_autoptr (TideBarsSpec) screen = NULL;

  if (self->layout != NULL)
    return self->layout;
  if (self->spec == NULL || gtk_widget_get_width (widget) <= 0 ||
      gtk_widget_get_height (widget) <= 0)
    return NULL;

  g_clear_object (&self->text_context);
  self->text_context = gtk_widget_create_pango_context (widget);
  screen = make_screen_spec (self, self->text_context, gtk_widget_get_width (widget),
                             gtk_widget_get_height (widget));
  if (screen != NULL)
    self->layout = tide_bars_layout_new (screen, tide_chart_painter_measure (self->text_context));
  return self->layout;
}

/* The row under the cursor, as long as there is one, else the whole picture: the
 * value text of a picture never reaches the accessibility bus. */
static void
describe (TideBarsView *self)
{
  g_autofree char *title = tide_exhibit_dup_title (TIDE_EXHIBIT (self));
  g_autofree char *summary = self->spec != NULL ? tide_bars_spec_dup_summary (self->spec) : NULL;
  const char      *text = self->value_text;

  if (text == NULL)
    text = summary != NULL ? summary : self->problem;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "",
                                  -1);
}

static unsigned int
get_sheet_row (TideBarsView *self)
{
  return (unsigned int) tide_bars_spec_get_given (self->spec, (size_t) self->cursor);
}

static TideFocus *
tide_bars_view_dup_focus (TideExhibit *exhibit)
{
  TideBarsView    *self = TIDE_BARS_VIEW (exhibit);
  TideSheetPlan   *plan;
  TideListColumn  *column;
  TideResult      *result;
  g_autofree char *title = NULL;

  if (self->spec == NULL || self->cursor == NO_ROW)
    return NULL;

  result = tide_sheet_get_result (self->sheet, get_sheet_row (self), self->bars.value_column);
  if (result == NULL)
    return NULL;

  plan = tide_sheet_get_plan (self->sheet);
  column = g_ptr_array_index (tide_sheet_plan_get_columns (plan), self->bars.value_column);
  title = g_strdup_printf ("%s, %s", tide_sheet_plan_get_label (plan, get_sheet_row (self)),
                           column->title);
  return tide_focus_new (title, tide_result_get_formula (result),
                         tide_result_get_symbol (result), TIDE_DAY_NONE);
}

/* Says the row aloud, and lets the trace follow it. */
static void
announce (TideBarsView *self)
{
  g_autoptr (TideFocus) focus = tide_exhibit_dup_focus (TIDE_EXHIBIT (self));

  g_clear_pointer (&self->value_text, g_free);
  if (self->spec != NULL && self->cursor != NO_ROW)
    {
      self->value_text = tide_bars_spec_dup_row_text (self->spec, (size_t) self->cursor);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                      self->value_text, -1);
    }
  describe (self);
  if (focus != NULL)
    tide_view_context_set_focus (self->context, focus);
}

static void
set_cursor (TideBarsView *self,
            int           row)
{
  self->cursor = row;
  announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The cursor stays with its row of the sheet when the values change the order. */
static int
find_row (TideBarsView *self,
          size_t        given)
{
  size_t n = self->spec != NULL ? tide_bars_spec_get_data (self->spec)->n_rows : 0;

  for (size_t i = 0; i < n; i++)
    {
      if (tide_bars_spec_get_given (self->spec, i) == given)
        return (int) i;
    }

  return NO_ROW;
}

static void
take_sheet (TideBarsView *self,
            TideSheet    *sheet)
{
  g_autoptr (GError) error = NULL;
  bool               sample = tide_desk_is_sample (tide_view_context_get_desk (self->context));
  size_t             given = SIZE_MAX;

  if (self->spec != NULL && self->cursor != NO_ROW && self->sheet != NULL &&
      tide_sheet_get_plan (self->sheet) == tide_sheet_get_plan (sheet))
    given = get_sheet_row (self);
  tide_sheet_ref (sheet);
  g_clear_pointer (&self->sheet, tide_sheet_unref);
  self->sheet = sheet;
  g_clear_pointer (&self->spec, tide_bars_spec_unref);
  g_clear_pointer (&self->problem, g_free);
  self->spec = tide_sheet_bars_new_spec (sheet, &self->bars, sample, &error);
  if (error != NULL)
    self->problem = g_strdup (error->message);
  self->cursor = find_row (self, given);
  if (self->cursor == NO_ROW)
    g_clear_pointer (&self->value_text, g_free);
  drop_layout (self);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
drop_load (TideBarsView   *self,
           TideSheetLoad **load)
{
  if (*load != NULL)
    g_signal_handlers_disconnect_by_data (*load, self);
  g_clear_object (load);
}

/* A failure keeps the values there were. */
static void
load_changed_cb (TideBarsView *self)
{
  TideSheet    *sheet = tide_sheet_load_get_sheet (self->load);
  const GError *error = tide_sheet_load_get_error (self->load);

  if (sheet != NULL && sheet != self->sheet)
    take_sheet (self, sheet);
  if (sheet == NULL && error != NULL)
    {
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      describe (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
waiting_changed_cb (TideBarsView *self)
{
  if (tide_sheet_load_get_state (self->waiting) == TIDE_LOAD_WAITING)
    return;

  drop_load (self, &self->load);
  self->load = g_steal_pointer (&self->waiting);
  g_signal_handlers_disconnect_by_data (self->load, self);
  g_signal_connect_object (self->load, "notify", G_CALLBACK (load_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load_changed_cb (self);
}

static void
ask (TideBarsView *self)
{
  if (self->plan == NULL)
    return;

  drop_load (self, &self->waiting);
  self->waiting = tide_desk_watch_sheet (tide_view_context_get_desk (self->context), self->plan,
                                         tide_view_context_get_moment (self->context));
  g_signal_connect_object (self->waiting, "notify::state", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Up and down: -1 and 1; from no row to the first or the last. */
static void
walk_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);
  int           step = g_variant_get_int32 (parameter);
  int           n = self->spec != NULL ? (int) tide_bars_spec_get_data (self->spec)->n_rows : 0;

  if (n == 0)
    return;

  if (self->cursor == NO_ROW)
    set_cursor (self, step > 0 ? 0 : n - 1);
  else
    set_cursor (self, CLAMP (self->cursor + step, 0, n - 1));
}

static void
edge_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);
  int           n = self->spec != NULL ? (int) tide_bars_spec_get_data (self->spec)->n_rows : 0;

  if (n > 0)
    set_cursor (self, g_variant_get_int32 (parameter) < 0 ? 0 : n - 1);
}

static void
repeat_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  announce (TIDE_BARS_VIEW (widget));
}

static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);
  const char   *symbol = NULL;

  if (self->spec != NULL && self->cursor != NO_ROW)
    symbol = tide_sheet_plan_get_symbol (tide_sheet_get_plan (self->sheet),
                                         get_sheet_row (self));
  if (symbol != NULL && *symbol != '\0')
    gtk_widget_activate_action (widget, "win.show-chart", "s", symbol);
}

/* Escape without a cursor is for the window. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   unused)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);

  if (self->cursor == NO_ROW)
    return FALSE;

  set_cursor (self, NO_ROW);
  return TRUE;
}

static void
pressed_cb (TideBarsView *self,
            int           n_press,
            double        x,
            double        y)
{
  const TideBarsLayout *layout = ensure_layout (self);
  size_t                row;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (layout == NULL || !tide_bars_layout_find_row (layout, x, y, &row))
    return;

  set_cursor (self, (int) row);
  if (n_press == 2)
    open_cb (GTK_WIDGET (self), NULL, NULL);
}

static void
paint_picture (TideBarsView *self)
{
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) self->layout->width, (float) self->layout->height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  tide_bars_layout_paint (self->layout, self->text_context, cr,
                          gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  cairo_destroy (cr);
  self->picture = gtk_snapshot_free_to_node (snapshot);
}

static GdkRGBA
to_rgba (TideColor color)
{
  return (GdkRGBA){
    (float) (color >> 16 & 0xff) / 255.0f,
    (float) (color >> 8 & 0xff) / 255.0f,
    (float) (color & 0xff) / 255.0f,
    1.0f,
  };
}

static void
snapshot_cursor (TideBarsView *self,
                 GtkSnapshot  *snapshot)
{
  GdkRGBA        ink = to_rgba (self->layout->theme.ink);
  const GdkRGBA  colors[] = { ink, ink, ink, ink };
  const float    widths[] = { OUTLINE, OUTLINE, OUTLINE, OUTLINE };
  GskRoundedRect outline;

  for (size_t i = 0; i < self->layout->items->len; i++)
    {
      const TideBarsItem *item = &g_array_index (self->layout->items, TideBarsItem, i);
      graphene_rect_t     box = GRAPHENE_RECT_INIT ((float) item->box.x - 4, (float) item->box.y,
                                                    (float) item->box.width + 8,
                                                    (float) item->box.height);

      if ((int) item->row != self->cursor)
        continue;
      gsk_rounded_rect_init_from_rect (&outline, &box, 4);
      gtk_snapshot_append_border (snapshot, &outline, widths, colors);
    }
}

/* A sentence where the bars would be. */
static void
snapshot_problem (TideBarsView *self,
                  GtkSnapshot  *snapshot)
{
  GtkWidget              *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (widget, self->problem);
  TideStyle              *style = tide_view_context_get_style (self->context);
  GdkRGBA                 ink = to_rgba (tide_style_get_theme (style)->ink2);

  pango_layout_set_width (text, MAX (gtk_widget_get_width (widget) - 24, 1) * PANGO_SCALE);
  pango_layout_set_wrap (text, PANGO_WRAP_WORD_CHAR);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (12, 12));
  gtk_snapshot_append_layout (snapshot, text, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
tide_bars_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);

  if (ensure_layout (self) == NULL)
    {
      if (self->problem != NULL)
        snapshot_problem (self, snapshot);
      return;
    }

  if (self->picture == NULL)
    paint_picture (self);
  gtk_snapshot_append_node (snapshot, self->picture);
  if (gtk_widget_has_focus (widget))
    snapshot_cursor (self, snapshot);
}

static GtkSizeRequestMode
tide_bars_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* High enough for every row. */
static int
measure_height (TideBarsView *self,
                int           width)
{
  PangoContext            *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr (TideBarsSpec) screen = make_screen_spec (self, context, MAX (width, 240), 100);

  if (screen == NULL)
    return 0;

  return (int) tide_bars_layout_measure_height (screen, tide_chart_painter_measure (context));
}

static void
tide_bars_view_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : 240;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->spec != NULL)
    *minimum = *natural = MAX (measure_height (self, for_size > 0 ? for_size : 420), *minimum);
}

static void
tide_bars_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  TideBarsView *self = TIDE_BARS_VIEW (widget);

  if (self->layout == NULL || self->layout->width != width || self->layout->height != height)
    drop_layout (self);
}

static void
tide_bars_view_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tide_bars_view_parent_class)->css_changed (widget, change);
  drop_layout (TIDE_BARS_VIEW (widget));
}

static char *
tide_bars_view_dup_title (TideExhibit *exhibit)
{
  TideBarsView  *self = TIDE_BARS_VIEW (exhibit);
  TideSheetPlan *plan = self->sheet != NULL ? tide_sheet_get_plan (self->sheet) : self->plan;

  return g_strdup (plan != NULL ? tide_sheet_plan_get_title (plan) : "");
}

static TidePicture *
create_picture (TideBarsView *self)
{
  return self->spec != NULL ? tide_picture_new_bars (self->spec) : NULL;
}

static void
tide_bars_view_copy (TideExhibit  *exhibit,
                     GdkClipboard *clipboard)
{
  g_autoptr (TidePicture) picture = create_picture (TIDE_BARS_VIEW (exhibit));

  if (picture != NULL)
    tide_chart_copy (picture, clipboard);
}

static bool
tide_bars_view_copy_cells (TideExhibit  *exhibit,
                           GdkClipboard *clipboard)
{
  TideBarsView *self = TIDE_BARS_VIEW (exhibit);

  if (self->cursor == NO_ROW || self->value_text == NULL)
    return false;

  gdk_clipboard_set_text (clipboard, self->value_text);
  return true;
}

static unsigned int
tide_bars_view_get_formats (TideExhibit *exhibit)
{
  return TIDE_EXPORT_SVG | TIDE_EXPORT_PDF | TIDE_EXPORT_PNG | TIDE_EXPORT_CSV;
}

static void
tide_bars_view_export_async (TideExhibit             *exhibit,
                             GFile                   *file,
                             const TideExportOptions *options,
                             GCancellable            *cancellable,
                             GAsyncReadyCallback      callback,
                             gpointer                 user_data)
{
  g_autoptr (TidePicture) picture = create_picture (TIDE_BARS_VIEW (exhibit));

  tide_chart_export_async (picture, file, options, cancellable, callback, user_data);
}

static gboolean
tide_bars_view_export_finish (TideExhibit  *exhibit,
                              GAsyncResult *result,
                              GError      **error)
{
  return tide_chart_export_finish (result, error);
}

static void
tide_bars_view_exhibit_init (TideExhibitInterface *iface)
{
  iface->dup_title = tide_bars_view_dup_title;
  iface->dup_focus = tide_bars_view_dup_focus;
  iface->copy = tide_bars_view_copy;
  iface->copy_cells = tide_bars_view_copy_cells;
  iface->get_formats = tide_bars_view_get_formats;
  iface->export_async = tide_bars_view_export_async;
  iface->export_finish = tide_bars_view_export_finish;
}

static void
tide_bars_view_dispose (GObject *object)
{
  TideBarsView *self = TIDE_BARS_VIEW (object);

  drop_layout (self);
  drop_load (self, &self->waiting);
  drop_load (self, &self->load);
  g_clear_pointer (&self->spec, tide_bars_spec_unref);
  g_clear_pointer (&self->sheet, tide_sheet_unref);
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->value_text, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_bars_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    unsigned int key;
    const char  *action;
    int          step;
  } keys[] = {
    { GDK_KEY_Up, "bars.walk", -1 },
    { GDK_KEY_Down, "bars.walk", 1 },
    { GDK_KEY_Home, "bars.edge", -1 },
    { GDK_KEY_End, "bars.edge", 1 },
  };

  gtk_widget_class_install_action (klass, "bars.walk", "i", walk_cb);
  gtk_widget_class_install_action (klass, "bars.edge", "i", edge_cb);
  gtk_widget_class_install_action (klass, "bars.repeat", NULL, repeat_cb);
  gtk_widget_class_install_action (klass, "bars.open", NULL, open_cb);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, 0, keys[i].action, "i", keys[i].step);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_space, 0, "bars.repeat", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Return, 0, "bars.open", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Enter, 0, "bars.open", NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
tide_bars_view_class_init (TideBarsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_bars_view_dispose;
  widget_class->snapshot = tide_bars_view_snapshot;
  widget_class->get_request_mode = tide_bars_view_get_request_mode;
  widget_class->measure = tide_bars_view_measure;
  widget_class->size_allocate = tide_bars_view_size_allocate;
  widget_class->css_changed = tide_bars_view_css_changed;

  signals[UPDATED] =
    g_signal_new ("updated", TIDE_TYPE_BARS_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "barsview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tide_bars_view_init (TideBarsView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->cursor = NO_ROW;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_layout), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

GtkWidget *
tide_bars_view_new (TideViewContext *context)
{
  TideBarsView *self = g_object_new (TIDE_TYPE_BARS_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (tide_view_context_get_style (context), "changed",
                           G_CALLBACK (drop_layout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "moment-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Watches a sheet at the window's as-of moment. */
void
tide_bars_view_show (TideBarsView        *self,
                     TideSheetPlan       *plan,
                     const TideSheetBars *bars)
{
  g_return_if_fail (TIDE_IS_BARS_VIEW (self));
  g_return_if_fail (plan != NULL);

  tide_sheet_plan_ref (plan);
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  self->plan = plan;
  self->bars = *bars;
  describe (self);
  ask (self);
}

/* Shows a sheet that is watched elsewhere, such as in a table beside. */
void
tide_bars_view_set_sheet (TideBarsView        *self,
                          TideSheet           *sheet,
                          const TideSheetBars *bars)
{
  g_return_if_fail (TIDE_IS_BARS_VIEW (self));
  g_return_if_fail (sheet != NULL);

  drop_load (self, &self->waiting);
  drop_load (self, &self->load);
  g_clear_pointer (&self->plan, tide_sheet_plan_unref);
  self->bars = *bars;
  take_sheet (self, sheet);
}

/* (nullable): NULL before the first answer. */
TideBarsSpec *
tide_bars_view_get_spec (TideBarsView *self)
{
  g_return_val_if_fail (TIDE_IS_BARS_VIEW (self), NULL);

  return self->spec;
}

/* Where everything is at the present size; NULL before there is a size. */
const TideBarsLayout *
tide_bars_view_get_layout (TideBarsView *self)
{
  g_return_val_if_fail (TIDE_IS_BARS_VIEW (self), NULL);

  return ensure_layout (self);
}

/* The chosen row, from the top; -1 for none. */
int
tide_bars_view_get_cursor (TideBarsView *self)
{
  g_return_val_if_fail (TIDE_IS_BARS_VIEW (self), NO_ROW);

  return self->cursor;
}

/* What the last step of the keyboard said; NULL before the first one. */
const char *
tide_bars_view_get_value_text (TideBarsView *self)
{
  g_return_val_if_fail (TIDE_IS_BARS_VIEW (self), NULL);

  return self->value_text;
}
