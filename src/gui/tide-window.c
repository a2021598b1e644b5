// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-window"

#include "config.h"

#include "gui/tide-window.h"

#include <glib/gi18n.h>

#include "gui/tide-as-of-button.h"
#include "gui/tide-chart-page.h"
#include "gui/tide-command-entry.h"
#include "gui/tide-compat-private.h"
#include "gui/tide-details.h"
#include "gui/tide-flows-page.h"
#include "gui/tide-page.h"
#include "gui/tide-place.h"
#include "gui/tide-shell.h"
#include "gui/tide-sidebar.h"
#include "gui/tide-status-line.h"
#include "gui/tide-strip.h"
#include "gui/tide-valuation-page.h"
#include "gui/tide-watchlist-page.h"
#include "gui/tide-welcome-page.h"
#include "gui/tide-window-private.h"

struct _TideWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkToggleButton *sidebar_button;
  GtkBox          *command_place;
  GtkBox          *as_of_place;
  TideStrip       *strip;
  TideShell       *shell;
  TideStatusLine  *status_line;

  TideViewContext  *context; /* (owned) */
  TidePlaceHistory *history; /* (owned) */
  TideSidebar      *sidebar; /* (unowned) */
  AdwViewStack     *stack;   /* (unowned): one child per page visited */
  TideDetails      *details; /* (unowned) */
  GtkWidget        *command; /* (unowned) */
  GtkWidget        *as_of;   /* (unowned) */
  char             *list;    /* (owned) (nullable): the list last shown */

  bool          details_shown[TIDE_N_PLACES]; /* as last left on each page */
  TidePlaceKind kind;                         /* the page shown */
  GSettings    *settings;                     /* (owned) (nullable) */
  AdwToast     *undo;                         /* (owned) (nullable): can be taken back */
};

G_DEFINE_FINAL_TYPE (TideWindow, tide_window, ADW_TYPE_APPLICATION_WINDOW)

static GtkWidget *
make_page (TideWindow   *self,
           TidePlaceKind kind)
{
  switch (kind)
    {
    case TIDE_PLACE_WELCOME:
      return tide_welcome_page_new ();
    case TIDE_PLACE_LIST:
      return tide_watchlist_page_new (self->context);
    case TIDE_PLACE_CHART:
      return tide_chart_page_new (self->context);
    case TIDE_PLACE_FLOWS:
      return tide_flows_page_new (self->context);
    case TIDE_PLACE_VALUATION:
      return tide_valuation_page_new (self->context);
    }
  g_return_val_if_reached (NULL);
}

static TidePage *
ensure_page (TideWindow   *self,
             TidePlaceKind kind)
{
  const char *name = tide_place_kind_get_name (kind);
  GtkWidget  *page = adw_view_stack_get_child_by_name (self->stack, name);

  if (page == NULL)
    {
      page = make_page (self, kind);
      tide_compat_name_mnemonics (page);
      adw_view_stack_add_named (self->stack, page, name);
    }

  return TIDE_PAGE (page);
}

static void
update_back (TideWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back",
                                 tide_place_history_can_step (self->history, -1));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.forward",
                                 tide_place_history_can_step (self->history, 1));
}

static void
remember_list (TideWindow *self,
               const char *list)
{
  g_autofree char *old = g_steal_pointer (&self->list);

  self->list = g_strdup (list);
  if (g_strcmp0 (old, list) != 0)
    tide_desk_set_setting (tide_view_context_get_desk (self->context), "last-list", list);
}

/* The window opens next time where it was left. */
static void
remember_place (TideWindow   *self,
                TidePlaceKind kind,
                const char   *subject)
{
  g_autofree char *place = tide_place_print (kind, subject);
  g_autofree char *old = NULL;

  old = tide_desk_dup_setting (tide_view_context_get_desk (self->context), "last-place");
  if (kind != TIDE_PLACE_WELCOME && g_strcmp0 (old, place) != 0)
    tide_desk_set_setting (tide_view_context_get_desk (self->context), "last-place", place);
}

