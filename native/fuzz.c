/* The fuzzer: a library that says anything at all, under the drain. A libFuzzer target, built by clang with -fsanitize=fuzzer.
 *
 * Rules: the input is read as a program for a hostile library: which kinds, which sizes, how many bytes it really has, which calls it can
 * fetch. A library of our own stands in the shim's slots, so nothing is loaded. What the drain hands out is compared with what was given:
 * nothing read too far, lost, taken twice or kept unfreed. Bytes that are there are there in full; no check can find a lie about that.
 */

#include "shim.c"

#include <stdio.h>

enum { KEPT = 4096, MOST_BYTES = 2 << 20, PIPE = 7 };

static const uint8_t *input;
static size_t left;
static int32_t given_bytes;
static uint8_t *shown; /* the message that is not freed yet */
static int64_t taken, freed;
static bool endless, half, long_ones;
static struct {
  int32_t kind, size; /* as the drain must tell them */
  uint64_t call;
  int32_t failed;
  uint8_t *bytes; /* NULL: none */
} expected[KEPT];

#define MUST(WHAT) ((WHAT) ? (void)0 : must(#WHAT, __LINE__))

static void must(const char *what, int line) {
  fprintf(stderr, "fuzz.c:%d: wrong: %s\n", line, what);
  abort();
}

static uint8_t next(void) { return left ? (left--, *input++) : 0; }

static uint64_t number(int bytes) {
  uint64_t value = 0;
  while (bytes--) value = value << 8 | next();
  return value;
}

static int32_t some_kind(void) {
  static const int32_t kinds[] = {703, 703, 703, 1800, 1801, 1108, 101, 9999};
  uint8_t which = next() % 9;
  return which < 8 ? kinds[which] : (int32_t)number(4);
}

static int32_t some_size(void) {
  static const int32_t sizes[] = {0, 1, 8, 12, 13, 16, 16, 16, 20, 140, STEAM_LONGEST + 1, INT32_MAX, -1, INT32_MIN};
  uint8_t which = next();
  if (long_ones && which == 255) return STEAM_LONGEST;
  which %= 18;
  if (which < 14) return sizes[which];
  return which == 14 ? (int32_t)number(4) : (int32_t)number(which < 17 ? 1 : 2);
}

/* Bytes of exactly this size, so that AddressSanitizer sees one read too far; none for what is longer than the drain may touch. */
static uint8_t *some_bytes(int32_t size) {
  int32_t real = size < 0 || size > STEAM_LONGEST ? 1 : size;
  if (given_bytes > MOST_BYTES - real) return NULL;
  given_bytes += real;
  uint8_t *bytes = malloc((size_t)(real ? real : 1));
  if (!bytes) abort();
  memset(bytes, next(), (size_t)real);
  for (int32_t i = 0; i < real && i < 20; i++) bytes[i] ^= next();
  return bytes;
}

/* A completed call, most of them with a kind and a size that have a chance. */
static void complete(uint8_t *bytes) {
  int32_t kind, size;
  if (next() % 4 == 0) return;
  kind = some_kind();
  size = some_size();
  memcpy(bytes + 8, &kind, 4);
  memcpy(bytes + 12, &size, 4);
}

static void run_frame(HSteamPipe pipe) { MUST(pipe == PIPE && !shown); }

