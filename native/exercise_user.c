/* The exercise of the player's side. Part of exercise.c.
 *
 * Rules: those of exercise.c. The world is one player with one stat, one achievement and one leaderboard of three lines; a server lives beside
 * it in the same process, on a pipe of its own, and hears nothing of it.
 */

enum { OWN_STATS = 1101, FOUND = 1104, USER_CALLS = 200, LINES = 3, OWN_SIZE = 20, FOUND_SIZE = 12 };

static void (*user_post)(int32_t, const uint8_t *, int32_t, uint64_t, bool, int32_t);
static void (*connect_user)(const loopback_user_answers *);
static uint64_t (*user_handle_of)(uint64_t);

static int32_t games;
static bool won, let_in;
static uint64_t user_asked, user_told;

static int32_t user_init(char *error) {
  if (!let_in) strcpy(error, "No appID found.");
  return let_in ? 0 : 1;
}

static bool get_games(const char *name, int32_t *value) {
  *value = games;
  return name && !strcmp(name, "games");
}

static bool set_games(const char *name, int32_t value) {
  if (!name || strcmp(name, "games")) return false;
  games = value;
  return true;
}

static bool get_win(const char *name, bool *unlocked, uint32_t *time) {
  *unlocked = won, *time = 1700000000;
  return name && !strcmp(name, "ACH_WIN");
}

static bool set_win(const char *name) { return won = name && !strcmp(name, "ACH_WIN"); }
static bool reset(bool all) { return games = 0, won = won && !all, true; }
static uint64_t who(void) { return FIRST; }
static uint64_t ask_stats(uint64_t user) { return user == FIRST ? ++user_asked : 0; }
static uint64_t ask_board(const char *name) { return strcmp(name, "Best") ? 0 : ++user_asked; }
static void name_at(uint32_t index, char *to, int32_t room) { snprintf(to, (size_t)room, "%s", index ? "" : "ACH_WIN"); }

static int32_t most(char *to, int32_t room, float *percent, bool *unlocked) {
  *percent = 12.5f, *unlocked = true;
  return snprintf(to, (size_t)room, "%0127d", 7), 0;
}

static int32_t days(const char *name, int64_t *values, int32_t room) {
  for (int32_t i = 0; i < room; i++) values[i] = ((int64_t)1 << 40) + i + (name == NULL);
  return room;
}

static bool image(int32_t handle, uint8_t *to, int32_t room) {
  if (handle != 7 || room < 16) return false;
  memset(to, 0x7F, 16);
  return true;
}

static bool line_at(uint64_t entries, int32_t index, uint8_t *entry, int32_t *details, int32_t room) {
  uint64_t user = FIRST + (uint64_t)index;
  if (entries != 99 || index < 0 || index >= LINES) return false;
  memset(entry, 0, 28);
  memcpy(entry, &user, 8);
  memcpy(entry + 16, &room, 4);
  for (int32_t i = 0; i < room; i++) details[i] = i * 3;
  return true;
}

/* Each call is posted as a result, as a broadcast, or as both, by turns; an even one is about the own stats, an odd one about the board. */
static void user_frame(void) {
  for (; user_told < user_asked; user_told++) {
    uint64_t call = user_told + 1;
    uint8_t bytes[OWN_SIZE] = {0xE0, 1, 0, 0, 0, 0, 0, 0, 1};
    bool own = call % 2 == 0;
    memcpy(bytes + 12, &(uint64_t){FIRST}, 8);
    user_post(own ? OWN_STATS : FOUND, bytes, own ? OWN_SIZE : FOUND_SIZE, call, call % 10 == 5, 1 + (int32_t)(call % 3));
  }
}

static void user_calls(ISteamUserStats *stats, ISteamUtils *utils, HSteamPipe pipe) {
  long completed = 0, broadcasts = 0;
  user_asked = user_told = 0;
  for (int i = 0; i < USER_CALLS; i++) {
    uint64_t handle = i % 2 ? SteamAPI_ISteamUserStats_RequestUserStats(stats, FIRST) : SteamAPI_ISteamUserStats_FindLeaderboard(stats, "Best");
    CHECK(handle >> 63 == 1 && handle == user_handle_of(user_asked) && handle != handle_of(user_asked));
  }
  CHECK(!SteamAPI_ISteamUserStats_RequestUserStats(stats, 1) && !SteamAPI_ISteamUserStats_FindLeaderboard(stats, "Worst"));
  const steam_drained *out = drained(pipe);
  int32_t offset = 0;
  for (int32_t i = 0; out && i < out->count; i++) {
    const steam_message *message = &out->messages[i];
    if (message->call) completed++;
    else broadcasts++;
    CHECK(message->size == (message->kind == OWN_STATS ? OWN_SIZE : FOUND_SIZE));
    if (message->size != OWN_SIZE) continue;
    CHECK(offset + OWN_SIZE <= out->length && !memcmp(out->bytes + offset + 12, &(uint64_t){FIRST}, 8));
    offset += (OWN_SIZE + 7) & ~7;
  }
  CHECK(out && offset == out->length && completed + broadcasts > USER_CALLS);
  for (uint64_t call = 1; call <= USER_CALLS; call++) {
    uint8_t bytes[OWN_SIZE];
    bool failed = false;
    CHECK(SteamAPI_ISteamUtils_IsAPICallCompleted(utils, user_handle_of(call), &failed) && failed == (call % 10 == 5));
    CHECK(SteamAPI_ManualDispatch_GetAPICallResult(pipe, user_handle_of(call), bytes, OWN_SIZE, call % 2 ? FOUND : OWN_STATS, &failed));
  }
}

