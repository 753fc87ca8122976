/* The loopback's server: the functions of Valve's interfaces that a game server calls, and the utilities of both sides. Part of loopback.c.
 *
 * Rules: each is called on the interface of the pipe that is open, or it is a fault. What a getter found is written only if it found it. A
 * name is here only if the SDK that is built has it.
 */

/* The interfaces, by version. */
ISteamGameServerStats *SteamAPI_SteamGameServerStats_v001(void) { return interface_now(STATS); }
#if LOOPBACK_SDK >= 157
ISteamGameServer *SteamAPI_SteamGameServer_v015(void) { return interface_now(SERVER); }
#elif LOOPBACK_SDK >= 152
ISteamGameServer *SteamAPI_SteamGameServer_v014(void) { return interface_now(SERVER); }
#else
ISteamGameServer *SteamAPI_SteamGameServer_v013(void) { return interface_now(SERVER); }
#endif
#if LOOPBACK_SDK >= 165
ISteamUtils *SteamAPI_SteamGameServerUtils_v011(void) { return interface_now(UTILS); }
#elif LOOPBACK_SDK >= 150
ISteamUtils *SteamAPI_SteamGameServerUtils_v010(void) { return interface_now(UTILS); }
#else
ISteamUtils *SteamAPI_SteamGameServerUtils_v009(void) { return interface_now(UTILS); }
#endif

/* ISteamGameServerStats */

#define STATS_CALL(RETURNS, NAME, ...) RETURNS SteamAPI_ISteamGameServerStats_##NAME(ISteamGameServerStats *self, uint64_steamid user __VA_ARGS__)
#define HERE(WHICH) on(self, WHICH, __func__)

STATS_CALL(SteamAPICall_t, RequestUserStats) { return HERE(STATS) ? loopback_handle(ASK(request_user_stats, (user))) : 0; }

STATS_CALL(low_byte, GetUserStatInt32, , const char *name, int32_t *to) {
  int32_t value = 0;
  bool found = HERE(STATS) && ASK(get_user_stat_int, (user, name, &value));
  if (found) *to = value;
  return TRUTH(found);
}

STATS_CALL(low_byte, GetUserStatFloat, , const char *name, float *to) {
  float value = 0;
  bool found = HERE(STATS) && ASK(get_user_stat_float, (user, name, &value));
  if (found) *to = value;
  return TRUTH(found);
}

STATS_CALL(low_byte, GetUserAchievement, , const char *name, low_byte *to) {
  bool value = false;
  bool found = HERE(STATS) && ASK(get_user_achievement, (user, name, &value));
  if (found) *(uint8_t *)to = value;
  return TRUTH(found);
}

STATS_CALL(low_byte, SetUserStatInt32, , const char *name, int32_t value) {
  return TRUTH(HERE(STATS) && ASK(set_user_stat_int, (user, name, value)));
}

STATS_CALL(low_byte, SetUserStatFloat, , const char *name, float value) {
  return TRUTH(HERE(STATS) && ASK(set_user_stat_float, (user, name, value)));
}

STATS_CALL(low_byte, UpdateUserAvgRateStat, , const char *name, float count, double length) {
  return TRUTH(HERE(STATS) && ASK(update_user_avg_rate_stat, (user, name, count, length)));
}

STATS_CALL(low_byte, SetUserAchievement, , const char *name) { return TRUTH(HERE(STATS) && ASK(set_user_achievement, (user, name))); }
STATS_CALL(low_byte, ClearUserAchievement, , const char *name) { return TRUTH(HERE(STATS) && ASK(clear_user_achievement, (user, name))); }
STATS_CALL(SteamAPICall_t, StoreUserStats) { return HERE(STATS) ? loopback_handle(ASK(store_user_stats, (user))) : 0; }

/* ISteamGameServer: logging on, and what the server tells of itself. */

#define SERVER_CALL(RETURNS, NAME, ...) RETURNS SteamAPI_ISteamGameServer_##NAME(ISteamGameServer *self __VA_ARGS__)
#define TELL_HERE(NAME, ARGUMENTS)                                                                                                     \
  if (HERE(SERVER)) TELL(NAME, ARGUMENTS)
