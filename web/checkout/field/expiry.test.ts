import { describe, expect, test } from 'vitest';
import type { Change } from './caret';
import { editExpiry, faultOfExpiry, formatExpiry, parseExpiry, settleExpiry, wireExpiry } from './expiry';

const march2026 = Date.UTC(2026, 2, 10);

function edited(before: string, after: string, change: Change = 'insert'): string {
  const { text, caret } = editExpiry({ before, raw: after.replace('|', ''), caret: after.indexOf('|'), change });
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

/** Types the keys one after the other at the end. */
function typed(keys: string): string {
  let text = '';
  for (const key of keys) text = edited(text, `${text}${key}|`).replace('|', '');
  return text;
}

describe('every way to write a date', () => {
  test.each([
    ['11/27', '11 / 27'], ['11/2027', '11 / 2027'], ['1127', '11 / 27'], ['112027', '11 / 2027'], ['1/27', '01 / 27'],
    ['1 27', '01 / 27'], ['11-27', '11 / 27'], ['9', '09'], [' 11/27 ', '11 / 27'], ['11 / 2712', '11 / 27'],
  ])('%s is shown as %s', (raw, shown) => expect(formatExpiry(raw)).toBe(shown));

  test.each([
    ['1127', '11 / 27'], ['112027', '11 / 2027'], ['1/27', '01 / 27'], ['927', '09 / 27'], ['11/27', '11 / 27'], ['1/2027', '01 / 2027'],
    ['0127', '01 / 27'], ['12', '12 / '],
  ])('typing %s shows %s', (keys, shown) => expect(typed(keys)).toBe(shown));

  test.each([['11 / 2027', '11 / 27'], ['11 / 27', '11 / 27'], ['11 / ', '11'], ['1 / 27', '01 / 27']])(
    'leaving %s settles on %s', (text, settled) => expect(settleExpiry(text)).toBe(settled));

  test.each(['11/27', '11/2027', '1127', '112027', '11 / 27'])('%s goes out as 11/27', text => {
    const expiry = parseExpiry(text);
    expect(expiry && wireExpiry(expiry)).toBe('11/27');
  });
});

describe('caret', () => {
  test.each<[string, string, Change, string]>([
    ['1', '11|', 'insert', '11 / |'],
    ['11 / ', '11 /|', 'back', '1|'],
    ['11 / 27', '11 / |7', 'back', '11 / |7'],
    ['11 / 27', '11 /|27', 'back', '1| / 27'],
    ['1 / 27', '12| / 27', 'insert', '12 / |27'],
    ['11 / 27', '11|/ 27', 'forward', '11 / |7'],
    ['11 / 27', '121| / 27', 'insert', '12 / |27'],
    [' / 27', '1| / 27', 'insert', '1| / 27'],
    ['11 / 2', '11 / |', 'back', '11 / |'],
    ['11', '1|', 'back', '1|'],
  ])('%s, then %s by %s, becomes %s', (before, after, change, result) => expect(edited(before, after, change)).toBe(result));
});

describe('faults', () => {
  test.each([
    ['', true, 'empty'], ['11', true, 'partial'], ['11 / 2', true, 'partial'], ['13 / 30', true, 'month'], ['00 / 30', true, 'month'],
    ['02 / 26', true, 'past'], ['03 / 26', true, undefined], ['12 / 21', false, undefined], ['12 / 30', true, undefined],
  ])('%s, validated: %s, is %s', (text, validate, fault) => expect(faultOfExpiry(text, march2026, validate)).toBe(fault));
});
