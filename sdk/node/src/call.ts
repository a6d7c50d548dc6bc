import { typed } from './answers.js'
import { AbortedError, AnswerError, NetworkError, RefusedError, SignatureError, TetriError, TimedOutError, UsageError, type ErrorFacts } from './errors.js'
import { operations, type Operation, type OperationName } from './operations.js'
import type { CallOptions, Settings } from './options.js'
import { isOutcomeUnknown, isRetryable, waitBefore, type Failure } from './retry.js'
import * as signature from './signature.js'
import { TransportFailure, type HttpReply, type HttpRequest, type Transport } from './transport.js'
import { version as packageVersion } from './version.js'
import { decode, isMembers, readData, readForm, readJson, Unreadable, writeData, writeForm, writeTime, type WireMembers } from './wire.js'

/** What the cases replace. */
export interface Surroundings {
  readonly transport: Transport
  readonly now: () => number
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
  readonly random: () => number
  readonly newId: () => string
}

/** A request as it is written, and what is needed to read its answer. */
interface Written {
  readonly request: HttpRequest
  readonly key: string
  readonly isForm: boolean
  /** Texts that must stand in no error. */
  readonly secrets: readonly string[]
}

const longestMessage = 300
const longestIdempotencyKey = 255
const secretMembers = ['card_number', 'cvv2', 'receiver_card_number', 'rectoken', 'receiver_rectoken', 'external_rectoken', 'container']

/** An operation, from members to its answer. */
export class Caller {
  readonly #settings: Settings
  readonly #around: Surroundings

  constructor(settings: Settings, around: Surroundings) {
    this.#settings = settings
    this.#around = around
  }

  async call<Answer>(name: OperationName, given: object, options: CallOptions = {}): Promise<Answer> {
    return await this.#run(name, given, options, answer => typed(operations[name].answer, answer)) as Answer
  }

  /** The answer's members as they came. */
  async callRaw(name: OperationName, given: object, options: CallOptions = {}): Promise<unknown> {
    return await this.#run(name, given, options, answer => answer)
  }

  /** Where the payer's browser posts, and what. */
  form(given: object): { readonly url: string, readonly fields: Readonly<Record<string, string>> } {
    const operation = operations['checkout.form']
    const { version } = this.#manner(operation, members(operation, given, this.#settings.merchantId))
    const fields = this.#flat(operation, given, version)
    return { url: this.#url(operation), fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])) }
  }

  async #run(name: OperationName, given: object, options: CallOptions, read: (answer: unknown) => unknown): Promise<unknown> {
    const operation: Operation = operations[name]
    const written = this.#write(operation, given, options)
    const { tries, deadlineMs, maxAnswerBytes } = this.#settings
    const timeout = options.timeoutMs ?? this.#settings.timeoutMs ?? operation.timeout * 1000
    const start = this.#around.now()
    const left = (): number => deadlineMs - (this.#around.now() - start)
    for (let made = 1; ; made++) {
      if (options.signal?.aborted)
        throw this.#aborted(options.signal, operation, made - 1)
      const outcome = await this.#try(written, operation, read, { timeoutMs: Math.max(1, Math.min(timeout, left())), maxAnswerBytes, signal: options.signal }, made)
      if ('result' in outcome)
        return outcome.result
      if (options.signal?.aborted)
        throw outcome.error.kind === 'aborted' ? outcome.error : this.#aborted(options.signal, operation, made)
      const wait = waitBefore(outcome.failure, operation.repeat, made, { tries, left: left() }, this.#around.random)
      if (wait === undefined)
        throw outcome.error
      await this.#around.wait(wait, options.signal)
    }
  }

  async #try(
    written: Written, operation: Operation, read: (answer: unknown) => unknown, limits: Parameters<Transport>[1], made: number,
  ): Promise<{ result: unknown } | { error: TetriError, failure: Failure }> {
    let reply: HttpReply
    try {
      reply = await this.#around.transport(written.request, limits)
    } catch (error) {
      if (error instanceof TransportFailure)
        return this.#unanswered(error, operation, limits.signal, made)
      throw error
    }
    const failed = (failure: Failure, make: (facts: ErrorFacts) => TetriError): { error: TetriError, failure: Failure } =>
      ({ failure, error: make(factsOf(failure, operation, made)) })
    const { status } = reply
    const after = retryAfterOf(reply)
    try {
      const answer = readAnswer(reply, maxBytes(limits.maxAnswerBytes), written.isForm)
      const refusal = refusalOf(answer, reply)
      if (refusal)
        return failed({ kind: 'refused', status, retryAfter: after }, facts => new RefusedError(
          hide(refusal.message, written.secrets).slice(0, longestMessage), { ...facts, code: refusal.code, requestId: refusal.requestId }))
      if (status !== 200)
        throw new Unreadable('It is no answer.')
      return { result: read(opened(answer, operation, written.key)) }
    } catch (error) {
      if (error instanceof TransportFailure)
        return this.#unanswered(error, operation, limits.signal, made)
      if (error instanceof SignatureError)
        return failed({ kind: 'other' }, facts => new SignatureError(error.reason, error.message, { ...facts, status }))
      if (!(error instanceof Unreadable))
        throw error
      if (status === 200)
        return failed({ kind: 'other' }, facts => new AnswerError('unreadable', `What came is not an answer of the gateway. ${error.message}`, { ...facts, status }))
      return failed({ kind: 'answer', status, retryAfter: after }, facts => new AnswerError('status', `The answer has HTTP status ${status} and nothing that the gateway says.`, facts))
    }
  }

  #unanswered(failure: TransportFailure, operation: Operation, signal: AbortSignal | undefined, made: number): { error: TetriError, failure: Failure } {
    if (failure.why === 'aborted')
      return { failure: { kind: 'other' }, error: this.#aborted(signal, operation, made) }
    if (failure.why === 'too_large') {
      const what: Failure = { kind: 'other' }
      return { failure: what, error: new AnswerError('too_large', 'The answer is larger than maxAnswerBytes.', factsOf(what, operation, made)) }
    }
    const what: Failure = { kind: failure.why === 'timeout' ? 'timeout' : 'network', neverSent: failure.why === 'never_sent' }
    const facts = { ...factsOf(what, operation, made), cause: failure.cause }
    return {
      failure: what,
      error: what.kind === 'timeout'
        ? new TimedOutError('The gateway did not answer in time.', facts)
        : new NetworkError(what.neverSent ? `The gateway at ${this.#settings.baseUrl} can't be reached.` : 'The connection to the gateway broke.', facts),
    }
  }

  #aborted(signal: AbortSignal | undefined, operation: Operation, made: number): AbortedError {
    return new AbortedError('The call was given up.', { tries: made, outcomeUnknown: made > 0 && operation.repeat !== 'read', cause: signal?.reason })
  }

