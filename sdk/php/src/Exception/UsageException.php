<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** A mistake of the caller; nothing was sent. */
final class UsageException extends TetriException
{
    protected static function kind(): string
    {
        return 'usage';
    }
}
