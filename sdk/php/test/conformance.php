<?php

declare(strict_types=1);

// The cases of spec/client: a loop over rows, one entry for each thing that can be called.

use Tetri\Client\CallOptions;
use Tetri\Client\Client;
use Tetri\Client\Exception\TetriException;
use Tetri\Client\Money;
use Tetri\Client\Options;
use Tetri\Client\Version;

require __DIR__ . '/suite.php';
require __DIR__ . '/../autoload.php';
require __DIR__ . '/Stage.php';

$index = spec('spec/client/cases/index.json');
$lacks = spec('sdk/php/conformance.json')['lacks'];

$calls = [
    'client.new' => fn (Client $client) => ['base_url' => $client->baseUrl],
    'client.text' => fn (Client $client) => printed($client) . json_encode($client),
    'callback.read' => fn (Client $client, array $args) => $client->callbacks->read($args['parsed'] ?? $args['body'], $args['content_type'] ?? null),
    'callback.build' => fn (Client $client, array $args) => $client->callbacks->build(...$args),
    'money.to_major' => fn ($_, array $args) => Money::toMajor($args['minor'], $args['currency']),
    'money.to_minor' => fn ($_, array $args) => Money::toMinor($args['major'], $args['currency']),
];
foreach (array_column(spec('spec/client/operations.json')['operations'], 'name') as $name) {
    [$noun, $verb] = explode('.', $name);
    $verb = camel($verb);
    $calls[$name] = fn (Client $client, array $args, ?CallOptions $options) => $options ? $client->$noun->$verb(timed($args), $options) : $client->$noun->$verb(timed($args));
}

$results = [];
foreach ($index['files'] as $file) {
    $theme = basename($file, '.json');
    foreach (spec("spec/client/cases/$file")['cases'] as $row) {
        $lack = current(array_intersect($row['needs'] ?? [], array_keys($lacks)));
        if ($lack !== false) {
            echo "skipped $theme: {$row['name']}: no $lack: $lacks[$lack]\n";
        }
        $results[$theme][$row['name']] = match (true) {
            $lack !== false => "skipped: $lacks[$lack]",
            test("$theme: {$row['name']}", fn () => run($row)) => 'passed',
            default => 'failed',
        };
    }
}
is_dir(ROOT . '/artifacts/sdk') || mkdir(ROOT . '/artifacts/sdk', 0777, true);
file_put_contents(ROOT . '/artifacts/sdk/php.json', json_encode(
    ['language' => 'php', 'version' => Version::NUMBER, 'ran_on' => 'PHP ' . PHP_VERSION, 'cases' => $results],
    JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES,
) . "\n");
summary('conformance');

function run(array $row): void
{
    global $index, $calls;
    known($row, 'name', 'needs', 'client', 'env', 'random', 'call', 'args', 'options', 'replies', 'expect');
    known($row['expect'], 'requests', 'result', 'error', 'delays', 'text_without');
    putenv(isset($row['env']['TETRI_URL']) ? "TETRI_URL={$row['env']['TETRI_URL']}" : 'TETRI_URL');
    $stage = new Stage($row['replies'] ?? [], $row['random'] ?? $index['random']);
    $settings = array_filter(($row['client'] ?? []) + $index['client'], static fn ($value) => $value !== null);
    $expect = $row['expect'];
    $result = $error = null;
    try {
        $client = new Client(new Options(...inLanguage($settings)), $stage, $stage);
        $options = isset($row['options']) ? new CallOptions(...inLanguage($row['options'])) : null;
        $result = $calls[$row['call']]($client, $row['args'], $options);
    } catch (TetriException $error) {
        isset($expect['error']) || throw $error;
    }
    same([], $stage->replies, 'replies that nobody asked for');
    if (isset($expect['error'])) {
        matchesError($error, $expect['error']);
    }
    if (array_key_exists('result', $expect)) {
        $row['call'] === 'callback.build'
            ? matchesBody($result->body, $result->contentType, $expect['result'], static fn ($sent) => $sent)
            : same(sorted($expect['result']), sorted(canonical($result)), 'result');
    }
    if (isset($expect['delays'])) {
        same($expect['delays'], $stage->delays, 'delays');
    }
    if (isset($expect['requests'])) {
        same(count($expect['requests']), count($stage->requests), 'number of tries');
        array_map(matchesRequest(...), $stage->requests, $expect['requests']);
    }
    foreach ($expect['text_without'] ?? [] as $secret) {
        holds(!str_contains(printed($error ?? $result), $secret), "$secret was told");
    }
}

