import { readGreeting, readToPage, version, type Greeting, type ToPage, type ToShop } from './widget';

export interface Parent {
  origin: string;
  send(message: ToShop): void;
}

/** Whom the gateway lets around this page: one of these origins, or anybody (`*`, in the sandbox). */
export const allowsOrigin = (allowed: string) => (origin: string): boolean => allowed === '*' || allowed.split(' ').includes(origin);

/**
 * The frame's end: greets the page around it and takes the first channel that an allowed origin answers with for this session.
 * Rejects when nobody answers in time.
 */
export function greetParent(allowed: string, session: string, patience: number, hear: (message: ToPage) => void): Promise<Parent> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      removeEventListener('message', take);
      reject(new Error('no page around the frame answered'));
    }, patience);

    function take(event: MessageEvent): void {
      const greeting = readGreeting(event, 'hello', parent === self ? null : parent, allowsOrigin(allowed));
      const port = greeting?.port;
      if (greeting?.session !== session || !port) return;
      clearTimeout(timer);
      removeEventListener('message', take);
      port.onmessage = ({ data }) => {
        const message = readToPage(data);
        if (message) hear(message);
      };
      resolve({ origin: event.origin, send: message => port.postMessage(message) });
    }
    addEventListener('message', take);
    const greeting: Greeting = { tetri: 'widget', v: version, session, kind: 'here' };
    // To anybody, since it tells nothing; the answer's origin is what counts.
    parent.postMessage(greeting, '*');
  });
}
