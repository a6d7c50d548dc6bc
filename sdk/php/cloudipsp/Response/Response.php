<?php

declare(strict_types=1);

namespace Cloudipsp\Response;

use Cloudipsp\Configuration;
use Tetri\Client\Signature;

/** An answer by its members as they came. Its signature was checked when it came. */
final class Response
{
    /** @param array<mixed> $data */
    public function __construct(private readonly array $data, private readonly int|string|null $orderId)
    {
    }

    /** @return array<mixed> */
    public function getData(): array
    {
        return $this->data;
    }

    public function getUrl(): string|false
    {
        return $this->data['checkout_url'] ?? false;
    }

    public function getOrderID(): int|string|false
    {
        return $this->orderId ?? false;
    }

    /** Sends the payer's browser to the payment page and ends the script. */
    public function toCheckout(): void
    {
        if ($this->getUrl() !== false) {
            header('Location: ' . $this->getUrl());
            exit;
        }
    }

    public function isApproved(): bool
    {
        return ($this->data['order_status'] ?? '') === 'approved';
    }

    public function isReversed(): bool
    {
        return ($this->data['reverse_status'] ?? '') === 'approved';
    }

    public function isCaptured(): bool
    {
        return ($this->data['capture_status'] ?? '') === 'captured';
    }

    /** Whether the answer has a signature of its own that fits; an answer that must have one and has not never gets here. */
    public function isValid(): bool
    {
        $signature = $this->data['signature'] ?? '';
        return is_string($signature) && Signature::fits($signature, $this->data, Configuration::getSecretKey());
    }
}
