<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Verification
{
    public static function url(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('checkout.verification', $data + ['verification_type' => 'code', 'amount' => 0]);
    }
}