#define TEXT(NAME, FIELD)                                                                                                              \
  SERVER_CALL(void, NAME, , const char *text) { TELL_HERE(set_text, (FIELD, text)); }
#define NUMBER(NAME, FIELD, TYPE)                                                                                                      \
  SERVER_CALL(void, NAME, , TYPE number) { TELL_HERE(set_number, (FIELD, number)); }
#define SWITCH(NAME, FIELD)                                                                                                            \
  SERVER_CALL(void, NAME, , low_byte value) { TELL_HERE(set_switch, (FIELD, GIVEN(value))); }

SERVER_CALL(void, LogOn, , const char *token) { TELL_HERE(log_on, (token)); }
SERVER_CALL(void, LogOnAnonymous) { TELL_HERE(log_on_anonymous, ()); }
SERVER_CALL(void, LogOff) { TELL_HERE(log_off, ()); }
SERVER_CALL(low_byte, BLoggedOn) { return TRUTH(HERE(SERVER) && ASK(logged_on, ())); }
SERVER_CALL(low_byte, BSecure) { return TRUTH(HERE(SERVER) && ASK(secure, ())); }
SERVER_CALL(uint64_steamid, GetSteamID) { return HERE(SERVER) ? ASK(get_steam_id, ()) : 0; }
SERVER_CALL(low_byte, WasRestartRequested) { return TRUTH(HERE(SERVER) && ASK(was_restart_requested, ())); }
TEXT(SetProduct, "product")
TEXT(SetGameDescription, "game_description")
TEXT(SetModDir, "mod_dir")
SWITCH(SetDedicatedServer, "dedicated_server")
NUMBER(SetMaxPlayerCount, "max_player_count", int32_t)
NUMBER(SetBotPlayerCount, "bot_player_count", int32_t)
TEXT(SetServerName, "server_name")
TEXT(SetMapName, "map_name")
SWITCH(SetPasswordProtected, "password_protected")
NUMBER(SetSpectatorPort, "spectator_port", uint16_t)
TEXT(SetSpectatorServerName, "spectator_server_name")
TEXT(SetGameTags, "game_tags")
TEXT(SetGameData, "game_data")
TEXT(SetRegion, "region")
#if LOOPBACK_SDK >= 152
SWITCH(SetAdvertiseServerActive, "advertise_server_active")
#else
SWITCH(EnableHeartbeats, "advertise_server_active")
#endif
SERVER_CALL(void, ClearAllKeyValues) { TELL_HERE(clear_all_key_values, ()); }
SERVER_CALL(void, SetKeyValue, , const char *key, const char *text) { TELL_HERE(set_key_value, (key, text)); }

SERVER_CALL(SteamIPAddress_t, GetPublicIP) {
  SteamIPAddress_t address = {{0}, 0};
  uint8_t bytes[16] = {0};
  int32_t count = HERE(SERVER) ? ASK(get_public_ip, (bytes)) : 0;
  if (count == 16) {
    memcpy(address.m_rgubIPv6, bytes, 16);
    address.m_eType = 1;
  } else if (count == 4) {
    uint32_t number = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    memcpy(address.m_rgubIPv6, &number, 4);
  }
  return address;
}

/* ISteamGameServer: the sessions of players. */

static HAuthTicket ticket_for(ISteamGameServer *self, const char *call, uint64_t remote, void *to, int32_t room, uint32_t *size) {
  uint32_t used = 0;
  HAuthTicket made = on(self, SERVER, call) ? ASK(get_auth_session_ticket, (remote, to, room, &used)) : 0;
  if (made && size) *size = used;
  return made;
}

#if LOOPBACK_SDK >= 157
SERVER_CALL(HAuthTicket, GetAuthSessionTicket, , void *to, int32_t room, uint32_t *size, const SteamNetworkingIdentity *identity) {
  uint64_t remote = 0;
  if (identity && identity->m_eType == 16) remote = identity->m_steamID64[0] | (uint64_t)identity->m_steamID64[1] << 32;
  return ticket_for(self, __func__, remote, to, room, size);
}
#else
HAuthTicket SteamAPI_ISteamGameServer_GetAuthSessionTicket(ISteamGameServer *self, void *to, int32_t room, uint32_t *size) {
  return ticket_for(self, __func__, 0, to, room, size);
}
#endif

