import { expect, test } from 'vitest';
import { saysDone } from './step-done';

const frame = {} as Window;
const origin = 'https://pay.example';
const message = (data: unknown, from: unknown = frame, by = origin): MessageEvent => ({ data, source: from, origin: by }) as MessageEvent;
const done = { tetri: 'challenge-done', transaction: '7' };

test('Our page in our frame is heard', () => expect(saysDone(message(done), frame, origin)).toBe(true));
test.each([
  ['another window', message(done, {})],
  ['another origin', message(done, frame, 'https://evil.example')],
  ['another shape', message(null)],
  ['another word', message({ tetri: 'hello', transaction: '7' })],
  ['a text', message('challenge-done')],
])('A message from %s is not', (_, event) => expect(saysDone(event, frame, origin)).toBe(false));
test('Nothing is heard before the frame is there', () => expect(saysDone(message(done, null), null, origin)).toBe(false));
