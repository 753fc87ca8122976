/* The shim: Valve's flat functions under their own names, forwarded to a library that is loaded at run time, and the drain.
 *
 * Rules: nothing of Valve's is linked; a function the library lacks, and any call on a NULL interface, does nothing and returns 0. A message
 * is copied, then freed, before anything else happens; no code of a user runs between. What a library declares about a message is checked
 * before it is believed. One thread at a time calls in here: that of the game's loop.
 *
 * It is compiled into the extension module by cffi (see generate.py), into the harness exercise.c, and into the fuzzer fuzz.c.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#pragma GCC visibility push(hidden)
#endif
#include "steam_flat.h"
#include "shim.h"
#ifndef _WIN32
#pragma GCC visibility pop
#endif

/* Every function we forward: how it returns, what, its name, its parameters and its arguments. SELF is one with an interface. */
#define FORWARDS(PLAIN, PLAIN_VOID, SELF, SELF_VOID)                                                                                   \
  PLAIN(int32_t, SteamInternal_GameServer_Init_V2,                                                                                     \
        (uint32_t ip, uint16_t game, uint16_t query, int32_t mode, const char *version, const char *check, char *error),               \
        (ip, game, query, mode, version, check, error))                                                                                \
  PLAIN(bool, SteamInternal_GameServer_Init,                                                                                           \
        (uint32_t ip, uint16_t steam, uint16_t game, uint16_t query, int32_t mode, const char *version),                               \
        (ip, steam, game, query, mode, version))                                                                                       \
  PLAIN_VOID(SteamGameServer_Shutdown, (void), ())                                                                                     \
  PLAIN(HSteamPipe, SteamGameServer_GetHSteamPipe, (void), ())                                                                         \
  PLAIN(bool, SteamGameServer_BSecure, (void), ())                                                                                     \
  PLAIN(uint64_t, SteamGameServer_GetSteamID, (void), ())                                                                              \
  PLAIN_VOID(SteamAPI_ReleaseCurrentThreadMemory, (void), ())                                                                          \
  PLAIN_VOID(SteamAPI_ManualDispatch_Init, (void), ())                                                                                 \
  PLAIN_VOID(SteamAPI_ManualDispatch_RunFrame, (HSteamPipe pipe), (pipe))                                                              \
  PLAIN(bool, SteamAPI_ManualDispatch_GetNextCallback, (HSteamPipe pipe, CallbackMsg_t * message), (pipe, message))                    \
  PLAIN_VOID(SteamAPI_ManualDispatch_FreeLastCallback, (HSteamPipe pipe), (pipe))                                                      \
  PLAIN(bool, SteamAPI_ManualDispatch_GetAPICallResult,                                                                                \
        (HSteamPipe pipe, SteamAPICall_t call, void *to, int32_t size, int32_t kind, bool *failed),                                    \
        (pipe, call, to, size, kind, failed))                                                                                          \
  PLAIN(ISteamGameServer *, SteamAPI_SteamGameServer_v013, (void), ())                                                                 \
  PLAIN(ISteamGameServer *, SteamAPI_SteamGameServer_v014, (void), ())                                                                 \
  PLAIN(ISteamGameServer *, SteamAPI_SteamGameServer_v015, (void), ())                                                                 \
  PLAIN(ISteamGameServerStats *, SteamAPI_SteamGameServerStats_v001, (void), ())                                                       \
  PLAIN(ISteamUtils *, SteamAPI_SteamGameServerUtils_v009, (void), ())                                                                 \
  PLAIN(ISteamUtils *, SteamAPI_SteamGameServerUtils_v010, (void), ())                                                                 \
  PLAIN(ISteamUtils *, SteamAPI_SteamGameServerUtils_v011, (void), ())                                                                 \
  SELF(SteamAPICall_t, SteamAPI_ISteamGameServerStats_RequestUserStats, (ISteamGameServerStats * self, uint64_t user), (self, user))   \
  SELF(bool, SteamAPI_ISteamGameServerStats_GetUserStatInt32,                                                                          \
       (ISteamGameServerStats * self, uint64_t user, const char *name, int32_t *value), (self, user, name, value))                     \
  SELF(bool, SteamAPI_ISteamGameServerStats_GetUserStatFloat,                                                                          \
       (ISteamGameServerStats * self, uint64_t user, const char *name, float *value), (self, user, name, value))                       \
  SELF(bool, SteamAPI_ISteamGameServerStats_GetUserAchievement,                                                                        \
       (ISteamGameServerStats * self, uint64_t user, const char *name, bool *value), (self, user, name, value))                        \
  SELF(bool, SteamAPI_ISteamGameServerStats_SetUserStatInt32,                                                                          \
       (ISteamGameServerStats * self, uint64_t user, const char *name, int32_t value), (self, user, name, value))                      \
  SELF(bool, SteamAPI_ISteamGameServerStats_SetUserStatFloat,                                                                          \
       (ISteamGameServerStats * self, uint64_t user, const char *name, float value), (self, user, name, value))                        \
  SELF(bool, SteamAPI_ISteamGameServerStats_UpdateUserAvgRateStat,                                                                     \
       (ISteamGameServerStats * self, uint64_t user, const char *name, float count, double length), (self, user, name, count, length)) \
  SELF(bool, SteamAPI_ISteamGameServerStats_SetUserAchievement, (ISteamGameServerStats * self, uint64_t user, const char *name),       \
       (self, user, name))                                                                                                             \
  SELF(bool, SteamAPI_ISteamGameServerStats_ClearUserAchievement, (ISteamGameServerStats * self, uint64_t user, const char *name),     \
       (self, user, name))                                                                                                             \
  SELF(SteamAPICall_t, SteamAPI_ISteamGameServerStats_StoreUserStats, (ISteamGameServerStats * self, uint64_t user), (self, user))     \
  SELF_VOID(SteamAPI_ISteamGameServer_LogOn, (ISteamGameServer * self, const char *token), (self, token))                              \
  SELF_VOID(SteamAPI_ISteamGameServer_LogOnAnonymous, (ISteamGameServer * self), (self))                                               \
  SELF_VOID(SteamAPI_ISteamGameServer_LogOff, (ISteamGameServer * self), (self))                                                       \
  SELF(bool, SteamAPI_ISteamGameServer_BLoggedOn, (ISteamGameServer * self), (self))                                                   \
  SELF(bool, SteamAPI_ISteamGameServer_BSecure, (ISteamGameServer * self), (self))                                                     \
  SELF(uint64_t, SteamAPI_ISteamGameServer_GetSteamID, (ISteamGameServer * self), (self))                                              \
  SELF(bool, SteamAPI_ISteamGameServer_WasRestartRequested, (ISteamGameServer * self), (self))                                         \
  SELF_VOID(SteamAPI_ISteamGameServer_SetProduct, (ISteamGameServer * self, const char *text), (self, text))                           \
  SELF_VOID(SteamAPI_ISteamGameServer_SetGameDescription, (ISteamGameServer * self, const char *text), (self, text))                   \
  SELF_VOID(SteamAPI_ISteamGameServer_SetModDir, (ISteamGameServer * self, const char *text), (self, text))                            \
  SELF_VOID(SteamAPI_ISteamGameServer_SetDedicatedServer, (ISteamGameServer * self, bool on), (self, on))                              \
  SELF_VOID(SteamAPI_ISteamGameServer_SetMaxPlayerCount, (ISteamGameServer * self, int32_t count), (self, count))                      \
  SELF_VOID(SteamAPI_ISteamGameServer_SetBotPlayerCount, (ISteamGameServer * self, int32_t count), (self, count))                      \
  SELF_VOID(SteamAPI_ISteamGameServer_SetServerName, (ISteamGameServer * self, const char *text), (self, text))                        \
  SELF_VOID(SteamAPI_ISteamGameServer_SetMapName, (ISteamGameServer * self, const char *text), (self, text))                           \
  SELF_VOID(SteamAPI_ISteamGameServer_SetPasswordProtected, (ISteamGameServer * self, bool on), (self, on))                            \
  SELF_VOID(SteamAPI_ISteamGameServer_SetSpectatorPort, (ISteamGameServer * self, uint16_t port), (self, port))                        \
  SELF_VOID(SteamAPI_ISteamGameServer_SetSpectatorServerName, (ISteamGameServer * self, const char *text), (self, text))               \
  SELF_VOID(SteamAPI_ISteamGameServer_ClearAllKeyValues, (ISteamGameServer * self), (self))                                            \
  SELF_VOID(SteamAPI_ISteamGameServer_SetKeyValue, (ISteamGameServer * self, const char *key, const char *text), (self, key, text))    \
  SELF_VOID(SteamAPI_ISteamGameServer_SetGameTags, (ISteamGameServer * self, const char *text), (self, text))                          \
  SELF_VOID(SteamAPI_ISteamGameServer_SetGameData, (ISteamGameServer * self, const char *text), (self, text))                          \
  SELF_VOID(SteamAPI_ISteamGameServer_SetRegion, (ISteamGameServer * self, const char *text), (self, text))                            \
  SELF_VOID(SteamAPI_ISteamGameServer_SetAdvertiseServerActive, (ISteamGameServer * self, bool on), (self, on))                        \
  SELF_VOID(SteamAPI_ISteamGameServer_EnableHeartbeats, (ISteamGameServer * self, bool on), (self, on))                                \
  SELF(int32_t, SteamAPI_ISteamGameServer_BeginAuthSession, (ISteamGameServer * self, const void *ticket, int32_t size, uint64_t user), \
       (self, ticket, size, user))                                                                                                     \
  SELF_VOID(SteamAPI_ISteamGameServer_EndAuthSession, (ISteamGameServer * self, uint64_t user), (self, user))                          \
  SELF_VOID(SteamAPI_ISteamGameServer_CancelAuthTicket, (ISteamGameServer * self, HAuthTicket ticket), (self, ticket))                 \
  SELF(int32_t, SteamAPI_ISteamGameServer_UserHasLicenseForApp, (ISteamGameServer * self, uint64_t user, AppId_t app), (self, user, app)) \
  SELF(bool, SteamAPI_ISteamGameServer_RequestUserGroupStatus, (ISteamGameServer * self, uint64_t user, uint64_t group),               \
       (self, user, group))                                                                                                            \
  SELF(SteamAPICall_t, SteamAPI_ISteamGameServer_AssociateWithClan, (ISteamGameServer * self, uint64_t clan), (self, clan))            \
  SELF(SteamAPICall_t, SteamAPI_ISteamGameServer_ComputeNewPlayerCompatibility, (ISteamGameServer * self, uint64_t user), (self, user)) \
  SELF(bool, SteamAPI_ISteamGameServer_HandleIncomingPacket,                                                                           \
       (ISteamGameServer * self, const void *data, int32_t size, uint32_t ip, uint16_t port), (self, data, size, ip, port))            \
  SELF(int32_t, SteamAPI_ISteamGameServer_GetNextOutgoingPacket,                                                                       \
       (ISteamGameServer * self, void *to, int32_t room, uint32_t *ip, uint16_t *port), (self, to, room, ip, port))                    \
  SELF(uint32_t, SteamAPI_ISteamUtils_GetAppID, (ISteamUtils * self), (self))                                                          \
  SELF(uint32_t, SteamAPI_ISteamUtils_GetServerRealTime, (ISteamUtils * self), (self))                                                 \
  SELF(const char *, SteamAPI_ISteamUtils_GetIPCountry, (ISteamUtils * self), (self))                                                  \
  SELF(bool, SteamAPI_ISteamUtils_IsAPICallCompleted, (ISteamUtils * self, SteamAPICall_t call, bool *failed), (self, call, failed))   \
  SELF(int32_t, SteamAPI_ISteamUtils_GetAPICallFailureReason, (ISteamUtils * self, SteamAPICall_t call), (self, call))                 \
  PLAIN(int32_t, SteamAPI_InitFlat, (char *error), (error))                                                                            \
  PLAIN(int32_t, SteamInternal_SteamAPI_Init, (const char *check, char *error), (check, error))                                        \
  PLAIN(bool, SteamAPI_Init, (void), ())                                                                                               \
  PLAIN_VOID(SteamAPI_Shutdown, (void), ())                                                                                            \
  PLAIN(bool, SteamAPI_IsSteamRunning, (void), ())                                                                                     \
  PLAIN(bool, SteamAPI_RestartAppIfNecessary, (uint32_t app), (app))                                                                   \
  PLAIN(HSteamPipe, SteamAPI_GetHSteamPipe, (void), ())                                                                                \
  PLAIN(ISteamUser *, SteamAPI_SteamUser_v020, (void), ())                                                                             \
  PLAIN(ISteamUser *, SteamAPI_SteamUser_v021, (void), ())                                                                             \
  PLAIN(ISteamUser *, SteamAPI_SteamUser_v022, (void), ())                                                                             \
  PLAIN(ISteamUser *, SteamAPI_SteamUser_v023, (void), ())                                                                             \
  PLAIN(ISteamUserStats *, SteamAPI_SteamUserStats_v011, (void), ())                                                                   \
  PLAIN(ISteamUserStats *, SteamAPI_SteamUserStats_v012, (void), ())                                                                   \
  PLAIN(ISteamUserStats *, SteamAPI_SteamUserStats_v013, (void), ())                                                                   \
  PLAIN(ISteamUtils *, SteamAPI_SteamUtils_v009, (void), ())                                                                           \
  PLAIN(ISteamUtils *, SteamAPI_SteamUtils_v010, (void), ())                                                                           \
  PLAIN(ISteamUtils *, SteamAPI_SteamUtils_v011, (void), ())                                                                           \
  PLAIN(ISteamFriends *, SteamAPI_SteamFriends_v017, (void), ())                                                                       \
  PLAIN(ISteamFriends *, SteamAPI_SteamFriends_v018, (void), ())                                                                       \
  PLAIN(ISteamApps *, SteamAPI_SteamApps_v008, (void), ())                                                                             \
  PLAIN(ISteamApps *, SteamAPI_SteamApps_v009, (void), ())                                                                             \
  SELF(bool, SteamAPI_ISteamUtils_IsOverlayEnabled, (ISteamUtils * self), (self))                                                      \
  SELF(bool, SteamAPI_ISteamUtils_GetImageSize, (ISteamUtils * self, int32_t image, uint32_t *width, uint32_t *height),                \
       (self, image, width, height))                                                                                                   \
  SELF(bool, SteamAPI_ISteamUtils_GetImageRGBA, (ISteamUtils * self, int32_t image, uint8_t *to, int32_t room),                        \
       (self, image, to, room))                                                                                                        \
  SELF(uint64_t, SteamAPI_ISteamUser_GetSteamID, (ISteamUser * self), (self))                                                          \
  SELF(bool, SteamAPI_ISteamUser_BLoggedOn, (ISteamUser * self), (self))                                                               \
  SELF(int32_t, SteamAPI_ISteamFriends_GetFriendCount, (ISteamFriends * self, int32_t flags), (self, flags))                           \
  SELF(uint64_t, SteamAPI_ISteamFriends_GetFriendByIndex, (ISteamFriends * self, int32_t index, int32_t flags), (self, index, flags))  \
  SELF(const char *, SteamAPI_ISteamFriends_GetFriendPersonaName, (ISteamFriends * self, uint64_t user), (self, user))                 \
  SELF(uint64_t, SteamAPI_ISteamApps_GetAppOwner, (ISteamApps * self), (self))                                                         \
  SELF(bool, SteamAPI_ISteamUserStats_RequestCurrentStats, (ISteamUserStats * self), (self))                                           \
  SELF(bool, SteamAPI_ISteamUserStats_GetStatInt32, (ISteamUserStats * self, const char *name, int32_t *value), (self, name, value))   \
  SELF(bool, SteamAPI_ISteamUserStats_GetStatFloat, (ISteamUserStats * self, const char *name, float *value), (self, name, value))     \
  SELF(bool, SteamAPI_ISteamUserStats_SetStatInt32, (ISteamUserStats * self, const char *name, int32_t value), (self, name, value))    \
  SELF(bool, SteamAPI_ISteamUserStats_SetStatFloat, (ISteamUserStats * self, const char *name, float value), (self, name, value))      \
  SELF(bool, SteamAPI_ISteamUserStats_UpdateAvgRateStat, (ISteamUserStats * self, const char *name, float count, double length),       \
       (self, name, count, length))                                                                                                    \
  SELF(bool, SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime,                                                                     \
       (ISteamUserStats * self, const char *name, bool *achieved, uint32_t *time), (self, name, achieved, time))                       \
  SELF(bool, SteamAPI_ISteamUserStats_SetAchievement, (ISteamUserStats * self, const char *name), (self, name))                        \
  SELF(bool, SteamAPI_ISteamUserStats_ClearAchievement, (ISteamUserStats * self, const char *name), (self, name))                      \
  SELF(bool, SteamAPI_ISteamUserStats_IndicateAchievementProgress,                                                                     \
       (ISteamUserStats * self, const char *name, uint32_t now, uint32_t most), (self, name, now, most))                               \
  SELF(bool, SteamAPI_ISteamUserStats_StoreStats, (ISteamUserStats * self), (self))                                                    \
  SELF(bool, SteamAPI_ISteamUserStats_ResetAllStats, (ISteamUserStats * self, bool all), (self, all))                                  \
  SELF(uint32_t, SteamAPI_ISteamUserStats_GetNumAchievements, (ISteamUserStats * self), (self))                                        \
  SELF(const char *, SteamAPI_ISteamUserStats_GetAchievementName, (ISteamUserStats * self, uint32_t index), (self, index))             \
  SELF(const char *, SteamAPI_ISteamUserStats_GetAchievementDisplayAttribute,                                                          \
       (ISteamUserStats * self, const char *name, const char *key), (self, name, key))                                                 \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetAchievementIcon, (ISteamUserStats * self, const char *name), (self, name))                 \
  SELF(bool, SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32,                                                               \
       (ISteamUserStats * self, const char *name, int32_t *least, int32_t *most), (self, name, least, most))                           \
  SELF(bool, SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat,                                                               \
       (ISteamUserStats * self, const char *name, float *least, float *most), (self, name, least, most))                               \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_RequestUserStats, (ISteamUserStats * self, uint64_t user), (self, user))               \
  SELF(bool, SteamAPI_ISteamUserStats_GetUserStatInt32, (ISteamUserStats * self, uint64_t user, const char *name, int32_t *value),     \
       (self, user, name, value))                                                                                                      \
  SELF(bool, SteamAPI_ISteamUserStats_GetUserStatFloat, (ISteamUserStats * self, uint64_t user, const char *name, float *value),       \
       (self, user, name, value))                                                                                                      \
  SELF(bool, SteamAPI_ISteamUserStats_GetUserAchievementAndUnlockTime,                                                                 \
       (ISteamUserStats * self, uint64_t user, const char *name, bool *achieved, uint32_t *time), (self, user, name, achieved, time))  \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_GetNumberOfCurrentPlayers, (ISteamUserStats * self), (self))                           \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_RequestGlobalAchievementPercentages, (ISteamUserStats * self), (self))                 \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetMostAchievedAchievementInfo,                                                               \
       (ISteamUserStats * self, char *name, uint32_t room, float *percent, bool *achieved), (self, name, room, percent, achieved))     \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetNextMostAchievedAchievementInfo,                                                           \
       (ISteamUserStats * self, int32_t before, char *name, uint32_t room, float *percent, bool *achieved),                            \
       (self, before, name, room, percent, achieved))                                                                                  \
  SELF(bool, SteamAPI_ISteamUserStats_GetAchievementAchievedPercent, (ISteamUserStats * self, const char *name, float *percent),       \
       (self, name, percent))                                                                                                          \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_RequestGlobalStats, (ISteamUserStats * self, int32_t days), (self, days))              \
  SELF(bool, SteamAPI_ISteamUserStats_GetGlobalStatInt64, (ISteamUserStats * self, const char *name, int64_t *value),                  \
       (self, name, value))                                                                                                            \
  SELF(bool, SteamAPI_ISteamUserStats_GetGlobalStatDouble, (ISteamUserStats * self, const char *name, double *value),                  \
       (self, name, value))                                                                                                            \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetGlobalStatHistoryInt64,                                                                    \
       (ISteamUserStats * self, const char *name, int64_t *value, uint32_t size), (self, name, value, size))                           \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetGlobalStatHistoryDouble,                                                                   \
       (ISteamUserStats * self, const char *name, double *value, uint32_t size), (self, name, value, size))                            \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_FindLeaderboard, (ISteamUserStats * self, const char *name), (self, name))             \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_FindOrCreateLeaderboard,                                                               \
       (ISteamUserStats * self, const char *name, int32_t sort, int32_t display), (self, name, sort, display))                         \
  SELF(const char *, SteamAPI_ISteamUserStats_GetLeaderboardName, (ISteamUserStats * self, uint64_t board), (self, board))             \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetLeaderboardEntryCount, (ISteamUserStats * self, uint64_t board), (self, board))            \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetLeaderboardSortMethod, (ISteamUserStats * self, uint64_t board), (self, board))            \
  SELF(int32_t, SteamAPI_ISteamUserStats_GetLeaderboardDisplayType, (ISteamUserStats * self, uint64_t board), (self, board))           \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_DownloadLeaderboardEntries,                                                            \
       (ISteamUserStats * self, uint64_t board, int32_t request, int32_t first, int32_t last), (self, board, request, first, last))    \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_DownloadLeaderboardEntriesForUsers,                                                    \
       (ISteamUserStats * self, uint64_t board, uint64_t *users, int32_t count), (self, board, users, count))                          \
  SELF(bool, SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry,                                                                   \
       (ISteamUserStats * self, uint64_t entries, int32_t index, void *to, int32_t *details, int32_t room),                            \
       (self, entries, index, to, details, room))                                                                                      \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_UploadLeaderboardScore,                                                                \
       (ISteamUserStats * self, uint64_t board, int32_t method, int32_t score, const int32_t *details, int32_t count),                 \
       (self, board, method, score, details, count))                                                                                   \
  SELF(SteamAPICall_t, SteamAPI_ISteamUserStats_AttachLeaderboardUGC, (ISteamUserStats * self, uint64_t board, uint64_t file),         \
       (self, board, file))