/* Details stands open beside a table and shut beside a chart of the same
 * instrument, until the user says otherwise on that page. */
static void
change_page (TideWindow   *self,
             TidePlaceKind kind)
{
  if (kind == self->kind)
    return;

  self->details_shown[self->kind] = tide_shell_get_details_docked (self->shell);
  self->kind = kind;
  tide_shell_dock_details (self->shell, self->details_shown[kind]);
}

static TidePage *
show_subject (TideWindow   *self,
              TidePlaceKind kind,
              const char   *subject)
{
  TidePage *page = ensure_page (self, kind);

  if (kind == TIDE_PLACE_CHART)
    tide_view_context_set_symbol (self->context, subject);
  tide_page_show_subject (page, subject);
  adw_view_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  change_page (self, kind);

  return page;
}

static void
mark_place (TideWindow   *self,
            TidePlaceKind kind,
            const char   *subject)
{
  tide_sidebar_select (self->sidebar, kind, subject);
  if (kind == TIDE_PLACE_LIST)
    remember_list (self, subject);
  remember_place (self, kind, subject);
  update_back (self);
}

/* The history keeps all that a page shows, not only what was asked of it. */
static void
visit_place (TideWindow   *self,
             TidePlaceKind kind,
             const char   *subject)
{
  TidePage        *page = show_subject (self, kind, subject);
  g_autofree char *whole = tide_page_dup_subject (page, subject);

  tide_place_history_visit (self->history, kind, whole);
  mark_place (self, kind, whole);
}

static bool
is_view (TidePlaceKind kind)
{
  return kind == TIDE_PLACE_FLOWS || kind == TIDE_PLACE_VALUATION;
}

/* A view that was left open comes back; a list or a chart that is gone would
 * not. */
static bool
restore_view (TideWindow *self)
{
  g_autofree char *place =
    tide_desk_dup_setting (tide_view_context_get_desk (self->context), "last-place");
  TidePlaceKind kind;
  const char   *subject;

  if (place == NULL || !tide_place_read (place, &kind, &subject) || !is_view (kind))
    return false;

  visit_place (self, kind, subject);
  return true;
}

static void
show_start (TideWindow *self)
{
  TideDesk        *desk = tide_view_context_get_desk (self->context);
  g_auto (GStrv)   names = tide_desk_dup_list_names (desk);
  g_autofree char *last = tide_desk_dup_setting (desk, "last-list");

  if (restore_view (self))
    return;
  if (names == NULL || names[0] == NULL)
    visit_place (self, TIDE_PLACE_WELCOME, NULL);
  else if (last != NULL && g_strv_contains ((const char *const *) names, last))
    visit_place (self, TIDE_PLACE_LIST, last);
  else
    visit_place (self, TIDE_PLACE_LIST, names[0]);
}

/* The list that is shown may have been renamed or deleted. */
static void
lists_changed_cb (TideWindow *self)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (tide_view_context_get_desk (self->context));

  if (is_view (self->kind))
    return;
  if (names == NULL || names[0] == NULL)
    visit_place (self, TIDE_PLACE_WELCOME, NULL);
  else if (self->kind == TIDE_PLACE_WELCOME || self->list == NULL ||
           !g_strv_contains ((const char *const *) names, self->list))
    show_start (self);
}

