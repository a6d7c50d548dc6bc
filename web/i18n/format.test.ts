import { describe, expect, test } from 'vitest';
import { formatDeadline, formatMoney, majorUnits } from './format';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([['10025', 2, '100.25'], ['5', 2, '0.05'], ['0', 2, '0.00'], ['7', 0, '7'], ['1234567', 3, '1234.567'], ['-5', 2, '-0.05']])(
  '%s with %i decimals is %s', (amount, decimals, text) => expect(majorUnits(amount, decimals)).toBe(text));

describe('money', () => {
  test.each([
    ['en', '1,234,567.25 GEL'], ['ka', '1 234 567,25 GEL'], ['uk', '1 234 567,25 GEL'], ['ru', '1 234 567,25 GEL'], ['az', '1.234.567,25 GEL'], ['uz', '1 234 567,25 GEL'],
    ['cs', '1 234 567,25 GEL'], ['de', '1.234.567,25 GEL'], ['es', '1.234.567,25 GEL'], ['fr', '1 234 567,25 GEL'], ['hu', '1 234 567,25 GEL'], ['ko', '1,234,567.25 GEL'], ['zh', '1,234,567.25 GEL'],
  ])('%s', (lang, text) => expect(plain(formatMoney('123456725', 'GEL', 2, lang))).toBe(text));
  test('An amount beyond 2^53 loses nothing', () =>
    expect(formatMoney('900719925474099312', 'UZS', 2, 'en')).toBe('9,007,199,254,740,993.12\u00a0UZS'));
  test('A currency without minor units has none', () => expect(formatMoney('500', 'JPY', 0, 'en')).toBe('500\u00a0JPY'));
});

describe('deadline', () => {
  const at = Date.UTC(2026, 2, 10, 14, 40);
  test('The hour alone on the same day', () => expect(formatDeadline(at, at - 3_600_000, 'en', 'UTC')).toBe('14:40'));
  test('The day too when it is another', () => expect(formatDeadline(at, at - 86_400_000, 'en', 'UTC')).toBe('Mar 10, 2026, 14:40'));
  test.each([
    ['de', '10.03.2026, 14:40'], ['fi', '10.3.2026 klo 14.40'], ['fr', '10 mars 2026, 14:40'], ['hu', '2026. márc. 10. 14:40'], ['ko', '2026. 3. 10. 14:40'], ['zh', '2026年3月10日 14:40'],
  ])('In %s as it is written there', (lang, text) => expect(plain(formatDeadline(at, at - 86_400_000, lang, 'UTC'))).toBe(text));
  test.each(['ka', 'az', 'uz'])('In %s the month is a number', lang => expect(formatDeadline(at, at - 86_400_000, lang, 'UTC')).toBe('10.03.2026, 14:40'));
});