#define SLOT(RETURNS, NAME, PARAMETERS, ARGUMENTS) RETURNS(*NAME) PARAMETERS;
#define SLOT_VOID(NAME, PARAMETERS, ARGUMENTS) void(*NAME) PARAMETERS;
static struct {
  FORWARDS(SLOT, SLOT_VOID, SLOT, SLOT_VOID)
  /* By hand: its arguments differ by version, and the next one returns a struct. */
  void *SteamAPI_ISteamGameServer_GetAuthSessionTicket;
  SteamIPAddress_t (*SteamAPI_ISteamGameServer_GetPublicIP)(ISteamGameServer *self);
} slot;

#define NAME_OF(RETURNS, NAME, PARAMETERS, ARGUMENTS) {#NAME, (void *)&slot.NAME},
#define NAME_OF_VOID(NAME, PARAMETERS, ARGUMENTS) {#NAME, (void *)&slot.NAME},
static const struct {
  const char *name;
  void *where;
} names[] = {FORWARDS(NAME_OF, NAME_OF_VOID, NAME_OF, NAME_OF_VOID){"SteamAPI_ISteamGameServer_GetAuthSessionTicket",
                                                                    (void *)&slot.SteamAPI_ISteamGameServer_GetAuthSessionTicket},
             {"SteamAPI_ISteamGameServer_GetPublicIP", (void *)&slot.SteamAPI_ISteamGameServer_GetPublicIP}};
