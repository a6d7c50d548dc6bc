<?php

declare(strict_types=1);

// What the tests need of a test runner.

error_reporting(E_ALL);
// As a developer's machine has it: arguments stand in traces.
ini_set('zend.exception_ignore_args', '0');
set_error_handler(static fn (int $level, string $text, string $file, int $line) => throw new ErrorException($text, 0, $level, $file, $line));

const ROOT = __DIR__ . '/../../..';

function test(string $name, callable $test): bool
{
    global $passed, $failed;
    try {
        $test();
        $passed++;
        return true;
    } catch (Throwable $e) {
        $failed++;
        echo "FAILED $name\n  ", $e::class, ': ', str_replace("\n", "\n  ", $e->getMessage()), "\n  at {$e->getFile()}:{$e->getLine()}\n";
        return false;
    }
}

function same(mixed $expected, mixed $actual, string $what = 'value'): void
{
    if ($expected !== $actual) {
        throw new LogicException("$what: expected " . var_export($expected, true) . ', got ' . var_export($actual, true));
    }
}

function holds(bool $condition, string $what): void
{
    $condition || throw new LogicException($what);
}

/** @param class-string $class */
function throws(string $class, callable $act): object
{
    try {
        $act();
    } catch (Throwable $e) {
        holds($e instanceof $class, "$class was expected, got " . $e::class . ': ' . $e->getMessage());
        return $e;
    }
    throw new LogicException("$class was expected");
}

function spec(string $path): array
{
    return json_decode(file_get_contents(ROOT . "/$path"), true, 512, JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING);
}

/** Options as cases name them, as PHP does. */
function inLanguage(array $options): array
{
    $named = [];
    foreach ($options as $name => $value) {
        str_ends_with($name, '_ms') ? $named[camel(substr($name, 0, -3))] = $value / 1000 : $named[camel($name)] = $value;
    }
    return $named;
}

function camel(string $name): string
{
    return lcfirst(str_replace('_', '', ucwords($name, '_')));
}

function summary(string $name): never
{
    global $passed, $failed;
    printf("php %s: %d passed, %d failed\n", $name, $passed, $failed);
    exit($failed || !$passed ? 1 : 0);
}
