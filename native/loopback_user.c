/* The loopback's player: the functions of Valve's that a player's own program calls. Part of loopback.c.
 *
 * Rules: those of loopback_calls.c, whose macros it uses. A text that is returned stays readable until the next call that returns one, which
 * overwrites it; a buffer the caller gives is written only as far as the caller says that it is long.
 */

enum { TEXT_ROOM = 4096, NAME_ROOM = 128, HISTORY = 64, DETAILS = 64 };

/* The life of a program. */

static int32_t begin_user(char *error) {
  char said[ERROR_ROOM];
  int32_t code = FAILED;
  if (open_pipe(&user, said)) {
    code = user_answers.init ? user_answers.init(said) : FAILED;
    user.initialised = code == OK;
  }
  if (error) memcpy(error, said, strlen(said) + 1);
  return code;
}

#if LOOPBACK_SDK >= 159
int32_t SteamAPI_InitFlat(char *error) { return begin_user(error); }
#endif
#if LOOPBACK_SDK >= 158
int32_t SteamInternal_SteamAPI_Init(const char *list, char *error) {
  (void)list;
  return begin_user(error);
}
#else
low_byte SteamAPI_Init(void) { return TRUTH(begin_user(NULL) == OK); }
#endif

void SteamAPI_Shutdown(void) {
  if (user.initialised) TELL_USER(shutdown, ());
  end(&user);
}

HSteamPipe SteamAPI_GetHSteamPipe(void) { return user.pipe; }
low_byte SteamAPI_IsSteamRunning(void) { return TRUTH(ASK_USER(is_steam_running, ())); }
low_byte SteamAPI_RestartAppIfNecessary(uint32_t app) { return TRUTH(ASK_USER(restart_app_if_necessary, (app))); }

/* The interfaces, by version. */

#if LOOPBACK_SDK >= 157
ISteamUser *SteamAPI_SteamUser_v023(void) { return interface_now(USER); }
#elif LOOPBACK_SDK >= 155
ISteamUser *SteamAPI_SteamUser_v022(void) { return interface_now(USER); }
#elif LOOPBACK_SDK >= 150
ISteamUser *SteamAPI_SteamUser_v021(void) { return interface_now(USER); }
#else
ISteamUser *SteamAPI_SteamUser_v020(void) { return interface_now(USER); }
#endif
#if LOOPBACK_SDK >= 161
ISteamUserStats *SteamAPI_SteamUserStats_v013(void) { return interface_now(USER_STATS); }
#elif LOOPBACK_SDK >= 149
ISteamUserStats *SteamAPI_SteamUserStats_v012(void) { return interface_now(USER_STATS); }
#else
ISteamUserStats *SteamAPI_SteamUserStats_v011(void) { return interface_now(USER_STATS); }
#endif
#if LOOPBACK_SDK >= 165
ISteamUtils *SteamAPI_SteamUtils_v011(void) { return interface_now(USER_UTILS); }
#elif LOOPBACK_SDK >= 150
ISteamUtils *SteamAPI_SteamUtils_v010(void) { return interface_now(USER_UTILS); }
#else
ISteamUtils *SteamAPI_SteamUtils_v009(void) { return interface_now(USER_UTILS); }
#endif
#if LOOPBACK_SDK >= 162
ISteamFriends *SteamAPI_SteamFriends_v018(void) { return interface_now(FRIENDS); }
ISteamApps *SteamAPI_SteamApps_v009(void) { return interface_now(APPS); }
#else
ISteamFriends *SteamAPI_SteamFriends_v017(void) { return interface_now(FRIENDS); }
ISteamApps *SteamAPI_SteamApps_v008(void) { return interface_now(APPS); }
#endif

#if LOOPBACK_SDK >= 152
ISteamRemoteStorage *SteamAPI_SteamRemoteStorage_v016(void) { return interface_now(REMOTE_STORAGE); }
#else
ISteamRemoteStorage *SteamAPI_SteamRemoteStorage_v014(void) { return interface_now(REMOTE_STORAGE); }
#endif

void loopback_group_connect(const loopback_group_answers *table) {
  static const loopback_group_answers none;
  group_answers = table ? *table : none;
}

