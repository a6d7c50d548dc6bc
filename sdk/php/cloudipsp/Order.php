<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Order
{
    public static function status(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('orders.status', $data);
    }

    public static function capture(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('orders.capture', $data);
    }

    public static function reverse(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('orders.reverse', $data);
    }

    public static function settlement(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('orders.settle', $data);
    }

    public static function transactionList(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('orders.transactions', $data);
    }
}
