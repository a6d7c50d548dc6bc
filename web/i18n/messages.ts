import type { MessageParams } from './params';

export type MessageKey = keyof MessageParams;
export type Messages = Readonly<Record<string, string>>;

type Arguments<K extends MessageKey> = MessageParams[K] extends null ? [] : [params: MessageParams[K]];

/** A key that is not in the list, or an argument that is missing, does not compile. */
export type Translate = <K extends MessageKey>(key: K, ...rest: Arguments<K>) => string;

export function translator(messages: Messages, lang: string): Translate {
  const rules = pluralRules(lang);
  return (key, ...rest) => {
    const params = (rest[0] ?? undefined) as Record<string, string | number> | undefined;
    const count = params?.['count'];
    const form = typeof count === 'number' ? messages[`${key}#${rules.select(count)}`] : undefined;
    // A browser without the language's plural rules may ask for a form that the language does not have.
    const text = messages[key] ?? form ?? messages[`${key}#other`] ?? '';
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? ''));
  };
}

/** Messages that are chosen by a code from the gateway: the key is known only at run time. */
export function messageByCode(messages: Messages, family: 'decline', code: number): string {
  return messages[`${family}.${code}`] ?? messages[`${family}.default`] ?? '';
}

function pluralRules(lang: string): Intl.PluralRules {
  try {
    return new Intl.PluralRules(lang);
  } catch {
    return new Intl.PluralRules('en');
  }
}
