import http, { type Agent, type IncomingMessage } from 'node:http'
import https from 'node:https'

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

// Of node:net, node:dns and node:tls: the request had not begun.
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ERR_TLS_.*|CERT_.*|.*_CERT.*|.*SIGNATURE)$/

/**
 * Over node:http and node:https, since fetch refuses some eighty ports. The timeout and the signal hold until the last byte; a redirect is an answer
 * and not followed.
 */
export function httpTransport(agent?: Agent): Transport {
  return async (request, limits) => {
    const end = new AbortController()
    const timer = setTimeout(() => end.abort('timeout'), limits.timeoutMs)
    const giveUp = (): void => end.abort('aborted')
    limits.signal?.addEventListener('abort', giveUp, { once: true })
    try {
      const answer = await begin(request, agent, end.signal)
      const body = await read(answer, limits.maxAnswerBytes)
      return { status: answer.statusCode ?? 0, header: name => answer.headers[name.toLowerCase()]?.toString() ?? null, body }
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

function begin({ method, url, headers, body }: HttpRequest, agent: Agent | undefined, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http
    request(url, { method, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) }, agent, signal }, resolve).on('error', reject).end(body)
  })
}

async function read(answer: IncomingMessage, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > most)
      throw new TransportFailure('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function codesOf(error: unknown): string[] {
  const { code, errors } = error as { code?: unknown, errors?: { code?: unknown }[] }
  return [code, ...(errors ?? []).map(inner => inner.code)].filter(code => typeof code === 'string')
}
