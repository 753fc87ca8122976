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
typedef struct ISteamRemoteStorage ISteamRemoteStorage;

/* What a friend plays: 24 bytes with these offsets, however Valve packs. */
typedef struct {
  uint64_t m_gameID;
  uint32_t m_unGameIP;
  uint16_t m_usGamePort;
  uint16_t m_usQueryPort;
  uint32_t m_steamIDLobby[2];
} FriendGameInfo_t;

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
ISteamRemoteStorage *SteamAPI_SteamRemoteStorage_v014(void);
ISteamRemoteStorage *SteamAPI_SteamRemoteStorage_v016(void);

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

/* ISteamUser, ISteamApps */
uint64_steamid SteamAPI_ISteamUser_GetSteamID(ISteamUser *self);
bool SteamAPI_ISteamUser_BLoggedOn(ISteamUser *self);
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

/* The groups of a player's program: Apps, Friends, Utils, Remote Storage and User. From here to the end the loopback's functions are made of
 * this file (loopback_groups.py). A comment before a function says which SDKs have it; without one those from 1.48 to 1.65 do. */

/* ISteamApps */
bool SteamAPI_ISteamApps_BGetDLCDataByIndex(ISteamApps *self, int32_t iDLC, AppId_t *pAppID, bool *pbAvailable, char *pchName,
                                            int32_t cchNameBufferSize);
bool SteamAPI_ISteamApps_BIsAppInstalled(ISteamApps *self, AppId_t appID);
bool SteamAPI_ISteamApps_BIsCybercafe(ISteamApps *self);
bool SteamAPI_ISteamApps_BIsDlcInstalled(ISteamApps *self, AppId_t appID);
bool SteamAPI_ISteamApps_BIsLowViolence(ISteamApps *self);
bool SteamAPI_ISteamApps_BIsSubscribed(ISteamApps *self);
bool SteamAPI_ISteamApps_BIsSubscribedApp(ISteamApps *self, AppId_t appID);
bool SteamAPI_ISteamApps_BIsSubscribedFromFamilySharing(ISteamApps *self);
bool SteamAPI_ISteamApps_BIsSubscribedFromFreeWeekend(ISteamApps *self);
/* SDK 1.49 to 1.65 */
bool SteamAPI_ISteamApps_BIsTimedTrial(ISteamApps *self, uint32_t *punSecondsAllowed, uint32_t *punSecondsPlayed);
bool SteamAPI_ISteamApps_BIsVACBanned(ISteamApps *self);
int32_t SteamAPI_ISteamApps_GetAppBuildId(ISteamApps *self);
uint32_t SteamAPI_ISteamApps_GetAppInstallDir(ISteamApps *self, AppId_t appID, char *pchFolder, uint32_t cchFolderBufferSize);
const char *SteamAPI_ISteamApps_GetAvailableGameLanguages(ISteamApps *self);
/* SDK 1.60 to 1.65 */
bool SteamAPI_ISteamApps_GetBetaInfo(ISteamApps *self, int32_t iBetaIndex, uint32_t *punFlags, uint32_t *punBuildID, char *pchBetaName,
                                     int32_t cchBetaName, char *pchDescription, int32_t cchDescription, uint32_t *punLastUpdated);
bool SteamAPI_ISteamApps_GetCurrentBetaName(ISteamApps *self, char *pchName, int32_t cchNameBufferSize);
const char *SteamAPI_ISteamApps_GetCurrentGameLanguage(ISteamApps *self);
int32_t SteamAPI_ISteamApps_GetDLCCount(ISteamApps *self);
bool SteamAPI_ISteamApps_GetDlcDownloadProgress(ISteamApps *self, AppId_t nAppID, uint64_t *punBytesDownloaded,
                                                uint64_t *punBytesTotal);
