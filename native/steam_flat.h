/* The part of Valve's flat C API that we call, declared by us. cffi reads this file and the C files include it, so the compiler checks
 * both against the very same declarations.
 *
 * Rules: plain C declarations and integer #defines only, for cffi has no preprocessor. <stdbool.h> and <stdint.h> come before it. Names,
 * arguments and types are Valve's; ids and call handles are unsigned 64-bit numbers; a callback's bytes are read in Python
 * (steam_nodes/steam/native/structs.py), because their packing differs between systems.
 */

typedef int32_t HSteamPipe;
typedef int32_t HSteamUser;
typedef uint64_t SteamAPICall_t;
typedef uint64_t uint64_steamid;
typedef uint32_t HAuthTicket;
typedef uint32_t AppId_t;
typedef uint64_t SteamLeaderboard_t;
typedef uint64_t SteamLeaderboardEntries_t;
typedef uint64_t UGCHandle_t;
typedef char SteamErrMsg[1024];

typedef struct ISteamGameServer ISteamGameServer;
typedef struct ISteamGameServerStats ISteamGameServerStats;
typedef struct ISteamUtils ISteamUtils;
typedef struct ISteamUser ISteamUser;
typedef struct ISteamUserStats ISteamUserStats;
typedef struct ISteamFriends ISteamFriends;
typedef struct ISteamApps ISteamApps;

/* 24 bytes with this alignment. Where Valve packs to 4 it is 20 bytes with the same offsets: the larger one holds both. */
typedef struct {
  int32_t m_hSteamUser;
  int32_t m_iCallback;
  uint8_t *m_pubParam;
  int32_t m_cubParam;
} CallbackMsg_t;

/* An address, its bytes most significant first for IPv6; for IPv4 the first four are one number in the machine's own order. */
typedef struct {
  uint8_t m_rgubIPv6[16];
  int32_t m_eType;
} SteamIPAddress_t;

/* Who a ticket is for. Valve's union is opaque here but for its first member, a Steam ID. */
typedef struct {
  int32_t m_eType;
  int32_t m_cbSize;
  uint32_t m_steamID64[2];
  uint32_t m_reserved[30];
} SteamNetworkingIdentity;

/* The life of a server. Init is one of the two forms, by the age of the library. */
int32_t SteamInternal_GameServer_Init_V2(uint32_t unIP, uint16_t usGamePort, uint16_t usQueryPort, int32_t eServerMode,
                                         const char *pchVersionString, const char *pszInternalCheckInterfaceVersions,
                                         char *pOutErrMsg);
bool SteamInternal_GameServer_Init(uint32_t unIP, uint16_t usLegacySteamPort, uint16_t usGamePort, uint16_t usQueryPort,
                                   int32_t eServerMode, const char *pchVersionString);
void SteamGameServer_Shutdown(void);
HSteamPipe SteamGameServer_GetHSteamPipe(void);
bool SteamGameServer_BSecure(void);
uint64_t SteamGameServer_GetSteamID(void);
void SteamAPI_ReleaseCurrentThreadMemory(void);

/* The life of a player's program. Init is one of the three forms: InitFlat from SDK 1.59 on, the internal one in 1.58, the last up to 1.57. */
int32_t SteamAPI_InitFlat(char *pOutErrMsg);
int32_t SteamInternal_SteamAPI_Init(const char *pszInternalCheckInterfaceVersions, char *pOutErrMsg);
bool SteamAPI_Init(void);
void SteamAPI_Shutdown(void);
bool SteamAPI_IsSteamRunning(void);
bool SteamAPI_RestartAppIfNecessary(uint32_t unOwnAppID);
HSteamPipe SteamAPI_GetHSteamPipe(void);

/* What arrives. */
void SteamAPI_ManualDispatch_Init(void);
void SteamAPI_ManualDispatch_RunFrame(HSteamPipe hSteamPipe);
bool SteamAPI_ManualDispatch_GetNextCallback(HSteamPipe hSteamPipe, CallbackMsg_t *pCallbackMsg);
void SteamAPI_ManualDispatch_FreeLastCallback(HSteamPipe hSteamPipe);
bool SteamAPI_ManualDispatch_GetAPICallResult(HSteamPipe hSteamPipe, SteamAPICall_t hSteamAPICall, void *pCallback, int32_t cubCallback,
                                              int32_t iCallbackExpected, bool *pbFailed);

