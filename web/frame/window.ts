import { stepEnded } from '../protocol/messages';
import { saysDone } from '../protocol/step-done';

/**
 * The issuer's page inside a page of ours: in the window of `$checkout`, or in a tab that was opened from there. When it is over,
 * the shop's page is told, and no other: the address says which that is.
 */
const query = new URLSearchParams(location.search);
const token = query.get('token') ?? '';
const frame = document.createElement('iframe');
frame.title = document.title;
frame.src = `/checkout/challenge?token=${encodeURIComponent(token)}&transaction=${encodeURIComponent(query.get('transaction') ?? '')}`;
addEventListener('message', event => {
  if (!saysDone(event, frame.contentWindow, location.origin)) return;
  const shop = query.get('shop') ?? '';
  ((window.opener as Window | null) ?? parent).postMessage(JSON.stringify({ action: stepEnded, data: { uid: query.get('uid'), token } }), shop === 'null' || shop === '' ? '*' : shop);
});
document.body.append(frame);
