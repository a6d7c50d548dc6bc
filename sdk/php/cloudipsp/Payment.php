<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Payment
{
    public static function recurring(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('cards.recurring', $data);
    }

    public static function reports(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('orders.report', $data);
    }
}
