-- A number is given once and never again: rows of the engine are kept by it, and an id may be deleted and come back.
CREATE TABLE destination (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    id            INTEGER NOT NULL UNIQUE,
    version       INTEGER NOT NULL,
    mapping_epoch INTEGER NOT NULL,
    paused        INTEGER NOT NULL CHECK (paused IN (0, 1)),
    settings      TEXT    NOT NULL
) STRICT;

-- Days are ISO dates in UTC; closes_on is the first day on which the mapping no longer holds.
CREATE TABLE mapping (
    destination INTEGER NOT NULL REFERENCES destination (number) ON DELETE CASCADE,
    segment     TEXT    NOT NULL,
    alias       TEXT,
    opens_on    TEXT,
    closes_on   TEXT,
    PRIMARY KEY (destination, segment)
) STRICT, WITHOUT ROWID;

-- Sealed with the keyset beside this file; the associated data names destination and field.
CREATE TABLE secret (
    destination INTEGER NOT NULL REFERENCES destination (number) ON DELETE CASCADE,
    field       TEXT    NOT NULL,
    sealed      BLOB    NOT NULL,
    PRIMARY KEY (destination, field)
) STRICT, WITHOUT ROWID;

-- The last catalog: its number, and the day whose windows it was compiled for.
CREATE TABLE catalog (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    day   TEXT    NOT NULL
) STRICT;

INSERT INTO catalog (one, epoch, day) VALUES (1, 0, '1970-01-01');

-- A token's text is known to its bearer alone.
CREATE TABLE access_token (
    name    TEXT PRIMARY KEY,
    scope   TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
