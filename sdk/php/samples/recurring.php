<?php

// Stores a card with the first payment and charges it again without the payer.

declare(strict_types=1);

use Tetri\Client\Client;
use Tetri\Client\Options;

require __DIR__ . '/../autoload.php'; // with composer: vendor/autoload.php

$tetri = new Client(new Options(merchantId: 1549901, secretKey: 'test'));
$id = uniqid('order-');

// A shop without PCI DSS sends required_rectoken to checkout->url and takes the rectoken from the callback.
$first = $tetri->cards->step1([
    'order_id' => $id, 'order_desc' => 'First month', 'amount' => 1000, 'currency' => 'GEL', 'required_rectoken' => true,
    'card_number' => '4444555511116666', 'expiry_date' => '1232', 'cvv2' => '111',
]);

$next = $tetri->cards->recurring([
    'order_id' => "$id-2", 'order_desc' => 'Second month', 'amount' => 1000, 'currency' => 'GEL', 'rectoken' => $first->order->rectoken,
]);
echo "$next->order_status $next->response_description\n";