function matchesRequest(array $sent, array $expected): void
{
    [$request, $timeoutMs] = $sent;
    same('POST', $expected['method'] ?? 'POST', 'method');
    same($expected['url'] ?? $request->url, $request->url, 'url');
    same($expected['timeout_ms'] ?? $timeoutMs, $timeoutMs, 'timeout');
    foreach ($expected['headers'] ?? [] as $name => $value) {
        is_array($value)
            ? holds(preg_match('~' . $value['matches'] . '~', $request->headers[$name] ?? '') === 1, "$name: {$value['matches']} does not match " . ($request->headers[$name] ?? 'nothing'))
            : same($value, $request->headers[$name] ?? null, $name);
    }
    $body = array_diff_key($expected, array_flip(['method', 'url', 'headers', 'timeout_ms']));
    matchesBody($request->body, $request->headers['content-type'], $body, static fn ($sent) => $sent['request']);
}

function matchesBody(string $body, string $contentType, array $expected, callable $unwrapped): void
{
    known($expected, 'json', 'form', 'order', 'signed_with', 'content_type');
    same($expected['content_type'] ?? $contentType, $contentType, 'content type');
    if (isset($expected['json'])) {
        same(sorted($expected['json']), sorted(json_decode($body, true)), 'body');
    }
    if (isset($expected['form'])) {
        parse_str($body, $pairs);
        same(sorted($expected['form']), sorted($pairs), 'body');
    }
    if (isset($expected['order'])) {
        $sent = $unwrapped(json_decode($body, true));
        same('2.0', $sent['version'], 'version');
        same(sorted(['order' => $expected['order']]), sorted(json_decode(base64_decode($sent['data']), true)), 'order');
        same(sha1("{$expected['signed_with']}|{$sent['data']}"), $sent['signature'], 'signature');
    }
}

function matchesError(?TetriException $error, array $expected): void
{
    $error ?? throw new LogicException('an error was expected');
    $actual = [
        'kind' => $error->kind, 'reason' => $error->reason, 'code' => $error->getCode() ?: null, 'message' => $error->getMessage(), 'request_id' => $error->requestId,
        'status' => $error->status, 'retryable' => $error->retryable, 'retry_after_s' => $error->retryAfter, 'outcome_unknown' => $error->outcomeUnknown,
        'tries' => $error->tries,
    ];
    known($expected, ...array_keys($actual));
    same($expected, array_replace($expected, array_intersect_key($actual, $expected)), 'error');
}

/** As cases write results: wire names, times as text, what is absent left out. */
function canonical(mixed $value): mixed
{
    if ($value instanceof DateTimeInterface) {
        return $value->format('Y-m-d\TH:i:s\Z');
    }
    if (is_object($value)) {
        $value = array_diff_key(array_filter(get_object_vars($value), static fn ($member) => $member !== null), ['raw' => 0]);
    }
    return is_array($value) ? array_map(canonical(...), $value) : $value;
}

/** Members have no order. */
function sorted(mixed $value): mixed
{
    if (is_array($value)) {
        array_is_list($value) || ksort($value);
        return array_map(sorted(...), $value);
    }
    return $value;
}

/** All that PHP shows of a value; of an exception also its traces, as far as they are the package's. */
function printed(mixed $value): string
{
    if (!$value instanceof Throwable) {
        return print_r($value, true) . var_export($value, true);
    }
    $frames = array_filter($value->getTrace(), static fn (array $frame) => str_starts_with($frame['class'] ?? '', 'Tetri\\'));
    // Causes are printed below, without this runner's own frames.
    array_walk_recursive($frames, static fn (&$argument) => $argument = $argument instanceof Throwable ? 'cause' : $argument);
    $facts = array_diff_key((array) $value, ["\0Exception\0trace" => 0, "\0Exception\0previous" => 0]);
    return $value . print_r($frames, true) . print_r($facts, true) . ($value->getPrevious() ? printed($value->getPrevious()) : '');
}

function timed(array $args): array
{
    return array_map(static fn ($value) => is_array($value) && isset($value['time']) ? new DateTimeImmutable($value['time']) : $value, $args);
}

function known(array $object, string ...$keys): void
{
    same([], array_values(array_diff(array_keys($object), $keys)), 'keys that the runner does not know');
}
