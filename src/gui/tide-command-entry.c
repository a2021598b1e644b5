// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-command-entry"

#include "config.h"

#include "gui/tide-command-entry.h"

#include <glib/gi18n.h>

#include "gui/tide-command.h"

struct _TideCommandEntry
{
  GtkWidget parent_instance;

  GtkSearchEntry *entry;
  GtkPopover     *popover;
  GtkListBox     *results;

  TideViewContext *context;     /* (owned) (nullable) */
  GPtrArray       *commands;    /* (owned) (nullable) (element-type TideCommand) */
  GCancellable    *cancellable; /* (owned) (nullable): of the formula being evaluated */
};

G_DEFINE_FINAL_TYPE (TideCommandEntry, tide_command_entry, GTK_TYPE_WIDGET)

static GtkWidget *
make_result (const TideCommand *command)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (command->title);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  if (command->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (command->detail);

      gtk_widget_add_css_class (detail, "trace-note");
      gtk_box_append (GTK_BOX (box), detail);
    }
  return box;
}

/* A heading above the first result of each group. */
static void
update_heading (GtkListBoxRow *row,
                GtkListBoxRow *before,
                gpointer       user_data)
{
  TideCommandEntry  *self = user_data;
  const TideCommand *here, *above = NULL;
  GtkWidget         *label;

  if (self->commands == NULL)
    return;

  here = g_ptr_array_index (self->commands, gtk_list_box_row_get_index (row));
  if (before != NULL)
    above = g_ptr_array_index (self->commands, gtk_list_box_row_get_index (before));
  if (above != NULL && g_str_equal (above->group, here->group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (here->group);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "places-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
clear_results (TideCommandEntry *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
  g_clear_pointer (&self->commands, g_ptr_array_unref);
}

static void
show_commands (TideCommandEntry *self,
               GPtrArray        *commands_take)
{
  clear_results (self);
  self->commands = commands_take;
  for (unsigned int i = 0; i < self->commands->len; i++)
    gtk_list_box_append (self->results, make_result (g_ptr_array_index (self->commands, i)));

  if (self->commands->len > 0)
    {
      gtk_list_box_select_row (self->results, gtk_list_box_get_row_at_index (self->results, 0));
      gtk_popover_popup (self->popover);
    }
  else
    {
      gtk_popover_popdown (self->popover);
    }
}

static void
show_formula_row (TideCommandEntry *self,
                  char             *title_take,
                  const char       *formula)
{
  GPtrArray   *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) tide_command_free);
  TideCommand *command = g_new0 (TideCommand, 1);

  command->group = _ ("Formula");
  command->title = title_take;
  command->detail = formula != NULL ? g_strdup (_ ("Trace")) : NULL;
  command->action = "win.trace-formula";
  command->target = formula != NULL ? g_variant_ref_sink (g_variant_new_string (formula)) : NULL;
  g_ptr_array_add (commands, command);
  show_commands (self, commands);
}

static void
evaluated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TideCommandEntry) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (TideResult)       value =
    tide_desk_evaluate_finish (TIDE_DESK (object), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (value == NULL)
    {
      show_formula_row (self, g_strdup (error->message), NULL);
    }
  else
    {
      const TideResultData *data = tide_result_get_data (value);
      g_autofree char      *text = tide_result_to_text (value, TIDE_NUMBER_SCREEN);

      show_formula_row (self,
                        data->reason != NULL ? g_strdup_printf ("%s  %s", text, data->reason)
                                             : g_steal_pointer (&text),
                        tide_result_get_formula (value));
    }
}

static void
evaluate (TideCommandEntry *self,
          const char       *formula)
{
  self->cancellable = g_cancellable_new ();
  tide_desk_evaluate_async (tide_view_context_get_desk (self->context), formula,
                            tide_view_context_get_symbol (self->context),
                            tide_view_context_get_moment (self->context), TIDE_EVALUATE_PLAIN,
                            self->cancellable, evaluated_cb, g_object_ref (self));
}

static void
changed_cb (TideCommandEntry *self)
{
  const char           *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  TideDesk             *desk = tide_view_context_get_desk (self->context);
  g_autoptr (GPtrArray) instruments = NULL;
  g_auto (GStrv)        lists = NULL;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (*typed == '=')
    {
      if (typed[1] != '\0')
        evaluate (self, typed + 1);
      return;
    }

  instruments = tide_desk_dup_instruments (desk);
  lists = tide_desk_dup_list_names (desk);
  show_commands (self, tide_command_match (typed, instruments, (const char *const *) lists));
}

static void
leave (TideCommandEntry *self)
{
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-page", NULL);
}

static void
run_row (TideCommandEntry *self,
         GtkListBoxRow    *row)
{
  const TideCommand   *command;
  const char          *action;
  g_autoptr (GVariant) target = NULL;

  if (row == NULL || self->commands == NULL)
    return;

  command = g_ptr_array_index (self->commands, gtk_list_box_row_get_index (row));
  if (g_str_equal (command->action, "win.trace-formula") && command->target == NULL)
    return;

  /* Leaving clears the results. */
  action = command->action;
  target = command->target != NULL ? g_variant_ref (command->target) : NULL;
  leave (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

static void
activate_cb (TideCommandEntry *self)
{
  run_row (self, gtk_list_box_get_selected_row (self->results));
}

static void
row_activated_cb (TideCommandEntry *self,
                  GtkListBoxRow    *row)
{
  run_row (self, row);
}

/* The cursor stays in the entry; the arrows move the choice below it. */
static gboolean
key_pressed_cb (TideCommandEntry *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval == GDK_KEY_Down)
    index++;
  else if (keyval == GDK_KEY_Up)
    index--;
  else
    return GDK_EVENT_PROPAGATE;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->results, index) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->results, row);
  return GDK_EVENT_STOP;
}

static void
stop_search_cb (TideCommandEntry *self)
{
  leave (self);
}

static void
tide_command_entry_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TideCommandEntry *self = TIDE_COMMAND_ENTRY (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->entry), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
  gtk_widget_set_size_request (GTK_WIDGET (self->results), MAX (width - 24, 240), -1);
  gtk_popover_present (self->popover);
}

static void
tide_command_entry_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  TideCommandEntry *self = TIDE_COMMAND_ENTRY (widget);

  gtk_widget_measure (GTK_WIDGET (self->entry), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static gboolean
tide_command_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIDE_COMMAND_ENTRY (widget)->entry));
}

static void
tide_command_entry_dispose (GObject *object)
{
  TideCommandEntry *self = TIDE_COMMAND_ENTRY (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_COMMAND_ENTRY);

  G_OBJECT_CLASS (tide_command_entry_parent_class)->dispose (object);
}

static void
tide_command_entry_class_init (TideCommandEntryClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_command_entry_dispose;
  widget_class->measure = tide_command_entry_measure;
  widget_class->size_allocate = tide_command_entry_size_allocate;
  widget_class->grab_focus = tide_command_entry_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-command-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, TideCommandEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, TideCommandEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, TideCommandEntry, results);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
tide_command_entry_init (TideCommandEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->results, update_heading, self, NULL);
}

GtkWidget *
tide_command_entry_new (TideViewContext *context)
{
  TideCommandEntry *self = g_object_new (TIDE_TYPE_COMMAND_ENTRY, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