/* ISteamUser, ISteamApps, ISteamUtils */

static char *text_room(void) {
  static char text[TEXT_ROOM];
  memset(text, 0, sizeof text);
  return text;
}

uint64_steamid SteamAPI_ISteamUser_GetSteamID(ISteamUser *self) { return HERE(USER) ? ASK_USER(get_steam_id, ()) : 0; }
low_byte SteamAPI_ISteamUser_BLoggedOn(ISteamUser *self) { return TRUTH(HERE(USER) && ASK_USER(logged_on, ())); }
uint64_steamid SteamAPI_ISteamApps_GetAppOwner(ISteamApps *self) { return HERE(APPS) ? ASK_USER(get_app_owner, ()) : 0; }

UTILS_CALL(low_byte, IsOverlayEnabled) { return TRUTH(HERE(USER_UTILS) && ASK_USER(is_overlay_enabled, ())); }

UTILS_CALL(low_byte, GetImageSize, , int32_t image, uint32_t *width, uint32_t *height) {
  uint32_t wide = 0, high = 0;
  bool found = HERE(USER_UTILS) && ASK_USER(get_image_size, (image, &wide, &high));
  if (found) *width = wide, *height = high;
  return TRUTH(found);
}

UTILS_CALL(low_byte, GetImageRGBA, , int32_t image, uint8_t *to, int32_t room) {
  return TRUTH(HERE(USER_UTILS) && to && room > 0 && ASK_USER(get_image_rgba, (image, to, room)));
}

/* ISteamUserStats: the player's own. */

#define USER_CALL(RETURNS, NAME, ...) RETURNS SteamAPI_ISteamUserStats_##NAME(ISteamUserStats *self __VA_ARGS__)
#define OURS on(self, USER_STATS, __func__)
#define LATER_CALL(NAME, ASKED, ARGUMENTS, ...)                                                                                        \
  USER_CALL(SteamAPICall_t, NAME, __VA_ARGS__) { return OURS ? loopback_user_handle(ASK_USER(ASKED, ARGUMENTS)) : 0; }
#define TRUTH_CALL(NAME, ASKED, ARGUMENTS, ...)                                                                                        \
  USER_CALL(low_byte, NAME, __VA_ARGS__) { return TRUTH(OURS && ASK_USER(ASKED, ARGUMENTS)); }
#define VALUE_CALL(NAME, ASKED, TYPE)                                                                                                  \
  USER_CALL(low_byte, NAME, , const char *name, TYPE *to) {                                                                            \
    TYPE value = 0;                                                                                                                    \
    bool found = OURS && ASK_USER(ASKED, (name, &value));                                                                              \
    if (found) *to = value;                                                                                                            \
    return TRUTH(found);                                                                                                               \
  }
#define VALUE_OF_CALL(NAME, ASKED, TYPE)                                                                                               \
  USER_CALL(low_byte, NAME, , uint64_steamid whose, const char *name, TYPE *to) {                                                      \
    TYPE value = 0;                                                                                                                    \
    bool found = OURS && ASK_USER(ASKED, (whose, name, &value));                                                                       \
    if (found) *to = value;                                                                                                            \
    return TRUTH(found);                                                                                                               \
  }
#define LIMITS_CALL(NAME, ASKED, TYPE)                                                                                                 \
  USER_CALL(low_byte, NAME, , const char *name, TYPE *least, TYPE *most) {                                                             \
    TYPE low = 0, high = 0;                                                                                                            \
    bool found = OURS && ASK_USER(ASKED, (name, &low, &high));                                                                         \
    if (found) *least = low, *most = high;                                                                                             \
    return TRUTH(found);                                                                                                               \
  }
#define HISTORY_CALL(NAME, ASKED, TYPE)                                                                                                \
  USER_CALL(int32_t, NAME, , const char *name, TYPE *to, uint32_t size) {                                                              \
    TYPE values[HISTORY] = {0};                                                                                                        \
    size_t room = size / sizeof(TYPE);                                                                                                 \
    int32_t count = OURS ? ASK_USER(ASKED, (name, values, room < HISTORY ? (int32_t)room : HISTORY)) : 0;                              \
    if (count > 0) memcpy(to, values, (size_t)count * sizeof(TYPE));                                                                   \
    return count;                                                                                                                      \
  }

