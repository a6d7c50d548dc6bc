/** Colours as red, green, blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface Accent {
  accent: string;
  onAccent: string;
}

interface Ground {
  /** What the accent stands on: panel and order tint. */
  grounds: readonly Rgb[];
  /** The way to more contrast. */
  toward: Rgb;
}

export const white: Rgb = [255, 255, 255];
export const ink: Rgb = [6, 19, 13];
const light: Ground = { grounds: [white, [233, 243, 238]], toward: [0, 0, 0] };
const dark: Ground = { grounds: [[23, 29, 26], [20, 36, 29]], toward: white };

/** A merchant's colour, moved as little as needed for marks (3:1) and for the text on it (4.5:1). */
export function accentFor(color: string, theme: 'light' | 'dark'): Accent | undefined {
  const rgb = parse(color);
  if (!rgb) return undefined;
  const { grounds, toward } = theme === 'light' ? light : dark;
  for (let step = 0; step <= 20; step++) {
    const accent = mix(rgb, toward, step / 20);
    const on = contrast(accent, white) >= 4.5 ? white : ink;
    if (grounds.every(ground => contrast(accent, ground) >= 3) && contrast(accent, on) >= 4.5) {
      return { accent: format(accent), onAccent: format(on) };
    }
  }
  return undefined;
}

export function contrastOf(a: string, b: string): number {
  const [first, second] = [parse(a), parse(b)];
  return first && second ? contrast(first, second) : 1;
}

/** Set through the style object, which a strict content policy allows. */
export function applyAccent(root: HTMLElement, color: string | undefined): void {
  if (color === undefined) return;
  for (const theme of ['light', 'dark'] as const) {
    const found = accentFor(color, theme);
    if (!found) continue;
    root.style.setProperty(`--merchant-accent-${theme}`, found.accent);
    root.style.setProperty(`--merchant-on-accent-${theme}`, found.onAccent);
  }
}

export function parse(color: string): Rgb | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return undefined;
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export const format = (rgb: Rgb): string => '#' + rgb.map(part => part.toString(16).padStart(2, '0')).join('');

export function mix([r, g, b]: Rgb, [tr, tg, tb]: Rgb, share: number): Rgb {
  const part = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [part(r, tr), part(g, tg), part(b, tb)];
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(part => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
