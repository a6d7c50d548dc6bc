<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** Whether a subscription charges. */
final class SubscriptionState
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly ?string $order_id = null,
        public readonly ?int $merchant_id = null,
        public readonly ?string $status = null,
        public readonly array $raw = [],
    ) {
    }
}
