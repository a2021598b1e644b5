// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include "gui/tide-window-private.h"

#include <glib/gi18n.h>

#include "gui/tide-as-of-button.h"
#include "gui/tide-cite-dialog.h"
#include "gui/tide-command-entry.h"

static void
show_list_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  tide_window_show_list (TIDE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_chart_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  tide_window_show_chart (TIDE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_flows_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  tide_window_show_view (TIDE_WINDOW (widget), TIDE_PLACE_FLOWS,
                         g_variant_get_string (parameter, NULL));
}

static void
show_valuation_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  tide_window_show_view (TIDE_WINDOW (widget), TIDE_PLACE_VALUATION,
                         g_variant_get_string (parameter, NULL));
}

static void
next_list_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  tide_window_show_next_list (TIDE_WINDOW (widget));
}

static void
step_subpage_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  tide_page_step_subpage (tide_window_get_page (TIDE_WINDOW (widget)),
                          g_variant_get_int32 (parameter));
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  tide_window_step_place (TIDE_WINDOW (widget), -1);
}

static void
forward_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  tide_window_step_place (TIDE_WINDOW (widget), 1);
}

static void
toggle_sidebar_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  TideShell *shell = tide_window_get_shell (TIDE_WINDOW (widget));

  tide_shell_set_sidebar_shown (shell, !tide_shell_get_sidebar_shown (shell));
}

static void
toggle_details_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  TideShell *shell = tide_window_get_shell (TIDE_WINDOW (widget));

  tide_shell_set_details_shown (shell, !tide_shell_get_details_shown (shell));
}

static void
show_details (TideWindow    *self,
              TideDetailsTab tab)
{
  tide_shell_set_details_shown (tide_window_get_shell (self), true);
  tide_details_show_tab (tide_window_get_details (self), tab);
}

static void
trace_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TideWindow           *self = TIDE_WINDOW (widget);
  TideExhibit          *exhibit = tide_window_find_exhibit (self);
  g_autoptr (TideFocus) focus = exhibit != NULL ? tide_exhibit_dup_focus (exhibit) : NULL;

  if (focus == NULL)
    {
      tide_window_say (self, _ ("Choose a number first; then Ctrl+I shows where it comes from."));
      return;
    }

  tide_view_context_set_focus (tide_window_get_context (self), focus);
  show_details (self, TIDE_TAB_TRACE);
}

/* A formula that was typed, not chosen. */
static void
trace_formula_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  TideWindow           *self = TIDE_WINDOW (widget);
  TideViewContext      *context = tide_window_get_context (self);
  g_autoptr (TideFocus) focus = tide_focus_new (NULL, g_variant_get_string (parameter, NULL),
                                                tide_view_context_get_symbol (context),
                                                TIDE_DAY_NONE);

  tide_view_context_set_focus (context, focus);
  show_details (self, TIDE_TAB_TRACE);
}

static void
show_about_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TideWindow *self = TIDE_WINDOW (widget);

  tide_view_context_set_symbol (tide_window_get_context (self),
                                g_variant_get_string (parameter, NULL));
  show_details (self, TIDE_TAB_ABOUT);
}

static void
show_notes_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TideWindow *self = TIDE_WINDOW (widget);

  tide_view_context_set_symbol (tide_window_get_context (self),
                                g_variant_get_string (parameter, NULL));
  show_details (self, TIDE_TAB_NOTES);
}

static void
set_as_of_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  const char *day = g_variant_get_string (parameter, NULL);
  TideMoment  moment = TIDE_MOMENT_LATEST;

  moment.as_of = tide_day_parse (day, strlen (day));
  if (moment.as_of != TIDE_DAY_NONE)
    tide_view_context_set_moment (tide_window_get_context (TIDE_WINDOW (widget)), &moment);
}

static void
note_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideWindow *self = TIDE_WINDOW (widget);

  show_details (self, TIDE_TAB_NOTES);
  tide_details_start_note (tide_window_get_details (self));
}

