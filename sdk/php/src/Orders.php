<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\Capture;
use Tetri\Client\Answer\FiscalData;
use Tetri\Client\Answer\Order;
use Tetri\Client\Answer\Reversal;
use Tetri\Client\Answer\Settlement;
use Tetri\Client\Answer\Transaction;
use Tetri\Client\Internal\Caller;

/** What became of orders, and what follows their approval. */
final class Orders
{
    /** @internal */
    public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * @param array{order_id: string, ...<string, mixed>} $request
     */
    public function status(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Order
    {
        return $this->caller->call('orders.status', $request, $options);
    }

    /**
     * @param array{payment_id: int|string, ...<string, mixed>} $request
     */
    public function statusByPaymentId(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Order
    {
        return $this->caller->call('orders.status_by_payment_id', $request, $options);
    }

    /**
     * Takes what an order with preauth holds, or a part of it.
     *
     * @param array{order_id: string, amount: int|string, currency: string, ...<string, mixed>} $request
     */
    public function capture(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Capture
    {
        return $this->caller->call('orders.capture', $request, $options);
    }

    /**
     * Gives a payment back, whole or in parts. The same reverse_id gives nothing back twice; one is made where none is given.
     *
     * @param array{order_id: string, amount: int|string, currency: string, reverse_id?: string, comment?: string, ...<string, mixed>} $request
     */
    public function reverse(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Reversal
    {
        return $this->caller->call('orders.reverse', $request, $options);
    }

    /**
     * @param array{payment_id: int|string, amount: int|string, currency: string, reverse_id?: string, comment?: string, ...<string, mixed>} $request
     */
    public function reverseByPaymentId(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Reversal
    {
        return $this->caller->call('orders.reverse_by_payment_id', $request, $options);
    }

    /**
     * Divides a payment among merchants. operation_id is the order_id of the payment.
     *
     * @param array{operation_id: string, amount: int|string, currency: string, receiver: list<array<string, mixed>>, order_id?: string, ...<string, mixed>} $request
     */
    public function settle(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Settlement
    {
        return $this->caller->call('orders.settle', $request, $options);
    }

    /**
     * What was tried and done for an order.
     *
     * @param array{order_id: string, ...<string, mixed>} $request
     * @return list<Transaction>
     */
    public function transactions(#[\SensitiveParameter] array $request, ?CallOptions $options = null): array
    {
        return $this->caller->call('orders.transactions', $request, $options);
    }

    /**
     * Orders of at most 31 days, at most 10 000 of them; after_payment_id goes on behind the last.
     *
     * @param array{date_from: \DateTimeInterface|string, date_to: \DateTimeInterface|string, after_payment_id?: int|string, ...<string, mixed>} $request
     * @return list<Order>
     */
    public function report(#[\SensitiveParameter] array $request, ?CallOptions $options = null): array
    {
        return $this->caller->call('orders.report', $request, $options);
    }

    /**
     * @param array{order_id: string, ...<string, mixed>} $request
     */
    public function fiscalData(#[\SensitiveParameter] array $request, ?CallOptions $options = null): FiscalData
    {
        return $this->caller->call('orders.fiscal_data', $request, $options);
    }
}
