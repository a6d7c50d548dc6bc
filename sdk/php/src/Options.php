<?php

declare(strict_types=1);

namespace Tetri\Client;

use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Tetri\Client\Exception\UsageException;
use Tetri\Client\Internal\Secret;

/** Who the merchant is, where the gateway is, and how long to wait for it. */
final class Options
{
    public const VERSIONS = ['1.0', '1.0.1', '2.0'];
    public const FORMATS = ['json', 'form'];

    public readonly string $baseUrl;

    private readonly Secret $secretKey;
    private readonly ?Secret $creditKey;
    private readonly ?Secret $formerSecretKey;

    /**
     * @param string $secretKey the payment key
     * @param string|null $creditKey payouts are signed with it
     * @param string|null $formerSecretKey the payment key before it was changed; callbacks signed with it are still accepted
     * @param string|null $baseUrl otherwise the environment variable TETRI_URL, otherwise http://localhost:8080
     * @param bool $allowHttp lets plain http leave this machine
     * @param string $version what it can't carry goes in 2.0 by itself
     * @param float|null $timeout seconds for one try, with its body; each operation has a sensible time of its own
     * @param float $deadline seconds for a whole call, with its waits
     * @param ClientInterface|null $httpClient any PSR-18 client instead of curl; it keeps its own time for one try
     */
    public function __construct(
        public readonly int $merchantId = 0,
        #[\SensitiveParameter] string $secretKey = '',
        #[\SensitiveParameter] ?string $creditKey = null,
        #[\SensitiveParameter] ?string $formerSecretKey = null,
        ?string $baseUrl = null,
        bool $allowHttp = false,
        public readonly string $version = '1.0.1',
        public readonly string $format = 'json',
        public readonly ?float $timeout = null,
        public readonly float $deadline = 180,
        public readonly int $tries = 3,
        public readonly int $maxAnswerBytes = 16 * 1024 * 1024,
        public readonly ?ClientInterface $httpClient = null,
        public readonly ?RequestFactoryInterface $requestFactory = null,
        public readonly ?StreamFactoryInterface $streamFactory = null,
    ) {
        if ($merchantId <= 0) {
            throw new UsageException('merchantId is missing: the number of the merchant.', 'no_merchant_id');
        }
        if ($secretKey === '') {
            throw new UsageException('secretKey is missing: the payment key of the merchant.', 'no_secret_key');
        }
        if (!in_array($version, self::VERSIONS, true)) {
            throw new UsageException('version is 1.0, 1.0.1 or 2.0.', 'version');
        }
        if (!in_array($format, self::FORMATS, true)) {
            throw new UsageException('format is json or form.', 'format');
        }
        $this->secretKey = new Secret($secretKey);
        $this->creditKey = Secret::of($creditKey);
        $this->formerSecretKey = Secret::of($formerSecretKey);
        $this->baseUrl = self::address($baseUrl ?: (getenv('TETRI_URL') ?: 'http://localhost:8080'), $allowHttp);
    }

    public function secretKey(): string
    {
        return $this->secretKey->text();
    }

    public function creditKey(): ?string
    {
        return $this->creditKey?->text();
    }

    public function formerSecretKey(): ?string
    {
        return $this->formerSecretKey?->text();
    }

    private static function address(string $text, bool $allowHttp): string
    {
        if (preg_match('~^(https?)://(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?(/[^?#@\\\\\s]*)?$~Di', $text, $parts) !== 1) {
            throw new UsageException('baseUrl is https://host, with a port and a path where there is one, and nothing else.', 'base_url');
        }
        [$scheme, $host] = [strtolower($parts[1]), strtolower($parts[2])];
        $isLoopback = preg_match('/^(localhost|\[::1\]|127(\.\d{1,3}){3})$/D', $host) === 1;
        if ($scheme === 'http' && !$allowHttp && !$isLoopback) {
            throw new UsageException('baseUrl is plain http to another machine. Use https, or say allowHttp in a network that you trust.', 'plain_http');
        }
        return rtrim("$scheme://$host" . ($parts[3] ?? '') . ($parts[4] ?? ''), '/');
    }
}