#if LOOPBACK_SDK <= 160
TRUTH_CALL(RequestCurrentStats, request_current_stats, ())
#endif
VALUE_CALL(GetStatInt32, get_stat_int, int32_t)
VALUE_CALL(GetStatFloat, get_stat_float, float)
TRUTH_CALL(SetStatInt32, set_stat_int, (name, value), , const char *name, int32_t value)
TRUTH_CALL(SetStatFloat, set_stat_float, (name, value), , const char *name, float value)
TRUTH_CALL(UpdateAvgRateStat, update_avg_rate_stat, (name, count, length), , const char *name, float count, double length)
TRUTH_CALL(SetAchievement, set_achievement, (name), , const char *name)
TRUTH_CALL(ClearAchievement, clear_achievement, (name), , const char *name)
TRUTH_CALL(IndicateAchievementProgress, indicate_achievement_progress, (name, now, most), , const char *name, uint32_t now, uint32_t most)
TRUTH_CALL(StoreStats, store_stats, ())
TRUTH_CALL(ResetAllStats, reset_all_stats, (GIVEN(all)), , low_byte all)

USER_CALL(low_byte, GetAchievementAndUnlockTime, , const char *name, low_byte *unlocked, uint32_t *when) {
  bool value = false;
  uint32_t time = 0;
  bool found = OURS && ASK_USER(get_achievement, (name, &value, &time));
  if (found) *(uint8_t *)unlocked = value, *when = time;
  return TRUTH(found);
}

USER_CALL(uint32_t, GetNumAchievements) { return OURS ? ASK_USER(get_num_achievements, ()) : 0; }

USER_CALL(const char *, GetAchievementName, , uint32_t index) {
  char *text = text_room();
  if (OURS) TELL_USER(get_achievement_name, (index, text, TEXT_ROOM));
  return text;
}

USER_CALL(const char *, GetAchievementDisplayAttribute, , const char *name, const char *key) {
  char *text = text_room();
  if (OURS) TELL_USER(get_achievement_display_attribute, (name, key, text, TEXT_ROOM));
  return text;
}

USER_CALL(int32_t, GetAchievementIcon, , const char *name) { return OURS ? ASK_USER(get_achievement_icon, (name)) : 0; }
#if LOOPBACK_SDK >= 149
LIMITS_CALL(GetAchievementProgressLimitsInt32, get_achievement_progress_limits_int, int32_t)
LIMITS_CALL(GetAchievementProgressLimitsFloat, get_achievement_progress_limits_float, float)
#endif

/* ISteamUserStats: other users, and everybody together. */

LATER_CALL(RequestUserStats, request_user_stats, (whose), , uint64_steamid whose)
VALUE_OF_CALL(GetUserStatInt32, get_user_stat_int, int32_t)
VALUE_OF_CALL(GetUserStatFloat, get_user_stat_float, float)

USER_CALL(low_byte, GetUserAchievementAndUnlockTime, , uint64_steamid whose, const char *name, low_byte *unlocked, uint32_t *when) {
  bool value = false;
  uint32_t time = 0;
  bool found = OURS && ASK_USER(get_user_achievement, (whose, name, &value, &time));
  if (found) *(uint8_t *)unlocked = value, *when = time;
  return TRUTH(found);
}

LATER_CALL(GetNumberOfCurrentPlayers, get_number_of_current_players, ())
LATER_CALL(RequestGlobalAchievementPercentages, request_global_achievement_percentages, ())

/* Hands on what an enumeration found: an iterator, and what stands there. */
static int32_t hand_on(int32_t found, const char *name, float percent, bool value, char *to, uint32_t room, float *share, low_byte *unlocked) {
  if (found < 0) return found;
  if (to && room) snprintf(to, room, "%s", name);
  if (share) *share = percent;
  if (unlocked) *(uint8_t *)unlocked = value;
  return found;
}

