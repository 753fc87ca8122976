"""The enums and constants of people on Steam, with GodotSteam's names and Valve's numbers.

Rules: those of steam/enums.py: each enum exists nested under its own name and flat on the singleton; a constant names Valve's own.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class AvatarSizes(IntEnum):
    """The three sizes of an avatar: 32, 64 and 184 pixels a side.

    GodotSteam's own: Valve has a call for each size.
    """

    SMALL = 1
    MEDIUM = 2
    LARGE = 3

    AVATAR_SMALL = SMALL
    AVATAR_MEDIUM = MEDIUM
    AVATAR_LARGE = LARGE


class CommunityProfileItemProperty(IntEnum):
    """What can be asked of an item of a profile.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ECommunityProfileItemProperty.
    """

    IMAGE_SMALL = 0
    IMAGE_LARGE = 1
    INTERNAL_NAME = 2
    TITLE = 3
    DESCRIPTION = 4
    APP_ID = 5
    TYPE_ID = 6
    CLASS = 7
    MOVIE_WEBM = 8
    MOVIE_MP4 = 9
    MOVIE_WEBM_SMALL = 10
    MOVIE_MP4_SMALL = 11

    PROFILE_ITEM_PROPERTY_IMAGE_SMALL = IMAGE_SMALL
    PROFILE_ITEM_PROPERTY_IMAGE_LARGE = IMAGE_LARGE
    PROFILE_ITEM_PROPERTY_INTERNAL_NAME = INTERNAL_NAME
    PROFILE_ITEM_PROPERTY_TITLE = TITLE
    PROFILE_ITEM_PROPERTY_DESCRIPTION = DESCRIPTION
    PROFILE_ITEM_PROPERTY_APP_ID = APP_ID
    PROFILE_ITEM_PROPERTY_TYPE_ID = TYPE_ID
    PROFILE_ITEM_PROPERTY_CLASS = CLASS
    PROFILE_ITEM_PROPERTY_MOVIE_WEBM = MOVIE_WEBM
    PROFILE_ITEM_PROPERTY_MOVIE_MP4 = MOVIE_MP4
    PROFILE_ITEM_PROPERTY_MOVIE_WEBM_SMALL = MOVIE_WEBM_SMALL
    PROFILE_ITEM_PROPERTY_MOVIE_MP4_SMALL = MOVIE_MP4_SMALL


class CommunityProfileItemType(IntEnum):
    """The places of a profile that hold an item.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ECommunityProfileItemType.
    """

    ANIMATED_AVATAR = 0
    AVATAR_FRAME = 1
    PROFILE_MODIFIER = 2
    PROFILE_BACKGROUND = 3
    MINI_PROFILE_BACKGROUND = 4

    PROFILE_ITEM_TYPE_ANIMATED_AVATAR = ANIMATED_AVATAR
    PROFILE_ITEM_TYPE_AVATAR_FRAME = AVATAR_FRAME
    PROFILE_ITEM_TYPE_PROFILE_MODIFIER = PROFILE_MODIFIER
    PROFILE_ITEM_TYPE_PROFILE_BACKGROUND = PROFILE_BACKGROUND
    PROFILE_ITEM_TYPE_MINI_PROFILE_BACKGROUND = MINI_PROFILE_BACKGROUND


class FriendFlags(IntEnum):
    """Which people are meant, as bits.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EFriendFlags.
    """

    NONE = 0
    BLOCKED = 1
    FRIENDSHIP_REQUESTED = 2
    IMMEDIATE = 4
    CLAN_MEMBER = 8
    ON_GAME_SERVER = 16
    REQUESTING_FRIENDSHIP = 128
    REQUESTING_INFO = 256
    IGNORED = 512
    IGNORED_FRIEND = 1024
    CHAT_MEMBER = 4096
    ALL = 65535

    FRIEND_FLAG_NONE = NONE
    FRIEND_FLAG_BLOCKED = BLOCKED
    FRIEND_FLAG_FRIENDSHIP_REQUESTED = FRIENDSHIP_REQUESTED
    FRIEND_FLAG_IMMEDIATE = IMMEDIATE
    FRIEND_FLAG_CLAN_MEMBER = CLAN_MEMBER
    FRIEND_FLAG_ON_GAME_SERVER = ON_GAME_SERVER
    FRIEND_FLAG_REQUESTING_FRIENDSHIP = REQUESTING_FRIENDSHIP
    FRIEND_FLAG_REQUESTING_INFO = REQUESTING_INFO
    FRIEND_FLAG_IGNORED = IGNORED
    FRIEND_FLAG_IGNORED_FRIEND = IGNORED_FRIEND
    FRIEND_FLAG_CHAT_MEMBER = CHAT_MEMBER
    FRIEND_FLAG_ALL = ALL


class FriendRelationship(IntEnum):
    """What somebody is to the player.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EFriendRelationship.
    """

    NONE = 0
    BLOCKED = 1
    REQUEST_RECIPIENT = 2
    FRIEND = 3
    REQUEST_INITIATOR = 4
    IGNORED = 5
    IGNORED_FRIEND = 6
    SUGGESTED = 7
    MAX = 8

    FRIEND_RELATION_NONE = NONE
    FRIEND_RELATION_BLOCKED = BLOCKED
    FRIEND_RELATION_REQUEST_RECIPIENT = REQUEST_RECIPIENT
    FRIEND_RELATION_FRIEND = FRIEND
    FRIEND_RELATION_REQUEST_INITIATOR = REQUEST_INITIATOR
    FRIEND_RELATION_IGNORED = IGNORED
    FRIEND_RELATION_IGNORED_FRIEND = IGNORED_FRIEND
    FRIEND_RELATION_SUGGESTED = SUGGESTED
    FRIEND_RELATION_MAX = MAX


class PersonaChange(IntEnum):
    """What has changed about a person, as bits.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EPersonaChange.
    """

    NAME = 1
    STATUS = 2
    COME_ONLINE = 4
    GONE_OFFLINE = 8
    GAME_PLAYED = 16
    GAME_SERVER = 32
    AVATAR = 64
    JOINED_SOURCE = 128
    LEFT_SOURCE = 256
    RELATIONSHIP_CHANGED = 512
    NAME_FIRST_SET = 1024
    FACEBOOK_INFO = 2048
    NICKNAME = 4096
    STEAM_LEVEL = 8192
    RICH_PRESENCE = 16384

    PERSONA_CHANGE_NAME = NAME
    PERSONA_CHANGE_STATUS = STATUS
    PERSONA_CHANGE_COME_ONLINE = COME_ONLINE
    PERSONA_CHANGE_GONE_OFFLINE = GONE_OFFLINE
    PERSONA_CHANGE_GAME_PLAYED = GAME_PLAYED
    PERSONA_CHANGE_GAME_SERVER = GAME_SERVER
    PERSONA_CHANGE_AVATAR = AVATAR
    PERSONA_CHANGE_JOINED_SOURCE = JOINED_SOURCE
    PERSONA_CHANGE_LEFT_SOURCE = LEFT_SOURCE
    PERSONA_CHANGE_RELATIONSHIP_CHANGED = RELATIONSHIP_CHANGED
    PERSONA_CHANGE_NAME_FIRST_SET = NAME_FIRST_SET
    PERSONA_CHANGE_FACEBOOK_INFO = FACEBOOK_INFO
    PERSONA_CHANGE_NICKNAME = NICKNAME
    PERSONA_CHANGE_STEAM_LEVEL = STEAM_LEVEL
    PERSONA_CHANGE_RICH_PRESENCE = RICH_PRESENCE


class PersonaState(IntEnum):
    """How a person shows themself.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EPersonaState.
    """

    OFFLINE = 0
    ONLINE = 1
    BUSY = 2
    AWAY = 3
    SNOOZE = 4
    LOOKING_TO_TRADE = 5
    LOOKING_TO_PLAY = 6
    INVISIBLE = 7
    MAX = 8

    PERSONA_STATE_OFFLINE = OFFLINE
    PERSONA_STATE_ONLINE = ONLINE
    PERSONA_STATE_BUSY = BUSY
    PERSONA_STATE_AWAY = AWAY
    PERSONA_STATE_SNOOZE = SNOOZE
    PERSONA_STATE_LOOKING_TO_TRADE = LOOKING_TO_TRADE
    PERSONA_STATE_LOOKING_TO_PLAY = LOOKING_TO_PLAY
    PERSONA_STATE_INVISIBLE = INVISIBLE
    PERSONA_STATE_MAX = MAX


class PeopleNames:
    """The enums and constants of people under GodotSteam's flat names.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#constants.
    """

    AVATAR_SMALL: Final = AvatarSizes.SMALL
    AVATAR_MEDIUM: Final = AvatarSizes.MEDIUM
    AVATAR_LARGE: Final = AvatarSizes.LARGE

    PROFILE_ITEM_PROPERTY_IMAGE_SMALL: Final = CommunityProfileItemProperty.IMAGE_SMALL
    PROFILE_ITEM_PROPERTY_IMAGE_LARGE: Final = CommunityProfileItemProperty.IMAGE_LARGE
    PROFILE_ITEM_PROPERTY_INTERNAL_NAME: Final = CommunityProfileItemProperty.INTERNAL_NAME
    PROFILE_ITEM_PROPERTY_TITLE: Final = CommunityProfileItemProperty.TITLE
    PROFILE_ITEM_PROPERTY_DESCRIPTION: Final = CommunityProfileItemProperty.DESCRIPTION
    PROFILE_ITEM_PROPERTY_APP_ID: Final = CommunityProfileItemProperty.APP_ID
    PROFILE_ITEM_PROPERTY_TYPE_ID: Final = CommunityProfileItemProperty.TYPE_ID
    PROFILE_ITEM_PROPERTY_CLASS: Final = CommunityProfileItemProperty.CLASS
    PROFILE_ITEM_PROPERTY_MOVIE_WEBM: Final = CommunityProfileItemProperty.MOVIE_WEBM
    PROFILE_ITEM_PROPERTY_MOVIE_MP4: Final = CommunityProfileItemProperty.MOVIE_MP4
    PROFILE_ITEM_PROPERTY_MOVIE_WEBM_SMALL: Final = CommunityProfileItemProperty.MOVIE_WEBM_SMALL
    PROFILE_ITEM_PROPERTY_MOVIE_MP4_SMALL: Final = CommunityProfileItemProperty.MOVIE_MP4_SMALL

    PROFILE_ITEM_TYPE_ANIMATED_AVATAR: Final = CommunityProfileItemType.ANIMATED_AVATAR
    PROFILE_ITEM_TYPE_AVATAR_FRAME: Final = CommunityProfileItemType.AVATAR_FRAME
    PROFILE_ITEM_TYPE_PROFILE_MODIFIER: Final = CommunityProfileItemType.PROFILE_MODIFIER
    PROFILE_ITEM_TYPE_PROFILE_BACKGROUND: Final = CommunityProfileItemType.PROFILE_BACKGROUND
    PROFILE_ITEM_TYPE_MINI_PROFILE_BACKGROUND: Final = CommunityProfileItemType.MINI_PROFILE_BACKGROUND

    FRIEND_FLAG_NONE: Final = FriendFlags.NONE
    FRIEND_FLAG_BLOCKED: Final = FriendFlags.BLOCKED
    FRIEND_FLAG_FRIENDSHIP_REQUESTED: Final = FriendFlags.FRIENDSHIP_REQUESTED
    FRIEND_FLAG_IMMEDIATE: Final = FriendFlags.IMMEDIATE
    FRIEND_FLAG_CLAN_MEMBER: Final = FriendFlags.CLAN_MEMBER
    FRIEND_FLAG_ON_GAME_SERVER: Final = FriendFlags.ON_GAME_SERVER
    FRIEND_FLAG_REQUESTING_FRIENDSHIP: Final = FriendFlags.REQUESTING_FRIENDSHIP
    FRIEND_FLAG_REQUESTING_INFO: Final = FriendFlags.REQUESTING_INFO
    FRIEND_FLAG_IGNORED: Final = FriendFlags.IGNORED
    FRIEND_FLAG_IGNORED_FRIEND: Final = FriendFlags.IGNORED_FRIEND
    FRIEND_FLAG_CHAT_MEMBER: Final = FriendFlags.CHAT_MEMBER
    FRIEND_FLAG_ALL: Final = FriendFlags.ALL

    FRIEND_RELATION_NONE: Final = FriendRelationship.NONE
    FRIEND_RELATION_BLOCKED: Final = FriendRelationship.BLOCKED
    FRIEND_RELATION_REQUEST_RECIPIENT: Final = FriendRelationship.REQUEST_RECIPIENT
    FRIEND_RELATION_FRIEND: Final = FriendRelationship.FRIEND
    FRIEND_RELATION_REQUEST_INITIATOR: Final = FriendRelationship.REQUEST_INITIATOR
    FRIEND_RELATION_IGNORED: Final = FriendRelationship.IGNORED
    FRIEND_RELATION_IGNORED_FRIEND: Final = FriendRelationship.IGNORED_FRIEND
    FRIEND_RELATION_SUGGESTED: Final = FriendRelationship.SUGGESTED
    FRIEND_RELATION_MAX: Final = FriendRelationship.MAX

    PERSONA_CHANGE_NAME: Final = PersonaChange.NAME
    PERSONA_CHANGE_STATUS: Final = PersonaChange.STATUS
    PERSONA_CHANGE_COME_ONLINE: Final = PersonaChange.COME_ONLINE
    PERSONA_CHANGE_GONE_OFFLINE: Final = PersonaChange.GONE_OFFLINE
    PERSONA_CHANGE_GAME_PLAYED: Final = PersonaChange.GAME_PLAYED
    PERSONA_CHANGE_GAME_SERVER: Final = PersonaChange.GAME_SERVER
    PERSONA_CHANGE_AVATAR: Final = PersonaChange.AVATAR
    PERSONA_CHANGE_JOINED_SOURCE: Final = PersonaChange.JOINED_SOURCE
    PERSONA_CHANGE_LEFT_SOURCE: Final = PersonaChange.LEFT_SOURCE
    PERSONA_CHANGE_RELATIONSHIP_CHANGED: Final = PersonaChange.RELATIONSHIP_CHANGED
    PERSONA_CHANGE_NAME_FIRST_SET: Final = PersonaChange.NAME_FIRST_SET
    PERSONA_CHANGE_FACEBOOK_INFO: Final = PersonaChange.FACEBOOK_INFO
    PERSONA_CHANGE_NICKNAME: Final = PersonaChange.NICKNAME
    PERSONA_CHANGE_STEAM_LEVEL: Final = PersonaChange.STEAM_LEVEL
    PERSONA_CHANGE_RICH_PRESENCE: Final = PersonaChange.RICH_PRESENCE

    PERSONA_STATE_OFFLINE: Final = PersonaState.OFFLINE
    PERSONA_STATE_ONLINE: Final = PersonaState.ONLINE
    PERSONA_STATE_BUSY: Final = PersonaState.BUSY
    PERSONA_STATE_AWAY: Final = PersonaState.AWAY
    PERSONA_STATE_SNOOZE: Final = PersonaState.SNOOZE
    PERSONA_STATE_LOOKING_TO_TRADE: Final = PersonaState.LOOKING_TO_TRADE
    PERSONA_STATE_LOOKING_TO_PLAY: Final = PersonaState.LOOKING_TO_PLAY
    PERSONA_STATE_INVISIBLE: Final = PersonaState.INVISIBLE
    PERSONA_STATE_MAX: Final = PersonaState.MAX

    ENUMERATED_FOLLOWERS_MAX: Final = 50
    """How many people one answer to `enumerate_following_list` holds (k_cEnumerateFollowersMax)."""
    FRIEND_GAME_INFO_QUERY_PORT_ERROR: Final = 0xFFFE
    """The query port of a server that could not be asked (QUERY_PORT_ERROR)."""
    FRIEND_GAME_INFO_QUERY_PORT_NOT_INITIALIZED: Final = 0xFFFF
    """The query port of a server that was not asked (QUERY_PORT_NOT_INITIALIZED)."""
    FRIENDS_GROUP_LIMIT: Final = 100
    """How many groups of friends a player may make (k_cFriendsGroupLimit)."""
    INVALID_FRIEND_GROUP_ID: Final = -1
    """No group of friends (k_FriendsGroupID_Invalid)."""
    MAX_FRIENDS_GROUP_NAME: Final = 64
    """How many bytes the name of a group of friends has, with the NUL that ends it (k_cchMaxFriendsGroupName)."""
    PERSONA_NAME_MAX_UTF16: Final = 32
    """How many units of UTF-16 a player's name has, with the NUL that ends it (k_cwchPersonaNameMax)."""
    PERSONA_NAME_MAX_UTF8: Final = 128
    """How many bytes of UTF-8 a player's name has, with the NUL that ends it (k_cchPersonaNameMax)."""
