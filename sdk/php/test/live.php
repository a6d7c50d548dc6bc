<?php

declare(strict_types=1);

// spec/client/live.json, the samples, the README and any PSR-18 client, with a running gateway; test/Sdk/run.sh starts one.

use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Tetri\Client\CallOptions;
use Tetri\Client\Client;
use Tetri\Client\Exception\SignatureException;
use Tetri\Client\Exception\TetriException;
use Tetri\Client\Options;

require __DIR__ . '/suite.php';
require __DIR__ . '/../autoload.php';
require '/usr/share/php/Nyholm/Psr7/autoload.php';
require '/usr/share/php/Psr/Http/Client/autoload.php';

$live = spec('spec/client/live.json');
foreach ($live['cases'] as $row) {
    test($row['name'], fn () => runSteps($row, []));
}

$psr18 = new class () implements ClientInterface {
    public int $sent = 0;

    public function sendRequest(RequestInterface $request): ResponseInterface
    {
        $this->sent++;
        $headers = array_map(static fn (string $name) => "$name: {$request->getHeaderLine($name)}", array_keys($request->getHeaders()));
        $http = ['method' => $request->getMethod(), 'header' => $headers, 'content' => (string) $request->getBody(), 'ignore_errors' => true, 'follow_location' => 0];
        $body = file_get_contents((string) $request->getUri(), context: stream_context_create(['http' => $http]));
        return new Response((int) explode(' ', $http_response_header[0])[1], [], $body);
    }
};
test('any PSR-18 client takes the place of curl', function () use ($live, $psr18): void {
    runSteps($live['cases'][1], ['httpClient' => $psr18, 'requestFactory' => new Psr17Factory()]);
    same(count($live['cases'][1]['steps']), $psr18->sent);
});

test('the first payment of the README', function (): void {
    holds(preg_match('/## First payment\n.*?```php\n(.*?)```/s', file_get_contents(__DIR__ . '/../README.md'), $parts) === 1, 'there is none');
    holds(count(explode("\n", trim($parts[1]))) <= 10, 'it has more than ten lines');
    $code = str_replace("'vendor/autoload.php'", var_export(realpath(__DIR__ . '/../autoload.php'), true), $parts[1]);
    holds(preg_match('/token=[0-9a-f]{40}/', php('-r', $code)) === 1, 'no address was printed');
});

test('create and redirect', fn () => serving('redirect.php', function (string $address): void {
    $handle = curl_init($address);
    curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);
    curl_exec($handle);
    same(303, curl_getinfo($handle, CURLINFO_RESPONSE_CODE));
    holds(str_contains(file_get_contents(curl_getinfo($handle, CURLINFO_REDIRECT_URL)), '<html'), 'the page did not open');
}));

test('handle a callback that the gateway sends', fn () => serving('callback.php', function (string $address, string $log): void {
    $id = uniqid('sample-', true);
    (new Client(new Options(merchantId: 1549901, secretKey: 'test')))->cards->step1([
        'order_id' => $id, 'order_desc' => 'x', 'amount' => 1000, 'currency' => 'GEL', 'card_number' => '4444555511116666', 'expiry_date' => '1232',
        'server_callback_url' => $address,
    ]);
    eventually(static fn () => str_contains(file_get_contents($log), "$id is approved: 1000 GEL"), 'the callback was not told');
    $forged = ['method' => 'POST', 'content' => '{"order_id":"x","order_status":"approved","signature":""}', 'header' => 'Content-Type: application/json', 'ignore_errors' => true];
    file_get_contents($address, context: stream_context_create(['http' => $forged]));
    holds(str_contains($http_response_header[0], '400'), $http_response_header[0]);
    eventually(static fn () => str_contains(file_get_contents($log), 'refused: no_signature'), 'the forgery was not told');
}));

test('capture and refund', fn () => same("captured\napproved 250\n", php(__DIR__ . '/../samples/capture-and-refund.php')));

