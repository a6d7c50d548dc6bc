<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

use Tetri\Client\Answer\CheckoutForm;
use Tetri\Client\CallOptions;
use Tetri\Client\Exception\AnswerException;
use Tetri\Client\Exception\NetworkException;
use Tetri\Client\Exception\RefusedException;
use Tetri\Client\Exception\SignatureException;
use Tetri\Client\Exception\TetriException;
use Tetri\Client\Exception\TimedOutException;
use Tetri\Client\Exception\UsageException;
use Tetri\Client\Options;
use Tetri\Client\Signature;
use Tetri\Client\Version;

/** An operation, from members to its answer. */
final class Caller
{
    private const LONGEST_MESSAGE = 300;
    private const LONGEST_IDEMPOTENCY_KEY = 255;
    private const SECRET_MEMBERS = ['card_number', 'cvv2', 'receiver_card_number', 'rectoken', 'receiver_rectoken', 'external_rectoken', 'container'];

    public function __construct(
        private readonly Options $options,
        private readonly Transport $transport,
        private readonly Surroundings $around,
    ) {
    }

    /**
     * @template T
     * @param array<string, mixed> $given
     * @param (callable(mixed): T)|null $read otherwise the operation's answer, typed
     * @return T
     */
    public function call(string $name, #[\SensitiveParameter] array $given, ?CallOptions $call = null, ?callable $read = null): mixed
    {
        $operation = Operation::named($name);
        $read ??= static fn (mixed $answer) => Answers::typed($operation->answer, $answer);
        $written = $this->write($operation, $given, $call);
        $timeout = 1000 * ($call?->timeout ?? $this->options->timeout ?? $operation->timeout);
        $end = $this->around->now() + 1000 * $this->options->deadline;
        for ($made = 1; ; $made++) {
            $limit = (int) max(1, min($timeout, $end - $this->around->now()));
            $outcome = $this->try($written, $operation, $read, $limit, $made);
            if (is_array($outcome)) {
                return $outcome[0];
            }
            $left = $end - $this->around->now();
            $wait = Retry::wait($outcome->failure, $operation->repeat, $made, $this->options->tries, $left, $this->around->random());
            if ($wait === null) {
                throw $outcome->exception;
            }
            $this->around->wait($wait);
        }
    }

    /**
     * Where the payer's browser posts, and what.
     *
     * @param array<string, mixed> $given
     */
    public function form(#[\SensitiveParameter] array $given): CheckoutForm
    {
        $operation = Operation::named('checkout.form');
        [$version] = $this->manner($operation, $this->members($operation, $given));
        return new CheckoutForm($this->url($operation), array_map(strval(...), $this->flat($operation, $given, $version)));
    }

    /** @return array{mixed}|FailedTry */
    private function try(#[\SensitiveParameter] Written $written, Operation $operation, callable $read, int $timeoutMs, int $made): array|FailedTry
    {
        try {
            $reply = $this->transport->send($written->request, $timeoutMs, $this->options->maxAnswerBytes);
            if (strlen($reply->body) > $this->options->maxAnswerBytes) {
                throw new TransportFailure(TransportFailure::TOO_LARGE);
            }
        } catch (TransportFailure $e) {
            return $this->unanswered($e, $operation, $made);
        }
        $status = $reply->status;
        $retryAfter = preg_match('/^\d{1,9}$/D', $reply->headers['retry-after'] ?? '') === 1 ? (int) $reply->headers['retry-after'] : null;
        try {
            $answer = self::readAnswer($reply->body, $written->isForm);
            $refusal = self::refusal($answer, $reply->headers);
            if ($refusal !== null) {
                return $this->failed(new Failure('refused', $status, retryAfter: $retryAfter), $operation, $made, RefusedException::class, [
                    'message' => self::cut(str_replace($written->secrets, '***', $refusal['message'])), 'code' => $refusal['code'], 'requestId' => $refusal['request_id'],
                ]);
            }
            if ($status !== 200) {
                throw new Unreadable('It is no answer.');
            }
            return [$read($this->opened($answer, $operation, $written->key))];
        } catch (WrongSignature $e) {
            return $this->failed(new Failure('other'), $operation, $made, SignatureException::class, ['message' => $e->getMessage(), 'reason' => $e->reason, 'status' => $status]);
        } catch (Unreadable $e) {
            return $status === 200
                ? $this->failed(new Failure('other'), $operation, $made, AnswerException::class, [
                    'message' => "What came is not an answer of the gateway. {$e->getMessage()}", 'reason' => 'unreadable', 'status' => $status,
                ])
                : $this->failed(new Failure('answer', $status, retryAfter: $retryAfter), $operation, $made, AnswerException::class, [
                    'message' => "The answer has HTTP status $status and nothing that the gateway says.", 'reason' => 'status',
                ]);
        }
    }

    private function unanswered(TransportFailure $e, Operation $operation, int $made): FailedTry
    {
        return match ($e->why) {
            TransportFailure::TOO_LARGE => $this->failed(new Failure('other'), $operation, $made, AnswerException::class, [
                'message' => 'The answer is larger than maxAnswerBytes.', 'reason' => 'too_large',
            ]),
            TransportFailure::TIMEOUT => $this->failed(new Failure('timeout'), $operation, $made, TimedOutException::class, [
                'message' => 'The gateway did not answer in time.', 'previous' => $e,
            ]),
            TransportFailure::NEVER_SENT => $this->failed(new Failure('network', isUnsent: true), $operation, $made, NetworkException::class, [
                'message' => "The gateway at {$this->options->baseUrl} can't be reached.", 'previous' => $e,
            ]),
            default => $this->failed(new Failure('network'), $operation, $made, NetworkException::class, [
                'message' => 'The connection to the gateway broke.', 'previous' => $e,
            ]),
        };
    }

    /** @param class-string<TetriException> $class */
    private function failed(Failure $failure, Operation $operation, int $made, string $class, array $facts): FailedTry
    {
        return new FailedTry($failure, new $class(...$facts + [
            'status' => $failure->status,
            'retryAfter' => $failure->retryAfter,
            'retryable' => Retry::isRetryable($failure, $operation->repeat),
            'outcomeUnknown' => Retry::isOutcomeUnknown($failure, $operation->repeat),
            'tries' => $made,
        ]));
    }

    private function write(Operation $operation, #[\SensitiveParameter] array $given, ?CallOptions $call): Written
    {
        if ($operation->made !== null && ($given[$operation->made] ?? '') === '') {
            $given[$operation->made] = $this->around->newId();
        }
        $all = $this->members($operation, $given);
        [$version, $isForm] = $this->manner($operation, $all);
        $key = $this->keyOf($operation);
        $headers = ['user-agent' => 'tetri-php/' . Version::NUMBER . ' (php ' . PHP_VERSION . ')'];
        if ($operation->repeat === 'key') {
            $headers['idempotency-key'] = self::checked($call?->idempotencyKey ?? $this->around->newId());
        } elseif ($call?->idempotencyKey !== null) {
            throw new UsageException('The gateway knows an idempotency key only where an order is created or a card is charged.', 'idempotency_key');
        }
        $headers += $isForm
            ? ['content-type' => 'application/x-www-form-urlencoded']
            : ['content-type' => 'application/json', 'accept' => 'application/json'];
        $body = match (true) {
            $version === '2.0' => Wire::writeJson(['request' => Wire::enclose($all, $key)]),
            $isForm => Wire::writeForm($this->flat($operation, $given, $version)),
            default => Wire::writeJson(['request' => $this->flat($operation, $given, $version)]),
        };
        $secrets = [$this->options->secretKey(), $this->options->creditKey(), ...array_map(static fn (string $name) => $all[$name] ?? '', self::SECRET_MEMBERS)];
        return new Written(
            new HttpRequest($this->url($operation), $headers, $body, mayRepeat: $operation->repeat !== 'once'),
            $key,
            $isForm,
            array_values(array_map(strval(...), array_filter($secrets, static fn (mixed $secret) => is_scalar($secret) && $secret !== ''))),
        );
    }

    /**
     * The version and format in which these members can travel.
     *
     * @return array{string, bool} version, and whether it is a form
     */
    private function manner(Operation $operation, #[\SensitiveParameter] array $all): array
    {
        $version = in_array($this->options->version, $operation->versions, true) ? $this->options->version : $operation->versions[array_key_last($operation->versions)];
        if ($version !== '2.0' && array_filter($all, static fn (mixed $value) => is_array($value) || (is_string($value) && str_contains($value, '|'))) !== []) {
            $version = in_array('2.0', $operation->versions, true) ? '2.0' : throw new UsageException(
                "An array among the members, or a | in a value, needs version 2.0, which $operation->path does not speak.",
                'version_cannot_carry',
            );
        }
        $format = in_array($this->options->format, $operation->formats, true) ? $this->options->format : $operation->formats[0];
        return [$version, $version !== '2.0' && $format === 'form'];
    }

    private function flat(Operation $operation, #[\SensitiveParameter] array $given, string $version): array
    {
        $flat = $this->members($operation, $operation->isVersionSent ? ['version' => $version] + $given : $given);
        return $flat + ['signature' => Signature::of($flat, $this->keyOf($operation))];
    }

    private function members(Operation $operation, #[\SensitiveParameter] array $given): array
    {
        $all = ['merchant_id' => $this->options->merchantId];
        foreach ($operation->adds + $given as $name => $value) {
            if ($value !== null && $name !== 'merchant_id') {
                $all[$name] = self::wireValue((string) $name, $value);
            }
        }
        return $all;
    }

    private static function wireValue(string $name, #[\SensitiveParameter] mixed $value): mixed
    {
        if ($name === 'amount' && !is_int($value) && !(is_string($value) && preg_match('/^\d+$/D', $value) === 1)) {
            throw new UsageException('amount is a whole number of minor units.', 'amount');
        }
        return match (true) {
            is_bool($value) => $value ? 'Y' : 'N',
            $value instanceof \DateTimeInterface => Wire::writeTime($value),
            $value instanceof \Stringable => (string) $value,
            default => $value,
        };
    }

    private static function checked(string $idempotencyKey): string
    {
        if (preg_match('/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/D', $idempotencyKey) !== 1 || strlen($idempotencyKey) > self::LONGEST_IDEMPOTENCY_KEY) {
            throw new UsageException('An idempotency key has 1 to ' . self::LONGEST_IDEMPOTENCY_KEY . ' printable characters.', 'idempotency_key');
        }
        return $idempotencyKey;
    }

    private function keyOf(Operation $operation): string
    {
        return $operation->key === 'payment' ? $this->options->secretKey() : $this->options->creditKey()
            ?? throw new UsageException('creditKey is missing: payouts are signed with the credit key.', 'no_credit_key');
    }

    private function url(Operation $operation): string
    {
        return "{$this->options->baseUrl}/api/$operation->path";
    }

    private static function readAnswer(string $text, bool $isForm): mixed
    {
        if ($isForm && !str_starts_with($text, '{')) {
            $pairs = Wire::readForm($text);
            return isset($pairs['response_status']) ? (object) $pairs : throw new Unreadable('It is no form.');
        }
        $response = Wire::members(Wire::readJson($text))['response'] ?? null;
        return is_array($response) || $response instanceof \stdClass ? $response : throw new Unreadable('It has no response.');
    }

    /** @return array{message: string, code: int, request_id: string|null}|null */
    private static function refusal(mixed $answer, array $headers): ?array
    {
        if (!$answer instanceof \stdClass || !(($answer->response_status ?? '') === 'failure' || !empty($answer->error_code) || !empty($answer->error_message))) {
            return null;
        }
        $text = static fn (mixed $value): ?string => is_scalar($value) ? (string) $value : null;
        $code = $text($answer->error_code ?? null);
        return [
            'message' => $text($answer->error_message ?? null) ?? '',
            'code' => $code !== null && preg_match('/^\d{1,9}$/D', $code) === 1 ? (int) $code : 0,
            'request_id' => $text($answer->request_id ?? null) ?? $headers['x-request-id'] ?? null,
        ];
    }

    private static function cut(string $text): string
    {
        return preg_match('/^.{0,' . self::LONGEST_MESSAGE . '}/us', $text, $start) === 1 ? $start[0] : '';
    }

    /** Checks signatures, and unpacks version 2.0. */
    private function opened(mixed $answer, Operation $operation, #[\SensitiveParameter] string $key): mixed
    {
        if (is_array($answer)) {
            foreach ($operation->signed === 'rows' ? $answer : [] as $row) {
                $row instanceof \stdClass && self::check((array) $row, (array) $row, $key, true);
            }
            return $answer;
        }
        $members = (array) $answer;
        if (is_string($members['data'] ?? null)) {
            self::check($members, $members['data'], $key, true);
            return (object) Wire::readData($members['data']);
        }
        // A payer who is on his way to 3-D Secure has no order yet, and nothing that could be signed.
        if ($operation->signed !== 'no') {
            self::check($members, $members, $key, $operation->signed === 'required');
        }
        return $answer;
    }

    private static function check(array $answer, array|string $signed, #[\SensitiveParameter] string $key, bool $isRequired): void
    {
        $given = $answer['signature'] ?? '';
        if ($given === '') {
            $isRequired && throw new WrongSignature('no_signature', 'The answer is not signed.');
        } elseif (!is_string($given) || !Signature::fits($given, $signed, $key)) {
            throw new WrongSignature('mismatch', 'The signature of the answer does not fit: it is not the gateway\'s, or the keys differ.');
        }
    }
}
