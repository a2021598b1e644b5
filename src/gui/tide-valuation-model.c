// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-valuation-model"

#include "config.h"

#include "gui/tide-valuation-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/tide-decimal.h"

#define AGAINST_PREFIX "against:"
#define EARNINGS_PREFIX "earnings:"
#define GROUP_PREFIX "in:"

struct _TideValuationModel
{
  GObject parent_instance;

  TideViewContext    *context;     /* (owned) */
  GCancellable       *cancellable; /* (owned): of reading what is held */
  GPtrArray          *statuses;    /* (owned) (nullable) (element-type TideSeriesStatus) */
  GPtrArray          *holders;     /* (owned) (nullable): those of them that have a multiple */
  char               *held;        /* (owned) (nullable): the same in words */
  char               *subpage;
  char               *list;     /* (owned) (nullable): as chosen */
  char               *subject;  /* (owned) (nullable): as chosen */
  char               *against;  /* (owned) (nullable): as chosen */
  const TideMultiple *multiple; /* (nullable): as chosen */
  char               *window;
  double              earnings; /* fraction */
};

G_DEFINE_FINAL_TYPE (TideValuationModel, tide_valuation_model, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static const char *const subpages[] = { "comps", "history", "gap", "scenario", NULL };

static TideDesk *
get_desk (TideValuationModel *self)
{
  return tide_view_context_get_desk (self->context);
}

static void
set_text (char      **place,
          const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
emit_changed (TideValuationModel *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* New prices change nothing of what there is to choose from. */
static void
take_statuses (TideValuationModel *self,
               GPtrArray          *statuses_take)
{
  g_autoptr (GString) held = g_string_new (NULL);
  bool                same;

  g_clear_pointer (&self->holders, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  self->statuses = statuses_take;
  self->holders = tide_valuation_find_holders (self->statuses);
  for (unsigned int i = 0; i < self->holders->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (self->holders, i);

      g_string_append_printf (held, "%s %s %s\n", status->symbol, status->source,
                              status->fields);
    }

  same = g_strcmp0 (self->held, held->str) == 0;
  set_text (&self->held, held->str);
  if (!same)
    emit_changed (self);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TideValuationModel   *self = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) statuses = NULL;

  statuses = tide_desk_list_series_finish (TIDE_DESK (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (statuses == NULL)
    {
      tide_view_context_set_status (self->context, error->message);
      return;
    }

  take_statuses (self, g_steal_pointer (&statuses));
}

static void
read_statuses (TideValuationModel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  tide_desk_list_series_async (get_desk (self), NULL, self->cancellable, listed_cb, self);
}

static bool
holds_anything (TideValuationModel *self,
                const char         *list)
{
  g_auto (GStrv)        members = tide_desk_dup_list_members (get_desk (self), list, NULL);
  g_autoptr (GPtrArray) found = NULL;

  if (members == NULL)
    return false;

  found = tide_valuation_find_multiples (self->holders, (const char *const *) members);
  return found->len > 0;
}

/* The first list that has a multiple, else the first one. */
static char *
dup_usual_list (TideValuationModel *self)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (get_desk (self));

  for (size_t i = 0; self->statuses != NULL && names[i] != NULL; i++)
    if (holds_anything (self, names[i]))
      return g_strdup (names[i]);

  return g_strdup (names[0]);
}

static bool
is_list (const char *subject)
{
  return g_str_has_prefix (subject, TIDE_VALUATION_LIST_PREFIX);
}

/* Puts something that is held in the place of what was not chosen. */
static void
choose_usual (TideValuationModel *self)
{
  g_autoptr (GPtrArray) symbols = NULL;
  const char           *chosen = tide_view_context_get_symbol (self->context);
  bool                  held;

  if (self->list == NULL)
    self->list = dup_usual_list (self);
  if (self->statuses == NULL || (self->subject != NULL && self->against != NULL))
    return;

  symbols = tide_valuation_model_dup_symbols (self);
  held = chosen != NULL &&
         g_ptr_array_find_with_equal_func (symbols, chosen, g_str_equal, NULL);
  if (self->subject == NULL && symbols->len > 0)
    set_text (&self->subject, held ? chosen : g_ptr_array_index (symbols, 0));
  for (unsigned int i = 0; self->against == NULL && i < symbols->len; i++)
    if (g_strcmp0 (g_ptr_array_index (symbols, i), self->subject) != 0)
      set_text (&self->against, g_ptr_array_index (symbols, i));
}

static void
lists_changed_cb (TideValuationModel *self)
{
  g_auto (GStrv) names = tide_desk_dup_list_names (get_desk (self));

  if (self->list != NULL && !g_strv_contains ((const char *const *) names, self->list))
    g_clear_pointer (&self->list, g_free);
  emit_changed (self);
}

static void
tide_valuation_model_dispose (GObject *object)
{
  TideValuationModel *self = TIDE_VALUATION_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (tide_valuation_model_parent_class)->dispose (object);
}

static void
tide_valuation_model_finalize (GObject *object)
{
  TideValuationModel *self = TIDE_VALUATION_MODEL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->holders, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_free (self->held);
  g_free (self->subpage);
  g_free (self->list);
  g_free (self->subject);
  g_free (self->against);
  g_free (self->window);

  G_OBJECT_CLASS (tide_valuation_model_parent_class)->finalize (object);
}

static void
tide_valuation_model_class_init (TideValuationModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tide_valuation_model_dispose;
  object_class->finalize = tide_valuation_model_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", TIDE_TYPE_VALUATION_MODEL, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tide_valuation_model_init (TideValuationModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->subpage = g_strdup (subpages[0]);
  self->window = g_strdup ("5Y");
}

TideValuationModel *
tide_valuation_model_new (TideViewContext *context)
{
  TideValuationModel *self = g_object_new (TIDE_TYPE_VALUATION_MODEL, NULL);
  TideDesk           *desk = tide_view_context_get_desk (context);

  self->context = g_object_ref (context);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (read_statuses), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "lists-changed", G_CALLBACK (lists_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_statuses (self);
  return self;
}

/* Whether it is known what is held here. */
bool
tide_valuation_model_is_ready (TideValuationModel *self)
{
  g_return_val_if_fail (TIDE_IS_VALUATION_MODEL (self), false);

  return self->statuses != NULL;
}

static void
read_earnings (TideValuationModel *self,
               const char         *text)
{
  double percent;

  if (tide_decimal_parse (text, strlen (text), &percent) && percent > -100.0 && percent <= 10000.0)
    self->earnings = percent / 100.0;
}

/* A list's name may hold blanks: in words it is escaped like an address. */
static void
set_unescaped (char      **place,
               const char *word)
{
  g_autofree char *text = g_uri_unescape_string (word, NULL);

  if (text != NULL && g_utf8_validate (text, -1, NULL))
    set_text (place, text);
}

static void
read_word (TideValuationModel *self,
           const char         *word)
{
  const TideMultiple *multiple = tide_multiple_find (word);

  if (multiple != NULL)
    self->multiple = multiple;
  else if (g_strv_contains (subpages, word))
    set_text (&self->subpage, word);
  else if (tide_valuation_window_is_valid (word))
    set_text (&self->window, word);
  else if (g_str_has_prefix (word, GROUP_PREFIX))
    set_unescaped (&self->list, word + strlen (GROUP_PREFIX));
  else if (g_str_has_prefix (word, AGAINST_PREFIX))
    set_unescaped (&self->against, word + strlen (AGAINST_PREFIX));
  else if (g_str_has_prefix (word, EARNINGS_PREFIX))
    read_earnings (self, word + strlen (EARNINGS_PREFIX));
  else if (*word != '\0')
    set_unescaped (&self->subject, word);
}

void
tide_valuation_model_read (TideValuationModel *self,
                           const char         *words)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv)   parts = NULL;

  g_return_if_fail (TIDE_IS_VALUATION_MODEL (self));

  before = tide_valuation_model_print (self);
  parts = g_strsplit (words != NULL ? words : "", " ", -1);
  for (size_t i = 0; parts[i] != NULL; i++)
    read_word (self, parts[i]);
  after = tide_valuation_model_print (self);
  if (!g_str_equal (before, after))
    emit_changed (self);
}

static void
append_word (GString    *words,
             const char *prefix,
             const char *text)
{
  g_autofree char *escaped = text != NULL ? g_uri_escape_string (text, ":/^=", TRUE) : NULL;

  if (escaped != NULL)
    g_string_append_printf (words, " %s%s", prefix, escaped);
}

char *
tide_valuation_model_print (TideValuationModel *self)
{
  GString *words;
  char     percent[TIDE_DECIMAL_TEXT_SIZE];

  g_return_val_if_fail (TIDE_IS_VALUATION_MODEL (self), NULL);

  words = g_string_new (self->subpage);
  append_word (words, GROUP_PREFIX, self->list);
  append_word (words, "", self->subject);
  append_word (words, AGAINST_PREFIX, self->against);
  append_word (words, "", self->multiple != NULL ? self->multiple->field : NULL);
  append_word (words, "", self->window);
  append_word (words, EARNINGS_PREFIX,
               tide_decimal_format (round (self->earnings * 1e8) / 1e6, percent));
  return g_string_free (words, FALSE);
}

const char *
tide_valuation_model_get_subpage (TideValuationModel *self)
{
  return self->subpage;
}

/* (nullable): NULL when there is no list. */
const char *
tide_valuation_model_get_list (TideValuationModel *self)
{
  choose_usual (self);
  return self->list;
}

/* (nullable): NULL when no multiple is held. */
const char *
tide_valuation_model_get_subject (TideValuationModel *self)
{
  choose_usual (self);
  return self->subject;
}

/* (nullable): NULL when there is nothing to compare with. */
const char *
tide_valuation_model_get_against (TideValuationModel *self)
{
  choose_usual (self);
  return self->against;
}

/* (nullable): the multiple chosen, else the first one that is held of what the
 * sub-page shows; NULL when none is. */
const TideMultiple *
tide_valuation_model_get_multiple (TideValuationModel *self)
{
  g_autoptr (GPtrArray) multiples = tide_valuation_model_dup_multiples (self);

  if (multiples->len == 0)
    return NULL;
  return self->multiple != NULL && g_ptr_array_find (multiples, self->multiple, NULL)
           ? self->multiple
           : g_ptr_array_index (multiples, 0);
}

const char *
tide_valuation_model_get_window (TideValuationModel *self)
{
  return self->window;
}

void
tide_valuation_model_set_window (TideValuationModel *self,
                                 const char         *window)
{
  g_return_if_fail (TIDE_IS_VALUATION_MODEL (self));
  g_return_if_fail (tide_valuation_window_is_valid (window));

  if (g_str_equal (self->window, window))
    return;

  set_text (&self->window, window);
  emit_changed (self);
}

double
tide_valuation_model_get_earnings (TideValuationModel *self)
{
  return self->earnings;
}

void
tide_valuation_model_set_earnings (TideValuationModel *self,
                                   double              earnings)
{
  g_return_if_fail (TIDE_IS_VALUATION_MODEL (self));

  if (fabs (self->earnings - earnings) < 1e-9)
    return;

  self->earnings = earnings;
  emit_changed (self);
}

/* (nullable): what is held of multiples, in words that change when it does. */
const char *
tide_valuation_model_get_held (TideValuationModel *self)
{
  return self->held;
}

/* (element-type TideSeriesStatus) (transfer none) (nullable): the series that
 * have a multiple */
GPtrArray *
tide_valuation_model_get_holders (TideValuationModel *self)
{
  return self->holders;
}

static void
add_symbols (TideValuationModel *self,
             GStrvBuilder       *builder,
             const char         *subject)
{
  g_auto (GStrv) members = tide_valuation_model_dup_members (self, subject);

  g_strv_builder_addv (builder, (const char **) members);
}

/* (element-type TideMultiple) (transfer container): the multiples held of what
 * the sub-page shows. */
GPtrArray *
tide_valuation_model_dup_multiples (TideValuationModel *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *list = NULL;
  g_auto (GStrv)           symbols = NULL;

  g_return_val_if_fail (TIDE_IS_VALUATION_MODEL (self), NULL);

  choose_usual (self);
  if (self->statuses == NULL)
    return g_ptr_array_new ();

  if (!g_str_equal (self->subpage, "comps") && self->subject != NULL)
    add_symbols (self, builder, self->subject);
  else if (self->list != NULL)
    {
      list = g_strconcat (TIDE_VALUATION_LIST_PREFIX, self->list, NULL);
      add_symbols (self, builder, list);
    }
  symbols = g_strv_builder_end (builder);
  return tide_valuation_find_multiples (self->holders, (const char *const *) symbols);
}

/* (element-type utf8) (transfer full): the instruments a multiple is held of. */
GPtrArray *
tide_valuation_model_dup_symbols (TideValuationModel *self)
{
  GPtrArray  *symbols = g_ptr_array_new_with_free_func (g_free);
  const char *before = NULL;

  for (unsigned int i = 0; self->holders != NULL && i < self->holders->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (self->holders, i);

      if (g_strcmp0 (before, status->symbol) != 0)
        g_ptr_array_add (symbols, g_strdup (status->symbol));
      before = status->symbol;
    }

  return symbols;
}

/* (transfer full): an instrument alone, or the members of a list. */
char **
tide_valuation_model_dup_members (TideValuationModel *self,
                                  const char         *subject)
{
  char            **members = NULL;
  const char *const one[] = { subject, NULL };

  if (!is_list (subject))
    return g_strdupv ((char **) one);

  members = tide_desk_dup_list_members (get_desk (self),
                                        subject + strlen (TIDE_VALUATION_LIST_PREFIX), NULL);
  return members != NULL ? members : g_new0 (char *, 1);
}

static bool
holds_field (TideValuationModel *self,
             const char         *symbol,
             const char         *field)
{
  for (unsigned int i = 0; i < self->statuses->len; i++)
    {
      const TideSeriesStatus *status = g_ptr_array_index (self->statuses, i);
      g_auto (GStrv)          fields = NULL;

      if (!g_str_equal (status->symbol, symbol))
        continue;
      fields = g_strsplit (status->fields, ",", -1);
      for (size_t j = 0; fields[j] != NULL; j++)
        if (g_str_equal (g_strstrip (fields[j]), field))
          return true;
    }

  return false;
}

/* Those of @symbols that have @field. */
static char **
keep_holders (TideValuationModel *self,
              char              **symbols,
              const char         *field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (size_t i = 0; symbols[i] != NULL; i++)
    if (holds_field (self, symbols[i], field))
      g_strv_builder_add (builder, symbols[i]);

  return g_strv_builder_end (builder);
}

/* A list's multiple is that of its members which have one, by market value where
 * all of them have that; the label says so. */
static bool
fill_group (TideValuationModel *self,
            const char         *list,
            TideValuationSide  *side,
            GError            **error)
{
  const TideMultiple *multiple = side->valuation.multiple;
  g_auto (GStrv)      holders = keep_holders (self, side->symbols, multiple->field);
  g_auto (GStrv)      valued = keep_holders (self, holders, "market_cap");
  unsigned int        n = g_strv_length (holders);
  bool                weighted = n > 0 && g_strv_length (valued) == n;

  side->x = tide_multiple_format_group (multiple, (const char *const *) holders, weighted, error);
  if (side->x == NULL)
    return false;

  side->label = g_strdup_printf (
    weighted
      /* Translators: a list; how many of its members are counted. */
      ? _ ("%s (%u of %u, by market value)")
      : _ ("%s (%u of %u, equal weights)"),
    list, n, g_strv_length (side->symbols));
  return true;
}

/* Makes an instrument or a list ready to be valued by the multiple and over the
 * window that are chosen. */
bool
tide_valuation_model_fill_side (TideValuationModel *self,
                                const char         *subject,
                                TideValuationSide  *out_side,
                                GError            **error)
{
  g_autoptr (TideInstrument) instrument = NULL;

  *out_side = (TideValuationSide){ .symbols = tide_valuation_model_dup_members (self, subject) };
  out_side->valuation.multiple = tide_valuation_model_get_multiple (self);
  out_side->window = g_strdup (self->window);
  out_side->valuation.window = out_side->window;
  if (out_side->valuation.multiple == NULL)
    {
      g_set_error_literal (error, TIDE_DESK_ERROR, TIDE_DESK_ERROR_SYMBOL,
                           _ ("No multiple is held of it."));
      return false;
    }

  if (is_list (subject))
    {
      if (!fill_group (self, subject + strlen (TIDE_VALUATION_LIST_PREFIX), out_side, error))
        return false;
    }
  else
    {
      instrument = tide_desk_dup_instrument (get_desk (self), subject);
      out_side->symbol = g_strdup (subject);
      out_side->label = g_strdup (instrument != NULL && instrument->name != NULL
                                    ? instrument->name
                                    : subject);
    }
  out_side->valuation.label = out_side->label;
  out_side->valuation.symbol = out_side->symbol;
  out_side->valuation.x = out_side->x;
  return true;
}

void
tide_valuation_side_clear (TideValuationSide *side)
{
  g_clear_pointer (&side->symbols, g_strfreev);
  g_clear_pointer (&side->label, g_free);
  g_clear_pointer (&side->symbol, g_free);
  g_clear_pointer (&side->x, g_free);
  g_clear_pointer (&side->window, g_free);
  side->valuation = (TideValuation){ NULL };
}
