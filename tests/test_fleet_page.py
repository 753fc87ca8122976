"""The laws of docs/how_to/fleet.md: its compose file is one, its servers run on a database, and every law that it names is there.

Rules: no test needs Docker. What the compose file asks for is held against the example's own command line, its Dockerfile, pyproject.toml
and the database of `.ci/postgres`.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.examples import FOLDER, example, held
from tests.support.markdown import ROOT
from tests.support.places import database_url, url_of
from tests.support.proxy import Proxy

PAGE = (ROOT / "docs" / "how_to" / "fleet.md").read_text(encoding="utf-8")
PLAYER = 76561197960287931
RESERVED = 3
"""How many of its connections PostgreSQL keeps for its superuser."""


@cache
def fleet() -> dict[str, Any]:
    """Return what the compose file says."""
    found: dict[str, Any] = importlib.import_module("yaml").safe_load((FOLDER / "fleet.yaml").read_text(encoding="utf-8"))
    return found


def servers() -> dict[str, Any]:
    """Return the game servers of the compose file."""
    return {name: service for name, service in fleet()["services"].items() if "build" in service}


def settings() -> dict[str, str]:
    """Return the settings that the compose file gives to the database."""
    program, *options = fleet()["services"]["database"]["command"]
    assert program == "postgres"
    assert options[::2] == ["-c"] * (len(options) // 2)
    return dict(option.split("=", 1) for option in options[1::2])


def test_every_law_the_page_names_is_there() -> None:
    """What is promised when something fails names the test that holds it."""
    table = PAGE.partition("## How it fails")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 8
    for row in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", row)
        assert named, row
        for file, name in named:
            assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), f"{file}::{name}"


def test_the_compose_file_has_two_servers_and_a_database() -> None:
    """Two servers wait for one database; its image has a version, and its data a volume that is declared."""
    services = fleet()["services"]
    assert len(servers()) == 2
    assert set(services) - set(servers()) == {"database"}
    for server in servers().values():
        assert server["depends_on"] == {"database": {"condition": "service_healthy"}}
    database = services["database"]
    assert re.fullmatch(r"[a-z]+:\d+(\.\d+)+[\w.-]*", database["image"])
    assert [volume.partition(":")[0] for volume in database["volumes"]] == list(fleet()["volumes"])
    assert re.search(r"^FROM [a-z]+:\d[\w.-]*$", (FOLDER / "headless_server.dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_compose_file_holds_no_password() -> None:
    """Each password comes from outside, and compose refuses with a sentence where there is none."""
    database = fleet()["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    for server in servers().values():
        assert server["environment"] == {"PGPASSWORD": database}
    assert re.fullmatch(r"\$\{FLEET_PASSWORD:\?[^}]+\}", database)
    assert [urlsplit(url(server)).password for server in servers().values()] == [None, None]


def url(server: dict[str, Any]) -> str:
    """Return the URL that a server is given."""
    return str(example("example_options").parse("", server["command"][2:]).store)


def test_the_compose_file_starts_the_example() -> None:
    """The command is the image's own program with options that it has; the database it names is the one beside it."""
    image = (FOLDER / "headless_server.dockerfile").read_text(encoding="utf-8")
    begin = json.loads(re.findall(r"^CMD (.+)$", image, re.MULTILINE)[0])[:2]
    database = fleet()["services"]["database"]["environment"]
    numbers = []
    for server in servers().values():
        assert server["command"][:2] == begin
        assert server["build"]["dockerfile"] == "headless_server.dockerfile"
        place = urlsplit(url(server))
        assert (place.hostname, place.username, place.path) == ("database", database["POSTGRES_USER"], f"/{database['POSTGRES_DB']}")
        numbers.append(example("example_options").parse("", server["command"][2:]).server)
    assert numbers == [1, 2]


