/**
 * The page's one live region. It stands outside of what is rendered, so a text is never cut off by a new screen,
 * and is emptied first, so the same text twice is spoken twice.
 */
export function announcer(region: HTMLElement): (text: string) => void {
  let pending: ReturnType<typeof setTimeout> | undefined;
  return text => {
    clearTimeout(pending);
    region.textContent = '';
    pending = setTimeout(() => { region.textContent = text; }, 50);
  };
}
