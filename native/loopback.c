/* The loopback: a libsteam_api for tests. It exports Valve's symbols and asks a table of answers (loopback.h) for each of them.
 *
 * Rules: it behaves as Valve's library was seen to behave, also where that is unkind: a failed init leaves an open pipe and interfaces, a
 * message that was freed is overwritten, a bool fills only the low byte of what is returned. What Valve's would crash at is kept as a
 * fault and answered with 0. -DLOOPBACK_SDK says whose names it has, 148 to 165; -DLOOPBACK_FREE_AT_ONCE gives freed messages back to the
 * system at once, so that AddressSanitizer and valgrind see a late read; without it they stay, overwritten, until the next frame.
 *
 * A process has two sides, a server's and a player's, each with a pipe, answers, messages and results of its own. Valve's other half is
 * included at the end: the functions of the interfaces, the server's in loopback_calls.c and the player's in loopback_user.c.
 */

#define _GNU_SOURCE /* dladdr, RTLD_DEFAULT */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef _WIN32
#include <dlfcn.h>
#endif

#ifndef LOOPBACK_SDK
#define LOOPBACK_SDK 165
#endif

/* Valve's calls are declared with a bool that returns four bytes, so that three of them can be filled with rubbish. */
typedef uint32_t low_byte;
#undef bool
#define bool low_byte
#if LOOPBACK_SDK < 157
#define SteamAPI_ISteamGameServer_GetAuthSessionTicket declared_with_identity
#endif
#include "steam_flat.h"
#undef SteamAPI_ISteamGameServer_GetAuthSessionTicket
#undef bool
#define bool _Bool
#include "loopback.h"
#include "loopback_groups_table.h"

#define TRUTH(value) (0xA5A5A500u | ((value) ? 1u : 0u))
#define GIVEN(value) (((value) & 0xFFu) != 0)

enum { COMPLETED = 703, RESULTS = 65536, ERROR_ROOM = 1024, OK = 0, FAILED = 1, VERSION_MISMATCH = 3 };
enum { SERVER, STATS, UTILS, USER, USER_STATS, USER_UTILS, FRIENDS, APPS, REMOTE_STORAGE, INTERFACES };

typedef struct message {
  struct message *next;
  uint8_t *bytes;
  int32_t kind, size;
} message;

typedef struct {
  message *first, *last;
} line;

typedef struct {
  uint64_t call;
  uint8_t *bytes;
  int32_t kind, size;
  bool failed;
} result;

typedef struct {
  bool connected, initialised, dispatching;
  HSteamPipe pipe;
  uint64_t first; /* what is added to the numbers of calls, so that no handle means two things */
  line here, later, freed;
  message *shown; /* what GetNextCallback gave last, until it is freed */
  result results[RESULTS];
} side;

static loopback_answers answers;
static loopback_user_answers user_answers;
static loopback_group_answers group_answers;
static side server, user = {.first = (uint64_t)1 << 50};
static HSteamPipe pipes; /* how many there were */
static char fault[256];
static char interfaces[INTERFACES][64];

#define ASK(NAME, ARGUMENTS) (answers.NAME ? answers.NAME ARGUMENTS : 0)
#define TELL(NAME, ARGUMENTS)                                                                                                          \
  do {                                                                                                                                 \
    if (answers.NAME) answers.NAME ARGUMENTS;                                                                                          \
  } while (0)
#define ASK_USER(NAME, ARGUMENTS) (user_answers.NAME ? user_answers.NAME ARGUMENTS : 0)
#define TELL_USER(NAME, ARGUMENTS)                                                                                                     \
  do {                                                                                                                                 \
    if (user_answers.NAME) user_answers.NAME ARGUMENTS;                                                                                \
  } while (0)

/* Lines of messages. */

static void append(line *to, message *new) {
  new->next = NULL;
  if (to->last)
    to->last->next = new;
  else
    to->first = new;
  to->last = new;
}

static message *take(line *from) {
  message *first = from->first;
  if (!first) return NULL;
  from->first = first->next;
  if (!from->first) from->last = NULL;
  return first;
}

static void poison(uint8_t *bytes, int32_t size) {
  volatile uint8_t *written = bytes; /* or the compiler leaves out what nobody may read */
  for (int32_t i = 0; i < size; i++) written[i] = 0xDD;
}

static void release(side *of, message *old) {
  poison(old->bytes, old->size);
#ifdef LOOPBACK_FREE_AT_ONCE
  (void)of;
  free(old->bytes);
  free(old);
#else
  append(&of->freed, old);
#endif
}

static void forget_freed(side *of) {
  for (message *old; (old = take(&of->freed));) {
    free(old->bytes);
    free(old);
  }
}

static void drop_everything(side *of) {
  line *lines[] = {&of->here, &of->later};
  if (of->shown) release(of, of->shown);
  of->shown = NULL;
  for (int i = 0; i < 2; i++)
    for (message *old; (old = take(lines[i]));) release(of, old);
  for (int i = 0; i < RESULTS; i++) {
    free(of->results[i].bytes);
    of->results[i] = (result){0};
  }
}

