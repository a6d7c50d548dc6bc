import { readMessage } from '../protocol/messages';

/** Draws the button that a page's `PaymentButton` lays itself over; what the page hears of the pointer it tells us. */
const names: Record<string, string> = { apple: 'Apple Pay', google: 'Google Pay' };
const query = new URLSearchParams(location.search);
const button = document.createElement('div');
button.className = 'button';
button.classList.toggle('white', ['white', 'light'].includes(query.get('color') ?? ''));
button.textContent = names[query.get('method') ?? ''] ?? 'Pay';
document.body.append(button);
addEventListener('message', event => {
  if (event.source !== parent) return;
  const message = readMessage(event.data);
  if (message?.action !== 'event') return;
  const type = message.data['type'];
  if (type === 'mouseenter' || type === 'mouseleave') button.classList.toggle('hover', type === 'mouseenter');
  if (type === 'focusin' || type === 'focusout') button.classList.toggle('active', type === 'focusin');
});
