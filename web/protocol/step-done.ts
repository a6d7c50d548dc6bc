/**
 * Whether a page of ours in `frame` says that its step is over.
 * The source is checked before anything is read, then the origin, then the shape. The frame belongs to one transaction,
 * so which one is known without being told.
 */
export function saysDone(event: MessageEvent, frame: Window | null, origin: string): boolean {
  if (frame === null || event.source !== frame || event.origin !== origin) return false;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('tetri' in data)) return false;
  return data.tetri === 'challenge-done' || data.tetri === 'method-done';
}
