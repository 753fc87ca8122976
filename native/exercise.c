/* The exercise: the shim over the loopback without Python, for AddressSanitizer, UndefinedBehaviorSanitizer and valgrind.
 *
 * Rules: `exercise LIBRARY [ROUNDS]` plays whole lives of a server and of a player against a small world and says what it saw. It goes on
 * after a wrong answer, names each, and ends with 1 if there was one. It is built from shim.c itself, so that what is checked is what ships.
 * The player's half is in exercise_user.c.
 */

#include "shim.c"

#include <stdio.h>

#include "loopback.h"

enum { RECEIVED = 1800, STORED = 1801, CALLS = 1000, USERS = 500, LATER = LOOPBACK_NEXT_FRAME, R = LOOPBACK_RESULT, B = LOOPBACK_BROADCAST, U = 64 };

static const uint64_t FIRST = 76561197960265729u;
static const int ways[][6] = {{R},          {B},    {R, B}, {B, R},       {R, B | LATER}, {B, R | LATER}, {R, R},
                              {B, B},       {U, R, U, B, U}, {R, R, B, B}};
enum { RESULTS_APART = 32768, WAYS = sizeof ways / sizeof ways[0] };

static long checks, faults;
#define CHECK(WHAT) check((WHAT) != 0, #WHAT, __LINE__)

static void check(bool right, const char *what, int line) {
  checks++;
  if (right) return;
  faults++;
  if (faults <= 20) fprintf(stderr, "exercise.c:%d: wrong: %s\n", line, what);
}

/* The world: every user has one stat, "kills". */

static void (*post)(int32_t, const uint8_t *, int32_t, uint64_t, bool, int32_t);
static void (*connect_answers)(const loopback_answers *);
static uint64_t (*handle_of)(uint64_t);
static const char *(*fault_of)(void);

static int32_t kills[USERS];
static struct {
  uint64_t user;
  int32_t kind;
  bool told, answered;
} calls[CALLS + 1]; /* by number */
static uint64_t asked;
static int way;
static int32_t refusal;

static volatile double zero;

static const steam_drained *drained(HSteamPipe pipe) { return steam_drain(pipe) ? steam_taken() : NULL; }

static void find(const char *name, void *to, void *library) {
  void *found = dlsym(library, name);
  if (!found) fprintf(stderr, "the library has no %s\n", name), exit(2);
  memcpy(to, &found, sizeof found);
}

static int32_t *stat_of(uint64_t user, const char *name) {
  return user >= FIRST && user < FIRST + USERS && name && !strcmp(name, "kills") ? &kills[user - FIRST] : NULL;
}

static int32_t init(uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, char *error) {
  CHECK(ip == 0x7F000001 && game == 27015 && query == 27016 && mode == 3 && !strcmp(version, "1.0.0.0"));
  if (refusal) strcpy(error, "Can't determine AppID");
  return refusal;
}

static uint64_t ask(uint64_t user, int32_t kind) {
  if (asked == CALLS) return 0;
  calls[++asked].user = user;
  calls[asked].kind = kind;
  calls[asked].told = calls[asked].answered = false;
  return asked;
}

static uint64_t request(uint64_t user) { return ask(user, RECEIVED); }
static uint64_t store(uint64_t user) { return ask(user, STORED); }

static bool get(uint64_t user, const char *name, int32_t *value) {
  int32_t *stat = stat_of(user, name);
  *value = stat ? *stat : -1;
  return stat != NULL;
}

static bool set(uint64_t user, const char *name, int32_t value) {
  int32_t *stat = stat_of(user, name);
  if (stat) *stat = value;
  return stat != NULL;
}

static bool set_real(uint64_t user, const char *name, float value) { return set(user, name, (int32_t)value); }
static bool unlock(uint64_t user, const char *name) { return user == FIRST && !strcmp(name, "ACH_WIN"); }

static void answer(uint8_t *to, uint64_t call) {
  int32_t ok = 1;
  memcpy(to, &ok, 4);
  memcpy(to + 4, &calls[call].user, 8);
}

