<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\StreamInterface;
use Tetri\Client\Exception\UsageException;
use Tetri\Client\Options;

/** A client that the shop has already. PSR-18 has no word for time, so each try takes what that client was told. */
final class PsrTransport implements Transport
{
    private function __construct(
        private readonly ClientInterface $client,
        private readonly RequestFactoryInterface $requests,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public static function of(Options $options): self
    {
        $requests = $options->requestFactory ?? ($options->httpClient instanceof RequestFactoryInterface ? $options->httpClient : null);
        $streams = $options->streamFactory ?? match (true) {
            $options->httpClient instanceof StreamFactoryInterface => $options->httpClient,
            $requests instanceof StreamFactoryInterface => $requests,
            default => null,
        };
        if ($options->httpClient === null || $requests === null || $streams === null) {
            throw new UsageException('A PSR-18 client needs requestFactory and streamFactory (PSR-17) beside it.');
        }
        return new self($options->httpClient, $requests, $streams);
    }

    public function send(#[\SensitiveParameter] HttpRequest $request, int $timeoutMs, int $maxAnswerBytes): HttpReply
    {
        $message = $this->requests->createRequest('POST', $request->url)->withBody($this->streams->createStream($request->body));
        foreach ($request->headers as $name => $value) {
            $message = $message->withHeader($name, $value);
        }
        try {
            $response = $this->client->sendRequest($message);
            $body = self::read($response->getBody(), $maxAnswerBytes);
        } catch (RequestExceptionInterface $e) {
            throw new TransportFailure(TransportFailure::NEVER_SENT, $e::class);
        } catch (ClientExceptionInterface | \RuntimeException $e) {
            // Whether it was sent, the standard does not tell. The exception itself holds the request, with the card in it, so only its name is kept.
            throw new TransportFailure(TransportFailure::BROKEN, $e::class);
        }
        $headers = [];
        foreach ($response->getHeaders() as $name => $values) {
            $headers[strtolower((string) $name)] = implode(', ', $values);
        }
        return new HttpReply($response->getStatusCode(), $headers, $body);
    }

    private static function read(StreamInterface $stream, int $most): string
    {
        // Some leave it at its end.
        $stream->isSeekable() && $stream->rewind();
        for ($body = ''; !$stream->eof() && strlen($body) <= $most;) {
            $body .= $stream->read(65536);
        }
        return $body;
    }
}
