// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-notes-pane"

#include "config.h"

#include "gui/tide-notes-pane.h"

#include <glib/gi18n.h>

#include "gui/tide-moment-text.h"

struct _TideNotesPane
{
  GtkWidget parent_instance;

  GtkStack    *stack;
  GtkLabel    *subject_label;
  GtkTextView *editor;
  GtkButton   *save_button;
  GtkLabel    *problem;
  GtkListBox  *notes;

  TideViewContext *context; /* (owned) (nullable) */
  char            *subject; /* (owned) (nullable): the instrument shown */
  GHashTable      *drafts;  /* (owned): subject to what was typed and not saved */
};

G_DEFINE_FINAL_TYPE (TideNotesPane, tide_notes_pane, GTK_TYPE_WIDGET)

/* A note that is being stored. */
typedef struct
{
  TideNotesPane *pane; /* (owned) */
  char          *subject;
  char          *text;
} Saving;

static char *
dup_typed (TideNotesPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->editor);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_typed (TideNotesPane *self,
           const char    *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->editor), text, -1);
}

static void
keep_draft (TideNotesPane *self)
{
  g_autofree char *typed = dup_typed (self);

  if (self->subject == NULL)
    return;
  if (*typed == '\0')
    g_hash_table_remove (self->drafts, self->subject);
  else
    g_hash_table_insert (self->drafts, g_strdup (self->subject), g_steal_pointer (&typed));
}

static void
say_problem (TideNotesPane *self,
             const char    *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static GtkWidget *
make_note_label (const char *text,
                 const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_note (const TideDeskNote *note)
{
  GtkWidget            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (note->written);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  /* Translators: when a note was written; see g_date_time_format(). */
  g_autofree char *written = g_date_time_format (local, _ ("%-d %b %Y, %H:%M"));

  gtk_box_append (GTK_BOX (box), make_note_label (note->text, "note-text"));
  if (note->as_of != TIDE_DAY_NONE)
    {
      g_autofree char *day = tide_day_dup_text (note->as_of);
      /* Translators: when a note was written, and the day its writer looked at. */
      g_autofree char *line = g_strdup_printf (_ ("%s · data to %s"), written, day);

      gtk_box_append (GTK_BOX (box), make_note_label (line, "trace-note"));
    }
  else
    {
      gtk_box_append (GTK_BOX (box), make_note_label (written, "trace-note"));
    }
  return box;
}

static void
update_notes (TideNotesPane *self)
{
  g_autoptr (GPtrArray) notes = NULL;
  GtkListBoxRow        *row;

  while ((row = gtk_list_box_get_row_at_index (self->notes, 0)) != NULL)
    gtk_list_box_remove (self->notes, GTK_WIDGET (row));
  if (self->subject == NULL)
    return;

  notes = tide_desk_dup_notes (tide_view_context_get_desk (self->context), self->subject);
  for (unsigned int i = 0; i < notes->len; i++)
    gtk_list_box_append (self->notes, make_note (g_ptr_array_index (notes, i)));
}

static void
symbol_changed_cb (TideNotesPane *self)
{
  const char *symbol = tide_view_context_get_symbol (self->context);
  const char *draft;

  if (g_strcmp0 (self->subject, symbol) == 0)
    return;

  keep_draft (self);
  g_free (self->subject);
  self->subject = g_strdup (symbol);
  say_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, symbol != NULL ? "notes" : "empty");
  if (symbol == NULL)
    return;

  draft = g_hash_table_lookup (self->drafts, symbol);
  set_typed (self, draft != NULL ? draft : "");
  gtk_label_set_label (self->subject_label, symbol);
  update_notes (self);
}

static void
notes_changed_cb (TideNotesPane *self,
                  const char    *subject)
{
  if (g_strcmp0 (subject, self->subject) == 0)
    update_notes (self);
}

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->pane);
  g_free (saving->subject);
  g_free (saving->text);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

/* The text leaves the editor only once it is stored. */
static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  TideNotesPane     *self = saving->pane;
  g_autoptr (GError) error = NULL;
  g_autofree char   *typed = NULL;

  if (self->context == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
  if (!tide_desk_save_note_finish (TIDE_DESK (object), result, &error))
    {
      say_problem (self, error->message);
      return;
    }

  g_hash_table_remove (self->drafts, saving->subject);
  typed = dup_typed (self);
  if (g_strcmp0 (self->subject, saving->subject) == 0 && g_str_equal (typed, saving->text))
    set_typed (self, "");
}

static void
save_cb (TideNotesPane *self)
{
  const TideMoment  *moment = tide_view_context_get_moment (self->context);
  g_autofree char   *typed = dup_typed (self);
  g_autofree char   *stripped = g_strstrip (g_strdup (typed));
  const TideDeskNote note = {
    .subject = self->subject,
    .day = TIDE_DAY_NONE,
    .text = stripped,
    .written = tide_clock_now (),
    .as_of = tide_view_context_is_latest (self->context) ? TIDE_DAY_NONE : moment->as_of,
  };
  Saving *saving;

  if (self->subject == NULL || *stripped == '\0')
    return;

  saving = g_new0 (Saving, 1);
  saving->pane = g_object_ref (self);
  saving->subject = g_strdup (self->subject);
  saving->text = g_steal_pointer (&typed);
  say_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  tide_desk_save_note_async (tide_view_context_get_desk (self->context), &note, NULL,
                             saved_cb, saving);
}

static void
save_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  save_cb (TIDE_NOTES_PANE (widget));
}

static void
tide_notes_pane_dispose (GObject *object)
{
  TideNotesPane *self = TIDE_NOTES_PANE (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->subject, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDE_TYPE_NOTES_PANE);

  G_OBJECT_CLASS (tide_notes_pane_parent_class)->dispose (object);
}

static void
tide_notes_pane_finalize (GObject *object)
{
  TideNotesPane *self = TIDE_NOTES_PANE (object);

  g_hash_table_unref (self->drafts);

  G_OBJECT_CLASS (tide_notes_pane_parent_class)->finalize (object);
}

static void
tide_notes_pane_class_init (TideNotesPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tide_notes_pane_dispose;
  object_class->finalize = tide_notes_pane_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tidemark/Tidemark/tide-notes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, subject_label);
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, editor);
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, save_button);
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, problem);
  gtk_widget_class_bind_template_child (widget_class, TideNotesPane, notes);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_install_action (widget_class, "notes.save", NULL, save_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* The editor makes a line of every Enter it gets, so this one is taken before. */
static void
add_save_key (TideNotesPane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                 gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (trigger, gtk_named_action_new ("notes.save")));
  gtk_widget_add_controller (GTK_WIDGET (self->editor), controller);
}

static void
tide_notes_pane_init (TideNotesPane *self)
{
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_save_key (self);
}

GtkWidget *
tide_notes_pane_new (TideViewContext *context)
{
  TideNotesPane *self = g_object_new (TIDE_TYPE_NOTES_PANE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "notify::symbol", G_CALLBACK (symbol_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tide_view_context_get_desk (context), "notes-changed",
                           G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
  symbol_changed_cb (self);
  return GTK_WIDGET (self);
}

void
tide_notes_pane_start_note (TideNotesPane *self)
{
  g_return_if_fail (TIDE_IS_NOTES_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}