def test_the_image_has_the_extra_that_a_database_needs() -> None:
    """The argument is one of the Dockerfile, and names an extra of the package."""
    image = (FOLDER / "headless_server.dockerfile").read_text(encoding="utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for server in servers().values():
        ((name, package),) = server["build"]["args"].items()
        assert f"\nARG {name}=steam_nodes\n" in image
        assert f'pip install --no-cache-dir "${name}"' in image
        wanted = re.fullmatch(r"steam_nodes\[(\w+)\]", package)
        assert wanted is not None
        assert any(needed.startswith("psycopg") for needed in extras[wanted[1]])


def test_the_database_has_connections_for_all_servers() -> None:
    """Two for each server fit into its limit, and more are left over for people and backups."""
    assert 2 * len(servers()) + RESERVED + 10 <= int(settings()["max_connections"])


def test_the_command_line_refuses_a_place_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path as a URL and a server without a number end the program with one sentence; of a URL nothing is said that may be a password."""
    parse = example("example_options").parse
    for wrong, said in ((["--store", "game.db"], "is the URL of a database"), (["--server", "0"], "is a number from 1 to 1000, not 0")):
        with pytest.raises(SystemExit):
            parse("About.", [*wrong, "--data", str(tmp_path)])
        assert said in capsys.readouterr().err
    options = parse("About.", ["--store", "postgresql://game:s3cret@database/game"])
    assert options.kept_in == "the database of --store"
    assert options.place("server") == "postgresql://game:s3cret@database/game"


# On a database.


@pytest.mark.postgresql
def test_the_settings_are_the_databases_own() -> None:
    """Each setting of the compose file and of the page's table is one that PostgreSQL knows, and what starts the servers is told by it."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    table = PAGE.partition("## The database's settings\n\n")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {*settings(), *(name for row in rows for name in re.findall(r"`(\w+)`", row))}
    assert len(named) > 4
    with psycopg.connect(database_url(), autocommit=True) as connection:
        known = connection.execute(b"SELECT name FROM pg_settings WHERE name = ANY(%s)", (sorted(named),)).fetchall()
        assert {name for (name,) in known} == named
        asked = [name for name in settings() if name.startswith("max_wal")]
        for name in asked:
            connection.execute(f"ALTER SYSTEM SET {name} = '{settings()[name]}'".encode())
            connection.execute(f"ALTER SYSTEM RESET {name}".encode())


@pytest.mark.postgresql
def test_the_database_is_asked_whether_it_is_ready() -> None:
    """The check of the compose file is a command of PostgreSQL's that says yes to a database that listens, and no where none does."""
    how, *command = fleet()["services"]["database"]["healthcheck"]["test"]
    assert how == "CMD"
    program = Path(os.environ["STEAM_NODES_POSTGRES_CTL"]).with_name(command[0])
    for port, code in ((str(urlsplit(database_url()).port), 0), ("1", 2)):
        asked = subprocess.run([program, *command[1:]], env={**os.environ, "PGPORT": port}, stdout=subprocess.DEVNULL, check=False)
        assert asked.returncode == code


@pytest.mark.postgresql
@pytest.mark.thorough
def test_a_server_that_could_not_store_at_the_end_says_so(tmp_path: Path) -> None:
    """It names what is lost and ends with 1, so that nobody takes it for a clean end."""
    with Proxy(url_of(tmp_path)) as proxy:
        command = [sys.executable, "headless_server.py", "--store", proxy.url]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=FOLDER) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if " won; " in line:
                    break
            proxy.do("refuse", "cut")
            process.send_signal(signal.SIGTERM)
            said = process.stderr.read()
    assert process.returncode == 1, said
    assert "stopped; not stored: " in said
    assert "all is stored" not in said


@pytest.mark.postgresql
@pytest.mark.thorough
def test_two_servers_of_the_compose_file_keep_every_match(tmp_path: Path) -> None:
    """Both run as the compose file starts them, on one database, and end with 0 when they are told to stop; every match is in the world."""
    place = url_of(tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    running = []
    for server in servers().values():
        command = [place if part == url(server) else part for part in server["command"][1:]]
        assert place in command
        running.append(subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, text=True, env=environment, cwd=FOLDER))
    said = ["", ""]
    for number, process in enumerate(running):
        assert process.stderr is not None
        for line in process.stderr:
            said[number] += line
            if said[number].count(" won; ") == 2:
                break
    for number, process in enumerate(running):
        process.send_signal(signal.SIGTERM)
        said[number] += process.communicate()[1]
    assert [process.returncode for process in running] == [0, 0], said
    for number, text in enumerate(said):
        assert "stopped; all is stored" in text
        assert place not in text
        assert held(place, PLAYER + 3 * number, "Matches") == [text.count(" won; ")]
