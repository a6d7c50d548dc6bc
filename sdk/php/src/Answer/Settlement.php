<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** A payment divided among merchants. */
final class Settlement
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly ?string $order_id = null,
        public readonly ?string $operation_id = null,
        public readonly ?int $merchant_id = null,
        public readonly ?string $payment_id = null,
        public readonly ?string $order_status = null,
        public readonly ?string $tran_type = null,
        public readonly ?int $amount = null,
        public readonly ?string $currency = null,
        public readonly mixed $transaction = null,
        public readonly array $raw = [],
    ) {
    }
}