uint32_t SteamAPI_ISteamApps_GetEarliestPurchaseUnixTime(ISteamApps *self, AppId_t nAppID);
SteamAPICall_t SteamAPI_ISteamApps_GetFileDetails(ISteamApps *self, const char *pszFileName);
uint32_t SteamAPI_ISteamApps_GetInstalledDepots(ISteamApps *self, AppId_t appID, uint32_t *pvecDepots, uint32_t cMaxDepots);
int32_t SteamAPI_ISteamApps_GetLaunchCommandLine(ISteamApps *self, char *pszCommandLine, int32_t cubCommandLine);
const char *SteamAPI_ISteamApps_GetLaunchQueryParam(ISteamApps *self, const char *pchKey);
/* SDK 1.60 to 1.65 */
int32_t SteamAPI_ISteamApps_GetNumBetas(ISteamApps *self, int32_t *pnAvailable, int32_t *pnPrivate);
void SteamAPI_ISteamApps_InstallDLC(ISteamApps *self, AppId_t nAppID);
bool SteamAPI_ISteamApps_MarkContentCorrupt(ISteamApps *self, bool bMissingFilesOnly);
/* SDK 1.60 to 1.65 */
bool SteamAPI_ISteamApps_SetActiveBeta(ISteamApps *self, const char *pchBetaName);
/* SDK 1.55 to 1.65 */
bool SteamAPI_ISteamApps_SetDlcContext(ISteamApps *self, AppId_t nAppID);
void SteamAPI_ISteamApps_UninstallDLC(ISteamApps *self, AppId_t nAppID);

/* ISteamFriends */
void SteamAPI_ISteamFriends_ActivateGameOverlay(ISteamFriends *self, const char *pchDialog);
void SteamAPI_ISteamFriends_ActivateGameOverlayInviteDialog(ISteamFriends *self, uint64_steamid steamIDLobby);
/* SDK 1.51 to 1.65 */
void SteamAPI_ISteamFriends_ActivateGameOverlayInviteDialogConnectString(ISteamFriends *self, const char *pchConnectString);
void SteamAPI_ISteamFriends_ActivateGameOverlayRemotePlayTogetherInviteDialog(ISteamFriends *self, uint64_steamid steamIDLobby);
void SteamAPI_ISteamFriends_ActivateGameOverlayToStore(ISteamFriends *self, AppId_t nAppID, int32_t eFlag);
void SteamAPI_ISteamFriends_ActivateGameOverlayToUser(ISteamFriends *self, const char *pchDialog, uint64_steamid steamID);
void SteamAPI_ISteamFriends_ActivateGameOverlayToWebPage(ISteamFriends *self, const char *pchURL, int32_t eMode);
/* SDK 1.54 to 1.65 */
bool SteamAPI_ISteamFriends_BHasEquippedProfileItem(ISteamFriends *self, uint64_steamid steamID, int32_t itemType);
void SteamAPI_ISteamFriends_ClearRichPresence(ISteamFriends *self);
bool SteamAPI_ISteamFriends_CloseClanChatWindowInSteam(ISteamFriends *self, uint64_steamid steamIDClanChat);
SteamAPICall_t SteamAPI_ISteamFriends_DownloadClanActivityCounts(ISteamFriends *self, uint64_steamid *psteamIDClans,
                                                                 int32_t cClansToRequest);
SteamAPICall_t SteamAPI_ISteamFriends_EnumerateFollowingList(ISteamFriends *self, uint32_t unStartIndex);
uint64_steamid SteamAPI_ISteamFriends_GetChatMemberByIndex(ISteamFriends *self, uint64_steamid steamIDClan, int32_t iUser);
bool SteamAPI_ISteamFriends_GetClanActivityCounts(ISteamFriends *self, uint64_steamid steamIDClan, int32_t *pnOnline, int32_t *pnInGame,
                                                  int32_t *pnChatting);
uint64_steamid SteamAPI_ISteamFriends_GetClanByIndex(ISteamFriends *self, int32_t iClan);
int32_t SteamAPI_ISteamFriends_GetClanChatMemberCount(ISteamFriends *self, uint64_steamid steamIDClan);
int32_t SteamAPI_ISteamFriends_GetClanChatMessage(ISteamFriends *self, uint64_steamid steamIDClanChat, int32_t iMessage, void *prgchText,
                                                  int32_t cchTextMax, int32_t *peChatEntryType, uint64_steamid *psteamidChatter);
