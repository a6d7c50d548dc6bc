-- How far the sandbox's clock is ahead of the machine's, in milliseconds: one row, one time on all nodes.
CREATE TABLE sandbox_clock (
    id    bigint PRIMARY KEY CHECK (id = 1),
    ahead bigint NOT NULL
);

INSERT INTO sandbox_clock (id, ahead) VALUES (1, 0);
