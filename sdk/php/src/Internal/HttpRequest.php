<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

final class HttpRequest
{
    /**
     * @param array<string, string> $headers
     * @param bool $mayRepeat the transport may send it again by itself
     */
    public function __construct(
        public readonly string $url,
        public readonly array $headers,
        #[\SensitiveParameter] public readonly string $body,
        public readonly bool $mayRepeat,
    ) {
    }
}
