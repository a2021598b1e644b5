// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-style"

#include "config.h"

#include "gui/tide-style.h"

#include <adwaita.h>

struct _TideStyle
{
  GObject parent_instance;

  GtkCssProvider *looks;  /* (owned): the style sheet, the same for all themes */
  GtkCssProvider *tokens; /* (owned): the colours that it names */
  TideTheme       theme;
  TideUpColor     up_color;
  char           *scheme; /* (owned): `system`, `light`, `dark` */
};

G_DEFINE_FINAL_TYPE (TideStyle, tide_style, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_UP_COLOUR,
  PROP_COLOUR_SCHEME,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec  *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static const char *const up_colours[] = {
  [TIDE_UP_GREEN] = "green",
  [TIDE_UP_RED] = "red",
  [TIDE_UP_BLUE] = "colour-blind",
};

static TideThemeMode
choose_theme_mode (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  bool             dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? TIDE_THEME_CONTRAST_DARK : TIDE_THEME_CONTRAST_LIGHT;

  return dark ? TIDE_THEME_DARK : TIDE_THEME_LIGHT;
}

static void
define_color (GString    *css,
              const char *name,
              TideColor   color)
{
  char text[TIDE_COLOR_TEXT_SIZE];

  g_string_append_printf (css, "@define-color tide_%s %s;\n", name,
                          tide_color_format (color, text));
}

static char *
print_tokens (const TideTheme *theme)
{
  GString *css = g_string_new (NULL);

  define_color (css, "background", theme->background);
  define_color (css, "ink", theme->ink);
  define_color (css, "ink2", theme->ink2);
  define_color (css, "axis", theme->axis);
  define_color (css, "grid", theme->grid);
  define_color (css, "up", theme->up_text);
  define_color (css, "down", theme->down_text);
  define_color (css, "cited", theme->cited);
  define_color (css, "warning", theme->warning);
  define_color (css, "sample_ink", theme->sample_ink);
  define_color (css, "sample_tint", theme->sample_tint);
  define_color (css, "as_of_ink", theme->as_of_ink);
  define_color (css, "as_of_tint", theme->as_of_tint);
  g_string_append_printf (css, ".strip { border-width: 0 0 %dpx 0; }\n",
                          theme->strip_border);
  return g_string_free (css, FALSE);
}

static void
update_theme (TideStyle *self)
{
  g_autofree char *css = NULL;

  self->theme = tide_theme_get (choose_theme_mode (), self->up_color);
  css = print_tokens (&self->theme);
  gtk_css_provider_load_from_data (self->tokens, css, -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_up_colour (TideStyle  *self,
               const char *nick)
{
  for (size_t i = 0; i < G_N_ELEMENTS (up_colours); i++)
    {
      if (g_strcmp0 (up_colours[i], nick) != 0 || self->up_color == (TideUpColor) i)
        continue;

      self->up_color = (TideUpColor) i;
      update_theme (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UP_COLOUR]);
    }
}

static AdwColorScheme
read_scheme (const char *nick)
{
  if (g_str_equal (nick, "light"))
    return ADW_COLOR_SCHEME_FORCE_LIGHT;
  if (g_str_equal (nick, "dark"))
    return ADW_COLOR_SCHEME_FORCE_DARK;
  return ADW_COLOR_SCHEME_DEFAULT;
}

static void
set_colour_scheme (TideStyle  *self,
                   const char *nick)
{
  if (nick == NULL || g_strcmp0 (self->scheme, nick) == 0)
    return;

  g_free (self->scheme);
  self->scheme = g_strdup (nick);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), read_scheme (nick));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR_SCHEME]);
}

static void
tide_style_dispose (GObject *object)
{
  TideStyle  *self = TIDE_STYLE (object);
  GdkDisplay *display = gdk_display_get_default ();

  if (self->looks != NULL)
    {
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->looks));
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->tokens));
    }
  g_clear_object (&self->looks);
  g_clear_object (&self->tokens);
  g_clear_pointer (&self->scheme, g_free);

  G_OBJECT_CLASS (tide_style_parent_class)->dispose (object);
}

static void
tide_style_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  TideStyle *self = TIDE_STYLE (object);

  switch (prop_id)
    {
    case PROP_UP_COLOUR:
      g_value_set_string (value, up_colours[self->up_color]);
      break;
    case PROP_COLOUR_SCHEME:
      g_value_set_string (value, self->scheme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_style_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  TideStyle *self = TIDE_STYLE (object);

  switch (prop_id)
    {
    case PROP_UP_COLOUR:
      set_up_colour (self, g_value_get_string (value));
      break;
    case PROP_COLOUR_SCHEME:
      set_colour_scheme (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tide_style_class_init (TideStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tide_style_dispose;
  object_class->get_property = tide_style_get_property;
  object_class->set_property = tide_style_set_property;

  properties[PROP_UP_COLOUR] =
    g_param_spec_string ("up-colour", NULL, NULL, "green",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_COLOUR_SCHEME] =
    g_param_spec_string ("colour-scheme", NULL, NULL, "system",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_provider (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
tide_style_init (TideStyle *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->scheme = g_strdup ("system");
  self->looks = gtk_css_provider_new ();
  self->tokens = gtk_css_provider_new ();
  update_theme (self);
  add_provider (self->tokens);
  /* Not called style.css: the application would load that once more by itself. */
  gtk_css_provider_load_from_resource (self->looks, "/org/tidemark/Tidemark/looks.css");
  add_provider (self->looks);

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update_theme),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update_theme),
                           self, G_CONNECT_SWAPPED);
}

TideStyle *
tide_style_new (void)
{
  return g_object_new (TIDE_TYPE_STYLE, NULL);
}

const TideTheme *
tide_style_get_theme (TideStyle *self)
{
  g_return_val_if_fail (TIDE_IS_STYLE (self), NULL);

  return &self->theme;
}

TideUpColor
tide_style_get_up_color (TideStyle *self)
{
  g_return_val_if_fail (TIDE_IS_STYLE (self), TIDE_UP_GREEN);

  return self->up_color;
}
