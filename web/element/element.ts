import { embed, type Embedded } from '../embed/embed';
import { checkout } from '../widget/checkout';
import style from '../widget/checkout.css?inline';
import type { Config, ShowCheckout } from '../widget/types';

const params = ['token', 'merchant-id', 'amount', 'currency', 'order-id', 'order-desc', 'email', 'response-url', 'lang'] as const;
const themes = { theme: 'type', preset: 'preset', layout: 'layout' } as const;
const show = checkout as unknown as ShowCheckout;
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host{display:block}${style}`);

export class TetriCheckout extends HTMLElement {
  static readonly observedAttributes: readonly string[] = [...params, ...Object.keys(themes), 'full-screen', 'stay'];

  #config: Partial<Config> = {};
  #embedded: Embedded | undefined;
  #target = document.createElement('div');
  #isChanging = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#target);
    // Set before this script came.
    if (Object.hasOwn(this, 'config')) {
      const { config } = this;
      delete (this as Partial<this>).config;
      this.config = config;
    }
  }

  get config(): Partial<Config> {
    return this.#config;
  }

  set config(config: Partial<Config>) {
    this.#config = config;
    this.#changed();
  }

  submit(): ReturnType<Embedded['submit']> {
    return this.#embedded?.submit() ?? Promise.reject(new Error('the form is not there'));
  }

  connectedCallback(): void {
    this.#changed();
  }

  disconnectedCallback(): void {
    this.#embedded?.destroy();
    this.#embedded = undefined;
  }

  attributeChangedCallback(): void {
    this.#changed();
  }

  /** Several attributes that change at once are one change, and nothing is shown before there is an order. */
  #changed(): void {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      if (!this.isConnected) return;
      const config = this.#whole();
      const stays = this.hasAttribute('stay');
      if (this.#embedded) this.#embedded.update(config, stays);
      else if (config.params.token ?? config.params.merchant_id ?? config.params['merchantId']) this.#embedded = embed(this.#target, () => Promise.resolve(show), config, stays, this.#hear);
    });
  }

  #hear = (type: string, detail: unknown): void => void this.dispatchEvent(new CustomEvent(type, { detail }));

  #whole(): Config {
    const { options = {}, ...rest } = this.#config;
    const theme = Object.fromEntries(Object.entries(themes).flatMap(([name, key]) => this.#read(name, key)));
    return {
      ...rest,
      options: { full_screen: false, ...options, ...(this.hasAttribute('full-screen') ? { full_screen: true } : {}), ...(Object.keys(theme).length > 0 ? { theme: { ...options.theme, ...theme } } : {}) },
      params: { ...rest.params, ...Object.fromEntries(params.flatMap(name => this.#read(name, name.replace('-', '_')))) },
    } as Config;
  }

  #read(attribute: string, key: string): [string, string][] {
    const value = this.getAttribute(attribute);
    return value === null ? [] : [[key, value]];
  }
}
