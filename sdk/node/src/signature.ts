import { createHash, timingSafeEqual } from 'node:crypto'

/** Values of members as they are signed: texts and numbers. */
export type SignedValues = Readonly<Record<string, unknown>>

const unsigned = new Set(['signature', 'response_signature_string'])

/** The signature of flat members (1.0 and 1.0.1), or of `data` as it is sent (2.0). */
export function of(signed: SignedValues | string, key: string): string {
  const text = typeof signed === 'string'
    ? [key, signed]
    : [key, ...Object.keys(signed).filter(name => !unsigned.has(name) && takesPart(signed[name])).sort().map(name => String(signed[name]))]
  return createHash('sha1').update(text.join('|'), 'utf8').digest('hex')
}

/** Whether a signature fits; the time that it takes tells nothing. */
export function fits(signature: string, signed: SignedValues | string, key: string): boolean {
  const expected = Buffer.from(of(signed, key))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Forty digits of lower-case hex. */
export function isWellFormed(signature: string): boolean {
  return /^[0-9a-f]{40}$/.test(signature)
}

function takesPart(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'object'
}
