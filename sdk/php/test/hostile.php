<?php

declare(strict_types=1);

// A gateway that misbehaves: hostile.php HOW. Prints its address, then a line for each request that came.

$server = stream_socket_server('tcp://127.0.0.1:0');
echo 'http://', stream_socket_get_name($server, false), "\n";
while ($connection = stream_socket_accept($server, 30)) {
    if (!str_contains((string) fread($connection, 65536), 'POST')) {
        continue;
    }
    echo "asked\n";
    match ($argv[1]) {
        'floods' => flood($connection),
        'redirects' => fwrite($connection, "HTTP/1.1 307 Temporary Redirect\r\nLocation: /api/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        'dawdles' => dawdle($connection),
        'breaks' => null,
    };
    fclose($connection);
}

function flood($connection): void
{
    fwrite($connection, "HTTP/1.1 200 OK\r\n\r\n");
    for ($sent = 0; $sent < 200_000_000 && @fwrite($connection, str_repeat(' ', 65536)) > 0;) {
        $sent += 65536;
    }
    echo "sent $sent\n";
}

/** A byte now and then, so that no time between bytes is long. */
function dawdle($connection): void
{
    fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (@fwrite($connection, ' ') > 0) {
        usleep(20_000);
    }
}
