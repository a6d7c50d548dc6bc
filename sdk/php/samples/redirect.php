<?php

// Creates an order and sends the payer to its page.
//   php -S localhost:3000 samples/redirect.php

declare(strict_types=1);

use Tetri\Client\Client;
use Tetri\Client\Options;

require __DIR__ . '/../autoload.php'; // with composer: vendor/autoload.php

$tetri = new Client(new Options(merchantId: 1549901, secretKey: 'test'));
$order = $tetri->checkout->url([
    'order_id' => uniqid('order-'),
    'order_desc' => 'Two books',
    'amount' => 1000,
    'currency' => 'GEL',
    'response_url' => 'https://shop.example/thanks',
    'server_callback_url' => 'https://shop.example/callback',
]);
header("Location: $order->checkout_url", response_code: 303);
