// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-cite-dialog"

#include "config.h"

#include "gui/tide-cite-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/tide-moment-text.h"
#include "gui/tide-window.h"
#include "model/tide-field.h"

struct _TideCiteDialog
{
  AdwWindow parent_instance;

  GtkWidget  *symbol;
  GtkWidget  *field;
  GtkWidget  *day;
  GtkWidget  *value;
  GtkWidget  *unit;
  GtkWidget  *publication;
  GtkWidget  *wording;
  GtkPopover *field_popover;
  GtkListBox *field_rows;
  GtkPopover *unit_popover;
  GtkListBox *unit_rows;
  GtkLabel   *summary;

  TideViewContext *context; /* (owned) */
  TideCiteReading *reading; /* (owned) (nullable) */
  bool             saving;
};

G_DEFINE_FINAL_TYPE (TideCiteDialog, tide_cite_dialog, ADW_TYPE_WINDOW)

/* Units that figures in print come in, beside the usual one of the field. */
static const char *const units[] = {
  "%",
  "x",
  "pp",
  "HKD",
  "HKD bn",
  "CNY",
  "CNY bn",
  "CNY trn",
  "USD",
  "USD bn",
  "shares",
  "plain",
};

/* What was entered, for taking it back. */
typedef struct
{
  TideDesk *desk; /* (owned) */
  int64_t   id;
  GWeakRef  window; /* TideWindow */
} Entered;

static void
free_entered (gpointer  data,
              GClosure *closure)
{
  Entered *entered = data;

  g_object_unref (entered->desk);
  g_weak_ref_clear (&entered->window);
  g_free (entered);
}

static TideDesk *
get_desk (TideCiteDialog *self)
{
  return tide_view_context_get_desk (self->context);
}

GtkWidget *
tide_cite_dialog_get_entry (TideCiteDialog *self,
                            TideCiteEntry   entry)
{
  GtkWidget *const entries[TIDE_N_CITE_ENTRIES] = {
    [TIDE_CITE_SYMBOL] = self->symbol,
    [TIDE_CITE_FIELD] = self->field,
    [TIDE_CITE_DAY] = self->day,
    [TIDE_CITE_VALUE] = self->value,
    [TIDE_CITE_UNIT] = self->unit,
    [TIDE_CITE_PUBLICATION] = self->publication,
    [TIDE_CITE_WORDING] = self->wording,
  };

  return entries[entry];
}

GtkWidget *
tide_cite_dialog_get_summary (TideCiteDialog *self)
{
  return GTK_WIDGET (self->summary);
}

static char *
dup_text (GtkWidget *entry)
{
  GtkTextBuffer *buffer;
  GtkTextIter    start, end;

  if (!GTK_IS_TEXT_VIEW (entry))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
mark (GtkWidget *entry,
      bool       invalid)
{
  if (invalid)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE
                                       : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_usual_unit (TideCiteDialog *self)
{
  g_autofree char *unit = tide_cite_form_dup_unit (self->reading->usual);
  g_autofree char *title = NULL;

  if (self->reading->usual.kind == TIDE_UNIT_PLAIN)
    title = g_strdup (_ ("Unit"));
  else
    /* Translators: %s is a unit such as % or HKD. */
    title = g_strdup_printf (_ ("Unit, %s if empty"), unit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unit), title);
}

static void
read_entries (TideCiteDialog *self)
{
  char            *texts[TIDE_N_CITE_ENTRIES];
  g_autofree char *summary = NULL;

  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    texts[i] = dup_text (tide_cite_dialog_get_entry (self, (TideCiteEntry) i));

  g_clear_pointer (&self->reading, tide_cite_reading_free);
  self->reading = tide_cite_reading_new (get_desk (self), (const char *const *) texts);
  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    {
      mark (tide_cite_dialog_get_entry (self, (TideCiteEntry) i),
            self->reading->problems[i] != NULL);
      g_free (texts[i]);
    }

  show_usual_unit (self);
  summary = tide_cite_reading_dup_summary (self->reading, get_desk (self));
  gtk_label_set_label (self->summary, summary);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cite.save",
                                 self->reading->citation != NULL && !self->saving);
}

static void
changed_cb (TideCiteDialog *self)
{
  if (self->context != NULL)
    read_entries (self);
}

static void
say (GtkWindow  *parent,
     const char *sentence)
{
  if (TIDE_IS_WINDOW (parent))
    tide_window_say (TIDE_WINDOW (parent), sentence);
}

static void
withdrawn_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TideWindow) window = user_data;
  g_autoptr (GError)     error = NULL;

  if (!tide_desk_withdraw_citation_finish (TIDE_DESK (object), result, &error) && window != NULL)
    tide_window_say (window, error->message);
}

static void
undo_cb (AdwToast *toast,
         Entered  *entered)
{
  tide_desk_withdraw_citation_async (entered->desk, entered->id, NULL, withdrawn_cb,
                                     g_weak_ref_get (&entered->window));
}

