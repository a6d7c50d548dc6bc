<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** One thing that was tried or done for an order. Amounts are minor units, though the wire has major ones. */
final class Transaction
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly ?string $id = null,
        public readonly ?string $payment_id = null,
        public readonly ?string $parent_tran_id = null,
        public readonly ?string $order_id = null,
        public readonly ?int $merchant_id = null,
        public readonly ?string $tran_type = null,
        public readonly ?string $transaction_status = null,
        public readonly ?int $amount = null,
        public readonly ?string $currency = null,
        public readonly ?int $actual_amount = null,
        public readonly ?string $actual_currency = null,
        public readonly ?int $reversal_amount = null,
        public readonly ?int $capture_amount = null,
        public readonly ?string $capture_status = null,
        public readonly ?bool $preauth = null,
        public readonly ?int $response_code = null,
        public readonly ?\DateTimeImmutable $timestart = null,
        public readonly ?\DateTimeImmutable $timeend = null,
        public readonly ?int $duration = null,
        public readonly ?string $payment_system = null,
        public readonly ?string $masked_card = null,
        public readonly ?string $card_bin = null,
        public readonly ?string $card_type = null,
        public readonly ?string $eci = null,
        public readonly ?string $sender_rrn = null,
        public readonly ?string $sender_approval_code = null,
        public readonly ?string $sender_email = null,
        public readonly ?string $rectoken = null,
        public readonly array $raw = [],
    ) {
    }
}
