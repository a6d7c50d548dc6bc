<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\CheckoutAddress;
use Tetri\Client\Answer\CheckoutForm;
use Tetri\Client\Answer\CheckoutToken;
use Tetri\Client\Internal\Caller;

/** Ways to send a payer to the hosted page. Amounts are minor units: 1050 is 10.50 GEL. Members go by their names on the wire, and what is not named here is sent too. */
final class Checkout
{
    /** @internal */
    public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * Creates an order; send the payer to its checkout_url.
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, response_url?: string, server_callback_url?: string, lifetime?: int, lang?: string, merchant_data?: string, preauth?: bool, required_rectoken?: bool, subscription?: bool, recurring_data?: array<string, mixed>, ...<string, mixed>} $order
     */
    public function url(#[\SensitiveParameter] array $order, ?CallOptions $options = null): CheckoutAddress
    {
        return $this->caller->call('checkout.url', $order, $options);
    }

    /**
     * Creates an order for a page of the shop's own, which takes the token.
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, response_url?: string, server_callback_url?: string, lifetime?: int, lang?: string, merchant_data?: string, preauth?: bool, required_rectoken?: bool, subscription?: bool, recurring_data?: array<string, mixed>, ...<string, mixed>} $order
     */
    public function token(#[\SensitiveParameter] array $order, ?CallOptions $options = null): CheckoutToken
    {
        return $this->caller->call('checkout.token', $order, $options);
    }

    /**
     * Proves a card and takes nothing.
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, response_url?: string, server_callback_url?: string, lifetime?: int, lang?: string, merchant_data?: string, preauth?: bool, required_rectoken?: bool, subscription?: bool, recurring_data?: array<string, mixed>, ...<string, mixed>} $order
     */
    public function verification(#[\SensitiveParameter] array $order, ?CallOptions $options = null): CheckoutAddress
    {
        return $this->caller->call('checkout.verification', $order, $options);
    }

    /**
     * A signed form that the payer's browser posts. Nothing is sent from here.
     *
     * @param array{order_id: string, order_desc: string, amount: int|string, currency: string, response_url?: string, server_callback_url?: string, lifetime?: int, lang?: string, merchant_data?: string, preauth?: bool, required_rectoken?: bool, subscription?: bool, recurring_data?: array<string, mixed>, ...<string, mixed>} $order
     */
    public function form(#[\SensitiveParameter] array $order): CheckoutForm
    {
        return $this->caller->form($order);
    }
}
