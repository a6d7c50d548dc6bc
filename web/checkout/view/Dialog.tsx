import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  role: 'dialog' | 'alertdialog';
  class: string;
  labelledBy: string;
  describedBy?: string;
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * The browser's own modal dialog: it holds the focus, makes the rest inert and hears Esc.
 * The focus begins on the heading when that can take it, else on the first control.
 */
export function Dialog({ role, labelledBy, describedBy, onClose, children, class: name }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('h2[tabindex]')?.focus();
    return () => element?.close();
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} role={role} class={name} aria-labelledby={labelledBy} aria-describedby={describedBy} onCancel={cancel}>
      {children}
    </dialog>
  );
}
