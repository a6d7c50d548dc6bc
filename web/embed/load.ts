import type { ShowCheckout } from '../widget/types';

/** Where checkout.js comes from. */
export interface Source {
  /** Origin of the gateway, `https://pay.example`. */
  gateway: string;
  /** A version of `/integrity.json`, or `latest`. */
  version?: string | undefined;
  /** That version's digest of `/integrity.json`. */
  integrity?: string | undefined;
}

interface AddressPolicy {
  createScriptURL(address: string): string;
}

const patience = 10_000;
const shared = globalThis as { [key: symbol]: Map<string, Promise<ShowCheckout>> | undefined };
const key = Symbol.for('tetri.checkout');
const trust = globalThis as { trustedTypes?: { createPolicy(name: string, rules: AddressPolicy): AddressPolicy }; [policy: symbol]: AddressPolicy | undefined };
const policy = Symbol.for('tetri.checkout.policy');

/** One script for each address, whichever of our packages on the page asks for it; a load that failed can be tried again. */
export function load({ gateway, version = 'latest', integrity = '' }: Source): Promise<ShowCheckout> {
  const loads = (shared[key] ??= new Map());
  const address = new URL(`/${version}/checkout-vue/checkout.js`, gateway).href;
  let loaded = loads.get(address);
  if (!loaded) {
    loaded = insert(address, new URL('/latest/checkout-vue/checkout.css', gateway).href, integrity);
    loads.set(address, loaded);
    loaded.catch(() => loads.delete(address));
  }
  return loaded;
}

function insert(address: string, styleAddress: string, integrity: string): Promise<ShowCheckout> {
  // The page may have the script in its own HTML.
  if ([...document.scripts].some(({ src }) => src === address) && 'checkout' in window) return Promise.resolve(window.checkout);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    try {
      script.src = trusted(address);
    } catch {
      throw new Error('the Content-Security-Policy of this page does not let the payment form in: add tetri to trusted-types');
    }
    const fail = (): void => {
      script.remove();
      reject(new Error(`${address} did not load: it is not reachable, its integrity is another, or the Content-Security-Policy of this page has no script-src for it`));
    };
    const timer = setTimeout(fail, patience);
    script.onload = () => {
      clearTimeout(timer);
      // Right after it ran: another gateway's script has not replaced the name yet.
      resolve(window.checkout);
    };
    script.onerror = () => {
      clearTimeout(timer);
      fail();
    };
    if (integrity !== '') Object.assign(script, { integrity, crossOrigin: 'anonymous' });
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = styleAddress;
    document.head.append(style, script);
  });
}

/** Where the page asks for Trusted Types, a script's address is taken from a policy alone. Its name may be made once. */
function trusted(address: string): string {
  if (!trust.trustedTypes) return address;
  return (trust[policy] ??= trust.trustedTypes.createPolicy('tetri', { createScriptURL: given => given })).createScriptURL(address);
}
