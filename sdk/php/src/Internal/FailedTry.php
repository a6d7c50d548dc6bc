<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

use Tetri\Client\Exception\TetriException;

final class FailedTry
{
    public function __construct(
        public readonly Failure $failure,
        public readonly TetriException $exception,
    ) {
    }
}
