<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\Order;
use Tetri\Client\Exception\SignatureException;
use Tetri\Client\Exception\UsageException;
use Tetri\Client\Internal\Answers;
use Tetri\Client\Internal\Unreadable;
use Tetri\Client\Internal\Wire;

/** Reads what the gateway posts to server_callback_url. */
final class Callbacks
{
    private const PAYOUT = 'p2p credit';

    private const SENTENCES = [
        'empty_body' => 'The body is empty: it was read before, or never came.',
        'unreadable' => 'The body is no callback.',
        'no_signature' => 'The callback has no signature.',
        'malformed_signature' => 'The signature is not forty digits of lower-case hex.',
        'mismatch' => 'The signature does not fit: the body was changed, is not as it came, or was signed with a key that this client does not have.',
        'wrong_key' => 'It is signed with the merchant\'s other key: payouts have the credit key, everything else the payment key.',
        'key_has_space' => 'The signature fits the key without the space around it: take the space off the configured key.',
        'no_credit_key' => 'It tells of a payout, which is signed with the credit key, and this client has none.',
        'other_merchant' => 'It is signed with this key and tells of another merchant.',
    ];

    /** @internal */
    public function __construct(private readonly Options $options)
    {
    }

    /**
     * The order that a callback tells of, when the gateway signed exactly this.
     *
     * @param string $body as it came: file_get_contents('php://input'), not $_POST and not what a framework parsed
     * @param string|null $contentType of the request; JSON is known without it
     * @throws SignatureException whose reason says which mistake it is
     */
    public function read(#[\SensitiveParameter] mixed $body, ?string $contentType = null): Order
    {
        if (!is_string($body)) {
            throw new UsageException('Give the body as it came, as text. What a parser made of it can\'t be checked.', 'not_raw');
        }
        if ($body === '') {
            throw self::refused('empty_body');
        }
        try {
            $message = self::message($body, $contentType ?? '');
            $data = $message['data'] ?? null;
            [$order, $signed] = is_string($data) && self::isJson($body) ? [self::unchecked($data), $data] : [$message, $message];
            $this->check($message['signature'] ?? '', $signed, $order ?? []);
            if ($order === null) {
                throw self::refused('unreadable');
            }
            if ((string) (is_scalar($order['merchant_id'] ?? null) ? $order['merchant_id'] : '') !== (string) $this->options->merchantId) {
                throw self::refused('other_merchant');
            }
            return Answers::typed('order', (object) $order);
        } catch (Unreadable) {
            throw self::refused('unreadable');
        }
    }

    /**
     * A callback signed as the gateway signs, for a shop's own tests.
     *
     * @param array<string, string|int> $members
     */
    public function build(array $members, string $version = '1.0.1', string $format = 'json'): BuiltCallback
    {
        $order = $members + ['merchant_id' => $this->options->merchantId];
        $key = $this->keyOf($order) ?? throw new UsageException('creditKey is missing: callbacks of payouts are signed with the credit key.', 'no_credit_key');
        if ($version === '2.0') {
            return new BuiltCallback(Wire::writeJson(Wire::enclose($order, $key)), 'application/json; charset=UTF-8');
        }
        $order['signature'] = Signature::of($order, $key);
        return $format === 'form'
            ? new BuiltCallback(Wire::writeForm($order), 'application/x-www-form-urlencoded; charset=UTF-8')
            : new BuiltCallback(Wire::writeJson($order), 'application/json; charset=UTF-8');
    }

    /** @return array<string, mixed> */
    private static function message(string $body, string $contentType): array
    {
        if (!self::isJson($body) && str_contains(strtolower($contentType), 'json')) {
            throw new Unreadable('It is no JSON.');
        }
        $message = self::isJson($body) ? Wire::members(Wire::readJson($body)) : Wire::readForm($body);
        if (($message['response'] ?? null) instanceof \stdClass) {
            $message = (array) $message['response'];
        }
        return array_intersect_key($message, ['data' => 0, 'order_id' => 0, 'signature' => 0]) !== [] ? $message : throw new Unreadable('It is no order.');
    }

    private static function isJson(string $body): bool
    {
        return preg_match('/^\s*[[{"]/', $body) === 1;
    }

    /** What data holds says which key signs it; a text that holds nothing is still checked first. */
    private static function unchecked(string $data): ?array
    {
        try {
            return Wire::readData($data);
        } catch (Unreadable) {
            return null;
        }
    }

    private function check(mixed $given, array|string $signed, array $order): void
    {
        if ($given === '' || $given === null) {
            throw self::refused('no_signature');
        }
        if (!is_string($given) || !Signature::isWellFormed($given)) {
            throw self::refused('malformed_signature');
        }
        $isPayout = self::isPayout($order);
        $key = $this->keyOf($order) ?? throw self::refused('no_credit_key');
        // What is nested has no signed form in 1.0 and 1.0.1.
        $isWhole = is_string($signed) || array_filter($signed, static fn (mixed $value) => is_array($value) || is_object($value)) === [];
        $fits = static fn (?string $key): bool => $isWhole && $key !== null && Signature::fits($given, $signed, $key);
        if ($fits($key) || (!$isPayout && $fits($this->options->formerSecretKey()))) {
            return;
        }
        throw self::refused(match (true) {
            $fits($isPayout ? $this->options->secretKey() : $this->options->creditKey()) => 'wrong_key',
            $fits(trim($key)) => 'key_has_space',
            default => 'mismatch',
        });
    }

    private function keyOf(array $order): ?string
    {
        return self::isPayout($order) ? $this->options->creditKey() : $this->options->secretKey();
    }

    private static function isPayout(array $order): bool
    {
        return ($order['tran_type'] ?? null) === self::PAYOUT;
    }

    private static function refused(string $reason): SignatureException
    {
        return new SignatureException(self::SENTENCES[$reason], $reason);
    }
}
