-- What was told of segments; those of which nothing was told have no row.
CREATE TABLE segment (
    id               TEXT PRIMARY KEY,
    ttl_seconds      INTEGER,
    integration_code TEXT
) STRICT, WITHOUT ROWID;
