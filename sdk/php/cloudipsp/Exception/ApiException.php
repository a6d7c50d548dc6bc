<?php

declare(strict_types=1);

namespace Cloudipsp\Exception;

/** The cause is the Tetri\Client exception, which has more to tell. */
class ApiException extends \Exception
{
}