#define NAMES (sizeof names / sizeof names[0])

#define PLAIN(RETURNS, NAME, PARAMETERS, ARGUMENTS)                                                                                    \
  RETURNS NAME PARAMETERS { return slot.NAME ? slot.NAME ARGUMENTS : 0; }
#define PLAIN_VOID(NAME, PARAMETERS, ARGUMENTS)                                                                                        \
  void NAME PARAMETERS {                                                                                                               \
    if (slot.NAME) slot.NAME ARGUMENTS;                                                                                                \
  }
#define SELF(RETURNS, NAME, PARAMETERS, ARGUMENTS)                                                                                     \
  RETURNS NAME PARAMETERS { return self && slot.NAME ? slot.NAME ARGUMENTS : 0; }
#define SELF_VOID(NAME, PARAMETERS, ARGUMENTS)                                                                                         \
  void NAME PARAMETERS {                                                                                                               \
    if (self && slot.NAME) slot.NAME ARGUMENTS;                                                                                        \
  }
FORWARDS(PLAIN, PLAIN_VOID, SELF, SELF_VOID)

static int32_t version_of_game_server = 15;

HAuthTicket SteamAPI_ISteamGameServer_GetAuthSessionTicket(ISteamGameServer *self, void *pTicket, int32_t cbMaxTicket, uint32_t *pcbTicket,
                                                           const SteamNetworkingIdentity *pSnid) {
  void *function = slot.SteamAPI_ISteamGameServer_GetAuthSessionTicket;
  if (!self || !function) return 0;
  if (version_of_game_server < 15) {
    HAuthTicket (*old)(ISteamGameServer *, void *, int32_t, uint32_t *);
    memcpy(&old, &function, sizeof old);
    return old(self, pTicket, cbMaxTicket, pcbTicket);
  }
  HAuthTicket (*now)(ISteamGameServer *, void *, int32_t, uint32_t *, const SteamNetworkingIdentity *);
  memcpy(&now, &function, sizeof now);
  return now(self, pTicket, cbMaxTicket, pcbTicket, pSnid);
}

