<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Answer\SubscriptionState;
use Tetri\Client\Internal\Caller;

/** Scheduled charges of an order that was made with subscription and recurring_data. */
final class Subscriptions
{
    /** @internal */
    public function __construct(private readonly Caller $caller)
    {
    }

    /**
     * @param array{order_id: string, ...<string, mixed>} $request
     */
    public function start(#[\SensitiveParameter] array $request, ?CallOptions $options = null): SubscriptionState
    {
        return $this->caller->call('subscriptions.start', $request, $options);
    }

    /**
     * @param array{order_id: string, ...<string, mixed>} $request
     */
    public function stop(#[\SensitiveParameter] array $request, ?CallOptions $options = null): SubscriptionState
    {
        return $this->caller->call('subscriptions.stop', $request, $options);
    }
}
