<?php

declare(strict_types=1);

namespace Tetri\Client\Exception;

/** The base of every failure of this package. `getCode()` is the gateway's error code of a refusal, otherwise 0. */
abstract class TetriException extends \RuntimeException
{
    /** refused, network, timeout, signature, answer or usage */
    public readonly string $kind;

    /**
     * @param string|null $reason which mistake it is, where a kind has several
     * @param string|null $requestId names this request in the gateway's logs
     * @param int|null $status the HTTP status
     * @param bool $retryable the same call may be made again without harm, and may succeed
     * @param int|null $retryAfter seconds after which the gateway wants to be asked again
     * @param bool $outcomeUnknown the request may have been carried out: ask for the order's status before anything else
     * @param int $tries how many were made
     */
    final public function __construct(
        string $message,
        public readonly ?string $reason = null,
        int $code = 0,
        public readonly ?string $requestId = null,
        public readonly ?int $status = null,
        public readonly bool $retryable = false,
        public readonly ?int $retryAfter = null,
        public readonly bool $outcomeUnknown = false,
        public readonly int $tries = 0,
        ?\Throwable $previous = null,
    ) {
        parent::__construct($message, $code, $previous);
        $this->kind = static::kind();
    }

    abstract protected static function kind(): string;
}
