// A story of several people: each step stands on the one before.
import { test } from 'node:test';

// Gives `step(title, act)`, which is a test. After a failure the rest would only repeat it, so that
// they are passed over; the run has failed then.
export function story() {
  let failed = false;
  return (title, act) =>
    test(title, { timeout: 300_000 }, async (context) => {
      if (failed) return context.skip('an earlier step failed');
      try {
        await act();
      } catch (error) {
        failed = true;
        throw error;
      }
    });
}
