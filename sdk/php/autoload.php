<?php

declare(strict_types=1);

// For who has no composer; composer.json says the same.
spl_autoload_register(static function (string $class): void {
    foreach (['Tetri\\Client\\' => 'src/', 'Cloudipsp\\' => 'cloudipsp/'] as $prefix => $folder) {
        $file = __DIR__ . '/' . $folder . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
        }
    }
});
