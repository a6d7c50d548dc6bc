<?php

declare(strict_types=1);

namespace Tetri\Client;

use Tetri\Client\Exception\UsageException;

/** Amounts are whole numbers of minor units; nothing here is a float. */
final class Money
{
    public const WITHOUT_DECIMALS = ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];
    public const WITH_THREE_DECIMALS = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];

    /** More than a JSON number carries in every language. */
    private const LARGEST = 9007199254740991;

    /** Digits behind the point in major units. */
    public static function decimals(string $currency): int
    {
        return match (true) {
            in_array($currency, self::WITHOUT_DECIMALS, true) => 0,
            in_array($currency, self::WITH_THREE_DECIMALS, true) => 3,
            default => 2,
        };
    }

    /** 1050 GEL is "10.50". */
    public static function toMajor(int $minor, string $currency): string
    {
        $decimals = self::decimals($currency);
        $digits = str_pad(ltrim((string) $minor, '-'), $decimals + 1, '0', STR_PAD_LEFT);
        $sign = $minor < 0 ? '-' : '';
        return $decimals === 0 ? $sign . $digits : $sign . substr($digits, 0, -$decimals) . '.' . substr($digits, -$decimals);
    }

    /** "10.5" GEL is 1050. Text only: a float has lost digits already. Nothing is rounded. */
    public static function toMinor(string $major, string $currency): int
    {
        $decimals = self::decimals($currency);
        $fits = preg_match('/^(-?)(\d+)(?:\.(\d+))?$/D', $major, $parts) === 1;
        $rest = rtrim($parts[3] ?? '', '0');
        $digits = $fits && strlen($rest) <= $decimals ? ltrim($parts[2] . str_pad($rest, $decimals, '0'), '0') : null;
        if ($digits === null || strlen($digits) > 16 || (int) $digits > self::LARGEST) {
            throw new UsageException("This is no amount in $currency: digits, a point and at most $decimals digits behind it.", 'amount');
        }
        return $parts[1] === '-' ? -(int) $digits : (int) $digits;
    }
}
