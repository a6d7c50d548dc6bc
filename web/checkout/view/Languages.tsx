import type { JSX } from 'preact';
import { languageName } from '../../i18n/language-names';
import type { Locale } from './context';

interface Props {
  languages: readonly string[];
  locale: Locale;
  choose: (lang: string) => void;
}

export function Languages({ languages, locale, choose }: Props): JSX.Element {
  const all = languages.includes(locale.lang) ? languages : [locale.lang, ...languages];
  return (
    <select class="languages" aria-label={locale.t('page.language')} value={locale.lang} onChange={event => choose(event.currentTarget.value)}>
      {all.map(lang => <option key={lang} value={lang} lang={lang}>{languageName(lang)}</option>)}
    </select>
  );
}
