import { brandOf, type Brand } from './brand';
import { caretBehind, digitsAfter, digitsOf, type Edit, type Typed } from './caret';

export type CardNumberFault = 'empty' | 'short' | 'wrong';

export const parseCardNumber = digitsOf;

export function formatCardNumber(text: string): string {
  const number = digitsOf(text);
  const { groups, lengths } = brandOf(number);
  const kept = number.slice(0, Math.max(...lengths));
  const parts: string[] = [];
  let at = 0;
  for (const size of groups) {
    if (at >= kept.length) break;
    parts.push(kept.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}

export function editCardNumber(typed: Typed): Edit {
  const { digits, digitsBeforeCaret } = digitsAfter(typed);
  const text = formatCardNumber(digits);
  return { text, caret: caretBehind(text, digitsBeforeCaret, typed.change) };
}

export function faultOfCardNumber(text: string): CardNumberFault | undefined {
  const number = parseCardNumber(text);
  if (number === '') return 'empty';
  const brand: Brand = brandOf(number);
  if (number.length < Math.min(...brand.lengths)) return 'short';
  return brand.lengths.includes(number.length) && luhn(number) ? undefined : 'wrong';
}

function luhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number.charAt(number.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
