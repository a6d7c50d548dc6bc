import { describe, expect, test } from 'vitest';
import { faultsOf, filled, untranslated } from '../scripts/check-messages.mjs';
import en from './en.json';
import { messageByCode, translator } from './messages';
import ru from './ru.json';

test('Placeholders are filled', () => expect(translator(en, 'en')('form.pay', { amount: '1.00 GEL' })).toBe('Pay 1.00 GEL'));
test('Plural forms follow the language', () => {
  const t = translator(ru, 'ru');
  expect([1, 3, 5].map(count => t('fault.cvv', { count }))).toEqual(['Введите 1 цифру', 'Введите 3 цифры', 'Введите 5 цифр']);
});
test('A plural form that the file does not have falls back', () => {
  expect(translator({ 'fault.cvv#other': '{count} ციფრი' }, 'ru')('fault.cvv', { count: 3 })).toBe('3 ციფრი');
});
test('A decline without words of its own gets the common ones', () => expect(messageByCode(en, 'decline', 9999)).toBe(en['decline.default']));
test('A key or an argument that is missing does not compile', () => {
  const t = translator(en, 'en');
  // @ts-expect-error the amount is missing
  t('form.pay');
  // @ts-expect-error there is no such key
  t('form.payed');
});

describe('the check of the messages', () => {
  const english = { a: 'Pay {amount}', 'n#one': '{count} digit', 'n#other': '{count} digits' };
  const good = { a: '{amount} ödə', 'n#one': '{count} rəqəm', 'n#other': '{count} rəqəm' };
  test('finds nothing in a good file', () => expect(faultsOf('az', good, english)).toEqual([]));
  test.each([
    ['a missing key', { 'n#one': '{count}', 'n#other': '{count}' }],
    ['another placeholder', { ...good, a: '{sum} ödə' }],
    ['markup', { ...good, a: '<b>{amount}</b>' }],
    ['an unknown key', { ...good, b: 'x' }],
    ['a foreign plural form', { ...good, 'n#few': '{count}' }],
  ])('finds %s', (_, messages) => expect(faultsOf('az', messages as Record<string, string>, english)).not.toEqual([]));
});

describe('a new text', () => {
  const english = { a: 'Enter the card number', 'n#one': '{count} day', 'n#other': '{count} days of this month' };
  test('stands in English in each plural form of the language, and is listed', () => {
    const polish = filled('pl', { a: 'Wpisz numer karty', old: 'x' }, english);
    expect(polish).toEqual({
      a: 'Wpisz numer karty', 'n#one': '{count} day', 'n#few': '{count} days of this month', 'n#many': '{count} days of this month', 'n#other': '{count} days of this month',
    });
    expect(untranslated(polish, english)).toEqual(['n#few', 'n#many', 'n#other']);
  });
});