/* The interfaces, by version: a library has one of each kind. */
ISteamGameServer *SteamAPI_SteamGameServer_v013(void);
ISteamGameServer *SteamAPI_SteamGameServer_v014(void);
ISteamGameServer *SteamAPI_SteamGameServer_v015(void);
ISteamGameServerStats *SteamAPI_SteamGameServerStats_v001(void);
ISteamUtils *SteamAPI_SteamGameServerUtils_v009(void);
ISteamUtils *SteamAPI_SteamGameServerUtils_v010(void);
ISteamUtils *SteamAPI_SteamGameServerUtils_v011(void);
ISteamUser *SteamAPI_SteamUser_v020(void);
ISteamUser *SteamAPI_SteamUser_v021(void);
ISteamUser *SteamAPI_SteamUser_v022(void);
ISteamUser *SteamAPI_SteamUser_v023(void);
ISteamUserStats *SteamAPI_SteamUserStats_v011(void);
ISteamUserStats *SteamAPI_SteamUserStats_v012(void);
ISteamUserStats *SteamAPI_SteamUserStats_v013(void);
ISteamUtils *SteamAPI_SteamUtils_v009(void);
ISteamUtils *SteamAPI_SteamUtils_v010(void);
ISteamUtils *SteamAPI_SteamUtils_v011(void);
ISteamFriends *SteamAPI_SteamFriends_v017(void);
ISteamFriends *SteamAPI_SteamFriends_v018(void);
ISteamApps *SteamAPI_SteamApps_v008(void);
ISteamApps *SteamAPI_SteamApps_v009(void);

/* ISteamGameServerStats */
SteamAPICall_t SteamAPI_ISteamGameServerStats_RequestUserStats(ISteamGameServerStats *self, uint64_steamid steamIDUser);
bool SteamAPI_ISteamGameServerStats_GetUserStatInt32(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     int32_t *pData);
bool SteamAPI_ISteamGameServerStats_GetUserStatFloat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     float *pData);
bool SteamAPI_ISteamGameServerStats_GetUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                       bool *pbAchieved);
bool SteamAPI_ISteamGameServerStats_SetUserStatInt32(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     int32_t nData);
bool SteamAPI_ISteamGameServerStats_SetUserStatFloat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     float fData);
bool SteamAPI_ISteamGameServerStats_UpdateUserAvgRateStat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                          float flCountThisSession, double dSessionLength);
bool SteamAPI_ISteamGameServerStats_SetUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName);
bool SteamAPI_ISteamGameServerStats_ClearUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName);
SteamAPICall_t SteamAPI_ISteamGameServerStats_StoreUserStats(ISteamGameServerStats *self, uint64_steamid steamIDUser);

