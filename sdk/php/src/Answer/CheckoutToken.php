<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** What a page of the shop's own opens the order with. */
final class CheckoutToken
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly string $token,
        public readonly array $raw = [],
    ) {
    }
}
