/* What the shim adds to Valve's calls: loading the library, asking what it has, and draining a frame's callbacks in one crossing.
 *
 * Rules: cffi reads this file too, after steam_flat.h; the same rules hold for it. One library is loaded at a time.
 */

/* One callback or call result, 32 bytes. The first 12 bytes of what it carries stand in it (both answers of stats are 12 bytes long);
 * of anything longer all bytes stand in steam_drained.bytes as well, each at the next multiple of 8. A result that could not be fetched
 * (failed is -1), as one of the handle 0 never is, and what is longer than STEAM_LONGEST or came without bytes (size is INT32_MAX), has none
 * there, whatever its size. */
typedef struct {
  int32_t kind;     /* Valve's number of the struct it carries */
  int32_t size;     /* the size the library declared for it */
  uint64_t call;    /* the call that it answers, 0 for a broadcast */
  int32_t failed;   /* of a call result: 0 it is here, 1 Steam says the call failed, -1 it could not be fetched */
  uint8_t head[12]; /* the first bytes, the rest 0 */
} steam_message;

/* What arrived in a frame; it stays readable until the next drain. */
typedef struct {
  const steam_message *messages;
  const uint8_t *bytes;
  int32_t count;
  int32_t length; /* of bytes */
} steam_drained;

#define STEAM_LONGEST 1048576
#define STEAM_MOST 65536

/* Loads a library, in place of the one before; false with the system's own sentence in `fault` (which holds `room` bytes). */
bool steam_open(const char *path, char *fault, int32_t room);

/* Whether the library that is loaded has this function. */
bool steam_has(const char *name);

/* Says which interface GetAuthSessionTicket belongs to: 13, 14 or 15. */
void steam_version(int32_t game_server);

/* Runs a frame and takes everything that has arrived: call results fetched, messages freed. Returns how many messages there are: a number,
 * since a pointer would cost every frame a Python object, and nearly every frame brings nothing. */
int32_t steam_drain(HSteamPipe pipe);

/* One side of Steam, a server's or a player's, as its frames know it. */
typedef struct {
  HSteamPipe pipe;
  double left; /* how many seconds there are until Python has something to do on this side */
} steam_side;

steam_side *steam_server_side(void);
steam_side *steam_user_side(void);

/* Begins a frame of `delta` seconds: takes them from what is left and drains. Returns how many messages there are; -1, with nothing done,
 * if something is due by then, or if `delta` is no time that can pass. The clock is kept here since most frames are nothing else; and there
 * is one function for each side since cffi passes one argument in half the time that it takes for two. */
int32_t steam_server_begin(double delta);
int32_t steam_user_begin(double delta);

/* Returns where the last drain left what it took; the place stays the same. */
const steam_drained *steam_taken(void);

/* Sets several stats of one user in one crossing: first `whole` int32 stats, then `real` float stats, whose names stand in one array in
 * this order. `taken` says of each whether Steam took it. */
void steam_set(ISteamGameServerStats *self, uint64_steamid user, const char *const *names, int32_t whole, const int32_t *ints,
               int32_t real, const float *floats, uint8_t *taken);
