/* The part of Valve's flat C API that we call, declared by us. cffi reads this file and the C files include it, so the compiler checks
 * both against the very same declarations.
 *
 * Rules: plain C declarations and integer #defines only, for cffi has no preprocessor. <stdbool.h> and <stdint.h> come before it. Names,
 * arguments and types are Valve's; ids and call handles are unsigned 64-bit numbers; a callback's bytes are read elsewhere
 * (steam_nodes/steam/native/layouts.py), because their packing differs between systems.
 */

typedef int32_t HSteamPipe;
typedef int32_t HSteamUser;
typedef uint64_t SteamAPICall_t;
typedef uint64_t uint64_steamid;
typedef uint32_t HAuthTicket;
typedef uint32_t AppId_t;
typedef char SteamErrMsg[1024];

typedef struct ISteamGameServer ISteamGameServer;
typedef struct ISteamGameServerStats ISteamGameServerStats;
typedef struct ISteamUtils ISteamUtils;

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

/* ISteamUtils, the server's */
uint32_t SteamAPI_ISteamUtils_GetAppID(ISteamUtils *self);
uint32_t SteamAPI_ISteamUtils_GetServerRealTime(ISteamUtils *self);
const char *SteamAPI_ISteamUtils_GetIPCountry(ISteamUtils *self);
bool SteamAPI_ISteamUtils_IsAPICallCompleted(ISteamUtils *self, SteamAPICall_t hSteamAPICall, bool *pbFailed);
int32_t SteamAPI_ISteamUtils_GetAPICallFailureReason(ISteamUtils *self, SteamAPICall_t hSteamAPICall);
