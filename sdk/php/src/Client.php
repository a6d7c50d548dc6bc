<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Internal\Answers;
use Tetri\Client\Internal\Caller;
use Tetri\Client\Internal\CurlTransport;
use Tetri\Client\Internal\Machine;
use Tetri\Client\Internal\PsrTransport;
use Tetri\Client\Internal\Surroundings;
use Tetri\Client\Internal\Transport;

/** A merchant's way to the gateway. Make one and keep it: its connection is used again. */
final class Client
{
    public readonly string $baseUrl;
    public readonly Checkout $checkout;
    public readonly Orders $orders;
    public readonly Cards $cards;
    public readonly Payouts $payouts;
    public readonly Subscriptions $subscriptions;
    public readonly Callbacks $callbacks;
    private readonly Caller $caller;

    /** @param Transport|null $transport and $around are for this package's own tests */
    public function __construct(Options $options, ?Transport $transport = null, ?Surroundings $around = null)
    {
        $transport ??= $options->httpClient === null ? new CurlTransport() : PsrTransport::of($options);
        $caller = $this->caller = new Caller($options, $transport, $around ?? new Machine());
        $this->baseUrl = $options->baseUrl;
        $this->checkout = new Checkout($caller);
        $this->orders = new Orders($caller);
        $this->cards = new Cards($caller);
        $this->payouts = new Payouts($caller);
        $this->subscriptions = new Subscriptions($caller);
        $this->callbacks = new Callbacks($options);
    }

    /**
     * An operation by its name, with the answer's members as they came.
     *
     * @internal
     * @param array<string, mixed> $given
     * @return array<mixed>
     */
    public function raw(string $operation, #[\SensitiveParameter] array $given): array
    {
        return $this->caller->call($operation, $given, read: Answers::raw(...));
    }
}
