<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** An order as it stands. Amounts are minor units, times are UTC; null is what the gateway left empty. */
final class Order
{
    /**
     * @param 'created'|'processing'|'approved'|'declined'|'expired'|'reversed' $order_status
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly string $order_id,
        public readonly string $order_status,
        public readonly ?int $merchant_id = null,
        public readonly ?string $payment_id = null,
        public readonly ?int $amount = null,
        public readonly ?string $currency = null,
        public readonly ?int $actual_amount = null,
        public readonly ?string $actual_currency = null,
        public readonly ?int $reversal_amount = null,
        public readonly ?int $settlement_amount = null,
        public readonly ?string $settlement_currency = null,
        public readonly ?string $settlement_date = null,
        public readonly ?int $fee = null,
        public readonly ?int $fee_oplata = null,
        public readonly ?int $response_code = null,
        public readonly ?string $response_description = null,
        public readonly ?string $tran_type = null,
        public readonly ?string $masked_card = null,
        public readonly ?string $card_bin = null,
        public readonly ?string $card_type = null,
        public readonly ?string $rrn = null,
        public readonly ?string $approval_code = null,
        public readonly ?string $eci = null,
        public readonly ?string $payment_system = null,
        public readonly ?string $sender_email = null,
        public readonly ?string $sender_cell_phone = null,
        public readonly ?string $sender_account = null,
        public readonly ?\DateTimeImmutable $order_time = null,
        public readonly ?string $product_id = null,
        public readonly ?string $merchant_data = null,
        public readonly ?string $rectoken = null,
        public readonly ?\DateTimeImmutable $rectoken_lifetime = null,
        public readonly ?string $verification_status = null,
        public readonly ?string $parent_order_id = null,
        public readonly ?string $additional_info = null,
        public readonly mixed $transaction = null,
        public readonly array $raw = [],
    ) {
    }
}