static bool next_callback(HSteamPipe pipe, CallbackMsg_t *to) {
  MUST(pipe == PIPE && !shown);
  if (!left && (!endless || taken > 2 * STEAM_MOST)) return false;
  to->m_hSteamUser = 1;
  to->m_iCallback = some_kind();
  to->m_cubParam = some_size();
  to->m_pubParam = shown = next() % 16 == 15 ? NULL : some_bytes(to->m_cubParam);
  if (shown && to->m_iCallback == 703 && to->m_cubParam == 16) complete(shown);
  if (taken < KEPT) {
    int32_t size = to->m_cubParam;
    bool told = shown && size >= 0 && size <= STEAM_LONGEST;
    expected[taken].kind = to->m_iCallback;
    expected[taken].size = told || (!shown && !size) ? size : INT32_MAX;
    expected[taken].bytes = NULL;
    expected[taken].call = 0;
    expected[taken].failed = 0;
    if (told && to->m_iCallback == 703 && size == 16) {
      uint32_t announced;
      memcpy(&expected[taken].call, shown, 8);
      memcpy(&expected[taken].kind, shown + 8, 4);
      memcpy(&announced, shown + 12, 4);
      expected[taken].size = announced > INT32_MAX ? INT32_MAX : (int32_t)announced;
      expected[taken].failed = -1;
    } else if (told) {
      expected[taken].bytes = malloc((size_t)size + 1);
      if (!expected[taken].bytes) abort();
      memcpy(expected[taken].bytes, shown, (size_t)size);
    }
  }
  if (!shown) half = true; /* a message without bytes is freed all the same */
  taken++;
  return true;
}

static void free_last(HSteamPipe pipe) {
  MUST(pipe == PIPE && (shown || half));
  free(shown);
  shown = NULL;
  half = false;
  freed++;
}

static bool call_result(HSteamPipe pipe, SteamAPICall_t call, void *to, int32_t size, int32_t kind, bool *failed) {
  MUST(pipe == PIPE && call && shown && size >= 0 && size <= STEAM_LONGEST && to);
  uint8_t how = next() % 4;
  uint8_t filler = next();
  if (how == 3) memset(to, filler, (size_t)size); /* written, and refused all the same */
  if (how >= 2) return false;
  *failed = how == 1;
  memset(to, filler, (size_t)size);
  if (taken <= KEPT) {
    MUST(call == expected[taken - 1].call && kind == expected[taken - 1].kind);
    expected[taken - 1].failed = how;
    expected[taken - 1].bytes = malloc((size_t)size + 1);
    if (!expected[taken - 1].bytes) abort();
    memset(expected[taken - 1].bytes, filler, (size_t)size);
  }
  return true;
}

static void compare(const steam_drained *out, int64_t from) {
  int32_t offset = 0;
  for (int32_t i = 0; i < out->count; i++) {
    const steam_message *message = &out->messages[i];
    static const uint8_t nothing[12];
    int64_t at = from + i;
    if (at >= KEPT) return;
    const uint8_t *bytes = expected[at].bytes;
    int32_t size = message->size, head = bytes ? (size < 12 ? size : 12) : 0;
    MUST(message->kind == expected[at].kind && size == expected[at].size);
    MUST(message->call == expected[at].call && message->failed == expected[at].failed);
    MUST(!head || !memcmp(message->head, bytes, (size_t)head));
    MUST(!memcmp(message->head + head, nothing, (size_t)(12 - head)));
    if (!bytes || size <= 12) continue;
    MUST(offset + size <= out->length && !memcmp(out->bytes + offset, bytes, (size_t)size));
    offset += (size + 7) & ~7;
    MUST(offset <= out->length);
  }
  MUST(offset == out->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  slot.SteamAPI_ManualDispatch_RunFrame = run_frame;
  slot.SteamAPI_ManualDispatch_GetNextCallback = next_callback;
  slot.SteamAPI_ManualDispatch_FreeLastCallback = free_last;
  slot.SteamAPI_ManualDispatch_GetAPICallResult = call_result;
  input = data;
  left = size;
  given_bytes = 0;
  taken = freed = 0;
  uint8_t how = next();
  endless = how == 255;
  long_ones = how % 8 == 1; /* they are slow */
  if (how % 4 < 2) { /* also from an empty buffer, as in the first frame of a program */
    free(box.messages);
    free(box.bytes);
    memset(&box, 0, sizeof box);
  }
  for (int64_t before = 0;; before = taken) {
    const steam_drained *out = steam_drain(PIPE) ? steam_taken() : NULL;
    MUST(taken == freed && !shown);
    if (!out) break;
    MUST(out->count == taken - before && out->count <= STEAM_MOST);
    compare(out, before);
  }
  for (int i = 0; i < KEPT && i < taken; i++) {
    free(expected[i].bytes);
    expected[i].bytes = NULL;
  }
  return 0;
}
