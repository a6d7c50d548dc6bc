export interface Brand {
  name: string;
  lengths: readonly number[];
  cvv: 3 | 4;
  groups: readonly number[];
}

const fours = [4, 4, 4, 4, 3];
const brand = (name: string, lengths: readonly number[]): Brand => ({ name, lengths, cvv: 3, groups: fours });

const any = [16, 17, 18, 19];
const visa = brand('VISA', any);
const masterCard = brand('MasterCard', [16]);
const maestro = brand('Maestro', any);
const uzCard = brand('UzCard', [16]);
const humo = brand('Humo', [16]);
const amEx: Brand = { name: 'AmEx', lengths: [15], cvv: 4, groups: [4, 6, 5] };

/** Brands are told by the first digits; the first row that fits wins, so exceptions stand before ranges. */
const prefixes: readonly [RegExp, Brand][] = [
  [/^(8600|5614)/, uzCard],
  [/^9860/, humo],
  [/^3[47]/, amEx],
  [/^4/, visa],
  // A range that acquirers of this protocol use for MasterCard test cards.
  [/^6666/, masterCard],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, masterCard],
  [/^(50|5[6-8]|6)/, maestro],
];

export const unknownBrand: Brand = { name: '', lengths: any, cvv: 3, groups: fours };

export function brandOf(number: string): Brand {
  return prefixes.find(([prefix]) => prefix.test(number))?.[1] ?? unknownBrand;
}
