import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The heading of a screen that came by itself takes the focus, so that a screen reader begins there. */
export function Heading({ children }: { children: string }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>;
}
