// Gzip as small as it gets. Browsers take it over plain http; over https, and on the machine itself, they take br.
import zopfli from '@gfx/zopfli';

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
export const gzip = bytes => zopfli.gzipAsync(bytes, { numiterations: 15 });
