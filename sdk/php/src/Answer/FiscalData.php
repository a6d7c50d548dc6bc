<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** What the gateway knows of fiscal receipts. */
final class FiscalData
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly ?string $error = null,
        public readonly array $raw = [],
    ) {
    }
}
