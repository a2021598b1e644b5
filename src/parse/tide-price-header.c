// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define G_LOG_DOMAIN "tide-price-header"

#include "config.h"

#include "parse/tide-price-header-private.h"

#include <string.h>

#include "base/tide-text.h"
#include "model/tide-field.h"
#include "parse/tide-parse-error.h"

#define CITED_CHARACTERS 40
/* Far above what anyone calls a table of prices. */
#define MAX_COLUMNS 1000

/* Headers, normalised, that are not the name of a field. */
static const struct
{
  const char   *name;
  TidePriceRole role;
  const char   *field;
} known_names[] = {
  { "date", TIDE_PRICE_ROLE_DATE },
  { "day", TIDE_PRICE_ROLE_DATE },
  { "datetime", TIDE_PRICE_ROLE_DATE },
  { "timestamp", TIDE_PRICE_ROLE_DATE },
  { "trade_date", TIDE_PRICE_ROLE_DATE },
  { "observation_date", TIDE_PRICE_ROLE_DATE },
  { "time_period", TIDE_PRICE_ROLE_DATE },
  { "period", TIDE_PRICE_ROLE_DATE },
  { "month", TIDE_PRICE_ROLE_DATE },
  { "datum", TIDE_PRICE_ROLE_DATE },
  { "日期", TIDE_PRICE_ROLE_DATE },
  { "symbol", TIDE_PRICE_ROLE_SYMBOL },
  { "ticker", TIDE_PRICE_ROLE_SYMBOL },
  { "code", TIDE_PRICE_ROLE_SYMBOL },
  { "instrument", TIDE_PRICE_ROLE_SYMBOL },
  { "dividends", TIDE_PRICE_ROLE_DIVIDEND },
  { "stock_splits", TIDE_PRICE_ROLE_SPLIT },
  { "per", TIDE_PRICE_ROLE_IGNORED },
  { "time", TIDE_PRICE_ROLE_IGNORED },
  { "openint", TIDE_PRICE_ROLE_IGNORED },
  { "capital_gains", TIDE_PRICE_ROLE_IGNORED },
  { "adj_close", TIDE_PRICE_ROLE_IGNORED },
  { "adjclose", TIDE_PRICE_ROLE_IGNORED },
  { "vol", TIDE_PRICE_ROLE_FIELD, "volume" },
  { "last", TIDE_PRICE_ROLE_FIELD, "close" },
  { "price", TIDE_PRICE_ROLE_FIELD, "close" },
  { "px_last", TIDE_PRICE_ROLE_FIELD, "close" },
  { "px_open", TIDE_PRICE_ROLE_FIELD, "open" },
  { "px_high", TIDE_PRICE_ROLE_FIELD, "high" },
  { "px_low", TIDE_PRICE_ROLE_FIELD, "low" },
  { "px_volume", TIDE_PRICE_ROLE_FIELD, "volume" },
  { "best_pe_ratio", TIDE_PRICE_ROLE_FIELD, "pe_fwd" },
  { "收盘价", TIDE_PRICE_ROLE_FIELD, "close" },
  { "成交额", TIDE_PRICE_ROLE_FIELD, "turnover" },
};

static void
clear_comment_column (gpointer data)
{
  TidePriceCommentColumn *column = data;

  g_free (column->field);
  tide_facts_clear (&column->facts);
}

void
tide_price_comment_clear (TidePriceComment *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->basis, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->symbol, g_free);
  g_clear_pointer (&self->frequency, g_free);
  g_clear_pointer (&self->unit, g_free);
}

static void
set_comment_part (TidePriceComment *self,
                  const char       *key,
                  const char       *value)
{
  const struct
  {
    const char *key;
    char      **part;
  } parts[] = {
    { "basis", &self->basis },
    { "source", &self->source },
    { "currency", &self->currency },
    { "symbol", &self->symbol },
    { "frequency", &self->frequency },
    { "unit", &self->unit },
  };

  if (strcmp (key, "basis_day") == 0)
    self->basis_day = tide_day_parse (value, strlen (value));

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (key, parts[i].key) == 0 && *value != '\0')
      {
        g_free (*parts[i].part);
        *parts[i].part = g_strdup (value);
      }
}

