import { readGreeting, readToShop, version, type Greeting, type ToPage, type ToShop } from './widget';

export interface Frame {
  send(message: ToPage): void;
  close(): void;
}

/**
 * The shop's end: speaks to one frame of one origin. `connected` is called for every page that loads in the frame; a page that does
 * not greet within `patience` milliseconds is given up.
 */
export function speakTo(
  frame: HTMLIFrameElement, origin: string, session: string, patience: number,
  on: { connected(): void; message(message: ToShop): void; silent(): void },
): Frame {
  let port: MessagePort | undefined;
  const timer = setTimeout(() => on.silent(), patience);

  const hear = (event: MessageEvent): void => {
    const greeting = readGreeting(event, 'here', frame.contentWindow, heard => heard === origin);
    if (greeting?.session !== session) return;
    clearTimeout(timer);
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      const message = readToShop(data);
      if (message) on.message(message);
    };
    const hello: Greeting = { tetri: 'widget', v: version, session, kind: 'hello' };
    frame.contentWindow?.postMessage(hello, origin, [channel.port2]);
    on.connected();
  };
  addEventListener('message', hear);
  return {
    send: message => port?.postMessage(message),
    close: () => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      port?.close();
    },
  };
}
