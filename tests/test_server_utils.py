"""SteamServer beside the game: kinds of Steam IDs, Steam's utilities, inventory handles, and packets on the game's own port.

Rules: all over the local Steam, in memory.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import LocalSteam, SceneTree, Schema, SteamID, SteamServer
from tests.support.places import ON_EVERY_STORE

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')


def test_the_utilities_answer_from_the_world(world: LocalSteam, server: SteamServer) -> None:
    """App, time and country are those of the schema, the clock and the script."""
    assert (server.getAppID(), server.getIPCountry()) == (480, "")
    world.country = "NZ"
    assert server.getIPCountry() == "NZ"
    before = server.getServerRealTime()
    world.advance(2.0)
    assert server.getServerRealTime() == before + 2
    assert re.fullmatch(r"\d+\.\d+.*", server.get_godotsteam_version())
    server.serverReleaseCurrentThreadMemory()


def test_the_last_call_is_completed_when_its_answer_is_handed_out(tree: SceneTree, world: LocalSteam, server: SteamServer) -> None:
    """A call that broke is told as failed, with the reason as a sentence."""
    assert server.isAPICallCompleted() == {"completed": False, "failed": False}
    server.requestUserStats(ALICE)
    server.requestUserStats(ALICE + 1)
    assert server.isAPICallCompleted() == {"completed": False, "failed": False}
    tree.process()
    tree.process()
    assert server.isAPICallCompleted() == {"completed": True, "failed": False}
    assert server.getAPICallFailureReason() == "No failure."
    world.faults.io_failure = True
    server.storeUserStats(ALICE)
    tree.process()
    tree.process()
    assert server.isAPICallCompleted() == {"completed": True, "failed": True}
    assert "connection" in server.getAPICallFailureReason()
    server.serverShutdown()
    assert (server.isAPICallCompleted(), server.getAPICallFailureReason()) == ({}, "")


ACCOUNTS = {
    "a player": (SteamID.of_account(7), {"isIndividualAccount"}),
    "a console user": (SteamID.of_account(7, account_type=9), {"isIndividualAccount", "isConsoleUserAccount"}),
    "an anonymous user": (SteamID.of_account(7, account_type=10), {"isAnonAccount", "isAnonUserAccount"}),
    "an anonymous server": (SteamID.of_account(7, account_type=4), {"isAnonAccount"}),
    "a server": (SteamID.of_account(7, account_type=3), set[str]()),
    "a group": (SteamID.of_account(7, account_type=7, instance=0), {"isClanAccount"}),
    "a chat": (SteamID.of_account(7, account_type=8, instance=0), {"isChatAccount"}),
    "a lobby": (SteamID.of_account(7, account_type=8, instance=0x40000), {"isChatAccount", "isLobby"}),
    "nobody": (0, set[str]()),
    "no id": (-1, set[str]()),
    "too large": (2**64, set[str]()),
}


@pytest.mark.parametrize(("steam_id", "kinds"), ACCOUNTS.values(), ids=ACCOUNTS)
def test_what_kind_of_account_an_id_is_of_is_read_from_its_bits(server: SteamServer, steam_id: int, kinds: set[str]) -> None:
    """As Valve's CSteamID does; a number that is no id is of no kind."""
    calls = {
        "isAnonAccount",
        "isAnonUserAccount",
        "isChatAccount",
        "isClanAccount",
        "isConsoleUserAccount",
        "isIndividualAccount",
        "isLobby",
    }
    assert {call for call in calls if getattr(server, call)(steam_id)} == kinds


@pytest.mark.parametrize("call", ["isLobby", "isAnonAccount", "getSteamID32"])
def test_an_id_is_an_int(server: SteamServer, call: str) -> None:
    """Text that looks like an id is refused by name."""
    with pytest.raises(TypeError, match="Steam ID"):
        getattr(server, call)("76561197960287931")


def test_the_low_half_of_an_id_is_the_account(server: SteamServer) -> None:
    """The highest account number stays positive."""
    assert server.getSteamID32(SteamID.of_account(0xFFFF_FFFF)) == 0xFFFF_FFFF
    with pytest.raises(ValueError, match="64-bit"):
        server.getSteamID32(2**64)


def test_inventory_handles_keep_all_of_their_bits(server: SteamServer) -> None:
    """An unsigned 64-bit number comes back as it was left, in both."""
    assert (server.get_inventory_handle(), server.get_inventory_update_handle()) == (0, 0)

    @given(handle=st.integers(min_value=0, max_value=2**64 - 1))
    def keeps(handle: int) -> None:
        server.set_inventory_handle(handle)
        server.set_inventory_update_handle(handle ^ 1)
        assert (server.get_inventory_handle(), server.get_inventory_update_handle()) == (handle, handle ^ 1)

    keeps()


