<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** The time holds until the last byte; a redirect is an answer and not followed. */
final class CurlTransport implements Transport
{
    private const NEVER_SENT = [
        CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CACERT, CURLE_SSL_CACERT_BADFILE,
    ];

    private ?\CurlHandle $handle = null;

    public function send(#[\SensitiveParameter] HttpRequest $request, int $timeoutMs, int $maxAnswerBytes): HttpReply
    {
        $this->handle ??= curl_init() ?: throw new TransportFailure(TransportFailure::NEVER_SENT, 'curl could not be started.');
        $headers = [];
        $body = '';
        $isTooLarge = false;
        curl_reset($this->handle);
        curl_setopt_array($this->handle, [
            CURLOPT_URL => $request->url,
            CURLOPT_POST => true,
            CURLOPT_POSTFIELDS => $request->body,
            // Without Expect, which would cost a round trip for a long body.
            CURLOPT_HTTPHEADER => ['Expect:', ...array_map(fn (string $name, string $value) => "$name: $value", array_keys($request->headers), $request->headers)],
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_TIMEOUT_MS => $timeoutMs,
            CURLOPT_CONNECTTIMEOUT_MS => $timeoutMs,
            // On a connection that was kept, curl repeats by itself what it finds closed.
            CURLOPT_FRESH_CONNECT => !$request->mayRepeat,
            CURLOPT_HEADERFUNCTION => function ($handle, string $line) use (&$headers): int {
                $parts = explode(':', $line, 2);
                if (count($parts) === 2) {
                    $headers[strtolower(trim($parts[0]))] = trim($parts[1]);
                }
                return strlen($line);
            },
            CURLOPT_WRITEFUNCTION => function ($handle, string $part) use (&$body, &$isTooLarge, $maxAnswerBytes): int {
                $isTooLarge = strlen($body) + strlen($part) > $maxAnswerBytes;
                if ($isTooLarge) {
                    return 0;
                }
                $body .= $part;
                return strlen($part);
            },
        ]);
        if (curl_exec($this->handle) === false) {
            throw $isTooLarge ? new TransportFailure(TransportFailure::TOO_LARGE) : $this->failure($this->handle);
        }
        return new HttpReply(curl_getinfo($this->handle, CURLINFO_RESPONSE_CODE), $headers, $body);
    }

    private function failure(\CurlHandle $handle): TransportFailure
    {
        $number = curl_errno($handle);
        $isUnsent = in_array($number, self::NEVER_SENT, true) || curl_getinfo($handle, CURLINFO_PRETRANSFER_TIME) === 0.0;
        $why = match (true) {
            $isUnsent => TransportFailure::NEVER_SENT,
            $number === CURLE_OPERATION_TIMEDOUT => TransportFailure::TIMEOUT,
            default => TransportFailure::BROKEN,
        };
        return new TransportFailure($why, 'curl: ' . curl_strerror($number));
    }
}
