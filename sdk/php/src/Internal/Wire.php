<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** JSON, form and version 2.0, as they travel. */
final class Wire
{
    private const TIME = 'd.m.Y H:i:s';

    /** A number that PHP would change (10.0, twenty digits) comes as the text that was sent. Objects are stdClass, so that {} is no list. */
    public static function readJson(string $text): mixed
    {
        $kept = preg_replace_callback(
            '/"(?:[^"\\\\]++|\\\\.)*+"|-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?/s',
            static fn (array $token): string => $token[0][0] === '"' || (string) (int) $token[0] === $token[0] ? $token[0] : "\"$token[0]\"",
            $text,
        );
        try {
            return json_decode($kept ?? '', false, 512, JSON_THROW_ON_ERROR);
        } catch (\JsonException) {
            throw new Unreadable('It is no JSON.');
        }
    }

    /** @return array<string, string> */
    public static function readForm(string $text): array
    {
        $members = [];
        foreach (explode('&', $text) as $pair) {
            [$name, $value] = [...explode('=', $pair, 2), ''];
            if ($pair !== '') {
                $members[urldecode($name)] = urldecode($value);
            }
        }
        if (preg_match('//u', implode(' ', [...array_keys($members), ...array_values($members)])) !== 1) {
            throw new Unreadable('It is no UTF-8.');
        }
        return $members;
    }

    /** @param array<string, mixed> $value */
    public static function writeJson(#[\SensitiveParameter] array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }

    /** @param array<string, mixed> $members */
    public static function writeForm(#[\SensitiveParameter] array $members): string
    {
        return http_build_query(array_map(strval(...), $members), '', '&');
    }

    /**
     * Version 2.0: the members in data, and what signs it.
     *
     * @param array<string, mixed> $order
     * @return array{version: string, data: string, signature: string}
     */
    public static function enclose(#[\SensitiveParameter] array $order, #[\SensitiveParameter] string $key): array
    {
        $data = base64_encode(self::writeJson(['order' => $order]));
        return ['version' => '2.0', 'data' => $data, 'signature' => \Tetri\Client\Signature::of($data, $key)];
    }

    /** @return array<string, mixed> */
    public static function readData(string $data): array
    {
        $read = self::readJson((string) base64_decode($data, true));
        return self::members($read instanceof \stdClass ? $read->order ?? null : null, 'data holds no order.');
    }

    /** @return array<string, mixed> */
    public static function members(mixed $value, string $otherwise = 'An object was expected.'): array
    {
        return $value instanceof \stdClass ? (array) $value : throw new Unreadable($otherwise);
    }

    /** Nested objects as arrays. */
    public static function plain(mixed $value): mixed
    {
        return is_object($value) || is_array($value) ? array_map(self::plain(...), (array) $value) : $value;
    }

    /** 13.07.2024 01:23:59 in UTC. */
    public static function writeTime(\DateTimeInterface $time): string
    {
        return \DateTimeImmutable::createFromInterface($time)->setTimezone(new \DateTimeZone('UTC'))->format(self::TIME);
    }

    public static function readTime(string $text): \DateTimeImmutable
    {
        $time = \DateTimeImmutable::createFromFormat('!' . self::TIME, $text, new \DateTimeZone('UTC'));
        return $time !== false && $time->format(self::TIME) === $text ? $time : throw new Unreadable('A time is DD.MM.YYYY HH:mm:ss.');
    }
}
