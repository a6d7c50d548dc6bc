<?php

declare(strict_types=1);

namespace Tetri\Client;

/** What proves that a message comes from one who has the key. */
final class Signature
{
    private const UNSIGNED = ['signature', 'response_signature_string'];

    /**
     * The signature of flat members (1.0 and 1.0.1), or of `data` as it is sent (2.0).
     *
     * @param array<string, mixed>|string $signed
     */
    public static function of(#[\SensitiveParameter] array|string $signed, #[\SensitiveParameter] string $key): string
    {
        if (is_string($signed)) {
            return sha1("$key|$signed");
        }
        ksort($signed, SORT_STRING);
        $text = $key;
        foreach ($signed as $name => $value) {
            if (!in_array((string) $name, self::UNSIGNED, true) && is_scalar($value) && $value !== '') {
                $text .= '|' . (is_bool($value) ? ($value ? 'true' : 'false') : $value);
            }
        }
        return sha1($text);
    }

    /**
     * Whether a signature fits; the time that it takes tells nothing.
     *
     * @param array<string, mixed>|string $signed
     */
    public static function fits(string $signature, #[\SensitiveParameter] array|string $signed, #[\SensitiveParameter] string $key): bool
    {
        return hash_equals(self::of($signed, $key), $signature);
    }

    /** Forty digits of lower-case hex. */
    public static function isWellFormed(string $signature): bool
    {
        return preg_match('/^[0-9a-f]{40}$/D', $signature) === 1;
    }
}
