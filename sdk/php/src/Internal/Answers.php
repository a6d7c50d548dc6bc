<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

use Tetri\Client\Answer;
use Tetri\Client\Exception\UsageException;
use Tetri\Client\Money;

/** Turns what came into typed members. */
final class Answers
{
    /** The same as spec/client/answers.json; a test compares them. */
    public const TYPES = [
        'checkout' => [
            'checkout_url' => 'text', 'payment_id' => 'id',
        ],
        'token' => [
            'token' => 'text',
        ],
        'order' => [
            'order_id' => 'text', 'merchant_id' => 'integer', 'payment_id' => 'id', 'order_status' => 'text', 'amount' => 'amount',
            'currency' => 'text', 'actual_amount' => 'amount', 'actual_currency' => 'text', 'reversal_amount' => 'amount',
            'settlement_amount' => 'amount', 'settlement_currency' => 'text', 'settlement_date' => 'text', 'fee' => 'amount',
            'fee_oplata' => 'amount', 'response_code' => 'integer', 'response_description' => 'text', 'tran_type' => 'text', 'masked_card' => 'text',
            'card_bin' => 'text', 'card_type' => 'text', 'rrn' => 'text', 'approval_code' => 'text', 'eci' => 'text', 'payment_system' => 'text',
            'sender_email' => 'text', 'sender_cell_phone' => 'text', 'sender_account' => 'text', 'order_time' => 'time', 'product_id' => 'text',
            'merchant_data' => 'text', 'rectoken' => 'text', 'rectoken_lifetime' => 'time', 'verification_status' => 'text',
            'parent_order_id' => 'text', 'additional_info' => 'text', 'transaction' => 'json',
        ],
        'capture' => [
            'order_id' => 'text', 'merchant_id' => 'integer', 'capture_status' => 'text', 'response_code' => 'integer',
            'response_description' => 'text',
        ],
        'reversal' => [
            'order_id' => 'text', 'merchant_id' => 'integer', 'reverse_status' => 'text', 'reversal_amount' => 'amount', 'reverse_id' => 'text',
            'transaction_id' => 'id', 'response_code' => 'integer', 'response_description' => 'text',
        ],
        'settlement' => [
            'order_id' => 'text', 'operation_id' => 'text', 'merchant_id' => 'integer', 'payment_id' => 'id', 'order_status' => 'text',
            'tran_type' => 'text', 'amount' => 'amount', 'currency' => 'text', 'transaction' => 'json',
        ],
        'transactions' => [
            'id' => 'id', 'payment_id' => 'id', 'parent_tran_id' => 'id', 'order_id' => 'text', 'merchant_id' => 'integer', 'tran_type' => 'text',
            'transaction_status' => 'text', 'amount' => 'major', 'currency' => 'text', 'actual_amount' => 'major', 'actual_currency' => 'text',
            'reversal_amount' => 'major', 'capture_amount' => 'major', 'capture_status' => 'text', 'preauth' => 'flag', 'response_code' => 'integer',
            'timestart' => 'time', 'timeend' => 'time', 'duration' => 'integer', 'payment_system' => 'text', 'masked_card' => 'text',
            'card_bin' => 'text', 'card_type' => 'text', 'eci' => 'text', 'sender_rrn' => 'text', 'sender_approval_code' => 'text',
            'sender_email' => 'text', 'rectoken' => 'text',
        ],
        'fiscal' => [
            'error' => 'text',
        ],
        'direct' => [
            'acs_url' => 'text', 'pareq' => 'text', 'md' => 'text', 'order' => 'order',
        ],
        'subscription' => [
            'order_id' => 'text', 'merchant_id' => 'integer', 'status' => 'text',
        ],
    ];

    private const CLASSES = [
        'checkout' => Answer\CheckoutAddress::class, 'token' => Answer\CheckoutToken::class, 'order' => Answer\Order::class,
        'capture' => Answer\Capture::class, 'reversal' => Answer\Reversal::class, 'settlement' => Answer\Settlement::class,
        'transactions' => Answer\Transaction::class, 'fiscal' => Answer\FiscalData::class, 'direct' => Answer\DirectPayment::class,
        'subscription' => Answer\SubscriptionState::class,
    ];

    private const REQUIRED = [
        'checkout' => ['checkout_url'], 'token' => ['token'], 'order' => ['order_id', 'order_status'], 'capture' => ['capture_status'],
        'reversal' => ['reverse_status'],
    ];

    private const LISTS = ['transactions' => 'transactions', 'orders' => 'order'];

    /** An object of Tetri\Client\Answer, or a list of them. */
    public static function typed(string $name, mixed $came): object|array
    {
        $row = self::LISTS[$name] ?? null;
        if ($row !== null) {
            return is_array($came) ? array_map(static fn (mixed $each) => self::one($row, $each), $came) : throw new Unreadable('A list was expected.');
        }
        $members = Wire::members($came);
        if ($name === 'direct' && !isset($members['acs_url'])) {
            return new Answer\DirectPayment(order: self::one('order', $came), raw: self::raw($members));
        }
        return self::one($name, $came);
    }

    /**
     * Every member as it came.
     *
     * @return array<mixed>
     */
    public static function raw(mixed $came): array
    {
        return Wire::plain($came);
    }

    private static function one(string $name, mixed $came): object
    {
        $row = Wire::members($came);
        $members = [];
        foreach (self::TYPES[$name] as $member => $type) {
            $value = $row[$member] ?? '';
            if ($value !== '') {
                $members[$member] = $type === 'json' ? Wire::plain($value) : self::scalar($member, $type, $value, $row);
            }
        }
        foreach (self::REQUIRED[$name] ?? [] as $member) {
            isset($members[$member]) || throw new Unreadable("$member is missing.");
        }
        return new (self::CLASSES[$name])(...$members, raw: self::raw($row));
    }

    private static function scalar(string $name, string $type, mixed $value, array $row): mixed
    {
        if (!is_scalar($value)) {
            throw new Unreadable("$name is no single value.");
        }
        $text = is_bool($value) ? ($value ? 'true' : 'false') : (string) $value;
        return match ($type) {
            'text' => $text,
            'time' => Wire::readTime($text),
            'flag' => self::must($name, '/^(true|false)$/D', $text) === 'true',
            'id' => self::must($name, '/^\d{1,19}$/D', $text),
            'integer', 'amount' => (int) self::must($name, '/^-?\d{1,15}$/D', $text),
            'major' => self::minor($name, $text, $row['currency'] ?? null),
        };
    }

    private static function minor(string $name, string $major, mixed $currency): int
    {
        try {
            return Money::toMinor($major, is_string($currency) ? $currency : '');
        } catch (UsageException) {
            throw new Unreadable("$name is no amount.");
        }
    }

    private static function must(string $name, string $pattern, string $text): string
    {
        return preg_match($pattern, $text) === 1 ? $text : throw new Unreadable("$name is not what it should be.");
    }
}
