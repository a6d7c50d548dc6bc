<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Response\Response;

/** As in the published package: members by their names on the wire; order_id and order_desc are made where they are missing. */
final class Pcidss
{
    public static function start(#[\SensitiveParameter] array $data): Response
    {
        return Calls::create('cards.step1', $data);
    }

    public static function submit(#[\SensitiveParameter] array $data): Response
    {
        return Calls::send('cards.step2', array_change_key_case($data));
    }
}
