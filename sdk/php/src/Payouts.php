<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\Order;
use Tetri\Client\Internal\Caller;

/** Money that goes out; signed with the credit key. */
final class Payouts
{
    /** @internal */
    public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, receiver_card_number?: string, receiver_rectoken?: string, ...<string, mixed>} $request
     */
    public function toCard(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Order
    {
        return $this->caller->call('payouts.to_card', $request, $options);
    }

    /**
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, receiver_iban: string, ...<string, mixed>} $request
     */
    public function toAccount(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Order
    {
        return $this->caller->call('payouts.to_account', $request, $options);
    }
}
