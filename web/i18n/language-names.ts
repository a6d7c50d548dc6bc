/** Each language by its own name. */
const names: Readonly<Record<string, string>> = {
  az: 'Azərbaycanca',
  cs: 'Čeština',
  da: 'Dansk',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fi: 'Suomi',
  fr: 'Français',
  hu: 'Magyar',
  it: 'Italiano',
  ka: 'ქართული',
  ko: '한국어',
  lv: 'Latviešu',
  nl: 'Nederlands',
  pl: 'Polski',
  ro: 'Română',
  ru: 'Русский',
  sk: 'Slovenčina',
  uk: 'Українська',
  uz: 'Oʻzbekcha',
  zh: '中文',
};

export function languageName(lang: string): string {
  return names[lang] ?? lang.toUpperCase();
}
