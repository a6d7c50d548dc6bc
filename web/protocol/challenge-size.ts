/** Lengths of CSS. */
export interface Size {
  width: string;
  height: string;
}

const points = (width: number, height: number): Size => ({ width: `${width}px`, height: `${height}px` });

/** challengeWindowSize of 3-D Secure 2; the window's own bounds are kept besides. */
const sizes: Readonly<Record<string, Size>> = {
  '01': points(250, 400),
  '02': points(390, 400),
  '03': points(500, 600),
  '04': points(600, 400),
  '05': { width: '100vw', height: '100vh' },
};

/** How large the issuer wants its page to be; undefined where it did not say: in the old form, and of a code that is none. */
export const challengeSize = (code: unknown): Size | undefined => (typeof code === 'string' && Object.hasOwn(sizes, code) ? sizes[code] : undefined);
