<?php

declare(strict_types=1);

// What signing must give, and that the tables of this package are those of spec/.

use Tetri\Client\Exception\UsageException;
use Tetri\Client\Internal\Answers;
use Tetri\Client\Internal\Operation;
use Tetri\Client\Internal\Retry;
use Tetri\Client\Money;
use Tetri\Client\Options;
use Tetri\Client\Signature;
use Tetri\Client\Version;

require __DIR__ . '/suite.php';
require __DIR__ . '/../autoload.php';

$vectors = spec('spec/signature-vectors.json');
foreach ([...$vectors['v1'], ...$vectors['v2']] as $row) {
    test("vector: {$row['name']}", function () use ($row): void {
        $signed = $row['data'] ?? $row['members'];
        same($row['signature'], Signature::of($signed, $row['secret']));
        holds(Signature::fits($row['signature'], $signed, $row['secret']), 'it should fit');
        holds(!Signature::fits($row['signature'], $signed, $row['secret'] . 'x'), 'another key should not fit');
    });
}

$behaviour = spec('spec/client/operations.json');
test('operations are those of the specification', function () use ($behaviour): void {
    foreach ($behaviour['operations'] as $row) {
        $own = Operation::named($row['name']);
        same(
            [$row['path'], $row['key'], $row['repeat'], $row['timeout'], $row['answer'], $row['signed'], $row['formats'], $row['versions']],
            [$own->path, $own->key, $own->repeat, $own->timeout, $own->answer, $own->signed, $own->formats, $own->versions],
            $row['name'],
        );
        same([$row['version_sent'] ?? true, $row['adds'] ?? [], $row['made'] ?? null], [$own->isVersionSent, $own->adds, $own->made], $row['name']);
    }
});

test('the rules of retrying are those of the specification', function () use ($behaviour): void {
    same($behaviour['retry'], [
        'tries' => option('tries'), 'statuses' => Retry::STATUSES, 'statuses_not_carried_out' => Retry::STATUSES_NOT_CARRIED_OUT,
        'first_delay_ms' => Retry::FIRST_DELAY_MS, 'largest_delay_ms' => Retry::LARGEST_DELAY_MS, 'largest_retry_after_s' => Retry::LARGEST_RETRY_AFTER_S,
        'deadline_s' => (int) option('deadline'),
    ]);
    same($behaviour['limits']['answer_bytes'], option('maxAnswerBytes'));
});

test('answers are those of the specification, and their classes have the same members', function (): void {
    foreach (spec('spec/client/answers.json')['answers'] as $name => $types) {
        if ($name === 'orders' || $name === 'form') {
            continue;
        }
        same($types, Answers::TYPES[$name], $name);
        $classes = (new ReflectionClassConstant(Answers::class, 'CLASSES'))->getValue();
        $members = array_map(static fn (ReflectionParameter $parameter) => $parameter->getName(), (new ReflectionMethod($classes[$name], '__construct'))->getParameters());
        same([], array_merge(array_diff($members, array_keys($types), ['raw']), array_diff(array_keys($types), $members)), $name);
    }
});

test('currencies are those of the specification', function (): void {
    $money = spec('spec/client/money.json');
    same([$money['0'], $money['3']], [Money::WITHOUT_DECIMALS, Money::WITH_THREE_DECIMALS]);
});

test('the version is that of all five', function (): void {
    same(trim(file_get_contents(ROOT . '/sdk/VERSION')), Version::NUMBER);
    holds(str_contains(file_get_contents(__DIR__ . '/../CHANGELOG.md'), '## ' . Version::NUMBER), 'the changelog does not know this version');
});

test('options are neither printed nor stored with their keys', function (): void {
    $options = new Options(merchantId: 1549901, secretKey: 'very-secret', creditKey: 'very-secret', baseUrl: 'http://localhost');
    holds(!str_contains(print_r($options, true) . var_export($options, true) . json_encode($options), 'very-secret'), 'a key was told');
    throws(LogicException::class, fn () => serialize($options));
});

test('a PSR-18 client without factories is a mistake of the caller', function (): void {
    foreach (['Psr/Http/Client', 'Psr/Http/Message'] as $folder) {
        array_map(static fn (string $file) => require_once $file, glob("/usr/share/php/$folder/*Interface.php") ?: []);
    }
    $client = new class () implements Psr\Http\Client\ClientInterface {
        public function sendRequest(Psr\Http\Message\RequestInterface $request): Psr\Http\Message\ResponseInterface
        {
            throw new LogicException('Nothing is sent.');
        }
    };
    throws(UsageException::class, fn () => new Tetri\Client\Client(new Options(merchantId: 1, secretKey: 'x', httpClient: $client)));
});

summary('vectors');

function option(string $name): mixed
{
    foreach ((new ReflectionMethod(Options::class, '__construct'))->getParameters() as $parameter) {
        if ($parameter->getName() === $name) {
            return $parameter->getDefaultValue();
        }
    }
    throw new LogicException($name);
}
