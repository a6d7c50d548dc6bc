<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** Keeps a key out of what print_r, var_dump, var_export, serialize and json_encode show. */
final class Secret
{
    /** @var \WeakMap<Secret, string> */
    private static \WeakMap $texts;

    public function __construct(#[\SensitiveParameter] string $text)
    {
        self::$texts ??= new \WeakMap();
        self::$texts[$this] = $text;
    }

    public static function of(#[\SensitiveParameter] ?string $text): ?self
    {
        return $text === null || $text === '' ? null : new self($text);
    }

    public function text(): string
    {
        return self::$texts[$this];
    }

    public function __clone()
    {
        throw new \LogicException('A key is not copied.');
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('A key is not stored.');
    }
}
