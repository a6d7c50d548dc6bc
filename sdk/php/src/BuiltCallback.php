<?php

declare(strict_types=1);

namespace Tetri\Client;

/** A callback for a shop's own tests. */
final class BuiltCallback
{
    public function __construct(
        public readonly string $body,
        public readonly string $contentType,
    ) {
    }
}
