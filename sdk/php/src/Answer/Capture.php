<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** What became of a capture. */
final class Capture
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly string $capture_status,
        public readonly ?string $order_id = null,
        public readonly ?int $merchant_id = null,
        public readonly ?int $response_code = null,
        public readonly ?string $response_description = null,
        public readonly array $raw = [],
    ) {
    }
}
