/** The same as in package.json and in sdk/VERSION; a test compares them. */
export const version = '0.1.0'