/* ISteamGameServer: logging on, and what the server tells of itself. SetAdvertiseServerActive was EnableHeartbeats up to SDK 1.51. */
void SteamAPI_ISteamGameServer_LogOn(ISteamGameServer *self, const char *pszToken);
void SteamAPI_ISteamGameServer_LogOnAnonymous(ISteamGameServer *self);
void SteamAPI_ISteamGameServer_LogOff(ISteamGameServer *self);
bool SteamAPI_ISteamGameServer_BLoggedOn(ISteamGameServer *self);
bool SteamAPI_ISteamGameServer_BSecure(ISteamGameServer *self);
uint64_steamid SteamAPI_ISteamGameServer_GetSteamID(ISteamGameServer *self);
bool SteamAPI_ISteamGameServer_WasRestartRequested(ISteamGameServer *self);
void SteamAPI_ISteamGameServer_SetProduct(ISteamGameServer *self, const char *pszProduct);
void SteamAPI_ISteamGameServer_SetGameDescription(ISteamGameServer *self, const char *pszGameDescription);
void SteamAPI_ISteamGameServer_SetModDir(ISteamGameServer *self, const char *pszModDir);
void SteamAPI_ISteamGameServer_SetDedicatedServer(ISteamGameServer *self, bool bDedicated);
void SteamAPI_ISteamGameServer_SetMaxPlayerCount(ISteamGameServer *self, int32_t cPlayersMax);
void SteamAPI_ISteamGameServer_SetBotPlayerCount(ISteamGameServer *self, int32_t cBotplayers);
void SteamAPI_ISteamGameServer_SetServerName(ISteamGameServer *self, const char *pszServerName);
void SteamAPI_ISteamGameServer_SetMapName(ISteamGameServer *self, const char *pszMapName);
void SteamAPI_ISteamGameServer_SetPasswordProtected(ISteamGameServer *self, bool bPasswordProtected);
void SteamAPI_ISteamGameServer_SetSpectatorPort(ISteamGameServer *self, uint16_t unSpectatorPort);
void SteamAPI_ISteamGameServer_SetSpectatorServerName(ISteamGameServer *self, const char *pszSpectatorServerName);
void SteamAPI_ISteamGameServer_ClearAllKeyValues(ISteamGameServer *self);
void SteamAPI_ISteamGameServer_SetKeyValue(ISteamGameServer *self, const char *pKey, const char *pValue);
void SteamAPI_ISteamGameServer_SetGameTags(ISteamGameServer *self, const char *pchGameTags);
void SteamAPI_ISteamGameServer_SetGameData(ISteamGameServer *self, const char *pchGameData);
void SteamAPI_ISteamGameServer_SetRegion(ISteamGameServer *self, const char *pszRegion);
void SteamAPI_ISteamGameServer_SetAdvertiseServerActive(ISteamGameServer *self, bool bActive);
void SteamAPI_ISteamGameServer_EnableHeartbeats(ISteamGameServer *self, bool bActive);
SteamIPAddress_t SteamAPI_ISteamGameServer_GetPublicIP(ISteamGameServer *self);

/* ISteamGameServer: the sessions of players. GetAuthSessionTicket takes no identity where the interface is older than v015. */
HAuthTicket SteamAPI_ISteamGameServer_GetAuthSessionTicket(ISteamGameServer *self, void *pTicket, int32_t cbMaxTicket, uint32_t *pcbTicket,
                                                           const SteamNetworkingIdentity *pSnid);
int32_t SteamAPI_ISteamGameServer_BeginAuthSession(ISteamGameServer *self, const void *pAuthTicket, int32_t cbAuthTicket,
                                                   uint64_steamid steamID);
void SteamAPI_ISteamGameServer_EndAuthSession(ISteamGameServer *self, uint64_steamid steamID);
void SteamAPI_ISteamGameServer_CancelAuthTicket(ISteamGameServer *self, HAuthTicket hAuthTicket);
int32_t SteamAPI_ISteamGameServer_UserHasLicenseForApp(ISteamGameServer *self, uint64_steamid steamID, AppId_t appID);
bool SteamAPI_ISteamGameServer_RequestUserGroupStatus(ISteamGameServer *self, uint64_steamid steamIDUser, uint64_steamid steamIDGroup);
SteamAPICall_t SteamAPI_ISteamGameServer_AssociateWithClan(ISteamGameServer *self, uint64_steamid steamIDClan);
SteamAPICall_t SteamAPI_ISteamGameServer_ComputeNewPlayerCompatibility(ISteamGameServer *self, uint64_steamid steamIDNewPlayer);
bool SteamAPI_ISteamGameServer_HandleIncomingPacket(ISteamGameServer *self, const void *pData, int32_t cbData, uint32_t srcIP,
                                                    uint16_t srcPort);
int32_t SteamAPI_ISteamGameServer_GetNextOutgoingPacket(ISteamGameServer *self, void *pOut, int32_t cbMaxOut, uint32_t *pNetAdr,
                                                        uint16_t *pPort);

