<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** The connection was not made, or broke. */
final class NetworkException extends TetriException
{
    protected static function kind(): string
    {
        return 'network';
    }
}
