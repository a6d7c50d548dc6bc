<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\DirectPayment;
use Tetri\Client\Answer\Order;
use Tetri\Client\Internal\Caller;

/** Cards in the shop's own hands, and cards that the gateway stored. */
final class Cards
{
    /** @internal */
    public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * Creates an order and asks a card for it. For shops that may handle card numbers (PCI DSS).
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, card_number: string, expiry_date: string, cvv2?: string, ...<string, mixed>} $request
     */
    public function step1(#[\SensitiveParameter] array $request, ?CallOptions $options = null): DirectPayment
    {
        return $this->caller->call('cards.step1', $request, $options);
    }

    /**
     * Goes on with what the issuer sent back.
     *
     * @param array{order_id: string, pares: string, md: string, ...<string, mixed>} $request
     */
    public function step2(#[\SensitiveParameter] array $request, ?CallOptions $options = null): DirectPayment
    {
        return $this->caller->call('cards.step2', $request, $options);
    }

    /**
     * Creates an order and charges a stored card, without its payer.
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, rectoken: string, ...<string, mixed>} $request
     */
    public function recurring(#[\SensitiveParameter] array $request, ?CallOptions $options = null): Order
    {
        return $this->caller->call('cards.recurring', $request, $options);
    }
}
