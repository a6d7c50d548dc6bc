import { expect, test } from 'vitest';
import { lookOf } from './look';

test.each([
  ['black_and_white', 'light', true], ['black_and_white', 'dark', false], ['#ffffff', 'light', true], ['silver', 'light', false], ['reset', 'light', false],
] as const)('A line stands between order and form where both have one ground: %s, %s', (preset, theme, line) =>
  expect('--card-line' in lookOf({ preset, theme, colours: {} }, theme)).toBe(line));
