<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class P2pcredit
{
    public static function start(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('payouts.to_card', $data);
    }
}
