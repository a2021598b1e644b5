// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tide-batch.h"
#include "net/tide-session.h"

G_BEGIN_DECLS

/**
 * TideProviderClass:
 * @TIDE_PROVIDER_OFFICIAL: the publisher's own service
 * @TIDE_PROVIDER_LICENSED: a documented service with a key or a contract
 * @TIDE_PROVIDER_UNOFFICIAL: no published interface or licence; asked only
 *   after the reader agreed
 */
typedef enum
{
  TIDE_PROVIDER_OFFICIAL,
  TIDE_PROVIDER_LICENSED,
  TIDE_PROVIDER_UNOFFICIAL,
} TideProviderClass;

/**
 * TideProviderInfo:
 * @id: name in commands and as the source of series, `yahoo`
 * @title: name in sentences, `Yahoo`
 * @provider_class: how official it is
 * @terms: one sentence on what the reader may do with the data
 * @unasked: (nullable): sentence on why it cannot be asked; its saved replies
 *   can be read
 * @fields: fields it can answer, NULL-terminated
 * @rate: how often it may be asked
 * @parser_version: raised when the reading of the same bytes changes
 * @conditional: the reply to one question can be asked for again under the
 *   entity tag of the last one
 *
 * @steps_apart: its requests do not depend on one another, so that one whose
 *   reply is damaged keeps no other from being made
 *
 * What a provider says about itself. Static.
 */
typedef struct
{
  const char        *id;
  const char        *title;
  TideProviderClass  provider_class;
  const char        *terms;
  const char        *unasked;
  const char *const *fields;
  TideRate           rate;
  int                parser_version;
  unsigned int       conditional : 1;
  unsigned int       steps_apart : 1;
} TideProviderInfo;

/**
 * TideQuote:
 * @at: moment of the price; UTC seconds
 * @day: trading day it belongs to
 * @unit: unit of the prices, as quoted
 * @price: last price
 * @open: NaN where not known, as the next three
 * @high: highest of the session so far
 * @low: lowest of the session so far
 * @volume: shares traded so far
 *
 * The price of a session that had not ended: shown, never stored.
 */
typedef struct
{
  TideInstant at;
  TideDay     day;
  TideUnit    unit;
  double      price;
  double      open;
  double      high;
  double      low;
  double      volume;
} TideQuote;

/**
 * TideProblemKind:
 * @TIDE_PROBLEM_REJECTED: the row is not a price: non-positive, in the future
 * @TIDE_PROBLEM_HELD: the row is held back until someone accepts it
 * @TIDE_PROBLEM_REPEATED: the row repeats the session before in every figure
 * @TIDE_PROBLEM_FLAGGED: the row was let in and looks odd
 * @TIDE_PROBLEM_CLOSED: there was no session on the day asked for, or nothing
 *   is published of it yet
 * @TIDE_PROBLEM_NOTE: said of the whole reply, not of a row
 */
typedef enum
{
  TIDE_PROBLEM_REJECTED,
  TIDE_PROBLEM_HELD,
  TIDE_PROBLEM_REPEATED,
  TIDE_PROBLEM_FLAGGED,
  TIDE_PROBLEM_CLOSED,
  TIDE_PROBLEM_NOTE,
} TideProblemKind;

/**
 * TideProblem:
 * @kind: what was done with the row
 * @day: trading day of the row, or %TIDE_DAY_NONE for a note
 * @sentence: what was found, for the reader; owned by the reading
 */
typedef struct
{
  TideProblemKind kind;
  TideDay         day;
  char           *sentence;
} TideProblem;

/**
 * TideReading:
 * @batches: (element-type TideBatch): what may be stored, sealed, one for each
 *   instrument; empty if the provider has nothing for the days asked
 * @quote: the running session, valid if @has_quote
 * @decimals: decimals prices are quoted with, -1 where the provider is silent
 * @n_steps: requests that the whole answer takes, if only a reply can tell; 0
 *   where it does not
 * @problems: rows left out or flagged and notes, as they were met
 * @n_problems: how many
 * @has_quote: whether @quote is set
 *
 * What a reply says. Immutable once returned, reference counted, safe across
 * threads.
 */
typedef struct
{
  GPtrArray   *batches;
  TideQuote    quote;
  int          decimals;
  size_t       n_steps;
  TideProblem *problems;
  size_t       n_problems;
  unsigned int has_quote : 1;
} TideReading;

