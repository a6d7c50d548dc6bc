// What node --test says of the tests that failed, and one line at the end: a long log must not hide them.
//   node --test --test-reporter=test/failures.mjs
export default async function* failures(events) {
  let tests = 0, failed = 0, skipped = 0
  for await (const { type, data } of events) {
    // A file or a suite whose test failed would say it again.
    const isTest = (type === 'test:pass' || type === 'test:fail') && data.details.type !== 'suite' && data.details.error?.failureType !== 'subtestsFailed'
    if (type === 'test:stderr')
      yield data.message
    if (!isTest)
      continue
    tests++
    if (data.skip !== undefined)
      skipped++
    if (type === 'test:fail') {
      failed++
      const { cause = data.details.error } = data.details.error
      yield `FAILED ${data.name}\n  at ${data.file}:${data.line}\n${indented(cause.stack ?? cause)}\n`
    }
  }
  yield `${tests - failed - skipped} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`
}

const indented = text => String(text).replace(/^/gm, '  ')