test('recurring', fn () => holds(str_starts_with(php(__DIR__ . '/../samples/recurring.php'), 'approved'), 'it was not approved'));

test('the old surface: create, status, capture, reverse, refusals', function (): void {
    Cloudipsp\Configuration::setMerchantId(1549901);
    Cloudipsp\Configuration::setSecretKey('test');
    Cloudipsp\Configuration::setCreditKey('testcredit');
    $card = ['amount' => 1000, 'currency' => 'GEL', 'card_number' => '4444555511116666', 'expiry_date' => '1232', 'cvv2' => '111', 'preauth' => 'Y'];
    $paid = Cloudipsp\Pcidss::start($card);
    holds($paid->isApproved() && $paid->isValid(), 'the payment was not approved');
    $id = $paid->getData()['order_id'];
    same($id, $paid->getOrderID());
    holds(Cloudipsp\Order::capture(['order_id' => $id, 'amount' => 600, 'currency' => 'GEL'])->isCaptured(), 'it was not captured');
    holds(Cloudipsp\Order::reverse(['order_id' => $id, 'amount' => 600, 'currency' => 'GEL'])->isReversed(), 'it was not reversed');
    same('reversed', Cloudipsp\Order::status(['order_id' => $id])->getData()['order_status']);
    same(1014, throws(Cloudipsp\Exception\ApiException::class, function (): void {
        Cloudipsp\Configuration::setSecretKey('wrong');
        Cloudipsp\Checkout::url(['amount' => 1000, 'currency' => 'GEL']);
    })->getCode());
    Cloudipsp\Configuration::setSecretKey('test');
    Cloudipsp\Configuration::setApiVersion('2.0');
    holds(str_contains((string) Cloudipsp\Checkout::url(['amount' => 1000, 'currency' => 'GEL', 'merchant_data' => ['a' => 1]])->getUrl(), 'token='), 'no address');
    $members = ['order_id' => 'a', 'order_status' => 'approved', 'amount' => '1000', 'currency' => 'GEL'];
    $callback = Cloudipsp\Configuration::client()->callbacks->build($members)->body;
    $result = new Cloudipsp\Result\Result(json_decode($callback, true));
    holds($result->isValid() && $result->isApproved() && $result->getParam('order_id') === 'a', 'a right callback was refused');
    holds(!(new Cloudipsp\Result\Result(['order_status' => 'declined'] + json_decode($callback, true)))->isValid(), 'a wrong callback was taken');
});

summary('live');

/** @param array<string, mixed> $more options of the client */
function runSteps(array $row, array $more): void
{
    global $live;
    $kept = ['unique' => uniqid('php-', true), 'callbacks' => getenv('TETRI_CALLBACKS') . '/callback'];
    foreach ($row['steps'] as $number => $step) {
        $client = new Client(new Options(...inLanguage(($step['client'] ?? []) + ($row['client'] ?? []) + $live['client']), ...$more));
        $expect = filled($step['expect'], $kept);
        $result = $error = null;
        try {
            $result = isset($step['callback']) ? readCallback($client, filled($step['callback'], $kept), $step['refuses_changes'] ?? false) : call($client, $step, $kept);
        } catch (TetriException $error) {
            isset($expect['error']) || throw $error;
            $result = [
                'kind' => $error->kind, 'code' => $error->getCode(), 'message' => $error->getMessage(), 'request_id' => $error->requestId,
                'retryable' => $error->retryable, 'outcome_unknown' => $error->outcomeUnknown,
            ];
        }
        $found = json_decode(json_encode($result), true);
        $what = "step $number found " . json_encode($result);
        holds(isset($expect['error']) === ($error !== null), $what);
        holds(fits($found, $expect['error'] ?? $expect['result'] ?? []), $what);
        holds(!isset($expect['rows']) || count($found) === $expect['rows'], $what);
        holds(!isset($expect['row']) || array_filter($found, static fn ($each) => fits($each, $expect['row'])) !== [], $what);
        foreach ($step['keep'] ?? [] as $name => $path) {
            $kept[$name] = array_reduce(explode('.', $path), static fn ($value, $member) => $value[$member], $found);
        }
    }
}

