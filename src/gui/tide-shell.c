// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-shell"

#include "config.h"

#include "gui/tide-shell.h"

/* Widths at which the regions no longer fit side by side, for text of the usual
 * size; larger text needs as much more. */
#define DETAILS_FITS_FROM 1040
#define SIDEBAR_FITS_FROM 820

/* Pixels of a font of 11 points. */
#define USUAL_TEXT_SIZE (11.0 * 96.0 / 72.0)

/* What the shell asks for at least; the window is never made narrower. */
#define MINIMUM_WIDTH 360

typedef enum
{
  SHELL_WIDE,   /* sidebar | page | Details */
  SHELL_MEDIUM, /* sidebar | page or Details */
  SHELL_NARROW, /* page or Details, the sidebar above them */
} ShellMode;

/* A docked region keeps the choice the user made in a wide window; an overlaid
 * one is open only until it is left, and starts closed. */
struct _TideShell
{
  GtkWidget parent_instance;

  GtkWidget *overlay; /* (unowned): our only child */
  GtkWidget *outer;   /* (unowned): sidebar | inner */
  GtkWidget *inner;   /* (unowned): page | Details */
  GtkWidget *slider;  /* (unowned): holds the overlaid sidebar */
  GtkWidget *sidebar; /* (owned) */
  GtkWidget *page;    /* (owned) */
  GtkWidget *details; /* (owned) */
  ShellMode  mode;
  int        sidebar_width; /* pixels */
  int        details_width; /* pixels */
  guint      apply_id;
  bool       placed;         /* the handles were put at their widths once */
  bool       sidebar_docked; /* wanted when there is room */
  bool       details_docked; /* wanted when there is room */
  bool       sidebar_over;   /* open above the page */
  bool       details_over;   /* open in the page's place */
};

G_DEFINE_FINAL_TYPE (TideShell, tide_shell, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SIDEBAR_SHOWN,
  PROP_DETAILS_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* How much larger than usual the text is; never below 1. */
static double
get_text_scale (TideShell *self)
{
  PangoContext               *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double                      size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return MAX (1.0, size / USUAL_TEXT_SIZE);
}

static ShellMode
choose_mode (TideShell *self,
             int        width)
{
  double usual = width / get_text_scale (self);

  if (usual < SIDEBAR_FITS_FROM)
    return SHELL_NARROW;
  if (usual < DETAILS_FITS_FROM)
    return SHELL_MEDIUM;
  return SHELL_WIDE;
}

/* The sidebar has one of two parents; moving it is cheap and happens only when
 * the mode changes. */
static void
move_sidebar (TideShell *self,
              bool       overlaid)
{
  GtkWidget *parent = gtk_widget_get_parent (self->sidebar);

  if (overlaid && parent != self->slider)
    {
      gtk_paned_set_start_child (GTK_PANED (self->outer), NULL);
      gtk_revealer_set_child (GTK_REVEALER (self->slider), self->sidebar);
    }
  else if (!overlaid && parent != self->outer)
    {
      gtk_revealer_set_child (GTK_REVEALER (self->slider), NULL);
      gtk_paned_set_start_child (GTK_PANED (self->outer), self->sidebar);
    }
}

static void
place_handles (TideShell *self,
               int        width)
{
  int sidebar = tide_shell_get_sidebar_shown (self) && self->mode != SHELL_NARROW
                  ? self->sidebar_width
                  : 0;

  gtk_paned_set_position (GTK_PANED (self->outer), self->sidebar_width);
  gtk_paned_set_position (GTK_PANED (self->inner),
                          MAX (width - sidebar - self->details_width, 1));
}

static void
apply_mode (TideShell *self)
{
  bool alone = self->mode != SHELL_WIDE;
  bool details = tide_shell_get_details_shown (self);

  if (self->sidebar != NULL)
    {
      move_sidebar (self, self->mode == SHELL_NARROW);
      gtk_widget_set_visible (self->sidebar, self->mode == SHELL_NARROW || self->sidebar_docked);
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->slider), self->sidebar_over);
      gtk_widget_set_can_target (self->slider, self->sidebar_over);
    }
  if (self->details != NULL)
    gtk_widget_set_visible (self->details, details);
  if (self->page != NULL)
    gtk_widget_set_visible (self->page, !(alone && details));
}

static gboolean
apply_mode_cb (gpointer user_data)
{
  TideShell *self = user_data;

  self->apply_id = 0;
  apply_mode (self);
  place_handles (self, gtk_widget_get_width (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_SHOWN]);
  return G_SOURCE_REMOVE;
}

/* Children cannot be moved while they are allocated. */
static void
queue_mode (TideShell *self,
            ShellMode  mode)
{
  if (mode == self->mode)
    return;

  self->mode = mode;
  self->sidebar_over = false;
  self->details_over = false;
  if (self->apply_id == 0)
    self->apply_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_mode_cb, self, NULL);
}

static void
outer_moved_cb (TideShell *self)
{
  if (self->mode != SHELL_NARROW && self->sidebar_docked)
    self->sidebar_width = CLAMP (gtk_paned_get_position (GTK_PANED (self->outer)), 160, 320);
}

static void
inner_moved_cb (TideShell *self)
{
  int width = gtk_widget_get_width (self->inner);

  if (self->mode == SHELL_WIDE && self->details_docked && width > 0)
    self->details_width =
      CLAMP (width - gtk_paned_get_position (GTK_PANED (self->inner)), 320, 640);
}

