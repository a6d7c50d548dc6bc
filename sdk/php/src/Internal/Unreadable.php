<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** Holds nothing of what could not be read, since that may be a card. */
final class Unreadable extends \Exception
{
}