@pytest.mark.parametrize(("handle", "error"), [(2**64, ValueError), (-2, ValueError), ("7", TypeError), (True, TypeError)])
def test_what_is_no_handle_is_refused(server: SteamServer, handle: Any, error: type[Exception]) -> None:
    """GodotSteam's -1 is all ones; anything else beyond 64 bits changes nothing."""
    server.set_inventory_handle(-1)
    with pytest.raises(error, match="set_inventory_handle"):
        server.set_inventory_handle(handle)
    assert server.get_inventory_handle() == 2**64 - 1


@pytest.mark.parametrize(
    "packet", [b"\xff\xff\xff\xffTSource\x00", bytearray(b"\xff\xff\xff\xff"), memoryview(b"\xff\xff\xff\xff\x00\x01")]
)
def test_a_packet_for_steam_arrives_with_exactly_its_bytes(world: LocalSteam, server: SteamServer, packet: Any) -> None:
    """What is handed in is what is handled, from whom it came."""
    assert server.handleIncomingPacket(packet, "198.51.100.200", 27005) == {"data": bytes(packet)}
    assert list(world.packets) == [(bytes(packet), "198.51.100.200", 27005)]


def test_a_packet_that_is_not_steams_is_left_to_the_game(world: LocalSteam, server: SteamServer) -> None:
    """It is refused with a reason; so is a port that is none; what is no packet raises."""
    assert server.handleIncomingPacket(b"hello", "198.51.100.2", 27005) == {}
    assert "game's own" in server.why()
    assert server.handleIncomingPacket(b"\xff\xff\xff\xff", "198.51.100.2", 0) == {}
    with pytest.raises(TypeError, match="packet is bytes"):
        server.handleIncomingPacket(5, "198.51.100.2", 27005)  # type: ignore[arg-type]  # a wrong type is the point
    with pytest.raises(ValueError, match="IPv4"):
        server.handleIncomingPacket(b"\xff\xff\xff\xff", "somewhere", 27005)
    assert not world.packets


def test_packets_go_out_in_order_and_whole(world: LocalSteam, server: SteamServer) -> None:
    """Length and bytes agree; the address is a number; then there are none."""
    world.send_packet(b"\x00one", "198.51.100.2", 27005)
    world.send_packet(b"", "0.0.0.1", 1)
    assert server.getNextOutgoingPacket() == {"length": 4, "out": b"\x00one", "address": 0xC6336402, "port": 27005}
    assert server.getNextOutgoingPacket() == {"length": 0, "out": b"", "address": 1, "port": 1}
    assert server.getNextOutgoingPacket() == {}
    with pytest.raises(ValueError, match="port"):
        world.send_packet(b"", "0.0.0.1", 0)


@pytest.mark.parametrize(("size", "room"), [(1, 1000), (0, 1000), (1024, 1000), (1049, 999), (16_384, 64)])
def test_what_waits_to_be_sent_is_bounded_and_the_newest_is_dropped(
    world: LocalSteam, server: SteamServer, size: int, room: int, caplog: pytest.LogCaptureFixture
) -> None:
    """At most 1,000 packets and 1 MiB wait; what has no room is dropped and said once, as in a full socket; a read makes room."""
    for number in range(room + 50):
        world.send_packet(bytes(size), "198.51.100.2", 1 + number)
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert len(warned) == 1
    assert "get_next_outgoing_packet" in warned[0].getMessage()
    assert server.getNextOutgoingPacket()["port"] == 1
    world.send_packet(bytes(size), "198.51.100.2", 60_000)
    ports = [packet["port"] for packet in iter(server.getNextOutgoingPacket, {})]
    assert ports == [*range(2, room + 1), 60_000]


def test_a_packet_is_as_long_as_one_can_be(world: LocalSteam, server: SteamServer) -> None:
    """Steam sends at most 16,384 bytes at once, and no packet that came by UDP has more than 65,507: more is refused, and not kept."""
    world.send_packet(bytes(16_384), "198.51.100.2", 1)
    with pytest.raises(ValueError, match="16384"):
        world.send_packet(bytes(16_385), "198.51.100.2", 1)
    head = b"\xff\xff\xff\xff"
    assert server.handleIncomingPacket(head + bytes(65_503), "198.51.100.2", 1)
    assert server.handleIncomingPacket(head + bytes(65_504), "198.51.100.2", 1) == {}
    assert "65507" in world.why()
    assert len(world.packets) == 1
