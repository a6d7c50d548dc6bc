/**
 * The transaction that a page of ours in `frame` reports as finished.
 * The source is checked before anything is read, then the origin, then the shape.
 */
export function transactionOf(event: MessageEvent, frame: Window | null, origin: string): string | undefined {
  if (frame === null || event.source !== frame || event.origin !== origin) return undefined;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null) return undefined;
  const { tetri, transaction } = data as { tetri?: unknown; transaction?: unknown };
  if (tetri !== 'challenge-done' && tetri !== 'method-done') return undefined;
  return typeof transaction === 'string' ? transaction : undefined;
}
