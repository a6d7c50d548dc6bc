<?php

declare(strict_types=1);

namespace Cloudipsp;

use Tetri\Client\Client;
use Tetri\Client\Options;

/** The settings of the published package cloudipsp/php-sdk-v2: one for the whole process. New code takes Tetri\Client\Client. */
final class Configuration
{
    private static int|string|null $merchantId = null;
    private static string $secretKey = '';
    private static string $creditKey = '';
    private static string $apiVersion = '1.0';
    private static string $requestType = 'json';
    private static string $apiUrl = '';

    public static function setMerchantId(int|string $merchantId): void
    {
        self::$merchantId = $merchantId;
    }

    public static function getMerchantId(): int|string|null
    {
        return self::$merchantId;
    }

    public static function setSecretKey(#[\SensitiveParameter] string $secretKey): void
    {
        self::$secretKey = $secretKey;
    }

    public static function getSecretKey(): string
    {
        return self::$secretKey;
    }

    public static function setCreditKey(#[\SensitiveParameter] string $creditKey): void
    {
        self::$creditKey = $creditKey;
    }

    public static function getCreditKey(): string
    {
        return self::$creditKey;
    }

    /** 1.0 or 2.0. */
    public static function setApiVersion(string $version): string
    {
        return self::$apiVersion = self::oneOf(['1.0', '2.0'], $version);
    }

    public static function getApiVersion(): string
    {
        return self::$apiVersion;
    }

    /** json or form. XML, which the published package had, is not written here. */
    public static function setRequestType(string $type): string
    {
        return self::$requestType = self::oneOf(['json', 'form'], $type);
    }

    public static function getRequestType(): string
    {
        return self::$requestType;
    }

    /** A host, with a port where there is one, as ever; or a whole address. Otherwise TETRI_URL, otherwise http://localhost:8080. */
    public static function setApiUrl(string $url): void
    {
        self::$apiUrl = $url;
    }

    public static function getApiUrl(): string
    {
        return self::client()->baseUrl . '/api';
    }

    /** @internal */
    public static function client(?string $version = null): Client
    {
        if (!is_numeric(self::$merchantId)) {
            throw new Exception\ApiException('Merchant ID is empty or invalid.');
        }
        if (self::$secretKey === '') {
            throw new Exception\ApiException('Secret Key is empty or invalid.');
        }
        return new Client(new Options(
            merchantId: (int) self::$merchantId,
            secretKey: self::$secretKey,
            creditKey: self::$creditKey,
            baseUrl: self::$apiUrl === '' || str_contains(self::$apiUrl, '://') ? self::$apiUrl : 'https://' . self::$apiUrl,
            version: $version ?? self::$apiVersion,
            format: self::$requestType,
        ));
    }

    /** @param list<string> $known */
    private static function oneOf(array $known, string $value): string
    {
        if (!in_array($value, $known, true)) {
            trigger_error("$value is not one of " . implode(', ', $known), E_USER_NOTICE);
            return $known[0];
        }
        return $value;
    }
}
