import { readCall, readMessage, type Message } from '../protocol/messages';
import { Session } from './session';

/** Published bundles, by the origin that they were heard from. */
const sessions = new Map<string, Session>();

function hear(session: Session, { action, data }: Message): void {
  const call = action === 'request' ? readCall(data) : undefined;
  if (call) void session.take(call);
  else if (action === 'cancel') session.cancel(Number(data['uid']));
}

addEventListener('message', event => {
  if (parent === self || event.source !== parent) return;
  const message = readMessage(event.data);
  if (!message) return;
  const port = event.ports[0];
  if (message.action === 'connect' && port) {
    const session = new Session(event.origin, true, said => port.postMessage(said));
    port.onmessage = ({ data }: MessageEvent): void => {
      const said = readMessage(data);
      if (said) hear(session, said);
    };
    port.postMessage({ action: 'connected', data: { nonce: message.data['nonce'] } });
    return;
  }
  let session = sessions.get(event.origin);
  if (!session) {
    // A page opened from a disk has an origin that nobody can name.
    const target = event.origin === 'null' ? '*' : event.origin;
    session = new Session(event.origin, false, said => parent.postMessage(JSON.stringify(said), target));
    sessions.set(event.origin, session);
  }
  hear(session, message);
});

parent.postMessage(JSON.stringify({ action: 'load', data: {} }), '*');
