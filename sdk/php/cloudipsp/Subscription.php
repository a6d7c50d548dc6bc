<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Subscription
{
    public static function url(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('checkout.url', $data + ['subscription' => 'Y'], '2.0');
    }

    public static function token(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('checkout.token', $data + ['subscription' => 'Y'], '2.0');
    }

    public static function stop(string $orderId): Response
    {
        return Calls::send('subscriptions.stop', ['order_id' => $orderId]);
    }
}
