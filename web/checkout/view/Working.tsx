import type { JSX } from 'preact';
import { Heading } from './Heading';

export function Working({ title, text }: { title: string; text?: string }): JSX.Element {
  return (
    <div class="screen">
      <span class="badge"><span class="spinner spinner-large" aria-hidden="true" /></span>
      <Heading>{title}</Heading>
      {text && <p class="words">{text}</p>}
    </div>
  );
}
