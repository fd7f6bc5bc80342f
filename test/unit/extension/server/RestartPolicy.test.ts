import { expect, test } from 'vitest';
import { RestartPolicy } from '../../../../src/extension/server/RestartPolicy';

test('restarts up to the limit and then no more', () => {
  const policy = new RestartPolicy(2, 1000);
  expect([policy.died(0), policy.died(10), policy.died(20)]).toEqual([true, true, false]);
});

test('forgets deaths that lie further back than the window', () => {
  const policy = new RestartPolicy(2, 1000);
  policy.died(0);
  policy.died(10);
  expect(policy.died(1005)).toBe(true);
  expect(policy.died(1006)).toBe(false);
});
