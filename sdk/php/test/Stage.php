<?php

declare(strict_types=1);

use Tetri\Client\Internal\HttpReply;
use Tetri\Client\Internal\HttpRequest;
use Tetri\Client\Internal\Surroundings;
use Tetri\Client\Internal\Transport;
use Tetri\Client\Internal\TransportFailure;

/** Answers from the row, and a clock that moves only when it is told. */
final class Stage implements Transport, Surroundings
{
    public array $requests = [];
    public array $delays = [];
    private float $now = 0;
    private int $ids = 0;

    public function __construct(public array $replies, private readonly float $chance)
    {
    }

    public function send(#[\SensitiveParameter] HttpRequest $request, int $timeoutMs, int $maxAnswerBytes): HttpReply
    {
        $this->requests[] = [$request, $timeoutMs];
        $reply = array_shift($this->replies) ?? throw new LogicException('a try that was not expected');
        known($reply, 'status', 'headers', 'json', 'text', 'fails', 'after_ms');
        $this->now += $reply['after_ms'] ?? 0;
        if (isset($reply['fails'])) {
            throw new TransportFailure(['refused' => TransportFailure::NEVER_SENT, 'reset' => TransportFailure::BROKEN, 'timeout' => TransportFailure::TIMEOUT][$reply['fails']]);
        }
        return new HttpReply($reply['status'], array_change_key_case($reply['headers'] ?? []), $reply['text'] ?? json_encode($reply['json'], JSON_PRESERVE_ZERO_FRACTION));
    }

    public function now(): float
    {
        return $this->now;
    }

    public function wait(int $milliseconds): void
    {
        $this->delays[] = $milliseconds;
        $this->now += $milliseconds;
    }

    public function random(): float
    {
        return $this->chance;
    }

    public function newId(): string
    {
        return 'id-' . ++$this->ids;
    }
}
