<?php

declare(strict_types=1);

namespace Tetri\Client;

/** What holds for one call. */
final class CallOptions
{
    /**
     * @param string|null $idempotencyKey creating an order or charging a card only: the same key and the same order give the same answer for 24 hours; one is made where none is given
     * @param float|null $timeout seconds for one try
     */
    public function __construct(
        public readonly ?string $idempotencyKey = null,
        public readonly ?float $timeout = null,
    ) {
    }
}
