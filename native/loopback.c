/* The loopback: a libsteam_api for tests. It exports Valve's symbols and asks a table of answers (loopback.h) for each of them.
 *
 * Rules: it behaves as Valve's library was seen to behave, also where that is unkind: a failed init leaves an open pipe and interfaces, a
 * message that was freed is overwritten, a bool fills only the low byte of what is returned. What Valve's would crash at is kept as a
 * fault and answered with 0. -DLOOPBACK_SDK says whose names it has, 148 to 165; -DLOOPBACK_FREE_AT_ONCE gives freed messages back to the
 * system at once, so that AddressSanitizer and valgrind see a late read; without it they stay, overwritten, until the next frame.
 *
 * Valve's other half is included at the end: loopback_calls.c, the functions of the interfaces.
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

#define TRUTH(value) (0xA5A5A500u | ((value) ? 1u : 0u))
#define GIVEN(value) (((value) & 0xFFu) != 0)

enum { COMPLETED = 703, RESULTS = 65536, ERROR_ROOM = 1024, OK = 0, FAILED = 1, VERSION_MISMATCH = 3, SERVER = 0, STATS = 1, UTILS = 2 };

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

static loopback_answers answers;
static bool connected;
static HSteamPipe pipe, pipes; /* the one that is open, and how many there were */
static bool initialised, dispatching;
static line here, later, freed;
static message *shown; /* what GetNextCallback gave last, until it is freed */
static result results[RESULTS];
static char fault[256];
static char interfaces[3][64];

#define ASK(NAME, ARGUMENTS) (answers.NAME ? answers.NAME ARGUMENTS : 0)
#define TELL(NAME, ARGUMENTS)                                                                                                          \
  do {                                                                                                                                 \
    if (answers.NAME) answers.NAME ARGUMENTS;                                                                                          \
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

static void release(message *old) {
  poison(old->bytes, old->size);
#ifdef LOOPBACK_FREE_AT_ONCE
  free(old->bytes);
  free(old);
#else
  append(&freed, old);
#endif
}

static void forget_freed(void) {
  for (message *old; (old = take(&freed));) {
    free(old->bytes);
    free(old);
  }
}

static void drop_everything(void) {
  line *lines[] = {&here, &later};
  if (shown) release(shown);
  shown = NULL;
  for (int i = 0; i < 2; i++)
    for (message *old; (old = take(lines[i]));) release(old);
  for (int i = 0; i < RESULTS; i++) {
    free(results[i].bytes);
    results[i] = (result){0};
  }
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

static uint64_t number_of(SteamAPICall_t handle) {
  uint64_t inverse = FACTOR; /* right in 3 bits, and in twice as many after each turn */
  for (int i = 0; i < 5; i++) inverse *= 2 - FACTOR * inverse;
  return handle & HIGHEST ? (handle * inverse) & ~HIGHEST : 0;
}

static result *result_of(SteamAPICall_t handle) {
  uint64_t call = number_of(handle);
  result *found = &results[call % RESULTS];
  return call && found->call == call ? found : NULL;
}

static void post(line *to, int32_t kind, const void *bytes, int32_t size) {
  message *new = malloc(sizeof *new);
  if (!new) abort();
  *new = (message){NULL, copy_of(bytes, size), kind, size};
  append(to, new);
}

void loopback_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how) {
  line *to = how & LOOPBACK_NEXT_FRAME ? &later : &here;
  if (!pipe) return;
  if (call) {
    result *kept = &results[call % RESULTS];
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

/* What Valve's library would crash at. */

const char *loopback_fault(void) { return fault; }

static void misuse(const char *call, const char *what) {
  if (!fault[0]) snprintf(fault, sizeof fault, "%s was called %s", call, what);
}

static void *interface_now(int which) { return pipe ? &interfaces[which][pipe % 64] : NULL; }

static bool on(const void *self, int which, const char *call) {
  if (self && self == interface_now(which)) return true;
  misuse(call, self ? "on an interface of another pipe or of another kind" : "on a NULL interface");
  return false;
}

/* The life of a server. */

void loopback_connect(const loopback_answers *table) {
  drop_everything();
  forget_freed();
  pipe = 0;
  initialised = dispatching = false;
  fault[0] = 0;
  connected = table != NULL;
  answers = table ? *table : (loopback_answers){0};
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

static int32_t begin(uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, const char *list, char *error) {
  error[0] = 0;
  if (!connected) wake();
  if (!connected) {
    snprintf(error, ERROR_ROOM, "Failed to load module 'steamclient.so': this is the loopback, and no answers are connected to it");
    return FAILED;
  }
  drop_everything();
  pipe = ++pipes; /* it stays open whatever follows: seen on Valve's library */
  if (known(list, error) != OK) return VERSION_MISMATCH;
  int32_t said = answers.init ? answers.init(ip, game, query, mode, version, error) : FAILED;
  if (said == OK) initialised = true;
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
  if (initialised) TELL(shutdown, ());
  drop_everything();
  pipe = 0;
  initialised = dispatching = false;
}

HSteamPipe SteamGameServer_GetHSteamPipe(void) { return pipe; }
low_byte SteamGameServer_BSecure(void) { return TRUTH(pipe && ASK(secure, ())); }
uint64_t SteamGameServer_GetSteamID(void) { return pipe ? ASK(get_server_steam_id, ()) : 1; } /* 1: seen on Valve's library */
void SteamAPI_ReleaseCurrentThreadMemory(void) { TELL(release_current_thread_memory, ()); }

/* What arrives. */

void SteamAPI_ManualDispatch_Init(void) { dispatching = initialised; }

void SteamAPI_ManualDispatch_RunFrame(HSteamPipe of) {
  if (!dispatching || of != pipe) return;
  forget_freed();
  for (message *due; (due = take(&later));) append(&here, due);
  TELL(run_frame, ());
}

low_byte SteamAPI_ManualDispatch_GetNextCallback(HSteamPipe of, CallbackMsg_t *to) {
  if (!dispatching || of != pipe) return TRUTH(false);
  if (!shown) shown = take(&here);
  if (!shown) return TRUTH(false);
  to->m_hSteamUser = 1;
  to->m_iCallback = shown->kind;
  to->m_pubParam = shown->bytes;
  to->m_cubParam = shown->size;
  return TRUTH(true);
}

void SteamAPI_ManualDispatch_FreeLastCallback(HSteamPipe of) {
  if (!dispatching || of != pipe || !shown) return;
  release(shown);
  shown = NULL;
}

low_byte SteamAPI_ManualDispatch_GetAPICallResult(HSteamPipe of, SteamAPICall_t call, void *to, int32_t room, int32_t kind,
                                                  low_byte *failed) {
  result *found = dispatching && of == pipe ? result_of(call) : NULL;
  if (!found || found->kind != kind || room < found->size) return TRUTH(false);
  memcpy(to, found->bytes, (size_t)found->size);
  *(uint8_t *)failed = found->failed;
  return TRUTH(true);
}

#include "loopback_calls.c"
