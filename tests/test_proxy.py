"""Laws of the proxy that the laws of the fleet look through: it does to a connection what its script says, and nothing else.

Rules: no database is needed; behind it stands a server that gives back what it gets. A law waits for what must come and asserts no time,
but that nothing came before it could.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from tests.support.proxy import Proxy, ProxyProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0


@pytest.fixture
def url() -> Iterator[str]:
    """Give the place of a server that gives back what it gets."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(client: socket.socket) -> None:
        with client:
            try:
                while data := client.recv(1 << 16):
                    client.sendall(data)
            except ConnectionError:
                pass

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield f"postgresql://me@127.0.0.1:{listener.getsockname()[1]}/game?x=1"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(PATIENCE)


def connect(url: str) -> socket.socket:
    """Return a connection through the proxy."""
    return socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2].partition("/")[0])), PATIENCE)


def echo(client: socket.socket, text: bytes) -> bytes:
    """Return what comes back for a text, all of it or what came before the end."""
    try:
        client.sendall(text)
        found = b""
        while len(found) < len(text) and (data := client.recv(1 << 16)):
            found += data
    except ConnectionError:
        return b"cut"
    return found


def test_what_passes_is_what_was_sent(url: str) -> None:
    """Also more of it than fits at once, and the URL differs in its host alone."""
    with Proxy(url) as proxy, connect(proxy.url) as client:
        assert proxy.url.replace(proxy.url[proxy.url.index("@") : proxy.url.index("/game")], "") == "postgresql://me/game?x=1"
        assert echo(client, b"hello") == b"hello"
        big = bytes(range(256)) * 20_000
        sender = threading.Thread(target=client.sendall, args=(big,))
        sender.start()
        found = b""
        while len(found) < len(big):
            found += client.recv(1 << 16)
        sender.join()
        assert found == big
        assert (proxy.connections, proxy.asked, proxy.answered, proxy.cuts) == (1, len(big) + 5, len(big) + 5, 0)


def test_a_delay_holds_every_byte_in_each_direction(url: str) -> None:
    """A round trip takes at least twice the delay, and round trips are counted."""
    with Proxy(url, "delay 20") as proxy, connect(proxy.url) as client:
        began = time.monotonic()
        for number in range(3):
            assert echo(client, b"%d" % number) == b"%d" % number
        assert time.monotonic() - began >= 3 * 0.040
        assert proxy.round_trips == 3
        proxy.do("delay 0")
        assert echo(client, b"x") == b"x"


def test_nothing_passes_a_stall_and_everything_does_behind_it(url: str) -> None:
    """What was sent before or meanwhile arrives when it goes on, also on a connection that was made meanwhile."""
    with Proxy(url, "stall") as proxy, connect(proxy.url) as client:
        client.sendall(b"hello")
        client.settimeout(0.05)
        with pytest.raises(TimeoutError):
            client.recv(5)
        client.settimeout(PATIENCE)
        proxy.do("go")
        assert client.recv(5) == b"hello"
        proxy.do("stall")
        client.sendall(b"again")
        proxy.do("go")
        assert client.recv(5) == b"again"


@pytest.mark.parametrize("word", ["cut", "reset"])
def test_a_cut_ends_every_connection_and_no_later_one(url: str, word: str) -> None:
    """Both ends see it; refused connections end at once, until they are accepted again."""
    with Proxy(url) as proxy, ExitStack() as stack:
        clients = [stack.enter_context(connect(proxy.url)) for _ in range(2)]
        assert [echo(client, b"a") for client in clients] == [b"a", b"a"]
        proxy.do(word)
        assert {echo(client, b"b") for client in clients} <= {b"", b"cut"}
        assert proxy.cuts == 2
        proxy.do("refuse")
        with suppress(ConnectionError), connect(proxy.url) as client:
            assert echo(client, b"c") in {b"", b"cut"}
        proxy.do("accept")
        with connect(proxy.url) as client:
            assert echo(client, b"d") == b"d"


def test_a_machine_that_is_gone_leaves_its_connection_behind() -> None:
    """The client's end is closed, and the database's stays open until the proxy ends."""
    with socket.create_server(("127.0.0.1", 0)) as database:
        with Proxy(f"postgresql://127.0.0.1:{database.getsockname()[1]}/game") as proxy, connect(proxy.url) as client:
            client.sendall(b"BEGIN")
            end, _ = database.accept()
            end.settimeout(PATIENCE)
            assert end.recv(5) == b"BEGIN"
            proxy.do("leave")
            assert client.recv(1) == b""
            end.settimeout(0.05)
            with pytest.raises(TimeoutError):
                end.recv(1)
        end.settimeout(PATIENCE)
        assert end.recv(1) == b""
        end.close()


def test_an_answer_is_lost_behind_what_was_asked(url: str) -> None:
    """The server has it, the client is cut off without the answer; only the first such answer is lost."""
    with Proxy(url, "lose COMMIT") as proxy:
        with connect(proxy.url) as client:
            assert echo(client, b"BEGIN") == b"BEGIN"
            assert echo(client, b"COMMIT") in {b"", b"cut"}
        assert proxy.asked == len(b"BEGINCOMMIT")
        with connect(proxy.url) as client:
            assert echo(client, b"COMMIT") == b"COMMIT"


def test_what_has_passed_is_no_answer_that_is_lost(url: str) -> None:
    """The word in an answer before loses nothing, however close behind it the next one comes."""
    with Proxy(url) as proxy, connect(proxy.url) as client:
        assert echo(client, b"COMMIT") == b"COMMIT"
        proxy.do("lose COMMIT")
        assert echo(client, b"BEGIN") == b"BEGIN"
        assert echo(client, b"COMMIT") in {b"", b"cut"}


def test_a_connection_is_cut_at_a_byte(url: str) -> None:
    """So many bytes pass, in both directions together, and not one more."""
    with Proxy(url) as proxy:
        for count in (1, 4, 9):
            before = proxy.asked + proxy.answered
            proxy.do(f"after {count}")
            with connect(proxy.url) as client:
                assert len(echo(client, b"hello")) < 5
            assert proxy.asked + proxy.answered - before == count


def test_a_script_is_done_in_its_order_or_not_at_all(url: str) -> None:
    """A word waits for the one before it; what is no word is refused by name and nothing is done."""
    with Proxy(url) as proxy, connect(proxy.url) as client:
        assert echo(client, b"a") == b"a"
        done = proxy.begin("wait 0.05", "cut")
        assert client.recv(1) == b""
        assert done.wait(PATIENCE)
        for word in ("sleep", "wait", "cut 3", "lose"):
            with pytest.raises(ValueError, match=f"{word!r} is no word of a proxy's script"):
                proxy.do("stall", word)
    with Proxy(url) as proxy, connect(proxy.url) as client:
        with pytest.raises(ValueError, match="is no word"):
            proxy.do("refuse", "what")
        assert echo(client, b"a") == b"a"


def test_a_proxy_in_a_process_of_its_own_does_the_same(url: str) -> None:
    """It takes the same words and tells what has passed."""
    with ProxyProcess(url, "delay 1") as proxy:
        with connect(proxy.url) as client:
            assert echo(client, b"hello") == b"hello"
            proxy.do("delay 0", "cut")
            assert echo(client, b"x") in {b"", b"cut"}
        assert proxy.tell() == {"connections": 1, "cuts": 1, "round_trips": 1, "asked": 5, "answered": 5}
        with pytest.raises(RuntimeError, match="'what' is no word"):
            proxy.do("what")