static void
copy_exhibit_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  TideWindow      *self = TIDE_WINDOW (widget);
  TideExhibit     *exhibit = tide_window_find_exhibit (self);
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;

  if (exhibit == NULL)
    return;

  tide_exhibit_copy (exhibit, gtk_widget_get_clipboard (widget));
  title = tide_exhibit_dup_title (exhibit);
  /* Translators: %s is the title of a chart or table. */
  sentence = g_strdup_printf (_ ("Copied “%s”"), title);
  tide_window_say (self, sentence);
}

static void
copy_cells_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TideExhibit *exhibit = tide_window_find_exhibit (TIDE_WINDOW (widget));

  if (exhibit != NULL)
    tide_exhibit_copy_cells (exhibit, gtk_widget_get_clipboard (widget));
}

static void
export_exhibit_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  TideWindow  *self = TIDE_WINDOW (widget);
  TideExhibit *exhibit = tide_window_find_exhibit (self);

  if (exhibit != NULL)
    tide_window_export_exhibit (self, exhibit);
}

static void
cite_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideViewContext *context = tide_window_get_context (TIDE_WINDOW (widget));

  gtk_window_present (GTK_WINDOW (
    tide_cite_dialog_new (GTK_WINDOW (widget), context, g_variant_get_string (parameter, NULL))));
}

static void
filter_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  tide_page_start_filter (tide_window_get_page (TIDE_WINDOW (widget)));
}

static void
command_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  gtk_widget_grab_focus (tide_window_get_command_entry (TIDE_WINDOW (widget)));
}

static void
as_of_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  tide_as_of_button_open (
    TIDE_AS_OF_BUTTON (tide_window_get_as_of_button (TIDE_WINDOW (widget))));
}

static void
latest_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TideViewContext *context = tide_window_get_context (TIDE_WINDOW (widget));
  TideMoment       latest = tide_desk_get_default_moment (tide_view_context_get_desk (context));

  tide_view_context_set_moment (context, &latest);
}

/* Leaves what lies over the page; else the keys go back to the page. */
static void
escape_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TideWindow *self = TIDE_WINDOW (widget);
  GtkWidget  *page = GTK_WIDGET (tide_window_get_page (self));
  GtkWidget  *focus = gtk_window_get_focus (GTK_WINDOW (self));

  tide_shell_close_overlaid (tide_window_get_shell (self));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    gtk_widget_grab_focus (page);
}

/* F6 goes round: sidebar, page, Details, command entry. */
static void
next_region_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  TideWindow *self = TIDE_WINDOW (widget);
  GtkWidget  *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget  *regions[] = {
     tide_window_get_sidebar (self),
     GTK_WIDGET (tide_window_get_page (self)),
     GTK_WIDGET (tide_window_get_details (self)),
     tide_window_get_command_entry (self),
  };
  size_t here = 0;

  for (size_t i = 0; focus != NULL && i < G_N_ELEMENTS (regions); i++)
    {
      if (focus == regions[i] || gtk_widget_is_ancestor (focus, regions[i]))
        here = i;
    }
  for (size_t step = 1; step <= G_N_ELEMENTS (regions); step++)
    {
      GtkWidget *region = regions[(here + step) % G_N_ELEMENTS (regions)];

      if (gtk_widget_get_mapped (region) && gtk_widget_grab_focus (region))
        return;
    }
}

static void
focus_page_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (tide_window_get_page (TIDE_WINDOW (widget))));
}

/* The window of keys is built when it is wanted; as the application's own help
 * overlay it would be built with every window. */
static void
show_keys_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/tidemark/Tidemark/tide-help-overlay.ui");
  GtkWindow *keys = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (keys, GTK_WINDOW (widget));
  gtk_window_present (keys);
}

/* A choice in a further page of the menu leaves the focus in the page that is
 * gone, where no key is heard. */
static void
refocus_cb (gpointer user_data)
{
  g_autoptr (TideWindow) self = user_data;
  GtkWidget             *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || !gtk_widget_get_mapped (focus))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-page", NULL);
}

void
tide_window_menu_closed_cb (TideWindow *self)
{
  g_idle_add_once (refocus_cb, g_object_ref (self));
}

static void
undo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  tide_window_undo (TIDE_WINDOW (widget));
}

static void
full_screen_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