SteamIPAddress_t SteamAPI_ISteamGameServer_GetPublicIP(ISteamGameServer *self) {
  SteamIPAddress_t nothing = {{0}, 0};
  return self && slot.SteamAPI_ISteamGameServer_GetPublicIP ? slot.SteamAPI_ISteamGameServer_GetPublicIP(self) : nothing;
}

void steam_version(int32_t game_server) { version_of_game_server = game_server; }

#ifdef _WIN32

static HMODULE library;

static void *symbol(const char *name) {
  FARPROC found = library ? GetProcAddress(library, name) : NULL;
  void *address;
  memcpy(&address, &found, sizeof address);
  return address;
}

static bool load(const char *path, char *fault, int32_t room) {
  wchar_t wide[4096];
  if (!MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, 4096) || !(library = LoadLibraryExW(wide, NULL, LOAD_WITH_ALTERED_SEARCH_PATH))) {
    DWORD code = GetLastError();
    if (!FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, code, 0, fault, (DWORD)room, NULL)) fault[0] = 0;
    return false;
  }
  return true;
}

#else

static void *library;

static void *symbol(const char *name) { return library ? dlsym(library, name) : NULL; }

static bool load(const char *path, char *fault, int32_t room) {
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library) return true;
  const char *said = dlerror();
  strncpy(fault, said ? said : "", (size_t)room - 1);
  return false;
}

#endif

bool steam_open(const char *path, char *fault, int32_t room) {
  if (room <= 0) return false;
  memset(fault, 0, (size_t)room);
  /* The library before stays loaded: it may have threads of its own, and unloading it would take their code away. */
  library = NULL;
  bool loaded = load(path, fault, room);
  for (size_t i = 0; i < NAMES; i++) {
    void *found = symbol(names[i].name);
    memcpy(names[i].where, &found, sizeof found);
  }
  return loaded;
}

bool steam_has(const char *name) {
  for (size_t i = 0; i < NAMES; i++)
    if (!strcmp(names[i].name, name)) {
      void *found;
      memcpy(&found, names[i].where, sizeof found);
      return found != NULL;
    }
  return false;
}

#include "drain.c"
