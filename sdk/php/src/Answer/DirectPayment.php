<?php

declare(strict_types=1);

namespace Tetri\Client\Answer;

/** Either the issuer wants to see the payer (post pareq as PaReq, md as MD and a TermUrl to acs_url), or there is an order already. */
final class DirectPayment
{
    /**
     * @param array<string, mixed> $raw every member as it came
     */
    public function __construct(
        public readonly ?string $acs_url = null,
        public readonly ?string $pareq = null,
        public readonly ?string $md = null,
        public readonly ?Order $order = null,
        public readonly array $raw = [],
    ) {
    }
}
