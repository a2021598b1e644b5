// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <libsoup/soup.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* A server on this machine in the default main context. It answers by path and
 * counts; tests read and set the counters. */
typedef struct
{
  SoupServer *server;
  char       *base;
  int         requests;
  int         open;
  int         most_open;
  /* Requests to /flaky and /busy that fail before one succeeds. */
  int failures;
  /* Served by /file, with its entity tag. */
  char *file;
  char *etag;
  /* Where /elsewhere points. */
  char *elsewhere;
  char *last_user_agent;
  bool  saw_key;
  /* Paused answers of /hang, in order. */
  GPtrArray *hanging;
  GPtrArray *messages;
} TideTestServer;

TideTestServer *tide_test_server_new (void);
void            tide_test_server_free (TideTestServer *self);
char           *tide_test_server_dup_uri (TideTestServer *self,
                                          const char     *path);

/* Lets the oldest answer of /hang go. */
void tide_test_server_release (TideTestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTestServer, tide_test_server_free)

/* A server that sends exactly these bytes to whoever connects, then closes. */
typedef struct
{
  GSocketService *service;
  char           *base;
  GBytes         *bytes;
  int             connections;
} TideTestRawServer;

TideTestRawServer *tide_test_raw_server_new (const char *bytes,
                                             size_t      length);
void               tide_test_raw_server_free (TideTestRawServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TideTestRawServer, tide_test_raw_server_free)

G_END_DECLS
