<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** Why a try brought no answer. */
final class TransportFailure extends \Exception
{
    public const NEVER_SENT = 'never_sent';
    public const BROKEN = 'broken';
    public const TIMEOUT = 'timeout';
    public const TOO_LARGE = 'too_large';

    public function __construct(public readonly string $why, string $message = '', ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }
}
