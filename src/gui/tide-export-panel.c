// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-export-panel"

#include "config.h"

#include "gui/tide-export-panel.h"

#include <glib/gi18n.h>
#include <string.h>

/* A longer name is cut by some file systems, and read by nobody. */
#define NAME_LIMIT 80

struct _TideExportPanel
{
  GtkWidget parent_instance;

  GtkGrid     *content;
  GtkDropDown *format_choice;
  GtkDropDown *size_choice;
  GtkLabel    *size_label;
  GtkDropDown *scale_choice;
  GtkLabel    *scale_label;

  GArray *formats; /* (owned) (element-type TideExportFormat): as listed */
};

G_DEFINE_FINAL_TYPE (TideExportPanel, tide_export_panel, GTK_TYPE_WIDGET)

static const struct
{
  TideExportFormat format;
  const char      *suffix;
  const char      *title;
} format_rows[] = {
  { TIDE_EXPORT_SVG, "svg", N_ ("SVG, vector picture for documents") },
  { TIDE_EXPORT_PDF, "pdf", N_ ("PDF, vector picture on a page") },
  { TIDE_EXPORT_PNG, "png", N_ ("PNG, picture of pixels") },
  { TIDE_EXPORT_CSV, "csv", N_ ("CSV, the values as a table") },
};

static const struct
{
  const char *name;
  const char *title;
  double      width_mm;
  double      height_mm;
} size_rows[] = {
  { "half", N_ ("Half column, 86 × 58 mm"), 86, 58 },
  { "full", N_ ("Full width, 178 × 80 mm"), 178, 80 },
  { "slide", N_ ("Slide, 254 × 143 mm"), 254, 143 },
};

static TideExportFormat
get_format (TideExportPanel *self)
{
  unsigned int selected = gtk_drop_down_get_selected (self->format_choice);

  return g_array_index (self->formats, TideExportFormat, MIN (selected, self->formats->len - 1));
}

static void
format_chosen_cb (TideExportPanel *self)
{
  TideExportFormat format;

  if (self->formats->len == 0)
    return;

  format = get_format (self);
  gtk_widget_set_visible (GTK_WIDGET (self->scale_choice), format == TIDE_EXPORT_PNG);
  gtk_widget_set_visible (GTK_WIDGET (self->scale_label), format == TIDE_EXPORT_PNG);
  gtk_widget_set_visible (GTK_WIDGET (self->size_choice), format != TIDE_EXPORT_CSV);
  gtk_widget_set_visible (GTK_WIDGET (self->size_label), format != TIDE_EXPORT_CSV);
}

static void
tide_export_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDE_TYPE_EXPORT_PANEL);

  G_OBJECT_CLASS (tide_export_panel_parent_class)->dispose (object);
}

static void
tide_export_panel_finalize (GObject *object)
{
  g_array_unref (TIDE_EXPORT_PANEL (object)->formats);

  G_OBJECT_CLASS (tide_export_panel_parent_class)->finalize (object);
}

static void
tide_export_panel_class_init (TideExportPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_export_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_export_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-export-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, content);
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, format_choice);
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, size_choice);
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, size_label);
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, scale_choice);
  gtk_widget_class_bind_template_child (widget_class, TideExportPanel, scale_label);
  gtk_widget_class_bind_template_callback (widget_class, format_chosen_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tide_export_panel_init (TideExportPanel *self)
{
  self->formats = g_array_new (FALSE, FALSE, sizeof (TideExportFormat));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_formats (TideExportPanel *self,
              unsigned int     formats,
              const char      *chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  unsigned int              selected = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (format_rows); i++)
    {
      if ((formats & format_rows[i].format) == 0)
        continue;
      if (g_strcmp0 (chosen, format_rows[i].suffix) == 0)
        selected = self->formats->len;
      g_array_append_val (self->formats, format_rows[i].format);
      gtk_string_list_append (list, _ (format_rows[i].title));
    }
  gtk_drop_down_set_model (self->format_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->format_choice, selected);
}

static void
fill_sizes (TideExportPanel *self,
            const char      *chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  unsigned int              selected = 1;

  for (unsigned int i = 0; i < G_N_ELEMENTS (size_rows); i++)
    {
      if (g_strcmp0 (chosen, size_rows[i].name) == 0)
        selected = i;
      gtk_string_list_append (list, _ (size_rows[i].title));
    }
  gtk_drop_down_set_model (self->size_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->size_choice, selected);
}

GtkWidget *
tide_export_panel_new (TideDesk    *desk,
                       unsigned int formats)
{
  TideExportPanel *self = g_object_new (TIDE_TYPE_EXPORT_PANEL, NULL);
  g_autofree char *format = tide_desk_dup_setting (desk, "export.format");
  g_autofree char *size = tide_desk_dup_setting (desk, "export.size");

  fill_sizes (self, size);
  gtk_drop_down_set_selected (self->scale_choice, 1);
  fill_formats (self, formats, format);
  format_chosen_cb (self);
  return GTK_WIDGET (self);
}

TideExportOptions
tide_export_panel_get_options (TideExportPanel *self)
{
  unsigned int size = gtk_drop_down_get_selected (self->size_choice);

  size = MIN (size, G_N_ELEMENTS (size_rows) - 1);
  return (TideExportOptions){
    .format = get_format (self),
    .scale = 1 + (int) gtk_drop_down_get_selected (self->scale_choice),
    .width_mm = size_rows[size].width_mm,
    .height_mm = size_rows[size].height_mm,
  };
}

static const char *
get_suffix (TideExportFormat format)
{
  for (size_t i = 0; i < G_N_ELEMENTS (format_rows); i++)
    {
      if (format_rows[i].format == format)
        return format_rows[i].suffix;
    }
  g_return_val_if_reached ("svg");
}

/* What was chosen is offered first the next time. */
void
tide_export_panel_store (TideExportPanel *self,
                         TideDesk        *desk)
{
  unsigned int size = gtk_drop_down_get_selected (self->size_choice);

  tide_desk_set_setting (desk, "export.format", get_suffix (get_format (self)));
  tide_desk_set_setting (desk, "export.size",
                         size_rows[MIN (size, G_N_ELEMENTS (size_rows) - 1)].name);
}

/* A title as a file name that every file system takes: no separators, no
 * leading dot, no control characters, of bounded length. */
char *
tide_export_suggest_name (const char      *title,
                          TideExportFormat format)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  GString         *name = g_string_new (NULL);
  long             length = 0;

  for (const char *at = valid; *at != '\0' && length < NAME_LIMIT; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL))
        c = ' ';
      if ((c == ' ' || c == '.') && (name->len == 0 || name->str[name->len - 1] == ' '))
        continue;
      g_string_append_unichar (name, c);
      length++;
    }
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, "tidemark");
  g_string_append_printf (name, ".%s", get_suffix (format));
  return g_string_free (name, FALSE);
}
