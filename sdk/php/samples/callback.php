<?php

// Takes what the gateway tells of an order. Only a body that the gateway signed gets through.
//   php -S localhost:3001 samples/callback.php

declare(strict_types=1);

use Tetri\Client\Client;
use Tetri\Client\Exception\SignatureException;
use Tetri\Client\Options;

require __DIR__ . '/../autoload.php'; // with composer: vendor/autoload.php

$tetri = new Client(new Options(merchantId: 1549901, secretKey: 'test'));
try {
    $order = $tetri->callbacks->read(file_get_contents('php://input'), $_SERVER['CONTENT_TYPE'] ?? null);
    error_log("$order->order_id is $order->order_status: $order->actual_amount $order->currency");
} catch (SignatureException $e) {
    error_log("refused: $e->reason");
    http_response_code(400);
}
