<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** What a try came to, as far as repeating is concerned. */
final class Failure
{
    /**
     * @param string $kind refused, answer, network, timeout, or other, which is never tried again
     * @param bool $isUnsent nothing of the request can have arrived
     */
    public function __construct(
        public readonly string $kind,
        public readonly ?int $status = null,
        public readonly bool $isUnsent = false,
        public readonly ?int $retryAfter = null,
    ) {
    }
}