/* Reads `FIELD key=value …`, in which texts are escaped as in an address. */
static void
add_comment_column (TidePriceComment *self,
                    char            **words)
{
  TidePriceCommentColumn column = { .facts = TIDE_FACTS_NONE };

  if (words[0] == NULL || !tide_field_name_valid (words[0], strlen (words[0])))
    return;

  if (self->columns == NULL)
    {
      self->columns = g_array_new (FALSE, FALSE, sizeof (TidePriceCommentColumn));
      g_array_set_clear_func (self->columns, clear_comment_column);
    }
  column.field = g_strdup (words[0]);
  for (size_t i = 1; words[i] != NULL; i++)
    {
      char            *value = strchr (words[i], '=');
      g_autofree char *text = NULL;

      if (value == NULL)
        continue;
      *value++ = '\0';
      if ((text = g_uri_unescape_string (value, NULL)) != NULL)
        tide_facts_set_text (&column.facts, words[i], text);
    }
  g_array_append_val (self->columns, column);
}

/* What an export says of one of its columns; NULL if nothing. */
const TideFacts *
tide_price_comment_find_facts (const TidePriceComment *self,
                               const char             *field)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    {
      const TidePriceCommentColumn *column;

      column = &g_array_index (self->columns, TidePriceCommentColumn, i);
      if (strcmp (column->field, field) == 0)
        return &column->facts;
    }

  return NULL;
}

/* Reads `# tidemark key=value …` and, below it, `# tidemark-column …`; keys that
 * are not known are for later versions. %FALSE if the row is no comment at all. */
bool
tide_price_comment_read (TidePriceComment *self,
                         const TideCsvRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv)      words = NULL;

  if (row->fields[0].length == 0 || row->fields[0].text[0] != '#')
    return false;

  for (size_t i = 0; i < row->n_fields; i++)
    {
      g_string_append_len (line, row->fields[i].text + (i == 0), /* without the # */
                           (gssize) (row->fields[i].length - (i == 0)));
      g_string_append_c (line, ' ');
    }

  words = g_strsplit_set (g_strstrip (line->str), " \t", -1);
  if (words[0] != NULL && strcmp (words[0], "tidemark-column") == 0)
    add_comment_column (self, words + 1);
  if (words[0] == NULL || strcmp (words[0], "tidemark") != 0)
    return true;

  self->present = true;
  self->basis_day = TIDE_DAY_NONE;
  for (size_t i = 1; words[i] != NULL; i++)
    {
      char *value = strchr (words[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      set_comment_part (self, words[i], value);
    }

  return true;
}

/* `Adj Close` to adj_close, `<VOL>` to vol, `Vol.` to vol. */
static char *
normalize_name (const TideCsvField *cell)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (size_t i = 0; i < cell->length; i++)
    {
      char byte = g_ascii_tolower (cell->text[i]);
      bool gap = strchr (" \t-._", byte) != NULL;

      if (byte == '<' || byte == '>' || byte == '\0')
        continue;
      if (!gap)
        g_string_append_c (name, byte);
      else if (name->len > 0 && name->str[name->len - 1] != '_')
        g_string_append_c (name, '_');
    }

  if (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
read_column (TidePriceColumn    *column,
             const TideCsvField *cell)
{
  g_autofree char *trimmed = g_strstrip (g_strndup (cell->text, cell->length));

  column->name = tide_text_quote (trimmed, strlen (trimmed), CITED_CHARACTERS);
  column->field = normalize_name (cell);
  column->role = TIDE_PRICE_ROLE_UNKNOWN;

  if (tide_field_find (column->field) != NULL)
    column->role = TIDE_PRICE_ROLE_FIELD;

  for (size_t i = 0; i < G_N_ELEMENTS (known_names); i++)
    if (strcmp (column->field, known_names[i].name) == 0)
      {
        column->role = known_names[i].role;
        if (known_names[i].field != NULL)
          {
            g_free (column->field);
            column->field = g_strdup (known_names[i].field);
          }
        break;
      }
}

static size_t
find_role (const TidePriceHeader *self,
           TidePriceRole          role)
{
  for (size_t i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == role)
      return i;

  return TIDE_PRICE_NO_COLUMN;
}

static size_t
count_role (const TidePriceHeader *self,
            TidePriceRole          role)
{
  size_t count = 0;

  for (size_t i = 0; i < self->n_columns; i++)
    count += self->columns[i].role == role;

  return count;
}

static size_t
find_field (const TidePriceHeader *self,
            const char            *field)
{
  for (size_t i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == TIDE_PRICE_ROLE_FIELD &&
        strcmp (self->columns[i].field, field) == 0)
      return i;

  return TIDE_PRICE_NO_COLUMN;
}

static bool
has_name (const TidePriceHeader *self,
          const char            *name)
{
  for (size_t i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].field, name) == 0)
      return true;

  return false;
}

