import type { Messages } from '../i18n/messages';
import type { View } from './answer';
import type { Reply } from './api';
import type { Appearance } from './appearance';
import type { Event, Payment } from './event';
import type { Form, PageState } from './state';
import type { Locale } from './view/context';

/** What is around a page that stands in a shop's frame. The hosted page has none of it. */
export interface Around {
  appearance: Appearance;
  form: Form;
  /** The shop's own texts by language. */
  messages: Readonly<Record<string, Messages>>;
  /** The shop only looks at its page: a press of the button makes and charges nothing. */
  idle: boolean;
  /** Of an order that is only made when its payer pays; absent where the order is there. */
  unmade?: Unmade;
  /** The order as the shop wants it shown. */
  seen(view: View): View;
  /** Takes the payer back to the shop. */
  leave(path: string): void;
  /** Hears every screen. */
  shown(page: PageState, locale: Locale, title: string): void;
  /** Hears that the payer, or the shop for him, pressed the button and something was not filled in right. */
  refused(page: PageState, locale: Locale): void;
  /** Joins what the shop asks for to the page. */
  join(dispatch: (event: Event) => void, appear: (appearance: Appearance) => void, speak: (lang: string) => void): void;
}

export interface Unmade {
  view(): Promise<Reply>;
  /** Its token, once it is made, or why it cannot be. */
  make(extras: Payment['extras']): Promise<string | Reply>;
}