static void frame(void) {
  uint8_t bytes[12];
  for (uint64_t call = 1; call <= asked; call++) {
    if (calls[call].told) continue;
    calls[call].told = true;
    answer(bytes, call);
    for (int i = 0; i < 6 && ways[way][i]; i++) {
      if (ways[way][i] == U) {
        post(9999, bytes, 11, 0, false, B);
        post(RECEIVED, bytes, 12, call + ((uint64_t)1 << 40) + RESULTS_APART, false, R);
        post(703, (const uint8_t[16]){1, 2, 3, 4, 5, 6, 7, 0x80, 8, 7, 0, 0, 12}, 16, 0, false, B);
      } else {
        post(calls[call].kind, bytes, 12, call, call % 100 == 7, ways[way][i]);
      }
    }
  }
}

/* What a game server does with what arrives: call results by their handle, broadcasts by asking which call of that user is completed. */

static void settle(uint64_t call, const uint8_t *head, int32_t failed) {
  uint8_t expected[12];
  if (calls[call].answered) return;
  calls[call].answered = true;
  answer(expected, call);
  CHECK(failed == (call % 100 == 7) && !memcmp(head, expected, 12));
}

static void by_broadcast(ISteamUtils *utils, HSteamPipe pipe, const steam_message *message) {
  uint64_t user;
  memcpy(&user, message->head + 4, 8);
  for (uint64_t call = 1; call <= asked; call++) {
    uint8_t bytes[12] = {0};
    bool failed = false, fetched = false;
    if (calls[call].answered || calls[call].user != user || calls[call].kind != message->kind) continue;
    if (!SteamAPI_ISteamUtils_IsAPICallCompleted(utils, handle_of(call), &failed)) continue;
    CHECK(SteamAPI_ManualDispatch_GetAPICallResult(pipe, handle_of(call), bytes, 12, message->kind, &fetched) && fetched == failed);
    settle(call, bytes, failed);
    return;
  }
}

static void flight(ISteamGameServerStats *stats, ISteamUtils *utils, HSteamPipe pipe) {
  asked = 0;
  for (int i = 0; i < CALLS; i++) {
    uint64_t user = FIRST + (uint64_t)(i * 7 % USERS);
    uint64_t handle = i % 2 ? SteamAPI_ISteamGameServerStats_StoreUserStats(stats, user)
                            : SteamAPI_ISteamGameServerStats_RequestUserStats(stats, user);
    CHECK(handle >> 63 == 1 && handle == handle_of(asked));
  }
  CHECK(SteamAPI_ISteamGameServerStats_RequestUserStats(stats, FIRST) == 0); /* the world has no more numbers */
  for (int frames = 0; frames < 3; frames++) {
    const steam_drained *out = drained(pipe);
    for (int32_t i = 0; out && i < out->count; i++) {
      const steam_message *message = &out->messages[i];
      uint64_t call = 0;
      if (message->kind != RECEIVED && message->kind != STORED) {
        CHECK(message->kind == 9999 && message->size == 11 && !message->call);
        continue;
      }
      CHECK(message->size == 12);
      if (!message->call) {
        by_broadcast(utils, pipe, message);
        continue;
      }
      for (call = asked; call && handle_of(call) != message->call; call--) {}
      if (call)
        settle(call, message->head, message->failed);
      else
        CHECK(message->failed == 0 || message->failed == -1); /* somebody else's */
    }
  }
  for (uint64_t call = 1; call <= asked; call++) CHECK(calls[call].answered);
}

/* A frame takes its time and what came, or leaves both alone. */

static void frames(HSteamPipe pipe) {
  static const uint8_t bytes[8] = {1};
  steam_side *side = steam_server_side();
  *side = (steam_side){pipe, 1.0};
  *steam_user_side() = (steam_side){0, 9.0};
  CHECK(steam_server_begin(0.0) == 0 && steam_server_begin(0.75) == 0 && side->left == 0.25);
  post(1108, bytes, 8, 0, false, B);
  CHECK(steam_server_begin(-0.1) == -1 && steam_server_begin(0.0 / zero) == -1 && steam_server_begin(1.0 / zero) == -1);
  CHECK(steam_server_begin(0.25) == -1 && steam_server_begin(1.0) == -1 && side->left == 0.25);
  CHECK(steam_user_begin(8.0) == 0 && steam_user_side()->left == 1.0);
  CHECK(steam_server_begin(0.125) == 1 && side->left == 0.125 && steam_taken()->messages[0].kind == 1108);
}

/* Sizes that are not those of the struct, and more messages than one drain takes. */

