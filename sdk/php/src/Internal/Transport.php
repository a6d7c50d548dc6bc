<?php

declare(strict_types=1);

namespace Tetri\Client\Internal;

/** One try over HTTP. */
interface Transport
{
    /** @throws TransportFailure */
    public function send(#[\SensitiveParameter] HttpRequest $request, int $timeoutMs, int $maxAnswerBytes): HttpReply;
}