int32_t SteamAPI_ISteamFriends_GetClanCount(ISteamFriends *self);
const char *SteamAPI_ISteamFriends_GetClanName(ISteamFriends *self, uint64_steamid steamIDClan);
uint64_steamid SteamAPI_ISteamFriends_GetClanOfficerByIndex(ISteamFriends *self, uint64_steamid steamIDClan, int32_t iOfficer);
int32_t SteamAPI_ISteamFriends_GetClanOfficerCount(ISteamFriends *self, uint64_steamid steamIDClan);
uint64_steamid SteamAPI_ISteamFriends_GetClanOwner(ISteamFriends *self, uint64_steamid steamIDClan);
const char *SteamAPI_ISteamFriends_GetClanTag(ISteamFriends *self, uint64_steamid steamIDClan);
uint64_steamid SteamAPI_ISteamFriends_GetCoplayFriend(ISteamFriends *self, int32_t iCoplayFriend);
int32_t SteamAPI_ISteamFriends_GetCoplayFriendCount(ISteamFriends *self);
SteamAPICall_t SteamAPI_ISteamFriends_GetFollowerCount(ISteamFriends *self, uint64_steamid steamID);
uint64_steamid SteamAPI_ISteamFriends_GetFriendByIndex(ISteamFriends *self, int32_t iFriend, int32_t iFriendFlags);
AppId_t SteamAPI_ISteamFriends_GetFriendCoplayGame(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetFriendCoplayTime(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetFriendCount(ISteamFriends *self, int32_t iFriendFlags);
int32_t SteamAPI_ISteamFriends_GetFriendCountFromSource(ISteamFriends *self, uint64_steamid steamIDSource);
uint64_steamid SteamAPI_ISteamFriends_GetFriendFromSourceByIndex(ISteamFriends *self, uint64_steamid steamIDSource, int32_t iFriend);
bool SteamAPI_ISteamFriends_GetFriendGamePlayed(ISteamFriends *self, uint64_steamid steamIDFriend, FriendGameInfo_t *pFriendGameInfo);
int32_t SteamAPI_ISteamFriends_GetFriendMessage(ISteamFriends *self, uint64_steamid steamIDFriend, int32_t iMessageID, void *pvData,
                                                int32_t cubData, int32_t *peChatEntryType);
const char *SteamAPI_ISteamFriends_GetFriendPersonaName(ISteamFriends *self, uint64_steamid steamIDFriend);
const char *SteamAPI_ISteamFriends_GetFriendPersonaNameHistory(ISteamFriends *self, uint64_steamid steamIDFriend, int32_t iPersonaName);
int32_t SteamAPI_ISteamFriends_GetFriendPersonaState(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetFriendRelationship(ISteamFriends *self, uint64_steamid steamIDFriend);
const char *SteamAPI_ISteamFriends_GetFriendRichPresence(ISteamFriends *self, uint64_steamid steamIDFriend, const char *pchKey);
const char *SteamAPI_ISteamFriends_GetFriendRichPresenceKeyByIndex(ISteamFriends *self, uint64_steamid steamIDFriend, int32_t iKey);
int32_t SteamAPI_ISteamFriends_GetFriendRichPresenceKeyCount(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetFriendSteamLevel(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetFriendsGroupCount(ISteamFriends *self);
int16_t SteamAPI_ISteamFriends_GetFriendsGroupIDByIndex(ISteamFriends *self, int32_t iFG);
int32_t SteamAPI_ISteamFriends_GetFriendsGroupMembersCount(ISteamFriends *self, int16_t friendsGroupID);
void SteamAPI_ISteamFriends_GetFriendsGroupMembersList(ISteamFriends *self, int16_t friendsGroupID, uint64_steamid *pOutSteamIDMembers,
                                                       int32_t nMembersCount);
const char *SteamAPI_ISteamFriends_GetFriendsGroupName(ISteamFriends *self, int16_t friendsGroupID);
int32_t SteamAPI_ISteamFriends_GetLargeFriendAvatar(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetMediumFriendAvatar(ISteamFriends *self, uint64_steamid steamIDFriend);
int32_t SteamAPI_ISteamFriends_GetNumChatsWithUnreadPriorityMessages(ISteamFriends *self);
const char *SteamAPI_ISteamFriends_GetPersonaName(ISteamFriends *self);
int32_t SteamAPI_ISteamFriends_GetPersonaState(ISteamFriends *self);
const char *SteamAPI_ISteamFriends_GetPlayerNickname(ISteamFriends *self, uint64_steamid steamIDPlayer);
/* SDK 1.54 to 1.65 */
const char *SteamAPI_ISteamFriends_GetProfileItemPropertyString(ISteamFriends *self, uint64_steamid steamID, int32_t itemType,
                                                                int32_t prop);
/* SDK 1.54 to 1.65 */
uint32_t SteamAPI_ISteamFriends_GetProfileItemPropertyUint(ISteamFriends *self, uint64_steamid steamID, int32_t itemType, int32_t prop);
int32_t SteamAPI_ISteamFriends_GetSmallFriendAvatar(ISteamFriends *self, uint64_steamid steamIDFriend);
/* SDK 1.48 to 1.61 */
uint32_t SteamAPI_ISteamFriends_GetUserRestrictions(ISteamFriends *self);
bool SteamAPI_ISteamFriends_HasFriend(ISteamFriends *self, uint64_steamid steamIDFriend, int32_t iFriendFlags);
bool SteamAPI_ISteamFriends_InviteUserToGame(ISteamFriends *self, uint64_steamid steamIDFriend, const char *pchConnectString);
bool SteamAPI_ISteamFriends_IsClanChatAdmin(ISteamFriends *self, uint64_steamid steamIDClanChat, uint64_steamid steamIDUser);
bool SteamAPI_ISteamFriends_IsClanChatWindowOpenInSteam(ISteamFriends *self, uint64_steamid steamIDClanChat);
bool SteamAPI_ISteamFriends_IsClanOfficialGameGroup(ISteamFriends *self, uint64_steamid steamIDClan);
bool SteamAPI_ISteamFriends_IsClanPublic(ISteamFriends *self, uint64_steamid steamIDClan);
SteamAPICall_t SteamAPI_ISteamFriends_IsFollowing(ISteamFriends *self, uint64_steamid steamID);
bool SteamAPI_ISteamFriends_IsUserInSource(ISteamFriends *self, uint64_steamid steamIDUser, uint64_steamid steamIDSource);
SteamAPICall_t SteamAPI_ISteamFriends_JoinClanChatRoom(ISteamFriends *self, uint64_steamid steamIDClan);
bool SteamAPI_ISteamFriends_LeaveClanChatRoom(ISteamFriends *self, uint64_steamid steamIDClan);
bool SteamAPI_ISteamFriends_OpenClanChatWindowInSteam(ISteamFriends *self, uint64_steamid steamIDClanChat);
/* SDK 1.49 to 1.65 */
bool SteamAPI_ISteamFriends_RegisterProtocolInOverlayBrowser(ISteamFriends *self, const char *pchProtocol);
bool SteamAPI_ISteamFriends_ReplyToFriendMessage(ISteamFriends *self, uint64_steamid steamIDFriend, const char *pchMsgToSend);
SteamAPICall_t SteamAPI_ISteamFriends_RequestClanOfficerList(ISteamFriends *self, uint64_steamid steamIDClan);
/* SDK 1.54 to 1.65 */
SteamAPICall_t SteamAPI_ISteamFriends_RequestEquippedProfileItems(ISteamFriends *self, uint64_steamid steamID);
void SteamAPI_ISteamFriends_RequestFriendRichPresence(ISteamFriends *self, uint64_steamid steamIDFriend);
bool SteamAPI_ISteamFriends_RequestUserInformation(ISteamFriends *self, uint64_steamid steamIDUser, bool bRequireNameOnly);
bool SteamAPI_ISteamFriends_SendClanChatMessage(ISteamFriends *self, uint64_steamid steamIDClanChat, const char *pchText);
void SteamAPI_ISteamFriends_SetInGameVoiceSpeaking(ISteamFriends *self, uint64_steamid steamIDUser, bool bSpeaking);
bool SteamAPI_ISteamFriends_SetListenForFriendsMessages(ISteamFriends *self, bool bInterceptEnabled);
/* SDK 1.48 to 1.61 */
SteamAPICall_t SteamAPI_ISteamFriends_SetPersonaName(ISteamFriends *self, const char *pchPersonaName);
void SteamAPI_ISteamFriends_SetPlayedWith(ISteamFriends *self, uint64_steamid steamIDUserPlayedWith);
bool SteamAPI_ISteamFriends_SetRichPresence(ISteamFriends *self, const char *pchKey, const char *pchValue);

/* ISteamUtils */
bool SteamAPI_ISteamUtils_BOverlayNeedsPresent(ISteamUtils *self);
SteamAPICall_t SteamAPI_ISteamUtils_CheckFileSignature(ISteamUtils *self, const char *szFileName);
/* SDK 1.53 to 1.65 */
bool SteamAPI_ISteamUtils_DismissFloatingGamepadTextInput(ISteamUtils *self);
/* SDK 1.59 to 1.65 */
bool SteamAPI_ISteamUtils_DismissGamepadTextInput(ISteamUtils *self);
int32_t SteamAPI_ISteamUtils_FilterText(ISteamUtils *self, int32_t eContext, uint64_steamid sourceSteamID, const char *pchInputMessage,
                                        char *pchOutFilteredText, uint32_t nByteSizeOutFilteredText);
int32_t SteamAPI_ISteamUtils_GetConnectedUniverse(ISteamUtils *self);
uint8_t SteamAPI_ISteamUtils_GetCurrentBatteryPower(ISteamUtils *self);
bool SteamAPI_ISteamUtils_GetEnteredGamepadTextInput(ISteamUtils *self, char *pchText, uint32_t cchText);
uint32_t SteamAPI_ISteamUtils_GetEnteredGamepadTextLength(ISteamUtils *self);
uint32_t SteamAPI_ISteamUtils_GetIPCCallCount(ISteamUtils *self);
int32_t SteamAPI_ISteamUtils_GetIPv6ConnectivityState(ISteamUtils *self, int32_t eProtocol);
uint32_t SteamAPI_ISteamUtils_GetSecondsSinceAppActive(ISteamUtils *self);
uint32_t SteamAPI_ISteamUtils_GetSecondsSinceComputerActive(ISteamUtils *self);
const char *SteamAPI_ISteamUtils_GetSteamUILanguage(ISteamUtils *self);
bool SteamAPI_ISteamUtils_InitFilterText(ISteamUtils *self, uint32_t unFilterOptions);
bool SteamAPI_ISteamUtils_IsSteamChinaLauncher(ISteamUtils *self);
bool SteamAPI_ISteamUtils_IsSteamInBigPictureMode(ISteamUtils *self);
bool SteamAPI_ISteamUtils_IsSteamRunningInVR(ISteamUtils *self);
/* SDK 1.52 to 1.64 */
bool SteamAPI_ISteamUtils_IsSteamRunningOnSteamDeck(ISteamUtils *self);
bool SteamAPI_ISteamUtils_IsVRHeadsetStreamingEnabled(ISteamUtils *self);
/* SDK 1.52 to 1.65 */
void SteamAPI_ISteamUtils_SetGameLauncherMode(ISteamUtils *self, bool bLauncherMode);
void SteamAPI_ISteamUtils_SetOverlayNotificationInset(ISteamUtils *self, int32_t nHorizontalInset, int32_t nVerticalInset);
void SteamAPI_ISteamUtils_SetOverlayNotificationPosition(ISteamUtils *self, int32_t eNotificationPosition);
void SteamAPI_ISteamUtils_SetVRHeadsetStreamingEnabled(ISteamUtils *self, bool bEnabled);
/* SDK 1.53 to 1.65 */
bool SteamAPI_ISteamUtils_ShowFloatingGamepadTextInput(ISteamUtils *self, int32_t eKeyboardMode, int32_t nTextFieldXPosition,
                                                       int32_t nTextFieldYPosition, int32_t nTextFieldWidth, int32_t nTextFieldHeight);
bool SteamAPI_ISteamUtils_ShowGamepadTextInput(ISteamUtils *self, int32_t eInputMode, int32_t eLineInputMode, const char *pchDescription,
                                               uint32_t unCharMax, const char *pchExistingText);
void SteamAPI_ISteamUtils_StartVRDashboard(ISteamUtils *self);

/* ISteamRemoteStorage */
/* SDK 1.52 to 1.65 */
bool SteamAPI_ISteamRemoteStorage_BeginFileWriteBatch(ISteamRemoteStorage *self);
/* SDK 1.52 to 1.65 */
bool SteamAPI_ISteamRemoteStorage_EndFileWriteBatch(ISteamRemoteStorage *self);
bool SteamAPI_ISteamRemoteStorage_FileDelete(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_FileExists(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_FileForget(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_FilePersisted(ISteamRemoteStorage *self, const char *pchFile);
int32_t SteamAPI_ISteamRemoteStorage_FileRead(ISteamRemoteStorage *self, const char *pchFile, void *pvData, int32_t cubDataToRead);
SteamAPICall_t SteamAPI_ISteamRemoteStorage_FileReadAsync(ISteamRemoteStorage *self, const char *pchFile, uint32_t nOffset,
                                                          uint32_t cubToRead);
bool SteamAPI_ISteamRemoteStorage_FileReadAsyncComplete(ISteamRemoteStorage *self, SteamAPICall_t hReadCall, void *pvBuffer,
                                                        uint32_t cubToRead);
SteamAPICall_t SteamAPI_ISteamRemoteStorage_FileShare(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_FileWrite(ISteamRemoteStorage *self, const char *pchFile, const void *pvData, int32_t cubData);
SteamAPICall_t SteamAPI_ISteamRemoteStorage_FileWriteAsync(ISteamRemoteStorage *self, const char *pchFile, const void *pvData,
                                                           uint32_t cubData);
bool SteamAPI_ISteamRemoteStorage_FileWriteStreamCancel(ISteamRemoteStorage *self, uint64_t writeHandle);
bool SteamAPI_ISteamRemoteStorage_FileWriteStreamClose(ISteamRemoteStorage *self, uint64_t writeHandle);
uint64_t SteamAPI_ISteamRemoteStorage_FileWriteStreamOpen(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_FileWriteStreamWriteChunk(ISteamRemoteStorage *self, uint64_t writeHandle, const void *pvData,
                                                            int32_t cubData);
int32_t SteamAPI_ISteamRemoteStorage_GetCachedUGCCount(ISteamRemoteStorage *self);
UGCHandle_t SteamAPI_ISteamRemoteStorage_GetCachedUGCHandle(ISteamRemoteStorage *self, int32_t iCachedContent);
int32_t SteamAPI_ISteamRemoteStorage_GetFileCount(ISteamRemoteStorage *self);
const char *SteamAPI_ISteamRemoteStorage_GetFileNameAndSize(ISteamRemoteStorage *self, int32_t iFile, int32_t *pnFileSizeInBytes);
int32_t SteamAPI_ISteamRemoteStorage_GetFileSize(ISteamRemoteStorage *self, const char *pchFile);
int64_t SteamAPI_ISteamRemoteStorage_GetFileTimestamp(ISteamRemoteStorage *self, const char *pchFile);
/* SDK 1.52 to 1.65 */
const char *SteamAPI_ISteamRemoteStorage_GetLocalFileChange(ISteamRemoteStorage *self, int32_t iFile, int32_t *pEChangeType,
                                                            int32_t *pEFilePathType);
/* SDK 1.52 to 1.65 */
int32_t SteamAPI_ISteamRemoteStorage_GetLocalFileChangeCount(ISteamRemoteStorage *self);
bool SteamAPI_ISteamRemoteStorage_GetQuota(ISteamRemoteStorage *self, uint64_t *pnTotalBytes, uint64_t *puAvailableBytes);
int32_t SteamAPI_ISteamRemoteStorage_GetSyncPlatforms(ISteamRemoteStorage *self, const char *pchFile);
bool SteamAPI_ISteamRemoteStorage_GetUGCDetails(ISteamRemoteStorage *self, UGCHandle_t hContent, AppId_t *pnAppID, char **ppchName,
                                                int32_t *pnFileSizeInBytes, uint64_steamid *pSteamIDOwner);
bool SteamAPI_ISteamRemoteStorage_GetUGCDownloadProgress(ISteamRemoteStorage *self, UGCHandle_t hContent, int32_t *pnBytesDownloaded,
                                                         int32_t *pnBytesExpected);
bool SteamAPI_ISteamRemoteStorage_IsCloudEnabledForAccount(ISteamRemoteStorage *self);
bool SteamAPI_ISteamRemoteStorage_IsCloudEnabledForApp(ISteamRemoteStorage *self);
void SteamAPI_ISteamRemoteStorage_SetCloudEnabledForApp(ISteamRemoteStorage *self, bool bEnabled);
bool SteamAPI_ISteamRemoteStorage_SetSyncPlatforms(ISteamRemoteStorage *self, const char *pchFile, int32_t eRemoteStoragePlatform);
SteamAPICall_t SteamAPI_ISteamRemoteStorage_UGCDownload(ISteamRemoteStorage *self, UGCHandle_t hContent, uint32_t unPriority);
SteamAPICall_t SteamAPI_ISteamRemoteStorage_UGCDownloadToLocation(ISteamRemoteStorage *self, UGCHandle_t hContent,
                                                                  const char *pchLocation, uint32_t unPriority);
int32_t SteamAPI_ISteamRemoteStorage_UGCRead(ISteamRemoteStorage *self, UGCHandle_t hContent, void *pvData, int32_t cubDataToRead,
                                             uint32_t cOffset, int32_t eAction);

/* ISteamUser */
void SteamAPI_ISteamUser_AdvertiseGame(ISteamUser *self, uint64_steamid steamIDGameServer, uint32_t unIPServer, uint16_t usPortServer);
bool SteamAPI_ISteamUser_BIsBehindNAT(ISteamUser *self);
bool SteamAPI_ISteamUser_BIsPhoneIdentifying(ISteamUser *self);
bool SteamAPI_ISteamUser_BIsPhoneRequiringVerification(ISteamUser *self);
bool SteamAPI_ISteamUser_BIsPhoneVerified(ISteamUser *self);
bool SteamAPI_ISteamUser_BIsTwoFactorEnabled(ISteamUser *self);
/* SDK 1.49 to 1.65 */
bool SteamAPI_ISteamUser_BSetDurationControlOnlineState(ISteamUser *self, int32_t eNewState);
int32_t SteamAPI_ISteamUser_BeginAuthSession(ISteamUser *self, const void *pAuthTicket, int32_t cbAuthTicket, uint64_steamid steamID);
void SteamAPI_ISteamUser_CancelAuthTicket(ISteamUser *self, HAuthTicket hAuthTicket);
void SteamAPI_ISteamUser_EndAuthSession(ISteamUser *self, uint64_steamid steamID);
HAuthTicket SteamAPI_ISteamUser_GetAuthSessionTicket(ISteamUser *self, void *pTicket, int32_t cbMaxTicket, uint32_t *pcbTicket,
                                                     const SteamNetworkingIdentity *pSteamNetworkingIdentity);
/* SDK 1.57 to 1.65 */
HAuthTicket SteamAPI_ISteamUser_GetAuthTicketForWebApi(ISteamUser *self, const char *pchIdentity);
SteamAPICall_t SteamAPI_ISteamUser_GetDurationControl(ISteamUser *self);
bool SteamAPI_ISteamUser_GetEncryptedAppTicket(ISteamUser *self, void *pTicket, int32_t cbMaxTicket, uint32_t *pcbTicket);
int32_t SteamAPI_ISteamUser_GetGameBadgeLevel(ISteamUser *self, int32_t nSeries, bool bFoil);
SteamAPICall_t SteamAPI_ISteamUser_GetMarketEligibility(ISteamUser *self);
int32_t SteamAPI_ISteamUser_GetPlayerSteamLevel(ISteamUser *self);
bool SteamAPI_ISteamUser_GetUserDataFolder(ISteamUser *self, char *pchBuffer, int32_t cubBuffer);
/* SDK 1.48 to 1.51 */
int32_t SteamAPI_ISteamUser_InitiateGameConnection(ISteamUser *self, void *pAuthBlob, int32_t cbMaxAuthBlob,
                                                   uint64_steamid steamIDGameServer, uint32_t unIPServer, uint16_t usPortServer,
                                                   bool bSecure);
/* SDK 1.52 to 1.65 */
int32_t SteamAPI_ISteamUser_InitiateGameConnection_DEPRECATED(ISteamUser *self, void *pAuthBlob, int32_t cbMaxAuthBlob,
                                                              uint64_steamid steamIDGameServer, uint32_t unIPServer,
                                                              uint16_t usPortServer, bool bSecure);
SteamAPICall_t SteamAPI_ISteamUser_RequestEncryptedAppTicket(ISteamUser *self, void *pDataToInclude, int32_t cbDataToInclude);
SteamAPICall_t SteamAPI_ISteamUser_RequestStoreAuthURL(ISteamUser *self, const char *pchRedirectURL);
/* SDK 1.48 to 1.51 */
void SteamAPI_ISteamUser_TerminateGameConnection(ISteamUser *self, uint32_t unIPServer, uint16_t usPortServer);
/* SDK 1.52 to 1.65 */
void SteamAPI_ISteamUser_TerminateGameConnection_DEPRECATED(ISteamUser *self, uint32_t unIPServer, uint16_t usPortServer);
int32_t SteamAPI_ISteamUser_UserHasLicenseForApp(ISteamUser *self, uint64_steamid steamID, AppId_t appID);
