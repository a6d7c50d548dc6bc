import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import style from '../later.css?url';
import type { Locale } from './context';

type Parts = typeof import('./parts');

/** How long to wait before asking again for parts that did not come. */
const pause = 2000;

let parts: Parts | undefined;
let coming: Promise<Parts> | undefined;

/** Loads what the first screen of most orders does without. */
export async function loadParts(): Promise<void> {
  coming ??= Promise.all([import('./parts'), dress()]).then(([loaded]) => (parts = loaded));
  await coming.catch(cause => {
    coming = undefined;
    throw cause;
  });
}

function dress(): Promise<unknown> {
  return new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style, onload, onerror })));
}

/** A part that is shown once it and its texts are loaded, and at once where they are. */
function lazily<K extends keyof Parts>(name: K, meanwhile: (locale: Locale) => JSX.Element = () => <span data-loading="" />): Parts[K] {
  function Lazy(props: { locale: Locale }): JSX.Element {
    const [, show] = useState(0);
    useEffect(() => {
      let wanted = true;
      const get = (): void => void loadParts().then(() => wanted && show(1), () => wanted && setTimeout(get, pause));
      if (!parts) get();
      return () => { wanted = false; };
    }, []);
    const Part = props.locale.complete ? (parts?.[name] as ComponentType<object> | undefined) : undefined;
    return Part ? <Part {...props} /> : meanwhile(props.locale);
  }
  return Lazy as unknown as Parts[K];
}

export const AtBank = lazily('AtBank');
export const BankForm = lazily('BankForm');
export const Banks = lazily('Banks');
export const Challenge = lazily('Challenge');
export const CodeForm = lazily('CodeForm');
export const Decline = lazily('Decline');
export const ExtraFields = lazily('ExtraFields');
export const KeepCard = lazily('KeepCard');
export const Languages = lazily('Languages', () => <span class="languages" data-loading="" />);
export const MethodFrame = lazily('MethodFrame');
export const Promocode = lazily('Promocode');
export const Result = lazily('Result');
export const SavedCards = lazily('SavedCards');
export const Schedule = lazily('Schedule');
export const Sums = lazily('Sums');
/** Says what it is, and keeps its room, until the cards are there. */
export const TestCards = lazily('TestCards', ({ t }) => <div class="test" data-loading=""><strong>{t('test.notice')}</strong><span class="test-acts">{t('test.use')}</span></div>);
export const Wallets = lazily('Wallets', () => <div class="wallets" />);
