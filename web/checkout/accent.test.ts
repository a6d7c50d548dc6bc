import { describe, expect, test } from 'vitest';
import { accentFor, contrastOf } from './accent';

describe.each([['light', '#ffffff', '#e9f3ee'], ['dark', '#171d1a', '#14241d']] as const)('in the %s theme', (theme, panel, tint) => {
  test.each(['#ffcc00', '#000000', '#ffffff', '#0f6b4f', '#ff0000', '#1746a2', '#7f7f7f', '#e6007e'])('%s ends legible', color => {
    const found = accentFor(color, theme);
    expect(found).toBeDefined();
    if (!found) return;
    expect(contrastOf(found.accent, panel)).toBeGreaterThanOrEqual(3);
    expect(contrastOf(found.accent, tint)).toBeGreaterThanOrEqual(3);
    expect(contrastOf(found.accent, found.onAccent)).toBeGreaterThanOrEqual(4.5);
  });
});

test('A colour that holds is left as it is', () => expect(accentFor('#0f6b4f', 'light')?.accent).toBe('#0f6b4f'));
test('What is not a colour is not applied', () => expect(accentFor('red; }', 'light')).toBeUndefined());