/* Ends a side: nothing of it is known any more. */
static void end(side *of) {
  drop_everything(of);
  of->pipe = 0;
  of->initialised = of->dispatching = false;
}

/* An exact copy, so that one byte read too far is seen. Tests cannot go on without memory. */
static uint8_t *copy_of(const void *bytes, int32_t size) {
  uint8_t *copy = malloc(size > 0 ? (size_t)size : 1);
  if (!copy) abort();
  if (size > 0) memcpy(copy, bytes, (size_t)size);
  return copy;
}

/* Calls that are answered later: number * FACTOR modulo 2^63, with the highest bit set, spreads small numbers over all bits. */

static const uint64_t FACTOR = 0x2545F4914F6CDD1Du, HIGHEST = (uint64_t)1 << 63;

uint64_t loopback_handle(uint64_t call) { return call ? HIGHEST | (call * FACTOR) : 0; }
uint64_t loopback_user_handle(uint64_t call) { return call ? loopback_handle(call + user.first) : 0; }

static uint64_t number_of(SteamAPICall_t handle) {
  uint64_t inverse = FACTOR; /* right in 3 bits, and in twice as many after each turn */
  for (int i = 0; i < 5; i++) inverse *= 2 - FACTOR * inverse;
  return handle & HIGHEST ? (handle * inverse) & ~HIGHEST : 0;
}

static result *result_of(side *of, SteamAPICall_t handle) {
  uint64_t call = number_of(handle);
  result *found = &of->results[call % RESULTS];
  return call && found->call == call ? found : NULL;
}

static void post(line *to, int32_t kind, const void *bytes, int32_t size) {
  message *new = malloc(sizeof *new);
  if (!new) abort();
  *new = (message){NULL, copy_of(bytes, size), kind, size};
  append(to, new);
}

static void post_at(side *of, int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how) {
  line *to = how & LOOPBACK_NEXT_FRAME ? &of->later : &of->here;
  if (!of->pipe) return;
  if (call) {
    call += of->first;
    result *kept = &of->results[call % RESULTS];
    free(kept->bytes);
    *kept = (result){call, copy_of(bytes, size), kind, size, failed};
  }
  if (how & LOOPBACK_RESULT) {
    uint8_t told[16];
    uint64_t handle = loopback_handle(call);
    memcpy(told, &handle, 8);
    memcpy(told + 8, &kind, 4);
    memcpy(told + 12, &size, 4);
    post(to, COMPLETED, told, sizeof told);
  }
  if (how & LOOPBACK_BROADCAST) post(to, kind, bytes, size);
}

void loopback_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how) {
  post_at(&server, kind, bytes, size, call, failed, how);
}

void loopback_user_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how) {
  post_at(&user, kind, bytes, size, call, failed, how);
}

/* What Valve's library would crash at. */

const char *loopback_fault(void) { return fault; }

static void misuse(const char *call, const char *what) {
  if (!fault[0]) snprintf(fault, sizeof fault, "%s was called %s", call, what);
}

static void *interface_now(int which) {
  HSteamPipe pipe = which >= USER ? user.pipe : server.pipe;
  return pipe ? &interfaces[which][pipe % 64] : NULL;
}

static bool on(const void *self, int which, const char *call) {
  if (self && self == interface_now(which)) return true;
  misuse(call, self ? "on an interface of another pipe or of another kind" : "on a NULL interface");
  return false;
}

/* The life of both sides. */

void loopback_connect(const loopback_answers *table) {
  end(&server);
  forget_freed(&server);
  fault[0] = 0;
  server.connected = table != NULL;
  answers = table ? *table : (loopback_answers){0};
}

void loopback_user_connect(const loopback_user_answers *table) {
  end(&user);
  forget_freed(&user);
  fault[0] = 0;
  user.connected = table != NULL;
  user_answers = table ? *table : (loopback_user_answers){0};
}

/* Where nobody connected, a Python program can be told by the environment what to run first; it finds this library's path in os.environ. */
static void wake(void) {
#ifndef _WIN32
  const char *statement = getenv("STEAM_LOOPBACK");
  Dl_info found;
  int (*ensure)(void);
  void (*release_state)(int);
  int (*run)(const char *);
  void *symbols[] = {dlsym(RTLD_DEFAULT, "PyGILState_Ensure"), dlsym(RTLD_DEFAULT, "PyGILState_Release"),
                     dlsym(RTLD_DEFAULT, "PyRun_SimpleString")};
  if (!statement || !symbols[0] || !symbols[1] || !symbols[2] || !dladdr(interfaces, &found)) return;
  memcpy(&ensure, &symbols[0], sizeof ensure);
  memcpy(&release_state, &symbols[1], sizeof release_state);
  memcpy(&run, &symbols[2], sizeof run);
  char where[8192] = "import os; os.environb[b'STEAM_LOOPBACK_LIBRARY'] = bytes.fromhex('";
  size_t used = strlen(where);
  for (const char *c = found.dli_fname; *c && used < sizeof where - 8; c++) used += (size_t)sprintf(where + used, "%02x", (unsigned char)*c);
  strcpy(where + used, "')");
  int state = ensure();
  if (!run(where)) run(statement);
  release_state(state);
#endif
}

