/** Seconds between looks at a payment that the bank has not decided: growing, then steady, four minutes in all. */
const steps = [1, 1, 2, 3, 5, 8, 13];
const longest = 20;
const total = 240;

/** Milliseconds between looks while the payer is at his bank; the gateway ends what takes too long. */
export const bankDelay = 3000;

/** The wait before look number `polls`, or nothing when it is time to stop and say so. */
export function pollDelay(polls: number): number | undefined {
  let passed = 0;
  for (let i = 0; i < polls; i++) passed += steps[i] ?? longest;
  return passed >= total ? undefined : (steps[polls] ?? longest) * 1000;
}
