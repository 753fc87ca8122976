/* What the loopback adds to Valve's calls: the table of answers it asks, and how a test posts what arrives.
 *
 * Rules: cffi reads this file too, after steam_flat.h; the same rules hold for it. An entry of the table that is NULL answers 0. Calls that
 * are answered later go by small numbers here (1 and up); the library makes Valve's handles of them and back. What a getter writes is handed
 * on only if it returned true.
 */

typedef struct {
  /* The life of a server. `error` holds 1024 bytes. */
  int32_t (*init)(uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, char *error);
  void (*shutdown)(void);
  void (*run_frame)(void);
  bool (*secure)(void);
  uint64_t (*get_server_steam_id)(void);
  void (*release_current_thread_memory)(void);

  /* ISteamGameServerStats */
  uint64_t (*request_user_stats)(uint64_t user);
  bool (*get_user_stat_int)(uint64_t user, const char *name, int32_t *value);
  bool (*get_user_stat_float)(uint64_t user, const char *name, float *value);
  bool (*get_user_achievement)(uint64_t user, const char *name, bool *value);
  bool (*set_user_stat_int)(uint64_t user, const char *name, int32_t value);
  bool (*set_user_stat_float)(uint64_t user, const char *name, float value);
  bool (*update_user_avg_rate_stat)(uint64_t user, const char *name, float count, double length);
  bool (*set_user_achievement)(uint64_t user, const char *name);
  bool (*clear_user_achievement)(uint64_t user, const char *name);
  uint64_t (*store_user_stats)(uint64_t user);

  /* ISteamGameServer: logging on, and what the server tells of itself. `field` is a ServerField of server_backend.py. */
  void (*log_on)(const char *token);
  void (*log_on_anonymous)(void);
  void (*log_off)(void);
  bool (*logged_on)(void);
  uint64_t (*get_steam_id)(void);
  bool (*was_restart_requested)(void);
  void (*set_text)(const char *field, const char *value);
  void (*set_number)(const char *field, int32_t value);
  void (*set_switch)(const char *field, bool value);
  void (*set_key_value)(const char *key, const char *value);
  void (*clear_all_key_values)(void);
  int32_t (*get_public_ip)(uint8_t *bytes); /* writes 4 or 16 bytes, most significant first, and returns how many; 0 if not known */

  /* ISteamGameServer: the sessions of players */
  uint32_t (*get_auth_session_ticket)(uint64_t remote, uint8_t *ticket, int32_t room, uint32_t *size);
  void (*cancel_auth_ticket)(uint32_t ticket);
  int32_t (*begin_auth_session)(const uint8_t *ticket, int32_t size, uint64_t user);
  void (*end_auth_session)(uint64_t user);
  int32_t (*user_has_license_for_app)(uint64_t user, uint32_t app);
  bool (*request_user_group_status)(uint64_t user, uint64_t group);
  uint64_t (*associate_with_clan)(uint64_t clan);
  uint64_t (*compute_new_player_compatibility)(uint64_t user);
  bool (*handle_incoming_packet)(const uint8_t *packet, int32_t size, uint32_t ip, uint16_t port);
  int32_t (*get_next_outgoing_packet)(uint8_t *packet, int32_t room, uint32_t *ip, uint16_t *port);

  /* ISteamUtils. Whether a call is completed the library knows itself. */
  uint32_t (*get_app_id)(void);
  uint32_t (*get_server_real_time)(void);
  void (*get_ip_country)(char *two); /* writes two letters and a NUL, or only a NUL */
  int32_t (*get_api_call_failure_reason)(uint64_t call);
} loopback_answers;

/* How an answer is posted. Whichever it is, the result of a call can be fetched from then on. */
#define LOOPBACK_RESULT 1     /* a SteamAPICallCompleted_t (703) that names it */
#define LOOPBACK_BROADCAST 2  /* the struct itself, as a callback */
#define LOOPBACK_NEXT_FRAME 4 /* what is posted arrives a frame later */

/* Takes these answers from now on, NULL for none; whatever was open before is gone. */
void loopback_connect(const loopback_answers *answers);

/* Posts `size` bytes of kind `kind`; `call` is the number they answer, 0 for none. `failed` is what GetAPICallResult says of it. */
void loopback_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how);

/* Returns the handle under which a call with this number is known outside: uses all 64 bits, and is not 0. */
uint64_t loopback_handle(uint64_t call);

/* Returns the first thing that was done with the library which Valve's would crash at, as a sentence; "" if there was none. */
const char *loopback_fault(void);