static void odd_sizes(HSteamPipe pipe) {
  static const int32_t sizes[] = {0, 1, 8, 12, 13, 16, 64, 5000, STEAM_LONGEST, STEAM_LONGEST + 1};
  enum { COUNT = sizeof sizes / sizeof sizes[0] };
  uint8_t *bytes = malloc(STEAM_LONGEST + 1);
  asked = 0;
  if (!bytes) exit(2);
  for (int i = 0; i <= STEAM_LONGEST; i++) bytes[i] = (uint8_t)(i * 31 + 1);
  for (int i = 0; i < COUNT; i++) {
    post(RECEIVED, bytes, sizes[i], 0, false, B);
    post(STORED, bytes, sizes[i], (uint64_t)i + 1, false, R);
  }
  const steam_drained *out = drained(pipe);
  CHECK(out && out->count == 2 * COUNT);
  int32_t offset = 0;
  for (int32_t i = 0; out && i < out->count; i++) {
    const steam_message *message = &out->messages[i];
    int32_t size = sizes[i / 2];
    CHECK(message->kind == (i % 2 ? STORED : RECEIVED));
    if (size > STEAM_LONGEST) {
      CHECK(i % 2 ? message->failed == -1 && message->size == size : message->size == INT32_MAX);
      continue;
    }
    CHECK(message->size == size && !memcmp(message->head, bytes, (size_t)(size < 12 ? size : 12)));
    if (size <= 12) continue;
    CHECK(offset + size <= out->length && !memcmp(out->bytes + offset, bytes, (size_t)size));
    offset += (size + 7) & ~7;
  }
  CHECK(out && offset == out->length);
  free(bytes);
}

static void too_many(HSteamPipe pipe) {
  uint8_t bytes[8] = {1};
  for (int i = 0; i < STEAM_MOST + 10; i++) post(1108, bytes, 8, 0, false, B);
  const steam_drained *out = drained(pipe);
  CHECK(out && out->count == STEAM_MOST && out->messages[STEAM_MOST - 1].head[0] == 1);
  out = drained(pipe);
  CHECK(out && out->count == 10);
  CHECK(!steam_drain(pipe));
}

static void by_hand(HSteamPipe pipe) {
  CallbackMsg_t first = {0, 0, NULL, 0}, again = first;
  uint8_t bytes[8] = {42};
  post(1108, bytes, 8, 0, false, B);
  SteamAPI_ManualDispatch_RunFrame(pipe);
  CHECK(SteamAPI_ManualDispatch_GetNextCallback(pipe, &first) && SteamAPI_ManualDispatch_GetNextCallback(pipe, &again));
  CHECK(first.m_pubParam == again.m_pubParam && first.m_iCallback == 1108 && first.m_cubParam == 8 && first.m_pubParam[0] == 42);
  SteamAPI_ManualDispatch_FreeLastCallback(pipe);
  SteamAPI_ManualDispatch_FreeLastCallback(pipe);
  CHECK(!SteamAPI_ManualDispatch_GetNextCallback(pipe, &again) && !SteamAPI_ManualDispatch_GetNextCallback(pipe + 1, &again));
}

static void values(ISteamGameServerStats *stats) {
  int32_t value = 77;
  const char *const names[] = {"kills", "nothing", "kills"};
  const int32_t ints[] = {5, 5};
  const float floats[] = {6.5f};
  uint8_t taken[] = {9, 9, 9};
  CHECK(!SteamAPI_ISteamGameServerStats_GetUserStatInt32(stats, 1, "kills", &value) && value == 77);
  CHECK(!SteamAPI_ISteamGameServerStats_GetUserStatInt32(stats, FIRST, NULL, &value) && value == 77);
  steam_set(stats, FIRST, names, 2, ints, 1, floats, taken);
  CHECK(taken[0] == 1 && taken[1] == 0 && taken[2] == 1);
  CHECK(SteamAPI_ISteamGameServerStats_GetUserStatInt32(stats, FIRST, "kills", &value) && value == 6);
  steam_set(NULL, FIRST, names, 2, ints, 1, floats, taken);
  CHECK(taken[0] == 0 && taken[1] == 0 && taken[2] == 0);
  steam_set(stats, FIRST, NULL, 0, NULL, 0, NULL, NULL);
}

/* A whole life. */

static int32_t start(const char *names, char *error) {
  return SteamInternal_GameServer_Init_V2(0x7F000001, 27015, 27016, 3, "1.0.0.0", names, error);
}