SERVER_CALL(int32_t, BeginAuthSession, , const void *ticket, int32_t size, uint64_steamid user) {
  return HERE(SERVER) ? ASK(begin_auth_session, (ticket, size, user)) : 0;
}

SERVER_CALL(void, EndAuthSession, , uint64_steamid user) { TELL_HERE(end_auth_session, (user)); }
SERVER_CALL(void, CancelAuthTicket, , HAuthTicket ticket) { TELL_HERE(cancel_auth_ticket, (ticket)); }

SERVER_CALL(int32_t, UserHasLicenseForApp, , uint64_steamid user, AppId_t app) {
  return HERE(SERVER) ? ASK(user_has_license_for_app, (user, app)) : 0;
}

SERVER_CALL(low_byte, RequestUserGroupStatus, , uint64_steamid user, uint64_steamid group) {
  return TRUTH(HERE(SERVER) && ASK(request_user_group_status, (user, group)));
}

SERVER_CALL(SteamAPICall_t, AssociateWithClan, , uint64_steamid clan) {
  return HERE(SERVER) ? loopback_handle(ASK(associate_with_clan, (clan))) : 0;
}

SERVER_CALL(SteamAPICall_t, ComputeNewPlayerCompatibility, , uint64_steamid user) {
  return HERE(SERVER) ? loopback_handle(ASK(compute_new_player_compatibility, (user))) : 0;
}

SERVER_CALL(low_byte, HandleIncomingPacket, , const void *packet, int32_t size, uint32_t ip, uint16_t port) {
  return TRUTH(HERE(SERVER) && ASK(handle_incoming_packet, (packet, size, ip, port)));
}

SERVER_CALL(int32_t, GetNextOutgoingPacket, , void *to, int32_t room, uint32_t *ip, uint16_t *port) {
  return HERE(SERVER) ? ASK(get_next_outgoing_packet, (to, room, ip, port)) : 0;
}

/* ISteamUtils: the server's and the player's are two objects with the same functions. */

#define UTILS_CALL(RETURNS, NAME, ...) RETURNS SteamAPI_ISteamUtils_##NAME(ISteamUtils *self __VA_ARGS__)

/* Returns the side whose utilities these are, NULL (and a fault) if they are nobody's. */
static side *utils_of(const void *self, const char *call) {
  if (self && self == interface_now(USER_UTILS)) return &user;
  return on(self, UTILS, call) ? &server : NULL;
}

UTILS_CALL(uint32_t, GetAppID) {
  side *of = utils_of(self, __func__);
  return !of ? 0 : of == &user ? ASK_USER(get_app_id, ()) : ASK(get_app_id, ());
}

UTILS_CALL(uint32_t, GetServerRealTime) {
  side *of = utils_of(self, __func__);
  return !of ? 0 : of == &user ? ASK_USER(get_server_real_time, ()) : ASK(get_server_real_time, ());
}

UTILS_CALL(const char *, GetIPCountry) {
  static char two[8];
  memset(two, 0, sizeof two);
  side *of = utils_of(self, __func__);
  if (of == &user) TELL_USER(get_ip_country, (two));
  if (of == &server) TELL(get_ip_country, (two));
  return two;
}

UTILS_CALL(low_byte, IsAPICallCompleted, , SteamAPICall_t call, low_byte *failed) {
  side *of = utils_of(self, __func__);
  result *found = of ? result_of(of, call) : NULL;
  if (found && failed) *(uint8_t *)failed = found->failed;
  return TRUTH(found);
}

UTILS_CALL(int32_t, GetAPICallFailureReason, , SteamAPICall_t call) {
  side *of = utils_of(self, __func__);
  result *found = of ? result_of(of, call) : NULL;
  if (found && !found->failed) return -1;
  int32_t reason = of == &server ? ASK(get_api_call_failure_reason, (number_of(call))) : -1;
  return found && reason < 0 ? 1 : reason; /* it failed on its way, which the answers do not know */
}