/* “a”, “b” of the columns of a role. */
static char *
cite_columns (const TidePriceHeader *self,
              TidePriceRole          role)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t i = 0; i < self->n_columns && text->len < 200; i++)
    if (self->columns[i].role == role)
      g_string_append_printf (text, "%s“%s”", text->len > 0 ? ", " : "", self->columns[i].name);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The column that `--field` is about: the one of that name, else the only one
 * that holds values, else the one called value. */
static size_t
find_column_for_option (const TidePriceHeader *self,
                        const char            *field)
{
  size_t n_values = count_role (self, TIDE_PRICE_ROLE_FIELD) +
                    count_role (self, TIDE_PRICE_ROLE_UNKNOWN);
  size_t found = TIDE_PRICE_NO_COLUMN;

  for (size_t i = 0; i < self->n_columns; i++)
    {
      const TidePriceColumn *column = &self->columns[i];
      bool                   is_value = column->role == TIDE_PRICE_ROLE_FIELD ||
                      column->role == TIDE_PRICE_ROLE_UNKNOWN;

      if (is_value && strcmp (column->field, field) == 0)
        return i;
      if (is_value && (n_values == 1 || strcmp (column->field, "value") == 0))
        found = i;
    }

  return found;
}

static bool
apply_field_option (TidePriceHeader *self,
                    const char      *field,
                    GError         **error)
{
  size_t chosen = find_column_for_option (self, field);

  if (chosen == TIDE_PRICE_NO_COLUMN)
    {
      g_autofree char *fields = cite_columns (self, TIDE_PRICE_ROLE_FIELD);
      g_autofree char *unknown = cite_columns (self, TIDE_PRICE_ROLE_UNKNOWN);

      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_OPTION,
                   "The field “%s” was asked for, but no column is called so; the columns are "
                   "%s%s%s.",
                   field, fields, *fields != '\0' && *unknown != '\0' ? ", " : "", unknown);
      return false;
    }

  for (size_t i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == TIDE_PRICE_ROLE_FIELD)
      self->columns[i].role = TIDE_PRICE_ROLE_UNKNOWN;

  self->columns[chosen].role = TIDE_PRICE_ROLE_FIELD;
  g_free (self->columns[chosen].field);
  self->columns[chosen].field = g_strdup (field);

  return true;
}

/* Every column of Tidemark's own export is a field, its user's own included. */
static void
adopt_own_fields (TidePriceHeader *self)
{
  for (size_t i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == TIDE_PRICE_ROLE_UNKNOWN &&
        tide_field_name_valid (self->columns[i].field, strlen (self->columns[i].field)))
      self->columns[i].role = TIDE_PRICE_ROLE_FIELD;
}

