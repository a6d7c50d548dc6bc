<?php

declare(strict_types=1);

namespace Cloudipsp;

use Cloudipsp\Exception\ApiException;
use Tetri\Client\Exception\TetriException;

/** @internal From the old names to the client's operations, with answers as they come. */
final class Calls
{
    /** An order of which the shop says only what it wants to. */
    public static function create(string $operation, #[\SensitiveParameter] array $data, ?string $version = null): Response\Response
    {
        $data['order_id'] ??= Configuration::getMerchantId() . '_' . bin2hex(random_bytes(16));
        $data['order_desc'] ??= "Order {$data['order_id']}";
        return self::send($operation, $data, $version);
    }

    public static function send(string $operation, #[\SensitiveParameter] array $data, ?string $version = null): Response\Response
    {
        if (is_array($data['merchant_data'] ?? null)) {
            $data['merchant_data'] = self::json($data['merchant_data']);
        }
        if (is_array($data['reservation_data'] ?? null)) {
            $data['reservation_data'] = base64_encode(self::json($data['reservation_data']));
        }
        try {
            $answer = Configuration::client($version)->raw($operation, $data);
        } catch (TetriException $e) {
            throw new ApiException($e->getMessage(), $e->getCode(), $e);
        }
        return new Response\Response($answer, $data['order_id'] ?? null);
    }

    private static function json(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}