typedef struct
{
  const char                 *name;
  const char                 *parameter;
  GtkWidgetActionActivateFunc activate;
  unsigned int                key;
  GdkModifierType             modifiers;
} Action;

static const Action actions[] = {
  { "win.show-list", "s", show_list_cb, 0, 0 },
  { "win.show-chart", "s", show_chart_cb, 0, 0 },
  { "win.show-flows", "s", show_flows_cb, 0, 0 },
  { "win.show-valuation", "s", show_valuation_cb, 0, 0 },
  { "win.next-list", NULL, next_list_cb, GDK_KEY_2, GDK_CONTROL_MASK },
  { "win.step-subpage", "i", step_subpage_cb, 0, 0 },
  { "win.back", NULL, back_cb, GDK_KEY_Left, GDK_ALT_MASK },
  { "win.forward", NULL, forward_cb, GDK_KEY_Right, GDK_ALT_MASK },
  { "win.toggle-sidebar", NULL, toggle_sidebar_cb, GDK_KEY_F9, 0 },
  { "win.toggle-details", NULL, toggle_details_cb, GDK_KEY_F9, GDK_SHIFT_MASK },
  { "win.trace", NULL, trace_cb, GDK_KEY_i, GDK_CONTROL_MASK },
  { "win.trace-formula", "s", trace_formula_cb, 0, 0 },
  { "win.show-about", "s", show_about_cb, 0, 0 },
  { "win.show-notes", "s", show_notes_cb, 0, 0 },
  { "win.set-as-of", "s", set_as_of_cb, 0, 0 },
  { "win.note", NULL, note_cb, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.copy-exhibit", NULL, copy_exhibit_cb, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.copy-cells", NULL, copy_cells_cb, GDK_KEY_c, GDK_CONTROL_MASK },
  { "win.export-exhibit", NULL, export_exhibit_cb, GDK_KEY_e, GDK_CONTROL_MASK },
  { "win.cite", "s", cite_cb, 0, 0 }, /* `SYMBOL`, `SYMBOL FIELD` or nothing */
  { "win.filter", NULL, filter_cb, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.command", NULL, command_cb, GDK_KEY_k, GDK_CONTROL_MASK },
  { "win.as-of", NULL, as_of_cb, 0, 0 }, /* its key is caught below */
  { "win.latest", NULL, latest_cb, 0, 0 },
  { "win.undo", NULL, undo_cb, GDK_KEY_z, GDK_CONTROL_MASK },
  { "win.escape", NULL, escape_cb, GDK_KEY_Escape, 0 },
  { "win.next-region", NULL, next_region_cb, GDK_KEY_F6, 0 },
  { "win.focus-page", NULL, focus_page_cb, 0, 0 },
  { "win.show-help-overlay", NULL, show_keys_cb, GDK_KEY_question, GDK_CONTROL_MASK },
  { "win.full-screen", NULL, full_screen_cb, GDK_KEY_F11, 0 },
};

void
tide_window_install_actions (GtkWidgetClass *widget_class)
{
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const Action *action = &actions[i];

      gtk_widget_class_install_action (widget_class, action->name, action->parameter,
                                       action->activate);
      if (action->key != 0)
        gtk_widget_class_add_binding_action (widget_class, action->key, action->modifiers,
                                             action->name, NULL);
    }

  /* The second key for the command entry, and the numbered places. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK,
                                       "win.command", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK,
                                       "win.show-flows", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, GDK_CONTROL_MASK,
                                       "win.show-valuation", "s", "");

  tide_window_install_data_actions (widget_class);
  tide_window_install_list_actions (widget_class);
}

static void
add_action (GtkEventController *controller,
            unsigned int        key,
            GdkModifierType     modifiers,
            const char         *action)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

static void
add_step (GtkEventController *controller,
          unsigned int        key,
          int                 steps)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                            gtk_named_action_new ("win.step-subpage"));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (steps));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

/* Lists and scrolled places would take these keys for themselves. */
void
tide_window_catch_keys (TideWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_step (controller, GDK_KEY_Page_Down, 1);
  add_step (controller, GDK_KEY_Page_Up, -1);
  add_action (controller, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.as-of");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
