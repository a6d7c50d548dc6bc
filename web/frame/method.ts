import { saysDone } from '../protocol/step-done';

/** The issuer looks at the browser in a hidden frame. Whether it could or not, the payment goes on. */
export function runMethod(url: string, seconds: number): Promise<void> {
  return new Promise(resolve => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = url;
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      frame.remove();
      resolve();
    };
    const hear = (event: MessageEvent): void => {
      if (saysDone(event, frame.contentWindow, location.origin)) end();
    };
    const timer = setTimeout(end, seconds * 1000);
    addEventListener('message', hear);
    document.body.append(frame);
  });
}