function call(Client $client, array $step, array $kept): mixed
{
    [$noun, $verb] = explode('.', $step['call']);
    $verb = camel($verb);
    $args = array_map(static fn ($value) => is_array($value) && isset($value['time']) ? new DateTimeImmutable($value['time'] . ' UTC') : $value, filled($step['args'], $kept));
    return $client->$noun->$verb($args, new CallOptions(...inLanguage(filled($step['options'] ?? [], $kept))));
}

function readCallback(Client $client, array $wanted, bool $refusesChanges): mixed
{
    $body = file_get_contents(getenv('TETRI_CALLBACKS') . '/of?' . http_build_query($wanted));
    $type = current(preg_filter('/^content-type: */i', '', $http_response_header));
    if ($refusesChanges) {
        $message = json_decode($body, true);
        $data = $message['data'] ?? null;
        $changes = $data === null
            ? ['changed' => ['amount' => '1001'] + $message, 'removed' => array_diff_key($message, ['approval_code' => 0]), 'added' => $message + ['extra' => '1']]
            : ['changed' => ['data' => substr_replace($data, $data[40] === 'A' ? 'B' : 'A', 40, 1)] + $message, 'removed' => ['data' => substr($data, 4)] + $message];
        $changes += ['empty signature' => ['signature' => ''] + $message, 'no signature' => array_diff_key($message, ['signature' => 0])];
        foreach ($changes as $what => $changed) {
            holds($changed !== $message, "$what is no change");
            throws(SignatureException::class, fn () => $client->callbacks->read(json_encode($changed), $type));
        }
        $stranger = new Client(new Options(merchantId: 1549901, secretKey: 'another', creditKey: 'another'));
        throws(SignatureException::class, fn () => $stranger->callbacks->read($body, $type));
        holds($client->callbacks->read($body, $type) == $client->callbacks->read(json_encode(array_reverse($message)), $type), 'reordered members gave another order');
    }
    return $client->callbacks->read($body, $type);
}

function filled(array $value, array $kept): array
{
    array_walk_recursive($value, static function (&$text) use ($kept): void {
        $text = is_string($text) ? preg_replace_callback('/\{(\w+)\}/', static fn ($name) => $kept[$name[1]] ?? $name[0], $text) : $text;
    });
    return $value;
}

function fits(mixed $found, mixed $expected): bool
{
    if (is_array($expected) && isset($expected['matches'])) {
        return preg_match("~{$expected['matches']}~", (string) $found) === 1;
    }
    return is_array($expected) ? array_filter(array_keys($expected), static fn ($name) => !fits($found[$name] ?? null, $expected[$name])) === [] : $found === $expected;
}

function php(string ...$arguments): string
{
    $process = proc_open([PHP_BINARY, ...$arguments], [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
    [$output, $errors] = [stream_get_contents($pipes[1]), stream_get_contents($pipes[2])];
    same(0, proc_close($process), $output . $errors);
    return $output;
}

/** A sample under PHP's own web server; $use gets its address and the file of its log. */
function serving(string $sample, callable $use): void
{
    $free = stream_socket_server('tcp://127.0.0.1:0');
    $host = stream_socket_get_name($free, false);
    fclose($free);
    $log = tempnam(sys_get_temp_dir(), 'tetri');
    $process = proc_open([PHP_BINARY, '-S', $host, __DIR__ . "/../samples/$sample"], [1 => ['file', $log, 'a'], 2 => ['file', $log, 'a']], $pipes);
    try {
        eventually(static fn () => str_contains(file_get_contents($log), 'started'), 'the server did not start');
        $use("http://$host/", $log);
    } finally {
        proc_terminate($process);
        proc_close($process);
        unlink($log);
    }
}

function eventually(callable $holds, string $otherwise): void
{
    for ($tries = 0; !$holds(); $tries++) {
        holds($tries < 200, $otherwise);
        usleep(50_000);
    }
}