/* Says what was entered, and offers to take it back. */
static void
offer_undo (TideCiteDialog *self,
            TideWindow     *window,
            int64_t         id)
{
  const TideCitation *citation = self->reading->citation;
  Entered            *entered = g_new0 (Entered, 1);
  g_autofree char    *sentence = NULL;
  g_autofree char    *escaped = NULL;
  AdwToast           *toast;

  /* Translators: a field and a symbol. */
  sentence = g_strdup_printf (_ ("Entered %s of %s as cited"),
                              tide_cite_form_get_title (citation->field), citation->symbol);
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  entered->desk = g_object_ref (get_desk (self));
  entered->id = id;
  g_weak_ref_init (&entered->window, window);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), entered, free_entered, 0);
  tide_window_add_toast (window, toast);
}

static void
cited_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TideCiteDialog) self = user_data;
  g_autoptr (GError)         error = NULL;
  GtkWindow                 *parent;
  int64_t                    id = 0;
  bool                       done;

  done = tide_desk_cite_finish (TIDE_DESK (object), result, &id, &error);
  /* The dialog may have gone meanwhile. */
  if (self->context == NULL)
    return;

  self->saving = false;
  if (!done)
    {
      gtk_label_set_label (self->summary, error->message);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "cite.save", TRUE);
      return;
    }

  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (id == 0)
    say (parent, _ ("That figure is cited already, in the same words."));
  else if (TIDE_IS_WINDOW (parent))
    offer_undo (self, TIDE_WINDOW (parent), id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TideCiteDialog *self = TIDE_CITE_DIALOG (widget);

  if (self->reading->citation == NULL || self->saving)
    return;

  self->saving = true;
  gtk_widget_action_set_enabled (widget, "cite.save", FALSE);
  tide_desk_cite_async (get_desk (self), self->reading->citation, NULL, cited_cb,
                        g_object_ref (self));
}

static void
field_chosen_cb (TideCiteDialog *self,
                 GtkListBoxRow  *row)
{
  size_t                  n_fields;
  const TideField *const *fields = tide_field_list (&n_fields);

  gtk_popover_popdown (self->field_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->field),
                         fields[gtk_list_box_row_get_index (row)]->name);
  gtk_widget_grab_focus (self->field);
}

static void
unit_chosen_cb (TideCiteDialog *self,
                GtkListBoxRow  *row)
{
  gtk_popover_popdown (self->unit_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->unit), units[gtk_list_box_row_get_index (row)]);
  gtk_widget_grab_focus (self->unit);
}

static GtkWidget *
make_choice (const char *title,
             const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *detail;

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (name == NULL)
    return box;

  detail = gtk_label_new (name);
  gtk_widget_add_css_class (detail, "trace-note");
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}

static void
add_choices (TideCiteDialog *self)
{
  size_t                  n_fields;
  const TideField *const *fields = tide_field_list (&n_fields);

  for (size_t i = 0; i < n_fields; i++)
    gtk_list_box_append (self->field_rows,
                         make_choice (tide_cite_form_get_title (fields[i]->name),
                                      fields[i]->name));
  for (size_t i = 0; i < G_N_ELEMENTS (units); i++)
    gtk_list_box_append (self->unit_rows, make_choice (units[i], NULL));
}

static void
tide_cite_dialog_dispose (GObject *object)
{
  TideCiteDialog *self = TIDE_CITE_DIALOG (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_CITE_DIALOG);
  g_clear_pointer (&self->reading, tide_cite_reading_free);

  G_OBJECT_CLASS (tide_cite_dialog_parent_class)->dispose (object);
}

static void
tide_cite_dialog_class_init (TideCiteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tide_cite_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-cite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, symbol);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, field);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, day);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, value);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, unit);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, publication);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, wording);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, field_popover);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, field_rows);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, unit_popover);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, unit_rows);
  gtk_widget_class_bind_template_child (widget_class, TideCiteDialog, summary);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);
  gtk_widget_class_install_action (widget_class, "cite.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* The text would take the key for a new line. */
static void
catch_enter (TideCiteDialog *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                 gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (trigger, gtk_named_action_new ("cite.save")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
tide_cite_dialog_init (TideCiteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  catch_enter (self);
  add_choices (self);
}

/* The focus goes to the first entry that is still empty. */
static void
fill_in (TideCiteDialog *self,
         const char     *subject)
{
  const TideMoment *moment = tide_view_context_get_moment (self->context);
  g_auto (GStrv)    words = g_strsplit (subject, " ", 2);
  const char       *symbol = words[0];
  TideDay           day = MIN (moment->as_of, tide_clock_today ());
  char              text[TIDE_DAY_TEXT_SIZE];

  if (symbol == NULL)
    symbol = tide_view_context_get_symbol (self->context);
  gtk_editable_set_text (GTK_EDITABLE (self->symbol), symbol != NULL ? symbol : "");
  if (words[0] != NULL && words[1] != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->field), words[1]);
  gtk_editable_set_text (GTK_EDITABLE (self->day), tide_day_format (day, text));

  read_entries (self);
  for (int i = 0; i < TIDE_N_CITE_ENTRIES; i++)
    if (self->reading->lacks[i])
      {
        gtk_widget_grab_focus (tide_cite_dialog_get_entry (self, (TideCiteEntry) i));
        return;
      }
}

GtkWidget *
tide_cite_dialog_new (GtkWindow       *parent,
                      TideViewContext *context,
                      const char      *subject)
{
  TideCiteDialog *self = g_object_new (TIDE_TYPE_CITE_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  fill_in (self, subject);
  return GTK_WIDGET (self);
}
