/* A libsteam_api that does nothing, for measuring what lies between Python and Valve's library.
 *
 * Rules: every function that a server needs is there; a set is true, a get gives 7, and stub_arm(n) lets the next frame bring n call results
 * of stats, each to be fetched, as Steam sends them.
 */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "steam_flat.h"

static int armed;
static uint8_t completed[16];
static char thing;

void stub_arm(int count) { armed = count; }

int32_t SteamInternal_GameServer_Init_V2(uint32_t unIP, uint16_t usGamePort, uint16_t usQueryPort, int32_t eServerMode,
                                         const char *pchVersionString, const char *pszInternalCheckInterfaceVersions, char *pOutErrMsg) {
  (void)unIP, (void)usGamePort, (void)usQueryPort, (void)eServerMode, (void)pchVersionString, (void)pszInternalCheckInterfaceVersions;
  pOutErrMsg[0] = 0;
  return 0;
}
void SteamGameServer_Shutdown(void) {}
HSteamPipe SteamGameServer_GetHSteamPipe(void) { return 1; }
void SteamAPI_ManualDispatch_Init(void) {}
void SteamAPI_ManualDispatch_RunFrame(HSteamPipe hSteamPipe) { (void)hSteamPipe; }
void SteamAPI_ManualDispatch_FreeLastCallback(HSteamPipe hSteamPipe) { (void)hSteamPipe; }
bool SteamAPI_ManualDispatch_GetNextCallback(HSteamPipe hSteamPipe, CallbackMsg_t *pCallbackMsg) {
  if (!armed) return false;
  uint64_t call = 0xF000000000000000u + (uint64_t)armed--;
  int32_t kind = 1800;
  uint32_t size = 12;
  memcpy(completed, &call, 8);
  memcpy(completed + 8, &kind, 4);
  memcpy(completed + 12, &size, 4);
  pCallbackMsg->m_hSteamUser = hSteamPipe;
  pCallbackMsg->m_iCallback = 703;
  pCallbackMsg->m_pubParam = completed;
  pCallbackMsg->m_cubParam = 16;
  return true;
}
bool SteamAPI_ManualDispatch_GetAPICallResult(HSteamPipe hSteamPipe, SteamAPICall_t hSteamAPICall, void *pCallback, int32_t cubCallback,
                                              int32_t iCallbackExpected, bool *pbFailed) {
  (void)hSteamPipe, (void)iCallbackExpected, (void)cubCallback;
  int32_t result = 1;
  uint64_t user = 76561197960287931u + hSteamAPICall % 1000;
  memcpy(pCallback, &result, 4);
  memcpy((char *)pCallback + 4, &user, 8);
  *pbFailed = false;
  return true;
}
ISteamGameServer *SteamAPI_SteamGameServer_v015(void) { return (ISteamGameServer *)&thing; }
ISteamGameServerStats *SteamAPI_SteamGameServerStats_v001(void) { return (ISteamGameServerStats *)&thing; }
ISteamUtils *SteamAPI_SteamGameServerUtils_v011(void) { return (ISteamUtils *)&thing; }
bool SteamAPI_ISteamUtils_IsAPICallCompleted(ISteamUtils *self, SteamAPICall_t hSteamAPICall, bool *pbFailed) {
  (void)self, (void)hSteamAPICall;
  *pbFailed = false;
  return false;
}
SteamAPICall_t SteamAPI_ISteamGameServerStats_RequestUserStats(ISteamGameServerStats *self, uint64_steamid steamIDUser) {
  (void)self;
  return steamIDUser;
}
SteamAPICall_t SteamAPI_ISteamGameServerStats_StoreUserStats(ISteamGameServerStats *self, uint64_steamid steamIDUser) {
  (void)self;
  return steamIDUser;
}
bool SteamAPI_ISteamGameServerStats_GetUserStatInt32(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     int32_t *pData) {
  (void)self, (void)steamIDUser, (void)pchName;
  *pData = 7;
  return true;
}
bool SteamAPI_ISteamGameServerStats_GetUserStatFloat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     float *pData) {
  (void)self, (void)steamIDUser, (void)pchName;
  *pData = 7;
  return true;
}
bool SteamAPI_ISteamGameServerStats_GetUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                       bool *pbAchieved) {
  (void)self, (void)steamIDUser, (void)pchName;
  *pbAchieved = true;
  return true;
}
bool SteamAPI_ISteamGameServerStats_SetUserStatInt32(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     int32_t nData) {
  (void)self, (void)steamIDUser, (void)pchName, (void)nData;
  return true;
}
bool SteamAPI_ISteamGameServerStats_SetUserStatFloat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                     float fData) {
  (void)self, (void)steamIDUser, (void)pchName, (void)fData;
  return true;
}
bool SteamAPI_ISteamGameServerStats_UpdateUserAvgRateStat(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName,
                                                          float flCountThisSession, double dSessionLength) {
  (void)self, (void)steamIDUser, (void)pchName, (void)flCountThisSession, (void)dSessionLength;
  return true;
}
bool SteamAPI_ISteamGameServerStats_SetUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName) {
  (void)self, (void)steamIDUser, (void)pchName;
  return true;
}
bool SteamAPI_ISteamGameServerStats_ClearUserAchievement(ISteamGameServerStats *self, uint64_steamid steamIDUser, const char *pchName) {
  (void)self, (void)steamIDUser, (void)pchName;
  return true;
}
bool SteamAPI_ISteamGameServer_BLoggedOn(ISteamGameServer *self) {
  (void)self;
  return true;
}
