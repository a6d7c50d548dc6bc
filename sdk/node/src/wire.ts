/** JSON, form and version 2.0, as they travel. */

export type WireMembers = Record<string, unknown>

/** Thrown by the readers; holds nothing of what could not be read, since that may be a card. */
export class Unreadable extends Error {}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Reads JSON; a number that a double would change (10.0, an id above 2^53) comes as the text that was sent. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(stringOrNumber, token => (token[0] === '"' || String(Number(token)) === token ? token : `"${token}"`)))
  } catch {
    throw new Unreadable('It is no JSON.')
  }
}

export function readForm(text: string): WireMembers {
  return Object.fromEntries(new URLSearchParams(text))
}

export function writeForm(members: WireMembers): string {
  return new URLSearchParams(Object.entries(members).map(([name, value]) => [name, String(value)] as [string, string])).toString()
}

export function writeData(order: WireMembers): string {
  return Buffer.from(JSON.stringify({ order }), 'utf8').toString('base64')
}

export function readData(data: string): WireMembers {
  const read = readJson(decode(Buffer.from(data, 'base64')))
  if (!isMembers(read) || !isMembers(read['order']))
    throw new Unreadable('data holds no order.')
  return read['order']
}

export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable('It is no UTF-8.')
  }
}

export function isMembers(value: unknown): value is WireMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** 13.07.2024 01:23:59 in UTC. */
export function writeTime(time: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const date = `${two(time.getUTCDate())}.${two(time.getUTCMonth() + 1)}.${time.getUTCFullYear()}`
  return `${date} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`
}

export function readTime(text: string): Date {
  const parts = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number)
  if (parts) {
    const [day, month, year, hour, minute, second] = parts as [number, number, number, number, number, number]
    const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
    if (writeTime(time) === text)
      return time
  }
  throw new Unreadable('A time is DD.MM.YYYY HH:mm:ss.')
}
