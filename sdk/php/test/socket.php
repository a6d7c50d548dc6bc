<?php

declare(strict_types=1);

// What the cases can't show, with real sockets: the limit of an answer, redirects, a slow body, an unreachable gateway.

use Tetri\Client\Client;
use Tetri\Client\Exception\AnswerException;
use Tetri\Client\Exception\NetworkException;
use Tetri\Client\Exception\TimedOutException;
use Tetri\Client\Options;

require __DIR__ . '/suite.php';
require __DIR__ . '/../autoload.php';

test('an answer above the limit is left at the limit', fn () => against('floods', ['maxAnswerBytes' => 100_000], function (Client $client, $heard): void {
    $e = throws(AnswerException::class, fn () => $client->orders->status(['order_id' => 'x']));
    same('too_large', $e->reason);
    fgets($heard);
    holds((int) substr((string) fgets($heard), 5) < 50_000_000, 'it was read to its end');
}));

test('a redirect is not followed', fn () => against('redirects', [], function (Client $client, $heard): void {
    $e = throws(AnswerException::class, fn () => $client->orders->status(['order_id' => 'x']));
    same(307, $e->status);
    same("asked\n", fgets($heard));
    stream_set_blocking($heard, false);
    same(false, fgets($heard));
}));

test('the time of a try covers its body', fn () => against('dawdles', ['timeout' => 0.2], function (Client $client): void {
    $start = hrtime(true);
    $e = throws(TimedOutException::class, fn () => $client->orders->status(['order_id' => 'x']));
    same(1, $e->tries);
    holds((hrtime(true) - $start) / 1e9 < 5, 'it took too long');
}));

test('a payment whose answer is lost is sent once, and nobody knows its outcome', fn () => against('breaks', ['tries' => 3], function (Client $client, $heard): void {
    $e = throws(NetworkException::class, fn () => $client->orders->settle(['operation_id' => 'x']));
    same([true, false, 1], [$e->outcomeUnknown, $e->retryable, $e->tries]);
    same("asked\n", fgets($heard));
    stream_set_blocking($heard, false);
    same(false, fgets($heard));
}));

test('a gateway that is not there was not asked', function (): void {
    $closed = stream_socket_server('tcp://127.0.0.1:0');
    $address = 'http://' . stream_socket_get_name($closed, false);
    fclose($closed);
    $client = new Client(new Options(merchantId: 1, secretKey: 'test', baseUrl: $address, tries: 2));
    $e = throws(NetworkException::class, fn () => $client->orders->settle(['operation_id' => 'x']));
    same([false, true, 2], [$e->outcomeUnknown, $e->retryable, $e->tries]);
});

summary('sockets');

function against(string $how, array $settings, callable $check): void
{
    $process = proc_open([PHP_BINARY, __DIR__ . '/hostile.php', $how], [1 => ['pipe', 'w']], $pipes);
    try {
        $address = trim((string) fgets($pipes[1]));
        $check(new Client(new Options(...$settings + ['merchantId' => 1, 'secretKey' => 'test', 'baseUrl' => $address, 'tries' => 1])), $pipes[1]);
    } finally {
        proc_terminate($process);
        proc_close($process);
    }
}
