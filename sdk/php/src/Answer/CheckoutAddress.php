<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** Where the payer pays. */
final class CheckoutAddress
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly string $checkout_url,
        public readonly ?string $payment_id = null,
        public readonly array $raw = [],
    ) {
    }
}
