import type { ComponentType } from 'preact';
import type { ExtraField } from './field/extra';
import type { StateOf } from './state';
import type { Dispatch, Locale } from './view/context';

/** What shows the ways to pay. */
export type Ways = ComponentType<{ state: StateOf<'open' | 'submitting'>; locale: Locale; dispatch: Dispatch }>;

/** What a page in a shop's frame shows otherwise than the hosted page. */
export interface Appearance {
  layout: 'default' | 'plain' | 'wallets_only' | 'inline';
  /** Parts that are left out, by the names of the shop's show_… options. */
  hidden: ReadonlySet<string>;
  title?: string;
  link?: string;
  logo?: string;
  offer?: string;
  /** Shows the ways to pay where the shop wants them otherwise than the page has them. */
  ways?: Ways;
  /** The one that stands in front: menu, banks, installments; the card where there is none. */
  way?: string;
  /** The bank that stands first among its own. */
  bank?: string;
  /** The ways to pay that are offered; all that the order allows where there is none. */
  methods?: ReadonlySet<string>;
  cardIcons: readonly string[];
  extras: readonly ExtraField[];
  /** The languages the payer may choose from; all where there is none. */
  locales?: readonly string[];
  /** The shop goes on after the result, so the page offers no way back. */
  stays: boolean;
}

export const hosted: Appearance = { layout: 'default', hidden: new Set(), cardIcons: [], extras: [], stays: false };
