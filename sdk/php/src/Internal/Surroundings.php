<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** Clock, waiting and chance; the cases replace them. */
interface Surroundings
{
    /** Milliseconds since some moment. */
    public function now(): float;

    public function wait(int $milliseconds): void;

    /** From 0 to 1. */
    public function random(): float;

    public function newId(): string;
}
