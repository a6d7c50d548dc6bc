import { accentFor, contrast, format, ink, mix, parse, white, type Rgb } from '../accent';

/** The colours that a shop chose: a preset or #rrggbb, and single ones by the names of css_variable. */
export interface Look {
  theme: 'light' | 'dark' | 'auto';
  preset: string;
  colours: Readonly<Record<string, unknown>>;
}

/** Accent and order panel of each preset. `reset` is the page as it is. */
const presets: Readonly<Record<string, readonly [string, string]>> = {
  black: ['#1d2327', '#1d2327'],
  silver: ['#4a5560', '#dfe3e8'],
  vibrant_silver: ['#2f5f86', '#c5d2e0'],
  vibrant_gold: ['#7d5f00', '#f0d98c'],
  solid_black: ['#000000', '#000000'],
  black_and_white: ['#000000', '#ffffff'],
  euphoric_pink: ['#c2185b', '#f9cfe0'],
  heated_steel: ['#b5482a', '#3c4650'],
  nude_pink: ['#a04f62', '#f3dcd9'],
  tropical_gold: ['#00695c', '#f6e3a1'],
  navy_shimmer: ['#1f3b73', '#1f3b73'],
};

const grounds = {
  light: { panel: white, field: white, bad: [179, 38, 30], towards: [0, 0, 0] },
  dark: { panel: [23, 29, 26], field: [17, 23, 20], bad: [255, 138, 128], towards: white },
} as const;

/** A colour, moved towards dark or light until it stands out from its ground as much as it must. */
function holding(color: Rgb, ground: Rgb, least: number, towards: Rgb): Rgb {
  let found = color;
  for (let step = 1; contrast(found, ground) < least && step <= 20; step++) found = mix(color, towards, step / 20);
  return found;
}

const textOn = (ground: Rgb): Rgb => (contrast(white, ground) >= 4.5 ? white : ink);

/** The custom properties of a look in one theme. Whatever was chosen, text keeps 4.5:1 and marks 3:1. */
export function lookOf({ preset, colours }: Look, theme: 'light' | 'dark'): Record<string, string> {
  const { panel, field, bad, towards } = grounds[theme];
  const set: Record<string, string> = {};
  const given = (...names: string[]): Rgb | undefined => {
    for (const name of names) {
      const value = parse(String(colours[name] ?? '').match(/#[0-9a-f]{6}/i)?.[0] ?? '');
      if (value) return value;
    }
    return undefined;
  };
  const own = parse(preset);
  const [presetAccent, presetCard] = presets[preset] ?? (own ? [preset, format(mix(panel, own, 0.14))] : []);

  const main = given('main', 'main_color');
  const accent = accentFor(main ? format(main) : (presetAccent ?? ''), theme);
  if (accent) Object.assign(set, { '--accent': accent.accent, '--on-accent': accent.onAccent });

  const card = given('card_bg', 'card_gradient_custom') ?? parse(presetCard ?? '');
  if (card) {
    const text = textOn(card);
    set['--card'] = format(card);
    set['--card-ink'] = format(text);
    set['--card-soft'] = format(holding(mix(text, card, 0.3), card, 4.5, text));
    set['--card-bad'] = format(holding(bad, card, 4.5, text));
    // The order's ground is the form's too: a line says where one ends.
    if (contrast(card, panel) < 1.1) set['--card-line'] = format(mix(card, text, 0.15));
    set['--mark'] = format(text);
    set['--on-mark'] = format(card);
  }
  const button = given('btn_success_bg');
  if (button) {
    const ground = holding(button, panel, 3, towards);
    set['--button'] = format(ground);
    set['--on-button'] = format(textOn(ground));
  }
  const onButton = given('btn_success_color');
  if (onButton) {
    const ground = parse(set['--button'] ?? set['--accent'] ?? '');
    if (ground && contrast(onButton, ground) >= 4.5) set['--on-button'] = format(onButton);
  }
  for (const [name, least, ground, ...from] of [
    ['--label', 4.5, panel, 'card_label_color'], ['--field-ink', 4.5, field, 'card_input_color'], ['--line', 3, field, 'card_input_shadow'],
    ['--link', 4.5, panel, 'link_color'], ['--ring', 3, panel, 'outline_border', 'outline_bg'], ['--thumb', 3, panel, 'scrollbar_thumb_bg'],
  ] as const) {
    const color = given(...from);
    if (color) set[name] = format(holding(color, ground, least, towards));
  }
  const container = given('container_bg');
  if (container) set['--ground'] = format(container);
  const shadow = given('card_shadow');
  if (shadow) set['--shadow'] = `0 12px 40px ${format(shadow)}3d`;
  const buttonShadow = given('btn_success_shadow');
  if (buttonShadow) set['--button-shadow'] = `0 6px 18px ${format(buttonShadow)}3d`;
  const radius = colours['border_radius'];
  if (radius !== undefined) set['--radius'] = `${Math.min(24, Math.max(0, Number(radius) || 0))}px`;
  return set;
}

/** Puts the look on, and again when the system's theme changes. */
export function wear(root: HTMLElement, look: Look): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const put = (): void => {
    const theme = look.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : look.theme;
    root.dataset['theme'] = theme;
    for (const [name, value] of Object.entries(lookOf(look, theme))) root.style.setProperty(name, value);
  };
  put();
  if (look.theme === 'auto') dark.addEventListener('change', put);
}
