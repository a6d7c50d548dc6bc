<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** An endpoint, and how it is called; spec/client/README.md says what each word means. */
final class Operation
{
    /**
     * @param 'read'|'key'|'same'|'once'|'browser' $repeat
     * @param int $timeout seconds for one try
     * @param 'payment'|'credit' $key
     * @param 'required'|'when_present'|'rows'|'no' $signed
     * @param list<string> $formats
     * @param list<string> $versions
     * @param array<string, string> $adds
     * @param string|null $made a member that is made where the caller gives none
     */
    private function __construct(
        public readonly string $path,
        public readonly string $repeat,
        public readonly string $answer,
        public readonly int $timeout = 30,
        public readonly string $key = 'payment',
        public readonly string $signed = 'required',
        public readonly array $formats = ['json', 'form'],
        public readonly array $versions = ['1.0', '1.0.1', '2.0'],
        public readonly bool $isVersionSent = true,
        public readonly array $adds = [],
        public readonly ?string $made = null,
    ) {
    }

    /** The same as spec/client/operations.json; a test compares them. */
    public static function named(string $name): self
    {
        return match ($name) {
            'checkout.url' => new self('checkout/url', 'key', 'checkout', signed: 'when_present'),
            'checkout.token' => new self('checkout/token', 'key', 'token', signed: 'no'),
            'checkout.form' => new self('checkout/redirect', 'browser', 'form', signed: 'no', formats: ['form'], versions: ['1.0', '1.0.1']),
            'checkout.verification' => new self('checkout/url', 'key', 'checkout', signed: 'when_present', adds: ['verification' => 'Y']),
            'orders.status' => new self('status/order_id', 'read', 'order'),
            'orders.status_by_payment_id' => new self('status/payment_id', 'read', 'order'),
            'orders.capture' => new self('capture/order_id', 'same', 'capture', timeout: 75),
            'orders.reverse' => new self('reverse/order_id', 'same', 'reversal', timeout: 75, made: 'reverse_id'),
            'orders.reverse_by_payment_id' => new self('reverse/payment_id', 'same', 'reversal', timeout: 75, made: 'reverse_id'),
            'orders.settle' => new self('settlement', 'once', 'settlement', formats: ['json'], versions: ['2.0'], adds: ['order_type' => 'settlement']),
            'orders.transactions' => new self('transaction_list', 'read', 'transactions', signed: 'no', formats: ['json'], versions: ['1.0', '1.0.1'], isVersionSent: false),
            'orders.report' => new self('reports', 'read', 'orders', timeout: 120, signed: 'rows', formats: ['json']),
            'orders.fiscal_data' => new self('fiscal_data', 'read', 'fiscal', signed: 'no'),
            'cards.step1' => new self('3dsecure_step1', 'key', 'direct', timeout: 75, signed: 'when_present'),
            'cards.step2' => new self('3dsecure_step2', 'same', 'direct', timeout: 75, signed: 'when_present'),
            'cards.recurring' => new self('recurring', 'key', 'order', timeout: 75),
            'payouts.to_card' => new self('p2pcredit', 'once', 'order', timeout: 75, key: 'credit'),
            'payouts.to_account' => new self('ibancredit', 'once', 'order', timeout: 75, key: 'credit'),
            'subscriptions.start' => new self('subscription', 'same', 'subscription', adds: ['action' => 'start']),
            'subscriptions.stop' => new self('subscription', 'same', 'subscription', adds: ['action' => 'stop']),
        };
    }
}
