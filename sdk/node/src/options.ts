import type { Agent } from 'node:http'
import { UsageError } from './errors.js'

export type Version = '1.0' | '1.0.1' | '2.0'
export type Format = 'json' | 'form'

export interface TetriClientOptions {
  merchantId: number
  /** The payment key. */
  secretKey: string
  /** The credit key; payouts are signed with it. */
  creditKey?: string | undefined
  /** The payment key before it was changed; callbacks signed with it are still accepted. */
  formerSecretKey?: string | undefined
  /** Where the gateway is; otherwise the environment variable TETRI_URL, otherwise http://localhost:8080. */
  baseUrl?: string | undefined
  /** Lets plain http leave this machine. */
  allowHttp?: boolean | undefined
  /** 1.0.1 unless told otherwise; what it can't carry goes in 2.0 by itself. */
  version?: Version | undefined
  format?: Format | undefined
  /** Milliseconds for one try, with its body; each operation has a sensible time of its own. */
  timeoutMs?: number | undefined
  /** Milliseconds for a whole call, with its waits: three minutes. */
  deadlineMs?: number | undefined
  /** Three. */
  tries?: number | undefined
  /** 16 MiB. */
  maxAnswerBytes?: number | undefined
  /** Of node:http or node:https: for a proxy, a certificate of one's own, more or fewer connections. */
  agent?: Agent | undefined
}

export interface CallOptions {
  /** Creating an order or charging a card only: the same key and the same order give the same answer for 24 hours. One is made where none is given. */
  idempotencyKey?: string | undefined
  /** Milliseconds for one try. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

export interface Settings {
  readonly merchantId: number
  readonly secretKey: string
  readonly creditKey: string | undefined
  readonly formerSecretKey: string | undefined
  readonly baseUrl: string
  readonly version: Version
  readonly format: Format
  readonly timeoutMs: number | undefined
  readonly deadlineMs: number
  readonly tries: number
  readonly maxAnswerBytes: number
}

/** Checks the options and fills what is not given. */
export function settingsOf(options: TetriClientOptions, environment: Readonly<Record<string, string | undefined>>): Settings {
  const { version = '1.0.1', format = 'json' } = options
  if (!Number.isSafeInteger(options.merchantId) || options.merchantId <= 0)
    throw new UsageError('no_merchant_id', 'merchantId is missing: the number of the merchant.')
  if (!options.secretKey)
    throw new UsageError('no_secret_key', 'secretKey is missing: the payment key of the merchant.')
  if (!['1.0', '1.0.1', '2.0'].includes(version))
    throw new UsageError('version', 'version is 1.0, 1.0.1 or 2.0.')
  if (!['json', 'form'].includes(format))
    throw new UsageError('format', 'format is json or form.')
  return {
    merchantId: options.merchantId,
    secretKey: options.secretKey,
    creditKey: options.creditKey || undefined,
    formerSecretKey: options.formerSecretKey || undefined,
    baseUrl: addressOf(options.baseUrl || environment['TETRI_URL'] || 'http://localhost:8080', options.allowHttp ?? false),
    version,
    format,
    timeoutMs: options.timeoutMs,
    deadlineMs: options.deadlineMs ?? 180_000,
    tries: options.tries ?? 3,
    maxAnswerBytes: options.maxAnswerBytes ?? 16 * 1024 * 1024,
  }
}

function addressOf(text: string, allowHttp: boolean): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new UsageError('base_url', 'baseUrl is no address: https://host, with a port and a path where there is one.')
  }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.search || url.hash || url.username || url.password)
    throw new UsageError('base_url', 'baseUrl is https://host, with a port and a path where there is one, and nothing else.')
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname))
    throw new UsageError('plain_http', 'baseUrl is plain http to another machine. Use https, or say allowHttp in a network that you trust.')
  return url.href.replace(/\/+$/, '')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
