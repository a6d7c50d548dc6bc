<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** No whole answer came in time. */
final class TimedOutException extends TetriException
{
    protected static function kind(): string
    {
        return 'timeout';
    }
}
