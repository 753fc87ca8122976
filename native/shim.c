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

/* A slot for each function of steam_flat.h and the function that calls what is in it: made by forwards.py. */
#include "steam_forwards.h"

#define NAMES (sizeof names / sizeof names[0])

static int32_t version_of_game_server = 15;

/* By hand: its arguments differ by version. */
HAuthTicket SteamAPI_ISteamGameServer_GetAuthSessionTicket(ISteamGameServer *self, void *pTicket, int32_t cbMaxTicket, uint32_t *pcbTicket,
                                                           const SteamNetworkingIdentity *pSnid) {
  if (!self || !slot.SteamAPI_ISteamGameServer_GetAuthSessionTicket) return 0;
  if (version_of_game_server >= 15) return slot.SteamAPI_ISteamGameServer_GetAuthSessionTicket(self, pTicket, cbMaxTicket, pcbTicket, pSnid);
  HAuthTicket (*old)(ISteamGameServer *, void *, int32_t, uint32_t *);
  memcpy(&old, &slot.SteamAPI_ISteamGameServer_GetAuthSessionTicket, sizeof old);
  return old(self, pTicket, cbMaxTicket, pcbTicket);
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
