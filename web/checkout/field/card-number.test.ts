import { describe, expect, test } from 'vitest';
import { brandOf } from './brand';
import { editCardNumber, faultOfCardNumber, formatCardNumber } from './card-number';
import type { Change } from './caret';

/** "|" marks the caret. */
function edited(before: string, after: string, change: Change = 'insert'): string {
  const { text, caret } = editCardNumber({ before, raw: after.replace('|', ''), caret: after.indexOf('|'), change });
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe('brand', () => {
  test.each([
    ['4444555566661111', 'VISA'], ['5555666644441111', 'MasterCard'], ['2222555566663333', 'MasterCard'],
    ['2720990000000000', 'MasterCard'], ['2721000000000000', ''], ['6666444455551111', 'MasterCard'], ['6759649826438453', 'Maestro'],
    ['5018000000000000', 'Maestro'], ['371449635398431', 'AmEx'], ['8600202020202023', 'UzCard'], ['5614000000000000', 'UzCard'],
    ['9860010099998881', 'Humo'], ['1234', ''],
  ])('%s is %s', (number, name) => expect(brandOf(number).name).toBe(name));
});

describe('grouping', () => {
  test.each([
    ['4444555566661111', '4444 5555 6666 1111'],
    ['371449635398431', '3714 496353 98431'],
    ['4444555566661111234', '4444 5555 6666 1111 234'],
    ['5555666644441111999', '5555 6666 4444 1111'],
    [' 4444-5555-6666-1111 ', '4444 5555 6666 1111'],
    ['', ''],
  ])('%s is shown as %s', (raw, shown) => expect(formatCardNumber(raw)).toBe(shown));
});

describe('caret', () => {
  test.each<[string, string, Change, string]>([
    ['444', '4444|', 'insert', '4444|'],
    ['4444', '44445|', 'insert', '4444 5|'],
    ['4444 5555', '4494|44 5555', 'insert', '4494 |4455 55'],
    ['4444 5555', '44|4 5555', 'back', '44|45 555'],
    ['4444 5555', '4444|5555', 'back', '444|5 555'],
    ['4444 5555', '4444|5555', 'forward', '4444| 555'],
    ['4444 5555', '|444 5555', 'forward', '|4445 555'],
    ['', '4444-5555-6666-1111|', 'insert', '4444 5555 6666 1111|'],
    ['4444 5555', '4444 |6655555', 'insert', '4444 |6655 555'],
    ['4', '|', 'back', '|'],
    ['4444 5555 6666 1111', '4444555566661111|', 'back', '4444 5555 6666 1111|'],
  ])('%s, then %s by %s, becomes %s', (before, after, change, result) => expect(edited(before, after, change)).toBe(result));
});

describe('faults', () => {
  test.each([
    ['', 'empty'], ['4444 5555', 'short'], ['4444 5555 6666 1111', undefined], ['4444 5555 6666 1112', 'wrong'],
    ['3714 496353 98431', undefined], ['3714 496353 9843', 'short'], ['8600 2020 2020 2023', undefined],
  ])('%s: %s', (text, fault) => expect(faultOfCardNumber(text)).toBe(fault));
});
