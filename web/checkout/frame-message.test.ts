import { expect, test } from 'vitest';
import { transactionOf } from './frame-message';

const frame = {} as Window;
const origin = 'https://pay.example';
const message = (data: unknown, from: unknown = frame, by = origin): MessageEvent => ({ data, source: from, origin: by }) as MessageEvent;
const done = { tetri: 'challenge-done', transaction: '7' };

test('Our page in our frame is heard', () => expect(transactionOf(message(done), frame, origin)).toBe('7'));
test.each([
  ['another window', message(done, {})],
  ['another origin', message(done, frame, 'https://evil.example')],
  ['another shape', message({ tetri: 'challenge-done' })],
  ['another word', message({ tetri: 'hello', transaction: '7' })],
  ['a text', message('challenge-done')],
])('A message from %s is not', (_, event) => expect(transactionOf(event, frame, origin)).toBeUndefined());
test('Nothing is heard before the frame is there', () => expect(transactionOf(message(done, null), null, origin)).toBeUndefined());
