<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** This machine's clock and chance. */
final class Machine implements Surroundings
{
    public function now(): float
    {
        return hrtime(true) / 1e6;
    }

    public function wait(int $milliseconds): void
    {
        // A signal ends usleep early.
        for ($end = $this->now() + $milliseconds; ($left = $end - $this->now()) > 0;) {
            usleep((int) ceil($left * 1000));
        }
    }

    public function random(): float
    {
        return random_int(0, 1 << 30) / (1 << 30);
    }

    public function newId(): string
    {
        return bin2hex(random_bytes(16));
    }
}
