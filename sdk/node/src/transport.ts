export interface HttpRequest {
  readonly method: 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface HttpReply {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly body: Uint8Array
}

export interface TryLimits {
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
  readonly signal: AbortSignal | undefined
}

/** One try over HTTP. */
export type Transport = (request: HttpRequest, limits: TryLimits) => Promise<HttpReply>

/** Why a try brought no answer. */
export class TransportFailure extends Error {
  constructor(readonly why: 'never_sent' | 'broken' | 'timeout' | 'aborted' | 'too_large', options?: ErrorOptions) {
    super(why, options)
  }
}

// Of node:net, node:dns and node:tls, and what fetch says of a port that it never calls: the request had not begun.
const neverSent = /^(bad port|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|.*_CERT.*|.*SIGNATURE)$/

/** The timeout and the signal hold until the last byte; a redirect is an answer and not followed. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async (request, limits) => {
    const end = new AbortController()
    const timer = setTimeout(() => end.abort('timeout'), limits.timeoutMs)
    const giveUp = (): void => end.abort('aborted')
    limits.signal?.addEventListener('abort', giveUp, { once: true })
    try {
      const response = await fetch(request.url, { method: request.method, headers: { ...request.headers }, body: request.body, redirect: 'manual', signal: end.signal })
      const body = await read(response, limits.maxAnswerBytes)
      return { status: response.status, header: name => response.headers.get(name), body }
    } catch (error) {
      if (error instanceof TransportFailure)
        throw error
      if (end.signal.aborted)
        throw new TransportFailure(end.signal.reason as 'timeout' | 'aborted')
      throw new TransportFailure(codesOf(error).some(code => neverSent.test(code)) ? 'never_sent' : 'broken', { cause: error })
    } finally {
      clearTimeout(timer)
      limits.signal?.removeEventListener('abort', giveUp)
    }
  }
}

async function read(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > most)
      throw new TransportFailure('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function codesOf(error: unknown): string[] {
  const cause = (error as { cause?: { code?: unknown, message?: unknown, errors?: { code?: unknown }[] } }).cause
  return [cause?.code ?? cause?.message, ...(cause?.errors ?? []).map(inner => inner.code)].filter(code => typeof code === 'string')
}
