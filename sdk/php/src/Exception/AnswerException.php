<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** What came is not an answer of the gateway: unreadable, of a status without words (status), or too_large. */
final class AnswerException extends TetriException
{
    protected static function kind(): string
    {
        return 'answer';
    }
}