static void
settle_shape (TidePriceHeader *self,
              bool             exported)
{
  bool has_bars = self->open != TIDE_PRICE_NO_COLUMN && self->high != TIDE_PRICE_NO_COLUMN &&
                  self->low != TIDE_PRICE_NO_COLUMN && self->close != TIDE_PRICE_NO_COLUMN;
  bool has_adjusted = has_name (self, "adj_close") || has_name (self, "adjclose");
  bool has_actions = self->dividend != TIDE_PRICE_NO_COLUMN || self->split != TIDE_PRICE_NO_COLUMN;

  self->basis = TIDE_BASIS_QUOTED;

  if (exported)
    self->shape = TIDE_PRICE_SHAPE_EXPORT;
  else if (has_adjusted)
    {
      self->shape = TIDE_PRICE_SHAPE_YAHOO_WEB;
      self->basis = TIDE_BASIS_SPLIT;
    }
  else if (has_actions)
    {
      self->shape = TIDE_PRICE_SHAPE_YFINANCE;
      self->basis = TIDE_BASIS_ADJUSTED;
    }
  else if (self->symbol != TIDE_PRICE_NO_COLUMN && !has_name (self, "per"))
    self->shape = TIDE_PRICE_SHAPE_LONG;
  else if (has_bars)
    {
      self->shape = TIDE_PRICE_SHAPE_BARS;
      self->basis = TIDE_BASIS_ADJUSTED;
    }
  else
    self->shape = self->n_fields == 1 ? TIDE_PRICE_SHAPE_VALUE : TIDE_PRICE_SHAPE_FIELDS;
}

static const char *
describe_shape (TidePriceShape shape)
{
  switch (shape)
    {
    case TIDE_PRICE_SHAPE_EXPORT:
      return "an export of Tidemark";
    case TIDE_PRICE_SHAPE_YFINANCE:
      return "a yfinance file (dividends and splits, no Adj Close)";
    case TIDE_PRICE_SHAPE_YAHOO_WEB:
      return "a Yahoo download (with Adj Close)";
    case TIDE_PRICE_SHAPE_BARS:
      return "daily bars as Stooq writes them";
    case TIDE_PRICE_SHAPE_VALUE:
      return "a date and one value";
    case TIDE_PRICE_SHAPE_FIELDS:
      return "columns named by fields";
    case TIDE_PRICE_SHAPE_LONG:
      return "many instruments, one row for each and day";
    }

  g_assert_not_reached ();
}

static void
describe (TidePriceHeader    *self,
          TidePriceCsvReport *report)
{
  g_autofree char *unknown = cite_columns (self, TIDE_PRICE_ROLE_UNKNOWN);

  g_free (report->shape);
  report->shape = g_strdup_printf ("read as %s", describe_shape (self->shape));

  if (*unknown != '\0')
    tide_price_report_note (report, "not imported: %s", unknown);
  if (self->shape == TIDE_PRICE_SHAPE_YAHOO_WEB)
    tide_price_report_note (report, "Adj Close is not stored: it follows from prices, splits "
                                    "and dividends");
}

/* Gives each column that holds numbers its slot. */
static void
assign_slots (TidePriceHeader *self)
{
  for (size_t i = 0; i < self->n_columns; i++)
    {
      TidePriceColumn *column = &self->columns[i];
      const TideField *field;

      if (column->role != TIDE_PRICE_ROLE_FIELD)
        continue;

      field = tide_field_find (column->field);
      column->slot = self->n_fields++;
      column->positive = field != NULL && field->positive;
      column->quantity = field != NULL && field->measure == TIDE_FIELD_QUANTITY;
      column->sign = field != NULL && field->measure == TIDE_FIELD_SIGN;
    }

  self->n_slots = self->n_fields;
  if (self->dividend != TIDE_PRICE_NO_COLUMN)
    self->columns[self->dividend].slot = self->n_slots++;
  if (self->split != TIDE_PRICE_NO_COLUMN)
    self->columns[self->split].slot = self->n_slots++;

  self->open = find_field (self, "open");
  self->high = find_field (self, "high");
  self->low = find_field (self, "low");
  self->close = find_field (self, "close");
}

/* One column may have a role or a field; two are a question only the user can
 * answer. */