static void life(const char *path, bool first) {
  char error[1024] = "";
  CHECK(steam_open(path, error, sizeof error) && !error[0]);
  CHECK(steam_has("SteamInternal_GameServer_Init_V2") && !steam_has("SteamInternal_GameServer_Init") && !steam_has("nothing"));
  CHECK(!SteamGameServer_GetHSteamPipe() && !SteamAPI_SteamGameServerStats_v001() && !SteamAPI_SteamGameServerUtils_v011());
  SteamAPI_ManualDispatch_Init();
  CHECK(!steam_drain(0) && SteamGameServer_GetSteamID() == 1);

  refusal = 1;
  CHECK(start(NULL, error) == 1 && !strcmp(error, "Can't determine AppID"));
  HSteamPipe before = SteamGameServer_GetHSteamPipe();
  CHECK(before && SteamAPI_SteamGameServerStats_v001());
  refusal = 0;
  CHECK(start("SteamUtils011\0SteamGameServerStats999\0", error) == 3 && !strcmp(error, "No SteamGameServerStats999"));
  SteamAPI_ManualDispatch_Init();
  CHECK(!steam_drain(SteamGameServer_GetHSteamPipe()));

  CHECK(start("SteamUtils011\0SteamGameServer015\0SteamGameServerStats001\0", error) == 0 && !error[0]);
  HSteamPipe pipe = SteamGameServer_GetHSteamPipe();
  ISteamGameServerStats *stats = SteamAPI_SteamGameServerStats_v001();
  ISteamUtils *utils = SteamAPI_SteamGameServerUtils_v011();
  CHECK(pipe == before + 2 && stats && utils && SteamAPI_SteamGameServer_v015() && !SteamAPI_SteamGameServer_v013());
  SteamAPI_ManualDispatch_Init();
  CHECK(!steam_drain(pipe));
  values(stats);
  for (way = 0; way < WAYS; way++) flight(stats, utils, pipe);
  frames(pipe);
  odd_sizes(pipe);
  by_hand(pipe);
  if (first) too_many(pipe);
  post(1108, (const uint8_t *)"12345678", 8, 0, false, B); /* on its way at the end */
  SteamGameServer_Shutdown();
  CHECK(!SteamGameServer_GetHSteamPipe() && !SteamAPI_SteamGameServerStats_v001() && !steam_drain(pipe));
  CHECK(!SteamAPI_ISteamGameServerStats_RequestUserStats(SteamAPI_SteamGameServerStats_v001(), FIRST));
  CHECK(fault_of()[0] == 0);
}

#include "exercise_user.c"

int main(int count, char **arguments) {
  char error[256];
  int rounds = count > 2 ? atoi(arguments[2]) : 100;
  const loopback_answers world = {.init = init,
                                  .run_frame = frame,
                                  .request_user_stats = request,
                                  .store_user_stats = store,
                                  .get_user_stat_int = get,
                                  .set_user_stat_int = set,
                                  .set_user_stat_float = set_real,
                                  .set_user_achievement = unlock};
  if (count < 2) return fprintf(stderr, "usage: exercise LIBRARY [ROUNDS]\n"), 2;
  CHECK(!steam_open("/nowhere/libsteam_api.so", error, sizeof error) && strstr(error, "nowhere") && !steam_has("SteamGameServer_Shutdown"));
  void *loaded = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  if (!loaded) return fprintf(stderr, "%s\n", dlerror()), 2;
  find("loopback_post", &post, loaded);
  find("loopback_connect", &connect_answers, loaded);
  find("loopback_handle", &handle_of, loaded);
  find("loopback_fault", &fault_of, loaded);
  find("loopback_user_post", &user_post, loaded);
  find("loopback_user_connect", &connect_user, loaded);
  find("loopback_user_handle", &user_handle_of, loaded);
  for (int round = 0; round < rounds; round++) {
    connect_answers(&world);
    life(arguments[1], round == 0);
    user_life();
  }
  connect_answers(NULL);
  CHECK(steam_open(arguments[1], error, sizeof error) && start(NULL, NULL) == 1 && !SteamGameServer_GetHSteamPipe());
  printf("%d lives of a server and a player, %d postings of %d calls in flight: %ld checks, %ld wrong\n", rounds, (int)WAYS, (int)CALLS, checks, faults);
  free(box.messages);
  free(box.bytes);
  return faults != 0;
}