static void
build_regions (TideWindow *self)
{
  self->sidebar = g_object_new (TIDE_TYPE_SIDEBAR, NULL);
  tide_shell_set_sidebar (self->shell, GTK_WIDGET (self->sidebar));

  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  tide_shell_set_page (self->shell, GTK_WIDGET (self->stack));

  self->details = TIDE_DETAILS (tide_details_new (self->context));
  tide_shell_set_details (self->shell, GTK_WIDGET (self->details));

  self->command = tide_command_entry_new (self->context);
  gtk_widget_set_hexpand (self->command, TRUE);
  gtk_box_append (self->command_place, self->command);
  self->as_of = tide_as_of_button_new (self->context);
  gtk_box_append (self->as_of_place, self->as_of);

  tide_sidebar_set_context (self->sidebar, self->context);
  tide_strip_set_context (self->strip, self->context);
  tide_status_line_set_context (self->status_line, self->context);
  tide_compat_name_mnemonics (GTK_WIDGET (self->toasts));
  g_object_bind_property (self->shell, "sidebar-shown", self->sidebar_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/* Of Details the state beside a list is kept: beside a chart it starts shut. */
static void
keep_regions (TideWindow *self)
{
  self->details_shown[self->kind] = tide_shell_get_details_docked (self->shell);

  g_settings_set_int (self->settings, "sidebar-width", tide_shell_get_sidebar_width (self->shell));
  g_settings_set_int (self->settings, "details-width", tide_shell_get_details_width (self->shell));
  g_settings_set_boolean (self->settings, "sidebar-visible",
                          tide_shell_get_sidebar_docked (self->shell));
  g_settings_set_boolean (self->settings, "details-visible",
                          self->details_shown[TIDE_PLACE_LIST]);
}

static gboolean
tide_window_close_request (GtkWindow *window)
{
  TideWindow *self = TIDE_WINDOW (window);

  if (self->settings != NULL)
    keep_regions (self);

  return GTK_WINDOW_CLASS (tide_window_parent_class)->close_request (window);
}

/* The keys begin in the page, not in the first button of the header. */
static void
tide_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tide_window_parent_class)->map (widget);

  gtk_widget_activate_action (widget, "win.focus-page", NULL);
}

static void
tide_window_dispose (GObject *object)
{
  TideWindow *self = TIDE_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_WINDOW);
  g_clear_object (&self->context);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->undo);
  g_clear_pointer (&self->list, g_free);

  G_OBJECT_CLASS (tide_window_parent_class)->dispose (object);
}

static void
tide_window_class_init (TideWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_window_dispose;
  widget_class->map = tide_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = tide_window_close_request;

  g_type_ensure (TIDE_TYPE_SHELL);
  g_type_ensure (TIDE_TYPE_STRIP);
  g_type_ensure (TIDE_TYPE_STATUS_LINE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TideWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, command_place);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, as_of_place);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, TideWindow, status_line);

  gtk_widget_class_bind_template_callback (widget_class, tide_window_menu_closed_cb);

  tide_window_install_actions (widget_class);
}

static void
tide_window_init (TideWindow *self)
{
  self->history = tide_place_history_new ();
  self->kind = TIDE_PLACE_LIST;
  self->details_shown[TIDE_PLACE_LIST] = true;
  gtk_widget_init_template (GTK_WIDGET (self));
}

