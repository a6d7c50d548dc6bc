<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** What became of giving money back. reversal_amount is what was given back so far, in minor units. */
final class Reversal
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly string $reverse_status,
        public readonly ?string $order_id = null,
        public readonly ?int $merchant_id = null,
        public readonly ?int $reversal_amount = null,
        public readonly ?string $reverse_id = null,
        public readonly ?string $transaction_id = null,
        public readonly ?int $response_code = null,
        public readonly ?string $response_description = null,
        public readonly array $raw = [],
    ) {
    }
}
