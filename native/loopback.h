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

  /* ISteamGameServer: logging on, and what the server tells of itself. `field` is a ServerField of backend.py. */
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

/* The player's side. A getter of a text writes at most `room` bytes with a NUL at the end. */
typedef struct {
  /* The life of a program. `error` holds 1024 bytes. */
  int32_t (*init)(char *error);
  void (*shutdown)(void);
  void (*run_frame)(void);
  bool (*is_steam_running)(void);
  bool (*restart_app_if_necessary)(uint32_t app);

  /* ISteamUser, ISteamApps, ISteamUtils */
  bool (*logged_on)(void);
  uint64_t (*get_steam_id)(void);
  uint64_t (*get_app_owner)(void);
  uint32_t (*get_app_id)(void);
  bool (*is_overlay_enabled)(void);
  bool (*get_image_size)(int32_t image, uint32_t *width, uint32_t *height);
  bool (*get_image_rgba)(int32_t image, uint8_t *to, int32_t room);
  uint32_t (*get_server_real_time)(void);
  void (*get_ip_country)(char *two); /* writes two letters and a NUL, or only a NUL */

  /* ISteamUserStats: the player's own */
  bool (*request_current_stats)(void);
  bool (*get_stat_int)(const char *name, int32_t *value);
  bool (*get_stat_float)(const char *name, float *value);
  bool (*set_stat_int)(const char *name, int32_t value);
  bool (*set_stat_float)(const char *name, float value);
  bool (*update_avg_rate_stat)(const char *name, float count, double length);
  bool (*get_achievement)(const char *name, bool *unlocked, uint32_t *time);
  bool (*set_achievement)(const char *name);
  bool (*clear_achievement)(const char *name);
  bool (*indicate_achievement_progress)(const char *name, uint32_t current, uint32_t maximum);
  bool (*store_stats)(void);
  bool (*reset_all_stats)(bool achievements_too);
  uint32_t (*get_num_achievements)(void);
  void (*get_achievement_name)(uint32_t index, char *to, int32_t room);
  void (*get_achievement_display_attribute)(const char *name, const char *key, char *to, int32_t room);
  int32_t (*get_achievement_icon)(const char *name);
  bool (*get_achievement_progress_limits_int)(const char *name, int32_t *least, int32_t *most);
  bool (*get_achievement_progress_limits_float)(const char *name, float *least, float *most);

  /* ISteamUserStats: other users, and everybody together. A history returns how many numbers it wrote, `room` at most. */
  uint64_t (*request_user_stats)(uint64_t user);
  bool (*get_user_stat_int)(uint64_t user, const char *name, int32_t *value);
  bool (*get_user_stat_float)(uint64_t user, const char *name, float *value);
  bool (*get_user_achievement)(uint64_t user, const char *name, bool *unlocked, uint32_t *time);
  uint64_t (*get_number_of_current_players)(void);
  uint64_t (*request_global_achievement_percentages)(void);
  int32_t (*get_most_achieved_achievement_info)(char *to, int32_t room, float *percent, bool *unlocked);
  int32_t (*get_next_most_achieved_achievement_info)(int32_t before, char *to, int32_t room, float *percent, bool *unlocked);
  bool (*get_achievement_achieved_percent)(const char *name, float *percent);
  uint64_t (*request_global_stats)(int32_t days);
  bool (*get_global_stat_int)(const char *name, int64_t *value);
  bool (*get_global_stat_float)(const char *name, double *value);
  int32_t (*get_global_stat_int_history)(const char *name, int64_t *values, int32_t room);
  int32_t (*get_global_stat_float_history)(const char *name, double *values, int32_t room);

  /* ISteamUserStats: leaderboards. `entry` holds the bytes of a LeaderboardEntry_t, `details` has `room` numbers. */
  uint64_t (*find_leaderboard)(const char *name);
  uint64_t (*find_or_create_leaderboard)(const char *name, int32_t sort, int32_t display);
  void (*get_leaderboard_name)(uint64_t board, char *to, int32_t room);
  int32_t (*get_leaderboard_entry_count)(uint64_t board);
  int32_t (*get_leaderboard_sort_method)(uint64_t board);
  int32_t (*get_leaderboard_display_type)(uint64_t board);
  uint64_t (*download_leaderboard_entries)(uint64_t board, int32_t request, int32_t first, int32_t last);
  uint64_t (*download_leaderboard_entries_for_users)(uint64_t board, const uint64_t *users, int32_t count);
  bool (*get_downloaded_leaderboard_entry)(uint64_t entries, int32_t index, uint8_t *entry, int32_t *details, int32_t room);
  uint64_t (*upload_leaderboard_score)(uint64_t board, int32_t method, int32_t score, const int32_t *details, int32_t count);
  uint64_t (*attach_leaderboard_ugc)(uint64_t board, uint64_t file);
} loopback_user_answers;

/* How an answer is posted. Whichever it is, the result of a call can be fetched from then on. */
#define LOOPBACK_RESULT 1     /* a SteamAPICallCompleted_t (703) that names it */
#define LOOPBACK_BROADCAST 2  /* the struct itself, as a callback */
#define LOOPBACK_NEXT_FRAME 4 /* what is posted arrives a frame later */

/* Takes these answers from now on, NULL for none; whatever was open before is gone. */
void loopback_connect(const loopback_answers *answers);
void loopback_user_connect(const loopback_user_answers *answers);

/* Posts `size` bytes of kind `kind`; `call` is the number they answer, 0 for none. `failed` is what GetAPICallResult says of it. */
void loopback_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how);
void loopback_user_post(int32_t kind, const uint8_t *bytes, int32_t size, uint64_t call, bool failed, int32_t how);

/* Returns the handle under which a call with this number is known outside: uses all 64 bits, and is not 0. */
uint64_t loopback_handle(uint64_t call);
uint64_t loopback_user_handle(uint64_t call);

/* Returns the first thing that was done with the library which Valve's would crash at, as a sentence; "" if there was none. */
const char *loopback_fault(void);