TideWindow *
tide_window_new (AdwApplication  *application,
                 TideViewContext *context)
{
  TideWindow *self;

  g_return_val_if_fail (TIDE_IS_VIEW_CONTEXT (context), NULL);

  self = g_object_new (TIDE_TYPE_WINDOW, "application", application, NULL);
  self->context = g_object_ref (context);
  build_regions (self);
  tide_window_accept_drops (self);
  tide_window_catch_keys (self);
  g_signal_connect_object (tide_view_context_get_desk (context), "lists-changed",
                           G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
  show_start (self);
  return self;
}

TideViewContext *
tide_window_get_context (TideWindow *self)
{
  g_return_val_if_fail (TIDE_IS_WINDOW (self), NULL);

  return self->context;
}

TideShell *
tide_window_get_shell (TideWindow *self)
{
  return self->shell;
}

TideDetails *
tide_window_get_details (TideWindow *self)
{
  return self->details;
}

GtkWidget *
tide_window_get_command_entry (TideWindow *self)
{
  return self->command;
}

GtkWidget *
tide_window_get_as_of_button (TideWindow *self)
{
  return self->as_of;
}

GtkWidget *
tide_window_get_sidebar (TideWindow *self)
{
  return GTK_WIDGET (self->sidebar);
}

/* The list that the page shows, or NULL. */
const char *
tide_window_get_list (TideWindow *self)
{
  return self->kind == TIDE_PLACE_LIST ? self->list : NULL;
}

TidePage *
tide_window_get_page (TideWindow *self)
{
  return TIDE_PAGE (adw_view_stack_get_visible_child (self->stack));
}

/* The exhibit that the keys act on: the one with the focus, else the page's. */
TideExhibit *
tide_window_find_exhibit (TideWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *exhibit = NULL;

  if (focus != NULL)
    exhibit = TIDE_IS_EXHIBIT (focus) ? focus : gtk_widget_get_ancestor (focus, TIDE_TYPE_EXHIBIT);
  if (exhibit != NULL)
    return TIDE_EXHIBIT (exhibit);

  return tide_page_get_exhibit (tide_window_get_page (self));
}

void
tide_window_show_list (TideWindow *self,
                       const char *list)
{
  g_return_if_fail (TIDE_IS_WINDOW (self));

  visit_place (self, TIDE_PLACE_LIST, list);
}

void
tide_window_show_chart (TideWindow *self,
                        const char *symbol)
{
  g_return_if_fail (TIDE_IS_WINDOW (self));

  visit_place (self, TIDE_PLACE_CHART, symbol);
}

/* @kind: flows or valuation. @subject: what of it, in words of the page; those
 * left out stay as they were. */
void
tide_window_show_view (TideWindow   *self,
                       TidePlaceKind kind,
                       const char   *subject)
{
  g_return_if_fail (TIDE_IS_WINDOW (self) && is_view (kind));

  visit_place (self, kind, subject);
}

/* Goes to the list shown last or, from a list, to the next one. */
void
tide_window_show_next_list (TideWindow *self)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (tide_view_context_get_desk (self->context));
  size_t         next = 0;

  if (names == NULL || names[0] == NULL)
    return;

  while (names[next] != NULL && g_strcmp0 (names[next], self->list) != 0)
    next++;
  if (self->kind == TIDE_PLACE_LIST)
    next++;
  tide_window_show_list (self, next < g_strv_length (names) ? names[next] : names[0]);
}

/* Restores the regions as they were left, and keeps them from then on. A window
 * that opens without a list remembers Details for the first one. */
void
tide_window_bind_settings (TideWindow *self,
                           GSettings  *settings)
{
  g_return_if_fail (TIDE_IS_WINDOW (self));

  tide_shell_set_widths (self->shell,
                         g_settings_get_int (settings, "sidebar-width"),
                         g_settings_get_int (settings, "details-width"));
  tide_shell_set_sidebar_shown (self->shell, g_settings_get_boolean (settings, "sidebar-visible"));
  self->details_shown[TIDE_PLACE_LIST] = g_settings_get_boolean (settings, "details-visible");
  tide_shell_dock_details (self->shell, self->details_shown[self->kind]);
  g_set_object (&self->settings, settings);
}

void
tide_window_step_place (TideWindow *self,
                        int         steps)
{
  TidePlaceKind kind;
  const char   *subject;

  if (!tide_place_history_step (self->history, steps, &kind, &subject))
    return;

  show_subject (self, kind, subject);
  mark_place (self, kind, subject);
}

static void
toast_dismissed_cb (AdwToast   *toast,
                    TideWindow *self)
{
  if (self->undo == toast)
    g_clear_object (&self->undo);
}

/* Takes back what the last toast offers to take back. */
void
tide_window_undo (TideWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->undo);

  if (toast == NULL)
    return;

  g_signal_emit_by_name (toast, "button-clicked");
  adw_toast_dismiss (toast);
}

/* A toast with a button offers to take something back; Ctrl+Z does it too. */
void
tide_window_add_toast (TideWindow *self,
                       AdwToast   *toast)
{
  g_return_if_fail (TIDE_IS_WINDOW (self));

  if (adw_toast_get_button_label (toast) != NULL)
    {
      g_set_object (&self->undo, toast);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Says one sentence in passing. */
void
tide_window_say (TideWindow *self,
                 const char *sentence)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (TIDE_IS_WINDOW (self));

  /* A toast's title is markup; names in sentences are not. */
  escaped = g_markup_escape_text (sentence, -1);
  tide_window_add_toast (self, adw_toast_new (escaped));
}
