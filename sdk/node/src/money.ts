import { UsageError } from './errors.js'

const withoutDecimals = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))
const withThreeDecimals = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Digits behind the point in major units. */
export function decimalsOf(currency: string): number {
  return withoutDecimals.has(currency) ? 0 : withThreeDecimals.has(currency) ? 3 : 2
}

/** 1050 GEL is "10.50". */
export function toMajor(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor))
    throw new UsageError('amount', 'An amount is a whole number of minor units.')
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** "10.5" GEL is 1050. Text only: a float has lost digits already. Nothing is rounded. */
export function toMinor(major: string, currency: string): number {
  const decimals = decimalsOf(currency)
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(major)
  const rest = parts?.[3]?.replace(/0+$/, '') ?? ''
  const minor = parts && rest.length <= decimals ? Number(parts[2] + rest.padEnd(decimals, '0')) : NaN
  if (!Number.isSafeInteger(minor))
    throw new UsageError('amount', `This is no amount in ${currency}: digits, a point and at most ${decimals} digits behind it.`)
  return parts![1] && minor ? -minor : minor
}
