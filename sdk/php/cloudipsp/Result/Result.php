<?php

declare(strict_types=1);

namespace Cloudipsp\Result;

use Cloudipsp\Configuration;
use Tetri\Client\Answer\Order;
use Tetri\Client\Exception\SignatureException;

/** What the gateway posted to the shop. Nothing of it can be read before its signature fits. */
final class Result
{
    private readonly ?Order $order;

    /** @param array<string, mixed>|string $data the body as it came, or its members; otherwise what this request brought */
    public function __construct(array|string $data = [])
    {
        if ($data === []) {
            $data = file_get_contents('php://input') ?: $_POST;
        }
        try {
            $this->order = Configuration::client()->callbacks->read(
                is_array($data) ? json_encode($data, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES) : $data,
            );
        } catch (SignatureException) {
            $this->order = null;
        }
    }

    /** @return array<string, mixed> */
    public function getData(): array
    {
        return $this->order?->raw ?? [];
    }

    public function getParam(string $name): mixed
    {
        return ($this->getData()[$name] ?? '') ?: false;
    }

    public function getToken(): string|false
    {
        return $this->order?->rectoken ?? false;
    }

    public function isValid(): bool
    {
        return $this->order !== null;
    }

    public function isApproved(): bool
    {
        return $this->order?->order_status === 'approved';
    }

    public function isProcessing(): bool
    {
        return $this->order?->order_status === 'processing';
    }

    public function isDeclined(): bool
    {
        return $this->order?->order_status === 'declined';
    }

    public function isExpired(): bool
    {
        return $this->order?->order_status === 'expired';
    }
}
