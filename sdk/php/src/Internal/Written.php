<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** A request as it is written, and what is needed to read its answer. */
final class Written
{
    /** @param list<string> $secrets texts that must stand in no exception */
    public function __construct(
        public readonly HttpRequest $request,
        #[\SensitiveParameter] public readonly string $key,
        public readonly bool $isForm,
        #[\SensitiveParameter] public readonly array $secrets,
    ) {
    }
}
