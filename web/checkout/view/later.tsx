import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Parts = typeof import('./parts');

/** How long to wait before asking again for parts that did not come. */
const pause = 2000;

let parts: Parts | undefined;

/** Loads what the first screen of most orders does without. */
export async function loadParts(): Promise<void> {
  parts ??= await import('./parts');
}

/** A part that is shown once it is loaded, and at once where it is. */
function lazily<K extends keyof Parts>(name: K, meanwhile = <span data-loading="" />): Parts[K] {
  function Lazy(props: object): JSX.Element {
    const [, show] = useState(0);
    useEffect(() => {
      let wanted = true;
      const get = (): void => void loadParts().then(() => wanted && show(1), () => wanted && setTimeout(get, pause));
      if (!parts) get();
      return () => { wanted = false; };
    }, []);
    const Part = parts?.[name] as ComponentType<object> | undefined;
    return Part ? <Part {...props} /> : meanwhile;
  }
  return Lazy as Parts[K];
}

export const AtBank = lazily('AtBank');
export const BankForm = lazily('BankForm');
export const Banks = lazily('Banks');
export const Challenge = lazily('Challenge');
export const CodeForm = lazily('CodeForm');
export const Decline = lazily('Decline');
export const ExtraFields = lazily('ExtraFields');
export const KeepCard = lazily('KeepCard');
export const MethodFrame = lazily('MethodFrame');
export const Promocode = lazily('Promocode');
export const Result = lazily('Result');
export const SavedCards = lazily('SavedCards');
export const Schedule = lazily('Schedule');
export const Sums = lazily('Sums');
/** The notice keeps its room until the cards are there. */
export const TestCards = lazily('TestCards', <div class="test" data-loading="" />);
export const Wallets = lazily('Wallets', <div class="wallets" />);
