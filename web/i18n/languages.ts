/** Each language by its own name. */
const names: Readonly<Record<string, string>> = {
  en: 'English',
  ka: 'ქართული',
  uk: 'Українська',
  az: 'Azərbaycanca',
  uz: 'Oʻzbekcha',
  ru: 'Русский',
};

export function languageName(lang: string): string {
  return names[lang] ?? lang.toUpperCase();
}

export function directionOf(lang: string): 'ltr' | 'rtl' {
  return /^(ar|he|fa|ur)\b/.test(lang) ? 'rtl' : 'ltr';
}