static int32_t known(const char *list, char *error) {
  static const char *const names[] = {
#if LOOPBACK_SDK >= 165
      "SteamUtils011", "SteamNetworkingSockets013",
#else
      "SteamUtils010", "SteamNetworkingSockets012",
#endif
      "SteamNetworkingUtils004", "SteamGameServer015", "SteamGameServerStats001", "STEAMHTTP_INTERFACE_VERSION003",
      "STEAMINVENTORY_INTERFACE_V003", "SteamNetworking006", "SteamNetworkingMessages002", "STEAMUGC_INTERFACE_VERSION021"};
  for (; list && *list; list += strlen(list) + 1) {
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) found = found || !strcmp(names[i], list);
    if (found) continue;
    snprintf(error, ERROR_ROOM, "No %s", list);
    return VERSION_MISMATCH;
  }
  return OK;
}

/* The first half of an init. */
static bool open_pipe(side *of, char *error) {
  error[0] = 0;
  if (!of->connected) wake();
  if (!of->connected) {
    snprintf(error, ERROR_ROOM, "Failed to load module 'steamclient.so': this is the loopback, and no answers are connected to it");
    return false;
  }
  drop_everything(of);
  of->pipe = ++pipes; /* it stays open whatever follows: seen on Valve's library */
  return true;
}

static int32_t begin(uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, const char *list, char *error) {
  if (!open_pipe(&server, error)) return FAILED;
  if (known(list, error) != OK) return VERSION_MISMATCH;
  int32_t said = answers.init ? answers.init(ip, game, query, mode, version, error) : FAILED;
  if (said == OK) server.initialised = true;
  return said;
}

#if LOOPBACK_SDK >= 158
int32_t SteamInternal_GameServer_Init_V2(uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, const char *list,
                                         char *error) {
  char said[ERROR_ROOM];
  int32_t code = begin(ip, game, query, mode, version, list, said);
  if (error) memcpy(error, said, strlen(said) + 1);
  return code;
}
#else
low_byte SteamInternal_GameServer_Init(uint32_t ip, uint16_t steam, uint16_t game, uint16_t query, int32_t mode, const char *version) {
  char said[ERROR_ROOM];
  (void)steam;
  return TRUTH(begin(ip, game, query, mode, version, NULL, said) == OK);
}
#endif

void SteamGameServer_Shutdown(void) {
  if (server.initialised) TELL(shutdown, ());
  end(&server);
}

HSteamPipe SteamGameServer_GetHSteamPipe(void) { return server.pipe; }
low_byte SteamGameServer_BSecure(void) { return TRUTH(server.pipe && ASK(secure, ())); }
uint64_t SteamGameServer_GetSteamID(void) { return server.pipe ? ASK(get_server_steam_id, ()) : 1; } /* 1: seen on Valve's library */
void SteamAPI_ReleaseCurrentThreadMemory(void) { TELL(release_current_thread_memory, ()); }

/* What arrives. */

void SteamAPI_ManualDispatch_Init(void) {
  server.dispatching = server.initialised;
  user.dispatching = user.initialised;
}

/* Returns the side whose pipe it is, NULL if nothing is dispatched there. */
static side *side_of(HSteamPipe pipe) {
  side *of = pipe == server.pipe ? &server : &user;
  return pipe && pipe == of->pipe && of->dispatching ? of : NULL;
}

void SteamAPI_ManualDispatch_RunFrame(HSteamPipe pipe) {
  side *of = side_of(pipe);
  if (!of) return;
  forget_freed(of);
  for (message *due; (due = take(&of->later));) append(&of->here, due);
  if (of == &server)
    TELL(run_frame, ());
  else
    TELL_USER(run_frame, ());
}

low_byte SteamAPI_ManualDispatch_GetNextCallback(HSteamPipe pipe, CallbackMsg_t *to) {
  side *of = side_of(pipe);
  if (!of) return TRUTH(false);
  if (!of->shown) of->shown = take(&of->here);
  if (!of->shown) return TRUTH(false);
  to->m_hSteamUser = 1;
  to->m_iCallback = of->shown->kind;
  to->m_pubParam = of->shown->bytes;
  to->m_cubParam = of->shown->size;
  return TRUTH(true);
}

void SteamAPI_ManualDispatch_FreeLastCallback(HSteamPipe pipe) {
  side *of = side_of(pipe);
  if (!of || !of->shown) return;
  release(of, of->shown);
  of->shown = NULL;
}

low_byte SteamAPI_ManualDispatch_GetAPICallResult(HSteamPipe pipe, SteamAPICall_t call, void *to, int32_t room, int32_t kind,
                                                  low_byte *failed) {
  side *of = side_of(pipe);
  result *found = of ? result_of(of, call) : NULL;
  if (!found || found->kind != kind || room < found->size) return TRUTH(false);
  memcpy(to, found->bytes, (size_t)found->size);
  *(uint8_t *)failed = found->failed;
  return TRUTH(true);
}

#include "loopback_calls.c"
#include "loopback_user.c"
#include "loopback_groups_calls.h"
