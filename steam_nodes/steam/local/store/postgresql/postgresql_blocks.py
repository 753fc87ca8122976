"""How many entries stand where on a board, as the database itself keeps it: so a rank of a million is found as fast as one of ten.

Rules: a board is cut into blocks of some hundred entries, each with its first key and how many there are. Whoever writes entries, also by
hand or with an older steam_nodes, leaves a step of +1 or -1 for each in the same transaction, by triggers, and waits for nobody. So at
every moment and for every reader, from the first key of one block to that of another stand as many entries as the blocks and the steps
between them say together. Now and then a transaction that has written entries adds all steps that it sees to their blocks, cuts blocks that
have grown large, and joins small ones; a lock says that it alone does, and whoever does not get that lock at once leaves it to others.
The functions have settings of their own, for steps come and go faster than the planner learns of it.
"""

from __future__ import annotations

from typing import Final

LOCK: Final = 0x53544E44
"""The class of the store's advisory locks: every lock of it begins with this number."""
SIZE: Final = 256
"""How many entries a block has when it was just cut; it is cut when it has more than twice as many."""
LOOSE: Final = 500
"""How many steps are left before they are added to their blocks, and entries too many in blocks before these are cut."""
FEW: Final = 16
"""How many blocks a board may have, however few entries are in them."""
LARGE: Final = 100
"""How many entries a statement changes that counts them by itself."""
_ALONE: Final = f"pg_try_advisory_xact_lock({LOCK}, hashtext(current_schema() || ' blocks ' || of_board))"
_LOWEST: Final = "(-9223372036854775808), '-infinity'::double precision, ''"
"""A key before all others, where the first block begins."""
_SAME: Final = """
    WHERE board = of_board AND (steam_blocks.place, steam_blocks.time, steam_blocks.steam_id) = ({0}.place, {0}.time, {0}.steam_id)
"""
_SETTINGS: Final = "LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off SET jit = off"


_CAME: Final = "SELECT board, place, time, steam_id, 1 AS step FROM came"
_WENT: Final = "SELECT board, place, time, steam_id, -1 AS step FROM went"
_MOVED: Final = f"""
    SELECT board, place, time, steam_id, sum(step) AS step FROM ({_CAME} UNION ALL {_WENT}) AS moved
    GROUP BY board, place, time, steam_id HAVING sum(step) <> 0
"""  # noqa: S608 - put together from our own words


def _counted(steps: str) -> str:
    """Return the beginning of a statement that brings steps of `of_board` to its blocks: `counted` has how many are in each `now`."""
    return f"""
        WITH
        steps AS ({steps}),
        blocks AS (
            SELECT place, time, steam_id, entries, row_number() OVER in_order AS block,
            lead(place, 1, 9223372036854775807) OVER in_order AS end_place, lead(time, 1, 'infinity') OVER in_order AS end_time,
            lead(steam_id, 1, '') OVER in_order AS end_id
            FROM steam_blocks WHERE board = of_board WINDOW in_order AS (ORDER BY place, time, steam_id)
        ),
        lines AS (
            SELECT step, count(*) FILTER (WHERE step IS NULL) OVER (ORDER BY place, time, steam_id, step NULLS FIRST) AS block
            FROM (
                SELECT place, time, steam_id, NULL AS step FROM blocks UNION ALL SELECT place, time, steam_id, step FROM steps
            ) AS both_kinds
        ),
        counted AS (
            SELECT blocks.*, entries + sums.step AS now
            FROM blocks JOIN (SELECT block, coalesce(sum(step), 0)::bigint AS step FROM lines GROUP BY block) AS sums USING (block)
            WHERE sums.step <> 0 OR entries > {2 * SIZE}
        )
    """  # noqa: S608 - put together from our own words


