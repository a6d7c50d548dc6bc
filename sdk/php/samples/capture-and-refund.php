<?php

// Takes a part of what an order holds, and gives a part of that back.

declare(strict_types=1);

use Tetri\Client\Client;
use Tetri\Client\Options;

require __DIR__ . '/../autoload.php'; // with composer: vendor/autoload.php

$tetri = new Client(new Options(merchantId: 1549901, secretKey: 'test'));
$id = uniqid('order-');

// A shop without PCI DSS lets the payer do this on the hosted page, with preauth at checkout->url.
$tetri->cards->step1([
    'order_id' => $id, 'order_desc' => 'Two books', 'amount' => 1000, 'currency' => 'GEL', 'preauth' => true,
    'card_number' => '4444555511116666', 'expiry_date' => '1232', 'cvv2' => '111',
]);

$capture = $tetri->orders->capture(['order_id' => $id, 'amount' => 600, 'currency' => 'GEL']);
echo "$capture->capture_status\n";

$reversal = $tetri->orders->reverse(['order_id' => $id, 'amount' => 250, 'currency' => 'GEL', 'reverse_id' => "refund-$id"]);
echo "$reversal->reverse_status $reversal->reversal_amount\n";
