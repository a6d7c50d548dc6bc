<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** A failed try and how many were made → how long to wait, or the end. Nothing here waits, asks the time or draws. */
final class Retry
{
    public const STATUSES = [429, 502, 503, 504];
    /** The gateway turned the request away before it did anything. */
    public const STATUSES_NOT_CARRIED_OUT = [429, 503];
    public const FIRST_DELAY_MS = 500;
    public const LARGEST_DELAY_MS = 5000;
    public const LARGEST_RETRY_AFTER_S = 30;

    /** The same call may be made again without harm, and may succeed. */
    public static function isRetryable(Failure $failure, string $repeat): bool
    {
        $isSafe = $repeat !== 'once';
        if ($failure->status !== null) {
            return in_array($failure->status, self::STATUSES_NOT_CARRIED_OUT, true) || ($isSafe && in_array($failure->status, self::STATUSES, true));
        }
        return in_array($failure->kind, ['network', 'timeout'], true) && ($isSafe || $failure->isUnsent);
    }

    /** Nobody can say whether the request was carried out. */
    public static function isOutcomeUnknown(Failure $failure, string $repeat): bool
    {
        if ($repeat === 'read' || $failure->isUnsent || in_array($failure->status, self::STATUSES_NOT_CARRIED_OUT, true)) {
            return false;
        }
        return $failure->kind !== 'refused' || $failure->status >= 500;
    }

    /** Milliseconds before the next try, or null when there is none. */
    public static function wait(Failure $failure, string $repeat, int $made, int $tries, float $leftMs, float $random): ?int
    {
        if ($made >= $tries || !self::isRetryable($failure, $repeat) || $failure->retryAfter > self::LARGEST_RETRY_AFTER_S) {
            return null;
        }
        $own = (int) floor(min(self::FIRST_DELAY_MS * 2 ** ($made - 1), self::LARGEST_DELAY_MS) * (1 - $random / 2));
        $wait = $failure->retryAfter === null ? $own : $failure->retryAfter * 1000;
        return $wait < $leftMs ? $wait : null;
    }
}
