<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** A form that the payer's browser posts. */
final class CheckoutForm
{
    /**
     * @param array<string, string> $fields
     */
    public function __construct(
        public readonly string $url,
        public readonly array $fields,
    ) {
    }
}
