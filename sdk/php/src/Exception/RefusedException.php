<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** The gateway said no. `getCode()` says why; the list is in the gateway's reference. */
final class RefusedException extends TetriException
{
    protected static function kind(): string
    {
        return 'refused';
    }
}