USER_CALL(int32_t, GetMostAchievedAchievementInfo, , char *to, uint32_t room, float *share, low_byte *unlocked) {
  char name[NAME_ROOM] = "";
  float percent = 0;
  bool value = false;
  int32_t found = OURS && user_answers.get_most_achieved_achievement_info
                      ? user_answers.get_most_achieved_achievement_info(name, NAME_ROOM, &percent, &value)
                      : -1;
  return hand_on(found, name, percent, value, to, room, share, unlocked);
}

USER_CALL(int32_t, GetNextMostAchievedAchievementInfo, , int32_t before, char *to, uint32_t room, float *share, low_byte *unlocked) {
  char name[NAME_ROOM] = "";
  float percent = 0;
  bool value = false;
  int32_t found = OURS && user_answers.get_next_most_achieved_achievement_info
                      ? user_answers.get_next_most_achieved_achievement_info(before, name, NAME_ROOM, &percent, &value)
                      : -1;
  return hand_on(found, name, percent, value, to, room, share, unlocked);
}

VALUE_CALL(GetAchievementAchievedPercent, get_achievement_achieved_percent, float)
LATER_CALL(RequestGlobalStats, request_global_stats, (days), , int32_t days)
VALUE_CALL(GetGlobalStatInt64, get_global_stat_int, int64_t)
VALUE_CALL(GetGlobalStatDouble, get_global_stat_float, double)
HISTORY_CALL(GetGlobalStatHistoryInt64, get_global_stat_int_history, int64_t)
HISTORY_CALL(GetGlobalStatHistoryDouble, get_global_stat_float_history, double)

/* ISteamUserStats: leaderboards. */

#define BOARD_CALL(NAME, ASKED)                                                                                                        \
  USER_CALL(int32_t, NAME, , SteamLeaderboard_t board) { return OURS ? ASK_USER(ASKED, (board)) : 0; }

LATER_CALL(FindLeaderboard, find_leaderboard, (name), , const char *name)
LATER_CALL(FindOrCreateLeaderboard, find_or_create_leaderboard, (name, sort, display), , const char *name, int32_t sort, int32_t display)
BOARD_CALL(GetLeaderboardEntryCount, get_leaderboard_entry_count)
BOARD_CALL(GetLeaderboardSortMethod, get_leaderboard_sort_method)
BOARD_CALL(GetLeaderboardDisplayType, get_leaderboard_display_type)

USER_CALL(const char *, GetLeaderboardName, , SteamLeaderboard_t board) {
  char *text = text_room();
  if (OURS) TELL_USER(get_leaderboard_name, (board, text, TEXT_ROOM));
  return text;
}

LATER_CALL(DownloadLeaderboardEntries, download_leaderboard_entries, (board, request, first, last), , SteamLeaderboard_t board,
           int32_t request, int32_t first, int32_t last)
LATER_CALL(DownloadLeaderboardEntriesForUsers, download_leaderboard_entries_for_users, (board, users, count), , SteamLeaderboard_t board,
           uint64_steamid *users, int32_t count)

USER_CALL(low_byte, GetDownloadedLeaderboardEntry, , SteamLeaderboardEntries_t entries, int32_t index, void *to, int32_t *details,
          int32_t room) {
  uint8_t entry[32] = {0};
  int32_t numbers[DETAILS] = {0};
  if (room > DETAILS) room = DETAILS;
  bool found = OURS && ASK_USER(get_downloaded_leaderboard_entry, (entries, index, entry, numbers, room));
#ifdef _WIN32
  if (found) memcpy(to, entry, 32);
#else
  if (found) memcpy(to, entry, 28);
#endif
  if (found && details && room > 0) memcpy(details, numbers, (size_t)room * 4);
  return TRUTH(found);
}

LATER_CALL(UploadLeaderboardScore, upload_leaderboard_score, (board, method, score, details, count), , SteamLeaderboard_t board,
           int32_t method, int32_t score, const int32_t *details, int32_t count)
LATER_CALL(AttachLeaderboardUGC, attach_leaderboard_ugc, (board, file), , SteamLeaderboard_t board, UGCHandle_t file)
