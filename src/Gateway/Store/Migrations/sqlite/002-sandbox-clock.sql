-- How far the sandbox's clock is ahead of the machine's, in milliseconds: one row.
CREATE TABLE sandbox_clock (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    ahead INTEGER NOT NULL
) STRICT;

INSERT INTO sandbox_clock (id, ahead) VALUES (1, 0);
