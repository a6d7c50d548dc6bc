import { expect, test } from 'vitest';
import { challengeSize } from './challenge-size';

test.each([
  ['01', '250px', '400px'],
  ['02', '390px', '400px'],
  ['03', '500px', '600px'],
  ['04', '600px', '400px'],
  ['05', '100vw', '100vh'],
])('%s is %s by %s', (code, width, height) => expect(challengeSize(code)).toEqual({ width, height }));

test.each([undefined, null, '', '00', '06', '2', 2, ' 02', 'constructor', 'toString', {}, ['02']])('%j is no size', code => expect(challengeSize(code)).toBeUndefined());
