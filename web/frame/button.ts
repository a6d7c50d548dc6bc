import { isRecord, readMessage } from '../protocol/messages';

/**
 * A wallet's button in a shop's page. Told its method by its address, it is a picture: a `PaymentElement` lies over it, and tells it
 * of the pointer. Libraries of before 2.0 frame the button itself. They tell it how it looks (`options`) and what the gateway allows
 * (`config`); it says whether there is anything to press (`show`, `hide`), that it was pressed (`click`), and, when the page has
 * agreed by a `click` of its own, what to ask the wallet with (`pay`). The page asks: a frame of another origin may not.
 */
const names: Record<string, string> = { apple: 'Apple Pay', google: 'Google Pay' };
const query = new URLSearchParams(location.search);
const isPicture = query.has('method');
const button = document.createElement(isPicture ? 'div' : 'button');
let shop = '*';
let config: Record<string, unknown> = {};

const tell = (action: string, data: object): void => parent.postMessage(JSON.stringify({ action, data }), shop);

function draw(method: unknown, color: unknown): void {
  button.classList.toggle('white', color === 'white' || color === 'light');
  button.textContent = names[String(method)] ?? 'Pay';
}

const hear: Record<string, (data: Record<string, unknown>) => void> = isPicture
  ? {
      event({ type }) {
        if (type === 'mouseenter' || type === 'mouseleave') button.classList.toggle('hover', type === 'mouseenter');
        if (type === 'focusin' || type === 'focusout') button.classList.toggle('active', type === 'focusin');
      },
    }
  : {
      options: ({ method, style }) => draw(method, isRecord(style) ? style['color'] : undefined),
      config(data) {
        config = data;
        const { methods, payment_system } = data;
        tell(payment_system && Array.isArray(methods) && methods.length > 0 ? 'show' : 'hide', {});
      },
      click: () => tell('pay', config),
    };

button.className = 'button';
draw(query.get('method'), query.get('color'));
button.addEventListener('click', () => tell('click', {}));
document.body.append(button);
addEventListener('message', event => {
  if (event.source !== parent) return;
  const message = readMessage(event.data);
  const heard = message && Object.hasOwn(hear, message.action) ? hear[message.action] : undefined;
  if (!message || !heard) return;
  shop = event.origin === 'null' ? '*' : event.origin;
  heard(message.data);
});