static void
tide_shell_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  TideShell *self = TIDE_SHELL (widget);

  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
  /* A mode that is about to change must not keep the window wide. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, MINIMUM_WIDTH);
  *natural = MAX (*natural, *minimum);
  *minimum_baseline = *natural_baseline = -1;
}

static void
tide_shell_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  TideShell *self = TIDE_SHELL (widget);
  int        minimum;

  queue_mode (self, choose_mode (self, width));
  if (!self->placed)
    {
      self->placed = true;
      place_handles (self, width);
    }
  gtk_widget_measure (self->overlay, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
tide_shell_dispose (GObject *object)
{
  TideShell *self = TIDE_SHELL (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->sidebar);
  g_clear_object (&self->page);
  g_clear_object (&self->details);

  G_OBJECT_CLASS (tide_shell_parent_class)->dispose (object);
}

static void
tide_shell_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  TideShell *self = TIDE_SHELL (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, tide_shell_get_sidebar_shown (self));
      break;
    case PROP_DETAILS_SHOWN:
      g_value_set_boolean (value, tide_shell_get_details_shown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_shell_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  TideShell *self = TIDE_SHELL (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      tide_shell_set_sidebar_shown (self, g_value_get_boolean (value));
      break;
    case PROP_DETAILS_SHOWN:
      tide_shell_set_details_shown (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_shell_class_init (TideShellClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_shell_dispose;
  object_class->get_property = tide_shell_get_property;
  object_class->set_property = tide_shell_set_property;

  widget_class->measure = tide_shell_measure;
  widget_class->size_allocate = tide_shell_size_allocate;

  properties[PROP_SIDEBAR_SHOWN] =
    g_param_spec_boolean ("sidebar-shown", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_DETAILS_SHOWN] =
    g_param_spec_boolean ("details-shown", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "shell");
}

static void
tide_shell_init (TideShell *self)
{
  self->sidebar_width = 200;
  self->details_width = 440;
  self->sidebar_docked = true;
  self->details_docked = true;

  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  self->inner = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_resize_end_child (GTK_PANED (self->inner), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->inner), FALSE);

  self->outer = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_resize_start_child (GTK_PANED (self->outer), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->outer), FALSE);
  gtk_paned_set_end_child (GTK_PANED (self->outer), self->inner);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->outer);

  self->slider = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->slider),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_RIGHT);
  gtk_widget_set_halign (self->slider, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->slider, "slider");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->slider);

  g_signal_connect_object (self->outer, "notify::position", G_CALLBACK (outer_moved_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::position", G_CALLBACK (inner_moved_cb),
                           self, G_CONNECT_SWAPPED);
}

void
tide_shell_set_sidebar (TideShell *self,
                        GtkWidget *sidebar)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  g_set_object (&self->sidebar, sidebar);
  gtk_paned_set_start_child (GTK_PANED (self->outer), sidebar);
  apply_mode (self);
}

void
tide_shell_set_page (TideShell *self,
                     GtkWidget *page)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  g_set_object (&self->page, page);
  gtk_paned_set_start_child (GTK_PANED (self->inner), page);
  apply_mode (self);
}

void
tide_shell_set_details (TideShell *self,
                        GtkWidget *details)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  g_set_object (&self->details, details);
  gtk_paned_set_end_child (GTK_PANED (self->inner), details);
  apply_mode (self);
}

bool
tide_shell_get_sidebar_shown (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), false);

  return self->mode == SHELL_NARROW ? self->sidebar_over : self->sidebar_docked;
}

void
tide_shell_set_sidebar_shown (TideShell *self,
                              bool       shown)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  if (tide_shell_get_sidebar_shown (self) == shown)
    return;

  if (self->mode == SHELL_NARROW)
    self->sidebar_over = shown;
  else
    self->sidebar_docked = shown;
  apply_mode (self);
  place_handles (self, gtk_widget_get_width (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
}

bool
tide_shell_get_details_shown (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), false);

  return self->mode == SHELL_WIDE ? self->details_docked : self->details_over;
}

void
tide_shell_set_details_shown (TideShell *self,
                              bool       shown)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  if (tide_shell_get_details_shown (self) == shown)
    return;

  if (self->mode == SHELL_WIDE)
    self->details_docked = shown;
  else
    self->details_over = shown;
  apply_mode (self);
  place_handles (self, gtk_widget_get_width (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_SHOWN]);
}

/* Whether the region stands beside the page where there is room: the user's
 * choice, which a narrow window does not change. */
bool
tide_shell_get_sidebar_docked (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), false);

  return self->sidebar_docked;
}

bool
tide_shell_get_details_docked (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), false);

  return self->details_docked;
}

/* Sets that choice; Details that lies over the page is shut. */
void
tide_shell_dock_details (TideShell *self,
                         bool       docked)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  if (self->details_docked == docked && !self->details_over)
    return;

  self->details_docked = docked;
  self->details_over = false;
  apply_mode (self);
  place_handles (self, gtk_widget_get_width (GTK_WIDGET (self)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_SHOWN]);
}

/* Escape leaves what lies over the page. Returns whether anything did. */
bool
tide_shell_close_overlaid (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), false);

  if (self->sidebar_over)
    tide_shell_set_sidebar_shown (self, false);
  else if (self->details_over)
    tide_shell_set_details_shown (self, false);
  else
    return false;

  return true;
}

int
tide_shell_get_sidebar_width (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), 0);

  return self->sidebar_width;
}

int
tide_shell_get_details_width (TideShell *self)
{
  g_return_val_if_fail (TIDE_IS_SHELL (self), 0);

  return self->details_width;
}

void
tide_shell_set_widths (TideShell *self,
                       int        sidebar,
                       int        details)
{
  g_return_if_fail (TIDE_IS_SHELL (self));

  self->sidebar_width = CLAMP (sidebar, 160, 320);
  self->details_width = CLAMP (details, 320, 640);
  gtk_paned_set_position (GTK_PANED (self->outer), self->sidebar_width);
  place_handles (self, gtk_widget_get_width (GTK_WIDGET (self)));
}