def _trigger(event: str, rows: str, changes: str) -> tuple[str, str]:
    """Return what makes the trigger for a kind of statement: a large one counts by itself, for thousands of steps are slow to take away."""
    name = f"steam_entries_{event.lower()}"
    return (
        f"""
        CREATE FUNCTION {name}() RETURNS trigger {_SETTINGS} AS $$
        DECLARE
            of_board bigint;
            changed bigint;
        BEGIN
            FOR of_board, changed IN SELECT board, count(*) FROM ({changes}) AS changes GROUP BY board LOOP
                IF changed > {LARGE} AND current_setting('transaction_isolation') = 'read committed' AND {_ALONE} THEN
                    INSERT INTO steam_blocks SELECT of_board, {_LOWEST}, 0 ON CONFLICT DO NOTHING;
                    {_counted(f"SELECT place, time, steam_id, step FROM ({changes}) AS changes WHERE board = of_board")}
                    UPDATE steam_blocks SET entries = now FROM counted {_SAME.format("counted")};
                ELSE
                    INSERT INTO steam_steps SELECT board, place, time, steam_id, step FROM ({changes}) AS changes WHERE board = of_board;
                END IF;
            END LOOP;
            RETURN NULL;
        END
        $$
        """,  # noqa: S608 - the same
        f"CREATE TRIGGER {name} AFTER {event} ON steam_entries REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


_ADD_UP: Final = f"""
    CREATE FUNCTION steam_add_up(of_board bigint) RETURNS void {_SETTINGS} AS $$
    BEGIN
        -- Each statement below sees all that is committed, and so whatever the last holder of the lock has done.
        IF current_setting('transaction_isolation') <> 'read committed' OR NOT {_ALONE} THEN
            RETURN;
        END IF;
        INSERT INTO steam_blocks SELECT of_board, {_LOWEST}, 0 ON CONFLICT DO NOTHING;
        -- One statement, so that entries, steps and blocks are those of one moment. Not in a trigger: there the steps of a statement that
        -- both inserts and updates are not complete.
        {_counted("DELETE FROM steam_steps WHERE board = of_board RETURNING place, time, steam_id, step")},
        made AS (
            INSERT INTO steam_blocks
            SELECT of_board, part.place, part.time, part.steam_id, least({SIZE}, now - number + 1)
            FROM counted CROSS JOIN LATERAL (
                SELECT place, time, steam_id, row_number() OVER (ORDER BY place, time, steam_id) AS number FROM steam_entries
                WHERE board = of_board AND (place, time, steam_id) >= (counted.place, counted.time, counted.steam_id)
                AND (place, time, steam_id) < (end_place, end_time, end_id)
            ) AS part
            WHERE now > {2 * SIZE} AND number > 1 AND number % {SIZE} = 1
        )
        UPDATE steam_blocks SET entries = CASE WHEN now > {2 * SIZE} THEN {SIZE} ELSE now END FROM counted {_SAME.format("counted")};
        IF (SELECT count(*) > {FEW} + 4 * sum(entries) / {SIZE} FROM steam_blocks WHERE board = of_board) THEN
            WITH
            lines AS (
                SELECT place, time, steam_id, sum(entries) OVER (PARTITION BY part)::bigint AS now,
                row_number() OVER (PARTITION BY part ORDER BY place, time, steam_id) AS number
                FROM (
                    SELECT place, time, steam_id, entries,
                    div(sum(entries) OVER (ORDER BY place, time, steam_id) - entries, {SIZE}) AS part
                    FROM steam_blocks WHERE board = of_board
                ) AS parts
            ),
            gone AS (DELETE FROM steam_blocks USING lines {_SAME.format("lines")} AND number > 1)
            UPDATE steam_blocks SET entries = now FROM lines {_SAME.format("lines")} AND number = 1;
        END IF;
    END
    $$
"""  # noqa: S608 - put together from our own words
_RANKS: Final = f"""
    CREATE FUNCTION steam_ranks(
        of_board bigint, places bigint[], times double precision[], ids text[], OUT ranks bigint[], OUT total bigint, OUT loose bigint
    ) STABLE {_SETTINGS} AS $$
    DECLARE
        key record;
        block record;
        low_place bigint;
        low_time double precision;
        low_id text;
        steps record;
        blocks record;
    BEGIN
        SELECT {_LOWEST} INTO low_place, low_time, low_id;
        total := 0;
        loose := 0;
        -- In order, so that all of them together are one walk over the blocks.
        FOR key IN
            SELECT * FROM unnest(places, times, ids) WITH ORDINALITY AS keys (place, time, id, line) ORDER BY place, time, id COLLATE "C"
        LOOP
            SELECT place, time, steam_id INTO block FROM steam_blocks
            WHERE board = of_board AND (place, time, steam_id) <= (key.place, key.time, key.id)
            ORDER BY place DESC, time DESC, steam_id DESC LIMIT 1;
            IF FOUND AND (block.place, block.time, block.steam_id) <> (low_place, low_time, low_id) THEN
                SELECT coalesce(sum(step), 0) AS step, count(*) AS loose INTO steps FROM steam_steps
                WHERE board = of_board AND (place, time, steam_id) >= (low_place, low_time, low_id)
                AND (place, time, steam_id) < (block.place, block.time, block.steam_id);
                SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(greatest(entries - {4 * SIZE}, 0)), 0) AS loose INTO blocks
                FROM steam_blocks WHERE board = of_board AND (place, time, steam_id) >= (low_place, low_time, low_id)
                AND (place, time, steam_id) < (block.place, block.time, block.steam_id);
                total := total + steps.step + blocks.entries;
                loose := loose + steps.loose + blocks.loose;
                low_place := block.place;
                low_time := block.time;
                low_id := block.steam_id;
            END IF;
            ranks[key.line] := 1 + total + (
                SELECT count(*) FROM steam_entries
                WHERE board = of_board AND (place, time, steam_id) >= (low_place, low_time, low_id)
                AND (place, time, steam_id) < (key.place, key.time, key.id)
            );
        END LOOP;
        SELECT coalesce(sum(step), 0) AS step, count(*) AS loose INTO steps FROM steam_steps
        WHERE board = of_board AND (place, time, steam_id) >= (low_place, low_time, low_id);
        SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(greatest(entries - {4 * SIZE}, 0)), 0) AS loose INTO blocks
        FROM steam_blocks WHERE board = of_board AND (place, time, steam_id) >= (low_place, low_time, low_id);
        total := total + steps.step + blocks.entries;
        loose := loose + steps.loose + blocks.loose;
    END
    $$
"""  # noqa: S608 - put together from our own words
_PAGE: Final = f"""
    CREATE FUNCTION steam_page(of_board bigint, first bigint, most bigint) RETURNS SETOF steam_entries STABLE {_SETTINGS} AS $$
    DECLARE
        low record;
    BEGIN
        SELECT place, time, steam_id, before::bigint INTO low
        FROM (
            SELECT place, time, steam_id, begins,
            sum(entries) OVER (ORDER BY place, time, steam_id, begins DESC ROWS UNBOUNDED PRECEDING) - entries AS before
            FROM (
                SELECT place, time, steam_id, true AS begins, entries FROM steam_blocks WHERE board = of_board
                UNION ALL SELECT place, time, steam_id, false, step FROM steam_steps WHERE board = of_board
            ) AS both_kinds
        ) AS lines
        -- The first page needs none of it.
        WHERE first > {SIZE} AND begins AND before < first ORDER BY place DESC, time DESC, steam_id DESC LIMIT 1;
        IF NOT FOUND THEN
            SELECT * INTO low FROM (SELECT {_LOWEST}, 0::bigint) AS lowest (place, time, steam_id, before);
        END IF;
        -- In the index alone; what is left out on the way is not read.
        SELECT place, time, steam_id INTO low FROM steam_entries
        WHERE board = of_board AND (place, time, steam_id) >= (low.place, low.time, low.steam_id)
        ORDER BY place, time, steam_id OFFSET first - 1 - low.before LIMIT 1;
        RETURN QUERY
        SELECT * FROM steam_entries WHERE board = of_board AND (place, time, steam_id) >= (low.place, low.time, low.steam_id)
        ORDER BY place, time, steam_id LIMIT most;
    END
    $$
"""  # noqa: S608 - put together from our own words
BLOCKS: Final = (
    # A count is in no index and has room beside it, so that a new one takes the place of the old one.
    """
    CREATE TABLE steam_blocks (
        board bigint, place bigint, time double precision, steam_id text COLLATE "C", entries bigint NOT NULL,
        PRIMARY KEY (board, place, time, steam_id)
    ) WITH (fillfactor = 50)
    """,
    """
    CREATE TABLE steam_steps (
        board bigint NOT NULL, place bigint NOT NULL, time double precision NOT NULL, steam_id text COLLATE "C" NOT NULL,
        step bigint NOT NULL
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
    """,
    "CREATE INDEX steam_steps_in_order ON steam_steps (board, place, time, steam_id) INCLUDE (step)",
    *_trigger("INSERT", "NEW TABLE AS came", _CAME),
    *_trigger("DELETE", "OLD TABLE AS went", _WENT),
    *_trigger("UPDATE", "OLD TABLE AS went NEW TABLE AS came", _MOVED),
    """
    CREATE FUNCTION steam_entries_truncate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        DELETE FROM steam_steps;
        DELETE FROM steam_blocks;
        RETURN NULL;
    END
    $$
    """,
    "CREATE TRIGGER steam_entries_truncate AFTER TRUNCATE ON steam_entries EXECUTE FUNCTION steam_entries_truncate()",
    _ADD_UP,
    _RANKS,
    _PAGE,
)
"""What makes the blocks, beside a table of entries that is empty."""