static void user_values(ISteamUserStats *stats, ISteamUtils *utils) {
  int32_t value = 77, details[4] = {-1, -1, -1, -1};
  int64_t *added = malloc(3 * sizeof *added);
  uint32_t when = 5;
  bool unlocked = false;
  float percent = 0;
  uint8_t *entry = malloc(28), *pixels = malloc(16);
  char *name = malloc(8);
  if (!added || !entry || !pixels || !name) exit(2);
  CHECK(!SteamAPI_ISteamUserStats_GetStatInt32(stats, "nothing", &value) && value == 77);
  CHECK(!SteamAPI_ISteamUserStats_GetStatInt32(stats, NULL, &value) && value == 77);
  CHECK(SteamAPI_ISteamUserStats_SetStatInt32(stats, "games", -5) && SteamAPI_ISteamUserStats_GetStatInt32(stats, "games", &value) && value == -5);
  CHECK(!SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime(stats, "none", &unlocked, &when) && when == 5);
  CHECK(SteamAPI_ISteamUserStats_SetAchievement(stats, "ACH_WIN"));
  CHECK(SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime(stats, "ACH_WIN", &unlocked, &when) && unlocked && when == 1700000000);
  CHECK(!strcmp(SteamAPI_ISteamUserStats_GetAchievementName(stats, 0), "ACH_WIN") && !*SteamAPI_ISteamUserStats_GetAchievementName(stats, 1));
  CHECK(SteamAPI_ISteamUserStats_GetMostAchievedAchievementInfo(stats, name, 8, &percent, &unlocked) == 0 && strlen(name) == 7);
  CHECK(percent == 12.5f && unlocked && SteamAPI_ISteamUserStats_GetNextMostAchievedAchievementInfo(stats, 0, name, 8, &percent, &unlocked) == -1);
  CHECK(SteamAPI_ISteamUserStats_GetGlobalStatHistoryInt64(stats, "games", added, 24) == 3 && added[2] == ((int64_t)1 << 40) + 2);
  CHECK(SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(stats, 99, 2, entry, details, 2) && details[1] == 3 && details[2] == -1);
  CHECK(!SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(stats, 99, LINES, entry, details, 2));
  CHECK(SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(stats, 99, 0, entry, NULL, 0) && entry[16] == 0);
  CHECK(SteamAPI_ISteamUtils_GetImageRGBA(utils, 7, pixels, 16) && pixels[15] == 0x7F && !SteamAPI_ISteamUtils_GetImageRGBA(utils, 7, pixels, 8));
  CHECK(SteamAPI_ISteamUserStats_ResetAllStats(stats, true) && !won && !games);
  free(added), free(entry), free(pixels), free(name);
}

static void user_life(void) {
  const loopback_user_answers world = {.init = user_init,
                                       .run_frame = user_frame,
                                       .get_steam_id = who,
                                       .get_stat_int = get_games,
                                       .set_stat_int = set_games,
                                       .get_achievement = get_win,
                                       .set_achievement = set_win,
                                       .reset_all_stats = reset,
                                       .get_achievement_name = name_at,
                                       .get_most_achieved_achievement_info = most,
                                       .get_global_stat_int_history = days,
                                       .get_image_rgba = image,
                                       .request_user_stats = ask_stats,
                                       .find_leaderboard = ask_board,
                                       .get_downloaded_leaderboard_entry = line_at};
  char error[1024] = "";
  connect_user(&world);
  CHECK(steam_has("SteamAPI_InitFlat") && !steam_has("SteamAPI_Init") && !steam_has("SteamAPI_ISteamUserStats_RequestCurrentStats"));
  CHECK(!SteamAPI_GetHSteamPipe() && !SteamAPI_SteamUserStats_v013() && !SteamAPI_ISteamUser_GetSteamID(SteamAPI_SteamUser_v023()));
  let_in = false;
  CHECK(SteamAPI_InitFlat(error) == 1 && !strcmp(error, "No appID found.") && SteamAPI_GetHSteamPipe());
  SteamAPI_ManualDispatch_Init();
  CHECK(!steam_drain(SteamAPI_GetHSteamPipe()));
  SteamAPI_Shutdown();

  let_in = true;
  CHECK(start(NULL, error) == 0 && SteamAPI_InitFlat(error) == 0);
  HSteamPipe pipe = SteamAPI_GetHSteamPipe(), other = SteamGameServer_GetHSteamPipe();
  ISteamUserStats *stats = SteamAPI_SteamUserStats_v013();
  ISteamUtils *utils = SteamAPI_SteamUtils_v011();
  SteamAPI_ManualDispatch_Init();
  CHECK(pipe && other && pipe != other && stats && utils && utils != SteamAPI_SteamGameServerUtils_v011() && !SteamAPI_SteamUtils_v010());
  CHECK(SteamAPI_ISteamUser_GetSteamID(SteamAPI_SteamUser_v023()) == FIRST && !SteamAPI_ISteamUser_BLoggedOn(SteamAPI_SteamUser_v023()));
  user_values(stats, utils);
  user_calls(stats, utils, pipe);
  user_post(1108, (const uint8_t *)"12345678", 8, 0, false, B);
  CHECK(!steam_drain(other));
  const steam_drained *out = drained(pipe);
  CHECK(out && out->count == 1 && out->messages[0].kind == 1108);
  user_post(1108, (const uint8_t *)"12345678", 8, 0, false, B); /* on its way at the end */
  SteamAPI_Shutdown();
  CHECK(!SteamAPI_GetHSteamPipe() && !SteamAPI_SteamUserStats_v013() && !steam_drain(pipe) && SteamGameServer_GetHSteamPipe() == other);
  SteamGameServer_Shutdown();
  CHECK(fault_of()[0] == 0);
  connect_user(NULL);
}