TideReading *tide_reading_new (void);
TideReading *tide_reading_ref (TideReading *self);
void         tide_reading_unref (TideReading *self);
void         tide_reading_add_problem_take (TideReading    *self,
                                            TideProblemKind kind,
                                            TideDay         day,
                                            char           *sentence);
size_t       tide_reading_count (const TideReading *self,
                                 TideProblemKind    kind);
void         tide_reading_add_batch_take (TideReading *self,
                                          TideBatch   *batch);
TideBatch   *tide_reading_find_batch (const TideReading *self,
                                      const char        *symbol);

/**
 * TideProviderAsk:
 * @symbol: what is asked for, a subject of the provider's
 * @since: first day wanted, or %TIDE_DAY_NONE for all there is
 * @now: when the asking began; UTC seconds
 * @step: which of its requests this is, from 0
 *
 * A question to a provider. One that needs several requests, a page or a day
 * each, is asked step by step.
 */
typedef struct
{
  const char *symbol;
  TideDay     since;
  TideInstant now;
  size_t      step;
} TideProviderAsk;

/**
 * TideProviderReply:
 * @ask: (nullable): what was asked; NULL for a file, which is read for whatever
 *   it is about
 * @about: (nullable): canonical symbol that a file is about, where somebody said
 *   so; for replies that do not name it themselves
 * @now: when the reply came; UTC seconds
 * @status: HTTP status; 0 for a file
 * @content_type: (nullable): media type in lower case
 * @bytes: body; need not be terminated
 * @length: bytes in @bytes
 * @fetch: provenance to put into the batches
 *
 * What a provider is given to read. Owned by the caller.
 */
typedef struct
{
  const TideProviderAsk *ask;
  const char            *about;
  TideInstant            now;
  unsigned int           status;
  const char            *content_type;
  const char            *bytes;
  size_t                 length;
  const TideFetch       *fetch;
} TideProviderReply;

char tide_provider_reply_get_first_byte (const TideProviderReply *self);
bool tide_provider_reply_contains (const TideProviderReply *self,
                                   const char              *words);

#define TIDE_TYPE_PROVIDER (tide_provider_get_type ())
G_DECLARE_INTERFACE (TideProvider, tide_provider, TIDE, PROVIDER, GObject)

/**
 * TideProviderInterface:
 * @get_info: what it is; the same for the life of the program
 * @dup_subject: (nullable): what to ask for when a symbol is wanted, NULL if it
 *   cannot answer; symbols of one subject come in the same replies. Without
 *   it every symbol is its own subject
 * @count_steps: (nullable): how many requests a question takes as far as can be
 *   told before the first reply; without it 1
 * @build_request: how to ask
 * @recognize: (nullable): whether bytes are one of its replies, by their
 *   beginning; without it none is
 * @parse: what an answer says; pure, and called on any thread
 */
struct _TideProviderInterface
{
  GTypeInterface parent;

  const TideProviderInfo *(*get_info) (TideProvider *self);
  char *(*dup_subject) (TideProvider *self,
                        const char   *symbol);
  size_t (*count_steps) (TideProvider          *self,
                         const TideProviderAsk *ask);
  TideRequest *(*build_request) (TideProvider          *self,
                                 const TideProviderAsk *ask,
                                 GError               **error);
  bool (*recognize) (TideProvider            *self,
                     const TideProviderReply *reply);
  TideReading *(*parse) (TideProvider            *self,
                         const TideProviderReply *reply,
                         GError                 **error);
};

const TideProviderInfo *tide_provider_get_info (TideProvider *self);
char                   *tide_provider_dup_subject (TideProvider *self,
                                                   const char   *symbol);
size_t                  tide_provider_count_steps (TideProvider          *self,
                                                   const TideProviderAsk *ask);
TideRequest            *tide_provider_build_request (TideProvider          *self,
                                                     const TideProviderAsk *ask,
                                                     GError               **error);
bool                    tide_provider_recognize (TideProvider            *self,
                                                 const TideProviderReply *reply);
TideReading            *tide_provider_parse (TideProvider            *self,
                                             const TideProviderReply *reply,
                                             GError                 **error);

const char *const *tide_provider_list_ids (void);
TideProvider      *tide_provider_create (const char *id,
                                         GError    **error);
char              *tide_provider_dup_base_uri (const char *id,
                                               const char *built_in,
                                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideReading, tide_reading_unref)

G_END_DECLS
