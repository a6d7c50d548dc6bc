<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** An answer or a callback does not come from the gateway as it stands; `reason` says which mistake it is. */
final class SignatureException extends TetriException
{
    protected static function kind(): string
    {
        return 'signature';
    }
}