static bool
refuse_doubles (const TidePriceHeader *self,
                GError               **error)
{
  for (size_t i = 0; i < self->n_columns; i++)
    {
      const TidePriceColumn *column = &self->columns[i];
      size_t                 first = column->role == TIDE_PRICE_ROLE_FIELD
                                       ? find_field (self, column->field)
                                       : find_role (self, column->role);

      if (column->role == TIDE_PRICE_ROLE_UNKNOWN || column->role == TIDE_PRICE_ROLE_IGNORED ||
          first == i)
        continue;

      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                   "Columns %zu (“%s”) and %zu (“%s”) mean the same. Remove one of them.",
                   first + 1, self->columns[first].name, i + 1, column->name);
      return false;
    }

  return true;
}

static bool
refuse_no_fields (const TidePriceHeader *self,
                  GError               **error)
{
  g_autofree char *unknown = cite_columns (self, TIDE_PRICE_ROLE_UNKNOWN);

  if (count_role (self, TIDE_PRICE_ROLE_FIELD) > 0)
    return true;

  if (*unknown != '\0')
    g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                 "No column is a known field; beside the date there is %s. Name the field of a "
                 "file with one value per day with --field.",
                 unknown);
  else
    g_set_error_literal (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_SHAPE,
                         "The file has a date, but no column of values.");
  return false;
}

/* The index that pandas writes has no name. */
static void
adopt_nameless_date (TidePriceHeader *self)
{
  if (find_role (self, TIDE_PRICE_ROLE_DATE) == TIDE_PRICE_NO_COLUMN &&
      self->columns[0].name[0] == '\0' && count_role (self, TIDE_PRICE_ROLE_FIELD) > 0)
    self->columns[0].role = TIDE_PRICE_ROLE_DATE;
}

/* %FALSE without an error if the row is no header. */
static bool
read_header (TidePriceHeader           *self,
             const TideCsvRow          *row,
             const TidePriceComment    *comment,
             const TidePriceCsvOptions *options,
             GError                   **error)
{
  self->n_columns = row->n_fields;
  self->columns = g_new0 (TidePriceColumn, row->n_fields);
  for (size_t i = 0; i < row->n_fields; i++)
    read_column (&self->columns[i], &row->fields[i]);

  adopt_nameless_date (self);
  self->date = find_role (self, TIDE_PRICE_ROLE_DATE);
  if (self->date == TIDE_PRICE_NO_COLUMN)
    return false;

  self->symbol = find_role (self, TIDE_PRICE_ROLE_SYMBOL);
  self->dividend = find_role (self, TIDE_PRICE_ROLE_DIVIDEND);
  self->split = find_role (self, TIDE_PRICE_ROLE_SPLIT);

  if (comment->present)
    adopt_own_fields (self);
  if (options->field != NULL && !apply_field_option (self, options->field, error))
    return false;
  if (!refuse_no_fields (self, error) || !refuse_doubles (self, error))
    return false;

  assign_slots (self);
  settle_shape (self, comment->present);
  return true;
}

/* Reads a row as a header. NULL without an error if it is none. */
TidePriceHeader *
tide_price_header_new (const TideCsvRow          *row,
                       const TidePriceComment    *comment,
                       const TidePriceCsvOptions *options,
                       TidePriceCsvReport        *report,
                       GError                   **error)
{
  TidePriceHeader *self;

  if (row->n_fields > MAX_COLUMNS)
    {
      g_set_error (error, TIDE_PARSE_ERROR, TIDE_PARSE_ERROR_LIMIT,
                   "Line %" G_GUINT64_FORMAT " has %zu columns, more than the limit of %d for "
                   "a table of market data.",
                   row->line, row->n_fields, MAX_COLUMNS);
      return NULL;
    }

  self = g_new0 (TidePriceHeader, 1);
  if (!read_header (self, row, comment, options, error))
    {
      tide_price_header_free (self);
      return NULL;
    }

  describe (self, report);
  return self;
}

void
tide_price_header_free (TidePriceHeader *self)
{
  if (self == NULL)
    return;

  for (size_t i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].name);
      g_free (self->columns[i].field);
    }
  g_free (self->columns);
  g_free (self);
}
