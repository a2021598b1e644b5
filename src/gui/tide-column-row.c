// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-column-row"

#include "config.h"

#include "gui/tide-column-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tide-period.h"
#include "gui/tide-cell-column.h"
#include "gui/tide-formula-field.h"

struct _TideColumnRow
{
  GtkListBoxRow parent_instance;

  GtkEditable      *title;
  TideFormulaField *formula;
  GtkDropDown      *style;
  GtkEditable      *window;
  GtkLabel         *problem;
  GtkButton        *keep;

  bool  kept;    /* for any list, just as it stands here */
  char *heading; /* (owned) (nullable): as the list keeps it */
};

G_DEFINE_FINAL_TYPE (TideColumnRow, tide_column_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHANGED,
  KEPT,
  MOVED,
  REMOVED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

/* The choices stand in the order of the styles. */
static bool
is_sparkline (TideColumnRow *self)
{
  return gtk_drop_down_get_selected (self->style) == TIDE_COLUMN_SPARKLINE;
}

/* (nullable): what is wrong with the column besides its formula, which speaks
 * for itself. */
static char *
find_problem (TideColumnRow *self)
{
  const char *window = gtk_editable_get_text (self->window);
  TidePeriod  period;

  if (*gtk_editable_get_text (self->title) == '\0')
    return g_strdup (_ ("The column has no heading."));

  if (is_sparkline (self) && *window != '\0' &&
      !tide_period_parse (window, strlen (window), &period))
    /* Translators: %s is what the user typed as a period. */
    return g_strdup_printf (_ ("“%s” is not a period; one looks like 6M or 1Y."), window);

  return NULL;
}

static void
check (TideColumnRow *self)
{
  g_autofree char *problem = find_problem (self);

  gtk_widget_set_visible (GTK_WIDGET (self->window), is_sparkline (self));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
}

static void
changed_cb (TideColumnRow *self)
{
  check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
keep_cb (TideColumnRow *self)
{
  g_signal_emit (self, signals[KEPT], 0, !self->kept);
}

static void
up_cb (TideColumnRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
down_cb (TideColumnRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
remove_cb (TideColumnRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
tide_column_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDE_TYPE_COLUMN_ROW);

  G_OBJECT_CLASS (tide_column_row_parent_class)->dispose (object);
}

static void
tide_column_row_finalize (GObject *object)
{
  g_free (TIDE_COLUMN_ROW (object)->heading);

  G_OBJECT_CLASS (tide_column_row_parent_class)->finalize (object);
}

static void
tide_column_row_class_init (TideColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_column_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = tide_column_row_finalize;

  g_type_ensure (TIDE_TYPE_FORMULA_FIELD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/tidemark/Tidemark/tide-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, title);
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, formula);
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, style);
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, window);
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, problem);
  gtk_widget_class_bind_template_child (widget_class, TideColumnRow, keep);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_column_row_init (TideColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tide_column_row_set_kept (self, false);
}

/* Whether the column is kept for any list, just as it stands here. */
void
tide_column_row_set_kept (TideColumnRow *self,
                          bool           kept)
{
  const char *text = kept ? _ ("Kept for any list; press to forget it")
                          : _ ("Keep this column for any list");

  g_return_if_fail (TIDE_IS_COLUMN_ROW (self));

  self->kept = kept;
  gtk_button_set_icon_name (self->keep, kept ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->keep), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

/* @symbol: (nullable): the instrument that the formula is tried on
 * @column: (nullable): NULL for a new one */
GtkWidget *
tide_column_row_new (TideViewContext      *context,
                     const char           *symbol,
                     const TideListColumn *column)
{
  TideColumnRow *self = g_object_new (TIDE_TYPE_COLUMN_ROW, NULL);

  tide_formula_field_set_context (self->formula, context, symbol);
  if (column != NULL)
    {
      self->heading = g_strdup (column->title);
      gtk_editable_set_text (self->title, tide_cell_heading_translate (column->title));
      tide_formula_field_set_text (self->formula, column->formula);
      gtk_editable_set_text (self->window, column->window != NULL ? column->window : "");
      gtk_drop_down_set_selected (self->style, column->style);
    }
  check (self);
  return GTK_WIDGET (self);
}

/* A translated heading that was left alone is kept as it was, so that it stays
 * translated in any language. */
static const char *
get_heading (TideColumnRow *self)
{
  const char *shown = gtk_editable_get_text (self->title);

  if (self->heading != NULL && g_str_equal (shown, tide_cell_heading_translate (self->heading)))
    return self->heading;

  return shown;
}

TideListColumn *
tide_column_row_dup_column (TideColumnRow *self)
{
  const char *window = gtk_editable_get_text (self->window);

  return tide_list_column_new (get_heading (self),
                               tide_formula_field_get_text (self->formula),
                               (TideColumnStyle) gtk_drop_down_get_selected (self->style),
                               is_sparkline (self) && *window != '\0' ? window : NULL);
}

bool
tide_column_row_is_valid (TideColumnRow *self)
{
  return tide_column_row_get_problem (self) == NULL;
}

/* (nullable): what is wrong with it. */
const char *
tide_column_row_get_problem (TideColumnRow *self)
{
  const char *problem = gtk_label_get_label (self->problem);

  return *problem != '\0' ? problem : tide_formula_field_get_problem (self->formula);
}

void
tide_column_row_start (TideColumnRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
}
