-- How far each import is durable; the newest thousand are kept. What runs when the server is killed is found here as it was.
CREATE TABLE import (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    form       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    accepted   INTEGER NOT NULL,
    rejected   INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    lines      INTEGER NOT NULL,
    checksum   INTEGER NOT NULL,
    bad_rows   TEXT    NOT NULL,
    began_at   TEXT    NOT NULL,
    changed_at TEXT    NOT NULL
) STRICT;
