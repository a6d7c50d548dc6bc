<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

final class WrongSignature extends \Exception
{
    public function __construct(public readonly string $reason, string $message)
    {
        parent::__construct($message);
    }
}