/* ISteamUtils, the server's and the player's; the last three only a player's program calls */
uint32_t SteamAPI_ISteamUtils_GetAppID(ISteamUtils *self);
uint32_t SteamAPI_ISteamUtils_GetServerRealTime(ISteamUtils *self);
const char *SteamAPI_ISteamUtils_GetIPCountry(ISteamUtils *self);
bool SteamAPI_ISteamUtils_IsAPICallCompleted(ISteamUtils *self, SteamAPICall_t hSteamAPICall, bool *pbFailed);
int32_t SteamAPI_ISteamUtils_GetAPICallFailureReason(ISteamUtils *self, SteamAPICall_t hSteamAPICall);
bool SteamAPI_ISteamUtils_IsOverlayEnabled(ISteamUtils *self);
bool SteamAPI_ISteamUtils_GetImageSize(ISteamUtils *self, int32_t iImage, uint32_t *pnWidth, uint32_t *pnHeight);
bool SteamAPI_ISteamUtils_GetImageRGBA(ISteamUtils *self, int32_t iImage, uint8_t *pubDest, int32_t nDestBufferSize);

/* ISteamUser, ISteamFriends, ISteamApps */
uint64_steamid SteamAPI_ISteamUser_GetSteamID(ISteamUser *self);
bool SteamAPI_ISteamUser_BLoggedOn(ISteamUser *self);
int32_t SteamAPI_ISteamFriends_GetFriendCount(ISteamFriends *self, int32_t iFriendFlags);
uint64_steamid SteamAPI_ISteamFriends_GetFriendByIndex(ISteamFriends *self, int32_t iFriend, int32_t iFriendFlags);
const char *SteamAPI_ISteamFriends_GetFriendPersonaName(ISteamFriends *self, uint64_steamid steamIDFriend);
uint64_steamid SteamAPI_ISteamApps_GetAppOwner(ISteamApps *self);

/* ISteamUserStats: the player's own. RequestCurrentStats is there up to SDK 1.60, the progress limits from 1.49 on. */
bool SteamAPI_ISteamUserStats_RequestCurrentStats(ISteamUserStats *self);
bool SteamAPI_ISteamUserStats_GetStatInt32(ISteamUserStats *self, const char *pchName, int32_t *pData);
bool SteamAPI_ISteamUserStats_GetStatFloat(ISteamUserStats *self, const char *pchName, float *pData);
bool SteamAPI_ISteamUserStats_SetStatInt32(ISteamUserStats *self, const char *pchName, int32_t nData);
bool SteamAPI_ISteamUserStats_SetStatFloat(ISteamUserStats *self, const char *pchName, float fData);
bool SteamAPI_ISteamUserStats_UpdateAvgRateStat(ISteamUserStats *self, const char *pchName, float flCountThisSession, double dSessionLength);
bool SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime(ISteamUserStats *self, const char *pchName, bool *pbAchieved,
                                                          uint32_t *punUnlockTime);
bool SteamAPI_ISteamUserStats_SetAchievement(ISteamUserStats *self, const char *pchName);
bool SteamAPI_ISteamUserStats_ClearAchievement(ISteamUserStats *self, const char *pchName);
bool SteamAPI_ISteamUserStats_IndicateAchievementProgress(ISteamUserStats *self, const char *pchName, uint32_t nCurProgress,
                                                          uint32_t nMaxProgress);
bool SteamAPI_ISteamUserStats_StoreStats(ISteamUserStats *self);
bool SteamAPI_ISteamUserStats_ResetAllStats(ISteamUserStats *self, bool bAchievementsToo);
uint32_t SteamAPI_ISteamUserStats_GetNumAchievements(ISteamUserStats *self);
const char *SteamAPI_ISteamUserStats_GetAchievementName(ISteamUserStats *self, uint32_t iAchievement);
const char *SteamAPI_ISteamUserStats_GetAchievementDisplayAttribute(ISteamUserStats *self, const char *pchName, const char *pchKey);
int32_t SteamAPI_ISteamUserStats_GetAchievementIcon(ISteamUserStats *self, const char *pchName);
bool SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32(ISteamUserStats *self, const char *pchName, int32_t *pnMinProgress,
                                                                int32_t *pnMaxProgress);
bool SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat(ISteamUserStats *self, const char *pchName, float *pfMinProgress,
                                                                float *pfMaxProgress);

