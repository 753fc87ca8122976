/* The drain: everything that arrived in a frame, taken in one crossing into one buffer. Part of shim.c.
 *
 * Rules: RunFrame once, then each message is copied and freed at once. A call that is completed (703) is fetched with the kind and size
 * that the message itself names. Sizes are checked before memory is touched; what is too long, has no bytes or does not fit into memory
 * is told with its size and without bytes, so that Python can refuse it by name. The buffer grows and is kept.
 */

enum { COMPLETED = 703, COMPLETED_SIZE = 16, HEAD = 12 };

static struct {
  steam_message *messages;
  uint8_t *bytes;
  size_t room, space; /* how many messages and bytes there is memory for */
  steam_drained out;
} box;

static bool grow(void **memory, size_t *room, size_t needed, size_t unit) {
  if (needed <= *room) return true;
  size_t larger = *room ? *room : 64;
  while (larger < needed) larger *= 2;
  void *moved = realloc(*memory, larger * unit);
  if (!moved) return false;
  *memory = moved;
  *room = larger;
  return true;
}

/* Returns where `size` bytes of one message can be put, NULL if there is no memory or it is longer than anything Steam sends. */
static uint8_t *place(int32_t size) {
  size_t rounded = ((size_t)size + 7) & ~(size_t)7;
  if (size > STEAM_LONGEST || (size_t)box.out.length + rounded > INT32_MAX) return NULL;
  /* 8 more, so that there is a place also for nothing. */
  if (!grow((void **)&box.bytes, &box.space, (size_t)box.out.length + rounded + 8, 1)) return NULL;
  return box.bytes + box.out.length;
}

static void keep(steam_message *message, const uint8_t *bytes) {
  if (!bytes) return;
  memcpy(message->head, bytes, (size_t)(message->size < HEAD ? message->size : HEAD));
}

/* Fetches the result of a completed call. */
static void fetch(HSteamPipe pipe, steam_message *message, const uint8_t *told) {
  uint32_t size;
  memcpy(&message->call, told, 8);
  memcpy(&message->kind, told + 8, 4);
  memcpy(&size, told + 12, 4);
  message->failed = -1;
  message->size = size > INT32_MAX ? INT32_MAX : (int32_t)size;
  if (!message->call) return; /* no call has this handle, so nobody can have asked for what it carries */
  uint8_t *to = place(message->size);
  bool failed = false;
  if (!to) return;
  memset(to, 0, ((size_t)message->size + 7) & ~(size_t)7);
  if (!SteamAPI_ManualDispatch_GetAPICallResult(pipe, message->call, to, message->size, message->kind, &failed)) return;
  message->failed = failed ? 1 : 0;
  keep(message, to);
  if (message->size > HEAD) box.out.length += (message->size + 7) & ~7;
}

int32_t steam_drain(HSteamPipe pipe) {
  CallbackMsg_t arrived;
  box.out.count = box.out.length = 0;
  SteamAPI_ManualDispatch_RunFrame(pipe);
  while (box.out.count < STEAM_MOST) {
    /* Memory first: a message that was taken and could not be kept would be lost. */
    if (!grow((void **)&box.messages, &box.room, (size_t)box.out.count + 1, sizeof *box.messages)) break;
    memset(&arrived, 0, sizeof arrived);
    if (!SteamAPI_ManualDispatch_GetNextCallback(pipe, &arrived)) break;
    steam_message *message = &box.messages[box.out.count++];
    memset(message, 0, sizeof *message);
    message->kind = arrived.m_iCallback;
    message->size = arrived.m_cubParam < 0 ? INT32_MAX : arrived.m_cubParam;
    const uint8_t *told = arrived.m_pubParam;
    if (told && message->kind == COMPLETED && message->size == COMPLETED_SIZE) {
      fetch(pipe, message, told);
    } else if (told && message->size <= HEAD) {
      keep(message, told);
    } else if (told) {
      uint8_t *to = place(message->size);
      if (to) {
        size_t rounded = ((size_t)message->size + 7) & ~(size_t)7;
        memset(to + rounded - 8, 0, 8);
        memcpy(to, told, (size_t)message->size);
        keep(message, to);
        box.out.length += (int32_t)rounded;
      } else {
        message->size = INT32_MAX;
      }
    } else if (message->size) {
      message->size = INT32_MAX; /* a size without bytes */
    }
    SteamAPI_ManualDispatch_FreeLastCallback(pipe);
  }
  box.out.messages = box.messages;
  box.out.bytes = box.bytes;
  return box.out.count;
}

static steam_side server_side, user_side;

steam_side *steam_server_side(void) { return &server_side; }
steam_side *steam_user_side(void) { return &user_side; }

static int32_t begin(steam_side *side, double delta) {
  double left = side->left - delta;
  if (!(delta >= 0.0 && left > 0.0)) return -1; /* so written that a NaN is no time either */
  side->left = left;
  return steam_drain(side->pipe);
}

int32_t steam_server_begin(double delta) { return begin(&server_side, delta); }
int32_t steam_user_begin(double delta) { return begin(&user_side, delta); }

const steam_drained *steam_taken(void) { return &box.out; }

void steam_set(ISteamGameServerStats *self, uint64_steamid user, const char *const *names, int32_t whole, const int32_t *ints,
               int32_t real, const float *floats, uint8_t *taken) {
  for (int32_t i = 0; i < whole; i++) taken[i] = SteamAPI_ISteamGameServerStats_SetUserStatInt32(self, user, names[i], ints[i]);
  for (int32_t i = 0; i < real; i++)
    taken[whole + i] = SteamAPI_ISteamGameServerStats_SetUserStatFloat(self, user, names[whole + i], floats[i]);
}