  #write(operation: Operation, given: object, options: CallOptions): Written {
    const headers: Record<string, string> = { 'user-agent': `tetri-node/${packageVersion} (node ${process.versions.node})` }
    const made = operation.made && !(given as WireMembers)[operation.made] ? { ...given, [operation.made]: this.#around.newId() } : given
    const all = members(operation, made, this.#settings.merchantId)
    const { version, isForm } = this.#manner(operation, all)
    const key = this.#keyOf(operation)
    if (operation.repeat === 'key')
      headers['idempotency-key'] = options.idempotencyKey === undefined ? this.#around.newId() : checkedIdempotencyKey(options.idempotencyKey)
    else if (options.idempotencyKey !== undefined)
      throw new UsageError('idempotency_key', 'The gateway knows an idempotency key only where an order is created or a card is charged.')
    headers['content-type'] = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
    if (!isForm)
      headers['accept'] = 'application/json'
    const body = version === '2.0' ? JSON.stringify({ request: enclosed(all, key) })
      : isForm ? writeForm(this.#flat(operation, made, version)) : JSON.stringify({ request: this.#flat(operation, made, version) })
    const secrets = [this.#settings.secretKey, this.#settings.creditKey, ...secretMembers.map(name => all[name])]
    return {
      request: { method: 'POST', url: this.#url(operation), headers, body }, key, isForm,
      secrets: secrets.filter(secret => secret !== undefined && secret !== '').map(String),
    }
  }

  /** The version and format in which these members can travel. */
  #manner(operation: Operation, all: WireMembers): { version: '1.0' | '1.0.1' | '2.0', isForm: boolean } {
    const settings = this.#settings
    const version = operation.versions.includes(settings.version) ? settings.version : operation.versions.at(-1)!
    const needs20 = Object.values(all).some(value => typeof value === 'object' || (typeof value === 'string' && value.includes('|')))
    if (version !== '2.0' && needs20 && !operation.versions.includes('2.0'))
      throw new UsageError('version_cannot_carry', `An object among the members, or a | in a value, needs version 2.0, which ${operation.path} does not speak.`)
    const format = operation.formats.includes(settings.format) ? settings.format : operation.formats[0]
    return needs20 || version === '2.0' ? { version: '2.0', isForm: false } : { version, isForm: format === 'form' }
  }

  #flat(operation: Operation, given: object, version: string): WireMembers {
    const flat = members(operation, operation.versionSent ? { ...given, version } : given, this.#settings.merchantId)
    return { ...flat, signature: signature.of(flat, this.#keyOf(operation)) }
  }

  #keyOf(operation: Operation): string {
    const key = operation.key === 'credit' ? this.#settings.creditKey : this.#settings.secretKey
    if (key === undefined)
      throw new UsageError('no_credit_key', 'creditKey is missing: payouts are signed with the credit key.')
    return key
  }

  #url(operation: Operation): string {
    return `${this.#settings.baseUrl}/api/${operation.path}`
  }
}

/** Version 2.0: the members in data, and what signs it. */
export function enclosed(order: WireMembers, key: string): WireMembers {
  const data = writeData(order)
  return { version: '2.0', data, signature: signature.of(data, key) }
}

function members(operation: Operation, given: object, merchantId: number): WireMembers {
  const all: WireMembers = { merchant_id: merchantId }
  for (const [name, value] of Object.entries({ ...given, ...operation.adds }))
    if (value !== undefined && value !== null && name !== 'merchant_id')
      all[name] = wireValue(name, value)
  return all
}

function wireValue(name: string, value: unknown): unknown {
  if (name === 'amount' && !(typeof value === 'string' ? /^\d+$/.test(value) : typeof value === 'bigint' || Number.isSafeInteger(value)))
    throw new UsageError('amount', 'amount is a whole number of minor units.')
  if (typeof value === 'boolean')
    return value ? 'Y' : 'N'
  if (typeof value === 'bigint')
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value)
  return value instanceof Date ? writeTime(value) : value
}

function checkedIdempotencyKey(key: string): string {
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(key) || key.length > longestIdempotencyKey)
    throw new UsageError('idempotency_key', `An idempotency key has 1 to ${longestIdempotencyKey} printable characters.`)
  return key
}

function maxBytes(most: number): (body: Uint8Array) => Uint8Array {
  return body => {
    if (body.length > most)
      throw new TransportFailure('too_large')
    return body
  }
}

function readAnswer(reply: HttpReply, checked: (body: Uint8Array) => Uint8Array, isForm: boolean): unknown {
  const text = decode(checked(reply.body))
  if (isForm && !text.startsWith('{')) {
    const pairs = readForm(text)
    if (!('response_status' in pairs))
      throw new Unreadable('It is no form.')
    return pairs
  }
  const envelope = readJson(text)
  if (!isMembers(envelope) || typeof envelope['response'] !== 'object' || envelope['response'] === null)
    throw new Unreadable('It has no response.')
  return envelope['response']
}

function refusalOf(answer: unknown, reply: HttpReply): { message: string, code: number | undefined, requestId: string | undefined } | undefined {
  if (!isMembers(answer) || !(answer['response_status'] === 'failure' || answer['error_code'] || answer['error_message']))
    return undefined
  const code = Number(answer['error_code'])
  const requestId = answer['request_id'] ?? reply.header('x-request-id')
  return {
    message: String(answer['error_message'] ?? ''),
    code: answer['error_code'] !== undefined && Number.isSafeInteger(code) ? code : undefined,
    requestId: requestId === null || requestId === undefined ? undefined : String(requestId),
  }
}

/** Checks signatures, and unpacks version 2.0. */
function opened(answer: unknown, operation: Operation, key: string): unknown {
  if (Array.isArray(answer)) {
    if (operation.signed === 'rows')
      for (const row of answer)
        if (isMembers(row))
          check(row, row, key, true)
    return answer
  }
  if (!isMembers(answer))
    return answer
  if (typeof answer['data'] === 'string') {
    check(answer, answer['data'], key, true)
    return readData(answer['data'])
  }
  // A payer who is on his way to 3-D Secure has no order yet, and nothing that could be signed.
  if (operation.signed !== 'no')
    check(answer, answer, key, operation.signed === 'required')
  return answer
}

function check(answer: WireMembers, signed: WireMembers | string, key: string, isRequired: boolean): void {
  const given = answer['signature']
  if (given === undefined || given === null || given === '') {
    if (isRequired)
      throw new SignatureError('no_signature', 'The answer is not signed.')
    return
  }
  if (!signature.fits(String(given), signed, key))
    throw new SignatureError('mismatch', 'The signature of the answer does not fit: it is not the gateway\'s, or the keys differ.')
}

function factsOf(failure: Failure, operation: Operation, tries: number): ErrorFacts {
  return {
    status: failure.status,
    retryAfter: failure.retryAfter,
    tries,
    retryable: isRetryable(failure, operation.repeat),
    outcomeUnknown: isOutcomeUnknown(failure, operation.repeat),
  }
}

function retryAfterOf(reply: HttpReply): number | undefined {
  const text = reply.header('retry-after')
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