/* ISteamUserStats: other users, and everybody together */
SteamAPICall_t SteamAPI_ISteamUserStats_RequestUserStats(ISteamUserStats *self, uint64_steamid steamIDUser);
bool SteamAPI_ISteamUserStats_GetUserStatInt32(ISteamUserStats *self, uint64_steamid steamIDUser, const char *pchName, int32_t *pData);
bool SteamAPI_ISteamUserStats_GetUserStatFloat(ISteamUserStats *self, uint64_steamid steamIDUser, const char *pchName, float *pData);
bool SteamAPI_ISteamUserStats_GetUserAchievementAndUnlockTime(ISteamUserStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                              bool *pbAchieved, uint32_t *punUnlockTime);
SteamAPICall_t SteamAPI_ISteamUserStats_GetNumberOfCurrentPlayers(ISteamUserStats *self);
SteamAPICall_t SteamAPI_ISteamUserStats_RequestGlobalAchievementPercentages(ISteamUserStats *self);
int32_t SteamAPI_ISteamUserStats_GetMostAchievedAchievementInfo(ISteamUserStats *self, char *pchName, uint32_t unNameBufLen,
                                                                float *pflPercent, bool *pbAchieved);
int32_t SteamAPI_ISteamUserStats_GetNextMostAchievedAchievementInfo(ISteamUserStats *self, int32_t iIteratorPrevious, char *pchName,
                                                                    uint32_t unNameBufLen, float *pflPercent, bool *pbAchieved);
bool SteamAPI_ISteamUserStats_GetAchievementAchievedPercent(ISteamUserStats *self, const char *pchName, float *pflPercent);
SteamAPICall_t SteamAPI_ISteamUserStats_RequestGlobalStats(ISteamUserStats *self, int32_t nHistoryDays);
bool SteamAPI_ISteamUserStats_GetGlobalStatInt64(ISteamUserStats *self, const char *pchStatName, int64_t *pData);
bool SteamAPI_ISteamUserStats_GetGlobalStatDouble(ISteamUserStats *self, const char *pchStatName, double *pData);
int32_t SteamAPI_ISteamUserStats_GetGlobalStatHistoryInt64(ISteamUserStats *self, const char *pchStatName, int64_t *pData, uint32_t cubData);
int32_t SteamAPI_ISteamUserStats_GetGlobalStatHistoryDouble(ISteamUserStats *self, const char *pchStatName, double *pData, uint32_t cubData);

/* ISteamUserStats: leaderboards. An entry's bytes (LeaderboardEntry_t) are read in Python too. */
SteamAPICall_t SteamAPI_ISteamUserStats_FindLeaderboard(ISteamUserStats *self, const char *pchLeaderboardName);
SteamAPICall_t SteamAPI_ISteamUserStats_FindOrCreateLeaderboard(ISteamUserStats *self, const char *pchLeaderboardName,
                                                                int32_t eLeaderboardSortMethod, int32_t eLeaderboardDisplayType);
const char *SteamAPI_ISteamUserStats_GetLeaderboardName(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard);
int32_t SteamAPI_ISteamUserStats_GetLeaderboardEntryCount(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard);
int32_t SteamAPI_ISteamUserStats_GetLeaderboardSortMethod(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard);
int32_t SteamAPI_ISteamUserStats_GetLeaderboardDisplayType(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard);
SteamAPICall_t SteamAPI_ISteamUserStats_DownloadLeaderboardEntries(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard,
                                                                   int32_t eLeaderboardDataRequest, int32_t nRangeStart, int32_t nRangeEnd);
SteamAPICall_t SteamAPI_ISteamUserStats_DownloadLeaderboardEntriesForUsers(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard,
                                                                           uint64_steamid *prgUsers, int32_t cUsers);
bool SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(ISteamUserStats *self, SteamLeaderboardEntries_t hSteamLeaderboardEntries,
                                                            int32_t index, void *pLeaderboardEntry, int32_t *pDetails,
                                                            int32_t cDetailsMax);
SteamAPICall_t SteamAPI_ISteamUserStats_UploadLeaderboardScore(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard,
                                                               int32_t eLeaderboardUploadScoreMethod, int32_t nScore,
                                                               const int32_t *pScoreDetails, int32_t cScoreDetailsCount);
SteamAPICall_t SteamAPI_ISteamUserStats_AttachLeaderboardUGC(ISteamUserStats *self, SteamLeaderboard_t hSteamLeaderboard, UGCHandle_t hUGC);
