"""The enums and constants of Remote Storage, with GodotSteam's names and Valve's numbers.

Rules: those of steam/enums.py: each enum exists nested under its own name and flat on the singleton; a constant names Valve's own.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from steam_nodes.steam.groups import cloud_checks


class FilePathType(IntEnum):
    """What the name of a changed file is.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#ERemoteStorageFilePathType.
    """

    INVALID = 0
    ABSOLUTE = 1
    API_FILENAME = 2

    FILE_PATH_TYPE_INVALID = INVALID
    FILE_PATH_TYPE_ABSOLUTE = ABSOLUTE
    FILE_PATH_TYPE_API_FILENAME = API_FILENAME


class LocalFileChange(IntEnum):
    """What another program did with a file.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#ERemoteStorageLocalFileChange.
    """

    INVALID = 0
    FILE_UPDATED = 1
    FILE_DELETED = 2

    LOCAL_FILE_CHANGE_INVALID = INVALID
    LOCAL_FILE_CHANGE_FILE_UPDATED = FILE_UPDATED
    LOCAL_FILE_CHANGE_FILE_DELETED = FILE_DELETED


class RemoteStoragePlatform(IntEnum):
    """The platforms that a file is brought to, as bits.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#ERemoteStoragePlatform.
    """

    NONE = 0
    WINDOWS = 1
    OSX = 2
    PS3 = 4
    LINUX = 8
    SWITCH = 16
    ANDROID = 32
    IOS = 64
    ALL = 0xFFFF_FFFF

    REMOTE_STORAGE_PLATFORM_NONE = NONE
    REMOTE_STORAGE_PLATFORM_WINDOWS = WINDOWS
    REMOTE_STORAGE_PLATFORM_OSX = OSX
    REMOTE_STORAGE_PLATFORM_PS3 = PS3
    REMOTE_STORAGE_PLATFORM_LINUX = LINUX
    REMOTE_STORAGE_PLATFORM_SWITCH = SWITCH
    REMOTE_STORAGE_PLATFORM_ANDROID = ANDROID
    REMOTE_STORAGE_PLATFORM_IOS = IOS
    REMOTE_STORAGE_PLATFORM_ALL = ALL


class RemoteStoragePublishedFileVisibility(IntEnum):
    """Who sees a workshop item; GodotSteam's spelling of three names stays, for that is what a script writes.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#ERemoteStoragePublishedFileVisibility.
    """

    PUBLIC = 0
    FRIENDS_ONLY = 1
    PRIVATE = 2
    UNLISTED = 3

    REMOTE_STORAGE_PUBLISHED_VISIBLITY_PUBLIC = PUBLIC
    REMOTE_STORAGE_PUBLISHED_VISIBLITY_FRIENDS_ONLY = FRIENDS_ONLY
    REMOTE_STORAGE_PUBLISHED_VISIBLITY_PRIVATE = PRIVATE
    REMOTE_STORAGE_PUBLISHED_VISIBILITY_UNLISTED = UNLISTED


class UGCReadAction(IntEnum):
    """What becomes of a shared file after a read.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EUGCReadAction.
    """

    CONTINUE_READING_UNTIL_FINISHED = 0
    CONTINUE_READING = 1
    CLOSE = 2

    UGC_READ_CONTINUE_READING_UNTIL_FINISHED = CONTINUE_READING_UNTIL_FINISHED
    UGC_READ_CONTINUE_READING = CONTINUE_READING
    UGC_READ_CLOSE = CLOSE


class WorkshopEnumerationType(IntEnum):
    """In which order the older workshop lists its items.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EWorkshopEnumerationType.
    """

    RANKED_BY_VOTE = 0
    RECENT = 1
    TRENDING = 2
    FAVORITES_OF_FRIENDS = 3
    VOTED_BY_FRIENDS = 4
    CONTENT_BY_FRIENDS = 5
    RECENT_FROM_FOLLOWED_USERS = 6

    WORKSHOP_ENUMERATION_TYPE_RANKED_BY_VOTE = RANKED_BY_VOTE
    WORKSHOP_ENUMERATION_TYPE_RECENT = RECENT
    WORKSHOP_ENUMERATION_TYPE_TRENDING = TRENDING
    WORKSHOP_ENUMERATION_TYPE_FAVORITES_OF_FRIENDS = FAVORITES_OF_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_VOTED_BY_FRIENDS = VOTED_BY_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_CONTENT_BY_FRIENDS = CONTENT_BY_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_RECENT_FROM_FOLLOWED_USERS = RECENT_FROM_FOLLOWED_USERS


class WorkshopFileAction(IntEnum):
    """What a player did with a workshop item.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EWorkshopFileAction.
    """

    PLAYED = 0
    COMPLETED = 1

    WORKSHOP_FILE_ACTION_PLAYED = PLAYED
    WORKSHOP_FILE_ACTION_COMPLETED = COMPLETED


class WorkshopFileType(IntEnum):
    """What a workshop item is.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EWorkshopFileType.
    """

    FIRST = 0
    COMMUNITY = 0
    MICROTRANSACTION = 1
    COLLECTION = 2
    ART = 3
    VIDEO = 4
    SCREENSHOT = 5
    GAME = 6
    SOFTWARE = 7
    CONCEPT = 8
    WEB_GUIDE = 9
    INTEGRATED_GUIDE = 10
    MERCH = 11
    CONTROLLER_BINDING = 12
    STEAMWORKS_ACCESS_INVITE = 13
    STEAM_VIDEO = 14
    GAME_MANAGED_ITEM = 15
    CLIP = 16
    MAX = 17

    WORKSHOP_FILE_TYPE_FIRST = FIRST
    WORKSHOP_FILE_TYPE_COMMUNITY = COMMUNITY
    WORKSHOP_FILE_TYPE_MICROTRANSACTION = MICROTRANSACTION
    WORKSHOP_FILE_TYPE_COLLECTION = COLLECTION
    WORKSHOP_FILE_TYPE_ART = ART
    WORKSHOP_FILE_TYPE_VIDEO = VIDEO
    WORKSHOP_FILE_TYPE_SCREENSHOT = SCREENSHOT
    WORKSHOP_FILE_TYPE_GAME = GAME
    WORKSHOP_FILE_TYPE_SOFTWARE = SOFTWARE
    WORKSHOP_FILE_TYPE_CONCEPT = CONCEPT
    WORKSHOP_FILE_TYPE_WEB_GUIDE = WEB_GUIDE
    WORKSHOP_FILE_TYPE_INTEGRATED_GUIDE = INTEGRATED_GUIDE
    WORKSHOP_FILE_TYPE_MERCH = MERCH
    WORKSHOP_FILE_TYPE_CONTROLLER_BINDING = CONTROLLER_BINDING
    WORKSHOP_FILE_TYPE_STEAMWORKS_ACCESS_INVITE = STEAMWORKS_ACCESS_INVITE
    WORKSHOP_FILE_TYPE_STEAM_VIDEO = STEAM_VIDEO
    WORKSHOP_FILE_TYPE_GAME_MANAGED_ITEM = GAME_MANAGED_ITEM
    WORKSHOP_FILE_TYPE_CLIP = CLIP
    WORKSHOP_FILE_TYPE_MAX = MAX


class WorkshopVideoProvider(IntEnum):
    """The site that has a video of the workshop.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EWorkshopVideoProvider.
    """

    NONE = 0
    YOUTUBE = 1

    WORKSHOP_VIDEO_PROVIDER_NONE = NONE
    WORKSHOP_VIDEO_PROVIDER_YOUTUBE = YOUTUBE


class WorkshopVote(IntEnum):
    """How a player voted for a workshop item.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EWorkshopVote.
    """

    UNVOTED = 0
    FOR = 1
    AGAINST = 2
    LATER = 3

    WORKSHOP_VOTE_UNVOTED = UNVOTED
    WORKSHOP_VOTE_FOR = FOR
    WORKSHOP_VOTE_AGAINST = AGAINST
    WORKSHOP_VOTE_LATER = LATER


class CloudNames:
    """The enums of Remote Storage under GodotSteam's flat names, and its constants."""

    FILE_PATH_TYPE_INVALID: Final = FilePathType.INVALID
    FILE_PATH_TYPE_ABSOLUTE: Final = FilePathType.ABSOLUTE
    FILE_PATH_TYPE_API_FILENAME: Final = FilePathType.API_FILENAME

    LOCAL_FILE_CHANGE_INVALID: Final = LocalFileChange.INVALID
    LOCAL_FILE_CHANGE_FILE_UPDATED: Final = LocalFileChange.FILE_UPDATED
    LOCAL_FILE_CHANGE_FILE_DELETED: Final = LocalFileChange.FILE_DELETED

    REMOTE_STORAGE_PLATFORM_NONE: Final = RemoteStoragePlatform.NONE
    REMOTE_STORAGE_PLATFORM_WINDOWS: Final = RemoteStoragePlatform.WINDOWS
    REMOTE_STORAGE_PLATFORM_OSX: Final = RemoteStoragePlatform.OSX
    REMOTE_STORAGE_PLATFORM_PS3: Final = RemoteStoragePlatform.PS3
    REMOTE_STORAGE_PLATFORM_LINUX: Final = RemoteStoragePlatform.LINUX
    REMOTE_STORAGE_PLATFORM_SWITCH: Final = RemoteStoragePlatform.SWITCH
    REMOTE_STORAGE_PLATFORM_ANDROID: Final = RemoteStoragePlatform.ANDROID
    REMOTE_STORAGE_PLATFORM_IOS: Final = RemoteStoragePlatform.IOS
    REMOTE_STORAGE_PLATFORM_ALL: Final = RemoteStoragePlatform.ALL

    REMOTE_STORAGE_PUBLISHED_VISIBLITY_PUBLIC: Final = RemoteStoragePublishedFileVisibility.PUBLIC
    REMOTE_STORAGE_PUBLISHED_VISIBLITY_FRIENDS_ONLY: Final = RemoteStoragePublishedFileVisibility.FRIENDS_ONLY
    REMOTE_STORAGE_PUBLISHED_VISIBLITY_PRIVATE: Final = RemoteStoragePublishedFileVisibility.PRIVATE
    REMOTE_STORAGE_PUBLISHED_VISIBILITY_UNLISTED: Final = RemoteStoragePublishedFileVisibility.UNLISTED

    UGC_READ_CONTINUE_READING_UNTIL_FINISHED: Final = UGCReadAction.CONTINUE_READING_UNTIL_FINISHED
    UGC_READ_CONTINUE_READING: Final = UGCReadAction.CONTINUE_READING
    UGC_READ_CLOSE: Final = UGCReadAction.CLOSE

    WORKSHOP_ENUMERATION_TYPE_RANKED_BY_VOTE: Final = WorkshopEnumerationType.RANKED_BY_VOTE
    WORKSHOP_ENUMERATION_TYPE_RECENT: Final = WorkshopEnumerationType.RECENT
    WORKSHOP_ENUMERATION_TYPE_TRENDING: Final = WorkshopEnumerationType.TRENDING
    WORKSHOP_ENUMERATION_TYPE_FAVORITES_OF_FRIENDS: Final = WorkshopEnumerationType.FAVORITES_OF_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_VOTED_BY_FRIENDS: Final = WorkshopEnumerationType.VOTED_BY_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_CONTENT_BY_FRIENDS: Final = WorkshopEnumerationType.CONTENT_BY_FRIENDS
    WORKSHOP_ENUMERATION_TYPE_RECENT_FROM_FOLLOWED_USERS: Final = WorkshopEnumerationType.RECENT_FROM_FOLLOWED_USERS

    WORKSHOP_FILE_ACTION_PLAYED: Final = WorkshopFileAction.PLAYED
    WORKSHOP_FILE_ACTION_COMPLETED: Final = WorkshopFileAction.COMPLETED

    WORKSHOP_FILE_TYPE_FIRST: Final = WorkshopFileType.FIRST
    WORKSHOP_FILE_TYPE_COMMUNITY: Final = WorkshopFileType.COMMUNITY
    WORKSHOP_FILE_TYPE_MICROTRANSACTION: Final = WorkshopFileType.MICROTRANSACTION
    WORKSHOP_FILE_TYPE_COLLECTION: Final = WorkshopFileType.COLLECTION
    WORKSHOP_FILE_TYPE_ART: Final = WorkshopFileType.ART
    WORKSHOP_FILE_TYPE_VIDEO: Final = WorkshopFileType.VIDEO
    WORKSHOP_FILE_TYPE_SCREENSHOT: Final = WorkshopFileType.SCREENSHOT
    WORKSHOP_FILE_TYPE_GAME: Final = WorkshopFileType.GAME
    WORKSHOP_FILE_TYPE_SOFTWARE: Final = WorkshopFileType.SOFTWARE
    WORKSHOP_FILE_TYPE_CONCEPT: Final = WorkshopFileType.CONCEPT
    WORKSHOP_FILE_TYPE_WEB_GUIDE: Final = WorkshopFileType.WEB_GUIDE
    WORKSHOP_FILE_TYPE_INTEGRATED_GUIDE: Final = WorkshopFileType.INTEGRATED_GUIDE
    WORKSHOP_FILE_TYPE_MERCH: Final = WorkshopFileType.MERCH
    WORKSHOP_FILE_TYPE_CONTROLLER_BINDING: Final = WorkshopFileType.CONTROLLER_BINDING
    WORKSHOP_FILE_TYPE_STEAMWORKS_ACCESS_INVITE: Final = WorkshopFileType.STEAMWORKS_ACCESS_INVITE
    WORKSHOP_FILE_TYPE_STEAM_VIDEO: Final = WorkshopFileType.STEAM_VIDEO
    WORKSHOP_FILE_TYPE_GAME_MANAGED_ITEM: Final = WorkshopFileType.GAME_MANAGED_ITEM
    WORKSHOP_FILE_TYPE_CLIP: Final = WorkshopFileType.CLIP
    WORKSHOP_FILE_TYPE_MAX: Final = WorkshopFileType.MAX

    WORKSHOP_VIDEO_PROVIDER_NONE: Final = WorkshopVideoProvider.NONE
    WORKSHOP_VIDEO_PROVIDER_YOUTUBE: Final = WorkshopVideoProvider.YOUTUBE

    WORKSHOP_VOTE_UNVOTED: Final = WorkshopVote.UNVOTED
    WORKSHOP_VOTE_FOR: Final = WorkshopVote.FOR
    WORKSHOP_VOTE_AGAINST: Final = WorkshopVote.AGAINST
    WORKSHOP_VOTE_LATER: Final = WorkshopVote.LATER

    ENUMERATE_PUBLISHED_FILES_MAX_RESULTS: Final = 50
    """How many items one answer of the older workshop lists (k_unEnumeratePublishedFilesMaxResults)."""
    FILE_NAME_MAX: Final = cloud_checks.FILE_NAME_MAX
    """The room for the name of a file, with the NUL that ends it (k_cchFilenameMax)."""
    MAX_CLOUD_FILE_CHUNK_SIZE: Final = cloud_checks.MAX_CLOUD_FILE_CHUNK_SIZE
    """How many bytes one call writes at most, 100 MiB (k_unMaxCloudFileChunkSize)."""
    PUBLISHED_DOCUMENT_CHANGE_DESCRIPTION_MAX: Final = 8000
    """The room for what changed in a workshop item (k_cchPublishedDocumentChangeDescriptionMax)."""
    PUBLISHED_DOCUMENT_DESCRIPTION_MAX: Final = 8000
    """The room for what a workshop item is (k_cchPublishedDocumentDescriptionMax)."""
    PUBLISHED_DOCUMENT_TITLE_MAX: Final = 129
    """The room for the title of a workshop item (k_cchPublishedDocumentTitleMax)."""
    PUBLISHED_FILE_ID_INVALID: Final = 0
    """No workshop item (k_PublishedFileIdInvalid)."""
    PUBLISHED_FILE_UPDATE_HANDLE_INVALID: Final = -1
    """No change of a workshop item (k_PublishedFileUpdateHandleInvalid)."""
    PUBLISHED_FILE_URL_MAX: Final = 256
    """The room for the address of a workshop item (k_cchPublishedFileURLMax)."""
    TAG_LIST_MAX: Final = 1025
    """The room for the tags of a workshop item (k_cchTagListMax)."""
    UGC_FILE_STREAM_HANDLE_INVALID: Final = -1
    """No stream (k_UGCFileStreamHandleInvalid)."""
    UGC_HANDLE_INVALID: Final = -1
    """No file that was shared (k_UGCHandleInvalid)."""
